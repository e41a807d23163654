"""The last stage: makes a place hold the documents of a build, all or none, and loses nothing of others."""

from feedpub.publish.destination import Destination, LocalFolder
from feedpub.publish.directory import LastPublished, last_published, ours, publish
from feedpub.publish.marks import is_marked
from feedpub.publish.plan import Action, Change, Plan, Published, Standing, describe, plan

__all__ = [
    "Action",
    "Change",
    "Destination",
    "LastPublished",
    "LocalFolder",
    "Plan",
    "Published",
    "Standing",
    "describe",
    "is_marked",
    "last_published",
    "ours",
    "plan",
    "publish",
]
