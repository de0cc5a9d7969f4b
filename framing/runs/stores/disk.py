"""A folder of tables, filled from a path.

Each shard leaves marks there, so a run goes on where another was stopped, and an article that
cannot be analysed is found and left out.
"""

import errno
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from tqdm import tqdm

from ...articles import LIMITS, Unit, list_units
from ...measures import model_digest
from ...portrayals import load_part
from ...tables import MANIFEST, ONLY_PART, WORK, Tables, tidy, write_json, write_part
from ..decisions import Choice, Options, Roll
from ..manifest import (
    READING,
    SCORING,
    code_digest,
    describe,
    small_tables,
    versions,
    write_manifest,
    write_table_csv,
)
from ..shards import ARTICLE_BYTES, Shard, cut, digest
from ..steps import (
    SHARDED,
    STEPS,
    AnalyseTask,
    Context,
    ReadTask,
    analyse_shard,
    load_roll,
    read_shard,
)
from ..workers.crew import Crew
from ..workers.tasks import Failure, Work
from .shelves import DiskShelf, TrialShelf, read_marks, tidy_work

CRASHED_FILE = "crashed.json"


class DiskStore:
    """A folder of parts, marks and digests, filled from a path.

    Parameters
    ----------
    path : Path
        Where the articles are.
    folder : Path
        Where the tables go.
    context : Context
        Shared by all shards.
    options : Options
        Of this run.
    shard_size, show_progress
        As for `analyse_path`.
    crew : Crew
        Does the work.
    """

    def __init__(
        self,
        path: Path,
        folder: Path,
        context: Context,
        options: Options,
        *,
        shard_size: int,
        crew: Crew,
        show_progress: bool,
    ) -> None:
        self.path, self.folder, self.context, self.options = path, folder, context, options
        self.shard_size, self.crew, self.show_progress = shard_size, crew, show_progress
        self.attrs = describe(context.codebook)
        self.load = partial(load_part, folder)
        self.each = crew.each
        self.computed: Counter[str] = Counter()
        self.salt = digest(code_digest(), versions(READING), sorted(context.columns.items()))
        self.crashed = self._read_crashed()

    def read(self) -> None:
        """Read and audit the shards that were not, and leave out the units that cannot be read."""
        known = {mark["key"]: part for part, mark in read_marks(self.folder, "read").items()}
        self.shards = [
            Shard(known.get(key) or f"{number:05d}-{key[:8]}", key)
            for number, (key, _) in enumerate(self._cut_input())
        ]
        self.parts = [shard.part for shard in self.shards]
        manifest = self.folder / MANIFEST
        if manifest.is_file():
            # Until this run is done the folder may hold parts of the last run and of this one.
            facts = json.loads(manifest.read_text(encoding="utf8"))
            write_json(manifest, facts | {"is_finished": False})
        self._read_marks()
        keys = {
            shard.part: (shard.key, digest(shard.key, self.context.codebook.digest))
            for shard in self.shards
        }
        todo = {part for part in self.parts if not self._has(STEPS[:2], part, keys[part])}
        tasks = self._cut_tasks(todo, keys)
        for task, failure in self._do(read_shard, tasks, "reading", len(self.parts) - len(todo)):
            self._read_without_culprits(task, failure)
        self._read_marks()

    def load_rolls(self) -> list[Roll]:
        """Load the rolls of all shards."""
        return [load_roll(self._shelf(part)) for part in self.parts]

    def count_reading(self) -> Mapping[str, int]:
        """Add up what was read in all shards."""
        counts: Counter[str] = Counter()
        for part in self.parts:
            counts.update(self.marks["read"][part]["counts"])
        return counts

    def analyse(self, choices: Sequence[Choice]) -> bool:
        """Analyse the shards that were not, and say whether no article was found to crash."""
        self.tasks = [
            self._plan(shard, choice) for shard, choice in zip(self.shards, choices, strict=True)
        ]
        todo = [task for task in self.tasks if not self._has(STEPS[2:], task.shelf.part, task.keys)]
        # The largest first, so that no worker is left with a large one when the others have
        # nothing more to do.
        read = self.marks["read"]
        todo.sort(key=lambda task: -read[task.shelf.part]["counts"]["articles_found"])
        n_known, n_done = len(self.crashed), len(self.tasks) - len(todo)
        for task, failure in self._do(analyse_shard, todo, "analysing", n_done):
            self._find_crashing(task, failure)
        self._read_marks()
        return len(self.crashed) == n_known

    def finish(self, tables: Tables, given: Tables, summarise: Callable[[], Tables]) -> Tables:
        """Write the tables of the whole corpus, the CSV files and the manifest, and tidy up."""
        key = digest(
            [task.keys for task in self.tasks],
            self.options,
            [digest(table.to_csv()) for table in given.values()],
        )
        mark = self.folder / WORK / "summary.json"
        known = json.loads(mark.read_text(encoding="utf8")) if mark.is_file() else {}
        if known.get("key") == key:
            summaries: Tables = {}
        else:
            mark.unlink(missing_ok=True)
            summaries = summarise()
            self.computed["summaries"] += 1
        for name, table in (tables | summaries).items():
            write_part(self.folder, name, ONLY_PART, table, self.attrs)
        if summaries:
            known = {"key": key, "rows": {name: len(table) for name, table in summaries.items()}}
            write_json(mark, known)
        rows: Counter[str] = Counter(dict.fromkeys(SHARDED, 0))
        for step in STEPS[2:]:
            for part in self.parts:
                rows.update(self.marks[step][part]["rows"])
        rows.update({name: len(table) for name, table in tables.items()})
        rows.update(known["rows"])
        tidy(self.folder, list(rows), self.parts)
        tidy_work(self.folder, self.parts)
        self._write_manifest(rows)
        return tables | summaries

    def _write_manifest(self, rows: Mapping[str, int]) -> None:
        """Say what was made of what, and what of it in this run."""
        facts = {
            "options": {**self.options._asdict(), "columns": self.context.columns},
            "input": digest([self.marks["read"][part]["key"] for part in self.parts]),
            "computed": {step: self.computed[step] for step in (*STEPS, "summaries")},
            "rows": dict(rows),
            "shards": self.parts,
        }
        write_manifest(self.folder, self.attrs, facts)
        self.each(partial(write_table_csv, self.folder), small_tables(self.folder))

    def _shelf(self, part: str) -> DiskShelf:
        return DiskShelf(self.folder, part, self.attrs)

    def _cut_input(self) -> Iterator[tuple[str, list[Unit]]]:
        """Cut the input, which is gone through anew each time: archives do not fit into memory."""
        batch = min(LIMITS.batch_bytes, max(1, self.shard_size * ARTICLE_BYTES // 4))
        units = list_units(self.path, limits=replace(LIMITS, batch_bytes=batch))
        return cut(units, self.shard_size, self.salt)

    def _cut_tasks(self, todo: set[str], keys: Mapping[str, tuple[str, str]]) -> Iterator[ReadTask]:
        if not todo:
            return
        for shard, (key, units) in zip(self.shards, self._cut_input(), strict=True):
            if key != shard.key:
                raise OSError(
                    errno.EIO, f"{units[0].name} or a file near it was changed while it was read"
                )
            if shard.part in todo:
                yield ReadTask(self._shelf(shard.part), keys[shard.part], tuple(units))

    def _plan(self, shard: Shard, choice: Choice) -> AnalyseTask:
        """Plan what to do with a shard, with the digests of all that the results depend on."""
        reasons = {name: self.crashed[name] for name, _ in choice.removed if name in self.crashed}
        context = self.context
        found = (context.codebook.digest, context.with_nominals)
        apart = digest(shard.key, *found, choice, sorted(reasons.items()))
        model = model_digest() if "targeted" in self.options.measures else None
        scored = digest(apart, self.options.measures, versions(SCORING), model)
        return AnalyseTask(self._shelf(shard.part), choice, reasons, (apart, scored))

    def _read_marks(self) -> None:
        self.marks = {step: read_marks(self.folder, step) for step in STEPS}

    def _has(self, steps: Sequence[str], part: str, keys: Sequence[str]) -> bool:
        """Say whether these steps of a shard were done already, from the same."""
        return all(
            self.marks[step].get(part, {}).get("key") == key
            for step, key in zip(steps, keys, strict=True)
        )

    def _do(
        self, work: Work, tasks: Iterable[Any], name: str, n_done: int
    ) -> Iterator[tuple[Any, Failure]]:
        """Do the work, and yield the tasks that failed, when all are through."""
        failed = []
        bar = tqdm(
            total=len(self.parts),
            initial=n_done,
            desc=name,
            unit="shard",
            leave=False,
            disable=None if self.show_progress else True,
        )
        with bar:
            for task, result in self.crew.run(work, tasks):
                if isinstance(result, Failure):
                    failed.append((task, result))
                else:
                    self.computed.update(result)
                bar.update()
        yield from failed

    def _read_without_culprits(self, task: ReadTask, failure: Failure) -> None:
        """Read a shard again, with a finding in place of each unit that makes reading fail."""

        def trial_of(numbers: list[int]) -> ReadTask:
            return ReadTask(TrialShelf(task.shelf), units=tuple(task.units[n] for n in numbers))

        numbers = list(range(len(task.units)))
        culprits = self.crew.find_culprits(read_shard, trial_of, numbers, failure)
        units = [
            unit.only_findings("unreadable", f"The file was left out: {culprits[number]}.")
            if number in culprits
            else unit
            for number, unit in enumerate(task.units)
        ]
        mended = task._replace(units=tuple(units))
        for _, result in self.crew.run(read_shard, [mended], is_retried=False):
            if isinstance(result, Failure):
                raise RuntimeError(f"the shard {task.shelf.part} cannot be read: {result.reason}")
            self.computed.update(result)

    def _find_crashing(self, task: AnalyseTask, failure: Failure) -> None:
        """Find the articles that make a task fail, and remember them for the next runs too."""

        def trial_of(names: list[str]) -> AnalyseTask:
            return AnalyseTask(TrialShelf(task.shelf), task.choice, task.reasons, only=tuple(names))

        names, removed = dict(task.choice.names), dict(task.choice.removed)
        ids = task.shelf.get("read", "articles", ["article_id"])["article_id"]
        chosen = [name for name in (names.get(old, old) for old in ids) if name not in removed]
        culprits = self.crew.find_culprits(analyse_shard, trial_of, chosen, failure)
        self.crashed |= {str(name): reason for name, reason in culprits.items()}
        write_json(
            self.folder / WORK / CRASHED_FILE,
            {"key": self._crash_key(), "articles": self.crashed},
        )

    def _crash_key(self) -> str:
        return digest(code_digest(), self.context.codebook.digest, self.options.measures)

    def _read_crashed(self) -> dict[str, str]:
        """Read which articles could not be analysed in an earlier run of the same kind."""
        file = self.folder / WORK / CRASHED_FILE
        try:
            known = json.loads(file.read_text(encoding="utf8"))
            return dict(known["articles"]) if known["key"] == self._crash_key() else {}
        except (FileNotFoundError, ValueError, KeyError):
            return {}
