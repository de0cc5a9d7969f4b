"""Copies: by hand, by what was changed, in any order, and where nothing is to be found."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import tables

import framing as fr
from framing.articles.duplicates import N_HASHES, cluster_fingerprints, fingerprint_texts
from framing.tables.schema import make, violations

WIRE = (
    "Envoys of nine coastal states met on Monday and agreed to reopen the strait to grain ships "
    "before the summer. The treaty asks each port to report cargoes within two days, and names a "
    "judge for disputes between owners. Fishing crews had blocked the narrow passage since March "
    "after the tolls were doubled without a warning."
)
OTHER = (
    "A court in the hill province freed eleven teachers who had been held for a month over a "
    "march against exams. Their lawyers called the ruling late but welcome, while the ministry "
    "said that it would study the long verdict."
)


def clusters(texts: dict[str, str], **options: float) -> list[tuple[str, str, str, bool]]:
    found = fr.find_duplicates(fr.make_articles(texts), **options)
    assert violations(found, "duplicates") == []
    return list(
        found[["article_id", "cluster_id", "kind", "is_first"]].itertuples(index=False, name=None)
    )


@pytest.mark.parametrize(
    ("copy", "kind"),
    [
        pytest.param(WIRE, "exact", id="the same"),
        pytest.param(WIRE.upper().replace(",", " –"), "exact", id="other capitals and marks"),
        pytest.param("Grain flows again\n\n" + WIRE, "near", id="another headline"),
        pytest.param(WIRE + "\n\nLeave a comment\n\nSubscribe", "near", id="page furniture"),
        pytest.param(" ".join(WIRE.split()[:36]), "near", id="two thirds of it"),
        pytest.param(
            WIRE.replace("Monday", "Tuesday").replace("judge", "panel"),
            "near",
            id="two words changed",
        ),
        pytest.param(
            WIRE.split(". ", 1)[1] + " " + WIRE.split(". ", 1)[0], "near", id="sentences moved"
        ),
    ],
)
def test_a_copy_is_found_by_what_was_changed(copy: str, kind: str) -> None:
    assert clusters({"a": WIRE, "b": copy, "c": OTHER}) == [
        ("a", "a", kind, True),
        ("b", "a", kind, False),
    ]


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {"a": WIRE},
        {"a": WIRE, "b": OTHER},
        pytest.param({"a": "", "b": "", "c": "...", "d": "…"}, id="no word"),
        pytest.param({"a": "Talks failed", "b": "Talks began"}, id="two words"),
    ],
)
def test_nothing_is_repeated(texts: dict[str, str]) -> None:
    assert clusters(texts) == []


def test_short_texts_repeat_each_other_in_full_only() -> None:
    assert clusters({"a": "Talks", "b": "talks!", "c": "Talks fail"}) == [
        ("a", "a", "exact", True),
        ("b", "a", "exact", False),
    ]


def test_exact_is_what_an_earlier_one_says_already() -> None:
    shorter = " ".join(WIRE.split()[:40])
    assert clusters({"a": WIRE, "b": shorter, "c": shorter + "!", "d": WIRE}) == [
        ("a", "a", "exact", True),
        ("b", "a", "near", False),
        ("c", "a", "exact", False),
        ("d", "a", "exact", False),
    ]


def test_the_first_is_the_earliest() -> None:
    days = pd.Series(["2023-03-02", "2023-03-01", None], dtype="str").astype("datetime64[us, UTC]")
    articles = fr.make_articles({"a": WIRE, "b": WIRE, "c": WIRE}).assign(published_at=days)
    found = fr.find_duplicates(articles)
    assert found["article_id"].tolist() == ["b", "a", "c"]
    assert found["cluster_id"].unique().tolist() == ["b"]


def test_similarity_is_the_share_of_runs_of_three_words() -> None:
    words = [f"w{n}" for n in range(402)]
    half = words[:202]  # 200 of the 400 runs
    found = fr.find_duplicates(fr.make_articles({"a": " ".join(words), "b": " ".join(half)}))
    assert found["similarity"].tolist()[0] == 1
    assert found["similarity"].tolist()[1] == pytest.approx(
        200 / 400, abs=3 * np.sqrt(0.25 / N_HASHES)
    )


@pytest.mark.parametrize(("threshold", "n"), [(0.3, 2), (0.9, 0)])
def test_the_threshold_decides(threshold: float, n: int) -> None:
    assert len(clusters({"a": WIRE, "b": " ".join(WIRE.split()[:36])}, threshold=threshold)) == n


@pytest.mark.parametrize("threshold", [0.29, 1.01, float("nan")])
def test_a_threshold_out_of_range_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold must lie between"):
        fr.find_duplicates(fr.make_articles({}), threshold=threshold)


def test_parts_of_different_lengths_are_refused() -> None:
    digests, signatures = fingerprint_texts([WIRE])
    with pytest.raises(ValueError, match="2 articles have 1 digests and 1 signatures"):
        cluster_fingerprints(["a", "b"], digests, signatures)


VOCABULARY = ("grain", "ship", "port", "judge", "toll", "strait", "crew", "court")
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=12).map(" ".join)


@pytest.mark.build
@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=12), st.randoms(use_true_random=False))
def test_neither_order_nor_shards_change_clusters(texts: list[str], rng: object) -> None:
    named = {f"a{n:02}": text for n, text in enumerate(texts)}
    shuffled = list(named.items())
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert clusters(named) == clusters(dict(shuffled))
    parts = [fingerprint_texts(texts[:5]), fingerprint_texts(texts[5:])]
    digests, signatures = (np.concatenate(part) for part in zip(*parts, strict=True))
    sharded = cluster_fingerprints(named, digests, signatures)
    pd.testing.assert_frame_equal(sharded, fr.find_duplicates(fr.make_articles(named)))


def test_many_copies_of_one_text_are_one_cluster() -> None:
    """More of them stand in each band than are compared with each other."""
    texts = {f"a{n:03}": WIRE.replace("nine", str(n)) for n in range(300)}
    found = fr.find_duplicates(fr.make_articles(texts))
    assert found["cluster_id"].unique().tolist() == ["a000"]
    assert len(found) == 300


def test_clusters_of_random_signatures_take_little_time() -> None:
    rng = np.random.default_rng(1)
    signatures = rng.integers(0, 2**16, (20_000, N_HASHES), dtype=np.uint16)
    signatures[1::2] = signatures[::2]
    signatures[1::2, :32] = 0  # three quarters of each second one are as in the first
    digests = np.array([f"{n:032x}" for n in range(20_000)], dtype="S32")
    found = cluster_fingerprints([str(n) for n in range(20_000)], digests, signatures)
    assert found["cluster_id"].nunique() == 10_000
    assert found["similarity"].between(0.75, 0.77).sum() == 10_000


def test_hostile_texts_do_no_harm() -> None:
    texts = ["\x00\ufffd\u202e" * 9, "\ud800 alone", "=1+1", "ﷺ" * 1_000, "İ" * 50 + " ß"]
    digests, signatures = fingerprint_texts(texts)
    assert cluster_fingerprints("abcde", digests, signatures).empty


def test_every_article_has_its_cluster() -> None:
    articles = fr.make_articles({"a": WIRE, "b": OTHER, "c": WIRE})
    joined = fr.join_clusters(articles, fr.find_duplicates(articles))
    assert joined["cluster_id"].tolist() == ["a", "b", "a"]
    assert fr.join_clusters(articles, fr.find_duplicates(articles.iloc[:2]))[
        "cluster_id"
    ].tolist() == ["a", "b", "c"]


def test_intervals_with_wire_copy_resample_clusters() -> None:
    """Ten copies of one text and ten texts of their own: as ten independent texts the copies would
    look too sure.
    """
    specs = [(f"a{n:02}", "0", "CHN", 1.0 if n < 10 else -1.0) for n in range(20)]
    mentions, articles, scores = tables(specs)
    articles["text"] = pd.Series(
        [WIRE] * 10 + [f"{n} " + " ".join(f"w{n}{k}" for k in range(9)) for n in range(10)],
        dtype="str",
    )
    clustered = fr.join_clusters(articles, fr.find_duplicates(articles))
    assert clustered["cluster_id"].nunique() == 11
    alone = fr.summarise_portrayal(mentions, articles, scores).iloc[0]
    together = fr.summarise_portrayal(mentions, clustered, scores, cluster="cluster_id").iloc[0]
    assert alone["estimate"] == together["estimate"] == 0
    assert together["resampled"] == "clusters"
    assert together["ci_high"] - together["ci_low"] > 1.2 * (alone["ci_high"] - alone["ci_low"])


def test_rankings_without_near_duplicates_take_the_table() -> None:
    specs = [
        (f"a{n}", actor, actor, level)
        for n in range(12)
        for actor, level in {"FRA": 0.5, "IRN": -0.5}.items()
    ]
    mentions, articles, scores = tables(specs)
    articles["text"] = pd.Series(
        [WIRE] * 4 + [f"text {n} {'abcdefgh'[n]}" for n in range(8)], dtype="str"
    )
    own = {
        "mentions": mentions,
        "articles": articles,
        "duplicates": fr.find_duplicates(articles),
        "scores": scores.assign(measure="targeted"),
    }
    ranked = fr.rank_variants(own, min_mentions=2, min_articles=2)
    n_articles = ranked.drop_duplicates("variant").set_index("variant")["n_articles"].to_dict()
    assert n_articles == {"model, sentence": 12, "without near-duplicates": 9}
    ranked = fr.rank_variants(
        {**own, "duplicates": make("duplicates", [])}, min_mentions=2, min_articles=2
    )
    assert ranked["variant"].unique().tolist() == ["model, sentence"]
