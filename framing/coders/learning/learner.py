"""A learner of a frame, or of any variable that has answers, from codes that people gave.

What it says of a sentence was measured on articles that it had not seen, beside what costs nothing:
keywords, the answer that is always the same, and a bag of words.
"""

import hashlib
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from ...codebook import Codebook, LearnerError, Learnt, is_learner_name, read_codebook
from ...measures import Readings, find_frame, model_digest, see_sentences
from ...mentions import find_mentions
from ..codings import clean_codings, drawn_sample, final_codes, of_variable
from ..doubts import FRAME
from ..evaluation import NO_FRAME
from ..kinds import name_coders
from .features import make_blocks
from .judging import Verdict, judge, trace_curve
from .training import train
from .units import Units, check_enough, choose_variable, gather_units


@dataclass(frozen=True, eq=False)
class Learner:
    """What was learnt from codes, with how good it is.

    ``scores`` has a row for the learner and for each rival: precision, recall and F1 with its 95 %
    interval (per answer the mean, where there are several); ``curve`` the F1 with fewer codes.
    Printing it says the verdict. `save_learner` puts it into a codebook's folder, `add_learner`
    into a codebook in memory.
    """

    learnt: Learnt
    scores: pd.DataFrame = field(repr=False)
    curve: pd.DataFrame = field(repr=False)
    verdict: str = field(repr=False)
    advice: str = field(repr=False)

    @property
    def name(self) -> str:
        """What its file and its measure are called."""
        return self.learnt.name

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that it brings to `score_frames`."""
        return tuple(f"read_{output}" for output in self.learnt.outputs)

    def __str__(self) -> str:
        return f"{self.verdict}\n{self.advice}"

    def _repr_html_(self) -> str:
        from html import escape

        table = self.scores.round(2).to_html(index=False, border=0)
        return f"<p>{escape(self.verdict)}</p>{table}<p>{escape(self.advice)}</p>"


def learn_frame(
    codings: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    variable: str | None = None,
    mentions: pd.DataFrame | None = None,
    codebook: Codebook | None = None,
    sample: pd.DataFrame | None = None,
    readings: Readings | None = None,
    seed: int = 1,
) -> Learner:
    """Learn a frame, or any variable that has answers, from codes.

    Parameters
    ----------
    codings : DataFrame
        Table of codings of mentions or sentences; the codes that count are those of `final_codes`.
        1 and 0, or yes and no, make a frame; other words are answers of which one holds.
    sentences : DataFrame
        Table of the sentences that were coded, or of more.
    variable : str, optional
        Which variable: ``frame:debt_trap`` learns ``debt_trap``; by default the only one there is.
    mentions : DataFrame, optional
        The mentions whose names are hidden, and by which units find their sentences; found anew
        where there are none.
    codebook : Codebook, optional
        Where it has a frame of this name, its keywords are a feature and a rival; the shipped one
        by default.
    sample : DataFrame, optional
        From `sample_for_coding`, so that each code stands for as many as its probability says; by
        default what the codings say themselves (`read_codings`), or else all count alike.
    readings : Readings, optional
        From `read_sentences(..., with_vectors=True)`, so that nothing is read twice; without it the
        coded sentences are read, some ten milliseconds each.
    seed : int
        Deals articles into folds.

    Returns
    -------
    Learner
        It tells of a sentence, and so the same of all its mentions. Its scores are of articles that
        it had not learnt from.

    Raises
    ------
    LearnerError
        If an answer has fewer than `MIN_EACH` codes, or all are of one article; with what to do.
    ValueError
        If the variable was not coded, or of no unit the sentence is known.

    References
    ----------
    Hoerl, A. E., and R. W. Kennard. 1970. "Ridge Regression." Technometrics 12: 55-67. Platt, J.
    1999. "Probabilistic Outputs for Support Vector Machines." In Advances in Large Margin
    Classifiers. Lipton, Z. C., C. Elkan, and B. Naryanaswamy. 2014. "Optimal Thresholding of
    Classifiers to Maximize F1 Measure." ECML, for the threshold. Zrnic, T., and E. J. Candès. 2024.
    "Cross-Prediction-Powered Inference." PNAS 121, for probabilities of sentences that were coded.
    """
    book = codebook or read_codebook()
    variable = choose_variable(codings, variable)
    name = variable.removeprefix(FRAME)
    if not is_learner_name(name):
        raise LearnerError(
            f"a learner cannot be called {name!r}, which its file and its measure would be: name "
            "the variable with lower-case letters, digits and _, such as frame:debt_trap"
        )
    codes = final_codes(codings, variable).dropna()
    if mentions is None:
        mentions = find_mentions(sentences, book)
    drawn = drawn_sample(codings) if sample is None else sample
    units = gather_units(codes, sentences, mentions, drawn)
    wanted = sentences.iloc[np.unique(units.sentence)].reset_index(drop=True)
    held = mentions[mentions["sentence_id"].isin(wanted["sentence_id"])]
    seen = see_sentences(held, wanted, book, readings=readings)
    row = pd.Index(seen.ids).get_indexer(sentences["sentence_id"].iloc[units.sentence])
    kept = row >= 0
    units = units.take(kept)
    check_enough(units, name)
    vectors, texts = seen.vectors[row[kept]], [seen.texts[one] for one in row[kept]]
    hits = find_frame(texts, name, book)
    n_lost = len(codes) - len(units.code)
    of_these = of_variable(codings, variable)
    known = {
        "name": name,
        "variable": variable,
        "network": model_digest(),
        "codebook": book.words_digest,
        "codes": _digest_codes(units),
    }
    trained = train(make_blocks(vectors, texts, hits), texts, units, known, seed)
    verdict = judge(name, units, trained, hits if hits.any() else None)
    curve, advice = trace_curve(units, trained, make_blocks(vectors, texts, hits), seed)
    if n_lost:
        advice += f" {n_lost} codes are of units that are in none of these sentences."
    report = report_on(verdict, curve, advice, units, of_these)
    return make_learner(_with_report(trained.learnt, report))


def _digest_codes(units: Units) -> str:
    state = hashlib.sha256()
    for unit, code in sorted(zip(units.ids, units.code, strict=True)):
        state.update(f"{unit}\0{units.classes[code]}\n".encode("utf8", "surrogatepass"))
    return state.hexdigest()[:12]


def learn_frames(
    codings: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    mentions: pd.DataFrame | None = None,
    codebook: Codebook | None = None,
    sample: pd.DataFrame | None = None,
    readings: Readings | None = None,
    seed: int = 1,
) -> tuple[dict[str, Learner], dict[str, str]]:
    """Learn every frame that was coded: each ``frame:NAME``, and each code of ``frame``.

    Parameters
    ----------
    codings, sentences, mentions, codebook, sample, readings, seed
        As for `learn_frame`; where `frame` was coded, each frame is learnt against all others.

    Returns
    -------
    tuple of dict
        Name -> learner, and name -> why it could not be learnt.

    Raises
    ------
    ValueError
        If no frame was coded.
    """
    known = codings["variable"].dropna().unique()
    parts = {str(one): codings for one in known if str(one).startswith(FRAME)}
    if "frame" in known:
        own = clean_codings(codings[codings["variable"] == "frame"]).dropna(subset=["code"])
        for frame in sorted(set(own["code"]) - {NO_FRAME}):
            is_there = (own["code"] == frame).map({True: "1", False: "0"})
            parts.setdefault(
                FRAME + frame, own.assign(variable=FRAME + frame, code=is_there.astype("str"))
            )
    if not parts:
        raise ValueError(f"no frame was coded; the variables are {', '.join(map(str, known))}")
    if mentions is None:
        mentions = find_mentions(sentences, codebook or read_codebook())
    found, refused = {}, {}
    for variable, part in parts.items():
        try:
            learner = learn_frame(
                part,
                sentences,
                variable=variable,
                mentions=mentions,
                codebook=codebook,
                sample=sample,
                readings=readings,
                seed=seed,
            )
            found[learner.name] = learner
        except LearnerError as error:
            refused[variable.removeprefix(FRAME)] = str(error)
    return found, refused


def report_on(
    verdict: Verdict, curve: pd.DataFrame, advice: str, units: Units, codings: pd.DataFrame
) -> dict[str, object]:
    """Put together what the file says of a learner."""
    counts = np.bincount(units.code, minlength=len(units.classes))
    return {
        "verdict": verdict.text,
        "word": verdict.word,
        "advice": advice,
        "coded_by": name_coders(codings),
        "coders": sorted(codings["coder_id"].dropna().unique().tolist()),
        "n_codes": len(units.code),
        "n_articles": len(np.unique(units.article)),
        "n_each": {one: int(n) for one, n in zip(units.classes, counts, strict=True)},
        "scores": _list_rows(verdict.scores),
        "curve": _list_rows(curve),
    }


def _list_rows(table: pd.DataFrame) -> list[dict[str, object]]:
    """List the rows as JSON takes them: what is no number, as where nothing was said, is null."""
    rounded = table.round(4).astype(object)
    known = rounded.where(rounded.notna(), None)
    return [dict(zip(known.columns, row, strict=True)) for row in known.to_numpy().tolist()]


def _with_report(learnt: Learnt, report: dict[str, object]) -> Learnt:
    return replace(learnt, report=report)


def make_learner(learnt: Learnt) -> Learner:
    """Make a learner of what its file holds."""
    report = learnt.report
    return Learner(
        learnt,
        pd.DataFrame(report.get("scores", [])),
        pd.DataFrame(report.get("curve", [])),
        str(report.get("verdict", "no verdict")),
        str(report.get("advice", "")),
    )
