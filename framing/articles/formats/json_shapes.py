"""What the JSON of news services looks like: one table of known shapes, and where each keeps what.

A path names objects inside of objects (``fields.body``). An object that is of no known shape is
read by the usual names of columns.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

SUMMARY = "summary"
"""Beside our columns: what stands for a text that a service does not give."""
_N_PARTS = 500
"""Objects of a list that a path goes through."""


class Shape(NamedTuple):
    """A known shape: who writes it, the paths that all its objects have, and ours -> theirs."""

    name: str
    marks: tuple[str, ...]
    paths: Mapping[str, tuple[str, ...]]


def _shape(name: str, marks: str, **paths: str) -> Shape:
    return Shape(name, tuple(marks.split()), {ours: tuple(p.split()) for ours, p in paths.items()})


SHAPES = (
    _shape(
        "Guardian",
        "webTitle webUrl",
        headline="fields.headline webTitle",
        text="fields.bodyText fields.body blocks.body.bodyTextSummary blocks.body.bodyHtml",
        summary="blocks.totalBodyTextSummary fields.standfirst fields.trailText",
        published_at="webPublicationDate fields.firstPublicationDate",
        url="webUrl",
        language="fields.lang",
    ),
    _shape(
        "New York Times",
        "web_url pub_date",
        article_id="_id uri",
        headline="headline.main headline.print_headline headline title",
        text="article_text full_text body text content",
        summary="lead_paragraph abstract snippet",
        published_at="pub_date",
        outlet_id="source",
        url="web_url",
    ),
    _shape(
        "New York Times, lists",
        "abstract published_date section",
        article_id="uri id",
        summary="abstract",
        published_at="published_date",
        outlet_id="source",
    ),
    _shape(
        "webhose",
        "thread.site",
        article_id="uuid thread.uuid",
        headline="title thread.title thread.title_full",
        published_at="published thread.published",
        outlet_id="thread.site thread.site_full",
        url="url thread.url",
    ),
    _shape(
        "NewsCatcher",
        "clean_url link",
        text="content summary",
        summary="excerpt description",
        published_at="published_date",
        outlet_id="clean_url",
        url="link",
    ),
    _shape(
        "NewsCatcher, version 3",
        "domain_url link",
        text="content",
        summary="nlp.summary description",
        published_at="published_date",
        outlet_id="domain_url name_source",
        url="link",
    ),
    _shape("GDELT", "seendate domain", published_at="seendate", outlet_id="domain"),
    _shape(
        "news-please",
        "maintext",
        text="maintext text",
        published_at="date_publish",
        outlet_id="source_domain",
    ),
    _shape(
        "JSON-LD",
        "@type",
        article_id="identifier.value identifier",
        headline="headline alternativeHeadline name",
        text="articleBody text liveBlogUpdate.articleBody",
        summary="description abstract",
        published_at="datePublished dateCreated uploadDate",
        outlet_id="publisher.name sourceOrganization.name provider.name publisher",
        url="url mainEntityOfPage.@id mainEntityOfPage @id",
        language="inLanguage.alternateName inLanguage.name inLanguage",
    ),
    _shape(
        "trafilatura",
        "source-hostname",
        text="text raw_text",
        summary="excerpt",
        outlet_id="source-hostname hostname",
        url="source url",
    ),
    _shape(
        "trafilatura, newer",
        "hostname fingerprint",
        text="text raw_text",
        summary="excerpt description",
        outlet_id="hostname",
        url="source url",
    ),
    _shape(
        "Event Registry",
        "uri source.uri dateTime",
        article_id="uri",
        text="body",
        published_at="dateTimePub dateTime date",
        outlet_id="source.uri source.title",
        language="lang",
    ),
    _shape(
        "Bing News",
        "name provider datePublished",
        headline="name title",
        text="body",
        summary="description",
        published_at="datePublished",
        outlet_id="provider.name",
    ),
    _shape(
        "WordPress",
        "title.rendered content.rendered",
        headline="title.rendered",
        text="content.rendered",
        summary="excerpt.rendered",
        published_at="date date_gmt",
        url="link",
    ),
    _shape(
        "NewsData",
        "source_id pubDate",
        text="content full_content",
        summary="description",
        published_at="pubDate",
        outlet_id="source_name source_id",
        url="link",
    ),
    _shape(
        "Lexis API",
        "Title Source.Name",
        article_id="ResultId DocumentId",
        headline="Title",
        text="Document.Content Content Body",
        summary="Overview Extracts.SummaryText",
        published_at="Date",
        outlet_id="Source.Name",
    ),
    _shape(
        "Aylien",
        "links.permalink title",
        text="body",
        summary="summary.sentences",
        published_at="published_at",
        outlet_id="source.domain source.name",
        url="links.permalink",
    ),
    _shape(
        "Arc",
        "headlines content_elements",
        headline="headlines.basic",
        text="content_elements",
        summary="description.basic subheadlines.basic",
        published_at="display_date publish_date first_publish_date created_date",
        outlet_id="website canonical_website",
        url="canonical_url website_url",
    ),
    _shape(
        "Opoint",
        "header unix_timestamp",
        headline="header.text header",
        text="body.text body",
        summary="summary.text summary",
        published_at="unix_timestamp",
        outlet_id="first_source.name first_source.sitename",
        language="language.text",
        url="url orig_url",
    ),
    _shape(
        "AP",
        "headline body_nitf",
        article_id="itemid altids.itemid",
        text="body_nitf",
        published_at="firstcreated versioncreated",
        outlet_id="provider source",
    ),
    _shape(
        "ninjs",
        "uri versioncreated",
        article_id="uri",
        headline="headline headlines.value name",
        text="body_text body_html body_xhtml bodies.value",
        summary="description_text description_html",
        published_at="firstcreated versioncreated",
        outlet_id="source provider infosource.name copyrightholder",
    ),
    _shape("Wayback", "wayback_url", url="url original wayback_url"),
    _shape(
        "Reddit",
        "selftext created_utc",
        text="selftext body",
        published_at="created_utc",
        outlet_id="subreddit",
    ),
)
"""The first shape whose marks an object has counts; what it does not say is guessed by names."""


def find_shape(row: Mapping[str, object]) -> Shape | None:
    """Find the shape of an object, if it is a known one."""
    for shape in SHAPES:
        if all(has_path(row, mark) for mark in shape.marks):
            return shape
    return None


def has_path(row: Mapping[str, object], path: str) -> bool:
    """Say whether there is something at a path, be it empty."""
    return path in row or ("." in path and next(_walk(row, path.split(".")), None) is not None)


def at_path(row: Mapping[str, object], path: str) -> object:
    """Get what is at a path: of a list of objects, what each of them holds there.

    Examples
    --------
    >>> at_path({"blocks": {"body": [{"text": "One."}, {"text": "Two."}]}}, "blocks.body.text")
    ['One.', 'Two.']
    """
    if path in row or "." not in path:
        return row.get(path)
    found = [value for value in _walk(row, path.split(".")) if value is not None]
    return found[0] if len(found) == 1 else found or None


def _walk(value: object, steps: list[str]) -> Iterator[object]:
    if not steps:
        yield value
    elif isinstance(value, list):
        for item in value[:_N_PARTS]:
            yield from _walk(item, steps)
    elif isinstance(value, Mapping) and steps[0] in value:
        yield from _walk(value[steps[0]], steps[1:])
