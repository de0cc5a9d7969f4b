"""The command line: ``framing ...``. Thin: it reads arguments, calls the kit and prints what came
out.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from .codebook import CodebookError, RegexTimeoutError, check_codebook, read_codebook
from .doctor import examine, is_well, render
from .figures import save_all
from .pages import MAX_ACTORS, MAX_SENTENCES, explain, show_in_context, write_report
from .portrayals import summarise_dataset
from .rebuild import NotebookError, rebuild
from .runs import SHARD_SIZE, Report, analyse_path, connect, report_on
from .shipped import kit_version
from .tables import SCORERS, SEVERITIES, LockedError, SchemaError, read_tables, write_csv
from .workshop import PackError, make_workshop

OK, FAULTY, USAGE = 0, 1, 2
"""Exit codes: all well; the input or codebook has errors; the call was wrong or a file is missing.
"""

_FAULTS = (
    CodebookError,
    SchemaError,
    RegexTimeoutError,
    NotebookError,
    PackError,
    LockedError,
    ImportError,
    ValueError,
)
_EPILOG = """\
examples:
  framing analyse articles/ --out results/          a folder of articles: text, Word, PDF, web pages, tables ...
  framing analyse news.csv --out results/ --column text=Volltext --by outlet_id
  framing figures results/                          the figures of what was analysed
  framing report results/ --out report.html         one file to read and share, with the sentences behind each number
  framing explain xi-to-visit-putin:15:1 results/   how a mention came to its numbers
  framing codebook check my-codebook/               what is wrong with a codebook, line by line

exit codes: 0 all well; 1 the input or the codebook has errors; 2 the call is wrong or a file is missing
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if not hasattr(chosen, "run"):
        parser.print_help()
        return USAGE
    try:
        code: int = chosen.run(chosen)
        return code
    except (FileNotFoundError, NotADirectoryError, PermissionError, KeyError) as error:
        print(
            f"framing: {error.args[0] if isinstance(error, KeyError) else error}", file=sys.stderr
        )
        return USAGE
    except (
        LockedError,
        ImportError,
        CodebookError,
        SchemaError,
        RegexTimeoutError,
        NotebookError,
        PackError,
        ValueError,
    ) as error:
        print(f"framing: {error}", file=sys.stderr)
        return FAULTY
    except KeyboardInterrupt:
        print("framing: stopped", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="framing",
        description="Measure how the news portrays countries and other political actors.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"framing {kit_version()}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, run: object, text: str, example: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(
            name,
            help=text,
            description=text[0].upper() + text[1:] + ".",
            epilog=f"example:\n  {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        sub.set_defaults(run=run)
        return sub

    sub = command(
        "analyse",
        _analyse,
        "articles into tables",
        "framing analyse news.csv --out results/ --column text=Volltext --by outlet_id",
    )
    sub.add_argument(
        "path",
        type=Path,
        help="file, folder or archive of articles: text, Word, PDF, web pages, tables ...",
    )
    sub.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="DIR",
        help="folder for the tables (Parquet and CSV)",
    )
    _add_input(sub)
    sub.add_argument(
        "--by",
        action="append",
        default=[],
        metavar="COLUMN",
        help="group portrayals by this column too: outlet_id, month ...; may be repeated",
    )
    sub.add_argument(
        "--measures",
        nargs="+",
        choices=list(SCORERS),
        default=list(SCORERS),
        metavar="MEASURE",
        help="any of vader, textblob and targeted (default: all; targeted is the slow one)",
    )
    sub.add_argument("--seed", type=int, default=1, help="seed of the intervals (default 1)")
    sub.add_argument(
        "--exclude",
        choices=SEVERITIES,
        metavar="SEVERITY",
        help="leave out articles with a finding this bad or worse: note, warning or error",
    )
    languages = sub.add_mutually_exclusive_group()
    languages.add_argument(
        "--languages",
        nargs="+",
        default=["en"],
        metavar="CODE",
        help="leave out articles in other languages (default: en)",
    )
    languages.add_argument(
        "--any-language", action="store_true", help="keep articles in every language"
    )
    sub.add_argument(
        "--drop-near-duplicates",
        action="store_true",
        help="of near-duplicates keep one article of each cluster, as always of exact copies",
    )
    sub.add_argument(
        "--workers", type=int, default=1, metavar="N", help="processes of this machine (default 1)"
    )
    sub.add_argument(
        "--cluster", metavar="ADDRESS", help="a Dask scheduler, such as tcp://host:8786, instead"
    )
    sub.add_argument(
        "--shard-size",
        type=int,
        default=SHARD_SIZE,
        metavar="N",
        help=f"articles that are worked on at once, about (default {SHARD_SIZE})",
    )

    sub = command(
        "summarise",
        _summarise,
        "portrayals by other columns, of a corpus of any size",
        "framing summarise results/ --by outlet_id month",
    )
    sub.add_argument("results", type=Path, help="folder that `framing analyse` wrote")
    sub.add_argument(
        "--by",
        nargs="+",
        default=[],
        metavar="COLUMN",
        help="columns that make a group, after actor_id",
    )
    sub.add_argument(
        "--with",
        nargs="+",
        dest="tables",
        default=["frame_hits"],
        metavar="TABLE",
        choices=["frame_hits", "voices", "roles"],
        help="tables that bring measures: frame_hits, voices, roles (default: frame_hits)",
    )
    sub.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="CSV file (default: RESULTS/portrayals_by_COLUMNS.csv)",
    )
    sub.add_argument("--seed", type=int, default=1, help="seed of the intervals (default 1)")

    sub = command(
        "figures",
        _figures,
        "figures of what was analysed",
        "framing figures results/ --out figures/",
    )
    sub.add_argument("results", type=Path, help="folder that `framing analyse` wrote")
    sub.add_argument(
        "--out", type=Path, metavar="DIR", help="folder for the figures (default: RESULTS/figures)"
    )
    sub.add_argument(
        "--codebook",
        type=Path,
        metavar="PATH",
        help="the codebook that the analysis used, if not the shipped",
    )

    sub = command(
        "report",
        _report,
        "one HTML file to read and share, with the sentences behind each number",
        "framing report results/ --out report.html\n  framing report results/ --out public.html --no-text"
        "   without a word of the articles",
    )
    sub.add_argument("results", type=Path, help="folder that `framing analyse` wrote")
    sub.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="the file, such as report.html"
    )
    sub.add_argument(
        "--no-text",
        action="store_true",
        help="leave out every word of the articles: digests and offsets stand for them",
    )
    sub.add_argument("--title", metavar="TEXT", help="what stands at the top")
    sub.add_argument(
        "--max-sentences",
        type=int,
        default=MAX_SENTENCES,
        metavar="N",
        help=f"mentions drawn for a row of an actor's page (default {MAX_SENTENCES})",
    )
    sub.add_argument(
        "--max-actors",
        type=int,
        default=MAX_ACTORS,
        metavar="N",
        help=f"actors with a page; the others stand in a table (default {MAX_ACTORS})",
    )
    sub.add_argument(
        "--seed", type=int, default=1, help="seed of the sample and of the intervals (default 1)"
    )
    sub.add_argument(
        "--codebook",
        type=Path,
        metavar="PATH",
        help="the codebook that the analysis used, if not the shipped",
    )

    sub = command(
        "explain",
        _explain,
        "how a mention came to its numbers",
        "framing explain xi-to-visit-putin:15:1 results/",
    )
    sub.add_argument(
        "mention_id", help="a mention_id, or an article_id or actor_id to list its mentions"
    )
    sub.add_argument(
        "results",
        type=Path,
        nargs="?",
        default=Path("figures/tables"),
        help="folder that `framing analyse` wrote (default: figures/tables)",
    )
    sub.add_argument(
        "--codebook",
        type=Path,
        metavar="PATH",
        help="the codebook that the analysis used, if not the shipped",
    )

    sub = command("codebook", _no_action, "work on codebooks", "framing codebook check frames.yaml")
    actions = sub.add_subparsers(title="actions", metavar="ACTION")
    action = actions.add_parser("check", help="say what is wrong with a codebook, line by line")
    action.add_argument(
        "path", type=Path, nargs="?", help="codebook folder or YAML file (default: the shipped one)"
    )
    action.set_defaults(run=_check)

    sub = command(
        "doctor", _doctor, "what is installed, what is missing, and how to get it", "framing doctor"
    )
    sub.add_argument("--json", action="store_true", help="as JSON, for programs")

    sub = command(
        "rebuild",
        _rebuild,
        "tables, figures and executed notebooks in one go",
        "framing rebuild my-articles/ --out figures/my-articles",
    )
    sub.add_argument("path", type=Path, help="what `framing analyse` takes")
    sub.add_argument(
        "--out", type=Path, default=Path("figures"), metavar="DIR", help="folder (default: figures)"
    )
    sub.add_argument(
        "--notebooks",
        type=Path,
        default=Path("notebooks"),
        metavar="DIR",
        help="folder of the notebooks",
    )
    _add_input(sub)

    sub = command(
        "workshop",
        _workshop,
        "a folder for each student of a class: notebooks without solutions, and data",
        "framing workshop class/ && cd class && jupyter lab notebooks/00_start_here.ipynb",
    )
    sub.add_argument("out", type=Path, help="the folder, which must not be there yet")
    sub.add_argument(
        "--solutions", action="store_true", help="the teacher's copy, with solutions and the guide"
    )
    return parser


def _add_input(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--codebook", type=Path, metavar="PATH", help="your codebook folder or YAML file of frames"
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="OURS=YOURS",
        help="a column of the articles table and your name for it, such as text=Volltext",
    )
    parser.add_argument(
        "--codings",
        type=Path,
        metavar="PATH",
        help="CSV of codes that people gave to a sample of mentions, so that figures say how good the "
        "measures are",
    )


def _columns(chosen: argparse.Namespace) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in chosen.column]
    wrong = [ours for ours, equals, theirs in pairs if not (ours and equals and theirs)]
    if wrong:
        raise ValueError(f"--column {wrong[0]} must look like text=Volltext")
    return {ours: theirs for ours, _, theirs in pairs}


def _analyse(chosen: argparse.Namespace) -> int:
    if chosen.workers < 1 or chosen.shard_size < 1:
        raise ValueError("--workers and --shard-size take whole numbers from 1")
    client = connect(chosen.cluster) if chosen.cluster else None
    try:
        tables = analyse_path(
            chosen.path,
            chosen.out,
            codebook_path=chosen.codebook,
            columns=_columns(chosen),
            codings_path=chosen.codings,
            by=("actor_id", *chosen.by),
            measures=tuple(chosen.measures),
            exclude=chosen.exclude,
            languages=None if chosen.any_language else tuple(chosen.languages),
            drop_duplicates="near" if chosen.drop_near_duplicates else "exact",
            seed=chosen.seed,
            workers=chosen.workers,
            client=client,
            shard_size=chosen.shard_size,
            show_progress=sys.stderr.isatty(),
            return_tables=False,
        )
    except KeyboardInterrupt:
        print(
            f"\nframing: stopped; the same command goes on where {chosen.out} is now",
            file=sys.stderr,
        )
        return 130
    finally:
        if client is not None:
            client.close()
    report = report_on(chosen.out)
    _print_summary(report)
    _print_funnel(tables["funnel"])
    n_csv = len(list(chosen.out.glob("*.csv")))
    print(
        f"\nwrote {len(report.rows)} tables as Parquet, {n_csv} of them as CSV too, and manifest.json, to {chosen.out}"
    )
    print(f"next: framing figures {chosen.out}")
    return OK if report.rows["articles"] else FAULTY


def _summarise(chosen: argparse.Namespace) -> int:
    by = list(dict.fromkeys(["actor_id", *chosen.by]))
    portrayals = summarise_dataset(chosen.results, by=by, tables=chosen.tables, seed=chosen.seed)
    out = chosen.out or chosen.results / f"portrayals_by_{'_'.join(by)}.csv"
    write_csv(portrayals, out)
    print(
        f"wrote {len(portrayals):,} portrayals to {out}; is_reportable is true for "
        f"{int(portrayals['is_reportable'].sum()):,}"
    )
    return OK


def _figures(chosen: argparse.Namespace) -> int:
    out = chosen.out or chosen.results / "figures"
    files = save_all(read_tables(chosen.results), read_codebook(chosen.codebook), out)
    for file in files:
        if file.suffix == ".png":
            print(file)
    print(
        f"\nwrote {len(files)} files to {out}: each figure as .png, .svg, .csv (its data) and .txt (alt text)"
    )
    return OK


def _report(chosen: argparse.Namespace) -> int:
    file = write_report(
        chosen.results,
        chosen.out,
        codebook=read_codebook(chosen.codebook),
        title=chosen.title,
        with_text=not chosen.no_text,
        max_sentences=chosen.max_sentences,
        max_actors=chosen.max_actors,
        seed=chosen.seed,
    )
    print(
        f"wrote {file}, {file.stat().st_size / 1e6:.1f} MB: open it in a browser; it needs no network"
    )
    if not chosen.no_text:
        print("It holds sentences of the articles; to share it without them: --no-text")
    return OK


def _explain(chosen: argparse.Namespace) -> int:
    tables = read_tables(chosen.results)
    mentions, sentences = tables["mentions"], tables["sentences"]
    listed = mentions[
        (mentions["article_id"] == chosen.mention_id) | (mentions["actor_id"] == chosen.mention_id)
    ]
    if len(listed):
        for row in show_in_context(listed, sentences).itertuples(index=False):
            print(
                f"{row.mention_id:<28} {' '.join(row.left.split()):>41}[{row.surface}]{row.right}"
            )
        return OK
    voices = tables.get("voices")
    print(
        explain(
            chosen.mention_id, mentions, sentences, read_codebook(chosen.codebook), voices=voices
        )
    )
    return OK


def _no_action(_: argparse.Namespace) -> int:
    print("framing codebook needs an action: framing codebook check PATH", file=sys.stderr)
    return USAGE


def _check(chosen: argparse.Namespace) -> int:
    problems = check_codebook(chosen.path)
    for problem in problems:
        print(problem)
    n_errors = sum(problem.is_error for problem in problems)
    if n_errors:
        print(f"\n{n_errors} errors, {len(problems) - n_errors} pieces of advice")
        return FAULTY
    codebook = read_codebook(chosen.path)
    print(
        f"{codebook.name} {codebook.version} ({codebook.digest}) can be used: {len(codebook.frames)} frames, "
        f"{len(codebook.keywords)} keywords, {len(codebook.actors)} actors, {len(codebook.aliases):,} aliases, "
        f"{len(problems)} pieces of advice"
    )
    return OK


def _doctor(chosen: argparse.Namespace) -> int:
    rows = examine()
    print(json.dumps([row._asdict() for row in rows], indent=1) if chosen.json else render(rows))
    return OK if is_well(rows) else FAULTY


def _rebuild(chosen: argparse.Namespace) -> int:
    made = rebuild(
        chosen.path,
        chosen.out,
        notebooks=chosen.notebooks,
        codebook_path=chosen.codebook,
        columns=_columns(chosen),
        codings_path=chosen.codings,
        say=lambda line: print(f"- {line}", flush=True),
    )
    print()
    _print_summary(report_on(chosen.out / "tables"))
    print(f"\nLook at {chosen.out}:")
    for figure in made.figures:
        if figure.suffix == ".png":
            print(f"  {chosen.out / figure.name}")
    print("  (each figure also as .svg, with its data as .csv and its alt text as .txt)")
    print(f"  {chosen.out / 'tables'}: every table as Parquet and CSV")
    if made.notebooks:
        print(f"  {chosen.out / 'notebooks'}: {len(made.notebooks)} executed notebooks")
    return OK if len(made.tables["articles"]) else FAULTY


def _workshop(chosen: argparse.Namespace) -> int:
    made = make_workshop(
        chosen.out, keep_solutions=chosen.solutions, say=lambda line: print(f"- {line}")
    )
    print(
        f"\nwrote {len(made)} notebooks and their data to {chosen.out}; {chosen.out / 'README.md'} says how to start"
    )
    return OK


def _print_summary(report: Report) -> None:
    rows = report.rows
    print(
        f"{rows['articles']:,} articles, {rows['sentences']:,} sentences, "
        f"{rows['mentions']:,} mentions of {report.n_actors} actors, "
        f"{rows['attributions']:,} attributed stretches, {rows['frame_hits']:,} frame hits"
    )
    if report.actors:
        print("most mentioned: " + ", ".join(f"{actor} {n}" for actor, n in report.actors.items()))
    if len(report.findings):
        print(f"{rows['findings']:,} findings:")
        for row in report.findings.itertuples(index=False):
            print(f"  {row.severity:<8}{row.check:<20}{row.provenance}: {row.message}")
        if rows["findings"] > len(report.findings):
            print(
                f"  and {rows['findings'] - len(report.findings):,} more in the table of findings"
            )


def _print_funnel(funnel: pd.DataFrame) -> None:
    print("from files to articles:")
    for row in funnel.itertuples(index=False):
        if row.n or row.stage in ("files", "articles_found", "analysed"):
            name = row.stage.replace("_", " ")
            kept = (
                " (kept)"
                if row.stage in ("not_english", "near_duplicates") and not row.is_removed
                else ""
            )
            print(f"  {('- ' if row.is_removed else '') + name:<20}{row.n:>12,}{kept}")


if __name__ == "__main__":
    sys.exit(main())
