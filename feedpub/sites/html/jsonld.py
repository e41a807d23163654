"""The article that the JSON-LD of a page describes (schema.org), as facts. What is not well-formed says nothing."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

from feedpub.model.records import Author
from feedpub.sites.html.facts import PageFacts, by_commas, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ARTICLE = re.compile(r"\w*Article|\w*Posting|Report|Recipe|Review|PodcastEpisode|Episode")
"""Types of schema.org that are a dated piece of content; `WebPage` and `Blog` are not."""
_MOST = 1000
"""Objects of a page that are looked at."""


def facts(scripts: Iterable[str], is_here: Callable[[str], bool]) -> PageFacts:
    """Return what is said of the article of this page; `is_here` tells whether an address is that of the page.

    Articles that another object lists are not of this page; of several, the one is that gives its address.
    """
    objects = [one for script in scripts for one in _objects(script)]
    by_id = {one["@id"]: one for one in objects if isinstance(one.get("@id"), str)}
    articles = [one for one in objects if _is_article(one) and _may_be_here(one, is_here)]
    if len(articles) > 1:
        articles = [one for one in articles if any(map(is_here, _addresses(one)))] or articles
    return _facts(articles[0], by_id) if len(articles) == 1 or _agree(articles) else PageFacts()


def _objects(script: str) -> Iterator[dict[str, Any]]:
    """Return the objects at the top of a script, and in `@graph`."""
    try:
        found = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return
    waiting = [found]
    for _ in range(_MOST):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one
        elif isinstance(one, dict):
            yield one
            waiting[:0] = [one.get("@graph")]


def _is_article(one: dict[str, Any]) -> bool:
    kinds = one.get("@type")
    return any(
        isinstance(kind, str) and ARTICLE.fullmatch(kind.rpartition("/")[2])
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _may_be_here(one: dict[str, Any], is_here: Callable[[str], bool]) -> bool:
    url = one.get("url")
    return not isinstance(url, str) or is_here(url)


def _addresses(one: dict[str, Any]) -> Iterator[str]:
    page = one.get("mainEntityOfPage")
    page = page.get("@id") or page.get("url") if isinstance(page, dict) else page
    return (each for each in (one.get("url"), page, one.get("@id")) if isinstance(each, str))


def _agree(articles: list[dict[str, Any]]) -> bool:
    """Whether several descriptions are of one article, as those of two plug-ins are."""
    return (
        bool(articles)
        and len({str(one.get("datePublished", ""))[:10] for one in articles}) == 1
        and all(one.get("headline") == articles[0].get("headline") for one in articles)
    )


def _facts(one: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> PageFacts:
    image = _first(one.get("image"), by_id)
    return PageFacts(
        title=_text(one.get("headline")) or _text(one.get("name")),
        published=_text(one.get("datePublished")),
        updated=_text(one.get("dateModified")),
        description=_text(one.get("description")),
        language=_text(one.get("inLanguage")),
        image=_text(image.get("url") or image.get("contentUrl")) if isinstance(image, dict) else _text(image),
        authors=tuple(_authors(one.get("author"), by_id)),
        sections=_names(one.get("articleSection")),
        tags=_names(one.get("keywords")),
    )


def _first(value: object, by_id: dict[str, dict[str, Any]]) -> object:
    if isinstance(value, list):
        value = value[0] if value else None
    return _resolved(value, by_id)


def _resolved(value: object, by_id: dict[str, dict[str, Any]]) -> object:
    """Return the object that a bare reference (`{"@id": …}`) names."""
    if isinstance(value, dict) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def _text(value: object) -> str:
    """Return a text as people read it: generators escape for HTML what stands in a script."""
    return " ".join(unescape(value).split()) if isinstance(value, str) else ""


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return by_commas(unescape(value))
    if not isinstance(value, list):
        return ()
    return listed(_text(each.get("name")) if isinstance(each, dict) else _text(each) for each in value)


def _authors(value: object, by_id: dict[str, dict[str, Any]]) -> Iterator[Author]:
    for each in value if isinstance(value, list) else [value]:
        one = _resolved(each, by_id)
        if isinstance(one, dict):
            if name := _text(one.get("name")):
                yield Author(name=name, email=_email(one.get("email")), url=_web(one.get("url")))
        elif (name := _text(one)) and not _web(one):
            yield Author(name=name)


def _web(value: object) -> str:
    written = _text(value)
    return written if written.startswith(("https://", "http://")) else ""


def _email(value: object) -> str:
    return _text(value).removeprefix("mailto:")
