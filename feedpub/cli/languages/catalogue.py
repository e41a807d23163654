"""The texts of one language, and how a message finds its translation.

An entry is an English sentence as a template: `"{value}" is no date.` It translates the messages that it matches as a
whole; of several entries the one with most characters of its own does. What stood in the place of a name is translated
in the same way where an entry has the whole of it, and else stays as it is: it is a value. What names stand for:

`{count}`, and all that begin with `count`   a number: digits, with commas or points among them
`{word}`, and all that begin with `word`     something without blanks
`{code}`, and all that begin with `code`     likewise; the name of an element, key or option, which is never translated
`{more_}`, and all that end in `_`           anything, also nothing
`{said}`, and all that begin with `said`     the words of a library or of the system, which may stay English
`{title}`, and all that begin with `title`   the words of an author, which are never translated
any other name                               anything but nothing

A name within backticks or quotation marks stands for a value, which may be empty and is never translated. An entry with
the flag `fragment` translates parts of messages alone, one with the flag `message` whole messages alone. A message that
no entry matches is cut at the ends of its sentences; if each of them has its entry, all are translated, else none. A
translation in which English sentences would be left is none: a message is in one language.
"""

from __future__ import annotations

import string
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final

import polib
from msgspec import Struct

from feedpub.cli.languages.particles import resolved
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FRAGMENT: Final = "fragment"
_MESSAGE: Final = "message"
_DEEPEST: Final = 6
"""Parts within parts."""
_LONGEST: Final = 6_000
"""Characters of a message; a longer one holds something that somebody else has written."""
_MOST_TRIES: Final = 400
"""Places at which a part may end, of one message and one entry: so long is looked for a match."""
_MOST_WAYS: Final = 8
"""Ways to understand a message by one entry."""
_MOST_SENTENCES: Final = 24
_MOST_LOOKS: Final = 200
"""Pieces of one message that are looked for; of each that feedpub itself says, at most thirty are."""
_MOST_LOOKED_AT: Final = 30_000
"""Characters of these together, each of which is held against all entries; of each message that feedpub itself says, at
most two thousand are."""
_WRITABLE: Final = 0.99
"""Share of the characters of a catalogue; the others are signs, and letters of examples in other languages."""
_KEPT: Final = 4_096
"""Messages whose translation is remembered: of many the same is said."""
_QUOTED: Final = patterns.lazy(r"""`[^`]*+`|"[^"]*+"|“[^“”]*+”|(?<!\w)'[^']*+'|(?<![^\s/\\])[^\s/\\]*+[/\\]\S*""")
_PROSE: Final = patterns.lazy(
    r"(?<![\w:./-])(?:a|an|and|are|as|at|be|but|by|for|has|have|in|is|it|its|no|not|of|on|or|that|the|to|was|which|with)"
    r"(?![\w:./-])|[.;:?!]\s",
    2,  # re.IGNORECASE, without loading `re`
)
"""Of what English sentences are made: a value that has one of it, outside of quotation marks, is more than a value."""
_SENTENCE_END: Final = patterns.lazy(r"(?<=[.?!:;])\s+(?=\S)")
_NUMBER: Final = patterns.lazy(r"[0-9]+(?:[.,][0-9]+)*+")
_BLANK: Final = patterns.lazy(r"\s")


class TemplatePart(Struct, frozen=True):
    """The place of a name in a template, and the text that follows it."""

    name: str
    is_value: bool
    """Whether it stands in quotation marks or backticks, or is what an author has written, or the name of something."""
    after: str

    @property
    def is_number(self) -> bool:
        """Whether only a number can stand there."""
        return self.name.startswith("count")

    @property
    def is_word(self) -> bool:
        """Whether nothing with blanks can stand there."""
        return self.name.startswith(("word", "code"))

    @property
    def is_said(self) -> bool:
        """Whether it is what others say."""
        return self.name.startswith("said")

    @property
    def is_optional(self) -> bool:
        """Whether nothing can stand there, too: a value may be empty, a name is not."""
        return self.name.endswith("_") or (self.is_value and not self.name.startswith("code"))


class MessageTemplate(Struct, frozen=True):
    """A text with names: what stands before the first, and each name with what follows it."""

    head: str
    parts: tuple[TemplatePart, ...]

    @property
    def own(self) -> list[str]:
        """The pieces of text that are its own."""
        return [self.head, *(part.after for part in self.parts)]

    @property
    def weight(self) -> tuple[int, int]:
        """How much it says: the characters of its own, and the names for which not everything will do."""
        return sum(map(len, self.own)), sum(2 * part.is_number + part.is_word for part in self.parts)

    def matches(self, text: str) -> Iterator[dict[str, str]]:
        """Yield what stands for each name in a text, in each way that it can be understood: a value may hold quotes."""
        if text.startswith(self.head):
            yield from self._rest(text, 0, len(self.head), iter(range(_MOST_TRIES)))

    def match(self, text: str) -> dict[str, str] | None:
        """Return what stands for each name in a text, in the first way; None where the text is another."""
        return next(self.matches(text), None)

    def _rest(self, text: str, index: int, start: int, tries: Iterator[int]) -> Iterator[dict[str, str]]:
        if index == len(self.parts):
            if start == len(text):
                yield {}
            return
        part = self.parts[index]
        for end in self._ends(text, index, start):
            if next(tries, None) is None:
                return
            for found in self._rest(text, index + 1, end + len(part.after), tries):
                yield {part.name: text[start:end], **found}

    def _ends(self, text: str, index: int, start: int) -> Iterator[int]:
        """Return where the part can end, the nearest place first."""
        part = self.parts[index]
        if part.is_number:
            number = _NUMBER.match(text, start)
            if number and text.startswith(part.after, number.end()):
                yield number.end()
            return
        first = start if part.is_optional else start + 1
        last = len(text) - len(part.after)
        if index == len(self.parts) - 1:
            ends: Iterable[int] = (last,) if last >= first and text.endswith(part.after) else ()
        else:
            ends = _all(text, part.after, first)
        for end in ends:
            if part.is_word and _BLANK.search(text, start, end):
                return
            yield end
            start = end


def _all(text: str, piece: str, start: int) -> Iterator[int]:
    place = text.find(piece, start)
    while place >= 0:
        yield place
        place = text.find(piece, place + 1)


def template(text: str) -> MessageTemplate:
    """Return a template as it is written. Raises ValueError for braces that are none of a name."""
    if "{" not in text and "}" not in text:
        return MessageTemplate(text, ())
    pieces, names = [""], list[tuple[str, bool]]()
    for own, name, spec, conversion in string.Formatter().parse(text):
        pieces[-1] += own
        if name is not None:
            if spec or conversion or not name.isidentifier():
                raise ValueError(f"{{{name}}} is no name of a part")
            names.append((name, name.startswith(("title", "code")) or _is_quoted("".join(pieces))))
            pieces.append("")
    return MessageTemplate(
        pieces[0], tuple(TemplatePart(*name, after) for name, after in zip(names, pieces[1:], strict=True))
    )


def _is_quoted(before: str) -> bool:
    """Whether a quotation is open behind a text; an apostrophe is one only where it is the last character."""
    is_open = before.count("`") % 2 or before.count('"') % 2 or before.count("“") > before.count("”")
    return bool(is_open) or before.endswith(("'", "‘"))


def is_prose(text: str) -> bool:
    """Whether a part has words of English besides what stands in quotation marks and paths."""
    bare = _QUOTED.sub("", text).strip()
    return " " in bare and _PROSE.search(bare) is not None


def _is_ended(text: str) -> bool:
    """Whether a part ends with the full stop of the sentence that it stands in."""
    return text.endswith(".") and not text.endswith("..")


class CatalogueEntry(Struct, frozen=True):
    """A template and what it is in the other language."""

    english: MessageTemplate
    other: str
    """A template, understood when it is needed: a run says little of all that can be said."""
    key: str
    """The longest piece of the English text: what is not in a message cannot match it."""
    flag: str
    """`fragment` where it is for parts alone, `message` where it is for whole messages alone."""

    def is_for(self, depth: int) -> bool:
        """Whether it translates what lies that deep in a message."""
        return self.flag != (_MESSAGE if depth else _FRAGMENT)


class TranslatedMessage(Struct, frozen=True):
    """A message in the other language."""

    text: str
    kept: tuple[str, ...] = ()
    """The parts that no entry has, as they are: values."""


class _TooManyPiecesError(Exception):
    """Of a message there are more pieces than of any that feedpub says: somebody else has written it."""


class _Pieces:
    """The pieces of one message that have been looked for, and whether each is a part: their translations."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, bool], TranslatedMessage | None] = {}
        self._looked_at = 0

    def look(self, text: str) -> None:
        """Count a piece that is held against all entries. Raises _TooManyPiecesError."""
        self._looked_at += len(text)
        if len(self.found) > _MOST_LOOKS or self._looked_at > _MOST_LOOKED_AT:
            raise _TooManyPiecesError


class Catalogue:
    """Finds the translation of messages."""

    def __init__(self, entries: Iterable[tuple[str, str, str]]) -> None:
        """Take entries: English, the other language, and the flag."""
        made = [
            CatalogueEntry(english, other, max(english.own, key=len), flag)
            for text, other, flag in entries
            for english in (template(text),)
        ]
        made.sort(key=lambda one: one.english.weight, reverse=True)
        self.entries = made
        self._whole = {one.english.head: one for one in reversed(made) if not one.english.parts}
        self._with_parts = [one for one in made if one.english.parts]
        self._remembered = lru_cache(_KEPT)(self.message)
        self.can_be_written_in = cache(self._can_be_written_in)
        """Whether an encoding, by its name in Python, has the characters of the language; all that it lacks is rare."""

    def _can_be_written_in(self, encoding: str) -> bool:
        text = "".join(one.other for one in self.entries)
        return len(text.encode(encoding, "ignore").decode(encoding)) >= _WRITABLE * len(text)

    def lines(self, text: str) -> str:
        """Return a text of lines, each of which is a message of its own; the indentation of each stays.

        A value may hold a line break: where not each line is a message, the whole may be one.
        """
        lines = text.split("\n")
        found = [self._remembered(line.strip()) if line.strip() else None for line in lines]
        if len(lines) > 1 and any(line.strip() and not one for line, one in zip(lines, found, strict=True)):
            whole = self._remembered(text)
            if whole:
                return whole.text
        return "\n".join(
            line.replace(line.strip(), one.text, 1) if one else line for line, one in zip(lines, found, strict=True)
        )

    def message(self, text: str) -> TranslatedMessage | None:
        """Return the translation of a message; None where no entry has it."""
        if len(text) > _LONGEST:
            return None
        try:
            return self._message(text, 0, _Pieces())
        except _TooManyPiecesError:
            return None

    def _message(self, text: str, depth: int, seen: _Pieces) -> TranslatedMessage | None:
        """Return the translation of a text that is so deep in a message; `seen` has the pieces that were looked for."""
        return self._by_entry(text, depth, seen) or self._by_sentence(text, depth, seen)

    def _by_entry(self, text: str, depth: int, seen: _Pieces) -> TranslatedMessage | None:
        """Translate a sentence, or the same with or without its full stop: sentences are put together in sentences."""
        found = self._as_it_is(text, depth, seen)
        if found is not None:
            return found
        if _is_ended(text):
            found = self._as_it_is(text[:-1], depth, seen)
            return found and TranslatedMessage(f"{found.text.removesuffix('.')}.", found.kept)
        found = self._as_it_is(f"{text}.", depth, seen) if depth else None
        return found and TranslatedMessage(found.text.removesuffix("."), found.kept)

    def _as_it_is(self, text: str, depth: int, seen: _Pieces) -> TranslatedMessage | None:
        whole = self._whole.get(text)
        if whole and whole.is_for(depth):
            return TranslatedMessage(template(whole.other).head)
        key = text, bool(depth)
        if key not in seen.found:
            seen.found[key] = None  # within itself there is none
            seen.look(text)
            seen.found[key] = self._with_its_parts(text, depth, seen)
        return seen.found[key]

    def _with_its_parts(self, text: str, depth: int, seen: _Pieces) -> TranslatedMessage | None:
        for one in self._with_parts:
            if one.key in text and one.is_for(depth):
                for found in islice(one.english.matches(text), _MOST_WAYS):
                    filled = self._filled(one, found, depth, seen)
                    if filled is not None:
                        return filled
        return None

    def _filled(
        self, one: CatalogueEntry, found: dict[str, str], depth: int, seen: _Pieces
    ) -> TranslatedMessage | None:
        """Return the translation with its parts; None where English would be left."""
        values: dict[str, TranslatedMessage] = {}
        for part in one.english.parts:
            value = found[part.name]
            is_kept = part.is_value or part.is_number
            inner = None if is_kept or depth >= _DEEPEST else self._message(value, depth + 1, seen)
            if not is_kept and value.count("`") % 2:
                return None  # a quotation is cut through
            if inner is None and not is_kept and not part.is_said and (is_prose(value) or _is_ended(value)):
                return None
            values[part.name] = inner or TranslatedMessage(value, () if is_kept or not value else (value,))
        other = template(one.other)
        text = other.head
        for part in other.parts:
            text += values[part.name].text
            text += resolved(text[-2:], part.after)
        return TranslatedMessage(text, tuple(kept for value in values.values() for kept in value.kept))

    def _by_sentence(self, text: str, depth: int, seen: _Pieces) -> TranslatedMessage | None:
        """Translate the sentences of a text, as many of them together as there is an entry for; all or none."""
        starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
        if not 1 < len(starts) <= _MOST_SENTENCES:
            return None
        ends = [*starts[1:], len(text)]
        done: list[TranslatedMessage] = []
        place = 0
        while place < len(starts):
            for last in reversed(range(place, len(starts))):
                if place == 0 and last == len(starts) - 1:
                    continue  # the whole, which no entry has
                piece = text[starts[place] : ends[last]].rstrip()
                found = self._without_semicolon(piece, depth, seen) or self._by_entry(piece, depth, seen)
                if found:
                    done.append(found)
                    place = last + 1
                    break
            else:
                return None
        return TranslatedMessage(" ".join(one.text for one in done), tuple(kept for one in done for kept in one.kept))

    def _without_semicolon(self, piece: str, depth: int, seen: _Pieces) -> TranslatedMessage | None:
        """Translate a sentence that goes on behind a semicolon: what follows is a sentence of its own."""
        if not piece.endswith(";"):
            return None
        bare = piece.removesuffix(";")
        found = self._by_entry(bare, depth, seen) or self._by_entry(f"{bare}.", depth, seen)
        return found and TranslatedMessage(f"{found.text.removesuffix('.')}.", found.kept)


def read(path: str) -> Catalogue:
    """Return the catalogue in a file. Raises ValueError where a template is none."""
    return Catalogue(
        (one.msgid, one.msgstr, next((flag for flag in (_FRAGMENT, _MESSAGE) if flag in one.flags), ""))
        for one in polib.pofile(path, encoding="utf-8")
        if one.translated()
    )
