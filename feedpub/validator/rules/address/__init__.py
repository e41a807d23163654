"""Rules about addresses, for every slot of every format that holds one: what is wrong, and one page under two."""

from __future__ import annotations

from feedpub.validator.rules.address import duplicates, faults

MODULES = (duplicates, faults)
