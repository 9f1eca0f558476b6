"""Bringing a result to where it was asked for: standard output, or a file in one piece."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from orgcheck.cli.console import ReaderGone, print_result
from orgcheck.errors import OrgcheckError, reason_of
from orgcheck.language import said

if TYPE_CHECKING:
    from orgcheck.snapshot.text import SourceText

# Where a system shows what a process has open, each under its number.
_OPEN_FILES = ("/dev/fd", "/proc/self/fd")
_BOM = "\ufeff"
# As many as systems follow.
_MOST_LINKS = 40


def deliver(result: str | bytes, output: str | None) -> None:
    """Write a result to a file, or to standard output where none is named (or `-` is)."""
    if output is None or output == "-":
        print_result(result)
        return
    try:
        data = result if isinstance(result, bytes) else result.encode("utf-8", "backslashreplace")
        _write(Path(output), data)
    except BrokenPipeError:
        raise ReaderGone from None
    except OSError as error:
        raise OrgcheckError(
            said("{file} cannot be written: {reason}", file=output, reason=reason_of(error))
        ) from None


def deliver_texts(texts: Sequence[SourceText], snapshot: str, output: str | None) -> None:
    """Write the files of a snapshot anew: to standard output, a file, or one by one to a folder."""
    from orgcheck.escaping import IN_DATA, without_commands

    if len(texts) > 1 or Path(snapshot).is_dir():
        if output is None or output == "-":
            raise OrgcheckError(
                said(
                    "{snapshot} is a folder, and its files cannot be written to one place",
                    snapshot=snapshot,
                ),
                said("name a folder with --output, such as {snapshot} itself", snapshot=snapshot),
            )
        _deliver_folder(texts, snapshot, output)
        return
    (text,) = texts
    if output is None or output == "-":
        deliver(without_commands(text.text, IN_DATA), output)
    else:
        deliver(_mark_of(snapshot) + text.text, output)


def _deliver_folder(texts: Iterable[SourceText], snapshot: str, output: str) -> None:
    folder = Path(output)
    if folder.exists() and not folder.is_dir():
        raise OrgcheckError(
            said("{file} is a file, and {snapshot} is a folder", file=output, snapshot=snapshot),
            said("name a folder"),
        )
    for text in texts:
        target = folder / os.path.relpath(text.name, snapshot)
        target.parent.mkdir(parents=True, exist_ok=True)
        words = _mark_of(text.name) + text.text
        # What does not change keeps its time too.
        if not (target.is_file() and target.read_bytes() == words.encode()):
            deliver(words, str(target))


def _mark_of(name: str) -> str:
    """The byte-order mark that a file begins with, which reading leaves out; empty without one."""
    try:
        with Path(name).open("rb") as file:
            return _BOM if file.read(3) == _BOM.encode() else ""
    except OSError:
        return ""


def refuse_second_stdin(arguments: Sequence[str]) -> None:
    """Standard input can be read once."""
    from orgcheck.snapshot.sources import without_day

    if [without_day(argument) for argument in arguments].count("-") > 1:
        raise OrgcheckError(said("standard input, `-`, is named twice and can be read once"))


def refuse_overwriting(outputs: Iterable[str | None], inputs: Iterable[str]) -> None:
    """Stop before a report replaces what it is about, or another report."""
    from orgcheck.snapshot.sources import without_day

    taken = {
        _real(name): said("{file} is read by this command", file=name)
        for name in map(without_day, inputs)
        if name != "-"
    }
    for output in outputs:
        if output is None:
            continue
        if not output:
            raise OrgcheckError(
                said("the name of the file to write is empty"),
                said("name a file with -o FILE, or `-` for standard output"),
            )
        if reason := taken.get(_real(output)):
            raise OrgcheckError(
                said("{file} cannot be written: {reason}", file=output, reason=reason),
                said("name another file"),
            )
        taken[_real(output)] = said("another report of this command goes there")


def _real(name: str) -> str:
    return name if name == "-" else os.path.realpath(name)


def _write(path: Path, data: bytes) -> None:
    """Replace a file in one step, so that nobody ever reads half a report.

    A link stays a link, an existing file keeps its mode, and what is no regular file (a pipe,
    a device) is written as it is.
    """
    # Here, as every command knows this module, and few write files.
    import tempfile

    opened = _descriptor(path)
    if opened is not None:
        _write_on(opened, data)
        return
    mode = _mode(path)
    if mode is not None and not stat.S_ISREG(mode):
        with path.open("wb") as device:
            device.write(data)
        return
    target = Path(os.path.realpath(path))
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=".orgcheck.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(beside).chmod(stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        Path(beside).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise


def _mode(path: Path) -> int | None:
    """What kind of file a name leads to and who may use it; None where there is none yet."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _descriptor(path: Path) -> int | None:
    """The number of what this process has open, where a name leads to it and to no file.

    So does `/dev/stdout`, and what the shell passes for `>(...)`: their links lead to a pipe that
    has no name, or to a file that others write to as well and that must not be replaced.
    """
    name = path.absolute()
    for _ in range(_MOST_LINKS):
        name = Path(os.path.realpath(name.parent), name.name)
        if str(name.parent) in (*_OPEN_FILES, f"/proc/{os.getpid()}/fd"):
            return int(name.name) if re.fullmatch("[0-9]{1,9}", name.name) else None
        if not name.is_symlink():
            return None
        name = name.parent / name.readlink()
    return None


def _write_on(number: int, data: bytes) -> None:
    """Write after whatever this process has written there."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not stream.closed:
            stream.flush()
    with os.fdopen(os.dup(number), "wb") as file:
        file.write(data)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
