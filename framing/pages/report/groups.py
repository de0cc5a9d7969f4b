"""What is known of each actor: the rows of its page, with their numbers and their evidence.

Counts come from the evidence (`list_evidence`) and estimates from `summarise_portrayal`;
both count the same mentions.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from ...figures import add_corrections
from ...portrayals import summarise_portrayal
from ...tables import DIVERGING, SHARE, empty
from .evidence import KINDS
from .view import View

MAX_ROWS = 30
"""Rows of a kind that a page shows: those with the most mentions."""
_COLUMNS = {
    "outlet": "outlet_id",
    "period": None,
    "voice": "voice_group",
    "speaker": "speaker_actor_id",
}
_LETTERS = dict(zip(KINDS, "opvskfab", strict=True))


class Row(NamedTuple):
    """One row of a page: a group with its mentions, how many of them are shown, and an estimate.

    ``corrected`` is what codes of a sample make of it; None where too few were coded.
    """

    group: str
    code: str
    n: int
    n_shown: int
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    is_reportable: bool = False
    note: str = ""
    corrected: float | None = None
    corrected_low: float | None = None
    corrected_high: float | None = None


class Rows(NamedTuple):
    """The rows of one kind, and how many there are in all."""

    rows: list[Row]
    n_rows: int


def read_row(portrayal: pd.Series, group: str = "", note: str = "") -> Row:
    """Read a row of a table of portrayals, for a page that does not show its mentions."""
    n = int(portrayal["n_mentions"])
    return _with_estimate(Row(group, "", n, 0, note=note), portrayal)


def correct(view: View, portrayals: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Add what codes of a sample make of portrayals by the main measure, as figures do."""
    if view.measure is None or portrayals.empty:
        return portrayals
    return add_corrections(portrayals, view.tables, *view.measure, by)


def limit_of(rows: Sequence[Row]) -> float:
    """Choose where the axis ends that some rows share."""
    counted = [row for row in rows if row.is_reportable] or list(rows)
    values = [
        abs(value)
        for row in counted
        for value in (row.estimate, row.low, row.high)
        if value is not None
    ]
    return min(1.0, max([0.1, *(1.05 * value for value in values)]))


def goes_beyond(rows: Iterable[Row], limit: float) -> bool:
    """Whether an estimate or an interval of some rows goes on beyond their axis."""
    values = (value for row in rows for value in (row.estimate, row.low, row.high))
    return any(value is not None and abs(value) > limit for value in values)


def name_groups(counts: pd.DataFrame) -> dict[tuple[str, str], str]:
    """(kind, group) -> its short code: a letter for the kind, and its place by mentions.

    Examples
    --------
    >>> import pandas as pd
    >>> counts = pd.DataFrame({"kind": "outlet", "group": ["y", "x"], "n_mentions": [1, 5]})
    >>> name_groups(counts)
    {('outlet', 'x'): 'o0', ('outlet', 'y'): 'o1'}
    """
    totals = counts.groupby(["kind", "group"], sort=True)["n_mentions"].sum().reset_index()
    totals = totals.sort_values(
        ["kind", "n_mentions", "group"], ascending=[True, False, True], kind="stable"
    )
    places = totals.groupby("kind", sort=False).cumcount()
    return {
        (kind, group): f"{_LETTERS[kind]}{place}"
        for kind, group, place in zip(totals["kind"], totals["group"], places, strict=True)
    }


def summarise_groups(view: View, actor_ids: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Estimate the main measure of some actors by outlet, period, voice, speaker and frame.

    Parameters
    ----------
    view : View
        Without a main measure there are only shares of frames.
    actor_ids : sequence of str
        The actors.

    Returns
    -------
    dict of str to DataFrame
        For ``outlet``, ``period``, ``voice``, ``speaker`` and ``frame`` a table of portrayals with
        the column ``group``; for ``measure`` the table of portrayals of all diverging measures by
        actor.
    """
    mentions = view.mentions[view.mentions["actor_id"].isin(list(actor_ids))]
    scores = view.table("scores")
    scores = scores[scores["measure"].isin(DIVERGING)]
    settings = {"articles": view.tables["articles"]}
    summaries = {"measure": summarise_portrayal(mentions, scores=scores, **settings)}
    for kind, column in _COLUMNS.items():
        name = column or view.period
        voices = view.table("voices") if kind in ("voice", "speaker") else None
        table = summarise_portrayal(
            mentions, scores=view.scores, voices=voices, by=["actor_id", name], **settings
        )
        if kind == "outlet":
            table = correct(view, table, ["actor_id", name])
        summaries[kind] = table.rename(columns={name: "group"}).dropna(subset=["group"])
    hits = view.table("frame_hits")
    shares = summarise_portrayal(mentions, scores=view.scores, frame_hits=hits, **settings)
    shares = shares[shares["measure"].str.startswith(SHARE) & (shares["window"] == "sentence")]
    summaries["frame"] = shares.assign(group=shares["measure"].str.removeprefix(SHARE))
    return summaries


def make_rows(
    kind: str,
    actor_id: str,
    counts: pd.DataFrame,
    codes: Mapping[tuple[str, str], str],
    summaries: Mapping[str, pd.DataFrame],
) -> Rows:
    """Make the rows of one kind of an actor: the most mentions first, but periods by time."""
    groups = counts[(counts["actor_id"] == actor_id) & (counts["kind"] == kind)]
    groups = groups.sort_values(["n_mentions", "group"], ascending=[False, True], kind="stable")
    chosen = groups.head(MAX_ROWS)
    if kind == "period":
        chosen = chosen.sort_values("group")
    table = summaries.get(kind, empty("portrayals").assign(group=""))
    estimates = table[table["actor_id"] == actor_id].set_index("group")
    rows = []
    for group, n, n_shown in chosen[["group", "n_mentions", "n_shown"]].itertuples(
        index=False, name=None
    ):
        row = Row(group, codes[kind, group], int(n), int(n_shown))
        is_known = group in estimates.index
        rows.append(_with_estimate(row, estimates.loc[group]) if is_known else row)
    return Rows(rows, len(groups))


def list_actions(
    pairs: pd.DataFrame, actor_id: str, counts: pd.DataFrame, codes: Mapping[tuple[str, str], str]
) -> dict[str, Rows]:
    """List what an actor does to others (``acts_on``) and they to it (``acted_on_by``).

    The pairs are those of `summarise_roles`.
    """
    parts = {}
    for kind, side, other in (
        ("acts_on", "agent_id", "patient_id"),
        ("acted_on_by", "patient_id", "agent_id"),
    ):
        rows = make_rows(kind, actor_id, counts, codes, {})
        actions = pairs[pairs[side] == actor_id].set_index(other)
        noted = [
            row._replace(note=_say_actions(actions.loc[row.group]))
            for row in rows.rows
            if row.group in actions.index
        ]
        parts[kind] = Rows(noted, rows.n_rows)
    return parts


def _say_actions(pair: pd.Series) -> str:
    return (
        f"{pair['n_cooperation']} cooperative, {pair['n_confrontation']} confrontational: "
        f"{pair['verbs']}"
    )


def _with_estimate(row: Row, portrayal: pd.Series) -> Row:
    """Give a row the estimate and the interval of a row of a table of portrayals."""
    return row._replace(
        estimate=_number(portrayal["estimate"]),
        low=_number(portrayal["ci_low"]),
        high=_number(portrayal["ci_high"]),
        is_reportable=bool(portrayal["is_reportable"]),
        corrected=_number(portrayal.get("corrected")),
        corrected_low=_number(portrayal.get("corrected_low")),
        corrected_high=_number(portrayal.get("corrected_high")),
    )


def _number(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type, call-overload]
