"""The text of a page without what surrounds it: no menus, no buttons to share it, no comments, not its title again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedpub.sites.html import tree
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_ALWAYS = ("script", "style", "template", "form", "button", "dialog", "nav", "link", "meta", "title", "base")
_CHROME = ("aside", "header", "footer")
_KEEPS_CHROME = frozenset({"blockquote", "figure", "section", "article", "details"})
"""Within these a `footer` or `header` is part of the text: whom a quotation is by, what a section is about."""
_OF_PAGE = r"(?:post|page|entry|article|blog|single|content)[-_]{1,2}"
_DEBRIS = re.compile(
    rf"(?:{_OF_PAGE})?(?:comments?|share|sharing|shares|breadcrumbs?|pagination|pager|navigation|nav|byline)"
    rf"|{_OF_PAGE}(?:meta|tags|date|dates|info|author|categories|taxonomy|related|footer|header|toc|lastmod|bio)"
    rf"|(?:{_OF_PAGE})?(?:reading-?time|readtime|read-time|word-?count|prev-?next|next-prev|nav-links|tag-?list|tag-?links)"
    r"|comments?-(?:area|section|list|form|container|wrapper)|webmentions?(?:-\w+)?"
    r"|disqus(?:_thread)?|disqus-\w+|giscus|utterances|isso-thread|cusdis_thread|remark42|commento|hyvor-talk-view"
    r"|(?:social|post)?-?(?:share|sharing)-?(?:buttons?|links?|icons?|bar|list)|social-(?:share|icons|buttons)"
    r"|addtoany\w*|a2a_kit|sharedaddy|sharethis[\w-]*|addthis[\w-]*|shariff"
    r"|jp-relatedposts|related|related-(?:posts?|articles?|content|entries|pages)|yarpp(?:-related)?|read-?next|tags"
    r"|paginav|post-nav\w*|skip-?links?|skip-to-content|author-(?:card|box|bio|profile)|about-(?:the-)?author|authorbox"
    r"|sr-only|visually-hidden|screen-reader-text|cookie-(?:banner|notice|consent)|back-to-top"
    r"|edit-(?:this-)?page|edit-link|page-edit|td-page-meta[\w-]*|feedback--?\w+"
    r"|newsletter-(?:signup|form|box|cta)|subscribe-(?:form|box|cta|button|widget)|email-signup|mc_embed_signup"
    r"|toc|toc-(?:container|wrapper|sidebar|list)|tableofcontents|table-of-contents|ez-toc-container"
)
"""Classes and ids of what is no text of the page; a whole name must match. In what holds the text and nothing else a
`toc` stands because its author wrote one."""
_ROLES = frozenset({"navigation", "search", "banner", "contentinfo"})
_LINKS = ("href", "src", "poster", "data-src")


def choose(root: _Element, css: str) -> tuple[_Element, bool]:
    """Return the element with the text of the page, and whether its author marked it as nothing but the text."""
    if css and (found := tree.selected(root, css)):
        return found[0], True
    exact = [each for each in tree.having(root, "itemprop") if "articleBody" in (each.get("itemprop") or "").split()]
    for marked in (exact, tree.with_class(root, "e-content"), tree.with_class(root, "entry-content")):
        outer = tree.outermost(marked)
        if len(outer) == 1:
            return outer[0], True
    return _surrounded(root), False


def article(root: _Element) -> _Element | None:
    """Return the one article of a page; with several, the one that has its heading."""
    found = tree.outermost(list(root.iter("article")))
    if len(found) > 1:
        found = [each for each in found if next(each.iter("h1"), None) is not None]
    return found[0] if len(found) == 1 else None


def _surrounded(root: _Element) -> _Element:
    one = article(root)
    if one is not None:
        return one
    for each in root.iter("main", "div", "section"):
        if each.tag == "main" or (each.get("role") or "").lower() == "main":
            return each
    body = root.find("body")
    return root if body is None else body


def html(root: _Element, css: str, heading: str, base: str) -> str:
    """Return the HTML of the text; the tree is used up by it.

    `heading` is the title, which is left out where the text begins with it. Addresses are resolved against `base`
    unless that is empty.
    """
    element, is_exact = choose(root, css)
    _clean(element, is_exact=is_exact)
    _without_heading(element, heading)
    if base:
        _resolve(element, base)
    return _inside(element)


def _inside(element: _Element) -> str:
    from lxml.etree import tostring  # noqa: PLC0415 - sites that need no tree do without it

    element.tag = "div"
    element.attrib.clear()
    whole = str(tostring(element, encoding="unicode", method="html", with_tail=False))
    return whole.removeprefix("<div>").removesuffix("</div>").strip()


def _clean(element: _Element, *, is_exact: bool) -> None:
    unwanted = list(element.iter(*_ALWAYS))
    if not is_exact:
        unwanted += (each for each in element.iter(*_CHROME) if not tree.is_within(each, _KEEPS_CHROME, element))
        unwanted += _lone_dates(element)
    unwanted += (each for each in tree.having(element, "hidden") if each.get("hidden") != "until-found")
    for each in tree.having(element, "class"):
        if any(_DEBRIS.fullmatch(name.lower()) for name in tree.classes(each)) and not (
            is_exact and each.getparent() is element and tree.classes(each) == ["toc"]
        ):
            unwanted.append(each)
    unwanted += (each for each in tree.having(element, "role") if (each.get("role") or "").lower() in _ROLES)
    unwanted += (each for each in tree.having(element, "id") if _DEBRIS.fullmatch((each.get("id") or "").lower()))
    for each in unwanted:
        if each is not element:
            _remove(each)


def _lone_dates(element: _Element) -> Iterator[_Element]:
    """Return the dates that stand alone above the text, as themes show them."""
    for each in element.iter("time"):
        around = each.getparent()
        if around is element:
            yield each
        elif around is not None and around.getparent() is element and tree.words(around) == tree.words(each):
            yield around


def _remove(element: _Element) -> None:
    """Take an element out and leave the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _without_heading(element: _Element, heading: str) -> None:
    first = next(element.iter("h1"), None)
    if first is not None and first is not element and _same(tree.words(first), heading):
        _remove(first)


def _same(one: str, other: str) -> bool:
    """Whether two titles have the same letters and numbers; where one has none, the same signs."""
    first, second = ("".join(filter(str.isalnum, title)).casefold() for title in (one, other))
    return first == second if first and second else one.split() == other.split()


def _resolve(element: _Element, base: str) -> None:
    """Make addresses absolute; the candidates of a `srcset` are parted by commas."""
    for each in element.iter():
        for name in _LINKS:
            if value := each.get(name):
                each.set(name, _absolute(base, value))
        if (value := each.get("srcset")) and "data:" not in value:
            each.set("srcset", ", ".join(_candidate(base, part) for part in value.split(",") if part.strip()))


def _candidate(base: str, written: str) -> str:
    url, _, size = written.strip().partition(" ")
    return f"{_absolute(base, url)} {size}".strip()


def _absolute(base: str, reference: str) -> str:
    try:
        return urls.absolute(base, reference)
    except ValueError:
        return reference
