"""From articles to tables, in steps that need no other article but one: where a table is cut makes
no difference.

What does need the whole corpus stands between them: which ids are taken already, and which texts
are copies.
"""

from collections.abc import Sequence

import pandas as pd

from ..articles import audit_articles
from ..codebook import Codebook
from ..measures import (
    attribute_voice,
    extract_roles,
    find_attributions,
    find_speakers,
    match_frames,
    score_sentiment,
)
from ..mentions import find_mentions
from ..tables import LEXICONS, empty
from ..text import split_sentences


def take_apart(
    articles: pd.DataFrame, findings: pd.DataFrame, codebook: Codebook
) -> dict[str, pd.DataFrame]:
    """All tables of some articles but their scores."""
    sentences = split_sentences(articles, findings=findings, codebook=codebook)
    mentions = find_mentions(sentences, codebook, articles=articles)
    attributions = find_attributions(articles, sentences, codebook)
    speakers = find_speakers(mentions, attributions, codebook)
    return {
        "sentences": sentences,
        "mentions": mentions,
        "attributions": attributions,
        "speakers": speakers,
        "voices": attribute_voice(mentions, attributions, codebook, speakers=speakers),
        "roles": extract_roles(mentions, sentences, codebook),
        "frame_hits": match_frames(mentions, sentences, codebook, attributions=attributions),
    }


def score(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook,
    measures: Sequence[str],
    *,
    show_progress: bool = False,
) -> dict[str, pd.DataFrame]:
    """The tables of scores and of scored words; the model's words, which are dear, are left to
    `framing.context`.
    """
    lexicons = [name for name in measures if name in LEXICONS]
    others = [name for name in measures if name not in LEXICONS]
    scores, words = score_sentiment(
        mentions, sentences, codebook, measures=lexicons, return_words=True
    )
    if others:
        judged = score_sentiment(
            mentions, sentences, codebook, measures=others, show_progress=show_progress
        )
        scores = pd.concat([scores, judged], ignore_index=True)
    return {"scores": scores, "scored_words": words}


def audit(articles: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Findings of text health."""
    return audit_articles(articles, codebook)


SHARDED = (
    "articles",
    "findings",
    "sentences",
    "mentions",
    "scores",
    "scored_words",
    "attributions",
    "speakers",
    "voices",
    "roles",
    "frame_hits",
)
"""Tables that are made shard by shard; all others are made of the whole corpus."""


def concat_tables(parts: Sequence[pd.DataFrame], name: str) -> pd.DataFrame:
    full = [part for part in parts if len(part)]
    if len(full) == 1:
        return full[0]
    return pd.concat(full, ignore_index=True) if full else parts[0] if parts else empty(name)
