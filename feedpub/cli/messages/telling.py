"""What is said where hubs and search engines are told of news."""

from __future__ import annotations

from typing import Final

from feedpub.cli.messages.record import E, Message, W, message

_NO_SAMPLE: Final = "It is said by `feedpub notify`, of a server or of the live site."

TELLING: Final[tuple[Message, ...]] = (
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
