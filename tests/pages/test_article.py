"""An article as HTML: every fact in its place, and nothing of the input runs."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from arithmetic import growth
from hostile import hostile_tables

import framing as fr
from framing.pages.article.article import ShownArticle
from framing.tables import empty

Tables = dict[str, pd.DataFrame]
HOSTILE = [
    "<script>window.pwned = 1</script>",
    "<img src=x onerror='window.pwned = 1'>",
    "</style><b>",
    "javascript:alert(1)",
    '" onfocus="window.pwned = 1" x="',
    "</bdi></span></section>",
    "abc \u202e cba",
    "{} ' \\ &amp; <!--",
]
VOID = {"input", "meta", "img", "br"}
BROUGHT = {"fr-card", "fr-tag", "fr-tone"}


class Page(HTMLParser):
    """The elements of a page, the words of its article, and the details."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, set[str]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text, self.cards, self.styles = "", "", ""
        self.feed(page)
        self.close()
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, set((dict(attrs).get("class") or "").split())))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        classes = set().union(*(own for _, own in self.open))
        if "style" in [tag for tag, _ in self.open]:
            self.styles += data
        elif "fr-card" in classes:
            self.cards += data
        elif "fr-body" in classes and not classes & BROUGHT:
            self.text += data


def without_space(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("article_id", ["one", "two", "three", "four", "five", "six"])
def test_the_text_is_that_of_the_article(
    article_id: str, tiny_tables: Tables, tiny_codebook: fr.Codebook
) -> None:
    page = Page(fr.render_article(article_id, tiny_tables, tiny_codebook))
    assert page.text == tiny_tables["articles"].set_index("article_id").loc[article_id, "text"]


def test_the_sample_too(sample_tables: Tables) -> None:
    page = Page(fr.render_article("xi-to-visit-putin", sample_tables))
    assert page.text == sample_tables["articles"]["text"].iloc[0]


def test_every_mention_has_all_that_is_known_of_it(
    sample_tables: Tables, shipped_codebook: fr.Codebook
) -> None:
    page = Page(fr.render_article("xi-to-visit-putin", sample_tables))
    cards = page.cards
    for mention_id in sample_tables["mentions"]["mention_id"]:
        assert f"mention_id {mention_id}." in cards
    assert "United States [USA]" in cards
    assert "source, Xi Jinping, for China [CHN]; cue “accused”" in cards
    assert "narrator, the outlet’s own words" in cards
    value = sample_tables["scores"].query(
        "measure == 'vader_compound' and mention_id == 'xi-to-visit-putin:15:1'"
    )
    clause = value.set_index("window")["value"]["clause"]
    assert f"clause {clause:+.2f}".replace("-", "−") in cards
    assert "agent of “invite”" in cards
    assert "patient of “invite”" in cards
    assert "Containment and encirclement: “containment” (quoted)" in cards
    assert sample_tables["findings"]["message"].iloc[0][:60] in cards


def test_what_is_focusable_points_to_its_details(sample_tables: Tables) -> None:
    page = Page(fr.render_article("xi-to-visit-putin", sample_tables))
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    described = [
        attrs["aria-describedby"] for _, attrs in page.tags if attrs.get("tabindex") == "0"
    ]
    assert len(described) > 100
    assert set(described) <= set(ids)


def test_the_margin_is_the_mean_of_each_actor_in_a_paragraph(
    tiny_tables: Tables, tiny_codebook: fr.Codebook
) -> None:
    page = fr.render_article(
        "one", tiny_tables, tiny_codebook, measure="vader_compound", window="sentence"
    )
    joined = tiny_tables["scores"].merge(
        tiny_tables["mentions"].query("article_id == 'one' and reading == 'actor'")
    )
    own = joined.query("measure == 'vader_compound' and window == 'sentence'")["value"]
    shown = [float(n.replace("−", "-")) for n in re.findall(r"<b>[▲▼=] ([+−]?[\d.]+)</b>", page)]
    counts = [int(n) for n in re.findall(r'<span class="fr-few">(\d+) mentions?</span>', page)]
    assert sum(counts) == len(own)
    total = sum(mean * n for mean, n in zip(shown, counts, strict=True))
    assert total == pytest.approx(own.sum(), abs=0.005 * len(own))


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_words_are_words(word: str) -> None:
    html = fr.render_article(word, hostile_tables(word))
    page = Page(html)
    assert without_space(page.text) == without_space(
        f"{word}{word}",
    )[: len(without_space(word))] + without_space(f"Said {word}: China won {word} here.")
    assert {tag for tag, _ in page.tags} <= {
        "section",
        "style",
        "p",
        "small",
        "b",
        "bdi",
        "form",
        "span",
        "a",
        "fieldset",
        "legend",
        "div",
        "label",
        "input",
        "button",
        "sup",
    }
    names = {name for _, attrs in page.tags for name in attrs}
    assert not [name for name in names if name.startswith("on")]
    assert all(
        attrs["href"].startswith("#fr-") for tag, attrs in page.tags if tag == "a" and attrs["href"]
    )
    assert word not in page.styles, "nothing of the input stands in the style sheet"
    assert without_space(word) in without_space(page.cards)


def test_asks_for_nothing(sample_tables: Tables) -> None:
    page = fr.render_article("xi-to-visit-putin", sample_tables)
    assert not re.search(r"<script|@import|url\(|src=|https?://|<link", page)


def test_focus_is_marked_once(tiny_tables: Tables, tiny_codebook: fr.Codebook) -> None:
    page = fr.render_article("one", tiny_tables, tiny_codebook, focus="one:1:0")
    (marked,) = re.findall(r"<span [^>]*data-focus[^>]*>", page)
    assert "fr-focus" in marked
    with pytest.raises(KeyError, match="there is no mention 'two:1:0' in the article 'one'"):
        fr.render_article("one", tiny_tables, tiny_codebook, focus="two:1:0")


def test_an_unknown_article_shows_what_ids_look_like(
    tiny_tables: Tables, tiny_codebook: fr.Codebook
) -> None:
    with pytest.raises(KeyError, match="there is no article 'nine'; ids look like 'one'"):
        fr.render_article("nine", tiny_tables, tiny_codebook)


def test_articles_and_mentions_suffice(tiny_tables: Tables, tiny_codebook: fr.Codebook) -> None:
    few = {name: tiny_tables[name] for name in ("articles", "mentions")}
    page = Page(fr.render_article("one", few, tiny_codebook))
    assert page.text == few["articles"].set_index("article_id").loc["one", "text"]


@pytest.mark.parametrize("text", ["", " \n ", "A storm hit the coast."])
def test_a_text_without_mentions(text: str, shipped_codebook: fr.Codebook) -> None:
    articles = fr.make_articles({"none": "x"}).assign(text=text)
    tables = {"articles": articles, "mentions": empty("mentions")}
    assert Page(fr.render_article("none", tables, shipped_codebook)).text == text


def test_shown_article(tiny_tables: Tables, tiny_codebook: fr.Codebook) -> None:
    shown = fr.show_article("two", tiny_tables, tiny_codebook)
    assert isinstance(shown, ShownArticle)
    assert shown._repr_html_() == fr.render_article("two", tiny_tables, tiny_codebook)
    assert "Freedonia [FRE] threatened" in repr(shown)


def repeated(tables: Tables, times: int) -> Tables:
    """The sample some times after itself: 4,600 characters and 91 mentions each time."""
    text = tables["articles"]["text"].iloc[0]
    copies: Tables = {"articles": tables["articles"].assign(text="\n\n".join([text] * times))}
    for name in ("mentions", "scores", "voices", "frame_hits"):
        parts = []
        for n in range(times):
            part = tables[name].copy()
            part["mention_id"] = part["mention_id"] + f"-{n}"
            if "start" in part:
                part[["start", "end"]] += n * (len(text) + 2)
            parts.append(part)
        copies[name] = pd.concat(parts, ignore_index=True)
    return copies


def test_a_very_long_article_takes_little_time_and_space(
    sample_tables: Tables, shipped_codebook: fr.Codebook
) -> None:
    def render(times: int) -> None:
        page = fr.render_article(
            "xi-to-visit-putin", repeated(sample_tables, times), shipped_codebook
        )
        assert len(page) < 200_000 * times

    assert growth(render, 5, 25) < 12


def test_long_words_in_the_details_are_cut(tiny_tables: Tables, tiny_codebook: fr.Codebook) -> None:
    tables = tiny_tables | {
        "voices": tiny_tables["voices"].assign(voice="source", speaker="x" * 9_000)
    }
    assert max(map(len, re.findall("x+", fr.render_article("one", tables, tiny_codebook)))) < 100
