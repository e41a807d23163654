"""The place that is published to: an address of the network, or of a folder of this machine.

A folder is published into as any other, so its address stands for `output.folder`, and may lie out of the site under
the same condition: that the command line names it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from feedpub.config.mistakes import bad_value
from feedpub.io import beneath

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path as FilePath

    from feedpub.config.mistakes import Mistake

TARGET: Final = ("publish", "target")
_WHY: Final = "Whoever may change the site could otherwise have files written anywhere on this machine."


def checked(address: str) -> str:
    """Return an address as it is written in messages and lists. ValueError, with a sentence, for one of no use."""
    if not address:
        return address
    from feedpub.publish.remote.address import parsed  # noqa: PLC0415 - few sites are published to the network

    return str(parsed(address))


def cache_control(value: str) -> str:
    """Return a value of the header. ValueError, with a sentence, for one that is none."""
    if not value.isascii() or not value.isprintable():
        raise ValueError(f"{value!r} is no value of `Cache-Control`; write it like `public, max-age=300`")
    return value.strip()


def folder(table: Mapping[str, Any], site: FilePath, mistakes: list[Mistake], *, is_asked_for: bool) -> str | None:
    """Return the folder that the target is, from the site where it lies inside; None where it is none.

    Note one out of the site that a file names.
    """
    publish = table.get("publish")
    address = publish.get("target") if isinstance(publish, dict) else None
    if not isinstance(address, str) or not address.startswith("file:"):
        return None
    from feedpub.publish.remote.address import folder_of  # noqa: PLC0415 - as above

    try:
        named = os.path.abspath(folder_of(address))  # noqa: PTH100 - takes any path
    except ValueError as error:
        mistakes.append(bad_value(TARGET, str(error), address, hint="Name a folder: `file:///srv/www`."))
        return None
    if is_asked_for:
        return named
    below = os.path.relpath(named, os.path.abspath(site))  # noqa: PTH100 - takes any path
    if beneath.leads_out(below):
        hint = f"Name a folder of the site, or name this one on the command line: --target {address}."
        mistakes.append(bad_value(TARGET, "it leads out of the site", address, hint=hint, why=_WHY))
        return None
    return below.replace(os.sep, "/")
