"""What tells that a folder may be the site of another generator, before any of them is asked."""

from __future__ import annotations

from typing import Final

from feedpub.io import reading
from feedpub.model.errors import FeedpubError

_STARTS: Final = ("config", "conf.", "hugo.", "zola.", "pelicanconf", "publishconf", "eleventy")
"""What the names of all their marker files and folders begin with, after a full stop or a low line or nothing."""


def of_another_generator(folder: str) -> bool:
    """Whether the folder has anything that is called as configurations of generators are; to ask each takes longer."""
    try:
        names = reading.names_in(folder)
    except FeedpubError:
        return True  # whoever looks closer will say what is wrong
    return names is None or any((name[1:] if name[0] in "._" else name).lower().startswith(_STARTS) for name in names)
