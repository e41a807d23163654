"""URIs, IRIs and references to them (RFC 3986, 3987), `tag:` (RFC 4151) and `urn:` (RFC 8141): right, canonical, equal.

The functions named `…_problem` give words that follow the value in a sentence (`has a space`), or None. Nothing here
resolves a name or fetches anything.
"""

from __future__ import annotations

import binascii
import re
import unicodedata
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin

from feedpub.text import patterns
from feedpub.validator.values import leftovers, schemes

_UCS = "\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U000efffd"
"""ucschar of RFC 3987 section 2.2; noncharacters beyond the basic plane are not worth a longer pattern."""
_FINE = re.compile(r"https?://[A-Za-z0-9.-]+(?:[/?](?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?")
"""What most references look like."""
_IN_REFERENCE = r"A-Za-z0-9._~!$&'()*+,;=:@/?#\[\]%"
"""What may stand in a reference beside `-` and `_UCS`."""
_PARTS = re.compile(r"(?:([^:/?#]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
"""RFC 3986 appendix B; the scheme may be none, so that it can be complained of."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_AUTHORITY = re.compile(r"(?:(?P<user>[^@\[\]]*)@)?(?P<host>\[[0-9A-Fa-fvV:.]+\]|[^:@\[\]]*)(?::(?P<port>[0-9]*))?")
_WITH_HOST = frozenset({"http", "https", "ftp", "ftps", "ws", "wss", "rtsp", "gopher", "telnet"})
_DEFAULT_PORTS = {"ftp": "21", "gopher": "70", "http": "80", "https": "443", "telnet": "23", "ws": "80", "wss": "443"}
_USUAL = frozenset({"http", "https", "tag", "urn", "mailto"})
_MAX_PORT = 65535
_TAG = patterns.lazy(
    r"""tag:
    (?:[A-Za-z0-9._-]+@)?                                         # an e-mail address, or
    [A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*   # a host name,
    ,(?P<date>[^:]*):
    (?P<specific>[^#]*)(?:\#.*)?""",
    re.VERBOSE | re.IGNORECASE,
)
_TAG_DATE = patterns.lazy(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_IN_SPECIFIC = "A-Za-z0-9._~!$&'()*+,;=:@/?%"
"""What may stand in the `specific` of a `tag:` URI beside `-` and `_UCS`."""
_URN = (
    rf"(?i)urn:[a-z0-9](?:[a-z0-9-]{{0,30}}[a-z0-9]):"
    rf"(?:[a-z0-9._~!$&'()*+,;=:@{_UCS}-]|%[0-9a-f]{{2}})(?:[a-z0-9._~!$&'()*+,;=:@/?#{_UCS}-]|%[0-9a-f]{{2}})*"
)
_UUID = re.compile(r"urn:uuid:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
_COMPOSED = re.compile(r"[A-Za-z]?(?:%[89A-F][0-9A-F])+")
_UPPER_DIGITS = re.compile(r"%[0-9a-f]{2}")
_NAMES = {" ": "a space", "\t": "a tab", "\n": "a line break", "\r": "a line break"}


class Parts(NamedTuple):
    """A reference taken apart (RFC 3986 section 3); what is absent is None, the path never is."""

    scheme: str | None
    authority: str | None
    path: str
    query: str | None
    fragment: str | None


@lru_cache(maxsize=512)  # an address is shown to several rules, one after the other
def split(text: str) -> Parts:
    """Take a reference apart; anything can be."""
    parts = _PARTS.fullmatch(text)
    assert parts is not None, "the pattern fits every text"  # noqa: S101 - for the type checker
    return Parts(parts[1], parts[2], parts[3], parts[4], parts[5])


@lru_cache(maxsize=8192)
def origin(text: str) -> str:
    """Return scheme, host and port of an address, in small letters: `https://example.com`; "" where it has no host."""
    parts = split(text)
    return f"{(parts.scheme or '').lower()}://{parts.authority.lower()}" if parts.authority else ""


def is_absolute(text: str) -> bool:
    """Whether a reference begins with a scheme."""
    scheme = split(text).scheme
    return scheme is not None and _SCHEME.fullmatch(scheme) is not None


def _outside(allowed: str, text: str) -> re.Match[str] | None:
    """Find the first character that is neither allowed nor a ucschar."""
    return _other_than(allowed, is_ascii=text.isascii()).search(text)


@cache
def _other_than(allowed: str, *, is_ascii: bool) -> re.Pattern[str]:
    """Compile that when it is asked for: `_UCS` costs milliseconds, which texts without such characters can spare."""
    return re.compile(f"[^{allowed}{'' if is_ascii else _UCS}-]")


@cache
def _urn() -> re.Pattern[str]:
    return re.compile(_URN)


@lru_cache(maxsize=4096)
def reference_problem(text: str) -> str | None:
    """Say what is wrong with a reference, absolute or relative (IRI-reference of RFC 3987)."""
    if _FINE.fullmatch(text):
        return None
    if forbidden := _outside(_IN_REFERENCE, text):
        return leftovers.problem(text) or f"has {_named(forbidden[0])}, which no URL may have"
    if _LONE_PERCENT.search(text):
        return 'has a "%" that is not followed by two hexadecimal digits'
    parts = split(text)
    wrong = _scheme_problem(text, parts.scheme) or _authority_problem(parts) or _delimiter_problem(parts)
    return (leftovers.problem(text) or wrong) if wrong is not None else None


def _named(character: str) -> str:
    if character in _NAMES:
        return _NAMES[character]
    return f'"{character}"' if character.isprintable() else f"the character U+{ord(character):04X}"


def unregistered_scheme(text: str) -> str:
    """Return the scheme of a reference when IANA has no such scheme (`htpp`); empty when it has, or there is none.

    Names with digits or punctuation (`x-ours`, `com.example`) are made up on purpose and pass.
    """
    if text.startswith(("https:", "http:")):
        return ""
    scheme = split(text).scheme
    if scheme is None or scheme in _USUAL or not (scheme.isascii() and scheme.isalpha()):
        return ""
    return "" if schemes.is_known(scheme) else scheme


def _scheme_problem(text: str, scheme: str | None) -> str | None:
    if scheme is None:
        return None
    if not _SCHEME.fullmatch(scheme):
        return f'has "{scheme}:" where a scheme such as "https:" belongs'
    named = {"tag": tag_problem, "urn": urn_problem}.get(scheme.lower())
    return named(text) if named is not None else None


def host_problem(text: str) -> str | None:
    """Say what is wrong with the host or port of a reference to the web, or that it has none (RFC 3986 section 3.2)."""
    parts = split(text)
    return _authority_problem(parts) if (parts.scheme or "https").lower() in _WITH_HOST else None


def _authority_problem(parts: Parts) -> str | None:
    if parts.authority is None:
        if parts.scheme is not None and parts.scheme.lower() in _WITH_HOST:
            return f'has no "//" and host behind "{parts.scheme}:"'
        return None
    authority = _AUTHORITY.fullmatch(parts.authority)
    if authority is None:
        return f'has no proper host in "{parts.authority}"'
    if not authority["host"] and (parts.scheme is None or parts.scheme.lower() in _WITH_HOST):
        return 'has no host behind the "//"'
    if authority["port"] and int(authority["port"]) > _MAX_PORT:
        return f"has the port {authority['port']}, and the greatest is {_MAX_PORT}"
    return None


def _delimiter_problem(parts: Parts) -> str | None:
    if parts.fragment is not None and "#" in parts.fragment:
        return 'has a second "#"'
    for part in (parts.path, parts.query, parts.fragment):
        if part and ("[" in part or "]" in part):
            return 'has a square bracket outside of its host, which is written "%5B" and "%5D"'
    return None


def absolute_problem(text: str) -> str | None:
    """Say what is wrong with something that must be an absolute URI or IRI."""
    problem = reference_problem(text)
    if problem:
        return problem
    parts = split(text)
    if not text:
        return "is empty"
    if parts.scheme is None:
        return 'is relative: it does not begin with a scheme such as "https:"'
    return None if text[len(parts.scheme) + 1 :] else "has nothing behind its scheme"


def glued(text: str) -> str:
    """Return the address that stands within the host of another: `https://a.examplehttps://b.example/`; else ""."""
    match = _GLUED.match(text)
    return text[match.start("second") :] if match is not None else ""


def tag_problem(text: str) -> str | None:
    """Say what is wrong with a tag URI: `tag:example.com,2024-05-01:anything` (RFC 4151 section 2.1)."""
    parts = _TAG.fullmatch(text)
    if parts is None:
        return "has not the form tag:HOST,DATE:NAME (RFC 4151)"
    if not _is_tag_date(parts["date"]):
        return f'has "{parts["date"]}" as its date, where YYYY, YYYY-MM or YYYY-MM-DD belongs (RFC 4151)'
    if forbidden := _outside(_IN_SPECIFIC, parts["specific"]):
        return f"has {_named(forbidden[0])} in its name, which RFC 4151 does not allow"
    return None


def _is_tag_date(text: str) -> bool:
    parts = _TAG_DATE.fullmatch(text)
    if parts is None:
        return False
    try:
        date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
    except ValueError:
        return False
    return True


def urn_problem(text: str) -> str | None:
    """Say what is wrong with a URN (RFC 8141 section 2); those of the `uuid` namespace after RFC 9562."""
    if text[:9].lower() == "urn:uuid:":
        return None if _UUID.fullmatch(text) else "is not urn:uuid: and a UUID of 8-4-4-4-12 hexadecimal digits"
    return None if _urn().fullmatch(text) else "has not the form urn:NAMESPACE:NAME (RFC 8141)"


def resolve(base: str, reference: str) -> str:
    """Return what a reference means below a base (RFC 3986 section 5); the base stays for an empty reference."""
    try:
        return urljoin(base, reference)
    except ValueError:  # a host in broken brackets, which is complained of where it stands
        return reference


_GLUED = patterns.lazy(r"https?://[^/?#]*?(?P<second>https?:(?:/|\Z))", re.IGNORECASE)
_NORMAL = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,}/(?:[A-Za-z0-9/_~-]|(?<=[A-Za-z0-9_~-])\.)*")
"""A form in which an address is its own normal form; most addresses have it."""


def is_normal(text: str) -> bool:
    """Whether an address is seen at once to be its own normal form, without a fragment."""
    return _NORMAL.fullmatch(text) is not None


def are_normal(lines: str) -> bool:
    """Whether addresses, one a line, are seen at once to be their own normal forms.

    They have scheme and host in small letters, and paths of the letters that `_NORMAL` has and of encoded bytes beyond
    ASCII, with digits in upper case.
    """
    return not ("/." in lines or ".." in lines or "?" in lines) and ("%" not in lines or _is_composed(lines))


def _is_composed(text: str) -> bool:
    """Whether what is percent-encoded is in Unicode's form C, and so each part of it (UAX 15, on substrings)."""
    # But for its sign, percent-encoding is quoted-printable, which is decoded many times as fast.
    data = binascii.a2b_qp(text.encode("ascii").translate(_AS_QUOTED_PRINTABLE))
    try:
        return unicodedata.is_normalized("NFC", data.decode())
    except UnicodeDecodeError:
        return False


_AS_QUOTED_PRINTABLE = bytes.maketrans(b"%", b"=")


@lru_cache(maxsize=4096)
def canonical(text: str) -> str:
    """Return the normal form of an absolute URI (RFC 3986 sections 6.2.2 and 6.2.3): what simple comparison needs.

    Lower case for scheme and host, no default port, no dot segments, nothing percent-encoded that need not be.
    What is not a sound URI comes back as it is.
    """
    parts = split(text)
    if parts.scheme is None or absolute_problem(text):
        return text
    scheme = parts.scheme.lower()
    if scheme == "tag":
        return scheme + text[3:]
    if scheme == "urn":
        return text[: text.index(":", 4)].lower() + text[text.index(":", 4) :]
    path = _canonical_path(scheme, parts)
    result = f"{scheme}:" if parts.authority is None else f"{scheme}://{_canonical_authority(scheme, parts.authority)}"
    result += path
    if parts.query is not None:
        result += f"?{_recoded(parts.query)}"
    return result if parts.fragment is None else f"{result}#{_recoded(parts.fragment)}"


def _canonical_authority(scheme: str, authority: str) -> str:
    parts = _AUTHORITY.fullmatch(authority)
    assert parts is not None, "an authority that is none was refused before"  # noqa: S101 - for the type checker
    user = "" if parts["user"] in {None, "", ":"} else f"{parts['user']}@"
    port = "" if parts["port"] in {None, "", _DEFAULT_PORTS.get(scheme)} else f":{parts['port']}"
    host = _UPPER_DIGITS.sub(lambda digits: digits[0].upper(), _recoded(parts["host"]).lower())
    return f"{user}{host.rstrip('.') or host}{port}"


def _canonical_path(scheme: str, parts: Parts) -> str:
    path = _recoded(parts.path)
    if path.startswith("/"):
        return _without_dots(path)
    return "/" if not path and parts.authority is not None and scheme in _WITH_HOST else path


def _without_dots(path: str) -> str:
    """Remove dot segments (RFC 3986 section 5.2.4) from a path that begins with a slash."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            kept[-1:] = []
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def _recoded(text: str) -> str:
    """Decode what is percent-encoded without need; give the rest upper-case digits and Unicode's form C."""
    return _COMPOSED.sub(_recompose, _ENCODED.sub(_recode, text)) if "%" in text else text


def _recode(match: re.Match[str]) -> str:
    return _recoded_byte(match[0])


@cache
def _recoded_byte(encoded: str) -> str:
    character = unquote(encoded, errors="replace")
    needless = character.isascii() and (character.isalnum() or character in "-._~")
    return character if needless else encoded.upper()


def _recompose(match: re.Match[str]) -> str:
    """Return letters and encoded characters beyond ASCII in NFC (RFC 3987 section 5.3.2.2), `e%CC%81` as `%C3%A9`."""
    try:
        plain = unquote(match[0], errors="strict")
    except UnicodeDecodeError:
        return match[0]
    composed = unicodedata.normalize("NFC", plain)
    return match[0] if composed == plain else quote(composed, safe="")


def without_fragment(text: str) -> str:
    """Return a URI up to its `#`."""
    return text.partition("#")[0]


def same_resource(one: str, other: str) -> bool:
    """Whether two absolute URIs name one resource as far as their text tells; fragments do not count."""
    return canonical(without_fragment(one)) == canonical(without_fragment(other))
