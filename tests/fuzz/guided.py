"""`python -m tests.fuzz.guided TARGET SECONDS FOLDER SEED`: one target, guided by coverage (atheris, extra `fuzz`).

A finding is written to the folder and the search goes on; what never ends, or takes more than 2 GB, ends the search,
and its input lies in the folder, too.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["feedpub"]):
    pass

from tests.fuzz.findings import Findings
from tests.fuzz.targets import TARGETS, remove_sites
from tests.validate.mutations import TOKENS

_HANGS = 30
_MEMORY_MB = 2048
_LONGEST = 16_384


def main() -> None:
    """Search for so many seconds."""
    name, seconds, folder, seed = sys.argv[1:5]
    target = next(one for one in TARGETS if one.name == name)
    place = Path(folder)
    corpus = place / f"corpus-{name}"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(data)
    words = place / "words"
    words.write_text("".join(f'"{_written(token)}"\n' for token in TOKENS), "ascii")
    findings = Findings(place, target)
    options = [
        f"-max_total_time={seconds}", f"-timeout={_HANGS}", f"-rss_limit_mb={_MEMORY_MB}", f"-max_len={_LONGEST}",
        f"-dict={words}", f"-seed={seed}", f"-artifact_prefix={place}/{name}-", "-print_final_stats=1", str(corpus),
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options], findings.look)
    try:
        atheris.Fuzz()
    finally:
        remove_sites()


def _written(token: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in token)


if __name__ == "__main__":
    main()
