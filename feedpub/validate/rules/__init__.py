"""The catalogue of rules, one module an area. A rule is listed by being declared; see `feedpub.validate.rule`."""

from __future__ import annotations

from feedpub.validate.rule import rules_in
from feedpub.validate.rules import atom, extensions, sitemap, xml

RULES = rules_in(*atom.MODULES, *extensions.MODULES, *sitemap.MODULES, *xml.MODULES)
