"""Draw the pictures of the pages that people read, ``docs/screenshots/*.webp``:
python docs/screenshots.py (needs Chromium).

All of them show the workshop corpus: the parts of the report, on a screen and on a phone, the
reading view, the explorer, the coding tool and the printed coding sheet.
"""

import argparse
import io
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from PIL import Image
from playwright.sync_api import sync_playwright

import framing as fr
from framing.pages.notebook.settling import settle_codes
from framing.pages.notebook.widgets import read_asset

ROOT = Path(__file__).parent.parent
WORKSHOP = ROOT / "data" / "workshop"
ARTICLE = "e3-balloon_potomac"
PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>{}</title>'
    '<meta name="color-scheme" content="light dark"><body style="margin: 0">{}</body></html>'
)
WIDGET = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<style>body {{ margin: 0; padding: 12px; }}
[data-jp-theme-light="false"] {{ background: #111; --jp-content-font-color1: #e6e6e6;
--jp-layout-color1: #111; --jp-layout-color2: #212121; --jp-border-color1: #616161;
--jp-border-color2: #424242; }}
{style}</style>
<body data-jp-theme-light="{is_light}"><main id="here"></main><script type="module">
const state = {state};
const model = {{ get: (name) => state[name], set: (name, value) => {{ state[name] = value; }},
  save_changes() {{}}, on() {{}}, off() {{}}, send() {{}} }};
const code = new Blob([{script}], {{ type: "text/javascript" }});
const widget = (await import(URL.createObjectURL(code))).default;
widget.render({{ model, el: document.querySelector("#here") }});
</script></body></html>"""
Step = Callable[[Any], None]
"""What is done to a page before its picture is taken."""


def show_widget(widget: Any, script: str, *, is_dark: bool = False) -> str:
    """Write a page that shows a widget as it stands, without a kernel."""
    state = {
        name: getattr(widget, name) for name in widget.trait_names(sync=True) if name[0] != "_"
    }
    shown = {name: value for name, value in state.items() if _is_plain(value)}
    return WIDGET.format(
        title=type(widget).__name__,
        style=read_asset("widgets.css"),
        is_light=str(not is_dark).lower(),
        state=json.dumps(shown).replace("<", "\\u003c"),
        script=json.dumps(read_asset(script)).replace("<", "\\u003c"),
    )


def _is_plain(value: object) -> bool:
    return isinstance(value, (str, int, float, bool, list, Mapping))


def make_pages(folder: Path) -> dict[str, Path]:
    """Write the pages that are shown, by their names."""
    codebook = fr.read_codebook()
    tables = fr.analyse(
        fr.read_articles(WORKSHOP),
        codebook,
        outlets=fr.read_outlets(WORKSHOP),
        events=fr.read_events(WORKSHOP),
        codings=fr.read_codings(ROOT / "data" / "coding" / "workshop.csv"),
    )
    explorer = fr.explore_portrayal(tables, codebook)
    explorer.choose(actors=["CHN", "USA"])
    explorer.select("CHN", "potomac", order="strongest")
    read = fr.explore_portrayal(tables, codebook)
    read.choose(actors=["CHN", "IND"], measure="read_|sentence")
    sample = fr.sample_for_coding(
        tables["mentions"], tables["sentences"], tables["articles"], n=24, seed=3
    )
    coder = fr.code_mentions(sample, folder / "ann.csv", "ann", codebook=codebook)
    coder.code("sentiment", "0")
    pages = {
        "reading": PAGE.format("Reading view", fr.render_article(ARTICLE, tables, codebook)),
        "explorer": show_widget(explorer, "explorer.js"),
        "explorer_dark": show_widget(explorer, "explorer.js", is_dark=True),
        "explorer_frames": show_widget(read, "explorer.js"),
        "coder": show_widget(coder, "coder.js"),
        "coder_dark": show_widget(coder, "coder.js", is_dark=True),
        "settling": show_widget(make_settler(sample, folder), "coder.js"),
    }
    files = {name: folder / f"{name}.html" for name in pages}
    for name, text in pages.items():
        files[name].write_text(text, encoding="utf8")
    files["report"] = fr.write_report(tables, folder / "report.html", codebook=codebook)
    files["sheet"] = fr.write_coding_sheet(sample, folder / "sheet.html", codebook=codebook)
    return files


def make_settler(sample: pd.DataFrame, folder: Path) -> Any:
    """Make the tool for settling, of two coders who differ now and then."""
    few = sample.head(6)
    for name, codes in (("eva", "1 0 0 -1 0 1"), ("ben", "1 -1 0 0 0 1")):
        coder = fr.code_mentions(few, folder / f"{name}.csv", name, variables=["sentiment"])
        for code in codes.split():
            coder.code("sentiment", code)
    files = [folder / f"{name}.csv" for name in ("eva", "ben", "settled")]
    return settle_codes(few, *files, variables=["sentiment"])


def list_pictures() -> dict[str, tuple[str, str, tuple[int, int], Mapping[str, Any], Step | None]]:
    """Name each picture: its page, the place in it, the size, more choices, and what is done."""
    wide, phone = (1280, 860), (390, 844)
    dark = {"color_scheme": "dark"}

    def point(page: Any) -> None:
        page.locator(".fr-voice .fr-mention:not(.fr-hollow)").first.hover()

    def ask(page: Any) -> None:
        page.locator("#a13 .body mark, .text.current .body mark").first.click()

    return {
        "report_overview": ("report", "#overview", (1280, 1180), {}, None),
        "report_actor": ("report", "#actor-CHN", wide, {}, None),
        "report_outlets": ("report", "#outlets", wide, {}, None),
        "report_compare": ("report", "#compare?left=16&right=13", (1280, 1100), {}, None),
        "report_search": ("report", "#words?q=balloon", wide, {}, None),
        "report_article": ("report", "#a13", wide, {}, ask),
        "report_voices": ("report", "#voices", wide, {}, None),
        "report_quality": ("report", "#quality", wide, {}, None),
        "report_actors": ("report", "#actors", wide, {}, None),
        "report_texts": ("report", "#texts", wide, {}, None),
        "report_codebook": ("report", "#codebook", wide, {}, None),
        "report_method": ("report", "#method", wide, {}, None),
        "report_dark": ("report", "#overview", wide, dark, None),
        "report_phone": ("report", "#outlets", phone, {}, None),
        "report_phone_dark": ("report", "#actor-CHN", phone, dark, None),
        "reading_view": ("reading", "", (980, 900), {}, point),
        "explorer": ("explorer", "", (1280, 720), {}, None),
        "explorer_frames": ("explorer_frames", "", (1280, 720), {}, None),
        "explorer_dark": ("explorer_dark", "", (1280, 720), dark, None),
        "coder": ("coder", "", (1180, 620), {}, None),
        "coder_dark": ("coder_dark", "", (1180, 620), dark, None),
        "settling": ("settling", "", (1180, 560), {}, None),
        "coding_sheet": ("sheet", "", (860, 1100), {}, None),
    }


def main() -> None:
    """Take the pictures, all of them or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="pictures to take (default: all)")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    chosen = parser.parse_args()
    pictures = {
        name: picture
        for name, picture in list_pictures().items()
        if not chosen.names or name in chosen.names
    }
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        files = make_pages(Path(folder))
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (page_name, place, (width, height), more, step) in pictures.items():
            context = browser.new_context(
                viewport={"width": width, "height": height}, device_scale_factor=1.5, **more
            )
            page = context.new_page()
            page.goto(files[page_name].as_uri() + place)
            page.wait_for_timeout(400)
            if step:
                step(page)
                page.wait_for_timeout(300)
            picture = Image.open(io.BytesIO(page.screenshot()))
            picture.convert("RGB").save(chosen.out / f"{name}.webp", quality=72, method=6)
            print(f"{name}.webp", (chosen.out / f"{name}.webp").stat().st_size // 1000, "kB")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
