"""What is marked in an article: mentions, keywords of frames, words of somebody, and findings."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ...figures import actor_style
from ...tables import read_pieces
from ..weaving import Mark, escape, shorten
from .details import Cards, tell_attribution, tell_frame, tell_mention, title_mention
from .facts import GREY, Facts, as_id, flags_of, group_by, is_text
from .legend import Group, line_of

LONG = 400
"""Characters from which a finding is marked at its beginning only."""
_FINDING, _VOICE, _FRAME, _MENTION = range(4)
"""Layers of the marks, outermost first."""


def mark_article(facts: Facts, groups: Mapping[str, Group], cards: Cards) -> list[Mark]:
    """Make all marks of an article; the groups learn which sets of values marks have."""
    marks = [_mark_finding(*placed, groups, cards) for placed in facts.placed]
    for attribution in facts.attributions:
        marks += _mark_voice(attribution, facts, groups, cards)
    for (start, end, frame), hits in facts.hits_at.items():
        marks.append(_mark_frame(start, end, frame, hits, facts, groups, cards))
    together = group_by(facts.mentions, lambda mention: (mention.start, mention.end))
    return marks + [_mark_mentions(rows, facts, groups, cards) for rows in together.values()]


def _mark_mentions(
    mentions: Sequence[Any], facts: Facts, groups: Mapping[str, Group], cards: Cards
) -> Mark:
    """Mark the words that one or several mentions stand in."""
    first = mentions[0]
    ids = [mention.mention_id for mention in mentions]
    frames = {hit.frame_id for mention_id in ids for hit in facts.hits_of.get(mention_id, [])}
    tokens = _join_tokens(ids, frames, first.start, first.end, facts, groups)
    actor = as_id(first.actor_id)
    colour = actor_style(actor).colour
    is_actor = any(mention.reading == "actor" for mention in mentions)
    is_focus = facts.focus in ids
    label = "+".join(dict.fromkeys(as_id(mention.actor_id) for mention in mentions))
    label += "" if is_actor else f" {first.reading}"
    described, card = cards.make(
        [line for mention in mentions for line in tell_mention(mention, facts)]
    )
    return Mark(
        first.start,
        first.end,
        _MENTION,
        f"fr-mark fr-mention {tokens}{'' if is_actor else ' fr-hollow'} "
        f"fr-c{groups['a'].place(actor)}{' fr-focus' * is_focus}",
        f"background-color: {_rgba(colour, 0.3)}" if is_actor else f"border: 1px dashed {colour}",
        escape(title_mention(first, facts)),
        f' tabindex="0" role="mark"{described}{" data-focus" * is_focus}',
        "",
        card,
        f'<sup class="fr-tag"><bdi>{escape(shorten(label, 40))}</bdi></sup>',
    )


def _mark_frame(
    start: int,
    end: int,
    frame: str,
    hits: Sequence[Any],
    facts: Facts,
    groups: Mapping[str, Group],
    cards: Cards,
) -> Mark:
    """Mark a keyword of a frame."""
    tokens = _join_tokens([hit.mention_id for hit in hits], [frame], start, end, facts, groups)
    name = facts.codebook.frame_labels.get(frame, frame)
    flags = flags_of(hits[0])
    described, card = cards.make(tell_frame(name, hits, facts))
    tag = (
        f'<sup class="fr-tag fr-frame-tag" tabindex="0" role="mark"{described}>'
        f"<bdi>{escape(shorten(name, 32) + (f' ({flags})' if flags else ''))}</bdi>{card}</sup>"
    )
    return Mark(
        start,
        end,
        _FRAME,
        f"fr-mark fr-frame {tokens}",
        f"border-bottom: 3px {line_of(frame, facts)} {GREY}",
        after=tag,
    )


def _mark_voice(row: Any, facts: Facts, groups: Mapping[str, Group], cards: Cards) -> list[Mark]:
    """Mark the stretches of one attribution, and name its speaker before the first."""
    said = facts.speakers.get(row.attribution_id)
    speaker = said.speaker if said is not None and is_text(said.speaker) else row.source
    actor = said.speaker_actor_id if said is not None else None
    actor = actor if is_text(actor) else None
    is_term = row.quote_type == "term"
    token = groups["v"].token([("unclear", None) if is_term else ("source", actor)])
    described, card = cards.make(tell_attribution(row, speaker, actor, facts))
    if is_term:
        actor = None
    who = shorten(speaker, 32) if is_text(speaker) else "somebody"
    tag = (
        f'<small class="fr-tag fr-who" tabindex="0" role="mark"{described}>'
        f"<bdi>{escape(who + (f', {actor}' if actor else ''))}:</bdi> {card}</small>"
    )
    places = groups["a"].places
    tint = f"fr-c{places[actor]}" if actor in places else "fr-grey"
    colour = actor_style(actor).colour if actor else GREY
    return [
        Mark(
            start,
            end,
            _VOICE,
            f"fr-mark fr-voice {token} {tint}",
            f"background-color: {_rgba(colour, 0.13)}",
            before=tag if place == 0 and not is_term else "",
        )
        for place, (start, end) in enumerate(read_pieces(row.pieces))
    ]


def _mark_finding(
    start: int, end: int, row: Any, groups: Mapping[str, Group], cards: Cards
) -> Mark:
    """Mark the place of a finding; of a long one only its beginning is seen."""
    token = groups["t"].token([row.check])
    described, card = cards.make([(f"Text health, {row.severity}", str(row.message))])
    tag = (
        f'<small class="fr-tag fr-flag" tabindex="0" role="mark"{described}>'
        f"<bdi>⚑ {escape(shorten(row.check, 40).replace('_', ' '))}</bdi> {card}</small>"
    )
    is_long = end - start > LONG
    return Mark(
        start,
        end,
        _FINDING,
        f"fr-mark {'fr-long' if is_long else 'fr-ill'} {token}",
        "" if is_long else "border-bottom: 1px dotted #b00020",
        before=tag,
    )


def name_tokens(mention: Any, facts: Facts, groups: Mapping[str, Group]) -> str:
    """Name the classes of one mention that filters go by."""
    frames = {hit.frame_id for hit in facts.hits_of.get(mention.mention_id, [])}
    return _join_tokens([mention.mention_id], frames, mention.start, mention.end, facts, groups)


def _join_tokens(
    mention_ids: Sequence[str],
    frames: Iterable[str],
    start: int,
    end: int,
    facts: Facts,
    groups: Mapping[str, Group],
) -> str:
    """Join the classes of a mark, one a part of the legend."""
    return " ".join(
        (
            groups["a"].token({as_id(facts.by_id[id_].actor_id) for id_ in mention_ids}),
            groups["f"].token(frames),
            groups["v"].token({facts.voice_of(id_) for id_ in mention_ids}),
            groups["t"].token({row.check for row in facts.findings_in(start, end)}),
        )
    )


def _rgba(colour: str, alpha: float) -> str:
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {alpha:g})"
