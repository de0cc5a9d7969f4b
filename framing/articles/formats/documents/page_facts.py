"""What a web page says of its article: headline, day, address, outlet, language.

A page names many days and titles: of its teasers, its videos, its references, of the last change.
What belongs to the article is told by its type, its headline, its address and its place.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from ..addresses import day_of, original_of, outlet_of
from ..exports.date_lines import list_dates
from ..markup import html_text

_SURE_DATES = tuple(
    "article:published_time og:article:published_time og:published_time rnews:datePublished "
    "article:published".lower().split()
)
"""Names of days in the head that only the article's own publication has, the surest first."""
_OTHER_DATES = tuple(
    "parsely-pub-date sailthru.date publish-date publish_date publishdate published-date "
    "publication_date article.published article_date_original originalpublicationdate "
    "cXenseParse:recs:publishtime dc.date.issued dcterms.issued dc.date.created dcterms.created "
    "dc.date dcterms.date citation_publication_date pubdate datepublished date".lower().split()
)
_ARTICLE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report)$")
_BESIDE = re.compile(
    r"teaser|related|recommend|promo|most-?(?:read|viewed|popular)|popular|trending|sidebar|"
    r"carousel|newsletter|outbrain|taboola|also-?read|read-?(?:more|next|also)|more-?(?:from|on)|"
    r"latest|breaking|comment|footer|breadcrumb|reference|footnote|bibliograph|citation|"
    r"mehr-zum-thema|lire-aussi|lees-ook|a-lire|video|gallery|tooltip|modif|update",
    re.IGNORECASE,
)
"""Classes and ids of what stands beside an article."""
_TAGS_BESIDE = frozenset("aside nav footer figure video audio cite li form iframe".split())
_SITE_LINKS = (
    "//link[@rel='alternate' or @rel='amphtml' or @rel='shortlink' or @rel='home' or "
    "@rel='search' or @rel='EditURI']/@href",
    "//meta[@property='og:url' or @name='twitter:url' or @name='twitter:domain' or "
    "@property='al:web:url' or @name='identifier-url']/@content",
    "//base/@href",
)
_SITE_NAMES = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_TITLE_END = re.compile(r"\s+[|–—·»:-]\s+[^|–—·»]{2,60}$")
_BETWEEN = re.compile(r"\s+[|–—·»:-]\s+|:\s+")
CHANGED = re.compile(
    r"modif|updat|aktualis|geändert|mis à jour|actualiz|bijgewerkt|aggiornat|correct",
    re.IGNORECASE,
)
_STATE = re.compile(r"\bstand\b\W*$", re.IGNORECASE)
"""What German pages write before the day of the last change, or before their only day."""
_N_BELOW = 15
"""Pieces of text below the headline in which the day may stand, none longer than `_MAX_LINE`."""
_MAX_LINE = 90
_ABSOLUTE = re.compile(r"https?://", re.IGNORECASE)
_MAX_OBJECTS = 200


class Facts:
    """The facts of one page, each looked up when it is asked for."""

    def __init__(self, tree: Any, given_url: object = None) -> None:
        self.tree = tree
        self.given_url = str(given_url) if given_url else None
        self.metas: dict[str, str] = {}
        for node in tree.iter("meta"):
            name = (node.get("property") or node.get("name") or "").strip().lower()
            value = (node.get("content") or "").strip()
            if name and value:
                self.metas.setdefault(name, value)

    @cached_property
    def url(self) -> str | None:
        """The canonical address, or that of Open Graph, or the one that the container gives."""
        given = next(
            (
                str(node.get("href")).strip()
                for node in self.tree.iter("link")
                if (node.get("rel") or "").strip().lower() == "canonical" and node.get("href")
            ),
            None,
        )
        shared = self.metas.get("og:url")
        base = shared or self.given_url
        if given and given.startswith("//"):
            given = f"https:{given}"
        if given and not _ABSOLUTE.match(given) and base:
            given = _join(base, given)
        addresses = [
            original_of(url)
            for url in (given, shared, self.given_url)
            if url and _ABSOLUTE.match(url)
        ]
        # A canonical address that is the front page's is a fault of the site.
        return next((url for url in addresses if _path(url)), next(iter(addresses), None))

    @cached_property
    def outlet(self) -> str | None:
        """The domain of the address, or the one that most links of the head name, or a name."""
        domain = outlet_of(self.url) if self.url else None
        if domain:
            return domain
        urls: list[object] = [url for path in _SITE_LINKS for url in self.tree.xpath(path)]
        for item in self.objects[:1]:
            publisher = item.get("publisher")
            urls += [item.get("url"), item.get("@id"), item.get("mainEntityOfPage")]
            urls += [publisher.get("url")] if isinstance(publisher, dict) else []
        given = [str(url) for url in urls if isinstance(url, str) and _ABSOLUTE.match(url)]
        domains = Counter(filter(None, map(outlet_of, given)))
        if domains:
            return domains.most_common(1)[0][0]
        named = next((self.metas[name] for name in _SITE_NAMES if name in self.metas), None)
        publishers = [item.get("publisher") for item in self.objects]
        names = [part.get("name") for part in publishers if isinstance(part, dict)]
        return named or next((name for name in names if isinstance(name, str)), None)

    @cached_property
    def headline(self) -> str | None:
        """The first heading where it is like the title of the page; else that title."""
        headings = [_text(node) for node in self.tree.iter("h1")]
        headings = [text for text in headings if 2 < len(text) < 400]
        titles = [self.metas.get(name, "") for name in ("og:title", "twitter:title")]
        titles += [_text(node) for node in list(self.tree.iter("title"))[:1]]
        titles = [text for text in titles if text]
        own = [text for text in headings if not self._is_site(text)]
        headings = own if own or titles else headings
        for heading in headings:
            if any(_is_alike(heading, other) for other in titles):
                return heading
        if len(headings) == 1 and not titles:
            return headings[0]
        titles = [text for text in titles if not self._is_site(text)] or titles
        stated = [item.get("headline") for item in self.objects]
        titles += [text for text in stated if isinstance(text, str)]
        return _TITLE_END.sub("", titles[0]) if titles else next(iter(headings), None)

    def _is_site(self, text: str) -> bool:
        """Tell whether a text is the name of the site, as it stands beside the page's title."""
        named = [self.metas.get(name, "") for name in _SITE_NAMES]
        for node in list(self.tree.iter("title"))[:1]:
            parts = [part for part in _BETWEEN.split(_text(node)) if part]
            named += [part for part in parts if part != max(parts, key=len)]
        return text.lower() in {name.lower() for name in named}

    @cached_property
    def published(self) -> str | None:
        """The day of publication, as far as the page states it for its article."""
        for name in _SURE_DATES:
            if name in self.metas:
                return self.metas[name]
        for item in self.objects:
            if isinstance(item.get("datePublished"), str):
                return str(item["datePublished"])
        for name in _OTHER_DATES:
            if name in self.metas:
                return self.metas[name]
        return self._marked_date() or day_of(self.url) or self._date_below_headline()

    @cached_property
    def body(self) -> str:
        """The text that the linked data of the article gives, or nothing."""
        texts = (item.get("articleBody") for item in self.objects)
        return next((html_text(text) for text in texts if isinstance(text, str)), "")

    @cached_property
    def language(self) -> str | None:
        """The language of the page by its code."""
        xml = "{http://www.w3.org/XML/1998/namespace}lang"
        code = self.tree.get("lang") or self.tree.get(xml)
        return code[:2].lower() if code else None

    @cached_property
    def objects(self) -> list[dict[str, Any]]:
        """The linked data of the article, first what has its headline or its address."""
        found = list(self._list_objects())
        articles = [item for item in found if _has_type(item, _ARTICLE)]
        if len(articles) > 1:
            titles = [_text(node) for node in [*self.tree.iter("h1"), *self.tree.iter("title")]]
            own = [item for item in articles if self._is_own(item, titles)]
            articles = own or articles
        pages = [item for item in found if _has_type(item, re.compile("WebPage$"))]
        return articles + pages

    def _is_own(self, item: dict[str, Any], titles: list[str]) -> bool:
        headline = item.get("headline") or item.get("name")
        if isinstance(headline, str) and any(_is_alike(headline, title) for title in titles):
            return True
        page = item.get("mainEntityOfPage")
        urls = [
            item.get("url"),
            item.get("@id"),
            page.get("@id") if isinstance(page, dict) else page,
        ]
        own = _path(self.url or "")
        return bool(own) and any(isinstance(url, str) and _path(url) == own for url in urls)

    def _list_objects(self) -> Iterator[dict[str, Any]]:
        n_found = 0
        for node in self.tree.iter("script"):
            if "ld+json" not in (node.get("type") or ""):
                continue
            waiting = [_load(node.text or "")]
            while waiting and n_found < _MAX_OBJECTS:
                item = waiting.pop(0)
                if isinstance(item, list):
                    waiting = [*item[:50], *waiting]
                elif isinstance(item, dict):
                    n_found += 1
                    yield item
                    waiting += [item.get("@graph"), item.get("mainEntity")]

    def _marked_date(self) -> str | None:
        """The day that the markup of the body gives the article, not what stands beside it."""
        nodes = self.tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate]")
        for node in sorted(nodes, key=_is_far):
            if not _is_beside(node):
                value = node.get("content") or node.get("datetime") or _text(node)
                if value:
                    return str(value)
        nodes = self.tree.xpath("//article//time[@datetime] | //main//time[@datetime]")
        for node in sorted(nodes, key=_is_far):
            if not _is_beside(node):
                return str(node.get("datetime"))
        return None

    def _date_below_headline(self) -> str | None:
        """The day that stands as words soon below the headline."""
        states = []
        for heading in list(self.tree.iter("h1"))[:2]:
            for piece in heading.xpath("following::text()[normalize-space()]")[:_N_BELOW]:
                text = " ".join(piece.split())
                node = piece.getparent()
                if len(text) > _MAX_LINE * (1 + len(list_dates(text))):
                    break
                if node is None or _is_beside(node):
                    continue
                start = 0
                for found in list_dates(text):
                    end = text.find(found, start)
                    before, start = text[start:end], end + len(found)
                    if _STATE.search(before):
                        states.append(found)
                    elif not CHANGED.search(before):
                        return found
        return next(iter(states), None)


def is_beside(node: Any) -> bool:
    """Tell whether what stands in a node, or around it, names it as standing beside an article."""
    if node.tag in _TAGS_BESIDE:
        return True
    names = f"{node.get('class') or ''} {node.get('id') or ''}"
    return len(names) > 1 and bool(_BESIDE.search(names))


def _is_far(node: Any) -> bool:
    """Tell whether no element around a node, but the page itself, has the heading, too."""
    inner = (part for part in node.iterancestors() if part.tag not in ("body", "html"))
    return all(part.find(".//h1") is None for part in inner)


def _is_beside(node: Any) -> bool:
    """Tell whether a node stands beside the article, or in an object that has no heading."""
    for around in (node, *node.iterancestors()):
        if around.tag in ("body", "html"):
            return False
        # A day that was never changed is called published and updated at once.
        if is_beside(around) and not (around is node and "publish" in (node.get("class") or "")):
            return True
        is_object = around is not node and around.get("itemscope") is not None
        if is_object and around.find(".//h1") is None:
            return True
    return False


def _has_type(item: dict[str, Any], pattern: re.Pattern[str]) -> bool:
    kind = item.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(name, str) and pattern.search(name) for name in kinds)


def _load(text: str) -> Any:
    """Linked data, even where line breaks stand in its texts or a comment around it."""
    text = re.sub(
        r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "", text
    )
    for candidate in (text, re.sub(r",\s*([}\]])", r"\1", _CONTROL.sub(" ", text))):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _is_alike(first: str, second: str) -> bool:
    """Tell whether two titles share most words of the shorter one."""
    words = [set(re.findall(r"\w+", text.lower())) for text in (first, second)]
    shorter = min(words, key=len)
    return bool(shorter) and len(words[0] & words[1]) >= 0.7 * len(shorter)


def _text(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def _join(base: str, address: str) -> str:
    """An address of the site of another one."""
    origin = re.match(r"(https?:)//[^/?#]+", base, re.IGNORECASE)
    if origin and address.startswith("//"):
        return origin[1] + address
    return origin[0] + "/" + address.lstrip("/") if origin else address


def _path(url: str) -> str:
    """The path of an address with what follows it; nothing for a front page."""
    return re.sub(r"^https?://[^/?#]*", "", url, flags=re.IGNORECASE).partition("#")[0].strip("/")
