"""Mentions into frame hits: the keywords of a codebook that stand in a mention's window.

A keyword is a sign of a frame, not a proof; a hit says which words, whether they are quoted and whether they are
negated, so that a reader can judge.
"""

import pandas as pd

from .codebook import Codebook
from .masking import find_keywords, is_negated, mask_sentence, window_of
from .mentions import group_by_sentence
from .schema import WINDOWS, check, make
from .text import find_quotations, is_inside


def match_frames(
    mentions: pd.DataFrame, sentences: pd.DataFrame, codebook: Codebook, *, window: str = "sentence"
) -> pd.DataFrame:
    """Find the frame keywords in the window of every mention.

    Parameters
    ----------
    mentions, sentences : DataFrame
        Tables of mentions and of the sentences that they stand in.
    codebook : Codebook
        Whose keywords are looked for; each counts in its inflected forms, in any case of letters, with curly or
        straight marks, and never inside another word.
    window : str
        ``sentence`` or ``clause``: a hit belongs to every mention in whose window it stands.

    Returns
    -------
    DataFrame
        Table of frame hits: one row is a mention and a keyword hit in its window; `start` and `end` are offsets into
        the article's text. Mentions in boilerplate have none.

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
        raise ValueError(f"window {window!r} is unknown; there are {' and '.join(map(repr, WINDOWS))}")
    rows: list[tuple[object, ...]] = []
    groups = group_by_sentence(mentions)
    columns = sentences[["sentence_id", "text", "start", "part"]].itertuples(index=False, name=None)
    for sentence_id, text, offset, part in columns:
        group = groups.get(sentence_id)
        if group is None or part == "boilerplate":
            continue
        hits = find_keywords(text, codebook)
        if not hits:
            continue
        quotations = find_quotations(text)
        known = [(is_negated(text, hit.start, codebook), is_inside(quotations, hit.start, hit.end)) for hit in hits]
        masked = None
        if window != "sentence":
            masked = mask_sentence(text, [(s - offset, e - offset) for _, s, e in group], codebook, keywords=hits)
        for mention_id, start, _ in group:
            left, right = window_of(masked, start - offset, window, codebook) if masked else (0, len(text))
            for hit, (negated, quoted) in zip(hits, known, strict=True):
                # A keyword that holds a name is split by it; it counts where its first masked part does.
                place = masked.stand_in_at(hit.start)[0] if masked else hit.start
                if left <= place < right:
                    rows.append(
                        (mention_id, hit.frame_id, hit.keyword, text[hit.start : hit.end], offset + hit.start,
                         offset + hit.end, window, negated, quoted)
                    )  # fmt: skip
    return make("frame_hits", rows)
