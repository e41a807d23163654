"""Programs that are not ours read every document of the example site and of the small sites without complaint."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import feedparser
import pytest
from lxml import etree
from reader import make_reader

from tests.golden.sites import FOLDER, NAMES, contents, expected
from tests.running import feedpub

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[1]
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Return the published folders by name: the example site, built anew, and the small ones."""
    public = tmp_path_factory.mktemp("example") / "public"
    ended = feedpub("build", str(EXAMPLE), "--out", str(public), cwd=public.parent, SOURCE_DATE_EPOCH="4102444800")
    assert ended.status == 0, ended.err
    return {"example": public} | {name: FOLDER / name / "public" for name in NAMES}


every_site = pytest.mark.parametrize("name", ["example", *NAMES])


def documents(folder: Path, ending: str) -> Mapping[str, bytes]:
    return {path: data for path, data in contents(folder).items() if path.endswith(ending)}


def feeds(folder: Path) -> Mapping[str, bytes]:
    """Return the RSS and Atom feeds."""
    xml = documents(folder, ".xml")
    return {path: data for path, data in xml.items() if b"<rss " in data[:400] or b"<feed " in data[:400]}


def json_feeds(folder: Path) -> list[str]:
    """Return the paths of the JSON Feeds; chapters of recordings are JSON, too."""
    return [path for path, data in documents(folder, ".json").items() if b'"items"' in data]


@every_site
def test_feedparser_reads_every_feed_without_complaint(sites: Mapping[str, Path], name: str) -> None:
    for path, data in feeds(sites[name]).items():
        feed: Any = feedparser.parse(data)
        assert feed.bozo == 0, path
        assert feed.version in {"rss20", "atom10"}
        assert feed.feed.title
        assert feed.entries
        for entry in feed.entries:
            assert entry.id, path
            assert entry.title, path
            assert entry.link.startswith("http"), path
            assert entry.published_parsed, path
            assert entry.summary, path


@every_site
def test_lxml_parses_every_xml_document(sites: Mapping[str, Path], name: str) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
    for path, data in documents(sites[name], ".xml").items():
        tree = etree.fromstring(data, parser)
        assert tree.tag, path
        assert not list(parser.error_log), path


@every_site
def test_the_json_of_every_json_feed_is_read(sites: Mapping[str, Path], name: str) -> None:
    for path in json_feeds(sites[name]):
        feed = json.loads((sites[name] / path).read_bytes())
        assert feed["version"] == "https://jsonfeed.org/version/1.1", path
        assert all(isinstance(item["id"], str) and item["url"].startswith("http") for item in feed["items"]), path


@pytest.mark.slow
@every_site
def test_lemon24_reader_subscribes_to_every_feed(sites: Mapping[str, Path], name: str) -> None:
    folder = sites[name]
    with make_reader(":memory:", feed_root=str(folder)) as reader:
        paths = [*feeds(folder), *json_feeds(folder)]
        for path in paths:
            reader.add_feed(path)
        reader.update_feeds()
        for feed in reader.get_feeds():
            assert feed.last_exception is None, feed.url
            assert feed.title
            assert feed.updated or feed.url.endswith(".json"), feed.url  # JSON Feed has no date of its own
        assert reader.get_feed_counts().broken == 0
        for path in paths:
            assert reader.get_entry_counts(feed=path).total == _number_of_items(folder / path)


def _number_of_items(file: Path) -> int:
    data = file.read_bytes()
    if file.suffix == ".json":
        return len(json.loads(data)["items"])
    return data.count(b"</item>") + data.count(b"</entry>")


@every_site
def test_the_formats_of_a_feed_hold_the_same_for_reader(sites: Mapping[str, Path], name: str) -> None:
    folder = sites[name]
    if not {"rss.xml", "atom.xml", "feed.json"} <= contents(folder).keys():
        pytest.skip("this site has not all formats")
    with make_reader(":memory:", feed_root=str(folder)) as reader:
        seen = []
        for path in ("rss.xml", "atom.xml", "feed.json"):
            reader.add_feed(path)
            reader.update_feed(path)
            entries = sorted(reader.get_entries(feed=path), key=lambda entry: entry.id)
            seen.append([(entry.id, entry.title, entry.link, entry.published, entry.summary) for entry in entries])
        rss, atom, jsonfeed = seen
        items = json.loads((folder / "feed.json").read_bytes())["items"]
        led = {item["id"]: item["external_url"] for item in items if "external_url" in item}
        assert [entry[:4] for entry in rss] == [entry[:4] for entry in atom]
        # In JSON Feed a post that is about a page elsewhere has both addresses; the others lead to that.
        assert [entry[:4] for entry in atom] == [
            (name, title, led.get(name, link), at) for name, title, link, at, _ in jsonfeed
        ]


@every_site
def test_the_sitemap_names_every_page_once(sites: Mapping[str, Path], name: str) -> None:
    maps = {path: data for path, data in documents(sites[name], ".xml").items() if b"<urlset" in data[:400]}
    assert maps
    for data in maps.values():
        found = etree.fromstring(data).iterfind("s:url/s:loc", NS)
        assert set(Counter(each.text for each in found).values()) == {1}


def test_a_packed_sitemap_holds_what_stands_beside_it() -> None:
    files = expected("gzip")
    assert gzip.decompress(files["map.xml.gz"]) == files["map.xml"]


@every_site
def test_our_own_validator_finds_no_error(sites: Mapping[str, Path], name: str) -> None:
    ended = feedpub("validate", str(sites[name]), cwd=EXAMPLE)
    assert ended.status == 0, ended.err
