"""What is known of each actor: rows that a page about it can show, each with its numbers and its
place in the evidence.

Counts come from the evidence (`framing.evidence`) and estimates from the summaries
(`framing.portrayal`); both count the same mentions.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from ...portrayals import summarise_portrayal
from ...tables import DIVERGING, SHARE, empty, of_measure
from .evidence import KINDS

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
    """One row of a page: a group, how many mentions it has and how many of them are shown, and an
    estimate.
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


class Rows(NamedTuple):
    """The rows of one kind, and how many there are in all."""

    rows: list[Row]
    n_rows: int


def name_groups(counts: pd.DataFrame) -> dict[tuple[str, str], str]:
    """(kind, group) -> a short code for it: a letter for the kind, and the place of the group by
    mentions.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("CHN", "outlet", "y", 1, 1), ("CHN", "outlet", "x", 5, 1)]
    >>> name_groups(pd.DataFrame(rows, columns=["actor_id", "kind", "group", "n_mentions", "n_shown"]))
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


def summarise_groups(
    tables: Mapping[str, pd.DataFrame],
    actor_ids: Sequence[str],
    *,
    measure: tuple[str, str] | None,
    period: str,
    seed: int = 1,
) -> dict[str, pd.DataFrame]:
    """Estimates with intervals of one measure for some actors, parted by outlet, period, voice,
    speaker and frame.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        From `analyse`.
    actor_ids : sequence of str
        The actors.
    measure : (str, str) or None
        Measure and window; without one there are only shares of frames.
    period : str
        As for `list_evidence`.
    seed : int
        Seed of the intervals.

    Returns
    -------
    dict of str to DataFrame
        For ``outlet``, ``period``, ``voice``, ``speaker`` and ``frame`` a table of portrayals with
        the column ``group``; for ``measure`` the table of portrayals of all diverging measures by
        actor.
    """
    mentions = tables["mentions"]
    mentions = mentions[mentions["actor_id"].isin(list(actor_ids))]
    scores = tables.get("scores", empty("scores"))
    scores = scores[scores["measure"].isin(DIVERGING)]
    main = of_measure(scores, measure[0], measure[1]) if measure else scores.head(0)
    own = {"articles": tables["articles"], "seed": seed}
    found = {"measure": summarise_portrayal(mentions, scores=scores, **own)}
    for kind, column in _COLUMNS.items():
        name = column or period
        voices = tables["voices"] if kind in ("voice", "speaker") else None
        table = summarise_portrayal(
            mentions, scores=main, voices=voices, by=["actor_id", name], **own
        )
        found[kind] = table.rename(columns={name: "group"}).dropna(subset=["group"])
    hits = tables.get("frame_hits", empty("frame_hits"))
    shares = summarise_portrayal(mentions, scores=main, frame_hits=hits, **own)
    shares = shares[shares["measure"].str.startswith(SHARE) & (shares["window"] == "sentence")]
    found["frame"] = shares.assign(group=shares["measure"].str.removeprefix(SHARE))
    return found


def make_rows(
    kind: str,
    actor_id: str,
    counts: pd.DataFrame,
    codes: Mapping[tuple[str, str], str],
    summaries: Mapping[str, pd.DataFrame],
) -> Rows:
    """The groups of one kind of an actor, those with the most mentions first; periods in the order
    of time.
    """
    own = counts[(counts["actor_id"] == actor_id) & (counts["kind"] == kind)]
    own = own.sort_values(["n_mentions", "group"], ascending=[False, True], kind="stable")
    chosen = own.head(MAX_ROWS).sort_values("group") if kind == "period" else own.head(MAX_ROWS)
    table = summaries.get(kind, empty("portrayals").assign(group=""))
    estimates = table[table["actor_id"] == actor_id].set_index("group")
    rows = []
    for group, n, n_shown in chosen[["group", "n_mentions", "n_shown"]].itertuples(
        index=False, name=None
    ):
        row = Row(group, codes[kind, group], int(n), int(n_shown))
        if group in estimates.index:
            told = estimates.loc[group]
            row = row._replace(
                estimate=_number(told["estimate"]),
                low=_number(told["ci_low"]),
                high=_number(told["ci_high"]),
                is_reportable=bool(told["is_reportable"]),
            )
        rows.append(row)
    return Rows(rows, len(own))


def list_actions(
    pairs: pd.DataFrame, actor_id: str, counts: pd.DataFrame, codes: Mapping[tuple[str, str], str]
) -> dict[str, Rows]:
    """What an actor does to others (``acts_on``) and what they do to it (``acted_on_by``), from
    `summarise_roles`.
    """
    found = {}
    for kind, own, other in (
        ("acts_on", "agent_id", "patient_id"),
        ("acted_on_by", "patient_id", "agent_id"),
    ):
        rows = make_rows(kind, actor_id, counts, codes, {})
        told = pairs[pairs[own] == actor_id].set_index(other)
        noted = [
            row._replace(note=_say_actions(told.loc[row.group]))
            for row in rows.rows
            if row.group in told.index
        ]
        found[kind] = Rows(noted, rows.n_rows)
    return found


def _say_actions(pair: pd.Series) -> str:
    return f"{pair['n_cooperation']} cooperative, {pair['n_confrontation']} confrontational: {pair['verbs']}"


def _number(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type, call-overload]
