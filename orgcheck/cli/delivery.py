"""Bringing a result to where it was asked for: standard output, or a file in one piece."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from orgcheck.cli.console import print_result
from orgcheck.cli.failure import Failure


def deliver(result: str | bytes, output: str | None) -> None:
    """Write a result to a file, or to standard output where none is named (or `-` is)."""
    if output is None or output == "-":
        print_result(result)
        return
    data = result.encode("utf-8", errors="backslashreplace") if isinstance(result, str) else result
    try:
        _write(Path(output), data)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise Failure(f"{output} cannot be written: {reason}") from None


def refuse_overwriting(outputs: Iterable[str | None], inputs: Iterable[str]) -> None:
    """Stop before a report replaces what it is about, or another report."""
    taken = {_real(name): f"{name} is read by this command" for name in inputs if name != "-"}
    for output in outputs:
        if output is None:
            continue
        if reason := taken.get(_real(output)):
            raise Failure(f"{output} cannot be written: {reason}", "name another file")
        taken[_real(output)] = "another report of this command goes there"


def _real(name: str) -> str:
    return name if name == "-" else os.path.realpath(name)


def _write(path: Path, data: bytes) -> None:
    """Replace a file in one step, so that nobody ever reads half a report.

    A link stays a link, an existing file keeps its mode, and what is no regular file (a pipe,
    a device) is written as it is.
    """
    target = Path(os.path.realpath(path))
    mode = target.stat().st_mode if target.exists() else None
    if mode is not None and not stat.S_ISREG(mode):
        with target.open("wb") as device:
            device.write(data)
        return
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(beside).chmod(stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        Path(beside).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
