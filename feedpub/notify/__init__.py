"""After a deploy: tell hubs, rssCloud servers and search engines what is new, of that only, and once.

state      what they know: of feeds a digest, of pages date and text; and what they are still owed
news       what is published now, and what of it they do not know
receivers  one request to one of them: WebSub, rssCloud, IndexNow
telling    the run: wait until it is live, send, remember
findings   what went wrong, as diagnostics
"""

from __future__ import annotations

from feedpub.notify.findings import diagnostics
from feedpub.notify.telling import Notification, NotifyOutcome, remember, tell

__all__ = ["Notification", "NotifyOutcome", "diagnostics", "remember", "tell"]
