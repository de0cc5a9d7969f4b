"""One text into sentences by rules made from words; the hard cases stand in test_sentences."""

from framing.text.splitting import compile_rules, split_text


def split(text: str, *words: tuple[str, str]) -> list[str]:
    return [text[start:end] for start, end in split_text(text, compile_rules(words))]


def test_an_abbreviation_is_one_if_the_words_say_so() -> None:
    text = "They met Dr. Holt. Nobody knew."
    assert split(text) == ["They met Dr.", "Holt.", "Nobody knew."]
    assert split(text, ("Dr", "title")) == ["They met Dr. Holt.", "Nobody knew."]


def test_a_quoted_question_goes_on_if_its_cue_is_known() -> None:
    text = '"Is it over?" He asked. Then he left.'
    assert split(text, ("shouted", "cue")) == ['"Is it over?"', "He asked.", "Then he left."]
    assert split(text, ("asked", "cue")) == ['"Is it over?" He asked.', "Then he left."]


def test_no_text_has_no_sentences() -> None:
    assert split(" \n ") == []
