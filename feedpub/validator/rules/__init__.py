"""The catalogue of rules, one module an area. A rule is listed by being declared; see `feedpub.validator.rule`."""

from __future__ import annotations

from feedpub.validator.rule import rules_in
from feedpub.validator.rules import (
    address,
    atom,
    content,
    extensions,
    http,
    jsonfeed,
    link,
    mediatype,
    ns,
    older,
    rss,
    site,
    sitemap,
    xml,
)

RULES = rules_in(
    *address.MODULES,
    *atom.MODULES,
    *link.MODULES,
    mediatype,
    ns,
    *content.MODULES,
    *extensions.MODULES,
    *http.MODULES,
    *jsonfeed.MODULES,
    *older.MODULES,
    *rss.MODULES,
    *site.MODULES,
    *sitemap.MODULES,
    *xml.MODULES,
)
