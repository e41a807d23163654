"""What every handler of front matter gives, and the limits all of them keep."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypeAlias

from frontmatter.default_handlers import BaseHandler

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedpub.collect.frontmatter.block import Block
    from feedpub.locate import Spot

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Path: TypeAlias = tuple[str | int, ...]
Places: TypeAlias = "Callable[[Path], Spot | None]"

MAX_LENGTH = 1_000_000
"""Characters of front matter; longer is an error."""
MAX_DEPTH = 64
"""Lists and mappings inside each other; deeper is an error."""
MAX_NODES = 100_000
"""Values after aliases are expanded; more is an error."""


class Handler(BaseHandler, ABC):
    """A handler of python-frontmatter that keeps the body as it is, and knows the place of each key."""

    @abstractmethod
    def cut(self, text: str) -> Block:
        """Give the block and the body of a text that this handler detects."""
        ...

    def split(self, text: str) -> tuple[str, str]:
        """As python-frontmatter asks for it: front matter and body."""
        block = self.cut(text)
        return block.text, block.body

    def load_plain(self, fm: str) -> dict[str, Value] | None:  # noqa: ARG002 - for those that can
        """Give what `load` would, if that can be told at a glance; None where it must be asked."""
        return None

    @abstractmethod
    def load(self, fm: str) -> dict[str, Value]:
        """Give the mapping that the text between the delimiters is."""
        ...

    @abstractmethod
    def places(self, fm: str) -> Places:
        """Give what knows the place of each key and element in the text between the delimiters."""
        ...
