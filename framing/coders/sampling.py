"""The mentions that coders are asked about, and for how many each of them stands.

A coder sees the sentence, and nothing of what the kit thinks of it.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..mentions import portraying, split_at_mentions
from ..portrayals import Evidence, Grouping, observe
from ..tables import empty
from ..text import find_paragraphs
from .blind import number_rows
from .doubts import find_doubt, find_strategy, name_doubt

MIN_CODED = 10
"""Coded mentions that a group must hold for its correction to be reportable."""


def sample_for_coding(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    n: int = 200,
    strata: Sequence[str] = ("actor_id",),
    is_equal: bool = False,
    variables: Sequence[str] = ("sentiment", "voice", "frame"),
    variable: str | None = None,
    strategy: str = "random",
    scores: pd.DataFrame | None = None,
    frame_hits: pd.DataFrame | None = None,
    readings: Sequence[str] = ("actor",),
    seed: int = 1,
) -> pd.DataFrame:
    """Draw mentions for people to code, by chance inside each stratum, without anything that the
    kit thinks of them being shown.

    Parameters
    ----------
    mentions, sentences, articles : DataFrame
        Tables of mentions, of their sentences and of their articles.
    n : int
        How many; all where there are fewer.
    strata : sequence of str
        Columns of the mentions or the articles. Strata that are too small for two mentions are
        drawn from together.
    is_equal : bool
        Draw as many from each stratum, so that rare actors can be judged too; otherwise in
        proportion to their size.
    variables : sequence of str
        Empty columns for the coders to fill in.
    variable : str, optional
        The only one that is asked, in place of `variables`, such as ``frame:debt_trap``.
    strategy : str
        ``random``, or ``informative`` for a `variable` that is a frame: half of the mentions are
        drawn as ever, and half in proportion to the doubt about them. Doubt is the standard
        deviation of yes and no at the learner's probability, and the most where keywords and
        network disagree; without a learner it is that a keyword stands there. As each mention's
        chance is known, estimates with these codes are as unbiased as those of a random sample.
    scores : DataFrame, optional
        From `score_frames`, with ``read_debt_trap``: what a learner, or the network, says so far.
    frame_hits : DataFrame, optional
        Where keywords of the frame stand.
    readings : sequence of str
        Which mentions are drawn from, as for `summarise_portrayal`.
    seed : int
        The same seed draws the same mentions, in the same order.

    Returns
    -------
    DataFrame
        One row is a mention, in an order drawn by chance: ``row_id`` (``s001`` for the first),
        mention_id, article_id, ``left``, ``surface`` and ``right`` (the sentence around the
        mention), ``before`` and ``after`` (the rest of its paragraph), ``stratum``, ``probability``
        with which it was drawn (which `correct_portrayal` needs), and the empty columns. It is the
        researcher's: save it with `write_sheet` as ``sample.csv``. Coders get `blind_sample`.

    Raises
    ------
    ValueError
        If `n` is below 1, a column is nowhere, or nothing says where there is doubt.

    Examples
    --------
    >>> import framing as fr
    >>> articles = fr.make_articles({"one": "China met Japan. China left."})
    >>> sentences = fr.split_sentences(articles)
    >>> mentions = fr.find_mentions(sentences, fr.read_codebook())
    >>> sample = fr.sample_for_coding(mentions, sentences, articles, n=2, variables=["sentiment"])
    >>> print(len(sample), round(sample["probability"].iloc[0], 2), *sample.columns[-3:])
    2 0.67 stratum probability sentiment
    """
    if n < 1:
        raise ValueError("n= is how many mentions to draw: 1 or more")
    seen = observe(Evidence(mentions, articles, empty("scores")), Grouping(strata, readings))
    if not len(seen.keys):
        raise ValueError("there are no mentions to draw from")
    is_informative = find_strategy(strategy, variable)
    stratum = seen.keys[list(strata)].astype("str").fillna("none").agg(" | ".join, axis=1)
    n = min(n, len(stratum))
    if not is_equal:
        is_small = stratum.map(stratum.value_counts()) < 2 * len(stratum) / n
        stratum = stratum.mask(is_small, "others")
    if is_informative:
        doubt = find_doubt(seen.keys["mention_id"], str(variable), scores, frame_hits)
        stratum = stratum + " | " + name_doubt(doubt).set_axis(stratum.index)
    counts = stratum.value_counts().sort_index()
    weights = counts * 0.0 + 1.0 if is_equal else counts.astype(float)
    allotted = _allot(counts, n // 2 if is_informative else n, weights, not is_equal)
    if is_informative:
        room = counts - pd.Series(allotted)
        of_doubt = counts * doubt.set_axis(stratum.index).groupby(stratum).mean()
        more = _allot(room, n - n // 2, of_doubt, False)
        allotted = {name: own + more[name] for name, own in allotted.items()}
    chosen = _draw(stratum, allotted, np.random.default_rng(seed))
    drawn = portraying(mentions, readings).set_index("mention_id")
    drawn = drawn.loc[seen.keys["mention_id"].iloc[chosen]].reset_index()
    sides = split_at_mentions(drawn, sentences)
    strata_drawn = stratum.iloc[chosen]
    asked = variables if variable is None else (variable,)
    table = pd.DataFrame(
        {
            "row_id": number_rows(drawn),
            "mention_id": drawn["mention_id"],
            "article_id": drawn["article_id"],
            **_paragraphs(drawn, sides, sentences, articles),
            "stratum": strata_drawn.to_numpy(),
            "probability": (strata_drawn.map(allotted) / strata_drawn.map(counts)).to_numpy(float),
            **{name: pd.Series([""] * len(drawn), dtype="str") for name in asked},
        }
    )
    texts = ("row_id", "before", "left", "right", "after", "stratum")
    return table.astype(dict.fromkeys(texts, "str"))


def check_sample(sample: pd.DataFrame) -> pd.DataFrame:
    """Return a sample if it says with which probability each of its mentions was drawn.

    Raises
    ------
    ValueError
        If it lacks a column, holds a mention twice, or a probability is none.
    """
    missing = [name for name in ("mention_id", "probability") if name not in sample]
    if missing:
        raise ValueError(
            f"the sample lacks {', '.join(missing)}: give the table that sample_for_coding made"
        )
    twice = sample["mention_id"].duplicated()
    if twice.any():
        raise ValueError(
            f"{sample.loc[twice, 'mention_id'].iloc[0]} is twice in the sample; keep one row"
        )
    probability = pd.to_numeric(sample["probability"], errors="coerce")
    is_wrong = ~((probability > 0) & (probability <= 1))
    if is_wrong.any():
        row = sample[is_wrong].iloc[0]
        raise ValueError(
            f"the probability of {row['mention_id']} in the sample is {row['probability']}; "
            "it is above 0 and at most 1"
        )
    return sample


def find_chances(
    sample: pd.DataFrame, mention_ids: pd.Series, is_coded: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Find the chance with which each of some mentions was drawn and coded, and its stratum.

    Parameters
    ----------
    sample : DataFrame
        From `sample_for_coding`: mention_id, ``probability`` and, if there is one, ``stratum``.
    mention_ids : Series
        The mentions; those of the sample that are not among them do not count.
    is_coded : ndarray
        Whether each has a code. Mentions of the sample without one are taken as missing at random
        in their stratum, so that the others there stand for them too.

    Returns
    -------
    tuple of ndarray
        Chances, which are 0 where a mention was not drawn or not coded, and numbers of the strata.
    """
    row = pd.Index(sample["mention_id"].astype("str")).get_indexer(pd.Index(mention_ids))
    drawn = np.flatnonzero(row >= 0)
    strata = sample["stratum"] if "stratum" in sample else pd.Series("all", index=sample.index)
    stratum = np.full(len(row), -1)
    stratum[drawn] = pd.factorize(strata.astype("str").fillna("none").iloc[row[drawn]])[0]
    counted = drawn[is_coded[drawn]]
    n_drawn = np.bincount(stratum[drawn], minlength=1)
    share = np.bincount(stratum[counted], minlength=len(n_drawn)) / np.maximum(n_drawn, 1)
    probability = pd.to_numeric(sample["probability"]).to_numpy(float)
    chances = np.zeros(len(row))
    chances[counted] = probability[row[counted]] * share[stratum[counted]]
    return chances, stratum


def _draw(stratum: pd.Series, allotted: dict[str, int], rng: np.random.Generator) -> np.ndarray:
    """Draw as many of each stratum as it was allotted, in an order by chance."""
    drawn = [
        rng.choice(np.flatnonzero(stratum == name), size=n, replace=False)
        for name, n in allotted.items()
    ]
    return rng.permutation(np.concatenate(drawn))


def _paragraphs(
    drawn: pd.DataFrame, sides: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame
) -> dict[str, pd.Series]:
    """The sentence of each mention in two parts, and what stands before and after it in its
    paragraph.
    """
    texts = articles.set_index("article_id")["text"]
    places = sentences.set_index("sentence_id").loc[drawn["sentence_id"], ["start", "end"]]
    around = []
    for article_id, start, end in zip(
        drawn["article_id"], places["start"], places["end"], strict=True
    ):
        text = texts[article_id]
        spans = (span for span in find_paragraphs(text) if span[0] <= start < span[1])
        first, last = next(spans, (start, end))
        around.append((text[first:start].lstrip(), text[end:last].rstrip()))
    before, after = zip(*around, strict=True)
    return {
        "before": pd.Series(before, index=drawn.index, dtype="str"),
        "left": sides["left"],
        "surface": drawn["surface"],
        "right": sides["right"],
        "after": pd.Series(after, index=drawn.index, dtype="str"),
    }


def _allot(counts: pd.Series, n: int, weights: pd.Series, is_each_drawn: bool) -> dict[str, int]:
    """How many to draw from each stratum: by largest remainders of the weights, never more than
    there are, and at least one where that is wanted and goes.
    """
    n = min(n, int(counts.sum()))
    left, allotted = n, dict.fromkeys(counts.index, 0)
    is_open = counts > 0
    while left > 0 and is_open.any():
        own = weights[is_open]
        shares = left * own / own.sum()
        whole = np.floor(shares).astype(int)
        for name in (
            (shares - whole)
            .sort_values(ascending=False, kind="stable")
            .index[: left - int(whole.sum())]
        ):
            whole[name] += 1
        for name, extra in whole.items():
            allotted[name] += int(min(extra, counts[name] - allotted[name]))
        left = n - sum(allotted.values())
        is_open = pd.Series({name: allotted[name] < counts[name] for name in counts.index})
    if is_each_drawn and n >= len(counts):
        for name in [name for name, own in allotted.items() if own == 0]:
            allotted[max(allotted, key=lambda other: allotted[other])] -= 1
            allotted[name] = 1
    return {str(name): own for name, own in allotted.items()}
