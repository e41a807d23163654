"""What the comparison is made of; that it is run at all is seen by hand (`make bench`)."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks import carried, corpus, counts, generators, kinds, pelican, plot, sitemaps, table, terms
from benchmarks.measure import CommandFailedError, Cost, cost_of, middle, paired_ratio
from benchmarks.scenarios import Scenario, Site, run
from feedpub.collect.frontmatter import plain
from feedpub.collect.frontmatter.block import split_plain
from tests.running import SITE, feedpub

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]


def cost(wall: float) -> Cost:
    return Cost(wall=wall, cpu=wall, peak=int(wall * 1024 * 1024))


@pytest.mark.parametrize("family", corpus.FAMILIES)
def test_the_corpus_is_the_same_every_time(tmp_path: Path, family: str) -> None:
    for name in ("a", "b"):
        corpus.write(tmp_path / name, 20, corpus.FAMILIES[family])
    first, second = ({file.name: file.read_bytes() for file in (tmp_path / name).rglob("*.*")} for name in ("a", "b"))
    assert len(first) == 20
    assert first == second


def test_the_varied_corpus_has_every_way_of_writing(tmp_path: Path) -> None:
    corpus.write(tmp_path, 400)
    said = dict(line.rsplit(": ", 1) for line in counts.counted(tmp_path))
    assert [name for name, share in said.items() if share == "0 %"] == []


@pytest.mark.parametrize("family", corpus.FAMILIES)
def test_every_post_of_a_family_is_published_without_a_word(tmp_path: Path, family: str) -> None:
    corpus.write(tmp_path, 60, corpus.FAMILIES[family])
    ended = feedpub("build", *SITE, "--jobs", "1", cwd=tmp_path)
    assert (ended.status, ended.err.count("\n")) == (0, 1), ended.err
    assert " feeds of 60 posts in public" in ended.err


def test_pelican_gets_every_post_of_the_varied_corpus(tmp_path: Path) -> None:
    corpus.write(tmp_path / "a", 40)
    pelican.convert(tmp_path / "a" / "content", tmp_path / "b")
    texts = [file.read_text(encoding="utf-8") for file in (tmp_path / "b").rglob("*.*")]
    assert len(texts) == 40
    assert all(re.search(r'(?:^Date: |"date" content=")20\d\d-', text, re.MULTILINE) for text in texts)


def test_pelican_gets_every_post(tmp_path: Path) -> None:
    corpus.write(tmp_path / "a", 4, corpus.FAMILIES["uniform"])
    pelican.convert(tmp_path / "a" / "content", tmp_path / "b")
    texts = [file.read_text(encoding="utf-8") for file in sorted((tmp_path / "b").rglob("*.*"))]
    assert len(texts) == 4
    assert texts[0].startswith("Title: Note 0: what the committee said\nDate: 2004-01-01T08:00:00+09:00\nTags: ")


def test_a_run_is_measured(tmp_path: Path) -> None:
    found = cost_of([sys.executable, "-c", "print('x')"], tmp_path)
    assert found.wall > 0
    assert found.peak > 1024 * 1024


def test_a_run_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(CommandFailedError, match="out of luck"):
        cost_of([sys.executable, "-c", "raise SystemExit('out of luck')"], tmp_path)


def test_medians_and_ratios_are_taken_run_by_run() -> None:
    own, other = [cost(1), cost(9), cost(2)], [cost(2), cost(3), cost(4)]
    assert middle(own).wall == 2
    assert paired_ratio(own, other) == 0.5


@pytest.mark.slow
@pytest.mark.parametrize("scenario", Scenario)
def test_every_scenario_of_feedpub_runs(tmp_path: Path, scenario: Scenario) -> None:
    corpus.write(tmp_path, 6)
    generator = generators.feedpub(jobs=1)
    generator.prepare(tmp_path / "own", tmp_path / "content")
    costs = run(scenario, [Site(generator=generator, folder=tmp_path / "own")], 2)
    assert [len(each) for each in costs] == [2]
    assert (tmp_path / "own" / "public" / "rss.xml").exists()


def test_the_table_and_the_picture_show_every_row() -> None:
    subjects = [table.Subject("varied", name) for name in ("feedpub", "Hugo")]
    rows = table.rows(1000, Scenario.COLD, subjects, [[cost(0.5)], [cost(2)]], "Hugo")
    assert list(table.lines(rows)) == [
        "| 1,000 | cold | varied | feedpub | 0.50 | 0.50 | 0 | 0.250 | 0.250 |  |",
        "| 1,000 | cold | varied | Hugo | 2.00 | 2.00 | 2 | 1.0 | 1.0 |  |",
    ]
    texts = [text.text for text in ET.fromstring(plot.svg(rows, "Seconds")).iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["Seconds", "1,000 posts", "cold", "0.5 s feedpub", "2 s Hugo"]


def test_without_the_yardstick_there_are_no_ratios() -> None:
    rows = table.rows(10, Scenario.COLD, [table.Subject("varied", "feedpub")], [[cost(1)]], "Hugo")
    assert list(table.lines(rows)) == ["| 10 | cold | varied | feedpub | 1.00 | 1.00 | 1 |  |  |  |"]


def test_the_first_family_is_compared_with_the_others_run_by_run() -> None:
    subjects = [table.Subject(family, "feedpub") for family in ("varied", "second")]
    rows = table.rows(10, Scenario.COLD, subjects, [[cost(1), cost(9), cost(3)], [cost(2), cost(3), cost(4)]], "Hugo")
    assert [row.first_ratio for row in rows] == [None, 0.75]


def test_each_kind_is_compared_with_the_cheapest_of_the_same_length() -> None:
    figures = [
        kinds.Figure("HTML", 0.2, 4),
        kinds.Figure("Markdown", 0.1, 1),
        kinds.Figure("length: 0.5 KB", 0.05, 0.5),
    ]
    assert [line.split(" | ")[0:5:2] for line in list(kinds.lines(figures))[2:]] == [
        ["| HTML", "2.0", "4.0 |"],
        ["| Markdown", "1.0", "1.0 |"],
        ["| length: 0.5 KB", "0.5", "0.5 |"],
    ]


@pytest.mark.slow
def test_a_kind_is_measured(tmp_path: Path) -> None:
    figure = kinds.measured("Markdown: code", 40, 1, tmp_path)
    assert (tmp_path / "True-40" / "public" / "category" / "subject-1" / "feed.json").exists()
    assert not (tmp_path / "False-80" / "public" / "category").exists()
    assert figure.kind == "Markdown: code"


@pytest.mark.parametrize("kind", sitemaps.KINDS)
def test_sitemaps_are_written_and_validated(
    kind: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    thresholds: list[tuple[int, int, int]] = []
    monkeypatch.setattr("gc.set_threshold", lambda *all_of_them: thresholds.append(all_of_them))
    assert sitemaps.main(["--pages", "10", "--runs", "1", "--kind", kind]) == 0
    assert len(thresholds) == 1
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()[1:]] == ["written", "validated", "both"]


def test_posts_are_put_into_as_many_categories_as_are_wanted(tmp_path: Path) -> None:
    corpus.write(tmp_path, 20, corpus.FAMILIES["uniform"])
    terms.spread(tmp_path, 7)
    texts = [file.read_text(encoding="utf-8") for file in (tmp_path / "content").rglob("*.*")]
    lines = {line for text in texts for line in text.splitlines() if line.startswith("  - ")}
    assert lines == {f"  - Subject {number}" for number in range(7)}


@pytest.mark.parametrize("family", corpus.FAMILIES)
def test_nine_tenths_of_posts_with_yaml_are_read_without_the_library(tmp_path: Path, family: str) -> None:
    corpus.write(tmp_path, 200, corpus.FAMILIES[family])
    texts = [file.read_text(encoding="utf-8") for file in (tmp_path / "content").rglob("*.*")]
    blocks = [block for text in texts if (block := split_plain(text)) is not None]
    assert len(blocks) > 100
    assert sum(plain.read(block.text) is not None for block in blocks) >= 0.9 * len(blocks)


def test_difficult_posts_come_out_as_the_comparison_says(tmp_path: Path) -> None:
    ours = carried.GENERATORS[0]
    assert ours.name == "feedpub"
    ours.write(tmp_path, carried.POSTS, "")
    status = feedpub("build", cwd=tmp_path, SOURCE_DATE_EPOCH="1790000000").status
    feed = (tmp_path / ours.feed).read_bytes()
    said = {"a control character": carried.of_control(status, feed), **carried.judged(feed)}
    page = (ROOT / "docs" / "compared-with.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:3]] for line in page.splitlines() if line.startswith("| a ")]
    assert len(rows) > 5
    assert {label: said[label] for label, _ in rows if label in said} == {
        label: cell for label, cell in rows if label in said
    }
    assert said["`feedpub validate`"] == "nothing"


def test_faults_of_feeds_are_seen_by_the_comparison() -> None:
    feed = (
        '<rss version="2.0"><channel><item><title>Tips &amp; </title><guid>1</guid><description>&lt;a href="../x/"&gt;'
        "&lt;script&gt;count()&lt;/script&gt;</description></item></channel></rss>"
    )
    said = carried.judged(feed.encode())
    assert said["relative addresses"] == "1 left"
    assert (said["a script"], said["a draft"]) == ("in the text", "left out")
    assert said["titles"] == "3 changed"
    assert carried.of_control(0, b"<a>\x0b</a>") == "not XML"
    assert carried.of_control(1, b"") == "no feed"
