"""From a definition and three examples to an entry of a codebook: a proposal to keep or strike.

Near in meaning is what lies near the examples among the vectors of the network; candidates for
keywords are what such sentences say more often than others do. A person decides.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from ...codebook import Codebook, is_learner_name, read_codebook
from ...measures import Readings, find_frame, see_sentences
from ...mentions import find_mentions
from ...tables import make
from ..refinement import fold_term, list_terms, score_terms

N_KEYWORDS, N_NEAR = 20, 12
_NEAREST = 0.05
"""The share of sentences that is searched for keywords: the nearest ones."""
_LEAST, _MOST = 8, 200
"""How many that is at least and at most."""


@dataclass(frozen=True, eq=False)
class Draft:
    """A frame that is proposed, to be decided on; `write_draft` puts it into a codebook.

    `review_draft` decides on screen, and `keep` and `strike` in a script. ``keywords`` has a row
    for each candidate: term, ``score``, ``n_near`` and ``n_others`` (near sentences that hold it,
    and others), ``example``, ``is_kept``, and ``is_decided``, whether a person said so. ``near``
    has a row for each sentence that lies near the examples: sentence_id, text, ``nearness`` (the
    cosine with the nearest example, at most 1), ``has_keyword`` (of the codebook's other frames:
    which), ``is_kept`` and ``is_decided``.
    """

    frame_id: str
    label: str
    definition: str
    examples: tuple[str, ...]
    keywords: pd.DataFrame = field(repr=False)
    near: pd.DataFrame = field(repr=False)

    @property
    def kept(self) -> list[str]:
        """The keywords that are kept."""
        return list(self.keywords.loc[self.keywords["is_kept"], "term"])

    @property
    def variable(self) -> str:
        """What coders are asked."""
        return f"frame:{self.frame_id}"

    def keep(self, terms: Iterable[str]) -> "Draft":
        """Keep these keywords and no other; terms that were not proposed are added."""
        wanted = [fold_term(term) for term in terms]
        is_kept = self.keywords["term"].isin(wanted)
        table = self.keywords.assign(is_kept=is_kept, is_decided=True)
        added = [one for one in dict.fromkeys(wanted) if one and one not in set(table["term"])]
        more = pd.DataFrame({"term": added, "n_near": 0, "n_others": 0})
        more = more.assign(is_kept=True, is_decided=True)
        table = pd.concat([table, more], ignore_index=True) if added else table
        return replace(self, keywords=table)

    def strike(self, terms: Iterable[str]) -> "Draft":
        """Strike these keywords, or sentences by their sentence_id."""
        struck = set(terms)
        unknown = struck - {*self.keywords["term"], *self.near["sentence_id"]}
        if unknown:
            raise ValueError(f"the draft has no {', '.join(map(repr, sorted(unknown)))}")
        return replace(
            self,
            keywords=_strike(self.keywords, self.keywords["term"].isin(struck)),
            near=_strike(self.near, self.near["sentence_id"].isin(struck)),
        )

    def decide(self, keywords: Mapping[str, bool], sentences: Mapping[str, bool]) -> "Draft":
        """Take the decisions of a person: what is kept counts, and nothing else does.

        Parameters
        ----------
        keywords : mapping of str to bool
            Term -> whether it is kept; terms that were not proposed are added, if they are kept.
        sentences : mapping of str to bool
            sentence_id of a near sentence -> whether it is kept, and so becomes an example.

        Returns
        -------
        Draft
            What nobody decided on is not kept, and waits: its ``is_decided`` is false.
        """
        said = {fold_term(term): is_kept for term, is_kept in keywords.items()}
        draft = self.keep(term for term, is_kept in said.items() if is_kept)
        table = draft.keywords.assign(is_decided=draft.keywords["term"].isin(list(said)))
        ids = self.near["sentence_id"]
        is_kept = ids.isin([one for one, is_kept in sentences.items() if is_kept])
        near = self.near.assign(is_kept=is_kept, is_decided=ids.isin(list(sentences)))
        struck = set(near.loc[near["is_decided"] & ~is_kept, "text"])
        examples = [one for one in self.examples if one not in struck]
        examples += [one for one in near.loc[is_kept, "text"] if one not in examples]
        return replace(self, examples=tuple(examples), keywords=table, near=near)

    def entry(self) -> dict[str, object]:
        """Give the entry of ``frames.yaml``.

        Raises
        ------
        ValueError
            If no keyword is kept, or every example was struck; a codebook needs one of each.
        """
        if not self.kept:
            raise ValueError(
                f"the draft of {self.frame_id!r} keeps no keyword, and a codebook needs one: "
                "draft.keep([...])"
            )
        if not self.examples:
            raise ValueError(
                f"all examples of {self.frame_id!r} were struck, and a codebook needs one: keep "
                "a near sentence, or draft it again from other examples"
            )
        return {
            "id": self.frame_id,
            "label": self.label,
            "definition": self.definition,
            "include": f"Yes if the sentence means what the definition says: {self.definition}",
            "exclude": "No if a keyword stands there and something else is meant.",
            "example": self.examples[0],
            "keywords": self.kept,
        }

    def __str__(self) -> str:
        lines = [f"{self.label} ({self.frame_id}): {self.definition}", "", "keywords:"]
        kept = self.keywords[self.keywords["is_kept"]]
        for term, n_near, n_others, example in kept[
            ["term", "n_near", "n_others", "example"]
        ].itertuples(index=False):
            shown = f"  {term:<24} in {n_near} near sentences and {n_others} others"
            lines.append(f"{shown}: {example}" if isinstance(example, str) else f"  {term}")
        shown = self.near[self.near["is_kept"]]
        lines += ["", "near in meaning:"]
        rows = zip(shown["nearness"], shown["text"], strict=True)
        return "\n".join([*lines, *(f"  {nearness:.2f}  {text}" for nearness, text in rows)])


def _strike(table: pd.DataFrame, is_struck: pd.Series) -> pd.DataFrame:
    return table.assign(
        is_kept=table["is_kept"] & ~is_struck, is_decided=table["is_decided"] | is_struck
    )


def draft_frame(
    definition: str,
    examples: Sequence[str],
    codebook: Codebook | None = None,
    *,
    sentences: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
    readings: Readings | None = None,
    frame_id: str | None = None,
    label: str | None = None,
    n_keywords: int = N_KEYWORDS,
    n_near: int = N_NEAR,
    show_progress: bool = False,
) -> Draft:
    """Draft a frame from its definition and some examples.

    Parameters
    ----------
    definition : str
        What the frame is, such as ``"Debt trap: loans are a means to gain hold of a country."``
    examples : sequence of str
        Sentences that are in the frame, three or more; the first becomes the codebook's example.
    codebook : Codebook, optional
        Its keywords are not proposed, and its aliases tell which names are hidden; the shipped one
        if there is none.
    sentences, mentions : DataFrame, optional
        A corpus to look for near sentences in, and the mentions in it, which are found anew where
        there are none. Without a corpus only the words of the examples are proposed.
    readings : Readings, optional
        From `read_sentences(..., with_vectors=True)`; what it lacks is read, some ten milliseconds
        a sentence.
    frame_id, label : str, optional
        By default what stands before the colon of the definition.
    n_keywords, n_near : int
        How many are proposed at most.
    show_progress : bool
        Draw a bar on standard error while the network reads.

    Returns
    -------
    Draft
        Everything is kept at first, and nothing decided: strike what does not fit, or look through
        it with `review_draft`.

    Raises
    ------
    ValueError
        If the frame has no name, or there is no example.
    """
    book = codebook or read_codebook()
    given = [" ".join(str(one).split()) for one in examples if str(one).strip()]
    if not given:
        raise ValueError("examples= are sentences that are in the frame; give three or more")
    before, colon, after = definition.partition(":")
    name = label or (before.strip() if colon else "")
    own_id = frame_id or re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    if not is_learner_name(own_id):
        raise ValueError(
            'name the frame: frame_id="debt_trap", or begin the definition with its name and a '
            f"colon; {own_id!r} is no name of lower-case letters, digits and _"
        )
    text = " ".join((after if colon and not label else definition).split())
    ids = [f"example {n}" for n in range(len(given))]
    rows = [(i, i, 0, "body", 0, len(one), one) for i, one in zip(ids, given, strict=True)]
    shown = make("sentences", rows)
    if sentences is None:
        near, is_near = empty_near(), np.ones(len(given), dtype=bool)
        pool = shown
    else:
        if mentions is None:
            mentions = find_mentions(sentences, book)
        near_to = find_nearness(shown, sentences, mentions, book, readings, show_progress)
        n_close = int(np.clip(_NEAREST * len(near_to), _LEAST, _MOST))
        order = near_to.sort_values(ascending=False, kind="stable")
        kept = sentences.set_index("sentence_id").loc[order.index]
        near = list_near(kept.head(n_near), order, own_id, book)
        pool = pd.concat([shown, kept.reset_index()], ignore_index=True)
        is_near = np.arange(len(pool)) < len(given) + n_close
    keywords = propose_keywords(pool, is_near, book, n_keywords)
    return Draft(own_id, name or own_id.replace("_", " "), text, tuple(given), keywords, near)


def find_nearness(
    examples: pd.DataFrame,
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    codebook: Codebook,
    readings: Readings | None = None,
    show_progress: bool = False,
) -> pd.Series:
    """Find how near each sentence lies to its nearest example: sentence_id -> cosine."""
    of_examples = see_sentences(find_mentions(examples, codebook), examples, codebook)
    seen = see_sentences(
        mentions, sentences, codebook, readings=readings, show_progress=show_progress
    )
    center, spread = seen.vectors.mean(axis=0), seen.vectors.std(axis=0) + 1e-3
    points, near = (_unit((one.vectors - center) / spread) for one in (seen, of_examples))
    return pd.Series((points @ near.T).max(axis=1), index=pd.Index(seen.ids, name="sentence_id"))


def _unit(rows: np.ndarray) -> np.ndarray:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))


def empty_near() -> pd.DataFrame:
    """Make the table of near sentences where there are none."""
    columns = {"sentence_id": "str", "text": "str", "nearness": float, "has_keyword": "str"}
    columns |= {"is_kept": bool, "is_decided": bool}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})


def list_near(
    sentences: pd.DataFrame, nearness: pd.Series, frame_id: str, codebook: Codebook
) -> pd.DataFrame:
    """List near sentences, with the frames of the codebook whose keywords they hold."""
    texts = [" ".join(text.split()) for text in sentences["text"]]
    held = {
        frame: find_frame(texts, frame, codebook)
        for frame in codebook.frames["frame_id"]
        if frame != frame_id
    }
    named = [", ".join(frame for frame in held if held[frame][n]) for n in range(len(texts))]
    return pd.DataFrame(
        {
            "sentence_id": sentences.index.astype("str"),
            "text": pd.Series(texts, dtype="str"),
            "nearness": nearness.reindex(sentences.index).round(3).to_numpy(),
            "has_keyword": pd.Series(named, dtype="str"),
            "is_kept": True,
            "is_decided": False,
        }
    )


def propose_keywords(
    pool: pd.DataFrame, is_near: np.ndarray, codebook: Codebook, n: int
) -> pd.DataFrame:
    """Propose terms that near sentences hold more often than others, the most distinctive first."""
    terms = [list_terms(text) for text in pool["text"]]
    names = {fold_term(alias) for alias in codebook.aliases["alias"]}
    taken = {fold_term(keyword) for keyword in codebook.keywords["keyword"]} | names
    inside = Counter(t for each, near in zip(terms, is_near, strict=True) if near for t in each)
    overall = Counter(term for each in terms for term in each)
    least = 2 if is_near.sum() > _LEAST else 1
    known = sorted(t for t, count in inside.items() if count >= least and t not in taken)
    score = score_terms(inside, overall, known) if len(pool) > is_near.sum() else None
    rows = []
    for place, term in enumerate(known):
        n_others = overall[term] - inside[term]
        at = next(n for n, each in enumerate(terms) if is_near[n] and term in each)
        value = float(inside[term]) if score is None else float(score[place])
        example = " ".join(str(pool["text"].iloc[at]).split())
        rows.append((term, value, inside[term], n_others, example, True, False))
    columns = ["term", "score", "n_near", "n_others", "example", "is_kept", "is_decided"]
    table = pd.DataFrame(rows, columns=columns)
    table = table.sort_values(["score", "term"], ascending=[False, True], kind="stable")
    return table.head(n).reset_index(drop=True).round({"score": 2})
