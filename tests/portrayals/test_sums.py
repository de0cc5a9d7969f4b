"""Sums of the parts of a corpus are those of the whole, and so are the portrayals made of them."""

from collections.abc import Sequence

import pandas as pd
import pytest

import framing as fr
from framing.portrayals.grouping import Grouping
from framing.portrayals.intervals import Resampling
from framing.portrayals.observations import Evidence, observe
from framing.portrayals.summaries import resample
from framing.portrayals.sums import Sums, add_up, join_sums

TEXTS = {
    "a": "China was praised. Russia attacked Ukraine. China met Russia.",
    "b": "Nothing happened.",
    "c": "Japan feared a bitter war. Japan was happy.",
    "d": "China lost badly, and Russia won. Brazil waited. Ukraine hoped.",
    "e": "China threatened Japan with a trade war.",
}

pytestmark = pytest.mark.filterwarnings("ignore::framing.DescriptiveWarning")


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    articles = fr.make_articles(TEXTS)
    articles["outlet_id"] = pd.Series(["x", "x", "y", None, "x"], dtype="str")
    articles["wire"] = pd.Series([None, "w", None, "w", "w"], dtype="str")
    return fr.analyse(articles, measures=("vader", "textblob"))


def parts_of(
    tables: dict[str, pd.DataFrame], cut: Sequence[Sequence[str]]
) -> list[dict[str, pd.DataFrame]]:
    found = []
    for names in cut:
        articles = tables["articles"][tables["articles"]["article_id"].isin(list(names))]
        mentions = tables["mentions"][tables["mentions"]["article_id"].isin(list(names))]
        own = {
            name: tables[name][tables[name]["mention_id"].isin(mentions["mention_id"])]
            for name in ("scores", "voices", "frame_hits")
        }
        found.append({"articles": articles, "mentions": mentions, **own})
    return found


def sums_of(
    part: dict[str, pd.DataFrame], by: list[str], cluster: str, kinds: list[tuple[str, str]]
) -> Sums:
    names = ("mentions", "articles", "scores", "voices", "frame_hits")
    evidence = Evidence(**{name: part[name] for name in names}, frame_kinds=kinds)
    return add_up(observe(evidence, Grouping(by, cluster=cluster)))


@pytest.mark.parametrize(
    "by", [["actor_id"], ["actor_id", "outlet_id"], ["outlet_id", "voice_group"]]
)
@pytest.mark.parametrize("cluster", ["article_id", "wire"])
@pytest.mark.parametrize(
    "cut",
    [
        ["ab", "cd", "e"],
        pytest.param(["a", "b", "c", "d", "e"], marks=pytest.mark.build),
        pytest.param(["b", "acde"], marks=pytest.mark.build),
    ],
)
def test_parts_make_the_whole(
    tables: dict[str, pd.DataFrame], by: list[str], cluster: str, cut: list[str]
) -> None:
    order = pd.Index([name for names in cut for name in names])
    whole = {
        name: table.sort_values("article_id", key=order.get_indexer, kind="stable")
        if name in ("articles", "mentions")
        else table
        for name, table in tables.items()
    }
    kinds = sorted(
        set(tables["frame_hits"][["frame_id", "window"]].itertuples(index=False, name=None))
    )
    joined = join_sums([sums_of(part, by, cluster, kinds) for part in parts_of(tables, cut)])
    made = resample(joined, Resampling())
    expected = fr.summarise_portrayal(
        whole["mentions"],
        whole["articles"],
        whole["scores"],
        voices=whole["voices"],
        frame_hits=whole["frame_hits"],
        by=by,
        cluster=cluster,
    )
    assert len(made) > 10
    pd.testing.assert_frame_equal(made, expected, check_exact=True)


def test_cell_is_an_article_in_a_group(tables: dict[str, pd.DataFrame]) -> None:
    sums = sums_of(tables, ["actor_id"], "article_id", [])
    china = sums.cells["actor_id"] == "CHN"
    # Article a has two mentions, d and e have one.
    assert sums.added["vader_compound", "sentence"].n[china].tolist() == [2, 1, 1]
    # The units are those of the corpus, with or without a mention.
    assert sums.cells.loc[china, "_unit"].tolist() == [0, 3, 4]
    assert len(sums.units) == 5


def test_sentences_are_kept_for_groups_in_one_article(tables: dict[str, pd.DataFrame]) -> None:
    sums = sums_of(tables, ["actor_id"], "article_id", [])
    added = sums.added["vader_compound", "sentence"]
    # All others stand in two articles.
    assert sums.cells["actor_id"].iloc[added.place].value_counts().to_dict() == {"BRA": 1}
    assert added.sentence_count.tolist() == [1]


def test_nothing_was_observed() -> None:
    none = fr.analyse(fr.make_articles({"a": "Nothing."}), measures=("vader",))
    sums = sums_of(none, ["actor_id"], "article_id", [])
    assert (len(sums.cells), sums.added, len(sums.units)) == (0, {}, 1)
    assert resample(join_sums([sums, sums]), Resampling()).empty
