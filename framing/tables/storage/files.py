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
    replace(file, lambda temporary: temporary.write_text(text, encoding="utf8"))


def replace(file: Path, write: Callable[[Path], object]) -> None:
    temporary = file.with_name(f".{file.name}.{uuid.uuid4().hex}.part")
    try:
        write(temporary)
        os.replace(temporary, file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
