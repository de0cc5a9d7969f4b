"""The shapes of a cue: what stands around it says where its source and its content are.

Each shape is a rule; `SHAPES` says in which order they are tried:

==============  =====================================================================
order           example
==============  =====================================================================
content first   "CLAUSE, NAME said", "QUOTATION, said NAME", "CLAUSE, as NAME put it"
content last    "NAME said that CLAUSE", "NAME called X a fool", "NAME: QUOTATION"
around          "CLAUSE, NAME said, CLAUSE"
==============  =====================================================================
"""

from collections.abc import Callable, Sequence

from .contents import ADDRESSED, content_start, is_phrase_content
from .cues import find_cues
from .ends import REST_MARKS, content_end, goes_on_with
from .found import Reading, Setting, attribute, show
from .passives import find_agent, patient_of
from .phrases import (
    ends_apposition,
    is_intro,
    opens_noun_phrase,
    phrase_end,
    phrase_start,
    second_verb,
    subject_after,
    tail_end,
)
from .sentence import DASHES, QUOTATION, Cue, Items, Sentence, read_sentence
from .sources import find_source, main_subject

_FOLLOWING = frozenset({"speech", "that", "quote", "address", "ask"})
_CLAUSE_MARKS = DASHES | {",", "?", "!"}
_BARE = 2
"""Words of a source without an article at the end of a headline: "says report"."""
_CLAUSE = 6
"""Words before "NAME said." that surely hold a verb, though the lexicon knows it as a noun."""


Shape = Callable[[Sentence, Cue, Setting], Reading | None]


def find_setting(
    sentence: Sentence, cue: Cue, cues: Sequence[Cue], main: Items | None, border: int
) -> Setting:
    """Return what the shape of a cue depends on; `main` is the source that it may share."""
    source = find_source(sentence, cue, main)
    if (
        source is None
        or source == main
        or cue.form == "ing"
        or not cue.classes & _FOLLOWING
        or not border < source.first < source.last <= cue.first
        or sentence.is_a(source.last - 1, "relative")
    ):
        return Setting(cues, source, -1, border)
    mark = source.first - 1
    is_joined = mark > border and sentence.is_a(mark, "coordinator")
    return Setting(cues, source, -1 if is_joined else mark, border)


def try_shape(shape: Shape, text: str) -> tuple[str, str, str] | None:
    """Return what a shape makes of the first cue of a text, for examples."""
    sentence = read_sentence(text)
    cues = find_cues(sentence)
    main = main_subject(sentence, cues[0].first)
    reading = shape(sentence, cues[0], find_setting(sentence, cues[0], cues, main, 0))
    return show(sentence, reading.found) if reading and reading.found else None


def inverted(sentence: Sentence, cue: Cue, setting: Setting) -> Reading | None:
    """Read a content that stands before the cue, and the cue before its source.

    Examples
    --------
    >>> try_shape(inverted, "“We won,” said former minister Jo Doe, “and they lost.”")
    ('“We won,” ... “and they lost.”', 'former minister Jo Doe', 'said')
    >>> try_shape(inverted, "Russia would leave, said Jo Doe, a spokesman.")
    ('Russia would leave', 'Jo Doe, a spokesman', 'said')
    >>> try_shape(inverted, "Ministers are to blame, says report")
    ('Ministers are to blame', 'report', 'says')
    """
    before, first = cue.first - 1, cue.last
    mark = sentence.word(before)
    if (
        not cue.classes & _FOLLOWING
        or cue.form != "finite"
        or mark not in (QUOTATION, ",")
        or first >= sentence.n
    ):
        return None
    content = sentence.piece(setting.border, before + (mark == QUOTATION))
    is_bare = (
        cue.lemma == "say"
        and sentence.n - first <= _BARE
        and not (sentence.is_a(first, "preposition") or sentence.is_a(first, "time"))
    )
    if (
        not content
        or sentence.is_a(first, "time")
        or not (is_bare or opens_noun_phrase(sentence, first))
    ):
        return None
    end = phrase_end(sentence, first)
    if mark == QUOTATION:
        is_say = cue.lemma == "say" and sentence.is_name(first)
        is_inverted = is_say or sentence.closes(before)
    else:
        is_inverted = "inverted" in cue.classes and _is_clause_before(
            sentence, setting.border, before, end, is_say=cue.lemma == "say"
        )
    is_subject = end < sentence.n and sentence.finite[end] and end > first
    if not is_inverted or (is_subject and sentence.low[setting.border] != QUOTATION):
        return None
    source = Items(first, end)
    pieces = [content, goes_on_with(sentence, end, 0, end)]
    return Reading(attribute(sentence, pieces, source, cue, 0.95), source, end)


def _is_clause_before(
    sentence: Sentence, border: int, comma: int, end: int, *, is_say: bool
) -> bool:
    """Whether a comma ends the content of an inverted cue whose source ends at item `end`."""
    is_open = end < sentence.n and sentence.low[end] != ","
    goes_on = is_open and sentence.has_finite(end, sentence.n)
    if end >= sentence.n and is_say and comma - border >= _CLAUSE:
        return True  # nothing is left that the subject before the comma could have said
    if ends_apposition(sentence, comma):
        return False
    if sentence.low[comma - 1] != QUOTATION and not sentence.has_finite(border, comma):
        return False
    return QUOTATION in sentence.low[border : comma + 1] or not goes_on


def passive_by(sentence: Sentence, cue: Cue, setting: Setting) -> Reading | None:
    """Read a passive, whose subject is spoken of and whose source follows "by".

    Examples
    --------
    >>> try_shape(passive_by, "China condemned by Japan over missile test")
    ('China ... over missile test', 'Japan', 'condemned')
    >>> try_shape(passive_by, "Hungary was blamed for the delay by Poland.")
    ('Hungary ... for the delay', 'Poland', 'blamed')
    """
    source = find_agent(sentence, cue)
    if source is None or sentence.word(cue.first - 1) == "as":
        return None
    patient = patient_of(sentence, cue)
    start = max(setting.border, phrase_start(sentence, patient.last)) if patient.last else 0
    rest = source.last
    end = rest
    if rest < sentence.n and sentence.low[rest] not in REST_MARKS and not sentence.finite[rest]:
        end = content_end(sentence, rest, cue, setting.cues, is_phrase=True)
    pieces = [
        sentence.piece(start, patient.last),
        sentence.piece(cue.last, source.first - 1),
        sentence.piece(rest, end),
    ]
    return Reading(attribute(sentence, pieces, source, cue, 0.85), source, max(end, source.last))


def quoted_by(sentence: Sentence, cue: Cue, setting: Setting) -> Reading | None:
    """Read a passive after "as", whose source follows "by".

    Examples
    --------
    >>> try_shape(quoted_by, "The plan is dead, as reported by the army.")
    ('The plan is dead', 'the army', 'reported')
    """
    before = cue.first - 1
    if (
        cue.form != "finite"
        or cue.last >= sentence.n
        or sentence.low[cue.last] != "by"
        or sentence.word(before) != "as"
    ):
        return None
    source = Items(cue.last + 1, phrase_end(sentence, cue.last + 1))
    content = (
        sentence.piece(setting.border, before)
        if before - setting.border > 1
        else sentence.piece(source.last, sentence.n)
    )
    return Reading(attribute(sentence, [content], source, cue, 0.9), source, setting.border)


def as_source_said(sentence: Sentence, cue: Cue, setting: Setting) -> Reading | None:
    """Read "as NAME said", before or after its content.

    Examples
    --------
    >>> try_shape(as_source_said, "As the ministry said, the border was closed.")
    ('the border was closed', 'the ministry', 'said')
    >>> try_shape(as_source_said, "The border was closed, as the ministry put it.")
    ('The border was closed', 'the ministry', 'put it')
    """
    source, mark = setting.source, setting.mark
    is_telling = bool(cue.classes & {"speech", "inverted"}) or cue.lemma == "put it"
    if source is None or sentence.word(mark) != "as" or not is_telling:
        return None
    tail = _tail(sentence, cue)
    if tail is None or (mark > 0 and sentence.low[mark - 1] != ","):
        return None
    before = sentence.piece(setting.border, mark)
    if mark > 0 and sentence.has_finite(setting.border, mark):
        pieces, border = [before], tail
    else:  # "Hawaii, as the ministry said, is safe."
        pieces, border = [before, sentence.piece(tail, sentence.n)], sentence.n
    return Reading(attribute(sentence, pieces, source, cue, 0.9), source, border)


def after_quotation(sentence: Sentence, cue: Cue, setting: Setting) -> Reading | None:
    """Read a quotation, its source and the cue.

    Examples
    --------
    >>> try_shape(after_quotation, "“We won,” Jo Doe said on Monday.")
    ('“We won,”', 'Jo Doe', 'said')
    >>> try_shape(after_quotation, "Trump is “a fool,” she said.")
    ('Trump is “a fool,”', 'she', 'said')
    """
    source, mark = setting.source, setting.mark
    if source is None or sentence.word(mark) != QUOTATION:
        return None
    tail = _tail(sentence, cue)
    if sentence.closes(mark):
        if tail is None and is_intro(sentence, setting.border, mark):
            return None
    elif tail is None or tail < sentence.n:
        return None
    end = cue.last if tail is None else tail
    is_joined = mark > setting.border and sentence.low[mark - 1] not in (":", ".")
    pieces = [
        sentence.piece(setting.border if is_joined else mark, mark + 1),
        goes_on_with(sentence, end, setting.border, mark),
    ]
    return Reading(attribute(sentence, pieces, source, cue, 0.95), source, end)


def after_clause(sentence: Sentence, cue: Cue, setting: Setting) -> Reading | None:
    """Read a clause, its source and the cue, and what of the clause follows them.

    Examples
    --------
    >>> try_shape(after_clause, "Russia would leave, the minister said on Monday.")
    ('Russia would leave', 'the minister', 'said')
    >>> try_shape(after_clause, "The plan, the minister said, is dead.")
    ('The plan ... is dead', 'the minister', 'said')
    """
    source, mark = setting.source, setting.mark
    if source is None or sentence.word(mark) not in _CLAUSE_MARKS:
        return None
    tail = _tail(sentence, cue)
    if tail is None:
        return None
    first = setting.border
    has_quotation = QUOTATION in sentence.low[first:mark]
    is_end = tail >= sentence.n
    has_verb = sentence.has_finite(first, mark) or (
        is_end and cue.lemma == "say" and mark - first >= _CLAUSE and sentence.low[mark] == ","
    )
    is_clause = has_verb and not is_intro(sentence, first, mark)
    is_around = tail < sentence.n and sentence.low[tail] == ","
    is_last = is_end and bool(cue.classes & {"that", "inverted"})
    is_told = is_clause and (is_last or ("address" in cue.classes and tail >= sentence.n))
    is_said = "speech" in cue.classes and (is_clause or is_around)
    if not has_quotation and not (is_said or is_told):
        return None
    rest = goes_on_with(sentence, tail, first, mark)
    is_lead = (
        rest
        and sentence.is_a(first, "preposition")
        and sentence.is_quotation(rest)
        and not has_quotation
    )
    pieces = [None if is_lead else sentence.piece(first, mark), rest]
    return Reading(attribute(sentence, pieces, source, cue, 0.9), source, tail)


def content_last(sentence: Sentence, cue: Cue, setting: Setting) -> Reading:
    """Read a cue whose content follows it.

    Examples
    --------
    >>> try_shape(content_last, "Officials told NBC News that the bridge fell.")
    ('the bridge fell', 'Officials', 'told')
    >>> try_shape(content_last, "While calling for talks, it sent troops.")
    ('talks', 'it', 'calling for')
    """
    source = setting.source
    if cue.form == "ing" and source is None:
        source = subject_after(sentence, cue.last)
    start = content_start(sentence, cue)
    if start is None or start >= sentence.n:
        return Reading(None, source, setting.border)
    is_phrase = is_phrase_content(sentence, cue, start)
    end = content_end(sentence, start, cue, setting.cues, is_phrase)
    if cue.first == 0 and sentence.low[start] == "that":
        end = second_verb(sentence, start, end)  # "Reports that NAME resigned were denied"
    pieces = [sentence.piece(start, end)]
    found = attribute(sentence, pieces, source, cue, 0.85 if source else 0.6)
    return Reading(found, source, end if end < sentence.n and not is_phrase else setting.border)


SHAPES: tuple[Shape, ...] = (
    passive_by,
    inverted,
    quoted_by,
    as_source_said,
    after_quotation,
    after_clause,
)
"""The shapes of a cue, tried in this order; `content_last` is left where none fits."""


def _tail(sentence: Sentence, cue: Cue) -> int | None:
    """Return where the adverbials after a cue end, if nothing else follows it up to a mark."""
    return tail_end(sentence, cue.last, bool(cue.classes & ADDRESSED))
