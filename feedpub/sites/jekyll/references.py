"""What `post_url` and `link` in a Jekyll body point to: other posts, pages and files of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.collect import files
from feedpub.collect.problem import Problem
from feedpub.collect.record import Named
from feedpub.io import reading, refusal
from feedpub.io.refusal import RefusedError
from feedpub.sites.jekyll import post
from feedpub.sites.jekyll.liquid import UnknownTargetError
from feedpub.sites.jekyll.rules import JekyllRules
from feedpub.sites.shared.reading import rules_in
from feedpub.text.urls import is_safe_path, quote_path

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect.settings import Settings

_MOST = 20_000_000
"""Bytes of a file that is pointed to."""


_OF_DATA = ("", ".yml", ".yaml", ".json", ".csv", ".tsv")
"""What Jekyll adds to a key of `site.data` to find its folder or file."""


class References:
    """Finds what one body points to. Each file is read once, and the folders of posts are looked through once."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder, self._settings = folder, settings
        self._rules = rules_in(settings, JekyllRules)
        self._source = self._rules.source
        self._posts: dict[str, list[str]] | None = None
        self._addresses: dict[str, str] = {}
        self._checked: set[str] = set()

    def post_url(self, name: str) -> str:
        """Return the address of the post with this name (`2024-06-21-name`, a folder in front). Raises UnknownError."""
        above, _, stem = name.strip("/").rpartition("/")
        if self._posts is None:
            self._posts = _posts_below(self._folder, self._source)
        for path in self._posts.get(stem, ()):
            if above in path:
                return self._address(path)
        raise UnknownTargetError(f"`{{% post_url {name} %}}`: there is no such post")

    def link(self, target: str) -> str:
        """Return the address of the file at a path of the source. Raises UnknownError."""
        path = target.strip().strip("\"'").lstrip("/")
        for candidate in (path, f"{self._rules.collections_dir}/{path}"):
            if self._is_there(candidate):
                return self._address(candidate)
        raise UnknownTargetError(f"`{{% link {target} %}}`: there is no such file")

    def include(self, name: str) -> None:
        """Check a file that only Jekyll puts into the text. Raises UnknownError for one that is not the site's."""
        self._check(f"{{% include {name} %}}", name, [f"{self._folder_of('includes_dir', '_includes')}/{name}"])

    def include_relative(self, name: str) -> None:
        """Check the name of a file beside the post, likewise."""
        self._check(f"{{% include_relative {name} %}}", name, [])

    def data(self, key: str) -> None:
        """Check a data file or a folder of such, likewise."""
        path = f"{self._folder_of('data_dir', '_data')}/{key}"
        name = "" if "/" in key else key
        self._check(f'site.data["{key}"]', name, [path + ending for ending in _OF_DATA])

    def _folder_of(self, key: str, usual: str) -> str:
        named = (self._rules.site or {}).get(key)
        return self._source + (named.removesuffix("/") if isinstance(named, str) and named.strip("~/") else usual)

    def _check(self, written: str, name: str, paths: list[str]) -> None:
        if not is_safe_path(name):
            raise UnknownTargetError(f"`{written}` leads out of the folder of such files")
        for path in paths:
            if path not in self._checked:
                self._checked.add(path)
                try:
                    reading.status(self._folder, path)
                except RefusedError as error:
                    raise UnknownTargetError(f"`{written}`: `{path}` {error.sentence}") from error

    def _is_there(self, path: str) -> bool:
        try:
            return is_safe_path(path) and reading.is_file(self._folder, self._source + refusal.checked(path))
        except RefusedError:
            return False  # it is no file of the site

    def _address(self, path: str) -> str:
        if path not in self._addresses:
            self._addresses[path] = self._read(path)
        return self._addresses[path]

    def _read(self, path: str) -> str:
        data = files.read_bytes(self._folder, self._source + path, _MOST)
        named = Named(source=f"{self._source}{path}", path=path)
        record = None if isinstance(data, Problem) else post.parse(data, named, self._settings)
        if record is None or record.post is None:
            return self._settings.site_url + quote_path(path)
        return record.post.url


def _is_entered(folder: str) -> bool:
    return not folder.rpartition("/")[2].startswith(".")


def _posts_below(folder: Path, source: str) -> dict[str, list[str]]:
    """Return the paths of files in folders `_posts` by their names without endings, those in the usual place first."""
    found: dict[str, list[str]] = {}
    for path in reading.names_below(folder, source.rstrip("/"), _is_entered):
        below, _, name = path.removeprefix(source).rpartition("/")
        if "_posts" in below.split("/"):
            found.setdefault(name.rpartition(".")[0] or name, []).append(f"{below}/{name}")
    for paths in found.values():
        paths.sort(key=lambda path: (path.rpartition("/")[0] != "_posts", path))
    return found
