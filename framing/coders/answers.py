"""Codes of frames and variables of one's own, held against keywords and what was learnt."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from ..codebook import NO, YES
from ..measures import LIKELY
from ..tables import LEARNT, READ, SHARE, meant_hits
from .doubts import FRAME

YES_NO = {
    **dict.fromkeys(("1", "yes", "true", "y"), YES),
    **dict.fromkeys(("0", "no", "false", "n", "none"), NO),
}
"""What coders write where one frame is asked for."""


def judge_answers(
    variable: str,
    codes: pd.Series,
    mentions: pd.DataFrame,
    frame_hits: pd.DataFrame | None,
    frames_read: pd.DataFrame | None,
) -> Iterator[tuple[str, pd.Index, np.ndarray, np.ndarray]]:
    """Hold codes of a frame, or of a variable that was learnt, against what tells of it.

    Parameters
    ----------
    variable : str
        ``frame:NAME``, or the name of a learner of several answers.
    codes : Series
        From `final_codes`: mention_id -> code.
    mentions, frame_hits, frames_read : DataFrame
        Tables of the corpus, or of its coded mentions.

    Yields
    ------
    tuple
        Measure, mention_ids, whether each was coded yes, or with one answer of several, and
        whether the measure says so:
        ``share_NAME`` where a mention has a keyword of the frame, ``read_NAME`` where the frame was
        read (it is there from `LIKELY` on), and ``read_VARIABLE.ANSWER``, where the most probable
        answer counts. What learnt from these codes is judged by what it said before it saw them.
    """
    name = variable.removeprefix(FRAME)
    if variable.startswith(FRAME):
        is_there = (codes.str.strip().str.lower().map(YES_NO) == YES).to_numpy()
        if frame_hits is not None:
            own = meant_hits(frame_hits[frame_hits["frame_id"] == name])
            if len(own):
                is_hit = codes.index.isin(own["mention_id"])
                yield SHARE + name, codes.index, is_there, is_hit
        said = _read(codes, mentions, frames_read, [name])
        if said is not None:
            known = ~np.isnan(said[:, 0])
            if known.any():
                is_said = said[known, 0] >= LIKELY
                yield READ + name, codes.index[known], is_there[known], is_said
    elif frames_read is not None:
        is_learnt = frames_read["frame_set"] == LEARNT
        outputs = sorted(frames_read.loc[is_learnt, "frame_id"].unique())
        answers = [one.removeprefix(f"{name}.") for one in outputs if one.startswith(f"{name}.")]
        said = _read(codes, mentions, frames_read, [f"{name}.{one}" for one in answers])
        if said is None:
            return
        known = ~np.isnan(said).any(axis=1)
        truth = codes.str.strip().to_numpy()[known]
        if known.any():
            most = np.array(answers)[said[known].argmax(axis=1)]
            for one in answers:
                yield f"{READ}{name}.{one}", codes.index[known], truth == one, most == one


def _read(
    codes: pd.Series,
    mentions: pd.DataFrame,
    frames_read: pd.DataFrame | None,
    frames: Sequence[str],
) -> np.ndarray | None:
    """Take the probability of some frames in the sentence of each coded mention.

    It is not a number where the sentence was not read; there is nothing where none of them is.
    """
    if frames_read is None or not frames:
        return None
    own = frames_read[frames_read["frame_id"].isin(frames) & (frames_read["frame_set"] != "policy")]
    if own.empty:
        return None
    wide = own.pivot_table(index="sentence_id", columns="frame_id", values="probability")
    of_mention = mentions.drop_duplicates("mention_id").set_index("mention_id")["sentence_id"]
    sentence_id = codes.index.to_series().map(of_mention)
    said = wide.reindex(index=sentence_id, columns=list(frames)).fillna(0.0).to_numpy()
    is_read = sentence_id.isin(frames_read["sentence_id"]).to_numpy()
    return np.where(is_read[:, None], said, np.nan)
