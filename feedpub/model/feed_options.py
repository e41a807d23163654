"""What a site owner can set of feeds: the table `[feeds]` of feedpub.toml, as `model.options` has the others."""

from __future__ import annotations

import enum
from collections.abc import Mapping  # noqa: TC003 - config.schema reads the types of fields at run time
from typing import Annotated

from msgspec import Struct, field

from feedpub.model.doc import doc
from feedpub.model.records import Format


class FeedContent(enum.Enum):
    """How much of a post its feeds carry."""

    FULL = "full"
    SUMMARY = "summary"


class UpdatedBy(enum.Enum):
    """Who says that a post was changed."""

    AUTHOR = "author"
    CONTENT = "content"


class TermPaths(Struct, frozen=True, kw_only=True):
    """A table of `paths`: where the feeds of one term are published."""

    rss: Annotated[str, doc("Path of its RSS feed; when empty the pattern gives it.")] = ""
    atom: Annotated[str, doc("Path of its Atom feed, likewise.")] = ""
    json: Annotated[str, doc("Path of its JSON Feed, likewise.")] = ""


class TermOptions(Struct, frozen=True, kw_only=True):
    """Tables `[feeds.categories]`, `[feeds.tags]`, `[feeds.authors]`, `[feeds.languages]`."""

    enabled: Annotated[bool, doc("Publish a feed for each of them.")] = False
    rss: Annotated[
        str,
        doc(
            "Path of the RSS feed, empty for none; `{slug}` and `{term}` are the term's, `{page}` is the path of its "
            "page on a Hugo or Zola site."
        ),
    ] = ""
    atom: Annotated[str, doc("Path of the Atom feed, likewise.")] = ""
    json: Annotated[str, doc("Path of the JSON Feed, likewise.")] = ""
    title: Annotated[str, doc("Title of the feed; `{site}` and `{term}` are filled in.")] = "{site} · {term}"
    page: Annotated[
        str,
        doc(
            "Path of the page of a term, which its feeds lead to; when empty the page that the site has beside the "
            "feed or at a usual place, else the home page.",
            example="topics/{slug}/",
        ),
    ] = ""
    limit: Annotated[int | None, doc("Greatest number of items; `feeds.limit` when not given.", example=20)] = None
    only: Annotated[tuple[str, ...], doc("The terms that have a feed, as they are to be spelt; all when empty.")] = ()
    without: Annotated[tuple[str, ...], doc("Terms that have no feed.")] = ()
    paths: Annotated[
        Mapping[str, TermPaths],
        doc(
            "Paths of the feeds of single terms, by their names, where the patterns give others: any of `rss`, `atom`, "
            "`json`.",
            example={"News": TermPaths(atom="news.xml")},
        ),
    ] = field(default_factory=dict)
    aliases: Annotated[
        Mapping[str, str],
        doc(
            "Former names of terms, and what they are called now. Posts of both names are of one term, whose feeds "
            "stay published at the paths that the former name gives them, too.",
            example={"Trees": "Woods"},
        ),
    ] = field(default_factory=dict)


def _terms(folder: str, *, enabled: bool = False) -> TermOptions:
    return TermOptions(
        enabled=enabled,
        rss=f"{folder}/{{slug}}/rss.xml",
        atom=f"{folder}/{{slug}}/atom.xml",
        json=f"{folder}/{{slug}}/feed.json",
    )


class MoreFeedOptions(Struct, frozen=True, kw_only=True):
    """A table of `feeds.more`: a feed with a path, a format and a selection of its own."""

    path: Annotated[str, doc("Its path below the output folder.")]
    format: Annotated[Format, doc("`rss`, `atom` or `json`.")]
    title: Annotated[str, doc("Its title; that of the site when empty.")] = ""
    limit: Annotated[int | None, doc("Greatest number of items; `feeds.limit` when not given.")] = None
    page: Annotated[str, doc("Path of the page that it leads to; the home page when empty.")] = ""
    categories: Annotated[tuple[str, ...], doc("Only posts of one of these categories.")] = ()
    tags: Annotated[tuple[str, ...], doc("Only posts with one of these tags.")] = ()
    authors: Annotated[tuple[str, ...], doc("Only posts by one of these authors.")] = ()
    languages: Annotated[tuple[str, ...], doc("Only posts in one of these languages.")] = ()
    sections: Annotated[tuple[str, ...], doc("Only posts of one of these sections.")] = ()


class Period(enum.Enum):
    """By what the archives of a feed are divided."""

    NONE = "none"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class ArchiveOptions(Struct, frozen=True, kw_only=True):
    """Table `[feeds.archives]`: older posts, in documents that readers reach from a feed (RFC 5005)."""

    by: Annotated[
        Period,
        doc(
            "Publish archives of the feed of the site, each with the posts of a `year`, `month` or `day`; `none` for "
            "no archives. A feed that holds all posts (`limit = 0`) has none."
        ),
    ] = Period.NONE
    terms: Annotated[Period, doc("The same for each of the other feeds.")] = Period.NONE
    path: Annotated[
        str,
        doc(
            "Path of an archive; `{folder}` is that of its feed with a slash at the end, or empty, `{file}` the "
            "name of its file, `{period}` the `2026`, `2026-11` or `2026-11-20` that it is the archive of."
        ),
    ] = "{folder}archive/{period}/{file}"


class FeedsOptions(Struct, frozen=True, kw_only=True):
    """Table `[feeds]`."""

    formats: Annotated[tuple[Format, ...], doc("Formats of every feed: any of `rss`, `atom`, `json`.")] = (
        Format.RSS,
        Format.ATOM,
        Format.JSON,
    )
    limit: Annotated[int, doc("Greatest number of items of a feed; 0 means all.")] = 20
    complete: Annotated[
        bool,
        doc(
            "Say of each feed with `limit = 0` that it holds all posts there are (`fh:complete`, RFC 5005), so that "
            "readers may forget posts that are gone. JSON Feed has no word for it."
        ),
    ] = False
    max_feeds: Annotated[
        int, doc("Greatest number of feeds and archives, each in all its formats; with more nothing is published.")
    ] = 10_000
    max_bytes: Annotated[
        int,
        doc(
            "Greatest size of the texts of all feeds together in bytes, in all formats; with more nothing is published."
        ),
    ] = 2_000_000_000
    content: Annotated[FeedContent, doc("`full`: summary and whole text of a post. `summary`: the summary alone.")] = (
        FeedContent.FULL
    )
    rss: Annotated[str, doc("Path of the site's RSS feed below the output folder; empty for none.")] = "rss.xml"
    atom: Annotated[str, doc("Path of the site's Atom feed; empty for none.")] = "atom.xml"
    json: Annotated[str, doc("Path of the site's JSON Feed; empty for none.")] = "feed.json"
    all_languages: Annotated[
        bool,
        doc(
            "Hold every version of a post that exists in several languages. Else a feed holds one: in `site.language`, "
            "else the oldest; and each language has a feed of its own (`feeds.languages`)."
        ),
    ] = False
    updated: Annotated[
        UpdatedBy,
        doc(
            "When a post without a date of modification counts as updated: `author`: never; `content`: at the "
            "build that finds its title or text different from the published feed."
        ),
    ] = UpdatedBy.AUTHOR
    hub: Annotated[str, doc("Address of a WebSub hub that the feeds declare.")] = ""
    cloud: Annotated[
        str,
        doc(
            "Address at which readers register with an rssCloud server, which the RSS feeds declare.",
            example="http://rpc.example.com:5337/pleaseNotify",
        ),
    ] = ""
    footer: Annotated[
        str,
        doc(
            "HTML that stands below the text of every item. `{url}`, `{title}`, `{site}` and `{author}` are filled in, "
            "and `{mailto}`, the address of a letter to the author about the post.",
            example='<p><a href="{mailto}">Reply by e-mail</a></p>',
        ),
    ] = ""
    first_picture: Annotated[
        bool, doc("Let the first picture of a text stand for a post that names none: some readers show it in lists.")
    ] = False
    stylesheet: Annotated[
        str, doc("Path of the style sheet that makes the XML readable in a browser; empty for none.")
    ] = "feed.css"
    page: Annotated[
        str,
        doc(
            "Path of a page that leads visitors to the feeds: what a feed is, the addresses, the newest posts, the "
            "feeds of terms; empty for none.",
            example="feeds.html",
        ),
    ] = ""
    page_stylesheet: Annotated[
        str,
        doc(
            "Style sheet of that page instead of its own, as a path of the site or a URL.",
            example="assets/feeds.css",
        ),
    ] = ""
    opml: Annotated[
        str,
        doc(
            "Path of a file that lists all feeds, for feed readers to import (OPML); empty for none.",
            example="feeds.opml",
        ),
    ] = ""
    categories: Annotated[TermOptions, doc("Feeds per category.")] = field(
        default_factory=lambda: _terms("category", enabled=True)
    )
    tags: Annotated[TermOptions, doc("Feeds per tag.")] = field(default_factory=lambda: _terms("tag"))
    authors: Annotated[TermOptions, doc("Feeds per author.")] = field(default_factory=lambda: _terms("author"))
    languages: Annotated[TermOptions, doc("Feeds per language.")] = field(default_factory=lambda: _terms("lang"))
    sections: Annotated[
        TermOptions, doc("Feeds per section of a Hugo or Zola site, or collection of a Jekyll site.")
    ] = field(default_factory=lambda: _terms("section"))
    archives: Annotated[ArchiveOptions, doc("Archives with the older posts of feeds.")] = field(
        default_factory=ArchiveOptions
    )
    more: Annotated[
        tuple[MoreFeedOptions, ...],
        doc(
            "Feeds besides, each in one format: tables with `path`, `format`, and `title`, `limit`, `page`, "
            "`categories`, `tags`, `authors`, `languages`, `sections` where they are of some posts only.",
            example=(MoreFeedOptions(path="ko/news.rss", format=Format.RSS, languages=("ko",)),),
        ),
    ] = ()
