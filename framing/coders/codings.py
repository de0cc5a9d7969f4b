"""What coders coded: reading it, and settling it where coders differ."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from ..tables import TABLES, check, read_sheet, restore
from .blind import DRAWN, DRAWN_SAMPLE, find_sample, join_sample
from .doubts import FRAME
from .kinds import ADJUDICATED, is_list_of_coders, name_kinds

CODED = ("sentiment", "voice", "frame")
"""The variables of the coding rules (``data/coding``)."""
_MINUS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-"))
"""Signs that word processors and keyboards put in place of a minus."""
_NUMBER = re.compile(r"([+-]?)\s*(\d+(?:[.,]\d*)?|[.,]\d+)", re.ASCII)


def read_codings(
    path: str | Path,
    *,
    variables: Sequence[str] | None = None,
    unit: str = "mention_id",
    sample: pd.DataFrame | str | Path | None = None,
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
        The columns to read; if there is none: sentiment, voice and frame, as far as they are there,
        and those that ask of one frame, such as ``frame:debt_trap``.
    unit : str
        The column that names the unit; ``unit_id`` is looked for too.
    sample : DataFrame, str or Path, optional
        The sample as it was drawn (`sample_for_coding`), or its file: it tells which mention a row
        of `blind_sample` is, and how it was drawn. Without it ``sample.csv`` is looked for beside
        the codes and in the folder above.

    Returns
    -------
    DataFrame
        Table of codings (`framing.tables`), as `clean_codings` leaves it: a code is text without
        blanks around it, "1.0", "+1" and "1,0" are "1", and an empty cell is missing. Where a list
        of coders lies beside it (`name_kinds`), a column ``coded_by`` says whether a person or a
        language model gave each code; stamps and reports then say so. Where the file says with
        which ``probability``, and in which ``stratum``, units were drawn, these columns stay, so
        that figures can correct what they show.

    Raises
    ------
    FileNotFoundError
        If there is nothing at `path`.
    ValueError
        If a file has no column of units or none of the variables, or a coder coded a unit twice;
        with file and row.
    """
    path = Path(path)
    files = [path]
    if path.is_dir():
        files = sorted(
            file
            for file in path.glob("*.csv")
            if not is_list_of_coders(file) and file.name != DRAWN_SAMPLE
        )
    if not files or not files[0].is_file():
        raise FileNotFoundError(f"there is no CSV of codings at {path}")
    parts = [_read_coding(file, variables, unit) for file in files]
    drawn = find_sample(path) if sample is None else sample
    if isinstance(drawn, (str, Path)):
        drawn = read_sheet(drawn)
    table = join_sample(normalise_codes(pd.concat(parts, ignore_index=True)), drawn)
    twice = table.duplicated(["unit_id", "coder_id", "variable"])
    if twice.any():
        row = table[twice].iloc[0]
        raise ValueError(
            f"{path}: {row['coder_id']} coded {row['variable']} of {row['unit_id']} twice; "
            "keep one row"
        )
    kept = [name for name in DRAWN if name in table and table[name].notna().all()]
    return name_kinds(table[[*TABLES["codings"].column_names, *kept]], path)


def drawn_sample(codings: pd.DataFrame) -> pd.DataFrame | None:
    """Take from codings with which probability each unit was drawn, as `correct_portrayal` asks.

    Returns
    -------
    DataFrame or None
        One row is a unit: mention_id, probability and, where it is known, stratum; None where the
        codes were read from no sheet of `framing.sample_for_coding`.

    Examples
    --------
    >>> import pandas as pd
    >>> codings = pd.DataFrame({"unit_id": ["m", "m"], "probability": [0.5, 0.5]})
    >>> drawn_sample(codings).values.tolist()
    [['m', 0.5]]
    >>> drawn_sample(codings[["unit_id"]]) is None
    True
    """
    if "probability" not in codings:
        return None
    kept = ["unit_id", *(name for name in DRAWN if name in codings)]
    sample = codings[kept].rename(columns={"unit_id": "mention_id"})
    return sample.drop_duplicates("mention_id").reset_index(drop=True)


def _read_coding(file: Path, variables: Sequence[str] | None, unit: str) -> pd.DataFrame:
    table = pd.read_csv(file, dtype="str", encoding="utf-8-sig").rename(columns=restore)
    variables = tuple(variables or choose_coded(list(table.columns)))
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
        coders = pd.Series(file.stem, index=table.index, dtype="str")
        if "coder_id" in table:
            coders = table["coder_id"].map(restore)
        long = _lengthen(table, units, coders, variables)
        if long is None:
            raise ValueError(
                f"{file} has none of the columns {', '.join(variables)}; name yours with variables="
            )
    long = long[TABLES["codings"].column_names].astype("str")
    for name in DRAWN:
        if name in table:
            values = table[name] if name == "stratum" else pd.to_numeric(table[name], "coerce")
            long[name] = long["unit_id"].map(dict(zip(units, values, strict=True)))
    return long


def choose_coded(columns: Sequence[str]) -> list[str]:
    """Name the variables of the coding rules, and the columns that ask of one frame.

    Examples
    --------
    >>> choose_coded(["mention_id", "frame:debt_trap"])
    ['sentiment', 'voice', 'frame', 'frame:debt_trap']
    """
    return [*CODED, *(name for name in columns if name.startswith(FRAME))]


def _lengthen(
    table: pd.DataFrame, units: pd.Series, coders: pd.Series, variables: tuple[str, ...]
) -> pd.DataFrame | None:
    """Make a row of each unit, coder and variable; None where no column is a variable."""
    parts = []
    for variable in variables:
        columns: dict[str, object] = {variable: coders} if variable in table else {}
        for column in table.columns:
            if column.startswith(f"{variable}_"):
                columns[column] = column.removeprefix(f"{variable}_")
        for column, coder in columns.items():
            own = {"unit_id": units, "coder_id": coder, "code": table[column]}
            parts.append(pd.DataFrame(own).assign(variable=variable))
    return pd.concat(parts, ignore_index=True) if parts else None


def normalise_code(code: str) -> str | None:
    """Write a code as one of its kind is written: numbers without a plus or needless zeros.

    Blanks and the apostrophe of a spreadsheet go; a decimal comma counts as a point, and what only
    looks like a minus as one. Other words stay as they are. Nothing is None.

    Examples
    --------
    >>> [normalise_code(code) for code in (" 1 ", "1.0", "+1", "1,0", "\u22121", "war", "")]
    ['1', '1', '1', '1', '-1', 'war', None]
    """
    text = code.strip().lstrip("'").strip()
    match = _NUMBER.fullmatch(text.translate(_MINUS))
    if match is None:
        return text or None
    number = float(match[2].replace(",", ".")) * (-1 if match[1] == "-" else 1)
    return str(int(number)) if number.is_integer() else str(number)


def normalise_codes(codings: pd.DataFrame) -> pd.DataFrame:
    """Write all codes of a table as `normalise_code` does."""
    known = codings["code"].dropna().unique()
    written = {code: normalise_code(str(code)) for code in known}
    return codings.assign(code=codings["code"].map(written).astype("str"))


def clean_codings(codings: pd.DataFrame) -> pd.DataFrame:
    """Take a table of codings in, wherever it comes from: with numbers written in one way.

    Parameters
    ----------
    codings : DataFrame
        Table of codings, read or made by hand; codes and units may be numbers.

    Returns
    -------
    DataFrame
        Table of codings: text, "1" for "1.0", and one row a unit, coder and variable.

    Raises
    ------
    SchemaError
        If a column is missing.
    ValueError
        If a coder gave a unit two codes of one variable.

    Examples
    --------
    >>> import pandas as pd
    >>> codings = pd.DataFrame({"unit_id": [7], "coder_id": "ann", "variable": "tone",
    ...                         "code": [1.0]})
    >>> clean_codings(codings).values.tolist()
    [['7', 'ann', 'tone', '1']]
    """
    check(codings, "codings")
    keys = ["unit_id", "coder_id", "variable"]
    table = normalise_codes(codings).astype(dict.fromkeys(keys, "str"))
    table = table.drop_duplicates([*keys, "code"])
    # A missing code beside one that was given says nothing.
    table = table[table["code"].notna() | ~table.duplicated(keys, keep=False)]
    twice = table.duplicated(keys)
    if twice.any():
        row = table[twice].iloc[0]
        raise ValueError(
            f"{row['coder_id']} coded {row['variable']} of {row['unit_id']} twice, and not alike; "
            "keep one row"
        )
    return table


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


def count_unsettled(codings: pd.DataFrame, variable: str) -> int:
    """Count the units on which coders differ, without a majority and without an adjudicated code.

    They have no code that counts (`final_codes`).

    Examples
    --------
    >>> import pandas as pd
    >>> codings = pd.DataFrame({"unit_id": ["u", "u", "v"], "coder_id": ["a", "b", "a"],
    ...                         "variable": "tone", "code": ["1", "0", "1"]})
    >>> count_unsettled(codings, "tone")
    1
    """
    own = of_variable(codings, variable)
    return int(own["unit_id"].nunique()) - len(final_codes(codings, variable).dropna())


def of_variable(codings: pd.DataFrame, variable: str) -> pd.DataFrame:
    """The codes of one variable that are not missing.

    Raises
    ------
    ValueError
        If there are none.
    """
    own = clean_codings(codings)
    own = own[(own["variable"] == variable) & own["code"].notna()]
    if own.empty:
        known = ", ".join(sorted(codings["variable"].dropna().unique())) or "none"
        raise ValueError(f"nobody coded {variable!r}; the variables are {known}")
    return own


def number_codes(codings: pd.DataFrame, variable: str, scale: tuple[float, float]) -> pd.Series:
    """Read the codes that count as numbers on the scale of a measure.

    Returns
    -------
    Series
        unit_id -> code; a unit without a majority is missing.

    Raises
    ------
    ValueError
        If nobody coded the variable, or a code is no number or leaves the scale.
    """
    codes = final_codes(codings, variable).dropna()
    numbers = pd.to_numeric(codes, errors="coerce")
    low, high = scale
    is_wrong = numbers.isna() | (numbers < low) | (numbers > high)
    if is_wrong.any():
        limits = f" from {low:g} to {high:g}" if np.isfinite(high - low) else ""
        raise ValueError(
            f"{variable} of {codes[is_wrong].index[0]} is coded {codes[is_wrong].iloc[0]!r}, which "
            f"is no number{limits}; a measure is held against codes on its scale"
        )
    return numbers.astype(float)
