"""What the tags of a Jekyll body point to: other posts, pages, files of `_includes`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.collect import files
from feedpub.collect.problem import Problem
from feedpub.collect.record import Named
from feedpub.collect.sites.jekyll import post
from feedpub.collect.sites.jekyll.rules import rules_of
from feedpub.urls import is_safe_path, quote_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedpub.collect.settings import Settings

_MOST = 20_000_000
"""Bytes of a file that is pointed to."""


class Unknown(Exception):  # noqa: N818 - it says what is not known, to the person who asked for it
    """Something that a body asks for and that is not there; the text is a sentence without its full stop."""


def post_url(name: str, folder: Path, settings: Settings) -> str:
    """Give the address of the post with this name (`2024-06-21-name`, a folder in front). Raises Unknown."""
    rules = rules_of(settings)
    source = folder / rules.source if rules.source else folder
    above, _, stem = name.strip("/").rpartition("/")
    if stem and is_safe_path(stem):
        for path in _posts(source, stem):
            if above in path.relative_to(source).as_posix():
                return _address(path, folder, settings)
    raise Unknown(f"`{{% post_url {name} %}}`: there is no such post")


def link(target: str, folder: Path, settings: Settings) -> str:
    """Give the address of the file at a path of the source. Raises Unknown."""
    rules = rules_of(settings)
    path = target.strip().strip("\"'").lstrip("/")
    source = folder / rules.source if rules.source else folder
    for candidate in (path, f"{rules.collections_dir}/{path}"):
        if is_safe_path(candidate) and (source / candidate).is_file():
            return _address(source / candidate, folder, settings)
    raise Unknown(f"`{{% link {target} %}}`: there is no such file")


def include_text(name: str, folder: Path, settings: Settings, beside: str = "") -> str:
    """Give the text of a file of `_includes`, or from beside the post `beside`. Raises Unknown."""
    rules = rules_of(settings)
    named = (rules.site or {}).get("includes_dir")
    includes = folder / rules.source / (named if isinstance(named, str) and is_safe_path(named) else "_includes")
    if beside:
        includes = (folder / beside).parent
    file = includes / name
    if not is_safe_path(name) or not file.resolve().is_relative_to(includes.resolve()) or not file.is_file():
        raise Unknown(f"`{{% include {name} %}}`: there is no such file in {includes.name}")
    try:
        return file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Unknown(f"`{{% include {name} %}}`: it cannot be read: {error}") from error


def _posts(source: Path, stem: str) -> Iterator[Path]:
    """Give the posts of this name, those in the usual place first."""
    pattern = "".join(f"[{char}]" if char in "*?[" else char for char in stem) + ".*"
    yield from sorted((source / "_posts").glob(pattern))
    yield from sorted(source.glob(f"**/_posts/**/{pattern}"))


def _address(path: Path, folder: Path, settings: Settings) -> str:
    rules = rules_of(settings)
    source = path.relative_to(folder).as_posix()
    named = Named(source=source, path=source.removeprefix(rules.source))
    data = files.read_bytes(folder, source, _MOST)
    record = None if isinstance(data, Problem) else post.parse(data, named, settings)
    if record is None or record.post is None:
        return settings.site_url + quote_path(named.path)
    return record.post.url
