"""All steps over a corpus of any size, and the tables that they make in memory or on the disk.

Articles are read and audited shard by shard, then it is told which of them are copies or left out,
then they are taken apart and scored shard by shard, and in the end summed up. ``docs/scale.md``
says what is done again when.
"""

import errno
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
from tqdm import tqdm

from ..articles import LIMITS, Unit, list_units
from ..measures import model_digest
from ..portrayals import load_part, summarise_parts
from ..tables import MANIFEST, ONLY_PART, WORK, Tables, read_part, tidy, write_json, write_part
from .decisions import Choice, Options, choose_in_memory
from .funnel import make_funnel
from .manifest import (
    READING,
    SCORING,
    code_digest,
    small_tables,
    validate,
    versions,
    write_manifest,
    write_table_csv,
)
from .shards import (
    ARTICLE_BYTES,
    STEPS,
    AnalyseTask,
    Context,
    ReadTask,
    Shard,
    analyse_shard,
    cut,
    digest,
    load_roll,
    read_marks,
    read_shard,
    tidy_work,
)
from .steps import SHARDED
from .workers.crew import Crew
from .workers.tasks import Failure, Work

TRIAL = "trial"
CRASHED_FILE = "crashed.json"


class Job:
    """One run into one folder."""

    def __init__(
        self,
        path: Path,
        context: Context,
        options: Options,
        given: Tables,
        shard_size: int,
        crew: Crew,
        show_progress: bool,
    ) -> None:
        self.path, self.context, self.options, self.given = path, context, options, given
        self.shard_size, self.crew, self.show_progress = shard_size, crew, show_progress
        self.folder = context.folder
        self.computed: Counter[str] = Counter()

    def run(self) -> None:
        """Do what has not been done yet, and then say in the manifest that all is."""
        salt = digest(code_digest(), versions(READING), sorted(self.context.columns.items()))
        known = {mark["key"]: part for part, mark in read_marks(self.folder, "read").items()}
        shards = [
            Shard(known.get(key) or f"{number:05d}-{key[:8]}", key)
            for number, (key, _) in enumerate(self.cut_input(salt))
        ]
        manifest = self.folder / MANIFEST
        if manifest.is_file():
            # Until this run is done the folder may hold parts of the last run and of this one.
            write_json(
                manifest, json.loads(manifest.read_text(encoding="utf8")) | {"is_finished": False}
            )
        self.read(shards, salt)
        reading: Counter[str] = Counter()
        for shard in shards:
            reading.update(self.marks["read"][shard.part]["counts"])
        tasks, counts, duplicates = self.take_apart(shards, salt)
        self.summarise(shards, tasks, reading, counts, duplicates)

    def cut_input(self, salt: str) -> Iterator[tuple[str, list[Unit]]]:
        """The shards of the input, which is gone through anew each time, since archives do not fit
        into memory.
        """
        batch = min(LIMITS.batch_bytes, max(1, self.shard_size * ARTICLE_BYTES // 4))
        return cut(
            list_units(self.path, limits=replace(LIMITS, batch_bytes=batch)), self.shard_size, salt
        )

    def read(self, shards: Sequence[Shard], salt: str) -> None:
        """Read and audit the shards that were not, and find out which units cannot be."""
        self.marks = {step: read_marks(self.folder, step) for step in STEPS}
        audit_keys = {
            shard.part: digest(shard.key, self.context.codebook.digest) for shard in shards
        }
        is_done = {
            shard.part: self.has("read", shard.part, shard.key)
            and self.has("audit", shard.part, audit_keys[shard.part])
            for shard in shards
        }

        def tasks() -> Iterator[ReadTask]:
            if all(is_done.values()):
                return
            for shard, (key, units) in zip(shards, self.cut_input(salt), strict=True):
                if key != shard.key:
                    raise OSError(
                        errno.EIO,
                        f"{units[0].name} or a file near it was changed while it was read",
                    )
                if not is_done[shard.part]:
                    yield ReadTask(shard, tuple(units), audit_keys[shard.part])

        for task, failure in self.do(
            read_shard, tasks(), "reading", len(shards), sum(is_done.values())
        ):
            bad = self.find_culprits(
                read_shard, task, list(range(len(task.units))), failure, _some_units
            )
            units = [
                unit.only_findings("unreadable", f"The file was left out: {bad[place]}.")
                if place in bad
                else unit
                for place, unit in enumerate(task.units)
            ]
            self.again(read_shard, task._replace(units=tuple(units)))
        self.marks = {step: read_marks(self.folder, step) for step in STEPS}

    def take_apart(
        self, shards: Sequence[Shard], salt: str
    ) -> tuple[list[AnalyseTask], dict[str, int], pd.DataFrame]:
        """Tell which articles are analysed, and analyse those of the shards that were not."""
        crashed = self.read_crashed()
        while True:
            rolls = [load_roll(self.folder, shard.part) for shard in shards]
            choices, duplicates, counts = choose_in_memory(rolls, self.options, crashed)
            del rolls
            tasks = [
                self.plan(shard, choice, crashed)
                for shard, choice in zip(shards, choices, strict=True)
            ]
            todo = [
                task
                for task in tasks
                if not all(map(self.has, STEPS[2:], [task.part] * 2, task.keys))
            ]
            # The largest first, so that no worker is left with a large one when the others have
            # nothing more to do.
            todo.sort(key=lambda task: -self.marks["read"][task.part]["counts"]["articles_found"])
            n_known = len(crashed)
            for task, failure in self.do(
                analyse_shard, todo, "analysing", len(tasks), len(tasks) - len(todo)
            ):
                ids = read_part(self.folder / WORK, "articles", task.part, ["article_id"])[
                    "article_id"
                ]
                names, gone = dict(task.choice.names), dict(task.choice.removed)
                own = [names.get(name, name) for name in ids]
                bad = self.find_culprits(
                    analyse_shard,
                    task,
                    [name for name in own if name not in gone],
                    failure,
                    _some_articles,
                )
                crashed |= {str(name): reason for name, reason in bad.items()}
                write_json(
                    self.folder / WORK / CRASHED_FILE,
                    {"key": self.crash_key(), "articles": crashed},
                )
            self.marks = {step: read_marks(self.folder, step) for step in STEPS}
            if len(crashed) == n_known:
                return tasks, counts, duplicates
            # Without these articles others may be the first of their copies.

    def plan(self, shard: Shard, choice: Choice, crashed: Mapping[str, str]) -> AnalyseTask:
        """What is to be done with a shard, with the digests of all that the results depend on."""
        reasons = {name: crashed[name] for name, _ in choice.removed if name in crashed}
        apart = digest(shard.key, self.context.codebook.digest, choice, sorted(reasons.items()))
        model = model_digest() if "targeted" in self.options.measures else None
        scored = digest(apart, self.options.measures, versions(SCORING), model)
        return AnalyseTask(shard.part, choice, reasons, (apart, scored))

    def has(self, step: str, part: str, key: str) -> bool:
        """Whether a step of a shard was done already, from the same."""
        return bool(self.marks[step].get(part, {}).get("key") == key)

    def do(
        self, work: Work, tasks: Iterable[Any], name: str, total: int, n_done: int
    ) -> Iterator[tuple[Any, Failure]]:
        """Do the work, and yield the tasks that failed, when all are through."""
        failed = []
        bar = tqdm(
            total=total,
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

    def find_culprits(
        self,
        work: Work,
        task: Any,
        items: list[Any],
        failure: Failure,
        some: Callable[[Any, list[Any]], Any],
    ) -> dict[Any, str]:
        """The items of a task that make it fail, by halves, each with the reason."""
        if len(items) == 1:
            return {items[0]: failure.reason}
        found: dict[Any, str] = {}
        for half in (items[: len(items) // 2], items[len(items) // 2 :]):
            for _, result in self.once(work, some(task, half)):
                if isinstance(result, Failure):
                    found |= self.find_culprits(work, task, half, result, some)
        return found

    def once(self, work: Work, task: Any) -> Iterator[tuple[Any, Any]]:
        return self.crew.run(work, [task], is_retried=False)

    def again(self, work: Work, task: Any) -> None:
        for _, result in self.once(work, task):
            if isinstance(result, Failure):
                raise RuntimeError(f"the shard {task.shard.part} cannot be read: {result.reason}")
            self.computed.update(result)

    def each(self, function: Callable[[Any], Any], items: Sequence[Any]) -> list[Any]:
        """What `map` gives, but the workers do it."""
        found: dict[int, Any] = {}
        for (number, _, item), result in self.crew.run(
            _apply, ((n, function, item) for n, item in enumerate(items))
        ):
            # Done again here, a failure says what is wrong.
            found[number] = function(item) if isinstance(result, Failure) else result
        return [found[number] for number in range(len(items))]

    def crash_key(self) -> str:
        return digest(code_digest(), self.context.codebook.digest, self.options.measures)

    def read_crashed(self) -> dict[str, str]:
        """The articles that could not be analysed in an earlier run of the same kind."""
        file = self.folder / WORK / CRASHED_FILE
        try:
            known = json.loads(file.read_text(encoding="utf8"))
            return dict(known["articles"]) if known["key"] == self.crash_key() else {}
        except (FileNotFoundError, ValueError, KeyError):
            return {}

    def summarise(
        self,
        shards: Sequence[Shard],
        tasks: Sequence[AnalyseTask],
        reading: Counter[str],
        counts: dict[str, int],
        duplicates: pd.DataFrame,
    ) -> None:
        """Make the tables of the whole corpus, the CSV files and the manifest, and tidy up."""
        folder, options, parts = self.folder, self.options, [shard.part for shard in shards]
        tables = {"duplicates": duplicates, **self.given}
        tables["funnel"] = make_funnel(
            reading, counts, languages=options.languages, drop_duplicates=options.drop_duplicates
        )
        key = digest(
            [task.keys for task in tasks],
            options,
            [digest(table.to_csv()) for table in self.given.values()],
        )
        mark = folder / WORK / "summary.json"
        known = json.loads(mark.read_text(encoding="utf8")) if mark.is_file() else {}
        if known.get("key") != key:
            mark.unlink(missing_ok=True)
            summaries = {
                "portrayals": summarise_parts(
                    partial(load_part, folder),
                    parts,
                    by=options.by,
                    outlets=self.given.get("outlets"),
                    duplicates=duplicates if counts["kept_copies"] else None,
                    each=self.each,
                    seed=options.seed,
                )
            }
            if "codings" in self.given:
                summaries["validations"] = validate(folder, parts, self.given["codings"])
            tables |= summaries
            self.computed["summaries"] += 1
        for name, table in tables.items():
            write_part(folder, name, ONLY_PART, table, self.context.attrs)
        if known.get("key") != key:
            known = {"key": key, "rows": {name: len(table) for name, table in summaries.items()}}
            write_json(mark, known)
        rows: Counter[str] = Counter(dict.fromkeys(SHARDED, 0))
        for step in STEPS[2:]:
            for part in parts:
                rows.update(self.marks[step][part]["rows"])
        rows.update(
            {name: len(table) for name, table in tables.items() if name not in known["rows"]}
        )
        rows.update(known["rows"])
        tidy(folder, list(rows), parts)
        tidy_work(folder, parts)
        self.write_manifest(parts, rows)

    def write_manifest(self, parts: list[str], rows: Mapping[str, int]) -> None:
        """Say what was made of what, and what of it in this run."""
        facts = {
            "options": {**self.options._asdict(), "columns": self.context.columns},
            "input": digest([self.marks["read"][part]["key"] for part in parts]),
            "computed": {step: self.computed[step] for step in (*STEPS, "summaries")},
            "rows": dict(rows),
            "shards": parts,
        }
        write_manifest(self.folder, self.context.attrs, facts)
        self.each(partial(write_table_csv, self.folder), small_tables(self.folder))


def _some_units(task: ReadTask, places: list[int]) -> ReadTask:
    """A trial of some units of a shard, under the name of a shard that is none."""
    return task._replace(
        shard=Shard(TRIAL, ""), units=tuple(task.units[place] for place in places), audit_key=""
    )


def _some_articles(task: AnalyseTask, names: list[str]) -> AnalyseTask:
    return task._replace(only=tuple(names))


def _apply(_: Context, task: tuple[int, Callable[[Any], Any], Any]) -> Any:
    return task[1](task[2])
