"""What to write into the configuration of a web server, where its answers say which one it is.

A `Server` header of nginx, Apache or Netlify is taken at its word; of a proxy (Cloudflare, Fastly) nobody knows what
stands behind it, so nothing is advised for one server alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from feedpub.web.answers import Exchange

_KNOWN: Final = {"nginx": "nginx", "openresty": "nginx", "apache": "Apache", "netlify": "Netlify"}


def advice(one: Exchange, general: str, *, nginx: str = "", apache: str = "", netlify: str = "") -> str:
    """Return a hint, with the line for the server that answered."""
    name = one.header("server").partition("/")[0].partition(" ")[0].strip().lower()
    server = _KNOWN.get(name, "")
    line = {"nginx": nginx, "Apache": apache, "Netlify": netlify}.get(server, "")
    where = "_headers" if server == "Netlify" else server
    return f"{general} For {server}{f', in {where}' if where != server else ''}: {line}" if line else general


def path_of(url: str) -> str:
    """Return the path of an address as configurations name it."""
    return "/" + url.partition("://")[2].partition("/")[2].partition("?")[0].partition("#")[0]
