"""What a site owner can set. The records are the schema of feedpub.toml.

A field's type picks its converter, a default makes it optional, and `_doc` gives its line in the reference
(docs/reference/configuration.md) and in the file that `feedpub init` writes. Each stage is given its own
table.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping  # noqa: TC003 - config.schema reads the types of fields at run time
from typing import Annotated

from msgspec import Meta, Struct, field

from feedpub.model.records import Author, Format, Level


def _doc(text: str, example: object = None) -> Meta:
    """Return the metadata of a field; the example stands in a new file where the default would say nothing."""
    return Meta(description=text, examples=None if example is None else [example])


class FeedContent(enum.Enum):
    """How much of a post its feeds carry."""

    FULL = "full"
    SUMMARY = "summary"


class IdScheme(enum.Enum):
    """How the id of a post is made when neither its front matter nor feedpub.ids gives one."""

    UUID = "uuid"
    PERMALINK = "permalink"
    JEKYLL = "jekyll"
    HUGO = "hugo"
    PELICAN = "pelican"
    PATTERN = "pattern"


class UpdatedBy(enum.Enum):
    """Who says that a post was changed."""

    AUTHOR = "author"
    CONTENT = "content"


class SiteOptions(Struct, frozen=True, kw_only=True):
    """Table `[site]`."""

    url: Annotated[str, _doc("Address of the site's home page: `https://example.com/` or `https://example.com/blog/`.")]
    local: Annotated[
        bool,
        _doc(
            "Whether the site is for this machine or network alone: `url` may then be `http://localhost:8000/`, "
            "`http://10.1.2.3/` or `https://wiki.internal/`, which nobody else can reach. `--url` with such an address "
            "says so by itself."
        ),
    ] = False
    title: Annotated[str, _doc("Name of the site; the host of `url` when empty.")] = ""
    description: Annotated[str, _doc("One sentence about the site; the title when empty.")] = ""
    language: Annotated[str, _doc("Language of the posts as a BCP 47 tag: `ko`, `en-GB`.")] = ""
    author: Annotated[
        tuple[Author, ...],
        _doc(
            "Who writes when a post does not say: a name, a table (name, email, url) or a list of these.",
            example=(Author(name="Kim Minji", url="https://example.com/about/"),),
        ),
    ] = ()
    type: Annotated[
        str,
        _doc(
            "Generator whose site this is, so that its addresses, dates and ids are kept: `jekyll`, `hugo`, `zola`, "
            "`pelican`, `eleventy`; `auto` looks for a generator's configuration, `none` for nothing."
        ),
    ] = "auto"
    config: Annotated[
        tuple[str, ...],
        _doc(
            "Configuration files of that generator where they are not the usual ones; later ones win.",
            example=("_config.yml", "_config.production.yml"),
        ),
    ] = ()
    timezone: Annotated[str, _doc("Zone of dates written without an offset: `Asia/Seoul`.")] = "UTC"
    rights: Annotated[str, _doc("Copyright notice of the feeds.")] = ""
    icon: Annotated[str, _doc("Square picture, as a path of the site or a URL.")] = ""
    logo: Annotated[str, _doc("Wide picture, as a path of the site or a URL; RSS shows it as `image`.")] = ""


class ContentOptions(Struct, frozen=True, kw_only=True):
    """Table `[content]`: which files are posts, and how they are read."""

    folder: Annotated[
        str, _doc("Folder of the posts below the site; when empty `content` where there is one, else the site itself.")
    ] = ""
    extensions: Annotated[
        tuple[str, ...],
        _doc("Endings of the files that are read, with the dot; one that begins with no front matter is no post."),
    ] = (".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".html", ".htm", ".txt")
    exclude: Annotated[tuple[str, ...], _doc("Globs of paths below the folder that are left out: `drafts/**`.")] = ()
    permalink: Annotated[
        str,
        _doc(
            "Pattern of a post's URL. Placeholders: `:path` (its folder), `:slug`, `:title` (slug made of "
            "the title), `:name` (file name), `:year` `:month` `:day` `:i_month` `:i_day` `:short_year` "
            "`:y_day` `:hour` `:minute` `:second`, `:categories`, `:language`."
        ),
    ] = "/:path/:slug/"
    page_permalink: Annotated[str, _doc("The same for pages, which have no date.")] = "/:path/:slug/"
    future: Annotated[bool, _doc("Publish posts whose date lies in the future.")] = False
    drafts: Annotated[bool, _doc("Publish drafts.")] = False
    excerpt_separator: Annotated[
        str, _doc("Text that ends the excerpt, besides `<!-- more -->` and `<!-- excerpt -->`.")
    ] = ""
    summary_length: Annotated[int, _doc("Greatest length in characters of a summary taken from the body.")] = 300
    max_bytes: Annotated[int, _doc("Greatest size of a post's file in bytes; a larger one is an error.")] = 20_000_000
    max_terms: Annotated[
        int, _doc("Greatest number of categories, tags and authors of a post together; a post with more is an error.")
    ] = 100


class BuiltBodies(enum.Enum):
    """Where the texts of posts come from that have a source and a built page."""

    AUTO = "auto"
    SOURCE = "source"
    PAGE = "page"


class BuiltOptions(Struct, frozen=True, kw_only=True):
    """Table `[built]`: a site that its generator has made, as HTML."""

    folder: Annotated[
        str,
        _doc(
            "Folder with the HTML that a generator made. Pages and posts are read from it, or, beside a source, "
            "what the pages know better; it is published into unless `output.folder` says otherwise."
        ),
    ] = ""
    content: Annotated[
        str,
        _doc(
            "CSS selector of the text of a page, where it is not the usual element; needs `pip install "
            "'feedpub[html]'`.",
            example=".post-content",
        ),
    ] = ""
    exclude: Annotated[
        tuple[str, ...], _doc("Globs of paths below the folder that are left out.", example=("print/**",))
    ] = ()
    visible_dates: Annotated[
        bool,
        _doc(
            "Take the date that a page shows to people, in its address (`/2016/11/30/one/`) or where themes show "
            "dates, when it says none to machines."
        ),
    ] = False
    bodies: Annotated[
        BuiltBodies,
        _doc(
            "Where the texts of posts come from. `auto`: from the page that the generator made, where there is one "
            "that holds the words of the source, else from the source; `source`: from the source; `page`: from the "
            "page, and a post without one is an error."
        ),
    ] = BuiltBodies.AUTO
    search: Annotated[
        tuple[str, ...],
        _doc(
            "Folders of the site in which the pages of posts are looked for when `folder` is empty, after the one that "
            "the configuration of the generator names."
        ),
    ] = ("_site", "public", "output", "dist", "build", "site")


class TermOptions(Struct, frozen=True, kw_only=True):
    """Tables `[feeds.categories]`, `[feeds.tags]`, `[feeds.authors]`, `[feeds.languages]`."""

    enabled: Annotated[bool, _doc("Publish a feed for each of them.")] = False
    rss: Annotated[
        str,
        _doc(
            "Path of the RSS feed, empty for none; `{slug}` and `{term}` are the term's, `{page}` is the path of its "
            "page on a Hugo or Zola site."
        ),
    ] = ""
    atom: Annotated[str, _doc("Path of the Atom feed, likewise.")] = ""
    json: Annotated[str, _doc("Path of the JSON Feed, likewise.")] = ""
    title: Annotated[str, _doc("Title of the feed; `{site}` and `{term}` are filled in.")] = "{site} · {term}"
    page: Annotated[
        str,
        _doc(
            "Path of the page of a term, which its feeds lead to; when empty the page that the site has beside the "
            "feed or at a usual place, else the home page.",
            example="topics/{slug}/",
        ),
    ] = ""
    limit: Annotated[int | None, _doc("Greatest number of items; `feeds.limit` when not given.", example=20)] = None
    only: Annotated[tuple[str, ...], _doc("The terms that have a feed, as they are to be spelt; all when empty.")] = ()
    without: Annotated[tuple[str, ...], _doc("Terms that have no feed.")] = ()
    atom_paths: Annotated[
        Mapping[str, str], _doc("Path of the Atom feed of single terms.", example={"News": "news.xml"})
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

    path: Annotated[str, _doc("Its path below the output folder.")]
    format: Annotated[Format, _doc("`rss`, `atom` or `json`.")]
    title: Annotated[str, _doc("Its title; that of the site when empty.")] = ""
    limit: Annotated[int | None, _doc("Greatest number of items; `feeds.limit` when not given.")] = None
    page: Annotated[str, _doc("Path of the page that it leads to; the home page when empty.")] = ""
    categories: Annotated[tuple[str, ...], _doc("Only posts of one of these categories.")] = ()
    tags: Annotated[tuple[str, ...], _doc("Only posts with one of these tags.")] = ()
    authors: Annotated[tuple[str, ...], _doc("Only posts by one of these authors.")] = ()
    languages: Annotated[tuple[str, ...], _doc("Only posts in one of these languages.")] = ()
    sections: Annotated[tuple[str, ...], _doc("Only posts of one of these sections.")] = ()


class FeedsOptions(Struct, frozen=True, kw_only=True):
    """Table `[feeds]`."""

    formats: Annotated[tuple[Format, ...], _doc("Formats of every feed: any of `rss`, `atom`, `json`.")] = (
        Format.RSS,
        Format.ATOM,
        Format.JSON,
    )
    limit: Annotated[int, _doc("Greatest number of items of a feed; 0 means all.")] = 20
    max_feeds: Annotated[
        int, _doc("Greatest number of feeds, each in all its formats; with more nothing is published.")
    ] = 10_000
    max_bytes: Annotated[
        int,
        _doc(
            "Greatest size of the texts of all feeds together in bytes, in all formats; with more nothing is published."
        ),
    ] = 2_000_000_000
    content: Annotated[FeedContent, _doc("`full`: summary and whole text of a post. `summary`: the summary alone.")] = (
        FeedContent.FULL
    )
    rss: Annotated[str, _doc("Path of the site's RSS feed below the output folder; empty for none.")] = "rss.xml"
    atom: Annotated[str, _doc("Path of the site's Atom feed; empty for none.")] = "atom.xml"
    json: Annotated[str, _doc("Path of the site's JSON Feed; empty for none.")] = "feed.json"
    updated: Annotated[
        UpdatedBy,
        _doc(
            "When a post without a date of modification counts as updated: `author`: never; `content`: at the "
            "build that finds its title or text different from the published feed."
        ),
    ] = UpdatedBy.AUTHOR
    hub: Annotated[str, _doc("Address of a WebSub hub that the feeds declare.")] = ""
    stylesheet: Annotated[
        str, _doc("Path of the style sheet that makes the XML readable in a browser; empty for none.")
    ] = "feed.css"
    categories: Annotated[TermOptions, _doc("Feeds per category.")] = field(
        default_factory=lambda: _terms("category", enabled=True)
    )
    tags: Annotated[TermOptions, _doc("Feeds per tag.")] = field(default_factory=lambda: _terms("tag"))
    authors: Annotated[TermOptions, _doc("Feeds per author.")] = field(default_factory=lambda: _terms("author"))
    languages: Annotated[TermOptions, _doc("Feeds per language.")] = field(default_factory=lambda: _terms("lang"))
    sections: Annotated[
        TermOptions, _doc("Feeds per section of a Hugo or Zola site, or collection of a Jekyll site.")
    ] = field(default_factory=lambda: _terms("section"))
    more: Annotated[
        tuple[MoreFeedOptions, ...],
        _doc(
            "Feeds besides, each in one format: tables with `path`, `format`, and `title`, `limit`, `page`, "
            "`categories`, `tags`, `authors`, `languages`, `sections` where they are of some posts only.",
            example=(MoreFeedOptions(path="ko/news.rss", format=Format.RSS, languages=("ko",)),),
        ),
    ] = ()


class SitemapOptions(Struct, frozen=True, kw_only=True):
    """Table `[sitemap]`."""

    enabled: Annotated[bool, _doc("Publish a sitemap.")] = True
    path: Annotated[
        str,
        _doc(
            "Path of the sitemap below the output folder; over the protocol's limits it becomes an index "
            "with numbered parts beside it."
        ),
    ] = "sitemap.xml"
    images: Annotated[bool, _doc("List the pictures of each page (`image:image`).")] = True
    home: Annotated[bool, _doc("List the home page, too.")] = True
    gzip: Annotated[bool, _doc("Publish a `.gz` of every sitemap beside it.")] = False
    robots: Annotated[bool, _doc("Name the sitemap in robots.txt, in a marked block; other lines there stay.")] = True


class IdOptions(Struct, frozen=True, kw_only=True):
    """Table `[ids]`."""

    scheme: Annotated[
        IdScheme,
        _doc(
            "How ids are made: `uuid` (independent of the address), `permalink` (the URL), as the feeds of "
            "`jekyll`, `hugo` or `pelican` have them, for a site that comes from there, or `pattern`: as `ids.pattern` "
            "says."
        ),
    ] = IdScheme.UUID
    pattern: Annotated[
        str,
        _doc(
            "Pattern of ids for the scheme `pattern`. Placeholders: `{url}`, `{site}` (scheme and host of the site), "
            "`{base}` (the path of its home page, without the last slash), `{path}` (the rest of the URL, with a slash "
            "in front), `{id}` (`{path}` as Jekyll's `post.id`), `{slug}`, `{stem}` (name of the file), `{date}` "
            "(`2024-06-21`), `{year}`, `{month}`, `{day}`.",
            example="{site}{id}",
        ),
    ] = "{url}"
    authority: Annotated[
        str,
        _doc(
            "What ids are made from instead of the host of `site.url`, so that they stay when the site moves: "
            "the first host, `old.example`; in the schemes made of addresses also `http://old.example/blog/`."
        ),
    ] = ""


class OutputOptions(Struct, frozen=True, kw_only=True):
    """Table `[output]`."""

    folder: Annotated[str, _doc("Folder that is published, below the site.")] = "public"


class ValidateOptions(Struct, frozen=True, kw_only=True):
    """Table `[validate]`."""

    modules: Annotated[
        tuple[str, ...],
        _doc(
            "Python files of rules of your own, below the folder of this file: `checks/house.py`. They are run only "
            "with `--local-rules`; a command with neither this nor `--no-local-rules` ends.",
            example=("checks/house.py",),
        ),
    ] = ()
    rules: Annotated[
        Mapping[str, Level | None],
        _doc(
            'Level of rules by name or glob: `"rss/*" = "warning"`, `"sitemap/*" = "off"`; the last that matches wins.',
            example={"sitemap/*": Level.ERROR},
        ),
    ] = field(default_factory=dict)


class Options(Struct, frozen=True, kw_only=True):
    """The whole of feedpub.toml."""

    site: Annotated[SiteOptions, _doc("What the feeds say of the site.")]
    content: Annotated[ContentOptions, _doc("Which files are posts, and how they are read.")] = field(
        default_factory=ContentOptions
    )
    built: Annotated[BuiltOptions, _doc("The HTML that the site's generator made.")] = field(
        default_factory=BuiltOptions
    )
    feeds: Annotated[FeedsOptions, _doc("Which feeds are published, where, and what they carry.")] = field(
        default_factory=FeedsOptions
    )
    sitemap: Annotated[SitemapOptions, _doc("The sitemap.")] = field(default_factory=SitemapOptions)
    ids: Annotated[IdOptions, _doc("The ids of posts.")] = field(default_factory=IdOptions)
    output: Annotated[OutputOptions, _doc("Where the result goes.")] = field(default_factory=OutputOptions)
    validate: Annotated[ValidateOptions, _doc("Levels of the validator's rules.")] = field(
        default_factory=ValidateOptions
    )
