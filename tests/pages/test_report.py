"""The report: its counts are those of the tables, and its file is safe."""

import hashlib
import html
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import hostile
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from pixels import few_pixels, without_pixels

import framing as fr
from framing.coders import drawn_sample
from framing.figures.catalogue import CATALOGUE
from framing.mentions import tell_readings
from framing.pages.layout import make_environment, read_asset
from framing.pages.report.corpus_pages import say_coverage
from framing.pages.report.drawings import MAX_OUTLETS, portray_actors
from framing.pages.report.groups import Row, goes_beyond, limit_of
from framing.pages.report.redaction import RUN, words_of
from framing.pages.report.text import say_share, say_signed
from framing.pages.report.view import look_at
from framing.pages.report.writing import TITLE, make_report, safe_json, write_report
from framing.tables import READINGS, make

pytestmark = [pytest.mark.build, pytest.mark.usefixtures("model_is_asked_once")]

ROOT = Path(__file__).parents[2]
Tables = dict[str, pd.DataFrame]
VOID = {"meta", "link", "img", "br", "path", "circle", "input", "source"}


class Page(HTMLParser):
    """The elements of a page: every tag is closed, and each has its attributes and its text."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str], list[str]]] = []
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self.strings: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attributes}
        self.strings += own.values()
        if tag in VOID:
            self.elements.append((tag, own, []))
        else:
            self.open.append((tag, own, []))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        name, attributes, text = self.open.pop()
        assert name == tag, f"</{tag}> closes <{name}>"
        self.elements.append((name, attributes, text))

    def handle_data(self, data: str) -> None:
        self.strings.append(data)
        for _, _, text in self.open:
            text.append(data)

    def handle_comment(self, data: str) -> None:
        self.strings.append(data)

    def of(self, tag: str) -> list[tuple[dict[str, str], str]]:
        return [
            (attributes, "".join(text)) for name, attributes, text in self.elements if name == tag
        ]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes, _ in self.elements if "id" in attributes]

    def text_of(self, identity: str) -> str:
        (found,) = (
            text for _, attributes, text in self.elements if attributes.get("id") == identity
        )
        return " ".join(" ".join(found).split())


@pytest.fixture(scope="module")
def workshop() -> Tables:
    folder = ROOT / "data" / "workshop"
    return fr.analyse(
        fr.read_articles(folder),
        outlets=fr.read_outlets(folder),
        events=fr.read_events(folder),
        codings=fr.read_codings(ROOT / "data" / "coding" / "workshop.csv"),
        measures=("vader",),
    )


@pytest.fixture(scope="module")
def whole(workshop: Tables, shipped_codebook: fr.Codebook) -> str:
    with few_pixels():
        return make_report(workshop, shipped_codebook)


@pytest.fixture(scope="module")
def bare(workshop: Tables, shipped_codebook: fr.Codebook) -> str:
    # The pixels are those of `whole`.
    with without_pixels():
        return make_report(workshop, shipped_codebook, with_text=False)


@pytest.fixture(scope="module")
def page(whole: str) -> Page:
    return Page(whole)


@pytest.fixture
def no_pixels() -> Iterator[None]:
    with without_pixels():
        yield


@pytest.fixture
def no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tested does not stand in a figure, and figures take the time."""
    monkeypatch.setattr("framing.pages.report.drawings.CATALOGUE", {})


def test_structure(page: Page) -> None:
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert len(page.of("h1")) == len(page.of("main")) == len(page.of("nav")) == 1
    levels = [int(tag[1]) for tag, _, _ in sorted_by_place(page)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    links = [attributes["href"] for attributes, _ in page.of("a")]
    targets = [link[1:].split("?")[0] for link in links if link.startswith("#")]
    assert set(targets) <= set(page.ids)
    assert all(attributes["alt"] for attributes, _ in page.of("img"))
    assert len(page.of("table")) == len(page.of("caption"))
    assert all("scope" in attributes for attributes, _ in page.of("th"))


def sorted_by_place(page: Page) -> list[tuple[str, dict[str, str], list[str]]]:
    """Headings close in the order in which they stand, since none holds another."""
    return [element for element in page.elements if re.fullmatch(r"h[1-6]", element[0])]


def test_nothing_is_loaded_and_only_the_kits_own_code_may_run(page: Page) -> None:
    (policy,) = (
        a["content"] for a, _ in page.of("meta") if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; img-src data:; ")
    assert "unsafe" not in policy
    ((_, style),) = page.of("style")
    scripts = [
        text
        for attributes, text in page.of("script")
        if attributes.get("type") != "application/json"
    ]
    for code in (style, *scripts):
        assert f"'sha256-{b64encode(hashlib.sha256(code.encode()).digest()).decode()}'" in policy
    assert len(scripts) == 1
    assert {image.split(",")[0] for image in images_of(page)} == {"data:image/svg+xml;base64"}
    assert not any(
        name.startswith("on") or name == "style" for _, a, _ in page.elements for name in a
    )
    assert "url(" not in style
    assert "@import" not in style


def images_of(page: Page) -> list[str]:
    """The addresses of all images, those for phones too."""
    return [a["src"] for a, _ in page.of("img")] + [a["srcset"] for a, _ in page.of("source")]


def data_of(page: Page) -> dict[str, Any]:
    """What the script of a page is given."""
    return json.loads(
        next(text for a, text in page.of("script") if a.get("type") == "application/json")
    )


def test_key_numbers_are_those_of_the_tables(page: Page, workshop: Tables) -> None:
    counted = fr.portraying(workshop["mentions"])
    told = page.text_of("overview")
    for number, name in (
        (48, "articles"),
        (6, "outlets"),
        (len(workshop["sentences"]), "sentences"),
        (len(counted), "mentions of actors"),
        (counted["actor_id"].nunique(), "actors"),
    ):
        assert f"{name} {number:,}" in told
    left = workshop["mentions"]["reading"].value_counts()
    assert f"{left['place']:,} only name a place" in told
    assert f"{len(counted):,} mean an actor" in told
    for reading, n in left.items():
        words = tell_readings({reading: n})
        assert words in told, "none is left out"
    assert set(READINGS) == {reading for reading in READINGS if tell_readings({reading: 2})}
    assert "published from 5 February 2022 to 12 July 2024" in told


def test_every_count_of_a_row_is_the_count_of_the_tables(page: Page, workshop: Tables) -> None:
    scored = workshop["scores"].query("measure == 'vader_compound' and window == 'clause'").dropna()
    mentions = (
        fr.portraying(workshop["mentions"])
        .merge(scored)
        .merge(workshop["articles"][["article_id", "outlet_id"]])
    )
    names = workshop["outlets"].set_index("outlet_id")["outlet_name"]
    counts = mentions[mentions["actor_id"] == "CHN"].groupby("outlet_id").size()
    told = page.text_of("actor-CHN")
    china = fr.summarise_portrayal(
        workshop["mentions"].query("actor_id == 'CHN'"),
        workshop["articles"],
        scored,
        by=["outlet_id"],
    ).set_index("outlet_id")
    for outlet_id, n in counts.items():
        row = re.search(
            rf"{names[outlet_id]} \(\w+\) (\S+) \S+ to \S+ (?:few )?(?:\S+ \S+ to \S+ )?"
            r"(\d+) read \d+ of the (\d+) m",
            told,
        )
        assert row is not None
        assert float(row[1].replace("−", "-")) == pytest.approx(
            china["estimate"][outlet_id], abs=0.0051
        )
        assert int(row[2]) == int(row[3]) == n


def check_rows(source: str) -> None:
    """Every row that can be read holds as many mentions as it says."""
    data = data_of(Page(source))
    shown: dict[tuple[str, str], int] = {}
    for place, codes, _ in data["mentions"]:
        for code in codes.split():
            key = (data["actors"][place][0], code)
            shown[key] = shown.get(key, 0) + 1
    links = re.findall(
        r'href="#words\?actor=([^"&]+)&amp;of=(\w+)">read (\d+)<span class="vh"> of the (\d+)',
        source,
    )
    assert len(links) > 100
    places = {slug: place for place, (slug, _) in enumerate(data["actors"])}
    for slug, code, n_shown, n in links:
        assert shown[slug, code] == int(n_shown) > 0
        if data["counts"]:
            assert data["counts"][places[slug]][code] == int(n) >= int(n_shown)
        else:
            assert n_shown == n
    assert sum(n for _, _, n in data["cube"]) == sum(
        sum(v for k, v in own.items() if k[0] == "s") for own in data["counts"]
    )


def test_what_a_row_promises_to_show_is_in_the_file(whole: str) -> None:
    check_rows(whole)


@pytest.mark.usefixtures("no_figures")
def test_a_sample_holds_what_its_rows_promise_and_says_of_how_many(
    workshop: Tables, shipped_codebook: fr.Codebook
) -> None:
    source = make_report(workshop, shipped_codebook, max_sentences=2, max_actors=4)
    check_rows(source)
    told = Page(source).text_of("words")
    n_shown, n = re.search(r"([\d,]+) of ([\d,]+) mentions, drawn by chance", told).groups()
    assert int(n_shown) < int(n.replace(",", ""))
    assert '<p class="gap">' in source


def test_every_sentence_of_every_article_can_be_read(page: Page, workshop: Tables) -> None:
    shown = sorted(
        "".join(text)
        for name, a, text in page.elements
        if name == "span" and a.get("class", "").split()[:1] == ["s"]
    )
    assert shown == sorted(workshop["sentences"]["text"])


def test_each_mention_that_counts_is_marked_where_it_stands(page: Page, workshop: Tables) -> None:
    scored = workshop["scores"].query("measure == 'vader_compound' and window == 'clause'").dropna()
    counted = fr.portraying(workshop["mentions"]).merge(scored[["mention_id"]])
    marks = [(a["data-m"].split(), text) for a, text in page.of("mark") if "data-m" in a]
    numbers = [int(number) for own, _ in marks for number in own]
    assert sorted(numbers) == list(range(len(counted)))
    alone = sorted(text for own, text in marks if len(own) == 1)
    assert set(alone) <= set(counted["surface"])
    assert "Read all " in page.text_of("actor-CHN")


def test_articles_on_one_event_are_offered_side_by_side(page: Page, workshop: Tables) -> None:
    data = data_of(page)
    for place, likest in enumerate(data["alike"]):
        _, outlet, _, event = data["articles"][place]
        assert event
        assert {data["articles"][other][3] for other in likest[:5]} == {event}
        assert outlet not in {data["articles"][other][1] for other in likest}


def test_coverage_is_said_as_it_is() -> None:
    articles = fr.make_articles({f"a{n}": "China." for n in range(9)})
    assert say_coverage(articles) == ("None of the 9 articles has an outlet, and none has a date.")
    articles.loc[:2, "outlet_id"] = "Harbour Post"
    articles.loc[:1, "published_at"] = pd.Timestamp("2024-03-04", tz="UTC")
    assert say_coverage(articles).startswith(
        "Of 9 articles, 3 have an outlet and 2 a date. 6 have neither."
    )
    articles["outlet_id"] = "Harbour Post"
    articles["published_at"] = pd.Timestamp("2024-03-04", tz="UTC")
    assert say_coverage(articles) == ""


def test_it_says_how_good_the_measures_are_and_how_to_cite(
    page: Page, shipped_codebook: fr.Codebook
) -> None:
    assert "Checked against codes by two language models: on 420 mentions" in page.text_of(
        "overview"
    )
    assert shipped_codebook.digest in page.text_of("method")
    assert "The framing developers" in page.text_of("method")
    assert "Unchecked" not in page.text_of("quality")


def test_frames_read_are_portrayed_as_in_the_run(
    workshop: Tables, shipped_codebook: fr.Codebook
) -> None:
    """The figure of them was left out of every report, and was said not to have enough mentions."""
    sentences = workshop["mentions"]["sentence_id"].unique()[7:]
    frames = [("codebook", "threat"), ("codebook", "conflict"), ("policy", "economic")]
    rows = [(s, *frame, 0.05 * (n % 20)) for n, s in enumerate(sentences) for frame in frames]
    read = make("frames_read", rows[::2])
    view = look_at({**workshop, "frames_read": read}, shipped_codebook, with_text=True, seed=1)
    scores = fr.score_frames(workshop["mentions"], read)
    expected = fr.summarise_portrayal(workshop["mentions"], workshop["articles"], scores)
    names = ["read_conflict", "read_threat"]
    parts = [
        table[table["measure"].isin(names)].sort_values(["measure", "actor_id"])
        for table in (portray_actors(view), expected)
    ]
    pd.testing.assert_frame_equal(*(part.reset_index(drop=True) for part in parts))
    assert len(parts[0]) > 20


def _in_short(tables: Tables) -> tuple[list[str], str]:
    """The sentences under In short, and the title of the figure of tone."""
    with without_pixels():
        page = html.unescape(make_report(tables, fr.read_codebook()))
    short = page.split('<ul class="short">')[1].split("</ul>")[0]
    title = next(
        t for t in re.findall(r"<h3[^>]*>(.*?)</h3>", page) if "actor" in t or "China" in t
    )
    return [re.sub("<[^>]*>", "", line) for line in short.split("<li>")[1:]], title


def test_in_short_says_what_the_figures_say() -> None:
    told = "China hated the terrible murder.\n\nThe United States praised the wonderful peace."
    plain = "China met.\n\nThe United States met."
    for second, is_clear in ((told, True), (plain, False)):
        texts = {f"a{n}": "\n\n".join([second] * 3) for n in range(9)}
        tables = fr.analyse(fr.make_articles(texts), measures=("vader",), drop_duplicates=None)
        tables["articles"]["cluster_id"] = tables["articles"]["article_id"]
        short, title = _in_short(tables)
        tone = next(line for line in short if line.startswith("By the"))
        assert title.rstrip(".").lower() in tone.lower()
        assert ("the difference is clear" in tone) is is_clear
        assert "China" in tone or not is_clear
        assert not any(line.startswith("Outlets") for line in short), "no outlet is known"


def test_in_short_names_outlets_where_they_clearly_differ() -> None:
    kind, cruel = "China praised the wonderful peace.", "China hated the terrible murder."
    texts = {
        f"{side}{n}": f"{told} {told}"
        for side, told in (("a", kind), ("b", cruel))
        for n in range(9)
    }
    articles = fr.make_articles(texts)
    for outlet_of, is_told in (
        (lambda name: name[0], True),
        (lambda name: str(int(name[1]) % 2), False),
    ):
        articles["outlet_id"] = articles["article_id"].map(outlet_of)
        tables = fr.analyse(articles, measures=("vader",), drop_duplicates=None)
        tables["articles"]["cluster_id"] = tables["articles"]["article_id"]
        short, _ = _in_short(tables)
        assert any(line.startswith("Outlets: China") for line in short) is is_told


def test_what_goes_on_beyond_the_axis_of_a_picture_has_an_arrow() -> None:
    sure = Row("a", "o0", 50, 0, 0.1, 0.0, 0.2, is_reportable=True)
    few = Row("b", "o1", 2, 0, -0.9, -1.0, 1.0)
    limit = limit_of([sure, few])
    assert limit == pytest.approx(0.21), "what is reportable sets the axis"
    assert goes_beyond([sure, few], limit)
    assert not goes_beyond([sure], limit)
    environment = make_environment()
    environment.filters["at"] = lambda value, limit: f"{100 * value / limit:.1f}"
    macro = read_asset("report.html.j2").split("{% macro bar")[0]
    picture = environment.from_string(macro + "{{ strip(row, limit) }}")
    drawn = {row.group: picture.render(row=row, limit=limit) for row in (sure, few)}
    assert drawn["a"].count("beyond") == 0
    assert "<circle" in drawn["a"]
    assert drawn["b"].count("beyond") == 2
    assert "<circle" not in drawn["b"]


def test_figures_come_with_their_data(page: Page) -> None:
    recipes = [recipe for recipe in CATALOGUE.values() if recipe.part]
    drawn = [recipe for recipe in recipes if recipe.by_default]
    assert len(page.of("figure")) == len(drawn) == len(recipes) - 1  # actions are doubtful
    assert all(re.search(r"Data \(|No data", a["alt"]) for a, _ in page.of("img"))
    for image in images_of(page):
        drawn_as = b64decode(image.split(",")[1]).decode("utf8")
        assert "prefers-color-scheme:dark" in drawn_as
        assert "#222222" not in re.sub(r"<\w*:?style>.*?</", "", drawn_as)
    assert plt.get_fignums() == []


def shared_runs(source: str, articles: pd.Series) -> set[tuple[str, ...]]:
    """Runs of five words that the file shares with an article: in what is shown, in attributes, in
    code, in images.
    """
    parsed = Page(source)
    images = [b64decode(image.split(",")[1]).decode("utf8") for image in images_of(parsed)]
    shown = html.unescape(re.sub(r"<[^>]+>", " ", source))
    data = [
        text
        for attributes, text in parsed.of("script")
        if attributes.get("type") == "application/json"
    ]
    decoded = json.dumps(json.loads(data[0]), ensure_ascii=False)
    found: set[tuple[str, ...]] = set()
    wanted = set()
    for article in articles:
        words = words_of(article)
        wanted |= set(zip(*(words[n:] for n in range(RUN)), strict=False))
    for text in (source, shown, decoded, *parsed.strings, " ".join(parsed.strings), *images):
        words = words_of(text)
        found |= wanted & set(zip(*(words[n:] for n in range(RUN)), strict=False))
    return found


def test_without_text_no_five_words_of_an_article_are_in_the_file(
    bare: str, whole: str, workshop: Tables
) -> None:
    assert shared_runs(bare, workshop["articles"]["text"]) == set()
    assert len(shared_runs(whole, workshop["articles"]["text"])) > 1_000, (
        "the proof finds what is there"
    )


def test_without_text_there_are_no_marks_headlines_speakers_or_names_of_files(
    bare: str, workshop: Tables
) -> None:
    assert "<mark>" not in bare
    marks = [text for a, text in Page(bare).of("mark") if "data-m" in a]
    assert all(re.fullmatch(r"Article [0-9a-f]{16}, characters \d+ to \d+", one) for one in marks)
    assert len(marks) > 1_000
    assert not any(headline in bare for headline in workshop["articles"]["headline"].dropna())
    assert not any(article_id in bare for article_id in workshop["articles"]["article_id"])
    assert re.search(r"Article [0-9a-f]{16}, characters \d+ to \d+", bare)


@pytest.mark.usefixtures("no_figures")
def test_without_text_a_title_is_no_quotation(
    workshop: Tables, shipped_codebook: fr.Codebook
) -> None:
    title = " ".join(words_of(workshop["articles"]["text"][0])[:6])
    with pytest.raises(ValueError, match="title holds 5 words"):
        make_report(workshop, shipped_codebook, with_text=False, title=title)


@pytest.mark.usefixtures("no_pixels")
def test_without_text_hostile_and_odd_texts_leave_nothing(shipped_codebook: fr.Codebook) -> None:
    tables, codebook = hostile.analyse(shipped_codebook)
    odd = fr.make_articles(
        {
            "said-the-north-and-south-of-china": "China the North and South of China",
            "b": "ÇİN değil — China, İran; ﬁne ﬂags\u2028over Straße und Fluß of Taiwan",
            "c": "China\u00a0China\u200bChina China China China China",
        }
    )
    assert (
        shared_runs(make_report(tables, codebook, with_text=False), tables["articles"]["text"])
        == set()
    )
    found = fr.analyse(odd, shipped_codebook, measures=("vader",))
    assert shared_runs(make_report(found, shipped_codebook, with_text=False), odd["text"]) == set()


def test_hostile_strings_stay_strings(shipped_codebook: fr.Codebook) -> None:
    tables, codebook = hostile.analyse(shipped_codebook)
    source = make_report(tables, codebook, title=hostile.RUN)
    parsed = Page(source)
    assert len(parsed.of("script")) == 2
    assert all(a["src"].startswith("data:") for a, _ in parsed.of("img"))
    assert [a["href"] for a, _ in parsed.of("a") if a["href"].startswith("javascript")] == []
    assert {a["href"] for a, _ in parsed.of("a") if "://" in a["href"]} == {"https://example.org/a"}
    assert "49" not in parsed.of("h1")[0][1]
    for text in (hostile.RUN, hostile.IMAGE, hostile.CLOSE):
        assert text in "".join(parsed.strings)


@pytest.mark.parametrize("text", ["</script>", "<!--", "\u2028\u2029", "]]>", "&lt;", "\ud800"])
def test_json_in_a_page_is_safe(text: str) -> None:
    made = safe_json({text: [text]})
    assert json.loads(made) == {text: [text]}
    assert made.isascii()
    assert not set("<>&") & set(made)


def test_the_same_tables_give_the_same_bytes(
    tiny_tables: Tables, tiny_codebook: fr.Codebook
) -> None:
    with few_pixels():
        first, second = (make_report(tiny_tables, tiny_codebook) for _ in range(2))
    assert first == second


ODD = {
    "one article": {"a": "China praised Russia. Russia thanked China."},
    "no actor": {"a": "It rained."},
}


@pytest.mark.usefixtures("no_pixels")
@pytest.mark.parametrize("texts", ODD.values(), ids=ODD)
@pytest.mark.parametrize("with_text", [True, False])
def test_small_corpora(
    texts: dict[str, str], with_text: bool, shipped_codebook: fr.Codebook
) -> None:
    tables = fr.analyse(fr.make_articles(texts), shipped_codebook, measures=("vader",))
    parsed = Page(make_report(tables, shipped_codebook, with_text=with_text))
    assert parsed.open == []
    assert "No outlet of these articles is known" in parsed.text_of("outlets")
    assert "Unchecked" in parsed.text_of("overview")


@pytest.mark.usefixtures("no_figures")
def test_empty_tables(shipped_codebook: fr.Codebook) -> None:
    for tables in ({}, {"articles": fr.make_articles({"a": "x"}).head(0)}):
        assert "No actor of the codebook is mentioned" in make_report(tables, shipped_codebook)


@pytest.mark.usefixtures("no_figures")
def test_without_any_scores(shipped_codebook: fr.Codebook) -> None:
    tables = fr.analyse(
        fr.make_articles({"a": "China met Japan. It was containment."}),
        shipped_codebook,
        measures=("vader",),
    )
    tables["scores"] = tables["scores"].head(0)
    told = Page(make_report(tables, shipped_codebook)).text_of("actor-CHN")
    assert "1 mention in 1 article" in told
    assert "mean tone" not in told
    assert "Corrected by codes" not in told


@pytest.mark.usefixtures("no_figures")
def test_what_codes_make_of_a_mean_stands_beside_it(
    workshop: Tables, shipped_codebook: fr.Codebook
) -> None:
    page = Page(make_report(workshop, shipped_codebook, max_actors=4, max_sentences=0))
    sample = drawn_sample(workshop["codings"])
    assert sample is not None
    given = [workshop[name] for name in ("mentions", "articles", "scores")]
    by_codes = fr.correct_portrayal(
        workshop["codings"], sample, *given, measure="vader_compound", window="clause"
    ).set_index("actor_id")
    for actor_id, label in {"IND": "India", "RUS": "Russia"}.items():
        row = by_codes.loc[actor_id]
        numbers = [say_signed(row[name]) for name in ("estimate", "ci_low", "ci_high")]
        said = "{} {} to {}".format(*numbers)
        assert re.search(rf"{label} \S+ \S+ to \S+ {re.escape(said)} ", page.text_of("actors"))
        assert f"corrected by codes {said}" in page.text_of(f"actor-{actor_id}")
        assert "mean tone around it" in page.text_of(f"actor-{actor_id}")
    counts = workshop["mentions"]["reading"].value_counts().to_dict()
    assert f"were found, {tell_readings(counts)}." in page.text_of("overview")
    assert "keywords are a poor measure of frames here" in page.text_of("overview")
    bare = {name: table for name, table in workshop.items() if name != "codings"}
    bare["validations"] = make("validations", [])
    told = Page(make_report(bare, shipped_codebook, max_actors=4, max_sentences=0))
    assert "Corrected by codes" not in told.text_of("actors") + told.text_of("outlets")
    assert "poor measure" not in told.text_of("overview")


@pytest.mark.usefixtures("no_figures")
def test_actors_beyond_the_most_stand_in_the_table_alone(
    workshop: Tables, shipped_codebook: fr.Codebook
) -> None:
    parsed = Page(make_report(workshop, shipped_codebook, max_actors=2, max_sentences=1))
    assert {name for name in parsed.ids if re.fullmatch(r"actor-[^-]+", name)} == {
        "actor-CHN",
        "actor-USA",
    }
    mentions = workshop["mentions"]
    n_actors = mentions.loc[mentions["reading"] == "actor", "actor_id"].nunique()
    said = f"The 2 of {n_actors} actors with the most mentions have a page"
    assert said in parsed.text_of("actors")
    assert "Hungary" in parsed.text_of("actors")


@pytest.mark.usefixtures("no_figures")
def test_without_sentences(workshop: Tables, shipped_codebook: fr.Codebook) -> None:
    parsed = Page(make_report(workshop, shipped_codebook, max_sentences=0))
    assert parsed.of("mark") == []
    assert "This file holds no mentions" in parsed.text_of("words")
    assert "unreadable files" not in parsed.text_of("texts"), "the articles were given as a table"


@pytest.mark.usefixtures("no_figures")
def test_funnel_and_text_health(tiny_tables: Tables, tiny_codebook: fr.Codebook) -> None:
    funnel = pd.DataFrame(
        [("articles_found", 7, False), ("exact_duplicates", 2, True), ("analysed", 5, False)],
        columns=["stage", "n", "is_removed"],
    )
    told = Page(make_report(tiny_tables | {"funnel": funnel}, tiny_codebook)).text_of("texts")
    assert "articles found 7 counted exact duplicates −2 left out analysed 5 counted" in told
    n = (tiny_tables["findings"]["check"] == "unclosed_quotation").sum()
    assert f"unclosed quotation warning {n} 1" in told


@pytest.mark.usefixtures("no_pixels")
def test_many_outlets_are_cut_for_figures_and_it_is_said(shipped_codebook: fr.Codebook) -> None:
    texts = {
        f"a{n}": "China praised Russia. It was a great success."
        for n in range(6 * (MAX_OUTLETS + 4))
    }
    articles = fr.make_articles(texts)
    articles["outlet_id"] = pd.Series(
        [f"outlet {n % (MAX_OUTLETS + 4)}" for n in range(len(texts))], dtype="str"
    )
    tables = fr.analyse(articles, shipped_codebook, measures=("vader",), drop_duplicates=None)
    told = Page(make_report(tables, shipped_codebook)).text_of("outlets")
    assert f"The {MAX_OUTLETS} of {MAX_OUTLETS + 4} outlets with the most articles." in told
    assert f"{MAX_OUTLETS + 4} outlets by number of articles" in told


@pytest.mark.usefixtures("no_figures")
def test_a_long_sentence_is_cut_where_it_is_cited_and_whole_in_its_article(
    shipped_codebook: fr.Codebook,
) -> None:
    text = "word " * 3_000 + "and China won" + " word" * 3_000 + "."
    source = make_report(
        fr.analyse(fr.make_articles({"a": text}), shipped_codebook, measures=("vader",)),
        shipped_codebook,
    )
    assert "and <mark>China</mark> won" in source
    assert source.count("word word word word word") < 1_500
    assert source.count("word") > 6_000


@pytest.mark.usefixtures("no_figures")
def test_a_folder_of_tables_and_its_codebook(tmp_path: Path, tiny_codebook: fr.Codebook) -> None:
    tiny = ROOT / "tests" / "tiny"
    fr.analyse_path(
        tiny / "articles.csv", tmp_path / "out", codebook_path=tiny, measures=("vader",)
    )
    file = write_report(tmp_path / "out", tmp_path / "new" / "report.html", codebook=tiny_codebook)
    assert TITLE in file.read_text(encoding="utf8")
    assert not list(file.parent.glob(".*"))
    with pytest.raises(ValueError, match="name it with --codebook"):
        write_report(tmp_path / "out", tmp_path / "x.html")
    with pytest.raises(FileNotFoundError, match=r"manifest\.json"):
        write_report(tmp_path, tmp_path / "x.html")
    with pytest.raises(ValueError, match="0 or more"):
        write_report(
            tmp_path / "out", tmp_path / "x.html", codebook=tiny_codebook, max_sentences=-1
        )
    with pytest.raises(fr.SchemaError, match="articles"):
        write_report({"articles": pd.DataFrame({"text": ["x"]})}, tmp_path / "x.html")


def test_shares_and_signs_are_not_rounded_to_nothing() -> None:
    assert [say_signed(value) for value in (0.004, -0.004, 0.5)] == ["0.00", "0.00", "+0.50"]
    assert say_share(0.004) == "0.4 %"
