"""The validator: reads back what would be published, trusts nobody, and says what is wrong, where, and why.

`RULES` is the catalogue. `check` looks at one document, `check_folder` at all that are published together.
"""

from __future__ import annotations

from feedpub.validate.check import Report, check, check_folder
from feedpub.validate.document import Document, Folder, Source
from feedpub.validate.rules import RULES
from feedpub.validate.ruleset import Ruleset

__all__ = ["RULES", "Document", "Folder", "Report", "Ruleset", "Source", "check", "check_folder"]
