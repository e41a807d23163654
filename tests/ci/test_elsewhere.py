"""GitLab, pre-commit and containers: what people copy or include is what feedpub has, and its shell lines run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.ci.workflow import FILES, ROOT, STAND_INS, read
from tests.running import KEY, feedpub, post, write
from tests.test_docs import names

if TYPE_CHECKING:
    from pathlib import Path

SITE = {
    "feedpub.toml": 'site.url = "https://example.com/"\nsite.language = "en"\n',
    "content/tea.md": post("Tea"),
}
GITLAB = FILES / "gitlab.yml"
HOOKS = {hook["id"]: hook for hook in read(ROOT / ".pre-commit-hooks.yaml")}
CONTAINER = (FILES / "Containerfile").read_text(encoding="utf-8").replace("\\\n", "")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def scripts(job: str, document: dict[str, Any]) -> list[str]:
    """Return the lines of a job of GitLab with those of the jobs that it extends."""
    found: dict[str, Any] = {}
    while job:
        found = {**document[job], **found}
        job = document[job].get("extends", "")
    lines = found["before_script"] + found["script"]
    assert all(isinstance(line, str) for line in lines)
    return [str(line) for line in lines]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the image of these jobs has bash and /usr/bin")
@pytest.mark.parametrize(("job", "made"), [(".feedpub", "public/rss.xml"), (".feedpub-diff", "feedpub-diff.md")])
def test_a_job_of_gitlab_builds_or_shows_what_would_change(job: str, made: str, tmp_path: Path) -> None:
    site = write(tmp_path / "site", SITE)
    python = write(tmp_path / "bin", {"python": f"#!/usr/bin/env bash\nset -e\n{STAND_INS['python']}\n"}) / "python"
    python.chmod(0o755)
    document = read(GITLAB)
    ended = subprocess.run(  # noqa: S603 - what our own documentation says
        ["/usr/bin/env", "bash", "-eo", "pipefail", "-c", "\n".join(scripts(job, document))],
        cwd=site,
        env={
            "PATH": f"{python.parent}:/usr/bin:/bin",
            "PYTHONPATH": str(ROOT),
            "REAL_PYTHON": sys.executable,
            "SOURCE_DATE_EPOCH": "1769904000",
            "FEEDPUB_KEY": KEY,
            "NOTED": str(tmp_path / "noted"),
            "CI_BUILDS_DIR": str(tmp_path / "builds"),
            **document[".feedpub-installed"]["variables"],
            "FEEDPUB_EXTRAS": "rst",
            "FEEDPUB_ARGUMENTS": "--url https://example.org/",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr.decode()
    assert (site / made).is_file()
    source = document[".feedpub-installed"]["variables"]["FEEDPUB_SOURCE"]
    assert f"feedpub[rst] @ {source}" in (tmp_path / "noted").read_text(encoding="utf-8")


def test_the_head_of_the_template_of_gitlab_extends_jobs_that_it_has() -> None:
    text = GITLAB.read_text(encoding="utf-8")
    shown = "".join(line[4:] for line in text.splitlines(keepends=True) if line.startswith(("#   ", "#\n")))
    jobs = yaml.safe_load(shown)
    extended = {job["extends"] for job in jobs.values() if "extends" in job}
    assert extended == {".feedpub", ".feedpub-diff"}
    assert extended <= read(GITLAB).keys()


def test_hooks_that_are_copied_are_declared() -> None:
    (repository,) = read(FILES / "pre-commit-config.yaml")["repos"]
    assert {hook["id"] for hook in repository["hooks"]} == HOOKS.keys()


def run_hook(name: str, *files: str, cwd: Path) -> tuple[int, str]:
    program, *arguments = shlex.split(HOOKS[name]["entry"])
    assert program in PROJECT["scripts"]
    ended = feedpub(*arguments, *files, cwd=cwd)
    return ended.status, ended.out + ended.err


def test_the_hook_of_posts_stops_a_commit_with_a_mistake_and_publishes_nothing(tmp_path: Path) -> None:
    write(tmp_path, SITE)
    assert run_hook("feedpub-build", cwd=tmp_path)[0] == 0
    write(tmp_path, {"content/bad.md": post(date="yesterday")})
    status, said = run_hook("feedpub-build", cwd=tmp_path)
    assert status == 1
    assert "content/bad.md:3" in said
    assert not (tmp_path / "public").exists()


def test_the_hook_of_feeds_is_given_feeds_and_sitemaps_and_checks_them(tmp_path: Path) -> None:
    write(tmp_path, SITE)
    assert feedpub("build", cwd=tmp_path).status == 0
    made = [file.relative_to(tmp_path).as_posix() for file in tmp_path.glob("public/*")]
    given = sorted(name for name in made if re.search(HOOKS["feedpub-validate"]["files"], name))
    assert given == ["public/atom.xml", "public/feed.json", "public/rss.xml", "public/sitemap.xml"]
    assert run_hook("feedpub-validate", *given, cwd=tmp_path)[0] == 0
    write(tmp_path, {"public/rss.xml": "<rss"})
    assert run_hook("feedpub-validate", *given, cwd=tmp_path)[0] == 1


def of_container(instruction: str) -> list[list[str]]:
    return [shlex.split(line) for line in re.findall(rf"^{instruction} (.*)", CONTAINER, re.MULTILINE)]


def test_the_container_copies_all_that_a_wheel_is_built_from() -> None:
    copied = {name for words in of_container("COPY") if not words[0].startswith("--") for name in words[:-1]}
    assert all((ROOT / name).exists() for name in copied)
    assert {"pyproject.toml", "feedpub", PROJECT["readme"], *PROJECT["license-files"]} == copied


def test_the_container_installs_every_extra_for_users_and_runs_feedpub() -> None:
    (wheel, install) = of_container("RUN")
    users = {name for name, needs in PROJECT["optional-dependencies"].items() if needs} - {
        "dev",
        "docs",
        "fuzz",
        "stores",
        "look",
    }
    for words, source in ((wheel, "."), (install, "feedpub")):
        assert words[:3] == ["python", "-m", "pip"]
        name, _, extras = words[-1].partition("[")
        assert name == source
        assert set(extras.rstrip("]").split(",")) == users
    assert 'ENTRYPOINT ["feedpub"]' in CONTAINER
    (command,) = re.findall(r'^CMD \["(\w+)"\]$', CONTAINER, re.MULTILINE)
    assert command in names()


FROM_PYPI = re.compile(r"""(?:pip|pipx|tool) install (?:-\S+ )*['"]?feedpub(?![\w$-])(?:\[[\w,]+\])?(?! @)""")


def test_only_the_page_about_installing_speaks_of_pypi() -> None:
    """Until feedpub is there, pip would install what somebody else has put there under its name."""
    quoted = ROOT / "docs" / "reference" / "messages"  # what a feedpub that is installed says
    every = (ROOT / "README.md", *ROOT.glob("docs/**/*.md"), *FILES.iterdir())
    pages = [page for page in every if quoted not in page.parents]
    wrong = [page.name for page in pages if FROM_PYPI.search(page.read_text(encoding="utf-8"))]
    assert [name for name in wrong if name != "install.md"] == []


@pytest.mark.parametrize("line", ["pip install feedpub", "pip install 'feedpub[rst]'", "pip install -U feedpub"])
def test_a_line_that_asks_pypi_is_found(line: str) -> None:
    assert FROM_PYPI.search(line)


@pytest.mark.parametrize("line", ["pip install 'feedpub @ git+https://h/x'", "pip install ./feedpub-house"])
def test_a_line_that_asks_elsewhere_is_not(line: str) -> None:
    assert not FROM_PYPI.search(line)
