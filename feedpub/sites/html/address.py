"""Where a page of a built site is: by its path, and as its canonical link has it."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from feedpub.text import urls

ENDINGS = (".html", ".htm", ".xhtml")
_INDEX = re.compile(r"(?:^|(?<=/))index\.(?:html?|xhtml)\Z", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:html?|xhtml)\Z", re.IGNORECASE)


def of_path(path: str, site_url: str) -> str:
    """Return the address of a file by its path below the built folder; that of its folder for `index.html`."""
    return site_url + urls.quote_path(_INDEX.sub("", unicodedata.normalize("NFC", path)))


def key(url: str) -> str:
    """Return what addresses share that a web server takes for one page: with or without ending, slash and `www.`."""
    parts = urlsplit(url)
    path = _INDEX.sub("", unicodedata.normalize("NFC", unquote(parts.path, errors="replace")))
    host = (parts.hostname or "").removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return host + _ENDING.sub("", path).rstrip("/") + query


def is_of_site(url: str, site_url: str) -> bool:
    """Whether an address lies on the site, by http or https."""
    parts, home = urlsplit(url), urlsplit(site_url)
    same = (parts.hostname or "", parts.port) == (home.hostname or "", home.port)
    return same and f"{parts.path}/".startswith(home.path)


def on_site(url: str, site_url: str) -> str:
    """Return an address of the site with its scheme and host, without fragment."""
    parts, home = urlsplit(url), urlsplit(site_url)
    return parts._replace(scheme=home.scheme, netloc=home.netloc, path=parts.path or "/", fragment="").geturl()


def absolute(base: str, reference: str) -> str:
    """Return an http(s) address; empty for what cannot be one."""
    try:
        url = urls.absolute(base, reference) if reference else ""
    except ValueError:
        return ""
    return url if url.startswith(("https://", "http://")) else ""


def files_of(url: str, site_url: str) -> tuple[str, ...]:
    """Return the paths below the built folder at which the page of an address of the site may be, likeliest first."""
    path = unquote(urlsplit(url).path.removeprefix(urlsplit(site_url).path), errors="replace")
    if not path or path.endswith("/"):
        found: tuple[str, ...] = (f"{path}index.html", f"{path}index.htm", f"{path.rstrip('/')}.html")
    else:
        found = (path, f"{path}.html", f"{path}/index.html") if not _ENDING.search(path) else (path,)
    return tuple(each for each in found if urls.is_safe_path(each))
