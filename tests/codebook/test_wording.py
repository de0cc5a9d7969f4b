"""Keywords of frames are said in words, whatever expression they are."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing.codebook.wording import word_keyword

SIGNS = re.compile(r"[\\\[\]{}|<>=!?*+^$]")
"""What a reader takes for no word."""


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(?<!net )(?<!net-)(?<!tax )neutrality", "neutrality, not after “net” or “tax”"),
        ("(?<!pick |picks )winners", "winners, not after “pick” or “picks”"),
        ("inflation(?!-adjusted)", "inflation, not before “adjusted”"),
        ("(?<=trade )wars?(?= of )", "war(s), only after “trade”, only before “of”"),
        ("storms?(?!\\w)", "storm(s)"),
        ("a (?:cold|hot) war", "a (cold/hot) war"),
        ("(?P<who>she|he) said", "(she/he) said"),
        ("normali[sz]e (diplomatic )?ties", "normali(s/z)e (diplomatic) ties"),
        ("of ((its|their) )?airspace", "of (its/their) airspace"),
        ("cold[- ]war|iron curtain", "cold-war / iron curtain"),
        ("hold (\\w+ ){0,4}accountable", "hold … accountable"),
        ("(?i)\\bco-?op\\.", "co(-)op."),
        ("[^ ]+ fence(s|)", "… fence(s)"),
        ("rows? of \\d{2}", "row(s) of …"),
        ("(?#seen in May)thaw", "thaw"),
    ],
)
def test_expression_in_words(pattern: str, words: str) -> None:
    assert word_keyword(pattern, is_regex=True) == words


def test_words_stay_as_they_are() -> None:
    assert word_keyword("who's [sic] next?", is_regex=False) == "who's [sic] next?"


@given(st.text(alphabet="ab (|)[]?*+{}0,:<!=\\w-^.", max_size=24))
def test_any_text_is_read_to_its_end(pattern: str) -> None:
    assert word_keyword(pattern, is_regex=True)


def test_shipped_keywords_show_no_signs() -> None:
    codebook = fr.read_codebook()
    said = {
        word: codebook.say_keyword(frame, word)
        for frame, word in codebook.keywords[["frame_id", "keyword"]].itertuples(index=False)
    }
    assert [words for words in said.values() if SIGNS.search(words)] == []
    plain = codebook.keywords.query("not is_regex")["keyword"]
    assert pd.Series(list(plain)).map(said).tolist() == plain.tolist()
