"""Whatever is done to whichever site, a subscriber gets no old post as new: the guard stops it, or nothing happens.

Each change is tried on sites of each kind, and with each thing that may be left of the last build. The reader proves
that what the guard stops would have bothered people, and that its advice keeps them in peace.
"""

from __future__ import annotations

import shutil
from itertools import combinations, product
from typing import TYPE_CHECKING

import pytest

from tests import drawn
from tests.resubscription.deployment import PLACES, Deployment
from tests.resubscription.kinds import KINDS
from tests.resubscription.written import CHANGES, Written, with_new_post
from tests.subscribers import Subscriber

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytestmark = pytest.mark.slow

EVERYTHING = (
    "reannounced",
    "id-reused",
    "feed-vanished",
    "feed-emptied",
    "feed-shrunk",
    "sitemap-shrunk",
    "dates-moved",
)

of_every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Return a folder for each kind, with a site that was built and deployed in its `first`."""
    folders = {name: tmp_path_factory.mktemp(name) for name in KINDS}
    for name, folder in folders.items():
        deployment = Deployment(folder / "now", KINDS[name], Written())
        deployment.write(Written())
        deployment.generate()
        assert deployment.site.findings(take_over=True) == []
        deployment.deploy()
        shutil.copytree(folder / "now", folder / "first")
    return folders


def deployed(folder: Path, kind: str) -> Deployment:
    """Return the site as it was first deployed, at the same path: what is kept belongs to that."""
    shutil.rmtree(folder / "now")
    shutil.copytree(folder / "first", folder / "now")
    return Deployment(folder / "now", KINDS[kind], Written())


def expected(kind: str, change: str, *, knows_former_terms: bool) -> set[str]:
    """Return what the guard is to find."""
    found = {
        "guard/reannounced": change in KINDS[kind].gives_other_ids,
        "guard/feed-vanished": change == "format" or (change == "category" and knows_former_terms),
        "guard/dates-moved": change == "zone" and KINDS[kind].moves_dates,
    }
    return {code for code, is_found in found.items() if is_found}


def cells() -> list[tuple[str, str, str]]:
    """Return changes, kinds and places: each two of them together, of all three together a quarter.

    `make properties` tries them all.
    """
    numbered = product(enumerate(CHANGES), enumerate(KINDS), enumerate(PLACES))
    return [
        (change, kind, place)
        for (row, change), (column, kind), (number, place) in numbered
        if drawn.TIMES > 1 or (row + column) % len(PLACES) == number
    ]


def test_each_change_meets_each_kind_and_each_place_and_these_each_other() -> None:
    for one, other in combinations(zip(*cells(), strict=True), 2):
        assert set(zip(one, other, strict=True)) == set(product(one, other))


@pytest.mark.parametrize(("change", "kind", "place"), cells())
def test_the_guard_stops_what_would_be_announced_again_and_its_advice_keeps_the_peace(
    sites: Mapping[str, Path], change: str, kind: str, place: str
) -> None:
    deployment, left = deployed(sites[kind], kind), PLACES[place]
    has_lost_feeds = change == "category" and not left.knows_former_terms
    feeds = KINDS[kind].subscribed
    subscriber = Subscriber(deployment.live, *feeds)

    deployment.write(CHANGES[change](deployment.written))
    found = left.findings(deployment)
    assert {one.code for one in found} == expected(kind, change, knows_former_terms=left.knows_former_terms)
    deployment.follow(found)
    if found:
        assert left.findings(deployment) == []
    deployment.deploy()
    if has_lost_feeds:
        feeds = tuple(path for path in feeds if (deployment.live / path).exists())
        subscriber.cancels(*set(KINDS[kind].subscribed).difference(feeds))
    assert subscriber.reads() == []

    deployment.write(with_new_post(deployment.written))
    assert left.findings(deployment) == []
    deployment.deploy()
    assert subscriber.reads() == sorted(f"{path}: Of freshs" for path in feeds if "trees" not in path)


@pytest.mark.parametrize("kind", ["own", "own-by-address", "jekyll", "pelican"])  # one for each scheme of ids
@pytest.mark.parametrize("change", [each for each in CHANGES if each != "format"])
def test_what_the_guard_lets_through_bothers_nobody_and_what_it_stops_does(
    sites: Mapping[str, Path], change: str, kind: str
) -> None:
    deployment = deployed(sites[kind], kind)
    subscriber = Subscriber(deployment.live, KINDS[kind].subscribed[0])
    deployment.write(CHANGES[change](deployment.written))
    deployment.generate(feeds=False)
    deployment.site.build(*EVERYTHING)
    deployment.deploy()
    assert bool(subscriber.reads()) == (change in KINDS[kind].gives_other_ids)


@pytest.mark.parametrize("place", ["kept", "emptied"])
@of_every_kind
def test_a_deploy_that_changes_nothing_gives_every_feed_its_time_back(
    sites: Mapping[str, Path], kind: str, place: str
) -> None:
    """By which web servers make their ETag and Last-Modified: nobody downloads a feed that has not changed."""
    deployment = deployed(sites[kind], kind)
    deployment.write(Written())
    before = times(deployment)
    for _ in range(2):
        assert PLACES[place].findings(deployment) == []
    after = times(deployment)
    assert before.keys() == after.keys()
    assert {path for path in before if before[path] != after[path]} == set()


def times(deployment: Deployment) -> Mapping[str, tuple[int, bytes]]:
    """Return when each feed and sitemap was changed, and what it holds."""
    files = [file for file in deployment.site.output.rglob("*") if file.suffix in {".xml", ".json"}]
    return {
        file.relative_to(deployment.site.output).as_posix(): (file.stat().st_mtime_ns, file.read_bytes())
        for file in files
    }


def test_a_post_that_is_really_new_is_announced_once(sites: Mapping[str, Path]) -> None:
    deployment = deployed(sites["own"], "own")
    subscriber = Subscriber(deployment.site.output, "rss.xml")
    deployment.write(with_new_post(deployment.written))
    assert deployment.site.findings() == []
    assert subscriber.reads() == ["rss.xml: Of freshs"]
    deployment.site.build()
    assert subscriber.reads() == []
