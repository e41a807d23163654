"""What was probably meant by an address that is none: advice for every rule that refuses one.

Nothing is guessed that would have to be looked up: a host that is missing stays missing.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from feedpub.text import patterns
from feedpub.validator.values import leftovers, uris

WHOLE: Final = "Write the whole address, with https:// and host."
_WITHIN: Final = patterns.lazy(r"https?://[^\s<>\"'()\[\]{}|\\^`]+", re.IGNORECASE)
_MISTYPED: Final = patterns.lazy(
    r"(?:h?t?tt?p?(?P<s>s?)|hhttp)(?::|;|)(?:[/\\:;]{1,4}|\b)(?=[\w-]+\.[a-z])", re.IGNORECASE
)
_STARTS: Final = patterns.lazy(r"h?t{1,2}ps?[:;/\\]", re.IGNORECASE)
_HOST: Final = patterns.lazy(r"(?:[A-Za-z0-9-]{1,63}\.)+(?P<last>[A-Za-z]{2,24})(?::[0-9]{1,5})?(?=[/?#]|\Z)")
_FILES: Final = frozenset(
    {
        *("html", "htm", "php", "xml", "jpg", "jpeg", "png", "gif", "webp", "svg", "avif", "mp3", "m4a", "mp4", "json"),
        *("txt", "md", "pdf", "asp", "aspx", "css", "js"),
    }
)
"""Ends of names of files, which look like those of hosts."""
_FORBIDDEN: Final = re.compile(r"[\x00-\x20\"<>\\^`{|}\x7f]|%(?![0-9A-Fa-f]{2})")
_ENCODED: Final = patterns.lazy(r"https?%3A%2F%2F", re.IGNORECASE)
_BREAKS: Final = patterns.lazy(r"[ ]*[\t\n\r][\t\n\r ]*")
_NO_HOST: Final = 'Write a host behind the "//", as in https://example.com/; a port is a number up to 65535.'
_NAMES: Final = {" ": "a space is %20", "%": "a percent sign is %25", "|": "a vertical bar is %7C"}


def advice(value: str, *, may_be_relative: bool = False) -> str:
    """Return what to write in the place of an address that is none, or is relative where it must not be."""
    text = value.strip()
    return (
        _left_over(text)
        or _encoded_whole(text)
        or _around(value, text)
        or _several(text)
        or _within(text)
        or _broken(text)
        or _scheme(text)
        or _blank_in_host(text)
        or _encoded(text)
        or _part(text)
        or _host(text)
        or ("" if may_be_relative else WHOLE)
        or "Write a URL such as https://example.com/ with everything it does not allow percent-encoded."
    )


def encoded(text: str) -> str:
    """Return an address with what no URL may have percent-encoded, and slashes for backslashes."""
    path, mark, rest = text.partition("?")
    return _FORBIDDEN.sub(_percent, path.replace("\\", "/") + mark + rest)


def _percent(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"


def _left_over(text: str) -> str:
    return leftovers.advice(text)


def _encoded_whole(text: str) -> str:
    """Return advice for an address that was encoded as if it were a value in the query of another."""
    meant = unquote(text) if _ENCODED.match(text) else ""
    return f'Write "{encoded(meant)}": it was percent-encoded as a whole.' if meant else ""


def _around(value: str, text: str) -> str:
    is_sound = value != text and uris.reference_problem(text) is None
    return f'Write "{text}", without white space around it.' if is_sound else ""


def _several(text: str) -> str:
    parts = re.split(r"[\s,;|]+", text)
    several = len(parts) > 1 and all(_WITHIN.match(part) for part in parts)
    return f'Write one address, such as "{parts[0]}" alone.' if several else ""


def _within(text: str) -> str:
    """Return advice for an address in markup: `<https://…>`, `[text](https://…)`, `<a href="https://…">`, `"https://…"`."""
    match = _WITHIN.search(text)
    is_within = match is not None and match.start() > 0 and text[match.start() - 1] in "<>\"'(["
    return f'Write "{match[0]}" alone.' if match is not None and is_within else ""


def _broken(text: str) -> str:
    """Return advice for an address that was wrapped, or indented: browsers drop what breaks it, and so do the rest."""
    meant = encoded(_BREAKS.sub("", text))
    is_sound = _BREAKS.search(text) is not None and uris.reference_problem(meant) is None
    return f'Write "{meant}" in one line.' if is_sound else ""


def _blank_in_host(text: str) -> str:
    """Return advice for a host with a blank beside it, or within, where nothing can be encoded."""
    authority = uris.split(text).authority
    if authority is None or " " not in authority:
        return ""
    meant = encoded(text.replace(authority, authority.strip(), 1))
    is_sound = uris.absolute_problem(meant) is None and "%20" not in meant.split("/", 3)[2]
    return f'Write "{meant}", without a space at the host.' if is_sound else _NO_HOST


def _scheme(text: str) -> str:
    r"""Return advice for a scheme that is mistyped: `http//`, `https:/`, `htp://`, `http:\\`."""
    match = _MISTYPED.match(text) if _STARTS.match(text) else None
    if match is None or text.lower().startswith(("http://", "https://")):
        return ""
    return f'Write "http{match["s"].lower()}://{encoded(text[match.end() :])}".'


def _encoded(text: str) -> str:
    match = _FORBIDDEN.search(text)
    if match is None:
        return ""
    character = match[0]
    if character == "\\":
        reason = "the parts of a path are separated by slashes"
    else:
        reason = _NAMES.get(character, f"the character {character!r} is %{ord(character):02X}")
    meant = encoded(text)
    return f'Write "{meant}": {reason}.' if uris.absolute_problem(meant) is None else f"Percent-encode: {reason}."


def _part(text: str) -> str:
    """Return advice for a part that is wrong: brackets in a path, a second `#`, a host or port that is none."""
    parts = uris.split(text)
    if any("[" in part or "]" in part for part in (parts.path, parts.query, parts.fragment) if part):
        return "Write brackets as %5B and %5D."
    if parts.fragment and "#" in parts.fragment:
        return 'Write the second "#" as %23, or leave it out.'
    if parts.authority is not None and (parts.scheme or "").lower() in {"http", "https"}:
        return _NO_HOST
    return ""


def _host(text: str) -> str:
    bare = text.lstrip("/")
    match = _HOST.match(bare)
    is_host = match is not None and match["last"].lower() not in _FILES and not text.startswith(("///", "./", "../"))
    is_whole = text.startswith("//") or (is_host and not text.startswith("/"))
    return f'Write "https://{bare}", if that is the host.' if is_host and is_whole else ""
