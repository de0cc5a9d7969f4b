"""Who coded: people or language models, which is part of every number that rests on codes."""

from pathlib import Path

import pandas as pd

ADJUDICATED = "adjudicated"
"""The coder whose codes settle what the others disagree on."""
KINDS = {"person": "people", "language model": "language models"}
"""What a coder can be, and what several are called."""
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def is_list_of_coders(file: Path) -> bool:
    """Whether a CSV lists coders and holds no codes."""
    return file.name == "coders.csv" or file.stem.endswith("_coders")


def name_kinds(codings: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Add who gave each code, where a list of the coders lies beside the codes.

    Parameters
    ----------
    codings : DataFrame
        Table of codings.
    path : Path
        Where it was read from: for ``mine.csv`` the list is ``mine_coders.csv``, or ``coders.csv``
        in the same folder; for a folder it is ``coders.csv`` in it. Its columns are ``coder_id``
        and ``coded_by``: ``person`` or ``language model``.

    Returns
    -------
    DataFrame
        With a column ``coded_by``, missing for coders that the list does not name; the codings as
        they are if there is no list.

    Raises
    ------
    ValueError
        If the list lacks a column or says something else; with file and row.
    """
    folder = path if path.is_dir() else path.parent
    lists = [path.with_name(f"{path.stem}_coders.csv"), folder / "coders.csv"]
    file = next((one for one in lists if one.is_file()), None)
    if file is None:
        return codings
    listed = pd.read_csv(file, dtype="str", encoding="utf-8-sig")
    missing = [name for name in ("coder_id", "coded_by") if name not in listed]
    if missing:
        raise ValueError(f"{file} lacks the column {' and '.join(missing)}")
    for row, kind in enumerate(listed["coded_by"].fillna(""), start=2):
        if kind not in KINDS:
            raise ValueError(f"{file}, row {row}: coded_by is {' or '.join(KINDS)}, not {kind!r}")
    kinds = listed.drop_duplicates("coder_id").set_index("coder_id")["coded_by"]
    return codings.assign(coded_by=codings["coder_id"].map(kinds).astype("str"))


def name_coders(codings: pd.DataFrame) -> str:
    """Say in words who coded, such as ``two language models``; the adjudicator is not counted,
    nor is who filled in nothing.

    Examples
    --------
    >>> codings = pd.DataFrame({"coder_id": ["a", "b", "c", "adjudicated"],
    ...                         "coded_by": ["person", "person", "language model", None]})
    >>> name_coders(codings)
    'two people and one language model'
    >>> name_coders(codings[["coder_id"]])
    'three coders, whether people or language models is not recorded'
    """
    if "code" in codings:
        codings = codings[codings["code"].notna()]
    apart = codings[codings["coder_id"] != ADJUDICATED].drop_duplicates("coder_id")
    known = apart["coded_by"] if "coded_by" in apart else pd.Series(None, index=apart.index)
    counts = {kind: int((known == kind).sum()) for kind in KINDS}
    parts = [f"{_number(n)} {kind if n == 1 else KINDS[kind]}" for kind, n in counts.items() if n]
    n_unknown = int(known.isna().sum())
    if n_unknown or not parts:
        coders = f"{_number(n_unknown)} coder{'s' if n_unknown != 1 else ''}"
        parts.append(f"{coders}, whether people or language models is not recorded")
    return " and ".join(parts)


def _number(n: int) -> str:
    return _NUMBERS[n] if n < len(_NUMBERS) else f"{n:,}"
