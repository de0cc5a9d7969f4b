"""The command line: what it writes, what it says, and its exit codes."""

import contextlib
import io
import sys
from pathlib import Path

import makers
import pytest
from pixels import without_pixels

import framing as fr
from framing.__main__ import main as start
from framing.cli import FAULTY, NOTHING, OK, USAGE, main
from framing.codebook import shipped_codebook
from framing.coders import drawn_sample, name_coders
from framing.figures import CATALOGUE
from framing.mentions import tell_readings
from framing.runs import codebook_of

ROOT = Path(__file__).parent.parent
SAMPLE = str(ROOT / "data" / "sample")
QUICKLY = ["--measures", "vader"]
CODED = """\
mention_id,sentiment_ann,sentiment_bob
xi-to-visit-putin:15:1,-1,-1
xi-to-visit-putin:15:0,0,-1
"""


@pytest.fixture(scope="module")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The tables of the sample with codings, and what was said when they were made."""
    out = tmp_path_factory.mktemp("results")
    codes = tmp_path_factory.mktemp("codings") / "codes.csv"
    codes.write_text(CODED, encoding="utf8")
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert main(["analyse", SAMPLE, "--out", str(out), "--codings", str(codes)]) == OK
    return out, said.getvalue()


@pytest.fixture(scope="module")
def results(analysed: tuple[Path, str]) -> Path:
    return analysed[0]


def test_analyse_writes_parquet_csv_and_manifest(results: Path) -> None:
    names = "articles findings sentences mentions scores scored_words frame_hits portrayals"
    for name in names.split():
        assert (results / f"{name}.parquet").stat().st_size > 0
        assert (results / f"{name}.csv").stat().st_size > 0
    assert '"codebook_digest"' in (results / "manifest.json").read_text()
    assert not list(results.glob(".*.part"))


def test_analyse_says_what_it_found(analysed: tuple[Path, str]) -> None:
    out, said = analysed
    assert "1 articles" in said
    mentions = fr.read_tables(out)["mentions"]
    counts = mentions["reading"].value_counts()
    n_actors = fr.portraying(mentions)["actor_id"].nunique()
    told = f"{len(mentions)} mentions of {n_actors} actors: {tell_readings(counts.to_dict())}\n"
    assert told in said
    of_china = fr.portraying(mentions)["actor_id"].eq("CHN").sum()
    assert f"China {of_china}" in said, "as the report counts, and by its name"
    assert "CHN" not in said
    kinds = [line.split()[:2] for line in said.splitlines() if line.startswith("  error ")]
    assert kinds == [["error", "paraphrased"]]
    assert said.count("tortured_phrase") == 1
    assert "Use the original text: this one was rewritten by a machine." in said
    assert "  analysed                       1" in said


@pytest.mark.build
def test_figures_say_what_codings_say_of_the_measures(
    results: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Two of them; all are drawn where the catalogue is tested."""
    monkeypatch.setattr("framing.pages.report.drawings.CATALOGUE", {})
    two = {name: CATALOGUE[name] for name in ("03_tone_by_actor", "08_coder_agreement")}
    monkeypatch.setattr("framing.figures.catalogue.CATALOGUE", two)
    assert main(["figures", str(results), "--out", str(tmp_path)]) == OK
    assert (tmp_path / "03_tone_by_actor.png").is_file()
    assert "Checked against codes by two coders, whether people or" in (
        tmp_path / "03_tone_by_actor.txt"
    ).read_text(encoding="utf8")
    assert (tmp_path / "08_coder_agreement.png").is_file()
    assert capsys.readouterr().out.endswith(f"open this: {tmp_path / 'report.html'}\n")
    assert (tmp_path / "report.html").is_file()


@pytest.mark.build
def test_report(results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "report.html"
    call = [
        "report",
        str(results),
        "--out",
        str(out),
        "--title",
        "A <title>",
        "--max-sentences",
        "2",
        "--max-actors",
        "3",
        "--no-text",
    ]
    with without_pixels():
        assert main(call) == OK
    assert "it needs no network" in capsys.readouterr().out
    page = out.read_text(encoding="utf8")
    assert "<h1>A &lt;title&gt;</h1>" in page
    assert "<mark>" not in page


def test_explain_a_mention(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "xi-to-visit-putin:15:1", str(results)]) == OK
    said = capsys.readouterr().out
    assert "'United States' (name)" in said
    assert "severe -1.60" in said
    assert "containment" in said


def test_explain_lists_the_mentions_of_an_actor(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "UZB", str(results)]) == OK
    assert "[Uzbekistan]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["explain", "nothing:0:0", "RESULTS"], USAGE, "ids look like"),
        (["explain", "x", "no-such-folder"], USAGE, "framing analyse PATH"),
        (["analyse", "no-such-file", "--out", "RESULTS"], USAGE, "no file or folder"),
        (["codebook", "check", "no-such-codebook"], USAGE, "neither a codebook folder"),
        (["analyse", "SAMPLE", "--out", "RESULTS", "--column", "text"], FAULTY, "text=Volltext"),
        (["analyse", "SAMPLE", "--out", "RESULTS", "--by", "mood", *QUICKLY], FAULTY, "mood"),
        (["codebook"], USAGE, "codebook check PATH"),
    ],
)
def test_exit_codes(
    arguments: list[str],
    code: int,
    words: str,
    results: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = results if "explain" in arguments else tmp_path
    paths = {"RESULTS": str(out), "SAMPLE": SAMPLE}
    assert main([paths.get(argument, argument) for argument in arguments]) == code
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said


def test_sample_gives_each_coder_a_sheet_and_the_rules(
    results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "coding"
    call = ["sample", str(results), "--out", str(out), "--coders", "ann", "ben", "--n", "12"]
    assert main(call) == OK
    said = capsys.readouterr().out
    assert "drew 12 mentions" in said
    assert f"--codings {out / 'codes'} --sample {out / 'sample.csv'}" in said
    rules = (out / "rules.md").read_text(encoding="utf8")
    assert "## Column `sentiment`" in rules
    assert "- `none` (no frame)" in rules
    assert "A mere place is neutral" in (out / "coding_sheet.html").read_text(encoding="utf8")
    for name, code in (("ann", "1"), ("ben", "0")):
        sheet = fr.read_sheet(out / "codes" / f"{name}.csv")
        assert "article_id" not in sheet
        fr.write_sheet(sheet.assign(sentiment=code), out / "codes" / f"{name}.csv")
    codings = fr.read_codings(out / "codes")
    assert name_coders(codings) == "two people"
    given = codings.dropna(subset="code")
    assert set(given["variable"]) == {"sentiment"}
    assert len(given) == 24
    assert drawn_sample(codings) is not None, "each keeps its probability"
    assert main(call) == FAULTY
    assert "is not empty" in capsys.readouterr().err
    assert fr.read_codings(out / "codes").equals(codings), "nobody's codes are overwritten"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--coders", "../ann"], "a coder is named by letters"),
        (["--coders", "coders"], "a coder is named by letters"),
        (["--coders", "ann", "Ann"], "two coders are named Ann"),
        (["--n", "0"], "1 or more"),
        (["--strata", "mood"], "mood"),
    ],
)
def test_a_sample_that_cannot_be_drawn_leaves_nothing(
    arguments: list[str],
    words: str,
    results: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "coding"
    assert main(["sample", str(results), "--out", str(out), *arguments]) == FAULTY
    assert words in capsys.readouterr().err
    assert not out.exists()


def test_a_letter_that_a_pipe_of_windows_lacks_is_no_fault(
    results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, encoding="cp1252"))
    call = ["framing", "summarise", str(results), "--out", str(tmp_path / "Łódź.csv")]
    monkeypatch.setattr("sys.argv", call)
    assert start() == OK
    sys.stdout.flush()
    assert b"?\xf3d?.csv" in written.getvalue()


def test_codebook_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codebook", "check"]) == OK
    assert "15 frames" in capsys.readouterr().out
    broken = tmp_path / "frames.yaml"
    broken.write_text("name: x\nversion: 1\nframes:\n  - id: Bad Id\n", encoding="utf8")
    assert main(["codebook", "check", str(broken)]) == FAULTY
    assert f"{broken}:4: error" in capsys.readouterr().out


def test_a_folder_without_any_article_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").write_text("")
    assert main(["analyse", str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == NOTHING


@pytest.mark.parametrize(
    "arguments",
    [[], ["analyse"], ["figures"], ["report"], ["sample"], ["explain"], ["codebook"], ["rebuild"]],
)
def test_help_teaches_by_example(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([*arguments, "--help"])
    assert stop.value.code == OK
    assert "example" in capsys.readouterr().out


def test_codings_of_other_articles_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "codes.csv").write_text(
        CODED.replace("xi-to-visit-putin", "another"), encoding="utf8"
    )
    call = ["analyse", SAMPLE, "--out", str(tmp_path / "out"), *QUICKLY]
    assert main([*call, "--codings", str(tmp_path / "codes.csv")]) == FAULTY
    assert "none of them is a mention of these articles" in capsys.readouterr().err


def test_outlets_and_events_beside_the_articles_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("China met Russia.\n", encoding="utf8")
    (tmp_path / "metadata.csv").write_text(
        "article_id,outlet_id,published_at\na,post,2023-03-20\n", encoding="utf8"
    )
    (tmp_path / "outlets.csv").write_text(
        "outlet_id,outlet_name,country_iso3\npost,The Post,IND\n", encoding="utf8"
    )
    (tmp_path / "events.csv").write_text("date,label\n2023-03-20,Visit\n", encoding="utf8")
    out = tmp_path / "out"
    call = ["analyse", str(tmp_path), "--out", str(out), "--by", "country_iso3"]
    assert main([*call, *QUICKLY]) == OK
    assert "IND" in (out / "portrayals.csv").read_text(encoding="utf8")
    assert "Visit" in (out / "events.csv").read_text(encoding="utf8")
    assert "2023-03-20" in (out / "articles.csv").read_text(encoding="utf8")


GERMAN = (
    "Der Hafenrat hat am Montag beschlossen, den nördlichen Kai zu schließen, und die Fähre "
    "verliert ihren einzigen Liegeplatz. Die Vorsitzende antwortete, der Kai sei dreimal für "
    "unsicher erklärt worden, und keine Versicherung werde noch eine weitere Saison tragen "
    "wollen, wenn die Stadt nicht selbst für den Schaden an den Pfählen bezahlt."
)


@pytest.mark.parametrize(
    ("name", "content", "reason", "remedy"),
    [
        ("a.pdf", makers.pdf((((50, 700, 11, GERMAN),),)), "not in English: 1", "--any-language"),
        ("a.png", b"\x89PNG", "files that could not be read: 1", "Save the file in a format"),
        ("a.xlsx", b"PK\x03\x04\x00", "files that could not be read: 1", "Save or download"),
        ("a.txt", b"", "without a word: 1", "Recognise the text"),
        ("a.txt", b"...", "without a word: 1", "left_out"),
    ],
)
@pytest.mark.parametrize("command", ["analyse", "rebuild"])
def test_nothing_to_analyse_says_why(
    command: str,
    name: str,
    content: bytes,
    reason: str,
    remedy: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(content)
    out = str(tmp_path / "out")
    assert main([command, str(tmp_path / "in"), "--out", out]) == NOTHING
    said = capsys.readouterr()
    assert reason in said.err
    assert "no actor" not in said.err
    assert "from files to articles:" in said.out
    assert remedy in said.out
    assert "next:" not in said.out


def test_what_lies_beside_articles_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "README.md").write_text("About these articles.")
    assert main(["analyse", str(tmp_path), "--out", str(tmp_path / "out")]) == USAGE
    assert "holds no file of articles, but README.md" in capsys.readouterr().err


def test_missing_outlets_and_dates_are_named_with_the_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text(
        "text,date\nChina won.,2023-03-16\nIt rained.,\nIt snowed.,2023\nSun.,2022\n"
    )
    assert main(["analyse", str(tmp_path / "a.csv"), "--out", str(tmp_path / "out")]) == OK
    said = capsys.readouterr().out
    assert "no outlet: 4 of 4 articles; 07_actors_by_outlet, 07_two_outlets" in said
    assert "no date: 1 of 4 articles; 07_over_time can show the others alone" in said
    assert "  warning imprecise_date               2  Give the day" in said


def test_the_codebook_of_a_run_is_found_by_its_digest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text("text\nChina retaliated in the trade war.\n")
    frames = tmp_path / "trade.yaml"
    shipped = (shipped_codebook() / "frames.yaml").read_text(encoding="utf8")
    frames.write_text(shipped.replace("label:", "label: My", 1), encoding="utf8")
    out = tmp_path / "out"
    asked = ["analyse", str(tmp_path / "a.csv"), "--out", str(out), "--codebook", str(frames)]
    assert main(asked) == OK
    assert f"next: framing figures {out} --codebook {frames}" in capsys.readouterr().out
    mine = fr.read_codebook(frames)
    assert mine.digest != fr.read_codebook().digest
    assert codebook_of(out).digest == mine.digest
    frames.write_text(shipped, encoding="utf8")
    with pytest.warns(UserWarning, match="has changed or is gone; the shipped one is used"):
        assert codebook_of(out).digest == fr.read_codebook().digest
    frames.unlink()
    with pytest.warns(UserWarning, match="has changed or is gone"):
        assert codebook_of(out).digest == fr.read_codebook().digest
