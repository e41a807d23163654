"""Planning: what becomes of each path, in which order, and what forbids it."""

from __future__ import annotations

import pytest

from feedpub.model.records import Document, Kind, Level
from feedpub.publish import Action, Plan, Published, Standing, describe, plan
from feedpub.publish.plan import Obstacle, sha256
from tests.publish.folders import documents

OTHER = Standing(size=5, digest="theirs")
MARKED = Standing(size=5, digest="older", marked=True)


def actions(decided: Plan) -> dict[str, Action]:
    return {change.path: change.action for change in decided.changes}


def codes(decided: Plan) -> list[str]:
    return [diagnostic.code for diagnostic in decided.diagnostics]


def test_a_document_where_nothing_stands_is_created() -> None:
    decided = plan(documents({"rss.xml": "a"}), Published())
    assert actions(decided) == {"rss.xml": Action.CREATE}
    assert decided.manifest == {"rss.xml": sha256(b"a")}


def test_a_document_that_stands_there_already_is_kept_and_becomes_ours() -> None:
    decided = plan(documents({"rss.xml": "a"}), Published(equal=frozenset({"rss.xml"})))
    assert actions(decided) == {"rss.xml": Action.KEEP}
    assert decided.manifest == {"rss.xml": sha256(b"a")}
    assert decided.moves == ()


def test_a_file_that_we_published_is_replaced() -> None:
    published = Published(manifest={"rss.xml": "x"}, files={"rss.xml": Standing(size=1, digest="x", mode=0o600)})
    decided = plan(documents({"rss.xml": "a"}), published)
    assert actions(decided) == {"rss.xml": Action.REPLACE}
    assert not decided.blocked


def test_a_file_that_is_not_ours_forbids_the_plan_and_is_named_with_the_mend() -> None:
    decided = plan(documents({"rss.xml": "a"}), Published(files={"rss.xml": OTHER}, folder="public"))
    (found,) = decided.diagnostics
    assert (found.code, found.level, found.where.path) == (
        "publish/not-ours",
        Level.ERROR,
        "public/rss.xml",
    )
    assert "--take-over" in found.hint
    assert decided.blocked


def test_a_file_of_ours_is_replaced_without_a_manifest_because_of_its_mark() -> None:
    decided = plan(documents({"rss.xml": "a"}), Published(files={"rss.xml": MARKED}))
    assert not decided.blocked


def test_a_file_of_ours_that_something_else_replaced_forbids_the_plan() -> None:
    decided = plan(documents({"rss.xml": "a"}), Published(manifest={"rss.xml": "x"}, files={"rss.xml": OTHER}))
    assert codes(decided) == ["publish/not-ours"]
    assert "since" in decided.diagnostics[0].text


def test_a_file_of_ours_that_lost_its_bytes_is_replaced() -> None:
    empty = Standing(size=0, digest=sha256(b""))
    decided = plan(documents({"rss.xml": "a"}), Published(manifest={"rss.xml": "x"}, files={"rss.xml": empty}))
    assert not decided.blocked


def test_taking_over_replaces_a_file_that_is_not_ours() -> None:
    decided = plan(documents({"rss.xml": "a"}), Published(files={"rss.xml": OTHER}), take_over=True)
    assert (decided.blocked, actions(decided)) == (False, {"rss.xml": Action.REPLACE})
    assert "rss.xml" in decided.manifest


def test_a_shared_file_with_lines_of_others_is_replaced_but_never_becomes_ours() -> None:
    robots = documents({"robots.txt": "theirs and ours"})
    decided = plan(robots, Published(files={"robots.txt": OTHER}), shared=frozenset({"robots.txt"}))
    assert not decided.blocked
    assert decided.manifest == {}
    kept = plan(
        robots,
        Published(manifest={"robots.txt": "wholly ours"}, equal=frozenset({"robots.txt"})),
        shared=frozenset({"robots.txt"}),
    )
    assert kept.manifest == {}


def test_a_shared_file_that_we_made_stays_ours() -> None:
    robots = documents({"robots.txt": "a"})
    shared = frozenset({"robots.txt"})
    made = plan(robots, Published(), shared=shared).manifest
    assert made == {"robots.txt": sha256(b"a")}
    assert plan(robots, Published(manifest=made, equal=shared), shared=shared).manifest == made


def test_what_we_published_and_no_longer_do_is_removed() -> None:
    published = Published(manifest={"old.xml": "x"}, files={"old.xml": Standing(size=3, digest="x")})
    decided = plan(documents({"rss.xml": "a"}), published)
    assert actions(decided) == {"rss.xml": Action.CREATE, "old.xml": Action.REMOVE}
    assert "old.xml" not in decided.manifest


def test_what_we_published_and_somebody_edited_stays_with_a_warning() -> None:
    decided = plan((), Published(manifest={"old.xml": "x"}, files={"old.xml": OTHER}))
    assert (decided.changes, codes(decided), decided.blocked) == ((), ["publish/edited"], False)


def test_what_we_published_and_is_gone_is_forgotten() -> None:
    assert plan((), Published(manifest={"old.xml": "x"})) == Plan(changes=(), diagnostics=(), manifest={})


def test_what_is_named_is_written_before_what_names_it() -> None:
    kinds = {
        "robots.txt": Kind.UNKNOWN,
        "sitemap.xml": Kind.SITEMAPINDEX,
        "sitemap-1.xml": Kind.SITEMAP,
        "feeds.opml": Kind.UNKNOWN,
        "rss.xml": Kind.RSS,
        "archive/1/atom.xml": Kind.ATOM,
        "atom.xml": Kind.ATOM,
        "feed.css": Kind.UNKNOWN,
    }
    made = [Document(path=path, kind=kind, data=b"") for path, kind in kinds.items()]
    published = Published(manifest={"a.xml": "x"}, files={"a.xml": Standing(size=1, digest="x")})
    assert [change.path for change in plan(made, published).changes] == [
        "feed.css",
        "archive/1/atom.xml",
        "atom.xml",
        "rss.xml",
        "feeds.opml",
        "sitemap-1.xml",
        "sitemap.xml",
        "robots.txt",
        "a.xml",
    ]


@pytest.mark.parametrize(
    ("paths", "code"),
    [
        (["tag/a/rss.xml", "tag/A/rss.xml"], "publish/case-clash"),
        (["tag/caf\u00e9.xml", "tag/cafe\u0301.xml"], "publish/case-clash"),
        (["feed", "feed/rss.xml"], "publish/file-and-folder"),
        (["Feed", "feed/x/rss.xml"], "publish/file-and-folder"),
        (["rss.xml", "rss.xml"], "publish/same-path"),
    ],
)
def test_documents_that_cannot_stand_beside_each_other_are_an_error(paths: list[str], code: str) -> None:
    made = [Document(path=path, kind=Kind.RSS, data=b"") for path in paths]
    decided = plan(made, Published())
    assert codes(decided) == [code]
    assert decided.blocked


@pytest.mark.parametrize("obstacle", Obstacle)
def test_an_obstacle_is_an_error_with_a_mend_and_nothing_is_planned_there(obstacle: Obstacle) -> None:
    decided = plan(documents({"rss.xml": "a"}), Published(obstacles={"rss.xml": obstacle}), take_over=True)
    assert codes(decided) == [f"publish/{obstacle.value}"]
    assert decided.diagnostics[0].hint
    assert decided.changes == ()


def test_a_plan_is_described_a_line_a_path_with_sign_and_sizes() -> None:
    published = Published(
        manifest={"old.xml": "x"},
        equal=frozenset({"feed.json"}),
        files={"old.xml": Standing(size=1234, digest="x"), "atom.xml": MARKED},
    )
    decided = plan(documents({"rss.xml": "abc", "atom.xml": "ab", "feed.json": "{}"}), published)
    assert describe(decided.changes) == (
        "~ atom.xml (5 -> 2 bytes)",
        "= feed.json (2 bytes)",
        "- old.xml (1,234 bytes)",
        "+ rss.xml (3 bytes)",
    )
