"""The place that a build publishes to: a folder of this machine, or one on the network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from feedpub.incremental.store import STATE

if TYPE_CHECKING:
    from feedpub.incremental.request import Request
    from feedpub.publish import Destination


def destination(request: Request) -> Destination:
    """Return the place that is published to. Nothing is asked of it yet."""
    if request.target:
        return _remote(request)
    from feedpub.publish import LocalFolder  # noqa: PLC0415 - not needed when there are errors

    return LocalFolder(
        output=request.output,
        state=request.folder / STATE,
        key=request.key,
        name=request.published_as(""),
        # Named whole, as it is on the command line: wherever that is, it is meant.
        may_be_elsewhere=Path(request.options.output.folder).is_absolute(),
    )


def _remote(request: Request) -> Destination:
    from feedpub.publish.remote import RemoteDestination  # noqa: PLC0415 - few builds publish there
    from feedpub.publish.remote.address import parsed  # noqa: PLC0415 - few builds publish there
    from feedpub.publish.remote.headers import Caching  # noqa: PLC0415 - few builds publish there

    options = request.options.publish
    caching = Caching(documents=options.cache_control, stylesheets=options.stylesheet_cache_control)
    return RemoteDestination(parsed(request.target), str(request.folder), caching=caching, key=request.key)
