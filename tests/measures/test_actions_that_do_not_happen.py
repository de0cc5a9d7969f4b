"""Actions that are denied, refused or taken back, and sentences that only look as if they told one.

``actions_not_done.csv`` says of each sentence what a reader takes from it, as ``AGENT [not] verb
PATIENT`` with the ids of the actors; whether its writer knew the rules; and whether it is read.
"""

import csv
from pathlib import Path

import pytest

import framing as fr

with Path(__file__).with_name("actions_not_done.csv").open(encoding="utf8") as lines:
    ROWS = list(csv.DictReader(lines))


def pick(is_read: str) -> list[tuple[str, list[str]]]:
    return [
        (row["text"], sorted(part.strip() for part in row["actions"].split(";") if part))
        for row in ROWS
        if row["is_read"] == is_read
    ]


def read(text: str, codebook: fr.Codebook) -> list[str]:
    sentences = fr.split_sentences(fr.make_articles({"one": text}))
    mentions = fr.find_mentions(sentences, codebook)
    actors = mentions.set_index("mention_id")["actor_id"]
    return sorted(
        f"{actors[role.agent_mention_id]} {'not ' * role.is_negated}{role.verb} "
        f"{actors[role.patient_mention_id]}"
        for role in fr.extract_roles(mentions, sentences, codebook).itertuples()
    )


@pytest.mark.parametrize(("text", "wanted"), pick("yes"))
def test_is_told_as_it_is(text: str, wanted: list[str], shipped_codebook: fr.Codebook) -> None:
    assert read(text, shipped_codebook) == wanted


@pytest.mark.xfail(strict=True, reason="claims, what is unreal, contrasts, and things of an actor")
@pytest.mark.parametrize(("text", "wanted"), pick("no"))
def test_is_not_read_yet(text: str, wanted: list[str], shipped_codebook: fr.Codebook) -> None:
    assert read(text, shipped_codebook) == wanted
