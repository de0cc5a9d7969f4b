"""Figures of the frames that actors stand in, by keywords and as the network reads them."""

from functools import partial

import pandas as pd
from matplotlib.figure import Figure

from ..codebook import Codebook
from ..portrayals import MENTIONS_OF_A_SHARE, MIN_ARTICLES
from ..portrayals import MIN_MENTIONS as MENTIONS_OF_A_MEAN
from ..tables import READ, SHARE, Tables
from .headlines.portrayals import tell_shares
from .plots.frames import plot_shares
from .recipe import TOO_UNCERTAIN, Content, NothingToSay, Recipe, explain_interval, make_axes
from .stamps import judge_measures

MIN_REPORTABLE = MENTIONS_OF_A_SHARE * MENTIONS_OF_A_MEAN
"""Mentions from which on a share is reportable."""
MIN_SHOWN = 3
"""Shares below which there is no figure of them."""
N_SHARES = 12
"""Shares of frames that are shown: those that stand out most."""
FREQUENT = 0.02
"""Share from which on a frame is shown, be it of the actor's mentions or of those of the others: of
a rarer one even a clear difference is a matter of a mention or two."""
BY_KEYWORDS = "Share of an actor's mentions with a keyword of the frame in the same sentence"
BY_NETWORK = (
    "Share of an actor's mentions in the frame as the network reads their sentences: the mean of "
    "its probabilities"
)


def _share_frames(
    tables: Tables, codebook: Codebook, *, prefix: str = SHARE, what: str = BY_KEYWORDS
) -> Content:
    portrayals = tables["portrayals"]
    shares = portrayals[portrayals["measure"].str.startswith(prefix)]
    shares = shares[shares["window"] == "sentence"].dropna(subset=["actor_id"])
    data = hold_against_others(shares, prefix)
    shown = pick_outstanding(data)
    verdicts = {one: judge_measures(tables, [one], codebook) for one in shown["measure"].unique()}
    shown["is_poor"] = shown["measure"].map(verdicts) == "poor"
    n_looks = len(_keep_enough(data))
    if len(shown) < MIN_SHOWN:
        raise NothingToSay(
            f"of actors with {MIN_REPORTABLE} mentions in {MIN_ARTICLES} articles fewer than "
            f"{MIN_SHOWN} shares of frames differ from those of others"
        )
    sure = shown[~shown["is_poor"]]
    poor = " Grey rows: poor by the codes of the frame." if shown["is_poor"].any() else ""
    finding = tell_shares(sure, codebook.actor_labels, codebook.frame_labels, n_looks)
    return Content(
        data,
        f"{what}, with 95 % interval, and that of all other actors. Of {n_looks} pairs of an actor "
        f"and a frame with {MIN_REPORTABLE} mentions in {MIN_ARTICLES} articles the {len(shown)} "
        "that lie farthest apart, where the share of the others is outside the interval and one of "
        f"the two is {100 * FREQUENT:.0f} % or more; all are in the CSV. "
        f"{explain_interval(data)}{poor} "
        f"Codebook {codebook.name} {codebook.version} ({codebook.digest}).",
        (prefix, *sorted(shown["measure"].unique())),
        {"shown": shown},
        grey=(prefix,),
        finding=finding if len(sure) else TOO_UNCERTAIN,
    )


def hold_against_others(shares: pd.DataFrame, prefix: str = SHARE) -> pd.DataFrame:
    """Add to each share of a frame that among the mentions of all other actors.

    Parameters
    ----------
    shares : DataFrame
        Portrayals with measures ``share_<frame>``, one row an actor and a frame.
    prefix : str
        What those measures begin with, if not with ``share_``.

    Returns
    -------
    DataFrame
        With the columns frame_id and ``others``, which is 0 where there is no other actor.
    """
    hits = shares["estimate"] * shares["n_mentions"]
    frame = shares["measure"]
    n_others = shares["n_mentions"].groupby(frame).transform("sum") - shares["n_mentions"]
    of_others = (hits.groupby(frame).transform("sum") - hits) / n_others.where(n_others > 0)
    # A tiny negative number is what is left of 0 by subtraction.
    others = of_others.clip(lower=0.0).fillna(0.0)
    return shares.assign(frame_id=frame.str.removeprefix(prefix), others=others)


def pick_outstanding(shares: pd.DataFrame) -> pd.DataFrame:
    """Pick the shares that differ most from those of others: the widest gap first.

    The share of the others lies outside the interval, and one of the two is `FREQUENT`: by gaps in
    units of their uncertainty, frames that hardly occur would come first.
    """
    enough = _keep_enough(shares)
    others = enough["others"]
    is_apart = (others < enough["ci_low"]) | (others > enough["ci_high"])
    is_frequent = enough[["estimate", "others"]].max(axis=1) >= FREQUENT
    gap = (enough["estimate"] - others).abs()[is_apart & is_frequent]
    order = gap.sort_values(ascending=False, kind="stable").index[:N_SHARES]
    return enough.loc[order].reset_index(drop=True)


def _keep_enough(shares: pd.DataFrame) -> pd.DataFrame:
    """Keep the shares that rest on enough; a mean of probabilities takes as much as a share."""
    enough = shares[shares["is_reportable"] & (shares["n_mentions"] >= MIN_REPORTABLE)]
    return enough.dropna(subset=["ci_low", "ci_high"])


def _show_frames(content: Content, codebook: Codebook) -> Figure:
    shown = content.more["shown"]
    fig, (ax,) = make_axes(1, len(shown), width=9.6)
    frames = codebook.frame_labels
    plot_shares(shown, labels=codebook.actor_labels, frame_labels=frames, ax=ax)
    return fig


FRAMES = Recipe(
    name="04_frames_by_actor",
    title="Frames in which an actor stands more, or less, than others do, by keywords",
    label="Frames",
    needs=("portrayals",),
    compute=_share_frames,
    draw=_show_frames,
    part="voices",
)


FRAMES_READ = Recipe(
    name="04_frames_read_by_actor",
    title="Frames in which an actor stands more, or less, than others do, read by the network",
    label="Frames read",
    needs=("portrayals",),
    compute=partial(_share_frames, prefix=READ, what=BY_NETWORK),
    draw=_show_frames,
    part="voices",
)


def draw_frames(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw the frames by which actors differ most; returns the figure and its data."""
    return FRAMES.show(tables, codebook)


def draw_frames_read(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw the frames, as the network reads them, by which actors differ most; with its data."""
    return FRAMES_READ.show(tables, codebook)
