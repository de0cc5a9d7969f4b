"""A tool for settling what two coders saw differently: both answers on screen, one key decides."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ...codebook import Codebook, read_codebook
from ...coders import ADJUDICATED, read_codings
from ..questions import Question, choose_variables, make_questions
from .coder import Coder, list_agreement
from .codes_file import read_codes


def settle_codes(
    sample: pd.DataFrame,
    first: str | Path,
    second: str | Path,
    path: str | Path,
    *,
    variables: Sequence[str] | None = None,
    answers: Mapping[str, Mapping[str, str]] | None = None,
    rules: Mapping[str, Sequence[str]] | None = None,
    codebook: Codebook | None = None,
) -> Any:
    """Settle on screen what two coders coded differently; what they agree on is not asked again.

    Parameters
    ----------
    sample : DataFrame
        What both coded, as for `code_mentions`.
    first, second : str or Path
        The CSV of each coder.
    path : str or Path
        The CSV for what is settled, by the coder ``adjudicated``, whose codes `read_codings` puts
        before those of others where they differ. If it is there already, settling goes on.
    variables, answers, rules, codebook
        As for `code_mentions`.

    Returns
    -------
    Coder
        Displays itself; its attribute ``codes`` is the table in the file, a row for each mention
        that the two coded differently.

    Raises
    ------
    ImportError
        If anywidget is missing.
    FileNotFoundError
        If a file of a coder is missing.
    ValueError
        If both files are of one coder, or the two differ in nothing that both coded.
    """
    asked = list(variables or choose_variables(list(sample.columns)))
    if codebook is None and "frame" in asked and "frame" not in (answers or {}):
        codebook = read_codebook()
    codings = [read_codings(file, variables=asked, sample=sample) for file in (first, second)]
    return Settler(
        sample, Path(path), make_questions(asked, codebook, answers, rules), codings[0], codings[1]
    )


class Settler(Coder):
    """A tool for settling; made by `settle_codes`, which says what it does."""

    def __init__(
        self,
        sample: pd.DataFrame,
        path: Path,
        questions: Sequence[Question],
        first: pd.DataFrame,
        second: pd.DataFrame,
    ) -> None:
        self._first, self._second = first, second
        names = [str(codings["coder_id"].iloc[0]) for codings in (first, second)]
        if names[0] == names[1]:
            raise ValueError(f"both files hold the codes of {names[0]}; name those of two coders")
        both = first.merge(second, on=["unit_id", "variable"], suffixes=("_a", "_b")).dropna(
            subset=["code_a", "code_b"]
        )
        differing = both[both["code_a"] != both["code_b"]]
        kept = sample[sample["mention_id"].isin(differing["unit_id"])].reset_index(drop=True)
        if kept.empty:
            raise ValueError(
                f"{names[0]} and {names[1]} differ in nothing that both coded: there is nothing to "
                "settle"
            )
        self._differing: dict[str, dict[str, list[tuple[str, str]]]] = {}
        columns = ["unit_id", "variable", "code_a", "code_b"]
        for unit, variable, *codes in differing[columns].itertuples(index=False, name=None):
            given = list(zip(names, codes, strict=True))
            self._differing.setdefault(unit, {})[variable] = given
        super().__init__(kept, path, ADJUDICATED, questions)

    def _read(self) -> pd.DataFrame:
        return read_codes(self._sample, self._path, self._coder_id, self._names, is_part=True)

    def _asked_of(self, place: int) -> list[str]:
        unit = self._differing[str(self._sample.loc[place, "mention_id"])]
        return [name for name in self._names if name in unit]

    def _about(self, place: int) -> dict[str, Any]:
        unit = self._differing[str(self._sample.loc[place, "mention_id"])]
        return {
            "given": {
                variable: [{"coder": coder, "code": code} for coder, code in codes]
                for variable, codes in unit.items()
            }
        }

    def _agree(self) -> list[dict[str, Any]]:
        return list_agreement(self._first, self._second)
