"""Reads actors, aliases, frames, keywords and the smaller word lists into one frozen `Codebook`, and checks them.

A codebook is a folder like ``data/codebook``: ``frames.yaml`` and a few CSV files. What a user's folder does not hold
is taken from the shipped one, so that a codebook may be a single ``frames.yaml``.
"""

import csv
import hashlib
import importlib.resources
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

import pandas as pd
import regex
import yaml

from .schema import ACTOR_TYPES, ALIAS_TYPES, VERB_CLASSES, make

FILES = (
    "frames.yaml",
    "actors.csv",
    "aliases.csv",
    "blockers.csv",
    "names.csv",
    "negations.csv",
    "sentence_words.csv",
    "boilerplate.csv",
    "tortured_phrases.csv",
    "clause_borders.csv",
    "irregular_forms.csv",
    "reading_words.csv",
    "ambiguous.csv",
    "office_words.csv",
    "cues.csv",
    "voice_words.csv",
    "verbs.csv",
    "action_nouns.csv",
)
COLUMNS = {
    "actors.csv": ("actor_id", "actor_label", "actor_type"),
    "aliases.csv": (
        "actor_id", "alias", "alias_type", "is_case_sensitive", "valid_from", "valid_to", "reference", "person",
        "office", "short_form",
    ),
    "ambiguous.csv": ("alias", "alias_type", "is_case_sensitive", "actor_id", "prior", "cues"),
    "office_words.csv": ("title", "office"),
    "blockers.csv": ("phrase", "is_case_sensitive", "reason"),
    "names.csv": ("name", "is_case_sensitive", "reason"),
    "negations.csv": ("word", "reference"),
    "sentence_words.csv": ("word", "word_type", "reference"),
    "boilerplate.csv": ("pattern", "reason"),
    "tortured_phrases.csv": ("phrase", "established", "origin", "reference"),
    "clause_borders.csv": ("word", "border_type", "reference"),
    "irregular_forms.csv": ("lemma", "form", "reference"),
    "reading_words.csv": ("word", "word_type"),
    "cues.csv": ("cue", "cue_class", "reference"),
    "voice_words.csv": ("word", "word_type"),
    "verbs.csv": ("verb", "verb_class", "agent_tone", "patient_tone", "is_mutual", "reference"),
    "action_nouns.csv": ("noun", "verb"),
}  # fmt: skip
READING_WORD_TYPES = (
    "place_before", "actor_before", "transfer_verb", "source_noun", "of_actor", "of_place", "between_actor",
    "heading_for", "place_noun", "actor_noun", "attribute_noun", "superlative", "located", "place_predicate",
    "auxiliary", "adverb", "attribute_suffix", "place_suffix", "skipped", "function_word",
)  # fmt: skip
"""What a word of ``reading_words.csv`` can be to `framing.readings`."""
CUE_CLASSES = (
    "speech", "address", "ask", "that", "quote", "judge", "phrase", "noun", "hearsay", "as", "strong", "inverted",
)  # fmt: skip
"""What a cue of ``cues.csv`` can take as its content (`framing.attributions`)."""
VOICE_WORD_TYPES = (
    "determiner", "pronoun", "object", "auxiliary", "modal", "be", "adverb", "time", "preposition", "subordinator",
    "wh", "relative", "coordinator", "evidence", "label",
    "official", "denial", "relation", "blocker_before",
    "role_beside", "role_link", "role_chain", "role_be", "role_helper", "role_negation",
)  # fmt: skip
"""What a word of ``voice_words.csv`` can be to `framing.attributions`, `framing.voice` and `framing.roles`."""
_OPTIONAL = {"aliases.csv": {"person", "office", "short_form"}}
"""Columns that a user's file may leave out."""
_WORD_TYPES = {
    "sentence_words.csv": ("title", "inner", "either", "starter", "cue"),
    "reading_words.csv": READING_WORD_TYPES,
    "voice_words.csv": VOICE_WORD_TYPES,
}  # fmt: skip
_FRAME_KEYS = {
    "id": True, "label": True, "kind": False, "definition": True, "include": True, "exclude": True,
    "example": True, "reference": False, "keywords": True,
}  # fmt: skip
_KEYWORD_KEYS = {"keyword", "regex", "inflect", "reference"}
REMOVED = "-"
"""The actor of an alias that a user's ``aliases.csv`` takes away from the shipped ones."""
MAX_BYTES = {"csv": 20_000_000, "yaml": 2_000_000, "yml": 2_000_000}
"""How large a file of a codebook may be, by its ending."""
MAX_ROWS = 200_000
"""Rows of one CSV file."""
MAX_NODES = 50_000
"""Texts, lists and mappings in the YAML file."""
MAX_DEPTH = 20
"""Lists and mappings inside of others."""
MAX_STEPS = 10_000
"""Characters of a regular expression when its counted repeats are written out."""
MAX_ERRORS = 1_000
"""Errors of one file after which reading it stops."""
_TEXT = "tag:yaml.org,2002:str"
_YES_OR_NO = "tag:yaml.org,2002:bool"
_PIECES = regex.compile(r"\\.|\[\^?\]?[^]]*\]|\{(\d*),?(\d*)\}|.", regex.DOTALL)


class CodebookError(ValueError):
    """A codebook cannot be used; the message lists every problem with its file and line."""


class RegexTimeoutError(RuntimeError):
    """A regular expression of the codebook takes too long; the message names it."""


@dataclass(frozen=True)
class Problem:
    """Something wrong in a codebook: ``file:line: message``. `is_error` is false for advice."""

    file: str
    line: int
    message: str
    is_error: bool = True

    def __str__(self) -> str:
        kind = "error" if self.is_error else "advice"
        return f"{self.file}:{self.line}: {kind}: {self.message}"


@dataclass(frozen=True, eq=False)
class Codebook:
    """Everything that the kit knows about words, as frozen tables.

    `version` and `digest` (SHA-256 over all files, 12 hex digits) go into every output. The tables `actors`,
    `aliases`, `frames` and `keywords` follow `framing.schema`; the others have the columns of their CSV file.
    """

    name: str
    version: str
    digest: str
    actors: pd.DataFrame = field(repr=False)
    aliases: pd.DataFrame = field(repr=False)
    frames: pd.DataFrame = field(repr=False)
    keywords: pd.DataFrame = field(repr=False)
    blockers: pd.DataFrame = field(repr=False)
    names: pd.DataFrame = field(repr=False)
    negations: pd.DataFrame = field(repr=False)
    sentence_words: pd.DataFrame = field(repr=False)
    boilerplate: pd.DataFrame = field(repr=False)
    tortured_phrases: pd.DataFrame = field(repr=False)
    clause_borders: pd.DataFrame = field(repr=False)
    irregular_forms: pd.DataFrame = field(repr=False)
    reading_words: pd.DataFrame = field(repr=False)
    ambiguous: pd.DataFrame = field(repr=False)
    office_words: pd.DataFrame = field(repr=False)
    cues: pd.DataFrame = field(repr=False)
    voice_words: pd.DataFrame = field(repr=False)
    verbs: pd.DataFrame = field(repr=False)
    action_nouns: pd.DataFrame = field(repr=False)

    def label(self, actor_id: str) -> str:
        """The actor's name as figures show it; the id itself for an actor that is not in the codebook."""
        labels = self.actors.set_index("actor_id")["actor_label"]
        return str(labels.get(actor_id, actor_id))


def shipped_codebook() -> Path:
    """The folder of the codebook that comes with the kit, in a checkout or in an installed package."""
    packaged = Path(str(importlib.resources.files("framing"))) / "_data" / "codebook"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "data" / "codebook"


def read_codebook(path: str | Path | None = None) -> Codebook:
    """Read a codebook.

    Parameters
    ----------
    path : str or Path, optional
        A folder with any of the files of ``data/codebook``, or one YAML file of frames. What is not there comes from
        the shipped codebook. Without a path: the shipped one. An ``aliases.csv`` without an ``actors.csv`` adds to the
        shipped aliases: its rows take the place of all shipped ones of the same name, and the actor ``-`` removes a
        name. With an ``actors.csv`` the folder is a world of its own.

    Returns
    -------
    Codebook

    Raises
    ------
    CodebookError
        If a file cannot be used; the message says each fault with its line. `check_codebook` says them too, and
        gives advice.
    """
    files = _files(path)
    return _read(path, tuple((file, file.stat().st_mtime_ns, file.stat().st_size) for file in files.values()))


@lru_cache(maxsize=8)
def _read(path: str | Path | None, _: tuple[tuple[Path, int, int], ...]) -> Codebook:
    """The codebook at `path`; read once as long as no file of it changes."""
    files = _files(path)
    problems = [problem for problem in check_codebook(path) if problem.is_error]
    if problems:
        raise CodebookError("\n".join(map(str, problems)))
    top = _mapping(_compose(files["frames.yaml"]))
    frames = [_mapping(frame) for frame in top["frames"].value]
    digest = hashlib.sha256()
    for name in FILES:
        digest.update(name.encode() + b"\0" + files[name].read_bytes().replace(b"\r\n", b"\n"))
    tables = {name.removesuffix(".csv"): _read_csv(files[name]) for name in FILES if name.endswith(".csv")}
    aliases = tables["aliases"]
    if _adds_aliases(path):
        # The user's own rows are about single names: all other names stay as they are shipped.
        own = set(aliases["alias"].str.casefold())
        shipped = _read_csv(shipped_codebook() / "aliases.csv")
        aliases = pd.concat(
            [aliases[aliases["actor_id"] != REMOVED], shipped[~shipped["alias"].str.casefold().isin(own)]],
            ignore_index=True,
        )
        for name, column in (("ambiguous", "alias"), ("blockers", "phrase")):
            tables[name] = tables[name][~tables[name][column].str.casefold().isin(own)]
    tables["aliases"] = make("aliases", aliases[list(COLUMNS["aliases.csv"])].itertuples(index=False, name=None))
    tables["actors"] = make("actors", tables["actors"].itertuples(index=False, name=None))
    return Codebook(
        name=top["name"].value,
        version=top["version"].value,
        digest=digest.hexdigest()[:12],
        frames=make("frames", [(frame["id"].value, frame["label"].value, frame["definition"].value.strip(),
                                frame["reference"].value or None if "reference" in frame else None)
                               for frame in frames]),
        keywords=make("keywords", [(frame["id"].value, *_keyword(node))
                                   for frame in frames for node in frame["keywords"].value]),
        **tables,
    )  # fmt: skip


def check_codebook(path: str | Path | None = None) -> list[Problem]:
    """Say what is wrong with a codebook, line by line, without stopping at the first fault.

    Returns
    -------
    list of Problem
        Errors make the codebook unusable; advice does not. Empty for a faultless one.

    Raises
    ------
    FileNotFoundError
        If `path` is neither a folder with a codebook file nor a YAML file.
    """
    problems: list[Problem] = []
    files = _files(path)
    for name, file in files.items():
        limit = MAX_BYTES[file.suffix[1:]]
        if file.stat().st_size > limit:
            problems.append(Problem(str(file), 1, f"is larger than {limit // 1_000_000} MB"))
        elif name == "frames.yaml":
            problems += _check_frames(file)
        else:
            problems += _check_csv(name, file)
    if not any(problem.is_error for problem in problems):
        problems += _check_across(files)
    return problems


def _files(path: str | Path | None) -> dict[str, Path]:
    shipped = {name: shipped_codebook() / name for name in FILES}
    if path is None:
        return shipped
    path = Path(path)
    if path.is_dir():
        own = {name: path / name for name in FILES if (path / name).is_file()}
        if not own:
            raise FileNotFoundError(f"{path} holds none of the codebook files: {', '.join(FILES)}")
        return shipped | own
    if path.is_file() and path.suffix in (".yaml", ".yml"):
        return shipped | {"frames.yaml": path}
    raise FileNotFoundError(f"{path} is neither a codebook folder nor a YAML file of frames")


def _adds_aliases(path: str | Path | None) -> bool:
    """Whether the folder's ``aliases.csv`` adds to the shipped one; beside an ``actors.csv`` it replaces it."""
    folder = Path(path) if path is not None else Path()
    return path is not None and (folder / "aliases.csv").is_file() and not (folder / "actors.csv").is_file()


def _keyword(node: yaml.Node) -> tuple[str, bool, bool, str | None]:
    """A keyword's entry in the YAML file as keyword, is_regex, is_inflected, reference."""
    if isinstance(node, yaml.ScalarNode):
        return node.value, False, True, None
    entry = _mapping(node)
    is_regex = "regex" in entry
    is_inflected = not is_regex and ("inflect" not in entry or _is_yes(entry["inflect"]))
    reference = entry["reference"].value or None if "reference" in entry else None
    return entry["regex" if is_regex else "keyword"].value, is_regex, is_inflected, reference


def _is_yes(node: yaml.Node) -> bool:
    return bool(yaml.SafeLoader.bool_values[node.value.lower()])


def _read_rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with the line on which each ends."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        for row in reader:
            yield reader.line_num, row


def _read_csv(file: Path) -> pd.DataFrame:
    table = pd.DataFrame([row for _, row in _read_rows(file)], dtype="str").replace("", None)
    if "is_case_sensitive" in table:
        table["is_case_sensitive"] = table["is_case_sensitive"].str.lower() == "true"
    return table.reindex(columns=list(COLUMNS[file.name]))


def _check_csv(name: str, file: Path) -> list[Problem]:
    """Columns, empty cells, dates, allowed words and duplicates of one CSV file."""
    problems: list[Problem] = []
    n_errors = 0

    def say(line: int, message: str, is_error: bool = True) -> None:
        nonlocal n_errors
        n_errors += is_error
        problems.append(Problem(str(file), line, message, is_error))

    may_be_empty = {"valid_from", "valid_to", "reference", "reason", "cues", *_OPTIONAL.get(name, ())}
    if name == "ambiguous.csv":
        may_be_empty.add("actor_id")
    columns = [column for column in COLUMNS[name] if column not in _OPTIONAL.get(name, ())]
    allowed = {"alias_type": ALIAS_TYPES, "actor_type": ACTOR_TYPES, "is_case_sensitive": ("true", "false"),
               "border_type": ("weak", "strong"), "origin": ("seen", "composed"),
               "word_type": _WORD_TYPES.get(name, ()),
               "cue_class": CUE_CLASSES, "verb_class": VERB_CLASSES, "agent_tone": ("-1", "0", "1"),
               "patient_tone": ("-1", "0", "1"),
               "is_mutual": ("true", "false")}  # fmt: skip
    key = {
        "actors.csv": ("actor_id",),
        "aliases.csv": ("alias", "actor_id", "valid_from", "valid_to"),
        "ambiguous.csv": ("alias", "actor_id"),
        "tortured_phrases.csv": ("phrase",),
    }.get(name, COLUMNS[name][:2])
    seen: dict[tuple[str, ...], int] = {}
    try:
        for number, (line, row) in enumerate(_read_rows(file), start=1):
            if number > MAX_ROWS or n_errors >= MAX_ERRORS:
                what = f"{MAX_ROWS:,} rows" if number > MAX_ROWS else f"{MAX_ERRORS:,} errors"
                say(line, f"there are {what} before this line; from here on nothing was looked at")
                break
            missing = [column for column in columns if column not in row]
            if missing:
                say(1, f"column {', '.join(missing)} is missing; the columns are {', '.join(columns)}")
                break
            if None in row or any(row[column] is None for column in columns):
                say(line, f"the row has not {len(COLUMNS[name])} cells; put cells with a comma in double quotes")
                continue
            for column in columns:
                value = row[column].strip()
                if not value and column not in may_be_empty:
                    say(line, f"{column} is empty")
                elif column in allowed and value.lower() not in allowed[column]:
                    say(line, f"{column} is {value!r}; allowed are {', '.join(allowed[column])}")
                elif column == "prior" and not regex.fullmatch(r"\d+(\.\d+)?", value):
                    say(line, f"prior is {value!r}, not a number from 0")
                elif column in ("valid_from", "valid_to") and value and not _is_date(value):
                    say(line, f"{column} is {value!r}, not a day like 2023-03-20")
            if name == "boilerplate.csv":
                _check_regex(row["pattern"], lambda message, at=line: say(at, message))  # type: ignore[misc]
            identity = tuple(row[column] for column in key)
            if identity in seen:
                say(line, f"{' / '.join(identity)} stands on line {seen[identity]} already", is_error=False)
            seen.setdefault(identity, line)
    except (csv.Error, UnicodeDecodeError) as error:
        say(1, f"cannot be read as UTF-8 CSV: {error}")
    return problems


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _check_regex(pattern: str, say: Callable[[str], None]) -> None:
    shown = repr(pattern if len(pattern) <= 80 else pattern[:80] + "…")
    if _n_steps(pattern) > MAX_STEPS:
        say(f"the regular expression {shown} has more than {MAX_STEPS:,} steps; write it with fewer repeats")
        return
    try:
        # In a group, as it is used: a comment at its end must not swallow what follows.
        if regex.compile(f"(?:{pattern})", regex.IGNORECASE).search("", timeout=1):
            say(f"the regular expression {shown} matches the empty text")
    except (regex.error, RecursionError, ValueError, OverflowError) as error:
        say(f"{shown} is not a regular expression: {error}")
    except TimeoutError:
        say(f"the regular expression {shown} takes too long; write it without repeats inside of repeats")


def _n_steps(pattern: str) -> int:
    """About how many characters a pattern has when its counted repeats are written out, as the engine does."""
    groups, last = [0], 0
    for piece in _PIECES.finditer(pattern):
        if piece[0] == "(":
            groups.append(0)
        elif piece[0] == ")" and len(groups) > 1:
            last = groups.pop()
            groups[-1] += last
        elif piece[1] or piece[2]:
            # A count of ten digits is refused by the engine.
            times = max(int(count[:10] or 0) for count in piece.groups())
            groups[-1] += last * (times - 1)
            last *= times
        else:
            last = 1
            groups[-1] += 1
    return sum(groups)


def _check_frames(file: Path) -> list[Problem]:
    """Structure and content of the YAML file of frames."""
    problems: list[Problem] = []

    def say(line: int, message: str, is_error: bool = True) -> None:
        problems.append(Problem(str(file), line, message, is_error))

    try:
        root = _compose(file)
    except UnicodeDecodeError as error:
        say(1, f"is not UTF-8: {error.reason} at byte {error.start}; save it as UTF-8")
        return problems
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        say(mark.line + 1 if mark else 1, f"is not YAML: {getattr(error, 'problem', None) or error}")
        return problems
    top = _mapping(root)
    for name in ("name", "version", "frames"):
        if name not in top:
            say(1, f"the key '{name}' is missing at the top level")
    for name in ("name", "version"):
        if name in top and not (isinstance(top[name], yaml.ScalarNode) and top[name].value.strip()):
            say(top[name].start_mark.line + 1, f"'{name}' must be a text")
    frames = top.get("frames")
    if not isinstance(frames, yaml.SequenceNode) or not frames.value:
        say(frames.start_mark.line + 1 if frames else 1, "'frames' must be a list of at least one frame")
        return problems
    ids: dict[str, int] = {}
    for node in frames.value:
        _check_frame(node, ids, say)
    return problems


class _Loader(yaml.SafeLoader):
    """Reads texts, lists and mappings under limits. Nothing makes values of them: every text stays one."""

    n_nodes = depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """The next node, unless it is one that could make a small file cost minutes or all memory."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        self.n_nodes += 1
        fault = ""
        if isinstance(event, yaml.AliasEvent):
            fault = "YAML aliases (*name) are not allowed; write the text out"
        elif isinstance(parent, yaml.MappingNode) and index is None and not isinstance(event, yaml.ScalarEvent):
            fault = "the name of a key must be a text"
        elif self.depth > MAX_DEPTH:
            fault = f"lists and mappings are nested more than {MAX_DEPTH} deep"
        elif self.n_nodes > MAX_NODES:
            fault = f"there are more than {MAX_NODES:,} texts, lists and mappings; make several codebooks of it"
        if fault:
            raise yaml.composer.ComposerError(None, None, fault, event.start_mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _compose(file: Path) -> yaml.Node | None:
    """The tree of a YAML file; read once as long as the file does not change."""
    found = file.stat()
    return _compose_text(file, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=2)
def _compose_text(file: Path, _: int, __: int) -> yaml.Node | None:
    return yaml.compose(file.read_text(encoding="utf8"), Loader=_Loader)


def _mapping(node: yaml.Node | None) -> dict[str, yaml.Node]:
    return {key.value: value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def _is_text(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == _TEXT


def _check_frame(node: yaml.Node, ids: dict[str, int], say: Callable[..., None]) -> None:
    line = node.start_mark.line + 1
    frame = _mapping(node)
    if not frame:
        say(line, "a frame must be a mapping with the keys " + ", ".join(_FRAME_KEYS))
        return
    for name, is_needed in _FRAME_KEYS.items():
        value = frame.get(name)
        if is_needed and (value is None or value.value in ("", [])):
            say(line, f"the frame lacks '{name}'")
        elif value is not None and name != "keywords" and not _is_text(value):
            say(value.start_mark.line + 1, f"'{name}' must be a text; put numbers and yes or no in quotes")
    for name in frame.keys() - _FRAME_KEYS.keys():
        say(frame[name].start_mark.line + 1, f"unknown key '{name}'; known are {', '.join(_FRAME_KEYS)}")
    if "id" in frame and isinstance(frame["id"], yaml.ScalarNode):
        frame_id = frame["id"].value
        if not regex.fullmatch(r"[a-z][a-z0-9_]*", frame_id):
            say(line, f"id {frame_id!r} must be lower-case letters, digits and underscores, like no_limits")
        if frame_id in ids:
            say(line, f"id {frame_id!r} stands on line {ids[frame_id]} already")
        ids.setdefault(frame_id, line)
    keywords = frame.get("keywords")
    if keywords is None:
        return
    if not isinstance(keywords, yaml.SequenceNode):
        say(keywords.start_mark.line + 1, "'keywords' must be a list")
        return
    for keyword in keywords.value:
        _check_keyword(keyword, say)


def _check_keyword(node: yaml.Node, say: Callable[..., None]) -> None:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        if node.tag != _TEXT:
            say(line, f"keyword {node.value[:80]!r} is read as a number, truth value or date; put it in quotes")
        elif not node.value.strip():
            say(line, "a keyword is empty")
        return
    entry = _mapping(node)
    if ("keyword" in entry) == ("regex" in entry) or entry.keys() - _KEYWORD_KEYS:
        say(line, "a keyword is a text, or a mapping with 'keyword' or 'regex', and 'inflect' or 'reference'")
        return
    word = entry.get("keyword") or entry["regex"]
    if not isinstance(word, yaml.ScalarNode) or not word.value.strip():
        say(line, "a keyword is empty")
    elif "regex" in entry:
        _check_regex(word.value, lambda message: say(line, message))
    if "reference" in entry and not _is_text(entry["reference"]):
        say(line, "'reference' must be a text; put numbers and yes or no in quotes")
    if "inflect" in entry and not (
        entry["inflect"].tag == _YES_OR_NO and str(entry["inflect"].value).lower() in yaml.SafeLoader.bool_values
    ):
        say(line, "'inflect' must be true or false")


def _check_across(files: dict[str, Path]) -> list[Problem]:
    """What shows only when files, or frames, are held against each other."""
    problems = []
    known = {row["actor_id"] for _, row in _read_rows(files["actors.csv"])}
    owner: dict[str, tuple[str, int]] = {}
    for line, row in _read_rows(files["aliases.csv"]):
        if row["actor_id"] not in known | {REMOVED}:
            problems.append(Problem(str(files["aliases.csv"]), line, f"actor {row['actor_id']} is not in actors.csv"))
        actor, first = owner.setdefault(row["alias"].casefold(), (row["actor_id"], line))
        if actor != row["actor_id"] and not (row["valid_from"] or row["valid_to"]):
            message = f"alias {row['alias']!r} names {actor} on line {first} already"
            problems.append(Problem(str(files["aliases.csv"]), line, message))
    for line, row in _read_rows(files["ambiguous.csv"]):
        if row["actor_id"]:
            owner.setdefault(row["alias"].casefold(), (row["actor_id"], line))
    root = _compose(files["frames.yaml"])
    seen: dict[str, int] = {}
    for frame in _mapping(root)["frames"].value:
        for node in _mapping(frame)["keywords"].value:
            entry = _mapping(node)
            word = (entry.get("keyword") or entry.get("regex") or node).value.casefold()
            line = node.start_mark.line + 1
            if word in seen:
                message = f"keyword {word!r} stands on line {seen[word]} already"
                problems.append(Problem(str(files["frames.yaml"]), line, message, is_error=False))
            seen.setdefault(word, line)
            named = [owner[part][0] for part in regex.findall(r"\w+", word) if part in owner]
            if named and "regex" not in entry:
                message = f"keyword {word!r} names an actor ({named[0]}), so its hits depend on who is named"
                problems.append(Problem(str(files["frames.yaml"]), line, message, is_error=False))
    return problems
