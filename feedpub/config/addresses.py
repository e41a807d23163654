"""What addresses in feedpub.toml must be; each check gives the value to go on with, or raises ValueError."""

from __future__ import annotations

from feedpub.text import hosts, urls
from feedpub.web import without_credentials


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
