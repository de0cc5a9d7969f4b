"""Articles and tables in memory: they are lost with the process, so any error ends the run."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from tqdm import tqdm

from ...tables import Tables, empty, name_clusters
from ..decisions import Choice, Options, Roll
from ..funnel import count_reading
from ..steps import (
    SHARDED,
    AnalyseTask,
    Context,
    ReadTask,
    analyse_shard,
    concat_tables,
    load_roll,
    read_shard,
)
from ..workers.crew import Crew
from ..workers.tasks import Failure, Work
from .shelves import MemoryShelf


class MemoryStore:
    """Articles in memory; a Dask cluster gets them in shards.

    Parameters
    ----------
    articles : DataFrame
        Table of articles.
    context : Context
        Shared by all shards.
    options : Options
        Of this run.
    client, shard_size, show_progress
        As for `analyse`.
    """

    def __init__(
        self,
        articles: pd.DataFrame,
        context: Context,
        options: Options,
        *,
        client: Any,
        shard_size: int,
        show_progress: bool,
    ) -> None:
        self.articles, self.context, self.options = articles, context, options
        self.client, self.show_progress = client, show_progress
        size = shard_size if client is not None else max(1, len(articles))
        pieces = [
            articles.iloc[first : first + size].reset_index(drop=True)
            for first in range(0, len(articles), size)
        ]
        self.shelves = [
            MemoryShelf(str(number), {"read": {"articles": piece, "read": empty("findings")}})
            for number, piece in enumerate(pieces or [articles])
        ]
        self.crashed: dict[str, str] = {}
        self.parts: list[Tables] = []

    def load(self, part: Tables, name: str, columns: Sequence[str] | None) -> pd.DataFrame:
        """Get a table, or some of its columns."""
        return part[name][list(columns or part[name])]

    def each(self, function: Callable[[Any], Any], items: Sequence[Any]) -> Iterable[Any]:
        """Do what `map` does."""
        return map(function, items)

    def read(self) -> None:
        """Audit all shards."""
        self._do(read_shard, [ReadTask(shelf) for shelf in self.shelves], "text health")

    def load_rolls(self) -> list[Roll]:
        """Load the rolls of all shards."""
        return [load_roll(shelf) for shelf in self.shelves]

    def count_reading(self) -> Mapping[str, int]:
        """Count the articles; no file was read."""
        return count_reading([], self.articles, empty("findings"))

    def analyse(self, choices: Sequence[Choice]) -> bool:
        """Take the chosen articles apart and score them."""
        tasks = [
            AnalyseTask(shelf, choice, {})
            for shelf, choice in zip(self.shelves, choices, strict=True)
        ]
        self._do(analyse_shard, tasks, "articles")
        made = [shelf.made["take_apart"] | shelf.made["score"] for shelf in self.shelves]
        self.parts = [
            {name: concat_tables([tables[name] for tables in made], name) for name in SHARDED}
        ]
        return True

    def finish(self, tables: Tables, given: Tables, summarise: Callable[[], Tables]) -> Tables:
        """Return all tables."""
        return name_clusters(self.parts[0] | tables | summarise())

    def _do(self, work: Work, tasks: Sequence[Any], name: str) -> None:
        """Do the work. In memory nothing is saved from an error, so it is raised."""
        if self.client is None:
            for task in tasks:
                work(self.context, task)
            return
        with Crew(self.context, client=self.client) as crew:
            bar = tqdm(
                crew.run(work, tasks),
                total=len(tasks),
                desc=name,
                unit="shard",
                disable=None if self.show_progress else True,
            )
            for task, result in bar:
                if isinstance(result, Failure):
                    first = task.shelf.part
                    raise RuntimeError(
                        f"articles {first} ff. could not be analysed: {result.reason}"
                    )
                task.shelf.made.update(result)
