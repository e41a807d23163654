"""The one line that gives posts back the ids by which subscribers know them: an option, or a pin. Pure.

An option is named only after trying it: with it, every post has its published id, and none loses it.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from feedpub.guard import known_as, schemes
from feedpub.guard.matching import address_key
from feedpub.guard.pins import FILE_NAME, Pin, line_of
from feedpub.model.options import IdScheme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import tzinfo

    from feedpub.guard.comparison import New, Pair
    from feedpub.model.options import IdOptions, Options
    from feedpub.model.records import Item

CONFIGURATION: Final = "feedpub.toml"


class Fix(Struct, frozen=True, kw_only=True):
    """An option of `[ids]` that gives these posts back their ids."""

    sources: frozenset[str]
    hint: str
    element: str


def one_for_all(pairs: Sequence[Pair], kept: Iterable[Pair], new: New, options: Options, zone: tzinfo) -> Fix | None:
    """Return the option that fixes all of the pairs, or most of them; None where one line fixes but one post."""
    before = {pair.new.post.source: pair.old.id for pair in pairs if not (pair.new.post.id or pair.has_other_guid)}
    posts = {pair.new.post.source: pair.new.post for pair in pairs}
    made = [pair for pair in kept if not pair.new.post.id and pair.new.post.source not in new.pinned]
    best: tuple[frozenset[str], IdOptions] = (frozenset(), options.ids)
    for trial in _trials(pairs, options):
        make = schemes.maker(trial, options.site.url, zone)
        if any(make(pair.new.post) != pair.old.id for pair in made):
            continue
        fixed = frozenset(source for source, name in before.items() if make(posts[source]) == name)
        if len(fixed) > len(best[0]):
            best = (fixed, trial)
    sources, found = best
    if len(sources) < 2:  # noqa: PLR2004 - for one post a pin is the smaller change
        return None
    return Fix(sources=sources, hint=_hint(found, options.ids), element=_element(found, options.ids))


def _trials(pairs: Iterable[Pair], options: Options) -> Iterator[IdOptions]:
    """Return the options that might have made the old ids: the scheme as it is first, then the others."""
    now = options.ids
    home = options.site.url
    authorities = dict.fromkeys((now.authority, "", *(one for pair in pairs for one in _authorities(pair, home))))
    others = (scheme for scheme in IdScheme if scheme is not now.scheme)
    for scheme in (now.scheme, *others):
        for authority in authorities:
            trial = replace(now, scheme=scheme, authority=authority)
            if trial != now:
                yield trial


def _authorities(pair: Pair, home: str) -> Iterator[str]:
    """Return the hosts and the addresses of sites at which a post may have stood."""
    for address in (pair.old.link, pair.old.id):
        if not address.startswith(("http://", "https://")):
            continue
        parts = urlsplit(address)
        yield parts.hostname or ""
        yield f"{parts.scheme}://{parts.netloc}"
        tail = f"/{pair.new.post.url.removeprefix(home)}"
        if parts.path.endswith(tail):
            yield f"{parts.scheme}://{parts.netloc}{parts.path.removesuffix(tail)}/"


def _hint(found: IdOptions, now: IdOptions) -> str:
    lines = [f'`ids.{name} = "{value}"`' for name, value in _differences(found, now).items()]
    return f"Set {' and '.join(lines)} in {CONFIGURATION}, and all keep their ids."


def _element(found: IdOptions, now: IdOptions) -> str:
    return f"ids.{next(iter(_differences(found, now)))}"


def _differences(found: IdOptions, now: IdOptions) -> Mapping[str, str]:
    values = {
        "scheme": (found.scheme.value, now.scheme.value),
        "authority": (found.authority, now.authority),
    }
    return {name: value for name, (value, other) in values.items() if value != other}


def of_one(pair: Pair, *, many: bool) -> str:
    """Return the line that pins the id of one post; `many`: say what pins all of them."""
    post, name = pair.new.post, pair.old.id
    pinned = _pin(pair)
    if post.id and post.known_as is None and name != pair.new.id:
        return f"Write `id: {name}` in the front matter instead of `{post.id}`."
    words = shlex.join((post.source, pinned.id, *known_as.columns(pinned.known_as)))
    pin = f"Add the line `{line_of(pinned)}` to {FILE_NAME} (`feedpub ids pin {words}`)."
    if many:
        pin += " `feedpub ids adopt FEED`, with the published feed, writes the lines of all."
    old = address_key(pair.old.link)
    if old and old not in {address_key(post.url), *map(address_key, post.aliases)}:
        pin += f" To keep the old address working, add it to the post: `aliases: [{urlsplit(pair.old.link).path}]`."
    return pin


def pinning(source: str, name: str = "") -> str:
    """Return the command that pins an id, or the one that a post has."""
    return shlex.join(("feedpub", "ids", "pin", source, *filter(None, (name,))))


def _pin(pair: Pair) -> Pin:
    """Return the pin by which the new item is what the old one was; what formats say already stays."""
    old, post, name = pair.old, pair.new.post, pair.new.id
    if post.id or post.known_as:
        known = known_as.both(known_as.of_item(old, pair.form, name), post.known_as)
        return Pin(source=post.source, id=name, known_as=known)
    return Pin(source=post.source, id=old.id, known_as=known_as.of_item(old, pair.form, old.id))


def new_id(item: Item) -> str:
    """Return an id that the post can take and no other has: a tag URI (RFC 4151)."""
    parts = urlsplit(item.post.url)
    return f"tag:{parts.hostname},{item.date.date()}:{parts.path}"
