"""The validation sheet as one file of HTML, which loads nothing and runs nothing."""

import importlib.resources
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from ...codebook import Codebook, read_codebook
from ...coders import clean_codings
from ...figures import hush_descriptive
from ...shipped import kit_version
from ...tables import Tables, check, empty, read_tables, replace_file, say_number
from ..layout import make_environment, write_policy
from .asked import Question
from .checks import UNCHECKED
from .evidence import gather_parts

SHEET_TITLE = "How far can these numbers be trusted?"
_NEEDED = ("articles", "mentions", "scores")


def write_validation(
    tables: Mapping[str, pd.DataFrame] | str | Path,
    out: str | Path,
    *,
    codings: pd.DataFrame | None = None,
    sample: pd.DataFrame | None = None,
    codebook: Codebook | None = None,
    title: str | None = None,
) -> Path:
    """Write on one page what speaks for the numbers of an analysis, and what was not checked.

    The page has three kinds of evidence, each check with a verdict in words: *holds*, *in doubt*,
    *does not hold*, *yours to judge*, or *unchecked* where nothing was coded. It holds no sentence
    of an article.

    Parameters
    ----------
    tables : mapping of str to DataFrame, str or Path
        From `analyse`, or the folder that `analyse_path` wrote.
    out : str or Path
        The file; its folder is made if it is missing.
    codings : DataFrame, optional
        From `read_codings`; those of the analysis if there are none.
    sample : DataFrame, optional
        From `sample_for_coding`: with it, codes stand for as many mentions as they were drawn for,
        and means are corrected.
    codebook : Codebook, optional
        The one that the analysis used; the shipped one if there is none.
    title : str, optional
        What stands at the top.

    Returns
    -------
    Path
        The file. The same tables and codes give the same bytes.

    Raises
    ------
    FileNotFoundError
        If the folder holds no tables.
    SchemaError
        If a column of a table is missing.
    ValueError
        If the codes are of none of these mentions, or the sample lacks its probabilities.

    References
    ----------
    Birkenmaier, L., C. M. Lechner, and C. Wagner. 2024. "The Search for Solid Ground in Text as
    Data: A Systematic Review of Validation Practices and Practical Recommendations for Validation."
    Communication Methods and Measures 18: 249-277.
    """
    read: Tables = read_tables(tables) if isinstance(tables, (str, Path)) else dict(tables)
    page = make_validation(read, codebook or read_codebook(), codings, sample, title=title)
    out = Path(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    replace_file(out, lambda temporary: temporary.write_text(page, encoding="utf8", newline="\n"))
    return out


def make_validation(
    tables: Tables,
    codebook: Codebook,
    codings: pd.DataFrame | None = None,
    sample: pd.DataFrame | None = None,
    *,
    title: str | None = None,
) -> str:
    """Make the sheet as one text of HTML; the parameters are those of `write_validation`."""
    whole = {name: tables.get(name, empty(name)) for name in _NEEDED} | dict(tables)
    for name in _NEEDED:
        check(whole[name], name)
    codings = codings if codings is not None else whole.get("codings")
    if codings is not None:
        check(codings, "codings")
        if len(codings) and not codings["unit_id"].isin(whole["mentions"]["mention_id"]).any():
            raise ValueError(
                f"the codings hold {codings['unit_id'].nunique()} units, but none of them is a "
                "mention of these articles; mention_ids change with the text, the article's name "
                "and the codebook, and rows of a blind sheet (s001) are found by their sample"
            )
        codings = clean_codings(codings)
    question = Question(whole, codebook, codings, sample)
    with hush_descriptive():
        parts = gather_parts(question)
    checks = [one for part in parts for one in part.checks]
    n_coded = 0
    if codings is not None:
        # A row of a sheet that is not filled in is no code.
        coded = codings.loc[codings["code"].notna(), "unit_id"]
        n_coded = int(whole["mentions"]["mention_id"].isin(coded).sum())
    return _render(
        {
            "title": title or SHEET_TITLE,
            "parts": parts,
            "n_checks": len(checks),
            "n_unchecked": sum(one.verdict == UNCHECKED for one in checks),
            "facts": f"{say_number(len(whole['articles']), 'article')}, "
            f"{say_number(len(whole['mentions']), 'mention')}, "
            f"{n_coded:,} of them coded. Codebook {codebook.name} {codebook.version}, "
            f"digest {codebook.digest}.",
            "kit": kit_version(),
        }
    )


def _render(content: Mapping[str, object]) -> str:
    """Lay out the page: all is escaped but the style, which goes by its digest."""
    environment = make_environment()
    assets = importlib.resources.files("framing.pages") / "assets"
    style, page = (
        (assets / name).read_text(encoding="utf8") for name in ("report.css", "validation.html.j2")
    )
    return environment.from_string(page).render(
        content, style=Markup(style), policy=write_policy(style)
    )
