"""What the comparison is made of; that it is run at all is seen by hand (`make bench`)."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from benchmarks import corpus, generators, pelican, plot, sitemaps, table, terms
from benchmarks.measure import CommandFailedError, Cost, cost_of, middle, paired_ratio
from benchmarks.scenarios import Scenario, Site, run

if TYPE_CHECKING:
    from pathlib import Path


def cost(wall: float) -> Cost:
    return Cost(wall=wall, cpu=wall, peak=int(wall * 1024 * 1024))


def test_the_corpus_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        corpus.write(tmp_path / name, 20)
    first, second = ({file.name: file.read_bytes() for file in (tmp_path / name).rglob("*.*")} for name in ("a", "b"))
    assert len(first) == 20
    assert first == second


def test_pelican_gets_every_post(tmp_path: Path) -> None:
    corpus.write(tmp_path / "a", 4)
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
    names, costs = ["feedpub", "Hugo"], [[cost(0.5)], [cost(2)]]
    rows = table.rows(1000, Scenario.COLD, names, costs, "Hugo")
    assert list(table.lines(rows)) == [
        "| 1,000 | cold | feedpub | 0.50 | 0.50 | 0 | 0.250 | 0.250 |",
        "| 1,000 | cold | Hugo | 2.00 | 2.00 | 2 | 1.0 | 1.0 |",
    ]
    texts = [text.text for text in ET.fromstring(plot.svg(rows, "Seconds")).iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["Seconds", "1,000 posts", "cold", "0.5 s feedpub", "2 s Hugo"]


def test_without_the_yardstick_there_are_no_ratios() -> None:
    rows = table.rows(10, Scenario.COLD, ["feedpub"], [[cost(1)]], "Hugo")
    assert list(table.lines(rows)) == ["| 10 | cold | feedpub | 1.00 | 1.00 | 1 |  |  |"]


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
    corpus.write(tmp_path, 20)
    terms.spread(tmp_path, 7)
    texts = [file.read_text(encoding="utf-8") for file in (tmp_path / "content").rglob("*.*")]
    lines = {line for text in texts for line in text.splitlines() if line.startswith("  - ")}
    assert lines == {f"  - Subject {number}" for number in range(7)}
