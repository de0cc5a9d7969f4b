"""Sentences and who does what to whom in them.

A row is agent, verb and patient, and P for passive, N for negated, M for mutual.
"""

import pandas as pd
import pytest

import framing as fr
from framing.tables.contracts.columns import VERB_CLASSES
from framing.tables.schema import violations

Row = tuple[str, str, str, str]

CASES: dict[str, tuple[str, list[Row]]] = {
    "active": ("Poland criticised Hungary.", [("Poland", "criticise", "Hungary", "")]),
    "nouns after the agent": (
        "Russian troops invaded Ukraine.",
        [("Russian", "invade", "Ukraine", "")],
    ),
    "adverb": (
        "The West quickly dismissed Beijing’s peace proposal.",
        [("West", "dismiss", "Beijing", "")],
    ),
    "passive": (
        "The proposal of Beijing was dismissed by the West.",
        [("West", "dismiss", "Beijing", "P")],
    ),
    "passive, possessor": (
        "Beijing's proposal was dismissed by the West.",
        [("West", "dismiss", "Beijing", "P")],
    ),
    "negated": ("China did not condemn Russia.", [("China", "condemn", "Russia", "N")]),
    "negated, short": ("China hasn’t condemned Russia.", [("China", "condemn", "Russia", "N")]),
    "cannot": ("China can't help Russia.", [("China", "help", "Russia", "N")]),
    "refused": ("Japan refused to recognise Taiwan.", [("Japan", "recognise", "Taiwan", "N")]),
    "chained": ("France wants to sanction Belarus.", [("France", "sanction", "Belarus", "")]),
    "for somebody to do": (
        "He asked for Poland to support Ukraine.",
        [("Poland", "support", "Ukraine", "")],
    ),
    "accused of doing": (
        "Moscow accused Kyiv of attacking Belarus.",
        [("Moscow", "accuse", "Kyiv", ""), ("Kyiv", "attack", "Belarus", "")],
    ),
    "two agents": (
        "France and Germany sanctioned Belarus.",
        [("Germany", "sanction", "Belarus", ""), ("France", "sanction", "Belarus", "")],
    ),
    "two patients": (
        "China sanctioned France and Germany.",
        [("China", "sanction", "France", ""), ("China", "sanction", "Germany", "")],
    ),
    "mutual": ("China and Russia signed a pact.", [("China", "sign", "Russia", "M")]),
    "met with": ("Putin met on Monday with Xi.", [("Putin", "meet", "Xi", "")]),
    "talks between": (
        "Talks between Iran and Saudi Arabia failed.",
        [("Iran", "negotiate with", "Saudi Arabia", "M")],
    ),
    "a hyphen": (
        "The Israeli-Palestinian conflict goes on.",
        [("Israeli", "fight", "Palestinian", "M")],
    ),
    "noun": ("Russia's invasion of Ukraine went on.", [("Russia", "invade", "Ukraine", "")]),
    "noun after a demonym": (
        "The Russian invasion of Ukraine went on.",
        [("Russian", "invade", "Ukraine", "")],
    ),
    "relative clause": (
        "Russian troops, who had left Syria, attacked Ukraine.",
        [("Russian", "attack", "Ukraine", "")],
    ),
    "apposition": (
        "The president of France, a critic, praised Japan.",
        [("France", "praise", "Japan", "")],
    ),
    "the inner action": (
        "China warned that Japan would attack Taiwan.",
        [("Japan", "attack", "Taiwan", "")],
    ),
    "an actor in a place": ("Protesters in Moscow criticised China.", []),
    "a thing named after a country": ("Obama opposed the Iraq war.", []),
    "the same actor": ("Moscow criticised the Kremlin.", []),
    "no action": ("China and Russia are large.", []),
    "not mutual": ("China and Russia rejected the plan.", []),
}


def roles_in(text: str, codebook: fr.Codebook) -> list[Row]:
    articles = fr.make_articles({"one": text})
    articles["published_at"] = pd.Series(["2014-06-01"], dtype="datetime64[us, UTC]")
    sentences = fr.split_sentences(articles, codebook=codebook)
    mentions = fr.find_mentions(sentences, codebook, articles=articles)
    roles = fr.extract_roles(mentions, sentences, codebook)
    assert violations(roles, "roles") == []
    words = mentions.set_index("mention_id")["surface"]
    return [
        (
            words[row.agent_mention_id],
            row.verb,
            words[row.patient_mention_id],
            "P" * row.is_passive + "N" * row.is_negated + "M" * row.is_mutual,
        )
        for row in roles.itertuples(index=False)
    ]


@pytest.mark.parametrize("name", CASES)
def test_roles(name: str, shipped_codebook: fr.Codebook) -> None:
    text, expected = CASES[name]
    assert roles_in(text, shipped_codebook) == expected


KINDS: dict[str, list[tuple[str, list[Row]]]] = {
    "phrasal verbs": [
        ("Brussels hits back at Washington.", [("Brussels", "hit back at", "Washington", "")]),
        ("Poland hit out at Hungary.", [("Poland", "hit out at", "Hungary", "")]),
        ("Iran backed down over Israel.", []),
        ("China dropped in on Japan.", []),
        ("Poland backs Ukraine.", [("Poland", "back", "Ukraine", "")]),
        ("France walked back to Mali.", []),
        ("Poland turned down Hungary.", [("Poland", "turn down", "Hungary", "")]),
        ("France broke off talks with Mali.", [("France", "break off talks with", "Mali", "")]),
        ("Iran struck back at Israel.", [("Iran", "strike back at", "Israel", "")]),
        ("China gave up on Japan.", []),
    ],
    "clauses in a list": [
        (
            "Russia menaces Ukraine, China menaces Taiwan.",
            [("Russia", "menace", "Ukraine", ""), ("China", "menace", "Taiwan", "")],
        ),
        (
            "Russia menaces Ukraine and China menaces Taiwan.",
            [("Russia", "menace", "Ukraine", ""), ("China", "menace", "Taiwan", "")],
        ),
        (
            "Poland praised Germany, but France criticised Hungary.",
            [("Poland", "praise", "Germany", ""), ("France", "criticise", "Hungary", "")],
        ),
        (
            "They oppose any enlargement of NATO, and Russia supports China.",
            [("Russia", "support", "China", "")],
        ),
        (
            "France, Germany and Poland praised Ukraine.",
            [
                ("Poland", "praise", "Ukraine", ""),
                ("Germany", "praise", "Ukraine", ""),
                ("France", "praise", "Ukraine", ""),
            ],
        ),
        (
            "China sanctioned France, Germany and Poland.",
            [
                ("China", "sanction", "France", ""),
                ("China", "sanction", "Germany", ""),
                ("China", "sanction", "Poland", ""),
            ],
        ),
        (
            "China closed its ports and denounced Japan.",
            [("China", "denounce", "Japan", "")],
        ),
        (
            "Iran summoned the French envoy, accusing Paris of lying.",
            [("Iran", "summon", "French", ""), ("Iran", "accuse", "Paris", "")],
        ),
        (
            "Poland said it would help Ukraine.",
            [("Poland", "help", "Ukraine", "")],
        ),
        ("France on Monday praised Mali.", [("France", "praise", "Mali", "")]),
    ],
    "objects that do not act": [
        ("He who ruined Libya lectures Beijing.", []),
        ("Ruined Libya lectures Beijing.", [("Libya", "lecture", "Beijing", "")]),
        ("Ukrainian troops leave the four regions that have joined Russia.", []),
        ("Ukrainian cities criticised Russia.", []),
        (
            "It played the Taiwan card while it gets ready to invade Japan.",
            [],
        ),
        ("The war in Syria hurt Turkey.", []),
        ("Iran accused of attacking Israel.", [("Iran", "attack", "Israel", "")]),
        ("The leader of Hungary's party insulted Poland.", [("Hungary", "insult", "Poland", "")]),
        ("The French envoy to Mali criticised Niger.", [("French", "criticise", "Niger", "")]),
        (
            "A spokesman for Poland criticised Hungary.",
            [("Poland", "criticise", "Hungary", "")],
        ),
    ],
    "nouns": [
        (
            "China and Japan traded accusations over Taiwan.",
            [("China", "trade accusations", "Japan", "M")],
        ),
        (
            "For want of agreement between China and Japan, it failed.",
            [("China", "agree with", "Japan", "NM")],
        ),
        (
            "The lack of talks between China and Japan is old.",
            [("China", "negotiate with", "Japan", "NM")],
        ),
        ("China's attack on Japan failed.", [("China", "attack", "Japan", "")]),
        ("The attack by China on Japan failed.", [("China", "attack", "Japan", "")]),
        (
            "The invasion of Iraq by American troops failed.",
            [("American", "invade", "Iraq", "")],
        ),
        ("The American-led invasion of Iraq failed.", [("American", "invade", "Iraq", "")]),
        ("Iran faced sanctions from Canada.", [("Canada", "sanction", "Iran", "")]),
        (
            "Norwegian envoys were in talks with France.",
            [("Norwegian", "negotiate with", "France", "")],
        ),
        ("Poland led a campaign against Hungary.", [("Poland", "fight", "Hungary", "")]),
        (
            "China imposed new tariffs on Japan.",
            [("China", "impose ... on", "Japan", "")],
        ),
    ],
    "words that only look like verbs": [
        ("BAGHDAD -- Kidnappers seized two French envoys.", []),
        ("Israel killed four armed Palestinians.", [("Israel", "kill", "Palestinians", "")]),
        ("Five Palestinians killed on Monday in the Israeli operation.", []),
        ("American and Iraqi troops battled militants.", []),
        ("India will meet it with Japan.", []),
        ("Poland called on the world to punish Russia.", []),
        (
            "Sweden may invade Denmark when pressed by Russia.",
            [("Sweden", "invade", "Denmark", "")],
        ),
        ("Hungary is unlikely to invade Austria.", [("Hungary", "invade", "Austria", "N")]),
        (
            "Prosecutors opened a probe into the arrest of a British man by Russian troops.",
            [("Russian", "arrest", "British", "")],
        ),
        ("Men holding two Polish envoys attacked Hungary.", []),
    ],
    "infinitives, participles and prepositions": [
        ("Russia vowed to punish Ukraine.", [("Russia", "punish", "Ukraine", "")]),
        ("Norway is willing to help Chad.", [("Norway", "help", "Chad", "")]),
        ("Russia used its veto to protect Syria.", [("Russia", "protect", "Syria", "")]),
        ("Poland's decision to arm Ukraine was cheered.", [("Poland", "arm", "Ukraine", "")]),
        ("Poland responded by expelling Russian envoys.", [("Poland", "expel", "Russian", "")]),
        ("Norway sent 20 doctors to Chad.", [("Norway", "send ... to", "Chad", "")]),
        (
            "Canada called for sanctions on Iran.",
            [("Canada", "call for ... on", "Iran", "")],
        ),
        ("Russia bombed a base in Georgia.", [("Russia", "bomb", "Georgia", "")]),
        (
            "Hungary was blamed for the delay by Poland.",
            [("Poland", "blame", "Hungary", "P")],
        ),
        ("China did not find time to help Japan.", [("China", "help", "Japan", "N")]),
        ("Norway began training Malian troops.", [("Norway", "train", "Malian", "")]),
        (
            "Oman's plan to isolate and punish Chad failed.",
            [("Oman", "punish", "Chad", "")],
        ),
        (
            "Togolese officers charged with spying on Ghana were freed.",
            [("Togolese", "spy on", "Ghana", "")],
        ),
        ("Peru rescued 40 sailors from Chile.", [("Peru", "rescue", "Chile", "")]),
        ("Austria offered a plan to improve Malta's harbours.", []),
    ],
    "headlines": [
        ("Kenyan Army Kills 5 Ugandans in Raid", [("Kenyan", "kill", "Ugandans", "")]),
        ("Fiji, Samoa hold talks on fish", [("Fiji", "hold talks", "Samoa", "M")]),
        ("Oman says port was hit, accuses Iran of arson", [("Oman", "accuse", "Iran", "")]),
        ("Latvian police arresting Estonian smugglers", [("Latvian", "arrest", "Estonian", "")]),
        ("Togo nabs spy who had led Ghana astray", []),
        ("Senegal backs President Barrow of Gambia", [("Senegal", "back", "Gambia", "")]),
    ],
    "what is said of others": [
        ("Qatar said that Chad must free the sailors.", [("Qatar", "demand", "Chad", "")]),
        ("Peru says Chile should open the border.", [("Peru", "demand", "Chile", "")]),
        ("Qatar said that Chad won.", []),
        ("Brazil called on Bolivia to close the mine.", [("Brazil", "call on", "Bolivia", "")]),
        ("Peru's critics insulted Chile.", []),
    ],
    "marks, brackets and words between": [
        (
            "A Danish minister (Left) “strongly” condemned Iceland.",
            [("Danish", "condemn", "Iceland", "")],
        ),
        ("Kenya vetoed on Friday the Ugandan plan.", [("Kenya", "veto", "Ugandan", "")]),
        (
            "Talks on Monday in Bern between Oman and Qatar failed.",
            [("Oman", "negotiate with", "Qatar", "M")],
        ),
        (
            "Finland praised a Danish treaty rejected by Sweden.",
            [("Finland", "praise", "Danish", ""), ("Sweden", "reject", "Danish", "P")],
        ),
        ("Nepalese guards shot and killed an Indian.", [("Nepalese", "kill", "Indian", "")]),
        ("Oman and Qatar's ministers met briefly on Monday.", [("Oman", "meet", "Qatar", "M")]),
        (
            "A Nigerian court convicted 45 Malians.",
            [("Nigerian", "convict", "Malians", "")],
        ),
        (
            "Peru voiced its dismay and strong condemnation of Chile.",
            [("Peru", "condemn", "Chile", "")],
        ),
    ],
}


@pytest.mark.parametrize(("text", "expected"), [case for cases in KINDS.values() for case in cases])
def test_kinds(text: str, expected: list[Row], shipped_codebook: fr.Codebook) -> None:
    assert roles_in(text, shipped_codebook) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Xi spoke for an hour, and he accused the United States.",
            ("Xi", "accuse", "United States", ""),
            marks=pytest.mark.xfail(strict=True, reason="pronouns are not resolved"),
        ),
        pytest.param(
            "Poland, together with Estonia, sanctioned Belarus.",
            ("Estonia", "sanction", "Belarus", ""),
            marks=pytest.mark.xfail(strict=True, reason="company in a remark is not read"),
        ),
    ],
)
def test_known_limits(text: str, expected: Row, shipped_codebook: fr.Codebook) -> None:
    assert expected in roles_in(text, shipped_codebook)


@pytest.mark.parametrize(
    ("text", "is_action"),
    [
        ("Beijing's spy balloon met an American missile.", False),
        ("Beijing's envoy met an American senator.", True),
        ("Russian missiles alarmed Poland.", False),
        ("Russian officials criticised Poland.", True),
        ("Poland received Ukrainian grain.", False),
        ("Poland received Ukrainian officials.", True),
        ("Russian missiles struck Ukraine.", True),
        ("Poland criticised Russian missiles.", True),
        ("Russian missiles were criticised by Poland.", True),
    ],
)
def test_things_neither_speak_nor_meet(
    text: str, is_action: bool, shipped_codebook: fr.Codebook
) -> None:
    assert bool(roles_in(text, shipped_codebook)) == is_action


def test_every_noun_has_its_verb_and_every_class_is_used(shipped_codebook: fr.Codebook) -> None:
    assert set(shipped_codebook.action_nouns["verb"]) <= set(shipped_codebook.verbs["verb"])
    assert set(shipped_codebook.verbs["verb_class"]) == set(VERB_CLASSES)


def test_pairs_count_both_ways_and_leave_out_what_is_denied(shipped_codebook: fr.Codebook) -> None:
    text = (
        "China and Russia signed a pact. China praised Russia. "
        "China did not attack Russia. Japan criticised China."
    )
    articles = fr.make_articles({"one": text})
    sentences = fr.split_sentences(articles)
    mentions = fr.find_mentions(sentences, shipped_codebook)
    pairs = fr.summarise_roles(fr.extract_roles(mentions, sentences, shipped_codebook), mentions)
    assert pairs.values.tolist() == [
        ["CHN", "RUS", 2, 0, "praise, sign"],
        ["JPN", "CHN", 0, 1, "criticise"],
        ["RUS", "CHN", 1, 0, "sign"],
    ]


def test_pairs_count_what_the_network_adds_only_when_asked(shipped_codebook: fr.Codebook) -> None:
    articles = fr.make_articles({"one": "China praised Russia. China criticised Japan."})
    sentences = fr.split_sentences(articles)
    mentions = fr.find_mentions(sentences, shipped_codebook)
    roles = fr.extract_roles(mentions, sentences, shipped_codebook)
    roles.loc[1, "found_by"] = "network"
    assert fr.summarise_roles(roles, mentions)["patient_id"].tolist() == ["RUS"]
    both = fr.summarise_roles(roles, mentions, found_by=("grammar", "network"))
    assert sorted(both["patient_id"]) == ["JPN", "RUS"]


def test_roles_of_the_sample(sample_tables: dict[str, pd.DataFrame]) -> None:
    roles, mentions = (
        sample_tables["roles"],
        sample_tables["mentions"].set_index("mention_id")["surface"],
    )
    told = {
        (mentions[r.agent_mention_id], r.verb, mentions[r.patient_mention_id])
        for r in roles.itertuples()
    }
    assert ("The West".removeprefix("The "), "dismiss", "Beijing") in told
    texts = sample_tables["articles"].set_index("article_id")["text"]
    for row in roles.itertuples(index=False):
        assert texts[row.sentence_id.rpartition(":")[0]][row.start : row.end].strip()
