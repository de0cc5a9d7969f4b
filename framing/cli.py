"""The command line: ``framing ...``. It reads arguments, and `framing.commands` does the work."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from . import commands
from .codebook import RegexTimeoutError
from .coders import CODED
from .commands import FAULTY, NOTHING, OK, STOPPED, USAGE
from .pages import MAX_ACTORS, MAX_WHOLE
from .portrayals import BRINGING, USUAL_TABLES
from .runs import SHARD_SIZE, NotebookError, NothingToAnalyseError
from .shipped import kit_version
from .tables import SCORERS, SEVERITIES, USUAL_SCORERS, LockedError
from .workshop import PackError

__all__ = ["FAULTY", "NOTHING", "OK", "STOPPED", "USAGE", "main"]

_WRONG_CALLS = (FileNotFoundError, NotADirectoryError, PermissionError, KeyError)
_FAULTS = (LockedError, ImportError, RegexTimeoutError, NotebookError, PackError, ValueError)
_EXAMPLES = {
    "framing analyse articles/ --out results/": (
        "a folder of articles: text, Word, PDF, web pages, tables ..."
    ),
    "framing analyse news.csv --out results/ --column text=Volltext --by outlet_id": "",
    "framing figures results/": "the figures of what was analysed",
    "framing report results/ --out report.html": (
        "one file to read and share, with the sentences behind each number"
    ),
    "framing explain xi-to-visit-putin:15:1 results/": "how a mention came to its numbers",
    "framing codebook check my-codebook/": "what is wrong with a codebook, line by line",
}
_EXIT_CODES = (
    f"exit codes: {OK} all well; {FAULTY} the input or the codebook has errors; "
    f"{USAGE} the call is wrong or a file is missing; {NOTHING} no article is left to analyse"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if not hasattr(chosen, "run"):
        parser.print_help()
        return USAGE
    try:
        return int(chosen.run(chosen))
    except (*_WRONG_CALLS, *_FAULTS) as error:
        print(
            f"framing: {error.args[0] if isinstance(error, KeyError) else error}", file=sys.stderr
        )
        if isinstance(error, NothingToAnalyseError):
            return NOTHING
        return USAGE if isinstance(error, _WRONG_CALLS) else FAULTY
    except KeyboardInterrupt:
        print("framing: stopped", file=sys.stderr)
        return STOPPED


def _parser() -> argparse.ArgumentParser:
    lines = [f"  {call:<50}{what}".rstrip() for call, what in _EXAMPLES.items()]
    parser = argparse.ArgumentParser(
        prog="framing",
        description="Measure how the news portrays countries and other political actors.",
        epilog="\n".join(["examples:", *lines, "", _EXIT_CODES, ""]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"framing {kit_version()}")
    named = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(
        name: str, run: Callable[[argparse.Namespace], int], text: str, example: str
    ) -> argparse.ArgumentParser:
        sub = named.add_parser(
            name,
            help=text,
            description=text[0].upper() + text[1:] + ".",
            epilog=f"example:\n  {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        sub.set_defaults(run=run)
        return sub

    adders = (
        *(_add_analyse, _add_summarise, _add_figures, _add_report, _add_sample, _add_validate),
        *(_add_explain, _add_codebook, _add_frames, _add_doctor, _add_rebuild, _add_workshop),
    )
    for add in adders:
        add(command)
    return parser


Parser = argparse.ArgumentParser
Command = Callable[[str, Callable[[argparse.Namespace], int], str, str], argparse.ArgumentParser]
"""Adds a command from its name, what it runs, what it is for, and an example of a call."""


def _add_analyse(command: Command) -> None:
    sub = command(
        "analyse",
        commands.analyse,
        "articles into tables",
        "framing analyse news.csv --out results/ --column text=Volltext --by outlet_id",
    )
    text = "file, folder or archive of articles: text, Word, PDF, web pages, tables ..."
    sub.add_argument("path", type=Path, help=text)
    _add_path(sub, "--out", "DIR", "folder for the tables (Parquet and CSV)", required=True)
    _add_input(sub)
    text = "group portrayals by this column too: outlet_id, month ...; may be repeated"
    sub.add_argument("--by", action="append", default=[], metavar="COLUMN", help=text)
    sub.add_argument(
        "--measures",
        nargs="+",
        choices=list(SCORERS),
        default=list(USUAL_SCORERS),
        metavar="MEASURE",
        help=f"any of {', '.join(SCORERS)} (default: {', '.join(USUAL_SCORERS)})",
    )
    _add_choice_of_articles(sub)
    _add_machines(sub)


def _add_choice_of_articles(sub: argparse.ArgumentParser) -> None:
    text = "leave out articles with a finding this bad or worse: note, warning or error"
    sub.add_argument("--exclude", choices=SEVERITIES, metavar="SEVERITY", help=text)
    languages = sub.add_mutually_exclusive_group()
    text = "leave out articles in other languages (default: en)"
    _add_names(languages, "--languages", "CODE", ["en"], text)
    _add_flag(languages, "--any-language", "keep articles in every language")
    text = "of near-duplicates keep one article of each cluster, as always of exact copies"
    _add_flag(sub, "--drop-near-duplicates", text)
    _add_flag(sub, "--no-nominals", 'leave out "the president"')


def _add_machines(sub: argparse.ArgumentParser) -> None:
    _add_number(sub, "--workers", 1, "processes of this machine")
    text = "a Dask scheduler, such as tcp://host:8786, instead"
    sub.add_argument("--cluster", metavar="ADDRESS", help=text)
    _add_number(sub, "--shard-size", SHARD_SIZE, "articles that are worked on at once, about")


def _add_summarise(command: Command) -> None:
    sub = command(
        "summarise",
        commands.summarise,
        "portrayals by other columns, of a corpus of any size",
        "framing summarise results/ --by outlet_id month",
    )
    _add_results(sub)
    _add_names(sub, "--by", "COLUMN", [], "columns that make a group, after actor_id")
    given: dict[str, Any] = {"nargs": "+", "dest": "tables", "metavar": "TABLE"}
    given |= {"choices": list(BRINGING), "default": list(USUAL_TABLES)}
    text = "tables that bring measures: %(choices)s (default: the first two)"
    sub.add_argument("--with", **given, help=text)
    text = "what has one voice in a mean (default: mention)"
    sub.add_argument("--weight", choices=["mention", "article"], default="mention", help=text)
    _add_path(sub, "--out", "FILE", "CSV file (default: RESULTS/portrayals_by_COLUMNS.csv)")


def _add_figures(command: Command) -> None:
    sub = command(
        "figures",
        commands.draw_figures,
        "figures of what was analysed",
        "framing figures results/ --out figures/",
    )
    _add_results(sub)
    _add_path(sub, "--out", "DIR", "folder for the figures (default: RESULTS/figures)")
    text = "draw actions between actors too, of which one in five found is wrong"
    _add_flag(sub, "--with-doubtful", text)
    _add_codebook_used(sub)


def _add_report(command: Command) -> None:
    sub = command(
        "report",
        commands.make_report,
        "one HTML file to read and share, with the sentences behind each number",
        "framing report results/ --out report.html\n"
        "  framing report results/ --out public.html --no-text   without a word of the articles",
    )
    _add_results(sub)
    _add_path(sub, "--out", "FILE", "the file, such as report.html", required=True)
    text = "leave out every word of the articles: digests and offsets stand for them"
    _add_flag(sub, "--no-text", text)
    sub.add_argument("--title", metavar="TEXT", help="what stands at the top")
    text = f"hold a sample, N for each row of an actor (default: all of up to {MAX_WHOLE} articles)"
    sub.add_argument("--max-sentences", type=int, metavar="N", help=text)
    _add_number(sub, "--max-actors", MAX_ACTORS, "actors with a page; the others stand in a table")
    _add_number(sub, "--seed", 1, "seed of the sample")
    _add_codebook_used(sub)


def _add_sample(command: Command) -> None:
    sub = command(
        "sample",
        commands.draw_sample,
        "mentions drawn by chance for people to code: a sheet each, the rules, and a page to print",
        "framing sample results/ --out coding/ --coders ann ben --n 120",
    )
    _add_results(sub)
    _add_path(sub, "--out", "DIR", "folder, new or empty, for what coders get", required=True)
    text = "who codes, each apart (default: coder_a coder_b)"
    _add_names(sub, "--coders", "NAME", ["coder_a", "coder_b"], text)
    _add_number(sub, "--n", 200, "mentions to draw")
    text = "columns whose values are drawn from apart (default: actor_id)"
    _add_names(sub, "--strata", "COLUMN", ["actor_id"], text)
    _add_flag(sub, "--equal", "draw as many of each stratum, so that rare ones can be judged too")
    text = f"what is asked: any of {', '.join(CODED)} (default: all)"
    sub.add_argument("--variables", nargs="+", choices=CODED, default=CODED, help=text)
    _add_number(sub, "--seed", 1, "seed of the draw")
    _add_codebook_used(sub)


def _add_validate(command: Command) -> None:
    sub = command(
        "validate",
        commands.validate,
        "one page on how far the numbers can be trusted: substantive, structural and external "
        "evidence, each check with a verdict in words, or unchecked",
        "framing validate results/ --codings codes.csv --sample sample.csv",
    )
    _add_results(sub)
    _add_path(sub, "--out", "FILE", "the page (default: RESULTS/validation.html)")
    _add_path(sub, "--codings", "PATH", "CSV of codes, or a folder with one for each coder")
    _add_path(sub, "--sample", "FILE", "sample.csv as drawn (default: the one beside the codes)")
    sub.add_argument("--title", metavar="TEXT", help="what stands at the top")
    _add_codebook_used(sub)


def _add_explain(command: Command) -> None:
    sub = command(
        "explain",
        commands.explain_mention,
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
    _add_codebook_used(sub)


def _add_codebook(command: Command) -> None:
    sub = command(
        "codebook",
        commands.ask_for_action,
        "work on codebooks",
        "framing codebook check frames.yaml",
    )
    actions = sub.add_subparsers(title="actions", metavar="ACTION")
    check = actions.add_parser("check", help="say what is wrong with a codebook, line by line")
    text = "codebook folder or YAML file (default: the shipped one)"
    check.add_argument("path", type=Path, nargs="?", help=text)
    check.set_defaults(run=commands.check)


def _add_frames(command: Command) -> None:
    call = 'framing frames suggest "Debt trap: loans are a hold." news/ --example "A sentence."'
    sub = command("frames", commands.ask_for_action, "draft frames of your own", call)
    actions = sub.add_subparsers(title="actions", metavar="ACTION")
    suggest = actions.add_parser("suggest", help="keywords and near sentences for a new frame")
    suggest.add_argument("definition", help='what it is, its name first: "Debt trap: loans ..."')
    suggest.add_argument("path", type=Path, help="articles, as `framing analyse` takes them")
    example, keep = "a sentence in the frame; give three or more", "a keyword that is kept; each"
    for name, text in (("--example", example), ("--keep", f"{keep} (default: all proposed)")):
        suggest.add_argument(name, action="append", default=[], metavar="TEXT", help=text)
    _add_path(suggest, "--out", "DIR", "codebook folder that gets the frame")
    _add_path(suggest, "--codebook", "PATH", "whose keywords are not proposed")
    suggest.set_defaults(run=commands.suggest_frame)


def _add_doctor(command: Command) -> None:
    text = "what is installed, what is missing, and how to get it"
    sub = command("doctor", commands.diagnose, text, "framing doctor")
    _add_flag(sub, "--json", "as JSON, for programs")


def _add_rebuild(command: Command) -> None:
    sub = command(
        "rebuild",
        commands.rebuild_all,
        "tables, figures and executed notebooks in one go",
        "framing rebuild my-articles/ --out figures/my-articles",
    )
    sub.add_argument("path", type=Path, help="what `framing analyse` takes")
    _add_path(sub, "--out", "DIR", "folder (default: figures)", default=Path("figures"))
    _add_path(sub, "--notebooks", "DIR", "folder of the notebooks", default=Path("notebooks"))
    _add_input(sub)


def _add_workshop(command: Command) -> None:
    sub = command(
        "workshop",
        commands.pack_workshop,
        "one zip for a class, and the teacher's beside it",
        "framing workshop class.zip --wheels wheels/",
    )
    sub.add_argument("out", type=Path, help="the zip, or a folder; it must not be there yet")
    _add_path(sub, "--wheels", "DIR", "folder of wheels: the kit's, and all for rooms offline")
    _add_flag(sub, "--solutions", "make the teacher's folder")


def _add_input(sub: argparse.ArgumentParser) -> None:
    _add_path(sub, "--codebook", "PATH", "your codebook folder or YAML file of frames")
    text = "a column of the articles table and your name for it, such as text=Volltext"
    sub.add_argument("--column", action="append", default=[], metavar="OURS=YOURS", help=text)
    text = "CSV of codes of a sample of mentions, so that figures say how good the measures are"
    _add_path(sub, "--codings", "PATH", text)


def _add_results(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("results", type=Path, help="folder that `framing analyse` wrote")


def _add_path(sub: Parser, name: str, metavar: str, text: str, **more: Any) -> None:
    sub.add_argument(name, type=Path, metavar=metavar, help=text, **more)


def _add_flag(sub: argparse._ActionsContainer, name: str, text: str) -> None:
    sub.add_argument(name, action="store_true", help=text)


def _add_names(
    sub: argparse._ActionsContainer, name: str, metavar: str, default: list[str], text: str
) -> None:
    sub.add_argument(name, nargs="+", default=default, metavar=metavar, help=text)


def _add_number(sub: argparse.ArgumentParser, name: str, default: int, text: str) -> None:
    text += f" (default {default})"
    sub.add_argument(name, type=int, default=default, metavar="N", help=text)


def _add_codebook_used(sub: argparse.ArgumentParser) -> None:
    _add_path(sub, "--codebook", "PATH", "the codebook of the analysis, if it has moved")


if __name__ == "__main__":
    sys.exit(main())
