"""Does a name mean the actor, or only the place?"""

import pytest

import framing as fr
from framing.mentions.languages import is_language
from framing.mentions.readings import find_reading

CODEBOOK = fr.read_codebook()


def read(text: str) -> str:
    """The reading of the name in square brackets."""
    start, end = text.index("["), text.index("]") - 1
    return find_reading(text.replace("[", "").replace("]", ""), start, end, CODEBOOK)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("[Moscow] warned of a war.", "actor"),
        ("Talks in [Moscow] failed.", "place"),
        ("The [Paris] Olympics opened in July.", "place"),
        ("They flew to [Moscow] on Monday.", "place"),
        ("Aid was sold to [Moscow] by a firm.", "actor"),
        ("He came from [Moscow].", "place"),
        ("The threat from [Moscow] grows.", "actor"),
        ("Sanctions against [Moscow] hurt.", "actor"),
        ("The government of [Moscow] agreed.", "actor"),
        ("The north of [Moscow] is cold.", "place"),
        ("A summit near [Paris] began.", "place"),
        ("[Paris]’s decision was welcome.", "actor"),
        ("[Paris]’s suburbs were calm.", "place"),
        ("[Paris] will decide.", "actor"),
        ("[Paris] is located in the north.", "place"),
        ("The deal angered [Paris].", "actor"),
        ("Relations between [Paris] and Berlin improved.", "actor"),
        ("A train between [Paris] and Berlin stopped.", "place"),
        ("They lived in Rome, [Paris] and Berlin.", "place"),
        ("Rome, [Paris] and Berlin agreed.", "actor"),
        ("PARIS — [PARIS] is quiet.", "actor"),
        ("[PARIS] — It is quiet.", "place"),
        ("A [Paris]-based firm won.", "place"),
        ("A [Paris]-led mission won.", "actor"),
        ("A [Paris]-made dress won.", "attribute"),
        ("[Paris] officials left.", "actor"),
        ("[Paris] airport closed.", "place"),
    ],
)
def test_reading(text: str, reading: str) -> None:
    assert read(text) == reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They spoke Russian.", True),
        ("Russian troops left.", False),
        ("the Irish and the French", False),
    ],
)
def test_language(text: str, expected: bool) -> None:
    name = "Irish" if "Irish" in text else "Russian"
    assert is_language(text, text.index(name), text.index(name) + len(name)) is expected
