"""Words and phrases in their inflected forms."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from ..codebook import Codebook
from ..tables import rows_of


@lru_cache(maxsize=8)
def irregular_forms(codebook: Codebook) -> Mapping[str, list[str]]:
    """Collect the irregular forms of each word of a codebook, for `inflect`.

    Examples
    --------
    >>> import framing as fr
    >>> irregular_forms(fr.read_codebook())["lead"]
    ['led']
    """
    forms: dict[str, list[str]] = {}
    for lemma, form in rows_of(codebook.irregular_forms, ["lemma", "form"]):
        forms.setdefault(lemma, []).append(form)
    return forms


def inflect(word: str, irregular: Mapping[str, Iterable[str]]) -> set[str]:
    """List the inflected forms of an English word, itself included.

    Regular forms follow the spelling rules of English (-s, -ed, -ing; e dropped, y to i, consonant
    doubled); the irregular ones come from ``data/codebook/irregular_forms.csv``. A form that does
    not exist ("containmented") does no harm, since no text holds it.

    Examples
    --------
    >>> sorted(inflect("carry", {}))
    ['carried', 'carries', 'carry', 'carrying']
    >>> sorted(inflect("lead", {"lead": ["led"]}))
    ['lead', 'leaded', 'leading', 'leads', 'led']
    """
    forms = {word, *irregular.get(word.lower(), ())}
    if len(word) < 3 or not word.isalpha():
        return forms
    vowels = "aeiou"
    if word.endswith("y") and word[-2] not in vowels:
        return forms | {word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return forms | {word + "es", word + "ed", word + "ing"}
    if word.endswith("e"):
        return forms | {word + "s", word + "d", word[:-1] + "ing"}
    forms |= {word + "s", word + "ed", word + "ing"}
    is_short = sum(letter in vowels for letter in word) == 1
    if is_short and word[-1] not in vowels + "wxy" and word[-2] in vowels:
        forms |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return forms


def inflect_verb(verb: str, irregular: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """List the forms of a verb, each with its kind: ``base``, ``ing`` or ``finite``.

    Examples
    --------
    >>> sorted(inflect_verb("lead", {"lead": ["led"]}))[1:4]
    [('leaded', 'finite'), ('leading', 'ing'), ('leads', 'finite')]
    """
    for form in inflect(verb, irregular):
        yield form, "base" if form == verb else "ing" if form.endswith("ing") else "finite"


def inflect_phrase(phrase: str, irregular: Mapping[str, Iterable[str]]) -> list[str]:
    """List every phrase in which one word of `phrase` is inflected, or its first and last ones are.

    The phrase itself is one of them.

    Examples
    --------
    >>> "led campaigns" in inflect_phrase("lead campaign", {"lead": ["led"]})
    True
    """
    words = phrase.split()
    forms = {phrase}
    for number, word in enumerate(words):
        for form in inflect(word, irregular):
            forms.add(" ".join([*words[:number], form, *words[number + 1 :]]))
    if len(words) > 1:
        for first in inflect(words[0], irregular):
            for last in inflect(words[-1], irregular):
                forms.add(" ".join([first, *words[1:-1], last]))
    return sorted(forms)
