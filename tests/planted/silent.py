"""The kinds of mistakes of which nothing is said in some place: it may be meant there, and cannot be told apart."""

from __future__ import annotations

SILENT = frozenset(
    {
        # Links in texts to one's own machine or network: people write instructions.
        "address-host-of-one-word",
        "address-localhost",
        "address-private-ten",
        # The icon of a feed in Atom, which may be relative (RFC 4287 section 4.2.5).
        "address-relative",
    }
)
