"""What a live site answers over HTTP: `feedpub check`. Each rule is shown the visit of one address and the whole site.

The place of a finding is the address, and the header concerned; its hint has the line for the web server where the
answer says which one that is.
"""

from __future__ import annotations

from feedpub.validator.rules.http import (
    answering,
    caching,
    conditional,
    discovery,
    enclosures,
    packing,
    pages,
    redirects,
    robots,
    types,
)

MODULES = (answering, caching, conditional, discovery, enclosures, packing, pages, redirects, robots, types)
