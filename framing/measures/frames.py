"""Mentions into frame hits: the keywords of a codebook that stand in a mention's window.

A keyword is a sign of a frame, not a proof; a hit says which words, whether they are quoted and
whether they are negated, so that a reader can judge.
"""

import pandas as pd

from ..codebook import Codebook
from ..mentions import group_by_sentence
from ..tables import WINDOWS, check, make, read_pieces, rows_of, uncollected
from ..text import find_quotations, is_inside
from .keywords import KeywordHit, find_keywords
from .masking import mask_sentence, window_of
from .negation import is_denied, is_negated


@uncollected()
def match_frames(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook,
    *,
    window: str = "sentence",
    attributions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find the frame keywords in the window of every mention.

    Parameters
    ----------
    mentions, sentences : DataFrame
        Tables of mentions and of the sentences that they stand in.
    codebook : Codebook
        Whose keywords are looked for; each counts in its inflected forms, in any case of letters,
        with curly or straight marks, and never inside another word.
    window : str
        ``sentence`` or ``clause``: a hit belongs to every mention in whose window it stands.
    attributions : DataFrame, optional
        Table of attributions. With it, `voice` says whose words the keyword is: a frame that the
        outlet asserts, one that a source does, and one in scare quotes (``term``) are different
        findings.

    Returns
    -------
    DataFrame
        Table of frame hits: one row is a mention and a keyword hit in its window; `start` and `end`
        are offsets into the article's text. Mentions in boilerplate have none.

    Raises
    ------
    SchemaError
        If a column is missing.
    ValueError
        If the window is unknown.
    """
    check(mentions, "mentions")
    check(sentences, "sentences")
    if window not in WINDOWS:
        raise ValueError(
            f"window {window!r} is unknown; there are {' and '.join(map(repr, WINDOWS))}"
        )
    rows: list[tuple[object, ...]] = []
    pieces = None if attributions is None else _voiced_pieces(check(attributions, "attributions"))
    groups = group_by_sentence(mentions)
    columns = rows_of(sentences, ["sentence_id", "article_id", "text", "start", "part"])
    for sentence_id, article_id, text, offset, part in columns:
        group = groups.get(sentence_id)
        if group is None or part == "boilerplate":
            continue
        hits = find_keywords(text, codebook)
        if not hits:
            continue
        voiced = None if pieces is None else pieces.get(article_id, [])
        described = _describe(hits, text, offset, window, voiced, codebook)
        places, masked = [hit.start for hit in hits], None
        if window != "sentence":
            spans = [(start - offset, end - offset) for _, start, end in group]
            masked = mask_sentence(text, spans, codebook, keywords=hits)
            # A keyword that holds a name is split by it; it counts where its first masked part
            # does.
            places = [masked.stand_in_at(place)[0] for place in places]
        for mention_id, start, _ in group:
            left, right = 0, len(text)
            if masked:
                left, right = window_of(masked, start - offset, window, codebook)
            for place, columns_of_hit in zip(places, described, strict=True):
                if left <= place < right:
                    rows.append((mention_id, *columns_of_hit))
    return make("frame_hits", rows)


def _describe(
    hits: list[KeywordHit],
    text: str,
    offset: int,
    window: str,
    voiced: list[tuple[int, int, str]] | None,
    codebook: Codebook,
) -> list[tuple[object, ...]]:
    """Make the columns of each hit in a sentence, all but the mention."""
    quotations = find_quotations(text)
    return [
        (
            hit.frame_id,
            hit.keyword,
            text[hit.start : hit.end],
            offset + hit.start,
            offset + hit.end,
            window,
            is_negated(text, hit.start, codebook),
            is_inside(quotations, hit.start, hit.end),
            is_denied(text, hit.start, codebook),
            None if voiced is None else _voice_at(voiced, offset + hit.start),
        )
        for hit in hits
    ]


def _voiced_pieces(attributions: pd.DataFrame) -> dict[str, list[tuple[int, int, str]]]:
    """Group the pieces of attributions by article, each with the voice that it gives."""
    by_article: dict[str, list[tuple[int, int, str]]] = {}
    columns = ["article_id", "pieces", "quote_type", "source"]
    for article_id, pieces, quote_type, source in rows_of(attributions, columns):
        voice = "source" if isinstance(source, str) else "unclear"
        voice = "term" if quote_type == "term" else voice
        by_article.setdefault(article_id, []).extend(
            (start, end, voice) for start, end in read_pieces(pieces)
        )
    return by_article


def _voice_at(voiced: list[tuple[int, int, str]], place: int) -> str:
    """Tell the voice of the shortest piece that holds the character `place`, or the narrator's."""
    holding = [(end - start, voice) for start, end, voice in voiced if start <= place < end]
    return min(holding)[1] if holding else "narrator"
