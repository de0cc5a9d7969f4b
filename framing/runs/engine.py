"""The steps of a run, one after the other, whether its tables lie in memory or on the disk.

Each shard is read and audited. Then it is chosen among all articles which of them are analysed;
these are taken apart and scored, shard by shard again, and summed up. ``docs/scale.md`` says what
is done again when.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

import pandas as pd

from ..coders import summarise_validation
from ..portrayals import Grouping, Resampling, summarise_parts
from ..tables import Tables
from .decisions import Choice, Options, Roll, choose
from .funnel import make_funnel
from .steps import concat_tables

Load = Callable[[Any, str, Sequence[str] | None], pd.DataFrame]


class Store(Protocol):
    """What the steps of a run work on."""

    @property
    def options(self) -> Options:
        """What the run is asked for."""

    @property
    def crashed(self) -> Mapping[str, str]:
        """Articles that could not be analysed, as article_id -> why."""

    @property
    def parts(self) -> Sequence[Any]:
        """What `load` takes; in the order of the articles."""

    @property
    def load(self) -> Load:
        """Loads a table of a part, or some of its columns."""

    def each(self, function: Callable[[Any], Any], items: Sequence[Any]) -> Iterable[Any]:
        """Do what `map` does."""

    def read(self) -> None:
        """Read and audit all shards."""

    def load_rolls(self) -> list[Roll]:
        """Load the rolls of all shards."""

    def count_reading(self) -> Mapping[str, int]:
        """Count what was read, for the funnel."""

    def analyse(self, choices: Sequence[Choice]) -> bool:
        """Take the chosen articles apart and score them, and say whether none crashed anew."""

    def finish(self, tables: Tables, given: Tables, summarise: Callable[[], Tables]) -> Tables:
        """Keep the tables of the whole corpus, and return what the caller gets.

        `given` holds those that only came with the articles; `summarise` makes some more.
        """


def run_steps(store: Store, given: Tables) -> Tables:
    """Take the articles of a store through all steps.

    Parameters
    ----------
    store : Store
        Holds the articles, and gets every table.
    given : dict of str to DataFrame
        ``outlets``, ``events`` and ``codings``, where there are any.

    Returns
    -------
    dict of str to DataFrame
        What the store gives back at the end.
    """
    options = store.options
    store.read()
    is_settled = False
    while not is_settled:
        choices, duplicates, counts = choose(store.load_rolls(), options, store.crashed)
        # Without the articles that crash, others may be the first of their copies.
        is_settled = store.analyse(choices)
    tables = {"duplicates": duplicates, **given}
    tables["funnel"] = make_funnel(
        store.count_reading(),
        counts,
        languages=options.languages,
        drop_duplicates=options.drop_duplicates,
    )
    copies = duplicates if counts["kept_copies"] else None
    return store.finish(tables, given, partial(summarise, store, given, copies))


def summarise(store: Store, given: Tables, copies: pd.DataFrame | None) -> Tables:
    """Make the tables that sum up all shards: portrayals, and validations where codes are given."""
    summaries = {
        "portrayals": summarise_parts(
            store.load,
            store.parts,
            Grouping(store.options.by),
            Resampling(),
            outlets=given.get("outlets"),
            duplicates=copies,
            each=store.each,
        )
    }
    if "codings" in given:
        summaries["validations"] = validate(store.load, store.parts, given["codings"])
    return summaries


def validate(load: Load, parts: Sequence[Any], codings: pd.DataFrame) -> pd.DataFrame:
    """Check the measures against the coded mentions, which are few; see `summarise_validation`."""
    coded: dict[str, list[pd.DataFrame]] = {
        name: [] for name in ("mentions", "scores", "voices", "frame_hits")
    }
    articles, read = [], []
    for part in parts:
        for name, tables in coded.items():
            table = load(part, name, None)
            tables.append(table[table["mention_id"].isin(codings["unit_id"])])
        table = load(part, "frames_read", None)
        read.append(table[table["sentence_id"].isin(coded["mentions"][-1]["sentence_id"])])
        table = load(part, "articles", None)
        articles.append(table[table["article_id"].isin(coded["mentions"][-1]["article_id"])])
    joined = {name: concat_tables(tables, name) for name, tables in coded.items()}
    return summarise_validation(
        codings,
        joined["mentions"],
        concat_tables(articles, "articles"),
        joined["scores"],
        frame_hits=joined["frame_hits"],
        frames_read=concat_tables(read, "frames_read"),
        voices=joined["voices"],
    )
