"""`feedpub schema`: JSON Schemas of what people write, for their editors."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import click

from feedpub.cli import asked, options

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _toml() -> dict[str, Any]:
    from feedpub.config import json_schema  # noqa: PLC0415 - start-up counts

    return json_schema.json_schema()


def _post() -> dict[str, Any]:
    from feedpub.collect import json_schema  # noqa: PLC0415 - start-up counts

    return json_schema.json_schema()


_SCHEMAS: Final[Mapping[str, Callable[[], dict[str, Any]]]] = {"toml": _toml, "post": _post}


@click.command("schema")
@click.argument("what", type=click.Choice(tuple(_SCHEMAS)))
@options.lang_option
def command(*, what: str) -> int:
    """Print the JSON Schema (draft 2020-12) of feedpub.toml (`toml`) or of the front matter of a post (`post`).

    Editors complete and check keys with it.
    """
    asked.console().document(written(what))
    return 0


def written(what: str) -> str:
    """Return a schema as the text of a file."""
    return json.dumps(_SCHEMAS[what](), indent=2, ensure_ascii=False) + "\n"


FILES: Final = {"toml": "feedpub.schema.json", "post": "post.schema.json"}
"""What the schemas are called in docs/reference."""
