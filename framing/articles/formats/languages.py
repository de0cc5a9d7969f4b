"""Languages by their codes and names."""

_NAMES = (
    "en eng english anglais englisch inglés ingles engels",
    "de deu ger german deutsch allemand alemán duits",
    "fr fra fre french français francais französisch francés frans",
    "es spa spanish español espanol espagnol spanisch spaans",
    "nl nld dut dutch nederlands néerlandais niederländisch",
    "it ita italian italiano",
    "pt por portuguese português portugues",
    "pl pol polish polski",
    "ru rus russian",
    "uk ukr ukrainian",
    "zh zho chi chinese",
    "ja jpn japanese",
    "ko kor korean",
    "ar ara arabic",
    "fa fas per persian farsi",
    "tr tur turkish türkçe",
    "he heb hebrew",
    "hi hin hindi",
    "sv swe swedish svenska",
    "da dan danish dansk",
    "no nor norwegian norsk nb nob",
    "fi fin finnish suomi",
    "cs ces cze czech",
    "el ell gre greek",
    "hu hun hungarian",
    "ro ron rum romanian",
    "vi vie vietnamese",
    "id ind indonesian",
)
_CODES = {name: names.split()[0] for names in _NAMES for name in names.split()}

LANGUAGES = frozenset(_CODES.values())
"""The codes that are known."""


def code_of(language: str) -> str:
    """Return the ISO 639-1 code of a language that is named, or what was given.

    Examples
    --------
    >>> code_of("english"), code_of("deu"), code_of("en-GB"), code_of("Klingon")
    ('en', 'de', 'en-GB', 'Klingon')
    """
    words = language.lower().split(";")[0].split()
    return _CODES.get(words[0].strip(",.()"), language) if words else language
