"""What coders get of a sample, which tells them nothing of the outlet, and the way back from it."""

from pathlib import Path

import pandas as pd

from ..tables import read_sheet

DRAWN_SAMPLE = "sample.csv"
"""The file of a sample as it was drawn, which the researcher keeps."""
DRAWN = ("stratum", "probability")
"""Columns of a sheet that say how its units were drawn."""


def blind_sample(sample: pd.DataFrame) -> pd.DataFrame:
    """Make the sheet that coders get of a sample: nothing in it tells where a mention stands.

    Ids of articles are names of files, and strata values of their columns: both may name the
    outlet.

    Parameters
    ----------
    sample : DataFrame
        From `sample_for_coding`, or `read_sheet` of it.

    Returns
    -------
    DataFrame
        The same rows and columns without article_id, outlet_id, ``stratum`` and ``probability``;
        ``mention_id`` holds the ``row_id``. `read_codings` finds which mention it is, and how it
        was drawn, in the sample.

    Raises
    ------
    ValueError
        If the sample has no mention_id.

    Examples
    --------
    >>> import pandas as pd
    >>> drawn = pd.DataFrame({"mention_id": ["times:1:0"], "surface": "China", "stratum": "times"})
    >>> blind_sample(drawn).iloc[0].to_dict()
    {'mention_id': 's001', 'surface': 'China'}
    """
    if "mention_id" not in sample:
        raise ValueError("the sample lacks mention_id: give the table that sample_for_coding made")
    blind = sample.assign(mention_id=number_rows(sample))
    telling = ["row_id", "article_id", "outlet_id", "stratum", "probability"]
    return blind.drop(columns=telling, errors="ignore")


def number_rows(sample: pd.DataFrame) -> pd.Series:
    """Name the rows of a sample as coders see them: its ``row_id``, or else s001 and so on."""
    if "row_id" in sample:
        return sample["row_id"].astype("str")
    names = [f"s{number:03}" for number in range(1, len(sample) + 1)]
    return pd.Series(names, index=sample.index, dtype="str")


def find_sample(path: Path) -> pd.DataFrame | None:
    """Find the sample that codes are of, beside them or in the folder above."""
    folder = path if path.is_dir() else path.parent
    for file in (folder / DRAWN_SAMPLE, folder.parent / DRAWN_SAMPLE):
        if file.is_file() and file != path:
            found = read_sheet(file)
            if {"row_id", "mention_id"} <= set(found.columns):
                return found
    return None


def join_sample(table: pd.DataFrame, sample: pd.DataFrame | None) -> pd.DataFrame:
    """Name the mentions of rows that were coded blind, and say how they were drawn."""
    if sample is None or "mention_id" not in sample:
        return table
    mentions = sample["mention_id"].astype("str").to_numpy()
    of_row = dict(zip(number_rows(sample), mentions, strict=True))
    is_row = ~table["unit_id"].isin(mentions)
    units = table["unit_id"].where(~is_row, table["unit_id"].map(of_row)).astype("str")
    units = units.fillna(table["unit_id"])
    told = table.assign(unit_id=units)
    for name in DRAWN:
        if name in sample:
            known = units.map(dict(zip(mentions, sample[name], strict=True)))
            told[name] = told[name].fillna(known) if name in told else known
    return told
