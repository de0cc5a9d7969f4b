"""Learners in a codebook's folder, and in a codebook in memory."""

from pathlib import Path

from ...codebook import LEARNERS, Codebook, read_learnt, write_learnt
from ...tables import replace_file
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
