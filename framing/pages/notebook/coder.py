"""A tool for coding mentions by hand: one after the other, by keys, and blind to the scores."""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ...codebook import Codebook, read_codebook
from ...coders import ADJUDICATED, ReliabilityWarning, agreement, read_codings
from ..questions import Question, choose_variables, make_questions
from .codes_file import check_sample, list_coder, read_codes, stamp, write_codes
from .widgets import Widget, read_asset, synced, traitlets

SIGNS = {"-1": "-", "0": "0", "1": "+"}
"""Second keys of the codes of sentiment."""
KEYS = "123456789abcdefghijklmopqrstvwxyz"
"""Keys of the answers in their order: `n` is for the note, and `u` takes back."""


def code_mentions(
    sample: pd.DataFrame,
    path: str | Path,
    coder_id: str,
    *,
    variables: Sequence[str] | None = None,
    answers: Mapping[str, Mapping[str, str]] | None = None,
    rules: Mapping[str, Sequence[str]] | None = None,
    codebook: Codebook | None = None,
    other: str | Path | None = None,
    coded_by: str | None = "person",
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
    variables : sequence of str, optional
        What is asked, in this order; by default those of ``sentiment``, ``voice`` and ``frame``
        that the sample has a column for.
    answers : mapping of str to mapping, optional
        Variable -> its answers, code -> what the button says, beside those of the kit. A variable
        without answers is typed.
    rules : mapping of str to sequence of str, optional
        Variable -> the rules that are shown beside its question, in place of those of the kit.
    codebook : Codebook, optional
        Whose frames are the answers to ``frame``, with their definitions; the shipped one if there
        is none.
    other : str or Path, optional
        The CSV of another coder, who codes a copy of the same sample. Nothing of it is shown before
        both are done; then the tool says how far they agree, and `settle_codes` settles the rest.
    coded_by : str, optional
        What the coder is, ``person`` or ``language model``: it is written to ``coders.csv`` beside
        the codes, from which stamps and reports say who coded. None leaves that file alone.
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
    asked = list(variables or choose_variables(list(sample.columns)))
    if codebook is None and "frame" in asked and "frame" not in (answers or {}):
        codebook = read_codebook()
    if str(coder_id) == ADJUDICATED:
        raise ValueError(f"coder_id= names who codes; it cannot be {coder_id!r}")
    return Coder(
        sample,
        Path(path),
        coder_id,
        make_questions(asked, codebook, answers, rules),
        other=None if other is None else Path(other),
        coded_by=coded_by,
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
        questions: Sequence[Question],
        *,
        other: Path | None = None,
        coded_by: str | None = None,
        is_outlet_shown: bool = False,
    ) -> None:
        super().__init__()
        check_sample(sample, is_outlet_shown)
        if not str(coder_id).strip():
            raise ValueError(f"coder_id= names who codes; it cannot be {coder_id!r}")
        self._sample, self._path, self._coder_id = sample.reset_index(drop=True), path, coder_id
        self._other, self._coded_by, self._is_outlet_shown = other, coded_by, is_outlet_shown
        self._names = [question.name for question in questions]
        self._answers = {question.name: question.answers for question in questions}
        self.variables = [_describe(question) for question in questions]
        self._codes, self._stamp = self._read(), stamp(path)
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
        if not self._n_saved and self._coded_by:
            list_coder(self._path.with_name("coders.csv"), self._coder_id, self._coded_by)
        self._codes, self._stamp, self._n_saved = codes, stamp(self._path), self._n_saved + 1

    def _refresh(self) -> None:
        """Take in what another window wrote to the file meanwhile, rather than write over it."""
        if stamp(self._path) != self._stamp:
            self._codes = self._read()

    def _read(self) -> pd.DataFrame:
        return read_codes(self._sample, self._path, self._coder_id, self._names)

    def _asked_of(self, place: int) -> list[str]:
        """List the variables that are asked of a mention."""
        return self._names

    def _about(self, place: int) -> dict[str, Any]:
        """Tell what else is shown of a mention."""
        return {}

    def _is_done(self, place: int) -> bool:
        return not self._find_open(place)

    def _find_open(self, place: int) -> list[str]:
        """Find the variables of a mention that lack a code."""
        return [name for name in self._asked_of(place) if not self._codes.loc[place, name]]

    def _next_open(self, place: int) -> int:
        """Find the next mention from a place on that lacks a code, or else the first that does."""
        still = [n for n in range(len(self._codes)) if not self._is_done(n)]
        if not still:
            return min(place, len(self._codes) - 1)
        return next((n for n in still if n >= place), still[0])

    def _show(self, trouble: str = "") -> None:
        row, codes = self._sample.iloc[self._at], self._codes.iloc[self._at]
        done = self._codes[self._names].ne("")
        n_done = sum(self._is_done(place) for place in range(len(self._codes)))
        asked = self._asked_of(self._at)
        active = next(iter(self._find_open(self._at)), asked[0])
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
                "asked": asked,
                "outlet": _text(row["outlet_id"]) if self._is_outlet_shown else "",
                **self._about(self._at),
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
        theirs = read_codings(self._other, variables=self._names, sample=self._sample)
        mine = read_codings(self._path, variables=self._names, sample=self._sample)
        theirs = theirs[theirs["unit_id"].isin(mine["unit_id"]) & theirs["code"].notna()]
        if len(theirs) < len(mine) or set(theirs["coder_id"]) & set(mine["coder_id"]):
            return []
        return list_agreement(mine, theirs)


def list_agreement(first: pd.DataFrame, second: pd.DataFrame) -> list[dict[str, Any]]:
    """List how far two coders agree, a row a variable, as the browser shows it."""
    both = pd.concat([first, second], ignore_index=True)
    codes = both.pivot_table(
        index=["unit_id", "variable"], columns="coder_id", values="code", aggfunc="first"
    ).dropna()
    names = [first["coder_id"].iloc[0], second["coder_id"].iloc[0]]
    differing = codes[names[0]].ne(codes[names[1]]).groupby(level="variable").sum()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ReliabilityWarning)  # the verdict is shown
        agreed = agreement(both)
    return [
        {
            "variable": row.variable,
            "alpha": None if pd.isna(row.alpha) else row.alpha,
            "low": _number(row.ci_low),
            "high": _number(row.ci_high),
            "n": row.n_units,
            "n_differing": int(differing.get(row.variable, 0)),
            "verdict": row.verdict,
            "with": names[1],
        }
        for row in agreed.itertuples(index=False)
    ]


def _describe(question: Question) -> dict[str, Any]:
    """Describe a question as the browser shows it, with a key for each answer."""
    if len(question.answers) > len(KEYS):
        raise ValueError(
            f"{question.name} has {len(question.answers)} answers; there are keys for {len(KEYS)}, "
            "or leave them to be typed"
        )
    return {
        "name": question.name,
        "question": question.asked,
        "rules": list(question.rules),
        "answers": [
            {
                "code": code,
                "label": label,
                "key": key,
                "sign": SIGNS.get(code, ""),
                "hint": question.hints.get(code, ""),
            }
            for (code, label), key in zip(question.answers.items(), KEYS, strict=False)
        ],
    }


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
