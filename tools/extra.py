"""Print what an extra of feedpub asks for, line by line, for `make lock`: `python -m tools.extra docs`."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def run(name: str) -> None:
    """Print the requirements of the extra `name`. Raises KeyError when there is none."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    print("\n".join(project["optional-dependencies"][name]))


if __name__ == "__main__":
    run(*sys.argv[1:])
