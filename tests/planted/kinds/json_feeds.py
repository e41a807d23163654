"""Mistakes in JSON Feed: its syntax, its keys, the types of its values."""

from __future__ import annotations

from feedpub.model.records import Level
from tests.planted.fault import Fault, Plant, drop, swap


def _fault(kind: str, plant: Plant, *rules: str, level: Level = Level.WARNING) -> Fault:
    return Fault(kind=kind, formats=("json",), rules=rules, plant=plant, level=level)


_SYNTAX = ("jsonfeed/not-json", "jsonfeed/bad-*", "jsonfeed/*")
_ITEM = "\n    {"


def _value(kind: str, key: str, new: str, *rules: str) -> Fault:
    return _fault(f"json-{kind}", swap(rf'"{key}": (?P<at>"[^"]*"|\d+|true|false)', new), *rules)


FAULTS = (
    _fault("json-comma-missing", swap(r'"title": "[^"]*"(?P<at>,)\n', "", "*"), "jsonfeed/not-json"),
    _fault("json-comma-too-many", swap(r'"(?P<at>)\n    \}', ",", "*"), "jsonfeed/not-json"),
    _fault("json-comment", swap(r"\{(?P<at>)\n", " // the feed", "*"), "jsonfeed/not-json"),
    _fault("json-quotes-single", swap(r'(?P<at>"title")', "'title'", "*"), "jsonfeed/not-json"),
    _fault("json-quote-not-escaped", swap(r'"title": "[^"]{3}(?P<at>)', '"', "*"), "jsonfeed/not-json"),
    _fault("json-line-break-in-text", swap(r'"title": "[^"]{3}(?P<at>)', "\n", "*"), "jsonfeed/*"),
    _fault("json-cut-off", swap(r'"title": "[^"]{3}(?P<at>.*)\Z', "", "*"), "jsonfeed/not-json"),
    _fault("json-not-a-number", swap(r'"(?:size_in_bytes)": (?P<at>\d+)', "NaN"), "jsonfeed/*"),
    _fault("json-byte-not-utf8", swap(r'"title": "[^"]{3}(?P<at>)', "\udce9", "*"), "jsonfeed/bad-encoding"),
    _fault("json-byte-order-mark", swap(r"\A(?P<at>)", "\ufeff"), "jsonfeed/byte-order-mark"),
    _fault("json-encoded-twice", swap(r'"title": "(?P<at>)', "Ã¼ber Ã© "), "jsonfeed/encoded-twice"),
    _fault("json-list-at-the-top", swap(r"\A(?P<at>.*)\Z", lambda match: f"[{match['at']}]", "*"), "jsonfeed/not-an-object", "*/*"),
    _fault("json-version-of-none", swap(r'"version": "(?P<at>[^"]*)"', "1.1"), "jsonfeed/bad-version"),
    _fault("json-version-missing", drop(r'"version": "[^"]*",', "*"), "jsonfeed/*", "xml/*"),
    _fault("json-title-missing", drop(r'\n  "title": "[^"]*",', "*"), "jsonfeed/missing-key"),
    _fault("json-items-missing", swap(r'"(?P<at>items)"', "entries", "*"), "jsonfeed/missing-key"),
    _fault("json-items-an-object", swap(r'"items": (?P<at>\[.*\])', "{}"), "jsonfeed/wrong-type"),
    _fault("json-id-missing", drop(r'\n      "id": "[^"]*",', _ITEM), "jsonfeed/missing-key"),
    _fault("json-id-number", swap(r'"id": (?P<at>"[^"]*")', "1187"), "jsonfeed/id-not-string"),
    _fault("json-id-empty", swap(r'"id": (?P<at>"[^"]*")', '""'), "jsonfeed/empty-id"),
    _fault("json-id-twice", swap(r'"id": (?P<id>"[^"]*").*"id": (?P<at>"[^"]*")', r"\g<id>"), "jsonfeed/duplicate-id"),
    _fault("json-content-missing", drop(r'\n      "content_(?:html|text)": "(?:[^"\\]|\\.)*",', _ITEM), "jsonfeed/item-without-content"),
    _fault("json-content-empty", swap(r'"content_(?:html|text)": "(?P<at>(?:[^"\\]|\\.)*)"', ""), "jsonfeed/empty-*"),
    _fault("json-content-null", swap(r'"content_(?:html|text)": (?P<at>"(?:[^"\\]|\\.)*")', "null", _ITEM), "jsonfeed/*"),
    _fault("json-html-in-content-text", swap(r'"content_text": "(?P<at>(?:[^"\\]|\\.)*)"', "<p>It rained.</p><p>Again.</p>"), "jsonfeed/html-in-content-text"),
    _fault("json-html-in-title", swap(r'      "title": "(?P<at>)', "<b>New</b> "), "jsonfeed/html-in-plain-text"),
    _fault("json-html-in-summary", swap(r'"summary": "(?P<at>)', "<p>New</p> "), "jsonfeed/html-in-plain-text"),
    _value("date-as-rfc822", "date_published", '"Wed, 18 Nov 2026 07:42:10 +0000"', "jsonfeed/bad-date"),
    _value("date-without-zone", "date_published", '"2026-11-18T07:42:10"', "jsonfeed/bad-date"),
    _value("date-without-time", "date_published", '"2026-11-18"', "jsonfeed/bad-date"),
    _value("date-number", "date_published", "1795000000", "jsonfeed/wrong-type"),
    _value("date-that-is-none", "date_published", '"2026-02-30T07:42:10Z"', "jsonfeed/bad-date"),
    _value("date-in-the-future", "date_published", '"2031-02-03T07:42:10Z"', "jsonfeed/implausible-date"),
    _value("date-year-0001", "date_published", '"0001-01-01T00:00:00Z"', "jsonfeed/implausible-date"),
    _value("modified-before-published", "date_modified", '"2025-11-18T07:42:10Z"', "jsonfeed/modified-before-published"),
    _value("size-a-string", "size_in_bytes", '"12 MB"', "jsonfeed/wrong-type"),
    _value("size-zero", "size_in_bytes", "-1", "jsonfeed/bad-number"),
    _value("duration-a-string", "duration_in_seconds", '"00:42:10"', "jsonfeed/wrong-type"),
    _value("mime-type-a-word", "mime_type", '"mp3"', "jsonfeed/bad-mime-type"),
    _value("mime-type-unregistered", "mime_type", '"audio/mp3"', "jsonfeed/*mime*", "*/*type*"),
    _value("mime-type-of-another", "mime_type", '"video/mp4"', "jsonfeed/mime-type-unlike-name"),
    _fault("json-attachment-without-type", drop(r'\n\s*"mime_type": "[^"]*",', _ITEM), "jsonfeed/missing-key"),
    _fault("json-attachment-without-url", drop(r'(?<="attachments": \[\n        \{)\n\s*"url": "[^"]*",', _ITEM), "jsonfeed/missing-key"),
    _fault("json-attachments-an-object", swap(r'"attachments": (?P<at>\[.*?\])', "{}"), "jsonfeed/wrong-type"),
    _fault("json-tags-a-string", swap(r'"tags": (?P<at>\[.*?\])', '"tools, weather"'), "jsonfeed/wrong-type"),
    _fault("json-tags-with-numbers", swap(r'"tags": \[(?P<at>)', "12, "), "jsonfeed/wrong-type"),
    _fault("json-authors-a-string", swap(r'"authors": (?P<at>\[.*?\])', '"Mary"'), "jsonfeed/wrong-type"),
    _fault("json-author-empty", swap(r'"authors": (?P<at>\[.*?\])', "[{}]"), "jsonfeed/empty-author"),
    _fault("json-author-of-1.0", swap(r'(?P<at>)"date_published"', '"author": {"name": "Mary"}, '), "jsonfeed/deprecated-author", level=Level.INFO),
    _fault("json-expired-a-string", swap(r'"expired": (?P<at>false)', '"no"'), "jsonfeed/wrong-type"),
    _fault("json-hub-without-type", drop(r'"type": "WebSub",\s*', "*"), "jsonfeed/missing-key"),
    _fault("json-key-misspelt", swap(r'"(?P<at>date_published)"', "date_publised"), "jsonfeed/unknown-key"),
    _fault("json-key-in-camel-case", swap(r'"(?P<at>date_published)"', "datePublished"), "jsonfeed/unknown-key"),
    _fault("json-key-twice", swap(r'(?P<one>"title": "[^"]*",)(?P<at>)', r"\g<one>\g<one>"), "jsonfeed/duplicate-key"),
    _fault("json-key-of-rss", swap(r'"(?P<at>summary)"', "description"), "jsonfeed/unknown-key"),
    _value("language-by-name", "language", '"English"', "jsonfeed/bad-language"),
    _value("language-underscore", "language", '"en_US"', "jsonfeed/bad-language"),
    _value("feed-url-elsewhere", "feed_url", '"https://old.example.org/feed.json"', "jsonfeed/feed-url-unlike-location"),
    _fault("json-feed-url-missing", drop(r'"feed_url": "[^"]*",', "*"), "jsonfeed/no-feed-url", level=Level.INFO),
    _fault("json-next-url-loop", swap(r'(?P<at>)"feed_url": (?P<url>"[^"]*")', r'"next_url": \g<url>, '), "jsonfeed/next-url-loop"),
    _value("title-empty", "title", '""', "jsonfeed/empty-value"),
    _value("title-null", "title", "null", "jsonfeed/*"),
    _value("lone-surrogate", "title", r'"half \\ud83d pair"', "jsonfeed/lone-surrogate"),
)  # fmt: skip
