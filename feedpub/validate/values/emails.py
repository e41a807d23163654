"""E-mail addresses as feeds write them: alone (Atom), or with a name behind in parentheses (RSS)."""

from __future__ import annotations

import re
from urllib.parse import unquote

from msgspec import Struct

from feedpub.text import patterns

_ATOM = r"[\w!#$%&'*+/=?^`{|}~-]+"
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_ADDRESS = patterns.lazy(rf"(?:{_ATOM}(?:\.{_ATOM})*|\"[^\"\r\n]+\")@(?:{_LABEL}(?:\.{_LABEL})*\.?|\[[0-9A-Fa-f:.]+\])")
_WITH_NAME = patterns.lazy(r"\s*(?P<address>\S+@\S+)\s+\((?P<name>.*)\)\s*", re.DOTALL)
_ANGLED = patterns.lazy(r"(?P<name>[^<>]*)<\s*(?P<address>[^<>\s]+@[^<>\s]+)\s*>\s*", re.DOTALL)
_SOMEWHERE = patterns.lazy(r"(?<![^\s<>()\",;:])[^\s<>()\",;:]+@[^\s<>()\",;:]++")


class Contact(Struct, frozen=True, kw_only=True):
    """A person of RSS: the address and name found, and what is wrong, in words that follow the value."""

    address: str = ""
    name: str = ""
    problem: str = ""
    """No address can be told from it."""
    oddity: str = ""
    """It can, but it is not written as `address (Name)`."""

    @property
    def usual(self) -> str:
        """The way to write it; a name is made up where there is none."""
        return f"{self.address or 'ann@example.com'} ({self.name or 'Ann Author'})"


def address_problem(text: str) -> str | None:
    """Say what is wrong with an address (addr-spec of RFC 5322 section 3.4.1, international ones too)."""
    if not text.strip():
        return "is empty"
    if "@" not in text:
        return "has no @"
    if text != text.strip() or " " in text:
        return "has white space"
    return None if _ADDRESS.fullmatch(text) else "is not an e-mail address"


def contact(text: str) -> Contact:
    """Read a person of RSS 2.0 (`ann@example.com (Ann Author)`)."""
    value, is_link = text.strip(), text.strip().lower().startswith("mailto:")
    if is_link:
        value = unquote(value[len("mailto:") :].partition("?")[0])
    if "@" not in value:
        return Contact(name=value, problem="has no e-mail address" if value else "is empty")
    match = _WITH_NAME.fullmatch(value)
    if match is not None:
        wrong = address_problem(match["address"])
        problem = f'has the address "{match["address"]}", which {wrong}' if wrong else ""
        return Contact(address=match["address"], name=match["name"].strip(), problem=problem)
    return _unusual(value, is_link=is_link)


def _unusual(value: str, *, is_link: bool) -> Contact:
    match = _ANGLED.fullmatch(value)
    if match is not None:
        oddity = "is not written as address and name in parentheses"
        return Contact(address=match["address"], name=match["name"].strip(' "'), oddity=oddity)
    if not re.search(r"\s", value):
        wrong = address_problem(value)
        if wrong:
            return Contact(problem=wrong)
        return Contact(address=value, oddity="is a link" if is_link else "has no name")
    found = _SOMEWHERE.search(value)
    if found is None or value.endswith(")"):
        return Contact(address=found[0] if found else "", problem="is not an address with a name in parentheses")
    name = (value[: found.start()] + value[found.end() :]).strip(" ,;:<>\"'-")
    return Contact(address=found[0], name=name, oddity="is not written as address and name in parentheses")
