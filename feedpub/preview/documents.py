"""A document as it would be published, line by line, with what is found in it; and the sitemap as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.preview import layout
from feedpub.preview.feeds import served_at
from feedpub.preview.layout import address, number
from feedpub.text.markup import element

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from feedpub.guard.snapshot import PublishedSitemap
    from feedpub.model.records import Diagnostic, Document
    from feedpub.pipeline.previewing import Preview
    from feedpub.preview.building import ShownBuild
    from feedpub.preview.wording import Say
    from feedpub.text.markup import Node

_MOST_LINES: Final = 5_000
_MOST_OF_A_LINE: Final = 10_000
_MOST_ADDRESSES: Final = 5_000
"""What is shown: a browser is slow with more."""


def document(shown: ShownBuild, preview: Preview, path: str) -> Node | None:
    """Return the page of a document; None where there is none of that path, or it is no text."""
    one = next((each for each in preview.documents if each.path == path), None)
    if one is None:
        return None
    try:
        lines = one.data.decode("utf-8-sig").split("\n")  # at line feeds only, as places are counted
    except UnicodeDecodeError:
        return None
    say, found = shown.language.say, preview.found_in(one)
    at = _by_line(found, min(len(lines), _MOST_LINES))
    elsewhere = [each for each in found if each.where.line not in at]
    more = len(lines) - _MOST_LINES
    return layout.page(
        shown,
        path,
        _summary(one, found, at, preview, say),
        layout.findings(elsewhere, say("Findings without a line"), say),
        element(
            "ol",
            (_line(number_, text, at.get(number_, ()), say) for number_, text in enumerate(lines[:_MOST_LINES], 1)),
            class_="lines",
            aria_label=say("Lines"),
        ),
        element("p", say(f"{layout.are(more, 'more line')} not shown here.")) if more > 0 else None,
        here="/",
    )


def _by_line(found: Sequence[Diagnostic], last: int) -> Mapping[int, Sequence[Diagnostic]]:
    at: dict[int, list[Diagnostic]] = {}
    for one in found:
        if one.where.line is not None and one.where.line <= last:
            at.setdefault(one.where.line, []).append(one)
    return at


def _summary(
    one: Document, found: Sequence[Diagnostic], at: Mapping[int, Sequence[Diagnostic]], preview: Preview, say: Say
) -> Node:
    links = [element("li", element("a", say(f"line {line}"), href=f"#L{line}")) for line in sorted(at)]
    return element(
        "section",
        element(
            "p",
            f"{say(f'{len(one.data):,} bytes')}; {layout.summary(found, say) or say('nothing was found in it')}. ",
            element("a", say("As it is served"), href=served_at(one, preview)),
        ),
        element("ul", links, class_="formats", aria_label=say("Lines with findings")) if links else None,
        aria_label=say("Summary"),
    )


def _line(place: int, text: str, found: Sequence[Diagnostic], say: Say) -> Node:
    is_long = len(text) > _MOST_OF_A_LINE
    cut = f"{text[:_MOST_OF_A_LINE]} … {say(f'({len(text):,} characters)')}" if is_long else text
    return element(
        "li",
        element("code", cut.removesuffix("\r")),
        layout.findings(found, say(f"Findings at line {place}"), say, with_place=False) if found else None,
        id=f"L{place}",
        class_="found" if found else None,
    )


def sitemap(shown: ShownBuild, preview: Preview) -> Node:
    """Return the page with all addresses of the sitemap, their dates and the files that they come from."""
    say, read = shown.language.say, preview.sitemaps()
    listed = [each for one in read for each in one.locs.items()]
    sources = {post.url: post.source for post in preview.posts}
    more = len(listed) - _MOST_ADDRESSES
    title, here = say("Sitemap"), address("sitemap")
    if not read:
        return layout.page(shown, title, element("p", say("This build makes no sitemap.")), here=here)
    return layout.page(
        shown,
        title,
        element("ul", (element("li", _file(one)) for one in read), class_="formats", aria_label=say("Documents")),
        element(
            "div",
            element(
                "table",
                element("caption", say(number(len(listed), "address"))),
                element("thead", element("tr", *(element("th", say(name), scope="col") for name in _COLUMNS))),
                element(
                    "tbody", (_row(loc, lastmod, sources.get(loc, "")) for loc, lastmod in listed[:_MOST_ADDRESSES])
                ),
            ),
            class_="wide",
            tabindex="0",
            role="region",
            aria_label=say("Addresses"),
        ),
        element("p", say(f"{layout.are(more, 'more address')} not shown here.")) if more > 0 else None,
        here=here,
    )


_COLUMNS: Final = ("Address", "Last modified", "File")


def _file(one: PublishedSitemap) -> Node:
    return element("a", one.path, href=address("document", path=one.path))


def _row(loc: str, lastmod: str, source: str) -> Node:
    return element(
        "tr",
        element("td", element("a", loc, href=loc, rel="noreferrer", dir="ltr")),
        element("td", lastmod or "–"),
        element("td", element("a", source, href=address("post", source=source)) if source else "–"),
    )
