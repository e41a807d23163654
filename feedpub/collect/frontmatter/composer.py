"""The two composers of PyYAML, libyaml's and the one in Python, without types and with a limit to the depth."""

from __future__ import annotations

from typing import Any, TypeAlias

from yaml.composer import Composer
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from feedpub.collect.frontmatter.complaints import too_deep
from feedpub.collect.frontmatter.values import MAX_DEPTH
from feedpub.collect.problem import FrontMatterError

try:
    from yaml._yaml import CParser
except ImportError:  # pragma: no cover - PyYAML built without libyaml
    CParser = None  # type: ignore[assignment, misc]  # stands for a class that is not there

AnyComposer: TypeAlias = Any
"""Either of the two; libyaml's has no types."""


class _Untyped:
    """What a composer of PyYAML asks of a resolver: no types, and a limit to the depth."""

    depth = 0

    def resolve(self, _kind: object, _value: object, _implicit: object) -> None:
        return None

    def descend_resolver(self, _node: object, _index: object) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise FrontMatterError(too_deep())

    def ascend_resolver(self) -> None:
        self.depth -= 1


class PurePython(_Untyped, Reader, Scanner, Parser, Composer):
    """The composer written in Python."""

    def __init__(self, stream: str) -> None:
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)


if CParser is None:  # pragma: no cover - PyYAML built without libyaml
    Fast = PurePython
else:

    class Fast(_Untyped, CParser):  # type: ignore[no-redef]  # the other of two branches
        """The composer of libyaml, some thirty times as fast."""

        def __init__(self, stream: str) -> None:
            CParser.__init__(self, stream)
