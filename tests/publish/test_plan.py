"""Planning: what becomes of each path, in which order, and what forbids it."""

from __future__ import annotations

import gzip
import hashlib

import pytest

from feedpub.model.records import Document, Kind, Level
from feedpub.publish import Action, Plan, Published, Standing, describe, plan
from feedpub.publish.plan import Obstacle, folded
from tests.publish.folders import documents

OTHER = Standing(size=5, digest="theirs", kind=Kind.ATOM)
MARKED = Standing(size=5, digest="older", marked=True)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def actions(decided: Plan) -> dict[str, Action]:
    return {change.path: change.action for change in decided.changes}


def codes(decided: Plan) -> list[str]:
    return [diagnostic.code for diagnostic in decided.diagnostics]


def test_a_document_where_nothing_stands_is_created() -> None:
    decided = plan(documents({"rss.xml": "a"}), Published())
    assert actions(decided) == {"rss.xml": Action.CREATE}
    assert decided.manifest == {"rss.xml": sha256(b"a")}


def test_a_document_that_stands_there_already_is_kept_and_becomes_ours() -> None:
    decided = plan(documents({"rss.xml": "a"}), Published(equal={"rss.xml": 5}))
    assert actions(decided) == {"rss.xml": Action.KEEP}
    assert decided.manifest == {"rss.xml": sha256(b"a")}
    assert decided.moves == ()


def test_a_file_that_we_published_is_replaced() -> None:
    published = Published(manifest={"rss.xml": "x"}, files={"rss.xml": Standing(size=1, digest="x", mode=0o600)})
    decided = plan(documents({"rss.xml": "a"}), published)
    assert actions(decided) == {"rss.xml": Action.REPLACE}
    assert not decided.blocked


def test_a_file_that_is_not_ours_forbids_the_plan_and_is_named_with_the_fix() -> None:
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


@pytest.mark.parametrize(
    ("path", "kind", "option"),
    [
        ("rss.xml", Kind.UNKNOWN, "feeds.rss"),
        ("atom.xml", Kind.SITEMAP, "feeds.atom"),
        ("feed.json", Kind.UNKNOWN, "feeds.json"),
        ("sitemap.xml", Kind.RSS, "sitemap.path"),
        ("feed.css", Kind.UNKNOWN, "feeds.stylesheet"),
        ("feed.css", Kind.RSS, "feeds.stylesheet"),
    ],
)
def test_taking_over_replaces_no_file_of_another_kind_and_names_the_option(path: str, kind: Kind, option: str) -> None:
    standing = Published(files={path: Standing(size=5, digest="theirs", kind=kind)})
    decided = plan(documents({path: "a"}), standing, take_over=True)
    (found,) = decided.diagnostics
    assert (found.code, f"`{option}`" in found.hint, "--take-over" in found.hint) == ("publish/not-ours", True, False)


def test_taking_over_replaces_a_file_without_a_byte() -> None:
    standing = Published(files={"feed.css": Standing(size=0, digest="nothing")})
    assert not plan(documents({"feed.css": "a"}), standing, take_over=True).blocked


def test_a_packed_sitemap_takes_the_place_of_a_sitemap() -> None:
    packed = Document(path="sitemap.xml.gz", kind=Kind.UNKNOWN, data=gzip.compress(b"<urlset/>"))
    standing = Published(files={"sitemap.xml.gz": Standing(size=5, digest="theirs", kind=Kind.SITEMAP)})
    assert not plan([packed], standing, take_over=True).blocked


def test_what_is_taken_over_is_told_from_what_was_ours() -> None:
    standing = Published(files={"rss.xml": MARKED, "atom.xml": OTHER})
    decided = plan(documents({"rss.xml": "a", "atom.xml": "a"}), standing, take_over=True)
    assert {change.path: change.is_taken_over for change in decided.changes} == {"rss.xml": False, "atom.xml": True}


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
        Published(manifest={"robots.txt": "wholly ours"}, equal={"robots.txt": 5}),
        shared=frozenset({"robots.txt"}),
    )
    assert kept.manifest == {}


def test_a_shared_file_that_we_made_stays_ours() -> None:
    robots = documents({"robots.txt": "a"})
    shared = frozenset({"robots.txt"})
    made = plan(robots, Published(), shared=shared).manifest
    assert made == {"robots.txt": sha256(b"a")}
    assert plan(robots, Published(manifest=made, equal={"robots.txt": 5}), shared=shared).manifest == made


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
def test_an_obstacle_is_an_error_with_a_fix_and_nothing_is_planned_there(obstacle: Obstacle) -> None:
    decided = plan(documents({"rss.xml": "a"}), Published(obstacles={"rss.xml": obstacle}), take_over=True)
    assert codes(decided) == [f"publish/{obstacle.value}"]
    assert decided.diagnostics[0].hint
    assert decided.changes == ()


def test_a_plan_is_described_a_line_a_path_with_sign_and_sizes() -> None:
    published = Published(
        manifest={"old.xml": "x"},
        equal={"feed.json": 5},
        files={"old.xml": Standing(size=1234, digest="x"), "atom.xml": MARKED},
    )
    decided = plan(documents({"rss.xml": "abc", "atom.xml": "ab", "feed.json": "{}"}), published)
    assert describe(decided.changes) == (
        "~ atom.xml (5 -> 2 bytes)",
        "= feed.json (2 bytes)",
        "- old.xml (1,234 bytes)",
        "+ rss.xml (3 bytes)",
    )


# What is kept without having been made again


def test_what_is_kept_stays_ours_and_is_neither_removed_nor_touched() -> None:
    stands = {"kept.xml": Standing(size=3, digest="k"), "gone.xml": Standing(size=3, digest="g")}
    published = Published(manifest={"kept.xml": "k", "gone.xml": "g"}, files=stands)
    decided = plan(documents({"rss.xml": "a"}), published, kept={"kept.xml": "k"})
    assert actions(decided) == {"rss.xml": Action.CREATE, "gone.xml": Action.REMOVE, "kept.xml": Action.KEEP}
    assert decided.manifest == {"rss.xml": sha256(b"a"), "kept.xml": "k"}
    (standing,) = [change for change in decided.changes if change.path == "kept.xml"]
    assert (standing.digest, standing.document, standing.before, standing.size) == ("k", None, None, 0)
    assert standing not in decided.moves


def test_what_is_kept_and_was_never_ours_does_not_become_ours() -> None:
    decided = plan((), Published(), kept={"robots.txt": "x"})
    assert (actions(decided), decided.manifest) == ({"robots.txt": Action.KEEP}, {})


def test_of_what_is_kept_the_manifest_says_what_it_said_before() -> None:
    assert plan((), Published(manifest={"a.xml": "old"}), kept={"a.xml": "new"}).manifest == {"a.xml": "old"}


# Files that others may have lines in, and files that are taken over


def test_a_file_that_is_shared_does_not_let_others_be_replaced() -> None:
    stands = Published(files={"robots.txt": OTHER, "rss.xml": OTHER})
    decided = plan(documents({"robots.txt": "a", "rss.xml": "b"}), stands, shared=frozenset({"robots.txt"}))
    assert [found.where.path for found in decided.diagnostics] == ["rss.xml"]


def test_a_shared_file_that_stands_as_we_left_it_stays_ours_when_it_is_replaced() -> None:
    stands = Published(manifest={"robots.txt": "x"}, files={"robots.txt": Standing(size=1, digest="x")})
    decided = plan(documents({"robots.txt": "a"}), stands, shared=frozenset({"robots.txt"}))
    assert decided.manifest == {"robots.txt": sha256(b"a")}


def test_a_shared_file_that_somebody_added_to_is_replaced_and_ours_no_longer() -> None:
    stands = Published(manifest={"robots.txt": "x"}, files={"robots.txt": OTHER})
    decided = plan(documents({"robots.txt": "a"}), stands, shared=frozenset({"robots.txt"}))
    assert (decided.blocked, decided.manifest) == (False, {})


def test_a_shared_file_that_is_marked_but_of_no_manifest_is_not_wholly_ours() -> None:
    decided = plan(
        documents({"robots.txt": "a"}), Published(files={"robots.txt": MARKED}), shared=frozenset({"robots.txt"})
    )
    assert (decided.blocked, decided.manifest) == (False, {})


def test_an_empty_file_that_we_did_not_publish_is_not_ours() -> None:
    empty = Standing(size=0, digest=sha256(b""))
    decided = plan(documents({"rss.xml": "a"}), Published(manifest={"atom.xml": "x"}, files={"rss.xml": empty}))
    assert codes(decided) == ["publish/not-ours"]
    assert decided.diagnostics[0].text.startswith("A file that feedpub did not make stands where")


def test_a_file_of_one_byte_that_replaced_ours_is_not_an_empty_one() -> None:
    one_byte = Standing(size=1, digest="theirs")
    decided = plan(documents({"rss.xml": "a"}), Published(manifest={"rss.xml": "x"}, files={"rss.xml": one_byte}))
    assert codes(decided) == ["publish/not-ours"]


def test_a_file_that_is_not_ours_and_equal_is_kept_without_a_word() -> None:
    decided = plan(documents({"rss.xml": "a"}), Published(equal={"rss.xml": 5}))
    assert decided.diagnostics == ()


# Removals


def test_a_removal_knows_what_it_removes_and_leaves_nothing_to_publish() -> None:
    stands = Standing(size=3, digest="x")
    (change,) = plan((), Published(manifest={"old.xml": "x"}, files={"old.xml": stands})).changes
    assert (change.action, change.before, change.document, change.digest, change.size) == (
        Action.REMOVE,
        stands,
        None,
        "",
        0,
    )


def test_what_vanished_by_itself_does_not_save_the_rest_from_removal() -> None:
    published = Published(
        manifest={"a.xml": "x", "b.xml": "x", "c.xml": "x", "d.xml": "x"},
        files={"b.xml": Standing(size=1, digest="x"), "c.xml": OTHER, "d.xml": Standing(size=1, digest="x")},
        folder="public",
    )
    decided = plan((), published)
    assert actions(decided) == {"b.xml": Action.REMOVE, "d.xml": Action.REMOVE}
    assert [(found.code, found.where.path) for found in decided.diagnostics] == [("publish/edited", "public/c.xml")]
    assert decided.manifest == {}


def test_files_that_others_made_are_never_removed() -> None:
    assert plan((), Published(files={"index.html": OTHER})).changes == ()


# Findings


def test_an_obstacle_stops_its_own_document_alone_and_says_where() -> None:
    published = Published(obstacles={"a/rss.xml": Obstacle.NOT_A_FOLDER, "b.xml": Obstacle.OUTSIDE}, folder="public")
    decided = plan(documents({"a/rss.xml": "a", "atom.xml": "b"}), published)
    assert [(found.code, found.where.path) for found in decided.diagnostics] == [
        ("publish/not-a-folder", "public/a/rss.xml")
    ]
    assert actions(decided) == {"atom.xml": Action.CREATE}
    assert list(decided.manifest) == ["atom.xml"]


def test_a_clash_names_the_first_of_the_paths_and_its_folder() -> None:
    made = [Document(path=path, kind=Kind.RSS, data=b"") for path in ("b.xml", "A.xml", "B.xml", "a.xml", "C.xml")]
    decided = plan(made, Published(folder="public"))
    assert [(found.where.path, "`A.xml`" in found.text, "`B.xml`" in found.text) for found in decided.diagnostics] == [
        ("public/a.xml", True, False),
        ("public/b.xml", False, True),
    ]


def test_a_file_where_a_folder_is_needed_is_found_however_deep_the_folder() -> None:
    made = [Document(path=path, kind=Kind.RSS, data=b"") for path in ("X/y/z/rss.xml", "x/Y", "other/y")]
    (found,) = plan(made, Published(folder="public")).diagnostics
    assert (found.code, found.where.path) == ("publish/file-and-folder", "public/x/Y")
    assert "`X/y/z/rss.xml`" in found.text


def test_warnings_alone_do_not_block() -> None:
    edited = Published(manifest={"old.xml": "x"}, files={"old.xml": OTHER})
    assert [found.level for found in plan((), edited).diagnostics] == [Level.WARNING]
    assert not plan((), edited).blocked
    assert plan(documents({"rss.xml": "a"}), Published(obstacles={"rss.xml": Obstacle.OUTSIDE})).blocked


# The order and the words


def test_of_one_kind_what_lies_deeper_comes_first_then_the_alphabet() -> None:
    paths = ("a.xml", "b/x/y.xml", "z/x.xml", "b/x.xml", "c/robots.txt", "robots.txt", "d/s.css", "s.css", "page.html")
    made = documents(dict.fromkeys(paths, ""))
    assert [change.path for change in plan(made, Published()).changes] == [
        "d/s.css",
        "s.css",
        "b/x/y.xml",
        "b/x.xml",
        "z/x.xml",
        "a.xml",
        "page.html",
        "c/robots.txt",
        "robots.txt",
    ]


def test_feeds_of_every_format_come_before_what_names_them() -> None:
    kinds = {"z.xml": Kind.JSONFEED, "y.xml": Kind.RSS, "x.xml": Kind.ATOM, "a.opml": Kind.UNKNOWN}
    made = [Document(path=path, kind=kind, data=b"") for path, kind in kinds.items()]
    assert [change.path for change in plan(made, Published()).changes] == ["x.xml", "y.xml", "z.xml", "a.opml"]


def test_pages_come_before_sitemaps_the_parts_of_a_sitemap_before_it_and_robots_at_the_end() -> None:
    kinds = {
        "z/robots.txt": Kind.UNKNOWN,
        "a/index.xml": Kind.SITEMAPINDEX,
        "part.xml": Kind.SITEMAP,
        "a/b/part.xml": Kind.SITEMAP,
        "page.html": Kind.UNKNOWN,
    }
    made = [Document(path=path, kind=kind, data=b"") for path, kind in kinds.items()]
    assert [change.path for change in plan(made, Published()).changes] == [
        "page.html",
        "a/b/part.xml",
        "part.xml",
        "a/index.xml",
        "z/robots.txt",
    ]


def test_a_digest_is_sha_256_in_hexadecimal() -> None:
    (document,) = documents({"rss.xml": "abc"})
    assert document.digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_each_change_keeps_what_it_publishes_and_what_it_replaces() -> None:
    (document,) = documents({"rss.xml": "abc"})
    (change,) = plan([document], Published(files={"rss.xml": MARKED})).changes
    assert (change.document, change.before, change.digest, change.size) == (document, MARKED, sha256(b"abc"), 3)


def test_sizes_are_written_with_thousands_before_and_after() -> None:
    stands = Published(files={"rss.xml": Standing(size=5000, digest="older", marked=True)})
    decided = plan(documents({"rss.xml": "a" * 1500}), stands)
    assert describe(decided.changes) == ("~ rss.xml (5,000 -> 1,500 bytes)",)


def test_moves_are_all_but_what_is_kept() -> None:
    published = Published(
        manifest={"old.xml": "x"},
        equal={"feed.json": 5},
        files={"old.xml": Standing(size=1, digest="x"), "atom.xml": MARKED},
    )
    decided = plan(documents({"rss.xml": "a", "atom.xml": "b", "feed.json": "c"}), published, kept={"k.xml": "x"})
    assert [change.path for change in decided.moves] == ["atom.xml", "rss.xml", "old.xml"]


def test_a_name_is_folded_as_macos_and_windows_fold_it() -> None:
    assert folded("TAG/Cafe\u0301.XML") == folded("tag/caf\u00e9.xml") == "tag/caf\u00e9.xml"
    assert folded("Stra\u00dfe") == "strasse"
