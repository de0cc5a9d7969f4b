"""Titles say what a table holds and no more: ties, one row, nothing reportable, no outlets."""

import pandas as pd
import pytest

from framing.figures.headlines import actors, portrayals, texts, trust, words

NAMES = {"CHN": "China", "USA": "United States", "RUS": "Russia", "p": "Potomac", "e": "Estuary"}


def rows(*given: tuple[str, float, float, float], **more: object) -> pd.DataFrame:
    """Portrayals: actor, estimate and the ends of its interval, all reportable."""
    table = pd.DataFrame(given, columns=["actor_id", "estimate", "ci_low", "ci_high"])
    return table.assign(is_reportable=True, n_mentions=20).assign(**more)


LOW, MIDDLE, HIGH = ("CHN", -0.4, -0.5, -0.3), ("RUS", 0.0, -0.6, 0.6), ("USA", 0.2, 0.1, 0.3)


@pytest.mark.parametrize(
    ("table", "measure", "said"),
    [
        (
            rows(LOW, HIGH),
            "targeted",
            "China is portrayed most negatively, the United States most positively; the difference "
            "is clear",
        ),
        (
            rows(LOW, HIGH),
            "vader_compound",
            "The words around China are most negative, those around the United States most "
            "positive; the difference is clear",
        ),
        (
            rows(LOW, HIGH, ("RUS", -0.9, -1.0, 1.0)),
            "targeted",
            "China is portrayed more negatively than the United States; the difference is clear",
        ),
        (
            rows(("CHN", 0.2, 0.1, 0.25), ("USA", 0.5, 0.4, 0.6)),
            "targeted",
            "China is portrayed least positively, the United States most positively; the "
            "difference is clear",
        ),
        (
            rows(MIDDLE, HIGH),
            "targeted",
            "No difference between the 2 actors is clear, once all pairs are looked at, though the "
            "interval of the United States leaves out 0",
        ),
        (
            rows(MIDDLE, ("USA", 0.2, -0.1, 0.3)),
            "targeted",
            "No difference between the 2 actors is clear, once all pairs are looked at",
        ),
        (
            rows(LOW, ("USA", -0.4, -0.5, -0.3)),
            "targeted",
            "No difference between the 2 actors is clear, once all pairs are looked at, though "
            "intervals of China and the United States leave out 0",
        ),
        (
            rows(LOW),
            "targeted",
            "The portrayal of China is clearly negative; of no other actor is there enough",
        ),
        (
            rows(MIDDLE),
            "vader_compound",
            "The words around Russia are neither clearly negative nor clearly positive; of no "
            "other actor is there enough",
        ),
        (
            rows(LOW, HIGH, is_reportable=False),
            "targeted",
            "No actor stands in enough articles to conclude anything about its portrayal",
        ),
        (
            rows(),
            "targeted",
            "No actor stands in enough articles to conclude anything about its portrayal",
        ),
    ],
)
def test_tone(table: pd.DataFrame, measure: str, said: str) -> None:
    assert actors.tell_tone(table, NAMES, measure) == said


def as_corrected(low: str, high: str, chance: float) -> pd.DataFrame:
    return pd.DataFrame({"low": [low], "high": [high], "difference": [0.7], "chance": [chance]})


@pytest.mark.parametrize(
    ("table", "corrected", "said"),
    [
        (
            rows(MIDDLE, HIGH),
            as_corrected("USA", "RUS", 0.01),
            "Corrected by codes, the United States is portrayed more negatively than Russia; the "
            "difference is clear",
        ),
        (
            rows(LOW, HIGH),
            as_corrected("CHN", "USA", 0.3),
            "By the scores alone, China is portrayed more negatively than the United States; "
            "corrected by codes, the difference is not clear",
        ),
        (
            rows(LOW, HIGH),
            as_corrected("RUS", "USA", 0.3),
            "China is portrayed more negatively than the United States; the difference is clear",
        ),
        (
            rows(MIDDLE, ("USA", 0.2, -0.1, 0.3), corrected_low=[-0.9, 0.1], corrected_high=0.5),
            as_corrected("RUS", "USA", 0.3),
            "No difference between the 2 actors is clear, once all pairs are looked at, though the "
            "interval of the United States leaves out 0",
        ),
    ],
)
def test_codes_decide_what_is_said_of_actors(
    table: pd.DataFrame, corrected: pd.DataFrame, said: str
) -> None:
    assert actors.tell_tone(table, NAMES, "targeted", corrected) == said


def extremes(*given: tuple[str, float, float | None]) -> pd.DataFrame:
    columns = ["actor_id", "difference", "chance"]
    return pd.DataFrame(given, columns=columns).assign(low="p", high="e")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            extremes(("CHN", 0.4, 0.01), ("USA", 0.9, 0.4)),
            "China is portrayed more negatively by Potomac than by Estuary; the difference is "
            "clear",
        ),
        (
            extremes(("CHN", 0.4, 0.01), ("USA", 0.9, 0.01), ("RUS", 0.1, None)),
            "The United States is portrayed more negatively by Potomac than by Estuary; the "
            "difference is clear, and so is that on China",
        ),
        (
            extremes(("CHN", 0.4, 0.2), ("USA", 0.5, 0.3), ("RUS", 0.9, None)),
            "No clear difference between outlets: Potomac and Estuary lie farthest apart, on the "
            "United States",
        ),
        (extremes(), "No actor is mentioned often enough by two outlets to compare them"),
    ],
)
def test_outlets(table: pd.DataFrame, said: str) -> None:
    assert actors.tell_outlets(table, NAMES, NAMES) == said


def test_codes_decide_what_is_said_of_outlets() -> None:
    table = extremes(("CHN", 0.4, 0.01)).assign(chance_corrected=0.3)
    assert actors.tell_outlets(table, NAMES, NAMES) == (
        "By the scores alone, China is portrayed more negatively by Potomac than by Estuary; "
        "corrected by codes, the difference is not clear"
    )
    for chance in (0.01, None):
        told = actors.tell_outlets(table.assign(chance_corrected=chance), NAMES, NAMES)
        assert told.endswith("by Potomac than by Estuary; the difference is clear")


@pytest.mark.parametrize(
    ("q_values", "said"),
    [
        ((0.01, 0.02), "Potomac is clearly kinder to China and harsher to Russia than Estuary"),
        ((0.01, 0.5), "Potomac is clearly kinder to China than Estuary"),
        ((0.5, 0.5), "Potomac and Estuary lie farthest apart, but differ clearly on no actor"),
    ],
)
def test_two_sides(q_values: tuple[float, float], said: str) -> None:
    table = pd.DataFrame(
        {"actor_id": ["CHN", "RUS"], "difference": [0.3, -0.2], "q_value": q_values}
    ).assign(side_a="p", side_b="e", is_reportable=True)
    assert portrayals.tell_two_sides(table, NAMES, NAMES) == said
    nothing = portrayals.tell_two_sides(table.assign(is_reportable=False), NAMES, NAMES)
    assert nothing == "No actor is mentioned often enough by both sides"


def test_changes() -> None:
    row = {"actor_id": "USA", "kind": "step", "p_value": 0.012, "before": 0.1, "after": -0.2}
    changes = pd.DataFrame([row]).assign(
        changed_at=pd.Timestamp("2023-02-04"), chance_corrected=float("nan")
    )
    tell = portrayals.tell_changes
    assert tell(changes, ["USA"], ["USA"], NAMES) == (
        "The United States is portrayed more negatively from about 4 February 2023 on (p = 0.01)"
    )
    trend = changes.assign(kind="trend")
    assert tell(trend, ["USA"], ["USA"], NAMES) == (
        "A trend: the United States is portrayed more negatively as time goes on (p = 0.01)"
    )
    assert tell(trend.assign(chance_corrected=0.4), ["USA"], ["USA"], NAMES) == (
        "By the scores alone, a trend: the United States is portrayed more negatively as time goes "
        "on (p = 0.01); corrected by codes, that is not clear"
    )
    assert tell(
        trend, ["USA", "CHN", "RUS", "UKR", "IND"], ["USA", "CHN", "RUS", "UKR", "IND"], NAMES
    ) == (
        "No change over time is clear, once all actors are looked at; nearest to it is a trend of "
        "the United States (p = 0.01)"
    )
    none, both = changes.head(0), ["USA", "CHN"]
    assert tell(none, both, both, NAMES) == (
        "The portrayal of the United States and China shows no change beyond what chance makes"
    )
    assert tell(none, both, ["CHN", "RUS"], NAMES) == (
        "The portrayal of China shows no change beyond what chance makes; of the United States "
        "there are too few articles to tell"
    )
    assert tell(none, both, [], NAMES) == (
        "Too few articles to look for a change in the portrayal of the United States and China"
    )


def test_what_was_not_tested_is_not_called_no_difference() -> None:
    untold = rows(("CHN", 0.3, 0.2, 0.4), frame_id="war", others=float("nan"))
    assert portrayals.tell_shares(untold, NAMES, {}, 4) == "", "no other actor"
    table = rows(("", 0.3, 0.2, 0.4), ("", 0.1, 0.0, 0.2), frame_id=["war", "aid"])
    table = table.assign(voice_group=["narrator", "own side"])
    assert portrayals.tell_voice_frames(table, {}, 2) == "", "no frame is in two voices"
    sides = pd.DataFrame(
        {"actor_id": ["CHN"], "difference": [0.4], "q_value": [float("nan")], "is_reportable": True}
    ).assign(side_a="a", side_b="b")
    assert "often enough" in portrayals.tell_two_sides(sides, NAMES, {})
    extremes = pd.DataFrame({"actor_id": ["CHN"], "low": "a", "high": "b", "difference": 0.4})
    assert "often enough" in actors.tell_outlets(extremes.assign(chance=float("nan")), NAMES, {})
    bias = pd.DataFrame({"actor_id": ["USA"], "bias": [-0.3]})
    bias = bias.assign(bias_low=float("nan"), bias_high=float("nan"))
    assert trust.tell_bias(bias, NAMES).startswith("Too few articles are coded")


def test_shares() -> None:
    table = rows(("CHN", 0.3, 0.2, 0.4), ("USA", 0.01, 0.0, 0.02), frame_id="war", others=0.05)
    tell = portrayals.tell_shares
    assert tell(table, NAMES, {"war": "War"}, 4) == (
        "China stands more often in “War” than other actors (30 % of mentions, others 5 %)"
    )
    assert tell(table[1:], NAMES, {}, 4) == (
        "The United States stands less often in “war” than other actors (1 % of mentions, others "
        "5 %)"
    )
    assert tell(table.assign(others=[0.3, 0.01]), NAMES, {}, 4) == (
        "No actor stands clearly more in a frame than the others do, once all pairs are looked at"
    )
    assert tell(table.assign(is_reportable=False), NAMES, {}, 4) == ""
    assert tell(table[:1], NAMES, {}, 10**9).startswith("No actor"), "picked of many"


def test_frames_of_voices() -> None:
    table = rows(("", 0.3, 0.2, 0.4), ("", 0.01, 0.0, 0.02), frame_id="war")
    table = table.assign(voice_group=["narrator", "own side"])
    tell = portrayals.tell_voice_frames
    assert tell(table, {"war": "War"}, 1).startswith(
        "“War” stands more in the words of the outlet itself than of the actor’s own side"
    )
    assert tell(table.assign(ci_low=0.0, ci_high=1.0), {}, 1).startswith("No frame stands clearly")
    assert tell(table[:1], {}, 1) == ""


def test_voices() -> None:
    table = pd.DataFrame(
        {
            "actor_id": ["CHN", "USA"],
            "n_mentions": [30, 10],
            "narrator": [0.5, 0.9],
            "own": [0.3, 0],
        }
    ).assign(is_reportable=True, is_shown=True)
    tell = portrayals.tell_voices
    whole = "60 % of mentions stand in the outlets’ own words"
    assert tell(table, NAMES) == f"{whole}; China speaks for itself most (30 %)"
    assert tell(table.assign(own=0.2), NAMES) == whole, "a tie"
    three = pd.concat([table, table[:1].assign(actor_id="RUS", own=0.296)])
    assert tell(three, NAMES).endswith("; China and Russia speak for themselves most (30 %)")
    assert tell(three.assign(own=0.0), NAMES) == whole.replace("60", "56"), "nobody"
    assert tell(table.assign(is_reportable=False), NAMES) == whole


def test_tone_of_voices() -> None:
    table = rows(("CHN", 0.3, 0.2, 0.4), ("CHN", -0.2, -0.3, -0.1))
    table = table.assign(voice_group=["narrator", "another actor"])
    tell = portrayals.tell_tone_of_voices
    assert tell(table, NAMES) == (
        "The words of the outlet itself are clearly kinder to China than those of other actors"
    )
    between = table.assign(voice_group=["own side", "another actor"])
    assert tell(between, NAMES).startswith("The words of the actor’s own side are clearly kinder")
    assert tell(table.assign(ci_low=-1.0, ci_high=1.0), NAMES) == (
        "No difference in tone between two voices is clear"
    )
    many = pd.concat([between, *(table.assign(actor_id=f"A{n}", estimate=0.0) for n in range(30))])
    near = many.assign(ci_low=many["estimate"] - 0.2, ci_high=many["estimate"] + 0.2)
    assert tell(near, NAMES).endswith("though the intervals of 1 pair do not touch")
    assert tell(table[:1], NAMES).startswith("Of no actor do two voices"), "one voice"


def test_pairs() -> None:
    table = rows(LOW, HIGH, speaker_actor_id=["USA", "CHN"])
    tell = portrayals.tell_pairs
    assert tell(table, NAMES) == (
        "Of pairs heard 10 times or more, the United States speaks most negatively of China "
        "(n = 20)"
    )
    assert tell(table[1:], NAMES).startswith("No actor speaks clearly negatively of another")
    assert "too little to tell tones apart" in tell(table.assign(is_reportable=False), NAMES)
    assert tell(table.assign(speaker_actor_id=table["actor_id"]), NAMES) == ""


def test_actions() -> None:
    table = pd.DataFrame(
        {"agent_id": ["CHN", "USA"], "patient_id": ["RUS", "CHN"]}
        | {"n_cooperation": [3, 1], "n_confrontation": [2, 0]}
    )
    tell = portrayals.tell_actions
    assert tell(table, NAMES) == (
        "China acts most often on Russia: 3 in cooperation and 2 in confrontation"
    )
    assert tell(table.assign(n_cooperation=1, n_confrontation=0), NAMES).startswith("No pair")
    assert tell(table.head(0), NAMES) == ""


def test_positions() -> None:
    starts = {"CHN": [0, 5, 10, 15], "USA": [80, 85, 90], "RUS": [3]}
    table = pd.DataFrame(
        [(actor, start, start + 2) for actor, some in starts.items() for start in some],
        columns=["actor_id", "start", "end"],
    )
    tell = texts.tell_positions
    assert tell(table, NAMES) == (
        "China is mentioned most (4 of 8 times); the United States comes up only in the second half"
    )
    assert tell(table[1:], NAMES).startswith("China and the United States are mentioned most")
    assert tell(table[:4], NAMES) == "China is the only actor of this article"
    assert tell(table.head(0), NAMES) == ""


def test_naming() -> None:
    kinds = [("CHN", "leader", 6), ("CHN", "name", 4), ("USA", "name", 10), ("RUS", "seat", 2)]
    table = pd.DataFrame(kinds, columns=["actor_id", "alias_type", "n_mentions"])
    tell = texts.tell_naming
    assert tell(table, NAMES, 10) == (
        "China is named most by leaders, officials and seats of power (60 % of mentions)"
    )
    assert tell(table[2:3], NAMES, 10) == (
        "No actor is named by its leaders, officials or seats of power"
    )
    assert tell(table, NAMES, 99) == ""


def test_signs() -> None:
    cells = [(-1, -1, 2), (-1, 1, 1), (0, 0, 1)]
    table = pd.DataFrame(cells, columns=["first_sign", "second_sign", "n"])
    table = table.assign(first="targeted", second="vader_compound")
    assert texts.tell_signs(table) == (
        "The model and VADER give 75 % of mentions the same sign, and 25 % opposite ones"
    )
    assert texts.tell_signs(table.head(0)) == ""


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            (-0.9, 0.8),
            "The strongest sentence about the United States is negative, about the other positive",
        ),
        ((0.9, 0.8), "The strongest sentence about each of 2 actors is positive"),
        ((-0.9,), "The strongest sentence about the United States is negative"),
        ((), ""),
    ],
)
def test_telling(values: tuple[float, ...], said: str) -> None:
    actors = ["USA", "CHN"][: len(values)]
    table = pd.DataFrame({"actor_id": actors, "value": list(values)})
    assert texts.tell_telling(table, NAMES) == said


def test_rankings() -> None:
    ranks = [("a", "CHN", 1), ("a", "USA", 2), ("b", "CHN", 1), ("b", "USA", 2)]
    table = pd.DataFrame(ranks, columns=["variant", "actor_id", "rank"])
    table = table.assign(is_baseline=table["variant"] == "a", tau=[1.0, 1.0, -0.5, -0.5])
    tell = trust.tell_rankings
    assert tell(table, NAMES, 0) == (
        "China is highest and the United States is lowest by each of 2 ways to measure"
    )
    assert tell(table.assign(rank=[1, 2, 2, 1]), NAMES, 1) == (
        "The order of the actors depends on how it is measured (τ down to −0.50)"
    )
    assert tell(table, NAMES, 2).startswith("No two actors can be told apart by any of 2 ways")
    assert tell(table[:2], NAMES, 0) == ""


def test_agreement_and_bias_and_corrections() -> None:
    agreement = pd.DataFrame(
        {
            "variable": ["tone", "frame"],
            "alpha": [0.9, 0.4],
            "verdict": ["reliable", "not reliable"],
        }
    )
    assert trust.tell_agreement(agreement) == (
        "Coders agree reliably on tone (0.90), too little on frame (0.40)"
    )
    assert trust.tell_agreement(agreement[1:]) == "Coders agree too little on frame (0.40)"
    assert trust.tell_agreement(agreement.head(0)).startswith("All codes are alike")
    few = agreement.assign(verdict=["reliable", "too few to tell"], ci_low=0.1, ci_high=0.9)
    assert trust.tell_agreement(few) == (
        "Coders agree reliably on tone (0.90); too few are coded to tell for frame (0.10 to 0.90)"
    )
    assert trust.tell_agreement(few[1:]) == (
        "Too few mentions are coded by two to tell how far coders agree on frame (0.10 to 0.90)"
    )
    bias = pd.DataFrame({"actor_id": ["USA"], "bias": [-0.3], "bias_low": -0.5, "bias_high": -0.1})
    assert trust.tell_bias(bias, NAMES) == (
        "By the codes the measure is too harsh to the United States"
    )
    assert "not shown" in trust.tell_bias(bias.assign(bias_high=0.2), NAMES)
    many = pd.concat([bias.assign(bias_high=-0.02), *[bias.assign(bias=0.0, bias_high=0.3)] * 6])
    assert "not shown" in trust.tell_bias(many, NAMES), "the widest of many was picked"
    corrected = rows(("CHN", 0.3, 0.2, 0.4), HIGH, naive=[0.0, 0.2])
    assert trust.tell_corrections(corrected, NAMES) == (
        "The codes move China most, from 0.00 to +0.30"
    )
    assert trust.tell_corrections(corrected.head(0), NAMES).startswith("Too few mentions")


def test_terms() -> None:
    table = pd.DataFrame(
        {"term": ["war", "peace", "x"], "z": [3.0, -2.5, 2.0], "q_value": [0.01, 0.02, 0.9]}
    ).assign(target="p", reference="e")
    assert texts.tell_terms(table, NAMES) == "Potomac says “war” more; Estuary says “peace” more"
    assert texts.tell_terms(table[2:], NAMES) == ""


def test_findings() -> None:
    table = pd.DataFrame(
        {"severity": ["note", "warning"], "check": ["a_b", "c_d"], "n_articles": [5, 1]}
    )
    assert texts.tell_findings(table, 9) == "1 of 9 articles may be measured wrongly: c d"
    assert texts.tell_findings(table[:1], 9) == (
        "5 of 9 articles have something that is good to know: a b"
    )
    assert texts.tell_findings(table.head(0), 9) == ""


def test_a_tie_is_no_clear_pair() -> None:
    assert words.find_clear_pair(rows(LOW, LOW)) is None
    low, high = words.find_clear_pair(words.reportable(rows(HIGH, MIDDLE, LOW))) or (None, None)
    assert (low["actor_id"], high["actor_id"]) == ("CHN", "USA")
