"""The evidence behind a number."""

import re
from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.tables import MEASURES

Tables = dict[str, pd.DataFrame]


def words_in(receipt: str, window: str, measure: str) -> list[tuple[str, float]]:
    """The scored words that a receipt names for a window and a measure."""
    part = re.search(rf"^{window} .*\n(?:  .*\n)+", receipt, re.MULTILINE)
    assert part is not None
    line = re.search(rf"^  {measure} +\S+   (.*)$", part.group(), re.MULTILINE)
    assert line is not None
    return [
        (word, float(value))
        for word, value in re.findall(r"([^\s,][^,]*?) ([+-]\d\.\d\d)", line.group(1))
    ]


def test_show_in_context(tiny_tables: Tables) -> None:
    mentions = tiny_tables["mentions"].query("sentence_id == 'two:1'")
    shown = fr.show_in_context(mentions, tiny_tables["sentences"], width=10)
    assert shown[["left", "surface", "right"]].values.tolist() == [
        ["", "Freedonia", " threatened"],
        ["nvasion of ", "Ruritania", "."],
    ]


def test_left_surface_and_right_are_the_sentence(tiny_tables: Tables) -> None:
    shown = fr.show_in_context(tiny_tables["mentions"], tiny_tables["sentences"], width=1_000)
    texts = tiny_tables["mentions"].merge(tiny_tables["sentences"], on="sentence_id")["text"]
    assert (shown["left"] + shown["surface"] + shown["right"]).tolist() == texts.tolist()


def lines_of(text: str, sort_by: list[str], codebook: fr.Codebook) -> list[str]:
    sentences = fr.split_sentences(fr.make_articles({"one": text}))
    mentions = fr.find_mentions(sentences, codebook)
    shown = fr.show_in_context(mentions, sentences, width=100, sort_by=sort_by)
    return [
        f"{left}|{right}"
        for left, right in shown[["left", "right"]].itertuples(index=False, name=None)
    ]


def test_lines_are_sorted_as_in_a_concordancer(tiny_codebook: fr.Codebook) -> None:
    text = "He saw Ruritania win. Then, Ruritania lost. But old Ruritania: “Win” again. Ruritania."
    see, then, but, alone = "He saw | win.", "Then, | lost.", "But old |: “Win” again.", "|."
    assert lines_of(text, [], tiny_codebook) == [see, then, but, alone]
    assert lines_of(text, ["R1"], tiny_codebook) == [alone, then, see, but], (
        "the order stays where words are the same"
    )
    assert lines_of(text, ["right"], tiny_codebook) == [alone, then, see, but]
    assert lines_of(text, ["R1", "l1"], tiny_codebook) == [alone, then, but, see]
    assert lines_of(text, ["left"], tiny_codebook) == [alone, but, see, then]
    assert lines_of(text, ["C", "L2"], tiny_codebook) == [then, alone, but, see]


def test_sorting_says_what_it_takes(tiny_tables: Tables) -> None:
    with pytest.raises(
        ValueError, match="sort_by holds 'R0'; it takes 'left', 'right', 'C', and places like 'L1'"
    ):
        fr.show_in_context(tiny_tables["mentions"], tiny_tables["sentences"], sort_by=["R0"])


def test_a_notebook_shows_a_concordance(tiny_tables: Tables) -> None:
    shown = fr.show_in_context(tiny_tables["mentions"], tiny_tables["sentences"])
    page = shown._repr_html_()
    assert page.count("<tr>") == len(shown) + 1
    assert "<b><bdi>Freedonia</bdi></b>" in page
    hostile = shown.assign(
        left="<script>", surface="</td>", right="<img src=x>", actor_id="'\"<b>", voice="<i>"
    )
    page = hostile.head(3)._repr_html_()
    assert page.count("&lt;script&gt;") == 3
    assert page.count("&lt;i&gt;") == 3
    assert not re.search("<(?:script|img|i)[ >]", page)
    assert "surface" in shown[["surface"]]._repr_html_(), "other tables are shown as ever"


def test_names_stand_in_place_of_ids(tiny_tables: Tables, tiny_codebook: fr.Codebook) -> None:
    tables = tiny_tables["mentions"], tiny_tables["sentences"]
    shown = fr.show_in_context(*tables, tiny_codebook)
    assert list(shown.columns) == ["mention_id", "actor_id", "actor", "left", "surface", "right"]
    assert shown["actor"].tolist() == shown["actor_id"].map(tiny_codebook.actor_labels).tolist()
    for text in (shown._repr_html_() or "", repr(shown)):
        assert "Freedonia" in text
        assert not re.search(r"\bFRE\b", text)
    assert shown.drop(columns="actor").equals(fr.show_in_context(*tables))


def test_a_printed_concordance_hides_no_mention(tiny_tables: Tables) -> None:
    shown = fr.show_in_context(tiny_tables["mentions"], tiny_tables["sentences"], width=200)
    shown = shown.assign(note="a column more").iloc[::-1]
    with pd.option_context("display.width", 40, "display.max_columns", 3):
        lines = repr(shown).splitlines()
    assert len(lines) == len(shown) + 1
    for line, row in zip(lines[1:], shown.itertuples(), strict=True):
        assert all(words in line for words in (row.left[-20:], row.surface, row.right[:20]))
    assert repr(shown.head(0)), "an empty one is shown as ever"


def test_show_names(tiny_codebook: fr.Codebook) -> None:
    outlets = pd.DataFrame({"outlet_id": ["post"], "outlet_name": ["The Post"]})
    table = pd.DataFrame({"actor_id": ["FRE", "none", None], "side_a": "post", "n": [1, 2, 3]})
    shown = fr.show_names(table, tiny_codebook, outlets)
    assert list(shown.columns) == ["actor", "side_a", "n"]
    assert shown["actor"].fillna("-").tolist() == ["Freedonia", "none", "-"]
    assert set(shown["side_a"]) == {"The Post"}
    assert list(fr.show_names(table, tiny_codebook)["side_a"]) == ["post"] * 3
    assert list(table.columns) == ["actor_id", "side_a", "n"], "the input stays as it is"


def test_find_telling(tiny_tables: Tables) -> None:
    telling = fr.find_telling(
        tiny_tables["mentions"],
        tiny_tables["sentences"],
        tiny_tables["scores"],
        measure="vader_compound",
        window="clause",
    )
    assert telling[["actor_id", "mention_id", "value", "n_mentions"]].values.tolist() == [
        ["FRE", "six:1:0", 0.5719, 8],
        ["RUR", "one:1:0", 0.8807, 5],
    ]


def test_explain_shows_the_arithmetic(tiny_tables: Tables, tiny_codebook: fr.Codebook) -> None:
    receipt = fr.explain(
        "one:1:0", tiny_tables["mentions"], tiny_tables["sentences"], tiny_codebook
    )
    # 2.7 + 2.6 + 1.9 = 7.2, and 7.2 / sqrt(7.2 ** 2 + 15) = 0.8807
    assert words_in(receipt, "sentence", "vader_compound") == [
        ("won", 2.7),
        ("praise", 2.6),
        ("good", 1.9),
    ]
    assert words_in(receipt, "sentence", "textblob_polarity") == [("good", 0.7)]
    assert "vader_compound          +0.8807" in receipt
    assert "textblob_polarity       +0.7000" in receipt
    assert "'Ruritania' as Actor" in receipt
    assert f"digest {tiny_codebook.digest}" in receipt


def test_explain_names_frames_with_their_marks(
    tiny_tables: Tables, tiny_codebook: fr.Codebook
) -> None:
    tables = tiny_tables["mentions"], tiny_tables["sentences"], tiny_codebook
    assert "aggression: 'invade' (keyword 'invade'; negated)" in fr.explain("five:1:0", *tables)
    assert "aggression: 'act of war' (keyword 'act of war'; quoted)" in fr.explain(
        "two:2:0", *tables
    )
    assert "no keyword of the codebook" in fr.explain("one:2:0", *tables)


def test_explain_says_an_expression_in_words(tmp_path: Path) -> None:
    codebook = fr.read_codebook()
    (tmp_path / "a.txt").write_text("China fears a recession.", encoding="utf8")
    tables = fr.analyse(fr.read_articles(tmp_path), codebook, measures=("vader",))
    receipt = fr.explain("a:0:0", tables["mentions"], tables["sentences"], codebook)
    assert "'recession' (keyword 'recession(s), not after “great”')" in receipt


def test_explain_shows_what_the_model_saw_keywords_among_it() -> None:
    codebook = fr.read_codebook()
    articles = fr.make_articles({"a": "China accused Russia of double standards."})
    sentences = fr.split_sentences(articles)
    mentions = fr.find_mentions(sentences, codebook)
    receipt = fr.explain(mentions["mention_id"].iloc[0], mentions, sentences, codebook)
    assert "masked     for the word lists: 'China' as Actor" in receipt
    assert "'double standards' as Keyword" in receipt
    assert "model saw  X accused X of double standards." in receipt
    told = [line for line in receipt.splitlines() if "owed most to" in line]
    assert any("standards" in line for line in told)
    only_lists = fr.explain(
        mentions["mention_id"].iloc[0], mentions, sentences, codebook, measures=["vader"]
    )
    assert "model saw" not in only_lists


def test_explain_agrees_with_every_score(tiny_tables: Tables, tiny_codebook: fr.Codebook) -> None:
    """The words of a lexicon's receipt add up to the score: VADER's sum, TextBlob's mean. The
    model's do not.
    """
    checked = 0
    for mention_id in tiny_tables["mentions"]["mention_id"]:
        receipt = fr.explain(
            mention_id, tiny_tables["mentions"], tiny_tables["sentences"], tiny_codebook
        )
        own = tiny_tables["scores"].query(
            "mention_id == @mention_id and not measure.str.startswith('targeted')"
        )
        for measure, window, value in own[["measure", "window", "value"]].itertuples(
            index=False, name=None
        ):
            valences = [valence for _, valence in words_in(receipt, window, measure)]
            total = sum(valences)
            if measure == "vader_compound":
                assert value == pytest.approx(total / (total**2 + 15) ** 0.5, abs=0.001)
            else:
                assert value == pytest.approx(total / max(1, len(valences)), abs=0.005)
            checked += bool(valences)
    assert checked > 30


def test_boilerplate_is_said_not_to_be_scored(tiny_codebook: fr.Codebook) -> None:
    sentences = fr.split_sentences(fr.make_articles({"one": "Ruritania won."})).assign(
        part="boilerplate"
    )
    mentions = fr.find_mentions(sentences, tiny_codebook)
    receipt = fr.explain("one:0:0", mentions, sentences, tiny_codebook)
    n_scores = sum(len(m.windows) for m in MEASURES.values() if not m.name.endswith("_"))
    assert receipt.count("not scored   the sentence is boilerplate") == n_scores


def test_an_unknown_id_shows_what_ids_look_like(
    tiny_tables: Tables, tiny_codebook: fr.Codebook
) -> None:
    with pytest.raises(KeyError, match=r"there is no mention 'nine'; ids look like 'one:0:0'"):
        fr.explain("nine", tiny_tables["mentions"], tiny_tables["sentences"], tiny_codebook)
    with pytest.raises(KeyError, match="the table is empty"):
        fr.explain(
            "nine", tiny_tables["mentions"].iloc[:0], tiny_tables["sentences"], tiny_codebook
        )
