"""How well scores of mentions tell how people saw countries portrayed, and whom speakers criticise.

    python benchmarks/portrayed.py --eval FOLDER [--keep DIR]

``portrayal/newswcl50_dev.jsonl`` holds 25 news articles in which people marked the good and bad
properties given to actors (Hamborg, Zhukova and Gipp 2019); ``portrayal/unscon_dev.jsonl`` holds
sentences of speeches in the Security Council, critical ones with the country that is criticised.
Mentions are those that the kit finds; FOLDER/score_portrayal.py scores each measure: the area under
the curve, and macro-F1 of three classes at a cut of 0.33.
"""

import argparse
import json
from pathlib import Path

import pandas as pd
from gold.evaluation import read_rows, score

import framing as fr
from framing.tables import of_measure

MEASURES = {
    "the network": ("targeted", "sentence"),
    "VADER, clause": ("vader_compound", "clause"),
    "TextBlob, clause": ("textblob_polarity", "clause"),
}
PARTS = {"newswcl50": "newswcl50_dev", "unscon": "unscon_dev"}


def read_texts(file: Path) -> dict[str, str]:
    """id -> text of a part."""
    return {str(row["id"]): row["text"] for row in read_rows(file)}


def score_mentions(texts: dict[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The mentions of some texts that have an actor, and their scores."""
    codebook = fr.read_codebook()
    articles = fr.make_articles(texts)
    # Offsets of the gold are into the texts as they are.
    articles["text"] = articles["article_id"].map(texts)
    sentences = fr.split_sentences(articles, codebook=codebook)
    mentions = fr.find_mentions(sentences, codebook, articles=articles)
    mentions = mentions[mentions["actor_id"].notna()]
    scores = fr.score_sentiment(
        mentions, sentences, codebook, measures=["vader", "textblob", "targeted"]
    )
    return mentions, scores


def main() -> None:
    """Score each measure on each part."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--eval", type=Path, required=True, metavar="FOLDER", help="folder of the evaluation data"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep what each measure said, as JSON lines"
    )
    chosen = parser.parse_args()
    scorer = chosen.eval / "score_portrayal.py"
    for task, part in PARTS.items():
        gold = chosen.eval / "portrayal" / f"{part}.jsonl"
        mentions, scores = score_mentions(read_texts(gold))
        for name, (measure, window) in MEASURES.items():
            value = of_measure(scores, measure, window).set_index("mention_id")["value"]
            said = pd.DataFrame(
                {
                    "id": mentions["article_id"],
                    "start": mentions["start"],
                    "end": mentions["end"],
                    "actor": mentions["actor_id"],
                    "value": mentions["mention_id"].map(value),
                }
            )
            if task == "unscon":
                said["id"] = said["id"].astype(int)
            answers = json.loads(said.to_json(orient="records"))
            keep = chosen.keep and chosen.keep / f"{task}_{measure}.jsonl"
            print(f"{task}, {name}")
            for line in score(scorer, gold, answers, task, keep=keep).splitlines():
                print(f"  {line}")


if __name__ == "__main__":
    main()
