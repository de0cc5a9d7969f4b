"""The evidence behind a number: mentions in context, the most telling sentences, and a receipt for each score."""

import re
from collections.abc import Sequence
from typing import cast

import pandas as pd

from .codebook import Codebook, read_codebook
from .frames import match_frames
from .marks import escape, shorten
from .masking import mask_sentence, window_of
from .mentions import portraying
from .schema import WINDOWS, check
from .sentiment import MEASURES, score_sentiment
from .style import actor_style
from .targeted import WORD, show_mentions

COMPARED = {"vader_compound": "clause", "textblob_polarity": "clause", "targeted": "sentence"}
"""The measures that `compare_words` sets side by side, and the window of each."""
_SIDES = {"left": ("L1", "L2", "L3"), "right": ("R1", "R2", "R3")}
_LEVEL = re.compile("C|[LR][1-9]", re.IGNORECASE)
_N_WEIGHTY = 6
"""Words that a receipt lists for the model, which gives every word some weight."""


class Concordance(pd.DataFrame):  # type: ignore[misc]
    """A table of mentions in context; a notebook shows it with the mentions one below the other in the middle."""

    @property
    def _constructor(self) -> type["Concordance"]:
        return Concordance

    def _repr_html_(self) -> str | None:
        if not {"actor_id", "left", "surface", "right"} <= set(self.columns):
            return cast("str | None", super()._repr_html_())
        shown = self.head(pd.get_option("display.max_rows") or len(self))
        others = [name for name in shown.columns if name not in ("actor_id", "left", "surface", "right")]
        heads = "".join(f"<th>{escape(name)}</th>" for name in ("actor_id", "left", "surface", "right", *others))
        lines = [
            _line(actor, *words, others=rest)
            for actor, words, rest in zip(
                shown["actor_id"],
                shown[["left", "surface", "right"]].itertuples(index=False, name=None),
                shown[others].itertuples(index=False, name=None),
                strict=True,
            )
        ]
        more = f"<p>{len(self) - len(shown):,} more rows</p>" if len(self) > len(shown) else ""
        return (
            '<div style="overflow-x: auto" tabindex="0" role="region" aria-label="Mentions in context"><table>'
            f"<thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table>{more}</div>"
        )


def _line(actor: object, left: str, surface: str, right: str, *, others: Sequence[object]) -> str:
    """A row of a concordance as HTML; the colour is the actor's, and its id stands beside."""
    name = str(actor) if pd.notna(actor) else "not settled"
    colour = actor_style(name).colour
    rest = "".join(f"<td>{escape(shorten(cell)) if pd.notna(cell) else ''}</td>" for cell in others)
    return (
        f'<tr><td style="border-left: 4px solid {colour}">{escape(name)}</td>'
        f'<td style="text-align: right; white-space: nowrap"><bdi>{escape(left)}</bdi></td>'
        f'<td style="text-align: center; white-space: nowrap; border-bottom: 2px solid {colour}">'
        f"<b><bdi>{escape(surface)}</bdi></b></td>"
        f'<td style="text-align: left; white-space: nowrap"><bdi>{escape(right)}</bdi></td>{rest}</tr>'
    )


def show_in_context(
    mentions: pd.DataFrame, sentences: pd.DataFrame, *, width: int = 40, sort_by: Sequence[str] = ()
) -> pd.DataFrame:
    """Mentions with the words to their left and right (keyword in context).

    Parameters
    ----------
    mentions, sentences : DataFrame
        Tables of mentions and of the sentences that they stand in.
    width : int
        Characters on each side, inside the sentence.
    sort_by : sequence of str
        What the lines are sorted by, as in a concordancer: ``R1`` is the first word to the right of the mention, ``L2``
        the second to the left, ``C`` the mention itself; ``right`` stands for R1, R2, R3 and ``left`` for L1, L2, L3.
        Case and punctuation do not count; lines whose sentence has no such word come first. Without it the lines stand
        in the order of the mentions.

    Returns
    -------
    DataFrame
        One row is a mention: mention_id, actor_id, left, surface, right. A notebook shows it as a concordance.

    Raises
    ------
    ValueError
        If there is something else in `sort_by`.

    Examples
    --------
    >>> import framing as fr
    >>> sentences = fr.split_sentences(fr.make_articles({"one": "Talks with China failed. China asked."}))
    >>> mentions = fr.find_mentions(sentences, fr.read_codebook())
    >>> fr.show_in_context(mentions, sentences, width=10, sort_by=["R1"])[["left", "surface", "right"]].values.tolist()
    [['', 'China', ' asked.'], ['Talks with ', 'China', ' failed.']]
    """
    check(mentions, "mentions")
    check(sentences, "sentences")
    levels = [level for name in sort_by for level in _SIDES.get(name.lower(), (name,))]
    wrong = [level for level in levels if not _LEVEL.fullmatch(level)]
    if wrong:
        raise ValueError(f"sort_by holds {wrong[0]!r}; it takes 'left', 'right', 'C', and places like 'L1' and 'R2'")
    places = sentences.set_index("sentence_id")[["text", "start"]].loc[mentions["sentence_id"]]
    rows, keys = [], []
    columns = mentions[["mention_id", "actor_id", "surface", "start", "end"]].itertuples(index=False, name=None)
    for (mention_id, actor_id, surface, first, last), text, offset in zip(
        columns, places["text"], places["start"], strict=True
    ):
        start, end = first - offset, last - offset
        left, right = text[max(0, start - width - 1) : start], text[end : end + width + 1]
        rows.append((mention_id, actor_id, left, surface, right))
        if levels:
            before = [word.group().casefold() for word in WORD.finditer(text, 0, start)][::-1]
            after = [word.group().casefold() for word in WORD.finditer(text, end)]
            keys.append([_word_at(level.upper(), before, surface.casefold(), after) for level in levels])
    if levels:
        rows = [rows[place] for place in sorted(range(len(rows)), key=keys.__getitem__)]
    return Concordance(rows, columns=["mention_id", "actor_id", "left", "surface", "right"], dtype="str")


def _word_at(level: str, before: Sequence[str], surface: str, after: Sequence[str]) -> str:
    if level == "C":
        return surface
    words, place = (before, after)[level[0] == "R"], int(level[1:]) - 1
    return words[place] if place < len(words) else ""


def find_telling(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    scored_words: pd.DataFrame | None = None,
    measure: str = "vader_compound",
    window: str = "clause",
    readings: Sequence[str] = ("actor",),
) -> pd.DataFrame:
    """The sentence of each actor whose score is farthest from zero.

    Parameters
    ----------
    mentions, sentences, scores : DataFrame
        Tables of mentions, of the sentences that they stand in, and of their scores.
    scored_words : DataFrame, optional
        Table of scored words; with it there is a column ``words`` that lists those behind the score.
    measure, window : str
        The score that counts.
    readings : sequence of str
        Which mentions count, as for `summarise_portrayal`.

    Returns
    -------
    DataFrame
        One row is an actor: actor_id, mention_id, sentence_id, value, text, and n_mentions, the scored mentions of the
        actor from which this one was picked. Actors without a score that differs from zero have no row.
    """
    check(mentions, "mentions")
    check(scores, "scores")
    inside = scores[(scores["measure"] == measure) & (scores["window"] == window)].dropna(subset=["value"])
    joined = (
        portraying(mentions, readings)
        .merge(inside, on="mention_id")
        .merge(check(sentences, "sentences")[["sentence_id", "text"]], on="sentence_id")
    )
    joined["n_mentions"] = joined.groupby("actor_id")["mention_id"].transform("count")
    joined["strength"] = joined["value"].abs()
    best = joined[joined["strength"] > 0].sort_values(["strength", "mention_id"], ascending=[False, True])
    best = best.drop_duplicates("actor_id").sort_values(["n_mentions", "actor_id"], ascending=[False, True])
    best = best[["actor_id", "mention_id", "sentence_id", "value", "text", "n_mentions"]].reset_index(drop=True)
    if scored_words is None:
        return best
    own = scored_words[
        (scored_words["measure"] == measure)
        & (scored_words["window"] == window)
        & scored_words["mention_id"].isin(best["mention_id"])
    ]
    listed = {mention_id: _list_words(words) for mention_id, words in own.groupby("mention_id")}
    return best.assign(words=best["mention_id"].map(listed).astype("str"))


def compare_words(
    mention_id: str, mentions: pd.DataFrame, sentences: pd.DataFrame, codebook: Codebook | None = None
) -> pd.DataFrame:
    """What each measure looked at: the words of a mention's sentence, and what each brings to each measure.

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
        One row is a word and a measure that gives it weight: word_no (its place in the sentence, from 0), word,
        measure, valence. The lexicons' valences are of the clause and on their own scales; that of `targeted` is the
        score less the score without the word. The measure ``mention`` marks a word of the mention itself.

    Raises
    ------
    KeyError
        If there is no such mention.
    """
    codebook = codebook or read_codebook()
    mention, others = _find_mention(mention_id, mentions)
    shown = dict(show_mentions(others, sentences, codebook))[mention_id]
    words = [] if shown is None else list(WORD.finditer(shown.text))
    _, scored = score_sentiment(others, sentences, codebook, measures=tuple(MEASURES), return_words=True)
    scored = scored[scored["mention_id"] == mention_id]
    rows: list[tuple[int, str, str, float]] = []
    near = []
    for number, word in enumerate(words):
        if shown and shown.start < word.end() and word.start() < shown.end:
            rows.append((number, mention["surface"], "mention", 0.0))
        else:
            near.append((number, word.group()))
    for measure, window in COMPARED.items():
        made = scored[(scored["measure"] == measure) & (scored["window"] == window)]
        left = iter(near)
        for word_no, word, valence in made[["word_no", "word", "valence"]].itertuples(index=False, name=None):
            if measure == "targeted":
                rows.append((*near[word_no], measure, valence))
                continue
            # A lexicon's phrase ("not good") is shown at its last word; its words come in the order of the sentence.
            last = WORD.findall(word)[-1:]
            place = next((pair for pair in left if [pair[1].lower()] == [w.lower() for w in last]), None)
            if place:
                rows.append((*place, measure, valence))
    table = pd.DataFrame(rows, columns=["word_no", "word", "measure", "valence"])
    return table.astype({"word_no": "int64", "word": "str", "measure": "str", "valence": "float64"})


def _find_mention(mention_id: str, mentions: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """A mention, and all that stand in its sentence."""
    chosen = check(mentions, "mentions").query("mention_id == @mention_id")
    if chosen.empty:
        first = mentions["mention_id"].iloc[0] if len(mentions) else "none, the table is empty"
        raise KeyError(f"there is no mention {mention_id!r}; ids look like {first!r}")
    mention = chosen.iloc[0]
    return mention, mentions.query("sentence_id == @mention.sentence_id")


def explain(
    mention_id: str,
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    measures: Sequence[str] = tuple(MEASURES),
    windows: Sequence[str] = WINDOWS,
    voices: pd.DataFrame | None = None,
) -> str:
    """The receipt of a mention: the words, and the arithmetic, behind each of its numbers.

    Parameters
    ----------
    mention_id : str
        A mention, as in the column of any table or in `show_in_context`.
    mentions, sentences : DataFrame
        The tables that hold it.
    codebook : Codebook, optional
        The codebook that the numbers were made with; the shipped one if there is none.
    measures, windows : sequence of str
        As for `score_sentiment`.
    voices : DataFrame, optional
        Table of voices; with it the receipt says whose words the mention stands in, and by which cue.

    Returns
    -------
    str
        A text of a few lines: the sentence, the alias, what each window is, what was masked, each score with each word
        that made it and its valence, each frame keyword, and the version of the codebook.

    Raises
    ------
    KeyError
        If there is no such mention.
    """
    codebook = codebook or read_codebook()
    mention, others = _find_mention(mention_id, mentions)
    sentence = check(sentences, "sentences").query("sentence_id == @mention.sentence_id").iloc[0]
    offset = int(sentence["start"])
    spans = [(s - offset, e - offset) for s, e in zip(others["start"], others["end"], strict=True)]
    masked = mask_sentence(sentence["text"], spans, codebook)
    scores, words = score_sentiment(others, sentences, codebook, measures=measures, windows=windows, return_words=True)
    hits = match_frames(others, sentences, codebook).query("mention_id == @mention_id")
    lines = [
        f"mention    {mention_id}",
        f"sentence   {' '.join(sentence['text'].split())}",
        f"alias      {mention['surface']!r} ({mention['alias_type']}) names {_who(mention, codebook)}, "
        f"characters {mention['start']} to {mention['end']}, reading {mention['reading']}, "
        f"rule {mention['rule']}, confidence {mention['confidence']:.2f}",
        *([] if voices is None else [f"voice      {_whose(mention_id, voices, codebook)}"]),
        "masked     " + ("; ".join(
            f"{sentence['text'][s.start:s.end]!r} as {masked.text[s.masked_start:s.masked_end]}"
            for s in masked.stretches) or "nothing"),
    ]  # fmt: skip
    for window in windows:
        left, right = window_of(masked, int(mention["start"]) - offset, window, codebook)
        lines += ["", f"{window:<10} {masked.text[left:right]}"]
        own = scores.query("mention_id == @mention_id and window == @window")
        for measure, value in own[["measure", "value"]].itertuples(index=False, name=None):
            made = words.query("mention_id == @mention_id and window == @window and measure == @measure")
            lines.append(f"  {measure:<24}{_number(value)}   {_made_of(measure, made, value)}".rstrip())
    lines.append("")
    for hit in hits.itertuples(index=False):
        marks = ", ".join(name for name, is_so in (("quoted", hit.is_quoted), ("negated", hit.is_negated)) if is_so)
        lines.append(f"frame      {hit.frame_id}: {hit.surface!r} (keyword {hit.keyword!r}{marks and '; ' + marks})")
    if hits.empty:
        lines.append("frame      no keyword of the codebook in this sentence")
    lines.append(f"codebook   {codebook.name} {codebook.version}, digest {codebook.digest}")
    return "\n".join(lines)


def _who(mention: pd.Series, codebook: Codebook) -> str:
    """Whom a mention names, as far as that is known."""
    who = "an actor that is not settled"
    if pd.notna(mention["actor_id"]):
        who = f"{codebook.label(mention['actor_id'])} [{mention['actor_id']}]"
    if pd.notna(mention["person"]):
        who += f", {mention['person']}"
    return who + (f" (candidates: {mention['candidates']})" if pd.notna(mention["candidates"]) else "")


def _whose(mention_id: str, voices: pd.DataFrame, codebook: Codebook) -> str:
    """Whose words a mention stands in."""
    voice = check(voices, "voices").query("mention_id == @mention_id").iloc[0]
    if voice["voice"] == "narrator":
        return "narrator: the outlet's own words, no attribution holds the mention"
    who = voice["speaker"] if pd.notna(voice["speaker"]) else "nobody named"
    actor = voice["speaker_actor_id"]
    speaks_for = f", for {codebook.label(actor)} [{actor}]" if pd.notna(actor) else ", for no actor that is known"
    cue = f"cue {voice['cue']!r}" if pd.notna(voice["cue"]) else "no cue: a quotation that stands alone"
    return f"{voice['voice']}: {who}{speaks_for}; {cue}"


def _number(value: float) -> str:
    return "not scored" if pd.isna(value) else f"{value:+.4f}"


def _made_of(measure: str, words: pd.DataFrame, value: float) -> str:
    if pd.isna(value):
        return "the sentence is boilerplate"
    if measure in MEASURES["targeted"]:
        weightiest = words.loc[words["valence"].abs().sort_values(ascending=False, kind="stable").index].head(
            _N_WEIGHTY
        )
        return f"owed most to {_list_words(weightiest)}" if len(words) else ""
    if words.empty:
        return "no word of the lexicon: scored neutral"
    return _list_words(words)


def _list_words(words: pd.DataFrame) -> str:
    return ", ".join(f"{word} {valence:+.2f}" for word, valence in zip(words["word"], words["valence"], strict=True))
