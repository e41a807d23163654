"""The place that is published to: an address of the network, or of a folder of this machine.

A folder is published into as any other, so its address stands for `output.folder`, and may lie out of the site under
the same condition: that the command line names it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from feedpub.config.mistakes import bad_value
from feedpub.io import beneath
from feedpub.web import without_credentials

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path as FilePath

    from feedpub.config.mistakes import Mistake
    from feedpub.text.positions import Path

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


def refuse_a_look(table: Mapping[str, Any], overridden: Collection[Path], mistakes: list[Mistake]) -> None:
    """Note a target of the file where the command line asks for a site of this machine: what is to be looked at."""
    address = _address(table)
    if address and ("site", "local") in overridden and TARGET not in overridden:
        sentence = "what is built for this machine alone would take the place of the site there"
        hint = (
            "Build into a folder, `--out preview`; or, if it is meant, name the target on the command line: `--target`."
        )
        why = "Subscribers would get addresses that they cannot reach."
        mistakes.append(bad_value(TARGET, sentence, without_credentials(address), hint=hint, why=why))


def folder(table: Mapping[str, Any], site: FilePath, mistakes: list[Mistake], *, is_asked_for: bool) -> str | None:
    """Return the folder that the target is, from the site where it lies inside; None where it is none.

    Note one out of the site that a file names.
    """
    address = _address(table)
    if not address.startswith("file:"):
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


def _address(table: Mapping[str, Any]) -> str:
    """Return the target; empty where there is none, or something that is no text, of which the schema tells."""
    publish = table.get("publish")
    address = publish.get("target") if isinstance(publish, dict) else None
    return address if isinstance(address, str) else ""
