"""What may be wrong with a codebook."""

from dataclasses import dataclass


class CodebookError(ValueError):
    """A codebook cannot be used; the message lists every problem with its file and line."""


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
