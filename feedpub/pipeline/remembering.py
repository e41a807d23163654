"""What posts became in the last build of this process: a post of which nothing has changed is not rendered again.

For `feedpub serve`, which builds after every change of a file. Kept in memory alone, and of a build only what it used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.incremental.packing import Packing
from feedpub.incremental.store import digest_of, key_of
from feedpub.model.records import Format, Post

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TypeAlias

    from feedpub.incremental.store import Store
    from feedpub.pipeline.items import Making, Share

    Parts: TypeAlias = tuple[bytes, Mapping[Format, Mapping[str, bytes]]]
    """What `items` makes of a share: items, packed, and the parts of documents."""

_POST: Final = Packing[Post](Post)
_PARTS: Final = Packing["Parts"](tuple[bytes, dict[Format, dict[str, bytes]]]).kept_as("parts")


class Remembered:
    """Remembers in `store` what posts become; `digests` are those of their files, by source."""

    def __init__(self, store: Store, how: Making, digests: Mapping[str, bytes]) -> None:
        self._store = store
        self._how = key_of(str(how.folder), how.options, how.site, how.settings)
        self._digests = digests
        self._used: set[str] = set()

    def of_each(self, make: Callable[[Share], Parts]) -> Callable[[Share], Parts]:
        """Return what gives what `make` does of a share, from memory where that is the same."""

        def given(share: Share) -> Parts:
            key = self._key(share)
            found = self._store.get(_PARTS, key)
            if found is None:
                found = make(share)
                self._store.put(_PARTS, key, found)
            self._used.add(key)
            return found

        return given

    def forget_others(self) -> None:
        """Forget what this build has not used."""
        self._store.keep_only(_PARTS, self._used)

    def _key(self, share: Share) -> str:
        return digest_of(self._how.encode(), *self._said(share)).hex()

    def _said(self, share: Share) -> Iterator[bytes]:
        """Return all that the answer depends on, but for what is the same of all posts."""
        for post in share.posts:
            yield _POST.pack(post)
            yield self._digests[post.source]
            yield share.ids[post.source].encode("utf-8", "surrogatepass")
            yield ",".join(
                form.value for form in sorted(share.forms, key=str) if post.source in share.forms[form]
            ).encode()
