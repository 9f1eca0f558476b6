"""`orgcheck diff --accept`: possible matches that are right, written into the newer snapshot."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgcheck.cli.console import is_terminal, print_result, say
from orgcheck.cli.delivery import deliver
from orgcheck.errors import OrgcheckError
from orgcheck.records import dataclass
from orgcheck.reports.formats.text.lines import written

if TYPE_CHECKING:
    from orgcheck.changes.acceptance import Entry
    from orgcheck.changes.changeset import ChangeSet
    from orgcheck.organisation import Organisation
    from orgcheck.snapshot.text import Document
    from orgcheck.snapshot.writing import Addition, Amended

# A snapshot that was decided is not told anything afterwards without saying so.
_DECIDED = ("approved", "in-force")
_BOM = b"\xef\xbb\xbf"
# A file may be a single line; more than this is not shown of one.
_WIDEST = 400


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """What the options say: which pairs, who accepts them and when, and whether to ask."""

    pairs: tuple[str, ...]
    by: str | None = None
    yes: bool = False
    force: bool = False
    as_of: date | None = None

    def refuse_misuse(self, new: str, *, beside: bool) -> None:
        """Stop before reading where the options cannot be meant together.

        `beside` says that options stand there with which nothing can be accepted.
        """
        if not self.pairs:
            self._refuse_alone()
            return
        if beside:
            raise OrgcheckError(
                "--accept writes no report, and needs what is inferred",
                "leave out --format, --output, --report, --exit-code and --no-inference; "
                "the next diff reports",
            )
        _refuse_elsewhere(new)

    def _refuse_alone(self) -> None:
        """Stop where an option that says how to accept stands without what to accept."""
        given = {"--by": self.by is not None, "--yes": self.yes, "--force": self.force}
        for option, there in given.items():
            if there:
                raise OrgcheckError(f"{option} is for --accept", "add `--accept OLD_ID=NEW_ID`")


def _refuse_elsewhere(new: str) -> None:
    """Stop where the newer snapshot cannot be written to."""
    from orgcheck.snapshot.view import revision_of

    if new == "-" or revision_of(new) is not None or (os.path.exists(new) and not _is_kept(new)):  # noqa: PTH110
        raise OrgcheckError(
            f"--accept writes into the newer snapshot, and {new} is no file of the working tree",
            "name the file or the folder itself",
        )


def _is_kept(name: str) -> bool:
    return Path(name).is_dir() or Path(name).is_file()


def accept(acceptance: Acceptance, changes: ChangeSet, new: Organisation) -> int:
    """Show what will be written, ask, and write it; the exit status."""
    entries = _entries(acceptance, changes)
    if not entries:
        print_result("no possible match: nothing to write\n")
        return 0
    status = new.snapshot.status
    if status in _DECIDED and not acceptance.force:
        raise OrgcheckError(
            f"{changes.new.source} is {status}: what was decided is not amended unasked",
            "add --force if the decision did mean the same unit",
        )
    files = list(_files(entries, new))
    print_result(written(_shown(files)))
    count = f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'}"
    if not acceptance.yes:
        if not is_terminal(sys.stdin):
            raise OrgcheckError("nothing was written: there is no terminal to ask on", "add --yes")
        if not click.confirm(f"Write {count}?", err=True):
            say("nothing was written")
            return 1
    for file, data in [(d.source.name, _bytes(d, amended)) for d, amended in files]:
        deliver(data, file)
    print_result(f"{count} written\n")
    return 0


def _entries(acceptance: Acceptance, changes: ChangeSet) -> tuple[Entry, ...]:
    from orgcheck.changes.acceptance import NotPossible, accepted_matches, entries_for

    try:
        matches = accepted_matches(acceptance.pairs, changes.possible_matches)
    except NotPossible as wrong:
        near = f"; did you mean {wrong.near}?" if wrong.near else ""
        fix = "`orgcheck diff OLD NEW --verbose` lists them"
        if not changes.possible_matches:
            fix = "nothing that is not applied already looks like the same unit here"
        raise OrgcheckError(f"--accept: {wrong.pair} is no possible match{near}", fix) from None
    day = acceptance.as_of or datetime.now().astimezone().date()
    entries = entries_for(matches, day, acceptance.by)
    for entry in entries:
        _refuse_misfit(entry)
    return entries


def _refuse_misfit(entry: Entry) -> None:
    """Stop where an older snapshot has an id that the format does not allow a newer to name."""
    from pydantic import ValidationError

    from orgcheck.snapshot.model import Accepted

    try:
        Accepted.model_validate(entry.values)
    except ValidationError:
        raise OrgcheckError(
            f'--accept: "{entry.id}" is not an id that an entry can name',
            "mend the id in the older snapshot",
        ) from None


def _files(entries: Sequence[Entry], new: Organisation) -> Iterator[tuple[Document, Amended]]:
    """Each file that an entry goes into, as it will be."""
    from orgcheck.snapshot.writing import Addition, NotAmendable, amended, on_one_line

    by_file: dict[str, tuple[Document, list[Addition]]] = {}
    for entry in entries:
        origin = new.places.origin(new.units[entry.unit])
        assert origin is not None, "what was read from a file has a place in it"
        document, node = origin
        _, additions = by_file.setdefault(document.source.name, (document, []))
        additions.append(Addition(node, entry.field, entry.values))
    for document, additions in by_file.values():
        try:
            yield document, amended(document, additions)
        except NotAmendable as error:
            lines = "; ".join(f"{a.field}: [{on_one_line(dict(a.entry))}]" for a in additions)
            where = error.location or document.source.name
            raise OrgcheckError(
                f"{where}: an entry cannot be added here without changing anything else",
                f"write by hand: {lines}",
            ) from None


def _shown(files: Sequence[tuple[Document, Amended]]) -> Iterator[str]:
    for document, amended in files:
        for number, line in amended.lines:
            words = line.strip()
            clipped = words if len(words) <= _WIDEST else f"{words[: _WIDEST - 1]}…"
            yield f"{document.source.name}:{number}: {clipped}"


def _bytes(document: Document, amended: Amended) -> bytes:
    """What the file will hold: as it was read, unless somebody else has written to it since."""
    name = document.source.name
    data = Path(name).read_bytes()
    mark = _BOM if data.startswith(_BOM) else b""
    if data[len(mark) :] != document.source.text.encode():
        raise OrgcheckError(f"{name} was changed meanwhile; nothing was written", "run it again")
    return mark + amended.text.encode()
