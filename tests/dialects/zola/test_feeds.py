"""Feed templates of a Zola site: what they tell of ids, paths and limits without being run."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from feedpub import config

if TYPE_CHECKING:
    from tests.dialects.site import Site


def atom(id_: str, pages: str = "pages") -> str:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><id>{{ config.base_url }}</id>\n'
        f"{{%- for page in {pages} %}}<entry><id>{id_}</id></entry>{{%- endfor %}}</feed>"
    )


@pytest.mark.parametrize(
    ("id_", "pattern"),
    [
        ("{{ page.permalink | safe }}", ""),
        ("{{ page.permalink | escape_xml | safe }}", ""),
        ("{{ config.base_url ~ page.path }}", ""),
        ("{{ config.base_url }}{{ page.path | safe }}", ""),
        ("https://example.com{{ macros::escape_hbs(input=page.path) | safe }}", "https://example.com{path}"),
        ('tag:example.com,{{ page.date | date(format="%Y-%m-%d") }}:{{ page.slug }}', "tag:example.com,{date}:{slug}"),
    ],
)
def test_the_id_of_a_post_is_told_by_the_template(site: Site, id_: str, pattern: str) -> None:
    site.write("templates/atom.xml", atom(id_))
    loaded = config.read(site.folder)
    assert loaded.doubts == ()
    assert (loaded.options.ids.scheme.value, loaded.options.ids.pattern) == (
        ("pattern", pattern) if pattern else ("permalink", "{url}")
    )


def test_an_id_that_cannot_be_told_is_said_with_its_place(site: Site) -> None:
    site.write("templates/atom.xml", atom("{{ page.extra.guid }}"))
    (said,) = config.read(site.folder).doubts
    assert (said.code, said.where.path, said.where.line) == ("site/feed-not-read", "templates/atom.xml", 2)


@pytest.mark.parametrize(
    ("pages", "limit"), [("pages | slice(end=7)", 7), ("pages | reverse | slice(start=0, end=5)", 5), ("pages", 0)]
)
def test_the_template_tells_how_many_posts_a_feed_holds(site: Site, pages: str, limit: int) -> None:
    site.write("templates/atom.xml", atom("{{ page.permalink }}", pages))
    assert config.load(site.folder).feeds.limit == limit


def test_a_feed_of_another_name_is_served_by_the_format_of_its_template(site: Site) -> None:
    site.configure('feed_filenames = ["feed.xml"]', "generate_feeds = true", 'theme = "plain"')
    site.write("themes/plain/templates/feed.xml", atom("{{ page.permalink | safe }}"))
    feeds = config.load(site.folder).feeds
    assert (feeds.atom, feeds.sections.atom, feeds.rss) == ("feed.xml", "{page}/feed.xml", "rss.xml")
    assert not [one for one in site.collect().diagnostics if one.code == "site/not-followed"]


BY_PATH = "<published>{{ page.components | nth(n=0) }}-{{ page.components | nth(n=1) }}</published>"


def test_a_date_stands_in_the_path_where_the_template_takes_it_from_there(site: Site) -> None:
    site.write(
        "templates/atom.xml",
        atom("{{ page.permalink }}", "section.pages | reverse").replace("<id>{{ p", f"{BY_PATH}<id>{{{{ p"),
    )
    dated = {path: site.post(f'title = "A"\npath = "{path}"\n', path="content/a.md").date for path in PATHS}
    assert {path: date and date.date().isoformat() for path, date in dated.items()} == PATHS
    assert site.post('path = "2015/01/09/a"\ndate = 2016-02-03\n').date == datetime(2016, 2, 3, tzinfo=UTC)


def test_no_date_is_taken_from_a_path_otherwise(site: Site) -> None:
    site.write(
        "templates/atom.xml",
        atom("{{ page.permalink }}").replace("<id>{{ p", f"{BY_PATH}{{{{ page.date }}}}<id>{{{{ p"),
    )
    assert site.post('path = "2015/01/09/a"\n', path="content/a.md").date is None


PATHS = {
    "2015/01/09/a": "2015-01-09",
    "news/2015/01/09/a": "2015-01-09",
    "2015/13/09/a": None,
    "12015/01/09/a": None,
    "a/2015/01": None,
}
