"""What to say of a name that no rule of the validator has."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from feedpub.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection


def no_such_rule(name: str, known: Collection[str]) -> UsageError:
    """Return the error that names the rules that were probably meant."""
    close = get_close_matches(name, known, n=3, cutoff=0.6)
    meant = f"; did you mean {' or '.join(close)}?" if close else ""
    return UsageError(f"there is no rule {name}{meant}\n`feedpub explain` lists all {len(known)} rules.")
