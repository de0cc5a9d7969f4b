"""Hand coding: the mentions that people are asked about, and the codes that count.

A coder sees the sentence, and nothing of what the kit thinks of it.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..mentions import portraying, split_at_mentions
from ..portrayals import Evidence, Grouping, observe
from ..tables import empty
from ..text import find_paragraphs


def sample_for_coding(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    n: int = 200,
    strata: Sequence[str] = ("actor_id",),
    is_equal: bool = False,
    variables: Sequence[str] = ("sentiment", "voice", "frame"),
    readings: Sequence[str] = ("actor",),
    seed: int = 1,
) -> pd.DataFrame:
    """Draw mentions for people to code, by chance inside each stratum, without anything that the
    kit thinks of them.

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
    readings : sequence of str
        Which mentions are drawn from, as for `summarise_portrayal`.
    seed : int
        The same seed draws the same mentions, in the same order.

    Returns
    -------
    DataFrame
        One row is a mention, in an order drawn by chance: mention_id, article_id, ``left``,
        ``surface`` and ``right`` (the sentence around the mention), ``before`` and ``after`` (the
        rest of its paragraph), ``stratum``, ``probability`` with which it was drawn (which
        `correct_portrayal` needs), and the empty columns. Save it with `write_sheet`; coders see no
        score, but do see the words of the outlet.

    Raises
    ------
    ValueError
        If `n` is below 1 or a column is nowhere.

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
    stratum = (
        seen.keys[list(strata)].astype("str").fillna("none").agg(" | ".join, axis=1)
        if len(seen.keys)
        else None
    )
    if stratum is None:
        raise ValueError("there are no mentions to draw from")
    sizes = stratum.map(stratum.value_counts())
    stratum = (
        stratum.mask(sizes < 2 * len(stratum) / min(n, len(stratum)), "others")
        if not is_equal
        else stratum
    )
    counts = stratum.value_counts().sort_index()
    allotted = _allot(counts, min(n, len(stratum)), is_equal)
    rng = np.random.default_rng(seed)
    chosen = np.concatenate(
        [
            rng.choice(np.flatnonzero(stratum == name), size=allotted[name], replace=False)
            for name in counts.index
        ]
    )
    chosen = rng.permutation(chosen)
    drawn = (
        portraying(mentions, readings)
        .set_index("mention_id")
        .loc[seen.keys["mention_id"].iloc[chosen]]
        .reset_index()
    )
    sides = split_at_mentions(drawn, sentences)
    strata_drawn = stratum.iloc[chosen]
    table = pd.DataFrame(
        {
            "mention_id": drawn["mention_id"],
            "article_id": drawn["article_id"],
            **_paragraphs(drawn, sides, sentences, articles),
            "stratum": strata_drawn.to_numpy(),
            "probability": (strata_drawn.map(allotted) / strata_drawn.map(counts)).to_numpy(float),
            **{name: pd.Series([""] * len(drawn), dtype="str") for name in variables},
        }
    )
    return table.astype(dict.fromkeys(("before", "left", "right", "after", "stratum"), "str"))


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


def _allot(counts: pd.Series, n: int, is_equal: bool) -> dict[str, int]:
    """How many to draw from each stratum: by largest remainders, at least one, and never more than
    there are.
    """
    left, allotted = n, dict.fromkeys(counts.index, 0)
    open_strata = counts.copy().astype(float)
    while left > 0 and len(open_strata):
        weights = open_strata * 0 + 1 if is_equal else open_strata
        shares = left * weights / weights.sum()
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
        open_strata = counts[[allotted[name] < counts[name] for name in counts.index]].astype(float)
    if not is_equal and n >= len(counts):
        for name in [name for name, own in allotted.items() if own == 0]:
            allotted[max(allotted, key=lambda other: allotted[other])] -= 1
            allotted[name] = 1
    return {str(name): own for name, own in allotted.items()}
