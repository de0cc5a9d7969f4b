"""Pages of a report that stand by themselves: each is one entry, with a template of its own.

The pages that lead into each other (overview, actors, outlets, articles, search) stand in
``report.html.j2`` itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .corpus_pages import list_findings, list_frames, list_funnel, list_validations
from .view import View


@dataclass(frozen=True)
class Page:
    """A page of the report: its address, its name among the parts, and what it shows.

    ``gather`` asks the tables of a view, and what it gives is called ``shown`` in the template,
    ``assets/report_<slug>.html.j2``; where it gives None, this report has no such page.
    ``heading`` stands above it where that is not its title.
    """

    slug: str
    title: str
    gather: Callable[[View], Mapping[str, Any] | None]
    heading: str = ""

    @property
    def template(self) -> str:
        """The file of its template."""
        return f"report_{self.slug}.html.j2"


def _show_texts(view: View) -> dict[str, Any]:
    return {"funnel": list_funnel(view), "health": list_findings(view)}


PAGES: dict[str, Page] = {
    page.slug: page
    for page in (
        Page("voices", "Frames, voices", lambda view: {}, "Frames and voices"),
        Page("texts", "Texts", _show_texts),
        Page(
            "quality",
            "How good",
            lambda view: {"validations": list_validations(view)},
            "How good are these numbers?",
        ),
        Page("codebook", "Codebook", lambda view: {"frames": list_frames(view)}),
        Page("method", "Method", lambda view: {}),
    )
}
"""The pages in their order, by their address; figures stand on the page of their `Recipe.part`."""


def gather_pages(view: View) -> list[tuple[Page, Mapping[str, Any]]]:
    """Gather what each page shows, without the pages that have nothing to show."""
    gathered = [(page, page.gather(view)) for page in PAGES.values()]
    return [(page, shown) for page, shown in gathered if shown is not None]
