"""What an author wrote is refused where it stands, in a configuration, a data file or a post; not in what is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.running import SITE, Ended, feedpub, write

if TYPE_CHECKING:
    from pathlib import Path

_URL = 'url = "https://example.com/"'
_JEKYLL = b"url: https://example.com\n"
_POST = "---\ntitle: A\ndate: 2024-01-02\n---\nText.\n"

_CONFIGURATIONS = {
    "a control character in YAML": ("_config.yml", b'title: "a\x01b"\n', "1:10"),
    "a character that YAML alone bars": ("hugo.yaml", b"title: a\nbaseURL: \xc2\x81\n", "2:10"),
    "a control character that YAML escapes": ("_config.yml", b'url: https://example.com\nx:\n  - a: "\\0"\n', "3:5"),
    "a lone surrogate in JSON": ("hugo.json", b'{"baseURL": "https://example.com/",\n "title": "\\ud800"}', "2:2"),
    "a control character in JSON": ("hugo.json", b'{"baseURL": "https://example.com/",\n "title": "\x01"}', "2:12"),
    "a control character in TOML": ("hugo.toml", b'baseURL = "https://example.com/"\ntitle = "\x01"\n', "2:10"),
    "a number beyond measure in TOML": ("config.toml", b'base_url = "https://e.org"\na = ' + b"9" * 5000, "2:5"),
    "bytes that are not UTF-8": ("_config.yml", b"url: https://example.com\ntitle: a\xff\n", "2:9"),
    "NUL in Python": ("pelicanconf.py", b"SITENAME = 'a\0b'\n", "1:1"),
    "a control character that Python escapes": ("pelicanconf.py", b"A = 1\nSITENAME = 'a\\x01b'\n", "2:1"),
    "a control character that JavaScript escapes": (
        "eleventy.config.js",
        b"x = c => {\nc.addPlugin(x, {collection: {}, metadata: {base: 'https://e.org', title: '\\x01'}})}",
        "2:1",
    ),
    "a number of too many digits in feedpub.toml": (
        "feedpub.toml",
        f"[site]\n{_URL}\nx = {'9' * 5000}".encode(),
        "3:5",
    ),
    "a number beyond 64 bits in feedpub.toml": ("feedpub.toml", f"[site]\n{_URL}\nx = 0x{'f' * 5000}".encode(), "3:1"),
    "a key without end in feedpub.toml": ("feedpub.toml", b"a." * 50_000 + b"a = 1\n", "1:1"),
    "a path with an empty name": ("feedpub.toml", f'[site]\n{_URL}\n[feeds]\nrss = "a//b.xml"'.encode(), "4:1"),
    "a control character in a list": (
        "feedpub.toml",
        f'[site]\n{_URL}\n[feeds.tags]\nonly = ["\\u0000"]'.encode(),
        "4:1",
    ),
    "a blank title": ("feedpub.toml", f'[site]\n{_URL}\ntitle = " "'.encode(), "3:1"),
    "an e-mail address that is none": (
        "feedpub.toml",
        f'[site]\n{_URL}\nauthor = [{{name = "A", email = "a@---"}}]'.encode(),
        "3:1",
    ),
}


@pytest.mark.parametrize(("name", "content", "place"), _CONFIGURATIONS.values(), ids=_CONFIGURATIONS)
def test_a_configuration_that_cannot_be_used_ends_the_run_with_the_place(
    tmp_path: Path, name: str, content: bytes, place: str
) -> None:
    write(tmp_path, {"content/a.md": _POST})
    (tmp_path / name).write_bytes(content)
    ended = feedpub("build", cwd=tmp_path)
    assert ended.status == 2
    assert f"{name}:{place}: error " in ended.err


def _jekyll(folder: Path, data: str, content: bytes) -> Ended:
    write(folder, {"_posts/2024-01-02-a.md": "---\ntitle: A\nauthor: ann\n---\nText.\n"})
    (folder / "_config.yml").write_bytes(_JEKYLL)
    (folder / "_data").mkdir()
    (folder / "_data" / data).write_bytes(content)
    return feedpub("build", cwd=folder)


@pytest.mark.parametrize(
    ("data", "content", "place"),
    [
        ("authors.yml", b"ann:\n  name: a\x01b\n", "2:10"),
        ("authors.json", b'{"ann":\n{"name": "\\u0000"}}', "2:2"),
        ("authors.csv", b"key,name\nann,A\xff\n", "2:6"),
        ("authors.csv", b"key,name\nann,A\x01\n", "2:6"),
        ("authors.tsv", b"key\tname\nann\t" + b"a" * 200_000, "2:1"),
    ],
)
def test_a_data_file_that_cannot_be_used_ends_the_run_with_the_place(
    tmp_path: Path, data: str, content: bytes, place: str
) -> None:
    ended = _jekyll(tmp_path, data, content)
    assert ended.status == 2
    assert f"_data/{data}:{place}: error " in ended.err


def test_a_bad_address_in_a_data_file_is_told_there(tmp_path: Path) -> None:
    ended = _jekyll(tmp_path, "authors.yml", b"ann:\n  name: Ann\n  email: a@---\n")
    assert "_data/authors.yml:3:10: error atom/email-invalid" in ended.err
    assert "_site/" not in ended.err


def _built(folder: Path, *lines: str) -> Ended:
    front = "\n".join(lines)
    write(folder, {"content/a.md": f"---\ntitle: A\ndate: 2024-01-02\n{front}\n---\nText.\n"})
    write(folder, {"feedpub.toml": f"[site]\n{_URL}\nlanguage = 'en'\n[feeds.tags]\nenabled = true\n"})
    return feedpub("build", cwd=folder)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("author: {name: Ann, email: a@---}", "4:28"),
        ("enclosure: {url: /a.mp3, length: 5, type: audio mp3}", "4:"),
        ("lang: xx-YY", "4:"),
        ("image: {url: /a.png, type: nonsense}", "4:"),
        ("lang: korean", "4:1"),
    ],
)
def test_what_the_rules_find_in_an_entry_is_told_at_the_key_of_the_post(tmp_path: Path, line: str, place: str) -> None:
    ended = _built(tmp_path, line)
    assert ended.err.startswith(f"content/a.md:{place}")
    assert "\npublic/" not in ended.err


def test_what_rules_of_feeds_and_sitemaps_say_alike_is_said_once(tmp_path: Path) -> None:
    files = {
        "_config.yml": _JEKYLL.decode(),
        "_posts/2024-01-02-a.md": "---\ntitle: A\ncategories: [a%20b]\n---\nText.\n",
    }
    write(tmp_path, files)
    ended = feedpub("build", "-q", cwd=tmp_path)
    assert ended.err.count(": warning ") == ended.err.count('still holds "%2520"') == 1


def test_an_id_as_the_generator_of_the_site_makes_it_ends_no_strict_build(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "config.toml": 'base_url = "https://example.com"\ntitle = "T"\ndescription = "D"\n[extra]\n',
            "content/a.md": '+++\ntitle = "A"\ndate = 2024-01-02\npath = "tee-%e8%8c%b6"\n+++\nText.\n',
        },
    )
    ended = feedpub("build", "--strict", "-v", cwd=tmp_path)
    assert (ended.status, "the generator of the site makes it so" in ended.err) == (0, True), ended.err
    assert "<id>https://example.com/tee-%e8%8c%b6/</id>" in (tmp_path / "public/atom.xml").read_text()


def test_posts_that_were_changed_on_one_day_end_no_strict_build(tmp_path: Path) -> None:
    front = "date: 2024-01-02\nupdated: 2024-02-01\nauthor: A\n"
    head = f'[site]\n{_URL}\ntitle = "T"\ndescription = "D"\nlanguage = "en"\n'
    posts = {f"content/{name}.md": f"---\ntitle: {name}\n{front}---\nText.\n" for name in ("one", "two")}
    write(tmp_path, {"feedpub.toml": head, **posts})
    ended = feedpub("build", "--strict", "-v", cwd=tmp_path)
    assert (ended.status, "info atom/updated-shared" in ended.err) == (0, True), ended.err


def test_an_escaped_control_character_is_left_out_of_whatever_is_made_of_it(tmp_path: Path) -> None:
    write(tmp_path, {"hugo.toml": 'baseURL = "https://example.com/"\ntitle = "T"\n'})
    index = '---\ntitle: "a\\0b"\n---\n'
    write(tmp_path, {"content/posts/_index.md": index, "content/posts/a.md": _POST})
    ended = feedpub("build", cwd=tmp_path)
    assert ended.status == 0
    assert "content/posts/_index.md:2:1: warning post/control-characters" in ended.err


def test_a_control_character_in_the_head_of_a_pelican_file_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, {"pelicanconf.py": "SITEURL = 'https://example.com'\nSITENAME = 'T'\nPATH = 'content'\n"})
    write(tmp_path, {"content/a.md": "Title: A\nDate: 2024-01-02\nTags: x\x01, y\n\nText.\n"})
    ended = feedpub("build", cwd=tmp_path)
    assert ended.status == 0
    assert "content/a.md:3:8: warning post/control-characters" in ended.err


# Paths


def test_a_term_whose_path_windows_reserves_is_told_with_the_place_of_the_term(tmp_path: Path) -> None:
    ended = _built(tmp_path, "tags: [tea, con]")
    assert ended.status == 0
    assert "content/a.md:4:13: warning feed/not-portable-path" in ended.err


def test_a_term_whose_path_is_too_long_is_an_error_of_the_post(tmp_path: Path) -> None:
    ended = _built(tmp_path, f"tags: [tea, {'가' * 90}]")
    assert ended.status == 1
    assert "content/a.md:4:13: error feed/path-too-long" in ended.err
    assert "270 bytes" in ended.err


def test_a_feed_in_the_place_of_the_sitemap_is_refused(tmp_path: Path) -> None:
    toml = f'[site]\n{_URL}\n[feeds.tags]\nenabled = true\nrss = "{{slug}}.xml"\n'
    write(tmp_path, {"feedpub.toml": toml, "content/a.md": _POST.replace("title: A", "title: A\ntags: [Sitemap]")})
    ended = feedpub("build", cwd=tmp_path)
    assert ended.status == 1
    assert "content/a.md:3:8: error feed/duplicate-path" in ended.err


# The output folder


@pytest.mark.parametrize(
    "folder",
    [
        ".git",
        ".git/x",
        ".GIT",
        ".git.",
        "git~1",
        ".git::$INDEX_ALLOCATION",
        "content",
        "content/x",
        ".feedpub/x",
        "_posts",
        "layouts/x",
        "/",
        ".",
        "x/../content",
    ],
)
def test_an_output_folder_that_holds_something_else_is_refused(tmp_path: Path, folder: str) -> None:
    write(tmp_path, {"content/a.md": _POST})
    ended = feedpub("build", *SITE, "--out", folder, cwd=tmp_path)
    assert (ended.status, ended.err.startswith("command line: error config/bad-value: output.folder")) == (2, True)


@pytest.mark.parametrize("path", [".git/config", "x/.feedpub/a.xml", ".GIT./x.xml"])
def test_no_feed_goes_into_a_folder_of_another_program(tmp_path: Path, path: str) -> None:
    write(tmp_path, {"content/a.md": _POST, "feedpub.toml": f'[site]\n{_URL}\n[feeds]\natom = "{path}"\n'})
    ended = feedpub("build", cwd=tmp_path)
    assert (ended.status, ended.err.partition(" lies in")[0]) == (
        2,
        f"feedpub.toml:4:1: error config/bad-value: feeds.atom: {path!r}",
    )


@pytest.mark.parametrize("folder", ["../www", "..", "x/../../www", "{root}/www"])
def test_only_the_command_line_names_an_output_folder_elsewhere(tmp_path: Path, folder: str) -> None:
    folder = folder.format(root=tmp_path)
    site = write(tmp_path / "site", {"content/a.md": _POST})
    write(site, {"feedpub.toml": f'[site]\n{_URL}\n[output]\nfolder = "{folder}"\n'})
    before = set(tmp_path.rglob("*"))
    ended = feedpub("build", cwd=site)
    assert (ended.status, ended.err.partition(" leads out")[0]) == (
        2,
        "feedpub.toml:4:1: error config/bad-value: output.folder: it",
    )
    assert set(tmp_path.rglob("*")) == before
    assert feedpub("build", "--out", "../www", cwd=site).status == 0
    assert (tmp_path / "www/rss.xml").exists()


def test_the_destination_of_a_jekyll_site_lies_in_it(tmp_path: Path) -> None:
    post = {"_posts/2024-01-01-a.md": "---\ntitle: A\n---\nText\n"}
    site = write(
        tmp_path / "site", {**post, "_config.yml": "title: J\nurl: https://example.com\ndestination: ../www\n"}
    )
    ended = feedpub("build", cwd=site)
    assert (ended.status, ended.err.partition(": error")[0]) == (2, "_config.yml:3:1")
    assert not (tmp_path / "www").exists()


def test_an_output_folder_may_go_down_and_up_again(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": _POST})
    write(tmp_path, {"feedpub.toml": f'[site]\n{_URL}\n[output]\nfolder = "x/../www"\n'})
    assert feedpub("build", cwd=tmp_path).status == 0
    assert (tmp_path / "www/rss.xml").exists()


def test_a_folder_above_that_of_the_posts_is_no_output_folder(tmp_path: Path) -> None:
    write(tmp_path, {"src/posts/a.md": _POST})
    write(tmp_path, {"feedpub.toml": f'[site]\n{_URL}\n[content]\nfolder = "src/posts"\n[output]\nfolder = "src"\n'})
    ended = feedpub("build", cwd=tmp_path)
    assert (ended.status, ended.err.partition(": ")[0]) == (2, "feedpub.toml:6:1")


def test_nothing_is_published_into_the_home_folder(tmp_path: Path) -> None:
    write(tmp_path, {"site/content/a.md": _POST, "home/x": ""})
    home = tmp_path / "home"
    ended = feedpub("build", *SITE, "--out", str(home), cwd=tmp_path / "site", HOME=str(home))
    assert ended.status == 2
    assert "home folder" in ended.err


def test_an_output_folder_whose_name_is_too_long_is_a_fault_of_the_system(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": _POST})
    assert feedpub("build", *SITE, "--out", "x" * 300, cwd=tmp_path).status == 3


def test_a_built_folder_whose_name_is_too_long_is_refused(tmp_path: Path) -> None:
    assert feedpub("build", *SITE, "--built", "x" * 300, cwd=tmp_path).status == 2
