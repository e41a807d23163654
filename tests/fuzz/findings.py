"""What was found, a file for each kind."""

from __future__ import annotations

import hashlib
import re
import traceback
from collections import Counter
from typing import TYPE_CHECKING

from tests.fuzz.targets import checked

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fuzz.targets import Target

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Findings:
    """Inputs of a target with whose answers something is wrong; of each kind the first is kept in `folder`."""

    def __init__(self, folder: Path, target: Target) -> None:
        self._folder = folder
        self._target = target
        self.kinds: Counter[str] = Counter()
        self.inputs = 0

    def look(self, data: bytes) -> None:
        """Look at the answer to an input, and keep the input if something is wrong."""
        self.inputs += 1
        problem = self._problem(data)
        if not problem:
            return
        kind = _NUMBER.sub("N", problem)[:100]
        self.kinds[kind] += 1
        if self.kinds[kind] == 1:
            name = f"{self._target.name}-{hashlib.sha256(data).hexdigest()[:12]}"
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / name).write_bytes(data)
            (self._folder / f"{name}.txt").write_text(f"{problem}\n", "utf-8", "replace")
            print(f"\nFOUND {self._target.name}: {self._folder / name}: {problem}", flush=True)

    def _problem(self, data: bytes) -> str:
        try:
            return checked(self._target, data)
        except Exception as error:  # noqa: BLE001 - that nothing escapes is what is being tested
            last = traceback.extract_tb(error.__traceback__)[-1]
            return f"{type(error).__name__} in {last.name}: {error}"
