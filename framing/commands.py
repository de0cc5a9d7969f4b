"""What each command does: it calls the kit, prints what came out, and returns the exit code."""

import argparse
import json
import sys
from pathlib import Path

import pandas as pd

from .articles import read_articles
from .codebook import check_codebook, read_codebook
from .coders import draft_frame, read_codings, sample_for_coding, write_draft
from .doctor import examine, is_well, render
from .figures import CATALOGUE, NO_ACTOR, save_all
from .pages import explain, show_in_context, write_coding_folder, write_report, write_validation
from .portrayals import summarise_dataset
from .rebuild import rebuild
from .runs import Report, analyse_path, check_funnel, codebook_of, connect, report_on, tell_funnel
from .tables import read_sheet, read_tables, write_csv
from .text import split_sentences
from .workshop import make_workshop, make_zips

OK, FAULTY, USAGE, NOTHING, STOPPED = 0, 1, 2, 3, 130
"""Exit codes: all well; the input or codebook has errors; the call was wrong or a file is missing;
no article is left to analyse; stopped by Ctrl-C.
"""


def analyse(chosen: argparse.Namespace) -> int:
    """Analyse a path, and say what came of it."""
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
            with_nominals=not chosen.no_nominals,
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
        return STOPPED
    finally:
        if client is not None:
            client.close()
    report = report_on(chosen.out)
    _print_run(report, tables["funnel"], chosen.codebook)
    n_csv = len(list(chosen.out.glob("*.csv")))
    print(
        f"\nwrote {len(report.rows)} tables as Parquet, {n_csv} of them as CSV too, and "
        f"manifest.json, to {chosen.out}"
    )
    check_funnel(tables["funnel"])
    used = f" --codebook {chosen.codebook}" if chosen.codebook else ""
    print(f"next: framing figures {chosen.out}{used}" if report.rows["mentions"] else NO_ACTOR)
    return OK


def summarise(chosen: argparse.Namespace) -> int:
    """Write portrayals by other columns."""
    by = list(dict.fromkeys(["actor_id", *chosen.by]))
    portrayals = summarise_dataset(
        chosen.results, by=by, tables=chosen.tables, weight=chosen.weight
    )
    out = chosen.out or chosen.results / f"portrayals_by_{'_'.join(by)}.csv"
    write_csv(portrayals, out)
    print(
        f"wrote {len(portrayals):,} portrayals to {out}; is_reportable is true for "
        f"{int(portrayals['is_reportable'].sum()):,}"
    )
    return OK


def draw_figures(chosen: argparse.Namespace) -> int:
    """Draw the figures of a run."""
    out = chosen.out or chosen.results / "figures"
    tables = read_tables(chosen.results)
    check_funnel(tables["funnel"])
    codebook = codebook_of(chosen.results, chosen.codebook)
    files = save_all(tables, codebook, out, with_doubtful=chosen.with_doubtful, say=_print_step)
    for file in files:
        if file.suffix == ".png":
            print(file)
    print(
        f"\nwrote {len(files)} files to {out}: each figure as .png, .svg, .csv (its data) and "
        ".txt (alt text)"
    )
    report = write_report(chosen.results, out / "report.html", codebook=codebook)
    print(f"open this: {report}")
    return OK


def make_report(chosen: argparse.Namespace) -> int:
    """Write the report on a run."""
    file = write_report(
        chosen.results,
        chosen.out,
        codebook=codebook_of(chosen.results, chosen.codebook),
        title=chosen.title,
        with_text=not chosen.no_text,
        max_sentences=chosen.max_sentences,
        max_actors=chosen.max_actors,
        seed=chosen.seed,
    )
    n_megabytes = file.stat().st_size / 1e6
    print(f"wrote {file}, {n_megabytes:.1f} MB: open it in a browser; it needs no network")
    if not chosen.no_text:
        print("It holds sentences of the articles; to share it without them: --no-text")
    return OK


def draw_sample(chosen: argparse.Namespace) -> int:
    """Draw mentions for people to code, and write what they need."""
    tables = read_tables(chosen.results)
    sample = sample_for_coding(
        tables["mentions"],
        tables["sentences"],
        tables["articles"],
        n=chosen.n,
        strata=chosen.strata,
        is_equal=chosen.equal,
        variables=chosen.variables,
        seed=chosen.seed,
    )
    codes = write_coding_folder(
        sample, chosen.out, chosen.coders, codebook=codebook_of(chosen.results, chosen.codebook)
    )
    print(
        f"drew {len(sample):,} mentions in {sample['stratum'].nunique()} strata; wrote to "
        f"{chosen.out}:\n"
        f"  {codes.name}/NAME.csv     a sheet for each of {', '.join(chosen.coders)}, to fill in "
        "apart\n"
        f"  {codes.name}/coders.csv   says that people code; change it if a language model does\n"
        "  rules.md           when which code is right\n"
        "  coding_sheet.html  rules and mentions to print\n"
        "  sample.csv         yours, not for coders: the key to the rows of their sheets, with the "
        "probability of each\n"
        f"next, once coded: framing validate {chosen.results} --codings {codes} "
        f"--sample {chosen.out / 'sample.csv'}"
    )
    return OK


def validate(chosen: argparse.Namespace) -> int:
    """Write the validation sheet of a run."""
    sample = None if chosen.sample is None else read_sheet(chosen.sample)
    codings = None if chosen.codings is None else read_codings(chosen.codings, sample=sample)
    file = write_validation(
        chosen.results,
        chosen.out or chosen.results / "validation.html",
        codings=codings,
        sample=sample,
        codebook=codebook_of(chosen.results, chosen.codebook),
        title=chosen.title,
    )
    print(f"wrote {file}: open it in a browser; it needs no network and holds no sentence")
    if codings is None:
        print("next: code a sample, and give it as --codings FILE --sample FILE")
    return OK


def explain_mention(chosen: argparse.Namespace) -> int:
    """Say how a mention came to its numbers, or list mentions."""
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
            chosen.mention_id,
            mentions,
            sentences,
            codebook_of(chosen.results, chosen.codebook),
            voices=voices,
        )
    )
    return OK


def ask_for_action(_: argparse.Namespace) -> int:
    """Say that ``framing codebook`` and ``framing frames`` need an action."""
    calls = "framing codebook check PATH, or framing frames suggest DEFINITION PATH"
    print(f"framing codebook and frames need an action: {calls}", file=sys.stderr)
    return USAGE


def check(chosen: argparse.Namespace) -> int:
    """Say what is wrong with a codebook."""
    problems = check_codebook(chosen.path)
    for problem in problems:
        print(problem)
    n_errors = sum(problem.is_error for problem in problems)
    if n_errors:
        print(f"\n{n_errors} errors, {len(problems) - n_errors} pieces of advice")
        return FAULTY
    codebook = read_codebook(chosen.path)
    print(
        f"{codebook.name} {codebook.version} ({codebook.digest}) can be used: "
        f"{len(codebook.frames)} frames, {len(codebook.keywords)} keywords, "
        f"{len(codebook.actors)} actors, {len(codebook.aliases):,} aliases, "
        f"{len(problems)} pieces of advice"
    )
    return OK


def suggest_frame(chosen: argparse.Namespace) -> int:
    """Draft a frame from a definition, examples and articles, and write it if that is wanted."""
    codebook = read_codebook(chosen.codebook)
    sentences = split_sentences(read_articles(chosen.path), codebook=codebook)
    draft = draft_frame(
        chosen.definition,
        chosen.example,
        codebook,
        sentences=sentences,
        show_progress=sys.stderr.isatty(),
    )
    print(draft.keep(chosen.keep) if chosen.keep else draft)
    if chosen.out is None:
        print("next: --keep each keyword that fits, and --out FOLDER to write them to a codebook")
        return OK
    write_draft(draft.keep(chosen.keep) if chosen.keep else draft, chosen.out)
    print(f"wrote {draft.frame_id} to {chosen.out}: analyse with --codebook {chosen.out}")
    return OK


def diagnose(chosen: argparse.Namespace) -> int:
    """Say what is installed and what is missing."""
    rows = examine()
    print(json.dumps([row._asdict() for row in rows], indent=1) if chosen.json else render(rows))
    return OK if is_well(rows) else FAULTY


def rebuild_all(chosen: argparse.Namespace) -> int:
    """Make tables, figures and executed notebooks."""
    made = rebuild(
        chosen.path,
        chosen.out,
        notebooks=chosen.notebooks,
        codebook_path=chosen.codebook,
        columns=_columns(chosen),
        codings_path=chosen.codings,
        say=_print_step,
        show=lambda tables: _print_run(
            report_on(chosen.out / "tables"), tables["funnel"], chosen.codebook
        ),
    )
    n_figures = sum(figure.suffix == ".png" for figure in made.figures)
    print(f"\nwrote to {chosen.out}:")
    print(f"  {n_figures} figures, each as .png and .svg, its data as .csv, its alt text as .txt")
    print("  tables: every table as Parquet and CSV")
    if made.notebooks:
        print(f"  notebooks: {len(made.notebooks)} executed notebooks")
    print(f"\nopen this: {chosen.out / made.report.name}")
    return OK


def pack_workshop(chosen: argparse.Namespace) -> int:
    """Make the zips for a class and its teacher, or the folder of one of them."""
    if chosen.out.suffix.lower() == ".zip":
        if chosen.solutions:
            raise ValueError("--solutions is for a folder; beside a zip stands the teacher's")
        theirs, mine = make_zips(chosen.out, wheels=chosen.wheels, say=_print_step)
        print(f"\nwrote {theirs} for the class and {mine} for you; each has a README.txt")
        return OK
    made = make_workshop(
        chosen.out, keep_solutions=chosen.solutions, wheels=chosen.wheels, say=_print_step
    )
    print(
        f"\nwrote {len(made)} notebooks and their data to {chosen.out}; "
        f"{chosen.out / 'README.txt'} says how to start"
    )
    return OK


def _print_step(line: str) -> None:
    print(f"- {line}", flush=True)


def _columns(chosen: argparse.Namespace) -> dict[str, str]:
    """Read the pairs of --column."""
    pairs = [pair.partition("=") for pair in chosen.column]
    wrong = [ours for ours, equals, theirs in pairs if not (ours and equals and theirs)]
    if wrong:
        raise ValueError(f"--column {wrong[0]} must look like text=Volltext")
    return {ours: theirs for ours, _, theirs in pairs}


def _print_run(report: Report, funnel: pd.DataFrame, codebook: Path | None) -> None:
    """Print what came of a run: counts, the funnel, what articles lack, and what was found."""
    rows = report.rows
    print(
        f"{rows['articles']:,} articles, {rows['sentences']:,} sentences, "
        f"{rows['attributions']:,} attributed stretches, {rows['frame_hits']:,} frame hits"
    )
    print("\n".join(report.tell_mentions(read_codebook(codebook).actor_labels)))
    print("\n".join(tell_funnel(funnel)))
    _print_gaps(report)
    for line in report.tell_findings():
        print(line)


def _print_gaps(report: Report) -> None:
    """Print how many articles lack an outlet or a date, and which figures that costs."""
    n = report.rows["articles"]
    for column, name in (("outlet_id", "outlet"), ("published_at", "date")):
        n_missing = report.gaps[column]
        if n_missing:
            figures = ", ".join(r.name for r in CATALOGUE.values() if r.column == column)
            costs = "cannot be drawn" if n_missing == n else "can show the others alone"
            print(
                f"no {name}: {n_missing:,} of {n:,} articles; {figures} {costs}. A metadata.csv "
                f"beside the files tells it ({column}), or --column {column}=YOURS."
            )
