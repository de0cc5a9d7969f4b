"""Copies of one text: the same words again, and near-duplicates such as wire copy.

Two texts are alike as far as they share runs of three words: their resemblance is the Jaccard index
of the two sets of runs (Broder 1997, "On the resemblance and containment of documents"), which
MinHash estimates from a signature of fixed size, here by the library datasketch. The low sixteen
bits of each minimum suffice (Li and König 2010, "b-Bit Minwise Hashing"), so that an article costs
256 bytes and a digest. Signatures that have some band of three minima in common are compared
(Leskovec, Rajaraman and Ullman 2020, "Mining of Massive Datasets", chapter 3), and what is alike
enough is joined into clusters.
"""

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import regex
from scipy import sparse
from scipy.sparse import csgraph

from ..tables import check, empty, make
from ..text import fold

if TYPE_CHECKING:
    from datasketch import MinHash

THRESHOLD = 0.4
"""Resemblance from which two texts are near-duplicates: that of a text and its first two fifths."""
LOWEST_THRESHOLD = 0.3
"""Below it, too many pairs would be missed before they are compared."""
RUN = 3
"""Words in a run."""
N_HASHES = 128
"""Minima in a signature; the standard error of a resemblance of 0.4 is 0.043."""
_BAND = 3
"""Minima in a band.

42 bands have one in common for 94 of 100 pairs of resemblance 0.4, and for all above 0.5.
"""
_REACH = 16
"""Neighbours in a band that each article is compared with; no more alike, and it is all pairs."""
_PAIRS_AT_ONCE = 1 << 15
_SEED = 1
_WORD = regex.compile(r"\w+")
_WEIGHTS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


def find_duplicates(articles: pd.DataFrame, *, threshold: float = THRESHOLD) -> pd.DataFrame:
    """Find the articles that repeat others, as clusters.

    Parameters
    ----------
    articles : DataFrame
        Table of articles.
    threshold : float
        Resemblance of near-duplicates, 0.3..1: the share of all runs of three words of two texts
        that both have.

    Returns
    -------
    DataFrame
        Table of duplicates (`framing.tables.schema`): one row is an article of a cluster of two or
        more; articles that repeat nothing are not in it. Clusters do not depend on the order of the
        articles, and single links join them: two members that are both like a third need not be
        like each other. A text without a word repeats nothing.

    Raises
    ------
    SchemaError
        If a column of the articles is missing.
    ValueError
        If the threshold is out of its range.

    Examples
    --------
    >>> import framing as fr
    >>> wire = "Envoys of nine states met on the coast on Monday "
    >>> wire += "and agreed to reopen the strait to grain ships"
    >>> texts = {"a": wire, "b": wire.upper() + "!", "c": wire + " by May.", "d": "Rain fell."}
    >>> articles = fr.make_articles(texts)
    >>> columns = ["article_id", "cluster_id", "kind", "is_first"]
    >>> fr.find_duplicates(articles)[columns].values.tolist()
    [['a', 'a', 'exact', True], ['b', 'a', 'exact', False], ['c', 'a', 'near', False]]

    Intervals and tests take a cluster as one, so that a text printed ten times does not count as
    ten independent ones, once the articles name theirs (those of `analyse` do):

    >>> articles = fr.join_clusters(articles, fr.find_duplicates(articles))
    >>> articles[["article_id", "cluster_id"]].values.tolist()
    [['a', 'a'], ['b', 'a'], ['c', 'a'], ['d', 'd']]
    """
    check(articles, "articles")
    digests, signatures = fingerprint_texts(articles["text"])
    return cluster_fingerprints(
        articles["article_id"],
        digests,
        signatures,
        threshold=threshold,
        published_at=articles["published_at"],
    )


def fingerprint_texts(texts: Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
    """Fingerprint each text: what is kept of it to find its copies.

    Parameters
    ----------
    texts : iterable of str

    Returns
    -------
    digests : ndarray of S32
        Digest of the words, in lower case and without accents and marks; empty for a text without a
        word.
    signatures : ndarray of uint16
        Of shape (texts, `N_HASHES`). Rows of several calls may be put together with
        `numpy.concatenate`.
    """
    digests, signatures = [], []
    start = _start()
    for text in texts:
        words = _WORD.findall(fold(text))
        joined = " ".join(words).encode(errors="surrogatepass")
        digests.append(hashlib.blake2b(joined, digest_size=16).hexdigest() if words else "")
        minima = start.copy()
        minima.update_batch(_hash_runs(words).tolist())
        signatures.append(minima.hashvalues.astype(np.uint16))
    if not signatures:
        return np.array([], dtype="S32"), np.empty((0, N_HASHES), dtype=np.uint16)
    return np.array(digests, dtype="S32"), np.vstack(signatures)


@lru_cache(maxsize=1)
def _start() -> "MinHash":
    from datasketch import MinHash  # loads at first use

    return MinHash(num_perm=N_HASHES, seed=_SEED, hashfunc=int, scheme="affine32")


def _hash_runs(words: Sequence[str]) -> np.ndarray:
    """A number of 32 bits for each run of words; a text shorter than a run is one run."""
    codes = np.array(
        [zlib.crc32(word.encode(errors="surrogatepass")) for word in words], dtype=np.uint64
    )
    length = max(0, len(codes) - RUN + 1)
    if not length:
        codes, length = np.pad(codes, (0, RUN - len(codes))), min(1, len(words))
    runs = np.zeros(length, dtype=np.uint64)
    for shift in range(RUN):
        runs += codes[shift : shift + length] * _WEIGHTS[shift]
    return runs >> np.uint64(32)


def cluster_fingerprints(
    article_ids: Iterable[str],
    digests: np.ndarray,
    signatures: np.ndarray,
    *,
    threshold: float = THRESHOLD,
    published_at: Iterable[object] | None = None,
) -> pd.DataFrame:
    """Join articles whose fingerprints are alike into clusters.

    Parameters
    ----------
    article_ids : iterable of str
        Unique.
    digests, signatures : ndarray
        From `fingerprint_texts`, in the order of `article_ids`.
    threshold : float
        As for `find_duplicates`.
    published_at : iterable of datetime, optional
        When each was published: the first of a cluster is the earliest, and then the first by name.

    Returns
    -------
    DataFrame
        As `find_duplicates`. Memory beside the signatures: about 100 bytes an article.

    Raises
    ------
    ValueError
        If the threshold is out of its range, or the parts have different lengths.
    """
    if not LOWEST_THRESHOLD <= threshold <= 1:
        raise ValueError(f"threshold must lie between {LOWEST_THRESHOLD} and 1, not at {threshold}")
    table = pd.DataFrame({"article_id": pd.Series(list(article_ids), dtype="str")})
    table["published_at"] = (
        pd.NaT if published_at is None else pd.Series(published_at).reset_index(drop=True)
    )
    if not len(table) == len(digests) == len(signatures):
        raise ValueError(
            f"{len(table)} articles have {len(digests)} digests and {len(signatures)} signatures"
        )
    # Equal words are joined first; the order of the digests is one that the order of the articles
    # does not change.
    unique, rows, table["text_no"] = np.unique(digests, return_index=True, return_inverse=True)
    has_words = unique != b""
    label = _join_alike(signatures[rows], has_words, threshold)
    table["label"] = label[table["text_no"]]
    table["row"] = np.arange(len(table))
    table = table[has_words[table["text_no"]] & table.duplicated("label", keep=False)]
    if table.empty:
        return empty("duplicates")
    table = table.sort_values(
        ["label", "published_at", "article_id"], kind="stable", ignore_index=True
    )
    firsts = table.drop_duplicates("label").set_index("label")
    table["cluster_id"] = table["label"].map(firsts["article_id"])
    table["is_first"] = ~table.duplicated("label")
    repeats = table.duplicated("text_no")
    has_exact = repeats.groupby(table["label"]).transform("any")
    table["kind"] = np.where(repeats | (table["is_first"] & has_exact), "exact", "near")
    first_rows = table["label"].map(firsts["row"]).to_numpy()
    table["similarity"] = _compare(signatures, table["row"].to_numpy(), first_rows)
    table = table.sort_values(["cluster_id", "published_at", "article_id"], kind="stable")
    columns = ["article_id", "cluster_id", "kind", "similarity", "is_first"]
    return make("duplicates", table[columns].itertuples(index=False, name=None))


def _join_alike(signatures: np.ndarray, has_words: np.ndarray, threshold: float) -> np.ndarray:
    """The number of its cluster for each signature."""
    n = len(signatures)
    label = np.arange(n)
    links: list[np.ndarray] = [np.empty((0, 2), dtype=np.int64)]
    for first in range(0, N_HASHES - _BAND + 1, _BAND):
        band = np.zeros(n, dtype=np.uint64)
        for column in signatures[:, first : first + _BAND].T:
            band = (band << np.uint64(16)) | column
        order = np.argsort(band, kind="stable")
        order = order[has_words[order]]
        values = band[order]
        new_links: list[np.ndarray] = []
        for shift in range(1, min(_REACH, len(order) - 1) + 1):
            near = np.flatnonzero(values[shift:] == values[:-shift])
            if not len(near):
                break
            pairs = np.column_stack([order[near], order[near + shift]])
            pairs = pairs[label[pairs[:, 0]] != label[pairs[:, 1]]]
            new_links.append(pairs[_compare(signatures, pairs[:, 0], pairs[:, 1]) >= threshold])
        if any(map(len, new_links)):
            links += new_links
            ends = np.concatenate(links)
            graph = sparse.coo_array(
                (np.ones(len(ends), dtype=bool), (ends[:, 0], ends[:, 1])), shape=(n, n)
            )
            label = csgraph.connected_components(graph, directed=False)[1]
    return label


def _compare(signatures: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Estimated resemblance of pairs of rows."""
    parts = [
        (
            signatures[one[first : first + _PAIRS_AT_ONCE]]
            == signatures[other[first : first + _PAIRS_AT_ONCE]]
        ).mean(axis=1, dtype=np.float64)
        for first in range(0, len(one), _PAIRS_AT_ONCE)
    ]
    return np.concatenate(parts) if parts else np.empty(0)
