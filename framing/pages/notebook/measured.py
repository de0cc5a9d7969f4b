"""What can be measured of the mentions of a corpus: scores, and frames by keywords or read."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ...tables import POLICY, READ, SHARE, check, meant_hits

FRAMES = (SHARE, "sentence")
"""Stands for the shares of all frames, side by side."""
SETS = (SHARE, READ, POLICY)
"""What measures of frames begin with. One that is no more than this beginning stands for all frames
of its set, side by side, as `FRAMES` does.
"""


def find_framed(
    frame_hits: pd.DataFrame, mentions: pd.DataFrame, measure: str, window: str
) -> np.ndarray:
    """Return 1 where a mention stands in a frame by keywords, and 0 where it does not."""
    hits = meant_hits(frame_hits)
    is_it = (hits["frame_id"] == measure.removeprefix(SHARE)) & (hits["window"] == window)
    stands = mentions["mention_id"].isin(hits.loc[is_it, "mention_id"])
    return np.asarray(stands, dtype=float)


def find_read(frames_read: pd.DataFrame, mentions: pd.DataFrame, measure: str) -> np.ndarray:
    """Return the probability of a frame in a mention's sentence, as `score_frames` has it.

    It is not a number where the sentence was not read.
    """
    is_policy = measure.startswith(POLICY)
    frame = measure.removeprefix(POLICY if is_policy else READ)
    of_set = (frames_read["frame_set"] == "policy") == is_policy
    is_it = of_set & (frames_read["frame_id"] == frame)
    found = frames_read[is_it].set_index("sentence_id")["probability"]
    probability = found.reindex(pd.Index(mentions["sentence_id"])).to_numpy(float)
    is_read = mentions["sentence_id"].isin(frames_read["sentence_id"]).to_numpy()
    return np.where(is_read, np.nan_to_num(probability), np.nan)


def frames_of(tables: Mapping[str, pd.DataFrame]) -> list[tuple[str, str]]:
    """List the frames that have any hit, each with the window of the hits."""
    hits = tables.get("frame_hits")
    if hits is None or hits.empty:
        return []
    pairs = hits[["frame_id", "window"]].drop_duplicates()
    return sorted(
        (str(frame), str(window)) for frame, window in pairs.itertuples(index=False, name=None)
    )


def read_of(tables: Mapping[str, pd.DataFrame]) -> list[tuple[str, str]]:
    """List the measures of the frames that the network read, each with its window."""
    read = tables.get("frames_read")
    if read is None or read.empty:
        return []
    prefix = read["frame_set"].map({"policy": POLICY}).fillna(READ)
    return [(measure, "sentence") for measure in sorted((prefix + read["frame_id"]).unique())]


def list_measures(scores: pd.DataFrame) -> pd.DataFrame:
    """List the measures of a table of scores and their windows, each pair once.

    It is quick where there are millions of rows.
    """
    check(scores, "scores")
    is_in_window = {
        window: (scores["window"] == window).to_numpy() for window in scores["window"].unique()
    }
    is_of_measure = {
        measure: (scores["measure"] == measure).to_numpy() for measure in scores["measure"].unique()
    }
    pairs = [
        (measure, window)
        for measure, has_measure in is_of_measure.items()
        for window, has_window in is_in_window.items()
        if (has_measure & has_window).any()
    ]
    return pd.DataFrame(pairs, columns=["measure", "window"])
