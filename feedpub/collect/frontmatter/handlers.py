"""The forms of front matter. Loads python-frontmatter and PyYAML, which most sites need for no post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.collect.frontmatter.composer import Fast
from feedpub.collect.frontmatter.json import FencedJsonHandler, JsonHandler
from feedpub.collect.frontmatter.toml import TomlHandler
from feedpub.collect.frontmatter.yaml import YamlHandler

if TYPE_CHECKING:
    from feedpub.collect.frontmatter.handler import Handler

YAML: Final = YamlHandler(Fast)
_TOML: Final = TomlHandler()
_JSON: Final = JsonHandler()
HANDLERS: Final = (YAML, _TOML, _JSON, FencedJsonHandler())


def of_file(name: str) -> Handler:
    """Return the handler for a file that is nothing else: TOML or JSON by its ending, else YAML."""
    found: dict[str, Handler] = {"toml": _TOML, "json": _JSON}
    return found.get(name.rpartition(".")[2].lower(), YAML)
