"""A small corpus whose every field holds what would run, or break a page, if it were shown raw."""

import dataclasses

import pandas as pd

import framing as fr

RUN = "<script>window.ran=1</script>"
IMAGE = '"><img src=x onerror="window.ran=1">'
CLOSE = "</script></style><!--\u2028]]>{{7*7}}{% raw %}"
URL = "javascript:window.ran=1"


def analyse(codebook: fr.Codebook) -> tuple[dict[str, pd.DataFrame], fr.Codebook]:
    """The tables of a few hostile articles, and a codebook with hostile labels."""
    texts = {
        f"a{n} {RUN}{IMAGE}": f"China praised Russia {RUN} warmly{n}. "
        f"\u201cRussia hates {IMAGE} China\u201d, said Sergei Lavrov. "
        f"{CLOSE} Japan invaded China with awful aggression &lt;b&gt;&amp;amp;."
        for n in range(4)
    }
    articles = fr.make_articles(texts)
    dates = [pd.Timestamp("2023-01-05", tz="UTC") + pd.Timedelta(days=40 * n) for n in range(4)]
    articles = articles.assign(
        outlet_id=pd.Series([f"o{n % 2}{IMAGE}" for n in range(4)], dtype="str"),
        headline=pd.Series([f"{RUN}{CLOSE}"] * 4, dtype="str"),
        url=pd.Series(
            [URL, f"https://example.org/{IMAGE}", "https://example.org/a", None], dtype="str"
        ),
        published_at=pd.Series(dates).dt.as_unit("us"),
    )
    outlets = pd.DataFrame(
        {
            "outlet_id": [f"o0{IMAGE}", f"o1{IMAGE}"],
            "outlet_name": [RUN, CLOSE],
            "country_iso3": "X",
        }
    )
    events = pd.DataFrame({"event_date": dates[:1], "label": [RUN + IMAGE]})
    tables = fr.analyse(articles, codebook, outlets=outlets, events=events, measures=("vader",))
    voices = tables["voices"]
    told = voices["voice"] == "source"
    tables["voices"] = voices.assign(speaker=voices["speaker"].mask(told, f"{RUN}{IMAGE}"))
    found = pd.DataFrame(
        {
            "article_id": [articles["article_id"][0]],
            "start": [0],
            "end": [1],
            "check": [IMAGE],
            "severity": "note",
            "message": [f"{RUN}{CLOSE}"],
            "provenance": [RUN],
        }
    )
    tables["findings"] = pd.concat(
        [tables["findings"], found.astype({"start": "Int64", "end": "Int64"})]
    )
    tables["funnel"] = pd.DataFrame(
        {"stage": [f"articles_found{RUN}"], "n": [4], "is_removed": [False]}
    )
    hostile = dataclasses.replace(
        codebook,
        name=f"book {RUN}",
        actors=codebook.actors.assign(actor_label=codebook.actors["actor_label"] + IMAGE),
        frames=codebook.frames.assign(
            **{
                name: codebook.frames[name] + RUN + CLOSE
                for name in ("frame_label", "definition", "reference")
            }
        ),
        keywords=codebook.keywords.assign(keyword=codebook.keywords["keyword"] + IMAGE),
    )
    return tables, hostile


def hostile_tables(word: str) -> dict[str, pd.DataFrame]:
    """A text, and tables about it, in which every free column holds the word."""
    text = f"{word}\n\nSaid {word}: China won {word} here."
    articles = fr.make_articles({word: text}).assign(
        headline=word, outlet_id=word, url=word, provenance=word
    )
    tables = fr.analyse(articles)
    for name, columns in {
        "mentions": ["actor_id", "person", "candidates", "rule", "alias_type"],
        "voices": ["speaker", "cue", "speaker_actor_id"],
        "frame_hits": ["frame_id", "keyword", "surface"],
        "attributions": ["source", "cue"],
        "scores": ["measure"],
        "roles": ["verb", "verb_class"],
        "speakers": ["speaker", "speaker_actor_id"],
    }.items():
        tables[name] = tables[name].assign(**dict.fromkeys(columns, word))
    span = pd.DataFrame(
        [
            {
                "article_id": word,
                "start": 0,
                "end": 4,
                "check": word,
                "severity": "note",
                "message": word,
                "provenance": word,
            }
        ]
    ).astype({"start": "Int64", "end": "Int64"})
    tables["findings"] = pd.concat([span, span.assign(start=pd.NA, end=pd.NA)], ignore_index=True)
    return tables
