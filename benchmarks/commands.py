"""The command lines that are measured."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.comparison import Program

# The reports that people wait for; text is what a command gives unasked.
REPORTS = {"text": (), "json": ("--format", "json"), "html": ("--format", "html")}


_SCRIPT = Path(sys.executable).with_name("orgcheck")
_ORGCHECK = (str(_SCRIPT),) if _SCRIPT.exists() else ("-m", "orgcheck")


def orgcheck(*arguments: str) -> Program:
    """The program as a person runs it."""
    return Program((sys.executable, *_ORGCHECK, *arguments))


def validate(snapshot: str, *options: str) -> Program:
    """`orgcheck validate`, whatever the settings of the folder."""
    return orgcheck("validate", snapshot, "--isolated", *options)


def history(*versions: str) -> Program:
    """`orgcheck history`, whatever the settings of the folder."""
    return orgcheck("history", *versions, "--isolated")


def history_of_record(file: Path, *, first: bool) -> Program:
    """`orgcheck history` of a file in git, as for the first time or with what a run has kept."""
    command = orgcheck("history", "--git", file.name, "--isolated").command
    within = ("-m", "benchmarks.in_repository", str(file.parent), "first" if first else "again")
    return Program((sys.executable, *within, *command))


def diff(old: str, new: str, *options: str) -> Program:
    """`orgcheck diff`, whatever the settings of the folder."""
    return orgcheck("diff", old, new, "--isolated", *options)


def merge(base: str, ours: str, theirs: str) -> Program:
    """`orgcheck merge` to standard output, whatever the settings of the folder."""
    return orgcheck("merge", base, ours, theirs, "--isolated")


def peer(name: str, *arguments: str, needs: str | None = None) -> Program:
    """A program of `benchmarks/peers`."""
    return Program((sys.executable, "-m", f"benchmarks.peers.{name}", *arguments), needs)
