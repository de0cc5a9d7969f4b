"""What coders are asked: questions, answers and the rules by which to answer, on screen and paper.

The rules are data, ``assets/coding_rules.csv``; those of frames are the codebook's definitions.
"""

import csv
import importlib.resources
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ..codebook import Codebook
from ..coders import CODED, FRAME, NO_FRAME

ANSWERS: dict[str, Mapping[str, str]] = {
    "sentiment": {"-1": "negative", "0": "neutral", "1": "positive"},
    "voice": {
        "narrator": "the outlet’s own words",
        "source": "words of a source",
        "unclear": "unclear",
    },
}
"""The answers of variables that have a few: code -> what the button says. Others are typed."""
IS_THERE = {"1": "yes, it is there", "0": "no"}
"""The answers where it is asked of one frame whether it is there."""
RULE = "rule"
"""What stands in place of a code where a row of the file is a rule for all answers."""


@dataclass(frozen=True)
class Question:
    """What is asked of a mention.

    ``answers`` maps codes to what they are called; without any the answer is typed. ``hints`` says
    of codes when they are right, and ``rules`` what holds for all.
    """

    name: str
    asked: str
    answers: Mapping[str, str]
    hints: Mapping[str, str]
    rules: tuple[str, ...]


def make_questions(
    variables: Sequence[str],
    codebook: Codebook | None = None,
    answers: Mapping[str, Mapping[str, str]] | None = None,
    rules: Mapping[str, Sequence[str]] | None = None,
) -> list[Question]:
    """Make the questions about some variables.

    Parameters
    ----------
    variables : sequence of str
    codebook : Codebook, optional
        Whose frames are the answers to ``frame``, each with its definition.
    answers, rules : mapping, optional
        Variable -> its answers, and -> its rules, in place of those of the kit.
    """
    known = dict(ANSWERS)
    if codebook is not None:
        known["frame"] = {**codebook.frame_labels, NO_FRAME: "no frame"}
    known |= {name: dict(IS_THERE) for name in variables if name.startswith(FRAME)}
    known |= answers or {}
    return [
        _make_question(name, dict(known.get(name, {})), codebook, (rules or {}).get(name))
        for name in variables
    ]


def define_frames(codebook: Codebook, rules: Path) -> Codebook:
    """Give the frames of a codebook the definitions of a file of rules, by which codes were made.

    Parameters
    ----------
    codebook : Codebook
    rules : Path
        Markdown with a table of which each row is a frame and its definition.

    Raises
    ------
    ValueError
        If a frame of the codebook has no row.
    """
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \|$", rules.read_text(encoding="utf8"), re.MULTILINE)
    defined = codebook.frames["frame_id"].map(dict(rows))
    if defined.isna().any():
        missing = ", ".join(codebook.frames["frame_id"][defined.isna()])
        raise ValueError(f"{rules} defines no {missing}; add a row `| frame | definition |`")
    told = "the sentence shows the actor " + defined
    return replace(codebook, frames=codebook.frames.assign(definition=told.astype(str)))


def choose_variables(columns: Sequence[str]) -> list[str]:
    """Choose what is asked about a sample: what it has an empty column for, or the first two.

    Examples
    --------
    >>> choose_variables(["mention_id", "frame", "sentiment"]), choose_variables(["mention_id"])
    (['sentiment', 'frame'], ['sentiment', 'voice'])
    """
    own = [name for name in columns if name.startswith(FRAME)]
    return [*(name for name in CODED if name in columns), *own] or list(CODED[:2])


def _make_question(
    name: str, answers: Mapping[str, str], codebook: Codebook | None, rules: Sequence[str] | None
) -> Question:
    rows = [(code, text) for variable, code, text in _read_rules() if variable == name]
    hints = {code: text for code, text in rows if code in answers}
    if name == "frame" and codebook is not None:
        frames = codebook.frames
        defined = dict(zip(frames["frame_id"], frames["definition"], strict=True))
        hints = {code: defined[code] for code in answers if code in defined} | hints
    asked = next((text for code, text in rows if not code), name)
    if name.startswith(FRAME):
        frame_id = name.removeprefix(FRAME)
        label = frame_id.replace("_", " ")
        if codebook is not None and frame_id in codebook.frame_labels:
            label = codebook.frame_labels[frame_id]
            own = codebook.frames.set_index("frame_id")["definition"]
            hints = {"1": str(own[frame_id])} | hints
        asked = f"Is the frame “{label}” in this sentence?"
    return Question(
        name,
        asked,
        answers,
        hints,
        tuple(rules if rules is not None else (text for code, text in rows if code == RULE)),
    )


@lru_cache(maxsize=1)
def _read_rules() -> list[tuple[str, str, str]]:
    """Read the file of rules: variable, code and text of each row."""
    file = importlib.resources.files("framing.pages") / "assets" / "coding_rules.csv"
    rows = csv.DictReader(io.StringIO(file.read_text(encoding="utf8")))
    return [(row["variable"], row["code"], row["text"]) for row in rows]
