"""What every handler of front matter gives."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from frontmatter.default_handlers import BaseHandler

from feedpub.collect.frontmatter.values import STRICT

if TYPE_CHECKING:
    from feedpub.collect.frontmatter.block import Block
    from feedpub.collect.frontmatter.values import Grammar, Places, Value
    from feedpub.collect.problem import Problem


class Handler(BaseHandler, ABC):
    """A handler of python-frontmatter that keeps the body as it is, and knows the place of each key."""

    @abstractmethod
    def cut(self, text: str, grammar: Grammar = STRICT) -> Block:
        """Return the block and the body of a text that this handler detects."""
        ...

    def split(self, text: str) -> tuple[str, str]:
        """As python-frontmatter asks for it: front matter and body."""
        block = self.cut(text)
        return block.text, block.body

    def load(self, fm: str) -> dict[str, Value]:
        """As python-frontmatter asks for it: the mapping that the text between the delimiters is."""
        return self.read(fm, STRICT)[0]

    @abstractmethod
    def read(self, fm: str, grammar: Grammar) -> tuple[dict[str, Value], list[Problem]]:
        """Return the mapping, all scalars as text, and warnings of what others refuse. Raises FrontMatterError."""
        ...

    @abstractmethod
    def places(self, fm: str) -> Places:
        """Return what knows the place of each key and element in the text between the delimiters."""
        ...
