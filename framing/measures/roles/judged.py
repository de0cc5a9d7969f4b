"""Pairs of actors that the network judges, and the word that carries what one does to the other.

The network says that one mention acts for or against another, not by which word. The receipt is the
verb or noun of action of the same sign that stands between the two, or nearest to them; where the
codebook knows none, the nearest verb between them.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ...text import tag_of
from .loose import loose_pairs
from .phrases import BREAKS, RoleSentence
from .verbs import Verb, verbs_at

SURE = 0.8
"""Probability from which a pair that the grammar does not read is an action: the lowest at which
nine in ten of all actions are right on both golds (``benchmarks/roles.py --thresholds``)."""
LIKELY = 0.4
"""The same for a pair that stands like agent and patient of a word (`loose_pairs`)."""
SHARED = 0.6
"""The same where the agent would be the subject of another verb too."""
CLASSES = {1: "verbal_cooperation", -1: "verbal_confrontation"}
"""The class of an action whose verb the codebook does not know: words, for or against."""


class Judged(NamedTuple):
    """An action that the network judges; agent and patient are places among the mentions."""

    agent: int
    verb: Verb
    patient: int
    sign: int
    """1 for the patient, -1 against it."""
    probability: float


def find_judged(
    sentence: RoleSentence,
    mention_ids: Sequence[str],
    pairs: Mapping[tuple[str, str], tuple[float, float, float]],
) -> Iterator[Judged]:
    """Find the pairs of a sentence that the network is sure of and that a word carries."""
    loose = loose_pairs(sentence)
    for agent, one in enumerate(mention_ids):
        for patient, two in enumerate(mention_ids):
            against, _, favour = pairs.get((one, two), (0.0, 1.0, 0.0))
            probability, sign = (favour, 1) if favour > against else (against, -1)
            word, is_own = loose.get((agent, patient), (None, False))
            least = SURE if word is None else LIKELY if is_own else SHARED
            if agent == patient or probability < least:
                continue
            verb = find_carrier(sentence, agent, patient, sign) or word
            if verb is not None:
                yield Judged(agent, verb, patient, sign, probability)


def find_carrier(sentence: RoleSentence, agent: int, patient: int, sign: int) -> Verb | None:
    """Find the verb or noun that tells best what one mention does to another.

    Examples
    --------
    >>> from framing.measures.roles.phrases import mark
    >>> sentence, _ = mark("[Paris], tired of delays, at last sanctioned the banks of [Rome].")
    >>> find_carrier(sentence, 0, 1, -1).lemma
    'sanction'
    """
    places = {mention: item for item, mention in enumerate(sentence.mentions) if mention >= 0}
    if agent not in places or patient not in places:
        return None
    left, right = sorted((places[agent], places[patient]))

    def distance(verb: Verb) -> tuple[int, int]:
        outside = max(left - verb.last, verb.first - right, 0)
        return outside, abs(verb.first - places[patient])

    known = [
        verb
        for item in range(sentence.n)
        for verb in verbs_at(sentence, item)
        if verb.form != "telling" and _sign_of(sentence, verb) == sign
    ]
    if known:
        return min(known, key=distance)
    between = [
        Verb(item, item + 1, sentence.low[item], "finite", item + 1)
        for item in range(left + 1, right)
        if tag_of(sentence.low[item]).startswith("VB")
        and sentence.low[item] not in sentence.words.helpers | sentence.words.be
        and sentence.low[item] not in BREAKS
    ]
    return min(between, key=distance, default=None)


def _sign_of(sentence: RoleSentence, verb: Verb) -> int:
    return 1 if sentence.words.meaning[verb.lemma][0].endswith("cooperation") else -1
