"""The three formats read back by parsers that are not ours, into one form that they must agree on."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from feedpub.model.records import Document

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a format says of an item, as far as all three can say it."""

    id: str
    url: str
    title: str
    date: datetime
    html: str
    summary: str
    authors: str
    labels: tuple[str, ...]
    image: str
    language: str
    files: tuple[tuple[str, int, str], ...]


def root(document: Document) -> ET.Element:
    return ET.fromstring(document.data)


def value(document: Document) -> Any:  # noqa: ANN401 - any value of JSON
    return json.loads(document.data)


def rss(document: Document) -> list[Said]:
    return [_rss_item(item) for item in root(document).iterfind("channel/item")]


def _rss_item(item: ET.Element) -> Said:
    media = item.findall(f"{MEDIA}content")
    files = [file for file in media if file.get("medium") != "image"]
    return Said(
        id=item.findtext("guid", ""),
        url=item.findtext("link", ""),
        title=item.findtext("title", ""),
        date=parsedate_to_datetime(item.findtext("pubDate", "")),
        html=item.findtext(f"{CONTENT}encoded", ""),
        summary=html.unescape(item.findtext("description", "")),
        authors=item.findtext(f"{DC}creator", ""),
        labels=tuple(each.text or "" for each in item.iterfind("category")),
        image=next((each.get("url", "") for each in item.iterfind(f"{MEDIA}thumbnail")), ""),
        language=item.findtext(f"{DC}language", ""),
        files=tuple(
            [
                (each.attrib["url"], int(each.attrib["length"]), each.attrib["type"])
                for each in item.iterfind("enclosure")
            ]
            + [(each.attrib["url"], int(each.get("fileSize", "0")), each.attrib["type"]) for each in files]
        ),
    )


def atom(document: Document) -> list[Said]:
    return [_atom_entry(entry) for entry in root(document).iterfind(f"{ATOM}entry")]


def _atom_entry(entry: ET.Element) -> Said:
    links = {
        rel: [each for each in entry.iterfind(f"{ATOM}link") if each.get("rel") == rel]
        for rel in ("alternate", "enclosure")
    }
    alternate, *_ = links["alternate"]  # the others are other versions
    return Said(
        id=entry.findtext(f"{ATOM}id", ""),
        url=alternate.attrib["href"],
        title=entry.findtext(f"{ATOM}title", ""),
        date=datetime.fromisoformat(entry.findtext(f"{ATOM}published", "")),
        html=entry.findtext(f"{ATOM}content", ""),
        summary=entry.findtext(f"{ATOM}summary", ""),
        authors=", ".join(each.text or "" for each in entry.iterfind(f"{ATOM}author/{ATOM}name")),
        labels=tuple(each.attrib["term"] for each in entry.iterfind(f"{ATOM}category")),
        image=next((each.get("url", "") for each in entry.iterfind(f"{MEDIA}thumbnail")), ""),
        language=entry.get(LANG, ""),
        files=tuple(
            (each.attrib["href"], int(each.attrib["length"]), each.attrib["type"]) for each in links["enclosure"]
        ),
    )


def jsonfeed(document: Document) -> list[Said]:
    return [_json_item(item) for item in value(document)["items"]]


def _json_item(item: dict[str, Any]) -> Said:
    return Said(
        id=item["id"],
        url=item["url"],
        title=item["title"],
        date=datetime.fromisoformat(item["date_published"]).astimezone(UTC),
        html=item.get("content_html", ""),
        summary=item.get("summary", ""),
        authors=", ".join(author["name"] for author in item["authors"]),
        labels=tuple(item.get("tags", ())),
        image=item.get("image", ""),
        language=item.get("language", ""),
        files=tuple((each["url"], each["size_in_bytes"], each["mime_type"]) for each in item.get("attachments", ())),
    )
