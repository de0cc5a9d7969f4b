"""A tool for looking through a draft of a frame: what is proposed is kept or struck."""

from typing import Any

import pandas as pd

from ...coders import Draft
from .widgets import Widget, read_asset, synced, traitlets

KEPT, STRUCK = "kept", "struck"
ADDED = "+"
"""What the key of a keyword begins with that was not proposed, but typed in."""


def review_draft(draft: Draft) -> Any:
    """Look through a draft on screen: each keyword and near sentence is kept or struck, by keys.

    Parameters
    ----------
    draft : Draft
        From `draft_frame`. What was decided on before, by `keep`, `strike` or here, is shown so;
        all else waits.

    Returns
    -------
    Reviewer
        Displays itself; its attribute ``draft`` is the draft as decided so far, for `write_draft`:
        what was kept are its keywords, kept sentences join its examples, and what nobody decided on
        is not kept. Nothing is saved on the disk before `write_draft`.

    Raises
    ------
    ImportError
        If anywidget is missing; the message names the extra that brings it. `Draft.keep` and
        `Draft.strike` do without it.
    ValueError
        If the draft proposes nothing.
    """
    if draft.keywords.empty and draft.near.empty:
        raise ValueError(
            f"the draft of {draft.frame_id!r} proposes nothing to look through: give draft_frame "
            "sentences= of a corpus, or name keywords yourself with draft.keep([...])"
        )
    return Reviewer(draft)


class Reviewer(Widget):
    """A tool for looking through a draft; made by `review_draft`, which says what it does."""

    _esm = read_asset("review.js")
    frame = synced(traitlets.Dict)
    items = synced(traitlets.List)
    decisions = synced(traitlets.Dict)

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        keywords, near = (one.reset_index(drop=True) for one in (draft.keywords, draft.near))
        self._terms = {f"k{n}": str(term) for n, term in enumerate(keywords["term"])}
        self._ids = {f"s{n}": str(one) for n, one in enumerate(near["sentence_id"])}
        self.frame = {
            "label": draft.label,
            "definition": draft.definition,
            "examples": list(draft.examples),
        }
        self.items = [
            *(_describe_keyword(f"k{n}", row) for n, row in keywords.iterrows()),
            *(_describe_sentence(f"s{n}", row) for n, row in near.iterrows()),
        ]
        self.decisions = {
            key: KEPT if is_kept else STRUCK
            for keys, table in ((self._terms, keywords), (self._ids, near))
            for key, is_kept, is_decided in zip(
                keys, table["is_kept"], table["is_decided"], strict=True
            )
            if is_decided
        }

    @property
    def draft(self) -> Draft:
        """The draft as it is decided so far; what nobody decided on is not kept."""
        keywords, sentences = {}, {}
        for key, decision in self.decisions.items():
            if key in self._ids:
                sentences[self._ids[key]] = decision == KEPT
            elif key in self._terms:
                keywords[self._terms[key]] = decision == KEPT
            elif key.startswith(ADDED):
                keywords[key.removeprefix(ADDED)] = decision == KEPT
        return self._draft.decide(keywords, sentences)


def _describe_keyword(key: str, row: pd.Series) -> dict[str, str]:
    """Describe a keyword as the browser shows it: where it stands, with one sentence."""
    n_near, n_others = int(row["n_near"]), int(row["n_others"])
    near = f"in {n_near:,} near sentence{'s' if n_near != 1 else ''}, {n_others:,} others"
    is_found = n_near + n_others > 0
    return {
        "key": key,
        "kind": "keyword",
        "name": str(row["term"]),
        "about": near if is_found else "not proposed, but added",
        "example": row["example"] if isinstance(row["example"], str) else "",
    }


def _describe_sentence(key: str, row: pd.Series) -> dict[str, str]:
    """Describe a near sentence as the browser shows it: how near, and which frames it may be in."""
    frames = str(row["has_keyword"]).replace("_", " ")
    also = f"; has a keyword of {frames}" if frames else ""
    return {
        "key": key,
        "kind": "sentence",
        "name": str(row["text"]),
        "about": f"nearness {row['nearness']:.2f}{also}",
        "example": "",
    }
