"""Subscribers of feeds that are renamed, moved or split by languages get each post once, and what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.owner import Site
from tests.subscribers import Subscriber

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

TREES = ("category/trees/rss.xml", "category/trees/atom.xml", "category/trees/feed.json")


def test_subscribers_of_a_renamed_category_get_what_is_new_and_nothing_else(tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    for day, name in enumerate(("kauri", "larch", "maple"), start=1):
        site.post(name, title=name, date=f"2024-07-0{day}", categories="[Trees]")
    site.build()
    subscriber = Subscriber(site.output, *TREES)
    for file in site.content.iterdir():
        file.write_text(file.read_text(encoding="utf-8").replace("[Trees]", "[Bäume]"), encoding="utf-8")
    site.set("feeds.categories.aliases.trees", "Bäume")
    site.build()
    assert subscriber.reads() == []
    site.post("oak", title="oak", date="2024-08-01", categories="[Bäume]")
    site.build()
    assert subscriber.reads() == sorted(f"{path}: oak" for path in TREES)


def test_subscribers_of_a_site_whose_languages_are_parted_get_each_new_post_once(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", feeds__all_languages=True)

    def write(name: str, day: int) -> None:
        for tag in ("en", "ko", "ja"):
            body = f"What {name} says in {tag} is said nowhere else: {f'{name}{tag} ' * 9}"
            site.post(
                f"{name}.{tag}", body, title=f"{name} {tag}", lang=tag, translation_key=name, date=f"2024-07-0{day}"
            )

    for day, name in enumerate(("kauri", "larch", "maple"), start=1):
        write(name, day)
    site.build()
    subscriber = Subscriber(site.output, "rss.xml")
    site.set("feeds.all_languages", value=False)
    site.build()
    assert subscriber.reads() == []
    write("oak", 4)
    site.build()
    assert subscriber.reads() == ["rss.xml: oak en"]
