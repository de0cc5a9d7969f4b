"""A frame of one's own in a real JupyterLab: draft, code twenty, learn, draw."""

from typing import Any

import pandas as pd
import pytest
from browser import CHROMIUM, Lab, visit
from test_lab import HOSTILE, switch_theme

import framing as fr

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]

OWING = (
    "{} owes the lender more than it can ever repay.",
    "The loans to {} come due, and the port is the security.",
    "A creditor may take the railway of {} if it defaults on its loans.",
    "{} borrowed for the dam and now repays its creditor with copper.",
)
OTHER = (
    "{} opened a museum of modern art.",
    "A storm reached {} in the early morning.",
    "The football team of {} won the match.",
    "{} sent its foreign minister to the talks.",
)
KINDS = ("keyword", "sentence")
TELLING = ("lender", "loans", "creditor")
ACTORS = ("Chad", "Norway", "Kenya", "Japan", "Ghana", "Chile", "Nepal", "Spain")
SETUP = f"""
import matplotlib.pyplot as plt
import framing as fr
actors, owing, other = {ACTORS!r}, {OWING!r}, {OTHER!r}
texts = {{f"{{n}}{{actor}}": one.format(actor)
         for n, one in enumerate(owing + other) for actor in actors}}
tables = fr.analyse(fr.make_articles(texts))
given = [tables[name] for name in ("mentions", "sentences", "articles")]
"""
DRAFT = """
draft = fr.draft_frame(
    "Debt trap: loans are a means to gain hold of a country.",
    ["The lender seizes the harbour when the loan is not repaid.",
     "A small country cannot repay its creditor.", "Its debts leave it to the bank."],
    sentences=tables["sentences"], mentions=tables["mentions"])
draft = draft.keep(["lender", "creditor"])
codebook = fr.write_draft(draft, "own-book")
print(draft)
"""
CODE = """
hits = fr.match_frames(tables["mentions"], tables["sentences"], codebook)
sample = fr.sample_for_coding(*given, n=20, variable=draft.variable,
                              strategy="informative", frame_hits=hits)
fr.code_mentions(sample, "own.csv", "me", codebook=codebook)
"""
LEARN = """
learner = fr.learn_frame(fr.read_codings("own.csv"), tables["sentences"],
                         mentions=tables["mentions"], codebook=codebook)
fr.save_learner(learner, "own-book")
print(learner)
"""
DRAW = """
own = fr.analyse(tables["articles"], fr.read_codebook("own-book"))
scores = fr.score_frames(own["mentions"], own["frames_read"])
drawn = sample[["mention_id", "stratum", "probability"]]
corrected = fr.correct_portrayal(fr.read_codings("own.csv"), drawn, own["mentions"],
    own["articles"], scores, variable=draft.variable, measure="read_debt_trap", min_coded=2)
fig, ax = plt.subplots()
fr.plot_corrections(corrected, labels=codebook.actor_labels, ax=ax)
plt.show()
"""


def press(page: Any, key: str) -> None:
    """Press a key and wait until the tool has heard it."""
    before = page.locator(".fx-coder").inner_html()
    page.keyboard.press(key)
    page.wait_for_function(
        "old => document.querySelector('.fx-coder').innerHTML !== old", arg=before
    )
    page.wait_for_function(
        "() => !document.querySelector('.fx-coder').classList.contains('fx-waiting')"
    )


def test_draft_code_twenty_learn_draw(lab: Lab, browser: Any, screenshots: Any) -> None:
    lab.write_notebook("own_frame.ipynb", [SETUP, DRAFT, CODE, LEARN, DRAW])
    with visit(browser, lab, "own_frame.ipynb") as seen:
        page = seen.page
        seen.run_cell(0)
        drafted = seen.run_cell(1)
        assert "Debt trap (debt_trap)" in drafted
        assert "owes the lender" in drafted
        seen.run_cell(2)
        tool = page.locator(".fx-coder")
        tool.wait_for()
        assert "Is the frame “Debt trap” in this sentence?" in tool.inner_text()
        assert (
            "loans are a means to gain hold of a country" in page.locator(".fx-rules").inner_text()
        )
        tool.focus()
        for n in range(20):
            page.wait_for_function(
                "n => document.querySelector('.fx-line-of').innerText.includes(`Mention ${n} of`)",
                arg=n + 1,
            )
            is_there = any(word in page.locator(".fx-own").inner_text() for word in TELLING)
            press(page, "1" if is_there else "2")
        page.screenshot(path=str(screenshots / "own_frame_coded.png"))
        codes = pd.read_csv(lab.folder / "own.csv", dtype="str")["frame:debt_trap"]
        assert codes.isin(["0", "1"]).all()
        assert len(codes) == 20
        said = seen.run_cell(3)
        assert said.startswith("The learner of 'debt_trap' is ")
        assert "60 more codes would" in said
        seen.run_cell(4)
        picture = page.locator(".jp-CodeCell").nth(4).locator(".jp-OutputArea-output img")
        picture.wait_for()
        page.screenshot(path=str(screenshots / "own_frame_drawn.png"))
        assert seen.asked == []
        assert seen.errors == []
    learner = fr.read_learner(lab.folder / "own-book" / "learners" / "debt_trap.json")
    assert learner.learnt.report["coded_by"] == "one person"
    assert learner.learnt.report["n_codes"] == 20


REVIEW = f"""
draft = draft.strike([draft.near["sentence_id"].iloc[-1]])
draft.keywords.loc[0, "example"] = {HOSTILE!r}
draft.near.loc[0, ["text", "has_keyword"]] = [{HOSTILE!r}, {HOSTILE!r}]
review = fr.review_draft(draft)
review
"""
ASK = """
own = review.draft
print(own.kept, len(own.examples), own.examples[-1], int(own.near["is_decided"].sum()), sep="|")
"""


def test_a_draft_is_looked_through_by_keys_and_clicks(
    lab: Lab, browser: Any, screenshots: Any
) -> None:
    fresh = DRAFT.replace('draft = draft.keep(["lender", "creditor"])', "").partition("codebook")[0]
    lab.write_notebook("review.ipynb", [SETUP, fresh, REVIEW, ASK])
    with visit(browser, lab, "review.ipynb") as seen:
        page = seen.page
        for cell in range(3):
            seen.run_cell(cell)
        tool = page.locator(".fx-review")
        tool.wait_for()
        keywords, near = (tool.locator(f".fx-of-{kind} .fx-item") for kind in KINDS)
        assert HOSTILE in str(near.first.text_content())
        assert HOSTILE in str(keywords.first.text_content())
        names = tool.locator(".fx-of-keyword .fx-name").all_inner_texts()
        n_all = keywords.count() + near.count()

        def wait_until_active(n: int, kind: str) -> None:
            page.wait_for_function(
                "([n, kind]) => document.querySelectorAll(`.fx-of-${kind} .fx-item`)[n]"
                ".classList.contains('fx-active')",
                arg=[n, kind],
            )

        tool.focus()
        for place, name in enumerate(["k", "s", "k"], start=1):
            page.keyboard.press(name)
            wait_until_active(place, "keyword")
        page.keyboard.press("u")
        wait_until_active(2, "keyword")
        page.keyboard.press("s")
        wait_until_active(3, "keyword")
        page.keyboard.press("a")
        page.keyboard.type("Debt trap")
        page.keyboard.press("Enter")
        wait_until_active(len(names), "keyword")
        page.keyboard.press("Escape")
        page.keyboard.press("ArrowRight")
        wait_until_active(0, "sentence")
        said = str(tool.locator(".fx-said").text_content())
        assert said.startswith("Sentence, open: ")
        page.keyboard.press("k")
        wait_until_active(1, "sentence")
        page.keyboard.press("ArrowDown")
        wait_until_active(2, "sentence")
        near.nth(1).locator(".fx-strike").click()
        wait_until_active(1, "sentence")
        pressed = tool.locator("[aria-pressed=true]")
        # Three keywords, one that was typed in, three sentences of which one was struck before.
        assert pressed.count() == 7
        assert f"7 of {n_all + 1} decided" in tool.inner_text()
        page.screenshot(path=str(screenshots / "review.png"))
        assert seen.find_serious(".fx-review") == []
        heard = seen.run_cell(3).strip().split("|")
        assert heard[0] == str([names[0], "debt trap"])
        assert heard[1:] == ["4", HOSTILE, "3"]
        switch_theme(page, "JupyterLab Dark")
        assert seen.find_serious(".fx-review") == []
        page.screenshot(path=str(screenshots / "review_dark.png"))
        switch_theme(page, "JupyterLab Light")
        assert page.evaluate("window.hurt") is None
        assert tool.locator("img, script").count() == 0
        assert seen.asked == []
        assert seen.errors == []
