"""A codebook held against text: keywords that it may lack, and how far it agrees with labels made
by hand.

Nothing here changes a codebook. It shows what a person needs to change it: candidates with
sentences to judge them by, the sentences that the keywords miss or get wrong, and what each keyword
brings and costs.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from ..codebook import Codebook
from ..measures import find_keywords
from ..portrayals import measure_log_odds
from ..tables import check
from ..text import tag_of

KINDS = ("beside_keywords", "quoted", "of_actor")
"""Why a term is suggested: it goes with the keywords, is quoted often, or is distinctive of an
actor.
"""
_WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*")
_CONTENT = ("NN", "JJ", "VB", "RB")
_MAX_QUOTED = 6
"""Words of the longest quotation that is a candidate."""


def suggest_keywords(
    sentences: pd.DataFrame,
    codebook: Codebook,
    *,
    frame_id: str | None = None,
    mentions: pd.DataFrame | None = None,
    actor_id: str | None = None,
    attributions: pd.DataFrame | None = None,
    min_sentences: int = 3,
    n: int = 20,
) -> pd.DataFrame:
    """Candidates for a codebook, from a corpus.

    Parameters
    ----------
    sentences : DataFrame
        Table of sentences.
    codebook : Codebook
        The codebook that is to grow; its own keywords are not suggested.
    frame_id : str, optional
        Suggest terms of the sentences that hold a keyword of this frame (`kind`
        ``beside_keywords``).
    mentions, actor_id : DataFrame and str, optional
        Suggest terms of the sentences that mention this actor (``of_actor``).
    attributions : DataFrame, optional
        Suggest short quotations that come again and again (``quoted``).
    min_sentences : int
        Sentences in which a term must stand.
    n : int
        Terms of each kind, at most.

    Returns
    -------
    DataFrame
        One row is a candidate: kind, term, ``score``, ``n_sentences``, ``n_articles`` and
        ``example``, a sentence to judge it by. The score is the z of the log-odds with an
        informative Dirichlet prior (Monroe, Colaresi and Quinn 2008) of the sentences in question
        against all others; for quotations it is the number of articles.

    Raises
    ------
    ValueError
        If nothing says what to look for, or the frame or the actor is unknown.
    SchemaError
        If a column is missing.
    """
    check(sentences, "sentences")
    if frame_id is None and actor_id is None and attributions is None:
        raise ValueError(
            "say what to look for: frame_id=, actor_id= with mentions=, or attributions="
        )
    own = {fold_term(keyword) for keyword in codebook.keywords["keyword"]}
    rows: list[tuple[object, ...]] = []
    if frame_id is not None:
        if frame_id not in set(codebook.frames["frame_id"]):
            known = ", ".join(codebook.frames["frame_id"])
            raise ValueError(f"there is no frame {frame_id!r}; there are {known}")
        is_in = [
            any(hit.frame_id == frame_id for hit in find_keywords(text, codebook))
            for text in sentences["text"]
        ]
        rows += _distinctive(
            "beside_keywords", sentences, np.array(is_in, dtype=bool), own, min_sentences, n
        )
    if actor_id is not None:
        if mentions is None:
            raise ValueError("actor_id= needs mentions=, the table of mentions")
        ids = check(mentions, "mentions").query("actor_id == @actor_id")["sentence_id"]
        if ids.empty:
            raise ValueError(f"no mention of {actor_id!r} in these mentions")
        rows += _distinctive(
            "of_actor",
            sentences,
            sentences["sentence_id"].isin(ids).to_numpy(),
            own,
            min_sentences,
            n,
        )
    if attributions is not None:
        rows += _quoted(sentences, check(attributions, "attributions"), own, n)
    columns = ["kind", "term", "score", "n_sentences", "n_articles", "example"]
    return pd.DataFrame(rows, columns=columns).astype({"score": "float64"})


def fold_term(term: str) -> str:
    """A term as candidates are compared: lower case, straight apostrophes, no marks around it."""
    return " ".join(term.lower().replace("’", "'").strip(" \"'“”‘’.,;:!?").split())


def list_terms(text: str) -> set[str]:
    """Words of content, and pairs of them that stand side by side."""
    words = [
        (match.group(), match.start(), match.end())
        for match in _WORD.finditer(text.lower().replace("’", "'"))
    ]
    is_content = [len(word) > 2 and tag_of(word).startswith(_CONTENT) for word, _, _ in words]
    found = {word for (word, _, _), keep in zip(words, is_content, strict=True) if keep}
    for place in range(len(words) - 1):
        is_beside = words[place + 1][1] - words[place][2] == 1
        if is_beside and is_content[place] and is_content[place + 1]:
            found.add(f"{words[place][0]} {words[place + 1][0]}")
    return found


def _distinctive(
    kind: str, sentences: pd.DataFrame, is_in: np.ndarray, own: set[str], min_sentences: int, n: int
) -> list[tuple[object, ...]]:
    terms = [list_terms(text) for text in sentences["text"]]
    inside = Counter(term for each, take in zip(terms, is_in, strict=True) if take for term in each)
    overall = Counter(term for each in terms for term in each)
    names = [term for term, count in inside.items() if count >= min_sentences and term not in own]
    if not names:
        return []
    z = dict(zip(names, score_terms(inside, overall, names), strict=True))
    best = sorted(names, key=lambda term: (-z[term], term))[:n]
    rows: list[tuple[object, ...]] = []
    for term in best:
        holding = [place for place, each in enumerate(terms) if is_in[place] and term in each]
        here = sentences.iloc[holding]
        example = " ".join(str(here["text"].iloc[0]).split())
        rows.append(
            (kind, term, round(z[term], 2), len(here), here["article_id"].nunique(), example)
        )
    return rows


def score_terms(inside: Counter[str], overall: Counter[str], names: Sequence[str]) -> np.ndarray:
    """z of the log-odds of each term inside against outside, with the whole as prior."""
    n_inside = np.array([inside[name] for name in names], dtype="float64")
    n_overall = np.array([overall[name] for name in names], dtype="float64")
    total_inside, total = sum(inside.values()), sum(overall.values())
    z: np.ndarray
    _, z = measure_log_odds(
        (n_inside, n_overall - n_inside), (total_inside, total - total_inside), n_overall, total
    )
    return z


def _quoted(
    sentences: pd.DataFrame, attributions: pd.DataFrame, own: set[str], n: int
) -> list[tuple[object, ...]]:
    """Short quotations and how many articles have them."""
    by_article: dict[str, list[tuple[int, int, str]]] = {}
    for article_id, start, end, text in sentences[
        ["article_id", "start", "end", "text"]
    ].itertuples(index=False, name=None):
        by_article.setdefault(article_id, []).append((start, end, text))
    articles: dict[str, set[str]] = {}
    places: dict[str, set[tuple[str, int]]] = {}
    example: dict[str, str] = {}
    quoted = attributions[attributions["quote_type"] != "indirect"]
    for article_id, first, last in quoted[["article_id", "start", "end"]].itertuples(
        index=False, name=None
    ):
        for start, end, text in by_article.get(article_id, []):
            if not (start < last and first < end):
                continue
            inside = text[max(0, first - start) : last - start]
            for words in re.findall(r"[“\"]([^“”\"]+)[”\"]", inside):
                term = fold_term(words)
                if term and len(term.split()) <= _MAX_QUOTED and term not in own:
                    articles.setdefault(term, set()).add(article_id)
                    places.setdefault(term, set()).add((article_id, start))
                    example.setdefault(term, " ".join(text.split()))
    best = sorted(articles, key=lambda term: (-len(articles[term]), -len(places[term]), term))[:n]
    return [
        (
            "quoted",
            term,
            float(len(articles[term])),
            len(places[term]),
            len(articles[term]),
            example[term],
        )
        for term in best
    ]


def evaluate_codebook(
    labels: pd.DataFrame, codebook: Codebook
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """How far the keywords agree with labels made by hand.

    Parameters
    ----------
    labels : DataFrame
        One row is a sentence and a frame that somebody looked for in it: text, frame_id, and
        is_present (true or false). A sentence that was read for three frames has three rows.
    codebook : Codebook
        The codebook to be judged.

    Returns
    -------
    tuple of DataFrame
        The scores, one row a frame: n_sentences, n_present, n_found, precision, recall and f1
        (0..1; missing where nothing is there to divide by). And the misses, one row a sentence that
        the keywords get wrong: text, frame_id, ``fault`` (``missed`` or ``false``) and the keywords
        that were found.

    Raises
    ------
    ValueError
        If a column is missing, or a frame is not in the codebook.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> labels = pd.DataFrame({"text": ["They fear an invasion.", "They crossed the border."],
    ...                        "frame_id": "aggression", "is_present": [True, True]})
    >>> scores, misses = fr.evaluate_codebook(labels, fr.read_codebook())
    >>> scores[["precision", "recall"]].values.tolist(), misses["text"].tolist()
    ([[1.0, 0.5]], ['They crossed the border.'])
    """
    table = _labelled(labels, codebook)
    rows = []
    for frame_id, group in table.groupby("frame_id", sort=True):
        found, present = group["is_found"], group["is_present"]
        rows.append(
            (frame_id, len(group), int(present.sum()), int(found.sum()), *_scores(present, found))
        )
    columns = ["frame_id", "n_sentences", "n_present", "n_found", "precision", "recall", "f1"]
    scores = pd.DataFrame(rows, columns=columns).astype(
        {"precision": float, "recall": float, "f1": float}
    )
    wrong = table[table["is_found"] != table["is_present"]]
    fault = np.where(wrong["is_present"], "missed", "false")
    misses = wrong.assign(fault=fault, keywords=wrong["found"].map("; ".join))
    return scores, misses[["text", "frame_id", "fault", "keywords"]].reset_index(drop=True)


def refine(labels: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """What each keyword brings and costs, on labels made by hand.

    Parameters
    ----------
    labels, codebook
        As for `evaluate_codebook`.

    Returns
    -------
    DataFrame
        One row is a keyword that hits: frame_id, keyword, n_right and n_false sentences, precision,
        ``n_alone`` (right sentences that no other keyword finds) and ``f1_change``, by how much the
        F1 of the frame would rise (or fall, below 0) without it. The costliest come first.

    Raises
    ------
    ValueError
        If a column is missing, or a frame is not in the codebook.
    """
    table = _labelled(labels, codebook)
    rows = []
    for frame_id, group in table.groupby("frame_id", sort=True):
        present = group["is_present"]
        whole = _scores(present, group["is_found"])[2]
        for keyword in sorted({word for found in group["found"] for word in found}):
            hits = group["found"].map(lambda found, word=keyword: word in found)
            others = group["found"].map(
                lambda found, word=keyword: any(each != word for each in found)
            )
            without = _scores(present, others)[2]
            right, false = int((hits & present).sum()), int((hits & ~present).sum())
            change = (0.0 if np.isnan(without) else without) - (0.0 if np.isnan(whole) else whole)
            alone = int((hits & present & ~others).sum())
            rows.append((frame_id, keyword, right, false, right / (right + false), alone, change))
    columns = ["frame_id", "keyword", "n_right", "n_false", "precision", "n_alone", "f1_change"]
    table = pd.DataFrame(rows, columns=columns).astype({"precision": float, "f1_change": float})
    return table.sort_values(
        ["f1_change", "frame_id", "keyword"], ascending=[False, True, True], ignore_index=True
    )


def _labelled(labels: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """The labels with the keywords of their frame that stand in each sentence."""
    missing = [
        column for column in ("text", "frame_id", "is_present") if column not in labels.columns
    ]
    if missing:
        raise ValueError(
            f"the labels lack {', '.join(missing)}; they need text, frame_id and is_present"
        )
    unknown = sorted(set(labels["frame_id"]) - set(codebook.frames["frame_id"]))
    if unknown:
        known = ", ".join(codebook.frames["frame_id"])
        raise ValueError(
            f"the codebook has no frame {', '.join(map(repr, unknown))}; it has {known}"
        )
    hits = {text: find_keywords(text, codebook) for text in labels["text"].unique()}
    found = [
        sorted({hit.keyword for hit in hits[text] if hit.frame_id == frame_id})
        for text, frame_id in labels[["text", "frame_id"]].itertuples(index=False, name=None)
    ]
    is_found = [bool(words) for words in found]
    return labels.assign(
        is_present=labels["is_present"].astype(bool), found=found, is_found=is_found
    )


def _scores(present: Iterable[bool], found: Iterable[bool]) -> tuple[float, float, float]:
    """Precision, recall and F1; not a number where nothing is there to divide by."""
    one, other = np.asarray(present, dtype=bool), np.asarray(found, dtype=bool)
    hits = int((one & other).sum())
    precision = hits / other.sum() if other.any() else float("nan")
    recall = hits / one.sum() if one.any() else float("nan")
    total = int(one.sum() + other.sum())
    return float(precision), float(recall), 2 * hits / total if total else float("nan")
