"""Where coders differ: the units, and which codes they confuse."""

import pandas as pd

from ..mentions import split_at_mentions
from ..tables import check
from .codings import ADJUDICATED, of_variable


def find_disagreements(
    codings: pd.DataFrame, mentions: pd.DataFrame, sentences: pd.DataFrame, *, variable: str
) -> pd.DataFrame:
    """Find the units on which coders differ, with what each said, in context.

    Returns
    -------
    DataFrame
        One row is a mention: unit_id, a column for each coder (``adjudicated`` last), left,
        surface, right.

    Raises
    ------
    ValueError
        If nobody coded the variable.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> sentences = fr.split_sentences(fr.make_articles({"a": "China won. China lost."}))
    >>> mentions = fr.find_mentions(sentences, fr.read_codebook())
    >>> codings = pd.DataFrame({"unit_id": [*mentions["mention_id"]] * 2,
    ...                         "coder_id": ["ann"] * 2 + ["bob"] * 2,
    ...                         "variable": "tone", "code": ["1", "-1", "1", "0"]})
    >>> fr.find_disagreements(codings, mentions, sentences, variable="tone").iloc[0].tolist()
    ['a:1:0', '-1', '0', '', 'China', ' lost.']
    """
    codes = of_variable(codings, variable)
    wide = codes.pivot(index="unit_id", columns="coder_id", values="code").rename_axis(columns=None)
    people = [name for name in wide.columns if name != ADJUDICATED]
    wide = wide.loc[
        wide[people].nunique(axis=1) > 1, [*people, *([ADJUDICATED] if ADJUDICATED in wide else [])]
    ]
    shown = check(mentions, "mentions")[mentions["mention_id"].isin(wide.index)]
    sides = split_at_mentions(shown, sentences)
    shown = pd.DataFrame(
        {
            "unit_id": shown["mention_id"],
            "left": sides["left"],
            "surface": shown["surface"],
            "right": sides["right"],
        }
    )
    return wide.reset_index().merge(shown, on="unit_id", how="left")


def tabulate_codes(codings: pd.DataFrame, variable: str, first: str, second: str) -> pd.DataFrame:
    """Count how often one coder gave each code where another gave each: a confusion matrix.

    Returns
    -------
    DataFrame
        One row is a pair of codes: first_code, second_code, n. Units that one of them left out do
        not count.

    Raises
    ------
    ValueError
        If one of them coded nothing of the variable.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> codings = pd.DataFrame({"unit_id": ["u", "v", "u", "v"],
    ...                         "coder_id": ["ann", "ann", "bob", "bob"],
    ...                         "variable": "tone", "code": ["1", "0", "1", "1"]})
    >>> fr.tabulate_codes(codings, "tone", "ann", "bob").values.tolist()
    [['0', '0', 0], ['0', '1', 1], ['1', '0', 0], ['1', '1', 1]]
    """
    asked = of_variable(codings, variable)
    codes = {
        name: asked[asked["coder_id"] == name].set_index("unit_id")["code"]
        for name in (first, second)
    }
    for name, column in codes.items():
        if column.empty:
            known = ", ".join(sorted(asked["coder_id"].unique()))
            raise ValueError(f"{name!r} coded nothing of {variable}; the coders are {known}")
    both = pd.DataFrame({"first_code": codes[first], "second_code": codes[second]}).dropna()
    values = sorted(set(both["first_code"]) | set(both["second_code"]), key=code_order)
    index = pd.MultiIndex.from_product([values, values], names=["first_code", "second_code"])
    return both.value_counts(sort=False).reindex(index, fill_value=0).rename("n").reset_index()


def find_pairs(codings: pd.DataFrame) -> list[tuple[str, str]]:
    """Find which two coders coded units in common, those with the most first.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("u", "ann", "1"), ("u", "bob", "0"), ("v", "cay", "1"), ("v", "ann", None)]
    >>> codings = pd.DataFrame(rows, columns=["unit_id", "coder_id", "code"])
    >>> find_pairs(codings.assign(variable="tone"))
    [('ann', 'bob')]
    """
    coded = codings[(codings["coder_id"] != ADJUDICATED) & codings["code"].notna()]
    keys = ["unit_id", "variable"]
    both = coded[[*keys, "coder_id"]].merge(coded[[*keys, "coder_id"]], on=keys)
    both = both[both["coder_id_x"] < both["coder_id_y"]]
    counts = both.groupby(["coder_id_x", "coder_id_y"]).size()
    return list(counts.sort_values(ascending=False, kind="stable").index)


def code_order(code: str) -> tuple[bool, float, str]:
    """What codes are sorted by: numbers by their size, and before words."""
    number = pd.to_numeric(code, errors="coerce")
    return bool(pd.isna(number)), float(number) if pd.notna(number) else 0.0, code
