"""Write `feedpub/validator/data/languages.txt` from the IANA language subtag registry and ISO 639.

    npm pack language-subtag-registry && tar xzf language-subtag-registry-*.tgz     # CC0-1.0
    pip download --no-deps pycountry && unzip pycountry-*.whl
    python tools/language_subtags.py package/data/json pycountry/databases/iso639-3.json DATE-OF-PYCOUNTRY

pycountry holds Debian's iso-codes; from it come the three-letter codes that have a two-letter one (`eng` for `en`).
A language that ISO 639-3 has and the registry lacks stops the script: then the registry's copy is too old.
"""

from __future__ import annotations

import json
import sys
import textwrap
from pathlib import Path

TARGET = Path(__file__).parent.parent / "feedpub" / "validate" / "data" / "languages.txt"
_KINDS = ("language", "extlang", "script", "region", "variant")


def main(registry: Path, iso: Path, date: str) -> None:
    """Read the two sources and write the table."""
    records = json.loads((registry / "registry.json").read_text("utf-8"))
    dated = json.loads((registry / "meta.json").read_text("utf-8"))["File-Date"]
    languages = json.loads(iso.read_text("utf-8"))["639-3"]
    lines = [
        f"# {date}: IANA language subtag registry of {dated}; ISO 639-3 of {date} has no language it lacks.",
        "# Written by tools/language_subtags.py. Subtags in lower case; `..` is a range, `old:new` the preferred one.",
    ]
    for kind in _KINDS:
        lines += _section(kind, [one["Subtag"].lower() for one in records if one["Type"] == kind])
    lines += _section("grandfathered", [one["Tag"].lower() for one in records if one["Type"] == "grandfathered"])
    lines += _section("preferred", _preferred(records))
    lines += _section("alpha3", _alpha3(languages))
    _refuse_unknown(records, languages)
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")


def _section(name: str, values: list[str]) -> list[str]:
    return [f"[{name}]", *textwrap.wrap(" ".join(values), 150, break_on_hyphens=False, break_long_words=False)]


def _preferred(records: list[dict[str, str]]) -> list[str]:
    return [
        f"{one['Subtag'].lower()}:{one['Preferred-Value'].lower()}"
        for one in records
        if one["Type"] in {"language", "region"} and "Preferred-Value" in one
    ]


def _alpha3(languages: list[dict[str, str]]) -> list[str]:
    pairs = []
    for one in languages:
        if "alpha_2" in one:
            codes = {one["alpha_3"], one.get("bibliographic", one["alpha_3"])}
            pairs += [f"{code}:{one['alpha_2']}" for code in sorted(codes)]
    return pairs


def _refuse_unknown(records: list[dict[str, str]], languages: list[dict[str, str]]) -> None:
    known = {one["Subtag"] for one in records if one["Type"] == "language"}
    lacking = [one["alpha_3"] for one in languages if not known & {one["alpha_3"], one.get("alpha_2", "")}]
    if lacking:
        raise SystemExit(f"the registry lacks {', '.join(lacking)}: take a newer copy")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
