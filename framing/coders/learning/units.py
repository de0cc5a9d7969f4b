"""Coded units, with their sentences, articles and answers."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ...codebook import NO, YES, LearnerError
from ..answers import YES_NO
from ..doubts import FRAME

MIN_EACH = 5
"""Codes of each answer that there must be."""


class Units(NamedTuple):
    """Coded units, one after the other."""

    ids: np.ndarray
    sentence: np.ndarray
    """The row of each unit's sentence among what was seen."""
    article: np.ndarray
    code: np.ndarray
    """Numbers of the answers."""
    weight: np.ndarray
    """For how many units of the corpus each stands."""
    classes: tuple[str, ...]

    def take(self, kept: np.ndarray) -> "Units":
        """Take some of them."""
        return Units(
            self.ids[kept],
            self.sentence[kept],
            self.article[kept],
            self.code[kept],
            self.weight[kept],
            self.classes,
        )


def choose_variable(codings: pd.DataFrame, variable: str | None) -> str:
    """Choose what is learnt: what is asked for, or the only variable, or the only frame.

    Raises
    ------
    ValueError
        If there are several.
    """
    if variable is not None:
        return variable
    known = sorted(codings["variable"].dropna().unique())
    frames = [one for one in known if one.startswith(FRAME)]
    for choice in (known, frames):
        if len(choice) == 1:
            return str(choice[0])
    raise ValueError(f"say which variable= is learnt; there are {', '.join(known) or 'none'}")


def gather_units(
    codes: pd.Series,
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    sample: pd.DataFrame | None,
) -> Units:
    """Find the sentence and article of each coded unit, and number its answer.

    Raises
    ------
    ValueError
        If none is known.
    """
    of_mention = mentions.drop_duplicates("mention_id").set_index("mention_id")["sentence_id"]
    ids = codes.index.to_series()
    sentence_id = ids.map(of_mention).where(~ids.isin(sentences["sentence_id"]), ids)
    row = pd.Index(sentences["sentence_id"]).get_indexer(sentence_id.astype("str"))
    kept = np.flatnonzero(row >= 0)
    if not len(kept):
        raise ValueError(
            f"of the {len(codes)} coded units none is a sentence here, or a mention in one, such "
            f"as {ids.iloc[0]!r}; give the sentences and mentions that were coded"
        )
    own = codes.iloc[kept].str.strip()
    lowered = own.str.lower()
    if lowered.isin(list(YES_NO)).all():
        classes, code = (NO, YES), (lowered.map(YES_NO) == YES).astype(int).to_numpy()
    else:
        classes = tuple(sorted(own.unique()))
        code = own.map({one: number for number, one in enumerate(classes)}).to_numpy()
    weight = np.ones(len(kept))
    if sample is not None and "probability" in sample:
        chance = pd.to_numeric(sample.set_index("mention_id")["probability"])
        found = ids.iloc[kept].map(chance[~chance.index.duplicated()]).to_numpy(float)
        # A unit that was not drawn stands for itself.
        weight = np.where(found > 0, 1 / np.where(found > 0, found, 1.0), 1.0)
    article = sentences["article_id"].iloc[row[kept]].to_numpy()
    return Units(ids.iloc[kept].to_numpy(), row[kept], article, code, weight, classes)


def check_enough(units: Units, name: str) -> None:
    """Refuse to learn from too few codes."""
    counts = np.bincount(units.code, minlength=len(units.classes))
    few = [(one, int(n)) for one, n in zip(units.classes, counts, strict=True) if n < MIN_EACH]
    if few:
        told = ", ".join(f"{n} of {one!r}" for one, n in few)
        raise LearnerError(
            f"{name!r} has only {told} among {len(units.code)} codes; {MIN_EACH} of each answer "
            "are the fewest to learn from. Code more: sample_for_coding with "
            'strategy="informative" draws sentences with the frame\'s keywords more often; or join '
            "answers that are rare"
        )
    if len(np.unique(units.article)) < 2:
        raise LearnerError(
            f"all codes of {name!r} are of one article; what is learnt from it cannot be checked "
            "on another. Code sentences of ten articles or more"
        )
