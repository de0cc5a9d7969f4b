"""The report in a real browser, opened as a file: links, filter, keyboard, themes, and nothing that
runs or loads.

Needs Chromium (Debian and Ubuntu: the package `chromium`).
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hostile
import pandas as pd
import pytest
from browser import CHROMIUM, SECONDS
from pixels import few_pixels, figures_drawn_once

import framing as fr

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("model_is_asked_once"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]
SIZES = {"desktop": (1200, 900), "phone": (390, 844)}
ROOT = Path(__file__).parents[2]
PARTS = (
    "overview",
    "actors",
    "actor-CHN",
    "outlets",
    "voices",
    "texts",
    "quality",
    "codebook",
    "method",
    "compare",
    "articles",
    "a1",
    "words?q=china&actor=CHN",
)


class Watched:
    """A browser whose pages tell what they asked for and what went wrong."""

    def __init__(self, browser: Any) -> None:
        self.browser, self.asked, self.errors = browser, [], []

    def page(self, size: str = "desktop", **options: Any) -> Any:
        width, height = SIZES[size]
        context = self.browser.new_context(viewport={"width": width, "height": height}, **options)
        page = context.new_page()
        page.set_default_timeout(1000 * SECONDS)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.errors.append(message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page


@pytest.fixture(scope="module")
def files(
    tmp_path_factory: pytest.TempPathFactory, shipped_codebook: fr.Codebook
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("report")
    workshop = ROOT / "data" / "workshop"
    articles = fr.read_articles(workshop).head(24)
    tables = fr.analyse(articles, outlets=fr.read_outlets(workshop), measures=("vader",))
    evil, codebook = hostile.analyse(shipped_codebook)
    with few_pixels():
        evil_page = fr.write_report(
            evil, folder / "hostile.html", codebook=codebook, title=hostile.RUN
        )
    with figures_drawn_once():
        return {
            "hostile": evil_page,
            "workshop": fr.write_report(tables, folder / "workshop.html"),
            # axe looks at every node, and a page repeats the same ones for each sentence.
            "brief": fr.write_report(tables, folder / "brief.html", max_actors=3, max_sentences=2),
            "bare": fr.write_report(tables, folder / "bare.html", with_text=False, max_actors=4),
        }


@pytest.fixture(scope="module")
def browser(chromium: Any) -> Watched:
    return Watched(chromium)


@pytest.fixture(autouse=True)
def _is_quiet(browser: Watched) -> Iterator[None]:
    yield
    asked, errors = browser.asked[:], browser.errors[:]
    browser.asked.clear()
    browser.errors.clear()
    assert [url for url in asked if not url.startswith(("file://", "data:"))] == []
    assert errors == []


SHOWN = "[...document.querySelectorAll('[data-page]')].filter(one => one.offsetParent)"


def shown(page: Any, wanted: str) -> bool:
    """Whether the wanted part is what is shown alone, once the page has followed its address."""
    ids = f"{SHOWN}.map(one => one.id).join()"
    page.wait_for_function(f"wanted => {ids} === wanted", arg=wanted)
    return page.evaluate(ids) == wanted


def test_one_part_is_shown_at_a_time_and_links_lead_to_the_words(
    browser: Watched, files: dict[str, Path]
) -> None:
    page = browser.page()
    page.goto(files["workshop"].as_uri())
    assert shown(page, "overview")
    page.locator("nav").get_by_text("Actors", exact=True).click()
    assert shown(page, "actors")
    assert page.locator("nav [aria-current]").inner_text() == "Actors"
    page.locator("#actors").get_by_role("link", name="China", exact=True).click()
    assert shown(page, "actor-CHN")
    row = page.locator("#actor-CHN tr", has_text="Potomac Sentinel-Ledger").first
    n = int(re.search(r"of the (\d+)", row.locator("a").text_content()).group(1))
    row.locator("a").click()
    assert shown(page, "words")
    visible = page.locator("#hits > li")
    told = page.locator("#told").inner_text()
    assert told == f"Showing {n} mentions in {visible.count()} sentences."
    assert all(
        "Potomac" in text for text in visible.locator(".facts:not(.of-mention)").all_text_contents()
    )
    assert visible.locator("mark:not(.faint)").count() == n
    page.go_back()
    assert shown(page, "actor-CHN")


def test_filters_leave_fewer_and_stand_in_the_address(
    browser: Watched, files: dict[str, Path]
) -> None:
    page = browser.page()
    page.goto(files["workshop"].as_uri() + "#words")
    whole = read_told(page)
    page.locator("select[name=sign]").select_option(label="negative")
    negative = read_told(page)
    assert 0 < negative < whole
    page.locator("select[name=actor]").select_option(index=1)
    page.locator("select[name=voice]").select_option(label="the outlet’s own words")
    assert 0 < read_told(page) < negative
    facts = page.locator("#hits .of-mention").all_text_contents()
    assert all("the outlet’s own words" in fact for fact in facts)
    told, address = page.locator("#told").inner_text(), page.url
    page.get_by_role("button", name="Clear").click()
    assert read_told(page) == whole
    # The address of a view shows the same view to somebody else.
    other = browser.page()
    other.goto(address)
    assert other.locator("#told").inner_text() == told


def read_told(page: Any) -> int:
    """How many mentions the page says that it shows, once it says so."""
    page.wait_for_function("document.querySelector('#told').innerText !== ''")
    told = page.locator("#told").inner_text()
    return int(re.match(r"Showing ([\d,]+) mentions? in ", told).group(1).replace(",", ""))


def test_search_finds_all_words_and_quoted_ones_as_they_are(
    browser: Watched, files: dict[str, Path]
) -> None:
    page = browser.page()
    page.goto(files["workshop"].as_uri())
    page.locator("#seek-q").fill("BALLOON fighter")
    page.keyboard.press("Enter")
    assert shown(page, "words")
    texts = page.locator("#hits .sentence").all_inner_texts()
    assert texts
    assert all("balloon" in text.lower() and "fighter" in text.lower() for text in texts)
    assert page.locator("#hits .hit").first.inner_text().lower() in ("balloon", "fighter")
    page.locator("#filter [name=q]").fill('"the balloon"')
    page.wait_for_function("document.querySelector('#told').innerText !== ''")
    page.wait_for_url("**q=%22the+balloon%22")
    assert all(
        "the balloon" in t.lower() for t in page.locator("#hits .sentence").all_inner_texts()
    )
    page.locator("#filter [name=q]").fill("zzzz")
    page.wait_for_url("**q=zzzz")
    assert page.locator("#told").inner_text() == "No sentence holds all these words."
    link = page.locator("#hits a")
    assert link.count() == 0


def test_two_outlets_stand_side_by_side(browser: Watched, files: dict[str, Path]) -> None:
    page = browser.page()
    page.goto(files["workshop"].as_uri() + "#compare")
    heads = page.locator(".pair .outlet").all_inner_texts()
    assert len(heads) == 2
    assert heads[0] != heads[1]
    places = re.search(r"left=(\d+)&right=(\d+)", page.url).groups()
    for side, place in enumerate(places):
        texts = page.locator(f".pair td:nth-child({side + 1}) .s").all_text_contents()
        assert texts == page.locator(f"#a{place} .s").all_text_contents(), "none is lost or moved"
    both = page.locator(".pair .both")
    assert both.count() > 0
    assert all(row.locator(".s").count() == 2 for row in both.all())
    tick = page.locator(".legend input").first
    tick.check()
    actor = tick.get_attribute("value")
    assert f"only={actor}" in page.url
    assert 0 < page.locator(".pair mark:not(.faint)").count() < page.locator(".pair mark").count()
    page.locator("#swap").click()
    assert page.locator(".pair .outlet").all_inner_texts() == heads[::-1]
    page.emulate_media(media="print")
    assert shown(page, "compare")
    assert page.locator("#choose").is_hidden()
    assert page.get_by_text("To talk about").is_visible()


def test_sentences_that_stand_opposite_each_other_tell_the_same(
    browser: Watched, files: dict[str, Path]
) -> None:
    """Of the pairs that a reader judged, those in one row tell the same four times in five, and
    most of those that do not tell the same stand apart.
    """
    page = browser.page()
    page.goto(files["workshop"].as_uri() + "#compare")
    holds = page.evaluate("""() => Object.fromEntries(
        [...document.querySelectorAll("article.text .s")].map((node) =>
            [node.textContent.trim().replace(/\\s+/g, " "),
             node.closest("article").dataset.place]))""")
    gold = pd.read_csv(ROOT / "benchmarks" / "gold" / "side_by_side.csv")
    gold = gold[gold["left_text"].isin(list(holds)) & gold["right_text"].isin(list(holds))]
    assert len(gold) >= 20
    in_one_row = []
    for left, right in zip(gold["left_text"], gold["right_text"], strict=True):
        page.locator("#choose [name=left]").select_option(value=holds[left])
        page.locator("#choose [name=right]").select_option(value=holds[right])
        rows = [
            [" ".join(text.split()) for text in row.locator(".s").all_text_contents()]
            for row in page.locator(".pair .both").all()
        ]
        in_one_row.append([left, right] in rows)
    stands = gold["tells_same"][in_one_row]
    assert len(stands) >= 8
    assert stands.mean() >= 0.8
    differs = gold["tells_same"] == 0
    assert pd.Series(in_one_row, gold.index)[differs].mean() <= 0.25


def test_a_month_is_a_filter_that_can_be_taken_away(
    browser: Watched, files: dict[str, Path]
) -> None:
    page = browser.page()
    page.goto(files["workshop"].as_uri() + "#actor-CHN")
    link = page.locator("#actor-CHN a[href*='of=p']").first
    n = int(re.search(r"of the (\d+)", link.text_content()).group(1))
    link.click()
    assert read_told(page) == n
    page.locator("#extra").click()
    assert read_told(page) > n
    page.locator("#extra").wait_for(state="hidden")


def test_a_telling_sentence_leads_to_its_article_and_a_mention_tells_its_facts(
    browser: Watched, files: dict[str, Path]
) -> None:
    page = browser.page()
    page.goto(files["workshop"].as_uri() + "#actor-CHN")
    link = page.locator("#actor-CHN .telling a").first
    target = link.get_attribute("href")
    link.click()
    sentence = page.locator(target)
    sentence.wait_for(state="visible")
    page.wait_for_function("id => document.activeElement.id == id", arg=target[1:])
    mark = sentence.locator("mark").first
    mark.focus()
    page.keyboard.press("Enter")
    assert "VADER" in page.locator("#facts").inner_text()
    page.keyboard.press("Escape")
    page.locator("#facts").wait_for(state="hidden")


def test_without_scripts_everything_can_be_read(browser: Watched, files: dict[str, Path]) -> None:
    page = browser.page(java_script_enabled=False)
    page.goto(files["workshop"].as_uri())
    for part in ("overview", "actor-CHN", "outlets", "method", "articles", "a0"):
        assert page.locator(f"#{part}").is_visible()
    assert not page.locator("#filter").is_visible()


def test_by_keyboard(browser: Watched, files: dict[str, Path]) -> None:
    page = browser.page()
    page.goto(files["workshop"].as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    assert shown(page, "overview")
    page.locator("nav a", has_text="Outlets").focus()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Enter")
    assert shown(page, "outlets")
    assert outline == "solid"
    assert page.evaluate("document.activeElement.id") == "outlets-h"


def test_nothing_of_an_article_runs_or_loads(browser: Watched, files: dict[str, Path]) -> None:
    page = browser.page()
    page.goto(files["hostile"].as_uri())
    page.get_by_role("button", name="Show all parts on one page").click()
    for part in ("overview", "actors", "outlets", "voices", "texts", "codebook", "method", "words"):
        text = page.locator(f"#{part}").inner_text()
        assert "<script>window.ran=1</script>" in text or 'onerror="window.ran=1"' in text, part
    assert page.evaluate("window.ran") is None
    assert hostile.RUN in page.title()
    assert hostile.RUN in page.locator("#hits .sentence").first.text_content()
    page.locator("#words select").first.select_option(index=1)
    page.locator("a[href*='of=p']").first.click()
    assert "Showing" in page.locator("#told").inner_text()
    page.locator("#a0 mark").first.click()
    page.goto(files["hostile"].as_uri() + "#compare?left=0&right=1&only=%3Cimg%20src=x%3E")
    assert hostile.RUN in page.locator("#pair").inner_text()
    page.goto(files["hostile"].as_uri() + "#words?q=%3Cscript%3E")
    assert page.locator("#hits .hit").first.inner_text() == "<script>"
    assert page.evaluate("window.ran") is None
    # Even a script that found its way into the page would not run: the policy allows the kit's own
    # alone.
    page.evaluate("""() => { const own = document.createElement("script");
                     own.textContent = "window.ran = 1"; document.body.append(own); }""")
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in error for error in browser.errors)
    browser.errors.clear()


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "light"), ("phone", "dark")])
def test_no_serious_fault_of_access(
    browser: Watched, files: dict[str, Path], size: str, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.page(size, color_scheme=scheme, bypass_csp=True)
    for part in PARTS:
        page.goto(files["brief"].as_uri() + f"#{part}")
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0], part
        seen = {"include": [["header"], [f"#{part.split('?')[0]}"], ["footer"]]}
        options = {"resultTypes": ["violations"]}
        found = Axe().run(page, context=seen, options=options).response["violations"]
        grave = [
            (one["id"], one["nodes"][0]["html"])
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
        assert grave == [], part


def test_the_edition_without_text_works_the_same(browser: Watched, files: dict[str, Path]) -> None:
    page = browser.page()
    page.goto(files["bare"].as_uri() + "#actor-CHN")
    page.locator("#actor-CHN a[href*='of=o']").first.click()
    words = page.locator("#hits > li").first.text_content()
    assert re.match(r"Article [0-9a-f]{16}, characters", words)


def test_print_holds_the_report_on_few_pages_and_a_part_alone(
    browser: Watched, files: dict[str, Path]
) -> None:
    page = browser.page()
    page.goto(files["bare"].as_uri())
    page.emulate_media(media="print")
    parts = set(page.evaluate(f"{SHOWN}.map(one => one.id)"))
    assert {"overview", "actors", "outlets", "voices", "quality", "method"} <= parts
    assert not {"words", "articles", "actor-CHN"} & parts
    pages = page.pdf(prefer_css_page_size=True)
    assert 4 < pages.count(b"/Type /Page\n") + pages.count(b"/Type /Page>") < 20
    page.goto(files["bare"].as_uri() + "#actor-CHN")
    assert shown(page, "actor-CHN")
