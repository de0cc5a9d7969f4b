"""The details of a mark: what is told of it on hover and on keyboard focus."""

from collections.abc import Sequence
from typing import Any

from ...tables import LABELS, label_of
from ..weaving import escape, shorten
from .facts import Facts, as_id, as_number, flags_of, is_text

_OF_MODEL = "targeted_"
PROBABILITIES = tuple(_OF_MODEL + label for label in LABELS)
"""Measures that are told on one line, as probabilities."""
N_LISTED = 6
"""Details of a kind that are listed for one mark."""
Line = tuple[str, str]
"""A line of the details: what it is about, and what it says."""


class Cards:
    """The details of the marks of one article, as HTML; each has a number."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.n_made = 0

    def make(self, lines: Sequence[Line]) -> tuple[str, str]:
        """Make the attribute that points to the details, and the details."""
        self.n_made += 1
        name = f"{self.key}-{self.n_made}"
        rows = " ".join(
            f'<span class="fr-line"><b>{escape(shorten(about))}</b> '
            f"<bdi>{escape(shorten(words))}</bdi>.</span>"
            for about, words in lines
        )
        return (
            f' aria-describedby="{name}"',
            f'<span class="fr-card" id="{name}" role="tooltip" hidden>{rows}</span>',
        )


def tell_mention(mention: Any, facts: Facts) -> list[Line]:
    """Tell all that is known of a mention."""
    person = f", {mention.person}" if is_text(mention.person) else ""
    lines = [(shorten(mention.surface, 60), facts.name_actor(mention.actor_id) + person)]
    if is_text(mention.candidates):
        lines.append(("Candidates", str(mention.candidates)))
    lines.append(
        (
            "Read as",
            f"{mention.reading}; {mention.alias_type}, rule {mention.rule}, "
            f"confidence {mention.confidence:.2f}",
        )
    )
    voice = facts.voices.get(mention.mention_id)
    if voice is not None:
        lines.append(("Voice", _tell_voice(voice, facts)))
    lines += _tell_scores(mention.mention_id, facts)
    roles = facts.roles_of.get(mention.mention_id, [])
    lines += [("Role", _tell_role(side, role, facts)) for side, role in roles[:N_LISTED]]
    for hit in facts.hits_of.get(mention.mention_id, [])[:N_LISTED]:
        flags = flags_of(hit)
        name = facts.codebook.frame_labels.get(hit.frame_id, hit.frame_id)
        surface = shorten(hit.surface, 60)
        lines.append(("Frame", f"{name}: “{surface}”{f' ({flags})' if flags else ''}"))
    read = facts.read_in.get(mention.sentence_id, [])[:N_LISTED]
    if read:
        names = [f"{facts.codebook.frame_labels.get(one, one)} {value:.2f}" for one, value in read]
        lines.append(("Frames read by the network", ", ".join(names)))
    findings = facts.findings_in(mention.start, mention.end)[:N_LISTED]
    lines += [(f"Text health, {finding.severity}", finding.message) for finding in findings]
    return [*lines, ("mention_id", mention.mention_id)]


def title_mention(mention: Any, facts: Facts) -> str:
    """Say the most of a mention in one line, for a browser that shows titles."""
    scores = facts.scores_of.get(mention.mention_id, [])
    score = next(
        (as_number(value) for name, window, value in scores if (name, window) == facts.pair),
        "not scored",
    )
    voice, _ = facts.voice_of(mention.mention_id)
    measure = facts.pair[0] if facts.pair else "score"
    return (
        f"{shorten(facts.name_actor(mention.actor_id), 60)}; {mention.reading}; {voice}; "
        f"{shorten(measure, 40)} {score}"
    )


def tell_attribution(row: Any, speaker: object, actor: str | None, facts: Facts) -> list[Line]:
    """Tell whose words a stretch of the text is, and how that was read."""
    name = speaker if is_text(speaker) else "nobody named"
    whom = f", for {facts.name_actor(actor)}" if actor else ", for no actor that is known"
    lines = [("Words of", f"{name}{whom}")]
    if is_text(row.source):
        lines.append(("In the text", str(row.source)))
    return [
        *lines,
        ("Cue", str(row.cue) if is_text(row.cue) else "none"),
        ("Quotation", row.quote_type + ("" if row.is_closed else ", not closed")),
        ("Confidence", f"{row.confidence:.2f}"),
    ]


def tell_frame(name: str, hits: Sequence[Any], facts: Facts) -> list[Line]:
    """Tell which frame a keyword is a sign of, and for which mentions."""
    flags = flags_of(hits[0])
    keyword = facts.codebook.say_keyword(hits[0].frame_id, str(hits[0].keyword))
    lines = [("Frame", f"{name}{f'; {flags}' if flags else ''}"), ("Keyword", keyword)]
    if is_text(hits[0].voice):
        lines.append(("Words of", str(hits[0].voice)))
    actors = dict.fromkeys(facts.name_actor(facts.by_id[hit.mention_id].actor_id) for hit in hits)
    return [*lines, ("Mentions in it", f"{len(hits)}, of {', '.join(actors)}")]


def _tell_scores(mention_id: str, facts: Facts) -> list[Line]:
    """Tell the scores of a mention: a line a measure, and one for all probabilities."""
    by_measure: dict[str, list[str]] = {}
    for measure, window, value in facts.scores_of.get(mention_id, []):
        if measure in PROBABILITIES:
            words = f"{measure.removeprefix(_OF_MODEL)} {value:.2f}"
            by_measure.setdefault("probability", []).append(words)
        else:
            by_measure.setdefault(measure, []).append(f"{window} {as_number(value)}")
    return [(label_of(measure), ", ".join(values)) for measure, values in by_measure.items()]


def _tell_voice(voice: Any, facts: Facts) -> str:
    if voice.voice == "narrator":
        return "narrator, the outlet’s own words"
    speaker = shorten(voice.speaker, 80) if is_text(voice.speaker) else "nobody named"
    actor = voice.speaker_actor_id
    whom = f", for {facts.name_actor(actor)}" if is_text(actor) else ""
    cue = f"; cue “{shorten(voice.cue, 60)}”" if is_text(voice.cue) else ""
    return f"{voice.voice}, {speaker}{whom}{cue}"


def _tell_role(side: str, role: Any, facts: Facts) -> str:
    is_agent = side == "agent"
    other = facts.by_id.get(role.patient_mention_id if is_agent else role.agent_mention_id)
    whom = f"{other.surface} [{as_id(other.actor_id)}]" if other is not None else "another"
    word = "does it to" if is_agent else "has it done by"
    negated = "not " if role.is_negated else ""
    return f"{side} of “{negated}{role.verb}”, {word} {whom}; {role.verb_class.replace('_', ' ')}"
