"""What coders coded: reading it, and settling it where coders differ."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from ..tables import TABLES, check, restore

CODED = ("sentiment", "voice", "frame")
"""The variables of the coding rules (``data/coding``)."""


def read_codings(
    path: str | Path, *, variables: Sequence[str] | None = None, unit: str = "mention_id"
) -> pd.DataFrame:
    """Read what coders coded: one CSV, or a folder with a CSV for each coder.

    Parameters
    ----------
    path : str or Path
        A CSV in which one row is a unit and the variables are columns, as
        `framing.sample_for_coding` makes it. A column ``coder_id`` names the coder; without one,
        the file's name does. Or one row is a unit, a coder and a variable: unit_id, coder_id,
        variable, code. A column ``<variable>_<coder>`` holds the codes of one coder, so that one
        file can hold several.
    variables : sequence of str, optional
        The columns to read; if there is none: sentiment, voice and frame, as far as they are there.
    unit : str
        The column that names the unit; ``unit_id`` is looked for too.

    Returns
    -------
    DataFrame
        Table of codings (`framing.tables`). A code is text without blanks around it; an empty cell
        is missing.

    Raises
    ------
    FileNotFoundError
        If there is nothing at `path`.
    ValueError
        If a file has no column of units or none of the variables, or a coder coded a unit twice;
        with file and row.
    """
    path = Path(path)
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        raise FileNotFoundError(f"there is no CSV of codings at {path}")
    parts = [_read_coding(file, tuple(variables or CODED), unit) for file in files]
    table = pd.concat(parts, ignore_index=True)
    twice = table.duplicated(["unit_id", "coder_id", "variable"])
    if twice.any():
        row = table[twice].iloc[0]
        raise ValueError(
            f"{path}: {row['coder_id']} coded {row['variable']} of {row['unit_id']} twice; "
            "keep one row"
        )
    return table[TABLES["codings"].column_names]


def _read_coding(file: Path, variables: tuple[str, ...], unit: str) -> pd.DataFrame:
    table = pd.read_csv(file, dtype="str", encoding="utf-8-sig").rename(columns=restore)
    name = next((own for own in (unit, "unit_id") if own in table), None)
    if name is None:
        raise ValueError(
            f"{file} has no column {unit} or unit_id; it has {', '.join(table.columns)}"
        )
    units = table[name].str.strip().map(restore).astype("str")
    if units.isna().any():
        raise ValueError(
            f"{file}, row {int(np.flatnonzero(units.isna())[0]) + 2}: the unit is not named"
        )
    if {"variable", "code", "coder_id"} <= set(table.columns):
        long = table.assign(unit_id=units)
    else:
        coders = (
            table["coder_id"].map(restore)
            if "coder_id" in table
            else pd.Series(file.stem, index=table.index, dtype="str")
        )
        parts = []
        for variable in variables:
            if variable in table:
                parts.append(
                    pd.DataFrame({"unit_id": units, "coder_id": coders, "code": table[variable]})
                )
            for column in (own for own in table.columns if own.startswith(f"{variable}_")):
                own = {
                    "unit_id": units,
                    "coder_id": column.removeprefix(f"{variable}_"),
                    "code": table[column],
                }
                parts.append(pd.DataFrame(own))
            parts = [
                part if "variable" in part else part.assign(variable=variable) for part in parts
            ]
        if not parts:
            raise ValueError(
                f"{file} has none of the columns {', '.join(variables)}; name yours with variables="
            )
        long = pd.concat(parts, ignore_index=True)
    long = long[TABLES["codings"].column_names].astype("str")
    return long.assign(
        code=long["code"].str.strip().str.lstrip("'").replace("", None).astype("str")
    )


ADJUDICATED = "adjudicated"
"""The coder whose codes settle what the others disagree on."""


def final_codes(codings: pd.DataFrame, variable: str) -> pd.Series:
    """The code of each unit that counts: the adjudicated one, or else the one that most coders
    gave.

    Parameters
    ----------
    codings : DataFrame
        Table of codings.
    variable : str
        Which variable.

    Returns
    -------
    Series
        unit_id -> code, as text. A unit without a majority is missing.

    Raises
    ------
    ValueError
        If nobody coded the variable.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> codings = pd.DataFrame({"unit_id": ["u", "u", "v"], "coder_id": ["a", "b", "a"],
    ...                         "variable": "tone", "code": ["1", "0", "1"]})
    >>> fr.final_codes(codings, "tone").to_dict()
    {'v': '1'}
    """
    own = of_variable(codings, variable)
    settled = own[own["coder_id"] == ADJUDICATED].set_index("unit_id")["code"]
    counts = own[own["coder_id"] != ADJUDICATED].groupby(["unit_id", "code"]).size()
    best = counts.groupby("unit_id").transform("max") == counts
    winners = (
        counts[best]
        .reset_index()
        .drop_duplicates("unit_id", keep=False)
        .set_index("unit_id")["code"]
    )
    return (
        pd.concat([settled, winners[~winners.index.isin(settled.index)]])
        .sort_index()
        .rename("code")
    )


def of_variable(codings: pd.DataFrame, variable: str) -> pd.DataFrame:
    """The codes of one variable that are not missing.

    Raises
    ------
    ValueError
        If there are none.
    """
    own = check(codings, "codings")
    own = own[(own["variable"] == variable) & own["code"].notna()]
    if own.empty:
        known = ", ".join(sorted(codings["variable"].dropna().unique())) or "none"
        raise ValueError(f"nobody coded {variable!r}; the variables are {known}")
    return own
