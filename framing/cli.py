"""The command line: ``framing ...``. Thin: it reads arguments, calls the kit and prints what came out."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from .codebook import CodebookError, check_codebook, read_codebook
from .context import explain, show_in_context
from .doctor import examine, is_well, render
from .figures import save_all
from .masking import RegexTimeoutError
from .pipeline import Tables, analyse_path, kit_version, read_tables
from .rebuild import NotebookError, rebuild
from .report import MAX_ACTORS, MAX_SENTENCES, write_report
from .schema import SchemaError
from .sentiment import MEASURES
from .workshop import PackError, make_workshop

OK, FAULTY, USAGE = 0, 1, 2
"""Exit codes: all well; the input or codebook has errors; the call was wrong or a file is missing."""

_EPILOG = """\
examples:
  framing analyse articles/ --out results/          a folder of .txt files, or a CSV, JSONL or Parquet table
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
        print(f"framing: {error.args[0] if isinstance(error, KeyError) else error}", file=sys.stderr)
        return USAGE
    except (CodebookError, SchemaError, RegexTimeoutError, NotebookError, PackError, ValueError) as error:
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
            name, help=text, description=text[0].upper() + text[1:] + ".", epilog=f"example:\n  {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )  # fmt: skip
        sub.set_defaults(run=run)
        return sub

    sub = command("analyse", _analyse, "articles into tables",
                  "framing analyse news.csv --out results/ --column text=Volltext --by outlet_id")  # fmt: skip
    sub.add_argument("path", type=Path, help=".txt, .csv, .tsv, .jsonl or .parquet file, or a folder of them")
    sub.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the tables (Parquet and CSV)")
    _add_input(sub)
    sub.add_argument("--by", action="append", default=[], metavar="COLUMN",
                     help="group portrayals by this column too: outlet_id, month ...; may be repeated")  # fmt: skip
    sub.add_argument("--measures", nargs="+", choices=list(MEASURES), default=list(MEASURES), metavar="MEASURE",
                     help="any of vader, textblob and targeted (default: all; targeted is the slow one)")  # fmt: skip
    sub.add_argument("--seed", type=int, default=1, help="seed of the intervals (default 1)")

    sub = command("figures", _figures, "figures of what was analysed", "framing figures results/ --out figures/")
    sub.add_argument("results", type=Path, help="folder that `framing analyse` wrote")
    sub.add_argument("--out", type=Path, metavar="DIR", help="folder for the figures (default: RESULTS/figures)")
    sub.add_argument(
        "--codebook", type=Path, metavar="PATH", help="the codebook that the analysis used, if not the shipped"
    )

    sub = command("report", _report, "one HTML file to read and share, with the sentences behind each number",
                  "framing report results/ --out report.html\n  framing report results/ --out public.html --no-text"
                  "   without a word of the articles")  # fmt: skip
    sub.add_argument("results", type=Path, help="folder that `framing analyse` wrote")
    sub.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file, such as report.html")
    sub.add_argument("--no-text", action="store_true",
                     help="leave out every word of the articles: digests and offsets stand for them")  # fmt: skip
    sub.add_argument("--title", metavar="TEXT", help="what stands at the top")
    sub.add_argument("--max-sentences", type=int, default=MAX_SENTENCES, metavar="N",
                     help=f"mentions drawn for a row of an actor's page (default {MAX_SENTENCES})")  # fmt: skip
    sub.add_argument("--max-actors", type=int, default=MAX_ACTORS, metavar="N",
                     help=f"actors with a page; the others stand in a table (default {MAX_ACTORS})")  # fmt: skip
    sub.add_argument("--seed", type=int, default=1, help="seed of the sample and of the intervals (default 1)")
    sub.add_argument(
        "--codebook", type=Path, metavar="PATH", help="the codebook that the analysis used, if not the shipped"
    )

    sub = command("explain", _explain, "how a mention came to its numbers",
                  "framing explain xi-to-visit-putin:15:1 results/")  # fmt: skip
    sub.add_argument("mention_id", help="a mention_id, or an article_id or actor_id to list its mentions")
    sub.add_argument("results", type=Path, nargs="?", default=Path("figures/tables"),
                     help="folder that `framing analyse` wrote (default: figures/tables)")  # fmt: skip
    sub.add_argument(
        "--codebook", type=Path, metavar="PATH", help="the codebook that the analysis used, if not the shipped"
    )

    sub = command("codebook", _no_action, "work on codebooks", "framing codebook check frames.yaml")
    actions = sub.add_subparsers(title="actions", metavar="ACTION")
    action = actions.add_parser("check", help="say what is wrong with a codebook, line by line")
    action.add_argument("path", type=Path, nargs="?", help="codebook folder or YAML file (default: the shipped one)")
    action.set_defaults(run=_check)

    sub = command("doctor", _doctor, "what is installed, what is missing, and how to get it", "framing doctor")
    sub.add_argument("--json", action="store_true", help="as JSON, for programs")

    sub = command("rebuild", _rebuild, "tables, figures and executed notebooks in one go",
                  "framing rebuild my-articles/ --out figures/my-articles")  # fmt: skip
    sub.add_argument("path", type=Path, help="what `framing analyse` takes")
    sub.add_argument("--out", type=Path, default=Path("figures"), metavar="DIR", help="folder (default: figures)")
    sub.add_argument("--notebooks", type=Path, default=Path("notebooks"), metavar="DIR", help="folder of the notebooks")
    _add_input(sub)

    sub = command("workshop", _workshop, "a folder for each student of a class: notebooks without solutions, and data",
                  "framing workshop class/ && cd class && jupyter lab notebooks/00_start_here.ipynb")  # fmt: skip
    sub.add_argument("out", type=Path, help="the folder, which must not be there yet")
    sub.add_argument("--solutions", action="store_true", help="the teacher's copy, with solutions and the guide")
    return parser


def _add_input(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--codebook", type=Path, metavar="PATH", help="your codebook folder or YAML file of frames")
    parser.add_argument("--column", action="append", default=[], metavar="OURS=YOURS",
                        help="a column of the articles table and your name for it, such as text=Volltext")  # fmt: skip
    parser.add_argument("--codings", type=Path, metavar="PATH",
                        help="CSV of codes that people gave to a sample of mentions, so that figures say how good the "
                        "measures are")  # fmt: skip


def _columns(chosen: argparse.Namespace) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in chosen.column]
    wrong = [ours for ours, equals, theirs in pairs if not (ours and equals and theirs)]
    if wrong:
        raise ValueError(f"--column {wrong[0]} must look like text=Volltext")
    return {ours: theirs for ours, _, theirs in pairs}


def _analyse(chosen: argparse.Namespace) -> int:
    tables = analyse_path(
        chosen.path, chosen.out, codebook_path=chosen.codebook, columns=_columns(chosen), codings_path=chosen.codings,
        by=("actor_id", *chosen.by), measures=tuple(chosen.measures), seed=chosen.seed,
        show_progress=sys.stderr.isatty(),
    )  # fmt: skip
    _print_summary(tables)
    print(f"\nwrote {len(tables)} tables as Parquet and CSV, and manifest.json, to {chosen.out}")
    print(f"next: framing figures {chosen.out}")
    return _code(tables)


def _figures(chosen: argparse.Namespace) -> int:
    out = chosen.out or chosen.results / "figures"
    files = save_all(read_tables(chosen.results), read_codebook(chosen.codebook), out)
    for file in files:
        if file.suffix == ".png":
            print(file)
    print(f"\nwrote {len(files)} files to {out}: each figure as .png, .svg, .csv (its data) and .txt (alt text)")
    return OK


def _report(chosen: argparse.Namespace) -> int:
    file = write_report(
        chosen.results, chosen.out, codebook=read_codebook(chosen.codebook), title=chosen.title,
        with_text=not chosen.no_text, max_sentences=chosen.max_sentences, max_actors=chosen.max_actors,
        seed=chosen.seed,
    )  # fmt: skip
    print(f"wrote {file}, {file.stat().st_size / 1e6:.1f} MB: open it in a browser; it needs no network")
    if not chosen.no_text:
        print("It holds sentences of the articles; to share it without them: --no-text")
    return OK


def _explain(chosen: argparse.Namespace) -> int:
    tables = read_tables(chosen.results)
    mentions, sentences = tables["mentions"], tables["sentences"]
    listed = mentions[(mentions["article_id"] == chosen.mention_id) | (mentions["actor_id"] == chosen.mention_id)]
    if len(listed):
        for row in show_in_context(listed, sentences).itertuples(index=False):
            print(f"{row.mention_id:<28} {' '.join(row.left.split()):>41}[{row.surface}]{row.right}")
        return OK
    voices = tables.get("voices")
    print(explain(chosen.mention_id, mentions, sentences, read_codebook(chosen.codebook), voices=voices))
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
        chosen.path, chosen.out, notebooks=chosen.notebooks, codebook_path=chosen.codebook,
        columns=_columns(chosen), codings_path=chosen.codings, say=lambda line: print(f"- {line}", flush=True),
    )  # fmt: skip
    print()
    _print_summary(made.tables)
    print(f"\nLook at {chosen.out}:")
    for figure in made.figures:
        if figure.suffix == ".png":
            print(f"  {chosen.out / figure.name}")
    print("  (each figure also as .svg, with its data as .csv and its alt text as .txt)")
    print(f"  {chosen.out / 'tables'}: every table as Parquet and CSV")
    if made.notebooks:
        print(f"  {chosen.out / 'notebooks'}: {len(made.notebooks)} executed notebooks")
    return _code(made.tables)


def _workshop(chosen: argparse.Namespace) -> int:
    made = make_workshop(chosen.out, keep_solutions=chosen.solutions, say=lambda line: print(f"- {line}"))
    print(f"\nwrote {len(made)} notebooks and their data to {chosen.out}; {chosen.out / 'README.md'} says how to start")
    return OK


def _print_summary(tables: Tables) -> None:
    findings = tables["findings"]
    print(f"{len(tables['articles']):,} articles, {len(tables['sentences']):,} sentences, "
          f"{len(tables['mentions']):,} mentions of {tables['mentions']['actor_id'].nunique()} actors, "
          f"{len(tables['attributions']):,} attributed stretches, "
          f"{len(tables['frame_hits']):,} frame hits")  # fmt: skip
    if len(tables["mentions"]):
        counts = tables["mentions"]["actor_id"].value_counts().head(8)
        print("most mentioned: " + ", ".join(f"{actor} {n}" for actor, n in counts.items()))
    if len(findings):
        print(f"{len(findings)} findings:")
        _print_findings(findings)


def _print_findings(findings: pd.DataFrame, n_shown: int = 12) -> None:
    order = {"error": 0, "warning": 1, "note": 2}
    ordered = findings.sort_values("severity", key=lambda s: s.map(order), kind="stable")
    for row in ordered.head(n_shown).itertuples(index=False):
        print(f"  {row.severity:<8}{row.check:<20}{row.provenance}: {row.message}")
    if len(ordered) > n_shown:
        print(f"  and {len(ordered) - n_shown} more in findings.csv")


def _code(tables: Tables) -> int:
    """Errors in some files do not stop a run; only a run without any article has failed."""
    return OK if len(tables["articles"]) else FAULTY


if __name__ == "__main__":
    sys.exit(main())
