"""The mentions behind cells of the figure "who says what about whom", to be read one by one.

    python benchmarks/cells.py [PATH] [--cell CHN RUS] [--others 20] [--seed 1]

Prints every mention that the cell of one speaking actor on another stands for, and as many drawn at
random from all other cells, each with its sentence, in whose words it is, the speaker and the actor
spoken for, and the score of its clause. The articles are those of the workshop unless a path is
given. Nothing is measured here: a reader says of each line whether it is right.
"""

import argparse
from pathlib import Path

import pandas as pd

import framing as fr

WORKSHOP = Path(__file__).parent.parent / "data" / "workshop"


def mentions_in_cells(articles: pd.DataFrame) -> pd.DataFrame:
    """Make one row of each mention that the figure counts, with all that a reader needs."""
    tables = fr.analyse(articles, measures=("vader",))
    scores = tables["scores"].query("measure == 'vader_compound' and window == 'clause'")
    return (
        fr.portraying(tables["mentions"])
        .merge(tables["voices"], on="mention_id")
        .dropna(subset=["speaker_actor_id"])
        .merge(tables["sentences"][["sentence_id", "start", "text"]], on="sentence_id")
        .merge(scores[["mention_id", "value"]], on="mention_id", how="left")
        .merge(
            tables["attributions"][["attribution_id", "quote_type"]],
            on="attribution_id",
            how="left",
        )
    )


def describe(row: pd.Series) -> str:
    """Show one mention in its sentence, and what is said of it."""
    first, last = row["start_x"] - row["start_y"], row["end"] - row["start_y"]
    text = f"{row['text'][:first]}[[{row['surface']}]]{row['text'][last:]}"
    return (
        f"{row['speaker_actor_id']} on {row['actor_id']}, {row['article_id']}: "
        f"{row['speaker']!r} {row['cue']!r} ({row['quote_type']}), "
        f"{row['alias_type']}, {row['value']:+.2f}\n    {text}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, nargs="?", default=WORKSHOP, help="articles")
    parser.add_argument(
        "--cell", nargs=2, default=["CHN", "RUS"], metavar="ACTOR", help="who speaks, of whom"
    )
    parser.add_argument("--others", type=int, default=20, help="mentions of other cells")
    parser.add_argument("--seed", type=int, default=1, help="of the draw")
    chosen = parser.parse_args()
    rows = mentions_in_cells(fr.read_articles(chosen.path))
    speaker, actor = chosen.cell
    is_here = (rows["speaker_actor_id"] == speaker) & (rows["actor_id"] == actor)
    others = rows[~is_here]
    drawn = others.sample(min(chosen.others, len(others)), random_state=chosen.seed).sort_index()
    for label, part in ((f"{speaker} on {actor}", rows[is_here]), ("other cells", drawn)):
        print(f"{label}: {len(part)} of {is_here.sum() if part is not drawn else len(others)}")
        for number, (_, row) in enumerate(part.iterrows(), 1):
            print(f"{number:>3} {describe(row)}")
        print()


if __name__ == "__main__":
    main()
