"""Actions that are denied, refused or taken back, and sentences that only look as if they told one.

What is wanted is said as ``AGENT [not] verb PATIENT``, with the ids of the actors.
"""

import pytest

import framing as fr

CASES = """
Russia denied bombing Ukraine. | RUS not bomb UKR
Iran denies attacking Israel. | IRN not attack ISR
Poland stopped short of criticising Hungary. | POL not criticise HUN
Turkey ruled out attacking Syria. | TUR not attack SYR
China no longer supports North Korea. | CHN not support PRK
Neither China nor India condemned Russia. | CHN not condemn RUS; IND not condemn RUS
Egypt failed to condemn Israel. | EGY not condemn ISR
Japan refrained from criticising China. | JPN not criticise CHN
Kenya avoided criticising Uganda. | KEN not criticise UGA
Brazil hesitated to condemn Russia. | BRA not condemn RUS
Germany was reluctant to arm Ukraine. | DEU not arm UKR
France was unwilling to support Mali. | FRA not support MLI
Serbia left without thanking Russia. | SRB not thank RUS
Norway would never attack Russia. | NOR not attack RUS
Canada has yet to condemn India. | CAN not condemn IND
Spain has stopped supporting Morocco. | ESP not support MAR
Ghana ceased to support Togo. | GHA not support TGO
Qatar cannot support Iran. | QAT not support IRN
Peru will hardly attack Chile. | PER not attack CHL
Iran isn't attacking Iraq. | IRN not attack IRQ
Kenya has no plans to attack Somalia. | KEN not attack SOM
The EU is far from supporting Serbia. | EU not support SRB
Belarus had no intention of attacking Poland. | BLR not attack POL
Iran did not launch an attack on Israel. | IRN not attack ISR
Saudi Arabia lifted its blockade of Yemen. | SAU not blockade YEM
Poland ended its support for Ukraine. | POL not support UKR
Cuba's refusal to meet Spain was noted. | CUB not meet ESP
Japan announced a suspension of aid to Myanmar. | JPN not announce ... to MMR
Instead of attacking Iran, Israel waited. |
Nobody in China criticised Russia. |
Russia not only invaded Ukraine but also threatened Moldova. | RUS invade UKR; RUS threaten MDA
Germany did not stop supporting Ukraine. | DEU support UKR
Spain never failed to support Cuba. | ESP support CUB
Brazil did not hesitate to condemn Russia. | BRA condemn RUS
Finland does not rule out attacking Russia. | FIN attack RUS
Chad refused to comment on its attack on Mali. | TCD attack MLI
Russia kept shelling Ukraine. | RUS shell UKR
Russia admitted attacking Georgia. | RUS attack GEO
Ukraine was invaded by Russia in 2022. | RUS invade UKR
Poland was invaded in 1939 by Germany. | DEU invade POL
A visit to China was criticised by Japan. |
Protests in Iran were condemned by Russia. |
The sanctions imposed by Canada on Iran stay. | CAN sanction IRN
Sanctions imposed on Iran by the United States hurt. | USA sanction IRN
Sanctions were imposed on Iran by Canada. | CAN sanction IRN
An attack launched by Iran on Israel failed. | IRN attack ISR
China and India accused each other of lying. | CHN accuse IND
Poland and Hungary praised one another. | POL praise HUN
Russia condemned Japan's critics. |
Turkey hosted a summit on Syria. |
Iran backs rebels who attacked Israel. |
Iran stopped in Israel. |
Greece stopped Turkey from attacking Cyprus. | GRC stop TUR
"""
NOT_READ = """
Mexico rejected claims that it had spied on Cuba. | MEX not spy on CUB
India neither condemned nor praised Russia. | IND not condemn RUS; IND not praise RUS
"""


def split(cases: str) -> list[tuple[str, list[str]]]:
    pairs = (line.split(" |") for line in cases.strip().splitlines())
    return [(text, sorted(filter(None, map(str.strip, own.split(";"))))) for text, own in pairs]


def read(text: str, codebook: fr.Codebook) -> list[str]:
    sentences = fr.split_sentences(fr.make_articles({"one": text}))
    mentions = fr.find_mentions(sentences, codebook)
    actors = mentions.set_index("mention_id")["actor_id"]
    return sorted(
        f"{actors[role.agent_mention_id]} {'not ' * role.is_negated}{role.verb} "
        f"{actors[role.patient_mention_id]}"
        for role in fr.extract_roles(mentions, sentences, codebook).itertuples()
    )


@pytest.mark.parametrize(("text", "wanted"), split(CASES))
def test_is_told_as_it_is(text: str, wanted: list[str], shipped_codebook: fr.Codebook) -> None:
    assert read(text, shipped_codebook) == wanted


@pytest.mark.xfail(strict=True, reason="a clause about a claim, and an object that two verbs share")
@pytest.mark.parametrize(("text", "wanted"), split(NOT_READ))
def test_is_not_read_yet(text: str, wanted: list[str], shipped_codebook: fr.Codebook) -> None:
    assert read(text, shipped_codebook) == wanted
