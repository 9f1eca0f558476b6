"""Settings: `orgcheck.toml`, and the table in `pyproject.toml`."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

from fuzzing.outcome import REFUSED, Outcome, refused
from orgcheck.errors import Unreadable
from orgcheck.policy.configuration import OWN_FILE, SHARED_FILE, InvalidSettings, read
from orgcheck.records import dataclass
from orgcheck.snapshot.sources import decoded
from orgcheck.snapshot.view import View


@dataclass(frozen=True)
class _Given(View):
    """A view in which every file has the same content."""

    content: bytes = b""

    def data(self, path: Path, most: int) -> bytes:  # noqa: ARG002
        return self.content[: most + 1]

    def label(self, path: Path) -> str:
        return path.name


def run(data: bytes) -> Outcome:
    """Read settings from one of the two files that may hold them."""
    name = (OWN_FILE, SHARED_FILE)[zlib.crc32(data) % 2]
    try:
        configuration = read(Path(name), _Given(content=data))
    except InvalidSettings as error:
        try:
            text = decoded(name, data)
        except Unreadable:
            return Outcome(REFUSED)
        return refused(error.problems, [text])
    for path in configuration.paths((*(configuration.settings.rules or ()), "x")):
        os.fspath(path)
    return Outcome("read")
