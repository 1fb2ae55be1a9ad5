"""The story as schema.org data on the page tells it (https://schema.org/NewsArticle): JSON-LD and microdata.

Publishers nest it, list it, graph it, comment it out and break it; :func:`read_json_ld` takes all of that and gives the
one node that is about the page's own story.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml import etree

from project.extraction import headline
from project.extraction.markup.json_ld import documents
from project.extraction.markup.json_values import MAX_WRAPPING, Node, addresses, first, flag, name_of, resolve, strings
from project.processors import clean_text

# By how surely the node is the page's own story. A page node tells less and is last.
_STORY_TYPES = {
    "newsarticle": 10, "reportagenewsarticle": 10, "opinionnewsarticle": 10, "analysisnewsarticle": 10,
    "backgroundnewsarticle": 10, "reviewnewsarticle": 10, "asknewspublicarticle": 10, "liveblogposting": 10,
    "article": 9, "blogposting": 9, "satiricalarticle": 9, "advertisercontentarticle": 9, "techarticle": 9,
    "report": 9, "scholarlyarticle": 9, "medicalscholarlyarticle": 9, "socialmediaposting": 8,
    "discussionforumposting": 8, "review": 7, "recipe": 6, "interview": 6, "creativework": 5, "podcastepisode": 5,
    "videoobject": 4, "imagegallery": 4, "mediagallery": 4, "audioobject": 3, "webpage": 2, "itempage": 2,
    "collectionpage": 1, "qapage": 2, "faqpage": 2,
}  # fmt: skip
# What a page may be about instead: an event, a job, a thing for sale. Subtypes of Event end so.
_THING = re.compile(
    r"(?:.*event|festival|jobposting|product|vehicle|apartment|localbusiness|restaurant|movie|tvseries|tvepisode|book"
    r"|discussionforumposting|qapage|quiz|course)$"
)
# The least rank of a node that is a story and not a film, a comment or a page.
_ARTICLE = 8
# Of a node with another headline than the page: less than those of an article without any.
_OF_ANOTHER = 5.0
_MAX_NODES = 4000
_MAX_NAMES = 40
_MOST_TWINS = 3
_MAX_BODY = 400_000


@dataclass(slots=True)
class Story:
    """What structured data says of a story, as written there (dates, addresses and names are not yet cleaned)."""

    types: frozenset[str] = frozenset()
    """Lower-case types of the node itself."""
    page_types: frozenset[str] = frozenset()
    """Lower-case types of all nodes at the top level."""
    things: frozenset[str] = frozenset()
    """The names of what else the page tells of: events, jobs, products."""
    headline: str | None = None
    name: str | None = None
    description: str | None = None
    people: list[str] = field(default_factory=list)
    """Names of authors that are not said to be organisations."""
    contributors: list[str] = field(default_factory=list)
    """Names of people who are said to have a part in it."""
    organisations: list[str] = field(default_factory=list)
    """Names of authors that are."""
    source: str | None = None
    """Whom the story was taken over from."""
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None
    section: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    language: str | None = None
    image: str | None = None
    caption: str | None = None
    url: str | None = None
    free: bool | None = None
    identifier: str | None = None
    body: list[str] = field(default_factory=list)
    """``articleBody``, split at blank lines."""
    answers: list[str] = field(default_factory=list)
    """Questions with their answers that the page tells beside the story, as its ``FAQPage``."""


def read_json_ld(scripts: Iterable[etree._Element], url: str = "", titles: Sequence[str] = ()) -> Story | None:
    """The page's story from its scripts, or None where none tells of one. Never raises.

    ``titles`` are what page and networks are told as the headline: it shows which node is another story's.
    """
    nodes = [node for document in documents(scripts) for node in _nodes(document)]
    if not nodes:
        return None
    by_id: dict[str, Node] = {}
    for node in nodes:
        if isinstance(id_ := node.get("@id"), str) and len(node) > len(by_id.get(id_, ())):
            by_id[id_] = node
    best, score = None, 0.0
    for node in nodes:
        if (points := _points(node, url, titles)) > score:
            best, score = node, points
    things = frozenset(
        name
        for node in nodes
        if any(map(_THING.match, types_of(node)))
        for name in strings(node.get("name") or node.get("title") or node.get("headline"))
    )
    if best is None:
        return Story(things=things) if things else None
    story = _story(_whole(best, nodes), by_id)
    story.things = things
    if _rank(best) >= _ARTICLE:
        story.answers = [text for node in nodes if "question" in types_of(node) for text in _answered(node)]
    if not story.people and not story.organisations:  # the page has them
        pages = (node for node in nodes if "webpage" in types_of(node))
        story.people = next((people for page in pages if (people := _authors(page, by_id)[0])), [])
    story.page_types = frozenset(type_ for node in nodes for type_ in types_of(node))
    return story


def _whole(best: Node, nodes: list[Node]) -> Node:
    """The node with what others under the same headline say besides: systems and their plug-ins each write one."""
    headline = best.get("headline")
    twins = (
        node
        for node in nodes
        if headline and node is not best and node.get("headline") == headline and _rank(node) >= _ARTICLE
    )
    for twin in islice(twins, _MOST_TWINS):
        best = {**twin, **{key: value for key, value in best.items() if value not in (None, "", [])}}
    return best


def _nodes(document: Any) -> list[Node]:
    """All objects in ``document`` that have a type, the outer before the inner, no deeper than any real page goes.

    What a list of items holds is left out: those are other stories, with headlines and authors of their own.
    """
    found: list[Node] = []
    queue: list[tuple[Any, int]] = [(document, 0)]
    for value, depth in queue:
        if isinstance(value, dict):
            if "@type" in value or "@id" in value or "headline" in value:
                found.append(value)
            inner = [child for key, child in value.items() if key != "itemListElement"] if depth < 5 else []
        elif isinstance(value, list):
            inner = value
        else:
            continue
        queue.extend((child, depth + 1) for child in inner if isinstance(child, dict | list))
        if len(queue) > _MAX_NODES:
            break
    return found


def _answered(question: Node) -> list[str]:
    """A question and its answer (https://schema.org/Question), if it has one."""
    answer = question.get("acceptedAnswer")
    answer = answer[0] if isinstance(answer, list) and answer else answer
    text = first(answer.get("text")) if isinstance(answer, dict) else None
    return [asked, text[:_MAX_BODY]] if text and (asked := first(question.get("name"))) else []


def types_of(node: Node) -> list[str]:
    """Types of a node in lower case, without a vocabulary's address before them."""
    return [kind.rstrip("/").rpartition("/")[2].rpartition(":")[2].lower() for kind in strings(node.get("@type"))]


def _rank(node: Node) -> int:
    return max((_STORY_TYPES.get(type_, 0) for type_ in types_of(node)), default=0)


def _points(node: Node, url: str, titles: Sequence[str]) -> float:
    rank = _rank(node)
    if not rank and not ("headline" in node and "datePublished" in node):
        return 0.0
    points = rank + 0.5 * sum(key in node for key in ("headline", "datePublished", "author"))
    points += 0.2 * ("articleBody" in node)
    is_anothers = headline.is_anothers(clean_text(first(node.get("headline"))) or "", titles)
    if is_anothers:
        points = min(points, _OF_ANOTHER)
    if url and rank > 2:
        own = [*strings(node.get("url")), *strings(node.get("@id")), *addresses(node.get("mainEntityOfPage"))]
        if any(_path(address) == _path(url) for address in own):
            points += 3
        elif any(_path(address) for address in own):
            points = 0.0 if is_anothers else points - 0.5
    return points


def _path(address: str) -> str:
    return address.partition("?")[0].partition("#")[0].rstrip("/").partition("://")[2].partition("/")[2]


def _story(node: Node, by_id: dict[str, Node]) -> Story:
    people, organisations = _authors(node, by_id)
    image, caption = _image(node.get("image") or node.get("thumbnailUrl"), by_id)
    identifier = node.get("identifier")
    return Story(
        types=frozenset(types_of(node)),
        headline=first(node.get("headline")),
        name=first(node.get("name")),
        description=first(node.get("description")),
        people=people,
        contributors=_named(node.get("contributor"), by_id, set())[0],
        organisations=organisations,
        source=name_of(node.get("sourceOrganization"), by_id) or name_of(node.get("provider"), by_id),
        publisher=name_of(node.get("publisher"), by_id),
        published=next(filter(None, map(first, map(node.get, ("datePublished", "dateCreated", "uploadDate")))), None),
        modified=first(node.get("dateModified")),
        section=strings(node.get("articleSection")),
        keywords=_keywords(node.get("keywords")),
        language=name_of(node.get("inLanguage"), by_id),
        image=image,
        caption=caption,
        url=next(iter([*addresses(node.get("mainEntityOfPage")), *strings(node.get("url"))]), None),
        free=_free(node),
        identifier=first(identifier.get("value") if isinstance(identifier, dict) else identifier),
        body=list(filter(None, map(str.strip, (first(node.get("articleBody")) or "")[:_MAX_BODY].split("\n")))),
    )


def _authors(node: Node, by_id: dict[str, Node]) -> tuple[list[str], list[str]]:
    """Names of people and of organisations: of its authors, or else of its creators."""
    for key in ("author", "creator"):
        people, organisations = _named(node.get(key), by_id, set())
        if people or organisations:
            return people, organisations
    return [], []


def _named(value: Any, by_id: dict[str, Node], seen: set[int], depth: int = 0) -> tuple[list[str], list[str]]:
    """What :func:`_authors` gives, of one value. What was ``seen`` is not opened again: it may hold itself."""
    people: list[str] = []
    organisations: list[str] = []
    for item in value[:_MAX_NAMES] if isinstance(value, list) else [value]:
        item = resolve(item, by_id)
        if isinstance(item, list | dict) and depth < MAX_WRAPPING and (inner := _inside(item)) is not None:
            if id(item) in seen:
                continue
            seen.add(id(item))
            more = _named(inner, by_id, seen, depth + 1)
            people += more[0]
            organisations += more[1]
        elif isinstance(item, dict):
            kinds = types_of(item)
            is_organisation = any(kind.endswith("organization") or kind == "corporation" for kind in kinds)
            (organisations if is_organisation else people).extend(_names(item))
        else:
            people.extend(strings(item))
    return people[:_MAX_NAMES], organisations[:_MAX_NAMES]


def _inside(item: Any) -> Any:
    """What a list, an ``@list`` or a ``Role`` (https://schema.org/Role) holds; None for a person."""
    if isinstance(item, list):
        return item
    return None if "name" in item else item.get("@list") or item.get("@set") or item.get("author")


def _names(person: Node) -> list[str]:
    if names := strings(person.get("name")):
        return names
    given = first(person.get("givenName"))
    return [" ".join(filter(None, (given, first(person.get("familyName")))))] if given else []


def _image(value: Any, by_id: dict[str, Node]) -> tuple[str | None, str | None]:
    for item in value if isinstance(value, list) else [value]:
        item = resolve(item, by_id)
        if isinstance(item, str) and item.strip():
            return item.strip(), None
        if isinstance(item, dict):
            address = first(item.get("url")) or first(item.get("contentUrl")) or first(item.get("@id"))
            if address:
                return address, first(item.get("caption")) or first(item.get("description"))
    return None, None


def _keywords(value: Any) -> list[str]:
    if not isinstance(value, list):
        return strings(value)
    return [name for item in value if (name := first(item.get("name") if isinstance(item, dict) else item))]


def _free(node: Node) -> bool | None:
    free = flag(node.get("isAccessibleForFree"))
    if free is not None:
        return free
    # https://developers.google.com/search/docs/appearance/structured-data/paywalled-content
    parts = node.get("hasPart")
    parts = parts if isinstance(parts, list) else [parts]
    flags = [flag(part.get("isAccessibleForFree")) for part in parts if isinstance(part, dict)]
    return False if False in flags else None
