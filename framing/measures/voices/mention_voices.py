"""Mentions into voices: whose words each stands in, and which actor that speaker speaks for.

A mention inside of an attributed stretch is in the voice of its source, else in the outlet's own.
Where one stretch holds another, the inner one counts: it is nearer to the words. A source speaks
for an actor if it is a leader or an official of it ("Kuleba"), an institution or a seat ("the
Kremlin"), the actor itself ("Beijing said"), or a noun of office beside it ("American officials");
a Russian analyst or a student in Kyiv speaks for nobody but himself. Pronouns are resolved to the
last speaker of the paragraph, else to the nearest person before them, else to the last speaker
before it.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from ...codebook import Codebook
from ...tables import check, make, rows_of, uncollected
from .speakers import Mention, Stretch, find_speakers, mentions_of, stretches_of

_SURE = 0.5
"""Confidence from which a quotation without a cue belongs to its source."""


@uncollected()
def attribute_voice(
    mentions: pd.DataFrame,
    attributions: pd.DataFrame,
    codebook: Codebook,
    *,
    speakers: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Say whose words each mention stands in.

    Parameters
    ----------
    mentions, attributions : DataFrame
        Tables of mentions and of the attributed stretches of the same articles.
    codebook : Codebook
        Whose ``office_words`` and ``voice_words`` are used.
    speakers : DataFrame, optional
        Who speaks in each stretch, if `find_speakers` said so already.

    Returns
    -------
    DataFrame
        Table of voices: one row is a mention, in the order of `mentions`. `voice` is ``narrator``
        outside of all stretches, ``source`` inside of one, and ``unclear`` where nothing says whose
        words they are. `speaker` is the source as the article has it, or the person it stands for;
        `speaker_actor_id` the actor it speaks for.

    Raises
    ------
    SchemaError
        If a column is missing.

    Examples
    --------
    >>> import framing as fr
    >>> codebook = fr.read_codebook()
    >>> articles = fr.make_articles({"one": "The Kremlin said Ukraine had fired first."})
    >>> sentences = fr.split_sentences(articles)
    >>> mentions = fr.find_mentions(sentences, codebook)
    >>> attributions = fr.find_attributions(articles, sentences, codebook)
    >>> voices = fr.attribute_voice(mentions, attributions, codebook)
    >>> voices[["voice", "speaker", "speaker_actor_id"]].fillna("").values.tolist()
    [['narrator', '', ''], ['source', 'The Kremlin', 'RUS']]
    """
    check(mentions, "mentions")
    check(attributions, "attributions")
    if speakers is None:
        speakers = find_speakers(mentions, attributions, codebook)
    check(speakers, "speakers")
    columns = ["attribution_id", "speaker", "speaker_actor_id"]
    speaker_cells = {attribution_id: cells for attribution_id, *cells in rows_of(speakers, columns)}
    stretches = stretches_of(attributions)
    rows: dict[str, tuple[object, ...]] = {}
    for article_id, article_mentions in mentions_of(mentions).items():
        article_stretches = stretches.get(article_id, [])
        for mention in article_mentions:
            rows[mention.mention_id] = _voice_of(mention, article_stretches, speaker_cells)
    return make("voices", [rows[mention_id] for mention_id in mentions["mention_id"]])


def _voice_of(
    mention: Mention, stretches: Iterable[Stretch], speaker_cells: dict[str, list[Any]]
) -> tuple[object, ...]:
    """Return the row of a mention: the shortest stretch that holds it speaks."""
    holding = [stretch for stretch in stretches if _holds(stretch, mention)]
    if not holding:
        return mention.mention_id, "narrator", None, None, None, None
    stretch = min(holding, key=lambda stretch: sum(end - start for start, end in stretch.pieces))
    is_sure = stretch.cue or stretch.confidence >= _SURE
    voice = "source" if stretch.source and is_sure else "unclear"
    speaker = speaker_cells[stretch.attribution_id]
    return mention.mention_id, voice, stretch.attribution_id, *speaker, stretch.cue


def _holds(stretch: Stretch, mention: Mention) -> bool:
    """Whether a mention stands in a piece of a stretch that is no mere term."""
    return (
        stretch.pieces[0][0] <= mention.start
        and mention.end <= stretch.pieces[-1][1]
        and not stretch.is_term
        and any(start <= mention.start and mention.end <= end for start, end in stretch.pieces)
    )
