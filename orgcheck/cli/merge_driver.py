"""`orgcheck merge-driver`: what git calls for a snapshot that both sides of a merge changed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.cli.delivery import deliver
from orgcheck.snapshot.git import program

if TYPE_CHECKING:
    from collections.abc import Iterator

    from orgcheck.findings import Finding
    from orgcheck.merging.behind import Check
    from orgcheck.merging.merge import Merge
    from orgcheck.organisation import Organisation
    from orgcheck.snapshot.text import SourceText

_BOM = b"\xef\xbb\xbf"
# What a part of a folder cannot be asked: whether what it names, or holds, is in another file.
_ACROSS_FILES = frozenset(("ORG004", "ORG007", "ORG009", "ORG012", "ORG013"))
# What git says of a conflict by its exit status; beyond, it could not merge at all.
_MOST_CONFLICTS = 127


@click.command(
    cls=options.Command,
    epilog="""\b
Example, in .gitattributes and, once for each clone, in the settings of git:
  snapshots/*.yaml merge=orgcheck
  git config merge.orgcheck.name "organisations, by meaning"
  git config merge.orgcheck.driver "orgcheck merge-driver %O %A %B %L %P"

\b
What git runs then:
  orgcheck merge-driver .merge_base .merge_ours .merge_theirs 7 org.yaml

\b
Exit status:
  0  merged
  1  conflicts, marked in the file
""",
)
@click.argument("base", metavar="%O", type=options.A_FILE)
@click.argument("ours", metavar="%A", type=options.A_FILE)
@click.argument("theirs", metavar="%B", type=options.A_FILE)
@click.argument("size", metavar="%L")
@click.argument("path", metavar="%P")
def command(base: str, ours: str, theirs: str, size: str, path: str) -> int:
    """Merge one file for git: %A becomes the result.

    What cannot be read or merged by meaning goes through `git merge-file`, so that
    nothing of either side is lost. Only this file is seen: what holds across files,
    and what rules demand, is for `orgcheck validate` to tell after the merge.
    """
    from orgcheck.cli.console import say
    from orgcheck.merging.merge import Withdrawn

    try:
        return _merged(Path(base), Path(ours), Path(theirs), _number(size), path)
    except Exception as error:
        # Whatever happens, git gets what it would have without this driver.
        say(f"orgcheck: {path}: {_reason(error)}; merged line by line instead")
        status = _by_lines(Path(base), Path(ours), Path(theirs), _number(size))
        # Lines that merge do not say that both are to happen.
        return 1 if isinstance(error, Withdrawn) else status


def _number(size: str) -> int:
    from orgcheck.merging.marking import MARKER_SIZE

    return int(size) if size.isascii() and size.isdigit() and 0 < len(size) < 4 else MARKER_SIZE


def _reason(error: Exception) -> str:
    from orgcheck.errors import OrgcheckError

    if isinstance(error, OrgcheckError):
        return str(error.problems[0])
    return f"{type(error).__name__}"


def _merged(base: Path, ours: Path, theirs: Path, size: int, path: str) -> int:
    from orgcheck.cli.console import say
    from orgcheck.errors import OrgcheckError
    from orgcheck.language import naming_members
    from orgcheck.merging.marking import Labels, marked
    from orgcheck.merging.registers import merge_versions
    from orgcheck.merging.text import NotWritable
    from orgcheck.reports.formats.text.merge import report
    from orgcheck.reports.merging import MergeWords
    from orgcheck.snapshot.words import choice_of

    before = _organisation(base, f"base:{path}")
    one = _organisation(ours, path, before)
    other = _organisation(theirs, f"theirs:{path}", before)
    if one is None or other is None:
        raise _NoSnapshot("one side is empty")
    result = merge_versions(before or _without_members(one), one, other, _check_of(path))
    for finding in result.unheld:
        raise OrgcheckError(f"{finding.location}: {finding.message}")
    brought = result.brought if _is_whole(path) else ()
    if not result.conflicts and not brought:
        _write(ours, _with_comments_of_both((base, ours, theirs), result) or result.texts[0])
        say(*(f"orgcheck: {path}: {sentence}" for sentence in MergeWords(result).standing()))
        return 0
    with naming_members(choice_of([result.organisation.snapshot])):
        say(f"orgcheck: {path}", *report(result).splitlines())
    say(*_beside(path, added=before is None))
    try:
        _write(ours, marked(result, size, Labels())[0])
    except NotWritable as error:
        say(f"orgcheck: {path}: {error}; marked line by line instead")
        _by_lines(base, ours, theirs, size)
    return 1


def _beside(path: str, *, added: bool) -> Iterator[str]:
    """What the driver cannot see, where that may be why the two collide."""
    if added:
        yield "Both sides add this file: nothing tells what either changed. Against the one before:"
        yield f"  orgcheck merge BEFORE HEAD:{path} MERGE_HEAD:{path} --output {path}"
    if not _is_whole(path):
        yield "Only this file of the folder is seen: a unit that went to another file looks ended."


def _with_comments_of_both(files: tuple[Path, Path, Path], result: Merge) -> SourceText | None:
    """The merge by lines, where it is clean and says the same organisation.

    A merge by meaning carries no comment that theirs alone changes: lines do.
    """
    from orgcheck.errors import OrgcheckError
    from orgcheck.organisation import Organisation
    from orgcheck.snapshot.loading import load
    from orgcheck.snapshot.sources import decoded

    run = _lines_merged(*files)
    if run.returncode:
        return None
    wanted = result.organisation
    try:
        text = decoded(result.texts[0].name, run.stdout)
        found = Organisation.of(load([text], wanted.snapshot.label))
    except OrgcheckError:
        return None
    return text if _said(found) == _said(wanted) else None


def _said(organisation: Organisation) -> list[list[str]]:
    """All that a snapshot or register says, in whatever order, and how often it says it."""
    from orgcheck.changes.fields import spelled_field
    from orgcheck.changes.spelling import spelled
    from orgcheck.merging.rows import entry_data
    from orgcheck.merging.sides import header_values
    from orgcheck.snapshot.model import LISTS

    if organisation.slice is not None:
        register = organisation.slice.register
        entries = [
            [
                entry_data(one)
                for one in (register.header, *(entry for _, entry in register.entries()))
            ]
        ]
    else:
        snapshot = organisation.snapshot
        lists = (getattr(snapshot, name) for name in LISTS)
        entries = [[header_values(snapshot)], *([part.data() for part in parts] for parts in lists)]
    return [
        sorted(
            spelled(
                {
                    key: {"is": spelled_field(key, value), "items": _length(value)}
                    for key, value in values.items()
                }
            )
            for values in each
        )
        for each in entries
    ]


def _length(value: object) -> int:
    return len(value) if isinstance(value, list) else 0


class _NoSnapshot(Exception):
    """A file that holds nothing where a snapshot is needed."""


def _organisation(file: Path, name: str, like: Organisation | None = None) -> Organisation | None:
    """What a file says; None where it is empty: git has no common ancestor then."""
    from orgcheck.organisation import Organisation
    from orgcheck.snapshot.loading import load
    from orgcheck.snapshot.sources import decoded

    text = decoded(name, file.read_bytes())
    if not text.text.strip():
        return None
    reading = load([text], Path(name).stem, like.places if like else None)
    return Organisation.of(reading, like)


def _without_members(organisation: Organisation) -> Organisation:
    """What both sides began from where there was no file: the same organisation, and nothing."""
    from orgcheck.organisation import Organisation
    from orgcheck.snapshot.model import Snapshot

    return Organisation(Snapshot(organisation=organisation.snapshot.organisation))


def _check_of(path: str) -> Check:
    """What is found in the file alone: of references to other files nothing can be said."""
    from orgcheck.rules import integrity

    whole = _is_whole(path)

    def check(organisation: Organisation) -> list[Finding]:
        found = integrity.check(organisation)
        return found if whole else [one for one in found if one.rule not in _ACROSS_FILES]

    return check


def _is_whole(path: str) -> bool:
    """Whether a file is a snapshot of its own, and not one of the files of a folder."""
    from orgcheck.snapshot.recognition import Role, role_of

    here = Path(path)
    try:
        beside = [one for one in here.parent.iterdir() if one.suffix in (".yaml", ".yml", ".json")]
        roles = {role_of(one.read_text("utf-8", "replace")) for one in beside}
    except OSError:
        return True
    return Role.PART not in roles


def _write(file: Path, text: SourceText) -> None:
    """Write beside and rename, as a whole."""

    mark = _BOM if file.read_bytes().startswith(_BOM) else b""
    deliver(mark + text.text.encode(), os.fspath(file))


def _by_lines(base: Path, ours: Path, theirs: Path, size: int) -> int:
    """What git would have done."""

    # Without an ancestor that is text, both sides stand against each other in full.
    for ancestor in (base, Path(os.devnull)):
        run = _lines_merged(ancestor, ours, theirs, f"--marker-size={size}")
        if 0 <= run.returncode <= _MOST_CONFLICTS:
            deliver(run.stdout, os.fspath(ours))
            return 1 if run.returncode else 0
    return 1


def _lines_merged(
    base: Path, ours: Path, theirs: Path, *more: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [
            *(program(), "merge-file", "-p", *more),
            *("-L", "ours", "-L", "base", "-L", "theirs"),
            *("--", os.fspath(ours), os.fspath(base), os.fspath(theirs)),
        ],
        capture_output=True,
        check=False,
    )
