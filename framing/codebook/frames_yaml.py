"""The frames of a codebook and their keywords, from ``frames.yaml``."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import regex
import yaml

from .files import state_of
from .problems import Problem, check_regex

_FRAME_KEYS = {
    **dict.fromkeys(("id", "label"), True),
    "kind": False,
    **dict.fromkeys(("definition", "include", "exclude", "example"), True),
    "reference": False,
    "keywords": True,
}
"""The keys of a frame, and whether it needs each."""
_KEYWORD_KEYS = {"keyword", "regex", "inflect", "reference"}
MAX_NODES = 50_000
"""Texts, lists and mappings in the YAML file."""
MAX_DEPTH = 20
"""Lists and mappings inside of others."""
_TEXT = "tag:yaml.org,2002:str"
_YES_OR_NO = "tag:yaml.org,2002:bool"


def strip_keyword(node: yaml.Node) -> tuple[str, bool, bool, str | None]:
    """Read a keyword's entry as keyword, is_regex, is_inflected, reference."""
    if isinstance(node, yaml.ScalarNode):
        return node.value, False, True, None
    entry = mapping(node)
    is_regex = "regex" in entry
    is_inflected = not is_regex and ("inflect" not in entry or _is_yes(entry["inflect"]))
    reference = entry["reference"].value or None if "reference" in entry else None
    return entry["regex" if is_regex else "keyword"].value, is_regex, is_inflected, reference


def _is_yes(node: yaml.Node) -> bool:
    return bool(yaml.SafeLoader.bool_values[node.value.lower()])


def check_frames(file: Path) -> list[Problem]:
    """Say what is wrong with the YAML file of frames, in its structure and its content."""
    problems: list[Problem] = []

    def say(line: int, message: str, is_error: bool = True) -> None:
        problems.append(Problem(str(file), line, message, is_error))

    try:
        root = compose(file)
    except UnicodeDecodeError as error:
        say(1, f"is not UTF-8: {error.reason} at byte {error.start}; save it as UTF-8")
        return problems
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        say(
            mark.line + 1 if mark else 1, f"is not YAML: {getattr(error, 'problem', None) or error}"
        )
        return problems
    top = mapping(root)
    for name in ("name", "version", "frames"):
        if name not in top:
            say(1, f"the key '{name}' is missing at the top level")
    for name in ("name", "version"):
        if name in top and not (isinstance(top[name], yaml.ScalarNode) and top[name].value.strip()):
            say(top[name].start_mark.line + 1, f"'{name}' must be a text")
    frames = top.get("frames")
    if not isinstance(frames, yaml.SequenceNode) or not frames.value:
        say(
            frames.start_mark.line + 1 if frames else 1,
            "'frames' must be a list of at least one frame",
        )
        return problems
    ids: dict[str, int] = {}
    for node in frames.value:
        _check_frame(node, ids, say)
    return problems


class _Loader(yaml.SafeLoader):
    """Reads texts, lists and mappings under limits, and makes no values of them."""

    n_nodes = depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Read the next node, unless it could make a small file cost minutes or all memory."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        self.n_nodes += 1
        fault = ""
        if isinstance(event, yaml.AliasEvent):
            fault = "YAML aliases (*name) are not allowed; write the text out"
        elif (
            isinstance(parent, yaml.MappingNode)
            and index is None
            and not isinstance(event, yaml.ScalarEvent)
        ):
            fault = "the name of a key must be a text"
        elif self.depth > MAX_DEPTH:
            fault = f"lists and mappings are nested more than {MAX_DEPTH} deep"
        elif self.n_nodes > MAX_NODES:
            fault = (
                f"there are more than {MAX_NODES:,} texts, lists and mappings; "
                "make several codebooks of it"
            )
        if fault:
            raise yaml.composer.ComposerError(None, None, fault, event.start_mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def compose(file: Path) -> yaml.Node | None:
    """Read a YAML file as a tree; once as long as the file does not change."""
    return _compose_text(*state_of(file))


@lru_cache(maxsize=2)
def _compose_text(file: Path, _: int, __: int) -> yaml.Node | None:
    return yaml.compose(file.read_text(encoding="utf8"), Loader=_Loader)


def mapping(node: yaml.Node | None) -> dict[str, yaml.Node]:
    """Take the keys of a node and what stands under each; nothing if it is no mapping."""
    return (
        {key.value: value for key, value in node.value}
        if isinstance(node, yaml.MappingNode)
        else {}
    )


def _is_text(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == _TEXT


def _check_frame(node: yaml.Node, ids: dict[str, int], say: Callable[..., None]) -> None:
    line = node.start_mark.line + 1
    frame = mapping(node)
    if not frame:
        say(line, "a frame must be a mapping with the keys " + ", ".join(_FRAME_KEYS))
        return
    for name, is_needed in _FRAME_KEYS.items():
        value = frame.get(name)
        if is_needed and (value is None or value.value in ("", [])):
            say(line, f"the frame lacks '{name}'")
        elif value is not None and name != "keywords" and not _is_text(value):
            say(
                value.start_mark.line + 1,
                f"'{name}' must be a text; put numbers and yes or no in quotes",
            )
    for name in frame.keys() - _FRAME_KEYS.keys():
        say(
            frame[name].start_mark.line + 1,
            f"unknown key '{name}'; known are {', '.join(_FRAME_KEYS)}",
        )
    if "id" in frame and isinstance(frame["id"], yaml.ScalarNode):
        _check_id(frame["id"].value, line, ids, say)
    keywords = frame.get("keywords")
    if keywords is None:
        return
    if not isinstance(keywords, yaml.SequenceNode):
        say(keywords.start_mark.line + 1, "'keywords' must be a list")
        return
    for keyword in keywords.value:
        _check_keyword(keyword, say)


def _check_id(frame_id: str, line: int, ids: dict[str, int], say: Callable[..., None]) -> None:
    if not regex.fullmatch(r"[a-z][a-z0-9_]*", frame_id):
        say(
            line,
            f"id {frame_id!r} must be lower-case letters, digits and underscores, like no_limits",
        )
    if frame_id in ids:
        say(line, f"id {frame_id!r} stands on line {ids[frame_id]} already")
    ids.setdefault(frame_id, line)


def _check_keyword(node: yaml.Node, say: Callable[..., None]) -> None:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        if node.tag != _TEXT:
            say(
                line,
                f"keyword {node.value[:80]!r} is read as a number, truth value or date; "
                "put it in quotes",
            )
        elif not node.value.strip():
            say(line, "a keyword is empty")
        return
    entry = mapping(node)
    if ("keyword" in entry) == ("regex" in entry) or entry.keys() - _KEYWORD_KEYS:
        say(
            line,
            "a keyword is a text, or a mapping with 'keyword' or 'regex', "
            "and 'inflect' or 'reference'",
        )
        return
    word = entry.get("keyword") or entry["regex"]
    if not isinstance(word, yaml.ScalarNode) or not word.value.strip():
        say(line, "a keyword is empty")
    elif "regex" in entry:
        check_regex(word.value, lambda message: say(line, message))
    if "reference" in entry and not _is_text(entry["reference"]):
        say(line, "'reference' must be a text; put numbers and yes or no in quotes")
    if "inflect" in entry and not (
        entry["inflect"].tag == _YES_OR_NO
        and str(entry["inflect"].value).lower() in yaml.SafeLoader.bool_values
    ):
        say(line, "'inflect' must be true or false")
