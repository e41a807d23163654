"""Rules of formats that came before RSS 2.0 and Atom 1.0 and that readers still read, one module a format."""

from __future__ import annotations

from feedpub.validator.rules.older import atom03, rdf

MODULES = (atom03, rdf)
