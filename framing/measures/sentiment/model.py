"""Sentiment toward an actor, judged by a small trained model that reads the whole sentence.

VADER and TextBlob measure the tone of the words around a mention; this model was trained on
sentences in which people judged how *this* target is portrayed (NewsMTSC, Hamborg and Donnay 2021,
EACL). It gives the probabilities that the portrayal is negative, neutral or positive, and
`targeted`, the last less the first.

A model of this kind learns who is usually written about badly, unless it is kept from it. So it
never sees a name: the mention and all others of its actor are shown as one stand-in, every other
actor as another. Scores are the same whoever is named, to the last digit. ``docs/model_card.md``
says how good it is, what it was trained on, what the stand-ins cost and what it must not be used
for.
"""

import json
import os
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from tqdm import tqdm

from ...codebook import Codebook
from ...shipped import find_shipped
from ...tables import LABELS, MEASURES, SCORERS
from .shown import WORD, Shown, show_mentions

MAX_TOKENS = 160
"""What the model reads of a longer sentence: so many tokens around the mention."""
_DECIMALS = 4


def shipped_model() -> Path:
    """Find the folder of the model that comes with the kit, in a checkout or installed."""
    return find_shipped("model")


def model_digest() -> str:
    """Return the first twelve digits of the shipped network's SHA-256, to tell networks apart."""
    card = json.loads((shipped_model() / "targeted.json").read_text(encoding="utf8"))
    return str(card["sha256"])[:12]


class Model(NamedTuple):
    """A model that is ready to judge."""

    tokenizer: Any
    """Cuts a text into tokens."""
    session: Any
    """Runs the network."""
    threshold: float
    """Probability from which a verdict is sure."""


@lru_cache(maxsize=1)
def load_model() -> Model:
    """Load the shipped model, which takes a quarter of a second at first use."""
    return read_model(shipped_model())


def read_model(folder: Path, network: Path | None = None) -> Model:
    """Read the model in a folder, with its own network or another one.

    Raises
    ------
    FileNotFoundError
        If a file is missing.
    """
    import onnxruntime  # type: ignore[import-untyped]
    from tokenizers import Tokenizer

    files = (
        folder / "tokenizer.json",
        network or folder / "targeted.onnx",
        folder / "targeted.json",
    )
    for file in files:
        if not file.is_file():
            raise FileNotFoundError(
                f"the model lacks {file}; install the kit again, or train it: training/README.md"
            )
    options = onnxruntime.SessionOptions()
    # One sentence at a time on one thread, and many at once: quicker than threads inside of one,
    # and the same result whatever else is scored beside it.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(files[1]), options, providers=["CPUExecutionProvider"]
    )
    threshold = json.loads(files[2].read_text(encoding="utf8"))["threshold"]
    return Model(Tokenizer.from_file(str(files[0])), session, float(threshold))


def encode(tokenizer: Any, shown: Shown) -> tuple[list[int], list[int]]:
    """Cut a shown sentence into at most `MAX_TOKENS` token ids, and mark the target's with 1."""
    encoded = tokenizer.encode(shown.text)
    ids: list[int] = encoded.ids
    marks = [int(start < shown.end and end > shown.start) for start, end in encoded.offsets]
    if len(ids) <= MAX_TOKENS:
        return ids, marks
    middle = marks.index(1) if 1 in marks else 1
    first = max(1, min(middle - MAX_TOKENS // 2, len(ids) - MAX_TOKENS + 1))
    inside = slice(first, first + MAX_TOKENS - 2)
    return [ids[0], *ids[inside], ids[-1]], [0, *marks[inside], 0]


def judge(
    shown: Sequence[Shown], *, model: Model | None = None, show_progress: bool = False
) -> np.ndarray:
    """Judge how each target is portrayed: negatively, neutrally or positively.

    Parameters
    ----------
    shown : sequence of Shown
        Sentences as `show_target` gives them; those that are the same are judged once.
    model : Model, optional
        The shipped one if there is none.
    show_progress : bool
        Draw a bar on standard error, if that is a terminal and it takes longer than two seconds.

    Returns
    -------
    ndarray of float64, shape (n, 3)
        Probabilities in the order of `LABELS`; each row adds up to 1. Rounded to four decimals:
        processors differ in the seventh.
    """
    model = model or load_model()
    different = list(dict.fromkeys(shown))

    def run(sentence: Shown) -> np.ndarray:
        ids, marks = encode(model.tokenizer, sentence)
        fed = {"ids": np.array([ids], dtype=np.int64), "marks": np.array([marks], dtype=np.int64)}
        return np.round(np.asarray(model.session.run(None, fed)[0][0], dtype=np.float64), _DECIMALS)

    with ThreadPoolExecutor(_n_threads()) as pool:
        bar = tqdm(
            pool.map(run, different),
            total=len(different),
            unit="mention",
            desc="sentiment toward the actor",
            delay=2,
            leave=False,
            disable=None if show_progress else True,
        )
        judged = dict(zip(different, bar, strict=True))
    return np.array([judged[sentence] for sentence in shown]).reshape(-1, 3)


def _n_threads() -> int:
    """Count the cores for this process, or take what the usual variable says, as workers do."""
    wanted = os.environ.get("OMP_NUM_THREADS", "")
    if wanted.isdigit() and int(wanted):
        return int(wanted)
    allowed = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    return min(allowed, 8)


def score_targets(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook,
    *,
    is_masked: bool = True,
    show_progress: bool = False,
) -> list[tuple[str, str, str, float | None]]:
    """Make the rows of the table of scores, four for each mention.

    Warns
    -----
    UserWarning
        If a mention holds no character of its sentence; its scores are missing.
    """
    pairs = list(show_mentions(mentions, sentences, codebook, is_masked=is_masked))
    to_judge = [shown for _, shown in pairs if shown is not None]
    judged = _measures(judge(to_judge, show_progress=show_progress))
    measures, window = SCORERS["targeted"], MEASURES["targeted"].usual_window
    rows: list[tuple[str, str, str, float | None]] = []
    for mention_id, shown in pairs:
        values = next(judged) if shown is not None else (None,) * len(measures)
        rows += [
            (mention_id, measure, window, value)
            for measure, value in zip(measures, values, strict=True)
        ]
    _warn_of_empty(mentions)
    return rows


def _warn_of_empty(mentions: pd.DataFrame) -> None:
    """Warn of mentions that have no score because they hold no character."""
    empty = mentions.loc[mentions["end"] <= mentions["start"], "mention_id"]
    if len(empty):
        warnings.warn(
            f"{len(empty)} mentions are empty and have no score, first {empty.iloc[0]!r}",
            stacklevel=3,
        )


def _measures(probabilities: np.ndarray) -> Iterator[tuple[float, ...]]:
    """Yield the values of `SCORERS["targeted"]` for each row of probabilities."""
    for negative, neutral, positive in probabilities.tolist():
        yield round(positive - negative, _DECIMALS), negative, neutral, positive


def weigh_words(
    mentions: pd.DataFrame, sentences: pd.DataFrame, codebook: Codebook, *, is_masked: bool = True
) -> list[tuple[str, str, str, int, str, float]]:
    """Make the rows of the table of scored words: what each word brings to `targeted`.

    The sentence is judged again without the word, for every word but the mention's own; its weight
    is the score less the one without it (leave-one-out; Li, Monroe and Jurafsky 2016, arXiv
    1612.08220). Unlike the weights of a lexicon these do not add up to the score.
    """
    measure = MEASURES["targeted"]
    rows: list[tuple[str, str, str, int, str, float]] = []
    for mention_id, shown in show_mentions(mentions, sentences, codebook, is_masked=is_masked):
        if shown is None:
            continue
        words = [
            w for w in WORD.finditer(shown.text) if w.end() <= shown.start or w.start() >= shown.end
        ]
        shortened = [_without(shown, *word.span()) for word in words]
        whole, *values = [targeted for targeted, *_ in _measures(judge([shown, *shortened]))]
        for number, (word, value) in enumerate(zip(words, values, strict=True)):
            weight = round(whole - value, _DECIMALS)
            rows.append(
                (mention_id, measure.name, measure.usual_window, number, word.group(), weight)
            )
    return rows


def _without(shown: Shown, start: int, end: int) -> Shown:
    """Leave out the word at ``start:end`` of a sentence, and the space after it."""
    if shown.text[end : end + 1] == " ":
        end += 1
    gone = end - start if end <= shown.start else 0
    return Shown(shown.text[:start] + shown.text[end:], shown.start - gone, shown.end - gone)


def label_sentiment(scores: pd.DataFrame, *, min_probability: float | None = None) -> pd.DataFrame:
    """Label each mention with the model's verdict, or as one that it is not sure about.

    Parameters
    ----------
    scores : DataFrame
        Table of scores with the measures of the model.
    min_probability : float, optional
        Verdicts of a lower probability are ``uncertain``. By default the threshold that leaves 70
        per cent of the human-labelled development sentences with a verdict; ``docs/model_card.md``
        says how many of those are right.

    Returns
    -------
    DataFrame
        One row is a mention that was scored: mention_id, label (negative, neutral, positive,
        uncertain), probability.

    Raises
    ------
    ValueError
        If there are no scores of the model in the table.
    """
    wide = scores[scores["measure"].isin(SCORERS["targeted"][1:])].pivot_table(
        index="mention_id", columns="measure", values="value"
    )
    if wide.empty:
        raise ValueError(
            "there are no scores of the model; make them with "
            "score_sentiment(..., measures=['targeted'])"
        )
    wide = wide[list(SCORERS["targeted"][1:])].dropna()
    threshold = load_model().threshold if min_probability is None else min_probability
    probability = wide.max(axis="columns")
    label = pd.Series(
        np.array(LABELS)[wide.to_numpy().argmax(axis=1)], index=wide.index, dtype="str"
    )
    table = pd.DataFrame(
        {"label": label.where(probability >= threshold, "uncertain"), "probability": probability}
    )
    return table.reset_index().rename_axis(columns=None)
