"""What `post_url` and `link` in a Jekyll body point to: other posts, pages and files of the site."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from feedpub.collect import files
from feedpub.collect.problem import Problem
from feedpub.collect.record import Named
from feedpub.collect.sites.jekyll import post
from feedpub.collect.sites.jekyll.liquid import UnknownError
from feedpub.collect.sites.jekyll.rules import rules_of
from feedpub.errors import SystemFault
from feedpub.files import beneath
from feedpub.urls import is_safe_path, quote_path

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect.settings import Settings

_MOST = 20_000_000
"""Bytes of a file that is pointed to."""


class References:
    """Finds what one body points to. Each file is read once, and the folders of posts are looked through once."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder, self._settings = folder, settings
        self._rules = rules_of(settings)
        self._source = folder / self._rules.source if self._rules.source else folder
        self._posts: dict[str, list[str]] | None = None
        self._addresses: dict[str, str] = {}

    def post_url(self, name: str) -> str:
        """Return the address of the post with this name (`2024-06-21-name`, a folder in front). Raises UnknownError."""
        above, _, stem = name.strip("/").rpartition("/")
        if self._posts is None:
            self._posts = _posts_below(self._source)
        for path in self._posts.get(stem, ()):
            if above in path:
                return self._address(path)
        raise UnknownError(f"`{{% post_url {name} %}}`: there is no such post")

    def link(self, target: str) -> str:
        """Return the address of the file at a path of the source. Raises UnknownError."""
        path = target.strip().strip("\"'").lstrip("/")
        for candidate in (path, f"{self._rules.collections_dir}/{path}"):
            if self._is_there(candidate):
                return self._address(candidate)
        raise UnknownError(f"`{{% link {target} %}}`: there is no such file")

    def _is_there(self, path: str) -> bool:
        is_hidden = any(part.startswith(".") for part in path.split("/"))
        return is_safe_path(path) and not is_hidden and _is_file(self._source, path)

    def _address(self, path: str) -> str:
        if path not in self._addresses:
            self._addresses[path] = self._read(path)
        return self._addresses[path]

    def _read(self, path: str) -> str:
        data = files.read_bytes(str(self._source / path), _MOST)
        named = Named(source=f"{self._rules.source}{path}", path=path)
        record = None if isinstance(data, Problem) else post.parse(data, named, self._settings)
        if record is None or record.post is None:
            return self._settings.site_url + quote_path(path)
        return record.post.url


def _is_file(source: Path, path: str) -> bool:
    """Return whether there is a file at a path, which no link leads out of the source."""
    try:
        os.close(beneath.open_file(str(source), path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)))
    except beneath.NotBeneathError:
        real = (source / path).resolve()
        return real.is_relative_to(source.resolve()) and real.is_file()
    except OSError as error:
        if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG}:
            return False
        raise SystemFault(f"{path} cannot be read: {error.strerror}", path) from error
    return (source / path).is_file()


def _refuse(error: OSError) -> None:
    raise SystemFault(f"{error.filename} cannot be read: {error.strerror}", str(error.filename)) from error


def _posts_below(source: Path) -> dict[str, list[str]]:
    """Return the paths of files in folders `_posts` by their names without endings, those in the usual place first."""
    found: dict[str, list[str]] = {}
    for above, folders, names in os.walk(source, onerror=_refuse):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        below = os.path.relpath(above, source).replace(os.sep, "/")
        if "_posts" in below.split("/"):
            for name in sorted(names):
                found.setdefault(name.rpartition(".")[0] or name, []).append(f"{below}/{name}")
    for paths in found.values():
        paths.sort(key=lambda path: (path.rpartition("/")[0] != "_posts", path))
    return found
