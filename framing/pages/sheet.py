"""What coders get: the coding sheet on paper, and a folder with a sheet and the rules for each."""

import importlib.resources
import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from ..codebook import Codebook, read_codebook
from ..coders import DRAWN_SAMPLE, blind_sample
from ..shipped import kit_version
from ..tables import replace_file, write_csv, write_sheet
from .layout import make_environment, write_policy
from .questions import Question, choose_variables, make_questions

HOW = (
    "One row of your sheet is one mention: the sentence in `left`, `surface` and `right`, of which "
    "`surface` is the mention, with the rest of its paragraph in `before` and `after`. Write a "
    "code into each of the columns below, on your own, without talking to others, and do not look "
    "for the outlet: rows are numbered, so that no name of a file tells it. Only the sentence "
    "counts; what stands around it helps to understand it. Leave the other columns as they are."
)
"""What coders are told before the questions."""
_NAME = re.compile(r"[\w][\w-]*")
_TAKEN = ("coders", "adjudicated")
FEW = 5
"""Answers that stand as boxes beside a mention; of more there is a line to write on."""


def write_coding_sheet(
    sample: pd.DataFrame,
    path: str | Path,
    *,
    variables: Sequence[str] | None = None,
    codebook: Codebook | None = None,
    title: str = "Coding sheet",
) -> Path:
    """Write a sample as a page to print: the rules, then each mention with boxes to tick.

    Like `code_mentions` it shows neither outlet nor scores. The numbers are the places in the
    sample, so that codes can be typed into the CSV of `write_sheet`, or into `code_mentions`.

    Parameters
    ----------
    sample : DataFrame
        From `sample_for_coding` or `read_sheet`: mention_id, left, surface and right, and where
        there are ``before`` and ``after`` the rest of the paragraph.
    path : str or Path
        The HTML file; its folder is made if it is missing. It needs no network.
    variables : sequence of str, optional
        What is asked; by default what the sample has a column for.
    codebook : Codebook, optional
        Whose frames are asked for; the shipped one if there is none.
    title : str
        What stands at the top.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    ValueError
        If the sample is empty or lacks a column.
    """
    missing = [name for name in ("left", "surface", "right") if name not in sample]
    if missing or sample.empty:
        raise ValueError(
            f"the sample lacks {', '.join(missing) or 'rows'}; sample_for_coding makes one"
        )
    asked = variables or choose_variables(list(sample.columns))
    assets = importlib.resources.files("framing.pages") / "assets"
    style, page = (
        (assets / name).read_text(encoding="utf8") for name in ("sheet.css", "sheet.html.j2")
    )
    words = {
        name: sample[name].astype("str").fillna("") if name in sample else ""
        for name in ("before", "left", "surface", "right", "after")
    }
    units = pd.DataFrame(words, index=sample.index)
    text = (
        make_environment()
        .from_string(page)
        .render(
            title=title,
            questions=make_questions(asked, codebook or read_codebook()),
            units=list(units.itertuples(index=False)),
            few=FEW,
            kit=kit_version(),
            style=Markup(style),
            policy=write_policy(style),
        )
    )
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, lambda temporary: temporary.write_text(text, encoding="utf8", newline="\n"))
    return path


def write_coding_folder(
    sample: pd.DataFrame,
    folder: str | Path,
    coders: Sequence[str],
    *,
    codebook: Codebook | None = None,
) -> Path:
    """Write what people need to code a sample: a sheet each, the rules, and a page to print.

    ``sample.csv`` is the sample as drawn, which stays with the researcher: it is the key to the
    sheets, which are blind (`blind_sample`). ``rules.md`` says when which code is right;
    ``coding_sheet.html`` is `write_coding_sheet`, with the same numbers; ``codes`` holds a CSV for
    each coder to fill in, and ``coders.csv``, which says that they are people, so that stamps say
    so.

    Parameters
    ----------
    sample : DataFrame
        From `sample_for_coding`.
    folder : str or Path
        Must be empty or not there yet, so that nobody's codes are overwritten.
    coders : sequence of str
        Their names, which become names of files and those in the codings.
    codebook : Codebook, optional
        Whose frames are asked for; the shipped one if there is none.

    Returns
    -------
    Path
        The folder of the codes, as `read_codings` takes it.

    Raises
    ------
    ValueError
        If something is in the folder, the sample is empty, or the name of a coder is no name for
        a file or is there twice.
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(f"{folder} is not empty; name a folder that is not there yet")
    for number, name in enumerate(coders):
        if not _NAME.fullmatch(name) or name.lower() in _TAKEN:
            raise ValueError(f"a coder is named by letters, digits, - and _, not {name!r}")
        if name.lower() in [other.lower() for other in coders[:number]]:
            raise ValueError(f"two coders are named {name}; give each a name of their own")
    codebook = codebook or read_codebook()
    codes = folder / "codes"
    codes.mkdir(parents=True)
    write_sheet(sample, folder / DRAWN_SAMPLE)
    write_coding_sheet(sample, folder / "coding_sheet.html", codebook=codebook)
    questions = make_questions(choose_variables(list(sample.columns)), codebook)
    (folder / "rules.md").write_text(write_rules(questions), encoding="utf8", newline="\n")
    for name in coders:
        write_sheet(blind_sample(sample), codes / f"{name}.csv")
    listed = pd.DataFrame({"coder_id": list(coders), "coded_by": "person"})
    write_csv(listed, codes / "coders.csv")
    return codes


def write_rules(questions: Sequence[Question]) -> str:
    """Write questions with their codes and rules as Markdown."""
    lines = ["# How to code", "", HOW]
    for question in questions:
        lines += ["", f"## Column `{question.name}`: {question.asked}", ""]
        for code, label in question.answers.items():
            called = "" if label == code else f" ({label})"
            hint = question.hints.get(code, "")
            lines.append(f"- `{code}`{called}{': ' if hint else ''}{hint}")
        lines += ["", *(f"- {rule}" for rule in question.rules)] if question.rules else []
    return "\n".join(lines) + "\n"
