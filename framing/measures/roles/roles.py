"""Sentences into actions between actors: who does what to whom.

No parser. A sentence is read as words in which every mention is one item, and a small grammar says
which mention acts and which is acted on:

=========== =======================================================
active      "Russian troops on Monday invaded Ukraine"
at distance "Norway sent 20 doctors to Chad"
chained     "France wants to sanction Belarus", "said it would help"
joined      "China closed its ports and denounced Japan"
passive     "the plan of Kyiv was rejected by Moscow"
of doing    "accused Russia of invading Ukraine" (two actions)
besides     "Iran closed the strait, accusing Oman of fraud"
infinitive  "Russia used its veto to shield Syria"
plans       "Poland's decision to arm Ukraine"
mutual      "China and Russia signed", "talks between A and B"
noun        "Russia's invasion of Ukraine", "the attack by A on B"
light verb  "Poland led a campaign against Hungary"
faced       "Iran faced sanctions from Canada"
=========== =======================================================

It takes an action only where nothing but the words of one phrase stands between the parts, so it
finds fewer actions than there are, and few that are not. Pairs that it does not read are left to
the network (`framing.measures.roles.judged`), where that is sure. How many of the actions both find
is printed by ``benchmarks/roles.py`` and kept in ``docs/accuracy.md``.

What a verb means stands in ``verbs.csv``: its class after the four quadrants of event data (verbal
or material cooperation or confrontation; Schrodt 2012, CAMEO) and whether it paints its agent and
its patient well or badly (the idea of connotation frames: Rashkin, Singh and Choi 2016, ACL).
"""

from typing import NamedTuple

import pandas as pd

from ...codebook import Codebook
from ...tables import check, make, rows_of, uncollected
from ..network.reading import Readings
from .actions import find_actions
from .judged import CLASSES, find_judged
from .negated import is_negated
from .phrases import RoleSentence
from .words import RoleWords, compile_role_words


class _Actor(NamedTuple):
    """A mention in a sentence, with what its role is told by."""

    mention_id: str
    actor_id: str
    reading: str
    start: int
    end: int


@uncollected()
def extract_roles(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook,
    *,
    readings: Readings | None = None,
) -> pd.DataFrame:
    """Find the actions between actors.

    Parameters
    ----------
    mentions, sentences : DataFrame
        Tables of mentions and of the sentences that they stand in.
    codebook : Codebook
        Whose ``verbs`` and ``action_nouns`` are looked for.
    readings : Readings, optional
        What `read_sentences` made of the same tables. With them, pairs are added that the network
        is sure of and the grammar does not read; `found_by` says which did.

    Returns
    -------
    DataFrame
        Table of roles: one row is one action between two different actors; "A and B struck C" makes
        two. `verb` is the lemma in the codebook, `start` and `end` are the offsets of its words in
        the article's text. Where `is_mutual`, agent and patient could be exchanged.

    Raises
    ------
    SchemaError
        If a column is missing.

    Examples
    --------
    >>> import framing as fr
    >>> codebook = fr.read_codebook()
    >>> articles = fr.make_articles({"one": "The Kremlin was criticised by Poland."})
    >>> sentences = fr.split_sentences(articles)
    >>> mentions = fr.find_mentions(sentences, codebook)
    >>> role = fr.extract_roles(mentions, sentences, codebook).iloc[0]
    >>> print(role["verb"], role["is_passive"], role["verb_class"])
    criticise True verbal_confrontation
    """
    check(mentions, "mentions")
    check(sentences, "sentences")
    words = compile_role_words(codebook)
    groups = _group_actors(mentions)
    rows: list[tuple[object, ...]] = []
    columns = ["sentence_id", "text", "start", "part"]
    for sentence_id, text, offset, part in rows_of(sentences, columns):
        actors = groups.get(sentence_id, [])
        if part != "boilerplate" and len({actor.actor_id for actor in actors}) > 1:
            rows += _read_sentence(sentence_id, text, offset, actors, words, readings)
    return make("roles", rows)


def _group_actors(mentions: pd.DataFrame) -> dict[str, list[_Actor]]:
    """Group by sentence the mentions that name a known actor."""
    groups: dict[str, list[_Actor]] = {}
    columns = ["sentence_id", "alias_type", "mention_id", "actor_id", "reading", "start", "end"]
    for sentence_id, alias_type, *mention in rows_of(mentions, columns):
        actor = _Actor(*mention)
        if isinstance(actor.actor_id, str) and alias_type != "description":
            groups.setdefault(sentence_id, []).append(actor)
    return groups


def _read_sentence(
    sentence_id: str,
    text: str,
    offset: int,
    actors: list[_Actor],
    words: RoleWords,
    readings: Readings | None,
) -> list[tuple[object, ...]]:
    """Make the rows of one sentence, each action between the same two mentions once."""
    spans = [(actor.start - offset, actor.end - offset) for actor in actors]
    sentence = RoleSentence(text, spans, [actor.reading for actor in actors], words)
    rows: dict[tuple[int, int, int], tuple[object, ...]] = {}
    read: set[tuple[str, str]] = set()
    for action in find_actions(sentence):
        agent, patient, verb = actors[action.agent], actors[action.patient], action.verb
        key = (action.agent, verb.first, action.patient)
        if agent.actor_id == patient.actor_id or key in rows:
            continue
        rows[key] = (
            f"{sentence_id}:r{len(rows) + 1}",
            sentence_id,
            agent.mention_id,
            verb.lemma,
            patient.mention_id,
            action.is_passive,
            is_negated(sentence, verb),
            action.is_mutual,
            *words.meaning[verb.lemma],
            offset + sentence.starts[verb.first],
            offset + sentence.ends[verb.last - 1],
            "grammar",
            None,
        )
        read.add((agent.actor_id, patient.actor_id))
        if action.is_mutual:
            read.add((patient.actor_id, agent.actor_id))
    if readings is None:
        return list(rows.values())
    mention_ids = [actor.mention_id for actor in actors]
    for judged in find_judged(sentence, mention_ids, readings.pairs):
        agent, patient, verb = actors[judged.agent], actors[judged.patient], judged.verb
        key = (judged.agent, verb.first, judged.patient)
        pair = (agent.actor_id, patient.actor_id)
        if agent.actor_id == patient.actor_id or pair in read or key in rows:
            continue
        read.add(pair)
        meaning = words.meaning.get(verb.lemma, (CLASSES[judged.sign], 0, judged.sign))
        rows[key] = (
            f"{sentence_id}:r{len(rows) + 1}",
            sentence_id,
            agent.mention_id,
            verb.lemma,
            patient.mention_id,
            False,
            is_negated(sentence, verb),
            False,
            *meaning,
            offset + sentence.starts[verb.first],
            offset + sentence.ends[verb.last - 1],
            "network",
            judged.probability,
        )
    return list(rows.values())
