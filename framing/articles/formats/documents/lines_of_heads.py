"""Lines by their form: sentences, names of outlets, bylines."""

import re

from ....text import is_verb

_MAX_NAME = 5
"""Words that the name of an outlet may have."""

_STOP = re.compile(r"(?:[.。]|\.\.\.|…)[\"'”’»)\]]*$")

_SHORT_FORM = re.compile(r"(?:(?<!\w)(?:[A-Z]\.){2,}|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|etc)\.)$")

_TWO_SENTENCES = re.compile(r"[^\W\d_]{2,}\.[\"”’)]*\s.*[.!?…][\"'”’»)\]]*$")

_BY = re.compile(r"(?:[Bb]y|BY|Von|VON|Par|PAR|Por|POR|Door|DOOR)\s+(?=[^\W\d_][\w'’.-]*\s)")

_LITTLE = frozenset(
    "of the and de la le les du des di del della der die das den und y et e &".split()
)

_NAMES = frozenset(
    "agency anzeiger bbc bild broadcasting bulletin chronicle cnn corriere courier daily diario "
    "dispatch echo examiner express figaro folha gazette globe guardian herald independent "
    "inquirer jazeera journal jornal kurier ledger magazine mail mirror monde monitor mundo "
    "nachrichten network news newspaper npr observer país post press radio record repubblica "
    "review rundschau sentinel spiegel stampa standard star sun tageblatt telegraaf telegraph "
    "television times tribune tv vanguardia volkskrant weekly welt zeit zeitung".split()
)
"""Words with which the names of many outlets end."""

_FIRST = frozenset({"bbc", "cnn", "npr", "corriere"})
"""Words with which others begin."""

_AGENCIES = frozenset(
    "reuters,afp,agence france-presse,associated press,ap,dpa,xinhua,tass,ansa,efe,bloomberg,"
    "politico,haaretz,axios".split(",")
)


def is_prose(line: str) -> bool:
    """Tell whether a line ends with a full stop, or is more than one sentence.

    Examples
    --------
    >>> is_prose("The quay closed."), is_prose("Quay closes"), is_prose("Quay opens to the U.S.")
    (True, False, False)
    """
    line = line.strip()
    ends = _STOP.search(line) and not _SHORT_FORM.search(line)
    return bool(ends or _TWO_SENTENCES.search(line))


def is_byline(line: str) -> bool:
    """Tell whether a line names who wrote: By Jane Roe and John Doe."""
    match = _BY.match(line)
    if not match or is_prose(line):
        return False
    words = line[match.end() :].replace(",", "").split()
    is_named = words[0][0].isupper() and words[1][0].isupper()  # not: By Sea and Air
    others = {"and", "und", "et", "y", "en", "in", "van", "von"} | _LITTLE
    is_plain = all(word[0].isupper() or word.lower() in others for word in words)
    is_still = not any(_acts(word) for word in words)
    return is_named and is_plain and is_still and len(words) <= 10


def is_name(line: str) -> bool:
    """Tell whether a line could name an outlet: a few words in capitals, no verb, no mark."""
    words = line.split()
    if not 0 < len(words) <= _MAX_NAME or not re.fullmatch(r"[\w.&'’ -]+", line):
        return False
    is_titled = all(word[0].isupper() or word.lower() in _LITTLE for word in words)
    is_like_a_name = line[0].isupper() and not line.endswith(".") and is_titled
    return is_like_a_name and not any(_acts(word) for word in words)


def _acts(word: str) -> bool:
    word = word.lower()
    return word not in _NAMES and word not in _LITTLE and is_verb(word)


def is_outlet(name: str, known: str | None) -> bool:
    """Tell whether a line names an outlet, by what it is known or called."""
    plain, words = name.casefold(), name.casefold().split()
    if known and plain.removeprefix("the ") == known.strip().casefold().removeprefix("the "):
        return True
    if plain in _AGENCIES or re.fullmatch(r"(?:[a-z\d-]+\.)+[a-z]{2,}", name):
        return True
    own = plain.partition(" of ")[0].split()  # The Times of India
    is_called = own[-1] in _NAMES or words[0] in _FIRST
    return is_called and is_name(name) and not re.search(r"['’]s\b", name)
