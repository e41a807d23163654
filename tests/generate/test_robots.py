"""robots.txt keeps what others wrote."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feedpub.generate.beside import robots

URL = "https://example.com/sitemap.xml"
BLOCK = f"# feedpub: begin\nSitemap: {URL}\n# feedpub: end\n"


def made(existing: str, *urls: str) -> str:
    document = robots(existing, urls or (URL,))
    assert document.path == "robots.txt"
    return document.data.decode()


def test_a_site_without_robots_txt_gets_one_with_the_sitemap() -> None:
    assert made("") == BLOCK


def test_the_lines_of_others_stay_before_and_after_the_block() -> None:
    assert made("User-agent: *\nDisallow: /x") == f"User-agent: *\nDisallow: /x\n\n{BLOCK}"
    old = BLOCK.replace(URL, "https://old.example/sitemap.xml")
    assert made(f"User-agent: *\r\n\r\n{old}Disallow: /x\r\n") == f"User-agent: *\r\n\r\n{BLOCK}Disallow: /x\r\n"


def test_a_sitemap_that_is_named_already_is_not_named_again() -> None:
    existing = f"sitemap : {URL} # ours\n"
    assert made(existing) == existing


def test_our_block_goes_when_all_is_named_outside_of_it() -> None:
    assert made(f"Sitemap: {URL}\n\n{BLOCK}") == f"Sitemap: {URL}\n\n"


def test_a_second_block_is_removed() -> None:
    assert made(f"{BLOCK}X: y\n{BLOCK}") == f"{BLOCK}X: y\n"


def test_what_somebody_wrote_between_the_marks_is_kept() -> None:
    assert "Disallow: /x\n" in made("# feedpub: begin\nDisallow: /x\n# feedpub: end\n")


@given(st.lists(st.sampled_from(("# feedpub: begin\n", "# feedpub: end\n", "Sitemap: a\n", "X: y\n", "\n", "#"))))
def test_a_second_run_changes_nothing(pieces: list[str]) -> None:
    once = made("".join(pieces))
    assert made(once) == once
    assert once.count("X: y\n") == pieces.count("X: y\n")
