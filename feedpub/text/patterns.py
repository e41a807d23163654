"""Regular expressions that few builds need: compiled when first used, not at every start.

What every post or every feed goes through is `re.compile`, whose methods are found faster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

Text = TypeVar("Text", str, bytes)

_METHODS: Final = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


def lazy(source: Text, flags: int = 0) -> re.Pattern[Text]:
    """Return what has the methods of the compiled pattern. A mistake in it is found when it is first used."""
    return cast("re.Pattern[Text]", _Pattern(source, flags))


_NAME: Final = "[^/]*"
_ANY: Final = ".*"
_STARS: Final = frozenset({_NAME, _ANY, "(?:.*/)?", "(?:[^/.][^/]*/)*"})
"""Parts of expressions for globs that match as much or as little as the rest needs."""
_BRACES: Final = frozenset("(|)")
_MOST_FREE: Final = 4
"""Stars of a glob that may be tried at every place together: time grows with their number as exponent."""


def of_glob(glob: str, special: re.Pattern[str], wildcard: Callable[[str], str]) -> str:
    """Return the expression for a glob: `wildcard` gives that of each part that `special` finds, all else is literal.

    Raises ValueError as `globbed` does.
    """
    import re  # noqa: PLC0415 - most sites exclude nothing

    parts: list[str] = []
    end = 0
    for match in special.finditer(glob):
        parts += [re.escape(glob[end : match.start()]), wildcard(match[0])]
        end = match.end()
    return globbed([*parts, re.escape(glob[end:])])


def globbed(parts: Iterable[str]) -> str:
    """Return the expression for a glob from those for its parts. Raises ValueError where it could take for ever.

    A star that is followed by another of its kind, or of a wider one, need only match as little as it can: whatever
    it leaves, the other takes. So it is never tried again.
    """
    starred = _starred(parts)
    found = [starred[0][1]]
    free = 0
    for place, (star, fixed) in enumerate(starred[1:], 2):
        following = starred[place][0] if place < len(starred) else ""
        if (star, following) in {(_NAME, _NAME), (_NAME, _ANY), (_ANY, _ANY)} and _BRACES.isdisjoint(fixed):
            found.append(f"(?>{star}?{fixed})")
            continue
        free += 1
        found += [star, fixed]
    if free > _MOST_FREE:
        raise ValueError("it has too many wildcards")
    return "".join(found)


def _starred(parts: Iterable[str]) -> list[tuple[str, str]]:
    """Return each star with what follows it up to the next; the first pair has none."""
    found = [("", "")]
    for part in parts:
        star, fixed = found[-1]
        if part not in _STARS:
            found[-1] = (star, fixed + part)
        elif (part, "") != (star, fixed):  # two stars are one
            found.append((part, ""))
    return found


class _Pattern:
    """Takes over the methods of the compiled pattern when the first of them is asked for."""

    __slots__ = (*_METHODS, "_flags", "_source")

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a method
        import re  # noqa: PLC0415 - until a pattern is used, nothing is needed

        compiled = re.compile(self._source, self._flags)
        for each in _METHODS:
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)


OWN_PAGE: Final = lazy(rb'(?i)<meta\s+name="generator"\s+content="feedpub\b')
"""What a page says that feedpub has made: such a page is beside the feeds, and no page of the site."""
