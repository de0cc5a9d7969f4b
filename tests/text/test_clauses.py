"""The clause around an actor."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.text.clauses import clause_around, compile_borders

BORDERS = compile_borders(
    {",": "weak", "–": "weak", ";": "strong", ":": "strong", "said": "strong"}
)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Actor won.", "Actor won."),
        ("After an ugly row, Actor won.", "Actor won."),
        ("Actor, a host, won praise.", "Actor, a host, won praise."),
        ("The talks failed; Actor won; nobody knew.", "Actor won"),
        ("Actor said the talks failed.", "Actor"),
        ("Officials said Actor won.", "Actor won."),
        ("The row – Actor won it – was ugly.", "Actor won it – was ugly."),
        ("At 10:30 Actor paid 1,000 marks at 11:15.", "At 10:30 Actor paid 1,000 marks at 11:15."),
        ("A good plan: Actor won.", "Actor won."),
        ("The aforesaid Actor won.", "The aforesaid Actor won."),
        ("It is over, SAID Actor.", "Actor."),
    ],
)
def test_clause(text: str, clause: str) -> None:
    start = text.index("Actor")
    assert text[slice(*clause_around(text, start, start + 5, BORDERS))] == clause


def test_targets_with_no_border_between_them_share_a_clause() -> None:
    text = "In spring, Actor met Actor; nobody knew."
    first, second = clause_around(text, 11, 16, BORDERS), clause_around(text, 21, 26, BORDERS)
    assert text[slice(*first)] == "Actor met Actor"
    assert first == second


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.lists(st.sampled_from([",", ";", ":", "said", "good", "1,000", " ", "\n"])).map(" ".join),
    st.text(),
)
def test_the_clause_holds_its_target_and_no_outer_space(before: str, after: str) -> None:
    text = f"{before} Actor {after}"
    start = len(before) + 1
    left, right = clause_around(text, start, start + 5, BORDERS)
    assert left <= start < start + 5 <= right
    assert text[left:right] == text[left:right].strip()


def test_without_borders_the_clause_is_the_sentence() -> None:
    assert clause_around("One; Actor: two.", 5, 10, compile_borders({})) == (0, 16)


@pytest.mark.parametrize("words", [{" ": "weak"}, {",": "soft"}])
def test_a_strange_border_is_refused(words: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="a word needs a type of"):
        compile_borders(words)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (0, 99), (5, 6)])
def test_a_target_outside_the_sentence_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no target at"):
        clause_around("Actor won.", start, end, BORDERS)
