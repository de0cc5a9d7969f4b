"""The verbs and nouns of action of a codebook in all their forms, and its words of grammar."""

from functools import lru_cache
from typing import NamedTuple

from ...codebook import Codebook, words_by_type
from ...tables import rows_of
from ...text import inflect_verb, irregular_forms

_GAP = "..."
_LINKED = frozenset("to not also never n't".split())
_INFINITE = frozenset("be been being".split())
_PERFECT = frozenset("has have had".split())


class RoleWords(NamedTuple):
    """What the grammar of actions knows about words."""

    forms: dict[str, list[tuple[tuple[str, ...], str, str]]]
    """First word of a form -> the other words, the verb, and the kind of form."""
    gapped: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], str, str]]]
    """First word of a form -> the words right after it, and those before its object some words on:
    "call for ... on".
    """
    starts: frozenset[str]
    """Every word that a verb or noun of action, or one of saying, may begin with."""
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
    """Words and phrases after which an action did not happen: "no longer"."""
    refusals: frozenset[str]
    """Words and phrases of not doing, which a negation turns round: "failed to", "ruled out"."""
    particles: frozenset[str]
    """Words that make another verb of the verb before them: "hit back"."""
    telling: frozenset[str]
    """Verbs of saying, whose subject "it" takes up: "said it would"."""
    times: frozenset[str]
    statements: frozenset[str]
    offices: frozenset[str]
    parts: frozenset[str]
    """Nouns that are a part of an actor and do not act for it: "regions"."""
    opponents: frozenset[str]
    """Nouns for who is against an actor: "Japan's critics"."""
    things: frozenset[str]
    """Nouns for what an actor has and what can neither speak nor meet: "missile"."""
    hosting: frozenset[str]
    """Verbs whose object is people: "receive"."""
    lacking: frozenset[str]
    """Nouns and adjectives after which an action is not there: "for want of"."""
    plans: frozenset[str]
    """Nouns whose owner is to do what "to" and a verb say: "plan", "decision"."""
    facing: frozenset[str]
    """Verbs whose subject is who an action is done to: "faced criticism from"."""
    light: frozenset[str]
    """Verbs whose subject does what their object names: "launched an attack on"."""
    controlling: frozenset[str]
    """Verbs whose object is to do what follows: "urged the world to help"."""
    meeting: frozenset[str]
    """Mutual verbs that may have an object: "met"."""
    duties: frozenset[str]
    """Verbs of what one has to do: "must"."""
    aspects: frozenset[str]
    """Verbs whose subject is to do the participle after them: "began"."""
    adverbs: frozenset[str]
    pronouns: frozenset[str]
    clause_openers: frozenset[str]


@lru_cache(maxsize=8)
def compile_role_words(codebook: Codebook) -> RoleWords:
    """Compile the verbs and words of a codebook for `RoleSentence`."""
    irregular = irregular_forms(codebook)
    forms: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    meaning: dict[str, tuple[str, int, int]] = {}
    participles: set[str] = set()
    nouns: set[str] = set()
    gapped: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], str, str]]] = {}
    columns = ["verb", "verb_class", "agent_tone", "patient_tone"]
    for verb, verb_class, agent_tone, patient_tone in rows_of(codebook.verbs, columns):
        meaning[verb] = (verb_class, int(agent_tone), int(patient_tone))
        first, *rest = verb.split()
        is_gapped = _GAP in rest
        gap = rest.index(_GAP) if is_gapped else 0
        for form, kind in inflect_verb(first, irregular):
            if is_gapped:
                split = tuple(rest[:gap]), tuple(rest[gap + 1 :])
                gapped.setdefault(form, []).append((*split, verb, kind))
            else:
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
        gapped=gapped,
        starts=frozenset(forms) | frozenset(gapped) | by_type["role_telling"],
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
        refusals=by_type["role_refusal"],
        particles=by_type["role_particle"],
        telling=by_type["role_telling"],
        times=by_type["time"],
        statements=by_type["said_noun"],
        offices=by_type["official"],
        parts=by_type["role_part"] | by_type["role_opponent"],
        opponents=by_type["role_opponent"],
        things=by_type["role_thing"],
        hosting=by_type["role_hosting"],
        lacking=by_type["role_lacking"],
        plans=by_type["role_plan"],
        facing=by_type["role_facing"],
        light=by_type["role_light"],
        controlling=by_type["role_control"],
        meeting=by_type["role_meeting"],
        duties=by_type["role_duty"],
        aspects=by_type["role_aspect"],
        adverbs=by_type["adverb"],
        pronouns=by_type["pronoun"],
        clause_openers=by_type["subordinator"],
    )
