"""The addresses that an element (or JSON value) holds: in its slots, and in the HTML that it carries."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from feedpub.text.xml import Element
from feedpub.validator.rule import Found, Row
from feedpub.validator.rules.content import fragments
from feedpub.validator.rules.link.attributes import relation
from feedpub.validator.schema import addresses as slots
from feedpub.validator.values.addresses import LEFT_OVER, LOCAL_HOST, UNFETCHABLE, UNREGISTERED, Use, faults, is_plain
from feedpub.validator.values.leftovers import NO_TEXT
from feedpub.validator.values.schemes import is_mistyped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from feedpub.validator.document import ParsedDocument
    from feedpub.validator.rule import Node, Outline
    from feedpub.validator.values import html
    from feedpub.validator.values.addresses import AddressFault


class Address(NamedTuple):
    """An address with faults, and where it stands."""

    value: str
    attribute: str
    """The attribute of the element that holds it; "" for a text, and for HTML."""
    where: str
    """What a message calls it: `The address`, `The src of a <img> in <description>, `."""
    faults: Mapping[str, str]
    """The names of its faults, with what shows each."""


_HTML = frozenset(selector.rpartition("/")[2] for selector in fragments.HOLDERS)


@cache
def _by_name() -> dict[str, tuple[tuple[str, Use], ...]]:
    """Return name of an element -> its slots, as attribute ("" for the text) and use."""
    table: dict[str, tuple[tuple[str, Use], ...]] = {}
    for places in (slots.RSS, slots.ATOM, slots.EXTENSIONS, slots.JSON, slots.SITEMAP):
        for selector, use in places.items():
            element, _, attribute = selector.partition("/@")
            name = element.rpartition("/")[2]
            table[name] = tuple(dict.fromkeys((*table.get(name, ()), (attribute, use))))
    return table


@lru_cache(maxsize=4)  # each node is shown to all rules of addresses, one after the other
def addresses_of(node: Node) -> tuple[Address, ...]:
    """Return the addresses of a node that have faults."""
    return (*_in_slots(node), *(_in_html(node) if node.name in _HTML else ()))


def _in_slots(node: Node) -> Iterator[Address]:
    for attribute, use in _by_name().get(node.name, ()):
        value = _value(node, attribute)
        if value and not is_plain(value):
            found = dict(faults(value, _use(node, use)))
            if _is_told(node, found.get(LEFT_OVER.name, "")):
                del found[LEFT_OVER.name]
            if found:
                yield Address(value, attribute, "The address ", found)
    base = (node.get("xml:base") or "").strip() if isinstance(node, Element) else ""
    if found := dict(faults(base, Use.LINK)):
        yield Address(base, "xml:base", "The address ", found)


def _value(node: Node, attribute: str) -> str:
    if not isinstance(node, Element):
        return node.value.strip() if isinstance(node.value, str) else ""
    return ((node.get(attribute) or "") if attribute else node.text).strip()


def _use(node: Node, use: Use) -> Use:
    """Return what an address is for, where that depends on what stands beside it."""
    if not isinstance(node, Element):
        return use
    if node.name == "atom:link":
        return slots.RELATIONS.get(relation(node), Use.LINK)
    if node.name == "guid" and node.get("isPermaLink") == "false":
        return Use.NAME
    return use


_LINKS = frozenset({"a", "area", "form", "blockquote", "q", "ins", "del", "button", "input"})


def _in_html(node: Node) -> Iterator[Address]:
    facts = fragments.facts_of(node)
    for element, attribute, value in facts.odd:
        use = Use.LINK if element in _LINKS else Use.FILE
        found = {name: sign for name, sign in faults(value, use) if not _is_meant(name, sign, value, use, facts)}
        if found:
            yield Address(value, "", f"The {attribute} of a <{element}> in {fragments.called(node)}, ", found)


def _word(sign: str) -> str:
    """Return what a sign quotes."""
    return sign.partition('"')[2].partition('"')[0]


def _is_told(node: Node, sign: str) -> bool:
    """Whether the title of the item is about the word that a program would have left: a post on `undefined`."""
    word = _word(sign)
    if word not in NO_TEXT:
        return False
    if isinstance(node, Element):
        title = node.parent and (node.parent.child("title") or node.parent.child("atom:title"))
        text = title.whole_text if title else ""
    else:
        text = str(node.above.value.get("title", "")) if node.above and isinstance(node.above.value, dict) else ""
    return word.lower() in text.lower()


def _is_meant(name: str, sign: str, value: str, use: Use, facts: html.Html) -> bool:
    """Whether a fault is none in a text: people link to their own machine in instructions, and draw in data:."""
    if name == LEFT_OVER.name and value[:7].lower() == "mailto:":  # the subject of a letter says what it likes
        address, _, subject = value.partition("?")
        return _word(sign) in subject and _word(sign) not in address
    if name == LEFT_OVER.name:  # parameters of other sites are no business of this one
        return use is Use.LINK and f"={_word(sign)}" in value and _word(sign) in NO_TEXT
    if name == LOCAL_HOST.name:
        return use is Use.LINK
    if name == UNFETCHABLE.name:
        return value[:5].lower() == "data:" or value[:6].lower() == "about:"
    if name == UNREGISTERED.name:  # links may open a program, by a scheme of its own
        return use is Use.LINK and not is_mistyped(sign)
    return name == "escaped-twice" and bool(facts.escaped_twice)


def with_fault(fault: AddressFault, *selectors: Iterable[str]) -> Row:
    """Return the row that says that the addresses in these places do not have a fault."""

    def check(node: Node, _document: ParsedDocument) -> Iterator[Found]:
        found = [one for one in addresses_of(node) if fault.name in one.faults]
        for one in found if node.name not in _HTML else found[:1]:
            sign = one.faults[fault.name]
            number = len(found) - 1 if not one.attribute else 0
            more = f"; {number} more {'is' if number == 1 else 'are'} like it" if number else ""
            yield Found(
                text=f'{one.where}"{one.value:.200}" {fault.said(sign)}{more}.',
                hint=fault.advice(one.value, sign),
                found=one.value,
                attribute=one.attribute,
            )

    places = dict.fromkeys(selector.partition("/@")[0] for some in selectors for selector in some)
    return Row(tuple(places), check, _may_hold_addresses, _has_faulty)


def _may_hold_addresses(outline: Outline) -> bool:
    slot = any(not one or one in outline.attributes for one, _ in _by_name().get(outline.name, ()))
    return slot or (outline.name in _HTML and fragments.may_hold_html(outline))


_is_plain = lru_cache(maxsize=64)(is_plain)
"""Remembers: what is the link of an item is mostly its guid, too."""


def _has_faulty(node: Node) -> object:
    """Whether an address of a node has a fault; most are plain, and that is seen without more."""
    name = node.name
    for attribute, _ in _by_name().get(name, ()):  # all() would cost as much again: every link comes here
        value = _value(node, attribute)
        if value and not _is_plain(value):
            return addresses_of(node)
    if name in _HTML and fragments.facts_of(node).odd:
        return addresses_of(node)
    return addresses_of(node) if isinstance(node, Element) and "xml:base" in node.attributes else ()
