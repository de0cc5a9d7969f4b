"""Draw the picture of the reading view, ``docs/reading_view.png``: python docs/screenshots.py
(needs Chromium).
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import framing as fr

ROOT = Path(__file__).parent.parent
PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>{}</title><body style="margin: '
    '0">{}</body></html>'
)


def main() -> None:
    """Render an article of the workshop, point at a mention, and save what the browser shows."""
    workshop = ROOT / "data" / "workshop"
    articles = fr.read_articles(workshop)
    own = articles[articles["article_id"] == "e3-balloon_potomac"]
    page_text = fr.render_article(own["article_id"].iloc[0], fr.analyse(own))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        file = Path(folder) / "page.html"
        file.write_text(PAGE.format("Reading view", page_text), encoding="utf8")
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 980, "height": 900}, device_scale_factor=1.5)
        page.goto(file.as_uri())
        page.locator(".fr-voice .fr-mention:not(.fr-hollow)").first.hover()
        page.wait_for_timeout(300)
        page.screenshot(path=ROOT / "docs" / "reading_view.png")
        browser.close()


if __name__ == "__main__":
    main()
