"""Sentences into the frames that the network reads in them, beside the keywords of a codebook.

A keyword is a sign with its receipt; what is read here is a judgement of the whole sentence, with a
probability. The two are never mixed: `match_frames` makes the one table, `read_frames` the other.
"""

from collections.abc import Iterator

import pandas as pd

from ..codebook import Codebook
from ..tables import LEARNT, POLICY, READ, check, make, rows_of
from .learnt import check_learners, judge_sentences, see_read
from .network.network import shipped_card
from .network.reading import Readings, read_sentences

LEAST = 0.01
"""Probabilities below this have no row."""
LIKELY = 0.3
"""Probability from which a frame counts as read where yes or no is asked: F1 is best from half of
the best F1 on (Lipton, Elkan and Naryanaswamy 2014, ECML), and that is about 0.6.
"""


def read_frames(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook,
    *,
    readings: Readings | None = None,
    show_progress: bool = False,
) -> pd.DataFrame:
    """Read the frames of every sentence that holds a mention.

    Parameters
    ----------
    mentions, sentences : DataFrame
        Tables of mentions and of the sentences that they stand in.
    codebook : Codebook
        Its pronouns and articles tell which mentions are names, which the network does not see; its
        learners are asked, too.
    readings : Readings, optional
        What `read_sentences` made of the same tables, so that nothing is read twice; with vectors,
        if the codebook has learners.
    show_progress : bool
        Draw a bar on standard error while the network reads.

    Returns
    -------
    DataFrame
        Table of frames read: one row is a sentence and a frame of one of two sets. ``codebook``
        holds frames of the shipped codebook, each with a probability of its own; ``policy`` the
        policy frames of Boydstun et al. (2014) in ten classes, whose probabilities add up to 1 in a
        sentence; ``learnt`` what the codebook's learners tell (`framing.learn_frame`), a learner
        for a frame that the network reads itself in place of it. Rows below 0.01 are left out, but
        for those of learners.

    Raises
    ------
    SchemaError
        If a column is missing.
    LearnerError
        If a learner was learnt with another network or codebook.
    """
    check(mentions, "mentions")
    check(sentences, "sentences")
    check_learners(codebook)
    own = readings or read_sentences(
        mentions,
        sentences,
        codebook,
        with_vectors=bool(codebook.learners),
        show_progress=show_progress,
    )
    return make("frames_read", [*_rows(own, codebook), *_learnt_rows(own, codebook)])


def _learnt_rows(readings: Readings, codebook: Codebook) -> Iterator[tuple[str, str, str, float]]:
    if not codebook.learners or not readings.sentences:
        return
    seen = see_read(readings)
    for learnt in codebook.learners:
        judged = judge_sentences(learnt, seen, codebook)[:, -len(learnt.outputs) :]
        for sentence_id, row in zip(seen.ids, judged.tolist(), strict=True):
            for output, probability in zip(learnt.outputs, row, strict=True):
                yield sentence_id, LEARNT, output, round(probability, 4)


def _rows(readings: Readings, codebook: Codebook) -> Iterator[tuple[str, str, str, float]]:
    card = shipped_card()
    replaced = {output for learnt in codebook.learners for output in learnt.outputs}
    sets = {"codebook": card["frames"], "policy": card["policies"]}
    for sentence_id, reading in readings.sentences.items():
        said = {"codebook": reading.frames.tolist(), "policy": reading.policy.tolist()}
        for name, frames in sets.items():
            for frame, probability in zip(frames, said[name], strict=True):
                is_replaced = name == "codebook" and frame in replaced
                if probability >= LEAST and not is_replaced:
                    yield sentence_id, name, frame, probability


def keep_likely(frames_read: pd.DataFrame) -> pd.DataFrame:
    """Keep the frames of the codebook that are likely there (`LIKELY`), in the order they have.

    Those that were learnt are among them.
    """
    is_likely = (frames_read["frame_set"] != "policy") & (frames_read["probability"] >= LIKELY)
    return frames_read[is_likely]


def likely_frames(mentions: pd.DataFrame, frames_read: pd.DataFrame) -> pd.DataFrame:
    """List the frames of the codebook that each mention is likely to stand in.

    Returns
    -------
    DataFrame
        One row is a mention and a frame with a probability of `LIKELY` or more: mention_id,
        frame_id, probability.
    """
    likely = keep_likely(frames_read)[["sentence_id", "frame_id", "probability"]]
    merged = mentions[["mention_id", "sentence_id"]].merge(likely, on="sentence_id")
    return merged.drop(columns="sentence_id")


def score_frames(mentions: pd.DataFrame, frames_read: pd.DataFrame) -> pd.DataFrame:
    """Make scores of the frames read, so that all that takes scores takes them.

    Parameters
    ----------
    mentions : DataFrame
        Table of mentions.
    frames_read : DataFrame
        Table of frames read.

    Returns
    -------
    DataFrame
        Table of scores: one row is a mention in a sentence that was read, and a frame:
        ``read_<frame_id>`` for those of the codebook and of learners, ``policy_<frame_id>`` for the
        others. The
        value is the probability, so a mean is the expected share of mentions in the frame.

    Raises
    ------
    SchemaError
        If a column is missing.

    Examples
    --------
    >>> import framing as fr
    >>> tables = fr.analyse(fr.make_articles({"one": "Norway and Chad signed a treaty."}))
    >>> scores = fr.score_frames(tables["mentions"], tables["frames_read"])
    >>> scores[scores["measure"] == "read_diplomacy"]["window"].tolist()
    ['sentence', 'sentence']
    """
    check(mentions, "mentions")
    check(frames_read, "frames_read")
    card = shipped_card()
    outputs = frames_read.loc[frames_read["frame_set"] == LEARNT, "frame_id"].unique().tolist()
    known = [(READ, "codebook", one) for one in card["frames"] if one not in outputs]
    known += [(READ, LEARNT, one) for one in outputs]
    known += [(POLICY, "policy", one) for one in card["policies"]]
    read: dict[str, dict[tuple[str, str], float]] = {}
    columns = ["sentence_id", "frame_set", "frame_id", "probability"]
    for sentence_id, frame_set, frame_id, probability in rows_of(frames_read, columns):
        read.setdefault(sentence_id, {})[frame_set, frame_id] = probability
    rows = []
    for mention_id, sentence_id in rows_of(mentions, ["mention_id", "sentence_id"]):
        if (said := read.get(sentence_id)) is not None:
            rows += [
                (mention_id, prefix + frame, "sentence", said.get((frame_set, frame), 0.0))
                for prefix, frame_set, frame in known
            ]
    return make("scores", rows)
