"""What a site owner can set. The dataclass is the schema of feedpub.toml.

A field's type picks its converter, a default makes it optional, and `doc` is its line in the reference
(docs/reference/configuration.md) and in the file that `feedpub init` writes. Each stage is given its own
table.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping  # noqa: TC003 - config.schema reads the types of fields at run time
from dataclasses import field

from feedpub.model import Author, Format, Level
from feedpub.records import dataclass


def _doc(text: str, example: object = None) -> dict[str, object]:
    """Give the metadata of a field; the example stands in a new file where the default would say nothing."""
    return {"doc": text} if example is None else {"doc": text, "example": example}


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


class UpdatedBy(enum.Enum):
    """Who says that a post was changed."""

    AUTHOR = "author"
    CONTENT = "content"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOptions:
    """Table `[site]`."""

    url: str = field(
        metadata=_doc("Address of the site's home page: `https://example.com/` or `https://example.com/blog/`.")
    )
    title: str = field(default="", metadata=_doc("Name of the site; the host of `url` when empty."))
    description: str = field(default="", metadata=_doc("One sentence about the site; the title when empty."))
    language: str = field(default="", metadata=_doc("Language of the posts as a BCP 47 tag: `ko`, `en-GB`."))
    author: tuple[Author, ...] = field(
        default=(),
        metadata=_doc(
            "Who writes when a post does not say: a name, a table (name, email, url) or a list of these.",
            example=(Author(name="Kim Minji", url="https://example.com/about/"),),
        ),
    )
    type: str = field(
        default="auto",
        metadata=_doc(
            "Generator whose site this is, so that its addresses, dates and ids are kept: `jekyll`, `hugo`, `zola`, "
            "`pelican`, `eleventy`; `auto` looks for a generator's configuration, `none` for nothing."
        ),
    )
    config: tuple[str, ...] = field(
        default=(),
        metadata=_doc(
            "Configuration files of that generator where they are not the usual ones; later ones win.",
            example=("_config.yml", "_config.production.yml"),
        ),
    )
    timezone: str = field(default="UTC", metadata=_doc("Zone of dates written without an offset: `Asia/Seoul`."))
    rights: str = field(default="", metadata=_doc("Copyright notice of the feeds."))
    icon: str = field(default="", metadata=_doc("Square picture, as a path of the site or a URL."))
    logo: str = field(
        default="", metadata=_doc("Wide picture, as a path of the site or a URL; RSS shows it as `image`.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentOptions:
    """Table `[content]`: which files are posts, and how they are read."""

    folder: str = field(
        default="",
        metadata=_doc(
            "Folder of the posts below the site; when empty `content` where there is one, else the site itself."
        ),
    )
    extensions: tuple[str, ...] = field(
        default=(".md", ".markdown", ".html", ".htm"),
        metadata=_doc("Endings of the files that are read, with the dot."),
    )
    exclude: tuple[str, ...] = field(
        default=(), metadata=_doc("Globs of paths below the folder that are left out: `drafts/**`.")
    )
    permalink: str = field(
        default="/:path/:slug/",
        metadata=_doc(
            "Pattern of a post's URL. Placeholders: `:path` (its folder), `:slug`, `:title` (slug made of "
            "the title), `:name` (file name), `:year` `:month` `:day` `:i_month` `:i_day` `:short_year` "
            "`:y_day` `:hour` `:minute` `:second`, `:categories`, `:language`."
        ),
    )
    page_permalink: str = field(default="/:path/:slug/", metadata=_doc("The same for pages, which have no date."))
    future: bool = field(default=False, metadata=_doc("Publish posts whose date lies in the future."))
    drafts: bool = field(default=False, metadata=_doc("Publish drafts."))
    excerpt_separator: str = field(
        default="",
        metadata=_doc("Text that ends the excerpt, besides `<!-- more -->` and `<!-- excerpt -->`."),
    )
    summary_length: int = field(
        default=300, metadata=_doc("Greatest length in characters of a summary taken from the body.")
    )
    max_bytes: int = field(
        default=20_000_000,
        metadata=_doc("Greatest size of a post's file in bytes; a larger one is an error."),
    )


class BuiltBodies(enum.Enum):
    """Which posts of a source take their text from the built page."""

    NEEDED = "needed"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltOptions:
    """Table `[built]`: a site that its generator has made, as HTML."""

    folder: str = field(
        default="",
        metadata=_doc(
            "Folder with the HTML that a generator made. Pages and posts are read from it, or, beside a source, "
            "what the pages know better; it is published into unless `output.folder` says otherwise."
        ),
    )
    content: str = field(
        default="",
        metadata=_doc(
            "CSS selector of the text of a page, where it is not the usual element; needs `pip install "
            "'feedpub[html]'`.",
            example=".post-content",
        ),
    )
    exclude: tuple[str, ...] = field(
        default=(),
        metadata=_doc("Globs of paths below the folder that are left out.", example=("print/**",)),
    )
    bodies: BuiltBodies = field(
        default=BuiltBodies.NEEDED,
        metadata=_doc(
            "Beside a source, the posts whose text is taken from the built page: `needed`: those with templates or "
            "shortcodes that feedpub cannot carry out; `always`: all that have a page."
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TermOptions:
    """Tables `[feeds.categories]`, `[feeds.tags]`, `[feeds.authors]`, `[feeds.languages]`."""

    enabled: bool = field(default=False, metadata=_doc("Publish a feed for each of them."))
    rss: str = field(
        default="",
        metadata=_doc(
            "Path of the RSS feed, empty for none; `{slug}` and `{term}` are the term's, `{page}` is the path of its "
            "page on a Hugo or Zola site."
        ),
    )
    atom: str = field(default="", metadata=_doc("Path of the Atom feed, likewise."))
    json: str = field(default="", metadata=_doc("Path of the JSON Feed, likewise."))
    title: str = field(
        default="{site} · {term}", metadata=_doc("Title of the feed; `{site}` and `{term}` are filled in.")
    )
    limit: int | None = field(
        default=None, metadata=_doc("Greatest number of items; `feeds.limit` when not given.", example=20)
    )
    only: tuple[str, ...] = field(
        default=(), metadata=_doc("The terms that have a feed, as they are to be spelt; all when empty.")
    )
    without: tuple[str, ...] = field(default=(), metadata=_doc("Terms that have no feed."))
    atom_paths: Mapping[str, str] = field(
        default_factory=dict, metadata=_doc("Path of the Atom feed of single terms.", example={"News": "news.xml"})
    )


def _terms(folder: str, *, enabled: bool = False) -> TermOptions:
    return TermOptions(
        enabled=enabled,
        rss=f"{folder}/{{slug}}/rss.xml",
        atom=f"{folder}/{{slug}}/atom.xml",
        json=f"{folder}/{{slug}}/feed.json",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsOptions:
    """Table `[feeds]`."""

    formats: tuple[Format, ...] = field(
        default=(Format.RSS, Format.ATOM, Format.JSON),
        metadata=_doc("Formats of every feed: any of `rss`, `atom`, `json`."),
    )
    limit: int = field(default=20, metadata=_doc("Greatest number of items of a feed; 0 means all."))
    content: FeedContent = field(
        default=FeedContent.FULL,
        metadata=_doc("`full`: summary and whole text of a post. `summary`: the summary alone."),
    )
    rss: str = field(
        default="rss.xml", metadata=_doc("Path of the site's RSS feed below the output folder; empty for none.")
    )
    atom: str = field(default="atom.xml", metadata=_doc("Path of the site's Atom feed; empty for none."))
    json: str = field(default="feed.json", metadata=_doc("Path of the site's JSON Feed; empty for none."))
    updated: UpdatedBy = field(
        default=UpdatedBy.AUTHOR,
        metadata=_doc(
            "When a post without a date of modification counts as updated: `author`: never; `content`: at the "
            "build that finds its title or text different from the published feed."
        ),
    )
    hub: str = field(default="", metadata=_doc("Address of a WebSub hub that the feeds declare."))
    stylesheet: str = field(
        default="feed.css",
        metadata=_doc("Path of the style sheet that makes the XML readable in a browser; empty for none."),
    )
    categories: TermOptions = field(
        default_factory=lambda: _terms("category", enabled=True), metadata=_doc("Feeds per category.")
    )
    tags: TermOptions = field(default_factory=lambda: _terms("tag"), metadata=_doc("Feeds per tag."))
    authors: TermOptions = field(default_factory=lambda: _terms("author"), metadata=_doc("Feeds per author."))
    languages: TermOptions = field(default_factory=lambda: _terms("lang"), metadata=_doc("Feeds per language."))
    sections: TermOptions = field(
        default_factory=lambda: _terms("section"),
        metadata=_doc("Feeds per section of a Hugo or Zola site, or collection of a Jekyll site."),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapOptions:
    """Table `[sitemap]`."""

    enabled: bool = field(default=True, metadata=_doc("Publish a sitemap."))
    path: str = field(
        default="sitemap.xml",
        metadata=_doc(
            "Path of the sitemap below the output folder; over the protocol's limits it becomes an index "
            "with numbered parts beside it."
        ),
    )
    images: bool = field(default=True, metadata=_doc("List the pictures of each page (`image:image`)."))
    home: bool = field(default=True, metadata=_doc("List the home page, too."))
    gzip: bool = field(default=False, metadata=_doc("Publish a `.gz` of every sitemap beside it."))
    robots: bool = field(
        default=True,
        metadata=_doc("Name the sitemap in robots.txt, in a marked block; other lines there stay."),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class IdOptions:
    """Table `[ids]`."""

    scheme: IdScheme = field(
        default=IdScheme.UUID,
        metadata=_doc(
            "How ids are made: `uuid` (independent of the address), `permalink` (the URL), or as the feeds of "
            "`jekyll`, `hugo` or `pelican` have them, for a site that comes from there."
        ),
    )
    authority: str = field(
        default="",
        metadata=_doc(
            "What ids are made from instead of the host of `site.url`, so that they stay when the site moves: "
            "the first host, `old.example`; in the schemes made of addresses also `http://old.example/blog/`."
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputOptions:
    """Table `[output]`."""

    folder: str = field(default="public", metadata=_doc("Folder that is published, below the site."))


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidateOptions:
    """Table `[validate]`."""

    rules: Mapping[str, Level | None] = field(
        default_factory=dict,
        metadata=_doc(
            'Level of rules by name or glob: `"rss/*" = "warning"`, `"sitemap/*" = "off"`; the last that matches wins.',
            example={"sitemap/*": Level.ERROR},
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The whole of feedpub.toml."""

    site: SiteOptions = field(metadata=_doc("What the feeds say of the site."))
    content: ContentOptions = field(
        default_factory=ContentOptions, metadata=_doc("Which files are posts, and how they are read.")
    )
    built: BuiltOptions = field(default_factory=BuiltOptions, metadata=_doc("The HTML that the site's generator made."))
    feeds: FeedsOptions = field(
        default_factory=FeedsOptions, metadata=_doc("Which feeds are published, where, and what they carry.")
    )
    sitemap: SitemapOptions = field(default_factory=SitemapOptions, metadata=_doc("The sitemap."))
    ids: IdOptions = field(default_factory=IdOptions, metadata=_doc("The ids of posts."))
    output: OutputOptions = field(default_factory=OutputOptions, metadata=_doc("Where the result goes."))
    validate: ValidateOptions = field(
        default_factory=ValidateOptions, metadata=_doc("Levels of the validator's rules.")
    )
