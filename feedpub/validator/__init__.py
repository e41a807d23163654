"""The validator: reads back what would be published, trusts nobody, and says what is wrong, where, and why.

`RULES` is the catalogue. `check` looks at one document, `check_folder` at all that are published together.
"""

from __future__ import annotations

from feedpub.validator.check import Report, check, check_folder
from feedpub.validator.document import Document, Folder, Source
from feedpub.validator.rules import RULES
from feedpub.validator.ruleset import Ruleset

__all__ = ["RULES", "Document", "Folder", "Report", "Ruleset", "Source", "check", "check_folder"]
