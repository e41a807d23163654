"""What is said where hubs and search engines are told of news, and where the ids of old feeds are taken over."""

from __future__ import annotations

from typing import Final

from feedpub.cli.messages.record import E, Message, W, message

_NO_SAMPLE: Final = "It is said by `feedpub notify`, of a server or of the live site."
_BY_ADOPTING: Final = "`feedpub ids adopt --report FILE` writes it, of a feed and a site that belong together."
_AGAIN: Final = "Whoever subscribed to that feed may get the post once more, as a new one."

TELLING: Final[tuple[Message, ...]] = (
    message(
        "ids/conflict",
        W,
        "A post has another id in one of the feeds than the one that it keeps.",
        why=_AGAIN,
        fix="In one format a post has one id; that of the feed with most subscribers should be the one that is kept. "
        "Name that feed first, `feedpub ids adopt FIRST SECOND`.",
        no_sample=_BY_ADOPTING,
    ),
    message(
        "ids/not-recognised",
        W,
        "No post of the site was recognised for an item of an existing feed.",
        why=_AGAIN,
        fix="If the post is still there, give it its old address (`aliases: [/old/]`), or pin it: "
        "`feedpub ids pin POST ID`. Nothing need be done of posts that are gone.",
        no_sample=_BY_ADOPTING,
    ),
    message(
        "ids/uncertain",
        W,
        "An item of an existing feed may be one of several posts.",
        why=_AGAIN,
        fix="Pin the one that you know: `feedpub ids pin POST ID`.",
        no_sample=_BY_ADOPTING,
    ),
    message(
        "ids/unwritable",
        W,
        "An id of an existing feed has a tab or a line break, which no line of `feedpub.ids` can hold.",
        why=_AGAIN,
        fix="Write it as `id` into the front matter of the post.",
        no_sample=_BY_ADOPTING,
    ),
    message(
        "notify/not-live",
        E,
        "The live site does not serve a document as it was built, although its deploy should be over.",
        why="Whoever is told of it fetches it at once, and would find what was there before; so nobody is told of it.",
        fix="Deploy first, then call `feedpub notify`; wait longer with `--wait`. Where the host changes files on the "
        "way, as some shorten JSON, `--wait 0` does not look.",
        no_sample=_NO_SAMPLE,
    ),
    message(
        "notify/not-reached",
        E,
        "A hub, an rssCloud server or a search engine does not answer, or fails. The exit code is 3.",
        why="Its subscribers, or its index, learn of the news later.",
        fix="Nothing need be done once: the next call tells it. If it lasts, take another hub.",
        no_sample=_NO_SAMPLE,
    ),
    message(
        "notify/not-remembered",
        W,
        "What was told could not be remembered.",
        why="The next call may tell the same again.",
        fix="Set the secret `FEEDPUB_KEY`, and keep `.feedpub` from one run to the next.",
        no_sample=_NO_SAMPLE,
    ),
    message(
        "notify/refused",
        E,
        "A hub, an rssCloud server or a search engine refuses what it is told.",
        why="Its subscribers, or its index, do not learn of the news, and the same will be refused again.",
        fix="Look at its address, for IndexNow at the key and its file, too; the reason says what it answers.",
        no_sample=_NO_SAMPLE,
    ),
)
