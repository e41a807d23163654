"""Runs the shell lines of a workflow of GitHub Actions on this machine, with our own action in place.

Actions of others are noted and left out. Programs that fetch, install or generate are stand-ins on PATH; feedpub is
not. Of expressions it knows `a.b`, and in `if:` comparisons joined by `&&`; any other fails the test.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from tests.running import EPOCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[2]
FILES = ROOT / "docs" / "how-to" / "ci"
ACTION = ".github/actions/feedpub"
OURS = f"OWNER/feedpub/{ACTION}@main"
BASH = ["/usr/bin/env", "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]
"""As `shell: bash` of GitHub Actions runs it."""
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
_COMPARISON = re.compile(r"([\w.-]+)\s*([!=]=)\s*(?:'([^']*)'|([\w.]+))")

GENERATES = 'cp -R "$PUBLISHED/." "$OUTPUT"'
NOTES = 'printf "%s\\n" "${0##*/} $*" >> "$NOTED"'
PYTHON = f"""\
{NOTES}
if [ "$1 $2" = "-m venv" ]; then
  mkdir -p "$3/bin" && cp "$0" "$3/bin/python"
  printf '#!/usr/bin/env bash\\nexec "%s" -m feedpub "$@"\\n' "$REAL_PYTHON" > "$3/bin/feedpub"
  chmod +x "$3/bin/feedpub"
fi"""
GH = f"""\
{NOTES}
for argument in "$@"; do
  case "$argument" in body=@*) cat "${{argument#body=@}}" > "$COMMENT";; --jq) echo "$KNOWN";; esac
done"""
STAND_INS = {
    **dict.fromkeys(("hugo", "zola", "pelican", "bundle", "npx"), f"{NOTES}\n{GENERATES}"),
    **dict.fromkeys(("curl", "sudo", "npm"), NOTES),
    "python": PYTHON,
    "gh": GH,
}


def read(file: Path) -> Any:  # noqa: ANN401 - a document of YAML
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def steps(document: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - a document of YAML
    """Return the steps of a workflow or of a composite action, in order."""
    if "runs" in document:
        yield from document["runs"]["steps"]
    for job in document.get("jobs", {}).values():
        yield from job["steps"]


@dataclass
class Run:
    """A run of a workflow; `site` is the checkout. Of the event `github` knows what GitHub says of it."""

    site: Path
    temp: Path
    github: Mapping[str, str]
    secrets: Mapping[str, str] = field(default_factory=dict)
    environ: Mapping[str, str] = field(default_factory=dict)
    steps: dict[str, str] = field(default_factory=dict)
    used: list[str] = field(default_factory=list)
    """Actions of others."""
    failed: list[str] = field(default_factory=list)
    """What failed steps said on standard error."""
    log: str = ""

    def __post_init__(self) -> None:
        (self.temp / "bin").mkdir(parents=True)
        for name, script in STAND_INS.items():
            file = self.temp / "bin" / name
            file.write_text(f"#!/usr/bin/env bash\nset -e\n{script}\n", encoding="utf-8")
            file.chmod(0o755)

    @property
    def noted(self) -> list[str]:
        """What the stand-ins were called with."""
        file = self.temp / "noted"
        return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []

    def text(self, name: str) -> str:
        """Return what was written into a file of the runner: `summary`, `comment`."""
        file = self.temp / name
        return file.read_text(encoding="utf-8") if file.is_file() else ""

    def job(self, job: Mapping[str, Any]) -> None:
        """Run a job until a step fails."""
        for step in job["steps"]:
            if not self._step(step, {}):
                return

    def _step(self, step: Mapping[str, Any], inputs: Mapping[str, str]) -> bool:
        if "if" in step and not self._holds(step["if"], inputs):
            return True
        if step.get("uses") == OURS:
            return self._our_action({key: self._filled(value, inputs) for key, value in step["with"].items()})
        if "uses" in step:
            self.used.append(step["uses"])
            return True
        succeeded = self._shell(step, inputs)
        if "id" in step:
            self.steps[f"steps.{step['id']}.outcome"] = "success" if succeeded else "failure"
        return succeeded or bool(step.get("continue-on-error"))

    def _our_action(self, given: Mapping[str, str]) -> bool:
        action = read(ROOT / ACTION / "action.yml")
        assert given.keys() <= action["inputs"].keys()
        default = {key: self._filled(one["default"], {}) for key, one in action["inputs"].items()}
        inputs = {f"inputs.{key}": value for key, value in {**default, **given}.items()}
        return all(self._step(step, inputs) for step in action["runs"]["steps"])

    def _shell(self, step: Mapping[str, Any], inputs: Mapping[str, str]) -> bool:
        own = {key: self._filled(value, inputs) for key, value in step.get("env", {}).items()}
        output = self.temp / "output"
        output.unlink(missing_ok=True)
        ended = subprocess.run(  # noqa: S603 - what our own documentation says
            [*BASH, step["run"]],
            cwd=self.site,
            env={
                "PATH": f"{self.temp / 'bin'}{os.pathsep}/usr/local/bin{os.pathsep}/usr/bin{os.pathsep}/bin",
                "PYTHONPATH": str(ROOT),
                "REAL_PYTHON": sys.executable,
                "SOURCE_DATE_EPOCH": EPOCH,
                "CI": "true",
                "HOME": str(self.temp),
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_ACTION_PATH": str(ROOT / ACTION),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_REPOSITORY": self.github["github.repository"],
                "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
                "NOTED": str(self.temp / "noted"),
                "COMMENT": str(self.temp / "comment"),
                **self.environ,
                **own,
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=60,
        )
        self.log += ended.stdout.decode() + ended.stderr.decode()
        if ended.returncode:
            self.failed.append(ended.stderr.decode())
        if output.is_file():
            for line in output.read_text(encoding="utf-8").splitlines():
                name, _, value = line.partition("=")
                self.steps[f"steps.{step['id']}.outputs.{name}"] = value
        return not ended.returncode

    def _holds(self, condition: str, inputs: Mapping[str, str]) -> bool:
        return all(self._compared(part.strip(), inputs) for part in condition.split("&&"))

    def _compared(self, condition: str, inputs: Mapping[str, str]) -> bool:
        found = _COMPARISON.fullmatch(condition)
        assert found, f"{condition} is none that the tests understand"
        name, sign, text, other = found.groups()
        value = self._value(other, inputs) if other else text
        return (self._value(name, inputs) == value) == (sign == "==")

    def _filled(self, value: object, inputs: Mapping[str, str]) -> str:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        return _EXPRESSION.sub(lambda found: self._value(found[1], inputs), text)

    def _value(self, name: str, inputs: Mapping[str, str]) -> str:
        python = {"steps.python.outputs.python-path": str(self.temp / "bin" / "python"), "github.token": "a token"}
        known = {**python, **self.github, **self.steps, **inputs}
        if name.startswith("steps.") and name.endswith(".outcome"):
            return known.get(name, "skipped")
        if name.startswith(("secrets.", "github.event.")):
            return {**known, **self.secrets}.get(name, "")  # GitHub has nothing there
        return known[name]
