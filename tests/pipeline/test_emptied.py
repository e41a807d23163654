"""A generator has emptied the output, or written its feeds over ours: what was published last is known all the same."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from feedpub import pipeline
from feedpub.model.errors import ContentError, UsageError
from feedpub.model.records import Level
from feedpub.publish import Action
from tests.owner import Site

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.model.records import Diagnostic
    from feedpub.pipeline.run import Outcome

THEIRS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><link>https://example.com/</link>'
    "<description>D</description><item><title>Of dunes</title><guid>https://example.com/on-dune/</guid></item>"
    "</channel></rss>"
)
"""What another generator writes in each run."""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path)
    made.posts(6)
    made.build()
    return made


def emptied(site: Site, **files: str) -> None:
    """Leave in the output what a generator leaves there: nothing but its own files."""
    shutil.rmtree(site.output)
    site.output.mkdir()
    for name, text in files.items():
        (site.output / name.replace("_", ".")).write_text(text, "utf-8")


def codes(found: list[Diagnostic]) -> list[str]:
    return [one.code for one in found]


def rename(site: Site) -> None:
    (site.content / "cedar.md").rename(site.content / "cedar-and-pine.md")


def test_a_renamed_post_is_found_where_nothing_is_left(site: Site) -> None:
    emptied(site)
    rename(site)
    (found,) = site.findings()
    assert found.code == "guard/reannounced"
    site.pin(found.hint.partition("`")[2].removeprefix("Add the line `").partition("`")[0])
    assert site.findings() == []
    assert (site.output / "rss.xml").exists()


def test_a_feed_that_goes_is_found_and_a_sitemap_that_shrinks(site: Site) -> None:
    emptied(site)
    for file in list(site.content.iterdir())[1:]:
        file.unlink()
    assert {"guard/feed-shrunk", "guard/sitemap-shrunk"} <= set(codes(site.findings()))
    site.set("feeds.formats", ["atom"])
    assert "guard/feed-vanished" in codes(site.findings())


def test_a_post_below_the_floor_stays_out_and_one_that_is_new_does_not(site: Site) -> None:
    site.set("feeds.limit", 4)
    emptied(site)
    site.build("feed-shrunk")
    emptied(site, sitemap_xml="<urlset/>", rss_xml=THEIRS)
    site.post("old-but-new", title="Old but new", date="2024-05-01")
    site.set("feeds.limit", 9)
    outcome = site.build(take_over=True)
    assert [one.code for one in outcome.diagnostics if one.code == "guard/resurfaced"]
    feed = (site.output / "rss.xml").read_text("utf-8")
    assert "Old but new" in feed
    assert "Of ambers" not in feed


def test_files_get_their_times_back_and_count_as_unchanged(site: Site) -> None:
    before = {path: path.stat().st_mtime_ns for path in site.output.rglob("*") if path.is_file()}
    emptied(site, rss_xml=THEIRS)
    plan = site.build(take_over=True).plan
    assert {change.action for change in plan.changes} == {Action.RESTORE}
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_what_was_taken_over_once_is_taken_over_again(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.posts(6)
    emptied_before = site.output
    emptied_before.mkdir()
    (site.output / "rss.xml").write_text(THEIRS, "utf-8")
    with pytest.raises(ContentError):
        site.build()
    first = site.build(take_over=True)
    assert [change.path for change in first.plan.changes if change.is_taken_over] == ["rss.xml"]
    for take_over in (False, True):
        emptied(site, rss_xml=THEIRS, atom_xml=THEIRS)
        again = site.build(take_over=take_over)
        assert [change.path for change in again.plan.changes if change.is_taken_over] == []
    with pytest.raises(ContentError):  # said by whoever has the key, and by nobody else
        _with_theirs(site).build(key=b"o" * 32)


def _with_theirs(site: Site) -> Site:
    emptied(site, rss_xml=THEIRS)
    return site


def test_the_configuration_can_say_that_feeds_are_taken_over(tmp_path: Path) -> None:
    site = Site(tmp_path, output__take_over=True)
    site.posts(3)
    site.output.mkdir()
    emptied(site, rss_xml=THEIRS)
    assert "rss.xml" in {change.path for change in site.build(key=None).plan.changes if change.is_taken_over}


def test_what_was_kept_is_compared_with_whoever_has_kept_it(site: Site) -> None:
    emptied(site)
    rename(site)
    assert codes(site.findings(key=b"o" * 32)) == ["guard/reannounced"]


def test_what_was_kept_before_another_build_published_here_is_not(site: Site) -> None:
    emptied(site)
    shutil.move(site.folder / ".feedpub", site.folder / "kept")
    rename(site)
    site.build()  # elsewhere, and it came with a checkout
    shutil.rmtree(site.folder / ".feedpub")
    shutil.move(site.folder / "kept", site.folder / ".feedpub")
    (site.output / "atom.xml").unlink()
    assert site.findings() == []


def test_damage_is_told_where_it_matters(site: Site) -> None:
    (snapshot,) = (site.folder / ".feedpub").glob("*.snapshot.*")
    snapshot.write_bytes(b"else")
    assert codes(site.findings(dry_run=True)) == []  # the files themselves are there
    emptied(site)
    assert codes(site.findings(dry_run=True)) == ["guard/snapshot-damaged"]
    site.build()
    emptied(site)
    assert codes(site.findings()) == []


# Where nothing is known


def said(outcome: Outcome) -> list[str]:
    return [one.code for one in outcome.diagnostics if one.level is not Level.INFO]


def test_ci_is_told_that_it_knows_nothing_and_publishes_all_the_same(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.posts(3)
    assert said(site.build(dry_run=True)) == []
    outcome = site.build(is_unattended=True, strict=True)
    (one,) = (one for one in outcome.diagnostics if one.code == "guard/nothing-to-compare")
    assert 'against = "https://example.com/"' in one.hint
    assert said(site.build(is_unattended=True)) == []
    emptied(site)
    assert said(site.build(is_unattended=True)) == []
    shutil.rmtree(site.folder / ".feedpub")
    emptied(site)
    assert said(site.build(is_unattended=True)) == ["guard/nothing-to-compare"]


# What the configuration names


def test_the_configuration_names_what_to_compare_with(site: Site) -> None:
    shutil.move(site.output, site.folder / "live")
    shutil.rmtree(site.folder / ".feedpub")
    rename(site)
    assert codes(site.findings(dry_run=True)) == []
    site.set("guard.against", "live")
    assert codes(site.findings(is_unattended=True)) == ["guard/reannounced"]
    site.set("site.url", "http://localhost:8000/")
    site.set("site.local", value=True)
    assert codes(site.findings(dry_run=True)) == []  # for this machine alone


def test_it_may_be_out_of_reach_where_that_is_said(site: Site) -> None:
    site.set("guard.against", "live")
    request = site.request()
    with pytest.raises(Exception, match="there is no folder"):
        pipeline.build(request)
    site.set("guard.against_optional", value=True)
    assert said(site.build(strict=True)) == ["guard/not-compared"]


def test_a_folder_that_is_a_link_out_of_the_site_is_refused(
    site: Site, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (site.folder / "live").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    site.set("guard.against", "live")
    with pytest.raises(UsageError, match="out of the site"):
        site.build()


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("../live", "no folder below the site"),
        ("/live", "no folder below the site"),
        ("http://localhost/", "your own network"),
        ("http://10.0.0.1/feeds/", "your own network"),
        ("https://me:secret@example.com/", "password"),
    ],
)
def test_a_place_that_a_stranger_might_name_is_refused(site: Site, place: str, reason: str) -> None:
    site.set("guard.against", place)
    with pytest.raises(UsageError) as caught:
        site.build()
    (mistake,) = caught.value.diagnostics
    assert reason in mistake.text
