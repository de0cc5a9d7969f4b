"""What holds for every table of every corpus."""

from collections.abc import Callable

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import framing as fr
from framing.tables import schema
from framing.tables.contracts.columns import WINDOWS
from framing.tables.measures import LEXICONS, MEASURES, SCORERS, USUAL_SCORERS

Tables = dict[str, pd.DataFrame]
KEY = ["mention_id", "measure", "window"]


@pytest.fixture(params=["tiny", "sample"])
def tables(request: pytest.FixtureRequest) -> Tables:
    return request.getfixturevalue(f"{request.param}_tables")


@pytest.fixture
def codebook(
    tables: Tables, tiny_codebook: fr.Codebook, shipped_codebook: fr.Codebook
) -> fr.Codebook:
    """The codebook that the tables were made with."""
    return tiny_codebook if "one" in set(tables["articles"]["article_id"]) else shipped_codebook


def texts_of(tables: Tables, name: str) -> list[str]:
    """For each row of a table the text of its article."""
    table = tables[name]
    if "article_id" not in table:
        table = table.merge(
            tables["mentions"][["mention_id", "article_id"]], on="mention_id", how="left"
        )
    return tables["articles"].set_index("article_id")["text"].loc[table["article_id"]].tolist()


@pytest.mark.parametrize(
    "name",
    [
        "articles",
        "findings",
        "sentences",
        "mentions",
        "scores",
        "scored_words",
        "frame_hits",
        "portrayals",
    ],
)
def test_tables_keep_their_contracts(name: str, tables: Tables) -> None:
    assert len(tables[name])
    assert schema.violations(tables[name], name) == []


def test_every_table_that_analyse_gives_has_a_contract(tables: Tables) -> None:
    assert set(tables) <= set(schema.TABLES)


@pytest.mark.parametrize(
    ("name", "words"), [("sentences", "text"), ("mentions", "surface"), ("frame_hits", "surface")]
)
def test_offsets_give_the_words(name: str, words: str, tables: Tables) -> None:
    spans = zip(texts_of(tables, name), tables[name]["start"], tables[name]["end"], strict=True)
    assert [text[start:end] for text, start, end in spans] == tables[name][words].tolist()


def test_sentences_are_ordered_and_cover_the_text(tables: Tables) -> None:
    by_article = dict(list(tables["sentences"].groupby("article_id")))
    for article_id, text in tables["articles"][["article_id", "text"]].itertuples(
        index=False, name=None
    ):
        own = by_article[article_id]
        assert own["sentence_no"].tolist() == list(range(len(own)))
        assert (own["start"].iloc[1:].to_numpy() >= own["end"].iloc[:-1].to_numpy()).all()
        assert "".join("".join(own["text"]).split()) == "".join(text.split())


def test_mentions_stand_inside_their_sentence_and_do_not_overlap(tables: Tables) -> None:
    joined = tables["mentions"].merge(
        tables["sentences"], on="sentence_id", suffixes=("", "_of_sentence")
    )
    assert len(joined) == len(tables["mentions"])
    assert (joined["start"] >= joined["start_of_sentence"]).all()
    assert (joined["end"] <= joined["end_of_sentence"]).all()
    for _, own in joined[joined["rule"] != "both"].groupby("article_id"):
        assert (own["start"].iloc[1:].to_numpy() >= own["end"].iloc[:-1].to_numpy()).all()


@pytest.mark.parametrize(
    ("child", "parent", "key"),
    [
        ("sentences", "articles", "article_id"),
        ("mentions", "sentences", "sentence_id"),
        ("scores", "mentions", "mention_id"),
        ("scored_words", "scores", KEY),
        ("frame_hits", "mentions", "mention_id"),
        ("portrayals", "mentions", "actor_id"),
        ("findings", "articles", "article_id"),
    ],
)
def test_children_have_parents(
    child: str, parent: str, key: str | list[str], tables: Tables
) -> None:
    keys = [key] if isinstance(key, str) else key
    parents = set(tables[parent][keys].itertuples(index=False, name=None))
    assert set(tables[child][keys].itertuples(index=False, name=None)) <= parents


def test_every_mention_has_every_score(tables: Tables) -> None:
    usual = [name for name in LEXICONS if name in USUAL_SCORERS]
    n_of_lexicons = sum(len(SCORERS[name]) for name in usual) * len(WINDOWS)
    assert len(tables["scores"]) == len(tables["mentions"]) * (
        n_of_lexicons + len(SCORERS["targeted"])
    )


@pytest.mark.parametrize(
    "measure", [measure for name in USUAL_SCORERS for measure in SCORERS[name]]
)
def test_scores_stay_in_their_range(measure: str, tables: Tables) -> None:
    values = tables["scores"].query("measure == @measure")["value"].dropna()
    assert len(values)
    assert values.between(MEASURES[measure].low, MEASURES[measure].high).all()


def test_words_that_score_make_the_score(tables: Tables) -> None:
    """TextBlob's score is the mean of its words; VADER's has the sign of their sum. The model's
    words are not here.
    """
    words = tables["scored_words"].groupby(KEY)["valence"].agg(["sum", "mean"]).reset_index()
    scores = tables["scores"]
    scores = scores[~scores["measure"].isin(SCORERS["targeted"])]
    joined = scores.merge(words, on=KEY, how="left").fillna({"sum": 0, "mean": 0})
    is_vader = joined["measure"] == "vader_compound"
    blob = joined[~is_vader]
    assert (blob["value"] - blob["mean"]).abs().max() < 0.0001
    vader = joined[is_vader]
    assert ((vader["value"] > 0) == (vader["sum"] > 0)).all()
    assert ((vader["value"] < 0) == (vader["sum"] < 0)).all()


@pytest.mark.build
@pytest.mark.parametrize("name", ["sentences", "mentions", "scores", "scored_words", "frame_hits"])
def test_an_article_alone_gives_what_it_gives_among_others(
    name: str, tiny_articles: pd.DataFrame, tiny_tables: Tables, tiny_codebook: fr.Codebook
) -> None:
    alone = [
        fr.analyse(tiny_articles.iloc[[n]], tiny_codebook)[name]
        for n in reversed(range(len(tiny_articles)))
    ]
    key = list(schema.TABLES[name].key)
    one_by_one = pd.concat(alone).sort_values(key, ignore_index=True)
    assert_frame_equal(one_by_one, tiny_tables[name].sort_values(key, ignore_index=True))


STEPS: dict[str, Callable[[Tables, fr.Codebook], object]] = {
    "audit_articles": lambda t, c: fr.audit_articles(t["articles"], c),
    "split_sentences": lambda t, c: fr.split_sentences(
        t["articles"], findings=t["findings"], codebook=c
    ),
    "find_mentions": lambda t, c: fr.find_mentions(t["sentences"], c, articles=t["articles"]),
    "score_sentiment": lambda t, c: fr.score_sentiment(
        t["mentions"], t["sentences"], c, return_words=True
    ),
    "match_frames": lambda t, c: fr.match_frames(t["mentions"], t["sentences"], c),
    "summarise_portrayal": lambda t, c: fr.summarise_portrayal(
        t["mentions"],
        t["articles"],
        t["scores"],
        frame_hits=t["frame_hits"],
        by=["actor_id", "outlet_id"],
    ),
    "pair_measures": lambda t, c: fr.pair_measures(
        t["scores"], t["mentions"], "vader_compound", "textblob_polarity"
    ),
    "show_in_context": lambda t, c: fr.show_in_context(t["mentions"], t["sentences"]),
    "find_telling": lambda t, c: fr.find_telling(t["mentions"], t["sentences"], t["scores"]),
    "analyse": lambda t, c: fr.analyse(t["articles"], c),
}
RESULTS = {
    "audit_articles": "findings",
    "split_sentences": "sentences",
    "find_mentions": "mentions",
    "match_frames": "frame_hits",
}


@pytest.mark.filterwarnings("ignore::framing.DescriptiveWarning")
@pytest.mark.parametrize("step", STEPS)
def test_no_step_changes_its_input(step: str, tables: Tables, codebook: fr.Codebook) -> None:
    before = {name: table.copy(deep=True) for name, table in tables.items()}
    aliases, keywords = codebook.aliases.copy(), codebook.keywords.copy()
    STEPS[step](tables, codebook)
    for name, table in tables.items():
        assert_frame_equal(table, before[name])
    assert_frame_equal(codebook.aliases, aliases)
    assert_frame_equal(codebook.keywords, keywords)


@pytest.mark.filterwarnings("ignore::framing.DescriptiveWarning")
@pytest.mark.parametrize("step", STEPS)
def test_a_step_repeated_gives_the_same(
    step: str, tiny_tables: Tables, tiny_codebook: fr.Codebook
) -> None:
    first, second = (STEPS[step](tiny_tables, tiny_codebook) for _ in range(2))
    firsts, seconds = (list(r.values()) if isinstance(r, dict) else r for r in (first, second))
    if isinstance(firsts, pd.DataFrame):
        firsts, seconds = [firsts], [seconds]
    for a, b in zip(firsts, seconds, strict=True):
        assert_frame_equal(a, b)


@pytest.fixture
def nothing() -> Tables:
    return {name: schema.empty(name) for name in schema.TABLES}


@pytest.mark.parametrize("step", RESULTS)
def test_empty_input_gives_an_empty_table(
    step: str, nothing: Tables, tiny_codebook: fr.Codebook
) -> None:
    assert_frame_equal(STEPS[step](nothing, tiny_codebook), schema.empty(RESULTS[step]))


def test_empty_input_gives_empty_scores(nothing: Tables, tiny_codebook: fr.Codebook) -> None:
    scores, words = STEPS["score_sentiment"](nothing, tiny_codebook)
    assert_frame_equal(scores, schema.empty("scores"))
    assert_frame_equal(words, schema.empty("scored_words"))


def test_empty_input_gives_empty_portrayals(nothing: Tables) -> None:
    found = fr.summarise_portrayal(nothing["mentions"], nothing["articles"], nothing["scores"])
    assert_frame_equal(found, schema.empty("portrayals"))


@pytest.mark.parametrize("step", ["pair_measures", "show_in_context", "find_telling"])
def test_empty_input_gives_the_columns_of_a_full_one(
    step: str, nothing: Tables, tiny_tables: Tables, tiny_codebook: fr.Codebook
) -> None:
    empty, full = (STEPS[step](given, tiny_codebook) for given in (nothing, tiny_tables))
    assert empty.empty
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


def test_nothing_to_analyse_gives_empty_tables(nothing: Tables, tiny_codebook: fr.Codebook) -> None:
    for name, table in fr.analyse(nothing["articles"], tiny_codebook).items():
        if name == "funnel":  # each of its stages is there, and nobody passed it
            assert table["n"].tolist() == [0] * len(table)
            continue
        expected = schema.empty(name)
        if name == "articles":  # a run names the clusters of copies
            expected = expected.assign(cluster_id=expected["article_id"])
        assert_frame_equal(table, expected)
