"""All steps over a corpus, one after the other, and the tables that they make on the disk."""

import json
import os
import warnings
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from .attributions import find_attributions
from .audit import audit_articles
from .codebook import Codebook, read_codebook
from .corpus import read_articles, read_codings, read_events, read_outlets
from .frames import match_frames
from .mentions import find_mentions
from .portrayal import DescriptiveWarning, summarise_portrayal
from .roles import extract_roles
from .schema import check
from .sentences import split_sentences
from .sentiment import LEXICONS, MEASURES, score_sentiment
from .targeted import model_digest
from .validation import summarise_validation
from .voice import attribute_voice, find_speakers

LIBRARIES = ("vadersentiment", "textblob", "onnxruntime", "tokenizers", "pandas", "numpy")
"""Libraries whose versions the manifest keeps, since the numbers depend on them."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
Tables = dict[str, pd.DataFrame]


def kit_version() -> str:
    """The version of the installed kit."""
    try:
        return version("framing")
    except PackageNotFoundError:
        return "unknown"


def analyse(
    articles: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    by: tuple[str, ...] = ("actor_id",),
    measures: tuple[str, ...] = tuple(MEASURES),
    outlets: pd.DataFrame | None = None,
    events: pd.DataFrame | None = None,
    codings: pd.DataFrame | None = None,
    seed: int = 1,
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
    seed : int
        Seed of the intervals.
    show_progress : bool
        Draw a bar on standard error.

    Returns
    -------
    dict of str to DataFrame
        ``articles``, ``findings``, ``sentences``, ``mentions``, ``scores``, ``scored_words``, ``attributions``,
        ``speakers``, ``voices``, ``roles``, ``frame_hits`` and ``portrayals``, each as `framing.schema` describes it;
        ``outlets``, ``events`` and ``codings`` where they were given, and with codings ``validations``.
    """
    check(articles, "articles")
    codebook = codebook or read_codebook()
    tables: Tables = {"articles": articles}
    tables |= {name: table for name, table in (("outlets", outlets), ("events", events)) if table is not None}
    steps: list[tuple[str, Callable[[], None]]] = [
        ("text health", lambda: tables.update(findings=audit_articles(articles, codebook))),
        ("sentences", lambda: tables.update(
            sentences=split_sentences(articles, findings=tables["findings"], codebook=codebook))),
        ("mentions", lambda: tables.update(
            mentions=find_mentions(tables["sentences"], codebook, articles=articles))),
        ("sentiment", lambda: tables.update(_score(tables, codebook, measures, show_progress))),
        ("attributions", lambda: tables.update(
            attributions=find_attributions(articles, tables["sentences"], codebook))),
        ("voices", lambda: tables.update(
            speakers=find_speakers(tables["mentions"], tables["attributions"], codebook),
            voices=attribute_voice(tables["mentions"], tables["attributions"], codebook))),
        ("roles", lambda: tables.update(
            roles=extract_roles(tables["mentions"], tables["sentences"], codebook))),
        ("frames", lambda: tables.update(frame_hits=match_frames(
            tables["mentions"], tables["sentences"], codebook, attributions=tables["attributions"]))),
        ("portrayals", lambda: tables.update(portrayals=_portray(tables, by, seed))),
        ("validation", lambda: tables.update(_validate(tables, codings))),
    ]  # fmt: skip
    with tqdm(steps, unit="step", disable=None if show_progress else True, leave=False) as bar:
        for name, step in bar:
            bar.set_description(name)
            step()
    return tables


def _score(tables: Tables, codebook: Codebook, measures: tuple[str, ...], show_progress: bool) -> Tables:
    """The tables of scores and of scored words; the model's words, which are dear, are left to `framing.context`."""
    lexicons = [name for name in measures if name in LEXICONS]
    others = [name for name in measures if name not in LEXICONS]
    mentions, sentences = tables["mentions"], tables["sentences"]
    scores, words = score_sentiment(mentions, sentences, codebook, measures=lexicons, return_words=True)
    judged = score_sentiment(mentions, sentences, codebook, measures=others, show_progress=show_progress)
    return {"scores": pd.concat([scores, judged], ignore_index=True), "scored_words": words}


def _validate(tables: Tables, codings: pd.DataFrame | None) -> Tables:
    if codings is None:
        return {}
    found = summarise_validation(codings, tables["mentions"], tables["articles"], tables["scores"],
                                 frame_hits=tables["frame_hits"], voices=tables["voices"])  # fmt: skip
    return {"codings": codings, "validations": found}


def _portray(tables: Tables, by: tuple[str, ...], seed: int) -> pd.DataFrame:
    with warnings.catch_warnings():
        # The column `resampled` says it for each row, and so do the figures.
        warnings.simplefilter("ignore", DescriptiveWarning)
        return summarise_portrayal(
            tables["mentions"], tables["articles"], tables["scores"],
            frame_hits=tables["frame_hits"], outlets=tables.get("outlets"), by=by, seed=seed,
        )  # fmt: skip


def analyse_path(
    path: str | Path,
    out: str | Path,
    *,
    codebook_path: str | Path | None = None,
    columns: dict[str, str] | None = None,
    codings_path: str | Path | None = None,
    by: tuple[str, ...] = ("actor_id",),
    measures: tuple[str, ...] = tuple(MEASURES),
    seed: int = 1,
    show_progress: bool = False,
) -> Tables:
    """Read articles, analyse them and write every table to a folder.

    Parameters
    ----------
    path : str or Path
        What `read_articles` reads. ``outlets.csv`` and ``events.csv`` in a folder are read too.
    out : str or Path
        The folder for the tables, which is made if it is missing; tables of an earlier run are replaced.
    codings_path : str or Path, optional
        What `read_codings` reads: codes that people gave to mentions of these articles.
    codebook_path, columns, by, measures, seed, show_progress
        As for `read_codebook`, `read_articles` and `analyse`.

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
    ValueError
        If there are codings, but of no mention of these articles.
    """
    codebook = read_codebook(codebook_path)
    articles, found = read_articles(path, columns=columns, return_findings=True)
    folder = Path(path)
    tables = analyse(
        articles, codebook, by=by, measures=measures, seed=seed, show_progress=show_progress,
        outlets=read_outlets(folder) if (folder / "outlets.csv").is_file() else None,
        events=read_events(folder) if (folder / "events.csv").is_file() else None,
        codings=read_codings(codings_path) if codings_path is not None else None,
    )  # fmt: skip
    if "validations" in tables and tables["validations"].empty:
        raise ValueError(
            f"{codings_path} holds codes of {tables['codings']['unit_id'].nunique()} units, but none of them is a "
            "mention of these articles; mention_ids change with the text, the article's name and the codebook"
        )
    tables["findings"] = pd.concat([found, tables["findings"]], ignore_index=True)
    write_tables(tables, out, codebook, options={"by": list(by), "measures": list(measures), "seed": seed})
    return tables


def write_tables(tables: Tables, out: str | Path, codebook: Codebook, options: dict[str, object]) -> None:
    """Write each table as Parquet and CSV, and ``manifest.json`` with the versions that made them.

    Each file is written under another name first and then renamed, so that none is ever half written. In CSV, a text
    that a spreadsheet would take for a formula gets an apostrophe in front; Parquet holds it as it is.
    """
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    stamp = {"codebook": f"{codebook.name} {codebook.version}", "codebook_digest": codebook.digest}
    for name, table in tables.items():
        stamped = table.copy()
        stamped.attrs = dict(stamp)
        _replace(folder / f"{name}.parquet", lambda file, t=stamped: t.to_parquet(file, index=False))  # type: ignore[misc]
        _replace(folder / f"{name}.csv", lambda file, t=table: write_csv(t, file))  # type: ignore[misc]
    manifest = {
        "framing": kit_version(),
        **stamp,
        "model": model_digest(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "options": options,
        "rows": {name: len(table) for name, table in tables.items()},
    }
    text = json.dumps(manifest, indent=2) + "\n"
    _replace(folder / "manifest.json", lambda file: file.write_text(text, encoding="utf8"))


def read_tables(folder: str | Path) -> Tables:
    """The tables that `analyse_path` wrote to a folder.

    Raises
    ------
    FileNotFoundError
        If the folder holds no ``manifest.json``.
    """
    folder = Path(folder)
    if not (folder / "manifest.json").is_file():
        raise FileNotFoundError(f"{folder} holds no manifest.json; make it with: framing analyse PATH --out {folder}")
    names = json.loads((folder / "manifest.json").read_text(encoding="utf8"))["rows"]
    return {name: pd.read_parquet(folder / f"{name}.parquet") for name in names}


def write_csv(table: pd.DataFrame, file: Path) -> None:
    """Write a table as CSV: UTF-8, line feeds, six decimals, and no cell that a spreadsheet would run."""
    safe = table.copy()
    for name in safe.columns:
        if pd.api.types.is_string_dtype(safe[name].dtype):
            is_formula = safe[name].str.startswith(FORMULA_STARTS, na=False)
            safe[name] = safe[name].mask(is_formula, "'" + safe[name])
    safe.to_csv(file, index=False, lineterminator="\n", float_format="%.6g", encoding="utf8")


def _replace(file: Path, write: Callable[[Path], object]) -> None:
    temporary = file.with_name(f".{file.name}.part")
    write(temporary)
    os.replace(temporary, file)
