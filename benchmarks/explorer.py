"""How quick the explorer is in a real browser, over a made-up corpus of any size.

    python benchmarks/explorer.py [--articles 10000] [--rounds 5]

Starts a JupyterLab and Chromium (which must be installed), opens the explorer over the corpus of
``portrayal.py``, and takes the time in the page: from the run of the cell to the first picture, and
from a click on a control to the picture that has changed. Nothing outside this machine is asked for
anything.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tests"))  # where the browser is driven from

from browser import CHROMIUM, Lab, Visit, launch, visit  # noqa: E402

MAKE = """
import sys
sys.path.append({benchmarks!r})
import numpy as np, pandas as pd
from portrayal import make_corpus
import framing as fr
mentions, articles, scores = make_corpus({n})
rng = np.random.default_rng(2)
own = mentions.drop_duplicates("sentence_id")
sentences = pd.DataFrame({{"sentence_id": own["sentence_id"],
    "article_id": own["article_id"], "sentence_no": 0,
    "part": "body", "start": 0, "end": 9, "text": "x met us."}})
voices = pd.DataFrame({{"mention_id": mentions["mention_id"], "attribution_id": None,
    "speaker": None, "voice": rng.choice(["narrator", "source"], len(mentions)),
    "speaker_actor_id": None, "cue": None}})
tables = {{"mentions": mentions, "articles": articles, "scores": scores,
    "sentences": sentences, "voices": voices}}
codebook = fr.read_codebook()
from time import process_time
fr.explore_portrayal  # loads what draws, as a notebook that has drawn a figure has done
"""
RUN = """
started = process_time()
explorer = fr.explore_portrayal(tables, codebook)
first = process_time() - started
explorer
"""
USED = """
used = []
for by in ["month", "week", "outlet_id"] * 3:
    started = process_time()
    explorer.choose(by=by)
    used.append(process_time() - started)
print(f"{first:.2f} {np.median(used):.2f}")
"""
WAIT = """async (serial) => {
    const started = performance.now();
    const is = () => document.querySelector(`.fx-figure[data-serial="${serial}"] .fx-point`);
    while (!is()) await new Promise((go) => requestAnimationFrame(go));
    return (performance.now() - started) / 1000;
}"""
CLICK = """async ([selector, value, serial]) => {
    const started = performance.now();
    const control = document.querySelector(selector);
    if (control.type === "checkbox") control.click();
    else { control.value = value; control.dispatchEvent(new Event("change")); }
    const is = () => document.querySelector(`.fx-figure[data-serial="${serial}"] .fx-point`);
    while (!is()) await new Promise((go) => requestAnimationFrame(go));
    return (performance.now() - started) / 1000;
}"""


PICK = ".fx-pick:nth-of-type({}) select"
KINDS = {
    "another actor": [(f".fx-check input[value='actor 0{n}']", "") for n in range(5, 9)],
    "another group": [(PICK.format(2), by) for by in ("month", "week", "outlet_id")],
    "another measure": [
        (PICK.format(1), f"{name}|clause") for name in ("vader_compound", "textblob_polarity")
    ],
}
"""Kind of click -> selectors of controls, and the values that they are set to."""


def click(seen: Visit, selector: str, value: str) -> float:
    """Set a control, and return the seconds until the picture has changed."""
    serial = int(seen.page.locator(".fx-figure").get_attribute("data-serial") or 0)
    return float(seen.page.evaluate(CLICK, [selector, value, serial + 1]))


def time_first(seen: Visit) -> float:
    """Run the cell of the explorer, and return the seconds until its first picture."""
    seen.run_cell(0)
    seen.page.locator(".jp-CodeCell").nth(1).locator(".cm-content").click()
    seen.page.keyboard.press("Control+Enter")
    return float(seen.page.evaluate(WAIT, 1))


def time_kind(seen: Visit, kind: str, rounds: int) -> list[float]:
    """Return the seconds of each click of a kind, the first time apart, when something is made."""
    clicks = KINDS[kind]
    for selector, value in clicks:
        click(seen, selector, value)
    if kind == "another actor":  # the box of an actor is ticked and cleared by turns
        again = [ticked for ticked in clicks for _ in range(rounds)]
    else:
        again = [clicks[n % len(clicks)] for n in range(rounds)]
    return [click(seen, selector, value) for selector, value in again]


def say_times(name: str, times: list[float]) -> None:
    """Print the middle and the slowest of some times."""
    print(f"{name:<34}{statistics.median(times):>9.2f}{max(times):>9.2f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--articles", type=int, default=10_000, help="number of articles (default 10000)"
    )
    parser.add_argument("--rounds", type=int, default=5, help="clicks of each kind (default 5)")
    chosen = parser.parse_args()
    if CHROMIUM is None:
        raise SystemExit("there is no Chromium here: install the package `chromium`")
    with tempfile.TemporaryDirectory() as folder, launch() as browser:
        lab = Lab(Path(folder))
        make = MAKE.format(benchmarks=str(ROOT / "benchmarks"), n=chosen.articles)
        lab.write_notebook("explorer.ipynb", [make, RUN, USED])
        try:
            with visit(browser, lab, "explorer.ipynb") as seen:
                first = time_first(seen)
                n_mentions = 30 * chosen.articles
                print(f"{chosen.articles:,} articles, {n_mentions:,} mentions, 500 resamples\n")
                print(f"{'':<34}{'seconds':>9}{'slowest':>9}")
                say_times("first picture", [first])
                for kind in KINDS:
                    say_times(f"redraw: {kind}", time_kind(seen, kind, chosen.rounds))
                first_used, used = seen.run_cell(2).split()
                print(
                    f"\nprocessor time in the kernel: first picture {first_used}, a redraw {used}"
                )
        finally:
            lab.stop()


if __name__ == "__main__":
    main()
