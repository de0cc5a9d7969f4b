"""Ambiguous names ("Georgia"), settled by the article that they stand in."""

import re
from collections import Counter

from ..text import fold
from .aliases import Compiled, Found, Sense

SECOND_NAME = re.compile(r"\s([A-Z][a-zà-ÿ]+)\b")


def settle_ambiguous(
    pending: list[tuple[int, int, int, list[Sense]]],
    texts: list[str],
    found: list[list[Found]],
    counts: Counter[str | None],
    compiled: Compiled,
) -> None:
    """Give each ambiguous name the sense that most cues in its article speak for, if they clearly
    do.
    """
    hits = [
        [compiled.cue_senses[match.entry] for match in compiled.cues.find_all(text)]
        for text in texts
    ]
    total = Counter(sense for own in hits for sense in own)
    first_names = {
        fold(senses[0].name)
        for number, start, end, senses in pending
        if SECOND_NAME.match(texts[number], end) and is_in_a_name(texts[number], start, end)
    }
    for number, start, end, senses in pending:
        text = texts[number]
        weights: dict[str | None, float] = {}
        for sense in senses:
            weight = 3.0 * hits[number].count(sense) + total[sense]
            if sense.actor_id:
                weight += 2.0 * min(3, counts[sense.actor_id])
            weights[sense.actor_id] = weights.get(sense.actor_id, 0.0) + weight
        if None in weights and is_in_a_name(text, start, end):
            weights[None] += 6.0
        elif None in weights and fold(senses[0].name) in first_names:
            weights[None] += 3.0
        is_usual = sum(weights.values()) == 0
        for sense in senses:
            weights[sense.actor_id] += sense.prior
        best, second = [*sorted(weights.values(), reverse=True), 0.0][:2]
        alias_type = compiled.types[fold(senses[0].name)]
        if best > 0 and best >= 2 * second:
            actor_id = max(weights, key=lambda key: weights[key])
            if actor_id is not None:
                found[number].append(
                    Found(
                        start,
                        end,
                        actor_id,
                        alias_type,
                        "alias" if is_usual else "context",
                        round(best / sum(weights.values()), 2),
                    )
                )
            continue
        actors = sorted(actor for actor in weights if actor)
        candidates = "; ".join([*actors, *(["none"] if None in weights else [])])
        found[number].append(
            Found(start, end, None, alias_type, "ambiguous", 1 / len(weights), None, candidates)
        )


def is_in_a_name(text: str, start: int, end: int) -> bool:
    """Whether a word with a capital, which opens no sentence, stands right before or after: "Jordan
    Smith".
    """
    after = re.match(r"\s([A-Z][a-z]+)", text[end : end + 30])
    before = re.search(r"(?<=[a-z,] )([A-Z][a-z]+)\s$", text[max(0, start - 30) : start])
    return bool(after or before)
