"""Characters: composed, folded and straightened."""

import re
import unicodedata
from functools import lru_cache

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def normalise(text: str) -> str:
    """Bring a text into the form that the kit keeps.

    Characters are composed (NFC), line breaks are line feeds, and control characters and outer
    space are gone.

    Examples
    --------
    >>> normalise("One.\\r\\n\\r\\nTwo. ")
    'One.\\n\\nTwo.'
    """
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n\n")
    )
    return _CONTROL.sub(" ", text).strip()


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in "‘’‛ʼ′`´":
        return "'"
    if character in "“”„‟″":
        return '"'
    if character in "\u2010\u2011":
        return "-"
    if character.isspace():
        return " "
    base = unicodedata.normalize("NFD", character)[0]
    return base if len(base.lower()) == 1 else character


def fold(text: str) -> str:
    """Fold a text for matching, and keep its length.

    Letters become lower case and lose their accents, marks become straight and spaces plain.

    Examples
    --------
    >>> fold("L’Élysée\\nParis")
    "l'elysee paris"
    """
    if not text.isascii():
        text = _NOT_ASCII.sub(lambda character: _fold_character(character.group()), text)
    return text.lower().replace("\n", " ").replace("\t", " ").replace("`", "'")


_STRAIGHT = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "\u00a0": " ", "\n": " "}
)


def straighten(text: str) -> str:
    """Make quotation marks and apostrophes straight and spaces plain, and keep the length.

    VADER does not see the negation in ``didn’t`` with a curly apostrophe.
    """
    return text if text.isascii() and "\n" not in text else text.translate(_STRAIGHT)
