"""Whether sentences that stand opposite each other in the report tell the same.

    python benchmarks/side_by_side.py

Needs Chromium. Runs the report's own script over the workshop corpus, all pairs of articles on one
event, with the least likeness set to one value after the other. The gold,
``benchmarks/gold/side_by_side.csv``, holds 60 pairs that stood opposite each other at 0.10, drawn
by chance from five bands of likeness: from 0.14, 0.20, 0.25, 0.30 and 0.40. A language model judged
by reading whether the two report one and the same event, decision, state or statement, whatever
either adds, leaves out or thinks of it. The right share at a threshold is that of the judged pairs
in each band, weighted by how many pairs of the band stand opposite each other there.
"""

import json
import re
import sys
import tempfile
from pathlib import Path

import pandas as pd
from playwright.sync_api import sync_playwright

from framing.workshop import write_workshop_report

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tests"))  # where the browser is found

from browser import CHROMIUM  # noqa: E402

ASSETS = ROOT / "framing" / "pages" / "assets"
SCRIPTS = ("report.js", "words.js", "compare.js")
BANDS = (0.14, 0.20, 0.25, 0.30, 0.40, 1.01)
THRESHOLDS = (0.10, 0.14, 0.20, 0.25, 0.30, 0.35)
SHIPPED = re.compile(r"const LEAST_ALIKE = ([\d.]+);")
GATHER = """
  const together = [];
  data.articles.forEach(([, , , event], a) => data.articles.forEach(([, , , other], b) => {
    if (b <= a || !event || event !== other) return;
    const [left, right] = [sentencesOf(a), sentencesOf(b)];
    const alike = likeness(left, right);
    for (const [i, j] of align(alike, left.length, right.length))
      together.push([left[i].textContent, right[j].textContent, alike[i][j]]);
  }));
  return together;
"""


def main() -> None:
    """Print how many pairs stand opposite each other at each threshold, and how many are right."""
    script = "\n".join((ASSETS / name).read_text(encoding="utf8") for name in SCRIPTS)
    pairs = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        report = write_workshop_report(ROOT / "data", Path(folder) / "report.html")
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(report.as_uri())
        for least in THRESHOLDS:
            set_to = SHIPPED.sub(f"const LEAST_ALIKE = {least};", script)
            rows = page.evaluate(f"() => {{ {set_to} {GATHER} }}")
            pairs[least] = pd.DataFrame(rows, columns=["left_text", "right_text", "alike"])
        browser.close()
    gold = pd.read_csv(ROOT / "benchmarks" / "gold" / "side_by_side.csv")
    for found in [*pairs.values(), gold]:
        for side in ("left_text", "right_text"):
            found[side] = found[side].str.split().str.join(" ")
    judged = gold.merge(pairs[THRESHOLDS[0]], how="left")
    bands = pd.cut(judged["alike"], BANDS, right=False)
    right = judged.groupby(bands, observed=True)["tells_same"].agg(["sum", "size"])
    print("likeness        judged  tell the same")
    for band, row in right.iterrows():
        print(f"{band.left:.2f} to {min(band.right, 1):.2f}   {row['size']:7d} {row['sum']:14d}")
    share = right["sum"] / right["size"]
    print("\nleast likeness  pairs  of 100 tell the same  judged pairs above, of them the same")
    for least, found in list(pairs.items())[1:]:
        of_band = pd.cut(found["alike"], BANDS, right=False).map(share).astype(float)
        above = judged[judged["alike"] >= least]
        n_same = above["tells_same"].sum()
        line = f"{least:14.2f} {len(found):6d} {100 * of_band.mean():21.0f}"
        print(f"{line} {len(above):19d} {n_same:17d}")
    print("\nshipped:", json.loads(SHIPPED.search(script)[1]))


if __name__ == "__main__":
    main()
