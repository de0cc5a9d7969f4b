"""Drafts and learners in a codebook's folder, and learners in a codebook in memory."""

from pathlib import Path

import yaml

from ...codebook import (
    LEARNERS,
    Codebook,
    CodebookError,
    check_codebook,
    read_codebook,
    read_learnt,
    shipped_codebook,
    write_learnt,
)
from ...tables import replace_file
from .drafting import Draft
from .learner import Learner, make_learner


def save_learner(learner: Learner, folder: str | Path) -> Path:
    """Save a learner into a codebook's folder, from where it runs everywhere.

    Parameters
    ----------
    learner : Learner
        From `learn_frame`.
    folder : str or Path
        A codebook's folder; it is made if it is missing, and then adds the learner to the shipped
        codebook. A learner of the same name is replaced.

    Returns
    -------
    Path
        ``folder/learners/NAME.json``: numbers, words, digests and scores, and no sentence.
    """
    file = Path(folder) / LEARNERS / f"{learner.name}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    content = write_learnt(learner.learnt)
    replace_file(file, lambda path: path.write_text(content, encoding="utf8"))
    return file


def read_learner(file: str | Path) -> Learner:
    """Read a learner that `save_learner` wrote.

    Raises
    ------
    FileNotFoundError
        If there is none.
    LearnerError
        If the file is broken, too large, or holds something else; with the remedy.
    """
    return make_learner(read_learnt(file))


def add_learner(learner: Learner, codebook: Codebook) -> Codebook:
    """Add a learner to a codebook in memory, in place of one of the same name.

    Returns
    -------
    Codebook
        Another one, with another digest; `analyse` then asks the learner, too.
    """
    others = [one for one in codebook.learners if one.name != learner.name]
    return codebook.with_learners(sorted([*others, learner.learnt], key=lambda one: one.name))


def write_draft(draft: Draft, folder: str | Path) -> Codebook:
    """Write a draft into a codebook's folder, as a frame with the keywords that are kept.

    Parameters
    ----------
    draft : Draft
        From `draft_frame`.
    folder : str or Path
        A codebook's folder, which is made if it is missing. Its ``frames.yaml`` gets the frame, in
        place of one of the same id, and loses its comments; where there is none, the shipped frames
        are written with it.

    Returns
    -------
    Codebook
        As it is read from the folder then.

    Raises
    ------
    CodebookError
        If the frames that are there cannot be used, or the draft makes them so.
    ValueError
        If no keyword is kept.
    """
    entry, file = draft.entry(), Path(folder) / "frames.yaml"
    source = file if file.is_file() else shipped_codebook() / file.name
    problems = [one for one in check_codebook(source) if one.is_error]
    if problems:
        raise CodebookError("\n".join(map(str, problems)))
    top = yaml.safe_load(source.read_text(encoding="utf8"))
    top["frames"] = [one for one in top["frames"] if one["id"] != draft.frame_id] + [entry]
    content = yaml.safe_dump(top, sort_keys=False, allow_unicode=True, width=100)
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_bytes() if file.is_file() else None
    replace_file(file, lambda path: path.write_text(content, encoding="utf8"))
    try:
        return read_codebook(folder)
    except CodebookError:
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)
        raise
