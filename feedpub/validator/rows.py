"""Rules that are rows of a table: a value of one type in these slots, what must be there, what may be there once.

Each function here makes one row, of which `rule(…)` makes a rule. Together with the tables of `validator.schema`
and the value types of `validator.types` they say what most rules say. A rule that is none of these shapes is a
function with `@rule`.

What a row says is a template. `{value}` is the value, `{problem}` what its type says of it, `{slot}` where it stands
(`height of media:content`), `{part}` the same in one word, `{attribute}` its attribute, `{element.qname}` the element
as written; `{name}` and `{local}` are what is missing, `{child.qname}` is the child concerned and `{first.line}` the
line of the first of its name.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from msgspec import Struct

from feedpub.text.xml import Element
from feedpub.validator.rule import Found, Outline, Row, outline_of
from feedpub.validator.types import Moment, Type

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from typing import TypeAlias

    from feedpub.validator.document import ParsedDocument
    from feedpub.validator.rule import Node

    Hint: TypeAlias = str | Callable[[str, Any], str]
    """A template, or what makes the hint from the value (or name) and the element."""
    Condition: TypeAlias = Callable[[Any], object]
    _Slots: TypeAlias = tuple[tuple[str, Type, Callable[[str], str | None] | None], ...]
    """Attributes, "" for the text, with the types of their values; with the test where it needs no clock."""

Of = TypeVar("Of")


class _Words(Struct, frozen=True):
    """What a row says: templates of the text, the hint and the value found."""

    text: str
    hint: Hint
    found: str = ""

    def about(self, node: Node, value: str, fields: Mapping[str, Any], **place: Any) -> Found:  # noqa: ANN401 - the rest of a Found
        """Return the finding about a value (or name) of an element."""
        hint = self.hint.format_map(fields) if isinstance(self.hint, str) else self.hint(value, node)
        return Found(text=self.text.format_map(fields), hint=hint, found=self.found.format_map(fields), **place)


def stripped(text: str) -> str:
    """Return a text without white space around it."""
    return text.strip()


def collapsed(text: str) -> str:
    """Return a text with each run of white space as one space."""
    return " ".join(text.split())


def as_written(text: str) -> str:
    """Return a text as it is."""
    return text


def slots(kind: Type, *places: str) -> dict[str, Type]:
    """Return the table that has one type in several slots; each place may list some, with white space between them."""
    return dict.fromkeys(" ".join(places).split(), kind)


def typed(  # noqa: C901, PLR0913 - a row: each part is named where it is used; one loop without calls, for speed
    values: Mapping[str, Type],
    text: str,
    hint: Hint = "",
    *,
    blank: str = "",
    found: str = "{value}",
    instead: Callable[[str], str] | None = None,
    when: Condition | None = None,
    read: Callable[[str], str] | None = None,
) -> Row:
    """Return the row that says that values are of their types.

    `values` maps slots to types: `item/guid` is the text of an element, `item/enclosure/@url` an attribute,
    `@xml:lang` one of any element, `$.items[].id` a value of JSON. `blank` is the text for an empty value, `when`
    the condition under which the rule applies to an element. Without `hint` the type's own is given. `instead` gives
    the one value that can be meant, "" for none. `read` prepares a value; without it, white space around a text goes,
    and attributes and JSON are taken as they are.
    """
    is_json = next(iter(values)).startswith("$")

    @cache  # not at each start: few rules are asked
    def table() -> tuple[dict[str, _Slots], _Slots]:
        return _table(values)

    def concerns(outline: Outline) -> bool:
        by_name, same = table()
        return (
            outline.kind is str
            if is_json
            else any(not one[0] or one[0] in outline.attributes for one in same or by_name[outline.name])
        )

    def about(node: Node, attribute: str, kind: Type, value: str, problem: str) -> Found:
        words = _Words(blank if blank and not value else text, hint or kind.hint, found)
        fields = _fields(node, attribute, value, problem)
        meant = instead(value) if instead is not None else ""
        return words.about(node, value, fields, attribute=attribute, instead=meant)

    def check(node: Any, document: ParsedDocument) -> Iterable[Found]:  # noqa: ANN401 - an element or a JSON value
        if when is not None and not when(node):
            return ()
        by_name, same = table()
        findings: Iterable[Found] = ()
        for attribute, kind, test in same or by_name[node.name]:
            # No function is called here that need not be: nearly all values are right, and there are many.
            if is_json:
                value = node.value
            elif attribute:
                value = node.attributes.get(attribute)
            else:
                value = node.text.strip() if read is None else node.text
            if value is None:
                continue
            if read is not None:
                value = read(value)
            problem = kind.problem(value, document.now) if test is None else test(value)
            if problem:
                findings = (*findings, about(node, attribute, kind, value, problem))
        return findings

    return Row(tuple(dict.fromkeys(map(_selector, values))), check, concerns)


def _table(values: Mapping[str, Type]) -> tuple[dict[str, _Slots], _Slots]:
    """Return the slots by name of element, and those of every element where they are the same."""
    table: dict[str, _Slots] = {}
    for slot, kind in values.items():
        selector, attribute = _selector(slot), _attribute(slot)
        name = selector.rpartition("/")[2]
        known = table.get(name, ())
        one = (attribute, kind, None if isinstance(kind, Moment) else kind.test)
        table[name] = known if one in known else (*known, one)
    first = next(iter(table.values()))
    return table, first if all(each == first for each in table.values()) else ()


def _selector(slot: str) -> str:
    return slot.partition("/@")[0]


def _attribute(slot: str) -> str:
    return slot[1:] if slot.startswith("@") else slot.partition("/@")[2]


def _fields(node: Node, attribute: str, value: str, problem: str) -> dict[str, Any]:
    """Return what a template may name."""
    return {
        "value": value,
        "problem": problem,
        "attribute": attribute,
        "part": attribute or (node.local if isinstance(node, Element) else node.qname),
        "slot": f"{attribute} of {node.qname}" if attribute else node.qname,
        "element": node,
    }


def presence(
    on: str | Collection[str], text: str, hint: Hint, *, found: str = "", when: Condition | None = None
) -> Row:
    """Return the row that says that an element should not be there at all."""
    words = _Words(text, hint, found)

    def check(element: Node, _document: ParsedDocument) -> Iterable[Found]:
        applies = when is None or when(element)
        return (words.about(element, "", {"element": element}),) if applies else ()

    return Row((on,) if isinstance(on, str) else tuple(on), check)


def missing(
    required: Mapping[str, Collection[str]],
    text: str,
    hint: Hint,
    *,
    called: str = "{name}",
    when: Condition | None = None,
) -> Row:
    """Return the row that says that an element has its required children, keys and (`@href`) attributes.

    `called` is what the place of the finding calls the missing thing.
    """
    table, words = {name: _sorted(names) for name, names in _by_name(required).items()}, _Words(text, hint)

    def check(element: Node, _document: ParsedDocument) -> Iterable[Found]:
        if when is not None and not when(element):
            return ()
        findings = []
        for name in _absent(Outline(*outline_of(element)), *table[element.name]):
            fields = {"name": name, "local": name.rpartition(":")[2], "element": element}
            findings.append(words.about(element, name, fields, missing=called.format_map(fields)))
        return findings

    def concerns(outline: Outline) -> bool:
        return bool(_absent(outline, *table[outline.name]))

    return Row(tuple(required), check, concerns)


def _by_name(table: Mapping[str, Of]) -> dict[str, Of]:
    """Return a table of selectors by the names of the elements."""
    return {selector.rpartition("/")[2]: value for selector, value in table.items()}


def _sorted(names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of children (or keys) and those of attributes."""
    names = tuple(names)
    attributes = tuple(name[1:] for name in names if name.startswith("@"))
    return tuple(name for name in names if not name.startswith("@")), attributes


def _absent(outline: Outline, children: Iterable[str], attributes: Iterable[str]) -> list[str]:
    """Return those names that an element, or an object of JSON, does not have."""
    if outline.kind not in _WITH_CHILDREN:
        return []
    absent = [name for name in children if name not in outline.children]
    return absent + [name for name in attributes if name not in outline.attributes]


_WITH_CHILDREN: Final = frozenset({Element, dict})


def repeated(single: Mapping[str, Collection[str]], text: str, hint: Hint, *, found: str = "") -> Row:
    """Return the row that says that children stand once that may stand only once."""
    table, words = _by_name(single), _Words(text, hint, found)

    def check(element: Element, _document: ParsedDocument) -> Iterable[Found]:
        findings = []
        for child, first in _again(element, table[element.name]):
            fields = {"element": element, "child": child, "first": first, "value": child.text.strip()}
            findings.append(words.about(child, child.name, fields, at=child))
        return findings

    def concerns(outline: Outline) -> bool:
        names = [name for name in outline.children if name in table[outline.name]]
        return len(set(names)) < len(names)

    return Row(tuple(single), check, concerns)


def _again(element: Element, single: Collection[str]) -> list[tuple[Element, Element]]:
    """Return each child of a name that was there before, with the first of that name."""
    seen: dict[str, Element] = {}
    pairs = [(child, seen.setdefault(child.name, child)) for child in element.children if child.name in single]
    return [(child, first) for child, first in pairs if first is not child]


def most(limits: Mapping[str, tuple[str, int]], text: str, hint: str, *, found: str = "") -> Row:
    """Return the row that says that an element has no more than so many children of a name.

    `{count}` is how many it has, `{most}` how many it may have; the place is that of the first too many.
    """
    table, words = _by_name(limits), _Words(text, hint, found)

    def check(element: Element, _document: ParsedDocument) -> Iterable[Found]:
        name, limit = table[element.name]
        children = element.all(name)
        fields = {"element": element, "count": len(children), "most": limit}
        return (words.about(element, name, fields, at=children[limit]),)

    def concerns(outline: Outline) -> bool:
        name, limit = table[outline.name]
        return outline.children.count(name) > limit

    return Row(tuple(limits), check, concerns)


def unknown(  # noqa: PLR0913 - a row: each part is named where it is used
    known: Mapping[str, Collection[str]],
    text: str,
    hint: Hint,
    *,
    found: str = "{child.qname}",
    foreign: Callable[[str, str], object] | None = None,
    first_only: bool = False,
) -> Row:
    """Return the row that says that an element holds no children but those that are known.

    `foreign` tells, by its name and that of the element, which children are none of this rule's business.
    """
    table, words = _by_name(known), _Words(text, hint, found)

    def check(element: Element, _document: ParsedDocument) -> Iterable[Found]:
        strange = [child for child in element.children if is_strange(child.name, element.name)]
        return [
            words.about(child, child.name, {"element": element, "child": child}, at=child)
            for child in strange[: 1 if first_only else None]
        ]

    def is_strange(name: str, parent: str) -> bool:
        return name not in table[parent] and (foreign is None or not foreign(name, parent))

    def concerns(outline: Outline) -> bool:
        return any(is_strange(name, outline.name) for name in outline.children)

    return Row(tuple(known), check, concerns)


def unknown_attribute(
    known: Mapping[str, Collection[str]],
    text: str,
    hint: Hint,
    *,
    foreign: Condition,
    when: Condition | None = None,
) -> Row:
    """Return the row that says that elements have no attributes but those that are known.

    `foreign` tells by the name which attributes are none of this rule's business, `when` to which elements it applies.
    """
    table, words = _by_name(known), _Words(text, hint, "{value}")

    def check(element: Element, _document: ParsedDocument) -> Iterable[Found]:
        if when is not None and not when(element):
            return ()
        findings = []
        for name in strange(Outline(*outline_of(element))):
            fields = {"element": element, "attribute": name, "value": element.attributes[name]}
            findings.append(words.about(element, name, fields, attribute=name))
        return findings

    def strange(outline: Outline) -> list[str]:
        return [name for name in outline.attributes if name not in table[outline.name] and not foreign(name)]

    return Row(tuple(known), check, strange)
