"""The faults of addresses that are right by their syntax and lead nowhere: one test, one wording and one hint each.

What RFC 3986 forbids is said by `values.uris`. Which slots hold addresses, and what for, is in `validator.schema`;
the rules that speak of the faults are in `validator.rules.address`. Nothing here resolves a name or fetches anything.
"""

from __future__ import annotations

import enum
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.text import hosts, patterns
from feedpub.validator.values import leftovers, repair, schemes, uris, visits

if TYPE_CHECKING:
    from collections.abc import Callable


class Use(enum.Enum):
    """What an address is for."""

    PAGE = "page"
    """People open it in a browser."""
    PERMALINK = "permalink"
    """As well, and readers know the item by it."""
    FILE = "file"
    """Programs fetch it: a feed, a picture, a recording."""
    LINK = "link"
    """It leads to anything: a page, a mailbox, a place to telephone to."""
    NAME = "name"
    """Nobody follows it: readers know the item or the feed by it."""


FOLLOWED: Final = frozenset(Use) - {Use.NAME}
_OWN: Final = frozenset(Use) - {Use.LINK}
"""Uses of addresses that are mostly of the site itself; a link in a text may lead to whatever works."""
_IDENTITY: Final = frozenset({Use.NAME, Use.PERMALINK})


class AddressFault(Struct, frozen=True):
    """One way in which an address leads nowhere, or to the wrong place."""

    name: str
    test: Callable[[str, Use], str]
    """Returns what shows the fault in an address for this use; "" for nothing."""
    text: str
    """Follows the address in a sentence; `{problem}` is what the test returns."""
    hint: str | Callable[[str, str], str]
    """What to do: a template likewise, or made from the address and what the test returns."""
    uses: frozenset[Use] = FOLLOWED
    """The uses in which it harms."""
    is_of_host: bool = False
    """Whether it is none of an address whose host is not meant: a placeholder, or another address."""

    def said(self, problem: str) -> str:
        """Return the words that follow an address in which the fault was found."""
        return self.text.format_map({"problem": problem})

    def advice(self, value: str, problem: str) -> str:
        """Return what to do about an address in which the fault was found."""
        return self.hint.format_map({"problem": problem}) if isinstance(self.hint, str) else self.hint(value, problem)


_LOCAL: Final = "|".join((*(name for name in hosts.LOCAL_DOMAINS if "." not in name), "arpa"))
PLAIN_HOST: Final = (
    rf"https?://(?!(?:www\.)?(?:your|my|user))(?:(?!-)[a-z0-9-]{{1,63}}(?<!-)\.)+(?!(?:{_LOCAL})(?![a-z]))[a-z]{{2,}}"
)
"""The beginning of an address whose host no fault is about; what follows must be no letter of a host."""
PLAIN_SLASH: Final = rf"/(?!/|:|[Yy]our|https?:|(?:{'|'.join(leftovers.NO_TEXT)})(?![\w-]))"
"""A slash of a path behind which no fault begins that is written in the letters of paths."""
PLAIN_BYTE: Final = "%(?!E2%8[01]|C2%A|EF%BB)[89A-F][0-9A-F]"
"""An encoded byte beyond ASCII with which no character begins that nobody sees."""
_PLAIN: Final = re.compile(
    rf"{PLAIN_HOST}(?:\Z|(?=/))(?:[A-Za-z0-9._~!*,=@+-]++|{PLAIN_SLASH}|{PLAIN_BYTE})*+"
    r"(?P<query>\?[A-Za-z0-9._~!*,/:@+=&-]*+)?(?:#[A-Za-z0-9._~-]*+)?"
)
"""What most addresses look like; no fault is found in these, unless in their query."""
_IN_QUERY: Final = patterns.lazy(
    rf"=(?:undefined|null|NaN|None)|&(?:(?:amp|lt|gt|quot|apos)\b|{visits.COUNTED})|\A\?(?:{visits.COUNTED})"
)
_IN_QUERIES: Final = (
    *("=undefined", "=null", "=nan", "=none", "&amp", "&lt", "&gt", "&quot", "&apos", "sid", "sess", "cfid", "cftoken"),
    *("zenid", "adminid"),
    *("utm_", "fbclid", "gclid", "msclkid", "mc_", "_hsenc", "igshid", "yclid"),
)
"""Signs, in small letters, without one of which that finds nothing."""


def is_plain(value: str) -> bool:
    """Whether it is seen at once that an address has no fault, whatever it is for."""
    match = _PLAIN.fullmatch(value)
    return match is not None and (match.start("query") < 0 or not _may_be_odd(match["query"]))


def _may_be_odd(query: str) -> bool:
    lowered = query.lower()
    for sign in _IN_QUERIES:  # any() would cost as much again
        if sign in lowered:
            return _IN_QUERY.search(query) is not None
    return False


_PLAIN_HOST: Final = re.compile(PLAIN_HOST)


@lru_cache(maxsize=1024)
def is_plain_host(host: str) -> bool:
    """Whether it is seen at once that a host has no fault; many addresses are of few hosts."""
    return _PLAIN_HOST.fullmatch(f"https://{host}") is not None


_SIGNS: Final = (
    *leftovers.NO_TEXT,
    *("{", "@", "/:", "/http", "/your", "/Your", "(S(", "sid=", "SID=", "sess", "SESS", "Sess", "cfid", "CFID"),
    *("zenid", "AdminID"),
)
_ENCODED_SIGNS: Final = (
    "%5B",
    "%7B",
    "%3C",
    "%2",
    "%E2%80",
    "%C2%A",
    "%EF%BB",
    "%0",
    "%1",
    "%7F",
    "%5b",
    "%7b",
    "%3c",
    "%e",
    "%c",
)


def may_be_faulty(text: str) -> bool:
    """Whether a text may hold addresses with faults behind their hosts."""
    for sign in _SIGNS:  # any() would cost as much again: every text of every feed comes here
        if sign in text:
            return True
    return "%" in text and any(sign in text for sign in _ENCODED_SIGNS)


@lru_cache(maxsize=4096)  # the formats of a feed, and the feeds of a site, hold the same addresses
def faults(value: str, use: Use) -> tuple[tuple[str, str], ...]:
    """Return the faults of an address for a use, by name, each with what shows it.

    Of an address that is no URL `uris.reference_problem` speaks; only names may be anything.
    """
    if is_plain(value) or not value or (use is not Use.NAME and uris.reference_problem(value)):
        return ()
    found: dict[str, str] = {}
    for one in FAULTS:
        is_asked = use in one.uses and not (one.is_of_host and (LEFT_OVER.name in found or GLUED.name in found))
        if is_asked and (problem := one.test(value, use)):
            found[one.name] = problem
    return tuple(found.items())


_WEB: Final = frozenset({"http", "https"})
_WITH_HOST: Final = _WEB | {"ftp", "ftps", "ws", "wss"}
_UNFETCHABLE: Final = {
    Use.LINK: schemes.OF_ONE_MACHINE,
    **dict.fromkeys(
        (Use.PAGE, Use.PERMALINK), schemes.OF_ONE_MACHINE | {"data", "mailto", "tel", "sms", "ftp", "ftps", "sftp"}
    ),
    Use.FILE: schemes.OF_ONE_MACHINE | {"data", "mailto", "tel", "sms", "sftp"},
}


def _scheme(value: str) -> str:
    return (uris.split(value).scheme or "").lower()


def _unfetchable(value: str, use: Use) -> str:
    scheme = _scheme(value)
    return scheme if scheme in _UNFETCHABLE.get(use, ()) else ""


def _scheme_hint(value: str, _problem: str) -> str:
    scheme = _scheme(value)
    if scheme in {"mailto", "tel", "sms"}:
        return "Write the https: address of a page, such as that of the contact."
    if scheme in {"ftp", "ftps", "sftp"}:
        return "Write the https: address of the same file; browsers have given up FTP."
    if scheme == "data":
        return "Publish it as a file, and write the https: address of that."
    return "Write the https: address under which it is published."


def _local(value: str, use: Use) -> str:
    host = hosts.local_host(value) if _scheme(value) in _WITH_HOST else ""
    return host if host and not _impossible(value, use) else ""


def _credentials(value: str, _use: Use) -> str:
    user, at, _ = (uris.split(value).authority or "").rpartition("@")
    if not at or _scheme(value) not in _WITH_HOST:
        return ""
    return "a user name and a password" if ":" in user else "a user name"


def glued(value: str) -> str:
    """Return the address that stands within another, which was put before a whole one; "" for none.

    `https://a.examplehttps://b.example/`, `https://https://b.example/`, and `https://a.example/https://a.example/b`.
    """
    return uris.glued(value) or _twice(value)


def _twice(value: str) -> str:
    """Return the second address where a path holds one of the same host."""
    start = "/".join(value.split("/", 3)[:3])
    place = value.find(f"/{start}/", len(start)) if value.count("://") > 1 and hosts.host_of(value) else -1
    return value[place + 1 :] if 0 <= place < len(value.partition("?")[0]) else ""


_ESCAPED_TWICE: Final = patterns.lazy(
    r"&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});|%26amp(?:;|%3B)|^[^?#]*?(?P<percent>%25[0-9A-Fa-f]{2})"
)


def _escaped_twice(value: str, _use: Use) -> str:
    match = _ESCAPED_TWICE.search(value)
    if match is not None and match["percent"] and "%3a%2f" in value.lower():
        return ""  # an address within a path is escaped once more, and rightly
    return (match["percent"] or match[0]) if match is not None else ""


def _undone(value: str, _problem: str) -> str:
    meant = re.sub("%25([0-9A-Fa-f]{2})", r"%\1", value.replace("&amp;", "&"))
    rest = "escape & once only, as &amp; in XML, and % as %25 only where a percent sign is meant."
    return f'Write "{meant}": {rest}' if meant != value else rest[0].upper() + rest[1:]


def _impossible(value: str, _use: Use) -> str:
    return hosts.impossible_host(value) if _scheme(value) in _WITH_HOST else ""


_HOST_AS_PATH: Final = patterns.lazy(
    r"(?:(?:https?//|(?=www\.[^.]))(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}"
    r"|(?:[a-z0-9-]{1,63}\.){1,8}(?:com|org|net|edu|gov|info))(?=[/:?#]|\Z)",
    re.IGNORECASE,
)


def _without_scheme(value: str, _use: Use) -> str:
    match = _HOST_AS_PATH.match(value)
    return match[0] if match is not None and "@" not in value else ""


def _double_slash(value: str, _use: Use) -> str:
    path = uris.split(value).path
    return path if path.startswith("//") and _scheme(value) in _WEB else ""


def _one_slash(value: str, _problem: str) -> str:
    path = uris.split(value).path
    return (
        f'Write "{value.replace(path, "/" + path.lstrip("/"), 1)}"; the address of the site ended in a slash already.'
    )


_INVISIBLE: Final = patterns.lazy(
    "[\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u3000\ufeff]|%E2%80%8B|%EF%BB%BF|%C2%A0|%C2%AD|%E2%80%8[CDEF]",
    re.IGNORECASE,
)
_CONTROL: Final = patterns.lazy(r"%(?:0[0-8BCEF]|1[0-9A-F]|7F)|\A[^?#]*?(%0[9AD])", re.IGNORECASE)


def _invisible(value: str, _use: Use) -> str:
    match = _INVISIBLE.search(value)
    if match is not None:
        return f"U+{ord(match[0]):04X}" if len(match[0]) == 1 else match[0]
    control = _CONTROL.search(value)
    return (control[1] or control[0]) if control is not None else ""


LOCAL_HOST: Final = AddressFault(
    "local-host",
    _local,
    'is on the host "{problem}", which only your own machine or network can reach',
    "Set the address of the site to the public one and build again.",
    is_of_host=True,
)
CREDENTIALS: Final = AddressFault(
    "credentials",
    _credentials,
    "holds {problem}",
    'Leave out what stands before the "@"; change a password that was published.',
)
GLUED: Final = AddressFault(
    "glued",
    lambda value, _: glued(value),
    'is two: "{problem}" stands in the middle of it',
    'Write "{problem}" alone; a template put the address of the site before one that was whole.',
)
UNFETCHABLE: Final = AddressFault(
    "unfetchable-scheme", _unfetchable, 'has the scheme "{problem}:", by which nobody else can fetch it', _scheme_hint
)
ESCAPED_TWICE: Final = AddressFault(
    "escaped-twice", _escaped_twice, 'still holds "{problem}" when it has been read', _undone
)
LEFT_OVER: Final = AddressFault(
    "left-over",
    lambda value, _: leftovers.problem(value),
    "{problem}",
    lambda value, _: leftovers.advice(value),
    frozenset(Use),
)
UNREGISTERED: Final = AddressFault(
    "unregistered-scheme",
    lambda value, _: uris.unregistered_scheme(value),
    'has the scheme "{problem}:", which is not registered',
    lambda value, _: repair.advice(value),
)
WITHOUT_SCHEME: Final = AddressFault(
    "without-scheme",
    _without_scheme,
    'has no scheme, so that "{problem}" is read as the name of a folder',
    lambda value, _: repair.advice(value),
)
IMPOSSIBLE_HOST: Final = AddressFault(
    "impossible-host",
    _impossible,
    'has the host "{problem}", and no host can be called that',
    "Write the name of the host with one dot between its parts, or a whole IP address.",
    is_of_host=True,
)
DOUBLE_SLASH: Final = AddressFault(
    "double-slash",
    _double_slash,
    'has more than one slash behind its host: the path is "{problem}"',
    _one_slash,
    _OWN,
    is_of_host=True,
)
SESSION_ID: Final = AddressFault(
    "session-id",
    lambda value, _: visits.session(value),
    'holds the id of a session, "{problem}"',
    "Leave it out: each visit has another, and the page is the same.",
    _OWN,
)
TRACKING: Final = AddressFault(
    "tracking",
    lambda value, _: visits.tracking(value),
    'holds the parameter "{problem}", which counts where visitors come from',
    "Leave it out.",
    _IDENTITY,
)
INVISIBLE: Final = AddressFault(
    "invisible-character",
    _invisible,
    "holds {problem}, a character that nobody sees",
    "Delete it; it was mostly copied along with the address.",
    frozenset(Use),
)
FAULTS: Final = (
    LEFT_OVER,
    GLUED,
    UNFETCHABLE,
    UNREGISTERED,
    WITHOUT_SCHEME,
    CREDENTIALS,
    LOCAL_HOST,
    IMPOSSIBLE_HOST,
    ESCAPED_TWICE,
    DOUBLE_SLASH,
    SESSION_ID,
    TRACKING,
    INVISIBLE,
)
"""All faults."""
