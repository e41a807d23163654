"""How the id of a post is made when nobody wrote one: a scheme is a function from a post to an id.

The schemes named after generators give what the feeds of these carry, to the letter: it was seen in the output
of jekyll-feed 0.17 (Jekyll 4.3), Hugo 0.111 and Pelican 4.12. Changing how an id is made re-announces every
post of every site: do not.
"""

from __future__ import annotations

import uuid
from hashlib import sha1
from typing import TYPE_CHECKING, Protocol
from unicodedata import normalize
from urllib.parse import quote, unquote, urlsplit

from feedpub.model.options import IdScheme
from feedpub.text import patterns
from feedpub.text.dates import file_name_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo

    from feedpub.model.options import IdOptions
    from feedpub.model.records import Post


class Make(Protocol):
    """Returns the id of a post that has a date."""

    def __call__(self, post: Post) -> str:
        """Return the id."""
        ...


def maker(options: IdOptions, site_url: str, zone: tzinfo) -> Make:
    """Return what makes ids by the site's scheme; `zone` is that of dates in ids (`pelican`)."""
    if options.scheme is IdScheme.PATTERN:
        return _patterned(options, site_url, zone)
    return _SCHEMES[options.scheme](options.authority, site_url, zone)


def seed(options: IdOptions, make: Make) -> Callable[[Post], str]:
    """Return what tells two ids apart that the site's scheme makes: they are the same only where this is.

    The ids themselves, unless something does it that is had for less.
    """
    return _stem if options.scheme is IdScheme.UUID else make


def authority(options: IdOptions, site_url: str) -> str:
    """Return the name that ids of the scheme `uuid` and of feeds are made from: of an address its host."""
    return _name(options.authority, site_url)


def below_authority(options: IdOptions, site_url: str) -> Callable[[str], str]:
    """Return what puts an address of the site where it stands by `ids.authority`."""
    return _moved(options.authority, site_url)


def _name(written: str, site_url: str) -> str:
    if written and "://" not in written:
        return written
    return urlsplit(written or site_url).hostname or ""


def urn(namespace: bytes, name: str) -> str:
    """Return what `uuid.uuid5` gives, as a URN, in a third of the time (RFC 9562 section 5.5)."""
    # A Mac hands out file names decomposed (NFD): the same file must get the same id everywhere.
    digits = sha1(namespace + normalize("NFC", name).encode(), usedforsecurity=False).hexdigest()
    variant = _VARIANT[digits[16]] + digits[17:20]
    return f"{_URN}{digits[:8]}-{digits[8:12]}-5{digits[13:16]}-{variant}-{digits[20:32]}"


def is_urn(name: str) -> bool:
    """Whether an id is of the form of those that `urn` gives."""
    return name.startswith(_URN)


_URN = "urn:uuid:"


_VARIANT = {digit: "89ab"[int(digit, 16) % 4] for digit in "0123456789abcdef"}


def _uuid(written: str, site_url: str, zone: tzinfo) -> Make:  # noqa: ARG001 - every scheme is called alike
    """Version 5 of the post's stem (NFC), in the namespace that is version 5 of the authority."""
    namespace = uuid.uuid5(uuid.NAMESPACE_DNS, _name(written, site_url)).bytes

    def make(post: Post) -> str:
        return urn(namespace, post.stem)

    return make


def _stem(post: Post) -> str:
    return post.stem if post.stem.isascii() else normalize("NFC", post.stem)


def _permalink(written: str, site_url: str, zone: tzinfo) -> Make:  # noqa: ARG001 - every scheme is called alike
    """Return the URL of the post, below the authority where one is given: Hugo's `guid`, too."""
    moved = _moved(written, site_url)

    def make(post: Post) -> str:
        return moved(post.url)

    return make


def _jekyll(written: str, site_url: str, zone: tzinfo) -> Make:  # noqa: ARG001 - every scheme is called alike
    """Return the folder of the URL and the slug: the author's, else the file's name without date, as it stands.

    So `/2009/03/27/star-wars` for `/2009/03/27/star-wars.html`, and for `/2009/03/27/star-wars/`, too.
    """
    moved = _moved(written, site_url)

    def make(post: Post) -> str:
        folder, whole = _folder_and_slug(moved(post.url), post, site_url)
        slug, mark, fragment = unquote(whole).partition("#")
        slug = slug.rstrip(" ") if mark else slug
        behind = f"#{quote(fragment, safe=_AS_JEKYLL)}" if fragment else ""
        return f"{folder}/{quote(slug, safe=_AS_JEKYLL)}{behind}"

    return make


def _folder_and_slug(url: str, post: Post, site_url: str) -> tuple[str, str]:
    """Return what Jekyll makes the id of a post of: the folder of its URL, and its slug as it is written."""
    path = url.rstrip("/")
    folder = path if post.url == site_url else path.rpartition("/")[0]
    return folder, post.slug or file_name_date(post.stem)[1] or post.stem


_AS_JEKYLL = "!$&'()*+,;=:@-._~/?"
"""What Addressable leaves alone in a URL: `c#-tips` has a fragment for it, and `c#` an empty one, which it drops."""


def _pelican(written: str, site_url: str, zone: tzinfo) -> Make:
    """Return `tag:host,date:path`: the day as its author wrote it, the path as it is before it is encoded."""
    moved = _moved(written, site_url)

    def make(post: Post) -> str:
        parts = urlsplit(moved(post.url))
        day = _day(post, zone)
        fragment = f"/{unquote(parts.fragment)}" if parts.fragment else ""
        return f"tag:{parts.hostname}{day and f',{day}'}:{unquote(parts.path)}{fragment}"

    return make


PLACEHOLDERS = ("url", "site", "base", "path", "id", "slug", "stem", "date", "year", "month", "day")
"""What may stand between braces in a pattern of ids."""
_PLACEHOLDER = patterns.lazy(r"\{(" + "|".join(PLACEHOLDERS) + r")\}")


def _patterned(options: IdOptions, site_url: str, zone: tzinfo) -> Make:
    """Return the pattern filled in for the post; only what it asks for is made."""
    moved = _moved(options.authority, site_url)
    home = urlsplit(moved(site_url))
    site, base = f"{home.scheme}://{home.netloc}", urlsplit(site_url).path.rstrip("/")
    values: Mapping[str, Callable[[Post], str]] = {
        "url": lambda post: moved(post.url),
        "site": lambda _: site,
        "base": lambda _: base,
        "path": lambda post: _below(post.url, site_url),
        "id": lambda post: "/".join(_folder_and_slug(_below(post.url, site_url), post, site_url)),
        "slug": lambda post: post.slug or file_name_date(post.stem)[1] or post.stem,
        "stem": lambda post: post.stem,
        "date": lambda post: _day(post, zone),
        "year": lambda post: _day(post, zone)[:4],
        "month": lambda post: _day(post, zone)[5:7],
        "day": lambda post: _day(post, zone)[8:],
    }

    def make(post: Post) -> str:
        return _PLACEHOLDER.sub(lambda match: values[match[1]](post), options.pattern)

    return make


def _below(url: str, site_url: str) -> str:
    return f"/{url.removeprefix(site_url)}" if url.startswith(site_url) else url


def _day(post: Post, zone: tzinfo) -> str:
    return post.day or (str(post.date.astimezone(zone).date()) if post.date else "")


def _moved(written: str, site_url: str) -> Callable[[str], str]:
    """Return what puts a URL of the site where it was: below the address, or at the host, that was written."""
    if not written:
        return str
    site = urlsplit(site_url)
    if "://" not in written:
        written = f"{site.scheme}://{written}"
    if not urlsplit(written).path:
        written += site.path
    home = written if written.endswith("/") else f"{written}/"

    def moved(url: str) -> str:
        return home + url.removeprefix(site_url) if url.startswith(site_url) else url

    return moved


_SCHEMES: Mapping[IdScheme, Callable[[str, str, tzinfo], Make]] = {
    IdScheme.UUID: _uuid,
    IdScheme.PERMALINK: _permalink,
    IdScheme.JEKYLL: _jekyll,
    IdScheme.HUGO: _permalink,
    IdScheme.PELICAN: _pelican,
}
