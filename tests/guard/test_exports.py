"""Exports of other publishers: their published posts, with the ids that the live feed has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from feedpub.guard.snapshot import FORMATS, read
from feedpub.model.records import Format

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedpub.guard.snapshot import PublishedFeed


def export_of(data: bytes | str) -> PublishedFeed:
    found = read([("export", data.encode() if isinstance(data, str) else data)])
    assert not found.diagnostics
    (feed,) = found.feeds
    return feed


def reason(data: str) -> str:
    found = read([("export", data.encode())])
    assert not found.feeds
    (diagnostic,) = found.diagnostics
    return diagnostic.text


# WordPress


def wxr(*items: str, version: str = "1.2") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" ?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:wp="http://wordpress.org/export/{version}/"><channel><title>Old</title>'
        f"<wp:wxr_version>{version}</wp:wxr_version>{''.join(items)}</channel></rss>"
    )


def wxr_item(kind: str = "post", status: str = "publish", number: int = 12, guid: str = "guid") -> str:
    return (
        f"<item><title><![CDATA[Fish & chips]]></title><link>https://example.com/2024/06/21/fish/</link>"
        f"<pubDate>Fri, 21 Jun 2024 09:15:00 +0000</pubDate>"
        f'<{guid} isPermaLink="false">https://example.com/?p={number}&amp;x=1</{guid}>'
        f"<description></description><content:encoded><![CDATA[<p>Long.</p>]]></content:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_date_gmt>2024-06-21 09:15:00</wp:post_date_gmt>"
        f"<wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status></item>"
    )


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_wordpress_exports_the_guids_of_its_feeds(version: str) -> None:
    feed = export_of(wxr(wxr_item(), version=version))
    assert feed.exported_from == "WordPress"
    (item,) = feed.items
    assert item.id == "https://example.com/?p=12&x=1"
    assert (item.title, item.link) == ("Fish & chips", "https://example.com/2024/06/21/fish/")
    assert item.content == "<p>Long.</p>"
    assert str(item.published) == "2024-06-21 09:15:00+00:00"


@pytest.mark.parametrize(
    ("kind", "status"),
    [("page", "publish"), ("attachment", "inherit"), ("nav_menu_item", "publish"), ("post", "draft")]
    + [("post", status) for status in ("private", "future", "pending", "trash", "")],
)
def test_what_is_no_published_post_of_wordpress_is_left_out(kind: str, status: str) -> None:
    feed = export_of(wxr(wxr_item(kind, status)))
    assert (feed.exported_from, feed.items) == ("WordPress", ())


def test_a_date_of_wordpress_is_that_of_greenwich_where_there_is_no_other() -> None:
    one = wxr_item().replace("<pubDate>Fri, 21 Jun 2024 09:15:00 +0000</pubDate>", "<pubDate/>")
    (item,) = export_of(wxr(one)).items
    assert str(item.published) == "2024-06-21 09:15:00+00:00"


def test_an_export_without_guids_is_refused_for_it_does_not_say_the_ids() -> None:
    said = reason(wxr(wxr_item(guid="x")))
    assert "posts have no <guid>, as Squarespace writes it" in said
    assert "?format=rss" in said
    assert len(export_of(wxr(wxr_item(), wxr_item(guid="x"))).items) == 1


# Blogger


def blogger(*entries: str) -> str:
    return (
        "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' "
        "xmlns:blogger='http://schemas.google.com/blogger/2018'><id>tag:blogger.com,1999:blog-1</id>"
        f"<title>Old</title>{''.join(entries)}</feed>"
    )


def old_entry(kind: str, more: str = "") -> str:
    return (
        f"<entry><id>tag:blogger.com,1999:blog-1.post-7</id><published>2012-05-01T10:00:00.001+02:00</published>"
        "<updated>2013-05-01T10:00:00.000+02:00</updated>"
        "<category scheme='http://schemas.google.com/g/2005#kind' "
        f"term='http://schemas.google.com/blogger/2008/kind#{kind}'/>"
        "<category scheme='http://www.blogger.com/atom/ns#' term='Trees'/><title type='text'>Oak</title>"
        "<content type='html'>&lt;p&gt;Long.&lt;/p&gt;</content>"
        "<link rel='replies' href='https://old.blogspot.com/feeds/7/comments/default'/>"
        f"<link rel='alternate' type='text/html' href='https://old.blogspot.com/2012/05/oak.html'/>{more}</entry>"
    )


def takeout_entry(kind: str, status: str) -> str:
    return (
        f"<entry><id>tag:blogger.com,1999:blog-1.post-7</id><blogger:type>{kind}</blogger:type>"
        f"<blogger:status>{status}</blogger:status><title>Oak</title><content type='html'>&lt;p&gt;Long.</content>"
        "<published>2012-05-01T08:00:00Z</published><updated>2013-05-01T10:00:00Z</updated>"
        "<blogger:filename>/2012/05/oak.html</blogger:filename></entry>"
    )


def test_blogger_exports_the_ids_of_its_feeds() -> None:
    feed = export_of(blogger(old_entry("post"), old_entry("comment"), old_entry("template"), old_entry("settings")))
    assert feed.exported_from == "Blogger"
    (item,) = feed.items
    assert (item.id, item.link) == ("tag:blogger.com,1999:blog-1.post-7", "https://old.blogspot.com/2012/05/oak.html")
    assert str(item.published) == "2012-05-01 08:00:00+00:00"


def test_what_google_hands_out_of_a_blog_has_the_same_ids() -> None:
    entries = [takeout_entry(*each) for each in (("POST", "LIVE"), ("POST", "DRAFT"), ("PAGE", "LIVE"))]
    (item,) = export_of(blogger(*entries, takeout_entry("COMMENT", "LIVE"))).items
    assert (item.id, item.link) == ("tag:blogger.com,1999:blog-1.post-7", "/2012/05/oak.html")


def test_a_draft_of_blogger_is_left_out() -> None:
    control = "<app:control xmlns:app='{}'><app:draft>yes</app:draft></app:control>"
    drafts = [control.format(namespace) for namespace in ("http://purl.org/atom/app#", "http://www.w3.org/2007/app")]
    assert export_of(blogger(*(old_entry("post", draft) for draft in drafts))).items == ()


# Ghost


def ghost(*posts: Mapping[str, object], version: str = "5.82.2", **more: object) -> str:
    data = {"posts": posts, **more}
    return json.dumps({"db": [{"meta": {"exported_on": 1718960000000, "version": version}, "data": data}]})


def ghost_post(**more: object) -> Mapping[str, object]:
    return {
        "id": "65f1a0c2e4b0a1b2c3d4e5f6",
        "uuid": "b6f1f2c8-6b2e-4d58-9a4f-0a3e0e8b6c55",
        "title": "Fish & chips",
        "slug": "fish",
        "html": "<p>Long.</p>",
        "status": "published",
        "type": "post",
        "published_at": "2024-06-21T09:15:00.000Z",
        **more,
    }


@pytest.mark.parametrize("version", ["1.0.0", "2.38.3", "5.82.2", "10.1.0"])
def test_ghost_names_posts_by_their_id(version: str) -> None:
    feed = export_of(ghost(ghost_post(), version=version))
    assert feed.exported_from == "Ghost"
    (item,) = feed.items
    assert (item.id, item.link, item.title) == ("65f1a0c2e4b0a1b2c3d4e5f6", "/fish/", "Fish & chips")
    assert item.content == "<p>Long.</p>"
    assert str(item.published) == "2024-06-21 09:15:00+00:00"


@pytest.mark.parametrize("version", ["003", "0.11.14"])
def test_ghost_named_posts_by_their_uuid_before_1_0(version: str) -> None:
    (item,) = export_of(ghost(ghost_post(id=4, type=None, page=0, published_at=1718961300000), version=version)).items
    assert item.id == "b6f1f2c8-6b2e-4d58-9a4f-0a3e0e8b6c55"
    assert str(item.published) == "2024-06-21 09:15:00+00:00"


@pytest.mark.parametrize(
    "post",
    [{"status": "draft"}, {"status": "sent"}, {"status": "scheduled"}, {"type": "page"}, {"page": 1}, {"id": ""}],
)
def test_what_ghosts_feed_does_not_hold_is_left_out(post: Mapping[str, object]) -> None:
    assert export_of(ghost(ghost_post(**post), 7)).items == ()  # type: ignore[arg-type]  # what is no post at all


def test_a_post_of_ghost_that_was_only_mailed_is_left_out() -> None:
    meta = [{"post_id": "65f1a0c2e4b0a1b2c3d4e5f6", "email_only": 1}, 7]
    assert export_of(ghost(ghost_post(), posts_meta=meta)).items == ()


@pytest.mark.parametrize("value", [9e99, 10**30, True, None, [], {}])
def test_a_date_of_ghost_that_is_none_is_nothing(value: object) -> None:
    (item,) = export_of(ghost(ghost_post(published_at=value, updated_at=value))).items
    assert item.published is None


@pytest.mark.parametrize(
    "text", ['{"db": []}', '{"db": [7]}', '{"db": [{"data": {"posts": {}}}]}', '{"data": {"posts": []}}', "[1]", "7"]
)
def test_other_json_is_no_export(text: str) -> None:
    assert read([("x.json", text.encode())]).feeds == ()


def test_posts_of_an_export_are_known_as_those_of_the_publishers_feed() -> None:
    assert FORMATS[export_of(ghost(ghost_post())).kind] is Format.RSS
