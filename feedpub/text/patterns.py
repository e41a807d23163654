"""Regular expressions that few builds need: compiled when first used, not at every start.

What every post or every feed goes through is `re.compile`, whose methods are found faster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

if TYPE_CHECKING:
    import re

Text = TypeVar("Text", str, bytes)

_METHODS: Final = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


def lazy(source: Text, flags: int = 0) -> re.Pattern[Text]:
    """Give what has the methods of the compiled pattern. A mistake in it is found when it is first used."""
    return cast("re.Pattern[Text]", _Pattern(source, flags))


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
