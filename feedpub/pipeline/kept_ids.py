"""What rules say of ids that posts have had since before they came here: it stands in nobody's way.

Whoever changed such an id would announce the post again, which is worse than what the rules warn of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.guard.pins import FILE_NAME
from feedpub.model.records import Level

if TYPE_CHECKING:
    from feedpub.model.records import Diagnostic, Post

_OF_IDS: Final = frozenset(
    (
        "atom/id-invalid",
        "atom/id-not-canonical",
        "rss/guid-missing",
        "rss/guid-not-permalink",
        "rss/guid-not-url",
        "rss/guid-short",
        "site/id-differs-between-formats",
        "site/post-with-two-ids",
    )
)
"""Rules about how an id is written; not those that find one id with two posts."""


def lowered(one: Diagnostic, post: Post, *, is_pinned: bool, is_generated: bool, is_strict: bool) -> Diagnostic:
    """Return a finding in the entry of a post as a word about a kept id, if it is one.

    An error becomes a warning; what nobody can change is none where warnings end the build (`is_strict`), and neither
    is how an id is written that comes from the rule of the site's generator (`is_generated`).
    """
    if is_generated and not is_pinned and one.code in _OF_IDS and one.level is Level.WARNING:
        return replace(
            one,
            level=Level.INFO,
            text=f"{one.text.removesuffix('.')}; the generator of the site makes it so, and it stays.",
            hint="Leave it: under another id subscribers would see the post as new.",
        )
    known = post.known_as
    is_of_date = known is not None and bool(known.pub_date) and one.code.startswith("rss/date-")
    is_of_id = one.code in _OF_IDS and (is_pinned or known is not None)
    if not (is_of_id or is_of_date):
        return one
    level = Level.WARNING if one.level is Level.ERROR and not is_strict else Level.INFO
    return replace(
        one,
        level=level,
        text=f"{one.text.removesuffix('.')}; it was adopted, and stays as subscribers know it.",
        hint=f'Leave it: {FILE_NAME} says it. `"{one.code}" = "info"` in `[validate.rules]` says no more of it.',
    )
