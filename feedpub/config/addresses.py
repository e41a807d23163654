"""What addresses in feedpub.toml must be; each check gives the value to go on with, or raises ValueError."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from feedpub.config import templates
from feedpub.config.former import followed
from feedpub.text import hosts, patterns, urls
from feedpub.web import without_credentials

if TYPE_CHECKING:
    from collections.abc import Mapping

_QUERY: Final = patterns.lazy(r"[\w.~-]+=[\w.~-]*(?:&[\w.~-]+=[\w.~-]*)*", re.ASCII)


def address(url: str) -> str:
    """Return an address of the web, percent-encoded. Raises ValueError for another text."""
    if url and not urls.is_web(url):
        raise ValueError(f'{url!r} is no web address; write it like "https://example.com/"')
    return url and urls.to_uri(url)


def addresses(all_of_them: tuple[str, ...]) -> tuple[str, ...]:
    """Return addresses of the web, each once. Raises ValueError as `address` does."""
    return tuple(dict.fromkeys(address(one) for one in all_of_them if one))


def against(place: str) -> str:
    """Return what builds are compared with: a folder below the site, or an address without password."""
    if not place:
        return place
    if not urls.is_web(place):
        return _below_site(place)
    live = address(place)
    if without_credentials(live) != live:
        raise ValueError("a password does not belong into a file; give such an address with `--against`")
    if hosts.local_host(live):
        raise ValueError(f"{hosts.local_host(live)} is a host of your own network; name it with `--against`")
    return live


def _below_site(path: str) -> str:
    if not urls.is_safe_path(path.rstrip("/")):
        raise ValueError(f'{path!r} is no folder below the site; write it like "old" or "https://example.com/"')
    return path


def reference(url: str) -> str:
    """Return a reference that an address can be made of. Raises ValueError for others."""
    urls.absolute("https://example.com/", url)  # only whether it can be done: the site's own address comes later
    return url


def redirects(paths: Mapping[str, str]) -> Mapping[str, str]:
    """Return former addresses below the root, and where each leads now. Raises ValueError for what is none."""
    known = {_former(former): urls.to_uri(now) if urls.is_web(now) else _of_root(now) for former, now in paths.items()}
    return followed(known)


def _former(address: str) -> str:
    """Return an address that people know, below the root: of a file, a folder, or with parameters behind a `?`."""
    path, mark, query = address.removeprefix("/").partition("?")
    if path or not mark:
        templates.plain_path(path.removesuffix("/"))
    if mark and not _QUERY.fullmatch(query):
        raise ValueError(f"{address!r} goes on behind `?` with what are no parameters; write them as `?feed=rss2`")
    return f"{path}{mark}{query}"


def _of_root(path: str) -> str:
    return templates.plain_path(path.removeprefix("/"))
