"""Readers that fetch each feed over HTTP, again and again, while builds go on, some of which are killed.

Every answer must be a whole document, as one of the builds has published it.
"""

from __future__ import annotations

import functools
import hashlib
import http.client
import http.server
import threading
from collections import Counter, defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.harness import snapshot
from tests.harness.plan import Fault
from tests.harness.points import Loss, Tally
from tests.harness.sites import SCENARIOS
from tests.running import post, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.harness.runner import Runner

_PATHS = ("rss.xml", "atom.xml", "sitemap.xml", "robots.txt", "category/green/rss.xml", "category/black/rss.xml")
_READERS = 2
_KILLED = 3
"""Every third build is killed."""


class Reads:
    """What readers were given: digests by path, and how often."""

    def __init__(self) -> None:
        self.seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.failures: Counter[str] = Counter()
        self._done = threading.Event()

    @property
    def total(self) -> int:
        """How many documents were read."""
        return sum(counter.total() for counter in self.seen.values())

    def follow(self, port: int) -> None:
        """Fetch all paths until told to stop."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        while not self._done.is_set():
            for path in _PATHS:
                connection.request("GET", f"/{path}")
                answer = connection.getresponse()
                body = answer.read()
                if answer.status == http.HTTPStatus.OK:
                    self.seen[path][_digest(body)] += 1
                else:
                    self.failures[f"{path}: {answer.status}"] += 1
        connection.close()

    def stop(self) -> None:
        """Have the readers end."""
        self._done.set()


def run(runner: Runner, builds: int) -> Tally:
    """Build so many times with readers; each answer is a point."""
    tally = Tally()
    site = runner.root / "site"
    scenario = next(one for one in SCENARIOS if one.name == "unchanged")
    site.mkdir()
    scenario.prepare(runner, site)
    published: defaultdict[str, set[str]] = defaultdict(set)
    _note(site, published)
    with _readers(site / "public") as reads:
        for number in range(builds):
            tally.losses += _edited_build(runner, site, number)
            _note(site, published)
    strange = [
        f"{path}: {times} answers that no build has published"
        for path, counter in reads.seen.items()
        if (times := sum(number for digest, number in counter.items() if digest not in published[path]))
    ]
    strange += [f"{what}, {times} times" for what, times in reads.failures.items()]
    tally.losses += [Loss(point="a reader", problem=problem, said="") for problem in strange]
    tally.points[Fault.KILL_AFTER] = reads.total
    tally.statuses[http.HTTPStatus.OK] = reads.total
    return tally


def _edited_build(runner: Runner, site: Path, number: int) -> list[Loss]:
    """Edit a post and build; every third time a build is killed before. Return what was wrong."""
    long = f"Edition {number} of the text. " * (1 + number % 40)
    write(site, {"content/two.md": post("Two", "2024-01-02", long, categories="[black, green]")})
    if number % _KILLED == 0:
        runner.build(site, fault=Fault.KILL_AFTER_RENAME, at=1 + number % 4)
    built = runner.build(site)
    fine = built.status == 0
    return [] if fine else [Loss(point=f"build {number}", problem=f"exit status {built.status}", said=built.err)]


def _note(site: Path, published: defaultdict[str, set[str]]) -> None:
    for path, data in snapshot.files(site / "public").items():
        published[path].add(_digest(data))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@contextmanager
def _readers(folder: Path) -> Iterator[Reads]:
    class Handler(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    reads = Reads()
    threads = [threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})]
    threads += [threading.Thread(target=reads.follow, args=(server.server_port,)) for _ in range(_READERS)]
    for thread in threads:
        thread.start()
    try:
        yield reads
    finally:
        reads.stop()
        for thread in threads[1:]:
            thread.join()
        server.shutdown()
        threads[0].join()
        server.server_close()
