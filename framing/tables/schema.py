"""The tables of the kit: what one row is, its columns, their types, units and ranges.

Every function reads its contract from here, and so do the data dictionary (``data/README.md``) and
the tests.

Offsets are half-open characters into the ``text`` of the article, so ``text[start:end] == surface``
always; the headline, where there is one, is the first paragraph of that text.
"""

from collections.abc import Iterable, Sequence

import pandas as pd

from .contracts.articles import ARTICLES_TABLES
from .contracts.codebook import CODEBOOK_TABLES
from .contracts.coders import CODERS_TABLES
from .contracts.columns import SchemaError, Table
from .contracts.measures import MEASURES_TABLES
from .contracts.mentions import MENTIONS_TABLES
from .contracts.portrayals import PORTRAYALS_TABLES

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        *ARTICLES_TABLES,
        *CODEBOOK_TABLES,
        *MENTIONS_TABLES,
        *MEASURES_TABLES,
        *PORTRAYALS_TABLES,
        *CODERS_TABLES,
    )
}
"""Every table of the kit, by its name."""


def empty(name: str) -> pd.DataFrame:
    """An empty table of the right columns and dtypes.

    Examples
    --------
    >>> list(empty("scores").columns)
    ['mention_id', 'measure', 'window', 'value']
    """
    return pd.DataFrame({c.name: pd.Series(dtype=c.dtype) for c in TABLES[name].columns})


def make(name: str, rows: Iterable[Sequence[object]]) -> pd.DataFrame:
    """A table from rows whose values stand in the order of the contract's columns."""
    columns = list(zip(*rows, strict=True))
    return assemble(name, columns) if columns else empty(name)


def assemble(name: str, columns: Iterable[Sequence[object]]) -> pd.DataFrame:
    """A table from its columns, in the order of the contract; for long tables, whose rows would
    fill the memory.
    """
    pairs = zip(TABLES[name].columns, columns, strict=True)
    return pd.DataFrame({c.name: pd.Series(values, dtype=c.dtype) for c, values in pairs})


def check(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return `table` if it has the columns of the contract `name`.

    Raises
    ------
    SchemaError
        If a column is missing; the message names all that are, and those that are there.
    """
    missing = [c for c in TABLES[name].column_names if c not in table.columns]
    if missing:
        raise SchemaError(
            f"the table of {name} (one row is {TABLES[name].row}) lacks {', '.join(missing)}; "
            f"it has {', '.join(map(str, table.columns)) or 'no columns'}"
        )
    return table


def violations(table: pd.DataFrame, name: str) -> list[str]:
    """Say in what `table` breaks the contract `name`: keys, dtypes, missing values, ranges and
    allowed words.

    Returns
    -------
    list of str
        One sentence a fault; empty where all holds.
    """
    check(table, name)
    faults = []
    for column in TABLES[name].columns:
        values = table[column.name]
        if str(values.dtype) != column.dtype:
            faults.append(f"{name}.{column.name} is {values.dtype}, not {column.dtype}")
        if not column.nullable and values.isna().any():
            faults.append(f"{name}.{column.name} is missing in {int(values.isna().sum())} rows")
        present = values.dropna()
        if column.low is not None and (present < column.low).any():
            faults.append(f"{name}.{column.name} is below {column.low}")
        if column.high is not None and (present > column.high).any():
            faults.append(f"{name}.{column.name} is above {column.high}")
        if column.values and not present.isin(column.values).all():
            strange = sorted(set(present) - set(column.values))
            faults.append(f"{name}.{column.name} holds {strange[:3]}, not {column.values}")
    if table.duplicated(list(TABLES[name].key)).any():
        faults.append(f"{name} has rows with the same key ({', '.join(TABLES[name].key)})")
    return faults
