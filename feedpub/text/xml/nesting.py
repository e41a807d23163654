"""Repair how elements lie inside each other, and the prefixes of their names.

An element that is not closed ends where its author most probably meant it to: before its like, or, when it begins with
a text, before the first element, else where the element around it ends.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from feedpub.text.xml.element import step
from feedpub.text.xml.names import NAME, SPACE
from feedpub.text.xml.repairs import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedpub.text.xml.repairs import Repairs
    from feedpub.text.xml.tags import Tag

UNDECLARED: Final = "undeclared-prefix:"
"""Begins the namespace that stands for that of an unknown prefix."""
_CODE: Final = "not-well-formed"
_END_TAG: Final = re.compile(rf"</({NAME}){SPACE}*+(>?)")
_DECLARED_ALWAYS: Final = frozenset({"xml", "xmlns"})
_XMLNS: Final = "xmlns:"
_LONGEST_TAG: Final = 100
_ALIKE: Final = 0.7
"""Part of their letters that a name and its misspelling have in common at least: title and titel."""


class _Open:
    """An element that has begun."""

    __slots__ = ("again", "counts", "first_child", "inside", "name", "ordinal", "prefixes", "start")

    def __init__(self, tag: Tag, ordinal: int, prefixes: frozenset[str]) -> None:
        self.name = tag.name
        self.start = tag.start
        self.inside = tag.end
        self.ordinal = ordinal
        self.prefixes = prefixes
        """Those that are declared here and around."""
        self.first_child = -1
        """Where the first child element begins."""
        self.again = -1
        """Where the first child element of the same name begins."""
        self.counts: dict[str, int] = {}


class Nesting:
    """The elements that are open in one document; `usual` gives the namespaces of well-known prefixes."""

    def __init__(self, repairs: Repairs, usual: Mapping[str, str]) -> None:
        self.is_over = False
        """Whether the root element has ended."""
        self.added: dict[str, str] = {}
        """The namespaces that have to be declared, and their prefixes."""
        self._repairs = repairs
        self._text = repairs.text
        self._usual = usual
        self._stack: list[_Open] = []
        self._names: Counter[str] = Counter()
        self._ended_early: Counter[str] = Counter()
        """Names of elements that were ended where they are not closed: their end tags may come yet."""
        self._root_name_end = -1

    @property
    def depth(self) -> int:
        """How many elements are open."""
        return len(self._stack)

    def path(self) -> str:
        """Return the path of the innermost open element."""
        return "".join(f"/{step(one.name, one.ordinal, is_root=not place)}" for place, one in enumerate(self._stack))

    def declare(self) -> None:
        """Declare the prefixes in the root element that are declared nowhere."""
        if self.added and self._root_name_end > 0:
            written = "".join(f' {_XMLNS}{prefix}="{uri}"' for uri, prefix in sorted(self.added.items()))
            self._repairs.add(self._root_name_end, written)
            known = [one for one in sorted(self.added.items()) if not one[0].startswith(UNDECLARED)]
            written = "".join(f' {_XMLNS}{prefix}="{uri}"' for uri, prefix in known)
            self._repairs.fix(self._root_name_end, self._root_name_end, written)

    def begin(self, tag: Tag) -> None:
        """Begin an element, and end it when it is empty."""
        above = self._stack[-1] if self._stack else None
        ordinal = 1
        prefixes = _DECLARED_ALWAYS
        if above is None:
            self._root_name_end = tag.start + 1 + len(tag.name)
        else:
            prefixes = above.prefixes
            if above.first_child < 0:
                above.first_child = tag.start
            if above.again < 0 and above.name == tag.name:
                above.again = tag.start
            ordinal = above.counts[tag.name] = above.counts.get(tag.name, 0) + 1
        declared = [name.removeprefix(_XMLNS) for name, _, _ in tag.attributes if name.startswith(_XMLNS)]
        opened = _Open(tag, ordinal, prefixes.union(declared) if declared else prefixes)
        self._stack.append(opened)
        self._names[tag.name] += 1
        self._check_prefixes(tag, opened.prefixes)
        if tag.is_empty:
            self._close(opened)

    def _check_prefixes(self, tag: Tag, declared: frozenset[str]) -> None:
        if ":" in tag.name:
            self._check_prefix(tag.name, tag.start, "element", declared)
        for name, _, _ in tag.attributes:
            if ":" in name and not name.startswith(_XMLNS):
                self._check_prefix(name, tag.start, "attribute", declared)

    def _check_prefix(self, name: str, at: int, what: str, declared: frozenset[str]) -> None:
        prefix = name.partition(":")[0]
        if not prefix or prefix in declared:
            return
        usual = self._usual.get(prefix, "")
        hint = f'Write {_XMLNS}{prefix}="{usual}" into the root element.'
        if not usual:
            hint = f"Declare it in the root element, {_XMLNS}{prefix} with the address of its namespace."
        text = f"The prefix {prefix} of the {what} {name} is declared nowhere."
        self._repairs.note("unbound-prefix", at, text, hint=hint, found=prefix, path=self.path())
        self.added[usual or UNDECLARED + prefix] = prefix

    def end_tag(self, start: int) -> int:
        """Go over an end tag, and return where it ends. Raises TooManyRepairsError."""
        match = _END_TAG.match(self._text, start)
        if match is None:
            return self._no_end_tag(start)
        name = match[1]
        if not match[2]:
            self._note(start, f"The end tag of {name} is not closed by >.", f"Write </{name}>.", name)
            self._repairs.replace(match.end(), match.end(), ">")
        if self._stack and self._stack[-1].name == name:
            self._close(self._stack[-1])
        elif self._names[name]:
            self._close_those_inside(name, start)
        else:
            self._stray(name, start, match.end())
        return match.end()

    def _no_end_tag(self, start: int) -> int:
        end = self._text.find(">", start, start + _LONGEST_TAG) + 1 or start + len("</")
        text = f"This is no end tag: {shown(self._text[start:end])}."
        self._note(start, text, "Write the name of the element that ends here: </title>.", "</")
        self._repairs.blank(start, end)
        return end

    def _close_those_inside(self, name: str, start: int) -> None:
        """End the elements that are not closed where the one around them is, and that one."""
        while (inner := self._stack[-1]).name != name:
            line, _ = self._repairs.place(inner.start)
            text = f"The end tag </{name}> stands here, but <{inner.name}> of line {line} is still open."
            self._note(start, text, f"Write </{inner.name}> where the element ends.", inner.name)
            end = self._end_of(inner, start)
            self._repairs.replace(end, end, f"</{inner.name}>")
            self._ended_early[inner.name] += 1
            self._close(inner)
        self._close(inner)

    def _end_of(self, inner: _Open, latest: int) -> int:
        if inner.again >= 0:
            return inner.again
        if inner.first_child >= 0 and self._text[inner.inside : inner.first_child].strip():
            return inner.first_child
        return latest

    def _stray(self, name: str, start: int, end: int) -> None:
        """Note an end tag of what is not open; where it is misspelt it ends the innermost element."""
        inner = self._stack[-1] if self._stack else None
        if inner is not None and _are_alike(inner.name, name):
            text = f"The element <{inner.name}> ends with </{name}>."
            self._note(start, text, f"Write </{inner.name}>.", name)
            self._repairs.replace(start, end, f"</{inner.name}>")
            self._close(inner)
            return
        if self._ended_early[name]:
            self._ended_early[name] -= 1  # it belongs to what was noted where it should have ended
        else:
            text = f"The end tag </{name}> ends nothing: no element {name} is open here."
            self._note(start, text, "Remove it, or write the start tag.", name)
        self._repairs.blank(start, end)

    def _close(self, opened: _Open) -> None:
        self._stack.pop()
        self._names[opened.name] -= 1
        self.is_over = not self._stack

    def _note(self, at: int, text: str, hint: str, found: str) -> None:
        self._repairs.note(_CODE, at, text, hint=hint, found=found, path=self.path())


def _are_alike(name: str, other: str) -> bool:
    """Whether a name is probably a misspelling of another."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - few documents need it

    first, second = name.lower()[:_LONGEST_TAG], other.lower()[:_LONGEST_TAG]
    return first == second or SequenceMatcher(None, first, second).ratio() > _ALIKE
