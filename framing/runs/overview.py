"""What a run found, in the few numbers that the command line prints."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..tables import SEVERITIES, empty, read_manifest, read_parts


class Report(NamedTuple):
    """What is said of a run when it is done; no table had to be loaded for it."""

    rows: dict[str, int]
    actors: dict[str, int]
    """The actors with the most mentions."""
    n_actors: int
    findings: pd.DataFrame
    """The first of the most severe findings."""


def report_on(folder: str | Path, n_findings: int = 12, n_actors: int = 8) -> Report:
    """Numbers of rows, the most mentioned actors, and the first of the worst findings of a run."""
    actors: Counter[str] = Counter()
    for mentions in read_parts(folder, "mentions", ["actor_id"]):
        actors.update(mentions["actor_id"].dropna().value_counts().to_dict())
    worst = empty("findings")
    order = {severity: -place for place, severity in enumerate(SEVERITIES)}
    for found in read_parts(folder, "findings"):
        if len(found):
            both = pd.concat([worst, found], ignore_index=True) if len(worst) else found
            worst = both.sort_values("severity", key=lambda s: s.map(order), kind="stable").head(
                n_findings
            )
    return Report(
        read_manifest(folder)["rows"], dict(actors.most_common(n_actors)), len(actors), worst
    )
