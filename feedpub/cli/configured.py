"""The configuration that lies beside what a command is about, where it is not about a site: which rules it asks for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.cli import options
from feedpub.io import reading

if TYPE_CHECKING:
    from feedpub.model.options import Options

_SOME_URL: Final = "https://example.com/"
"""The address of the site plays no part for its rules, so a file without it will do."""


class Configured(Struct, frozen=True, kw_only=True):
    """A configuration, and the folder of its site."""

    folder: Path
    options: Options

    def modules(self, *, run: bool | None) -> tuple[str, tuple[str, ...]]:
        """Return the folder and the modules of rules to be run there. Raises as `config.local_rules` does."""
        from feedpub import config  # noqa: PLC0415 - start-up counts

        return str(self.folder), config.local_rules(self.options, run=run)


def configured(file: Path | None = None) -> Configured | None:
    """Return what a file says, without one what that of the current folder does, if there is one."""
    if file is None and not reading.is_file(".", options.CONFIGURATION):
        return None
    from feedpub import config  # noqa: PLC0415 - start-up counts, and most folders have none

    place = file or Path()
    folder = place if reading.is_folder(place) else place.parent
    return Configured(folder=folder, options=config.load(place, {"site.url": _SOME_URL}))
