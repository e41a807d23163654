"""What the elements of a page say of the article on it: microdata, microformats (h-entry) and `time`.

A list of articles has the same marks as an article. So of several nobody is asked, and neither is one whose heading
leads to another page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedpub.model.records import Author
from feedpub.sites.html import tree
from feedpub.sites.html.facts import PageFacts, by_commas, listed
from feedpub.sites.html.jsonld import ARTICLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

_ATTRIBUTES = ("content", "datetime", "src", "href")
_LISTED = re.compile(r"blogPosts?|itemListElement|hasPart|relatedLink")


def microdata(root: _Element, is_here: Callable[[str], bool]) -> PageFacts:
    """Return what the one item of a type of article says."""
    items = [each for each in tree.having(root, "itemscope") if _is_article(each)]
    items = [each for each in tree.outermost(items) if not _LISTED.fullmatch(each.get("itemprop") or "")]
    if len(items) != 1 or leads_elsewhere(items[0], is_here):
        return PageFacts()
    found = dict(_properties(items[0]))
    return PageFacts(
        title=_said(found, "headline"),
        published=_said(found, "datePublished"),
        updated=_said(found, "dateModified"),
        description=_said(found, "description"),
        image=_said(found, "image"),
        authors=tuple(_authors(found.get("author", []))),
        sections=listed(map(_value, found.get("articleSection", []))),
        tags=listed(tag for each in found.get("keywords", []) for tag in by_commas(_value(each))),
    )


def _is_article(element: _Element) -> bool:
    kinds = (element.get("itemtype") or "").split()
    return any(ARTICLE.fullmatch(kind.rstrip("/").rpartition("/")[2]) for kind in kinds)


def _properties(item: _Element) -> dict[str, list[_Element]]:
    """Gather the properties of an item, without those of items in it."""
    found: dict[str, list[_Element]] = {}
    for each in tree.having(item, "itemprop"):
        scope = next(around for around in each.iterancestors() if around is item or "itemscope" in around.attrib)
        if scope is item:
            for name in (each.get("itemprop") or "").split():
                found.setdefault(name, []).append(each)
    return found


def _said(found: dict[str, list[_Element]], name: str) -> str:
    return next((value for each in found.get(name, []) if (value := _value(each))), "")


def _value(element: _Element) -> str:
    """Return the text of a property; of an item in an item its name or its address, of anything deeper the words."""
    if "itemscope" in element.attrib:
        inner = _properties(element)
        named = (each for name in ("name", "url") for each in inner.get(name, []))
        return next((value for each in named if (value := _plain(each))), "")
    return _plain(element)


def _plain(element: _Element) -> str:
    for name in _ATTRIBUTES:
        if value := element.get(name):
            return " ".join(value.split())
    return tree.words(element)


def _authors(elements: list[_Element]) -> Iterator[Author]:
    for each in elements:
        inner = _properties(each) if "itemscope" in each.attrib else {}
        name = _said(inner, "name") if inner else tree.words(each) or _value(each)
        if name and "://" not in name:
            yield Author(name=name, url=_said(inner, "url"))


def entry(root: _Element, is_here: Callable[[str], bool]) -> PageFacts:
    """Return what the one h-entry says (microformats), or the one `time` that has `pubdate`."""
    entries = tree.outermost([*tree.with_class(root, "h-entry"), *tree.with_class(root, "hentry")])
    if len(entries) == 1 and not leads_elsewhere(entries[0], is_here):
        one = entries[0]
        return PageFacts(
            published=_moment(one, "dt-published", "published"),
            updated=_moment(one, "dt-updated", "updated"),
            authors=tuple(Author(name=name) for name in _texts(one, "p-author")),
            tags=listed([*_texts(one, "p-category"), *tags(one)]),
        )
    dated = [each for each in root.iter("time") if each.get("pubdate") is not None and each.get("datetime")]
    return PageFacts(published=dated[0].get("datetime") or "") if len(dated) == 1 and not entries else PageFacts()


def _moment(one: _Element, *names: str) -> str:
    for name in names:
        for each in tree.with_class(one, name):
            if written := each.get("datetime") or each.get("title"):
                return " ".join(written.split())
    return ""


def _texts(one: _Element, name: str) -> list[str]:
    return [tree.words(each) for each in tree.with_class(one, name)]


def tags(root: _Element) -> tuple[str, ...]:
    """Return the texts of the links to tags (`rel=tag`)."""
    return listed(
        tree.words(each).lstrip("#") for each in root.iter("a") if "tag" in (each.get("rel") or "").lower().split()
    )


def shown(article: _Element, is_here: Callable[[str], bool]) -> PageFacts:
    """Return the first date that is shown in the one article of a page, before its text, with a heading of its own."""
    if next(article.iter("h1"), None) is None or leads_elsewhere(article, is_here):
        return PageFacts()
    for each in article.iter("time", "p"):
        if each.tag == "time" and each.get("datetime") and not tree.is_within(each, _RUNNING, article):
            return PageFacts(published=each.get("datetime") or "")
    return PageFacts()


_RUNNING = frozenset({"blockquote", "li", "td", "figure", "aside", "footer", "section"})


def leads_elsewhere(article: _Element, is_here: Callable[[str], bool]) -> bool:
    """Whether the first heading is a link to another page, as in a list of articles."""
    heading = next(article.iter(*tree.HEADINGS), None)
    if heading is None:
        return False
    around = next((each for each in heading.iterancestors("a") if article in each.iterancestors()), None)
    link = around if around is not None else next(heading.iter("a"), None)
    target = (link.get("href") or "") if link is not None else ""
    return bool(target) and not target.startswith("#") and not is_here(target)
