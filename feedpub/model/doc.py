"""What a field of the options says of itself, in the reference and in a new feedpub.toml."""

from __future__ import annotations

from msgspec import Meta


def doc(text: str, example: object = None) -> Meta:
    """Return the metadata of a field; the example stands in a new file where the default would say nothing."""
    return Meta(description=text, examples=None if example is None else [example])
