"""Links to other files of a Pelican site, `{filename}other.md` and the like: the addresses that they stand for."""

from __future__ import annotations

import html
import posixpath
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urljoin

from feedpub.collect.left_out import MARK, without_marks
from feedpub.content.code import without_code
from feedpub.sites.pelican import address
from feedpub.sites.pelican.slugs import MissingLibraryError
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedpub.sites.pelican.rules import PelicanRules

_WHAT: Final = r"[{|](?P<what>filename|static|attach|category|tag|author|index)[|}]"
_IN_HTML = re.compile(
    rf"(?P<before><[^<>]+?\s(?:href|src|poster|data|cite|formaction|action|content)\s*=\s*(?P<quote>[\"']))"
    rf"{_WHAT}(?P<value>.*?)(?=(?P=quote))",
    re.DOTALL,
)
_END: Final = r"(?=[^\S\n]*+(?:$|\s*+[)>])|\s++[\"'])"
"""What stands behind an address: the end of the link or of the line, or a title."""
_IN_MARKDOWN = re.compile(
    rf"(?P<before>\]\(\s*<?|^ {{0,3}}\[[^\]\n]+\]:\s*<?){_WHAT}"
    rf"(?P<value>(?:[^)>\"'\s]++|(?!{_END})[^\S\n]++)*+){_END}",
    re.MULTILINE,
)
"""Python-Markdown takes an address with spaces in it for one."""
_MARK = re.compile(_WHAT)
_PARTS = re.compile(r"([^?#]*)(.*)", re.DOTALL)


def has_links(text: str) -> bool:
    """Whether a text may hold links to other files of the site."""
    return ("{" in text or "|" in text) and _MARK.search(text) is not None


class Links:
    """Resolves the links of one file.

    `exists` tells whether the content has a file, `page` gives the address of the page made of one. Without them
    nothing is looked for, and links to pages are left as they are.
    """

    def __init__(
        self,
        path: str,
        save_as: str,
        rules: PelicanRules,
        site_url: str,
        find: tuple[Callable[[str], bool], Callable[[str], str]] | None = None,
    ) -> None:
        self._folder = posixpath.dirname(path)
        self._save_as, self._rules, self._site_url = save_as, rules, site_url
        self._find = find
        self.unknown: list[tuple[str, int]] = []
        """Links that lead to nothing in the content, as they are written, and where they stand in the text."""

    def in_markdown(self, text: str) -> str:
        """Return Markdown with its links resolved, but for those in code."""
        plain = without_code(text)
        matches = sorted((*_IN_MARKDOWN.finditer(plain), *_IN_HTML.finditer(plain)), key=lambda match: match.start())
        return self._replaced(text, matches)

    def in_html(self, text: str) -> str:
        """Return HTML with its links resolved."""
        return self._replaced(text, list(_IN_HTML.finditer(text)))

    def alone(self, text: str) -> str:
        """Return a text that is one link, resolved."""
        match = _MARK.match(text)
        return (self._target(match["what"], text[match.end() :]) or text) if match else text

    def _replaced(self, text: str, matches: list[re.Match[str]]) -> str:
        parts: list[str] = []
        end = 0
        for match in matches:
            if match.start() < end:
                continue
            start = match.end("before")
            target = self._target(match["what"], match["value"])
            if target is None and self._find is not None:
                self.unknown.append((text[start : match.end()], start))
                target = MARK
            parts += [text[end:start], target if target is not None else text[start : match.end()]]
            end = match.end()
        return without_marks("".join([*parts, text[end:]]))

    def _target(self, what: str, value: str) -> str | None:
        """Return the absolute address that a link stands for; None for a file that is not there."""
        match = _PARTS.fullmatch(value)
        path, rest = (match[1], match[2]) if match else (value, "")
        if what in ("filename", "static", "attach"):
            found = next((url for each in _spellings(path) if (url := self._of_file(what, each)) is not None), None)
        else:
            found = self._of_term(what, html.unescape(unquote(path)))
        return None if found is None else _absolute(self._site_url, found) + rest

    def _of_file(self, what: str, written: str) -> str | None:
        path = written.lstrip("/") if written.startswith("/") else posixpath.join(self._folder, written)
        path = posixpath.normpath(path)
        if not urls.is_safe_path(path):
            return None
        if self._find is None:
            return None if self._rules.kind(path) else self._static(what, path)
        exists, page = self._find
        if not exists(path):
            return None
        if what == "filename" and self._rules.kind(path):
            return page(path) or None
        return self._static(what, path)

    def _static(self, what: str, path: str) -> str:
        own = self._rules.of_path(path) if self._rules.extra else {}
        if what == "attach" and not ("url" in own or "save_as" in own):
            tail = posixpath.relpath(path, self._folder or ".")
            tail = posixpath.basename(tail) if tail.startswith("../") else tail
            return posixpath.join(posixpath.dirname(self._save_as), tail)
        if "url" in own:
            return own["url"]
        return address.fill(self._rules.patterns["STATIC_URL"], {**own, "path": own.get("path", path)}, None)

    def _of_term(self, what: str, label: str) -> str | None:
        rules = self._rules
        if what == "index":
            return rules.patterns["INDEX_SAVE_AS"]
        substitutions = {"category": rules.slugs.category, "tag": rules.slugs.tag, "author": rules.slugs.author}[what]
        try:
            return address.fill(
                rules.patterns[f"{what.upper()}_URL"],
                {"slug": rules.slugs.of(label, substitutions), "name": label},
                None,
            )
        except (ValueError, MissingLibraryError):
            return None


def _spellings(path: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((path, unquote(path), html.unescape(path))))


def _absolute(site_url: str, path: str) -> str:
    return urls.absolute(site_url, urls.quote_path(path)) if "://" not in path else urljoin(site_url, path)
