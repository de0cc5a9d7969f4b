"""Widgets in a real JupyterLab in a real browser: they are used as a reader or a coder would use
them.

Nothing outside this machine is asked for anything, the console stays free of errors, and hostile
text is shown as it is. Screenshots are kept (``--screenshots FOLDER``).
"""

import ast
import os
import re
import shutil
import signal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from browser import CHROMIUM, Lab, Visit, visit

import framing as fr
from framing.runs.manifest import write_tables

ROOT = Path(__file__).parents[2]
SCRIPT = "<script>window.hurt=1</script>"
IMAGE = "<img src=x onerror='window.hurt=2'>"
LINK = "javascript:window.hurt=3"
TURNED = "\u202eolleh\u202c"
HOSTILE = f"{SCRIPT} {IMAGE} \"quoted\" & 'so' {LINK} {TURNED}"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("model_is_asked_once"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]


def hostile_codebook(folder: Path) -> None:
    """A codebook in which an actor and a frame have names that would run, if a name could."""
    folder.mkdir()
    (folder / "actors.csv").write_text(
        "actor_id,actor_label,actor_type\n"
        f'ZEM,"{HOSTILE.replace(chr(34), chr(34) * 2)}",organisation\n'
        "NOR,Nordmark,organisation\n",
        encoding="utf8",
    )
    (folder / "aliases.csv").write_text(
        "actor_id,alias,alias_type,is_case_sensitive,valid_from,valid_to,reference\n"
        "ZEM,Zemlya,name,true,,,made up\nNOR,Nordmark,name,true,,,made up\n",
        encoding="utf8",
    )
    label = HOSTILE.replace("'", "''")
    (folder / "frames.yaml").write_text(
        "name: hostile\nversion: 0.1.0\nlanguage: en\nlicence: CC0-1.0\ndescription: made up\n"
        "frames:\n"
        f"  - id: menace\n    label: '{label}'\n    definition: made up\n    include: made up\n    "
        "exclude: made up\n"
        "    example: made up\n    keywords: [menace]\n",
        encoding="utf8",
    )


@pytest.fixture(scope="module")
def tables(lab: Lab) -> dict[str, pd.DataFrame]:
    """A small corpus on the disk of the server: fourteen articles of three outlets, one of which is
    hostile.
    """
    hostile_codebook(lab.folder / "codebook")
    codebook = fr.read_codebook(lab.folder / "codebook")
    moods = ["won great praise", "was a terrible menace", "met the envoys"]
    texts = {
        f"a{n:02}": f"Talks in the north\n\nZemlya {moods[n % 3]} on Monday. Nordmark "
        f"{moods[(n + 1) % 3]} again.\n\n"
        f"It rained. The envoys said that Zemlya {moods[(n + 2) % 3]}."
        for n in range(13)
    }
    texts[f"bad {IMAGE}"] = (
        f"A strange page {SCRIPT}\n\nNordmark met them. Zemlya won great praise {HOSTILE} again "
        f"{IMAGE}."
    )
    articles = fr.make_articles(texts)
    outlets = ["Morning Ledger", "Evening Ledger", HOSTILE]
    articles["outlet_id"] = pd.Series([outlets[n % 3] for n in range(14)], dtype="str")
    articles.loc[13, "outlet_id"] = HOSTILE
    articles["published_at"] = pd.date_range(
        "2024-01-03", periods=14, freq="9D", tz="UTC", unit="us"
    )
    made = fr.analyse(articles, codebook, measures=("vader", "textblob"), drop_duplicates=None)
    write_tables(made, lab.folder / "tables", codebook, options={})
    return made


def holds_no_harm(seen: Visit) -> None:
    assert seen.page.evaluate("window.hurt") is None, "something ran"
    assert (
        seen.page.locator(".fx-widget :is(script, img, iframe, a[href]:not([href^='#']))").count()
        == 0
    )
    assert seen.asked == [], "the page asked for something outside this machine"
    assert seen.errors == []


def switch_theme(page: Any, to: str) -> None:
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    page.get_by_text("Theme", exact=True).hover()
    page.get_by_text(to, exact=True).click()
    page.wait_for_selector(
        f'body[data-jp-theme-light="{str("Light" in to).lower()}"]', state="attached"
    )


def test_from_a_point_to_its_sentences_to_the_article_and_back_to_python(
    lab: Lab, browser: Any, tables: dict[str, pd.DataFrame], screenshots: Path
) -> None:
    lab.write_notebook(
        "explorer.ipynb",
        [
            "import framing as fr\ntables, codebook = fr.read_tables('tables'), "
            "fr.read_codebook('codebook')",
            "explorer = fr.explore_portrayal(tables, codebook)\nexplorer",
            "own = explorer.selection\nprint(own['mention_id'].tolist(), own['value'].mean(), "
            "sep='; ')",
        ],
    )
    with visit(browser, lab, "explorer.ipynb") as seen:
        page = seen.page
        seen.run_all()
        figure = page.locator(".fx-figure")
        assert HOSTILE in page.locator(".fx-explorer").inner_text()
        assert "Unchecked" in figure.inner_text()

        point = page.locator(f'.fx-point[data-actor="ZEM"][data-group="{outlet_of(HOSTILE)}"]')
        said = str(point.get_attribute("aria-label"))
        assert HOSTILE in said
        assert page.locator(".fx-sentence").count() > 0, "sentences stand beside the figure at once"
        point.click()
        sentences = page.locator(".fx-sentence")
        page.locator(".fx-list h3", has_text=SCRIPT).wait_for()
        is_own = (tables["articles"]["outlet_id"] == HOSTILE).to_numpy()
        of_outlet = (
            fr.portraying(tables["mentions"])
            .merge(tables["articles"].loc[is_own, ["article_id"]])
            .query("actor_id == 'ZEM'")
        )
        assert f"{len(of_outlet)} mentions in" in said
        assert sentences.count() == len(of_outlet)
        assert seen.find_serious(".fx-explorer") == []
        page.locator(".fx-explorer").screenshot(path=str(screenshots / "explorer_sentences.png"))

        hostile = page.locator(".fx-sentence", has_text=HOSTILE).first
        words = tables["sentences"].set_index("sentence_id")["text"]
        shown = words[
            tables["mentions"]
            .set_index("mention_id")
            .loc[hostile.get_attribute("data-mention"), "sentence_id"]
        ]
        assert hostile.locator(".fx-words").text_content() == shown
        assert hostile.locator("mark").text_content() == "Zemlya"
        hostile.click()
        mark = page.locator(".fx-text [data-focus]")
        mark.wait_for()
        assert "Zemlya" in mark.inner_text()
        assert SCRIPT in page.locator(".fx-article").inner_text()
        assert is_inside(page, ".fx-text [data-focus]", ".fx-text")
        page.locator(".fx-explorer").screenshot(path=str(screenshots / "explorer_article.png"))
        assert seen.find_serious(".fx-explorer") == []

        ids, mean = seen.run_cell(2).rsplit(";", 1)
        assert sorted(ast.literal_eval(ids)) == sorted(of_outlet["mention_id"])
        estimate = re.search(r": ([−+-]?[\d.]+), 95 %", said)
        assert estimate is not None
        assert float(mean) == pytest.approx(float(estimate.group(1)), abs=0.006)

        # By keyboard, another group, and the other theme.
        page.locator(".fx-pick select").nth(1).select_option("month")
        page.wait_for_selector('.fx-figure[data-serial="2"] .fx-sizes')
        page.locator('.fx-point[tabindex="0"]').focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.wait_for_selector(".fx-point.fx-chosen")
        page.locator(".fx-list h3", has_text="2024-02").wait_for()
        page.locator(".fx-query").fill("menace")
        page.keyboard.press("Enter")
        page.wait_for_function(
            "() => [...document.querySelectorAll('.fx-words')]"
            ".every((one) => one.textContent.includes('menace'))"
        )
        page.get_by_role("button", name="keep this view").click()
        page.locator(".fx-pick select").first.select_option("share_menace|sentence")
        page.wait_for_selector('.fx-figure[data-serial="3"]')
        assert HOSTILE in page.locator(".fx-axis").inner_text()
        page.locator(".fx-view").click()
        page.locator(".fx-list h3", has_text="2024-02").wait_for()
        switch_theme(page, "JupyterLab Dark")
        assert seen.find_serious(".fx-explorer") == []
        page.locator(".fx-explorer").screenshot(path=str(screenshots / "explorer_dark.png"))
        switch_theme(page, "JupyterLab Light")
        holds_no_harm(seen)


def outlet_of(name: str) -> str:
    """A name as a value in a CSS selector."""
    return name.replace("\\", "\\\\").replace('"', '\\"')


def is_inside(page: Any, inner: str, outer: str) -> bool:
    return bool(
        page.evaluate(
            """([inner, outer]) => {
            const [a, b] = [inner, outer].map(
                (one) => document.querySelector(one).getBoundingClientRect());
            return a.top >= b.top && a.bottom <= b.bottom;
        }""",
            [inner, outer],
        )
    )


def test_ten_labels_by_keyboard_outlive_a_killed_kernel(
    lab: Lab, browser: Any, tables: dict[str, pd.DataFrame], screenshots: Path
) -> None:
    drawn = fr.sample_for_coding(
        tables["mentions"], tables["sentences"], tables["articles"], n=99, seed=3
    )
    is_bad = (drawn["left"] + drawn["right"]).str.contains("hurt")
    sample = pd.concat([drawn[is_bad].head(1), drawn[~is_bad].head(11)], ignore_index=True)
    fr.write_sheet(sample, lab.folder / "sample.csv")
    lab.write_notebook(
        "coder.ipynb",
        [
            "import os, pathlib, pandas as pd, framing as fr\n"
            "pathlib.Path('pid').write_text(str(os.getpid()))\ncodebook = "
            "fr.read_codebook('codebook')",
            "coder = fr.code_mentions(pd.read_csv('sample.csv'), 'ann.csv', 'ann', "
            "codebook=codebook,\n"
            "                         variables=['sentiment', 'frame'])\ncoder",
        ],
    )
    with visit(browser, lab, "coder.ipynb") as seen:
        page = seen.page
        seen.run_all()
        tool = page.locator(".fx-coder")
        assert page.locator(".fx-own").text_content() == "".join(
            sample.iloc[0][["left", "surface", "right"]]
        )
        assert HOSTILE in tool.inner_text()
        assert "Ledger" not in tool.inner_text(), "the outlet is hidden"
        assert "Critics called" in page.locator(".fx-rules").inner_text()
        assert seen.find_serious(".fx-coder") == []

        tool.focus()
        given = []
        for n in range(10):
            page.wait_for_function(
                "n => document.querySelector('.fx-line-of').innerText.includes(`Mention ${n} of`)",
                arg=n + 1,
            )
            tone, frame = "123"[n % 3], "12"[n % 2]
            if n == 4:
                page.keyboard.press("n")
                page.keyboard.type("who speaks?")
                page.keyboard.press("Escape")
            press(page, tone)
            if n == 3:
                page.screenshot(path=str(screenshots / "coder.png"))
            press(page, frame)
            given.append(
                ({"1": "-1", "2": "0", "3": "1"}[tone], {"1": "menace", "2": "none"}[frame])
            )
        wrong = given[-1][1]
        press(page, "u")
        assert "Mention 10 of 12" in tool.inner_text()
        press(page, {"menace": "2", "none": "1"}[wrong])
        given[-1] = (given[-1][0], {"menace": "none", "none": "menace"}[wrong])
        page.wait_for_function(
            "() => document.querySelector('.fx-line-of').innerText.includes('Mention 11 of 12')"
        )

        os.kill(int((lab.folder / "pid").read_text()), signal.SIGKILL)
        assert labels_in(lab.folder / "ann.csv") == given
        restart_after_death(seen, lab)
        seen.run_all()
        page.wait_for_function(
            "() => document.querySelector('.fx-line-of').innerText.includes('Mention 11 of 12')"
        )
        assert "10 coded" in page.locator(".fx-coder").inner_text()
        page.locator(".fx-coder").focus()
        press(page, "-")
        press(page, "1")
        page.wait_for_function(
            "() => document.querySelector('.fx-line-of').innerText.includes('Mention 12 of 12')"
        )
        assert labels_in(lab.folder / "ann.csv") == [*given, ("-1", "menace")]
        notes = pd.read_csv(lab.folder / "ann.csv", keep_default_na=False)["note"]
        assert notes.tolist() == ["", "", "", "", "who speaks?", *[""] * 7]
        switch_theme(page, "JupyterLab Dark")
        assert seen.find_serious(".fx-coder") == []
        page.screenshot(path=str(screenshots / "coder_dark.png"))
        holds_no_harm(seen)


def test_an_article_is_read_in_the_lab_by_keyboard_and_mouse(
    lab: Lab, browser: Any, tables: dict[str, pd.DataFrame], screenshots: Path
) -> None:
    bad = next(name for name in tables["articles"]["article_id"] if name.startswith("bad"))
    lab.write_notebook(
        "reading.ipynb",
        [
            "import framing as fr\ntables, codebook = fr.read_tables('tables'), "
            "fr.read_codebook('codebook')",
            f"fr.show_article({bad!r}, tables, codebook)",
        ],
    )
    with visit(browser, lab, "reading.ipynb") as seen:
        page = seen.page
        seen.run_all()
        view = page.locator(".fr-article")
        view.wait_for()
        assert SCRIPT in view.inner_text()
        mention = view.locator(".fr-mention", has_text="Zemlya").first
        mention.focus()
        card = view.locator(".fr-mention:focus .fr-card")
        assert card.is_visible()
        assert HOSTILE in str(card.text_content())
        page.screenshot(path=str(screenshots / "reading.png"))
        assert seen.find_serious(".fr-article") == []
        switch_theme(page, "JupyterLab Dark")
        mention.hover()
        assert view.locator(".fr-mention .fr-card:visible").count() == 1
        page.screenshot(path=str(screenshots / "reading_dark.png"))
        assert seen.find_serious(".fr-article") == []
        switch_theme(page, "JupyterLab Light")
        assert view.locator(":is(script, img, iframe, a[href^=javascript])").count() == 0
        holds_no_harm(seen)


def press(page: Any, key: str) -> None:
    """Press a key and wait until the tool has heard it."""
    before = page.locator(".fx-said").last.text_content(), page.locator(".fx-coder").inner_html()
    page.keyboard.press(key)
    page.wait_for_function(
        "old => document.querySelector('.fx-coder').innerHTML !== old", arg=before[1]
    )
    page.wait_for_function(
        "() => !document.querySelector('.fx-coder').classList.contains('fx-waiting')"
    )


def labels_in(file: Path) -> list[tuple[str, str]]:
    kept = pd.read_csv(file, dtype="str", keep_default_na=False)
    kept = kept[kept["sentiment"] != ""]
    return list(kept[["sentiment", "frame"]].itertuples(index=False, name=None))


def restart_after_death(seen: Visit, lab: Lab) -> None:
    """JupyterLab starts a dead kernel anew, and says so in a dialog."""
    seen.page.locator(".jp-Dialog button").last.click()
    seen.wait(lambda: lab.is_ready("coder.ipynb"), "the kernel was not started anew")
    seen.page.evaluate("document.querySelectorAll('.fx-coder').forEach((one) => one.remove())")


def test_the_notebook_of_portrayals_runs_and_its_explorer_answers(
    lab: Lab, browser: Any, screenshots: Path
) -> None:
    for name in ("workshop", "coding"):
        shutil.copytree(ROOT / "data" / name, lab.folder / "data" / name)
    (lab.folder / "notebooks").mkdir()
    shutil.copy2(ROOT / "notebooks" / "07_portrayal.ipynb", lab.folder / "notebooks")
    with visit(browser, lab, "notebooks/07_portrayal.ipynb") as seen:
        page = seen.page
        seen.run_all()
        page.locator(".fx-explorer").scroll_into_view_if_needed()
        before = page.locator(".fx-title").inner_text()
        page.locator(".fx-check", has_text="Russia").locator("input").check()
        page.wait_for_function(
            "old => document.querySelector('.fx-title').innerText !== old", arg=before
        )
        assert "Russia" in page.locator(".fx-title").inner_text()
        page.locator('.fx-point[data-actor="RUS"]').first.click()
        page.locator(".fx-sentence").first.click()
        page.wait_for_selector(".fx-text [data-focus]")
        page.locator(".fx-explorer").screenshot(path=str(screenshots / "explorer_workshop.png"))
        holds_no_harm(seen)
