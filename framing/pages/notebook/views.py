"""A view of the explorer as one line of text, to be kept, passed on and brought back."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode

import numpy as np
import pandas as pd

_SEVERAL = ("actors", "outlets")
_DAYS = ("first", "last")
_OF_PLACE = ("actor", "group", "order", "query")


def write_view(choice: Mapping[str, Any], place: Mapping[str, Any]) -> str:
    """Write what is chosen and listed as a line.

    Examples
    --------
    >>> write_view({"actors": ["CHN", "USA"], "by": "month", "first": ""}, {"query": "a war"})
    'actors=CHN&actors=USA&by=month&query=a+war'
    """
    parts: list[tuple[str, str]] = []
    for name, value in choice.items():
        if name in _SEVERAL and value is not None:
            parts += [(name, one) for one in value] or [(name, "")]
        elif value:
            parts.append((name, str(value)))
    parts += [(name, str(place[name])) for name in _OF_PLACE if place.get(name)]
    return urlencode(parts)


def read_view(view: str, usual: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read the choice and the place of a view; what it does not name is as ``usual``.

    Examples
    --------
    >>> read_view("actors=CHN&by=month&actor=CHN", {"actors": [], "outlets": ["x"], "by": ""})
    ({'actors': ['CHN'], 'outlets': None, 'by': 'month'}, {'actor': 'CHN'})
    """
    asked = parse_qs(view.lstrip("?#"), keep_blank_values=True)
    choice = dict(usual)
    for name in choice:
        if name in _SEVERAL:
            known = [one for one in asked.get(name, []) if one]
            choice[name] = known if name in asked else (None if name == "outlets" else usual[name])
        else:
            choice[name] = (
                asked[name][0] if name in asked else ("" if name in _DAYS else usual[name])
            )
    place = {name: asked[name][0] for name in _OF_PLACE if name in asked}
    return choice, place


def search_sentences(found: pd.DataFrame, sentences: pd.DataFrame, query: str) -> pd.DataFrame:
    """Keep the mentions in whose sentence all words of a query begin a word, in any case."""
    words = query.casefold().split()
    if not words:
        return found
    near = sentences[sentences["sentence_id"].isin(found["sentence_id"])]
    texts = near["text"].str.casefold()
    is_kept = np.ones(len(near), dtype=bool)
    for word in words:
        is_kept &= texts.str.contains(rf"(?<!\w){re.escape(word)}", regex=True).to_numpy(bool)
    kept = near.loc[is_kept, "sentence_id"]
    return found[found["sentence_id"].isin(kept)].reset_index(drop=True)
