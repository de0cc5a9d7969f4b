"""The articles that are found in web pages, beside what trafilatura finds by itself.

    python benchmarks/extraction.py
    python benchmarks/extraction.py --pages FOLDER

Without a folder, a dozen pages composed for this (`benchmarks/gold/pages`) are read. A folder is
laid out as that of the article-extraction benchmark of Scrapinghub: `html/NAME.html.gz`, or
`.html`, and `ground-truth.json`, which tells by name `articleBody` and, where it is known,
`headline`, `datePublished` and `outlet` or `url`.

Texts are compared by the shingles of four words that they share, each as often as it stands there.
Precision and recall are means over pages, and F1 is made of the two, as in that benchmark. A title
is right if it has the same words, a date if it is the same day, an outlet if it is the same domain;
each as a share of the pages for which it is known. The kit puts the headline before a text, which
those texts do not hold; the first row leaves it out again, the second takes the text as it is.
"""

import argparse
import gzip
import json
import logging
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import framing as fr
from framing.articles.formats.addresses import outlet_of

COMPOSED = Path(__file__).parent / "gold" / "pages"
SHINGLE = 4


class Found(NamedTuple):
    """What a reader finds in a page."""

    text: str
    headline: str
    date: str
    outlet: str


def read_with_kit(folder: Path, *, is_stripped: bool) -> dict[str, Found]:
    """Read all pages with the kit; without the headline at the top if it is stripped."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        articles = fr.read_articles(folder / "html")
    found = {}
    for row in articles.itertuples():
        headline = row.headline if isinstance(row.headline, str) else ""
        text = row.text.removeprefix(headline) if is_stripped else row.text
        outlet = row.outlet_id if isinstance(row.outlet_id, str) else ""
        found[row.article_id] = Found(text, headline, str(row.published_at)[:10], outlet)
    return found


def read_with_trafilatura(folder: Path, *, fast: bool) -> dict[str, Found]:
    """Read all pages with trafilatura alone, in its fast or its full setting."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = {}
    for path in list_pages(folder):
        document = bare_extraction(
            read_page(path), fast=fast, include_comments=False, with_metadata=True
        )
        if document is not None:
            outlet = outlet_of(document.url) or document.sitename or ""
            text, title, date = document.text or "", document.title or "", document.date or ""
            found[name_of(path)] = Found(text, title, date[:10], outlet)
    return found


READERS: dict[str, Callable[[Path], dict[str, Found]]] = {
    "framing, headline stripped": lambda folder: read_with_kit(folder, is_stripped=True),
    "framing, as returned": lambda folder: read_with_kit(folder, is_stripped=False),
    "trafilatura, default": lambda folder: read_with_trafilatura(folder, fast=False),
    "trafilatura, fast": lambda folder: read_with_trafilatura(folder, fast=True),
}


def list_pages(folder: Path) -> list[Path]:
    return sorted([*folder.glob("html/*.html.gz"), *folder.glob("html/*.html")])


def name_of(path: Path) -> str:
    return path.name.removesuffix(".gz").removesuffix(".html")


def read_page(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def compare_texts(found: str, true: str) -> tuple[float, float]:
    """Compare two texts by their shingles: precision and recall, both 1 where both are empty."""
    ours, theirs = shingles(found), shingles(true)
    if not ours and not theirs:
        return 1.0, 1.0
    n_shared = (ours & theirs).total()
    return n_shared / max(1, ours.total()), n_shared / max(1, theirs.total())


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    if not words:
        return Counter()
    n = max(1, len(words) - SHINGLE + 1)
    return Counter(tuple(words[start : start + SHINGLE]) for start in range(n))


def score(found: dict[str, Found], truth: dict[str, dict[str, str]]) -> dict[str, float | None]:
    """Score the pages that a reader read: shares of 0 to 1, none where nothing is known."""
    nothing = Found("", "", "", "")
    texts, right = [], {name: [] for name in ("titles", "dates", "outlets")}
    for name, true in truth.items():
        page = found.get(name, nothing)
        texts.append(compare_texts(page.text, true.get("articleBody", "")))
        if true.get("headline"):
            right["titles"].append(words_of(page.headline) == words_of(true["headline"]))
        if true.get("datePublished"):
            right["dates"].append(page.date == true["datePublished"][:10])
        outlet = true.get("outlet") or outlet_of(true.get("url"))
        if outlet:
            right["outlets"].append(page.outlet == outlet)
    precision, recall = (sum(column) / len(texts) for column in zip(*texts, strict=True))
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    shares = {name: sum(hits) / len(hits) if hits else None for name, hits in right.items()}
    return {"precision": precision, "recall": recall, "F1": f1, **shares}


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--pages", type=Path, default=COMPOSED, help="folder with html/ and ground-truth.json"
    )
    parser.add_argument(
        "--worst", type=int, default=0, help="list so many pages of the kit's worst"
    )
    given = parser.parse_args()
    truth_file = given.pages / "ground-truth.json"
    if not truth_file.is_file() or not list_pages(given.pages):
        sys.exit(f"--pages: {given.pages} holds no ground-truth.json, or no pages in html/")
    truth = json.loads(truth_file.read_text(encoding="utf8"))
    print(f"{len(truth)} pages\n")
    print("| reader | precision | recall | F1 | titles | dates | outlets | seconds |")
    print("|---|---|---|---|---|---|---|---|")
    for name, read in READERS.items():
        begin = time.perf_counter()
        found = read(given.pages)
        seconds = time.perf_counter() - begin
        shown = (f"{x:.3f}" if x is not None else "" for x in score(found, truth).values())
        print(f"| {name} | {' | '.join(shown)} | {seconds:.2f} |", flush=True)
        if name == next(iter(READERS)):
            kit = found
    ranked = sorted(
        (min(compare_texts(kit[name].text, true["articleBody"])) if name in kit else 0.0, name)
        for name, true in truth.items()
    )
    for share, name in ranked[: given.worst]:
        print(f"{share:.3f} {name}")


if __name__ == "__main__":
    main()
