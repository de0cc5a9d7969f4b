"""Who acts on whom, and how, against people's codes of one pair a sentence.

    python benchmarks/directed.py --eval FOLDER [--keep DIR]

``directed/plover_dev.jsonl``: 1,050 sentences with one directed pair and its quad of PLOVER each
(cooperation or conflict). A pair whose actors the kit does not know is counted apart.
What is refused or taken back counts as its opposite there: "refused to help", "lifted the embargo".
FOLDER/score_pairs.py scores it; other pairs of a sentence are not coded, so it gives no precision.
``directed/valid.jsonl`` (directed sentiment, DSE): two persons a sentence, and whether one is
positive or negative toward the other, or neither. There the network's pairs stand beside the most
frequent class and a rule on VADER's score of the words between the two.
"""

import argparse
import re
from pathlib import Path

import numpy as np
from gold.evaluation import read_rows, score
from sklearn.metrics import f1_score

import framing as fr
from framing.measures.network.network import read_shown
from framing.measures.network.shown import Place, show_sentence
from framing.measures.sentiment.vader import score_vader
from framing.tables.schema import make

SIGN = {"cooperation": 1, "confrontation": -1}


def say_pairs(rows: list[dict]) -> list[dict]:
    """What the kit says of the pairs of each sentence, as the scorer takes it."""
    codebook = fr.read_codebook()
    sentences = make(
        "sentences",
        [
            (str(r["id"]), str(r["id"]), 0, "body", 0, len(r["sentence"]), r["sentence"])
            for r in rows
        ],
    )
    mentions = fr.find_mentions(sentences, codebook)
    readings = fr.read_sentences(mentions, sentences, codebook)
    roles = fr.extract_roles(mentions, sentences, codebook, readings=readings)
    known = mentions[mentions["actor_id"].notna()].set_index("mention_id")
    said = []
    for role in roles.itertuples(index=False):
        agent, patient = known.loc[role.agent_mention_id], known.loc[role.patient_mention_id]
        said.append(
            {
                "id": int(role.sentence_id),
                "agent": [int(agent.start), int(agent.end)],
                "patient": [int(patient.start), int(patient.end)],
                "is_mutual": bool(role.is_mutual),
                "sign": SIGN[role.verb_class.split("_")[1]] * (-1 if role.is_negated else 1),
            }
        )
    spans = known.groupby("sentence_id")[["start", "end"]].agg(list)
    for row in rows:
        own = spans.loc[str(row["id"])] if str(row["id"]) in spans.index else None
        places = [] if own is None else list(zip(own["start"], own["end"], strict=True))
        for side in ("source", "target"):
            if not any(a < e and s < b for a, b in places for s, e in row[side]):
                said.append({"id": row["id"], "unknown": True})
                break
    return said


def label_persons(rows: list[dict]) -> tuple[list[int], list[int], list[int]]:
    """The gold of DSE, the network's answer and that of a rule: 0 none, 1 p positive to q, 2 q
    positive to p, 3 p negative to q, 4 q negative to p.
    """
    shown, between, gold = [], [], []
    for row in rows:
        marked = re.sub(r"\s+", " ", row["sentence"])
        spans = [match.span() for match in re.finditer(r"\[[^\[\]]+\]", marked)]
        names = [marked[start + 1 : end - 1] for start, end in spans]
        if len(spans) != 2:
            continue
        order = [0, 1] if row["p"].strip() == names[0].strip() else [1, 0]
        plain = marked.replace("[", "").replace("]", "")
        places = [
            Place(start - 2 * number, end - 2 * number - 2)
            for number, (start, end) in enumerate(spans)
        ]
        one = show_sentence(plain, places)
        shown.append((one, order))
        between.append(one.text[one.spans[0][1] : one.spans[1][0]])
        gold.append(int(row["label"]))
    readings = read_shown([one for one, _ in shown])
    said, ruled = [], []
    for (_, (p, q)), reading, words in zip(shown, readings, between, strict=True):
        ahead, back = reading.pairs[p, q], reading.pairs[q, p]
        neither = ahead[1] * back[1]
        options = [neither, ahead[2], back[2], ahead[0], back[0]]
        said.append(int(np.argmax(options)))
        tone = score_vader(words)[0]
        first = 1 if p < q else 2
        ruled.append(0 if abs(tone) < 0.05 else first if tone > 0 else first + 2)
    return gold, said, ruled


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--eval", type=Path, required=True, metavar="FOLDER", help="folder of the evaluation data"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep what was said of the pairs, as JSON lines"
    )
    chosen = parser.parse_args()
    gold_file = chosen.eval / "directed" / "plover_dev.jsonl"
    said = say_pairs(read_rows(gold_file))
    keep = chosen.keep and chosen.keep / "plover.jsonl"
    print(f"PLOVER: {score(chosen.eval / 'score_pairs.py', gold_file, said, keep=keep)}")
    gold, network, rule = label_persons(read_rows(chosen.eval / "directed" / "valid.jsonl"))
    most = max(set(gold), key=gold.count)
    print(f"DSE, {len(gold)} pairs of persons: macro-F1 and accuracy, per cent")
    answers = (("network", network), ("VADER between", rule), ("majority", [most] * len(gold)))
    for name, answer in answers:
        f1 = 100 * f1_score(gold, answer, average="macro")
        right = 100 * float(np.mean(np.array(gold) == np.array(answer)))
        print(f"  {name:<16}{f1:>6.1f}{right:>7.1f}")


if __name__ == "__main__":
    main()
