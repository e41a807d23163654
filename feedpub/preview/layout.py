"""What all pages of the preview have in common: head, navigation, the state of the build, lists of findings.

Everything is built of elements, so that texts of the site are text. One heading of the first rank a page; who reads
with a screen reader or the keyboard finds landmarks, a link to the content, names of tables and lists.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from feedpub.model.records import Level
from feedpub.preview.wording import written
from feedpub.text.markup import element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime, tzinfo

    from feedpub.model.records import Diagnostic, Item, Post
    from feedpub.model.site import Site
    from feedpub.preview.building import ShownBuild
    from feedpub.preview.wording import Say
    from feedpub.text.markup import Content, Node

ROOT: Final = "/_feedpub/"
"""Below it stand pages of the preview; everywhere else the documents of the site."""
_NAVIGATION: Final = (
    ("/", "Feeds"),
    (f"{ROOT}findings", "Findings"),
    (f"{ROOT}changes", "Changes"),
    (f"{ROOT}sitemap", "Sitemap"),
    (f"{ROOT}posts", "Posts"),
)
_LEVELS: Final = (Level.ERROR, Level.WARNING, Level.INFO)
_NO_LINKS: Final[Mapping[str, str]] = MappingProxyType({})
_NAMES: Final = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "advice"}


def address(page: str, **parameters: str) -> str:
    """Return the address of a page of the preview."""
    return f"{ROOT}{page}?{urlencode(parameters)}" if parameters else f"{ROOT}{page}"


def page(
    shown: ShownBuild, title: str, *content: Content | Iterable[Content], here: str = "", language: str | None = None
) -> Node:
    """Return a page. `here` is the address in the navigation that it belongs to.

    `language` is that of the title where an author has written it, empty where nobody says which that is (HTML
    Standard, "The lang and xml:lang attributes"); None stands for a title in the words of the page.
    """
    say = shown.language.say
    name = shown.preview.site.title if shown.preview else "feedpub"
    return element(
        "html",
        element(
            "head",
            element("meta", charset="utf-8"),
            element("title", f"{title} · {name}" if title != name else name),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="color-scheme", content="light dark"),
            element("link", rel="icon", href="data:,"),
            element("link", rel="stylesheet", href=f"{ROOT}preview.css"),
            element("script", src=f"{ROOT}reload.js", defer=""),
        ),
        element(
            "body",
            element("a", say("Skip to content"), href="#content", class_="skip"),
            _header(name, shown, here),
            element("main", element("h1", title, dir="auto", lang=language), *content, id="content"),
            _footer(shown),
        ),
        lang=shown.language.tag,
        data_version=shown.version,
    )


def _header(name: str, shown: ShownBuild, here: str) -> Node:
    say = shown.language.say
    return element(
        "header",
        element(
            "p",
            element("bdi", name, lang=shown.preview.site.language if shown.preview else None),
            " ",
            element("span", say("preview"), class_="badge"),
            class_="site",
        ),
        element(
            "nav",
            element(
                "ul",
                (
                    element("li", element("a", say(text), href=url, aria_current="page" if url == here else None))
                    for url, text in _NAVIGATION
                ),
            ),
            aria_label=say("Preview"),
        ),
        _state(shown),
    )


def _state(shown: ShownBuild) -> Node:
    """Return whether a build would publish this, in a sentence."""
    say = shown.language.say
    if shown.failure is not None:
        return element(
            "p",
            f"{say(f'The site cannot be built: {shown.failure.text}.')} ",
            f"{say('You see the last build that could be made.')} " if shown.preview else None,
            _to_findings(say),
            class_="state error",
            role="status",
        )
    if shown.preview is not None and shown.preview.refused:
        said = f"`feedpub build` would publish nothing: {number(shown.count(Level.ERROR), 'error')}."
        return element("p", prose(say(said)), " ", _to_findings(say), class_="state error", role="status")
    if warnings := shown.count(Level.WARNING):
        said = f"`feedpub build` would publish this, with {number(warnings, 'warning')}."
        return element("p", prose(say(said)), " ", _to_findings(say), class_="state", role="status")
    return element("p", prose(say("`feedpub build` would publish this.")), class_="state", role="status")


def _to_findings(say: Say) -> Node:
    return element("a", say("See what was found"), href=address("findings"))


def _footer(shown: ShownBuild) -> Node:
    took = f"Built in {shown.seconds * 1000:.0f} ms. Nothing of this is published, and no file was written."
    return element("footer", element("p", shown.language.say(took)))


def number(count: int, what: str) -> str:
    """Return a number of things in words: `1 post`, `2 posts`, `3 addresses`."""
    return f"{count:,} {what}{'' if count == 1 else 'es' if what.endswith('s') else 's'}"


def are(count: int, what: str) -> str:
    """Return the beginning of a sentence about so many things: `1 post is`, `2 posts are`."""
    return f"{number(count, what)} {'is' if count == 1 else 'are'}"


def moment(when: datetime | None, zone: tzinfo, say: Say) -> Node | None:
    """Return a moment to the minute, in the time zone of the site: there its day is the one that the author wrote."""
    if when is None:
        return None
    return element("time", written(when.astimezone(zone), say), datetime=f"{when:%Y-%m-%dT%H:%M:%SZ}")


def of_post(node: Node, post: Post, site: Site) -> Node:
    """Return an element with words of a post, which says their language, and lets them run as their letters do.

    Where nobody says which language that is, it is not that of the page.
    """
    node.set("lang", post.language or site.language)
    node.set("dir", "auto")
    return node


def title_of(item: Item) -> str:
    """Return what readers show as the title of an item."""
    return item.post.title or item.post.url


def findings(
    diagnostics: Sequence[Diagnostic],
    label: str,
    say: Say,
    *,
    with_place: bool = True,
    links: Mapping[str, str] = _NO_LINKS,
) -> Content:
    """Return a list of findings, the worst first; nothing where there is none.

    `label` names the list in the words of the page. `links` are the addresses of pages about files, by their paths.
    """
    if not diagnostics:
        return None
    ordered = sorted(diagnostics, key=lambda one: -one.level.rank)
    return element(
        "ul",
        (finding(one, say, with_place=with_place, link=links.get(one.where.path)) for one in ordered),
        class_="findings",
        aria_label=label,
    )


def finding(one: Diagnostic, say: Say, *, with_place: bool = True, link: str | None = None) -> Node:
    """Return what was found: how bad, where, what, why, and what to do."""
    name = _NAMES[one.level]
    where = one.where
    place = where.path + (f":{where.line}" if where.line else "") + (f", {where.element}" if where.element else "")
    times = f" {say(f'({one.count:,} times)')}" if one.count > 1 and not one.is_counted else ""
    return element(
        "li",
        element(
            "p",
            element("strong", say(name), class_="level"),
            " ",
            element("code", one.code),
            *((" ", element("a" if link else "span", place, class_="place", href=link)) if with_place else ()),
        ),
        element("p", prose(f"{say(one.text)}{times}"), dir="auto"),
        element("p", prose(say(one.why)), class_="why") if one.why else None,
        element("p", element("strong", f"{say('Do this:')} "), prose(say(one.hint)), class_="hint")
        if one.hint
        else None,
        class_=name,
    )


def prose(text: str) -> Iterator[Content]:
    """Return a sentence, with what stands between backquotes as code."""
    for place, part in enumerate(text.split("`")):
        yield element("code", part) if place % 2 else part


def summary(diagnostics: Iterable[Diagnostic], say: Say) -> str:
    """Say how many findings of each level there are; empty where there is none."""
    said = tuple(diagnostics)
    counts = [(level, sum(one.level is level for one in said)) for level in _LEVELS]
    words = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "piece"}
    parts = [number(count, words[level]) for level, count in counts if count]
    return ", ".join(say(f"{part} of advice" if "piece" in part else part) for part in parts)
