"""What happens to the articles of one shard, wherever its tables lie.

A shard is read and audited; then, when it is known what becomes of each article among all others,
it is taken apart and scored. None of these steps needs another shard, so where a corpus is cut
makes no difference.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
import pandas as pd

from ..articles import (
    ColumnError,
    Unit,
    audit_articles,
    fingerprint_texts,
    read_units,
)
from ..codebook import Codebook
from ..measures import (
    attribute_voice,
    extract_roles,
    find_attributions,
    find_speakers,
    match_frames,
    read_frames,
    read_sentences,
    score_sentiment,
)
from ..mentions import find_mentions
from ..tables import LEXICONS, Tables, empty
from ..text import split_sentences
from .decisions import Choice, Roll, apply_choice, take_roll
from .funnel import count_reading
from .memory import remembered

STEPS = ("read", "audit", "take_apart", "score")
SHARDED = (
    *("articles", "findings", "sentences", "mentions", "scores", "scored_words"),
    *("attributions", "speakers", "voices", "roles", "frame_hits", "frames_read"),
)
"""Tables that are made shard by shard; all others are made of the whole corpus."""


class Shelf(Protocol):
    """Where the tables of one shard lie."""

    @property
    def part(self) -> str:
        """Name of the shard."""

    def is_done(self, step: str, key: str) -> bool:
        """Say whether a step was done already, from what has this digest."""

    def get(self, step: str, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Get a table as a step made it, or some of its columns."""

    def keep(
        self, step: str, key: str, tables: Tables, *, counts: Mapping[str, int] | None = None
    ) -> None:
        """Keep the tables that a step made, and the digest of what it made them from."""

    def report(self, steps: list[str]) -> Any:
        """Say what was done in these steps, for the process that leads the run."""


class Context(NamedTuple):
    """What all shards of a run share."""

    codebook: Codebook
    measures: tuple[str, ...]
    columns: dict[str, str]
    show_progress: bool = False
    """Draw a bar while the model scores."""
    with_nominals: bool = True
    """Find "the president" and "the country" too."""


class ReadTask(NamedTuple):
    """Read a shard, and look for what is wrong with its texts."""

    shelf: Shelf
    keys: tuple[str, str] = ("", "")
    """Digests of all that the articles, and the findings, depend on."""
    units: tuple[Unit, ...] = ()


class AnalyseTask(NamedTuple):
    """Take the articles of a shard apart, and score them."""

    shelf: Shelf
    choice: Choice
    reasons: Mapping[str, str]
    """Why an article could not be analysed, by article_id."""
    keys: tuple[str, str] = ("", "")
    """Digests of all that the tables, and the scores, depend on."""
    only: tuple[str, ...] | None = None
    """Take these articles alone, to find out which of them cannot be analysed."""


def read_shard(context: Context, task: ReadTask) -> Any:
    """Read a shard and audit it, as far as this is not done, and report what had to be done."""
    shelf, done = task.shelf, []
    if not shelf.is_done("read", task.keys[0]):
        try:
            articles, read = read_units(task.units, columns=context.columns)
        except ColumnError as error:
            error.stops_the_run = True  # type: ignore[attr-defined]
            raise
        names = [unit.name for unit in task.units if unit.is_first]
        counts = count_reading(names, articles, read)
        shelf.keep("read", task.keys[0], {"articles": articles, "read": read}, counts=counts)
        done.append("read")
    if not shelf.is_done("audit", task.keys[1]):
        articles, read = shelf.get("read", "articles"), shelf.get("read", "read")
        audited = audit(articles, context.codebook)
        roll = take_roll(articles, read, audited)
        signatures = [row.tobytes() for row in roll.signatures]
        fingerprints = pd.DataFrame({"digest": roll.digests, "signature": signatures})
        tables = {"found": audited, "roll": roll.articles, "fingerprints": fingerprints}
        shelf.keep("audit", task.keys[1], tables)
        done.append("audit")
    return shelf.report(done)


def load_roll(shelf: Shelf) -> Roll:
    """Load the roll of a shard that `read_shard` went through."""
    fingerprints = shelf.get("audit", "fingerprints")
    digests, signatures = fingerprint_texts([])  # of the right shape, for a shard without articles
    if len(fingerprints):
        digests = np.array(fingerprints["digest"].tolist(), dtype=digests.dtype)
        joined = np.frombuffer(b"".join(fingerprints["signature"]), dtype=signatures.dtype)
        signatures = joined.reshape(len(fingerprints), -1)
    findings = shelf.get("audit", "found", ["article_id", "check", "severity"]).drop_duplicates()
    return Roll(shelf.get("audit", "roll"), findings, digests, signatures)


def analyse_shard(context: Context, task: AnalyseTask) -> Any:
    """Take a shard apart and score it, as far as this is not done, and report what had to be."""
    shelf, codebook, done = task.shelf, context.codebook, []
    if not shelf.is_done("take_apart", task.keys[0]):
        articles, findings = load_chosen(task)
        # What was found in reading files has no say in this: from memory the same comes out.
        furniture = findings[findings["check"] == "boilerplate"].reset_index(drop=True)
        tables = {
            "articles": articles,
            "findings": findings,
            **take_apart(articles, furniture, codebook, with_nominals=context.with_nominals),
        }
        shelf.keep("take_apart", task.keys[0], tables)
        done.append("take_apart")
    if not shelf.is_done("score", task.keys[1]):
        tables = score(
            shelf.get("take_apart", "mentions"),
            shelf.get("take_apart", "sentences"),
            codebook,
            context.measures,
            show_progress=context.show_progress,
        )
        shelf.keep("score", task.keys[1], tables)
        done.append("score")
    return shelf.report(done)


def load_chosen(task: AnalyseTask) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Load the articles of a task that are analysed, and all findings on its shard."""
    get = task.shelf.get
    articles, findings = apply_choice(
        task.choice,
        get("read", "articles"),
        get("read", "read"),
        get("audit", "found"),
        task.reasons,
    )
    if task.only is not None:
        articles = articles[articles["article_id"].isin(list(task.only))].reset_index(drop=True)
    return articles, findings


def audit(articles: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Make the findings of text health."""
    return audit_articles(articles, codebook)


@remembered
def take_apart(
    articles: pd.DataFrame,
    findings: pd.DataFrame,
    codebook: Codebook,
    *,
    with_nominals: bool = True,
) -> Tables:
    """Make the tables of some articles that need no network; findings tell what is boilerplate."""
    sentences = split_sentences(articles, findings=findings, codebook=codebook)
    mentions = find_mentions(sentences, codebook, articles=articles, with_nominals=with_nominals)
    attributions = find_attributions(articles, sentences, codebook)
    speakers = find_speakers(mentions, attributions, codebook)
    return {
        "sentences": sentences,
        "mentions": mentions,
        "attributions": attributions,
        "speakers": speakers,
        "voices": attribute_voice(mentions, attributions, codebook, speakers=speakers),
        "frame_hits": match_frames(mentions, sentences, codebook, attributions=attributions),
    }


@remembered
def score(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook,
    measures: Sequence[str],
    *,
    show_progress: bool = False,
) -> Tables:
    """Make the tables of scores, of scored words, of frames read and of roles.

    The network reads each sentence once for all that it is asked. The model's words, which are
    dear, are left to `framing.pages.context`.
    """
    lexicons = [name for name in measures if name in LEXICONS]
    others = [name for name in measures if name not in lexicons]
    scores, words = score_sentiment(
        mentions, sentences, codebook, measures=lexicons, return_words=True
    )
    frames_read, readings = empty("frames_read"), None
    if others:
        readings = read_sentences(
            mentions,
            sentences,
            codebook,
            with_vectors=bool(codebook.learners),
            show_progress=show_progress,
        )
        judged = score_sentiment(mentions, sentences, codebook, measures=others, readings=readings)
        scores = pd.concat([scores, judged], ignore_index=True)
        frames_read = read_frames(mentions, sentences, codebook, readings=readings)
    return {
        "scores": scores,
        "scored_words": words,
        "frames_read": frames_read,
        "roles": extract_roles(mentions, sentences, codebook, readings=readings),
    }


def concat_tables(parts: Sequence[pd.DataFrame], name: str) -> pd.DataFrame:
    """Join the parts of a table; without any, the empty table of that name."""
    full = [part for part in parts if len(part)]
    if len(full) == 1:
        return full[0]
    return pd.concat(full, ignore_index=True) if full else parts[0] if parts else empty(name)
