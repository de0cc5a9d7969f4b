"""What makes a group of mentions, which mentions count, and what is drawn as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Grouping:
    """How mentions are put into groups, and what is drawn as a whole for their intervals.

    ``by`` names the columns that make a group, ``readings`` the mentions that count, and
    ``cluster`` the column of the articles whose equal values are drawn together, all as for
    `summarise_portrayal`.
    """

    by: Sequence[str] = ("actor_id",)
    readings: Sequence[str] = ("actor",)
    cluster: str = "article_id"

    def __post_init__(self) -> None:
        object.__setattr__(self, "by", tuple(self.by))

    @property
    def columns(self) -> list[str]:
        """The columns that make a group, as pandas takes them."""
        return list(self.by)

    @property
    def is_clustered(self) -> bool:
        """Whether two articles may be drawn as one."""
        return self.cluster != "article_id"

    @property
    def drawn(self) -> str:
        """What is drawn, as the column ``resampled`` of the portrayals has it."""
        return "clusters" if self.is_clustered else "articles"
