"""`python -m benchmarks.attacks`: every regular expression of feedpub against texts made to slow it down.

From the tree of a pattern come texts that it nearly matches, many times over: what leads to a repetition, what it
repeats, openings that are never closed. Each is doubled; time that grows by more than the text does is printed.
"""

from __future__ import annotations

import ast
import pkgutil
import re
import signal
import sys
import time
from contextlib import contextmanager
from importlib import import_module
from itertools import product
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined] # no public way leads to the tree of a pattern
from re import _parser as parser  # type: ignore[attr-defined] # as above
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

import feedpub
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_ROOT: Final = Path(feedpub.__file__).parent
_MOST_TEXTS: Final = 600
_FIRST: Final = 20_000
_UNSUSPICIOUS: Final = 0.008
"""Seconds for the first text; what takes longer is doubled."""
_START: Final = 4_000
_END: Final = 128_000
_TOO_LONG: Final = 2.0
_UNMISTAKABLE: Final = 0.05
_GROWTH: Final = 2.6
_ENDINGS: Final = ("", "\0", "\n\n", "<", ">", '"', "!")


class Pattern(Struct, frozen=True, kw_only=True):
    """A regular expression of the program, and how it is asked."""

    place: str
    compiled: re.Pattern[Any]
    asked: frozenset[str]
    """The methods that are called, as far as that is known."""

    def run(self, text: str) -> None:
        """Ask it, as the program does."""
        whole = text if isinstance(self.compiled.pattern, str) else text.encode("utf-8", "surrogatepass")
        if "match" in self.asked:
            self.compiled.match(whole)
        if "fullmatch" in self.asked:
            self.compiled.fullmatch(whole)
        if not self.asked <= _ANCHORED:
            for _ in self.compiled.finditer(whole):
                pass


class Growth(Struct, frozen=True, kw_only=True):
    """A text that costs more than twice as much when it is twice as long."""

    pattern: Pattern
    text: str
    """What is repeated, with what stands before and behind."""
    length: int
    seconds: float
    ratio: float


GUARDED: Final = {
    "feedpub.content.autodiscovery._XHTML": "asked of the first 1,024 bytes of a page",
    "feedpub.sites.hugo.files._SHORTCODES": "asked of the paths of files",
    "feedpub.sites.pelican.slugs._TAG": "asked of a text that ends with a tag, so that every tag ends",
    "feedpub.collect.title._MARKDOWN_HEADING": "asked of the first 2,000 characters of a text",
    "feedpub.content.charset._META": "asked of the first 4,096 bytes of a page",
    "feedpub.content.lazy._PLACEHOLDER": "asked of the first 2,000 characters of an address",
    "feedpub.text.plain._SENTENCE_END": "asked of the last third of a summary's length",
    "feedpub.validator.rule._FENCE": "asked of the documentation of the rules, which is feedpub's own",
    "feedpub.collect.frontmatter.block._OPEN_FENCES": "asked of the beginning of a text alone",
    "feedpub.sites.jekyll.rubytime": "asked of dates of at most 128 characters",
    "feedpub.text.written_dates": "asked of dates of at most 64 characters",
}
"""Patterns, or modules of them, that are asked of short texts alone, and so may take the square of their length."""
_ANCHORED: Final = frozenset({"match", "fullmatch"})
_ASKING: Final = frozenset({"findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn"})
_CALLED: Final = re.compile(rf"\.\s*(?:{'|'.join(sorted(_ASKING))})\b")
"""Parsing all modules takes seconds; those without a method of a pattern need not be."""


def found() -> list[Pattern]:
    """Return the patterns that the modules of feedpub have, and those that stand where they are used."""
    made: dict[tuple[Any, int], tuple[str, set[str]]] = {}
    used: dict[tuple[str, str], set[str]] = {}
    for file in sorted(_ROOT.rglob("*.py")):
        _uses(file, made, used)
    for module in pkgutil.walk_packages(feedpub.__path__, "feedpub."):
        if not module.name.endswith("__main__"):
            _of_module(import_module(module.name), made, used)
    return [
        Pattern(place=place, compiled=re.compile(*pattern), asked=frozenset(asked or _ASKING))
        for pattern, (place, asked) in made.items()
        if not _is_guarded(place)
    ]


def _is_guarded(place: str) -> bool:
    return any(place == guarded or place.startswith((f"{guarded}.", f"{guarded}:")) for guarded in GUARDED)


def _of_module(
    module: Any,  # noqa: ANN401 - a module has what it has
    made: dict[tuple[Any, int], tuple[str, set[str]]],
    used: Mapping[tuple[str, str], set[str]],
) -> None:
    for name, value in vars(module).items():
        values = value if isinstance(value, (tuple, list)) else value.values() if isinstance(value, dict) else (value,)
        asked = used.get((module.__name__, name), set()) | used.get(("", name), set())
        for each in values:
            if isinstance(each, re.Pattern):
                key: tuple[Any, int] = (each.pattern, each.flags & ~re.UNICODE.value)
            elif type(each) is type(patterns.lazy("")):
                lazy: Any = each
                key = lazy._source, int(lazy._flags)  # noqa: SLF001 - unseen otherwise
            else:
                continue
            _, of_others = made.setdefault(key, (f"{module.__name__}.{name}", set()))
            of_others |= asked if value is each else _ASKING


def _uses(file: Path, made: dict[tuple[Any, int], tuple[str, set[str]]], used: dict[tuple[str, str], set[str]]) -> None:
    """Note which methods of what names are called, and the patterns that stand where they are used."""
    module = ".".join(file.relative_to(_ROOT.parent).with_suffix("").parts).removesuffix(".__init__")
    source = file.read_text(encoding="utf-8")
    if not _CALLED.search(source):
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in _ASKING:
            if isinstance(node.value, ast.Name):
                used.setdefault((module, node.value.id), set()).add(node.attr)
            elif isinstance(node.value, ast.Attribute):
                used.setdefault(("", node.value.attr), set()).add(node.attr)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _ASKING:
            is_inline = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            if is_inline and isinstance(node.args[0], ast.Constant):
                pattern: Any = node.args[0].value
                made.setdefault((pattern, 0), (f"{module}:{node.lineno}", set()))[1].add(node.func.attr)


# What a pattern matches, in a few words for each of its parts.


def samples(tree: Iterable[Any], most: int = 6) -> list[str]:
    """Return some texts that a part of a pattern matches; what only looks around counts as what it looks for."""
    texts = [""]
    for kind, value in tree:
        texts = [a + b for a, b in product(texts, _of(kind, value, most))][:most]
    return texts


def _of(kind: Any, value: Any, most: int) -> list[str]:  # noqa: ANN401, PLR0911 - the tree of `re` has no types, and so many kinds
    if kind is sre.LITERAL:
        return [chr(value)]
    if kind is sre.NOT_LITERAL:
        return [next(each for each in "a <" if ord(each) != value)]
    if kind is sre.ANY:
        return ["a", " "]
    if kind is sre.IN:
        return _of_class(value)[:3]
    if kind in {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}:
        low, high, inner = value
        once = samples(inner, 3)
        return [each * max(low, min(1, high)) for each in once] + ([""] if low == 0 else [])
    if kind is sre.SUBPATTERN:
        return samples(value[3], most)
    if kind is sre.ATOMIC_GROUP:
        return samples(value, most)
    if kind is sre.BRANCH:
        return [text for each in value[1] for text in samples(each, 2)][: most * 2]
    if kind is sre.GROUPREF_EXISTS:
        return samples(value[1], 2)
    return [""]


def _of_class(items: Sequence[Any]) -> list[str]:
    negated = items[0][0] is sre.NEGATE
    likely = "a1 \n<>\"'=-/.:;,#&[](){}*`!?_|\\~+%@$^\t가"
    pattern = [(sre.IN, items)]
    state = parser.State()
    state.str = ""
    from re import _compiler as compiler  # type: ignore[attr-defined] # noqa: PLC0415 - as above

    compiled = compiler.compile(parser.SubPattern(state, pattern))
    fit = [each for each in likely if compiled.match(each)]
    if fit:
        return [fit[0], *fit[1:3]]
    if negated:
        return ["\x7f"]
    kind, value = items[0]
    return [chr(value if kind is sre.LITERAL else value[0])] if kind in {sre.LITERAL, sre.RANGE} else ["a"]


def texts(pattern: re.Pattern[Any]) -> list[tuple[str, str, str]]:
    """Return what stands before, what is repeated, and what stands behind, for the attacks on a pattern."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(source, pattern.flags & ~re.UNICODE.value if isinstance(pattern.pattern, str) else 0)
    made: dict[tuple[str, str, str], None] = {}
    openings: dict[str, None] = {}
    for start in filter(None, _prefixes(tree)):
        made |= dict.fromkeys((("", start, ""), ("", start + " ", ""), ("", start + "\n", ""), ("", start + ">", "")))
    for before, inner in _repetitions(tree, [""]):
        for start in before[:3]:
            for pump in inner[:4]:
                if pump:
                    for end in _ENDINGS:
                        made[start, pump, end] = None
                    openings[start + pump] = None
                    openings[start] = None
    for start in filter(None, openings):
        made |= dict.fromkeys((("", start, ""), ("", start + " ", ""), ("", start + "\n", "")))
    tokens = [each for each in dict.fromkeys(text for _, text, _ in made) if len(each) < 12][:12]  # noqa: PLR2004 - a few short ones
    for one, other in product(tokens, tokens):
        if one != other:
            made["", one + other, ""] = None
    return list(made)[:_MOST_TEXTS]


def _prefixes(tree: Iterable[Any], before: Sequence[str] = ("",)) -> Iterator[str]:
    """Return what a pattern matches up to each of its parts, those within groups and alternatives, too."""
    for kind, value in tree:
        for inner in _inside(kind, value):
            yield from _prefixes(inner, before[:2])
        before = [a + b for a, b in product(before, _of(kind, value, 3))][:3]
        yield from before


def _inside(kind: Any, value: Any) -> list[Any]:  # noqa: ANN401 - the tree of `re` has no types
    if kind is sre.SUBPATTERN:
        return [value[3]]
    if kind is sre.BRANCH:
        return list(value[1])
    if kind is sre.ATOMIC_GROUP:
        return [value]
    return []


def _repetitions(tree: Iterable[Any], before: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Return each repetition without an end: what may stand before it, and what it repeats."""
    for kind, value in tree:
        if kind in {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}:
            yield from _repetitions(value[2], before)
            if value[1] > 100:  # noqa: PLR2004 - a limit that costs
                yield before, samples(value[2], 6)
        elif kind is sre.SUBPATTERN:
            yield from _repetitions(value[3], before)
        elif kind is sre.ATOMIC_GROUP:
            yield from _repetitions(value, before)
        elif kind is sre.BRANCH:
            for each in value[1]:
                yield from _repetitions(each, before)
        elif kind in {sre.ASSERT, sre.ASSERT_NOT}:
            yield from _repetitions(value[1], before)
            if kind is sre.ASSERT and value[0] > 0:
                before = [a + b for a, b in product(before, samples(value[1], 2))][:4] + before
        before = [a + b for a, b in product(before, _of(kind, value, 3))][:6]


class _TooLongError(Exception):
    """A pattern has taken longer than anybody waits."""


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise _TooLongError

    old = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)  # of CPU: on a busy machine seconds pass in which nothing is done
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, old)


def seconds_of(work: Callable[[], object], most: float = _TOO_LONG) -> float:
    """Return the seconds of CPU that some work takes; `most` where it takes longer and is ended."""
    start = time.process_time()
    try:
        with _within(most):
            work()
    except _TooLongError:
        return most
    return time.process_time() - start


def growth(pattern: Pattern, attack: tuple[str, str, str], end: int = _END) -> Growth | None:
    """Double a text until it is long; None where the time grows as the text does, or hardly at all."""
    before, pump, behind = attack
    first = before + pump * (_FIRST // len(pump) + 1) + behind
    if seconds_of(lambda: pattern.run(first)) < _UNSUSPICIOUS:
        return None
    last, length = 0.0, _START
    while length <= end:
        text = before + pump * (length // len(pump) + 1) + behind
        took = seconds_of(lambda text=text: pattern.run(text))  # type: ignore[misc] # the default is the text
        if took > _UNMISTAKABLE and last and took / last > _GROWTH:
            took = min(took, seconds_of(lambda text=text: pattern.run(text)))  # type: ignore[misc] # as above
            if took / last > _GROWTH:
                shown = f"{before!r} + {pump!r} * n + {behind!r}"
                return Growth(pattern=pattern, text=shown, length=length, seconds=took, ratio=took / last)
        last, length = took, length * 2
        if took >= _TOO_LONG:
            return Growth(
                pattern=pattern, text=f"{before!r} + {pump!r} * n + {behind!r}", length=length, seconds=took, ratio=0
            )
    return None


def worst(pattern: Pattern, end: int = _END) -> Growth | None:
    """Return the first attack that a pattern does not stand."""
    for attack in texts(pattern.compiled):
        if bad := growth(pattern, attack, end):
            return bad
    return None


def main(names: Sequence[str] | None = None) -> int:
    """Attack all patterns, or those whose place holds one of the names; print those that do not stand it."""
    names = sys.argv[1:] if names is None else names
    number, bad = 0, 0
    for pattern in found():
        if names and not any(name in pattern.place for name in names):
            continue
        number += 1
        if slow := worst(pattern):
            bad += 1
            print(
                f"{pattern.place}: {slow.seconds:.2f} s for {slow.length} characters, "
                f"x{slow.ratio:.1f}: {slow.text[:160]}",
                flush=True,
            )
    print(f"{number} patterns, {bad} grow faster than their text")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
