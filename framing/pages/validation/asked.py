"""What a validation sheet is made of."""

from dataclasses import dataclass

import pandas as pd

from ...codebook import Codebook
from ...coders import drawn_sample
from ...tables import Tables, find_main_measure

CODE = "Draw a blind sample (framing sample), let two people code it, and give --codings."
"""What to do where nobody coded."""


@dataclass(frozen=True)
class Question:
    """What the sheet is made of: the tables, the codes, how they were drawn, and the measure."""

    tables: Tables
    codebook: Codebook
    codings: pd.DataFrame | None
    sample: pd.DataFrame | None

    @property
    def measure(self) -> tuple[str, str] | None:
        """The measure, with its window, that groups are compared by."""
        return find_main_measure(self.tables["scores"], self.tables.get("validations"))

    @property
    def drawn(self) -> pd.DataFrame | None:
        """How the coded mentions were drawn, where the sample or the codes say it."""
        if self.sample is not None or self.codings is None:
            return self.sample
        return drawn_sample(self.codings)

    @property
    def has_codes(self) -> bool:
        """Whether somebody coded the sentiment of a mention of these articles."""
        if self.codings is None:
            return False
        own = self.codings[self.codings["variable"] == "sentiment"].dropna(subset=["code"])
        return bool(own["unit_id"].isin(self.tables["mentions"]["mention_id"]).any())
