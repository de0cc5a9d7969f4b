"""The coding sheet on paper: the rules, then each mention with boxes to tick."""

import importlib.resources
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from ..codebook import Codebook, read_codebook
from ..shipped import kit_version
from ..tables import replace_file
from .layout import make_environment, write_policy
from .questions import choose_variables, make_questions

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
