"""What a measure gets to see of a sentence."""

import pytest

import framing as fr
from framing.measures.keywords import find_keywords
from framing.measures.literals import literals_of
from framing.measures.masking import leave_unmasked, mask_sentence, window_of
from framing.measures.negation import is_negated
from framing.text.word_lists import WordList

CODEBOOK = fr.read_codebook()


def masked(text: str, *actors: str, codebook: fr.Codebook = CODEBOOK) -> str:
    spans = [(text.index(actor), text.index(actor) + len(actor)) for actor in actors]
    return mask_sentence(text, spans, codebook).text


@pytest.mark.parametrize(
    ("text", "actors", "seen"),
    [
        ("Great Britain met China.", ["Great Britain", "China"], "Actor met Actor."),
        ("The U.S. Justice Department sued.", ["U.S."], "The Actor Name sued."),
        ("China’s plan, U.S.-China talks", ["China", "U.S."], "Actor's plan, Actor-China talks"),
        ("China fears an invasion.", ["China"], "Actor fears an Keyword."),
        ("The Washington Post praised China.", ["China"], "The Name praised Actor."),
        ("“No,” said China.", ["China"], '"No," said Actor.'),
        ("UGLY ROW WITH CHINA", ["CHINA"], "UGLY ROW WITH ACTOR"),
        ("Ugly row with NATO", ["NATO"], "Ugly row with Actor"),
        ("Nobody is named.", [], "Nobody is named."),
    ],
)
def test_mask_sentence(text: str, actors: list[str], seen: str) -> None:
    assert masked(text, *actors) == seen


def test_each_of_two_neighbours_keeps_a_stand_in() -> None:
    """What overlaps a mention is cut back to its own words."""
    text = "American Civil Liberties Union"
    assert masked(text, "American") == "ActorName"
    assert masked(text) == "Name"


def test_leave_unmasked_keeps_the_words() -> None:
    seen = leave_unmasked("Great Britain won.", [(0, 13)])
    assert seen.text == "Great Britain won."
    assert seen.stand_in_at(0) == (0, 13)


@pytest.mark.parametrize(
    ("window", "seen"), [("sentence", "A row; Actor won."), ("clause", "Actor won.")]
)
def test_window(window: str, seen: str) -> None:
    sentence = mask_sentence("A row; Great Britain won.", [(7, 20)], CODEBOOK)
    assert sentence.text[slice(*window_of(sentence, 7, window, CODEBOOK))] == seen


def test_an_unknown_window_is_refused() -> None:
    with pytest.raises(
        ValueError, match="window 'page' is unknown; there are 'sentence' and 'clause'"
    ):
        window_of(leave_unmasked("China won.", [(0, 5)]), 0, "page", CODEBOOK)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is an X.", False),
        ("It is not an X.", True),
        ("It isn’t an X.", True),
        ("It is not one two three four X.", True),
        ("It is not one two three four five X.", False),
        ("It is not so, X.", False),
        ("It is not: X.", False),
        ("It is not “X”.", True),
        ("Nothing X.", True),
        ("Another X.", False),
        ("X is not.", False),
    ],
)
def test_is_negated(text: str, expected: bool) -> None:
    assert is_negated(text, text.index("X"), CODEBOOK) is expected


def test_keywords_are_ordered_by_start(tiny_codebook: fr.Codebook) -> None:
    hits = find_keywords("Ironclad allies, an invasion, and peace talks.", tiny_codebook)
    assert [hit.frame_id for hit in hits] == ["partnership", "aggression", "peacemaking"]


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("(orphans|orphaned (child|baby))", ("orphans", "orphaned")),
        ("(not|never|(refus|declin)ed to) take (a side|sides)", ("side", "sides")),
        ("(ab)*cd", ("cd",)),
        ("x(?:foo|bar)+", ("foo", "bar")),
        (r"\(war\)", ("war",)),
        ("(a|)b", ("b",)),
        ("war|", ()),
        ("[a-z]+", ()),
        ("(?x) w a r", ()),
        ("(?P<n>war)", ()),
    ],
)
def test_every_match_holds_a_literal(pattern: str, literals: tuple[str, ...]) -> None:
    assert literals_of(pattern) == literals


def test_a_name_with_marks_of_regular_expressions_is_looked_for_as_it_stands() -> None:
    words = WordList(["Yahoo!", "A.B", "C++", "(X)", "D|E", "F$"], [True] * 6)
    assert [match.entry for match in words.find_longest("Yahoo! A.B C++ (X) D|E F$")] == [
        0,
        1,
        2,
        3,
        4,
        5,
    ]
    assert words.find_all("Yahoo AxB CCC X D E F") == []
