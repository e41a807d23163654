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
    found = preview.found_in(one)
    at = _by_line(found, min(len(lines), _MOST_LINES))
    elsewhere = [each for each in found if each.where.line not in at]
    more = len(lines) - _MOST_LINES
    return layout.page(
        shown,
        path,
        _summary(one, found, at, preview),
        layout.findings(elsewhere, "Findings without a line"),
        element(
            "ol",
            (_line(number_, text, at.get(number_, ())) for number_, text in enumerate(lines[:_MOST_LINES], 1)),
            class_="lines",
            aria_label="Lines",
        ),
        element("p", f"{number(more, 'more line')} are not shown here.") if more > 0 else None,
        here="/",
    )


def _by_line(found: Sequence[Diagnostic], last: int) -> Mapping[int, Sequence[Diagnostic]]:
    at: dict[int, list[Diagnostic]] = {}
    for one in found:
        if one.where.line is not None and one.where.line <= last:
            at.setdefault(one.where.line, []).append(one)
    return at


def _summary(
    one: Document, found: Sequence[Diagnostic], at: Mapping[int, Sequence[Diagnostic]], preview: Preview
) -> Node:
    links = [element("li", element("a", f"line {line}", href=f"#L{line}")) for line in sorted(at)]
    return element(
        "section",
        element(
            "p",
            f"{len(one.data):,} bytes; {layout.summary(found) or 'nothing was found in it'}. ",
            element("a", "As it is served", href=served_at(one, preview)),
        ),
        element("ul", links, class_="formats", aria_label="Lines with findings") if links else None,
        aria_label="Summary",
    )


def _line(place: int, text: str, found: Sequence[Diagnostic]) -> Node:
    cut = f"{text[:_MOST_OF_A_LINE]} … ({len(text):,} characters)" if len(text) > _MOST_OF_A_LINE else text
    return element(
        "li",
        element("code", cut.removesuffix("\r")),
        layout.findings(found, f"Findings at line {place}", with_place=False),
        id=f"L{place}",
        class_="found" if found else None,
    )


def sitemap(shown: ShownBuild, preview: Preview) -> Node:
    """Return the page with all addresses of the sitemap, their dates and the files that they come from."""
    read = preview.sitemaps()
    listed = [each for one in read for each in one.locs.items()]
    sources = {post.url: post.source for post in preview.posts}
    more = len(listed) - _MOST_ADDRESSES
    if not read:
        return layout.page(shown, "Sitemap", element("p", "This build makes no sitemap."), here=address("sitemap"))
    return layout.page(
        shown,
        "Sitemap",
        element("ul", (element("li", _file(one)) for one in read), class_="formats", aria_label="Documents"),
        element(
            "div",
            element(
                "table",
                element(
                    "caption", number(len(listed), "address") if len(listed) == 1 else f"{len(listed):,} addresses"
                ),
                element("thead", element("tr", *(element("th", name, scope="col") for name in _COLUMNS))),
                element(
                    "tbody", (_row(loc, lastmod, sources.get(loc, "")) for loc, lastmod in listed[:_MOST_ADDRESSES])
                ),
            ),
            class_="wide",
            tabindex="0",
            role="region",
            aria_label="Addresses",
        ),
        element("p", f"{number(more, 'more address')[:-1]}es are not shown here.") if more > 0 else None,
        here=address("sitemap"),
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
