"""Count what is found of the planted mistakes, or write the documents down for another validator."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from feedpub.model.records import Level
from tests.planted.fault import Planted, planted
from tests.planted.kinds import FAULTS
from tests.planted.looks import CLEAN


def _count() -> None:
    tried, found = Counter[str](), Counter[str]()
    for one in planted(FAULTS):
        tried[one.look.format] += 1
        if one.is_found():
            found[one.look.format] += 1
        else:
            print(f"{one.name} lines {one.edit.first}-{one.edit.last}: {_said(one)}")
    for name, number in tried.items():
        print(f"{name}: {found[name]} of {number} found, {found[name] / number:.1%}")
    kinds = len({fault.kind for fault in FAULTS})
    print(f"{found.total()} of {tried.total()} found, {found.total() / tried.total():.1%}; {kinds} kinds")


def _said(one: Planted) -> str:
    """Return what is complained of instead."""
    complaints = [each for each in one.said() if each.level is not Level.INFO]
    return " ".join(f"{each.where.line}:{each.level.value}:{each.code}" for each in complaints)[:200] or "nothing"


def _write(folder: Path) -> None:
    """Write the clean documents and those with a mistake, and `documents.json` that says what each is."""
    folder.mkdir(parents=True)
    entries: list[dict[str, object]] = []
    for look, edition in CLEAN:
        name = f"clean-{look.name}-{edition}.{_ending(look.format)}"
        folder.joinpath(name).write_bytes(look.write(edition).encode())
        entries.append({"file": name, "format": look.format, "look": look.name, "url": look.url(edition)})
    for number, one in enumerate(planted(FAULTS)):
        name = f"{number}-{one.name}.{_ending(one.look.format)}"
        folder.joinpath(name).write_bytes(one.data)
        clean = f"clean-{one.look.name}-{one.edition}.{_ending(one.look.format)}"
        place: dict[str, object] = {"kind": one.fault.kind, "lines": [one.edit.first, one.edit.last], "clean": clean}
        url = one.look.url(one.edition)
        entries.append({"file": name, "format": one.look.format, "look": one.look.name, "url": url, **place})
    folder.joinpath("documents.json").write_text(json.dumps(entries, indent=1) + "\n", "utf-8")


def _ending(name: str) -> str:
    return "json" if name == "json" else "xml"


if __name__ == "__main__":
    if sys.argv[1:]:
        _write(Path(sys.argv[1]))
    else:
        _count()
