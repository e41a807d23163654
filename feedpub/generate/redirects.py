"""Redirects of feeds that have moved, as web servers and hosts read them. Pure.

Permanent ones (301): feed readers that know what that means remember the new address (RFC 9110, section 15.4.2).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit
from zlib import crc32

from msgspec import Struct

from feedpub.generate import blocks
from feedpub.model.records import Document, Kind
from feedpub.text import patterns, toml, urls

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_OURS: Final = r"/\S++ (?:[^\s=]++=:\S++ )*+\S++ 301[ \t]*+\r?"


class Redirect(Struct, frozen=True, kw_only=True):
    """A feed that has moved."""

    former: str
    """Its path below the output folder, as the configuration names it: perhaps with `/` at its end, or parameters."""
    path: str
    """The same below the root of the host, with `/`, not percent-encoded, and without parameters."""
    query: str
    """The parameters, `feed=rss2`; empty for none."""
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
            path=root + former.partition("?")[0],
            query=former.partition("?")[2],
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
    """Return a line of `_redirects`: Netlify wants paths encoded; `*` and `:name` stand for any text there.

    Of parameters it compares the names. https://docs.netlify.com/manage/routing/redirects/redirect-options/
    """
    names = (part.partition("=")[0] for part in one.query.split("&") if part)
    query = "".join(f"{name}=:{_PLACEHOLDER_CHARS.sub('_', name)} " for name in names)
    return f"{urls.quote_path(one.path).replace('*', '%2A').replace(':', '%3A')} {query}{one.url} 301"


_PLACEHOLDER_CHARS: Final = patterns.lazy(r"\W")


def _of_cloudflare(one: Redirect) -> str:
    """Return the same for Cloudflare Pages, which takes addresses without their parameters.

    https://developers.cloudflare.com/pages/configuration/redirects/
    """
    if not one.query:
        return _of_file(one)
    return (
        f"# {urls.quote_path(one.path)}?{one.query}: Cloudflare Pages compares no parameters here; make it a Redirect "
        f"Rule of the zone, 301 to {one.url}"
    )


def _of_nginx(one: Redirect) -> str:
    """Return a location: nginx compares with the decoded path, and takes `$` for a variable in what it returns.

    With parameters it is the address as it was sent that is compared.
    """
    answer = f"{{ return 301 {_quoted(one.url.replace('$', '%24'))}; }}"
    if one.query:
        sent = f"{urls.quote_path(one.path)}?{one.query}".replace("$", "%24")
        return f"if ($request_uri = {_quoted(sent)}) {answer}"
    return f"location = {_quoted(one.path)} {answer}"


def _of_apache(one: Redirect) -> str:
    """Return a directive of mod_alias, or directives of mod_rewrite, which compare with the decoded path."""
    if not one.query:
        return f"Redirect 301 {_quoted(one.path)} {_quoted(one.url)}"
    pattern = re.escape(one.path.removeprefix("/"))
    address = re.sub(r"([%$])", r"\\\1", one.url)
    return (
        f"RewriteEngine on\nRewriteCond %{{QUERY_STRING}} {_quoted('=' + one.query)}\n"
        f"RewriteRule {_quoted(f'^/?{pattern}$')} {_quoted(address)} [R=301,L,NE,QSD]"
    )


def _of_caddy(one: Redirect) -> str:
    """Return a directive: Caddy compares with the decoded path, and `*` stands for any text there."""
    path = _quoted(one.path.replace("*", "%2A"))
    if not one.query:
        return f"redir {path} {_quoted(one.url)} 301"
    name = f"@feed-{crc32(one.former.encode()):08x}"
    query = " ".join(map(_quoted, one.query.split("&")))
    return f"{name} {{\n\tpath {path}\n\tquery {query}\n}}\nredir {name} {_quoted(one.url)} 301"


def _of_toml(one: Redirect) -> str:
    return toml.line(("redirects", "paths", one.former), one.now)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_LINES: Final[Mapping[str, Callable[[Redirect], str]]] = {
    "toml": _of_toml,
    "netlify": _of_file,
    "cloudflare": _of_cloudflare,
    "nginx": _of_nginx,
    "apache": _of_apache,
    "caddy": _of_caddy,
}
HOSTS: Final = tuple(_LINES)
"""For whom redirects are written; `toml` is feedpub.toml."""
