"""Sentences into actions between actors: who does what to whom.

No parser. A sentence is read as words in which every mention is one item, and a small grammar says
which mention acts and which is acted on:

==========  ==================================================
active      "Russian troops invaded Ukraine"
chained     "France wants to sanction Belarus"
passive     "the plan of Kyiv was rejected by Moscow"
of doing    "accused Russia of invading Ukraine" (two actions)
mutual      "China and Russia signed", "talks between A and B"
noun        "Russia's invasion of Ukraine"
==========  ==================================================

It takes an action only where nothing but the words of one phrase stands between the parts, so it
finds fewer actions than there are, and few that are not. How many is printed by
``benchmarks/roles.py`` and kept in ``docs/accuracy.md``.

What a verb means stands in ``verbs.csv``: its class after the four quadrants of event data (verbal
or material cooperation or confrontation; Schrodt 2012, CAMEO) and whether it paints its agent and
its patient well or badly (the idea of connotation frames: Rashkin, Singh and Choi 2016, ACL).
"""

import pandas as pd

from ..codebook import Codebook
from ..tables import check, make, rows_of, uncollected
from .role_grammar import ActionReader, compile_actions


@uncollected()
def extract_roles(
    mentions: pd.DataFrame, sentences: pd.DataFrame, codebook: Codebook
) -> pd.DataFrame:
    """Find the actions between actors.

    Parameters
    ----------
    mentions, sentences : DataFrame
        Tables of mentions and of the sentences that they stand in.
    codebook : Codebook
        Whose ``verbs`` and ``action_nouns`` are looked for.

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
    >>> sentences = fr.split_sentences(fr.make_articles({"one": "The Kremlin was criticised by Poland."}))
    >>> mentions = fr.find_mentions(sentences, codebook)
    >>> role = fr.extract_roles(mentions, sentences, codebook).iloc[0]
    >>> print(role["verb"], role["is_passive"], role["verb_class"])
    criticise True verbal_confrontation
    """
    check(mentions, "mentions")
    check(sentences, "sentences")
    words = compile_actions(codebook)
    groups: dict[str, list[tuple[str, str, str, int, int]]] = {}
    columns = ["sentence_id", "mention_id", "actor_id", "reading", "start", "end", "alias_type"]
    for sentence_id, mention_id, actor_id, reading, start, end, alias_type in rows_of(
        mentions, columns
    ):
        if isinstance(actor_id, str) and alias_type != "description":
            groups.setdefault(sentence_id, []).append((mention_id, actor_id, reading, start, end))
    rows: list[tuple[object, ...]] = []
    for sentence_id, text, offset, part in rows_of(
        sentences, ["sentence_id", "text", "start", "part"]
    ):
        own = groups.get(sentence_id, [])
        if part == "boilerplate" or len({actor for _, actor, *_ in own}) < 2:
            continue
        spans = [(start - offset, end - offset) for *_, start, end in own]
        reader = ActionReader(text, spans, [reading for _, _, reading, *_ in own], words)
        seen: set[tuple[int, int, int]] = set()
        for action in reader.actions():
            agent, patient = own[action.agent], own[action.patient]
            key = (action.agent, action.verb.first, action.patient)
            if agent[1] == patient[1] or key in seen:
                continue
            seen.add(key)
            start, end = (
                reader.items[action.verb.first].start,
                reader.items[action.verb.last - 1].end,
            )
            verb_class, agent_tone, patient_tone = words.meaning[action.verb.lemma]
            rows.append(
                (
                    f"{sentence_id}:r{len(seen)}",
                    sentence_id,
                    agent[0],
                    action.verb.lemma,
                    patient[0],
                    action.is_passive,
                    reader.is_negated(action.verb),
                    action.is_mutual,
                    verb_class,
                    agent_tone,
                    patient_tone,
                    offset + start,
                    offset + end,
                )
            )
    return make("roles", rows)
