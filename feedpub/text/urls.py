"""URLs and the parts of them: what authors write becomes ASCII that RFC 3986 allows.

Nothing here fetches anything or knows the site's configuration. A function that cannot do its work raises
ValueError with a sentence for people.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote

from feedpub.text import patterns

_PARTS = patterns.lazy(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
"""RFC 3986 appendix B, with a scheme that is one (section 3.1)."""

_NICE = re.compile(
    r"https?://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+/"
    r"(?:[A-Za-z0-9_~!$&'()*+,;=:@/-]|(?<!/)\.|\.(?![./?#]|\Z)|%[0-9A-Fa-f]{2})*+"
    r"(?:\?(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*+)?"
    r"(?:#(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*+)?"
)
"""What most URLs look like, and what `to_uri` would leave as it is.

`*+` gives nothing back: a dot may match in two ways, and forty of them before a wrong character in more than there is
time to try.
"""

_BREAKS = patterns.lazy(r"[\t\n\r]")
_EDGES = "".join(map(chr, range(0x21))) + "\xa0\u3000\ufeff"
_LONE_PERCENT = patterns.lazy(r"%(?![0-9A-Fa-f]{2})")
_NOT_IN_PATH = patterns.lazy(r"[^A-Za-z0-9._~!$&'()*+,;=:@/%-]+")
_NOT_IN_QUERY = patterns.lazy(r"[^A-Za-z0-9._~!$&'()*+,;=:@/?%-]+")
_NOT_IN_USERINFO = patterns.lazy(r"[^A-Za-z0-9._~!$&'()*+,;=:%-]+")
_DOTS = patterns.lazy(r"(?:^|/)\.\.?(?:/|$)")
_SCHEME = patterns.lazy(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST = patterns.lazy(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?")
_IPV6 = patterns.lazy(r"\[[0-9a-f:.]+\]")
_DEFAULT_PORTS = {"http": "80", "https": "443", "ftp": "21"}
_MAX_PORT = 65535


class _Parts(NamedTuple):
    scheme: str
    authority: str | None
    path: str
    query: str | None
    fragment: str | None


def to_uri(text: str) -> str:
    """Return the absolute ASCII URI that a person meant by `text`; giving it again changes nothing.

    Characters that RFC 3986 bars are percent-encoded as UTF-8 after NFC, a `%XX` that is there stays, an
    international host name becomes punycode, dot segments and default ports go. ValueError when `text`
    has no scheme or a host that cannot be one.
    """
    return text if _NICE.fullmatch(text) else _to_uri(text)


@lru_cache(maxsize=4096)
def _to_uri(text: str) -> str:
    parts = _split(_tidy(text))
    if not parts.scheme:
        raise ValueError(f"{text!r} is not an absolute URL: it has no scheme such as `https://`")
    return _join(_encoded(parts, text))


def absolute(base: str, reference: str) -> str:
    """Return `reference` as an absolute URI, resolved against the absolute `base` (RFC 3986 section 5.2).

    A reference with a scheme that has no hosts (`mailto:`, `tel:`, `data:`) comes back as it is. ValueError
    as in `to_uri`.
    """
    if _NICE.fullmatch(reference):
        return reference
    return _absolute(base, _tidy(reference)) if reference[:5].lower() != "data:" else reference


@lru_cache(maxsize=4096)
def _absolute(base: str, reference: str) -> str:
    if _SCHEME.match(reference):
        hosted = "://" in reference or reference[:5].lower() in ("http:", "https")
        return _to_uri(reference) if hosted else reference
    text = _resolved(base, _slashes(reference))
    return text if _NICE.fullmatch(text) else _join(_encoded(_split(text), reference))


def _resolved(base: str, reference: str) -> str:
    """Return a reference without scheme as an absolute URL, in the characters that it is written in."""
    scheme, host, path, query = _base_texts(base)
    if reference.startswith("//"):
        return scheme + reference
    own = reference.partition("#")[0].partition("?")[0]
    rest = reference[len(own) :]
    if own:
        path = own if own.startswith("/") else path[: path.rfind("/") + 1] + own
        path = _without_dots(path) if "//" in host else path
    elif not rest.startswith("?"):
        path += query
    return host + path + rest


@lru_cache(maxsize=256)
def _base_texts(base: str) -> tuple[str, str, str, str]:
    """Return the scheme of a base with its colon, all before its path, the path, and the query with its mark."""
    parts = _split(to_uri(base))
    host = _join(_Parts(parts.scheme, parts.authority, "", None, None))
    return f"{parts.scheme}:", host, parts.path, "" if parts.query is None else f"?{parts.query}"


def _tidy(text: str) -> str:
    """Return `text` in NFC without white space around it and line breaks in it (as browsers read URLs)."""
    text = _BREAKS.sub("", text.strip(_EDGES))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _slashes(reference: str) -> str:
    """Turn backslashes before the query into slashes, as browsers do for http."""
    if "\\" not in reference:
        return reference
    place = re.search(r"[?#]|$", reference)
    end = place.start() if place else len(reference)
    return reference[:end].replace("\\", "/") + reference[end:]


def _split(text: str) -> _Parts:
    match = _PARTS.match(text)
    scheme = match[1] if match else None
    if scheme and scheme.lower() in ("http", "https"):
        match = _PARTS.match(_slashes(text))
    if match is None:  # pragma: no cover - every part of the pattern may be empty
        raise ValueError(f"{text!r} is not a URL")
    return _Parts((match[1] or "").lower(), match[2], match[3], match[4], match[5])


def _encoded(parts: _Parts, text: str) -> _Parts:
    path = _percent(parts.path, _NOT_IN_PATH)
    authority = parts.authority
    if authority is not None:
        authority = _authority(parts.scheme, authority, text)
        path = _without_dots(path)
    elif parts.scheme in ("http", "https"):
        raise ValueError(f"{text!r} is not a URL: `//` and a host must follow `{parts.scheme}:`")
    return _Parts(
        parts.scheme,
        authority,
        path or ("/" if authority else ""),
        None if parts.query is None else _percent(parts.query, _NOT_IN_QUERY),
        None if parts.fragment is None else _percent(parts.fragment, _NOT_IN_QUERY),
    )


def _join(parts: _Parts) -> str:
    scheme, authority, path, query, fragment = parts
    return "".join(
        (
            scheme,
            ":" if authority is None else f"://{authority}",
            path,
            "" if query is None else f"?{query}",
            "" if fragment is None else f"#{fragment}",
        )
    )


def _percent(text: str, barred: re.Pattern[str]) -> str:
    if "%" in text:
        text = _LONE_PERCENT.sub("%25", text)
    return barred.sub(_quoted, text)


def _quoted(match: re.Match[str]) -> str:
    data = match[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()
    return "".join(f"%{byte:02X}" for byte in data)


def _without_dots(path: str) -> str:
    """RFC 3986 section 5.2.4."""
    if not _DOTS.search(path):
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _authority(scheme: str, authority: str, text: str) -> str:
    userinfo, at, host_port = authority.rpartition("@")
    host, port = _host_and_port(host_port, text)
    if port and port == _DEFAULT_PORTS.get(scheme):
        port = ""
    if not host and scheme != "file":
        raise ValueError(f"{text!r} is not a URL: it has no host")
    return _percent(userinfo, _NOT_IN_USERINFO) + at + _ascii_host(host) + (f":{port}" if port else "")


def _host_and_port(text: str, whole: str) -> tuple[str, str]:
    if text.endswith("]"):
        return text, ""
    host, colon, port = text.rpartition(":")
    if not colon:
        return text, ""
    if port and not (port.isascii() and port.isdigit() and int(port[:6]) <= _MAX_PORT):
        raise ValueError(f"{whole!r} is not a URL: {port!r} is not a port")
    return host, port.lstrip("0") or port[:1]


def _ascii_host(host: str) -> str:
    """Return the host in lower case, an international name as punycode (IDNA 2003); ValueError if it is none."""
    name = host.lower()
    if not name or (_HOST.fullmatch(name) and _short(name)) or _IPV6.fullmatch(name):
        return name
    try:
        name = unquote(name, errors="strict").encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise ValueError(f"{host!r} is not the name of a host: {error}") from error
    if not _HOST.fullmatch(name):
        raise ValueError(f"{host!r} is not the name of a host")
    return name


def _short(name: str) -> bool:
    """Whether each label has at most 63 characters (RFC 1035 section 2.3.4)."""
    return max(map(len, name.split("."))) <= 63  # noqa: PLR2004 - the figure of the RFC


def is_uri(text: str) -> bool:
    """Whether a text has the form of an absolute URI or IRI."""
    return _URI.fullmatch(text) is not None


_URI = patterns.lazy(r"[A-Za-z][A-Za-z0-9+.-]*+:[^\s\x00-\x20\"<>\\^`{|}]++")


def site_url(text: str) -> str:
    """Return the address of a site's home page, normalised and ending in a slash.

    ValueError, with what to write instead where that can be told, for anything but http(s) and a host.
    """
    given = text.strip()
    if not given:
        raise ValueError("the site's URL is empty: write its address, such as `https://example.com/`")
    parts = _split(_tidy(given))
    if parts.scheme not in ("http", "https"):
        raise ValueError(_not_http(given, parts))
    url = to_uri(given)
    parts = _split(url)
    if "@" in (parts.authority or ""):
        raise ValueError(f"{given!r} holds a user name: every subscriber would see it; leave it out")
    if parts.query is not None or parts.fragment is not None:
        raise ValueError(f"{given!r} has a query or a fragment: give the address of the home page alone")
    return url if url.endswith("/") else f"{url}/"


def _not_http(given: str, parts: _Parts) -> str:
    bare = given.lstrip("/")
    if (not parts.scheme or "." in parts.scheme) and re.match(r"[^\s/:?#]+\.[^\s/:?#]+", bare):
        return f"{given!r} has no scheme; did you mean `https://{bare.rstrip('/')}/`?"
    if parts.scheme and "." not in parts.scheme and parts.authority is not None:
        return f"{given!r} is not an address of the web: it must begin with `https://` or `http://`"
    return f"{given!r} is not the address of a site: write it whole, such as `https://example.com/`"


def quote_path(path: str) -> str:
    """Return a path below the output folder as it stands in a URL: a `%` in it is a character of the name."""
    return quote(path, safe="/!$&'()*+,;=:@~", errors="replace")


_ESCAPE = patterns.lazy(r"(%[0-9A-Fa-f]{2})")


def quote_written(path: str) -> str:
    """Return a path that somebody wrote as it stands in a URL: a `%XX` in it is an octet, as it is there."""
    if "%" not in path:
        return quote_path(path)
    return "".join(part if odd % 2 else quote_path(part) for odd, part in enumerate(_ESCAPE.split(path)))


_SLUG = re.compile(r"[a-z0-9]++(?:-[a-z0-9]++)*+")
"""What is a slug as it stands, as the names of most files are."""
_ASCII_RUN = patterns.lazy(r"[^a-z0-9]+")
_AND = patterns.lazy(r"(?<=[^\W_])\s*&\s*(?=[^\W_])")
_SHARP = patterns.lazy(r"(?<![^\W_])([A-Za-z])[#♯](?!\w)")
_PLUS = patterns.lazy(r"(?<=[^\W_])(\++)(?!\w)")


def slugify(text: str) -> str:
    """Return `text` as a part of a path: letters, marks and digits of any script in lower case, joined by `-`.

    `R&D` is `r-and-d`, `C++` `c-plus-plus`, `C#` `c-sharp`, so that names apart stay apart. Empty when
    nothing is left.
    """
    if _SLUG.fullmatch(text):
        return text
    text = unicodedata.normalize("NFC", text)
    if "&" in text:
        text = _AND.sub(" and ", text)
    if "+" in text:
        text = _PLUS.sub(lambda match: " plus" * len(match[1]), text)
    if "#" in text or "♯" in text:
        text = _SHARP.sub(r"\1 sharp", text)
    text = text.lower()
    if text.isascii():
        return _ASCII_RUN.sub("-", text).strip("-")
    return _words(unicodedata.normalize("NFC", text))


def _words(text: str) -> str:
    """Join the runs of letters, digits, and marks that stand on one of these."""
    kept: list[str] = []
    for char in text:
        kind = unicodedata.category(char)
        if kind[0] == "L" or kind == "Nd":
            kept.append(char)
        elif kind[0] == "M":
            if kept and kept[-1] != "-" and not _is_selector(char):
                kept.append(char)
        elif kind != "Cf" and kept and kept[-1] != "-":
            kept.append("-")
    return "".join(kept).strip("-")


def _is_selector(char: str) -> bool:
    """Whether it only chooses between looks of a character, text or emoji."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def label_key(label: str) -> str:
    """Return what the spellings of a term have in common: they may differ in case and normal form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", label).casefold())


def slug_or_hash(text: str) -> str:
    """Return `slugify(text)`, or ten hexadecimal digits that depend on `text` alone when that is empty."""
    if slug := slugify(text):
        return slug
    data = unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")
    import hashlib  # noqa: PLC0415 - slow to load, and few names come here

    return hashlib.blake2b(data, digest_size=5).hexdigest()


_UNPRINTABLE = patterns.lazy(r"[\x00-\x1f\x7f\ud800-\udfff]")
_DRIVE = patterns.lazy(r"[A-Za-z]:")


def is_safe_path(path: str) -> bool:
    """Whether a path with `/` stays below the folder it is joined to, on every system."""
    if not path or path.startswith("/") or "\\" in path or _DRIVE.match(path):
        return False
    if not path.isprintable() and _UNPRINTABLE.search(path):
        return False
    # A name of dots and spaces only is cut to `.` or `..` by Windows.
    return all(part.strip(" .") or not part for part in path.split("/"))


def is_safe_file(path: str) -> bool:
    """Whether a path is that of a file below the folder it is joined to, on every system."""
    return is_safe_path(path) and "//" not in path and not path.endswith("/")


def root_of(site_url: str) -> str:
    """Return the path of a site below its host, without the slash at its end; nothing where there is none."""
    path = site_url.partition("://")[2].partition("/")[2].rstrip("/")
    return f"/{path}" if path else ""


def is_web(text: str) -> bool:
    """Whether a text begins like an address of the web, rather than the path of a file or folder."""
    return text.lower().startswith(("http://", "https://"))


def has_host(url: str) -> bool:
    """Whether a host follows the scheme of an address of the web."""
    return re.match(r"https?://[^/]", url) is not None
