"""JSON Feed 1.1, as a blog and as a podcast write it."""

from __future__ import annotations

import json
from typing import Any

from tests.planted.content import site


def weblog(edition: int) -> str:
    """Return the JSON Feed of a blog."""
    one = site(edition)
    return _written(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": one.name,
            "home_page_url": f"{one.url}/",
            "feed_url": f"{one.url}/feed.json",
            "description": one.about,
            "icon": f"{one.url}/icon.png",
            "favicon": f"{one.url}/favicon.png",
            "language": one.language,
            "authors": [{"name": one.owner, "url": f"{one.url}/about/", "avatar": f"{one.url}/face.png"}],
            "hubs": [{"type": "WebSub", "url": "https://hub.example.org/"}],
            "items": [
                {
                    "id": f"{one.url}/{article.slug}/",
                    "url": f"{one.url}/{article.slug}/",
                    "external_url": f"https://elsewhere.example.org/{article.number}",
                    "title": article.title,
                    "content_html": article.html(one),
                    "summary": article.summary,
                    "image": f"{one.url}/images/{article.slug}.jpg",
                    "date_published": article.published.isoformat(),
                    "date_modified": article.published.isoformat(),
                    "tags": list(article.tags),
                    "language": one.language,
                }
                for article in one.articles
            ],
        }
    )


def episodes(edition: int) -> str:
    """Return the JSON Feed of a podcast."""
    one = site(edition)
    return _written(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": one.name,
            "home_page_url": f"{one.url}/",
            "feed_url": f"{one.url}/podcast.json",
            "language": one.language,
            "authors": [{"name": one.owner}],
            "expired": False,
            "items": [
                {
                    "id": f"{one.host}:{article.number}",
                    "url": f"{one.url}/episodes/{article.number}",
                    "title": article.title,
                    "content_text": "\n".join(article.paragraphs),
                    "date_published": f"{article.published:%Y-%m-%dT%H:%M:%SZ}",
                    "attachments": [
                        {
                            "url": f"{one.url}/audio/{article.slug}.mp3",
                            "mime_type": "audio/mpeg",
                            "size_in_bytes": article.size,
                            "duration_in_seconds": article.seconds,
                        }
                    ],
                }
                for article in one.articles
            ],
        }
    )


def _written(feed: dict[str, Any]) -> str:
    return json.dumps(feed, ensure_ascii=False, indent=2) + "\n"
