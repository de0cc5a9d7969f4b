"""All steps over articles in memory, or over a path."""

from pathlib import Path
from typing import Any

import pandas as pd

from ..articles import list_units, read_events, read_outlets
from ..codebook import Codebook, read_codebook
from ..coders import clean_codings, read_codings
from ..measures import check_learners
from ..tables import (
    USUAL_SCORERS,
    Tables,
    check,
    hold_lock,
    read_manifest,
    read_table,
    read_tables,
    remove_temporaries,
)
from .decisions import Options
from .engine import run_steps
from .manifest import note_codebook
from .shards import SHARD_SIZE
from .steps import SHARDED, Context
from .stores.disk import DiskStore
from .stores.memory import MemoryStore
from .workers.crew import Crew


def analyse(
    articles: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    by: tuple[str, ...] = ("actor_id",),
    measures: tuple[str, ...] = USUAL_SCORERS,
    outlets: pd.DataFrame | None = None,
    events: pd.DataFrame | None = None,
    codings: pd.DataFrame | None = None,
    exclude: str | None = None,
    languages: tuple[str, ...] | None = ("en",),
    drop_duplicates: str | None = "exact",
    with_nominals: bool = True,
    client: Any = None,
    shard_size: int = SHARD_SIZE,
    show_progress: bool = False,
) -> Tables:
    """Make every table of the kit for a table of articles.

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
        English, and exact copies; near-duplicates are kept, and count as one in every interval.
    with_nominals
        As for `find_mentions`: whether "the president" and "the country" count as mentions.
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
        ``frame_hits``, ``frames_read``, ``duplicates``, ``funnel`` and ``portrayals``, each as
        `framing.tables` describes it; ``outlets``, ``events`` and ``codings`` where they were
        given, and with codings ``validations``.
    """
    check(articles, "articles")
    options = Options(
        tuple(by), tuple(measures), exclude, languages, drop_duplicates, with_nominals
    )
    own = codebook or read_codebook()
    check_learners(own)
    context = Context(
        own,
        options.measures,
        {},
        show_progress and client is None,
        with_nominals,
    )
    store = MemoryStore(
        articles,
        context,
        options,
        client=client,
        shard_size=shard_size,
        show_progress=show_progress,
    )
    settled = None if codings is None else clean_codings(codings)
    given = {"outlets": outlets, "events": events, "codings": settled}
    return run_steps(store, {name: table for name, table in given.items() if table is not None})


def analyse_path(
    path: str | Path,
    out: str | Path,
    *,
    codebook_path: str | Path | None = None,
    columns: dict[str, str] | None = None,
    codings_path: str | Path | None = None,
    by: tuple[str, ...] = ("actor_id",),
    measures: tuple[str, ...] = USUAL_SCORERS,
    exclude: str | None = None,
    languages: tuple[str, ...] | None = ("en",),
    drop_duplicates: str | None = "exact",
    with_nominals: bool = True,
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
    codebook_path, columns, by, measures, exclude, languages, drop_duplicates, with_nominals
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
    CodebookError, LearnerError
        If the codebook cannot be used, or a learner in it was learnt with another one, or with
        another network.
    LockedError
        If another run writes into the folder.
    ValueError
        If there are codings, but of no mention of these articles.
    """
    codebook = read_codebook(codebook_path)
    check_learners(codebook)
    path, out = Path(path).resolve(), Path(out).resolve()
    list_units(path)  # says at once if there is nothing
    options = Options(
        tuple(by), tuple(measures), exclude, languages, drop_duplicates, with_nominals
    )
    given = _read_companions(path, codings_path)
    with hold_lock(out):
        remove_temporaries(out)
        context = Context(
            codebook, options.measures, dict(columns or {}), with_nominals=with_nominals
        )
        with Crew(context, workers=workers, client=client) as crew:
            store = DiskStore(
                path,
                out,
                context,
                options,
                shard_size=shard_size,
                crew=crew,
                show_progress=show_progress,
            )
            run_steps(store, given)
        if codebook_path is not None:
            note_codebook(out, codebook_path)
    names = read_manifest(out)["rows"]
    if "validations" in names and not names["validations"]:
        units = given["codings"]["unit_id"]
        if not units.isin(read_table(out, "mentions")["mention_id"]).any():
            raise ValueError(
                f"{codings_path} holds codes of {units.nunique()} units, but none of them is a "
                "mention of these articles; mention_ids change with the text, the article's name "
                "and the codebook, and rows of a blind sheet (s001) are found by the sample.csv "
                "beside it"
            )
    if return_tables:
        return read_tables(out)
    return {name: read_table(out, name) for name in names if name not in SHARDED}


def _read_companions(path: Path, codings_path: str | Path | None) -> Tables:
    given: Tables = {}
    if (path / "outlets.csv").is_file():
        given["outlets"] = read_outlets(path)
    if (path / "events.csv").is_file():
        given["events"] = read_events(path)
    if codings_path is not None:
        given["codings"] = read_codings(codings_path)
    return given
