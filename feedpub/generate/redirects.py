"""Redirects of feeds that have moved, as web servers and hosts read them. Pure.

Permanent ones (301): feed readers that know what that means remember the new address (RFC 9110, section 15.4.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from feedpub.generate import blocks
from feedpub.model.records import Document, Kind
from feedpub.text import toml, urls

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_OURS: Final = r"/\S++ \S++ 301[ \t]*+\r?"


class Redirect(Struct, frozen=True, kw_only=True):
    """A feed that has moved."""

    former: str
    """Its path below the output folder."""
    path: str
    """The same below the root of the host, with `/`, not percent-encoded."""
    now: str
    """The path or URL it has now, as the configuration names it."""
    url: str
    """The same as a URL."""


def redirects(paths: Mapping[str, str], site_url: str) -> tuple[Redirect, ...]:
    """Return the redirects of a site, by former path."""
    root = unquote(urlsplit(site_url).path)
    return tuple(
        Redirect(
            former=former,
            path=root + former,
            now=now,
            url=now if urls.is_web(now) else site_url + urls.quote_path(now),
        )
        for former, now in sorted(paths.items())
    )


def file(path: str, existing: str, moved: Sequence[Redirect]) -> Document:
    """Return the file of redirects that a host reads, with ours beside the lines of others in `existing`.

    Given its own result again it changes nothing.
    """
    before, after = blocks.parted(existing, _OURS)
    data = blocks.joined(before, [_of_file(one) for one in moved], after)
    return Document(path=path, kind=Kind.UNKNOWN, data=data)


def for_host(host: str, moved: Sequence[Redirect]) -> str:
    """Return what is written into the configuration of a web server, one of `HOSTS`."""
    return "".join(f"{_LINES[host](one)}\n" for one in moved)


def _of_file(one: Redirect) -> str:
    """Return a line of `_redirects`: Netlify wants paths encoded; `*` and `:name` stand for any text there."""
    return f"{urls.quote_path(one.path).replace('*', '%2A').replace(':', '%3A')} {one.url} 301"


def _of_nginx(one: Redirect) -> str:
    """Return a location: nginx compares with the decoded path, and takes `$` for a variable in what it returns."""
    return f"location = {_quoted(one.path)} {{ return 301 {_quoted(one.url.replace('$', '%24'))}; }}"


def _of_apache(one: Redirect) -> str:
    """Return a directive of mod_alias, which compares with the decoded path."""
    return f"Redirect 301 {_quoted(one.path)} {_quoted(one.url)}"


def _of_caddy(one: Redirect) -> str:
    """Return a directive: Caddy compares with the decoded path, and `*` stands for any text there."""
    return f"redir {_quoted(one.path.replace('*', '%2A'))} {_quoted(one.url)} 301"


def _of_toml(one: Redirect) -> str:
    return toml.line(("redirects", "paths", one.former), one.now)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_LINES: Final[Mapping[str, Callable[[Redirect], str]]] = {
    "toml": _of_toml,
    "netlify": _of_file,
    "cloudflare": _of_file,
    "nginx": _of_nginx,
    "apache": _of_apache,
    "caddy": _of_caddy,
}
HOSTS: Final = tuple(_LINES)
"""For whom redirects are written; `toml` is feedpub.toml."""
