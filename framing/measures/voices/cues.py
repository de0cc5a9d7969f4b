"""Which words of a sentence are cues.

A word that has the form of a cue may be none: "the report", "nothing was said", "in May". The rules
of `CUE_RULES` say so, each for one reason; the first one that is sure decides.
"""

from collections.abc import Callable

from ...text import tag_of
from .denials import is_denied, is_denied_at, is_withheld
from .other_uses import (
    is_called,
    is_greeted,
    is_only_a_word,
    is_other_use,
    is_visited,
    states_something,
)
from .passives import is_passive, is_to_blame, lacks_object
from .sentence import QUOTATION, Cue, Sentence, read_sentence

_BEFORE_BASE = frozenset({"%", ",", ")", "—", "--"})
_NEAR = 8
"""Words within which a verb of refusing takes the cue along."""


def candidate(text: str, word: str) -> tuple[Sentence, Cue]:
    """Return a text as a sentence, and what has the form of a cue in it, for examples."""
    sentence = read_sentence(text)
    cue = sentence.cue_at(sentence.low.index(word))
    if cue is None:
        raise ValueError(f"{word!r} is not the form of a cue")
    return sentence, cue


def find_cues(sentence: Sentence) -> list[Cue]:
    """Return the cues of a sentence, from left to right.

    Examples
    --------
    >>> [cue.lemma for cue in find_cues(read_sentence("The report said he may resign."))]
    ['say']
    """
    cues: list[Cue] = []
    last = 0
    forms = sentence.rules.cues
    for item, low in enumerate(sentence.low):
        if low in forms and item >= last:
            cue = sentence.cue_at(item)
            if cue and is_cue(sentence, cue):
                cues.append(cue)
                last = cue.last
    return cues


def is_cue(sentence: Sentence, cue: Cue) -> bool:
    """Whether what has the form of a cue is one; it is, if no rule of `CUE_RULES` decides."""
    for rule in CUE_RULES:
        verdict = rule(sentence, cue)
        if verdict is not None:
            return verdict
    return True


def takes_phrase(sentence: Sentence, cue: Cue) -> bool | None:
    """A cue that is no verb counts, a noun and a yardstick ("according to age") do not yet.

    Examples
    --------
    >>> takes_phrase(*candidate("It rained, according to the army.", "according"))
    True
    >>> takes_phrase(*candidate("The accusation that he lied is old.", "accusation"))
    False
    """
    if cue.form != "phrase":
        return None
    head = cue.last + sentence.is_a(cue.last, "owner")
    return "noun" not in cue.classes and not sentence.is_a(head, "yardstick")


def follows_contraction(sentence: Sentence, cue: Cue) -> bool | None:
    """A participle after a pronoun and "'s" is a cue, but for "it's said".

    Examples
    --------
    >>> follows_contraction(*candidate("He's saying that it rained.", "saying"))
    True
    >>> follows_contraction(*candidate("She's argued for years that it rained.", "argued"))
    True
    """
    owner = cue.first - 2
    if sentence.word(cue.first - 1) != "'s" or not (
        sentence.is_a(owner, "pronoun") or sentence.word(owner) == "who"
    ):
        return None
    is_perfect = cue.form == "finite" and not sentence.low[cue.first].endswith("s")
    is_said = is_perfect and sentence.low[owner] not in ("it", "that")
    return True if cue.form == "ing" or is_said else None


def follows_determiner(sentence: Sentence, cue: Cue) -> bool | None:
    """A word after a determiner, a genitive, "of" or a hyphen is a noun.

    Examples
    --------
    >>> follows_determiner(*candidate("The report was long.", "report"))
    False
    >>> follows_determiner(*candidate("Russia's claims were old.", "claims"))
    False
    """
    before = sentence.word(cue.first - 1)
    is_determiner = before in sentence.words["determiner"] and before not in ("all", "both")
    is_genitive = before in ("of", "'s", "'") or before.endswith("s'")
    is_hyphened = before == "-" and sentence.ends[cue.first - 1] == sentence.starts[cue.first]
    is_plural = "noun" in cue.classes and sentence.low[cue.first].endswith("s")
    is_many = before in ("many", "few", "several") and is_plural
    is_counted = before == "one" and sentence.is_a(cue.first - 2, "preposition")
    return False if is_determiner or is_genitive or is_counted or is_hyphened or is_many else None


def follows_refusal(sentence: Sentence, cue: Cue) -> bool | None:
    """A word right after "without" or a verb of refusing is not said.

    Examples
    --------
    >>> follows_refusal(*candidate("He left without saying why.", "saying"))
    False
    """
    return False if sentence.is_a(cue.first - 1, "blocker_before") else None


def is_name_alike(sentence: Sentence, cue: Cue) -> bool | None:
    """A word that is a name too is one where it has a capital inside of a sentence.

    Examples
    --------
    >>> is_name_alike(*candidate("He met the people of State that day.", "state"))
    False
    """
    is_capital = cue.first > 0 and sentence.is_name(cue.first)
    return False if is_capital and sentence.is_a(cue.first, "name_alike") else None


def has_capital(sentence: Sentence, cue: Cue) -> bool | None:
    """A word with a capital inside of a sentence is part of a name, but for headlines.

    Examples
    --------
    >>> has_capital(*candidate("He works for Consumer Reports in town.", "reports"))
    False
    """
    is_capital = cue.first > 0 and sentence.is_name(cue.first)
    return False if is_capital and not sentence.is_headline() else None


def is_refused(sentence: Sentence, cue: Cue) -> bool | None:
    """A verb of refusing takes along what follows it up to a comma.

    Examples
    --------
    >>> is_refused(*candidate("It avoided the topic or calling it a war.", "calling"))
    False
    """
    near = range(max(0, cue.first - _NEAR), cue.first)
    before = sentence.low[near.start : near.stop]
    if "," in before or sentence.words["blocker_before"].isdisjoint(before):
        return None
    is_taken = any(
        sentence.is_a(item, "blocker_before") and not is_denied_at(sentence, item) for item in near
    )
    return False if is_taken else None


def participle_after_word(sentence: Sentence, cue: Cue) -> bool | None:
    """A participle after a noun or verb is a cue only if its content shows.

    Examples
    --------
    >>> participle_after_word(*candidate("The men reporting the fire left.", "reporting"))
    False
    >>> participle_after_word(*candidate("They sent Wang saying that it rained.", "saying"))
    True
    """
    before = cue.first - 1
    is_after_word = cue.form == "ing" and sentence.word(before)[:1].isalpha()
    if not is_after_word or (
        sentence.is_a(before, "auxiliary")
        or sentence.is_adverb(before)
        or sentence.is_a(before, "coordinator")
        or sentence.is_a(before, "preposition")
    ):
        return None
    return _content_shows(sentence, cue) or "strong" in cue.classes


def noun_by_neighbours(sentence: Sentence, cue: Cue) -> bool | None:
    """What may be a noun is told by the words on both its sides.

    Examples
    --------
    >>> noun_by_neighbours(*candidate("They report a loss.", "report"))
    True
    >>> noun_by_neighbours(*candidate("It rose in reports on Monday.", "reports"))
    False
    >>> noun_by_neighbours(*candidate("Officials report that it rained.", "report"))
    True
    """
    if not _may_be_noun(sentence, cue):
        return None
    before = cue.first - 1
    if cue.form == "finite" and sentence.is_a(before, "vague"):
        return False
    if (
        sentence.is_a(before, "pronoun")
        or sentence.is_a(before, "modal")
        or sentence.is_a(before, "auxiliary")
    ):
        return True
    if sentence.is_a(before, "preposition") or tag_of(sentence.word(before)).startswith("JJ"):
        return False
    return True if _content_shows(sentence, cue) else None


def noun_by_subject(sentence: Sentence, cue: Cue) -> bool | None:
    """What may be a noun is a verb after a word that can be its subject.

    Examples
    --------
    >>> noun_by_subject(*candidate("Officials claim victory.", "claim"))
    True
    >>> noun_by_subject(*candidate("Claim checks are long.", "claim"))
    False
    """
    if not _may_be_noun(sentence, cue):
        return None
    if cue.first == 0:
        return False
    item = cue.first - 1
    before = sentence.low[item]
    if cue.form != "base":
        return sentence.is_name(item) or sentence.is_a(item, "adverb") or before == "who"
    if tag_of(sentence.low[cue.first]).startswith("NN"):
        return tag_of(before) == "NNS" or sentence.is_a(item, "adverb") or before in ("who", "to")
    return (before[0].isalnum() or before in _BEFORE_BASE) and before not in ("let", "not")


def _may_be_noun(sentence: Sentence, cue: Cue) -> bool:
    """Whether a form of a cue is a noun too, or an infinitive."""
    low = sentence.low[cue.first]
    is_plural = "noun" in cue.classes and low.endswith("s") and not tag_of(low)
    return cue.form == "base" or is_plural or tag_of(low).startswith("NN")


def _content_shows(sentence: Sentence, cue: Cue) -> bool:
    """Whether "that", a colon, a quotation or a pronoun follows a cue."""
    after = sentence.word(cue.last)
    return after in ("that", QUOTATION, ":") or sentence.is_a(cue.last, "pronoun")


CUE_RULES: tuple[Callable[[Sentence, Cue], bool | None], ...] = (
    takes_phrase,
    is_only_a_word,
    follows_contraction,
    follows_determiner,
    follows_refusal,
    is_name_alike,
    states_something,
    has_capital,
    is_to_blame,
    is_passive,
    lacks_object,
    is_denied,
    is_withheld,
    is_refused,
    is_called,
    is_greeted,
    is_visited,
    is_other_use,
    participle_after_word,
    noun_by_neighbours,
    noun_by_subject,
)
"""Whether what has the form of a cue is one; tried in this order, none says that it leaves it."""
