"""Where it is in doubt whether a frame is there, and so where codes tell most."""

import numpy as np
import pandas as pd

from ..tables import READ, of_measure

FRAME = "frame:"
"""Variables of this prefix ask of one frame whether it is there; the rest is its id."""
STRATEGIES = ("random", "informative")
MOST = 0.5
"""The standard deviation of yes and no where both are as likely."""
LEAST = 0.1
"""Doubt about a mention of which a learner is sure, since it may be wrong."""
_UNSEEN = 0.2
"""Doubt about a mention without a keyword, where there is no learner: one in 25 is in the frame."""
_LEVELS = {"sure": 0.35, "unsure": 1.0}
"""Names of what is drawn from apart, with the doubt that each is below: a probability beyond 1 or 6
in 7, and the rest. More levels would leave few codes in each.
"""


def find_strategy(strategy: str, variable: str | None) -> bool:
    """Say whether a sample is informative.

    Raises
    ------
    ValueError
        If there is no such strategy, or it has no frame to ask about.
    """
    if strategy not in STRATEGIES:
        raise ValueError(f"strategy= is {' or '.join(STRATEGIES)}, not {strategy!r}")
    if strategy == "informative" and not (variable or "").startswith(FRAME):
        raise ValueError(
            f'strategy="informative" needs a frame to be in doubt about: variable="{FRAME}NAME"'
        )
    return strategy == "informative"


def find_doubt(
    mention_ids: pd.Series,
    variable: str,
    scores: pd.DataFrame | None,
    frame_hits: pd.DataFrame | None,
) -> pd.Series:
    """Find how much doubt there is about each mention, from `LEAST` to `MOST`.

    Raises
    ------
    ValueError
        If neither scores nor keywords say anything of the frame.
    """
    name = variable.removeprefix(FRAME)
    hits: set[str] = set()
    if frame_hits is not None:
        hits = set(frame_hits.loc[frame_hits["frame_id"] == name, "mention_id"])
    has_keyword = mention_ids.isin(hits).to_numpy()
    said = np.full(len(mention_ids), np.nan)
    if scores is not None:
        own = of_measure(scores, READ + name, "sentence").drop_duplicates("mention_id")
        said = mention_ids.map(own.set_index("mention_id")["value"]).to_numpy(float)
    if not np.isfinite(said).any() and not hits:
        raise ValueError(
            f"nothing says where {name!r} is in doubt: give scores= with {READ}{name} "
            "(score_frames), or frame_hits= of a codebook that has keywords of it"
        )
    doubt = np.sqrt(said * (1 - said))
    if hits:
        doubt = np.where(has_keyword == (said >= 0.5), doubt, MOST)
    without = np.where(has_keyword, MOST, _UNSEEN)
    doubt = np.where(np.isfinite(said), doubt, without)
    return pd.Series(np.clip(doubt, LEAST, MOST))


def name_doubt(doubt: pd.Series) -> pd.Series:
    """Name the level of each doubt."""
    places = np.searchsorted(list(_LEVELS.values()), doubt.to_numpy(), side="right")
    return pd.Series(np.array(list(_LEVELS))[places], dtype="str")
