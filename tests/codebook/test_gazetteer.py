"""The shipped gazetteer: whose names they are, and that each actor can be named."""

import csv
from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.text.characters import fold

CODEBOOK = fr.read_codebook()
ALIASES = CODEBOOK.aliases.assign(key=CODEBOOK.aliases["alias"].map(fold))
AMBIGUOUS = set(CODEBOOK.ambiguous["alias"].map(fold))
KINDS = (
    pd.concat(
        [
            ALIASES[["actor_id", "alias_type"]],
            CODEBOOK.ambiguous[["actor_id", "alias_type"]].dropna(),
        ]
    )
    .groupby("actor_id")["alias_type"]
    .agg(set)
    .to_dict()
)
STATES = set(CODEBOOK.actors.query("actor_type in ['country', 'territory']")["actor_id"])
OFFICIALS = "alias_type == 'official' and actor_id in @STATES"
NO_CAPITAL = {"IOT", "MNP"}
"""Their main island is one of their names already."""
NO_DEMONYM = {"VAT", "SGS"}
"""Nobody is called after them."""


def test_each_alias_names_one_actor_at_one_time_or_is_ambiguous() -> None:
    shared = ALIASES.groupby("key")["actor_id"].nunique()
    clashes = []
    for key in shared.index[shared > 1]:
        own = ALIASES[ALIASES["key"] == key].fillna({"valid_from": "0", "valid_to": "9"})
        rows = list(own[["actor_id", "valid_from", "valid_to"]].itertuples(index=False, name=None))
        clashes += [
            (key, one, other)
            for one, since, until in rows
            for other, other_since, other_until in rows
            if one < other and since <= other_until and other_since <= until
        ]
    assert clashes == []
    assert set(ALIASES["key"]) & AMBIGUOUS == set()


def test_each_alias_names_an_actor_of_the_list() -> None:
    assert set(ALIASES["actor_id"]) <= set(CODEBOOK.actors["actor_id"])
    assert set(CODEBOOK.ambiguous["actor_id"].dropna()) <= set(CODEBOOK.actors["actor_id"])


@pytest.mark.parametrize("actor_id", sorted(CODEBOOK.actors["actor_id"]))
def test_actor_can_be_named(actor_id: str) -> None:
    assert "name" in KINDS[actor_id]
    if actor_id in STATES:
        assert KINDS[actor_id] & {"capital", "seat"} or actor_id in NO_CAPITAL
        assert "demonym" in KINDS[actor_id] or actor_id in NO_DEMONYM


@pytest.mark.parametrize(
    ("what", "at_least", "n"),
    [
        ("countries", 196, (CODEBOOK.actors["actor_type"] == "country").sum()),
        ("organisations, blocs and groups", 60, (~CODEBOOK.actors["actor_id"].isin(STATES)).sum()),
        ("seats and institutions", 150, ALIASES["alias_type"].isin(["seat", "institution"]).sum()),
        ("actors with leaders", 190, ALIASES.query("alias_type == 'leader'")["actor_id"].nunique()),
        (
            "states with officials",
            30,
            ALIASES.query("alias_type == 'official' and actor_id in @STATES")["actor_id"].nunique(),
        ),
    ],
)
def test_the_world_is_there(what: str, at_least: int, n: int) -> None:
    assert n >= at_least, what


def test_members_of_the_united_nations_are_countries() -> None:
    # 193 members, two observers and Kosovo.
    assert (CODEBOOK.actors["actor_type"] == "country").sum() == 196


def test_each_sense_of_an_ambiguous_name_has_cues() -> None:
    without = CODEBOOK.ambiguous.loc[CODEBOOK.ambiguous["cues"].isna(), "alias"]
    assert without.tolist() == []
    senses = CODEBOOK.ambiguous.groupby("alias").size()
    assert senses[senses < 2].index.tolist() == []


def test_no_blocker_takes_a_name_that_an_actor_has() -> None:
    blocked = {fold(phrase) for phrase in CODEBOOK.blockers["phrase"]}
    taken = []
    for file in sorted((Path(__file__).parents[2] / "data" / "gazetteer").glob("*.csv")):
        with file.open(encoding="utf8", newline="") as lines:
            taken += [
                (file.name, row.get("alias") or row.get("person"))
                for row in csv.DictReader(lines)
                if fold(row.get("alias") or row.get("person") or "") in blocked
            ]
    assert taken == []
