"""The validator: reads back what would be published, trusts nobody, and says what is wrong, where, and why.

`RULES` are the rules of feedpub, `catalogue` gives those of plug-ins as well. `check` looks at one document,
`check_folder` at all that are published together.
"""

from __future__ import annotations

from feedpub.validator.catalogue import catalogue, ruleset
from feedpub.validator.check import Report, check, check_files, check_folder
from feedpub.validator.document import Folder, JsonNode, ParsedDocument, Source
from feedpub.validator.rule import unmatched
from feedpub.validator.rules import RULES
from feedpub.validator.ruleset import Ruleset

__all__ = [
    "RULES",
    "Folder",
    "JsonNode",
    "ParsedDocument",
    "Report",
    "Ruleset",
    "Source",
    "catalogue",
    "check",
    "check_files",
    "check_folder",
    "ruleset",
    "unmatched",
]
