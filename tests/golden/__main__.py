"""Writes anew what the sites must give: `python -m tests.golden`. Read the difference before you commit it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from tests.golden.sites import FOLDER, NAMES, built


def main() -> None:
    """Replace the `public` folder of every site by what a build gives now."""
    with tempfile.TemporaryDirectory() as scratch:
        for name in NAMES:
            files = built(name, Path(scratch))
            public = FOLDER / name / "public"
            shutil.rmtree(public, ignore_errors=True)
            for path, data in files.items():
                (public / path).parent.mkdir(parents=True, exist_ok=True)
                (public / path).write_bytes(data)
            print(f"{name}: {len(files)} files")  # noqa: T201 - says what it did


if __name__ == "__main__":
    main()
