"""The words that each measure read."""

import pandas as pd

from ...codebook import Codebook, read_codebook
from ...tables import USUAL_SCORERS, check, of_measure, rows_of, usual_window
from ..network.shown import WORD, show_mentions
from .scores import score_sentiment

COMPARED = {
    measure: usual_window(measure)
    for measure in ("vader_compound", "textblob_polarity", "targeted")
}
"""The measures that `compare_words` sets side by side, and the window of each."""


def compare_words(
    mention_id: str,
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook | None = None,
) -> pd.DataFrame:
    """Compare what each word of a mention's sentence brings to each measure.

    Parameters
    ----------
    mention_id : str
        A mention, as in the column of any table.
    mentions, sentences : DataFrame
        The tables that hold it.
    codebook : Codebook, optional
        The shipped one if there is none.

    Returns
    -------
    DataFrame
        One row is a word and a measure that gives it weight: word_no (its place in the sentence,
        from 0), word, measure, valence. The lexicons' valences are of the clause and on their own
        scales; that of `targeted` is the score less the score without the word. The measure
        ``mention`` marks a word of the mention itself.

    Raises
    ------
    KeyError
        If there is no such mention.
    """
    codebook = codebook or read_codebook()
    mention, others = find_mention(mention_id, mentions)
    text, start, end = "", 0, 0
    for _, ids, shown in show_mentions(others, sentences, codebook):
        if mention_id in ids:
            text, (start, end) = shown.text, shown.spans[ids.index(mention_id)]
            break
    _, scored = score_sentiment(
        others, sentences, codebook, measures=USUAL_SCORERS, return_words=True
    )
    scored = scored[scored["mention_id"] == mention_id]
    rows: list[tuple[int, str, str, float]] = []
    near = []
    for number, word in enumerate(WORD.finditer(text)):
        if start < word.end() and word.start() < end:
            rows.append((number, mention["surface"], "mention", 0.0))
        else:
            near.append((number, word.group()))
    for measure, window in COMPARED.items():
        made = of_measure(scored, measure, window)
        left = iter(near)
        for word_no, word, valence in rows_of(made, ["word_no", "word", "valence"]):
            if measure == "targeted":
                rows.append((*near[word_no], measure, valence))
                continue
            # A lexicon's phrase ("not good") is shown at its last word; its words come in the order
            # of the sentence.
            last = [last_word.lower() for last_word in WORD.findall(word)[-1:]]
            shown_word = next((pair for pair in left if [pair[1].lower()] == last), None)
            if shown_word:
                rows.append((*shown_word, measure, valence))
    table = pd.DataFrame(rows, columns=["word_no", "word", "measure", "valence"])
    return table.astype({"word_no": "int64", "word": "str", "measure": "str", "valence": "float64"})


def find_mention(mention_id: str, mentions: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """Find a mention, and all that stand in its sentence."""
    chosen = check(mentions, "mentions").query("mention_id == @mention_id")
    if chosen.empty:
        first = mentions["mention_id"].iloc[0] if len(mentions) else "none, the table is empty"
        raise KeyError(f"there is no mention {mention_id!r}; ids look like {first!r}")
    mention = chosen.iloc[0]
    return mention, mentions.query("sentence_id == @mention.sentence_id")
