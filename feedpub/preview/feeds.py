"""The feeds as feed readers show them: all of them, the items of one, and one post with its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.generate import authors_of, labels_of
from feedpub.generate.phrases import format_name
from feedpub.preview import answers, layout, pictures
from feedpub.preview.layout import address, moment, number, of_post, title_of
from feedpub.preview.wording import PLACE, around
from feedpub.text.markup import element, html_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from feedpub.model.records import Diagnostic, Document, Enclosure, FeedSpec, Item
    from feedpub.model.site import Site
    from feedpub.pipeline.previewing import Preview
    from feedpub.preview.answers import PreviewAnswer
    from feedpub.preview.building import ShownBuild
    from feedpub.preview.wording import Say
    from feedpub.text.markup import Content, Node

_MOST_ITEMS: Final = 200
"""Items of a feed that are shown."""
_TO_POST: Final = "Where this post stands, and what was found in it"


def overview(shown: ShownBuild) -> Node:
    """Return the page with all feeds and the other documents."""
    preview, say = shown.preview, shown.language.say
    if preview is None:
        found = layout.findings(_of_failure(shown), say("What was found"), say)
        return layout.page(shown, say("No feeds yet"), found, here="/")
    documents = {document.path: document for document in preview.documents}
    feeds = preview.feeds()
    others = [document for document in preview.documents if document.path not in _paths_of(feeds)]
    return layout.page(
        shown,
        say("Feeds"),
        element("p", say("There is no post with a date, so there is no feed.")) if not feeds else None,
        element("ul", (_entry(spec, held, documents, preview, say) for spec, held in feeds), class_="cards")
        if feeds
        else None,
        element("h2", say("Other documents"), id="others") if others else None,
        element(
            "ul",
            (element("li", *_links(one, preview, say)) for one in others),
            class_="plain",
            aria_labelledby="others",
        )
        if others
        else None,
        here="/",
    )


def _of_failure(shown: ShownBuild) -> Sequence[Diagnostic]:
    return shown.failure.diagnostics if shown.failure else ()


def _paths_of(feeds: Sequence[tuple[FeedSpec, Sequence[Item]]]) -> frozenset[str]:
    return frozenset(path for spec, _ in feeds for path in spec.paths.values())


def _entry(spec: FeedSpec, held: Sequence[Item], documents: dict[str, Document], preview: Preview, say: Say) -> Node:
    said = layout.summary(preview.found_in_feed(spec), say)
    newest = moment(held[0].date, preview.zone, say)
    counted = f"{number(len(held), 'item')}; newest {PLACE}"
    link = element("a", spec.title, href=address("feed", path=key_of(spec)))
    return element(
        "li",
        element("h2", _titled(link, spec), f" {say('(archive)')}" if spec.is_window else None),
        element("p", *(around(say(counted), newest) if newest is not None else ()), f"; {said}" if said else None),
        element(
            "ul",
            (element("li", *_links(documents[path], preview, say)) for path in spec.paths.values()),
            class_="formats",
        ),
    )


def _titled(node: Node, spec: FeedSpec) -> Node:
    node.set("dir", "auto")
    node.set("lang", spec.language)
    return node


def key_of(spec: FeedSpec) -> str:
    """Return the name of a feed in addresses: the path of its first format."""
    return next(iter(spec.paths.values()))


def _links(document: Document, preview: Preview, say: Say) -> Iterator[Content]:
    """Return the links to a document as it is, and with what is found in it."""
    yield element("a", document.path, href=served_at(document, preview), dir="ltr")
    yield f" {say(f'({len(document.data):,} bytes)')} "
    if answers.media_type(document).startswith(("text/", "application/")) and not document.path.endswith(".gz"):
        label = say(f"Lines of {document.path}")
        yield element("a", say("lines"), href=address("document", path=document.path), aria_label=label)
        said = layout.summary(preview.found_in(document), say)
        yield f": {said}" if said else None


def served_at(document: Document, preview: Preview) -> str:
    """Return the address of a document here: its path on the host of the site."""
    from urllib.parse import urlsplit  # noqa: PLC0415 - one function

    from feedpub.text.urls import quote_path  # noqa: PLC0415 - one function

    return urlsplit(preview.site.url).path + quote_path(document.path)


def feed(shown: ShownBuild, preview: Preview, path: str) -> Node | None:
    """Return the page with the items of a feed, as the list of a reader; None where there is no such feed."""
    say = shown.language.say
    for spec, held in preview.feeds():
        if path in spec.paths.values():
            documents = {document.path: document for document in preview.documents}
            more = len(held) - _MOST_ITEMS
            return layout.page(
                shown,
                spec.title,
                element("p", spec.description, dir="auto", lang=spec.language, class_="quiet")
                if spec.description != spec.title
                else None,
                element(
                    "ul",
                    (
                        element("li", f"{format_name(form)}: ", *_links(documents[each], preview, say))
                        for form, each in spec.paths.items()
                    ),
                    class_="formats",
                    aria_label=say("Documents"),
                ),
                element(
                    "ol",
                    (_in_list(item, path, preview, say) for item in held[:_MOST_ITEMS]),
                    class_="items",
                    aria_label=say("Items"),
                ),
                element("p", say(f"{layout.are(more, 'older item')} in the feed, too.")) if more > 0 else None,
                here="/",
                language=spec.language,
            )
    return None


def _in_list(item: Item, path: str, preview: Preview, say: Say) -> Node:
    site, files = preview.site, item.post.enclosures
    link = element("a", title_of(item), href=address("item", path=path, post=item.post.source))
    return element(
        "li",
        element("h2", of_post(link, item.post, site)),
        element("p", moment(item.date, preview.zone, say), " · ", _bylines(item, preview), class_="quiet"),
        of_post(element("p", item.summary, class_="summary"), item.post, site) if item.summary else None,
        element("p", ", ".join(_named(file, say) for file in files), class_="quiet") if files else None,
    )


def _bylines(item: Item, preview: Preview) -> Node:
    return element("bdi", ", ".join(author.name for author in authors_of(item, preview.site)))


def _named(file: Enclosure, say: Say) -> str:
    name = file.url.rpartition("/")[2] or file.url
    duration = f", {file.duration // 60}:{file.duration % 60:02}" if file.duration else ""
    return f"{name} {say(f'({file.type}, {file.length:,} bytes{duration})')}"


def item(shown: ShownBuild, preview: Preview, path: str, source: str) -> Node | None:
    """Return the page with a post as the view of an article in a reader; None where no feed at `path` holds it."""
    held = next((items for spec, items in preview.feeds() if path in spec.paths.values()), ())
    place = next((number for number, each in enumerate(held) if each.post.source == source), None)
    if place is None:
        return None
    one, say = held[place], shown.language.say
    labels = labels_of(one)
    updated = moment(one.updated, preview.zone, say) if one.updated != one.date else None
    return layout.page(
        shown,
        title_of(one),
        element("p", moment(one.date, preview.zone, say), " · ", _bylines(one, preview), class_="quiet"),
        element("p", around(say(f"Updated {PLACE}"), updated), class_="quiet") if updated is not None else None,
        element("p", element("a", one.post.url, href=one.post.url, rel="noreferrer"), class_="quiet"),
        element(
            "p", f"{say('Terms:')} ", of_post(element("bdi", ", ".join(labels)), one.post, preview.site), class_="quiet"
        )
        if labels
        else None,
        element(
            "iframe",
            src=address("text", post=source),
            title=say("Text of the post, as feed readers get it"),
            sandbox="allow-popups allow-popups-to-escape-sandbox",
            class_="text",
        ),
        _recordings(one, say),
        element("p", element("a", say(_TO_POST), href=address("post", source=source))),
        _neighbours(held, place, path, preview.site, say),
        here="/",
        language=one.post.language or preview.site.language,
    )


def _recordings(one: Item, say: Say) -> Content:
    files = one.post.enclosures
    if not files:
        return None
    links = (element("li", element("a", _named(file, say), href=file.url, rel="noreferrer")) for file in files)
    return element(
        "section", element("h2", say("Enclosures"), id="files"), element("ul", links), aria_labelledby="files"
    )


def _neighbours(held: Sequence[Item], place: int, path: str, site: Site, say: Say) -> Content:
    around = ((place - 1, "Newer:"), (place + 1, "Older:"))
    links = [
        element(
            "li",
            f"{say(said)} ",
            of_post(
                element("a", title_of(held[at]), href=address("item", path=path, post=held[at].post.source)),
                held[at].post,
                site,
            ),
        )
        for at, said in around
        if 0 <= at < len(held)
    ]
    label = say("Other items of the feed")
    return element("nav", element("ul", links, class_="plain"), aria_label=label) if links else None


def text(preview: Preview, source: str) -> PreviewAnswer | None:
    """Return the text of a post as feeds carry it, for the frame that shows it; None where no feed holds the post."""
    one = preview.items.get(source)
    if one is None:
        return None
    language = one.post.language or preview.site.language
    shell = html_document(
        element(
            "html",
            element(
                "head",
                element("meta", charset="utf-8"),
                element("title", title_of(one)),
                element("meta", name="color-scheme", content="light dark"),
                element("base", target="_blank"),
                element("link", rel="stylesheet", href=f"{layout.ROOT}preview.css"),
            ),
            element("body", element("main", PLACE), class_="text", dir="auto"),
            lang=language or None,
        )
    ).decode()
    before, _, after = shell.rpartition(PLACE)
    body = pictures.from_here(preview, one) or html_document(element("p", one.summary)).decode().partition("\n")[2]
    return answers.PreviewAnswer(body=f"{before}{body}{after}".encode(), type=answers.HTML, policy=answers.OF_TEXTS)
