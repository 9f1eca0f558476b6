"""The same targets under atheris, which looks for inputs that reach new lines of orgcheck."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path


def fuzz(name: str, folders: Sequence[Path], arguments: Sequence[str]) -> None:
    """Run libFuzzer on one target until it fails or is stopped; `arguments` are its own."""
    import atheris  # type: ignore[import-untyped, import-not-found, unused-ignore]

    with atheris.instrument_imports(include=["orgcheck"], enable_loader_override=False):
        from fuzzing.seeds import seeds
        from fuzzing.targets import TARGETS

    corpus = Path(tempfile.mkdtemp(prefix=f"orgcheck-{name}-"))
    for number, data in enumerate(seeds(folders)[name]):
        (corpus / f"seed-{number}").write_bytes(data)
    target = TARGETS[name]

    def test_one_input(data: bytes) -> None:
        target(data)

    atheris.Setup([sys.argv[0], str(corpus), *arguments], test_one_input)
    atheris.Fuzz()
