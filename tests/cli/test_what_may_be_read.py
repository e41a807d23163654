"""Whatever a site names, by a key or by a usual name, is opened inside the site or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.running import SITE, Ended, feedpub, post, write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SECRET = "gho_X"  # noqa: S105 - nobody's
OWN = {"feedpub.toml": '[site]\nurl = "https://e.com/"\n'}
JEKYLL = {"_config.yml": "title: J\nurl: https://e.com\nauthor: ann\n"}
HUGO = {"hugo.toml": 'title = "H"\nbaseURL = "https://e.com/"\n'}
ZOLA = {"zola.toml": 'title = "Z"\nbase_url = "https://e.com"\n'}
PELICAN = {"pelicanconf.py": 'SITENAME = "P"\nSITEURL = "https://e.com"\nPATH = "content"\n'}
HEXO = {"_config.yml": "title: X\nurl: https://e.com\nsource_dir: source\n"}
DOCUSAURUS = {
    "docusaurus.config.js": "export default {title: 'D', url: 'https://e.com', baseUrl: '/', presets: ['classic']};\n"
}
ELEVENTY = {".eleventy.js": 'module.exports = () => ({dir: {input: "src"}});\n', **OWN}
POSTS: Mapping[str, str] = {
    "own": "content",
    "jekyll": "_posts",
    "hugo": "content/posts",
    "zola": "content",
    "pelican": "content",
    "hexo": "source/_posts",
    "docusaurus": "blog",
    "eleventy": "src",
}
ALL: Mapping[str, Mapping[str, str]] = {
    "own": OWN,
    "jekyll": JEKYLL,
    "hugo": HUGO,
    "zola": ZOLA,
    "pelican": PELICAN,
    "hexo": HEXO,
    "docusaurus": DOCUSAURUS,
    "eleventy": ELEVENTY,
}
TOML_POST = f'+++\ntitle = "{SECRET}"\ndate = 2024-01-01\n+++\nText.\n'
PELICAN_POST = f"Title: {SECRET}\nDate: 2024-01-01\n\nText.\n"


def a_post(kind: str) -> str:
    return {"zola": TOML_POST, "pelican": PELICAN_POST}.get(kind, post(SECRET))


def built(tmp_path: Path, files: Mapping[str, str], links: Mapping[str, str], *arguments: str) -> Ended:
    """Build a site with links, which lead to where they say from the folder that holds the site."""
    site = write(tmp_path / "site", files)
    for path, target in links.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).symlink_to(tmp_path / target)
    return feedpub("build", *arguments, cwd=site)


def is_published(tmp_path: Path) -> bool:
    texts = (
        file for file in (tmp_path / "site").rglob("*") if file.suffix in {".xml", ".json"} and not file.is_symlink()
    )
    return any(SECRET in file.read_text(encoding="utf-8") for file in texts)


@pytest.mark.parametrize("kind", ALL)
def test_a_folder_of_posts_that_is_a_link_out_of_the_site_is_refused(tmp_path: Path, kind: str) -> None:
    write(tmp_path / "secret", {"2024-01-01-a.md": a_post(kind)})
    ended = built(tmp_path, ALL[kind], {POSTS[kind]: "secret"})
    assert ended.status in {1, 2}
    assert POSTS[kind] in ended.err
    assert "--follow-links" in ended.err or "outside the site" in ended.err
    assert not is_published(tmp_path)


@pytest.mark.parametrize("kind", ALL)
def test_a_folder_of_posts_out_of_the_site_is_read_when_the_command_line_asks_for_it(tmp_path: Path, kind: str) -> None:
    write(tmp_path / "secret", {"2024-01-01-a.md": a_post(kind)})
    ended = built(tmp_path, ALL[kind], {POSTS[kind]: "secret"}, "--follow-links")
    assert ended.status == 0, ended.err
    assert is_published(tmp_path)


@pytest.mark.parametrize("kind", ALL)
def test_a_folder_of_posts_that_is_a_link_inside_the_site_is_read(tmp_path: Path, kind: str) -> None:
    if kind == "jekyll":
        pytest.skip("Jekyll's posts are found where they are, so that a link there shows them twice")
    if kind == "hexo":
        pytest.skip("Hexo's posts lie in its folder of pages, out of which no link is followed")
    write(tmp_path / "site" / "real", {"2024-01-01-a.md": a_post(kind)})
    links = {"content": "site/real"} if kind == "hugo" else {POSTS[kind]: "site/real"}
    ended = built(tmp_path, ALL[kind], links)
    assert ended.status == 0, ended.err
    assert is_published(tmp_path)


@pytest.mark.parametrize("kind", ALL)
def test_a_post_that_is_a_link_out_of_the_site_is_refused(tmp_path: Path, kind: str) -> None:
    write(tmp_path / "secret", {"a.md": a_post(kind)})
    ended = built(tmp_path, ALL[kind], {f"{POSTS[kind]}/2024-01-01-a.md": "secret/a.md"})
    assert ended.status == 1
    assert f"{POSTS[kind]}/2024-01-01-a.md: error files/link-outside" in ended.err
    assert not is_published(tmp_path)


@pytest.mark.parametrize("kind", ALL)
def test_a_pipe_in_the_place_of_a_post_is_refused_and_not_waited_for(tmp_path: Path, kind: str) -> None:
    site = write(tmp_path / "site", ALL[kind])
    (site / POSTS[kind]).mkdir(parents=True)
    os.mkfifo(site / POSTS[kind] / "2024-01-01-a.md")
    ended = feedpub("build", cwd=site)
    assert ended.status == 1
    assert "files/not-a-file" in ended.err


@pytest.mark.parametrize(
    ("files", "name"),
    [
        (OWN, "feedpub.toml"),
        (OWN, "feedpub.ids"),
        (JEKYLL, "_config.yml"),
        (JEKYLL, "CNAME"),
        (JEKYLL, "_data/authors.yml"),
        (JEKYLL, "_data/authors.csv"),
        (JEKYLL, "feed.xml"),
        (HUGO, "hugo.toml"),
        (HUGO, "config/_default/params.toml"),
        (ZOLA, "zola.toml"),
        (ZOLA, "config.toml"),
        (PELICAN, "pelicanconf.py"),
        (PELICAN, "publishconf.py"),
        (HEXO, "package.json"),
        (HEXO, "source/CNAME"),
        (DOCUSAURUS, "docusaurus.config.js"),
        (ELEVENTY, ".eleventy.js"),
        (ELEVENTY, ".eleventyignore"),
        (ELEVENTY, ".gitignore"),
        (ELEVENTY, "src/_data/metadata.json"),
        (ELEVENTY, "src/posts/posts.json"),
    ],
)
@pytest.mark.parametrize("how", ["link", "pipe", "device"])
def test_a_configuration_that_is_a_link_out_a_pipe_or_a_device_is_refused(
    tmp_path: Path, files: Mapping[str, str], name: str, how: str
) -> None:
    if name == "source/CNAME":
        files = {"_config.yml": "title: X\nsource_dir: source\n"}
    if name == "CNAME":
        files = {"_config.yml": "title: J\nauthor: ann\n"}
    if name == "config.toml":
        files = {}
    site = write(tmp_path / "site", {**files, "content/a.md": post(), "src/a.md": post()})
    (tmp_path / "secret").write_text("{}", encoding="utf-8")
    place = site / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    if how == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to(tmp_path / "secret" if how == "link" else "/dev/zero")
    ended = feedpub("build", *SITE, cwd=site)
    assert ended.status == 2, ended.err
    assert f"{name}: error files/" in ended.err


@pytest.mark.parametrize(
    ("files", "links"),
    [
        (JEKYLL, {"_data": "secret"}),
        (HUGO, {"config": "secret"}),
        (HUGO, {"config/_default": "secret/_default"}),
        (ELEVENTY, {"src/_data": "secret"}),
        (OWN, {"feedpub.ids": "secret/a.md"}),
    ],
)
def test_a_usual_folder_that_is_a_link_out_of_the_site_is_refused(
    tmp_path: Path, files: Mapping[str, str], links: Mapping[str, str]
) -> None:
    write(tmp_path / "secret", {"authors.yml": "ann:\n  name: X\n", "_default/params.toml": "", "a.md": post()})
    ended = built(tmp_path, {**files, "src/b.md": post()}, links)
    assert ended.status == 2, ended.err
    assert "files/link-outside" in ended.err


OUT = "../secret"


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"feedpub.toml": OWN["feedpub.toml"] + '[content]\nfolder = "NAME"\n'}, "feedpub.toml:4:1"),
        ({"feedpub.toml": OWN["feedpub.toml"] + '[built]\nfolder = "NAME"\n'}, "feedpub.toml:4:1"),
        (JEKYLL | {"_config.yml": "url: https://e.com\nsource: NAME\n"}, "_config.yml:2:1"),
        (JEKYLL | {"_config.yml": "url: https://e.com\nauthor: x\ndata_dir: NAME\n"}, "_config.yml:3:1"),
        (HUGO | {"hugo.toml": 'baseURL = "https://e.com/"\ncontentDir = "NAME"\n'}, "hugo.toml:2:1"),
        (
            HUGO | {"hugo.toml": 'baseURL = "https://e.com/"\n[languages.de]\ncontentDir = "NAME"\n'},
            "hugo.toml:3:1",
        ),
        (PELICAN | {"pelicanconf.py": 'SITEURL = "https://e.com"\nPATH = "NAME"\n'}, "pelicanconf.py:2:1"),
        (ELEVENTY | {".eleventy.js": 'module.exports = () => ({\ndir: {input: "NAME"}});\n'}, ".eleventy.js:2:1"),
        ({"feedpub.toml": OWN["feedpub.toml"] + 'type = "jekyll"\nconfig = ["NAME/x.yml"]\n'}, "feedpub.toml:4:1"),
    ],
)
@pytest.mark.parametrize("name", [OUT, "/etc", ".git", "posts/.git", "../../secret", "posts/../../secret", "link"])
def test_a_folder_that_a_key_names_is_refused_at_the_key(
    tmp_path: Path, files: Mapping[str, str], place: str, name: str
) -> None:
    write(tmp_path / "secret", {"a.md": post(SECRET), "authors.yml": "x:\n  name: X\n", "x.yml": "title: X\n"})
    named = {path: text.replace("NAME", name) for path, text in files.items()}
    write(tmp_path / "site", {".git/a.md": post(SECRET), "posts/.git/a.md": post(SECRET), ".git/x.yml": "title: X\n"})
    ended = built(tmp_path, named | {"b.md": post()}, {"link": "secret"})
    assert ended.status == 2, ended.err
    assert place in ended.err, ended.err
    assert not is_published(tmp_path)


@pytest.mark.parametrize("name", [OUT, "/etc", "../../secret", "posts/../../secret"])
def test_a_mount_from_outside_of_the_site_is_passed_over_with_a_word(tmp_path: Path, name: str) -> None:
    write(tmp_path / "secret", {"a.md": post(SECRET)})
    mounts = (f'[[module.mounts]]\nsource = "{each}"\ntarget = "content"\n' for each in ("content", name))
    config = {"hugo.toml": f'baseURL = "https://e.com/"\n{"".join(mounts)}'}
    ended = built(tmp_path, HUGO | config | {"content/b.md": post()}, {})
    assert ended.status == 0, ended.err
    assert "hugo.toml:2:10: warning site/not-followed: `module.mounts`: What lies outside" in ended.err
    assert not is_published(tmp_path)


@pytest.mark.parametrize("name", [".git", "posts/.git", "link"])
def test_a_mount_of_what_is_hidden_is_refused(tmp_path: Path, name: str) -> None:
    write(tmp_path / "secret", {"a.md": post(SECRET)})
    write(tmp_path / "site", {".git/a.md": post(SECRET), "posts/.git/a.md": post(SECRET)})
    config = {"hugo.toml": f'baseURL = "https://e.com/"\n[[module.mounts]]\nsource = "{name}"\ntarget = "content"\n'}
    ended = built(tmp_path, HUGO | config | {"b.md": post()}, {"link": "secret"})
    assert ended.status == 2, ended.err
    assert "hugo.toml:2" in ended.err


def test_a_hidden_folder_that_a_pattern_includes_is_not_entered(tmp_path: Path) -> None:
    config = "title: J\nurl: https://e.com\ninclude: [.git, .feedpub]\n"
    page = f"---\ntitle: {SECRET}\n---\n"
    ended = built(tmp_path, {"_config.yml": config, ".git/a.md": page, ".feedpub/a.md": page, "b.md": page.lower()}, {})
    assert ended.status == 0, ended.err
    assert ".git" not in (tmp_path / "site/_site/sitemap.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", [".git/config.md", ".env.md"])
def test_a_link_to_what_is_hidden_in_the_site_is_refused(tmp_path: Path, target: str) -> None:
    ended = built(tmp_path, OWN | {target: post(SECRET)}, {"a.md": f"site/{target}"})
    assert (ended.status, "a.md: error files/link-hidden" in ended.err) == (1, True)


def test_a_built_folder_outside_is_read_when_the_command_line_names_it(tmp_path: Path) -> None:
    page = f"<html><head><title>{SECRET}</title></head><body><article><p>t</p></article></body></html>"
    write(tmp_path / "elsewhere", {"a/index.html": page})
    ended = built(tmp_path, OWN, {}, "--built", str(tmp_path / "elsewhere"), "--out", "public")
    assert ended.status == 0, ended.err
    assert "e.com/a/" in (tmp_path / "site/public/sitemap.xml").read_text(encoding="utf-8")


def test_a_built_page_that_is_a_link_out_of_the_built_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"secret.html": f"<html><head><title>{SECRET}</title></head><body>x</body></html>"})
    links = {"_site/a.html": "secret.html"}
    ended = built(tmp_path, OWN | {"_site/index.html": "<html><body>x</body></html>"}, links, "--built", "_site")
    assert (ended.status, "_site/a.html: error files/link-outside" in ended.err) == (1, True)


def test_the_page_of_a_post_that_is_a_link_out_of_the_built_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"secret.html": f"<html><head><title>{SECRET}</title></head><body>x</body></html>"})
    files = OWN | {"_config.yml": "title: J\n", "_posts/2024-01-01-a.md": post(permalink="/a.html")}
    ended = built(tmp_path, files, {"_site/a.html": "secret.html"}, "--built", "_site")
    assert (ended.status, "a.html: error files/link-outside" in ended.err) == (2, True)


def test_the_size_of_a_media_file_out_of_the_site_is_not_told(tmp_path: Path) -> None:
    write(tmp_path, {"secret.mp3": "0123456789"})
    files = OWN | {"content/a.md": post(audio="/x.mp3")}
    ended = built(tmp_path, files, {"static/x.mp3": "secret.mp3"})
    assert ended.status == 0
    assert "content/a.md:4:1: warning files/link-outside" in ended.err
    assert 'length="10"' not in (tmp_path / "site/public/rss.xml").read_text(encoding="utf-8")


def test_a_build_without_the_option_takes_nothing_over_from_one_with_it(tmp_path: Path) -> None:
    write(tmp_path / "secret", {"a.md": post(SECRET)})
    assert built(tmp_path, OWN, {"content": "secret"}, "--follow-links").status == 0
    ended = feedpub("build", cwd=tmp_path / "site")
    assert ended.status == 2
    assert "content" in ended.err


def test_links_in_a_circle_come_to_an_end_when_they_are_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"a/a.md": post(SECRET), "b/b.md": post("B", "2024-06-22")})
    (outside / "a" / "to-b").symlink_to(outside / "b")
    (outside / "b" / "to-a").symlink_to(outside / "a")
    ended = built(
        tmp_path, OWN | {"content/c.md": post("C", "2024-06-23")}, {"content/x": "outside/a"}, "--follow-links"
    )
    assert ended.status == 0, ended.err
    assert is_published(tmp_path)


def test_a_configuration_that_is_too_large_is_refused(tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"content/a.md": post()})
    with (site / "feedpub.toml").open("wb") as file:
        file.truncate(1 << 34)
    ended = feedpub("build", cwd=site)
    assert (ended.status, "feedpub.toml: error files/too-large" in ended.err) == (2, True)
