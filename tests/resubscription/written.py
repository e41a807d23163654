"""A site as its owner has written it, whatever generator reads it; and what owners do to their sites."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HOME = "https://example.com/"


@dataclass(frozen=True, kw_only=True)
class Post:
    """A post; `slug` and `folder` may be empty."""

    name: str
    """Of its file."""
    title: str
    date: str
    """The day and the minute, without an offset."""
    category: str = "News"
    slug: str = ""
    folder: str = ""
    text: str = ""

    @property
    def day(self) -> str:
        return self.date[:10]


def post(name: str, day: int, **more: str) -> Post:
    text = f"What {name} says is said by no other post: {' '.join(name * 3 for _ in range(9))}."
    return replace(Post(name=name, title=f"Of {name}s", date=f"2024-06-{day:02} 23:30", text=text), **more)


@dataclass(frozen=True, kw_only=True)
class Written:
    """Addresses are made as the generator makes them, or otherwise if `is_laid_out_anew`."""

    posts: tuple[Post, ...] = (
        post("amber", 1),
        post("birch", 2, category="Trees"),
        post("cedar", 3, slug="on-cedars"),
        post("dune", 4),
    )
    url: str = HOME
    is_laid_out_anew: bool = False
    zone: str = "UTC"
    settings: Mapping[str, object] = field(default_factory=dict)
    """Of feedpub.toml, besides those without which there would be no site."""


def at(url: str) -> Callable[[Written], Written]:
    return lambda site: replace(site, url=url)


def of_one(name: str, /, **fields: str) -> Callable[[Written], Written]:
    """Return the change of one post."""
    return lambda site: replace(
        site, posts=tuple(replace(one, **fields) if one.name == name else one for one in site.posts)
    )


def renamed_category(site: Written) -> Written:
    renamed = {"Trees": "Woods"}
    return replace(
        site, posts=tuple(replace(one, category=renamed.get(one.category, one.category)) for one in site.posts)
    )


def with_setting(key: str, value: object) -> Callable[[Written], Written]:
    return lambda site: replace(site, settings={**site.settings, key: value})


def with_new_post(site: Written) -> Written:
    return replace(site, posts=(*site.posts, post("fresh", 9)))


CHANGES: Mapping[str, Callable[[Written], Written]] = {
    "domain": at("https://new.example/"),
    "http": at("http://example.com/"),
    "folder": at("https://example.com/blog/"),
    "permalinks": lambda site: replace(site, is_laid_out_anew=True),
    "slug": of_one("cedar", slug="about-cedars"),
    "rename": of_one("amber", name="amber-and-jet"),
    "move": of_one("amber", folder="stones"),
    "category": renamed_category,
    "title": of_one("amber", title="Of jets"),
    "body": of_one("amber", text="What amber says now is said by no other post: jet jet jet jet jet jet jet jet jet."),
    "zone": lambda site: replace(site, zone="Asia/Seoul"),
    "format": with_setting("feeds.formats", ["json"]),
    "scheme": with_setting("ids.scheme", "uuid"),
}
