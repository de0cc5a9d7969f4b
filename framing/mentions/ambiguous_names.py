"""Ambiguous names ("Georgia"), settled by the article that they stand in.

Words that only their capitals tell apart, "US" from "us", are none: `framing.text.case`.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ..text import WordList, fold
from .aliases import Compiled, Sense
from .hits import SECOND_NAME, Hit, Sentence, ambiguous, is_in_a_name

_BETWEEN = "\n|\n"
"""Between the sentences of an article, so that no word goes from one to the next."""
Weights = dict[str | None, float]
"""Actor, or none where the name means something else -> what speaks for it."""


class AmbiguousName(NamedTuple):
    """An ambiguous name in a sentence, given by its number, and the senses it may have."""

    sentence_no: int
    start: int
    end: int
    senses: list[Sense]

    @property
    def folded(self) -> str:
        """The name, folded."""
        return fold(self.senses[0].name)


def settle_ambiguous(
    names: Sequence[AmbiguousName], sentences: Sequence[Sentence], compiled: Compiled
) -> None:
    """Give each ambiguous name the sense that the cues in its article clearly speak for."""
    if not names:
        return
    n_hits = Counter(hit.actor_id for sentence in sentences for hit in sentence.hits)
    whole = _BETWEEN.join(sentence.text for sentence in sentences)
    n_cues: dict[str, Counter[Sense]] = {}
    given_names = _given_names(names, sentences)
    for name in names:
        sentence = sentences[name.sentence_no]
        weights: Weights = {}
        told_apart = _told_apart(name, sentence)
        folded = name.folded
        if folded not in n_cues:
            n_cues[folded] = _count_cues(folded, whole, compiled)
        n_here = _count_cues(folded, sentence.text, compiled)
        for sense in name.senses:
            if sense.actor_id in told_apart:
                continue
            weight = 3.0 * n_here[sense] + n_cues[folded][sense]
            if sense.actor_id:
                weight += 2.0 * min(3, n_hits[sense.actor_id])
            weights[sense.actor_id] = weights.get(sense.actor_id, 0.0) + weight
        if None in weights and is_in_a_name(sentence.text, name.start, name.end):
            weights[None] += 6.0
        elif None in weights and folded in given_names:
            weights[None] += 3.0
        hit = _choose(name, weights, compiled.ambiguous_types[folded])
        if hit:
            sentence.hits.append(hit)


def _count_cues(folded: str, text: str, compiled: Compiled) -> Counter[Sense]:
    """Count the words of a text that speak for each sense of an ambiguous name."""
    cues = compiled.cues[folded]
    if not cues:
        return Counter()
    words = compiled.cue_lists.get(folded)
    if words is None:
        words = compiled.cue_lists[folded] = WordList(
            [cue for cue, _ in cues], [cue[0].isupper() for cue, _ in cues]
        )
    return Counter(cues[match.entry][1] for match in words.find_all(text))


def _told_apart(name: AmbiguousName, sentence: Sentence) -> set[str | None]:
    """Actors that the sentence tells apart by a longer name: "Samoa beat American Samoa".

    Only where the bare name is another actor's own: Korea is no one's beside North Korea.
    """
    if not any(sense.actor_id and sense.prior > 0 for sense in name.senses):
        return set()
    bare = sentence.text[name.start : name.end]
    surfaces = [(hit.actor_id, sentence.text[hit.start : hit.end]) for hit in sentence.hits]
    longer = {
        actor_id
        for actor_id, surface in surfaces
        if surface.endswith(" " + bare) or surface.startswith(bare + "-")
    }
    own = {sense.actor_id for sense in name.senses if sense.prior > 0}
    return {sense.actor_id for sense in name.senses} & longer - own


def _given_names(names: Sequence[AmbiguousName], sentences: Sequence[Sentence]) -> set[str]:
    """Ambiguous names that the article uses as a first name somewhere: "Jordan Smith"."""
    return {
        name.folded
        for name in names
        if SECOND_NAME.match(sentences[name.sentence_no].text, name.end)
        and is_in_a_name(sentences[name.sentence_no].text, name.start, name.end)
    }


def _choose(name: AmbiguousName, weights: Weights, alias_type: str) -> Hit | None:
    """The hit that the weights speak for; none where the name means something else."""
    has_no_cue = sum(weights.values()) == 0
    for sense in name.senses:
        if sense.actor_id in weights:
            weights[sense.actor_id] += sense.prior
    best, second = [*sorted(weights.values(), reverse=True), 0.0][:2]
    if best > 0 and best >= 2 * second:
        actor_id = max(weights, key=lambda key: weights[key])
        if actor_id is None:
            return None
        rule = "alias" if has_no_cue else "context"
        share = round(best / sum(weights.values()), 2)
        return Hit(name.start, name.end, actor_id, alias_type, rule, share)
    candidates = sorted(actor for actor in weights if actor)
    candidates += ["none"] if None in weights else []
    return ambiguous(name.start, name.end, alias_type, candidates)
