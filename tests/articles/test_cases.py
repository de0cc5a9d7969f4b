"""Small files as people have them, each of one kind, with what a careful reader sees in them."""

import json
from pathlib import Path

import pytest

import framing as fr

CASES = Path(__file__).parent / "cases"
EXPECTED = json.loads((CASES / "expected.json").read_text(encoding="utf8"))
"""File -> `n` articles; of the first, `headline`, `outlet`, `date`, or of all, `headlines`,
`outlets`, `dates`; words that the texts have (`has`) and lack (`lacks`); a `finding`.
"""


@pytest.mark.parametrize("name", EXPECTED)
def test_file_is_read_right(name: str) -> None:
    want = EXPECTED[name]
    articles, findings = fr.read_articles(CASES / name, return_findings=True)
    assert len(articles) == want["n"]
    first = articles.iloc[0]
    found = {"headline": first["headline"], "outlet": first["outlet_id"]}
    found["date"] = str(first["published_at"])[:10]
    assert {key: found[key] for key in found if key in want} == {
        key: want[key] for key in found if key in want
    }
    known = articles.astype(object).where(articles.notna(), None)
    all_of = {"headlines": [*known["headline"]], "outlets": [*known["outlet_id"]]}
    all_of["dates"] = [str(moment)[:10] for moment in articles["published_at"]]
    assert {key: all_of[key] for key in all_of if key in want} == {
        key: want[key] for key in all_of if key in want
    }
    text = "\n".join(articles["text"])
    assert all(words in text for words in want.get("has", []))
    assert not any(words in text for words in want.get("lacks", []))
    assert want.get("finding", "x") in [*findings["check"], "x"]
    assert ("placeholder" in set(findings["check"])) == (want.get("finding") == "placeholder")
