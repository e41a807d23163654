"""What the PATHs of `feedpub validate` stand for: files, folders, addresses of the web, standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from feedpub.io import reading
from feedpub.model.errors import SystemFault, UsageError
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from feedpub.validator import Report, Ruleset
    from feedpub.validator.document import Source
    from feedpub.validator.sources import Location

STDIN: Final = "-"
_MOST_OF_STDIN: Final = 64_000_000
"""Bytes; the largest sitemap that search engines take has 52,428,800."""


def is_url(path: str) -> bool:
    """Whether a PATH is an address of the web and no name of a file."""
    return urls.is_web(path)


def reports(paths: Sequence[str], location: Location, rules: Ruleset, now: datetime) -> list[Report]:
    """Check everything. Raises UsageError when there is nothing to be checked, SystemFault for what cannot be read."""
    missing = [path for path in paths if path != STDIN and not is_url(path) and not reading.exists(path)]
    if missing:
        raise UsageError(f"there is no file or folder {' and no '.join(missing)}")
    found = [one for path in paths for one in _checked(path, location, rules, now)]
    if not found:
        raise UsageError(
            f"no feed and no sitemap was found in {' and '.join(paths)}: in a folder they are the files that end "
            "in .xml, .rss, .atom, .rdf or .json (or these with .gz) and begin like one"
        )
    return found


def _checked(path: str, location: Location, rules: Ruleset, now: datetime) -> Iterator[Report]:
    """Check one PATH of the command line. Raises SystemFault when it cannot be read."""
    from feedpub.validator import check, check_files, sources  # noqa: PLC0415 - start-up counts

    file = Path(path)
    try:
        if path == STDIN:
            yield check(sources.bytes_source(STDIN, _stdin(), location.base_url), rules, now=now)
        elif is_url(path):
            yield check(_fetched(path), rules, now=now)
        elif reading.is_folder(file):
            yield from check_files(sources.files_in(file), location, rules, now=now)
        else:
            yield check(sources.file_source(file, location), rules, now=now)
    except OSError as error:
        raise SystemFault(f"{error.filename or path} cannot be read: {error.strerror or error}", path) from error


def _stdin() -> bytes:
    """Return what stands on standard input. Raises UsageError where it does not end."""
    data = sys.stdin.buffer.read(_MOST_OF_STDIN + 1)
    if len(data) > _MOST_OF_STDIN:
        raise UsageError(
            f"standard input goes on beyond {_MOST_OF_STDIN:,} bytes, more than any feed or sitemap has; "
            "write what is to be checked to a file and name that"
        )
    return data


def _fetched(address: str) -> Source:
    """Return a document as a server sends it, published where redirects lead.

    Raises SystemFault when it cannot be fetched, UsageError when it is not there.
    """
    from feedpub.validator import sources  # noqa: PLC0415 - start-up counts
    from feedpub.web import fetch, without_credentials  # noqa: PLC0415 - start-up counts

    found = fetch.get_all([address], fetch.session(address))[address]
    shown = without_credentials(address)
    if found is None:
        raise UsageError(f"there is nothing at {shown}: the server answers that it has no such document (404 or 410)")
    return sources.bytes_source(shown, found.data, found.url)
