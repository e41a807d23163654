"""A disk that fails while a site is read: the same build, or status 3 and nothing published; never another build."""

from __future__ import annotations

import errno
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.faults import Disk
from tests.running import Ended, feedpub, post, write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytestmark = pytest.mark.slow

PAGE = "<html><head><title>A</title></head><body><article><h1>A</h1><p>t</p></article></body></html>"
SITES: Mapping[str, Mapping[str, str]] = {
    "own": {
        "feedpub.toml": '[site]\nurl = "https://e.com/"\n',
        "feedpub.ids": "",
        "content/a.md": post(),
        "content/more/b.md": post("B", audio="x.mp3"),
        "content/more/x.mp3": "0123456789",
    },
    "jekyll": {
        "_config.yml": "title: J\nurl: https://e.com\nauthor: ann\n",
        "_posts/2024-01-01-a.md": post(),
        "_data/authors.yml": "ann:\n  name: Ann\n",
        "feed.xml": "---\n---\n<rss",
    },
    "hugo": {
        "config.toml": 'title = "H"\nbaseURL = "https://e.com/"\n',
        "config/_default/params.toml": "a = 1\n",
        "content/posts/a.md": post(body='{{< ref "b" >}}'),
        "content/posts/b.md": post("B"),
        "content/posts/_index.md": "---\ntitle: P\n---\n",
    },
    "zola": {
        "config.toml": 'title = "Z"\nbase_url = "https://e.com"\n',
        "content/a.md": '+++\ntitle = "A"\ndate = 2024-01-01\n+++\n[x](@/b.md)\n',
        "content/b.md": '+++\ntitle = "B"\ndate = 2024-01-02\n+++\nText.\n',
    },
    "pelican": {
        "pelicanconf.py": 'from other import *\nSITEURL = "https://e.com"\nPATH = "content"\n',
        "other.py": 'SITENAME = "P"\n',
        "content/a.md": "Title: A\nDate: 2024-01-01\n\n[b]({filename}b.md)\n",
        "content/b.md": "Title: B\nDate: 2024-01-02\n\nText.\n",
    },
    "hexo": {
        "_config.yml": "title: X\nurl: https://e.com\nnew_post_name: :year-:title.md\nfeed:\n  template: feed.xml\n",
        "package.json": '{"dependencies": {"hexo": "^8"}}',
        "feed.xml": "<feed",
        "source/_posts/2024-a.md": post(body="{% post_link b %}"),
        "source/_posts/2024-b.md": post("B"),
    },
    "docusaurus": {
        "docusaurus.config.js": "export default {title: 'D', url: 'https://e.com', "
        "baseUrl: '/', presets: ['classic']};\n",
        "blog/authors.yml": "m: {name: M}\n",
        "blog/tags.yml": "t: {label: T}\n",
        "blog/2024-01-01-a.md": post(body="[b](./2024-01-02-b.md)"),
        "blog/2024-01-02-b.md": post("B"),
    },
    "eleventy": {
        ".eleventy.js": 'module.exports = () => ({dir: {input: "src"}});\n',
        ".eleventyignore": "drafts\n",
        "src/_data/site.json": '{"url": "https://e.com", "title": "T"}',
        "src/posts/posts.json": '{"tags": "posts"}',
        "src/posts/a.md": post(),
        "src/feed.njk": "---\npermalink: feed.xml\n---\n<feed",
    },
    "built": {"feedpub.toml": '[site]\nurl = "https://e.com/"\n[built]\nfolder = "_site"\n', "_site/a.html": PAGE},
}
ERRORS = (errno.EIO, errno.EMFILE, errno.EACCES)


def made(site: Path, disk: Disk) -> Ended:
    with disk.watched():
        return feedpub("build", "--jobs", "1", "--dry-run", "--format", "json", "--no-cache", "--take-over", cwd=site)


@pytest.mark.parametrize("kind", SITES)
def test_a_read_that_fails_changes_nothing_or_ends_the_build(tmp_path: Path, kind: str) -> None:
    site = write(tmp_path / "site", SITES[kind])
    assert feedpub("build", cwd=site).status == 0
    shutil.rmtree(site / ".feedpub")
    whole = Disk(site)
    well = made(site, whole)
    assert well.status == 0, well.err
    for number in range(len(whole.done)):
        error = ERRORS[number % len(ERRORS)]
        disk = Disk(site, number, error)
        ended = made(site, disk)
        is_same = (ended.status, ended.out, ended.err) == (0, well.out, well.err)
        is_told = ended.status == 3 and "feedpub: " in ended.err
        assert is_same or is_told, f"{disk.done[number]}: {os.strerror(error)}: {ended}"
