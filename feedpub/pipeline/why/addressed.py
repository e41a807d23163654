"""What a name means that somebody gives `feedpub why`: a file, an address, a slug; a post, a feed, another document."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from feedpub.guard.matching import address_key
from feedpub.model.errors import UsageError
from feedpub.pipeline import surveying
from feedpub.text import hosts
from feedpub.text.dates import file_name_date
from feedpub.text.urls import is_web, label_key, slugify
from feedpub.web import without_credentials

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from feedpub.generate.select.paths import Claim
    from feedpub.model.options import Options
    from feedpub.model.records import FeedSpec, Post
    from feedpub.pipeline.surveying import Survey

    Held = Sequence[tuple[FeedSpec, tuple[Post, ...]]]


class Meant(Struct, frozen=True, kw_only=True):
    """What a name may mean; nothing in it where it means nothing of the site."""

    sources: tuple[str, ...] = ()
    """Files that are posts or pages, or were left out."""
    feeds: tuple[FeedSpec, ...] = ()
    claims: tuple[Claim, ...] = ()
    """Documents that are no feeds."""


def path_of(name: str, site_url: str) -> str | None:
    """Return the path below the site of an address, decoded; None for a name that is no address.

    An address is one of the web, or begins with a slash. Raises UsageError for an address of another site, or one that
    no browser would take; one of this machine is that of a preview.
    """
    if is_web(name):
        try:
            own, given = urlsplit(site_url), urlsplit(name)
        except ValueError:
            raise UsageError(f"{without_credentials(name)} is no address of the web") from None
        if _host(own.netloc) != _host(given.netloc) and not hosts.local_host(name):
            raise UsageError(f"{without_credentials(name)} is not of this site, which is at {site_url}")
        name = given.path or "/"
    elif not name.startswith("/"):
        return None
    else:
        name = name.partition("#")[0].partition("?")[0]
    root = unquote(urlsplit(site_url).path)
    path = unquote(name)
    return path.removeprefix(root) if path.startswith(root) else path.lstrip("/")


def _host(netloc: str) -> str:
    return netloc.rpartition("@")[2].lower().removeprefix("www.")


def at(path: str, found: Survey, options: Options) -> Meant:
    """Return what is, or would be, published at a path below the site."""
    url = found.site.url + path
    key = address_key(url)
    posts = found.collected.posts
    sources = at_posts(url, posts)
    if not sources and path.strip("/"):
        sources = [post.source for post in posts if any(_is_at(alias, url, key) for alias in post.aliases)]
    return Meant(
        sources=tuple(sources),
        feeds=tuple(_feeds_at(path, found.selection.feeds, found.site.url)),
        claims=tuple(one for one in surveying.other_documents(options) if one.path == path),
    )


def left_out_at(path: str, found: Survey, with_all: Survey) -> tuple[str, ...]:
    """Return the files that were left out and would have the address of a path below the site.

    `with_all` has drafts and posts of the future, with their addresses; of the others the name of the file is known.
    """
    left_out = [one.source for one in found.collected.skipped]
    there = at_posts(found.site.url + path, with_all.collected.posts)
    exact = tuple(source for source in there if source in left_out)
    name = slugify(path.strip("/").rpartition("/")[2].removesuffix(".html"))
    return exact or tuple(source for source in left_out if name and slugify(_stem(source)) == name)


def _stem(source: str) -> str:
    """Return the part of a path that its address most probably ends in."""
    folder, _, file = source.rpartition("/")
    stem = file.partition(".")[0]
    if stem in {"index", "_index"}:
        stem = folder.rpartition("/")[2]
    return file_name_date(stem)[1]


def at_posts(url: str, posts: Iterable[Post]) -> list[str]:
    """Return the sources of the posts at an address."""
    key = address_key(url)
    return [post.source for post in posts if _is_at(post.url, url, key)]


def _is_at(one: str, url: str, key: str) -> bool:
    return one == url or address_key(one) == key


def _feeds_at(path: str, feeds: Held, site_url: str) -> Iterator[FeedSpec]:
    """Return the feed with a document at a path, else those whose folder or page is there."""
    exact = [spec for spec, _ in feeds if path in spec.paths.values()]
    if exact:
        return iter(exact)
    folder = path.rstrip("/")
    key = address_key(site_url + path)
    return (spec for spec, _ in feeds if not spec.is_window and _leads_to(spec, folder, key, site_url))


def _leads_to(spec: FeedSpec, folder: str, key: str, site_url: str) -> bool:
    if spec.term is None and not folder:
        return True
    if not folder:
        return False
    if folder in {path.rpartition("/")[0] for path in spec.paths.values()}:
        return True
    return bool(spec.home_url) and spec.home_url != site_url and address_key(spec.home_url) == key


def of_term(name: str, feeds: Held) -> tuple[FeedSpec, ...]:
    """Return the feeds of the terms that are called so, or have this slug."""
    name = name.strip("/")
    key = label_key(name)
    return tuple(
        spec
        for spec, _ in feeds
        if spec.term and not spec.is_window and (spec.term.slug == name or label_key(spec.term.label) == key)
    )


def named(name: str, found: Survey, candidates: Iterable[str]) -> tuple[str, ...]:
    """Return the sources that a name means, which is no address: a path, a name of a file, a slug.

    `candidates` are the paths that it may stand for. All that may be meant, sorted; () for nothing.
    """
    posts = found.collected.posts
    known = [post.source for post in posts] + [one.source for one in found.collected.skipped]
    for candidate in candidates:
        if candidate in known:
            return (candidate,)
    meant = {post.source for post in posts if name in {post.url, post.stem} or post.url.endswith(f"/{name}/")}
    files = (one for one in known if one.endswith(f"/{name}") or one.rpartition("/")[2].startswith(f"{name}."))
    return tuple(sorted(meant.union(files)))
