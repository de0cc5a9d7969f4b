"""What may be wrong with a codebook, such as a regular expression that is unsound or too slow."""

from collections.abc import Callable
from dataclasses import dataclass

import regex

MAX_STEPS = 10_000
"""Characters of a regular expression when its counted repeats are written out."""
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


def check_regex(pattern: str, say: Callable[[str], None]) -> None:
    """Say what is wrong with a regular expression of a codebook, if anything is."""
    shown = repr(pattern if len(pattern) <= 80 else pattern[:80] + "…")
    if _n_steps(pattern) > MAX_STEPS:
        say(
            f"the regular expression {shown} has more than {MAX_STEPS:,} steps; "
            "write it with fewer repeats"
        )
        return
    try:
        # In a group, as it is used: a comment at its end must not swallow what follows.
        if regex.compile(f"(?:{pattern})", regex.IGNORECASE).search("", timeout=1):
            say(f"the regular expression {shown} matches the empty text")
    except (regex.error, RecursionError, ValueError, OverflowError) as error:
        say(f"{shown} is not a regular expression: {error}")
    except TimeoutError:
        say(
            f"the regular expression {shown} takes too long; "
            "write it without repeats inside of repeats"
        )


def _n_steps(pattern: str) -> int:
    """About how many characters a pattern has with its repeats written out, as the engine does."""
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
