"""Each file of the site that is a post or a page: where it stands, or why it does not; and all that was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.preview import layout
from feedpub.preview.layout import address, moment, number, of_post, prose
from feedpub.text.markup import element

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from feedpub.model.records import Post, Skipped
    from feedpub.pipeline.previewing import Preview
    from feedpub.preview.building import ShownBuild
    from feedpub.preview.wording import Say
    from feedpub.text.markup import Content, Node

_MOST_ROWS: Final = 1_000
_COLUMNS: Final = ("Post", "File", "Date", "Feeds", "Sitemap")
_HERE: Final = address("posts")


def posts(shown: ShownBuild, preview: Preview, wanted: str) -> Node:
    """Return the page with the files that `wanted` is a part of, by name, title or address; all where it is empty."""
    say, sought = shown.language.say, wanted.strip().casefold()
    left_out = [one for one in preview.skipped if sought in one.source.casefold()]
    found = [post for post in preview.posts if sought in f"{post.source}\n{post.title}\n{post.url}".casefold()]
    count = _feeds_of(preview)
    more = len(found) - _MOST_ROWS
    return layout.page(
        shown,
        say("Posts"),
        _search(wanted, say),
        element("p", say("No file is called so, nor any post.")) if not (found or left_out) else None,
        _left_out(left_out, say),
        element(
            "section",
            element("h2", say("Posts and pages"), id="listed"),
            element(
                "div",
                element(
                    "table",
                    element(
                        "caption", say(f"{number(len(found), 'file')}; a link says where the post stands, and why")
                    ),
                    element("thead", element("tr", *(element("th", say(name), scope="col") for name in _COLUMNS))),
                    element(
                        "tbody", (_row(post, count.get(post.source, 0), preview, say) for post in found[:_MOST_ROWS])
                    ),
                ),
                class_="wide",
                tabindex="0",
                role="region",
                aria_label=say("Table of posts and pages"),
            ),
            element("p", say(f"{number(more, 'more file')} not shown: search for one.")) if more > 0 else None,
            aria_labelledby="listed",
        )
        if found
        else None,
        here=_HERE,
    )


def _search(wanted: str, say: Say) -> Node:
    return element(
        "form",
        element("label", say("File, title or address"), for_="wanted"),
        " ",
        element("input", type="search", name="wanted", id="wanted", value=wanted),
        " ",
        element("button", say("Search")),
        method="get",
        action=_HERE,
        role="search",
    )


def _feeds_of(preview: Preview) -> Mapping[str, int]:
    """Return how many feeds hold each post, by source."""
    count: dict[str, int] = {}
    for _, held in preview.feeds():
        for item in held:
            count[item.post.source] = count.get(item.post.source, 0) + 1
    return count


def _left_out(skipped: Sequence[Skipped], say: Say) -> Content:
    if not skipped:
        return None
    return element(
        "section",
        element("h2", say("Not published"), id="skipped"),
        element(
            "ul",
            (
                element(
                    "li",
                    element("a", one.source, href=address("post", source=one.source)),
                    ": ",
                    prose(say(one.reason.value)),
                )
                for one in skipped[:_MOST_ROWS]
            ),
            class_="plain",
        ),
        aria_labelledby="skipped",
    )


def _row(post: Post, feeds: int, preview: Preview, say: Say) -> Node:
    link = element("a", post.title or post.url, href=address("post", source=post.source))
    return element(
        "tr",
        element("td", of_post(link, post, preview.site)),
        element("td", element("bdi", post.source)),
        element("td", moment(post.date, preview.zone, say) if post.date else say("none: a page")),
        element("td", f"{feeds}" if feeds else prose(say(post.not_in_feeds.value if post.not_in_feeds else "none"))),
        element("td", prose(say(post.not_in_sitemap.value if post.not_in_sitemap else "yes"))),
    )


def post(shown: ShownBuild, preview: Preview, source: str) -> Node | None:
    """Return the page of one file; None where the build knows none of that name."""
    lines = preview.placement(source)
    if not lines:
        return None
    say, said = shown.language.say, preview.said_of(source)
    known = next((each for each in preview.posts if each.source == source), None)
    held = source in preview.items
    return layout.page(
        shown,
        known.title if known and known.title else source,
        element("p", element("bdi", source), class_="quiet"),
        element(
            "ul",
            (element("li", prose(say(line.strip())), dir="auto") for line in lines),
            class_="plain",
            aria_label=say("Where it stands"),
        ),
        element("p", element("a", say("Its text, as feeds carry it"), href=address("text", post=source)))
        if held
        else None,
        element("h2", say("What was found in it")) if said else None,
        layout.findings(said, say("What was found in it"), say),
        here=_HERE,
        language=(known.language or preview.site.language) if known and known.title else None,
    )


def _pages_of(preview: Preview) -> Mapping[str, str]:
    """Return the addresses of the pages about files of the site, and about documents, by their paths in findings."""
    sources = (*(one.source for one in preview.posts), *(one.source for one in preview.skipped))
    documents = {
        preview.request.published_as(one.path): address("document", path=one.path) for one in preview.documents
    }
    return documents | {source: address("post", source=source) for source in sources}


def findings(shown: ShownBuild) -> Node:
    """Return the page with all that was found."""
    failure, preview, say = shown.failure, shown.preview, shown.language.say
    said = failure.diagnostics if failure else preview.diagnostics if preview else ()
    nothing = failure.text if failure else "Nothing: posts and documents are as they should be."
    return layout.page(
        shown,
        say("Findings"),
        element("p", layout.summary(said, say) or say(nothing)),
        layout.findings(said, say("What was found"), say, links=_pages_of(preview) if preview else {}),
        here=address("findings"),
    )
