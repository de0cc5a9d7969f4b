"""The files that stand beside the articles: outlets and events."""

from pathlib import Path

import numpy as np
import pandas as pd

from ..tables import TABLES, Tables


def outlet_names(tables: Tables) -> dict[str, str]:
    """Map outlet_id to name and country, as far as there is a table of outlets."""
    outlets = tables.get("outlets")
    if outlets is None:
        return {}
    rows = outlets[["outlet_id", "outlet_name", "country_iso3"]].itertuples(index=False, name=None)
    return {
        key: f"{name} ({country})" if isinstance(country, str) else name
        for key, name, country in rows
    }


def read_outlets(path: str | Path) -> pd.DataFrame:
    """Read a CSV of outlets: outlet_id, outlet_name, country_iso3.

    Parameters
    ----------
    path : str or Path
        The file, or a folder of articles with an ``outlets.csv``.

    Raises
    ------
    ValueError
        If a column is missing or an outlet_id stands twice.
    """
    path = _companion(path, "outlets.csv")
    table = pd.read_csv(path, dtype="str", encoding="utf-8-sig")
    missing = [name for name in TABLES["outlets"].column_names if name not in table]
    if missing:
        raise ValueError(f"{path} lacks the column {', '.join(missing)}")
    if table["outlet_id"].duplicated().any():
        twice = table["outlet_id"][table["outlet_id"].duplicated()].iloc[0]
        raise ValueError(f"{path}: outlet_id {twice!r} twice")
    return table[TABLES["outlets"].column_names]


def read_events(path: str | Path) -> pd.DataFrame:
    """Read a CSV of events to mark on a time line: date, label.

    Parameters
    ----------
    path : str or Path
        The file, or a folder of articles with an ``events.csv``.

    Returns
    -------
    DataFrame
        Table of events, in the order of time: event_date (UTC), label.

    Raises
    ------
    ValueError
        If a column is missing or a date cannot be read; the message names the row.
    """
    path = _companion(path, "events.csv")
    table = pd.read_csv(path, dtype="str", encoding="utf-8-sig")
    names = {
        "event_date": next((n for n in ("event_date", "date", "day") if n in table), None),
        "label": next((n for n in ("label", "event", "name") if n in table), None),
    }
    missing = [ours for ours, theirs in names.items() if theirs is None]
    if missing:
        raise ValueError(
            f"{path} lacks the column {', '.join(missing)}; it has {', '.join(table.columns)}"
        )
    dates = pd.to_datetime(table[names["event_date"]], errors="coerce", utc=True)
    if dates.isna().any():
        row = int(np.flatnonzero(dates.isna())[0])
        value = table[names["event_date"]].iloc[row]
        raise ValueError(
            f"{path}, row {row + 2}: the date {value!r} cannot be read; write it like 2023-03-20"
        )
    events = pd.DataFrame(
        {"event_date": dates.dt.as_unit("us"), "label": table[names["label"]].astype("str")}
    )
    return events.sort_values(["event_date", "label"]).reset_index(drop=True)


def _companion(path: str | Path, name: str) -> Path:
    return Path(path) / name if Path(path).is_dir() else Path(path)
