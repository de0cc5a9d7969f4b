"""Codebooks: the shipped one is faultless, and each fault of another is named with its line."""

import shutil
from pathlib import Path

import pytest
from makers import FRAME, HEAD

import framing as fr
from framing.codebook.files import COLUMNS, shipped_codebook


def own_codebook(folder: Path, **files: str) -> Path:
    """A folder with these files: ``frames=`` is frames.yaml, any other name a CSV file."""
    for name, content in files.items():
        file = folder / ("frames.yaml" if name == "frames" else f"{name}.csv")
        file.write_bytes(content.encode("utf8"))
    return folder


def faults(folder: Path) -> list[tuple[str, int, str]]:
    return [(Path(p.file).name, p.line, p.message) for p in fr.check_codebook(folder) if p.is_error]


@pytest.fixture(scope="module")
def shipped() -> fr.Codebook:
    return fr.read_codebook()


def test_shipped_codebook_has_neither_errors_nor_advice() -> None:
    assert [str(problem) for problem in fr.check_codebook()] == []


@pytest.mark.parametrize(
    ("frames", "line", "message"),
    [
        pytest.param("version: 1\nframes:\n" + FRAME, 1, "the key 'name' is missing", id="no name"),
        pytest.param("name: tiny\nversion: 1\n", 1, "'frames' must be a list", id="no frames"),
        pytest.param(
            "name: tiny\nversion: 1\nframes: storm\n",
            3,
            "'frames' must be a list",
            id="frames as text",
        ),
        pytest.param(HEAD + "  - storm\n", 4, "a frame must be a mapping", id="frame as text"),
        pytest.param(
            HEAD + FRAME.replace("    label: Storm\n", ""), 4, "lacks 'label'", id="missing key"
        ),
        pytest.param(
            HEAD + FRAME.replace("Bad weather.", ""), 4, "lacks 'definition'", id="empty definition"
        ),
        pytest.param(
            HEAD + FRAME.replace("label: Storm", "label: [Storm]"),
            5,
            "'label' must be a text",
            id="list",
        ),
        pytest.param(
            HEAD + FRAME.replace("Bad weather.", "42"),
            6,
            "'definition' must be a text",
            id="number",
        ),
        pytest.param(
            HEAD + FRAME.replace("label:", "lable:"), 5, "unknown key 'lable'", id="misspelt key"
        ),
        pytest.param(
            HEAD + FRAME.replace("id: storm", "id: The Storm"),
            4,
            "id 'The Storm' must be",
            id="bad id",
        ),
        pytest.param(
            HEAD + FRAME + FRAME, 12, "id 'storm' stands on line 4 already", id="duplicate id"
        ),
        pytest.param(
            HEAD + FRAME.replace("      - storm\n", "      storm\n"),
            11,
            "'keywords' must be a list",
            id="text",
        ),
        pytest.param(
            HEAD + FRAME + "      - 1984\n",
            12,
            "'1984' is read as a number",
            id="keyword as number",
        ),
        pytest.param(HEAD + FRAME + "      - no\n", 12, "'no' is read as", id="keyword as truth"),
        pytest.param(HEAD + FRAME + "      - ''\n", 12, "a keyword is empty", id="empty keyword"),
        pytest.param(
            HEAD + FRAME + "      - {word: x}\n",
            12,
            "a keyword is a text, or a mapping",
            id="keyword's key",
        ),
        pytest.param(
            HEAD + FRAME + "      - {regex: '(a'}\n", 12, "'(a' is not a regular", id="bad regex"
        ),
        pytest.param(
            HEAD + FRAME + "      - {regex: 'a*'}\n",
            12,
            "'a*' matches the empty text",
            id="empty regex",
        ),
        pytest.param(HEAD + FRAME + "  - id: [\n", 13, "is not YAML", id="syntax"),
        pytest.param(
            "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n" + HEAD + FRAME,
            2,
            "YAML aliases",
            id="alias bomb",
        ),
        pytest.param("a: " + "[" * 21 + "]" * 21, 1, "nested more than 20 deep", id="nesting bomb"),
        pytest.param("a: [" + "a," * 50_000 + "]", 1, "more than 50,000 texts", id="many nodes"),
        pytest.param("? [a]\n: b\n", 1, "a key must be a text", id="key"),
        pytest.param(
            HEAD + FRAME.replace("id: storm", "id: !!python/name:os.system x"),
            4,
            "'id' must be a text",
            id="python tag",
        ),
        pytest.param("", 1, "the key 'name' is missing", id="empty file"),
    ],
)
def test_fault_of_frames(tmp_path: Path, frames: str, line: int, message: str) -> None:
    found = faults(own_codebook(tmp_path, frames=frames))
    assert [fault for fault in found if fault[1] == line and message in fault[2]], found


@pytest.mark.parametrize(
    ("name", "rows", "line", "message"),
    [
        pytest.param(
            "actors",
            "actor_id,actor_label\nXXX,X\n",
            1,
            "column actor_type is missing",
            id="no column",
        ),
        pytest.param("actors", "XXX,X", 2, "the row has not 3 cells", id="missing cells"),
        pytest.param("actors", "XXX,X,country,more", 2, "the row has not 3 cells", id="more cells"),
        pytest.param("actors", "XXX,,country", 2, "actor_label is empty", id="empty cell"),
        pytest.param(
            "actors",
            "XXX,X,planet",
            2,
            "actor_type is 'planet'; allowed are",
            id="unknown actor_type",
        ),
        pytest.param("actors", 'XXX,"X,country', 1, "cannot be read as UTF-8 CSV", id="open quote"),
        pytest.param(
            "aliases",
            "USA,Columbia,nickname,true,,,me",
            2,
            "alias_type is 'nickname'",
            id="alias_type",
        ),
        pytest.param(
            "aliases",
            "USA,Columbia,name,yes,,,me",
            2,
            "is_case_sensitive is 'yes'",
            id="truth value",
        ),
        pytest.param(
            "aliases",
            "USA,Ann Lee,leader,true,20 March,,me",
            2,
            "'20 March', not a day",
            id="bad date",
        ),
        pytest.param(
            "aliases",
            "USA,Ann Lee,leader,true,2023-3-5,,me",
            2,
            "'2023-3-5', not a day",
            id="short date",
        ),
        pytest.param(
            "aliases",
            "USA,Ann Lee,leader,true,2023-02-30,,me",
            2,
            "'2023-02-30', not a day",
            id="no day",
        ),
        pytest.param(
            "aliases",
            "XXX,Xland,name,true,,,me",
            2,
            "actor XXX is not in actors.csv",
            id="unknown actor",
        ),
        pytest.param(
            "aliases",
            "USA,Union,name,true,,,me\nRUS,union,name,true,,,me",
            3,
            "names USA on line 2",
            id="two actors",
        ),
        pytest.param(
            "boilerplate", "(a,link", 2, "'(a' is not a regular expression", id="bad pattern"
        ),
        pytest.param("clause_borders", "but,soft,me", 2, "border_type is 'soft'", id="border_type"),
        pytest.param("sentence_words", "Mr,noun,me", 2, "word_type is 'noun'", id="word_type"),
    ],
)
def test_fault_of_a_csv_file(tmp_path: Path, name: str, rows: str, line: int, message: str) -> None:
    header = "" if line == 1 and "column" in message else ",".join(COLUMNS[f"{name}.csv"]) + "\n"
    found = faults(own_codebook(tmp_path, **{name: header + rows}))
    assert [
        fault for fault in found if fault[:2] == (f"{name}.csv", line) and message in fault[2]
    ], found


def test_all_faults_are_listed_at_once(tmp_path: Path) -> None:
    frames = HEAD + FRAME.replace("    label: Storm\n", "") + "      - 1984\n"
    folder = own_codebook(
        tmp_path, frames=frames, actors="actor_id,actor_label,actor_type\nXXX,X,planet\n"
    )
    assert [fault[:2] for fault in faults(folder)] == [
        ("frames.yaml", 4),
        ("frames.yaml", 11),
        ("actors.csv", 2),
    ]
    with pytest.raises(
        fr.CodebookError, match=r"(?s)frames\.yaml:4: error: .*actors\.csv:2: error: "
    ):
        fr.read_codebook(folder)


@pytest.mark.parametrize("name", ["frames.yaml", "actors.csv"])
def test_file_that_is_not_utf8(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"caf\xe9\n")
    assert [fault[0] for fault in faults(tmp_path)] == [name]


@pytest.mark.parametrize(
    "value", ["2023-13-45", "!!timestamp y", "!!bool y", "9" * 5_000, "1:" * 9_000 + "1.5"]
)
def test_no_value_is_made_of_what_stands_in_the_yaml_file(tmp_path: Path, value: str) -> None:
    folder = own_codebook(tmp_path, frames=HEAD.replace("0.0.1", value) + FRAME)
    assert fr.read_codebook(folder).version == value.rpartition(" ")[2]


def test_file_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_bytes(b"x" * 20_000_001)
    assert faults(tmp_path) == [("names.csv", 1, "is larger than 20 MB")]


def test_many_rows_and_many_errors_end_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_codebook(tmp_path, names="name,is_case_sensitive,reason\n" + ",,\n" * 3_000)
    found = faults(tmp_path)
    assert found[-1] == (
        "names.csv",
        502,
        "there are 1,000 errors before this line; from here on nothing was looked at",
    )
    monkeypatch.setattr("framing.codebook.checks.MAX_ROWS", 2)
    own_codebook(
        tmp_path,
        names="name,is_case_sensitive,reason\n" + "".join(f"N{n},true,\n" for n in range(4)),
    )
    assert ("names.csv", 4) in [fault[:2] for fault in faults(tmp_path)]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("((a{200}){200}){200}", "steps"),
        ("(" * 3_000 + "a" + ")" * 3_000, "not a regular"),
        ("(?x)a #", "not a regular"),
    ],
)
def test_regular_expression_that_cannot_be_used(tmp_path: Path, pattern: str, message: str) -> None:
    ((_, line, said),) = faults(
        own_codebook(tmp_path, frames=HEAD + FRAME + f"      - {{regex: '{pattern}'}}\n")
    )
    assert line == 12
    assert message in said


@pytest.mark.parametrize(
    ("frames", "advice"),
    [
        (HEAD + FRAME + "      - Storm\n", "12: advice: keyword 'storm' stands on line 11 already"),
        (
            HEAD + FRAME + "      - China threat\n",
            "12: advice: keyword 'china threat' names an actor (CHN)",
        ),
    ],
)
def test_advice_leaves_a_codebook_usable(tmp_path: Path, frames: str, advice: str) -> None:
    folder = own_codebook(tmp_path, frames=frames)
    assert [advice in str(problem) for problem in fr.check_codebook(folder)] == [True]
    assert fr.read_codebook(folder).name == "tiny"


def test_missing_files_come_from_the_shipped_codebook(tmp_path: Path, shipped: fr.Codebook) -> None:
    codebook = fr.read_codebook(own_codebook(tmp_path, frames=HEAD + FRAME))
    assert codebook.keywords[
        ["frame_id", "keyword", "is_regex", "is_inflected"]
    ].values.tolist() == [["storm", "storm", False, True]]
    assert codebook.aliases.equals(shipped.aliases)


def test_a_single_yaml_file_is_a_codebook(tmp_path: Path) -> None:
    file = own_codebook(tmp_path, frames=HEAD + FRAME) / "frames.yaml"
    assert fr.read_codebook(file).frames["frame_id"].tolist() == ["storm"]


@pytest.mark.parametrize("name", ["nowhere", "empty", "frames.txt"])
def test_what_is_no_codebook(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "frames.txt").write_text(HEAD + FRAME)
    with pytest.raises(FileNotFoundError, match=name):
        fr.read_codebook(tmp_path / name)


def test_digest_changes_with_a_file_and_not_with_line_ends(
    tmp_path: Path, shipped: fr.Codebook
) -> None:
    folder = tmp_path / "codebook"
    shutil.copytree(shipped_codebook(), folder)
    before = fr.read_codebook(folder).digest
    assert before == shipped.digest
    file = folder / "actors.csv"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert fr.read_codebook(folder).digest == before
    file.write_bytes(file.read_bytes().replace(b"Australia", b"Oz"))
    assert fr.read_codebook(folder).digest != before


def test_codebook_is_frozen(shipped: fr.Codebook) -> None:
    with pytest.raises(AttributeError, match="cannot assign"):
        shipped.name = "mine"  # type: ignore[misc]


def test_label_of_an_actor_and_of_a_stranger(shipped: fr.Codebook) -> None:
    assert (shipped.label("CHN"), shipped.label("XXX")) == ("China", "XXX")


def shipped_frames() -> list[dict[str, object]]:
    import yaml

    return yaml.safe_load((shipped_codebook() / "frames.yaml").read_text(encoding="utf8"))["frames"]


@pytest.mark.parametrize("frame", shipped_frames(), ids=lambda frame: str(frame["id"]))
def test_example_of_a_shipped_frame_is_hit_by_its_frame(
    frame: dict[str, object], shipped: fr.Codebook
) -> None:
    # A hit belongs to a mention, and the fictional examples name no actor of the codebook.
    articles = fr.make_articles(
        {"one": f"France and {str(frame['example'])[0].lower()}{str(frame['example'])[1:]}"}
    )
    sentences = fr.split_sentences(articles, codebook=shipped)
    hits = fr.match_frames(fr.find_mentions(sentences, shipped), sentences, shipped)
    assert frame["id"] in set(hits["frame_id"])


@pytest.mark.parametrize("frame", shipped_frames(), ids=lambda frame: str(frame["id"]))
def test_shipped_frame_says_when_to_code_it(frame: dict[str, object]) -> None:
    assert [
        name
        for name in ("definition", "include", "exclude", "example")
        if not str(frame.get(name) or "")
    ] == []
    assert frame["kind"] in ("issue", "generic")
