"""Headings without the signs by which a page lets people copy their addresses."""

from __future__ import annotations

import re

from feedpub.content.attributes import names
from feedpub.content.tidy.tree import HtmlElement

ANCHORS = names(
    "anchor anchor-link anchorlink anchorjs-link anchor-heading anchor-section anchor__link headerlink header-link "
    "header-anchor header-mark heading-link headinglink heading-anchor headinganchor heading-mark heading__anchor "
    "hanchor hash-link hashlink permalink doc-anchor zola-anchor subheading-anchor sl-anchor-link "
    "td-heading-self-link section-link direct-link self-link toc-anchor octicon-link"
)
"""Classes of links that lead to the heading in which they stand, of the usual generators and their themes."""
_HIDDEN = names("sr-only visually-hidden visuallyhidden screen-reader-text screen-reader assistive-text hidden")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "summary")
_WRAPPERS = names("heading-wrapper sl-heading-wrapper markdown-heading header-wrapper")
CLASSES = ANCHORS | _WRAPPERS
MARKS = frozenset({"", "#", "##", "###", "¶", "§", "🔗", "⚓", "⚓︎", "∞", "❡", "¤", "☍", "⛓", "⛓️"})
"""Texts of links that say nothing, beside spaces of no width."""
_SAID = frozenset({"link", "permalink", "anchor", "copy link", "copy"})
_LABEL = re.compile(
    r"(?:direct |perma|anchor |copy )?link (?:to|for)\b.*|permalink|section titled\b.*|anchor\b.{0,60}",
    re.DOTALL,
)
_BLANK = re.compile("[\\s\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff]+")
SIGN = (
    r"/a>\s*+<h[1-6][\s>]|/h[1-6]>\s*+<a\s"
    r"|(?:h[1-6]|summary)(?=[\s>])[^<]*+(?:<(?!/?(?:h[1-6]|summary)[\s>])[^<]*+){0,40}?<a\s[^>]{0,300}?href=[\"']?[^\"'\s>]{0,300}?#"
)
"""Pattern of a heading with a link next to it, or with one to a place in a page."""


def says_nothing(text: str) -> bool:
    """Whether a text is only the sign of a link."""
    return _BLANK.sub("", text) in MARKS


def tidy(root: HtmlElement) -> None:
    """Take the signs out of headings, and from beside them; what they led to is led to still."""
    for heading in root.named(*_HEADINGS):
        links = [*heading.named("a")[:_MOST_LINKS], *_beside(heading)]
        found = [link for link in links if _without(link, heading)]
        if found:
            _trim(heading)
    for link in root.named("a"):
        if link.classes & ANCHORS and says_nothing(_shown(link)) and "#" in link.get("href") and not link.named("img"):
            link.remove()


_MOST_LINKS = 20
"""Links of a heading that are looked at."""


def _beside(heading: HtmlElement) -> list[HtmlElement]:
    """Return the links beside a heading, and those in an element that only wraps it."""
    around = heading.parent
    if around is not None and around.classes & _WRAPPERS:
        inside = [each for each in around.children if isinstance(each, HtmlElement)]
        if sum(each.name in _HEADINGS for each in inside) == 1:
            return [each for each in inside if each.name == "a"][:_MOST_LINKS]
    found = (heading.beside(step) for step in (-1, 1))
    return [each for each in found if each is not None and each.name == "a"]


def _without(link: HtmlElement, heading: HtmlElement) -> bool:
    """Take a link to the heading out; whether it was one."""
    if not _leads_here(link, heading) or any(each.name == "sup" for each in link.ancestors()):
        return False
    shown, rest = _shown(link), heading.words() if heading not in link.ancestors() else _rest(link, heading)
    is_known = bool(link.classes & ANCHORS)
    is_sign = bool(rest) and _is_own(link, heading) and not any(map(str.isalnum, shown))
    if is_sign or says_nothing(shown):
        if link.named("img") and not (rest and (is_known or _is_icon(link))):
            return False
        _drop(link, heading)
    elif rest and (shown.lower().strip("()[]") in _SAID or (is_known and _LABEL.fullmatch(shown.lower()))):
        _drop(link, heading)
    elif not rest and heading in link.ancestors() and (is_known or _is_own(link, heading)):
        _keep_id(link, heading)
        link.unwrap()
    else:
        return False
    return True


def _is_icon(link: HtmlElement) -> bool:
    """Whether the pictures in a link say nothing but that it is one."""
    return all(each.get("alt").strip().lower() in {"", *MARKS, *_SAID} for each in link.named("img"))


def _leads_here(link: HtmlElement, heading: HtmlElement) -> bool:
    """Whether a link may lead to the heading: to a place in this page, or in the page that its class says."""
    address, mark, _ = link.get("href").partition("#")
    if link.classes & ANCHORS:
        return bool(mark) or not address
    return bool(mark) and (not address or (not any(map(str.isalnum, _shown(link))) and _is_own(link, heading)))


def _is_own(link: HtmlElement, heading: HtmlElement) -> bool:
    """Whether the target of a link is an id of the heading, in it or around it, or of the link."""
    target = link.get("href").partition("#")[2]
    own = {each.get(name) for each in (heading, link, *heading.elements()) for name in ("id", "name")}
    around = heading.parent.get("id") if heading.parent is not None else ""
    return bool(target) and target in (own | {around})


def _shown(link: HtmlElement) -> str:
    """Return the words of a link that are seen: without what is for screen readers alone, and icons."""
    parts: list[str] = []
    waiting: list[HtmlElement | str] = [*link.children]
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, str):
            parts.append(each)
        elif not (each.classes & _HIDDEN or each.name == "svg"):
            waiting[:0] = each.children
    return " ".join("".join(parts).split())


def _rest(link: HtmlElement, heading: HtmlElement) -> str:
    """Return the words of a heading besides those of the link."""
    return heading.words().replace(link.words(), "", 1).strip()


def _keep_id(link: HtmlElement, heading: HtmlElement) -> None:
    name = link.get("id") or link.get("name")
    if name and not heading.get("id"):
        heading.put("id", name)
    elif name and name != heading.get("id"):
        place = HtmlElement("span")
        place.put("id", name)
        place.parent = heading
        heading.children.insert(0, place)


def _drop(link: HtmlElement, heading: HtmlElement) -> None:
    """Take the link out, and what in the heading held nothing else; its id goes to the heading."""
    _keep_id(link, heading)
    holders = list(link.ancestors()) if heading in link.ancestors() else []
    link.remove()
    for around in holders:
        if around is heading or around.words() or around.named("img"):
            return
        _keep_id(around, heading)
        around.remove()


def _trim(heading: HtmlElement) -> None:
    """Take empty elements and white space from the ends of a heading."""
    for each in list(heading.elements()):
        if each.name in ("span", "div", "a", "i") and not each.children and each.parent is not None:
            if not heading.get("id"):
                _keep_id(each, heading)
            if not each.get("href") and each.get("id") in ("", heading.get("id")):
                each.remove()
    first = next((place for place, each in enumerate(heading.children) if isinstance(each, str) or each.children), 0)
    if heading.children and isinstance(start := heading.children[first], str):
        heading.children[first] = start.lstrip()
    if heading.children and isinstance(heading.children[-1], str):
        heading.children[-1] = heading.children[-1].rstrip()
