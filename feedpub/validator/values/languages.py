"""Language tags (BCP 47): whether one is well formed and made of registered subtags, and what to write instead.

The table of subtags is `feedpub/validator/data/languages.txt`, read when the first tag is looked at.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from msgspec import Struct

_FILE = Path(__file__).parent.parent / "data" / "languages.txt"
_TAG = re.compile(
    r"""(?P<language>[a-z]{2,8})
    (?P<extlang>(?:-[a-z]{3}){0,3})
    (?:-(?P<script>[a-z]{4}))?
    (?:-(?P<region>[a-z]{2}|[0-9]{3}))?
    (?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)
    (?P<extensions>(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*)
    (?:-x(?:-[a-z0-9]{1,8})+)?""",
    re.VERBOSE,
)
_PRIVATE = re.compile(r"x(?:-[a-z0-9]{1,8})+")
_SINGLETON = re.compile(r"-([0-9a-wy-z])(?=-)")
_WORDS = {
    "arabic": "ar",
    "chinese": "zh",
    "dutch": "nl",
    "english": "en",
    "french": "fr",
    "german": "de",
    "italian": "it",
    "japanese": "ja",
    "korean": "ko",
    "portuguese": "pt",
    "russian": "ru",
    "spanish": "es",
}
_NO_COUNTRIES = frozenset({"aa", "ac", "cp", "dg", "ea", "eu", "ez", "ic", "ta", "un", "zz"})
"""Regions of language tags that ISO 3166 reserves for another use, or for the private one: no countries."""
_COUNTRIES = {"cn": "zh", "cz": "cs", "dk": "da", "gr": "el", "jp": "ja", "ua": "uk", "uk": "en-GB", "us": "en-US"}
"""Codes of countries that people write for the language; only asked about codes that are no language."""


class _Table(Struct, frozen=True):
    language: frozenset[str]
    extlang: frozenset[str]
    script: frozenset[str]
    region: frozenset[str]
    variant: frozenset[str]
    grandfathered: frozenset[str]
    preferred: dict[str, str]
    alpha3: dict[str, str]
    """Three-letter codes that have a two-letter one."""


@cache
def _table() -> _Table:
    text = _FILE.read_text("utf-8")
    sections: dict[str, list[str]] = {}
    for part in re.split(r"^\[", text, flags=re.MULTILINE)[1:]:
        name, _, rest = part.partition("]")
        sections[name] = rest.split()
    sets = {name: frozenset(sections[name]) for name in sections}
    maps = {name: dict(pair.split(":") for pair in sections[name]) for name in ("preferred", "alpha3")}
    return _Table(
        language=sets["language"],
        extlang=sets["extlang"],
        script=sets["script"],
        region=sets["region"],
        variant=sets["variant"],
        grandfathered=sets["grandfathered"],
        preferred=maps["preferred"],
        alpha3=maps["alpha3"],
    )


@lru_cache(maxsize=1024)
def problem(tag: str) -> str | None:
    """Say what is wrong with a language tag, in words that follow the tag: `has "_" …`; None for a valid one."""
    lowered = tag.lower()
    if not tag.isascii() or not tag:
        return "is not a language tag" if tag else "is empty"
    if lowered in _table().grandfathered or _PRIVATE.fullmatch(lowered):
        return None
    if "_" in tag:
        return 'has "_" where a hyphen belongs'
    parts = _TAG.fullmatch(lowered)
    if parts is None:
        return "has not the form of a language tag (BCP 47)"
    return _unregistered(parts) or _repeated(parts)


def _unregistered(parts: re.Match[str]) -> str | None:
    table = _table()
    language, script, region = parts["language"], parts["script"], parts["region"]
    if language not in table.language and not "qaa" <= language <= "qtz":
        return f'begins with "{language}", which is no code of a language'
    for extlang in parts["extlang"].split("-")[1:]:
        if extlang not in table.extlang:
            return f'has "{extlang}", which extends no language'
    if script and script not in table.script and not "qaaa" <= script <= "qabx":
        return f'has "{script}", which is no code of a script (ISO 15924)'
    if region and region not in table.region and not ("qm" <= region <= "qz" or "xa" <= region <= "xz"):
        return f'has "{region.upper()}", which is no code of a region (ISO 3166)'
    for variant in parts["variants"].split("-")[1:]:
        if variant not in table.variant:
            return f'has "{variant}", which is no registered variant'
    return None


def _repeated(parts: re.Match[str]) -> str | None:
    variants = parts["variants"].split("-")[1:]
    singletons = _SINGLETON.findall(parts["extensions"])
    if len(set(variants)) < len(variants) or len(set(singletons)) < len(singletons):
        return "has one subtag twice"
    return None


def suggestion(tag: str) -> str:
    """Return the valid tag that was probably meant (`en_uk` -> `en-GB`), empty when nobody can tell."""
    subtags = tag.strip().replace("_", "-").lower().split(".")[0].split("-")
    table = _table()
    first = subtags[0]
    if first not in table.language:
        first = _WORDS.get(first) or table.alpha3.get(first) or _COUNTRIES.get(first) or first
    first = table.preferred.get(first, first)
    rest = ["gb" if one == "uk" else one for one in subtags[1:]]
    meant = canonical("-".join([first, *rest]))
    return meant if meant and problem(meant) is None else ""


def canonical(tag: str) -> str:
    """Return a tag in its usual spelling (RFC 5646 section 2.1.1): `ZH-hans-tw` -> `zh-Hans-TW`."""
    subtags = tag.lower().split("-")
    for index, subtag in enumerate(subtags[1:], 1):
        if len(subtags[index - 1]) == 1:
            break
        if len(subtag) == 2:  # noqa: PLR2004 - a region
            subtags[index] = subtag.upper()
        elif len(subtag) == 4 and subtag.isalpha():  # noqa: PLR2004 - a script
            subtags[index] = subtag.title()
    return "-".join(subtags)


def is_iso_639(code: str) -> bool:
    """Tell whether this is a two- or three-letter code of ISO 639 (`de`, `deu`, `ger`), nothing else."""
    table = _table()
    lowered = code.lower()
    return len(code) in {2, 3} and (lowered in table.language or lowered in table.alpha3)


def is_region(code: str) -> bool:
    """Tell whether this is a two-letter code of a country or territory (ISO 3166-1)."""
    lowered = code.lower()
    return len(code) == 2 and lowered in _table().region and lowered not in _NO_COUNTRIES  # noqa: PLR2004 - alpha-2


def region_of(tag: str) -> str:
    """Return the region of a well-formed tag as it is written, empty when it names none: `en-GB` -> `GB`."""
    parts = _TAG.fullmatch(tag.lower())
    return tag[slice(*parts.span("region"))] if parts is not None and parts["region"] else ""
