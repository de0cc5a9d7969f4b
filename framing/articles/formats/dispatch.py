"""Units to articles: the reader of each format is called by the format of the unit.

`list_units` is cheap and goes through the input in a stable order; `read_unit` parses, and needs no
other unit. What cannot be read is a finding, in both.
"""

from collections.abc import Mapping

from ..dates import Moment, read_dates
from .columns import ColumnError
from .known import FORMATS, load
from .units import LIMITS, Finding, Findings, Limits, Raw, TooLargeError, Unit


def read_unit(
    unit: Unit, *, columns: Mapping[str, str] | None = None, limits: Limits = LIMITS
) -> tuple[list[Raw], list[Finding]]:
    """Read the articles in a unit, and what is wrong with it.

    Parameters
    ----------
    unit : Unit
        From `list_units`.
    columns : mapping of str to str, optional
        Column of the articles table -> column of the table that is read.
    limits : Limits
        How large an input may be.

    Returns
    -------
    raws : list of Raw
        The articles as they stand there, empty ones among them.
    findings : list of tuple
        Rows of the table of findings.

    Raises
    ------
    ColumnError
        If the file was asked for by name, and lacks a column that is asked for or needed.
    """
    findings = Findings(unit.findings)
    try:
        raws, faults = _read(unit, dict(columns or {}), limits)
    except ColumnError as error:
        if unit.is_alone:
            raise
        raws, faults = [], Findings()
        faults.say(unit.name, "unreadable", "error", f"The file was left out: {error}")
    except TooLargeError as error:
        raws, faults = [], Findings()
        faults.say(unit.name, "too_large", "error", f"The file was left out: {error}")
    # A parser may raise anything on a damaged file, and no file may end a run.
    except Exception as error:
        raws, faults = [], Findings()
        reason = " ".join(str(error).split())[:300] or type(error).__name__
        message = f"The file was left out, as it cannot be read: {reason}"
        faults.say(unit.name, "unreadable", "error", message)
    if not raws and not faults and not unit.findings and unit.is_first:
        message = "The file holds no article, and was left out."
        faults.say(unit.name, "empty", "warning", message)
    raws = settle_dates(raws)
    if unit.known:
        n_articles = len(raws)
        raws = [_add_known(raw, unit, n_articles, n) for n, raw in enumerate(raws, start=1)]
    return raws, [*findings, *faults]


def _read(unit: Unit, columns: Mapping[str, str], limits: Limits) -> tuple[list[Raw], Findings]:
    """Read a unit by the entry of its format."""
    if unit.format == "finding":
        return [], Findings()
    reader = FORMATS[unit.format]
    asked = (columns, limits) if reader.is_table else (limits,)
    read: tuple[list[Raw], Findings] = load(reader.parse)(unit, *asked)
    return read


def _add_known(raw: Raw, unit: Unit, n_articles: int, number: int) -> Raw:
    """Add what ``metadata.csv`` says, which wins for one article and fills gaps for several."""
    whole = unit.known.get(0, {})
    if FORMATS[unit.format].is_table:
        return raw._replace(values={**whole, **raw.values})
    values = {**raw.values, **whole} if n_articles == 1 else {**whole, **raw.values}
    return raw._replace(values={**values, **unit.known.get(number, {})})


def settle_dates(raws: list[Raw]) -> list[Raw]:
    """Read the dates of a unit's articles as one column, where they are still as they stand."""
    written = [raw.values.get("published_at") for raw in raws]
    places = [n for n, value in enumerate(written) if not isinstance(value, Moment | None)]
    moments = read_dates([written[place] for place in places])
    for place, moment in zip(places, moments, strict=True):
        raws[place] = raws[place]._replace(values={**raws[place].values, "published_at": moment})
    return raws
