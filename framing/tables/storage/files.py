"""Files that are there whole or not at all."""

import json
import os
import uuid
from collections.abc import Callable
from pathlib import Path


def write_json(file: Path, content: object) -> None:
    """Write a JSON file, in one piece or not at all."""
    text = json.dumps(content, indent=2) + "\n"
    file.parent.mkdir(parents=True, exist_ok=True)
    replace_file(file, lambda temporary: temporary.write_text(text, encoding="utf8"))


def replace_file(file: Path, write: Callable[[Path], object]) -> None:
    """Have a file written under another name, and rename it: it is never half.

    Parameters
    ----------
    file : Path
        Its folder must be there; a file that is there is replaced.
    write : callable
        Writes the file whose path it gets.
    """
    temporary = file.with_name(f".{file.name}.{uuid.uuid4().hex}.part")
    try:
        write(temporary)
        os.replace(temporary, file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
