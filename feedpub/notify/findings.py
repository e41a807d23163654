"""What went wrong when hubs and search engines were told, as diagnostics: of whom, of what, and why. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.model.records import Diagnostic, Level, Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.notify.receivers import Failure, Receiver
    from feedpub.notify.telling import NotifyOutcome

_FEW: Final = 3


def diagnostics(outcome: NotifyOutcome) -> tuple[Diagnostic, ...]:
    """Return a finding for each of those who could not be told, each document that is not live, and lost memory."""
    return tuple(_said(outcome))


def _said(outcome: NotifyOutcome) -> Iterator[Diagnostic]:
    for one in outcome.told:
        yield from (_failure(one.receiver, failure) for failure in one.failures)
    for url in outcome.late:
        yield Diagnostic(
            code="notify/not-live",
            level=Level.ERROR,
            where=Where(path=url),
            text=f"The live site does not serve it as it was built: {outcome.why_late or 'it serves something else'}.",
            hint="Deploy first. Where the host changes files on the way: `--wait 0`.",
            why="Whoever is told of it fetches it at once, and would find what was there before.",
        )
    if not outcome.is_kept:
        yield Diagnostic(
            code="notify/not-remembered",
            level=Level.WARNING,
            where=Where(path=".feedpub"),
            text="What was told could not be remembered.",
            hint="Set FEEDPUB_KEY, or let `.feedpub` be written.",
            why="The same may be sent again.",
        )


def _failure(receiver: Receiver, failure: Failure) -> Diagnostic:
    count = len(failure.urls)
    named = ", ".join(failure.urls[:_FEW]) + (f" and {count - _FEW} more" if count > _FEW else "")
    return Diagnostic(
        code="notify/refused" if failure.is_refused else "notify/not-reached",
        level=Level.ERROR,
        where=Where(path=receiver.shown, element=receiver.way.value),
        text=f"It could not be told of {named}: {failure.reason}.",
        hint="Look at its address and at the key: the same will be refused again."
        if failure.is_refused
        else "Nothing need be done: it is sent again at the next call.",
        why="Its subscribers, or its index, learn of the news later, or not at all.",
        count=count,
        is_counted=True,
    )
