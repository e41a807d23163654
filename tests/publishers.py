"""Sites as other publishers have them: their feed, their exports, three posts of each."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Export = Callable[[Path], list[str]]
    """Writes an export into a folder, and returns what `feedpub ids adopt` is to be called with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPost:
    """A post as its publisher has it."""

    number: int
    slug: str
    title: str
    day: int
    text: str

    @property
    def rfc822(self) -> str:
        return f"{('Fri', 'Sat', 'Sun')[self.day - 21]}, {self.day} Jun 2024 09:15:00 GMT"

    @property
    def rfc3339(self) -> str:
        return f"2024-06-{self.day}T09:15:00Z"

    @property
    def name(self) -> str:
        """Name of its file at the new site."""
        return f"2024-06-{self.day}-{self.slug}"


POSTS = (
    OldPost(number=23, slug="third", title="Third time lucky", day=23, text="Nobody objected to the third attempt."),
    OldPost(number=22, slug="korean", title="한글 제목", day=22, text="정부는 오늘 새로운 정책을 발표했다고 한다."),
    OldPost(number=21, slug="hello", title="Hello, World & all", day=21, text="The first words of a long story."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """How a publisher has a site."""

    path: str
    """Of its feed, as the new site is to publish it."""
    feed: str
    permalink: str = "/:slug/"
    exports: Mapping[str, Export] = field(default_factory=dict)


def rss(item: Callable[[OldPost], str], namespaces: str = "") -> str:
    items = "".join(f"<item>{item(post)}</item>" for post in POSTS)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        f'xmlns:content="http://purl.org/rss/1.0/modules/content/" {namespaces}><channel><title>Old</title>'
        f"<link>https://example.com/</link><description>Old</description>{items}</channel></rss>"
    )


def rss_item(post: OldPost, link: str, guid: str, *, title: bool = True) -> str:
    return (
        f"<title>{escape(post.title) if title else ''}</title><link>{link}</link>{guid}"
        f"<pubDate>{post.rfc822}</pubDate><description>{escape(f'<p>{post.text}</p>')}</description>"
    )


def named(name: str) -> str:
    return f'<guid isPermaLink="false">{name}</guid>'


def written(file: Path, text: str) -> list[str]:
    file.write_text(text, encoding="utf-8")
    return [str(file)]


def zipped(file: Path, contents: Mapping[str, str]) -> list[str]:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in contents.items():
            archive.writestr(name, text)
    return [str(file)]


def unpacked(folder: Path, contents: Mapping[str, str]) -> list[str]:
    for name, text in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return [str(folder)]


# WordPress


def _wordpress(post: OldPost) -> str:
    return rss_item(
        post,
        f"https://example.com/2024/06/{post.day}/{post.slug}/",
        named(f"https://example.com/?p={post.number}&#038;x=1"),
    )


def _wxr_item(post: OldPost) -> str:
    return (
        f"{_wordpress(post)}<wp:post_id>{post.number}</wp:post_id><wp:post_type>post</wp:post_type>"
        "<wp:status>publish</wp:status>"
    )


_WXR = 'xmlns:wp="http://wordpress.org/export/1.2/"'
_PAGE = _wxr_item(POSTS[0]).replace(">post<", ">page<").replace("p=23", "p=99")


def _wordpress_entry(post: OldPost) -> str:
    return (
        f'<entry><title type="html"><![CDATA[{escape(post.title)}]]></title>'
        f'<link rel="alternate" type="text/html" href="https://example.com/2024/06/{post.day}/{post.slug}/" />'
        f"<id>https://example.com/?p={post.number}&#038;x=1</id><updated>{post.rfc3339}</updated>"
        f'<published>{post.rfc3339}</published><content type="html"><![CDATA[<p>{post.text}</p>]]></content></entry>'
    )


WORDPRESS_ATOM = (
    '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title type="text">Old</title>'
    "<updated>2024-06-24T00:00:00Z</updated><id>https://example.com/feed/atom/</id>"
    f"{''.join(map(_wordpress_entry, POSTS))}</feed>"
)
"""What WordPress has at `/feed/atom/`."""

# Ghost


def _ghost_id(post: OldPost) -> str:
    return f"65f1a0c2e4b0a1b2c3d4e5{post.number}"


def _ghost_export() -> str:
    posts = [
        {
            "id": _ghost_id(post),
            "uuid": f"b6f1f2c8-6b2e-4d58-9a4f-0a3e0e8b6c{post.number}",
            "title": post.title,
            "slug": post.slug,
            "html": f"<p>{post.text}</p>",
            "status": "published",
            "type": "post",
            "published_at": f"2024-06-{post.day}T09:15:00.000Z",
        }
        for post in POSTS
    ]
    return json.dumps({"db": [{"meta": {"version": "5.82.2"}, "data": {"posts": posts}}]})


# Blogger


def _blogger_id(post: OldPost) -> str:
    return f"tag:blogger.com,1999:blog-8.post-79{post.number}"


def _blogger_feed(entry: Callable[[OldPost], str]) -> str:
    entries = "".join(f"<entry><id>{_blogger_id(post)}</id>{entry(post)}</entry>" for post in POSTS)
    return (
        "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' "
        "xmlns:blogger='http://schemas.google.com/blogger/2018'><id>tag:blogger.com,1999:blog-8</id>"
        f"<updated>2024-06-24T00:00:00.000Z</updated><title>Old</title>{entries}</feed>"
    )


def _blogger_entry(post: OldPost) -> str:
    return (
        f"<published>2024-06-{post.day}T11:15:00.001+02:00</published><updated>{post.rfc3339}</updated>"
        f"<title type='text'>{escape(post.title)}</title><content type='html'>&lt;p&gt;{post.text}&lt;/p&gt;</content>"
        f"<link rel='alternate' type='text/html' href='https://example.com/2024/06/{post.slug}.html'/>"
    )


def _blogger_backup(post: OldPost) -> str:
    kind = "term='http://schemas.google.com/blogger/2008/kind#post'"
    return f"<category scheme='http://schemas.google.com/g/2005#kind' {kind}/>{_blogger_entry(post)}"


def _takeout(post: OldPost) -> str:
    return (
        f"<blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status><title>{escape(post.title)}</title>"
        f"<content type='html'>&lt;p&gt;{post.text}&lt;/p&gt;</content><published>{post.rfc3339}</published>"
        f"<blogger:filename>/2024/06/{post.slug}.html</blogger:filename>"
    )


def _blogger_item(post: OldPost) -> str:
    return rss_item(post, f"https://example.com/2024/06/{post.slug}.html", named(_blogger_id(post)))


BLOGGER_RSS = rss(_blogger_item)
"""What Blogger answers with `?alt=rss`."""

# Substack


def _substack(post: OldPost) -> str:
    address = f"https://old.substack.com/p/{post.slug}"
    return rss_item(post, address, named(address))


def _substack_export() -> Mapping[str, str]:
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(["post_id", "post_date", "is_published", "email_sent_at", "type", "audience", "title", "subtitle"])
    for post in POSTS:
        row = [f"14{post.number}.{post.slug}", post.rfc3339, "true", "", "newsletter", "everyone", post.title, ""]
        rows.writerow(row)
    return {"posts.csv": table.getvalue()} | {
        f"posts/14{post.number}.{post.slug}.html": f"<p>{post.text}</p>" for post in POSTS
    }


# Medium


def _medium_id(post: OldPost) -> str:
    return f"3e1cbe9fe1{post.number}"


def _medium(post: OldPost) -> str:
    name = _medium_id(post)
    return rss_item(
        post, f"https://medium.com/@me/{post.slug}-{name}?source=rss-1------2", named(f"https://medium.com/p/{name}")
    )


def _medium_export() -> Mapping[str, str]:
    return {
        f"posts/2024-06-{post.day}_{post.slug}-{_medium_id(post)}.html": (
            f"<!DOCTYPE html><html><head><title>{escape(post.title)}</title></head><body><article class='h-entry'>"
            f'<section data-field="body" class="e-content"><p>{post.text}</p></section><footer>'
            '<p>By <a href="https://medium.com/@me" class="p-author h-card">Me</a> on '
            f'<a href="https://medium.com/p/{_medium_id(post)}">'
            f'<time class="dt-published" datetime="2024-06-{post.day}T09:15:00.420Z">June</time></a>.</p>'
            f'<p><a href="https://medium.com/@me/{post.slug}-{_medium_id(post)}" class="p-canonical">Canonical link</a>'
            "</p></footer></article></body></html>"
        )
        for post in POSTS
    }


# Squarespace, Wix, micro.blog, Tumblr


def _squarespace(post: OldPost) -> str:
    return rss_item(
        post,
        f"https://example.com/blog/2024/6/{post.day}/{post.slug}",
        named(f"5019271be4b0807297e8f404:52c5bcfce4b0c4bcc9121347:69a9fe369cbcb14be246b5{post.number}"),
    )


def _wix(post: OldPost) -> str:
    return rss_item(post, f"https://example.com/post/{post.slug}", named(f"65a6f1a0c2e4b0a1b2c3d4{post.number}"))


def _microblog_guid(post: OldPost) -> str:
    return f"http://me.micro.blog/2024/06/{post.day}/{post.slug}.html"


def _microblog(post: OldPost) -> str:
    link = f"https://example.com/2024/06/{post.day}/{post.slug}.html"
    return rss_item(post, link, f"<guid>{_microblog_guid(post)}</guid>", title=False)


def _microblog_archive() -> str:
    items = [
        {
            "id": _microblog_guid(post),
            "url": f"https://example.com/2024/06/{post.day}/{post.slug}.html",
            "content_html": f"<p>{post.text}</p>",
            "date_published": f"2024-06-{post.day}T09:15:00+00:00",
        }
        for post in POSTS
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1", "title": "Old", "items": items})


MICROBLOG_JSON = _microblog_archive()
"""What micro.blog has at `/feed.json`; its archive holds the same of all posts."""


def _tumblr(post: OldPost) -> str:
    address = f"https://me.tumblr.com/post/7580709702631813{post.number}"
    return rss_item(post, f"{address}/{post.slug}", f"<guid>{address}</guid>")


# Old formats


def _rdf(about: Callable[[OldPost], str]) -> str:
    items = "".join(
        f'<item rdf:about="{about(post)}"><title>{escape(post.title)}</title>'
        f"<link>https://example.com/archives/{post.slug}.html</link><description>{post.text}</description>"
        f"<dc:date>{post.rfc3339}</dc:date></item>"
        for post in POSTS
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://purl.org/rss/1.0/">'
        '<channel rdf:about="https://example.com/"><title>Old</title><link>https://example.com/</link>'
        f"<description>Old</description></channel>{items}</rdf:RDF>"
    )


def _atom_03(post: OldPost) -> str:
    return (
        f'<entry><title mode="escaped" type="text/html">{escape(escape(post.title))}</title>'
        f'<link rel="alternate" type="text/html" href="https://example.com/archives/{post.slug}.html"/>'
        f"<id>tag:example.com,2004:/weblog//1.{post.number}</id><issued>{post.rfc3339}</issued>"
        f"<modified>{post.rfc3339}</modified><created>{post.rfc3339}</created>"
        f'<content type="text/html" mode="escaped">&lt;p&gt;{post.text}&lt;/p&gt;</content></entry>'
    )


_ATOM_03 = (
    '<?xml version="1.0" encoding="utf-8"?><feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old</title>'
    '<link rel="alternate" type="text/html" href="https://example.com/"/><modified>2024-06-24T00:00:00Z</modified>'
    f"{''.join(map(_atom_03, POSTS))}</feed>"
)

OLD_URL = ["--old-url", "https://old.substack.com/"]

PUBLISHERS: Mapping[str, Publisher] = {
    "WordPress": Publisher(
        path="feed/index.xml",
        feed=rss(_wordpress),
        permalink="/:year/:month/:day/:slug/",
        exports={
            "export": lambda folder: written(
                folder / "export.xml", rss(_wxr_item, _WXR).replace("<item>", f"<item>{_PAGE}</item><item>", 1)
            ),
            "zip": lambda folder: zipped(folder / "export.zip", {"me/a.xml": rss(_wxr_item, _WXR)}),
        },
    ),
    "Ghost": Publisher(
        path="rss/index.xml",
        feed=rss(lambda post: rss_item(post, f"https://example.com/{post.slug}/", named(_ghost_id(post)))),
        exports={
            "export": lambda folder: written(folder / "old.ghost.json", _ghost_export()),
            "zip": lambda folder: zipped(folder / "old.zip", {"data/old.json": _ghost_export()}),
        },
    ),
    "Blogger": Publisher(
        path="feeds/posts/default/index.xml",
        feed=_blogger_feed(_blogger_entry),
        permalink="/:year/:month/:slug.html",
        exports={
            "backup": lambda folder: written(folder / "blog-06-24-2024.xml", _blogger_feed(_blogger_backup)),
            "takeout": lambda folder: zipped(
                folder / "takeout.zip", {"Takeout/Blogger/Blogs/Old/feed.atom": _blogger_feed(_takeout)}
            ),
        },
    ),
    "Substack": Publisher(
        path="feed/index.xml",
        feed=rss(_substack),
        permalink="/p/:slug/",
        exports={
            "zip": lambda folder: [*OLD_URL, *zipped(folder / "export.zip", _substack_export())],
            "folder": lambda folder: [*OLD_URL, *unpacked(folder / "export", _substack_export())],
        },
    ),
    "Medium": Publisher(
        path="feed/index.xml",
        feed=rss(_medium),
        exports={
            "zip": lambda folder: zipped(folder / "medium-export.zip", _medium_export()),
            "folder": lambda folder: unpacked(folder / "medium-export", _medium_export()),
        },
    ),
    "Squarespace": Publisher(path="blog/rss.xml", feed=rss(_squarespace), permalink="/blog/:year/:month/:day/:slug/"),
    "Wix": Publisher(path="blog-feed.xml", feed=rss(_wix), permalink="/post/:slug/"),
    "micro.blog": Publisher(
        path="feed.xml",
        feed=rss(_microblog),
        permalink="/:year/:month/:day/:slug.html",
        exports={"archive": lambda folder: zipped(folder / "me.bar", {"feed.json": MICROBLOG_JSON})},
    ),
    "Tumblr": Publisher(path="rss/index.xml", feed=rss(_tumblr)),
    "RSS 1.0": Publisher(
        path="index.rdf",
        feed=_rdf(lambda post: f"https://example.com/archives/{post.slug}.html"),
        permalink="/archives/:slug.html",
    ),
    "Atom 0.3": Publisher(path="atom.xml", feed=_ATOM_03, permalink="/archives/:slug.html"),
    "a feed without `<guid>`": Publisher(
        path="rss.xml",
        feed=rss(lambda post: rss_item(post, f"https://example.com/{post.slug}.html", "")),
        permalink="/:slug.html",
    ),
}
