"""What a site owner can set. The records are the schema of feedpub.toml.

A field's type picks its converter, a default makes it optional, and `doc` gives its line in the reference
(docs/reference/configuration.md) and in the file that `feedpub init` writes. Each stage is given its own
table.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping  # noqa: TC003 - config.schema reads the types of fields at run time
from typing import Annotated

from msgspec import Struct, field

from feedpub.model.doc import doc
from feedpub.model.feed_options import FeedsOptions
from feedpub.model.notify_options import NotifyOptions
from feedpub.model.podcasts import PodcastOptions
from feedpub.model.records import Author, Level


class IdScheme(enum.Enum):
    """How the id of a post is made when neither its front matter nor feedpub.ids gives one."""

    UUID = "uuid"
    PERMALINK = "permalink"
    JEKYLL = "jekyll"
    HUGO = "hugo"
    PELICAN = "pelican"
    PATTERN = "pattern"


class SiteOptions(Struct, frozen=True, kw_only=True):
    """Table `[site]`."""

    url: Annotated[str, doc("Address of the site's home page: `https://example.com/` or `https://example.com/blog/`.")]
    local: Annotated[
        bool,
        doc(
            "Whether the site is for this machine or network alone: `url` may then be `http://localhost:8000/`, "
            "`http://10.1.2.3/` or `https://wiki.internal/`, which nobody else can reach. `--url` with such an address "
            "says so by itself."
        ),
    ] = False
    title: Annotated[str, doc("Name of the site; the host of `url` when empty.")] = ""
    description: Annotated[str, doc("One sentence about the site; the title when empty.")] = ""
    language: Annotated[str, doc("Language of the posts as a BCP 47 tag: `ko`, `en-GB`.")] = ""
    author: Annotated[
        tuple[Author, ...],
        doc(
            "Who writes when a post does not say: a name, a table (name, email, url) or a list of these.",
            example=(Author(name="Kim Minji", url="https://example.com/about/"),),
        ),
    ] = ()
    type: Annotated[
        str,
        doc(
            "Generator whose site this is, so that its addresses, dates and ids are kept: `jekyll`, `hugo`, `zola`, "
            "`pelican`, `eleventy`; `auto` looks for a generator's configuration, `none` for nothing."
        ),
    ] = "auto"
    config: Annotated[
        tuple[str, ...],
        doc(
            "Configuration files of that generator where they are not the usual ones; later ones win.",
            example=("_config.yml", "_config.production.yml"),
        ),
    ] = ()
    timezone: Annotated[str, doc("Zone of dates written without an offset: `Asia/Seoul`.")] = "UTC"
    rights: Annotated[str, doc("Copyright notice of the feeds.")] = ""
    icon: Annotated[str, doc("Square picture, as a path of the site or a URL.")] = ""
    logo: Annotated[str, doc("Wide picture, as a path of the site or a URL; RSS shows it as `image`.")] = ""
    license: Annotated[
        str,
        doc(
            "Terms under which others may use what the feeds hold: an address, or a name of Creative Commons.",
            example="CC BY 4.0",
        ),
    ] = ""
    cover: Annotated[str, doc("Large picture that readers such as Feedly show above the feed (`webfeeds:cover`).")] = ""
    accent: Annotated[
        str, doc("Colour of the feed in such readers (`webfeeds:accentColor`), as `#1A6B3C`.", example="#1A6B3C")
    ] = ""


class LinkPosts(enum.Enum):
    """Where items lead of posts that are about a page elsewhere."""

    AUTO = "auto"
    LINKED = "linked"
    POST = "post"


class ContentOptions(Struct, frozen=True, kw_only=True):
    """Table `[content]`: which files are posts, and how they are read."""

    folder: Annotated[
        str, doc("Folder of the posts below the site; when empty `content` where there is one, else the site itself.")
    ] = ""
    extensions: Annotated[
        tuple[str, ...],
        doc("Endings of the files that are read, with the dot; one that begins with no front matter is no post."),
    ] = (".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".html", ".htm", ".txt")
    exclude: Annotated[tuple[str, ...], doc("Globs of paths below the folder that are left out: `drafts/**`.")] = ()
    permalink: Annotated[
        str,
        doc(
            "Pattern of a post's URL. Placeholders: `:path` (its folder), `:slug`, `:title` (slug made of "
            "the title), `:name` (file name), `:year` `:month` `:day` `:i_month` `:i_day` `:short_year` "
            "`:y_day` `:hour` `:minute` `:second`, `:categories`, `:language`."
        ),
    ] = "/:path/:slug/"
    page_permalink: Annotated[str, doc("The same for pages, which have no date.")] = "/:path/:slug/"
    future: Annotated[bool, doc("Publish posts whose date lies in the future.")] = False
    drafts: Annotated[bool, doc("Publish drafts.")] = False
    excerpt_separator: Annotated[
        str, doc("Text that ends the excerpt, besides `<!-- more -->` and `<!-- excerpt -->`.")
    ] = ""
    summary_length: Annotated[int, doc("Greatest length in characters of a summary taken from the body.")] = 300
    max_bytes: Annotated[int, doc("Greatest size of a post's file in bytes; a larger one is an error.")] = 20_000_000
    link_posts: Annotated[
        LinkPosts,
        doc(
            "Where items lead of posts that are about a page elsewhere (`link`, `external_url`, `linkpost`): `linked`: "
            "to that page; `post`: to the post; `auto`: to that page, on the site of another generator to the post."
        ),
    ] = LinkPosts.AUTO
    media_prefix: Annotated[
        str,
        doc(
            "What stands before names of media files that begin with no slash: an address, or a path of the site. When "
            "empty they are beside the post; of a Hugo site it is `params.media_prefix`.",
            example="https://media.example.com/show/",
        ),
    ] = ""
    max_terms: Annotated[
        int, doc("Greatest number of categories, tags and authors of a post together; a post with more is an error.")
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
        doc(
            "Folder with the HTML that a generator made. Pages and posts are read from it, or, beside a source, "
            "what the pages know better; it is published into unless `output.folder` says otherwise."
        ),
    ] = ""
    content: Annotated[
        str,
        doc(
            "CSS selector of the text of a page, where it is not the usual element; needs cssselect, which the extra "
            "`html` of feedpub brings.",
            example=".post-content",
        ),
    ] = ""
    exclude: Annotated[
        tuple[str, ...], doc("Globs of paths below the folder that are left out.", example=("print/**",))
    ] = ()
    visible_dates: Annotated[
        bool,
        doc(
            "Take the date that a page shows to people, in its address (`/2016/11/30/one/`) or where themes show "
            "dates, when it says none to machines."
        ),
    ] = False
    bodies: Annotated[
        BuiltBodies,
        doc(
            "Where the texts of posts come from. `auto`: from the page that the generator made, where there is one "
            "that holds the words of the source, else from the source; `source`: from the source; `page`: from the "
            "page, and a post without one is an error."
        ),
    ] = BuiltBodies.AUTO
    search: Annotated[
        tuple[str, ...],
        doc(
            "Folders of the site in which the pages of posts are looked for when `folder` is empty, after the one that "
            "the configuration of the generator names."
        ),
    ] = ("_site", "public", "output", "dist", "build", "site")


class NewsOptions(Struct, frozen=True, kw_only=True):
    """Table `[sitemap.news]`: a sitemap for Google News, of the posts of the last two days."""

    path: Annotated[
        str,
        doc(
            "Path of the news sitemap below the output folder; empty for none. It lists the posts of the 48 hours "
            "before the build, 1,000 at the most, and is empty when there are none: `news-sitemap.xml`."
        ),
    ] = ""
    name: Annotated[
        str, doc("Name of the publication, just as it stands on news.google.com; `site.title` when empty.")
    ] = ""


class SitemapOptions(Struct, frozen=True, kw_only=True):
    """Table `[sitemap]`."""

    enabled: Annotated[bool, doc("Publish a sitemap.")] = True
    path: Annotated[
        str,
        doc(
            "Path of the sitemap below the output folder; over the protocol's limits it becomes an index "
            "with numbered parts beside it."
        ),
    ] = "sitemap.xml"
    images: Annotated[bool, doc("List the pictures of each page (`image:image`).")] = True
    videos: Annotated[
        bool,
        doc(
            "List the films of each page (`video:video`): those of its front matter (`video`), `<video>`, and players "
            "of known hosts, where picture, title and description are known; the build says what others lack."
        ),
    ] = False
    home: Annotated[bool, doc("List the home page, too.")] = True
    gzip: Annotated[bool, doc("Publish a `.gz` of every sitemap beside it.")] = False
    robots: Annotated[bool, doc("Name the sitemap in robots.txt, in a marked block; other lines there stay.")] = True
    exclude: Annotated[
        tuple[str, ...],
        doc(
            "Globs of addresses below `site.url` that are left out, as paths: `tags/**`. What robots.txt forbids is "
            "left out, too, with a warning.",
            example=("tags/**", "print/*"),
        ),
    ] = ()
    text: Annotated[
        str,
        doc(
            "Path of a text sitemap with the same addresses, one a line; over the limits it becomes numbered files. "
            "Empty for none.",
            example="sitemap.txt",
        ),
    ] = ""
    news: Annotated[NewsOptions, doc("A sitemap for Google News.")] = field(default_factory=NewsOptions)


class IdOptions(Struct, frozen=True, kw_only=True):
    """Table `[ids]`."""

    scheme: Annotated[
        IdScheme,
        doc(
            "How ids are made: `uuid` (independent of the address), `permalink` (the URL), as the feeds of "
            "`jekyll`, `hugo` or `pelican` have them, for a site that comes from there, or `pattern`: as `ids.pattern` "
            "says."
        ),
    ] = IdScheme.UUID
    pattern: Annotated[
        str,
        doc(
            "Pattern of ids for the scheme `pattern`. Placeholders: `{url}`, `{site}` (scheme and host of the site), "
            "`{base}` (the path of its home page, without the last slash), `{path}` (the rest of the URL, with a slash "
            "in front), `{id}` (`{path}` as Jekyll's `post.id`), `{slug}`, `{stem}` (name of the file), `{date}` "
            "(`2024-06-21`), `{year}`, `{month}`, `{day}`.",
            example="{site}{id}",
        ),
    ] = "{url}"
    authority: Annotated[
        str,
        doc(
            "What ids are made from instead of the host of `site.url`, so that they stay when the site moves: "
            "the first host, `old.example`; in the schemes made of addresses also `http://old.example/blog/`."
        ),
    ] = ""


class OutputOptions(Struct, frozen=True, kw_only=True):
    """Table `[output]`."""

    folder: Annotated[str, doc("Folder that is published, below the site.")] = "public"
    take_over: Annotated[
        bool,
        doc(
            "Whether feeds and sitemaps there that feedpub did not make are replaced by its own: for a generator that "
            "writes them in each run. `--take-over` says it once, for as long as `.feedpub` is kept."
        ),
    ] = False


class GuardOptions(Struct, frozen=True, kw_only=True):
    """Table `[guard]`: what each build is compared with before anything is published."""

    against: Annotated[
        str,
        doc(
            "The live site, or a folder below the site with a copy of it, to compare with instead of the output "
            "folder, as `--against` does for one build. Where the output folder and `.feedpub` are new in each run, "
            "as in CI, nothing else tells what subscribers have.",
            example="https://example.com/",
        ),
    ] = ""
    against_optional: Annotated[
        bool,
        doc("Whether a build goes on, with one warning, when it cannot be reached, as before the first deploy."),
    ] = False


class RedirectOptions(Struct, frozen=True, kw_only=True):
    """Table `[redirects]`: feeds that have moved, and where web servers lead their subscribers."""

    file: Annotated[
        str,
        doc(
            "File of redirects that is published for the host, in a marked block beside other lines there: "
            "`_redirects` for Netlify and Cloudflare Pages; empty for none. `feedpub redirects` prints what other web "
            "servers read.",
            example="_redirects",
        ),
    ] = ""
    paths: Annotated[
        Mapping[str, str],
        doc(
            "Former paths of feeds, and the paths or URLs that they have now. A former path may also be that of a "
            "folder (`feed/`), or go on with parameters (`?feed=rss2`), as people know it.",
            example={"old/rss.xml": "rss.xml"},
        ),
    ] = field(default_factory=dict)


class ValidateOptions(Struct, frozen=True, kw_only=True):
    """Table `[validate]`."""

    modules: Annotated[
        tuple[str, ...],
        doc(
            "Python files of rules of your own, below the folder of this file: `checks/house.py`. They are run only "
            "with `--local-rules`; a command with neither this nor `--no-local-rules` ends.",
            example=("checks/house.py",),
        ),
    ] = ()
    rules: Annotated[
        Mapping[str, Level | None],
        doc(
            'Level of rules by name or glob: `"rss/*" = "warning"`, `"sitemap/*" = "off"`; the last that matches wins.',
            example={"sitemap/*": Level.ERROR},
        ),
    ] = field(default_factory=dict)


class Options(Struct, frozen=True, kw_only=True):
    """The whole of feedpub.toml."""

    site: Annotated[SiteOptions, doc("What the feeds say of the site.")]
    content: Annotated[ContentOptions, doc("Which files are posts, and how they are read.")] = field(
        default_factory=ContentOptions
    )
    built: Annotated[BuiltOptions, doc("The HTML that the site's generator made.")] = field(
        default_factory=BuiltOptions
    )
    feeds: Annotated[FeedsOptions, doc("Which feeds are published, where, and what they carry.")] = field(
        default_factory=FeedsOptions
    )
    podcast: Annotated[PodcastOptions, doc("What directories are told of a site whose posts have recordings.")] = field(
        default_factory=PodcastOptions
    )
    sitemap: Annotated[SitemapOptions, doc("The sitemap.")] = field(default_factory=SitemapOptions)
    redirects: Annotated[RedirectOptions, doc("Where subscribers of feeds that have moved are led.")] = field(
        default_factory=RedirectOptions
    )
    ids: Annotated[IdOptions, doc("The ids of posts.")] = field(default_factory=IdOptions)
    output: Annotated[OutputOptions, doc("Where the result goes.")] = field(default_factory=OutputOptions)
    guard: Annotated[GuardOptions, doc("What a build is compared with before anything is published.")] = field(
        default_factory=GuardOptions
    )
    notify: Annotated[NotifyOptions, doc("Whom `feedpub notify` tells of what is new.")] = field(
        default_factory=NotifyOptions
    )
    validate: Annotated[ValidateOptions, doc("Levels of the validator's rules.")] = field(
        default_factory=ValidateOptions
    )
