"""Small made-up corpora for the tests of statistics: mentions, articles and scores of known
numbers.
"""

import os

import numpy as np
import pandas as pd

from framing.runs.steps import AnalyseTask, Context, analyse_shard, load_chosen
from framing.tables.schema import make

Spec = tuple[str, str, str, float | None]  # article, sentence, actor, value


def tables(
    specs: list[Spec], **article_columns: list[object]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Mentions, articles and scores: one mention and one score a spec."""
    ids = list(dict.fromkeys(article for article, *_ in specs))
    articles = make("articles", [(i, None, None, None, None, "x", None, "given") for i in ids])
    for name, values in article_columns.items():
        dtype = articles[name].dtype if name in articles else "str"
        articles[name] = pd.Series(values, dtype=dtype)
    mentions = make(
        "mentions",
        [
            (
                f"m{n}",
                f"{article}:{sentence}",
                article,
                actor,
                "name",
                "actor",
                1.0,
                "x",
                0,
                1,
                "alias",
                None,
                None,
            )
            for n, (article, sentence, actor, _) in enumerate(specs)
        ],
    )
    scores = make(
        "scores", [(f"m{n}", "tone", "sentence", value) for n, (*_, value) in enumerate(specs)]
    )
    return mentions, articles, scores


def days(n: int, start: str = "2023-03-01") -> list[object]:
    return list(pd.date_range(start, periods=n, tz="UTC", unit="us"))


def two_outlets(
    rng: np.random.Generator, gap: float, n_articles: int = 20
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Two outlets with as many articles of three mentions each; the first is more positive by
    `gap`.
    """
    specs: list[Spec] = []
    for outlet, level in (("left", gap), ("right", 0.0)):
        for n in range(n_articles):
            mood = rng.normal(level, 0.3)
            specs += [
                (f"{outlet}{n}", str(i), "CHN", float(mood + rng.normal(0, 0.2))) for i in range(3)
            ]
    return tables(specs, outlet_id=["left"] * n_articles + ["right"] * n_articles)


DEADLY, FAULTY = "Kill the worker.", "Divide by zero."


def analyse_or_die(context: Context, task: AnalyseTask) -> object:
    """Analyse a shard, but for texts that take down their process or raise an error."""
    articles, _ = load_chosen(task)
    if articles["text"].str.contains(DEADLY, regex=False).any():
        os._exit(9)
    if articles["text"].str.contains(FAULTY, regex=False).any():
        raise ZeroDivisionError("on purpose")
    return analyse_shard(context, task)
