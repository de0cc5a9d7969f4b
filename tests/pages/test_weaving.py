"""Marks over a text: split at every border, and the text comes out unchanged."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.pages.weaving import Mark, escape, shorten, split_at_borders, weave
from framing.text.paragraphs import find_paragraphs


class Words(HTMLParser):
    """What is left of HTML without its tags."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, "elements nest"

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def bare(page: str) -> str:
    words = Words(page)
    assert words.open == []
    return "".join(words.found)


SPANS = st.lists(st.tuples(st.integers(-3, 60), st.integers(0, 30), st.integers(0, 3)), max_size=12)
TEXTS = st.text(
    alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("<>&\"'\n ab;")),
    max_size=50,
)


@settings(max_examples=150, deadline=None)
@given(TEXTS, SPANS)
def test_without_its_tags_the_text_is_the_text(
    text: str, spans: list[tuple[int, int, int]]
) -> None:
    marks = [Mark(start, start + size, layer, "x", title="t") for start, size, layer in spans]
    assert bare("".join(weave(text, marks, [(0, len(text))]))) == text
    paragraphs = find_paragraphs(text)
    assert [bare(part) for part in weave(text, marks, paragraphs)] == [
        text[start:end] for start, end in paragraphs
    ]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 40), SPANS)
def test_every_character_has_just_the_marks_that_hold_it(
    length: int, spans: list[tuple[int, int, int]]
) -> None:
    marks = [Mark(start, start + size, layer) for start, size, layer in spans]
    pieces = list(split_at_borders(length, marks))
    assert [place for piece in pieces for place in range(piece.start, piece.end)] == list(
        range(length)
    )
    for piece in pieces:
        for place in range(piece.start, piece.end):
            assert set(piece.marks) == {
                n for n, mark in enumerate(marks) if mark.start <= place < mark.end
            }


def test_a_mark_that_is_cut_brings_each_part_of_it_once() -> None:
    marks = [
        Mark(0, 6, 1, "outer", attributes=" id=o", before="[", details="(d)", after="]"),
        Mark(3, 9, 2, "late", before="{", after="}"),
    ]
    assert list(weave("abcdefghi", marks, [(0, 9)])) == [
        '<span class="outer" id=o>[abc(d)</span>'
        '<span class="outer"><span class="late">{def</span>]</span>'
        '<span class="late">ghi}</span>'
    ]


def test_marks_cross_blocks_and_say_nothing_between_them() -> None:
    assert list(
        weave("ab\n\ncd", [Mark(1, 5, 0, "m", before="<", after=">")], [(0, 2), (4, 6)])
    ) == [
        'a<span class="m"><b</span>',
        '<span class="m">c></span>d',
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b a='\"'>", "&lt;b a=&#x27;&quot;&#x27;&gt;"),
        ("a\r\nb", "a&#13;\nb"),
        ("\ud800", "\ufffd"),
        (7, "7"),
    ],
)
def test_escape(text: object, expected: str) -> None:
    assert escape(text) == expected


def test_shorten() -> None:
    assert shorten("x" * 500) == "x" * 159 + "…"
    assert shorten(" a\nb ") == "a b"
