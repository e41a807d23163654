"""How many findings a report tells of one that stands for several. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedpub.model.records import Diagnostic


def more(one: Diagnostic, translate: Callable[[str], str]) -> str:
    """Return what is said behind the text: a blank, and how many others there are; nothing where the text tells."""
    return "" if one.is_counted or one.count == 1 else f" {translate(f'(and {one.count - 1} more)')}"
