"""Which objects of a JSON tree are the articles."""

from collections.abc import Iterator, Mapping, Sequence

from ..json_shapes import find_shape
from ..names import GUESSES, count_known, plain_name
from ..values import is_empty, unfold

_ARRAYS = tuple(
    "articles results items data docs documents stories hits response records value".split()
)
"""Names of the array of articles, the usual ones first."""
_WRAPPERS = tuple(
    "_source node item article attributes document doc story post result fields data".split()
)
"""Names under which an object holds the article that it is about."""
_OTHERS = frozenset(
    "related relatedcontent related_articles relatedarticles recommended recommendations comments "
    "mostviewed editorspicks leadcontent storypackage multimedia media images keywords".split()
)
"""Names of lists that belong to an article or a page, and hold none of the articles asked for."""
_DEPTH = 6
_N_PEEKED = 20
_TEXTS, _HEADLINES = frozenset(GUESSES["text"]), frozenset(GUESSES["headline"])
_SIGNS = frozenset((*GUESSES["published_at"], *GUESSES["url"])) - {"time", "year", "timestamp"}
_TYPES = ("Article", "Posting", "Report", "NewsArticle", "Review")
"""Ends of the types of schema.org that hold an article."""


def find_records(tree: object) -> list[object]:
    """Find the articles nearest to the top of a tree, out of what is wrapped around them.

    They are the object itself, or the objects of all lists at one depth of which half look like
    articles, or of an object whose values do. What looks like no article at all is given as it is,
    so that the reader of rows says what it lacks.

    Examples
    --------
    >>> find_records({"status": "ok", "posts": [{"title": "A", "text": "One."}]})
    [{'title': 'A', 'text': 'One.'}]
    >>> find_records({"response": {"content": {"webTitle": "A", "webUrl": "u"}}})
    [{'webTitle': 'A', 'webUrl': 'u'}]
    """
    tree = _as_rows(tree)
    if isinstance(tree, list):
        return _articles_of(tree) or tree
    level: list[object] = [tree]
    for _ in range(_DEPTH):
        found = list(_search_level(level))
        if found:
            return found
        level = [child for parent in level for child in _children(parent)]
    return _nearest_objects(tree)


def _as_rows(tree: object) -> object:
    """The rows of a table that was written by its columns, as pandas does; else what was given.

    Examples
    --------
    >>> _as_rows({"title": {"0": "A", "1": "B"}, "text": {"0": "One.", "1": "Two."}})
    [{'title': 'A', 'text': 'One.'}, {'title': 'B', 'text': 'Two.'}]
    >>> _as_rows({"columns": ["title", "text"], "data": [["A", "One."]]})
    [{'title': 'A', 'text': 'One.'}]
    """
    if isinstance(tree, dict) and isinstance(tree.get("columns"), list):
        names, data = [str(name) for name in tree["columns"]], tree.get("data")
        if isinstance(data, list) and all(isinstance(row, list) for row in data):
            return [dict(zip(names, row, strict=False)) for row in data]
    if not isinstance(tree, dict) or count_known(tree) < 2:
        return tree
    columns = list(tree.values())
    if all(isinstance(column, dict) and column.keys() == columns[0].keys() for column in columns):
        keys = list(columns[0])
        if all(key.isdecimal() for key in keys):
            return [{name: column[key] for name, column in tree.items()} for key in keys]
    if all(isinstance(column, list) and len(column) == len(columns[0]) for column in columns):
        return [dict(zip(tree, row, strict=True)) for row in zip(*columns, strict=True)]
    return tree


def unwrap(item: object) -> object:
    """Take an article out of the object that is about it, such as a hit of Elasticsearch."""
    for _ in range(_DEPTH):
        if not isinstance(item, dict) or looks_like_article(item):
            break
        inner = next((item[key] for key in _WRAPPERS if isinstance(item.get(key), dict)), None)
        if inner is None:
            break
        names = {key: item[key] for key in ("id", "_id") if key in item and "id" not in inner}
        item = {**inner, **names}
    return item


def looks_like_article(item: object) -> bool:
    """Say whether an object has what an article has: a text, or a headline with date or address."""
    if not isinstance(item, Mapping) or _as_rows(item) is not item:
        return False
    kind = item.get("@type")
    if kind is not None:
        kinds = kind if isinstance(kind, list) else [kind]
        return any(str(one).endswith(_TYPES) for one in kinds)
    names = {plain_name(name): name for name in item}
    if any(_has_words(item[names[name]], "text") for name in _TEXTS & names.keys()):
        return True
    has_headline = any(_has_words(item[names[n]], "headline") for n in _HEADLINES & names.keys())
    return bool(has_headline and _SIGNS & names.keys()) or find_shape(item) is not None


def _has_words(value: object, ours: str) -> bool:
    if isinstance(value, dict) and looks_like_article(value):
        return False
    if isinstance(value, list) and not all(isinstance(part, str) for part in value):
        return False
    value = unfold(value, ours) if isinstance(value, dict) else value
    return isinstance(value, str | list) and not is_empty(value)


def _search_level(level: list[object]) -> Iterator[object]:
    """The articles among objects, or in the lists that they hold."""
    for parent in level:
        item = unwrap(parent)
        if isinstance(item, dict) and looks_like_article(item):
            lists = [] if _has_text(item) else list(_lists_of(item))
            yield from lists or [item]
        elif isinstance(parent, dict):
            yield from _lists_of(parent)


def _has_text(item: Mapping[str, object]) -> bool:
    if find_shape(item):
        return True
    return any(plain_name(name) in _TEXTS and not is_empty(item[name]) for name in item)


def _lists_of(parent: Mapping[str, object]) -> Iterator[object]:
    for name, value in parent.items():
        if plain_name(name) in _OTHERS:
            continue
        if isinstance(value, list):
            yield from _articles_of(value)
        elif isinstance(value, dict) and len(value) > 1 and plain_name(name) not in _WRAPPERS:
            children = list(value.values())
            if all(isinstance(child, dict) and looks_like_article(child) for child in children):
                yield from children


def _articles_of(items: list[object]) -> list[object]:
    """The objects of a list, if half of the first ones are articles.

    Of objects that name their types, those of other types are no articles.
    """
    peeked = [unwrap(item) for item in items[:_N_PEEKED]]
    if not peeked or 2 * sum(map(looks_like_article, peeked)) < len(peeked):
        typed = [item for item in map(unwrap, items) if isinstance(item, dict) and "@type" in item]
        return _with_named([item for item in typed if looks_like_article(item)], typed)
    objects = [unwrap(item) for item in items]
    articles = [
        item
        for item in objects
        if not (isinstance(item, dict) and "@type" in item) or looks_like_article(item)
    ]
    return _with_named(articles, objects)


def _with_named(articles: list[object], objects: Sequence[object]) -> list[object]:
    """Articles in which another object that is only named by its ``@id`` stands itself."""
    named = {
        item["@id"]: item
        for item in objects
        if isinstance(item, dict) and isinstance(item.get("@id"), str)
    }
    if not named:
        return articles

    def resolve(value: object) -> object:
        is_name = isinstance(value, dict) and value.keys() == {"@id"}
        return named.get(value["@id"], value) if is_name else value  # type: ignore[index]

    return [
        {name: resolve(value) for name, value in item.items()} if isinstance(item, dict) else item
        for item in articles
    ]


def _children(parent: object) -> Iterator[object]:
    if isinstance(parent, dict):
        names = sorted(parent, key=lambda n: _ARRAYS.index(n) if n in _ARRAYS else len(_ARRAYS))
        for name in names:
            if plain_name(name) not in _OTHERS and isinstance(parent[name], dict | list):
                yield parent[name]
    elif isinstance(parent, list):
        yield from (item for item in parent[:_N_PEEKED] if isinstance(item, dict | list))


def _nearest_objects(tree: object) -> list[object]:
    """The list of objects nearest to the top, or else the object."""
    level = [tree]
    for _ in range(4):
        for parent in level:
            if isinstance(parent, list) and any(isinstance(item, dict) for item in parent):
                return parent
        level = [child for parent in level for child in _children(parent)]
    is_empty_answer = isinstance(tree, dict) and any(tree.get(key) == [] for key in _ARRAYS)
    return [] if is_empty_answer else [tree]
