"""The verbs and nouns of action of a codebook in all their forms, and its words of grammar."""

from functools import lru_cache
from typing import NamedTuple

from ...codebook import Codebook, words_by_type
from ...tables import rows_of
from ...text import inflect_verb, irregular_forms

_LINKED = frozenset("to not also never n't".split())
_INFINITE = frozenset("be been being".split())
_PERFECT = frozenset("has have had".split())


class RoleWords(NamedTuple):
    """What the grammar of actions knows about words."""

    forms: dict[str, list[tuple[tuple[str, ...], str, str]]]
    """First word of a form -> the other words, the verb, and the kind of form."""
    meaning: dict[str, tuple[str, int, int]]
    """Verb -> its class, and the tone that it gives to its agent and to its patient."""
    nouns: frozenset[str]
    """First words of the nouns of action."""
    participles: frozenset[str]
    mutual: frozenset[str]
    """Verbs whose agent and patient could be exchanged."""
    beside: frozenset[str]
    """Prepositions before somebody who does not act."""
    links: frozenset[str]
    """Prepositions between a verb and its object."""
    chains: frozenset[str]
    """Verbs that pass their subject on: "wants to"."""
    after_chain: frozenset[str]
    determiners: frozenset[str]
    be: frozenset[str]
    passive_be: frozenset[str]
    """Forms of "be" and "get" that make a passive of the participle after them."""
    helpers: frozenset[str]
    finite: frozenset[str]
    """Helpers and forms of "be" that are finite verbs."""
    negations: frozenset[str]


@lru_cache(maxsize=8)
def compile_role_words(codebook: Codebook) -> RoleWords:
    """Compile the verbs and words of a codebook for `RoleSentence`."""
    irregular = irregular_forms(codebook)
    forms: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    meaning: dict[str, tuple[str, int, int]] = {}
    participles: set[str] = set()
    nouns: set[str] = set()
    columns = ["verb", "verb_class", "agent_tone", "patient_tone"]
    for verb, verb_class, agent_tone, patient_tone in rows_of(codebook.verbs, columns):
        meaning[verb] = (verb_class, int(agent_tone), int(patient_tone))
        first, *rest = verb.split()
        for form, kind in inflect_verb(first, irregular):
            forms.setdefault(form, []).append((tuple(rest), verb, kind))
            if kind == "finite" and not form.endswith("s"):
                participles.add(form)
    for noun, verb in rows_of(codebook.action_nouns, ["noun", "verb"]):
        first, *rest = noun.split()
        forms.setdefault(first, []).append((tuple(rest), verb, "noun"))
        nouns.add(first)
    for options in forms.values():
        options.sort(key=lambda option: -len(option[0]))
    mutual = codebook.verbs.loc[codebook.verbs["is_mutual"] == "true", "verb"]
    by_type = words_by_type(codebook)
    be, helpers = by_type["role_be"], by_type["role_helper"]
    return RoleWords(
        forms=forms,
        meaning=meaning,
        nouns=frozenset(nouns),
        participles=frozenset(participles),
        mutual=frozenset(mutual),
        beside=by_type["role_beside"],
        links=by_type["role_link"],
        chains=by_type["role_chain"],
        after_chain=be | {"to", "not"},
        determiners=by_type["determiner"],
        be=be,
        passive_be=be - _PERFECT,
        helpers=helpers,
        finite=(helpers - _LINKED) | (be - _INFINITE),
        negations=by_type["role_negation"],
    )
