"""Things of the model with defaults that make sense, for tests that care about one field of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from feedpub.model.records import Author, Feed, FeedSpec, Format, Item, Markup, Post, Taxonomy, Term
from feedpub.model.site import Site
from feedpub.text.urls import slug_or_hash

if TYPE_CHECKING:
    from collections.abc import Iterable

DATE = datetime(2024, 6, 21, 1, 0, 0, tzinfo=UTC)
"""The date of a post that says no other."""

SITE_URL = "https://example.com/"


def at(days: float) -> datetime:
    """Return the moment so many days after `DATE`."""
    return DATE + timedelta(days=days)


def post(name: str = "hello", **fields: Any) -> Post:  # noqa: ANN401 - any field of a post
    """Return a post of the file `<name>.md`."""
    given: dict[str, Any] = {
        "source": f"{name}.md",
        "stem": name.rpartition("/")[2],
        "url": f"{SITE_URL}{name}/",
        "title": name.rpartition("/")[2].capitalize(),
        "markup": Markup.MARKDOWN,
        "body_line": 4,
        "date": DATE,
    }
    return Post(**{**given, **fields})


def posts(number: int, **fields: Any) -> tuple[Post, ...]:  # noqa: ANN401 - any field of a post
    """Return so many posts, the newest (`post-0`) first, a day apart."""
    return tuple(post(f"post-{index}", **{"date": at(-index), **fields}) for index in range(number))


def page(name: str = "about", **fields: Any) -> Post:  # noqa: ANN401 - any field of a post
    """Return a page: a post without a date."""
    return post(name, **{"date": None, **fields})


def item(of: Post | None = None, **fields: Any) -> Item:  # noqa: ANN401 - any field of an item
    """Return an item of a post that has a date."""
    of = of or post()
    given: dict[str, Any] = {
        "post": of,
        "date": of.date,
        "updated": of.last_modified,
        "id": of.id or f"urn:feedpub-test:{of.stem}",
        "html": f"<p>{of.stem} says hello.</p>",
        "summary": of.summary or f"{of.stem} says hello.",
    }
    return Item(**{**given, **fields})


def items(number: int, **fields: Any) -> tuple[Item, ...]:  # noqa: ANN401 - any field of a post
    """Return items of so many posts, the newest first."""
    return tuple(map(item, posts(number, **fields)))


def site(**fields: Any) -> Site:  # noqa: ANN401 - any field of a site
    """Return the site https://example.com/ in English, with one author and a style sheet."""
    given: dict[str, Any] = {
        "url": SITE_URL,
        "title": "Example",
        "description": "Posts about examples",
        "language": "en",
        "authors": (Author(name="Ada"),),
        "stylesheet": "/feed.css",
    }
    return Site(**{**given, **fields})


def term(label: str = "News", taxonomy: Taxonomy = Taxonomy.CATEGORY) -> Term:
    """Return a term with the slug of its label."""
    return Term(taxonomy=taxonomy, slug=slug_or_hash(label), label=label)


def spec(of: Term | None = None, **fields: Any) -> FeedSpec:  # noqa: ANN401 - any field of a spec
    """Return the feed of the site, or of a term, in all formats at the usual paths."""
    folder = f"category/{of.slug}/" if of else ""
    names = {Format.RSS: "rss.xml", Format.ATOM: "atom.xml", Format.JSON: "feed.json"}
    paths = {each: folder + name for each, name in names.items()}
    given: dict[str, Any] = {
        "term": of,
        "id": f"urn:feedpub-test:feed:{folder}",
        "title": f"Example · {of.label}" if of else "Example",
        "description": "Posts about examples",
        "language": "en",
        "paths": paths,
        "urls": {each: SITE_URL + path for each, path in paths.items()},
        "limit": 20,
    }
    return FeedSpec(**{**given, **fields})


def feed(
    holding: Iterable[Item] | None = None,
    *,
    of: Site | None = None,
    by: FeedSpec | None = None,
) -> Feed:
    """Return a feed of the items (one, if none are given)."""
    held = tuple(holding) if holding is not None else (item(),)
    return Feed(spec=by or spec(), site=of or site(), items=held)
