"""The text of a page without what surrounds it: no menus, no buttons to share it, no comments, not its title again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedpub.content.tidy import is_shown
from feedpub.sites.html import matching, tree
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from feedpub.sites.html.matching import TextMatch

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
_CONTENTS = re.compile(r"(?:\w+-)?(?:toc|table-?of-?contents)(?:-(?:\w+))?", re.IGNORECASE)
"""Classes and ids of tables of contents."""
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
    return html_of(element, heading, base, is_exact=is_exact)


def html_of(element: _Element, heading: str, base: str, *, is_exact: bool) -> str:
    """Return the HTML of the text in an element; `is_exact` says that its author has marked it as nothing but that."""
    return _finished(element, _unwanted(element, is_exact=is_exact), heading, base)


def usual_html(root: _Element, layout: str, heading: str, base: str) -> str | None:
    """Return the HTML of the element that holds texts in other pages, else of one that is meant for them; None without.

    For a text of which the source has no words.
    """
    element, is_exact = matching.with_layout(root, layout), False
    if element is None:
        element, is_exact = choose(root, "")
    return None if element.tag in {"body", "html"} else html_of(element, heading, base, is_exact=is_exact)


def matched_html(match: TextMatch, heading: str, base: str) -> str:
    """Return the HTML of the text of a post that was found by the words of its source; the tree is used up by it.

    What looks like a part of the page stays where it has words of the source: an author may write an `aside`.
    """
    from lxml.etree import Comment  # noqa: PLC0415 - sites that need no tree do without it

    element = match.element
    named = (*tree.having(element, "class"), *tree.having(element, "id"))
    contents = {each for each in named if _is_contents(each)}
    unwanted = [each for each in _unwanted(element, is_exact=False) if not match.has_words(each)]
    unwanted += match.around()
    if (last := match.end_of_lead()) is not None:
        element.insert(element.index(last) + 1, Comment(" more "))
    # That of an author stays; else the theme has put it there.
    unwanted = [each for each in unwanted if each not in contents] if match.has_contents else [*unwanted, *contents]
    return _finished(element, unwanted, heading, base)


def _finished(element: _Element, unwanted: list[_Element], heading: str, base: str) -> str:
    for each in unwanted:
        if each is not element:
            _remove(each)
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


def _unwanted(element: _Element, *, is_exact: bool) -> list[_Element]:
    """Return what in an element is of the page, and not of the text."""
    unwanted = [each for each in element.iter(*_ALWAYS) if each.tag != "script" or not _is_shown(each)]
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
    return unwanted


def _is_shown(script: _Element) -> bool:
    """Whether a script holds a formula, or stands where it writes something of another site."""
    from lxml.etree import tostring  # noqa: PLC0415 - sites that need no tree do without it

    named = script.get("type") or script.get("src")
    return bool(named) and is_shown(str(tostring(script, encoding="unicode", method="html", with_tail=False)))


def _is_contents(element: _Element) -> bool:
    return any(_CONTENTS.fullmatch(name) for name in (*tree.classes(element), element.get("id") or ""))


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
