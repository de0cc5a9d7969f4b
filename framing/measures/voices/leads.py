"""Who speaks in a quotation that no verb of saying introduces: lines before and under it."""

from .found import Found, attribute
from .phrases import opens_noun_phrase
from .sentence import DASHES, QUOTATION, Cue, Items, Piece, Sentence

_SIGNED = DASHES | {"-", "―"}
_ASKS = frozenset("what how why who when where which everything here".split())
_LINE = 16
"""Words that a line which leads in, or a signature, may have."""
_TITLE = 9
"""Words of a line that only names who speaks."""
_HEADLINE = 20
"""Words that a headline with its speaker may have."""
_OFFICE = 4
"""Words of the office that ends one."""


def signature(sentence: Sentence, quotation: int = -1) -> Piece | None:
    """Return who signs the quotation at an item, or the line that is a signature, for item -1.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> def signer_of(text, quotation=-1):
    ...     sentence = read_sentence(text)
    ...     piece = signature(sentence, quotation)
    ...     return text[slice(*piece)] if piece else None
    >>> signer_of("“We will never accept it.” — the foreign ministry", 0)
    'the foreign ministry'
    >>> signer_of("— Jo Doe, minister of trade")
    'Jo Doe, minister of trade'
    >>> signer_of("“We won” — and then they lost.", 0) is None
    True
    """
    dash = quotation + 1
    while quotation >= 0 and sentence.word(dash) in (".", ","):
        dash += 1
    following = (item for item in range(dash, sentence.n) if sentence.low[item] == QUOTATION)
    end = next(following, sentence.n)
    is_signed = sentence.word(dash) in _SIGNED and 0 < end - dash - 1 <= _LINE
    if not is_signed or sentence.has_finite(dash + 1, end):
        return None
    is_last = end == sentence.n or sentence.text[: sentence.starts[end]].endswith("\n")
    return sentence.piece(dash + 1, end) if is_last and _names(sentence, dash + 1) else None


def _names(sentence: Sentence, item: int) -> bool:
    return opens_noun_phrase(sentence, item) and not sentence.is_a(item, "coordinator")


def lead_in(sentence: Sentence, colon: int) -> Items | None:
    """Return whose statement a line without a verb introduces that ends in a colon.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> def leader_of(text):
    ...     sentence = read_sentence(text)
    ...     items = lead_in(sentence, sentence.low.index(":"))
    ...     return " ".join(sentence.surfaces[slice(*items)]) if items else None
    >>> leader_of("Statement by the president of Ghana on the border:")
    'the president of Ghana'
    >>> leader_of("The foreign ministry's full statement:")
    'The foreign ministry'
    >>> leader_of("The minister in a letter on Monday:")
    'The minister'
    >>> leader_of("Three things to watch:") is None
    True
    """
    if not 0 < colon <= _LINE or sentence.has_finite(0, colon):
        return None
    nouns = [item for item in range(colon) if sentence.is_a(item, "said_noun")]
    if not nouns:
        return None
    noun = nouns[0]
    for item in range(noun + 1, colon):
        if sentence.low[item] in ("by", "from"):
            return Items(item + 1, _name_end(sentence, item + 1, colon))
    for item in range(noun - 1, 0, -1):
        if sentence.low[item] in ("'s", "'"):
            return Items(_after_of(sentence, item), item)
    for item in range(noun - 1, 0, -1):
        if sentence.low[item] == "in" and opens_noun_phrase(sentence, 0):
            return Items(0, item - (sentence.low[item - 1] == ","))
    if sentence.word(noun + 1) == "of" and opens_noun_phrase(sentence, noun + 2):
        return Items(noun + 2, _name_end(sentence, noun + 2, colon))
    return None


def led_in(sentence: Sentence) -> Found | None:
    """Read a line that leads in and what follows its colon: "Statement by NAME: CLAUSE".

    Examples
    --------
    >>> from framing.measures.voices.found import show
    >>> from framing.measures.voices.sentence import read_sentence
    >>> sentence = read_sentence("Statement by the ministry: The border stays shut.")
    >>> show(sentence, led_in(sentence))
    ('The border stays shut', 'the ministry', ':')
    >>> led_in(read_sentence("The minister's speech: what we know so far")) is None
    True
    """
    if ":" not in sentence.low:
        return None
    colon = sentence.low.index(":")
    after = colon + 1
    if not sentence.has_finite(after, sentence.n) or QUOTATION in sentence.low[after:]:
        return None
    if sentence.low[after] in _ASKS or sentence.surfaces[after][0].isdigit():
        return None  # a headline that says what the article tells
    source = lead_in(sentence, colon)
    if source is None:
        return None
    cue = Cue(colon, after, ":", frozenset(), "phrase")
    return attribute(sentence, [sentence.piece(after, sentence.n)], source, cue, 0.7)


def signed_line(sentence: Sentence) -> Found | None:
    """Read a headline that a dash and an office end: "CLAUSE – OFFICE".

    A bare name is not read: the outlet's own stands there, too.

    Examples
    --------
    >>> from framing.measures.voices.found import show
    >>> from framing.measures.voices.sentence import read_sentence
    >>> sentence = read_sentence("Border will close within days – Ghanaian minister")
    >>> show(sentence, signed_line(sentence))
    ('Border will close within days', 'Ghanaian minister', '–')
    >>> signed_line(read_sentence("Border will close within days – Daily Post")) is None
    True
    """
    dashes = [item for item in range(1, sentence.n) if sentence.low[item] in _SIGNED]
    if not dashes or sentence.n != len(sentence.low) or len(sentence.low) > _HEADLINE:
        return None
    dash = dashes[-1]
    is_spaced = sentence.ends[dash - 1] < sentence.starts[dash]
    is_office = sentence.is_a(sentence.n - 1, "official")
    if not is_spaced or not is_office or not 0 < sentence.n - dash - 1 <= _OFFICE:
        return None
    is_clause = (
        sentence.has_finite(0, dash) or "to" in sentence.low[1:dash]
    ) and QUOTATION not in sentence.low[:dash]
    is_joined = sentence.is_a(dash + 1, "coordinator")  # "The crew left – and the minister"
    if not is_clause or is_joined or sentence.has_finite(dash + 1, sentence.n):
        return None
    cue = Cue(dash, dash + 1, sentence.low[dash], frozenset(), "phrase")
    source = Items(dash + 1, sentence.n)
    return attribute(sentence, [sentence.piece(0, dash)], source, cue, 0.7)


def name_line(sentence: Sentence, colon: int = -1) -> Items | None:
    """Return who speaks after a name or an office and a colon: a line's last item, or the one told.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> name_line(read_sentence("The president of Ghana:"))
    Items(first=0, last=4)
    >>> name_line(read_sentence("Jo Doe on the radio:"))
    Items(first=0, last=2)
    >>> name_line(read_sentence("The result:")) is None
    True
    """
    colon = colon if colon >= 0 else len(sentence.low) - 1
    if not 0 < colon <= _TITLE or sentence.low[colon] != ":" or sentence.has_finite(0, colon):
        return None
    if any(sentence.is_a(item, "label") for item in range(colon)):
        return None  # "Photo:", "Headline:"
    end = _name_end(sentence, 0, colon)
    is_office = any(sentence.is_a(item, "official") for item in range(end))
    is_person = all(sentence.is_name(item) for item in range(end))
    return Items(0, end) if is_office or is_person else None


def office_line(sentence: Sentence) -> Piece | None:
    """Return whose office a line names, if it is nothing else: under a quotation it signs.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> office_line(read_sentence("The Foreign Ministry of Ghana"))
    Piece(start=0, end=29)
    >>> office_line(read_sentence("The ministry was empty")) is None
    True
    """
    is_line = 0 < sentence.n == len(sentence.low) <= _TITLE and not sentence.has_finite(
        0, sentence.n
    )
    is_office = any(sentence.is_a(item, "official") for item in range(sentence.n))
    return sentence.piece(0, sentence.n) if is_line and is_office and _names(sentence, 0) else None


def named_speaking(sentence: Sentence) -> Piece | None:
    """Return who a sentence under a quotation says was speaking.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> def speaker_of(text):
    ...     piece = named_speaking(read_sentence(text))
    ...     return text[slice(*piece)] if piece else None
    >>> speaker_of("The mediator of Oman was speaking in Muscat.")
    'The mediator of Oman'
    >>> speaker_of("Those were the words of the premier.")
    'the premier'
    >>> speaker_of("The remarks were made by Jo Doe on Monday.")
    'Jo Doe'
    >>> speaker_of("The mediator was eating.") is None
    True
    """
    nouns = [item for item in range(min(sentence.n, _TITLE)) if sentence.is_a(item, "remark_noun")]
    if nouns and sentence.is_a(0, "determiner") and nouns[0] < 5:
        for item in range(nouns[0] + 1, min(sentence.n - 1, nouns[0] + 5)):
            if sentence.low[item] in ("by", "of", "from") and _names(sentence, item + 1):
                return sentence.piece(item + 1, _name_end(sentence, item + 1, sentence.n))
    for item in range(1, min(sentence.n, _LINE)):
        if sentence.is_a(item, "speaking"):
            last = item
            while last > 0 and sentence.is_a(last - 1, "auxiliary"):
                last -= 1
            is_subject = last > 0 and _names(sentence, 0) and not sentence.has_finite(0, last)
            is_verb = last < item or sentence.low[item] in ("spoke", "made")
            of_it = sentence.low[item] != "made" or any(n > item for n in nouns)
            return sentence.piece(0, last) if is_subject and is_verb and of_it else None
    return None


def _name_end(sentence: Sentence, first: int, last: int) -> int:
    """Return where a name ends: before a day, a place or an occasion."""
    for item in range(first + 1, last):
        is_apart = sentence.is_a(item, "preposition") and sentence.low[item] not in ("of", "for")
        if is_apart or sentence.is_a(item, "time") or sentence.low[item] in ("to", "("):
            return item
    return last


def _after_of(sentence: Sentence, genitive: int) -> int:
    """Return where the owner begins: after "text of" in "Full text of the ministry's speech"."""
    for item in range(genitive - 1, -1, -1):
        if sentence.low[item] in ("of", ":"):
            return item + 1
    return 0
