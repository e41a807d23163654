"""The catalogue of rules, one module an area. A rule is listed by being declared; see `feedpub.validator.rule`."""

from __future__ import annotations

from feedpub.validator.rule import rules_in
from feedpub.validator.rules import (
    atom,
    content,
    extensions,
    jsonfeed,
    link,
    ns,
    older,
    rss,
    site,
    sitemap,
    xml,
)

RULES = rules_in(
    *atom.MODULES,
    *link.MODULES,
    ns,
    *content.MODULES,
    *extensions.MODULES,
    *jsonfeed.MODULES,
    *older.MODULES,
    *rss.MODULES,
    *site.MODULES,
    *sitemap.MODULES,
    *xml.MODULES,
)
