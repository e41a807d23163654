"""Rules of others, of installed packages and of modules that a site names, and what is said when one is broken."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.plugins.installing import HERE, importing, install, made
from tests.running import Ended, post, process, write

pytestmark = pytest.mark.slow

TOML = 'site.url = "https://example.com/"\nsite.language = "en"\n'
RULE = '''\
from feedpub import Found, Level, rule


@rule("house/no-tea", Level.ERROR, on="item/title", spec="ours")
def no_tea(element, document):
    """A title is about tea.

    We drink coffee.
    """
    if element.text == "Tea":
        yield Found(text="The title is about tea.", hint="Write of coffee.")
'''
CRASH = RULE.replace("    if element", "    1 / 0\n    if element")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site with one post, of tea."""
    return write(tmp_path / "site", {"feedpub.toml": TOML, "content/tea.md": post("Tea")})


def run(site: Path, plugins: Path, *arguments: str) -> Ended:
    """Run feedpub in the folder of a site, with a folder of plug-ins to import from."""
    return process(*arguments, cwd=site, PYTHONPATH=importing(plugins))


# The example of docs/how-to/write-a-rule.md


def test_an_installed_rule_is_run_in_a_build(site: Path, tmp_path: Path) -> None:
    ended = run(site, install("feedpub-house", tmp_path / "plugins"), "build")
    assert ended.status == 1
    assert "public/rss.xml:4:3: error house/feed-without-picture: The channel has no image." in ended.err
    assert not (site / "public").exists()


def test_an_installed_rule_is_run_by_validate(site: Path, tmp_path: Path) -> None:
    assert process("build", cwd=site).status == 0
    ended = run(site, install("feedpub-house", tmp_path / "plugins"), "validate", "public", "--format", "json")
    assert ended.status == 1
    assert "house/feed-without-picture" in ended.out


@pytest.mark.parametrize("options", [("--ignore", "house/*"), ("--ignore", "house/feed-without-picture")])
def test_an_installed_rule_is_switched_off_on_the_command_line(
    site: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    assert process("build", cwd=site).status == 0
    ended = run(site, install("feedpub-house", tmp_path / "plugins"), "validate", "public", *options)
    assert (ended.status, "house" in ended.err) == (0, False)


def test_an_installed_rule_is_switched_in_the_configuration(site: Path, tmp_path: Path) -> None:
    levels = '[validate.rules]\n"house/feed-*" = "off"\n"house/title-too-long" = "error"\n'
    write(site, {"feedpub.toml": f"{TOML}{levels}", "content/long.md": post("Of this and that " * 6)})
    ended = run(site, install("feedpub-house", tmp_path / "plugins"), "build")
    assert ended.status == 1
    assert "error house/title-too-long: The title has 101 letters." in ended.err
    assert "house/feed-without-picture" not in ended.err


def test_installed_rules_are_explained_and_listed(tmp_path: Path) -> None:
    plugins = install("feedpub-house", tmp_path / "plugins")
    explained = run(tmp_path, plugins, "explain", "house/title-too-long").out
    for part in ("Why: Our newsletter", "From: feedpub-house 1.0", "Bad, in item:", "Good, in item:"):
        assert part in explained
    assert len(run(tmp_path, plugins, "explain", "house/*").out.splitlines()) == 2


@pytest.mark.parametrize("verdict", ["bad", "good"])
def test_the_examples_of_the_example_are_true(tmp_path: Path, verdict: str) -> None:
    plugins = install("feedpub-house", tmp_path / "plugins")
    text = run(tmp_path, plugins, "explain", "house/title-too-long").out
    example = re.search(rf"{verdict.capitalize()}, in item:\n +(.+)\n", text)
    assert example
    write(tmp_path, {"rss.xml": f"<rss><channel><item>{example[1]}</item></channel></rss>"})
    ended = run(tmp_path, plugins, "validate", "rss.xml")
    assert ("house/title-too-long" in ended.err) is (verdict == "bad")


def test_the_how_to_shows_the_example_as_it_is() -> None:
    text = (HERE.parents[1] / "docs" / "how-to" / "write-a-rule.md").read_text(encoding="utf-8")
    for name in ("feedpub_house.py", "pyproject.toml"):
        assert (HERE / "feedpub-house" / name).read_text(encoding="utf-8") in text


def test_a_rule_sees_every_entry_of_the_plainest_sitemap_and_every_item_of_the_plainest_feed(
    site: Path, tmp_path: Path
) -> None:
    code = RULE.replace('on="item/title"', 'on=("sm:url/sm:loc", "item/title", "atom:entry/atom:title")').replace(
        'if element.text == "Tea"', "if True"
    )
    assert process("build", cwd=site).status == 0
    ended = run(site, made(tmp_path / "plugins", code), "validate", "public", "--format", "json")
    places = {Path(one["path"]).name for one in json.loads(ended.out)["files"] if "house/no-tea" in json.dumps(one)}
    assert places == {"atom.xml", "rss.xml", "sitemap.xml"}


def test_a_rule_for_json_needs_no_kinds(site: Path, tmp_path: Path) -> None:
    code = RULE.replace('on="item/title"', 'on="$.items[].title"').replace("element.text", "element.value")
    ended = run(site, made(tmp_path / "plugins", code), "build")
    assert "error house/no-tea: The title is about tea." in ended.err


# What is kept of the last build


def test_a_plug_in_that_is_new_changed_or_gone_is_seen_by_the_next_build(site: Path, tmp_path: Path) -> None:
    plugins = tmp_path / "plugins"
    plugins.mkdir()
    assert run(site, plugins, "build").status == 0
    assert "unchanged" in run(site, plugins, "build").err
    made(plugins, RULE)
    assert run(site, plugins, "build").status == 1
    made(plugins, RULE.replace("Tea", "Matcha"))
    assert run(site, plugins, "build").status == 0
    made(plugins, RULE.replace('"Tea"', '"Tea" '))
    assert run(site, plugins, "build").status == 1


def test_a_change_in_any_file_of_the_package_is_seen_by_the_next_build(site: Path, tmp_path: Path) -> None:
    code = "from pathlib import Path\n" + RULE.replace('"Tea"', "(Path(__file__).parent / 'words.txt').read_text()")
    plugins = made(tmp_path / "plugins", "", value="house.rules:no_tea")
    write(plugins, {"house/__init__.py": "", "house/rules.py": code, "house/words.txt": "Coffee"})
    (plugins / "house" / "circle").symlink_to(plugins / "house")
    (plugins / "house" / "nowhere").symlink_to(plugins / "nothing")
    assert run(site, plugins, "build").status == 0
    assert "unchanged" in run(site, plugins, "build").err
    write(plugins, {"house/words.txt": "Tea"})
    assert run(site, plugins, "build").status == 1


def test_code_that_is_in_no_folder_is_never_taken_for_unchanged(site: Path, tmp_path: Path) -> None:
    plugins = made(tmp_path / "plugins", "")
    (plugins / "plug.py").unlink()
    archive = tmp_path / "plug.zip"
    for code, status in ((RULE.replace("Tea", "Cup"), 0), (RULE, 1)):
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("plug.py", code)
        assert process("build", cwd=site, PYTHONPATH=importing(plugins, archive)).status == status


def test_a_build_without_plug_ins_does_not_load_what_reads_them(site: Path) -> None:
    program = "import sys; from feedpub.cli import run; run(['build']); print('importlib.metadata' in sys.modules)"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    assert done.stdout == "False\n"


def test_a_package_in_the_current_folder_is_not_believed(site: Path) -> None:
    made(site, f"{RULE}\nopen('ran', 'w').close()\n")
    assert process("build", cwd=site).status == 0
    assert not (site / "ran").exists()


# Broken ones


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "import nothing_of_that_name",
            "cannot be loaded: ModuleNotFoundError: No module named 'nothing_of_that_name'",
        ),
        ("def", "cannot be loaded: SyntaxError: invalid syntax (plug.py, line 1)"),
        ("raise SystemExit(0)", "cannot be loaded: SystemExit: 0"),
        (RULE.replace("house/no-tea", "rss/guid-missing"), "there is a rule rss/guid-missing already"),
        (RULE.replace("house/no-tea", "NoTea"), "'NoTea' is no name of a rule"),
        (
            f"{RULE}\n\n@rule('house/no-tea', Level.INFO, on='item', spec='')\ndef twice(*_): yield",
            "two rules are called",
        ),
        (CRASH, "failed: house/no-tea: ZeroDivisionError: division by zero"),
        (CRASH.replace("1 / 0", "raise SystemExit(0)"), "failed: house/no-tea: SystemExit: 0"),
        (RULE.replace("yield Found(", "yield dict("), "failed: house/no-tea: AttributeError"),
    ],
)
@pytest.mark.parametrize("arguments", [("build",), ("validate", "rss.xml")])
def test_a_broken_plug_in_is_named(
    site: Path, tmp_path: Path, code: str, said: str, arguments: tuple[str, ...]
) -> None:
    write(site, {"rss.xml": "<rss><channel><item><title>Tea</title></item></channel></rss>"})
    ended = run(site, made(tmp_path / "plugins", code), *arguments)
    assert (ended.status, "Traceback" in ended.err) == (2, False)
    assert "feedpub: the plug-in 'plug' of feedpub-plug 2.5 (feedpub.rules) " in ended.err
    assert said in ended.err


@pytest.mark.parametrize("value", ["plug:missing", "plug:TEXT", "plug:NUMBERS", "plug:no_tea.name"])
def test_an_entry_point_that_names_no_rules_is_named(site: Path, tmp_path: Path, value: str) -> None:
    code = f"{RULE}\nTEXT = 'text'\nNUMBERS = [1]\n"
    ended = run(site, made(tmp_path / "plugins", code, value=value), "explain", "house/*")
    assert ended.status == 2
    assert "'plug' of feedpub-plug 2.5 (feedpub.rules) cannot be loaded: " in ended.err


@pytest.mark.parametrize("value", ["plug", "plug:no_tea", "plug:RULES"])
def test_an_entry_point_names_a_module_a_rule_or_rules(site: Path, tmp_path: Path, value: str) -> None:
    plugins = made(tmp_path / "plugins", f"{RULE}\nRULES = [no_tea]\n", value=value)
    assert run(site, plugins, "explain", "house/*").out.split()[:2] == ["error", "house/no-tea"]


def test_two_plug_ins_cannot_have_rules_of_one_name(site: Path, tmp_path: Path) -> None:
    plugins = made(tmp_path / "plugins", RULE)
    write(plugins / "other-1.dist-info", {"METADATA": "Name: other\nVersion: 1\n"})
    write(plugins / "other-1.dist-info", {"entry_points.txt": "[feedpub.rules]\nit = other\n"})
    write(plugins, {"other.py": RULE})
    ended = run(site, plugins, "explain")
    assert ended.status == 2
    assert "of other 1 (feedpub.rules) cannot be loaded: there is a rule house/no-tea already" in ended.err


def test_a_program_is_told_of_a_broken_plug_in(site: Path, tmp_path: Path) -> None:
    ended = run(site, made(tmp_path / "plugins", CRASH), "build", "--format", "json")
    assert [one["rule"] for file in json.loads(ended.out)["files"] for one in file["messages"]] == ["plugin/failed"]


def test_a_rule_that_fails_in_another_process_is_named(site: Path, tmp_path: Path) -> None:
    write(site, {f"content/{name}.md": post(f"Post {name}", body="Words of it. " * 4000) for name in range(40)})
    ended = run(site, made(tmp_path / "plugins", CRASH), "build", "--jobs", "2")
    assert ended.status == 2
    assert "the plug-in 'plug' of feedpub-plug 2.5 (feedpub.rules) failed: house/no-tea" in ended.err


# Modules of the site


@pytest.fixture
def local(site: Path) -> Path:
    """Return a site that names a module of rules."""
    code = f"import pathlib\n{RULE}\npathlib.Path('ran').touch()\n"
    return write(site, {"feedpub.toml": f'{TOML}validate.modules = ["checks/house.py"]\n', "checks/house.py": code})


@pytest.mark.parametrize("arguments", [("build",), ("validate", "rss.xml")])
def test_code_of_a_site_is_not_run_unasked(local: Path, arguments: tuple[str, ...]) -> None:
    write(local, {"rss.xml": "<rss><channel><title>a</title></channel></rss>"})
    ended = process(*arguments, cwd=local)
    assert ended.status == 2
    assert "feedpub.toml names rules of its own (checks/house.py)" in ended.err
    assert not (local / "ran").exists()


@pytest.mark.parametrize("arguments", [("why", "content/tea.md"), ("diff",), ("explain", "rss/guid-missing")])
def test_commands_that_run_no_rules_run_no_code_of_a_site(local: Path, arguments: tuple[str, ...]) -> None:
    assert process(*arguments, cwd=local).status == 0
    assert not (local / "ran").exists()


def test_code_of_a_site_is_left_out_when_that_is_asked_for(local: Path) -> None:
    assert process("build", "--no-local-rules", cwd=local).status == 0
    assert "unchanged" in process("build", "--no-local-rules", cwd=local).err
    assert not (local / "ran").exists()
    assert process("build", cwd=local).status == 2


def test_code_of_a_site_is_run_when_that_is_asked_for(local: Path) -> None:
    ended = process("build", "--local-rules", cwd=local)
    assert ended.status == 1
    assert "error house/no-tea: The title is about tea." in ended.err
    assert not (local / "checks" / "__pycache__").exists()


def test_changed_code_of_a_site_is_seen_by_the_next_build(local: Path) -> None:
    write(local, {"checks/house.py": RULE.replace("Tea", "Matcha")})
    assert process("build", "--local-rules", cwd=local).status == 0
    write(local, {"checks/house.py": RULE})
    assert process("build", "--local-rules", cwd=local).status == 1


def test_rules_of_a_site_are_switched_and_explained(local: Path) -> None:
    with (local / "feedpub.toml").open("a", encoding="utf-8") as file:
        file.write('[validate.rules]\n"house/no-tea" = "warning"\n')
    ended = process("build", "--local-rules", cwd=local)
    assert (ended.status, "warning house/no-tea" in ended.err) == (0, True)
    explained = process("explain", "house/no-tea", "--local-rules", cwd=local).out
    assert "From: feedpub.toml" in explained
    ended = process("validate", "public", "--local-rules", "--ignore", "house/*", cwd=local)
    assert (ended.status, "house" in ended.err) == (0, False)


def test_a_level_for_a_rule_that_a_site_does_not_have_is_told(local: Path) -> None:
    with (local / "feedpub.toml").open("a", encoding="utf-8") as file:
        file.write('[validate.rules]\n"house/*" = "off"\n"hose/no-tea" = "off"\n')
    ended = process("build", "--local-rules", cwd=local)
    assert ended.status == 0
    assert "feedpub.toml: warning config/unknown-rule: There is no rule 'hose/no-tea'." in ended.err
    assert "house" not in ended.err.replace("hose/no-tea", "")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"checks/house.py": "1 / 0"}, "'checks/house.py' of feedpub.toml ([validate] modules) cannot be loaded: Zero"),
        ({"checks/house.py": CRASH}, "'checks/house.py' of feedpub.toml ([validate] modules) failed: house/no-tea"),
    ],
)
def test_a_broken_module_of_a_site_is_named(local: Path, files: dict[str, str], said: str) -> None:
    ended = process("build", "--local-rules", cwd=write(local, files))
    assert (ended.status, "Traceback" in ended.err, said in ended.err) == (2, False, True)


def test_a_module_that_is_a_link_is_not_run(local: Path, tmp_path: Path) -> None:
    write(tmp_path, {"elsewhere.py": RULE})
    (local / "checks" / "house.py").unlink()
    (local / "checks" / "house.py").symlink_to(tmp_path / "elsewhere.py")
    ended = process("build", "--local-rules", cwd=local)
    assert ended.status == 2
    assert "leads out of the site" in ended.err


@pytest.mark.parametrize("path", ["../house.py", "/house.py", "checks/house", "checks\\\\..\\\\house.py"])
def test_a_module_lies_below_the_site(site: Path, path: str) -> None:
    write(site, {"feedpub.toml": f'{TOML}validate.modules = ["{path}"]\n'})
    ended = process("build", "--local-rules", cwd=site)
    assert ended.status == 2
    assert "feedpub.toml:3:" in ended.err
    assert "is no Python file below the site" in ended.err
