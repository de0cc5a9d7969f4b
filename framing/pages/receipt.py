"""The receipt of a mention: how it came to its numbers."""

from collections.abc import Sequence

import pandas as pd

from ..codebook import Codebook, read_codebook
from ..measures import (
    Masked,
    find_mention,
    keep_likely,
    mask_sentence,
    match_frames,
    read_frames,
    read_sentences,
    score_sentiment,
    show_mentions,
    window_of,
)
from ..portrayals import list_words
from ..tables import SCORERS, WINDOWS, check, rows_of

_N_WEIGHTY = 6
"""Words that a receipt lists for the model, which gives every word some weight."""


def explain(
    mention_id: str,
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    measures: Sequence[str] = tuple(SCORERS),
    windows: Sequence[str] = WINDOWS,
    voices: pd.DataFrame | None = None,
) -> str:
    """Write the receipt of a mention: the words and the arithmetic behind each of its numbers.

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
        Table of voices; with it the receipt says whose words the mention stands in, and by which
        cue.

    Returns
    -------
    str
        A text of a few lines: the sentence, the alias, what was masked for the word lists, the
        sentence as the model saw it, what each window is, each score with each word that made it
        and its valence, each frame keyword, and the version of the codebook.

    Raises
    ------
    KeyError
        If there is no such mention.
    """
    codebook = codebook or read_codebook()
    mention, others = find_mention(mention_id, mentions)
    sentence = check(sentences, "sentences").query("sentence_id == @mention.sentence_id").iloc[0]
    offset = int(sentence["start"])
    spans = [(s - offset, e - offset) for s, e in zip(others["start"], others["end"], strict=True)]
    masked = mask_sentence(sentence["text"], spans, codebook)
    readings = read_sentences(others, sentences, codebook)
    scores, words = score_sentiment(
        others,
        sentences,
        codebook,
        measures=measures,
        windows=windows,
        return_words=True,
        readings=readings,
    )
    hits = match_frames(others, sentences, codebook).query("mention_id == @mention_id")
    lines = [
        f"mention    {mention_id}",
        f"sentence   {' '.join(sentence['text'].split())}",
        f"alias      {mention['surface']!r} ({mention['alias_type']}) "
        f"names {_who(mention, codebook)}, "
        f"characters {mention['start']} to {mention['end']}, reading {mention['reading']}, "
        f"rule {mention['rule']}, confidence {mention['confidence']:.2f}",
    ]
    if voices is not None:
        lines.append(f"voice      {_whose(mention_id, voices, codebook)}")
    lines.append(f"masked     for the word lists: {_what_is_masked(sentence['text'], masked)}")
    if "targeted" in measures:
        lines.append(f"model saw  {_seen_by_model(mention_id, others, sentences, codebook)}")
    for window in windows:
        left, right = window_of(masked, int(mention["start"]) - offset, window, codebook)
        lines += ["", f"{window:<10} {masked.text[left:right]}"]
        lines += _explain_scores(
            scores.query("mention_id == @mention_id and window == @window"),
            words.query("mention_id == @mention_id and window == @window"),
        )
    return "\n".join(
        [
            *lines,
            "",
            *_explain_frames(hits, codebook),
            _explain_read(read_frames(others, sentences, codebook, readings=readings), codebook),
            f"codebook   {codebook.name} {codebook.version}, digest {codebook.digest}",
        ]
    )


def _what_is_masked(text: str, masked: Masked) -> str:
    """Say which stretches of a sentence were masked, and as what."""
    stretches = [
        f"{text[s.start : s.end]!r} as {masked.text[s.masked_start : s.masked_end]}"
        for s in masked.stretches
    ]
    return "; ".join(stretches) or "nothing"


def _seen_by_model(
    mention_id: str, mentions: pd.DataFrame, sentences: pd.DataFrame, codebook: Codebook
) -> str:
    """Write the sentence of a mention as the network sees it: names hidden, keywords not."""
    for _, mention_ids, shown in show_mentions(mentions, sentences, codebook):
        if mention_id in mention_ids:
            return " ".join(shown.text.split())
    return "nothing: the sentence is boilerplate"


def _explain_scores(scores: pd.DataFrame, words: pd.DataFrame) -> list[str]:
    """Write a line for each score of a window, with the words that made it."""
    lines = []
    for measure, value in scores[["measure", "value"]].itertuples(index=False, name=None):
        made_of = _made_of(measure, words[words["measure"] == measure], value)
        lines.append(f"  {measure:<24}{_number(value)}   {made_of}".rstrip())
    return lines


def _explain_frames(hits: pd.DataFrame, codebook: Codebook) -> list[str]:
    """Write a line for each keyword of a frame in the sentence."""
    if hits.empty:
        return ["frame      no keyword of the codebook in this sentence"]
    lines = []
    for hit in hits.itertuples(index=False):
        named = (("quoted", hit.is_quoted), ("negated", hit.is_negated))
        flags = ", ".join(name for name, is_so in named if is_so)
        words = f"keyword {codebook.say_keyword(hit.frame_id, hit.keyword)!r}"
        rule = f"{words}; {flags}" if flags else words
        lines.append(f"frame      {hit.frame_id}: {hit.surface!r} ({rule})")
    return lines


def _explain_read(frames_read: pd.DataFrame, codebook: Codebook) -> str:
    """Write a line for what the network reads in the sentence: likely frames, and its policy."""
    ordered = frames_read.sort_values("probability", ascending=False, kind="stable")
    told = [
        f"{codebook.frame_labels.get(frame, frame)} {value:.2f}"
        for frame, value in rows_of(keep_likely(ordered), ["frame_id", "probability"])
    ]
    policy = ordered[ordered["frame_set"] == "policy"].head(1)
    told += [
        f"policy {frame.replace('_', ' ')} {value:.2f}"
        for frame, value in rows_of(policy, ["frame_id", "probability"])
    ]
    return f"read       {'; '.join(told) or 'nothing: the sentence is boilerplate'} (the network)"


def _who(mention: pd.Series, codebook: Codebook) -> str:
    """Say whom a mention names, as far as that is known."""
    who = "an actor that is not settled"
    if pd.notna(mention["actor_id"]):
        who = f"{codebook.label(mention['actor_id'])} [{mention['actor_id']}]"
    if pd.notna(mention["person"]):
        who += f", {mention['person']}"
    return who + (
        f" (candidates: {mention['candidates']})" if pd.notna(mention["candidates"]) else ""
    )


def _whose(mention_id: str, voices: pd.DataFrame, codebook: Codebook) -> str:
    """Say whose words a mention stands in."""
    voice = check(voices, "voices").query("mention_id == @mention_id").iloc[0]
    if voice["voice"] == "narrator":
        return "narrator: the outlet's own words, no attribution holds the mention"
    who = voice["speaker"] if pd.notna(voice["speaker"]) else "nobody named"
    actor = voice["speaker_actor_id"]
    speaks_for = (
        f", for {codebook.label(actor)} [{actor}]"
        if pd.notna(actor)
        else ", for no actor that is known"
    )
    cue = (
        f"cue {voice['cue']!r}"
        if pd.notna(voice["cue"])
        else "no cue: a quotation that stands alone"
    )
    return f"{voice['voice']}: {who}{speaks_for}; {cue}"


def _number(value: float) -> str:
    return "not scored" if pd.isna(value) else f"{value:+.4f}"


def _made_of(measure: str, words: pd.DataFrame, value: float) -> str:
    if pd.isna(value):
        return "the sentence is boilerplate"
    if measure in SCORERS["targeted"]:
        weightiest = words.loc[
            words["valence"].abs().sort_values(ascending=False, kind="stable").index
        ].head(_N_WEIGHTY)
        return f"owed most to {list_words(weightiest)}" if len(words) else ""
    if words.empty:
        return "no word of the lexicon: scored neutral"
    return list_words(words)
