"""Titles of figures of tone, outlets, time, frames and voices."""

import math
from collections.abc import Collection, Iterable
from itertools import combinations

import pandas as pd

from ...portrayals import MIN_MENTIONS
from .words import (
    CLEAR,
    LOOKED_AT,
    Names,
    begin,
    find_clear_pair,
    is_apart,
    join,
    name_in_text,
    percent,
    reportable,
    say_number,
    widen,
)

MAX_TIED = 3
"""Actors that a title names together as those with the most."""


def tell_two_sides(rows: pd.DataFrame, actors: Names, outlets: Names) -> str:
    """Say on which actors two sides differ clearly (q-values of a table of comparisons)."""
    rows = rows[rows["is_reportable"]].dropna(subset=["q_value"])
    if rows.empty:
        return "No actor is mentioned often enough by both sides"
    a, b = (
        str(outlets.get(rows[side].iloc[0], rows[side].iloc[0])) for side in ("side_a", "side_b")
    )
    clear = rows[rows["q_value"] < CLEAR].sort_values("q_value", kind="stable")
    if clear.empty:
        return f"{a} and {b} lie farthest apart, but differ clearly on no actor"
    kinder = clear[clear["difference"] > 0]["actor_id"]
    harsher = clear[clear["difference"] < 0]["actor_id"]
    told = [
        f"{way} to {join([name_in_text(actor, actors) for actor in some])}"
        for way, some in (("kinder", kinder), ("harsher", harsher))
        if len(some)
    ]
    return begin(f"{a} is clearly {join(told)} than {b}")


def tell_changes(
    changes: pd.DataFrame, shown: Iterable[str], searched: Collection[str], names: Names
) -> str:
    """Say since when an actor is portrayed otherwise, or that no change is clear or looked for.

    Parameters
    ----------
    changes : DataFrame
        Table of changes of the actors that are shown, and ``chance_corrected``, the chance of error
        of the same difference as codes correct it, missing where these do not.
    shown : iterable of str
        These actors, of which the surest change is picked.
    searched : collection of str
        The actors with enough articles for a change to be looked for (`list_searched`); that the
        others do not change is not known.
    names : mapping of str to str
        actor_id -> name.
    """
    shown = list(shown)
    n_looks = sum(actor in searched for actor in shown)
    if changes.empty:
        known, others = (
            join([name_in_text(actor, names) for actor in shown if (actor in searched) is is_known])
            for is_known in (True, False)
        )
        if not known:
            return f"Too few articles to look for a change in the portrayal of {others}"
        told = f"the portrayal of {known} shows no change beyond what chance makes"
        return begin(f"{told}; of {others} there are too few articles to tell" if others else told)
    chance = (changes["p_value"] * n_looks).clip(upper=1.0)
    by_all = pd.concat([chance, changes["chance_corrected"]], axis=1).max(axis=1)
    order = changes.assign(chance=chance, by_all=by_all).sort_values(
        ["by_all", "kind", "p_value"], kind="stable"
    )
    row = order.iloc[0]
    actor = name_in_text(row["actor_id"], names)
    way = "more positively" if row["after"] > row["before"] else "more negatively"
    p = f"p = {row['p_value']:.2f}" if row["p_value"] >= 0.01 else "p < 0.01"
    if row["chance"] >= CLEAR:
        kind = "a trend" if row["kind"] == "trend" else "a step"
        of = "once all actors are looked at" if n_looks > 1 else "by its test"
        return f"No change over time is clear, {of}; nearest to it is {kind} of {actor} ({p})"
    if row["kind"] == "trend":
        told = f"a trend: {actor} is portrayed {way} as time goes on"
    else:
        day = f"{pd.Timestamp(row['changed_at']):%d %B %Y}".lstrip("0")
        told = f"{actor} is portrayed {way} from about {day} on"
    if row["by_all"] >= CLEAR:
        return f"By the scores alone, {told} ({p}); corrected by codes, that is not clear"
    return begin(f"{told} ({p})")


def tell_shares(rows: pd.DataFrame, actors: Names, frames: Names, n_looks: int) -> str:
    """Say which actor stands in which frame more than all others do.

    Parameters
    ----------
    rows : DataFrame
        One row is an actor and a frame: actor_id, frame_id, estimate, ci_low, ci_high,
        is_reportable and ``others``, the share among the mentions of all other actors.
    actors, frames : mapping of str to str
        Ids -> names.
    n_looks : int
        From how many shares the rows were picked.
    """
    rows = reportable(rows).dropna(subset=["others"])
    above, below = rows["estimate"] - rows["others"], rows["others"] - rows["estimate"]
    is_more = above > (rows["estimate"] - rows["ci_low"]) * widen(n_looks)
    is_less = below > (rows["ci_high"] - rows["estimate"]) * widen(n_looks)
    clear = rows[is_more | is_less]
    if clear.empty:
        told = f"No actor stands clearly more in a frame than the others do, {LOOKED_AT}"
        return told if len(rows) else ""
    gap = (clear["estimate"] - clear["others"]).abs()
    row = clear.loc[gap.sort_values(ascending=False, kind="stable").index[0]]
    actor, frame = (
        name_in_text(row["actor_id"], actors),
        frames.get(row["frame_id"], row["frame_id"]),
    )
    way = "more" if row["estimate"] > row["others"] else "less"
    shares = f"{percent(row['estimate'])} of mentions, others {percent(row['others'])}"
    return begin(f"{actor} stands {way} often in “{frame}” than other actors ({shares})")


def tell_voice_frames(rows: pd.DataFrame, frames: Names, n_frames: int) -> str:
    """Say of which frame two voices make most different use.

    Parameters
    ----------
    rows : DataFrame
        One row is a voice and a frame: voice_group, frame_id, estimate, ci_low, ci_high,
        is_reportable.
    frames : mapping of str to str
        Ids -> names.
    n_frames : int
        From how many frames the rows were picked.
    """
    best: tuple[float, str] = (0.0, "")
    n_looks = n_frames * math.comb(rows["voice_group"].nunique(), 2)
    is_compared = False
    for frame, cells in reportable(rows).groupby("frame_id", sort=True):
        is_compared |= len(cells) > 1
        pair = find_clear_pair(cells, n_looks)
        gap = float(pair[1]["estimate"] - pair[0]["estimate"]) if pair else 0.0
        if pair and gap > best[0]:
            low, high = pair
            told = (
                f"“{frames.get(frame, frame)}” stands more in the words of {_of_voice(high)} than "
                f"of {_of_voice(low)} ({percent(high['estimate'])} of mentions, "
                f"{percent(low['estimate'])})"
            )
            best = gap, told
    nothing = f"No frame stands clearly more in one voice than in another, {LOOKED_AT}"
    return best[1] or (nothing if is_compared else "")


_VOICES = {
    "narrator": "the outlet itself",
    "own side": "the actor’s own side",
    "another actor": "other actors",
    "other sources": "other sources",
    "unclear": "somebody unclear",
}


def _of_voice(row: pd.Series) -> str:
    return _VOICES.get(str(row["voice_group"]), str(row["voice_group"]))


def tell_voices(shares: pd.DataFrame, names: Names) -> str:
    """Say whose words are heard least in the outlet's voice, and most in its own.

    Parameters
    ----------
    shares : DataFrame
        One row is an actor: actor_id, n_mentions, is_reportable, and ``narrator`` and ``own``, the
        shares of its mentions in the outlet's words and in those of its own side, 0..1; and
        is_shown, whether it is drawn.
    """
    rows = shares[shares["is_reportable"] & shares["is_shown"]]
    rows = rows.sort_values(["own", "actor_id"], ascending=[False, True], kind="stable")
    n_all = int(shares["n_mentions"].sum())
    whole = float((shares["narrator"] * shares["n_mentions"]).sum() / n_all)
    start = f"{percent(whole)} of mentions stand in the outlets’ own words"
    # What reads the same is the same: of 5.6 and 5.7 per cent neither is most.
    own = rows["own"].map(percent)
    most = rows[own == own.iloc[0]] if len(own) else rows
    if len(most) == len(rows) or len(most) > MAX_TIED or not rows["own"].max() > 0:
        return start
    who = join([name_in_text(actor, names) for actor in most["actor_id"]])
    speak = "speaks for itself" if len(most) == 1 else "speak for themselves"
    return f"{start}; {who} {speak} most ({own.iloc[0]})"


def tell_tone_of_voices(rows: pd.DataFrame, names: Names) -> str:
    """Say on which actor the words of two voices differ most, of all pairs that are drawn.

    Parameters
    ----------
    rows : DataFrame
        One row is an actor and a voice_group, with estimate, ci_low, ci_high and is_reportable.
    """
    rows = reportable(rows).sort_values(["actor_id", "voice_group"], kind="stable")
    n_pairs = sum(math.comb(n, 2) for n in rows["actor_id"].value_counts())
    if not n_pairs:
        return "Of no actor do two voices say enough to hold their tones against each other"
    clear: list[tuple[float, str]] = []
    n_apart = 0
    for actor, voices in rows.groupby("actor_id", sort=True):
        voices = voices.sort_values("estimate", kind="stable")
        for (_, low), (_, high) in combinations(voices.iterrows(), 2):
            told = (
                float(high["estimate"] - low["estimate"]),
                f"The words of {_of_voice(high)} are clearly kinder to "
                f"{name_in_text(str(actor), names)} than those of {_of_voice(low)}",
            )
            clear += [told] if is_apart(low, high, n_pairs) else []
            n_apart += is_apart(low, high)
    if clear:
        return max(clear, key=lambda one: one[0])[1]
    nothing = "No difference in tone between two voices is clear"
    if n_pairs > 1:
        nothing += f", once all {n_pairs} pairs are looked at"
    if not n_apart:
        return nothing
    return f"{nothing}, though the intervals of {say_number(n_apart, 'pair')} do not touch"


def tell_pairs(rows: pd.DataFrame, names: Names) -> str:
    """Say which actor speaks most negatively of which other, of the pairs with enough mentions.

    A pair with fewer may be darker, so the title names those that it is about.
    """
    others = rows[rows["speaker_actor_id"] != rows["actor_id"]]
    rows = reportable(others)
    if rows.empty:
        most = others.sort_values("n_mentions", ascending=False, kind="stable")
        if most.empty:
            return ""
        speaker, actor = (
            name_in_text(most[c].iloc[0], names) for c in ("speaker_actor_id", "actor_id")
        )
        return begin(
            f"{speaker} is heard most on {actor} (n = {most['n_mentions'].iloc[0]}); too little "
            "to tell tones apart"
        )
    row = rows.iloc[0]
    speaker, actor = (name_in_text(row[c], names) for c in ("speaker_actor_id", "actor_id"))
    if -row["estimate"] > (row["ci_high"] - row["estimate"]) * widen(len(rows)):
        told = f"{speaker} speaks most negatively of {actor} (n = {row['n_mentions']})"
        return f"Of pairs heard {MIN_MENTIONS} times or more, {told}"
    return f"No actor speaks clearly negatively of another, {LOOKED_AT}"


def tell_actions(pairs: pd.DataFrame, names: Names) -> str:
    """Say which actor acts most often on which other, and how."""
    if pairs.empty:
        return ""
    total = pairs["n_cooperation"] + pairs["n_confrontation"]
    rows = pairs.assign(total=total)
    rows = rows.sort_values(["total", "agent_id", "patient_id"], ascending=[False, True, True])
    row = rows.iloc[0]
    if len(rows) > 1 and rows["total"].iloc[1] == row["total"]:
        return f"No pair of actors stands out: {row['total']} actions are the most of any"
    agent, patient = (name_in_text(row[side], names) for side in ("agent_id", "patient_id"))
    parts = [
        f"{row[f'n_{kind}']} in {kind}"
        for kind in ("cooperation", "confrontation")
        if row[f"n_{kind}"]
    ]
    return begin(f"{agent} acts most often on {patient}: {join(parts)}")
