"""Mentions into voices: whose words each mention stands in, and which actor that speaker speaks
for.

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
    >>> articles, codebook = fr.make_articles({"one": "The Kremlin said Ukraine had fired first."}), fr.read_codebook()
    >>> sentences = fr.split_sentences(articles)
    >>> mentions = fr.find_mentions(sentences, codebook)
    >>> voices = fr.attribute_voice(mentions, fr.find_attributions(articles, sentences, codebook), codebook)
    >>> voices[["voice", "speaker", "speaker_actor_id"]].fillna("").values.tolist()
    [['narrator', '', ''], ['source', 'The Kremlin', 'RUS']]
    """
    check(mentions, "mentions")
    check(attributions, "attributions")
    speakers = (
        find_speakers(mentions, attributions, codebook)
        if speakers is None
        else check(speakers, "speakers")
    )
    columns = ["attribution_id", "speaker", "speaker_actor_id"]
    speaking = {attribution_id: rest for attribution_id, *rest in rows_of(speakers, columns)}
    stretches = stretches_of(attributions)
    rows: dict[str, tuple[object, ...]] = {}
    for article_id, own in mentions_of(mentions).items():
        inside = stretches.get(article_id, [])
        for mention in own:
            rows[mention.mention_id] = _voice_of(mention, inside, speaking)
    return make("voices", [rows[mention_id] for mention_id in mentions["mention_id"]])


def _voice_of(
    mention: Mention, inside: Iterable[Stretch], speaking: dict[str, list[Any]]
) -> tuple[object, ...]:
    """The row of one mention: the shortest stretch that holds it speaks."""
    holding = [
        (sum(end - start for start, end in stretch.pieces), stretch)
        for stretch in inside
        if stretch.pieces[0][0] <= mention.start
        and mention.end <= stretch.pieces[-1][1]
        and not stretch.is_term
        and any(start <= mention.start and mention.end <= end for start, end in stretch.pieces)
    ]
    if not holding:
        return mention.mention_id, "narrator", None, None, None, None
    stretch = min(holding, key=lambda pair: pair[0])[1]
    voice = "source" if stretch.source and (stretch.cue or stretch.confidence >= 0.5) else "unclear"
    return (
        mention.mention_id,
        voice,
        stretch.attribution_id,
        *speaking[stretch.attribution_id],
        stretch.cue,
    )
