"""What makes a group of mentions, which mentions count, and what counts as one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from ..tables import CLUSTER

WEIGHTS = ("mention", "article")
"""What has one voice in a mean: each mention, or each article, however often it names the actor."""


@dataclass(frozen=True)
class Grouping:
    """How mentions are put into groups, what has one voice in a mean, and what chance draws whole.

    ``by`` names the columns that make a group, ``readings`` the mentions that count, ``cluster``
    the column of the articles whose equal values are one independent unit, and ``weight`` what has
    one voice, all as for `summarise_portrayal`.
    """

    by: Sequence[str] = ("actor_id",)
    readings: Sequence[str] = ("actor",)
    cluster: str | None = None
    weight: str = "mention"

    def __post_init__(self) -> None:
        object.__setattr__(self, "by", tuple(self.by))
        if self.weight not in WEIGHTS:
            raise ValueError(f"weight= is {' or '.join(WEIGHTS)}, not {self.weight!r}")

    @property
    def columns(self) -> list[str]:
        """The columns that make a group, as pandas takes them."""
        return list(self.by)

    @property
    def is_clustered(self) -> bool:
        """Whether two articles may count as one."""
        return self.cluster not in (None, "article_id")

    def settle(self, articles: pd.DataFrame) -> "Grouping":
        """Choose the unit where none is named: clusters of copies, where the articles name theirs.

        Raises
        ------
        ValueError
            If the articles lack the column that is named.
        """
        cluster = self.cluster or (CLUSTER if CLUSTER in articles.columns else "article_id")
        if cluster not in articles.columns:
            raise ValueError(f"cluster= names {cluster}, which is no column of the articles")
        return replace(self, cluster=cluster)
