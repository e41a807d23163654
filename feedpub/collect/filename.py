"""What the name of a file says of the post in it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from feedpub.collect.record import FileName
from feedpub.text import dates

if TYPE_CHECKING:
    from feedpub.collect.record import Named


def read(named: Named) -> FileName:
    """Return what the name says: a date in front of it, and of an `index` file what the name of its folder says."""
    folder, _, file_name = unicodedata.normalize("NFC", named.path).rpartition("/")
    full, dot, ending = file_name.rpartition(".")
    bare = full.removesuffix("." + named.language) if named.language else full
    is_index = bare == "index" and bool(dot)
    stem = full
    if is_index and folder:
        stem = folder.rpartition("/")[2] + full.removeprefix("index")
        day, name = dates.file_name_date(folder.rpartition("/")[2])
    else:
        day, name = dates.file_name_date(bare)
    return FileName(
        folder=folder, stem=stem, name=name or bare, day=day, is_index=is_index, ending="." + ending.lower()
    )
