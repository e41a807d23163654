"""Whatever is done to whichever site, a subscriber gets no old post as new: the guard stops it, or nothing happens."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.matrix.deployment import PLACES, Deployment, Place
from tests.matrix.kinds import KINDS
from tests.matrix.written import CHANGES, Written, with_new_post
from tests.subscribers import Subscriber

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytestmark = pytest.mark.slow


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


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("change", CHANGES)
def test_the_guard_stops_what_would_be_announced_again_and_its_advice_keeps_the_peace(
    sites: Mapping[str, Path], change: str, kind: str, place: Place
) -> None:
    deployment = deployed(sites[kind], kind)
    subscriber = Subscriber(deployment.live, *KINDS[kind].subscribed)

    deployment.write(CHANGES[change](deployment.written))
    found = place.findings(deployment)
    print({one.code for one in found})
    for _ in range(3):
        if not found:
            break
        deployment.follow(found)
        found = place.findings(deployment)
        if found: print("AGAIN", *found, sep="\n")
    assert found == []
    deployment.deploy()
    assert subscriber.reads() == []

    deployment.write(with_new_post(deployment.written))
    assert place.findings(deployment) == []
    deployment.deploy()
    assert subscriber.reads() == sorted(f"{path}: Of freshs" for path in KINDS[kind].subscribed if "tree" not in path)
