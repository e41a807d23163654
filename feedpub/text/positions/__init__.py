"""Where the keys of a TOML or JSON text stand, so that a message can say `file:line:column`.

The standard parsers give values without places. These scanners give places without values: they expect text
that the parser has accepted, judge nothing, and give what they have found when the text is broken after all.
Neither recurses.
"""

from __future__ import annotations

from feedpub.text.positions.json import JsonPlaces, json_keys
from feedpub.text.positions.mistakes import toml_mistake
from feedpub.text.positions.spot import Lines, Path, Spot
from feedpub.text.positions.toml import toml_keys

__all__ = ["JsonPlaces", "Lines", "Path", "Spot", "json_keys", "toml_keys", "toml_mistake"]
