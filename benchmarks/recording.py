"""A git repository in which one file was committed many times."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.processes import Command

FILE = "organisation.yaml"
_NAMED = re.compile(r"^( +name: )(.*)$", re.M)


def record(folder: Path, text: str, commits: int) -> Path:
    """Make a repository whose commits each give one more unit another name; say where its file is.

    Parameters
    ----------
    folder
        Where; it is made.
    text
        The file as the first commit has it.
    commits
        How many commits there are.
    """
    subprocess.run(("git", "init", "-q", "-b", "main", str(folder)), check=True)
    importing: Command = ("git", "fast-import", "--quiet")
    stream = b"".join(_commits(text, commits))
    subprocess.run(importing, cwd=folder, input=stream, check=True)
    subprocess.run(("git", "reset", "-q", "--hard"), cwd=folder, check=True)
    return folder / FILE


def _commits(text: str, number: int) -> Iterator[bytes]:
    """The commits, as `git fast-import` reads them."""
    begun = datetime(2020, 1, 1, tzinfo=UTC)
    # What stands before a name, the key, the name, and so on: all but one name stays word for word.
    pieces = _NAMED.split(text)
    names = range(2, len(pieces), 3)
    for commit in range(number):
        if commit:
            pieces[names[commit % len(names)]] = f"Name {commit}"
        file = "".join(pieces).encode()
        when = int((begun + timedelta(days=commit)).timestamp())
        author = f"Clerk <clerk@example.org> {when} +0000"
        yield (
            f"commit refs/heads/main\ncommitter {author}\ndata 6\nChange\n"
            f"M 644 inline {FILE}\ndata {len(file)}\n"
        ).encode()
        yield file + b"\n"
