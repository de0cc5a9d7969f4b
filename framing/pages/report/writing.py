"""The report: one HTML file with the numbers of an analysis, its figures and its sentences.

Nothing in the file is loaded from elsewhere, and nothing that comes from an article can run:
templates escape every value, and the policy in the head of the page allows the kit's own style and
script alone, by their digests.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import yaml
from markupsafe import Markup

from ...codebook import Codebook, read_codebook
from ...figures import hush_descriptive
from ...portrayals import MENTIONS_OF_A_SHARE, MIN_ARTICLES, MIN_MENTIONS
from ...shipped import find_shipped, kit_version
from ...tables import NEUTRAL_BAND, check, empty, read_tables, replace_file
from ..layout import make_environment, read_asset, write_policy
from .content import MAX_WHOLE, gather_content
from .redaction import N_DIGITS, RUN, cut_runs, find_runs, redact_tables
from .text import say_share, say_signed

MAX_ACTORS = 24
"""Actors with a page of their own: those with the most mentions."""
TITLE = "How the news portrays countries and other political actors"
SCRIPTS = ("report.js", "words.js", "compare.js")
"""What runs in the page, in this order, as one script."""
_NEEDED = (
    "articles",
    "sentences",
    "mentions",
    "scores",
    "voices",
    "roles",
    "frame_hits",
    "findings",
)


def write_report(
    tables: Mapping[str, pd.DataFrame] | str | Path,
    out: str | Path,
    *,
    codebook: Codebook | None = None,
    title: str | None = None,
    with_text: bool = True,
    max_sentences: int | None = None,
    max_actors: int = MAX_ACTORS,
    seed: int = 1,
) -> Path:
    """Write the numbers of an analysis, its figures and their sentences into one HTML file.

    The file needs no network and no installation. Of up to `MAX_WHOLE` articles it holds every
    sentence; of more a sample, and it says of how many. Every count is of all the mentions.

    Parameters
    ----------
    tables : mapping of str to DataFrame, str or Path
        From `analyse`, or the folder that `analyse_path` wrote.
    out : str or Path
        The file; its folder is made if it is missing.
    codebook : Codebook, optional
        The one that the analysis used; the shipped one if there is none.
    title : str, optional
        What stands at the top.
    with_text : bool
        False leaves out every word of the articles (`framing.pages.report.redaction`), so that a
        corpus under a licence can be shared: a mention is then shown by the digest of its article
        and its offsets.
    max_sentences : int, optional
        Hold a sample, however few the articles are: so many mentions drawn for every row of an
        actor's page, outlet, period, voice, speaker, frame and so on; fewer where the file would
        hold more than `MAX_SHOWN`. 0 leaves the sentences out.
    max_actors : int
        Actors with a page of their own, from the one with the most mentions on. The others stand in
        a table.
    seed : int
        Seed of the sample. The same tables and seed give the same bytes.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    FileNotFoundError
        If the folder holds no tables.
    SchemaError
        If a column of a table is missing.
    ValueError
        If the tables were made with another codebook, a number is below 0, or, without text, the
        title holds five words in a row of an article.
    """
    if (max_sentences or 0) < 0 or max_actors < 0:
        raise ValueError("max_sentences and max_actors are 0 or more")
    codebook = codebook or read_codebook()
    manifest: dict[str, Any] = {}
    if isinstance(tables, (str, Path)):
        folder, tables = Path(tables), read_tables(tables)
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf8"))
        made_with = manifest.get("codebook_digest", codebook.digest)
        if made_with != codebook.digest:
            raise ValueError(
                f"the tables were made with the codebook {manifest.get('codebook')}, "
                f"digest {made_with}, not with {codebook.name} {codebook.version}, "
                f"digest {codebook.digest}; name it with --codebook PATH"
            )
    page = make_report(
        tables,
        codebook,
        manifest=manifest,
        title=title,
        with_text=with_text,
        max_sentences=max_sentences,
        max_actors=max_actors,
        seed=seed,
    )
    out = Path(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    replace_file(out, lambda temporary: temporary.write_text(page, encoding="utf8", newline="\n"))
    return out


def make_report(
    tables: Mapping[str, pd.DataFrame],
    codebook: Codebook,
    *,
    manifest: Mapping[str, Any] | None = None,
    title: str | None = None,
    with_text: bool = True,
    max_sentences: int | None = None,
    max_actors: int = MAX_ACTORS,
    seed: int = 1,
) -> str:
    """Make the report as one text of HTML.

    The parameters are those of `write_report`, and the content of ``manifest.json`` if there is
    one.
    """
    whole = {name: tables.get(name, empty(name)) for name in _NEEDED}
    whole |= {name: table for name, table in tables.items() if name not in whole}
    for name in _NEEDED:
        check(whole[name], name)
    if not with_text:
        if title and cut_runs(title, find_runs([title], whole["articles"]["text"])) != title:
            raise ValueError(
                f"the title holds {RUN} words in a row of an article; choose another one"
            )
        whole, codebook = redact_tables(whole, codebook)
    with hush_descriptive():
        content = gather_content(
            whole,
            codebook,
            with_text=with_text,
            max_sentences=max_sentences,
            max_actors=max_actors,
            seed=seed,
        )
    return _render(
        content
        | {
            "title": title or TITLE,
            "with_text": with_text,
            "seed": seed,
            "cite": _read_citation(),
            "versions": _list_versions(manifest or {}, codebook),
            "band": NEUTRAL_BAND,
            "min_mentions": MIN_MENTIONS,
            "min_articles": MIN_ARTICLES,
            "share_mentions": MENTIONS_OF_A_SHARE * MIN_MENTIONS,
            "n_digits": N_DIGITS,
            "max_whole": MAX_WHOLE,
            "kit": (manifest or {}).get("framing", kit_version()),
        }
    )


def _render(content: Mapping[str, Any]) -> str:
    """Lay out the page: all is escaped but style, script and data, which go by their digests."""
    environment = make_environment()
    environment.filters |= {
        "n": lambda value: f"{value:,}",
        "signed": say_signed,
        "percent": say_share,
        "period": _name_period,
        "at": lambda value, limit: f"{max(-100.0, min(100.0, 100 * value / limit)):.1f}",
    }
    style = read_asset("report.css") + content["colours"]
    parts = "\n".join(map(read_asset, SCRIPTS))
    script = f'(() => {{\n"use strict";\n{parts}\nstart();\n}})();\n'
    return environment.get_template("report.html.j2").render(
        content,
        style=Markup(style),
        script=Markup(script),
        policy=write_policy(style, script),
        json=Markup(safe_json(content["data"])),
    )


def safe_json(value: object) -> str:
    """Write JSON for a ``<script>`` element: nothing in it ends the element or a line.

    Examples
    --------
    >>> safe_json("</script><!--")
    '"\\\\u003c/script\\\\u003e\\\\u003c!--"'
    """
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _name_period(name: str) -> str:
    """Write a period as readers do: 2023-03 as Mar 2023.

    Examples
    --------
    >>> _name_period("2023-03"), _name_period("2023-Q1"), _name_period("2023")
    ('Mar 2023', '2023-Q1', '2023')
    """
    return f"{pd.Timestamp(name):%b %Y}" if re.fullmatch(r"\d{4}-\d{2}", name) else name


def _read_citation() -> dict[str, Any]:
    """Read ``CITATION.cff``, in a checkout or in an installed package."""
    file = find_shipped("CITATION.cff")
    citation = yaml.safe_load(file.read_text(encoding="utf8"))
    authors = [
        author.get("name") or f"{author['given-names']} {author['family-names']}"
        for author in citation["authors"]
    ]
    return {
        "title": citation["title"],
        "authors": ", ".join(authors),
        "year": str(citation["date-released"])[:4],
        "licence": citation["license"],
        "doi": citation.get("doi", ""),
        "url": citation.get("repository-code", ""),
    }


def _list_versions(manifest: Mapping[str, Any], codebook: Codebook) -> list[tuple[str, str]]:
    """List what the numbers depend on, each with its version."""
    rows = [
        ("framing", str(manifest.get("framing", kit_version()))),
        ("codebook", f"{codebook.name} {codebook.version}, digest {codebook.digest}"),
    ]
    if "model" in manifest:
        rows.append(("model of sentiment", f"digest {manifest['model']}"))
    libraries = manifest.get("libraries", {})
    return rows + [(str(name), str(number)) for name, number in libraries.items()]
