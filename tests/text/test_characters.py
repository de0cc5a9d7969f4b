"""Characters, paragraphs and quotation marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.text.characters import fold, normalise, straighten
from framing.text.paragraphs import find_paragraphs
from framing.text.quotations import find_quotations, is_inside

any_text = settings(max_examples=300, deadline=None, derandomize=True)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("One.\r\nTwo.\rThree.", "One.\nTwo.\nThree."),
        ("\ufeffOne.", "One."),
        ("  One.\n", "One."),
        ("One\x00two\x07three", "One two three"),
        ("E\u0301lyse\u0301e", "Élysée"),
        ("One.\u2028Two.\u2029Three.", "One.\nTwo.\n\nThree."),
        ("“One”—two", "“One”—two"),
    ],
)
def test_normalise(given: str, kept: str) -> None:
    assert normalise(given) == kept


@any_text
@given(st.text())
def test_normalise_twice_is_normalise_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("", []),
        ("One.", ["One."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\n\n \n  Two. \n", ["One.", "Two."]),
        ("A line that\nis wrapped\nhere.\n\nTwo.", ["A line that\nis wrapped\nhere.", "Two."]),
        ("A headline\n\nOne.\nTwo.\nThree.", ["A headline", "One.", "Two.", "Three."]),
    ],
)
def test_paragraphs(text: str, paragraphs: list[str]) -> None:
    assert [text[start:end] for start, end in find_paragraphs(text)] == paragraphs


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("He said “yes” and “no”.", [("“yes”", True), ("“no”", True)]),
        ('He said "yes" and "no".', [('"yes"', True), ('"no"', True)]),
        ("He said «oui».", [("«oui»", True)]),
        ("He said „ja“.", [("„ja“", True)]),  # a mark that closes in German opens in English
        ("He said ``yes''.", [("``yes''", True)]),
        ("He said “yes", [("“yes", False)]),
        ("He didn't and won’t.", []),
        ("A man of 5'10\" came.", []),
        ('A man of 5\'10" said "yes".', [('"yes"', True)]),
        ("He said “they call it “peace” there”.", [("“they call it “peace”", True)]),
        ("yes” he said.", []),
        ('"We won ", he said.', [('"We won "', True)]),
        ('" We won, " he said.', [('" We won, "', True)]),
        ("« Oui », dit-il.", [("« Oui »", True)]),
        ("“We won ”, he said.", [("“We won ”", True)]),
        ("'We won,' he said. 'They lost.'", [("'We won,'", True), ("'They lost.'", True)]),
        ("‘We won’t go,’ she said.", [("‘We won’t go,’", True)]),
        ("'The farmers' land isn't free,' he said.", [("'The farmers' land isn't free,'", True)]),
        ("The 'ghost towns' were the farmers' land.", [("'ghost towns'", True)]),
        ("The ministers' plan of the '90s was 'mad'.", [("'mad'", True)]),
        ("The boys' and girls' schools of '68.", []),
        ("Rock 'n' roll of the ‘80s for 'em.", []),
        ("'Tis the season's best.", []),
        ("O'Neill met d'Estaing's envoys' wives.", []),
        ("‘Abd al-Rahim met the envoys' men.", []),
        ("He told 'em \"the 'old' plan\" won.", [("\"the 'old' plan\"", True)]),
        ("'I said \"no\" to him,' she said.", [("'I said \"no\" to him,'", True)]),
        ("Doe: 'I won' - Roe: 'You lost'", [("'I won'", True), ("'You lost'", True)]),
        ("‘We will stay. We will win", [("‘We will stay. We will win", False)]),
        ("Goin' home and nothin' doing", []),
        ("`We won,' he said.", [("`We won,'", True)]),
    ],
)
def test_quotations(text: str, quotations: list[tuple[str, bool]]) -> None:
    assert [(text[q.start : q.end], q.is_closed) for q in find_quotations(text)] == quotations


def test_quotations_of_a_stretch() -> None:
    text = "“One.\n\nTwo” and “three.”"
    assert [text[q.start : q.end] for q in find_quotations(text, 7, len(text))] == ["“three.”"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Élysée", "elysee"),
        ("CHINA’S “PLAN”", 'china\'s "plan"'),
        ("Saudi\nArabia", "saudi arabia"),
        ("Saudi\u00a0Arabia", "saudi arabia"),
        ("non\u2011aligned", "non-aligned"),
        ("Straße", "straße"),
        ("中国", "中国"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@any_text
@given(st.text())
def test_fold_and_straighten_keep_the_length(text: str) -> None:
    assert len(fold(text)) == len(straighten(text)) == len(text)


def test_straighten() -> None:
    assert straighten("“Didn’t”\u00a0he\nsay ‘yes’?") == "\"Didn't\" he say 'yes'?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “an X”.", True),
        ("He said “an” X.", False),
        ("He said “an X.", True),
        ('"X"', True),
        ("X", False),
    ],
)
def test_is_inside(text: str, expected: bool) -> None:
    assert is_inside(find_quotations(text), text.index("X"), text.index("X") + 1) is expected
