"""The most telling sentence of each actor: far from neutral, and about the actor.

A word list scores the words around a name, whomever they are about, and a sentence often names an
actor in passing. So a sentence tells of the actor that it is about: the one that acts in it or is
acted on, named before all others or alone, and of no second one.
"""

import re
from collections.abc import Sequence

import pandas as pd

from ..codebook import Codebook, read_codebook
from ..mentions import portraying, split_at_mentions
from ..tables import check, find_main_measure, of_measure

_BEFORE = re.compile(r"(\w+)(?:\s+(?:the|a|an|his|her|its|their))?\s+$", re.IGNORECASE)
"""The last word before a name, articles and owners aside."""
_EARLY = 4
"""Words before an owner with which a sentence still begins."""
_OWNS = re.compile(r"[’']s\b|[’'](?!\w)")
_THINGS = re.compile(r"[\s-]*[a-z]")
_OF_PEOPLE = re.compile(r"(?:s|men|women|people)$", re.IGNORECASE)


def find_telling(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    scored_words: pd.DataFrame | None = None,
    measure: str | None = None,
    window: str | None = None,
    readings: Sequence[str] = ("actor",),
    codebook: Codebook | None = None,
) -> pd.DataFrame:
    """Find the sentence about each actor whose score is farthest from zero.

    Parameters
    ----------
    mentions, sentences, scores : DataFrame
        Tables of mentions, of the sentences that they stand in, and of their scores.
    scored_words : DataFrame, optional
        Table of scored words; with it there is a column ``words`` that lists those behind the
        score.
    measure, window : str, optional
        The score that counts; that of `find_main_measure` if there is none.
    readings : sequence of str
        Which mentions count, as for `summarise_portrayal`.
    codebook : Codebook, optional
        The shipped one if there is none; prepositions are taken from it (`is_about`).

    Returns
    -------
    DataFrame
        One row is an actor: actor_id, mention_id, sentence_id, value, text, and n_mentions, the
        scored mentions of the actor. A sentence is told of one actor, that with the strongest
        score. Actors that no sentence is about, or only such without a score that differs from
        zero, have no row.
    """
    check(mentions, "mentions")
    check(scores, "scores")
    usual = find_main_measure(scores) or ("", "")
    measure = measure or usual[0]
    window = window or usual[1]
    inside = of_measure(scores, measure, window).dropna(subset=["value"])
    chosen = portraying(mentions, readings)
    joined = chosen.merge(inside[["mention_id", "value"]], on="mention_id")
    joined["n_mentions"] = joined.groupby("actor_id")["mention_id"].transform("count")
    joined = joined[is_about(joined, mentions, sentences, codebook).to_numpy()]
    texts = check(sentences, "sentences")[["sentence_id", "text"]]
    joined = joined.merge(texts, on="sentence_id")
    joined["strength"] = joined["value"].abs()
    order = ["strength", "mention_id"]
    best = joined[joined["strength"] > 0].sort_values(order, ascending=[False, True])
    best = _share_out(best).sort_values(["n_mentions", "actor_id"], ascending=[False, True])
    columns = ["actor_id", "mention_id", "sentence_id", "value", "text", "n_mentions"]
    best = best[columns].reset_index(drop=True)
    if scored_words is None:
        return best
    own = of_measure(scored_words, measure, window)
    own = own[own["mention_id"].isin(best["mention_id"])]
    listed = {mention_id: list_words(words) for mention_id, words in own.groupby("mention_id")}
    return best.assign(words=best["mention_id"].map(listed).astype("str"))


def is_about(
    chosen: pd.DataFrame,
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook | None = None,
) -> pd.Series:
    """Say of some mentions whether their sentence is about their actor.

    Parameters
    ----------
    chosen : DataFrame
        Table of mentions, of which this is asked.
    mentions : DataFrame
        All mentions of the articles.
    sentences : DataFrame
        The sentences that they stand in.
    codebook : Codebook, optional
        The shipped one if there is none.

    Returns
    -------
    Series of bool
        True where no other actor is named before the actor in the sentence; the name does not hang
        on a preposition ("arms for Taiwan"), nor owns something late in the sentence ("nobody
        would condemn Russia's acts"); and it is no mere adjective of a thing ("Russian crude").

    Examples
    --------
    >>> import framing as fr
    >>> texts = ["China cheated.", "Arms for Taiwan shocked China.", "Russian crude is bad."]
    >>> articles = fr.make_articles({str(n): text for n, text in enumerate(texts)})
    >>> sentences = fr.split_sentences(articles)
    >>> mentions = fr.find_mentions(sentences, fr.read_codebook())
    >>> mentions[is_about(mentions, mentions, sentences)]["surface"].tolist()
    ['China']
    """
    if chosen.empty:
        return pd.Series(dtype=bool, index=chosen.index)
    words = (codebook or read_codebook()).voice_words
    prepositions = set(words["word"][words["word_type"] == "preposition"])
    of_actors = mentions.dropna(subset=["actor_id"])
    first = of_actors.sort_values("start").drop_duplicates("sentence_id")
    leads = chosen["sentence_id"].map(first.set_index("sentence_id")["actor_id"])
    sides = split_at_mentions(chosen, sentences)
    before = sides["left"].str.extract(_BEFORE, expand=False).str.lower()
    is_thing = (
        (chosen["alias_type"] == "demonym")
        & ~chosen["surface"].str.contains(_OF_PEOPLE)
        & sides["right"].str.match(_THINGS)
    )
    is_late = sides["left"].str.count(r"\w+") > _EARLY
    is_owner = sides["right"].str.match(_OWNS) & is_late
    return (leads == chosen["actor_id"]) & ~before.isin(prepositions) & ~is_thing & ~is_owner


def _share_out(best: pd.DataFrame) -> pd.DataFrame:
    """Give each actor its strongest sentence that is no other actor's, in the order of strength."""
    rows, actors, taken = [], set(), set()
    pairs = zip(best.index, best["actor_id"], best["sentence_id"], strict=True)
    for row, actor_id, sentence_id in pairs:
        if actor_id not in actors and sentence_id not in taken:
            rows.append(row)
            actors.add(actor_id)
            taken.add(sentence_id)
    return best.loc[rows]


def list_words(words: pd.DataFrame) -> str:
    """List scored words with what each brings, as ``good +1.90, war -2.90``."""
    return ", ".join(
        f"{word} {valence:+.2f}"
        for word, valence in zip(words["word"], words["valence"], strict=True)
    )
