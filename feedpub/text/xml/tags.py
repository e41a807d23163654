"""Read one start tag as far as it can be understood, and repair what XML does not allow in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.text.xml.names import NAME, SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedpub.text.xml.repairs import Repairs

_CODE: Final = "not-well-formed"
_WELL_FORMED: Final = re.compile(
    rf"""<({NAME})((?:{SPACE}++{NAME}{SPACE}*+={SPACE}*+(?:"[^<"]*+"|'[^<']*+'))*+){SPACE}*+(/?)>"""
)
_ATTRIBUTE: Final = re.compile(rf"""(?<={SPACE})({NAME}){SPACE}*+={SPACE}*+(?:"([^<"]*+)"|'([^<']*+)')""")
_BEGINNING: Final = re.compile(rf"<({NAME})")
_END: Final = re.compile(r"(/?)>")
_SPACES: Final = re.compile(rf"{SPACE}*+")
_NAME: Final = re.compile(NAME)
_EQUALS: Final = re.compile(rf"{SPACE}*+={SPACE}*+")
_BARE: Final = re.compile(r"""[^\s"'<>=]*+""")
_UNQUOTED_END: Final = re.compile(r"/?>|[\r\n]")
_FEW: Final = 200
"""Letters within which a `>` is taken for the end of a tag that goes wrong."""


class Tag(Struct, frozen=True):
    """A start tag as it is repaired."""

    name: str
    start: int
    end: int
    is_empty: bool
    attributes: list[tuple[str, int, int]]
    """Name, and where the value begins and ends."""


def read_tag(text: str, start: int, repairs: Repairs, path: Callable[[], str]) -> Tag | None:
    """Return the start tag that begins at an offset, None where a < begins none. Raises TooManyRepairsError."""
    match = _WELL_FORMED.match(text, start)
    if match is None:
        beginning = _BEGINNING.match(text, start)
        return None if beginning is None else _BrokenTag(text, beginning, repairs, path).read()
    begin, end = match.span(2)
    attributes = [_attribute(one) for one in _ATTRIBUTE.finditer(text, begin, end)] if begin < end else []
    if len(attributes) > 1 and len({name for name, _, _ in attributes}) < len(attributes):
        return _BrokenTag(text, _matched(_BEGINNING, text, start), repairs, path).read()
    return Tag(match[1], start, match.end(), bool(match[3]), attributes)


def _matched(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str]:
    match = pattern.match(text, at)
    assert match is not None, "a tag begins here"  # noqa: S101 - for the type checker
    return match


def _attribute(match: re.Match[str]) -> tuple[str, int, int]:
    return (match[1], *match.span(2 if match[2] is not None else 3))


class _BrokenTag:
    """A start tag with something wrong in it, read piece by piece."""

    def __init__(self, text: str, beginning: re.Match[str], repairs: Repairs, path: Callable[[], str]) -> None:
        self._text = text
        self._name = beginning[1]
        self._start = beginning.start()
        self._at = beginning.end()
        self._repairs = repairs
        self._path = path
        self._attributes: list[tuple[str, int, int]] = []
        self._names: set[str] = set()

    def read(self) -> Tag | None:
        """Return the tag; None where it is a text that looks like one."""
        text = self._text
        while True:
            spaced = self._skip()
            at = self._at
            if (end := _END.match(text, at)) is not None:
                return self._tag(end.end(), is_empty=bool(end[1]))
            if at >= len(text) or text[at] == "<":
                return self._unclosed(at)
            name = _NAME.match(text, at)
            if name is None:
                self._odd(at)
            else:
                if not spaced:
                    self._note(at, f"No space stands before the attribute {name[0]}.", "Write one.", name[0])
                    self._repairs.replace(at, at, " ")
                self._read_attribute(name)

    def _skip(self) -> bool:
        end = _matched(_SPACES, self._text, self._at).end()
        spaced, self._at = end > self._at, end
        return spaced

    def _tag(self, end: int, *, is_empty: bool) -> Tag:
        return Tag(self._name, self._start, end, is_empty, self._attributes)

    def _unclosed(self, at: int) -> Tag:
        self._note(self._start, f"The tag <{self._name} is not closed by >.", "Write > where it ends.", self._name)
        self._repairs.replace(at, at, ">")
        return self._tag(at, is_empty=False)

    def _odd(self, at: int) -> None:
        """Take out what belongs to no attribute."""
        letter = self._text[at]
        text = f"The tag <{self._name}> holds a {letter} that belongs to no attribute."
        self._note(at, text, 'Write attributes as name="value", and &quot; for a quote within a value.', letter)
        self._repairs.replace(at, at + 1, " ")
        self._at = at + 1

    def _read_attribute(self, name: re.Match[str]) -> None:
        text, what = self._text, f"attribute {name[0]} of <{self._name}>"
        equals = _EQUALS.match(text, name.end())
        if equals is None:
            self._note(name.start(), f"The {what} has no value.", f'Write {name[0]}="…".', name[0])
            self._repairs.replace(name.end(), name.end(), '=""')
            self._add(name, name.end(), name.end(), name.end())
            return
        begin = equals.end()
        quote = text[begin : begin + 1]
        if quote in {'"', "'"} and quote:
            self._quoted(name, begin, quote, what)
            return
        end = _matched(_BARE, text, begin).end()
        if text[end : end + 1] == ">" and text[end - 1] == "/" and end - 1 > begin:
            end -= 1
        value = text[begin:end]
        self._note(begin, f"The value of the {what} has no quotes.", f'Write {name[0]}="{value[:40]}".', name[0])
        self._repairs.replace(begin, begin, '"')
        self._repairs.replace(end, end, '"')
        self._add(name, begin, end, end)

    def _quoted(self, name: re.Match[str], begin: int, quote: str, what: str) -> None:
        """Read a value in quotes; one whose second quote is missing ends with its line or tag."""
        text = self._text
        end = text.find(quote, begin + 1)
        less = text.find("<", begin + 1, end if end >= 0 else len(text))
        if end >= 0 and (less < 0 or text.find(">", begin + 1, less) < 0):
            while begin < less < end:
                self._note(less, f"The {what} holds a <.", "Write &lt;.", name[0])
                self._repairs.replace(less, less + 1, "&lt;")
                less = text.find("<", less + 1, end)
            self._add(name, begin + 1, end, end + 1)
            return
        stop = _UNQUOTED_END.search(text, begin + 1)
        end = stop.start() if stop is not None else len(text)
        self._note(begin, f"The value of the {what} has no second quote.", "Write a quote where it ends.", name[0])
        self._repairs.replace(end, end, quote)
        self._add(name, begin + 1, end, end)

    def _add(self, name: re.Match[str], begin: int, end: int, after: int) -> None:
        """Keep an attribute; one whose name the tag has already is taken out."""
        self._at = after
        if name[0] in self._names:
            text = f"The tag <{self._name}> has the attribute {name[0]} twice."
            self._note(name.start(), text, "Keep one of them.", name[0])
            self._repairs.drop(name.start(), after)
            return
        self._names.add(name[0])
        self._attributes.append((name[0], begin, end))

    def _note(self, at: int, text: str, hint: str, found: str) -> None:
        self._repairs.note(_CODE, at, text, hint=hint, found=found, path=self._path())
