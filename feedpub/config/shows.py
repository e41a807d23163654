"""The table `[podcast]`: what its values must be beyond their type, and what feeds say of the show.

Words that directories know (categories, roles, licenses, media) are the validator's: it says of the feed what they
would refuse, and whoever builds is told the option.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedpub.model.options import Options
    from feedpub.model.podcasts import Funding, PodcastLicense, PodcastOptions, PodcastPerson, ValueRecipient


def guid(written: str) -> str:
    """Return the podcast:guid in small letters. Raises ValueError for what is no UUID (RFC 9562)."""
    if not written:
        return written
    import uuid  # noqa: PLC0415 - start-up counts

    try:
        return str(uuid.UUID(written))
    except ValueError as error:
        raise ValueError(f"{written!r} is no UUID; copy the podcast:guid of the feed as it was") from error


def prefix(written: str) -> str:
    """Return what stands before the names of media files. Raises ValueError for what is no beginning of an address."""
    if written and not (urls.is_web(written) or written.startswith("/")):
        raise ValueError(f'{written!r} begins no address; write it like "https://media.example.com/" or "/audio/"')
    return written


def recipients(given: tuple[ValueRecipient, ...]) -> tuple[ValueRecipient, ...]:
    """Return who is paid. Raises ValueError where that is nobody."""
    if not given:
        raise ValueError("it names nobody, so that nobody would be paid")
    return given


def pages(check: Callable[[str], str]) -> Callable[[tuple[Funding, ...]], tuple[Funding, ...]]:
    """Return the check of the pages where a show can be supported, whose addresses must pass `check`."""

    def checked(given: tuple[Funding, ...]) -> tuple[Funding, ...]:
        if any(not each.text.strip() for each in given):
            raise ValueError("a button needs words; leave `text` out for the usual ones")
        return tuple(replace(each, url=check(each.url)) for each in given)

    return checked


def persons(given: tuple[PodcastPerson, ...]) -> tuple[PodcastPerson, ...]:
    """Return the people. Raises ValueError for one without a name, or with an address that is none."""
    for each in given:
        if not each.name.strip():
            raise ValueError("a person has no name")
        for address in (each.href, each.img):
            urls.absolute("https://example.com/", address)  # only whether it can be done
    return given


def show(options: Options) -> PodcastOptions | None:
    """Return what feeds say of the show, its addresses absolute; None where the site has none."""
    given, home = options.podcast, options.site.url
    if not given.is_given:
        return None
    return replace(
        given,
        image=_absolute(home, given.image),
        person=tuple(
            replace(each, href=_absolute(home, each.href), img=_absolute(home, each.img)) for each in given.person
        ),
        license=_license(home, given.license),
    )


def _license(home: str, given: PodcastLicense | None) -> PodcastLicense | None:
    return None if given is None else replace(given, url=_absolute(home, given.url))


def _absolute(home: str, written: str) -> str:
    return written and urls.absolute(home, written)
