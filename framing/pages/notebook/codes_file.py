"""The file of codes: read, written and checked."""

import os
from pathlib import Path

import pandas as pd

from ...coders import DRAWN
from ...tables import defuse_table, replace_file, restore


def check_sample(sample: pd.DataFrame, is_outlet_shown: bool) -> None:
    """Refuse a sample that cannot be coded.

    Raises
    ------
    ValueError
        If it lacks a column, is empty, or holds a mention twice.
    """
    needed = ["mention_id", "left", "surface", "right", *(["outlet_id"] if is_outlet_shown else [])]
    missing = [name for name in needed if name not in sample.columns]
    if missing:
        raise ValueError(f"the sample lacks {', '.join(missing)}; sample_for_coding makes one")
    if sample.empty:
        raise ValueError("the sample is empty: there is nothing to code")
    twice = sample["mention_id"][sample["mention_id"].duplicated()]
    if len(twice):
        raise ValueError(f"the sample holds {twice.iloc[0]} twice; keep one row of it")


def read_codes(
    sample: pd.DataFrame,
    path: Path,
    coder_id: str,
    variables: list[str],
    *,
    is_part: bool = False,
) -> pd.DataFrame:
    """Read the codes so far; empty ones where there is no file yet.

    With `is_part` the file may hold codes of other mentions than the sample, which are left out.

    Raises
    ------
    ValueError
        If the file holds something else, or the codes of somebody else or of another sample.
    """
    fresh = pd.DataFrame(
        {
            "mention_id": sample["mention_id"].astype("str"),
            "coder_id": coder_id,
            **dict.fromkeys([*variables, "note"], ""),
        }
    ).astype("str")
    # How a mention was drawn goes with its codes, so that estimates can be corrected by them.
    drawn = {name: sample[name].astype("str").to_numpy() for name in DRAWN if name in sample}
    if not path.is_file():
        return fresh.assign(**drawn)
    kept = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    kept = kept.rename(columns=restore).map(restore).astype("str")
    missing = {"mention_id", "coder_id"} - set(kept.columns)
    if missing:
        raise ValueError(
            f"{path} is no file of codes: it lacks {', '.join(sorted(missing))}; name another file"
        )
    others = sorted(set(kept["coder_id"]) - {coder_id})
    if others:
        raise ValueError(f"{path} holds the codes of {others[0]}; name another file for {coder_id}")
    is_other = not is_part and set(kept["mention_id"]) != set(fresh["mention_id"])
    if is_other or kept["mention_id"].duplicated().any():
        raise ValueError(f"{path} holds the codes of another sample; name another file")
    # Variables that are not asked today stay in the file.
    names = [*fresh.columns[2:], *(name for name in kept.columns if name not in fresh)]
    kept = (
        kept.set_index("mention_id")
        .reindex(columns=names, fill_value="")
        .reindex(fresh["mention_id"], fill_value="")
    )
    codes = {name: kept[name].to_numpy() for name in names}
    return fresh.assign(**(codes | drawn)).astype("str")


def write_codes(codes: pd.DataFrame, path: Path) -> None:
    """Write the codes so that the file is never half: it is on the disk before it is renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    safe = defuse_table(codes)

    def write(temporary: Path) -> None:
        with temporary.open("w", encoding="utf8", newline="") as file:
            safe.to_csv(file, index=False, lineterminator="\n")
            file.flush()
            os.fsync(file.fileno())

    replace_file(path, write)


def list_coder(path: Path, coder_id: str, coded_by: str) -> None:
    """Write into a list of coders what a coder is, unless the list says it already."""
    listed = pd.DataFrame({"coder_id": [], "coded_by": []}, dtype="str")
    if path.is_file():
        listed = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
        if "coder_id" not in listed or coder_id in set(listed["coder_id"]):
            return
    row = pd.DataFrame({"coder_id": [coder_id], "coded_by": [coded_by]}, dtype="str")
    write_codes(pd.concat([listed, row], ignore_index=True).fillna(""), path)


def stamp(path: Path) -> tuple[int, int, int] | None:
    """Tells whether a file was written since: by another one it has another number."""
    if not path.is_file():
        return None
    found = path.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino
