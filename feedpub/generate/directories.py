"""What directories of podcasts would refuse of a site's feeds, beyond what the validator sees in the feeds.

Apple Podcasts takes a show with a category, an advisory, a cover and a language ("A Podcaster's Guide to RSS", required
tags), and so do Spotify and others; PSP-1 asks for the same. Pure: it is given what was measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.content import artwork
from feedpub.model.records import Diagnostic, Format, Level, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from feedpub.content.artwork import Artwork
    from feedpub.model.records import FeedSpec, Post
    from feedpub.model.site import Site

_CONFIGURATION: Final = "feedpub.toml"
_GUIDE: Final = "docs/how-to/publish-a-podcast.md"


class Cover(Struct, frozen=True, kw_only=True):
    """The cover of the show, as far as it lies in the site."""

    picture: Artwork | None = None
    """None where there is no file of this name."""
    looked: tuple[str, ...] = ()
    """The places in which there is none."""


def feeds_with_recordings(
    feeds: Iterable[tuple[FeedSpec, Sequence[Post]]],
) -> list[tuple[FeedSpec, list[Post]]]:
    """Return the feeds that are podcasts to players, each with its posts that have recordings."""
    held = ((spec, [post for post in posts if post.enclosures and post.recording]) for spec, posts in feeds)
    return [(spec, posts) for spec, posts in held if posts]


def not_described(
    feeds: Sequence[tuple[FeedSpec, Sequence[Post]]], recordings: Sequence[tuple[FeedSpec, Sequence[Post]]]
) -> Diagnostic:
    """Say what directories want of the first feed that is a podcast, of a site that says nothing of its show.

    Where none is, for a recording now and then makes no podcast, it is advice.
    """
    items = {id(spec): len(posts) for spec, posts in feeds}
    is_show = [(spec, posts) for spec, posts in recordings if _is_show(spec, len(posts), items[id(spec)])]
    spec, posts = (is_show or recordings)[0]
    number = len(posts)
    is_audio = all(post.recording and post.recording.type.startswith("audio/") for post in posts)
    what = f"{number} {'audio' if is_audio else 'audio or video'} enclosure{'s' * (number > 1)}"
    language = "" if spec.language else ", a language (`site.language`)"
    name = spec.paths.get(Format.RSS) or next(iter(spec.paths.values()))
    return Diagnostic(
        code="podcast/not-described",
        level=Level.WARNING if is_show else Level.INFO,
        where=Where(path=_CONFIGURATION, element="podcast"),
        text=f"The feed {name} has {what}, and nothing is said of the show; Apple Podcasts requires a category, "
        f"whether it is explicit, and a cover, a square JPEG or PNG of 1400 to 3000 pixels{language}",
        why="Apple Podcasts, Spotify and other directories refuse the feed as it is; players show no cover",
        hint="Write `[podcast]` with `category`, `explicit`, `image` and `owner` into feedpub.toml "
        f"({_GUIDE}), or `enabled = false` there where the site is no podcast",
    )


def _is_show(spec: FeedSpec, recordings: int, items: int) -> bool:
    """Whether at least half of the items of a feed are episodes; of a term, one alone makes no show."""
    return recordings * 2 >= items and (recordings > 1 or spec.term is None)


def without_rss(posts: Sequence[Post], site: Site) -> Iterator[Diagnostic]:
    """Say that no directory would find the show of a site without a feed in RSS."""
    if site.podcast is not None:
        yield Diagnostic(
            code="podcast/no-rss",
            level=Level.WARNING,
            where=Where(path=_CONFIGURATION, element="feeds.formats"),
            text=f"No feed with the {len(posts)} recordings is RSS",
            why="Apple Podcasts, Spotify and the other directories take podcasts in RSS alone",
            hint='Add "rss" to `feeds.formats`, and a path to `feeds.rss`',
        )


def without_duration(posts: Sequence[Post], *, can_measure: bool) -> Iterator[Diagnostic]:
    """Say of episodes that nobody knows how long they are."""
    unknown = [post for post in posts if post.recording and post.recording.duration is None]
    if not unknown:
        return
    install = "" if can_measure else ", or have it measured: `pip install 'feedpub[podcast]'`"
    yield Diagnostic(
        code="podcast/duration-unknown",
        level=Level.WARNING,
        where=Where(path=unknown[0].source),
        text=f"Of {len(unknown)} of {len(posts)} episodes nobody knows how long they are, the first of them this one",
        why="Apple's guide and PSP-1 recommend the duration: players show it, and some show 0:00 without",
        hint=f"Write `duration: 1:02:03`{install}",
        count=len(unknown),
        is_counted=True,
    )


def cut_off(feeds: Sequence[tuple[FeedSpec, Sequence[Post]]], posts: Iterable[Post]) -> Iterator[Diagnostic]:
    """Say of the feed of the site that it ends before the episodes do: directories show what it holds, and no more."""
    spec, held = next(((spec, held) for spec, held in feeds if spec.term is None), (None, ()))
    if spec is None or not spec.limit or len(held) < spec.limit:
        return
    every = [post for post in posts if post.date and post.not_in_feeds is None and post.enclosures and post.recording]
    there = sum(post.recording is not None for post in held)
    if there < len(every):
        yield Diagnostic(
            code="podcast/episodes-cut-off",
            level=Level.WARNING,
            where=Where(path=_CONFIGURATION, element="feeds.limit"),
            text=f"The feed of the site holds {there} of {len(every)} episodes",
            why="Apple Podcasts, Spotify and players list the episodes of the feed, and drop those that leave it",
            hint="Write `limit = 0` in `[feeds]`: feeds hold all then",
        )


def of_cover(cover: Cover, image: str) -> Iterator[Diagnostic]:
    """Say what directories find wrong with the cover of the show."""
    if cover.picture is not None:
        wrong = list(artwork.faults(cover.picture))
        text = f"The cover {image} {', and '.join(wrong)}"
    else:
        wrong = list(cover.looked)
        text = f"There is no file for the cover {image}: looked for {', '.join(wrong[:3])}"
    if wrong:
        yield Diagnostic(
            code="podcast/cover-unfit",
            level=Level.WARNING,
            where=Where(path=_CONFIGURATION, element="podcast.image"),
            text=text,
            why="Apple Podcasts refuses the show, and Spotify shows it without a picture",
            hint="Make it a square JPEG or PNG of 1400 to 3000 pixels in RGB; 3000 are best",
            found=image,
        )
