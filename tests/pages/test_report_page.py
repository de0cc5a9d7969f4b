"""The report in a real browser, opened as a file: links, filter, keyboard, themes, and nothing that
runs or loads.

Needs Chromium (Debian and Ubuntu: the package `chromium`).
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hostile
import pytest
from browser import CHROMIUM
from pixels import few_pixels

import framing as fr

pytestmark = [
    pytest.mark.browser,
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
    "words-CHN",
)


class Watched:
    """A browser whose pages tell what they asked for and what went wrong."""

    def __init__(self, browser: Any) -> None:
        self.browser, self.asked, self.errors = browser, [], []

    def page(self, size: str = "desktop", **options: Any) -> Any:
        width, height = SIZES[size]
        context = self.browser.new_context(viewport={"width": width, "height": height}, **options)
        page = context.new_page()
        page.set_default_timeout(15_000)
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
        small = {
            "workshop": fr.write_report(tables, folder / "workshop.html"),
            "hostile": fr.write_report(
                evil, folder / "hostile.html", codebook=codebook, title=hostile.RUN
            ),
        }
    return {
        **small,
        # axe looks at every node, and a page repeats the same ones for each sentence.
        "brief": fr.write_report(tables, folder / "brief.html", max_actors=3, max_sentences=30),
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


def shown(page: Any) -> list[str]:
    return page.eval_on_selector_all(
        "[data-page]", "all => all.filter(one => one.offsetParent).map(one => one.id)"
    )


def test_one_part_is_shown_at_a_time_and_links_lead_to_the_words(
    browser: Watched, files: dict[str, Path]
) -> None:
    page = browser.page()
    page.goto(files["workshop"].as_uri())
    assert shown(page) == ["overview"]
    page.locator("nav").get_by_text("Actors", exact=True).click()
    assert shown(page) == ["actors"]
    assert page.locator("nav [aria-current]").inner_text() == "Actors"
    page.locator("#actors").get_by_role("link", name="China", exact=True).click()
    assert shown(page) == ["actor-CHN"]
    row = page.locator("#actor-CHN tr", has_text="Potomac Sentinel-Ledger").first
    n_shown, n = map(
        int, re.search(r"read (\d+) of the (\d+)", row.locator("a").text_content()).groups()
    )
    row.locator("a").click()
    assert shown(page) == ["words"]
    visible = page.locator(".mentions > li:visible")
    assert visible.count() == n_shown
    assert page.locator("#told").inner_text() == f"Showing {n_shown} of {n} mentions."
    assert all("Potomac" in text for text in visible.locator("> .facts").all_text_contents())
    assert page.locator("#words-CHN h3").is_visible()
    page.go_back()
    assert shown(page) == ["actor-CHN"]


def test_filters_of_actor_outlet_voice_and_sign(browser: Watched, files: dict[str, Path]) -> None:
    page = browser.page()
    page.goto(files["workshop"].as_uri() + "#words")
    whole = page.locator(".mentions > li:visible").count()
    page.locator("select[name=sign]").select_option(label="negative")
    negative = page.locator(".mentions > li:visible")
    assert 0 < negative.count() < whole
    assert set(negative.locator(".sign").all_text_contents()) == {"negative"}
    page.locator("select[name=actor]").select_option(index=1)
    page.locator("select[name=voice]").select_option(label="the outlet’s own words")
    told = page.locator("#told").inner_text()
    n_shown, n = map(int, re.match(r"Showing (\d+) of (\d+) mentions?\.", told).groups())
    assert n_shown == page.locator(".mentions > li:visible").count() <= n
    page.get_by_role("button", name="Clear").click()
    assert page.locator(".mentions > li:visible").count() == whole


def test_a_frame_is_a_filter_that_can_be_taken_away(
    browser: Watched, files: dict[str, Path]
) -> None:
    page = browser.page()
    page.goto(files["workshop"].as_uri() + "#actor-CHN")
    link = page.locator("#actor-CHN a[data-code^=f]").first
    n_shown, n = map(int, re.search(r"read (\d+) of the (\d+)", link.text_content()).groups())
    link.click()
    assert (
        page.locator("#told").inner_text()
        == f"Showing {n_shown} of {n} mention{'' if n == 1 else 's'}."
    )
    page.locator("#extra").click()
    assert page.locator(".mentions > li:visible").count() > n_shown
    assert not page.locator("#extra").is_visible()


def test_a_telling_sentence_leads_to_its_context(browser: Watched, files: dict[str, Path]) -> None:
    page = browser.page()
    page.goto(files["workshop"].as_uri() + "#actor-CHN")
    link = page.locator("#actor-CHN .telling a").first
    target = link.get_attribute("href")
    link.click()
    item = page.locator(target)
    assert item.is_visible()
    assert page.evaluate("document.activeElement.id") == target[1:]
    item.locator("summary").click()
    assert item.locator("blockquote").is_visible()


def test_without_scripts_everything_can_be_read(browser: Watched, files: dict[str, Path]) -> None:
    page = browser.page(java_script_enabled=False)
    page.goto(files["workshop"].as_uri())
    for part in ("overview", "actor-CHN", "outlets", "method", "words-CHN"):
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
    assert shown(page) == ["overview"]
    page.locator("nav a").nth(2).focus()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Enter")
    assert shown(page) == ["outlets"]
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
    assert hostile.RUN in page.locator(".mentions .sentence").first.text_content()
    page.locator("#words select").first.select_option(index=1)
    link = page.locator("a[data-code^=p]").first
    link.click()
    assert "Showing" in page.locator("#told").inner_text()
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
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        grave = [
            (one["id"], one["nodes"][0]["html"])
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
        assert grave == [], part


def test_the_edition_without_text_works_the_same(browser: Watched, files: dict[str, Path]) -> None:
    page = browser.page()
    page.goto(files["bare"].as_uri() + "#actor-CHN")
    page.locator("#actor-CHN a[data-code^=o]").first.click()
    assert re.match(
        r"Article [0-9a-f]{16}, characters",
        page.locator(".mentions > li:visible").first.text_content(),
    )


def test_print_holds_every_part_but_the_list_of_sentences(
    browser: Watched, files: dict[str, Path]
) -> None:
    page = browser.page()
    page.goto(files["bare"].as_uri())
    page.emulate_media(media="print")
    assert {"overview", "actor-CHN", "method"} <= set(shown(page))
    assert "words" not in shown(page)
    page.pdf(path=str(files["bare"].with_suffix(".pdf")), format="A4")
    assert files["bare"].with_suffix(".pdf").stat().st_size > 100_000
