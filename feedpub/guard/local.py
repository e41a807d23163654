"""A build for this machine or network alone, over what everybody subscribes to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedpub.model.records import Diagnostic, Level, Where
from feedpub.text.hosts import local_host

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.guard.snapshot import Snapshot


def over_public(old: Snapshot, site_url: str) -> Iterator[Diagnostic]:
    """Return an error where addresses that nobody else can reach would take the place of public ones.

    `old` is what stands in the output folder, which goes to the web server as it is.
    """
    host = local_host(site_url)
    if not host:
        return
    for feed in old.feeds:
        public = next((item.link for item in feed.items if item.link and not local_host(item.link)), "")
        if public:
            yield Diagnostic(
                code="guard/local-address",
                level=Level.ERROR,
                where=Where(path=feed.path),
                text=f"The feeds that stand here lead to `{urlsplit(public).hostname}`, and would lead to `{host}`.",
                why="If the folder goes to the web server, the links and pictures of all feeds are broken.",
                hint=f"Build into a folder for looking: `feedpub build --url {site_url} --out preview`. "
                "If it is meant, `--accept local-address`.",
                found=site_url,
            )
            return
