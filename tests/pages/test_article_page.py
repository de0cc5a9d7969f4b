"""The reading view in a real browser: its details, its filters, its themes, hostile words, and what
axe finds.

Needs Chromium (Debian and Ubuntu: the package `chromium`); nothing outside this machine is asked
for anything.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from browser import CHROMIUM, SECONDS
from hostile import hostile_tables

import framing as fr

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]
Tables = dict[str, pd.DataFrame]
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>An article</title></head>'
    "<body>{}</body></html>"
)
HOSTILE = (
    "<script>window.pwned = 1</script><img src=x onerror='window.pwned = 1'></style></bdi>"
    "<svg onload=window.pwned=1>"
    '" onfocus="window.pwned = 1" autofocus tabindex="1 javascript:window.pwned=1 \u202e http://news.invalid/x.png'
)

IS_IN_VIEW = """() => {
    const box = document.querySelector(".fr-mention:focus .fr-card").getBoundingClientRect();
    return box.width && box.x >= 0 && box.right <= innerWidth
        && box.y >= 0 && box.bottom <= innerHeight;
}"""


class Browser:
    """Pages that may ask for nothing but files, and what they complain of."""

    def __init__(self, browser: Any, folder: Path) -> None:
        self.browser, self.folder = browser, folder
        self.asked: list[str] = []
        self.complaints: list[str] = []

    def open(self, content: str, name: str = "page", **options: Any) -> Any:
        file = self.folder / f"{name}.html"
        file.write_text(content, encoding="utf8")
        page = self.browser.new_context(**options).new_page()
        page.set_default_timeout(1000 * SECONDS)

        def only_files(route: Any) -> None:
            if route.request.url.startswith(("file:", "data:")):
                route.continue_()
            else:
                self.asked.append(route.request.url)
                route.abort()

        page.route("**/*", only_files)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda said: self.complaints.append(said.text) if said.type == "error" else None,
        )
        page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        page.goto(file.as_uri())
        return page


@pytest.fixture(scope="module")
def browser(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    own = Browser(chromium, tmp_path_factory.mktemp("pages"))
    yield own
    assert own.asked == [], "a page asked for something"
    assert own.complaints == []


@pytest.fixture(scope="module")
def article(sample_tables: Tables) -> str:
    return PAGE.format(fr.render_article("xi-to-visit-putin", sample_tables))


def shown_cards(page: Any) -> list[str]:
    return page.eval_on_selector_all(
        ".fr-card",
        "cards => cards.filter(card => card.offsetParent !== null || card.getClientRects().length)"
        ".map(card => card.innerText)",
    )


@pytest.mark.parametrize("width", [1200, 390])
def test_details_come_with_the_keyboard_and_the_mouse_and_stay_in_view(
    browser: Browser, article: str, width: int
) -> None:
    page = browser.open(article, viewport={"width": width, "height": 800})
    assert shown_cards(page) == []
    page.locator("a", has_text="Skip the article").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.fr-mention')"):
            break
    (first,) = shown_cards(page)
    assert first.startswith("Xi China [CHN], Xi Jinping.")
    page.keyboard.press("Tab")
    (second,) = shown_cards(page)
    assert second.startswith("Russia Russia [RUS].")
    n = page.locator(".fr-mention").count()
    for place in (0, 5, n // 2, n - 1):
        mention = page.locator(".fr-mention").nth(place)
        mention.focus()
        # The place of the card is found anew when the page has scrolled.
        page.wait_for_function(IS_IN_VIEW)
    page.locator(".fr-frame-tag").first.hover()
    assert len(shown_cards(page)) == 1, "what is pointed at comes before what has the focus"
    assert shown_cards(page)[0].startswith("Frame ")


def test_filters_show_only_what_is_ticked(browser: Browser, article: str) -> None:
    page = browser.open(article, viewport={"width": 1200, "height": 800})
    tagged = "tags => tags.filter(tag => tag.getClientRects().length).map(tag => tag.innerText)"

    def labels(kind: str) -> set[str]:
        return set(page.eval_on_selector_all(f"{kind} .fr-tag bdi", tagged))

    assert {"CHN", "USA", "CHN+RUS", "RUS place"} <= labels(".fr-mention")
    address = page.url
    page.get_by_label("CHN China").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    assert page.url == address, "a form that is sent would leave the page"
    assert {label.split()[0] for label in labels(".fr-mention")} == {"CHN", "CHN+RUS"}
    usa = page.locator(".fr-mention:not(.fr-hollow)", has_text="United States").first
    assert usa.evaluate("e => getComputedStyle(e).backgroundColor") == "rgba(0, 0, 0, 0)"
    page.get_by_label("Containment and encirclement").check()
    assert labels(".fr-frame") >= {"Containment and encirclement (quoted)"}
    assert not {label for label in labels(".fr-frame") if label.startswith("Peace")}
    assert len(page.locator(".fr-mention:visible").all()) == page.locator(".fr-mention").count(), (
        "words stay"
    )
    page.get_by_role("button", name="Show all").click()
    assert {"CHN", "USA"} <= labels(".fr-mention")
    page.get_by_label("truncated").check()
    assert "boilerplate" not in " ".join(labels(".fr-mark"))


def test_the_margin_follows_what_is_ticked(browser: Browser, article: str) -> None:
    page = browser.open(article, viewport={"width": 1200, "height": 800})
    rows, ticks = page.locator(".fr-of:visible"), ".fr-tick"
    whole = rows.count()
    coloured = (
        "ticks => ticks.filter(one => one.getClientRects().length && "
        "getComputedStyle(one).backgroundColor !== 'rgba(0, 0, 0, 0)').length"
    )
    n_ticks = page.eval_on_selector_all(ticks, coloured)
    page.get_by_label("CHN China").check()
    assert 0 < rows.count() < whole
    assert set(rows.locator("bdi").all_inner_texts()) == {"CHN"}
    n_china = page.eval_on_selector_all(ticks, coloured)
    page.get_by_label("the outlet").check()
    assert 0 < page.eval_on_selector_all(ticks, coloured) < n_china < n_ticks
    assert page.locator(".fr-mean:visible").count() == 0, "a mean of all would not be theirs"


def test_two_views_do_not_disturb_each_other(
    browser: Browser, workshop_pair: tuple[str, str]
) -> None:
    page = browser.open(PAGE.format("".join(workshop_pair)))
    ids = page.eval_on_selector_all("[id]", "all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))
    first, second = page.locator(".fr-article").all()
    before = second.locator(".fr-mention .fr-tag:visible").count()
    first.locator("input").first.check()
    assert second.locator(".fr-mention .fr-tag:visible").count() == before


@pytest.fixture(scope="module")
def workshop_pair(tiny_tables: Tables, tiny_codebook: fr.Codebook) -> tuple[str, str]:
    first, second = (fr.render_article(name, tiny_tables, tiny_codebook) for name in ("one", "two"))
    return first, second


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("focused", [False, True])
def test_axe_finds_nothing_serious(
    browser: Browser, article: str, scheme: str, focused: bool
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.open(
        PAGE.format(f"<main><h1>One</h1><h2>Two</h2>{article}</main>"), color_scheme=scheme
    )
    if focused:
        page.locator(".fr-mention").nth(4).focus()
    found = Axe().run(page).response["violations"]
    bad = [
        (one["id"], one["nodes"][0]["html"][:200], one["nodes"][0]["failureSummary"])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert bad == []


def test_the_theme_is_that_of_the_reader_or_of_the_notebook(browser: Browser, article: str) -> None:
    def paper(page: Any) -> int:
        colour = page.locator(".fr-article").evaluate("e => getComputedStyle(e).backgroundColor")
        return int(colour.removeprefix("rgb(").split(",")[0])

    assert paper(browser.open(article, color_scheme="light")) > 200
    page = browser.open(article, color_scheme="dark")
    assert paper(page) < 60
    page.evaluate("document.body.dataset.jpThemeLight = 'true'")
    assert paper(page) > 200
    page = browser.open(article, color_scheme="light")
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    assert paper(page) < 60


def test_hostile_words_are_shown_and_do_not_run(browser: Browser) -> None:
    page = browser.open(PAGE.format(fr.render_article(HOSTILE, hostile_tables(HOSTILE))))
    page.wait_for_timeout(300)
    assert page.evaluate("typeof window.pwned") == "undefined"
    assert page.locator("img, script, svg").count() == 0
    assert page.locator(".fr-headline").inner_text().count("<script>window.pwned = 1</script>") >= 1
    assert HOSTILE[:40] in page.locator(".fr-meta").inner_text()
    page.locator(".fr-mention").first.focus()
    assert any("<script>" in card for card in shown_cards(page))


def test_survives_nbconvert(browser: Browser, article: str, tmp_path: Path) -> None:
    import nbformat
    from nbconvert import HTMLExporter

    output = nbformat.v4.new_output(
        "execute_result", data={"text/html": article, "text/plain": "an article"}
    )
    cell = nbformat.v4.new_code_cell(
        "fr.show_article('xi-to-visit-putin', tables)", outputs=[output]
    )
    made, _ = HTMLExporter(mathjax_url="", require_js_url="", mermaid_js_url="").from_notebook_node(
        nbformat.v4.new_notebook(cells=[cell])
    )
    page = browser.open(made, "converted")
    page.locator(".fr-mention").nth(1).focus()
    assert any(card.startswith("Russia") for card in shown_cards(page))


def test_without_the_style_sheet_labels_and_colours_stay(browser: Browser, article: str) -> None:
    """What an untrusted notebook leaves: no style sheet, no roles, no tabindex."""
    page = browser.open(article)
    page.evaluate("""() => { document.querySelectorAll('style').forEach(e => e.remove());
        const names = ['role', 'tabindex', 'aria-describedby', 'aria-label'];
        document.querySelectorAll('*').forEach(e =>
            names.forEach(name => e.removeAttribute(name))) }""")
    assert shown_cards(page) == []
    assert page.locator(".fr-untrusted").is_visible()
    mention = page.locator(".fr-mention:not(.fr-hollow)").first
    assert mention.inner_text() == "XiCHN"
    assert mention.evaluate("e => getComputedStyle(e).backgroundColor") == "rgba(213, 94, 0, 0.3)"
    assert "solid" in page.locator(".fr-frame").evaluate_all(
        "all => all.map(e => getComputedStyle(e).borderBottomStyle)"
    )
