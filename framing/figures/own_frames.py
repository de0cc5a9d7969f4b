"""The figure of a learnt frame: by keywords, as the learner tells it, and as codes correct it."""

from itertools import combinations
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from ..codebook import Codebook
from ..coders import FRAME, MIN_CODED, correct_comparison, correct_portrayal, drawn_sample
from ..measures import score_frames
from ..mentions import portraying
from ..portrayals import MIN_ARTICLES, summarise_portrayal
from ..tables import READ, SHARE, Tables
from .corrected import order_pairs
from .headlines.trust import tell_own_frame
from .plots.learners import BY_CODES, BY_KEYWORDS, BY_LEARNER, EVERYBODY, WAYS, plot_own_frame
from .recipe import TOO_FEW, Content, NothingToDraw, Recipe, hush_descriptive, make_axes
from .stamps import judge_measures

N_ACTORS = 8
"""Actors that are shown: those with the most mentions among the coded ones."""
_INTERVAL = ["estimate", "ci_low", "ci_high"]


def _tell_apart(tables: Tables, codebook: Codebook, *, frame: str | None = None) -> Content:
    coded = _count_codes(tables, codebook)
    if frame is None:
        frame = max(coded, key=lambda one: (coded[one], one))
    elif frame not in coded:
        raise NothingToDraw(f"no learner of {frame!r} has codes here; there are {', '.join(coded)}")
    variable, measure = FRAME + frame, READ + frame
    codings = tables["codings"]
    codings = codings[codings["variable"] == variable]
    sample = drawn_sample(codings)
    if sample is None:
        raise NothingToDraw(
            f"the codes of {variable} do not say with which probability their mentions were drawn "
            "(sample_for_coding writes it into the sheet)"
        )
    mentions = portraying(tables["mentions"]).assign(everybody=EVERYBODY)
    read = tables["frames_read"]
    scores = score_frames(mentions, read)
    scores = scores[scores["measure"] == measure]
    given = (codings, sample, mentions, tables["articles"], scores)
    asked: dict[str, Any] = {"variable": variable, "measure": measure}
    corrected = pd.concat(
        _with_actor(correct_portrayal(*given, by=[by], **asked), by)
        for by in ("everybody", "actor_id")
    )
    summed = _summarise(tables, mentions, scores, frame)
    data = _lay_out(summed, corrected)
    pairs = _compare(given, asked, data)
    poor = {
        way: judge_measures(tables, [prefix + frame], codebook) == "poor"
        for way, prefix in ((BY_KEYWORDS, SHARE), (BY_LEARNER, READ))
    }
    labels = {one: codebook.frame_labels.get(one, one.replace("_", " ")) for one in coded}
    label = labels.pop(frame)
    more = f" Other learnt frames with codes: {', '.join(labels.values())}." if labels else ""
    reasons = ["poor by its codes"] if any(poor.values()) else []
    reasons += [] if data.loc[data["variant"] != BY_CODES, "is_reportable"].all() else [TOO_FEW]
    grey = f" Grey: {'; or '.join(reasons)}." if reasons else ""
    return Content(
        data,
        "Share of mentions with a keyword in the same sentence; mean of the learner’s "
        "probabilities; and that mean corrected by codes of a sample (prediction-powered "
        "inference), which holds however bad the learner is: with 95 % interval, over the mentions "
        f"whose sentence was read. Corrected where {MIN_CODED} mentions in {MIN_ARTICLES} articles "
        f"are coded. The {data['actor_id'].nunique() - 1} actors with the most mentions of those "
        f"that are coded.{grey}{more}",
        (SHARE + frame, measure),
        {"poor": [way for way, is_poor in poor.items() if is_poor], "label": label},
        finding=tell_own_frame(label, data, pairs, codebook.actor_labels),
        topic=f"“{label}” by keywords, as it was learnt, and corrected by codes",
        grey=(),
    )


def _count_codes(tables: Tables, codebook: Codebook) -> dict[str, int]:
    """Count the coded mentions of these articles for each frame that the codebook has a learner of.

    Raises
    ------
    NothingToDraw
        If there is no such frame, or none of them was coded here.
    """
    frames = [one.name for one in codebook.learners if one.is_frame]
    if not frames:
        raise NothingToDraw("the codebook holds no frame that was learnt from codes")
    if "codings" not in tables:
        raise NothingToDraw("nobody has coded a sample of these articles")
    codings = tables["codings"].dropna(subset=["code"])
    codings = codings[codings["unit_id"].isin(tables["mentions"]["mention_id"])]
    counts = {
        one: codings.loc[codings["variable"] == FRAME + one, "unit_id"].nunique() for one in frames
    }
    coded = {one: int(n) for one, n in counts.items() if n}
    if not coded:
        raise NothingToDraw(f"no mention of these articles is coded for {FRAME}{frames[0]}")
    return coded


def _with_actor(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """Name the group of a row as an actor, be it that of all of them."""
    return table.rename(columns={by: "actor_id"}).dropna(subset=["actor_id"])


def _summarise(
    tables: Tables, mentions: pd.DataFrame, scores: pd.DataFrame, frame: str
) -> pd.DataFrame:
    """Summarise keywords and learner over the same mentions, of all actors and of each."""
    hits = tables["frame_hits"]
    with hush_descriptive():
        return pd.concat(
            _with_actor(
                summarise_portrayal(
                    mentions,
                    tables["articles"],
                    scores,
                    frame_hits=hits[hits["frame_id"] == frame],
                    by=[by],
                ),
                by,
            )
            for by in ("everybody", "actor_id")
        )


def _lay_out(summed: pd.DataFrame, corrected: pd.DataFrame) -> pd.DataFrame:
    """Lay out the three ways below each other: all actors first, then those with most mentions."""
    is_coded = (corrected["n_coded"] > 0) & (corrected["actor_id"] != EVERYBODY)
    most = corrected[is_coded].sort_values(
        ["n_mentions", "actor_id"], ascending=[False, True], kind="stable"
    )
    order = [EVERYBODY, *most["actor_id"].head(N_ACTORS)]
    ways = {True: BY_KEYWORDS, False: BY_LEARNER}
    of_scores = summed.assign(variant=summed["measure"].str.startswith(SHARE).map(ways))
    enough = corrected["is_reportable"]
    of_codes = corrected.assign(variant=BY_CODES)
    of_codes[_INTERVAL] = of_codes[_INTERVAL].where(enough)
    columns = ["actor_id", "variant", *_INTERVAL, "n_mentions", "n_articles", "is_reportable"]
    rows = pd.concat([of_scores[columns], of_codes[columns]])
    n_coded = corrected.set_index("actor_id")["n_coded"]
    rows = rows[rows["actor_id"].isin(order)].assign(
        n_coded=lambda table: table["actor_id"].map(n_coded).astype("int64"),
        place=lambda table: table["actor_id"].map(order.index),
        way=lambda table: table["variant"].map(list(WAYS).index),
    )
    return rows.sort_values(["place", "way"], ignore_index=True).drop(columns=["place", "way"])


def _compare(
    given: tuple[pd.DataFrame, ...], asked: dict[str, Any], data: pd.DataFrame
) -> pd.DataFrame:
    """Compare every two actors that are corrected: low, high, and the chance of error of all."""
    known = data[(data["variant"] == BY_CODES) & (data["actor_id"] != EVERYBODY)]
    sides = list(combinations(sorted(known.dropna(subset=["estimate"])["actor_id"]), 2))
    if not sides:
        return pd.DataFrame(columns=["low", "high", "difference", "chance"])
    return order_pairs(
        correct_comparison(*given, between="actor_id", sides=sides, by=["actor_id"], **asked)
    )


def _show(content: Content, codebook: Codebook) -> Figure:
    fig, (ax,) = make_axes(1, content.data["actor_id"].nunique(), row=0.6)
    plot_own_frame(content.data, labels=codebook.actor_labels, poor=content.more["poor"], ax=ax)
    return fig


OWN_FRAMES = Recipe(
    name="04_own_frame_by_actor",
    title="A frame that was learnt: by keywords, by the learner, and corrected by codes",
    label="Own frame",
    needs=("mentions", "frame_hits", "frames_read", "codings"),
    compute=_tell_apart,
    draw=_show,
    part="voices",
)


def draw_own_frame(
    tables: Tables, codebook: Codebook, *, frame: str | None = None
) -> tuple[Figure, pd.DataFrame]:
    """Draw a learnt frame by actor: keywords, learner, and what codes make of it.

    Parameters
    ----------
    tables : dict of str to DataFrame
        From `analyse` with this codebook, and with ``codings=`` of the frame.
    codebook : Codebook
        With the learner (`save_learner`, `add_learner`).
    frame : str, optional
        Which frame; the one of which most mentions are coded if there is none.

    Returns
    -------
    tuple
        The figure and its data: one row is an actor, or all of them, and a way to measure
        (``variant``).

    Raises
    ------
    NothingToDraw
        If the codebook has no learner of a frame, or no mention here is coded for it.
    """
    return OWN_FRAMES.show(tables, codebook, frame=frame)
