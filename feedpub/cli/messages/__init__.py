"""The codes of the product: each declared once, with its levels, what it means, why it matters and what to do.

`feedpub explain` and docs/reference/messages are made from it; the validator's rules have their own catalogue,
`validator.catalogue`. The words and values of one finding are in its diagnostic; here stands what holds wherever the
code is said. A test looks for every code in the source of feedpub and demands its page.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Final

from feedpub.cli.messages.configuration import CONFIGURATION
from feedpub.cli.messages.front_matter import FRONT_MATTER
from feedpub.cli.messages.generators import GENERATORS
from feedpub.cli.messages.guarding import GUARD
from feedpub.cli.messages.output import OUTPUT
from feedpub.cli.messages.posts import POSTS
from feedpub.cli.messages.record import Message, SampleSite
from feedpub.cli.messages.recordings import RECORDINGS
from feedpub.cli.messages.sites import SITES
from feedpub.cli.messages.telling import TELLING

__all__ = ["MESSAGES", "Message", "SampleSite"]

MESSAGES: Final[tuple[Message, ...]] = tuple(
    sorted(
        (*POSTS, *GENERATORS, *FRONT_MATTER, *CONFIGURATION, *SITES, *GUARD, *OUTPUT, *RECORDINGS, *TELLING),
        key=attrgetter("name"),
    )
)
"""By name. A new area of codes gets a module here, or a place in one of these."""
