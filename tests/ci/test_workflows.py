"""The workflows that people copy run as they stand, on a site of each kind."""

from __future__ import annotations

import re
import shutil
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.ci.workflow import ACTION, FILES, OURS, ROOT, Run, read, steps
from tests.running import KEY, post, write
from tests.servers import Answer, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="runners of these workflows have bash and /usr/bin"),
]

SITES = {"plain": "", "jekyll": "jekyll-blog", "hugo": "hugo-blog", "zola": "zola-blog", "eleventy": "eleventy-blog"}
SITES["pelican"] = "pelican-blog"
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
PUSH = {
    "github.event_name": "push",
    "github.ref": "refs/heads/main",
    "github.repository": "me/site",
    "github.run_id": "1",
    "github.run_attempt": "1",
}
PULL_REQUEST = {
    **PUSH,
    "github.event_name": "pull_request",
    "github.event.pull_request.number": "7",
    "github.event.pull_request.head.repo.full_name": "me/site",
}
PLAIN = {
    "feedpub.toml": 'site.url = "https://example.com/"\nsite.language = "en"\n',
    "content/tea.md": post("Tea"),
}


@pytest.fixture
def live() -> Iterator[str]:
    """Return the address of a live site that has nothing yet."""
    with serving() as server:
        yield f"{server.url}/"


def prepared(name: str, folder: Path, live: str, **github: str) -> tuple[Run, dict[str, dict[str, object]]]:
    """Return a run of a workflow on a site of its kind, and its jobs, with `live` for the address of the live site."""
    site, made, output = folder / "site", "", ""
    document = read(FILES / f"{name}.yml")
    jobs: dict[str, dict[str, object]] = document["jobs"]
    if SITES[name]:
        shutil.copytree(ROOT / "tests" / "sites" / SITES[name], site)
        made = str(ROOT / "tests" / "sites" / "_published" / SITES[name])
        output = "public_html" if name == "eleventy" else uploaded(document)  # this site of Eleventy is configured so
        (site / output).mkdir()
    else:
        write(site, PLAIN)
    for step in steps(document):
        if step.get("uses") == OURS:
            assert step["with"]["against"] == "https://example.com/"
            step["with"]["against"] = live
    run = Run(
        site=site,
        temp=folder / "runner",
        github={**PUSH, **github},
        secrets={"secrets.FEEDPUB_KEY": KEY},
        environ={"PUBLISHED": made, "OUTPUT": output, "KNOWN": ""},
    )
    return run, jobs


def uploaded(document: object) -> str:
    (path,) = [one["with"]["path"] for one in steps(document) if "upload-pages-artifact" in one.get("uses", "")]
    assert isinstance(path, str)
    return path


@pytest.mark.parametrize("name", SITES)
def test_a_push_builds_and_uploads_the_feeds(name: str, tmp_path: Path, live: str) -> None:
    run, jobs = prepared(name, tmp_path, live)
    run.job(jobs["build"])
    assert not run.failed, run.log
    output = "public_html" if name == "eleventy" else uploaded(read(FILES / f"{name}.yml"))
    assert (run.site / output / "feed.json").is_file()
    assert (run.site / output / "sitemap.xml").is_file()
    assert not run.text("comment")
    assert run.used[-1] == "actions/upload-pages-artifact@v5"
    assert "actions/cache@v5" in run.used


@pytest.mark.parametrize("name", SITES)
def test_a_workflow_installs_feedpub_of_the_commit_of_the_action(name: str, tmp_path: Path, live: str) -> None:
    run, jobs = prepared(name, tmp_path, live)
    run.job(jobs["build"])
    (asked,) = [line for line in run.noted if line.startswith("python -m pip install --quiet")]
    path, _, extras = asked.partition("--disable-pip-version-check ")[2].partition("[")
    assert (ROOT / ACTION / "../../..").resolve() == ROOT
    assert path == f"{ROOT / ACTION}/../../.."
    assert set(extras.rstrip("]").split(",")) - {""} <= set(EXTRAS)


def test_a_pull_request_gets_one_comment_that_later_runs_edit(tmp_path: Path, live: str) -> None:
    run, jobs = prepared("plain", tmp_path, live, **PULL_REQUEST)
    run.job(jobs["build"])
    assert not run.failed, run.log
    assert run.text("comment").startswith("<!-- feedpub diff of . -->\n")
    assert run.text("summary").startswith(run.text("comment").partition("\n")[2])  # the build goes on with its own
    assert "What subscribers would see" in run.text("summary")
    assert "--method POST repos/me/site/issues/7/comments" in run.noted[-1]
    assert "actions/upload-pages-artifact@v5" not in run.used
    run.environ = {**run.environ, "KNOWN": "1\n42"}
    run.job(jobs["build"])
    assert "--method PATCH repos/me/site/issues/comments/42" in run.noted[-1]


def test_a_pull_request_from_a_fork_has_the_summary_and_no_comment(tmp_path: Path, live: str) -> None:
    fork = {**PULL_REQUEST, "github.event.pull_request.head.repo.full_name": "stranger/site"}
    run, jobs = prepared("plain", tmp_path, live, **fork)
    run.secrets = {}
    run.job(jobs["build"])
    assert not run.failed, run.log
    assert "What subscribers would see" in run.text("summary")
    assert not [line for line in run.noted if line.startswith("gh ")]
    assert "actions/cache@v5" not in run.used


def test_a_post_with_a_mistake_is_an_annotation_at_its_line_and_nothing_is_uploaded(tmp_path: Path, live: str) -> None:
    run, jobs = prepared("plain", tmp_path, live, **PULL_REQUEST)
    write(run.site, {"content/bad.md": post(date="yesterday")})
    run.job(jobs["build"])
    assert "::error file=content/bad.md,line=3" in run.log
    assert not run.text("comment")
    assert "actions/upload-pages-artifact@v5" not in run.used


def test_the_build_is_compared_with_the_live_site(tmp_path: Path) -> None:
    with serving() as server:
        run, jobs = prepared("plain", tmp_path, f"{server.url}/")
        run.job(jobs["build"])
        for path in ("rss.xml", "atom.xml", "feed.json", "sitemap.xml"):
            data = (run.site / "public" / path).read_bytes()
            server.answers[f"/{path}"] = Answer(data.replace(b"urn:uuid:", b"urn:other:"))
        shutil.rmtree(run.site / "public")
        run.job(jobs["build"])
        assert "::error" in run.log
        assert "title=guard/reannounced" in run.log


def test_inputs_become_arguments_of_the_build(tmp_path: Path, live: str) -> None:
    run, jobs = prepared("plain", tmp_path, live)
    (ours,) = [step for step in steps({"jobs": jobs}) if step.get("uses") == OURS]
    ours["with"] |= {"strict": True, "arguments": "--url https://example.org/ --out dist", "against-optional": False}
    ours["with"] |= {"against": ""}
    run.job(jobs["build"])
    assert not run.failed, run.log
    assert "https://example.org/tea/" in (run.site / "dist/sitemap.xml").read_text(encoding="utf-8")


def test_no_expression_of_github_is_written_into_a_script() -> None:
    for file in (ROOT / ACTION / "action.yml", *FILES.glob("*.yml")):
        for step in steps(read(file)):
            assert "${{" not in step.get("run", ""), file.name


def test_the_table_of_the_action_has_its_inputs_and_their_defaults() -> None:
    page = (FILES.parent / "copy-a-workflow.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (?:`([^`]+)`)?", page, re.MULTILINE))
    inputs = read(ROOT / ACTION / "action.yml")["inputs"]
    default = {name: one["default"] for name, one in inputs.items() if "${{" not in one["default"]}
    assert rows.keys() == inputs.keys()
    assert {name: rows[name] for name in default} == default


def test_workflows_ask_for_no_more_rights_than_each_job_needs() -> None:
    for name in SITES:
        document = read(FILES / f"{name}.yml")
        assert document["permissions"] == {"contents": "read"}
        assert document["jobs"]["build"]["permissions"] == {"contents": "read", "pull-requests": "write"}
        assert document["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
