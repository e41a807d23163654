"""What `feedpub ids adopt` has found, as people are told of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from feedpub.cli.cleaning import visible
from feedpub.text.dates import rfc3339

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedpub.cli.console import Console
    from feedpub.guard.adoption import Adoption
    from feedpub.guard.matching import MatchDoubt
    from feedpub.guard.snapshot import PublishedFeed

_SHOWN: Final = 20
"""Posts that a list for people names."""
_NAMED: Final = 3
"""Posts that it names for one item."""


def tell(result: Adoption, feeds: Sequence[PublishedFeed], console: Console, *, write: bool) -> None:
    """Say what was recognised in the feeds, and by what; and what stays open, with what to do."""
    items = len({item.id for feed in feeds for item in feed.items if item.id}) - sum(result.comments.values())
    console.say(
        f"{_posts(items)} in {len(feeds)} feed{'' if len(feeds) == 1 else 's'}: "
        f"{len(result.matches)} recognised, {len(result.pins)} {'pinned' if write else 'to be pinned'} in feedpub.ids."
    )
    for reason, count in Counter(each.reason.value for each in result.matches).items():
        console.say(f"  {count}: {reason}")
    _tell_conflicts(result, feeds, console)
    _tell_comments(result, console)
    _tell_unknown(result, console)
    _ask(result.doubts, console)


def _posts(count: int) -> str:
    return f"{count} post{'' if count == 1 else 's'}"


def _tell_conflicts(result: Adoption, feeds: Sequence[PublishedFeed], console: Console) -> None:
    """Name the posts that some will get again, or that no line can name."""
    exports = {feed.path for feed in feeds if feed.exported_from}
    for clash in result.conflicts:
        console.complain(
            visible(f"{clash.source} has the id {clash.other} in {clash.path}, and keeps {clash.kept}: ")
            + (
                "an export counts less than a feed or a pin."
                if clash.path in exports
                else "subscribers of that feed will get it once more."
            )
        )
    for pin in result.unwritable:
        console.complain(
            visible(f"{pin.source} has the id {pin.id!r}, which no line of feedpub.ids can hold: ")
            + "write it as `id` into the front matter."
        )
    unnamed = sum(each.item.is_unnamed for each in result.matches)
    if unnamed:
        console.complain(
            f"{_posts(unnamed)} had neither guid nor link: newsboat knows such by the title, which is the guid now; "
            "readers that know them by their text will show them once more."
        )


def _tell_comments(result: Adoption, console: Console) -> None:
    for path, count in result.comments.items():
        console.complain(visible(f"{path} holds {count} comment{'' if count == 1 else 's'}, whose ids no post gets."))
    if result.comments:
        console.complain(
            "feedpub publishes no comments: let the server answer the addresses of such feeds with 410 (Gone), so that "
            "readers drop them; a redirect to the posts would show all of these to people who wanted comments."
        )


def _tell_unknown(result: Adoption, console: Console) -> None:
    unsure = {each.item.id for each in result.doubts}
    unknown = [(path, item) for path, item in result.unmatched if item.id not in unsure]
    for path, item in unknown[:_SHOWN]:
        console.complain(visible(f"not recognised: “{item.title}” {item.link} ({item.id}) in {path}"))
    if len(unknown) > _SHOWN:
        console.complain(f"and {len(unknown) - _SHOWN} more that are no posts of this site")
    if unknown:
        console.complain(
            "Give the post its old address (`aliases: [/old/address/]`), or pin it: `feedpub ids pin POST ID`."
        )


def _ask(doubts: Sequence[MatchDoubt], console: Console) -> None:
    """Name the posts that an item may be: one of the lines is true."""
    from feedpub.guard.fixes import pinning  # noqa: PLC0415 - start-up counts

    for each in doubts[:_SHOWN]:
        item = each.item
        when = f" of {rfc3339(item.published)}" if item.published else ""
        console.complain(visible(f"not sure: “{item.title}”{when} {item.link} is one of these, or none:"))
        for candidate in each.candidates[:_NAMED]:
            console.complain(visible(f"  {pinning(candidate.source, item.id)}"))
    if len(doubts) > _SHOWN:
        console.complain(f"and {len(doubts) - _SHOWN} more of which that cannot be said")
    if doubts:
        console.complain("Pin those that you know.")
