"""All steps over a corpus of any size, and the tables that they make in memory or on the disk.

Articles are read and audited shard by shard, then it is told which of them are copies or left out, then they are taken
apart and scored shard by shard, and in the end summed up. ``docs/scale.md`` says what is done again when.
"""

import errno
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from tqdm import tqdm

from .codebook import Codebook, read_codebook
from .corpus import read_codings, read_events, read_outlets
from .datasets import (
    MANIFEST,
    ONLY_PART,
    WORK,
    Tables,
    hold_lock,
    load_part,
    read_manifest,
    read_part,
    read_parts,
    read_table,
    read_tables,
    remove_temporaries,
    summarise_parts,
    tidy,
    write_csv,
    write_json,
    write_part,
)
from .readers import LIMITS, Unit, list_units
from .schema import SEVERITIES, check, empty
from .sentiment import MEASURES
from .shards import (
    ARTICLE_BYTES,
    SHARD_SIZE,
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
from .steps import Choice, Roll, apply_choice, audit, choose, count_reading, make_funnel, score, take_apart, take_roll
from .targeted import model_digest
from .validation import summarise_validation
from .workers import Crew, Failure, Work

SCORING = ("vadersentiment", "textblob", "onnxruntime", "tokenizers", "numpy")
READING = ("trafilatura", "python-docx", "pypdfium2", "striprtf", "python-calamine", "warcio", "feedparser")
LIBRARIES = (*SCORING, "pandas", "datasketch", "py3langid", *READING)
"""Libraries whose versions the manifest keeps, since the numbers depend on them."""
MAX_CSV_ROWS = 200_000
"""Tables of more rows are written as Parquet alone: no spreadsheet opens them with pleasure."""
SHARDED = (
    "articles", "findings", "sentences", "mentions", "scores", "scored_words", "attributions", "speakers", "voices",
    "roles", "frame_hits",
)  # fmt: skip
"""Tables that are made shard by shard; all others are made of the whole corpus."""
TRIAL = "trial"
CRASHED_FILE = "crashed.json"


class _Options(NamedTuple):
    by: tuple[str, ...]
    measures: tuple[str, ...]
    exclude: str | None
    languages: tuple[str, ...] | None
    drop_duplicates: str | None
    seed: int


def kit_version() -> str:
    """The version of the installed kit."""
    try:
        return version("framing")
    except PackageNotFoundError:
        return "unknown"


@lru_cache(maxsize=1)
def code_digest() -> str:
    """A digest of the kit's own code, so that a changed kit does everything anew."""
    found = hashlib.blake2b(digest_size=6)
    folder = Path(__file__).parent
    for file in sorted(folder.rglob("*.py")):
        found.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


def analyse(
    articles: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    by: tuple[str, ...] = ("actor_id",),
    measures: tuple[str, ...] = tuple(MEASURES),
    outlets: pd.DataFrame | None = None,
    events: pd.DataFrame | None = None,
    codings: pd.DataFrame | None = None,
    exclude: str | None = None,
    languages: tuple[str, ...] | None = ("en",),
    drop_duplicates: str | None = "exact",
    seed: int = 1,
    client: Any = None,
    shard_size: int = SHARD_SIZE,
    show_progress: bool = False,
) -> Tables:
    """Every table of the kit for a table of articles.

    Parameters
    ----------
    articles : DataFrame
        Table of articles.
    codebook : Codebook, optional
        The shipped one if there is none.
    by : tuple of str
        Columns that the portrayals are grouped by.
    measures : tuple of str
        As for `score_sentiment`. ``targeted`` takes most of the time.
    outlets, events, codings : DataFrame, optional
        From `read_outlets`, `read_events` and `read_codings`; figures name outlets and mark events by them, and say on
        how many coded mentions their measures were checked.
    exclude, languages, drop_duplicates
        As for `choose_articles`: which articles are left out. By default those that are not in English, and exact
        copies; near-duplicates are kept, and intervals then resample clusters of them.
    seed : int
        Seed of the intervals.
    client : distributed.Client, optional
        A Dask cluster that does the work, in pieces of `shard_size` articles; it needs the extra ``cluster``.
    shard_size : int
        Articles that a worker of the cluster gets at once.
    show_progress : bool
        Draw a bar on standard error.

    Returns
    -------
    dict of str to DataFrame
        ``articles`` (those that were analysed), ``findings``, ``sentences``, ``mentions``, ``scores``,
        ``scored_words``, ``attributions``, ``speakers``, ``voices``, ``roles``, ``frame_hits``, ``duplicates``,
        ``funnel`` and ``portrayals``, each as `framing.schema` describes it; ``outlets``, ``events`` and ``codings``
        where they were given, and with codings ``validations``.
    """
    check(articles, "articles")
    options = _Options(tuple(by), tuple(measures), exclude, languages, drop_duplicates, seed)
    context = _Memory(codebook or read_codebook(), options.measures, show_progress and client is None)
    size = shard_size if client is not None else max(1, len(articles))
    pieces = [articles.iloc[first : first + size].reset_index(drop=True) for first in range(0, len(articles), size)]
    numbered = list(enumerate(pieces or [articles]))
    bars = {"client": client, "show_progress": show_progress}
    seen = _gather(_examine, context, [(number, (piece,)) for number, piece in numbered], "text health", **bars)
    choices, duplicates, counts = _choose([roll for _, roll in seen], options, {})
    tasks = [(number, (piece, seen[number][0], choices[number])) for number, piece in numbered]
    made = _gather(_take_apart, context, tasks, "articles", **bars)
    tables: Tables = {name: _concat([one[name] for one in made], name) for name in SHARDED}
    tables |= {"duplicates": duplicates}
    tables["funnel"] = make_funnel(
        count_reading([], articles, empty("findings")), counts, languages=languages, drop_duplicates=drop_duplicates
    )
    given = {"outlets": outlets, "events": events, "codings": codings}
    tables |= {name: table for name, table in given.items() if table is not None}
    copies = duplicates if counts["kept_copies"] else None
    tables["portrayals"] = summarise_parts(
        lambda part, name, columns: part[name][columns or list(part[name])],
        [tables],
        by=options.by,
        outlets=outlets,
        duplicates=copies,
        seed=seed,
    )
    if codings is not None:
        tables["validations"] = summarise_validation(
            codings, tables["mentions"], tables["articles"], tables["scores"], frame_hits=tables["frame_hits"],
            voices=tables["voices"],
        )  # fmt: skip
    return tables


class _Memory(NamedTuple):
    codebook: Codebook
    measures: tuple[str, ...]
    show_progress: bool


def _examine(context: _Memory, task: tuple[int, tuple[pd.DataFrame]]) -> tuple[pd.DataFrame, Roll]:
    (articles,) = task[1]
    found = audit(articles, context.codebook)
    return found, take_roll(articles, empty("findings"), found)


def _take_apart(context: _Memory, task: tuple[int, tuple[pd.DataFrame, pd.DataFrame, Choice]]) -> Tables:
    articles, found, choice = task[1]
    articles, findings = apply_choice(choice, articles, empty("findings"), found, {})
    tables = {"articles": articles, "findings": findings, **take_apart(articles, findings, context.codebook)}
    return tables | score(tables["mentions"], tables["sentences"], context.codebook, context.measures,
                          show_progress=context.show_progress)  # fmt: skip


def _gather(
    work: Work, context: _Memory, tasks: list[Any], name: str, *, client: Any, show_progress: bool
) -> list[Any]:
    """Results in the order of the tasks. In memory nothing is lost by an error, so it is raised."""
    found: dict[int, Any] = {}
    if client is None:
        return [work(context, task) for task in tasks]
    with Crew(context, client=client) as crew:
        done = crew.run(work, tasks)
        bar = tqdm(done, total=len(tasks), desc=name, unit="shard", disable=None if show_progress else True)
        for task, result in bar:
            if isinstance(result, Failure):
                raise RuntimeError(f"articles {task[0]} ff. could not be analysed: {result.reason}")
            found[task[0]] = result
    return [found[number] for number, _ in tasks]


def _concat(parts: Sequence[pd.DataFrame], name: str) -> pd.DataFrame:
    full = [part for part in parts if len(part)]
    if len(full) == 1:
        return full[0]
    return pd.concat(full, ignore_index=True) if full else parts[0] if parts else empty(name)


def _choose(
    rolls: list[Roll], options: _Options, crashed: Mapping[str, str]
) -> tuple[list[Choice], pd.DataFrame, dict[str, int]]:
    return choose(rolls, exclude=options.exclude, languages=options.languages, drop_duplicates=options.drop_duplicates,
                  crashed=crashed)  # fmt: skip


def analyse_path(
    path: str | Path,
    out: str | Path,
    *,
    codebook_path: str | Path | None = None,
    columns: dict[str, str] | None = None,
    codings_path: str | Path | None = None,
    by: tuple[str, ...] = ("actor_id",),
    measures: tuple[str, ...] = tuple(MEASURES),
    exclude: str | None = None,
    languages: tuple[str, ...] | None = ("en",),
    drop_duplicates: str | None = "exact",
    seed: int = 1,
    workers: int = 1,
    client: Any = None,
    shard_size: int = SHARD_SIZE,
    show_progress: bool = False,
    return_tables: bool = True,
) -> Tables:
    """Read articles, analyse them and write every table to a folder.

    It works shard by shard, so that memory does not grow with the corpus, but for some 700 bytes an article. A run that
    was stopped, or killed, goes on where it was; a run with other options does again what depends on them, and nothing
    else.

    Parameters
    ----------
    path : str or Path
        What `read_articles` reads. ``outlets.csv`` and ``events.csv`` in a folder are read too.
    out : str or Path
        The folder for the tables, which is made if it is missing; tables of an earlier run are replaced. Each is a
        folder of Parquet files, and a CSV file too if it has no more than `MAX_CSV_ROWS` rows.
    codings_path : str or Path, optional
        What `read_codings` reads: codes that people gave to mentions of these articles.
    codebook_path, columns, by, measures, exclude, languages, drop_duplicates, seed
        As for `read_codebook`, `read_articles` and `analyse`.
    workers : int
        Processes of this machine. With more than 1, a script must call this under ``if __name__ == "__main__":``. An
        article that takes its process down then is a finding, and not the end of the run.
    client : distributed.Client, optional
        A Dask cluster that does the work; `path` and `out` must be the same folders for all of its workers.
    shard_size : int
        Articles of a shard, about; what is lost when a run is killed.
    show_progress : bool
        Draw a bar on standard error.
    return_tables : bool
        False returns the tables that are made of the whole corpus alone, such as the portrayals and the funnel.

    Returns
    -------
    dict of str to DataFrame
        As for `analyse`; the findings hold those of reading too.

    Raises
    ------
    FileNotFoundError
        If there is nothing at `path`.
    CodebookError
        If the codebook cannot be used.
    LockedError
        If another run writes into the folder.
    ValueError
        If there are codings, but of no mention of these articles.
    """
    codebook = read_codebook(codebook_path)
    path, out = Path(path).resolve(), Path(out).resolve()
    list_units(path)  # says at once if there is nothing
    options = _Options(tuple(by), tuple(measures), exclude, languages, drop_duplicates, seed)
    given = _read_companions(path, codings_path)
    with hold_lock(out):
        remove_temporaries(out)
        attrs = {"codebook": f"{codebook.name} {codebook.version}", "codebook_digest": codebook.digest}
        context = Context(out, codebook, dict(columns or {}), options.measures, attrs)
        with Crew(context, workers=workers, client=client) as crew:
            _Job(path, context, options, given, shard_size, crew, show_progress).run()
    names = read_manifest(out)["rows"]
    if "validations" in names and not names["validations"]:
        raise ValueError(
            f"{codings_path} holds codes of {given['codings']['unit_id'].nunique()} units, but none of them is a "
            "mention of these articles; mention_ids change with the text, the article's name and the codebook"
        )
    return read_tables(out) if return_tables else {n: read_table(out, n) for n in names if n not in SHARDED}


def _read_companions(path: Path, codings_path: str | Path | None) -> Tables:
    given: Tables = {}
    if (path / "outlets.csv").is_file():
        given["outlets"] = read_outlets(path)
    if (path / "events.csv").is_file():
        given["events"] = read_events(path)
    if codings_path is not None:
        given["codings"] = read_codings(codings_path)
    return given


class _Job:
    """One run into one folder."""

    def __init__(
        self, path: Path, context: Context, options: _Options, given: Tables, shard_size: int, crew: Crew,
        show_progress: bool,
    ) -> None:  # fmt: skip
        self.path, self.context, self.options, self.given = path, context, options, given
        self.shard_size, self.crew, self.show_progress = shard_size, crew, show_progress
        self.folder = context.folder
        self.computed: Counter[str] = Counter()

    def run(self) -> None:
        """Do what has not been done yet, and then say in the manifest that all is."""
        salt = digest(code_digest(), _versions(READING), sorted(self.context.columns.items()))
        known = {mark["key"]: part for part, mark in read_marks(self.folder, "read").items()}
        shards = [
            Shard(known.get(key) or f"{number:05d}-{key[:8]}", key)
            for number, (key, _) in enumerate(self.cut_input(salt))
        ]
        manifest = self.folder / MANIFEST
        if manifest.is_file():
            # Until this run is done the folder may hold parts of the last run and of this one.
            write_json(manifest, json.loads(manifest.read_text(encoding="utf8")) | {"is_finished": False})
        self.read(shards, salt)
        reading: Counter[str] = Counter()
        for shard in shards:
            reading.update(self.marks["read"][shard.part]["counts"])
        tasks, counts, duplicates = self.take_apart(shards, salt)
        self.summarise(shards, tasks, reading, counts, duplicates)

    def cut_input(self, salt: str) -> Iterator[tuple[str, list[Unit]]]:
        """The shards of the input, which is gone through anew each time, since archives do not fit into memory."""
        batch = min(LIMITS.batch_bytes, max(1, self.shard_size * ARTICLE_BYTES // 4))
        return cut(list_units(self.path, limits=replace(LIMITS, batch_bytes=batch)), self.shard_size, salt)

    def read(self, shards: Sequence[Shard], salt: str) -> None:
        """Read and audit the shards that were not, and find out which units cannot be."""
        self.marks = {step: read_marks(self.folder, step) for step in STEPS}
        audit_keys = {shard.part: digest(shard.key, self.context.codebook.digest) for shard in shards}
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
                    raise OSError(errno.EIO, f"{units[0].name} or a file near it was changed while it was read")
                if not is_done[shard.part]:
                    yield ReadTask(shard, tuple(units), audit_keys[shard.part])

        for task, failure in self.do(read_shard, tasks(), "reading", len(shards), sum(is_done.values())):
            bad = self.find_culprits(read_shard, task, list(range(len(task.units))), failure, _some_units)
            units = [
                unit.only_findings("unreadable", f"The file was left out: {bad[place]}.") if place in bad else unit
                for place, unit in enumerate(task.units)
            ]
            self.again(read_shard, task._replace(units=tuple(units)))
        self.marks = {step: read_marks(self.folder, step) for step in STEPS}

    def take_apart(self, shards: Sequence[Shard], salt: str) -> tuple[list[AnalyseTask], dict[str, int], pd.DataFrame]:
        """Tell which articles are analysed, and analyse those of the shards that were not."""
        crashed = self.read_crashed()
        while True:
            rolls = [load_roll(self.folder, shard.part) for shard in shards]
            choices, duplicates, counts = _choose(rolls, self.options, crashed)
            del rolls
            tasks = [self.plan(shard, choice, crashed) for shard, choice in zip(shards, choices, strict=True)]
            todo = [task for task in tasks if not all(map(self.has, STEPS[2:], [task.part] * 2, task.keys))]
            # The largest first, so that no worker is left with a large one when the others have nothing more to do.
            todo.sort(key=lambda task: -self.marks["read"][task.part]["counts"]["articles_found"])
            n_known = len(crashed)
            for task, failure in self.do(analyse_shard, todo, "analysing", len(tasks), len(tasks) - len(todo)):
                ids = read_part(self.folder / WORK, "articles", task.part, ["article_id"])["article_id"]
                names, gone = dict(task.choice.names), dict(task.choice.removed)
                own = [names.get(name, name) for name in ids]
                bad = self.find_culprits(
                    analyse_shard, task, [name for name in own if name not in gone], failure, _some_articles
                )
                crashed |= {str(name): reason for name, reason in bad.items()}
                write_json(self.folder / WORK / CRASHED_FILE, {"key": self.crash_key(), "articles": crashed})
            self.marks = {step: read_marks(self.folder, step) for step in STEPS}
            if len(crashed) == n_known:
                return tasks, counts, duplicates
            # Without these articles others may be the first of their copies.

    def plan(self, shard: Shard, choice: Choice, crashed: Mapping[str, str]) -> AnalyseTask:
        """What is to be done with a shard, with the digests of all that the results depend on."""
        reasons = {name: crashed[name] for name, _ in choice.removed if name in crashed}
        apart = digest(shard.key, self.context.codebook.digest, choice, sorted(reasons.items()))
        model = model_digest() if "targeted" in self.options.measures else None
        scored = digest(apart, self.options.measures, _versions(SCORING), model)
        return AnalyseTask(shard.part, choice, reasons, (apart, scored))

    def has(self, step: str, part: str, key: str) -> bool:
        """Whether a step of a shard was done already, from the same."""
        return bool(self.marks[step].get(part, {}).get("key") == key)

    def do(self, work: Work, tasks: Iterable[Any], name: str, total: int, n_done: int) -> Iterator[tuple[Any, Failure]]:
        """Do the work, and yield the tasks that failed, when all are through."""
        failed = []
        bar = tqdm(total=total, initial=n_done, desc=name, unit="shard", leave=False,
                   disable=None if self.show_progress else True)  # fmt: skip
        with bar:
            for task, result in self.crew.run(work, tasks):
                if isinstance(result, Failure):
                    failed.append((task, result))
                else:
                    self.computed.update(result)
                bar.update()
        yield from failed

    def find_culprits(
        self, work: Work, task: Any, items: list[Any], failure: Failure, some: Callable[[Any, list[Any]], Any]
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
        for (number, _, item), result in self.crew.run(_apply, ((n, function, item) for n, item in enumerate(items))):
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
        self, shards: Sequence[Shard], tasks: Sequence[AnalyseTask], reading: Counter[str], counts: dict[str, int],
        duplicates: pd.DataFrame,
    ) -> None:  # fmt: skip
        """Make the tables of the whole corpus, the CSV files and the manifest, and tidy up."""
        folder, options, parts = self.folder, self.options, [shard.part for shard in shards]
        tables = {"duplicates": duplicates, **self.given}
        tables["funnel"] = make_funnel(
            reading, counts, languages=options.languages, drop_duplicates=options.drop_duplicates
        )
        key = digest([task.keys for task in tasks], options, [digest(table.to_csv()) for table in self.given.values()])
        mark = folder / WORK / "summary.json"
        known = json.loads(mark.read_text(encoding="utf8")) if mark.is_file() else {}
        if known.get("key") != key:
            mark.unlink(missing_ok=True)
            summaries = {"portrayals": summarise_parts(
                partial(load_part, folder), parts, by=options.by, outlets=self.given.get("outlets"),
                duplicates=duplicates if counts["kept_copies"] else None, each=self.each, seed=options.seed,
            )}  # fmt: skip
            if "codings" in self.given:
                summaries["validations"] = _validate(folder, parts, self.given["codings"])
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
        rows.update({name: len(table) for name, table in tables.items() if name not in known["rows"]})
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
        _write_manifest(self.folder, self.context.attrs, facts)
        self.each(partial(_write_csv, self.folder), _small_tables(self.folder))


def _some_units(task: ReadTask, places: list[int]) -> ReadTask:
    """A trial of some units of a shard, under the name of a shard that is none."""
    return task._replace(shard=Shard(TRIAL, ""), units=tuple(task.units[place] for place in places), audit_key="")


def _some_articles(task: AnalyseTask, names: list[str]) -> AnalyseTask:
    return task._replace(only=tuple(names))


def _versions(names: Sequence[str]) -> dict[str, str]:
    return {name: version(name) for name in names}


def _validate(folder: Path, parts: Sequence[str], codings: pd.DataFrame) -> pd.DataFrame:
    """`summarise_validation` of the coded mentions, which are few."""
    found: dict[str, list[pd.DataFrame]] = {name: [] for name in ("mentions", "scores", "voices", "frame_hits")}
    articles = []
    for part in parts:
        for name, tables in found.items():
            table = read_part(folder, name, part)
            tables.append(table[table["mention_id"].isin(codings["unit_id"])])
        own = read_part(folder, "articles", part)
        articles.append(own[own["article_id"].isin(found["mentions"][-1]["article_id"])])
    joined = {name: _concat(tables, name) for name, tables in found.items()}
    return summarise_validation(
        codings, joined["mentions"], _concat(articles, "articles"), joined["scores"],
        frame_hits=joined["frame_hits"], voices=joined["voices"],
    )  # fmt: skip


def write_tables(tables: Tables, out: str | Path, codebook: Codebook, options: Mapping[str, object]) -> None:
    """Write tables that are in memory as `analyse_path` writes its own: as Parquet, as CSV where small, and a manifest.

    In CSV, a text that a spreadsheet would take for a formula gets an apostrophe in front; Parquet holds it as it is.
    """
    folder = Path(out)
    attrs = {"codebook": f"{codebook.name} {codebook.version}", "codebook_digest": codebook.digest}
    for name, table in tables.items():
        write_part(folder, name, ONLY_PART, table, attrs)
    tidy(folder, list(tables), [])
    rows = {name: len(table) for name, table in tables.items()}
    _write_manifest(folder, attrs, {"options": dict(options), "rows": rows, "shards": [ONLY_PART]})
    for name in _small_tables(folder):
        _write_csv(folder, name)


def _write_manifest(folder: Path, attrs: Mapping[str, str], facts: Mapping[str, object]) -> None:
    """Write the manifest; a table that has become too large for CSV must not keep that of an earlier run."""
    made_by = {"framing": kit_version(), "code_digest": code_digest(), **attrs, "model": model_digest()}
    write_json(folder / MANIFEST, {**made_by, "libraries": _versions(LIBRARIES), **facts})
    for name in set(read_manifest(folder)["rows"]).difference(_small_tables(folder)):
        (folder / f"{name}.csv").unlink(missing_ok=True)


def _small_tables(folder: Path) -> list[str]:
    """The tables that are written as CSV too, the largest first."""
    rows = read_manifest(folder)["rows"]
    return sorted((name for name in rows if rows[name] <= MAX_CSV_ROWS), key=lambda name: -int(rows[name]))


def _write_csv(folder: Path, name: str) -> None:
    write_csv(read_parts(folder, name), folder / f"{name}.csv")


def _apply(_: Context, task: tuple[int, Callable[[Any], Any], Any]) -> Any:
    return task[1](task[2])


class Report(NamedTuple):
    """What is said of a run when it is done; no table had to be loaded for it."""

    rows: dict[str, int]
    actors: dict[str, int]
    """The actors with the most mentions."""
    n_actors: int
    findings: pd.DataFrame
    """The first of the most severe findings."""


def report_on(folder: str | Path, n_findings: int = 12, n_actors: int = 8) -> Report:
    """Numbers of rows, the most mentioned actors, and the first of the worst findings of a run."""
    actors: Counter[str] = Counter()
    for mentions in read_parts(folder, "mentions", ["actor_id"]):
        actors.update(mentions["actor_id"].dropna().value_counts().to_dict())
    worst = empty("findings")
    order = {severity: -place for place, severity in enumerate(SEVERITIES)}
    for found in read_parts(folder, "findings"):
        if len(found):
            both = pd.concat([worst, found], ignore_index=True) if len(worst) else found
            worst = both.sort_values("severity", key=lambda s: s.map(order), kind="stable").head(n_findings)
    return Report(read_manifest(folder)["rows"], dict(actors.most_common(n_actors)), len(actors), worst)
