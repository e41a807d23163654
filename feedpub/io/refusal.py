"""What of a site is not opened, and why; and whether its links may lead out of it, as only the command line can ask."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final, Literal

from feedpub.io import beneath
from feedpub.io.beneath import NotBeneathError
from feedpub.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    from feedpub.model.records import Diagnostic, Where

    Why: TypeAlias = Literal[
        "outside", "link-outside", "link-hidden", "link-broken", "hidden", "absent", "not-a-file", "too-large"
    ]

_follows: ContextVar[bool] = ContextVar("follows", default=False)


@contextmanager
def following_links(*, really: bool = True) -> Iterator[None]:
    """Let links lead out of the site meanwhile, if really: the command line or a caller of the library asks for it."""
    token = _follows.set(really)
    try:
        yield
    finally:
        _follows.reset(token)


def follows_links() -> bool:
    """Return whether links may lead out of the site."""
    return _follows.get()


class RefusedError(UsageError):
    """A path of the site that is not opened; its one diagnostic says why."""

    @property
    def diagnostic(self) -> Diagnostic:
        """What is wrong."""
        return self.diagnostics[0]

    @property
    def sentence(self) -> str:
        """What is wrong, without the path: `leads out of the site`."""
        return self.diagnostic.text.partition("` ")[2].removesuffix(".")

    def at(self, where: Where) -> RefusedError:
        """Return the same, said of the place that names the path."""
        from msgspec.structs import replace  # noqa: PLC0415 - start-up counts, and few sites come here

        said = replace(self.diagnostic, where=where, found=self.diagnostic.found or self.diagnostic.where.path)
        return RefusedError(str(self), (said,))


@contextmanager
def named_at(where: Callable[[], Where]) -> Iterator[None]:
    """Let refusals meanwhile be said of the key that names what is opened."""
    try:
        yield
    except RefusedError as error:
        raise error.at(where()) from error


def refused(path: str, why: Why) -> RefusedError:
    """Return the error for a path that is refused."""
    from feedpub.model.records import Diagnostic, Level, Where  # noqa: PLC0415 - start-up counts, and few sites come here

    text, hint = _SAID[why]
    shown = path.encode("utf-8", "replace").decode()
    shown = "".join(char if char.isprintable() else "\ufffd" for char in shown)
    diagnostic = Diagnostic(
        code=f"files/{why}",
        level=Level.ERROR,
        where=Where(path=shown),
        text=f"`{shown}` {text}.",
        hint=hint,
        why="Without it nothing is known of the site." if why == "absent" else _WHY,
    )
    return RefusedError(diagnostic.text, (diagnostic,))


_COPY: Final = "Put a copy in its place, or, if the site is yours alone, build with --follow-links."
_WHY: Final = "Whoever may change the site could otherwise publish any file of this machine."
_SAID: Final[dict[Why, tuple[str, str]]] = {
    "outside": ("leads out of the site", "Name a path below the folder of the site, without `..`."),
    "link-outside": ("is, or lies behind, a symbolic link that leads out of the site", _COPY),
    "link-hidden": ("is, or lies behind, a symbolic link to something hidden", "Put a copy in its place."),
    "link-broken": ("is a symbolic link to nothing", "Remove it, or correct its target."),
    "hidden": ("lies in a hidden folder, or is hidden itself", "Give it a name that does not begin with a full stop."),
    "absent": ("is not there", "Make it; where another program does, run that first."),
    "not-a-file": ("is neither a file nor a folder", "Remove it, or put a file in its place."),
    "too-large": ("is larger than any file of its kind", "Remove what does not belong there."),
}


def checked(path: str) -> str:
    """Return a path that the site's files name. Raises RefusedError for one that leads out, or to what is hidden."""
    if any(name.startswith(".") for name in names(path)):
        raise refused(path, "hidden")
    return path


def has_hidden(names: Sequence[str], allowed: Sequence[str] = ()) -> bool:
    """Return whether one of the names is hidden, other than those allowed."""
    return any(name.startswith(".") and name not in allowed for name in names)


def names(path: str) -> list[str]:
    """Return the names of a path below a root.

    Raises RefusedError for a path that leads out, ValueError for one with NUL.
    """
    try:
        return beneath.names(path)
    except NotBeneathError as error:
        if "\0" in path:
            raise ValueError(path) from error
        raise refused(path, "outside") from error


class TooLargeError(OSError):
    """A file of more bytes than are read; `size` is how many it has, or at least has, `status` what the system says."""

    def __init__(self, path: str, size: int, status: os.stat_result) -> None:
        super().__init__(errno.EFBIG, os.strerror(errno.EFBIG), path)
        self.size, self.status = size, status
