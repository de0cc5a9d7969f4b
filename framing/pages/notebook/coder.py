"""A tool for coding mentions by hand: one after the other, by keys, and blind to the scores."""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ...codebook import Codebook
from ...coders import ADJUDICATED, CODED, NO_FRAME, ReliabilityWarning, agreement, read_codings
from .codes_file import check_sample, read_codes, stamp, write_codes
from .widgets import Widget, read_asset, synced, traitlets

ANSWERS: dict[str, Mapping[str, str]] = {
    "sentiment": {"-1": "negative", "0": "neutral", "1": "positive"},
    "voice": {
        "narrator": "the outlet’s own words",
        "source": "words of a source",
        "unclear": "unclear",
    },
}
"""The answers of variables that have a few: code -> what the button says. Others are typed."""
QUESTIONS = {
    "sentiment": "In what light does the sentence put the marked actor?",
    "voice": "Whose words are these?",
    "frame": "Which frame does the mention stand in?",
}
"""What is asked of each variable; of another one, its name."""
SIGNS = {"-1": "-", "0": "0", "1": "+"}
"""Second keys of the codes of sentiment."""
KEYS = "123456789abcdefghijklmopqrstvwxyz"
"""Keys of the answers in their order: `n` is for the note, and `u` takes back."""


def code_mentions(
    sample: pd.DataFrame,
    path: str | Path,
    coder_id: str,
    *,
    variables: Sequence[str] = CODED[:2],
    answers: Mapping[str, Mapping[str, str]] | None = None,
    codebook: Codebook | None = None,
    other: str | Path | None = None,
    is_outlet_shown: bool = False,
) -> Any:
    """Code a sample by keys, blind to the scores; each label is saved before the next is asked.

    Parameters
    ----------
    sample : DataFrame
        From `sample_for_coding`, or from `read_sheet`: mention_id, left, surface and right; where
        there are ``before`` and ``after``, the sentence is shown in its paragraph.
    path : str or Path
        The CSV for the codes, which `read_codings` reads. If it is there already, coding goes on
        where it stopped.
    coder_id : str
        Who codes.
    variables : sequence of str
        What is asked, in this order.
    answers : mapping of str to mapping, optional
        Variable -> its answers, code -> what the button says, beside those of `ANSWERS`. A variable
        without answers is typed.
    codebook : Codebook, optional
        With it, the answers to ``frame`` are the codebook's frames, and ``none``.
    other : str or Path, optional
        The CSV of another coder, who codes a copy of the same sample. Nothing of it is shown before
        both are done; then the tool says how far they agree.
    is_outlet_shown : bool
        Show the sample's column ``outlet_id``, which is hidden otherwise, since it may sway the
        coder.

    Returns
    -------
    Coder
        Displays itself; its attribute ``codes`` is the table in the file.

    Raises
    ------
    ImportError
        If anywidget is missing; the message names the extra that brings it.
    ValueError
        If the file holds the codes of somebody else or of another sample, or the sample lacks a
        column.
    """
    known = dict(ANSWERS)
    if codebook is not None:
        known["frame"] = {**codebook.frame_labels, NO_FRAME: "no frame"}
    known |= answers or {}
    return Coder(
        sample,
        Path(path),
        coder_id,
        {name: dict(known.get(name, {})) for name in variables},
        other=None if other is None else Path(other),
        is_outlet_shown=is_outlet_shown,
    )


class Coder(Widget):
    """A tool for coding; made by `code_mentions`, which says what it does."""

    _esm = read_asset("coder.js")
    variables = synced(traitlets.List)
    unit = synced(traitlets.Dict)
    progress = synced(traitlets.Dict)
    agreed = synced(traitlets.List)

    def __init__(
        self,
        sample: pd.DataFrame,
        path: Path,
        coder_id: str,
        variables: Mapping[str, Mapping[str, str]],
        *,
        other: Path | None = None,
        is_outlet_shown: bool = False,
    ) -> None:
        super().__init__()
        check_sample(sample, is_outlet_shown)
        if not str(coder_id).strip() or coder_id == ADJUDICATED:
            raise ValueError(f"coder_id= names who codes; it cannot be {coder_id!r}")
        self._sample, self._path, self._coder_id = sample.reset_index(drop=True), path, coder_id
        self._other, self._is_outlet_shown = other, is_outlet_shown
        self._names = list(variables)
        self._answers = variables
        self.variables = [_variable(name, answers) for name, answers in variables.items()]
        self._codes, self._stamp = (
            read_codes(self._sample, path, coder_id, self._names),
            stamp(path),
        )
        self._taken: list[tuple[int, str, str]] = []
        self._n_saved = 0
        self._at = self._next_open(0)
        self._show()
        self.on_msg(lambda _, content, __: self._hear(content))

    @property
    def codes(self) -> pd.DataFrame:
        """The table in the file: a row a mention, with a column for each variable, and the note."""
        return self._codes.copy()

    def code(self, variable: str, code: str) -> None:
        """Code the mention that is shown, save it, and go on once all its variables have a code.

        Raises
        ------
        ValueError
            If there is no such variable, or the code is none of its answers.
        """
        if variable not in self._names:
            raise ValueError(f"{variable!r} is not asked here; {', '.join(self._names)} are")
        code = code.strip()
        if code and self._answers[variable] and code not in self._answers[variable]:
            raise ValueError(
                f"{code!r} is no answer to {variable}; "
                f"there are {', '.join(self._answers[variable])}"
            )
        self._refresh()
        was_open = not self._is_done(self._at)
        self._taken.append((self._at, variable, str(self._codes.loc[self._at, variable])))
        self._set(variable, code)
        if was_open and self._is_done(self._at):
            self._at = self._next_open(self._at)
        self._show()

    def write_note(self, note: str) -> None:
        """Save a note on the mention that is shown."""
        self._refresh()
        self._set("note", note.strip())
        self._show()

    def undo(self) -> None:
        """Take back the last code, and show its mention."""
        if self._taken:
            self._refresh()
            self._at, variable, code = self._taken.pop()
            self._set(variable, code)
        self._show()

    def go(self, step: int) -> None:
        """Show the mention that many places on; back if it is negative."""
        self._at = min(max(self._at + step, 0), len(self._codes) - 1)
        self._show()

    def go_to_open(self) -> None:
        """Show the next mention that lacks a code."""
        self._at = self._next_open(self._at)
        self._show()

    def _hear(self, content: Mapping[str, Any]) -> None:
        """Do what a key in the browser asks for, if it was pressed on the mention that is shown."""
        if content.get("mention_id") not in (None, self.unit["mention_id"]):
            self._show()
            return
        kind = content.get("kind")
        try:
            if kind == "code":
                self.code(str(content["variable"]), str(content["code"]))
            elif kind == "note":
                self.write_note(str(content["text"]))
            elif kind == "undo":
                self.undo()
            elif kind == "go":
                self.go(int(content["step"]))
            elif kind == "open":
                self.go_to_open()
        except (OSError, ValueError) as error:
            # An exception in a message would end in a log that nobody reads.
            self._show(trouble=f"Not saved: {error}")

    def _set(self, column: str, value: str) -> None:
        codes = self._codes.copy()
        codes.loc[self._at, column] = value
        write_codes(codes, self._path)
        self._codes, self._stamp, self._n_saved = codes, stamp(self._path), self._n_saved + 1

    def _refresh(self) -> None:
        """Take in what another window wrote to the file meanwhile, rather than write over it."""
        if stamp(self._path) != self._stamp:
            self._codes = read_codes(self._sample, self._path, self._coder_id, self._names)

    def _is_done(self, place: int) -> bool:
        return bool(self._codes.loc[place, self._names].ne("").all())

    def _next_open(self, place: int) -> int:
        """Find the next mention from a place on that lacks a code, or else the first that does."""
        is_open = self._codes[self._names].eq("").any(axis=1).to_numpy().nonzero()[0]
        if not len(is_open):
            return min(place, len(self._codes) - 1)
        later = is_open[is_open >= place]
        return int(later[0] if len(later) else is_open[0])

    def _show(self, trouble: str = "") -> None:
        row, codes = self._sample.iloc[self._at], self._codes.iloc[self._at]
        done = self._codes[self._names].ne("")
        n_done = int(done.all(axis=1).sum())
        active = next((name for name in self._names if not codes[name]), self._names[0])
        words = {
            name: _text(row.get(name)) for name in ("before", "left", "surface", "right", "after")
        }
        with self.hold_sync():
            self.unit = {
                "mention_id": str(row["mention_id"]),
                "place": self._at,
                **words,
                "codes": {name: str(codes[name]) for name in self._names},
                "note": str(codes["note"]),
                "active": active,
                "outlet": _text(row["outlet_id"]) if self._is_outlet_shown else "",
            }
            self.progress = {
                "coder": self._coder_id,
                "n": len(self._codes),
                "n_done": n_done,
                "by_variable": {name: int(done[name].sum()) for name in self._names},
                "is_undoable": bool(self._taken),
                "file": self._path.name,
                "trouble": trouble,
                # Tells the browser that its key was heard, even where nothing else has changed.
                "serial": self.progress.get("serial", 0) + 1,
                "n_saved": self._n_saved,
            }
            self.agreed = self._agree() if n_done == len(self._codes) else []

    def _agree(self) -> list[dict[str, Any]]:
        """Measure how far two coders agree who are both done: a row a variable."""
        if self._other is None or not self._other.is_file():
            return []
        theirs = read_codings(self._other, variables=self._names)
        mine = read_codings(self._path, variables=self._names)
        theirs = theirs[theirs["unit_id"].isin(mine["unit_id"]) & theirs["code"].notna()]
        if len(theirs) < len(mine) or set(theirs["coder_id"]) & set(mine["coder_id"]):
            return []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ReliabilityWarning)  # the verdict is shown
            agreed = agreement(pd.concat([mine, theirs], ignore_index=True))
        return [
            {
                "variable": row.variable,
                "alpha": None if pd.isna(row.alpha) else row.alpha,
                "low": _number(row.ci_low),
                "high": _number(row.ci_high),
                "n": row.n_units,
                "verdict": row.verdict,
                "with": theirs["coder_id"].iloc[0],
            }
            for row in agreed.itertuples(index=False)
        ]


def _variable(name: str, answers: Mapping[str, str]) -> dict[str, Any]:
    """Describe a variable as the browser shows it, with a key for each answer."""
    if len(answers) > len(KEYS):
        raise ValueError(
            f"{name} has {len(answers)} answers; there are keys for {len(KEYS)}, "
            "or leave them to be typed"
        )
    return {
        "name": name,
        "question": QUESTIONS.get(name, name),
        "answers": [
            {"code": code, "label": label, "key": key, "sign": SIGNS.get(code, "")}
            for (code, label), key in zip(answers.items(), KEYS, strict=False)
        ],
    }


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
