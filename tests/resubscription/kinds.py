"""Kinds of sites: how each is written, and what its generator leaves in the output folder."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.resubscription import feeds
from tests.resubscription.feeds import Entry, moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from tests.resubscription.written import Post, Written


class Own:
    """A folder of posts that feedpub alone reads."""

    output = "public"
    formats: tuple[str, ...] = ("rss", "json")
    subscribed: tuple[str, ...] = ("rss.xml", "feed.json", "category/trees/rss.xml")
    """Feeds that somebody reads: the main one, another of its formats, that of a term."""
    gives_other_ids: frozenset[str] = frozenset({"domain", "rename"})
    """Changes by which posts would be others for their subscribers."""
    moves_dates = True
    """Whether another zone gives posts another time."""

    def settings(self, site: Written) -> Mapping[str, object]:
        """Return what feedpub.toml has to say."""
        layout = {"content.permalink": "/:year/:slug/"} if site.is_laid_out_anew else {}
        return {
            "site.url": site.url,
            "site.title": "Woods",
            "site.timezone": site.zone,
            "feeds.formats": self.formats,
            **layout,
        }

    def sources(self, site: Written) -> Mapping[str, str]:
        """Return the files that the owner writes, by path."""
        return {f"content/{self.path(one)}.md": self.source(one) for one in site.posts}

    def made(self, site: Written) -> Mapping[str, str]:  # noqa: ARG002 - every kind is asked alike
        """Return the files that the generator writes into the output folder, by path."""
        return {}

    def pages(self, site: Written) -> Mapping[str, str]:  # noqa: ARG002 - every kind is asked alike
        """Return the pages that are in the output folder whatever becomes of the feeds."""
        return {}

    def path(self, post: Post) -> str:
        return f"{post.folder}/{post.name}" if post.folder else post.name

    def source(self, post: Post) -> str:
        slug = f"slug: {post.slug}\n" if post.slug else ""
        return f"---\ntitle: {post.title}\ndate: {post.date}\ncategories: [{post.category}]\n{slug}---\n\n{post.text}\n"


_MOVES = frozenset({"domain", "http", "folder", "permalinks", "slug", "rename", "move", "scheme"})
"""Changes by which posts get other addresses, and the one that takes ids not from these."""


class OwnByAddress(Own):
    """The same, where the ids are the addresses."""

    gives_other_ids = _MOVES

    def settings(self, site: Written) -> Mapping[str, object]:
        return {**super().settings(site), "ids.scheme": "permalink"}


class Generated(Own):
    """What generators have in common: a feed of their own at a path of theirs."""

    gives_other_ids = _MOVES
    zone_key = "site.timezone"
    """Where a site says its time zone if its generator has no place for it; else empty."""

    def settings(self, site: Written) -> Mapping[str, object]:
        zone = {self.zone_key: site.zone} if self.zone_key and site.zone != "UTC" else {}
        return {"feeds.formats": self.formats, **zone}

    def address(self, site: Written, post: Post) -> str:
        """Return the address of a post, below that of the site."""
        raise NotImplementedError

    def id(self, site: Written, post: Post) -> str:
        """Return the id that the generator gives a post."""
        return site.url + self.address(site, post)

    def date(self, site: Written, post: Post) -> datetime:  # noqa: ARG002 - the zone of the site, where there is one
        return moment(post.date)

    def feed(
        self, make: Callable[[str, str, Iterable[Entry]], str], path: str, site: Written, category: str = ""
    ) -> Mapping[str, str]:
        entries = (
            Entry(
                id=self.id(site, one),
                url=site.url + self.address(site, one),
                title=one.title,
                date=self.date(site, one),
                text=one.text,
            )
            for one in site.posts
            if category in {"", one.category}
        )
        return {path: make(site.url, path, entries)}


def local(site: Written, post: Post) -> datetime:
    """Return the date of a post in the zone of its site."""
    return moment(post.date).replace(tzinfo=ZoneInfo(site.zone))


class Jekyll(Generated):
    """The permalinks and the zone are in _config.yml; jekyll-feed makes ids of addresses."""

    output = "_site"
    formats = ("atom", "json")
    subscribed = ("feed.xml", "feed.json", "category/trees/atom.xml")
    gives_other_ids = _MOVES | {"category"}
    zone_key = ""

    def sources(self, site: Written) -> Mapping[str, str]:
        host, _, base = site.url.rstrip("/").partition("//")[2].partition("/")
        layout = "permalink: /:categories/:title.html\n" if site.is_laid_out_anew else ""
        configuration = (
            f"title: Woods\nurl: {site.url.partition('//')[0]}//{host}\nbaseurl: '{base and f'/{base}'}'\n"
            f"timezone: {site.zone}\nplugins: [jekyll-feed]\n{layout}"
        )
        posts = {f"{one.folder and f'{one.folder}/'}_posts/{one.day}-{one.name}.md": one for one in site.posts}
        return {"_config.yml": configuration} | {path: self.source(one) for path, one in posts.items()}

    def made(self, site: Written) -> Mapping[str, str]:
        return self.feed(feeds.atom, "feed.xml", site)

    def address(self, site: Written, post: Post) -> str:
        folders = "/".join(filter(None, (post.folder, post.category.lower())))
        day = "" if site.is_laid_out_anew else f"{post.day.replace('-', '/')}/"
        return f"{folders}/{day}{post.slug or post.name}.html"

    def id(self, site: Written, post: Post) -> str:
        return super().id(site, post).removesuffix(".html")

    def date(self, site: Written, post: Post) -> datetime:
        return local(site, post)


class Hugo(Generated):
    """The permalinks and the zone are in hugo.toml; terms have feeds, too, and guids are addresses."""

    subscribed = ("index.xml", "feed.json", "categories/trees/index.xml")
    zone_key = ""

    def sources(self, site: Written) -> Mapping[str, str]:
        layout = '[permalinks]\nposts = "/:year/:slug/"\n' if site.is_laid_out_anew else ""
        configuration = f'baseURL = "{site.url}"\ntitle = "Woods"\ntimeZone = "{site.zone}"\n{layout}'
        posts = {f"content/posts/{self.path(one)}.md": self.source(one) for one in site.posts}
        return {"hugo.toml": configuration, **posts}

    def source(self, post: Post) -> str:
        slug = f'slug = "{post.slug}"\n' if post.slug else ""
        date = f"{post.date.replace(' ', 'T')}:00"
        return (
            f'+++\ntitle = "{post.title}"\ndate = {date}\ncategories = ["{post.category}"]\n{slug}+++\n\n{post.text}\n'
        )

    def made(self, site: Written) -> Mapping[str, str]:
        made = {**self.feed(feeds.rss, "index.xml", site), **self.feed(feeds.rss, "posts/index.xml", site)}
        for category in {one.category for one in site.posts}:
            made |= self.feed(feeds.rss, f"categories/{category.lower()}/index.xml", site, category)
        return made

    def address(self, site: Written, post: Post) -> str:
        if site.is_laid_out_anew:
            return f"{post.day[:4]}/{post.slug or post.title.lower().replace(' ', '-')}/"
        return f"posts/{post.folder and f'{post.folder}/'}{post.slug or post.name}/"

    def date(self, site: Written, post: Post) -> datetime:
        return local(site, post)


class Zola(Generated):
    """Addresses follow the folders: another pattern is another section. Ids are addresses."""

    formats = ("atom", "json")
    subscribed = ("atom.xml", "feed.json", "categories/trees/atom.xml")

    def sources(self, site: Written) -> Mapping[str, str]:
        section = self.section(site)
        configuration = (
            f'base_url = "{site.url.rstrip("/")}"\ntitle = "Woods"\ngenerate_feeds = true\n'
            'feed_filenames = ["atom.xml"]\ntaxonomies = [{ name = "categories", feed = true }]\n'
        )
        posts = {f"content/{section}/{self.path(one)}.md": self.source(one) for one in site.posts}
        folders = {f"content/{section}/{one.folder}/_index.md" for one in site.posts if one.folder}
        indexes = dict.fromkeys((f"content/{section}/_index.md", *folders), '+++\nsort_by = "date"\n+++\n')
        return {"zola.toml": configuration, **indexes, **posts}

    def section(self, site: Written) -> str:
        return "notes" if site.is_laid_out_anew else "posts"

    def source(self, post: Post) -> str:
        slug = f'slug = "{post.slug}"\n' if post.slug else ""
        date = f"{post.date.replace(' ', 'T')}:00"
        terms = f'[taxonomies]\ncategories = ["{post.category}"]\n'
        return f'+++\ntitle = "{post.title}"\ndate = {date}\n{slug}{terms}+++\n\n{post.text}\n'

    def made(self, site: Written) -> Mapping[str, str]:
        made = dict(self.feed(feeds.atom, "atom.xml", site))
        for category in {one.category for one in site.posts}:
            made |= self.feed(feeds.atom, f"categories/{category.lower()}/atom.xml", site, category)
        return made

    def address(self, site: Written, post: Post) -> str:
        return f"{self.section(site)}/{post.folder and f'{post.folder}/'}{post.slug or post.name}/"


class Pelican(Generated):
    """Addresses are made of titles where no slug is written, and ids of host, day and address."""

    output = "output"
    formats = ("atom", "json")
    subscribed = ("feeds/all.atom.xml", "feed.json", "feeds/trees.atom.xml")
    gives_other_ids = _MOVES - {"http", "rename", "move"} | {"title"}
    zone_key = ""

    def sources(self, site: Written) -> Mapping[str, str]:
        layout = 'ARTICLE_URL = "posts/{slug}/"\nARTICLE_SAVE_AS = "posts/{slug}/index.html"\n'
        configuration = (
            f'SITEURL = "{site.url.rstrip("/")}"\nSITENAME = "Woods"\nPATH = "content"\nTIMEZONE = "{site.zone}"\n'
            f'AUTHOR = "Ada"\nFEED_ALL_ATOM = "feeds/all.atom.xml"\n{layout if site.is_laid_out_anew else ""}'
        )
        posts = {f"content/{self.path(one)}.md": self.source(one) for one in site.posts}
        return {"pelicanconf.py": configuration, **posts}

    def source(self, post: Post) -> str:
        slug = f"Slug: {post.slug}\n" if post.slug else ""
        return f"Title: {post.title}\nDate: {post.date}\nCategory: {post.category}\n{slug}\n{post.text}\n"

    def made(self, site: Written) -> Mapping[str, str]:
        made = dict(self.feed(feeds.atom, "feeds/all.atom.xml", site))
        for category in {one.category for one in site.posts}:
            made |= self.feed(feeds.atom, f"feeds/{category.lower()}.atom.xml", site, category)
        return made

    def address(self, site: Written, post: Post) -> str:
        slug = post.slug or post.title.lower().replace(" ", "-")
        return f"posts/{slug}/" if site.is_laid_out_anew else f"{slug}.html"

    def id(self, site: Written, post: Post) -> str:
        _, _, rest = site.url.partition("//")
        host, _, base = rest.partition("/")
        return f"tag:{host},{post.day}:/{base}{self.address(site, post)}"

    def date(self, site: Written, post: Post) -> datetime:
        return local(site, post)


class Eleventy(Generated):
    """The address of all posts is in the data file of their folder, that of one in its front matter; so is its term."""

    output = "_site"
    formats = ("atom", "json")
    subscribed = ("feed.xml", "feed.json", "tag/trees/atom.xml")
    moves_dates = False

    def settings(self, site: Written) -> Mapping[str, object]:
        return {**super().settings(site), "feeds.tags.enabled": True}

    def sources(self, site: Written) -> Mapping[str, str]:
        layout = {"permalink": "/{{ page.fileSlug }}.html"} if site.is_laid_out_anew else {}
        posts = {f"posts/{self.path(one)}.md": self.source(one) for one in site.posts}
        return {
            "eleventy.config.js": "export default function (config) {}\n",
            "_data/metadata.json": json.dumps({"url": site.url, "title": "Woods", "language": "en"}),
            "posts/posts.json": json.dumps({"tags": ["posts"], **layout}),
            "feed.njk": _ELEVENTY_FEED,
            **posts,
        }

    def source(self, post: Post) -> str:
        address = f"permalink: /{post.slug}/\n" if post.slug else ""
        return f"---\ntitle: {post.title}\ndate: {post.date}:00Z\ntags: [{post.category}]\n{address}---\n{post.text}\n"

    def made(self, site: Written) -> Mapping[str, str]:
        return self.feed(feeds.atom, "feed.xml", site)

    def address(self, site: Written, post: Post) -> str:
        if post.slug:
            return f"{post.slug}/"
        return f"{post.name}.html" if site.is_laid_out_anew else f"posts/{self.path(post)}/"


_ELEVENTY_FEED = """---
permalink: /feed.xml
---
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>{{ metadata.title }}</title>
  {%- for post in collections.posts | reverse %}
  {%- set address = post.url | absoluteUrl(metadata.url) %}
  <entry><title>{{ post.data.title }}</title><link href="{{ address }}"/><id>{{ address }}</id></entry>
  {%- endfor %}
</feed>
"""


class Built(Generated):
    """Nothing but the pages is known of the site, and what makes them makes a feed as well."""

    output = "_site"
    subscribed = ("rss.xml", "feed.json", "category/trees/rss.xml")

    def settings(self, site: Written) -> Mapping[str, object]:
        return {**super().settings(site), "site.url": site.url, "site.title": "Woods", "built.folder": self.output}

    def sources(self, site: Written) -> Mapping[str, str]:  # noqa: ARG002 - every kind is asked alike
        return {}

    def pages(self, site: Written) -> Mapping[str, str]:
        pages = {self.address(site, one): self.source(one) for one in site.posts}
        return {f"{path}index.html" if path.endswith("/") else path: page for path, page in pages.items()} | {
            "index.html": "<!doctype html><html lang=en><title>Woods</title><h1>Woods</h1><p>All of them.</p></html>"
        }

    def source(self, post: Post) -> str:
        return (
            f'<!doctype html><html lang="en"><head><title>{post.title}</title>'
            f'<meta property="og:title" content="{post.title}">'
            f'<meta property="article:published_time" content="{post.date.replace(" ", "T")}">'
            f'<meta property="article:section" content="{post.category}"></head>'
            f"<body><nav>Home</nav><article><h1>{post.title}</h1><p>{post.text}</p></article></body></html>"
        )

    def made(self, site: Written) -> Mapping[str, str]:
        return self.feed(feeds.rss, "rss.xml", site)

    def address(self, site: Written, post: Post) -> str:
        path = f"{post.folder and f'{post.folder}/'}{post.slug or post.name}"
        return f"{path}.html" if site.is_laid_out_anew else f"posts/{path}/"

    def date(self, site: Written, post: Post) -> datetime:
        return local(site, post)


KINDS: Mapping[str, Own] = {
    "own": Own(),
    "own-by-address": OwnByAddress(),
    "jekyll": Jekyll(),
    "hugo": Hugo(),
    "zola": Zola(),
    "pelican": Pelican(),
    "eleventy": Eleventy(),
    "html": Built(),
}
