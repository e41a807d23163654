"""The front matter that feedpub knows as a JSON Schema (draft 2020-12), for editors that complete and check it.

It has each meaning of `fields.KEYS` with the values that its reader takes, under the spellings that sites have. Other
keys are the site's own, and free. Whether a date is one, or an address, a build says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from feedpub.collect import podcast_keys
from feedpub.collect.fields import KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    Schema: TypeAlias = dict[str, Any]

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_SCALARS: Final = ["string", "number", "boolean", "null"]
"""Of YAML, where `007`, `1.10` and `no` stand for the text that they are, and nothing says nothing."""


def _any_case(word: str) -> str:
    return "".join(f"[{letter.upper()}{letter}]" if letter.isalpha() else letter for letter in word)


_TEXT: Final[Schema] = {"type": _SCALARS}
_WORDS_OF_FLAGS: Final = "|".join(map(_any_case, ("true", "yes", "on", "1", "false", "no", "off", "0", "")))
_FLAG: Final[Schema] = {
    "anyOf": [
        {"type": ["boolean", "null"]},
        {"enum": [0, 1]},
        {"type": "string", "pattern": f"^({_WORDS_OF_FLAGS})$"},
    ]
}


def _table(properties: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "properties": dict(properties)}


def _one_or_more(*kinds: Schema) -> Schema:
    return {"anyOf": [*kinds, {"type": "array", "items": kinds[0] if len(kinds) == 1 else {"anyOf": [*kinds]}}]}


_ADDRESS: Final = dict.fromkeys(("url", "src", "path"), _TEXT)
_WORDS: Final = _one_or_more(_TEXT)
_AUTHOR: Final = _table(dict.fromkeys(("name", "email", "url"), _TEXT))
_PICTURE: Final = _table({**_ADDRESS, **dict.fromkeys(("alt", "type", "width", "height", "length"), _TEXT)})
_MEDIA: Final = _table({**_ADDRESS, **dict.fromkeys(("length", "type"), _TEXT)})
_ANYTHING: Final[Schema] = {}

_MEANINGS: Final[Mapping[str, tuple[str, Schema]]] = {
    "title": ("The title; else the first heading, else the file's name.", _TEXT),
    "slug": ("The last part of the address.", _TEXT),
    "permalink": ("The whole address.", _TEXT),
    "date": ("Date of publication; else the date at the front of the file's name.", _TEXT),
    "updated": ("Date of the last change worth telling.", _TEXT),
    "published": ("`false`: not published.", _TEXT),
    "draft": ("`true`: not published, unless `content.drafts` says so.", _FLAG),
    "hidden": ("`true`: in no feed, and not in the sitemap.", _FLAG),
    "heldback": ("May say that few are to read this: then it is in no feed.", _ANYTHING),
    "future": ("`true`: published though its date lies in the future.", _FLAG),
    "expires": ("Date from which on it is not published.", _TEXT),
    "sitemap": ("`false`: not in the sitemap.", {"anyOf": [_TEXT, _table({"exclude": _FLAG, "disable": _FLAG})]}),
    "robots": ("`noindex`: not in the sitemap.", _ANYTHING),
    "noindex": ("`true`: not in the sitemap.", _FLAG),
    "feed": (
        "`false`: in no feed; `excerpt_only`: feeds carry the summary, and not the text.",
        {"anyOf": [_TEXT, _table({"excerpt_only": _FLAG})]},
    ),
    "category": ("A category.", _WORDS),
    "categories": ("Categories: a list, or text with commas.", _WORDS),
    "tag": ("A tag.", _WORDS),
    "tags": ("Tags: a list, or text with commas.", _WORDS),
    "taxonomies": ("Zola's categories and tags.", {"anyOf": [{"type": "object"}, _TEXT]}),
    "authors": ("Who wrote it: a name, a table, or a list of these.", _one_or_more(_TEXT, _AUTHOR)),
    "language": ("BCP 47 tag of its language: `ko`, `en-GB`.", _TEXT),
    "image": ("A picture: an address, or a table.", _one_or_more(_TEXT, _PICTURE)),
    "enclosures": ("A media file: a path or address, or a table.", _one_or_more(_TEXT, _MEDIA)),
    "videos": ("A film for the sitemap: an address, a table, or a list of these.", _ANYTHING),
    "podcast": ("What players are told of a recording.", _ANYTHING),
    "link": ("The page elsewhere that the post is about; its items lead there.", _ANYTHING),
    "via": ("Where its author came to know of that page.", _ANYTHING),
    "license": ("The license of the post: an address, or a name.", _ANYTHING),
    "place": ("Where it was written, or is about: latitude and longitude.", _ANYTHING),
    "discussion": ("Its comments: an address, how many there are, or their feed.", _ANYTHING),
    "source": ("The feed that it was taken from.", _ANYTHING),
    "canonical": ("Address of the same text elsewhere; then it is not in the sitemap.", _TEXT),
    "translations": (
        "Addresses of its versions: by language, or a list of tables.",
        {"anyOf": [{"type": ["object", "null"]}, {"type": "array", "items": _table({"lang": _TEXT, "url": _TEXT})}]},
    ),
    "translationkey": ("Posts with one key are translations of each other.", _TEXT),
    "summary": ("The summary; else the text before `<!-- more -->`, else the first paragraph.", _TEXT),
    "id": ("Its id in feeds, for ever.", _TEXT),
    "aliases": ("Its old addresses.", _WORDS),
}
_OF_PODCASTS: Final = [
    (prefix, name)
    for name in podcast_keys.TOP_LEVEL
    for prefix in ("itunes", "podcast", "episode", "audio", "season", "enclosure")
    if name.startswith(prefix) and name != prefix
]
_SPELLED: Final[Mapping[str, tuple[str, ...]]] = {
    "publishdate": ("publishDate",),
    "pubdate": ("pubDate",),
    "lastmodifiedat": ("last_modified_at",),
    "updatedate": ("updateDate",),
    "modifieddate": ("modified_date",),
    "expirydate": ("expiryDate",),
    "unpublishdate": ("unpublishDate",),
    "featureimage": ("feature_image",),
    "ogimage": ("og_image",),
    "featuredimage": ("featured_image", "featuredImage"),
    "canonicalurl": ("canonical_url", "canonicalUrl"),
    "translationkey": ("translation_key", "translationKey"),
    "featuretext": ("feature_text",),
    "redirectfrom": ("redirect_from",),
    "externalurl": ("external_url",),
    "linkedurl": ("linked_url",),
    "externallink": ("external_link",),
    "viaurl": ("via_url",),
    "licenseurl": ("license_url",),
    "contentlicense": ("content_license",),
    "commentsurl": ("comments_url",),
    "commenturl": ("comment_url",),
    "discussionurl": ("discussion_url",),
    "commentscount": ("comments_count",),
    "commentcount": ("comment_count",),
    "commentsfeed": ("comments_feed",),
    "commentsrss": ("comments_rss",),
    "commentrss": ("comment_rss",),
    "repostof": ("repost_of",),
    **{name: (f"{prefix}_{name.removeprefix(prefix)}",) for prefix, name in _OF_PODCASTS},
}
"""How sites spell keys of several words, which `fields.KEYS` has in small letters and in one."""


def json_schema() -> Schema:
    """Return the schema of the front matter of a post. A key of two meanings may have the values of either."""
    properties: dict[str, Schema] = {}
    for meaning, names in KEYS.items():
        text, kind = _MEANINGS[meaning]
        for name in names:
            for key in _SPELLED.get(name, (name,)):
                if known := properties.get(key):
                    properties[key] = _either(known, {"description": text, **kind})
                else:
                    properties[key] = {"description": text, **kind}
    return {
        "$schema": DRAFT,
        "title": "Front matter of a post",
        "description": "The keys that feedpub knows; others are the site's own.",
        "type": "object",
        "properties": properties,
    }


def _either(one: Schema, other: Schema) -> Schema:
    """Return what takes the values of both."""
    kinds = [{name: value for name, value in each.items() if name != "description"} for each in (one, other)]
    text = f"{one['description']} {other['description']}"
    return {"description": text, **({"anyOf": kinds} if all(kinds) else _ANYTHING)}
