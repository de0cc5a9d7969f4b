"""The tool for looking through a draft without a browser: decisions arrive as the mapping that a
browser would send, and what counts is the draft that comes back.
"""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import framing as fr
from framing.coders.learning.drafting import empty_near
from framing.pages.notebook.reviewing import Reviewer

HOSTILE = "<img src=x onerror=alert(1)>\"'&"


@pytest.fixture
def draft() -> fr.Draft:
    keywords = pd.DataFrame(
        {
            "term": ["lender", "harbour", "repay"],
            "score": [3.0, 2.0, 1.0],
            "n_near": [5, 1, 2],
            "n_others": [1, 0, 2],
            "example": ["The lender came.", HOSTILE, "It cannot repay."],
            "is_kept": True,
            "is_decided": False,
        }
    )
    near = pd.DataFrame(
        {
            "sentence_id": ["a", "b"],
            "text": ["The port is the security.", HOSTILE],
            "nearness": [0.91, 0.8],
            "has_keyword": ["", "trade_war, sanctions"],
            "is_kept": True,
            "is_decided": False,
        }
    )
    return fr.Draft("debt_trap", HOSTILE, "loans bind.", ("Debts bind.",), keywords, near)


def decide(review: Reviewer, **decisions: str) -> fr.Draft:
    """Decide as the browser does; `lender` is k0, and the first sentence s0."""
    review.decisions = {**review.decisions, **decisions}
    return review.draft


def test_nothing_is_kept_before_somebody_decides(draft: fr.Draft) -> None:
    review = fr.review_draft(draft)
    assert review.decisions == {}
    assert review.draft.kept == []
    assert not review.draft.near["is_kept"].any()
    assert review.draft.examples == ("Debts bind.",)
    assert draft.kept == ["lender", "harbour", "repay"], "the draft that was given stays"
    with pytest.raises(ValueError, match=r"keeps no keyword.*draft\.keep"):
        review.draft.entry()


def test_what_is_kept_becomes_keywords_and_examples(draft: fr.Draft, tmp_path: Path) -> None:
    review = fr.review_draft(draft)
    own = decide(review, k0="kept", k1="struck", s0="kept", s1="struck")
    assert own.kept == ["lender"]
    assert own.examples == ("Debts bind.", "The port is the security.")
    assert own.keywords["is_decided"].tolist() == [True, True, False]
    assert own.near["is_kept"].tolist() == [True, False]
    codebook = fr.write_draft(own, tmp_path)
    written = codebook.keywords.query("frame_id == 'debt_trap'")["keyword"]
    assert written.tolist() == ["lender"]
    assert decide(review, k0="struck", s0="struck").examples == ("Debts bind.",)


def test_a_keyword_that_was_typed_in_is_added(draft: fr.Draft) -> None:
    review = fr.review_draft(draft)
    own = decide(review, **{"+“Debt  Trap”": "kept", "+loan": "struck", "+": "kept"})
    assert own.kept == ["debt trap"]
    again = fr.review_draft(own)
    assert [item["about"] for item in again.items][3] == "not proposed, but added"
    assert again.draft.kept == ["debt trap"]


def test_decisions_of_before_are_shown_and_stay(draft: fr.Draft) -> None:
    first = decide(fr.review_draft(draft), k0="kept", k1="struck", s0="kept")
    again = fr.review_draft(first)
    assert again.decisions == {"k0": "kept", "k1": "struck", "s0": "kept"}
    assert again.draft.kept == ["lender"]
    assert again.draft.examples == first.examples
    of_script = fr.review_draft(draft.keep(["repay"]))
    assert of_script.decisions == {"k0": "struck", "k1": "struck", "k2": "kept"}
    assert fr.review_draft(draft.strike(["lender", "b"])).decisions == {
        "k0": "struck",
        "s1": "struck",
    }


def test_an_example_that_is_struck_is_none(draft: fr.Draft) -> None:
    found = fr.Draft(
        *(draft.frame_id, draft.label, draft.definition),
        *((draft.near["text"].iloc[0],), draft.keywords, draft.near),
    )
    own = decide(fr.review_draft(found), k0="kept", s0="struck")
    assert own.examples == ()
    with pytest.raises(ValueError, match="a codebook needs one: keep a near sentence"):
        own.entry()


def test_it_shows_where_a_keyword_stands_and_no_ids(draft: fr.Draft) -> None:
    review = fr.review_draft(draft)
    shown: dict[str, Any] = {item["key"]: item for item in review.items}
    assert shown["k1"]["about"] == "in 1 near sentence, 0 others"
    assert shown["k1"]["example"] == HOSTILE
    assert shown["s1"]["about"] == "nearness 0.80; has a keyword of trade war, sanctions"
    assert HOSTILE not in repr(review)


def test_a_decision_on_something_else_does_nothing(draft: fr.Draft) -> None:
    own = decide(fr.review_draft(draft), k9="kept", s9="kept", x="kept", k0="perhaps")
    assert own.kept == []
    assert own.examples == ("Debts bind.",)


def test_a_draft_that_proposes_nothing_is_refused(draft: fr.Draft) -> None:
    empty = fr.Draft("debt_trap", "x", "y", ("z",), draft.keywords.head(0), empty_near())
    with pytest.raises(ValueError, match="proposes nothing to look through"):
        fr.review_draft(empty)
