"""All steps over articles in memory, or over a path."""

from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from tqdm import tqdm

from ..articles import list_units, read_events, read_outlets
from ..codebook import Codebook, read_codebook
from ..coders import read_codings, summarise_validation
from ..portrayals import summarise_parts
from ..tables import (
    SCORERS,
    Tables,
    check,
    empty,
    hold_lock,
    read_manifest,
    read_table,
    read_tables,
    remove_temporaries,
)
from .decisions import Choice, Options, Roll, apply_choice, choose_in_memory, take_roll
from .funnel import count_reading, make_funnel
from .job import Job
from .shards import SHARD_SIZE, Context
from .steps import SHARDED, audit, concat_tables, score, take_apart
from .workers.crew import Crew
from .workers.tasks import Failure, Work


def analyse(
    articles: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    by: tuple[str, ...] = ("actor_id",),
    measures: tuple[str, ...] = tuple(SCORERS),
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
        From `read_outlets`, `read_events` and `read_codings`; figures name outlets and mark events
        by them, and say on how many coded mentions their measures were checked.
    exclude, languages, drop_duplicates
        As for `choose_articles`: which articles are left out. By default those that are not in
        English, and exact copies; near-duplicates are kept, and intervals then resample clusters of
        them.
    seed : int
        Seed of the intervals.
    client : distributed.Client, optional
        A Dask cluster that does the work, in pieces of `shard_size` articles; it needs the extra
        ``cluster``.
    shard_size : int
        Articles that a worker of the cluster gets at once.
    show_progress : bool
        Draw a bar on standard error.

    Returns
    -------
    dict of str to DataFrame
        ``articles`` (those that were analysed), ``findings``, ``sentences``, ``mentions``,
        ``scores``, ``scored_words``, ``attributions``, ``speakers``, ``voices``, ``roles``,
        ``frame_hits``, ``duplicates``, ``funnel`` and ``portrayals``, each as `framing.schema`
        describes it; ``outlets``, ``events`` and ``codings`` where they were given, and with
        codings ``validations``.
    """
    check(articles, "articles")
    options = Options(tuple(by), tuple(measures), exclude, languages, drop_duplicates, seed)
    context = _Memory(
        codebook or read_codebook(), options.measures, show_progress and client is None
    )
    size = shard_size if client is not None else max(1, len(articles))
    pieces = [
        articles.iloc[first : first + size].reset_index(drop=True)
        for first in range(0, len(articles), size)
    ]
    numbered = list(enumerate(pieces or [articles]))
    bars = {"client": client, "show_progress": show_progress}
    seen = _gather(
        _examine, context, [(number, (piece,)) for number, piece in numbered], "text health", **bars
    )
    choices, duplicates, counts = choose_in_memory([roll for _, roll in seen], options, {})
    tasks = [(number, (piece, seen[number][0], choices[number])) for number, piece in numbered]
    made = _gather(_take_apart, context, tasks, "articles", **bars)
    tables: Tables = {name: concat_tables([one[name] for one in made], name) for name in SHARDED}
    tables |= {"duplicates": duplicates}
    tables["funnel"] = make_funnel(
        count_reading([], articles, empty("findings")),
        counts,
        languages=languages,
        drop_duplicates=drop_duplicates,
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
            codings,
            tables["mentions"],
            tables["articles"],
            tables["scores"],
            frame_hits=tables["frame_hits"],
            voices=tables["voices"],
        )
    return tables


class _Memory(NamedTuple):
    codebook: Codebook
    measures: tuple[str, ...]
    show_progress: bool


def _examine(context: _Memory, task: tuple[int, tuple[pd.DataFrame]]) -> tuple[pd.DataFrame, Roll]:
    (articles,) = task[1]
    found = audit(articles, context.codebook)
    return found, take_roll(articles, empty("findings"), found)


def _take_apart(
    context: _Memory, task: tuple[int, tuple[pd.DataFrame, pd.DataFrame, Choice]]
) -> Tables:
    articles, found, choice = task[1]
    articles, findings = apply_choice(choice, articles, empty("findings"), found, {})
    tables = {
        "articles": articles,
        "findings": findings,
        **take_apart(articles, findings, context.codebook),
    }
    return tables | score(
        tables["mentions"],
        tables["sentences"],
        context.codebook,
        context.measures,
        show_progress=context.show_progress,
    )


def _gather(
    work: Work, context: _Memory, tasks: list[Any], name: str, *, client: Any, show_progress: bool
) -> list[Any]:
    """Results in the order of the tasks. In memory nothing is lost by an error, so it is raised."""
    found: dict[int, Any] = {}
    if client is None:
        return [work(context, task) for task in tasks]
    with Crew(context, client=client) as crew:
        done = crew.run(work, tasks)
        bar = tqdm(
            done, total=len(tasks), desc=name, unit="shard", disable=None if show_progress else True
        )
        for task, result in bar:
            if isinstance(result, Failure):
                raise RuntimeError(f"articles {task[0]} ff. could not be analysed: {result.reason}")
            found[task[0]] = result
    return [found[number] for number, _ in tasks]


def analyse_path(
    path: str | Path,
    out: str | Path,
    *,
    codebook_path: str | Path | None = None,
    columns: dict[str, str] | None = None,
    codings_path: str | Path | None = None,
    by: tuple[str, ...] = ("actor_id",),
    measures: tuple[str, ...] = tuple(SCORERS),
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

    It works shard by shard, so that memory does not grow with the corpus, but for some 700 bytes an
    article. A run that was stopped, or killed, goes on where it was; a run with other options does
    again what depends on them, and nothing else.

    Parameters
    ----------
    path : str or Path
        What `read_articles` reads. ``outlets.csv`` and ``events.csv`` in a folder are read too.
    out : str or Path
        The folder for the tables, which is made if it is missing; tables of an earlier run are
        replaced. Each is a folder of Parquet files, and a CSV file too if it has no more than
        `MAX_CSV_ROWS` rows.
    codings_path : str or Path, optional
        What `read_codings` reads: codes that people gave to mentions of these articles.
    codebook_path, columns, by, measures, exclude, languages, drop_duplicates, seed
        As for `read_codebook`, `read_articles` and `analyse`.
    workers : int
        Processes of this machine. With more than 1, a script must call this under ``if __name__ ==
        "__main__":``. An article that takes its process down then is a finding, and not the end of
        the run.
    client : distributed.Client, optional
        A Dask cluster that does the work; `path` and `out` must be the same folders for all of its
        workers.
    shard_size : int
        Articles of a shard, about; what is lost when a run is killed.
    show_progress : bool
        Draw a bar on standard error.
    return_tables : bool
        False returns the tables that are made of the whole corpus alone, such as the portrayals and
        the funnel.

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
    options = Options(tuple(by), tuple(measures), exclude, languages, drop_duplicates, seed)
    given = _read_companions(path, codings_path)
    with hold_lock(out):
        remove_temporaries(out)
        attrs = {
            "codebook": f"{codebook.name} {codebook.version}",
            "codebook_digest": codebook.digest,
        }
        context = Context(out, codebook, dict(columns or {}), options.measures, attrs)
        with Crew(context, workers=workers, client=client) as crew:
            Job(path, context, options, given, shard_size, crew, show_progress).run()
    names = read_manifest(out)["rows"]
    if "validations" in names and not names["validations"]:
        raise ValueError(
            f"{codings_path} holds codes of {given['codings']['unit_id'].nunique()} units, but none of them is a "
            "mention of these articles; mention_ids change with the text, the article's name and the codebook"
        )
    return (
        read_tables(out)
        if return_tables
        else {n: read_table(out, n) for n in names if n not in SHARDED}
    )


def _read_companions(path: Path, codings_path: str | Path | None) -> Tables:
    given: Tables = {}
    if (path / "outlets.csv").is_file():
        given["outlets"] = read_outlets(path)
    if (path / "events.csv").is_file():
        given["events"] = read_events(path)
    if codings_path is not None:
        given["codings"] = read_codings(codings_path)
    return given
