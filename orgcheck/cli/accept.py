"""`orgcheck diff --accept`: possible matches that are right, written into the newer snapshot.

Where that is generated, they are written into the file of successions beside it.
"""

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
from orgcheck.language import said, tr, tr_n
from orgcheck.records import dataclass, replace
from orgcheck.reports.formats.text.lines import written

if TYPE_CHECKING:
    from orgcheck.changes.acceptance import Entry
    from orgcheck.changes.changeset import ChangeSet
    from orgcheck.organisation import Organisation
    from orgcheck.policy.choice import Asked
    from orgcheck.snapshot.text import Document, SourceText
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
                said("--accept writes no report, and needs what is inferred"),
                said(
                    "leave out --format, --output, --report, --exit-code and --no-inference; "
                    "the next diff reports"
                ),
            )
        _refuse_elsewhere(new)

    def asking(self, asked: Asked) -> Asked:
        """What is asked, without the files of successions that are written here first."""
        there = tuple(name for name in asked.successions if Path(name).exists())
        return replace(asked, successions=there) if self.pairs else asked

    def _refuse_alone(self) -> None:
        """Stop where an option that says how to accept stands without what to accept."""
        given = {"--by": self.by is not None, "--yes": self.yes, "--force": self.force}
        for option, there in given.items():
            if there:
                raise OrgcheckError(
                    said("{option} is for --accept", option=option),
                    said("add `--accept OLD_ID=NEW_ID`"),
                )


def _refuse_elsewhere(new: str) -> None:
    """Stop where the newer snapshot cannot be written to."""
    from orgcheck.policy.reading import is_in_other_format
    from orgcheck.snapshot.view import revision_of

    if is_in_other_format(new):
        return
    if new == "-" or revision_of(new) is not None or (os.path.exists(new) and not _is_kept(new)):  # noqa: PTH110
        raise OrgcheckError(
            said(
                "--accept writes into the newer snapshot, and {file} is no file of the working "
                "tree",
                file=new,
            ),
            said("name the file or the folder itself"),
        )


def _is_kept(name: str) -> bool:
    return Path(name).is_dir() or Path(name).is_file()


def successions(new: str, asked: Asked) -> str | None:
    """The file of successions that is written to: the first that is named, or configured."""
    from orgcheck.policy.policy import Policies

    if asked.successions:
        return asked.successions[0]
    return next(iter(Policies(asked).of(new).succession_files), None)


def accept(
    acceptance: Acceptance, changes: ChangeSet, new: Organisation, side_file: str | None
) -> int:
    """Show what will be written, ask, and write it; the exit status."""
    from orgcheck.changes.side_file import is_generated

    entries = _entries(acceptance, changes)
    if not entries:
        print_result(tr("no possible match: nothing to write") + "\n")
        return 0
    status = new.snapshot.status
    if status in _DECIDED and not acceptance.force:
        raise OrgcheckError(
            said(
                "{file} is {status}: what was decided is not amended unasked",
                file=changes.new.source,
                status=status,
            ),
            said("add --force if the decision did mean the same unit"),
        )
    generated = [entry for entry in entries if is_generated(new.member(entry.unit))]
    files = list(_files([entry for entry in entries if entry not in generated], new))
    beside = _beside(generated, side_file) if generated else None
    print_result(written(_shown(files)))
    if beside is not None:
        print_result(written(f"{beside.name}: {_on_one_line(entry)}" for entry in generated))
    if not acceptance.yes:
        if not is_terminal(sys.stdin):
            raise OrgcheckError(
                said("nothing was written: there is no terminal to ask on"), said("add --yes")
            )
        if not click.confirm(
            tr_n("Write {number} entry?", "Write {number} entries?", len(entries)), err=True
        ):
            say(tr("nothing was written"))
            return 1
    for file, data in [(d.source.name, _bytes(d, amended)) for d, amended in files]:
        deliver(data, file)
    if beside is not None:
        deliver(beside.text, beside.name)
    print_result(tr_n("{number} entry written", "{number} entries written", len(entries)) + "\n")
    return 0


def _beside(entries: Sequence[Entry], file: str | None) -> SourceText:
    """The file of successions with some entries more."""
    from orgcheck.changes.side_file import with_records
    from orgcheck.snapshot.sources import texts_of
    from orgcheck.snapshot.text import SourceText as Text

    if file is None:
        raise OrgcheckError(
            said("--accept: the newer snapshot is generated, and what is written there is lost"),
            said("name a file beside it: --successions succession.yaml"),
        )
    kept = texts_of(file).texts[0] if Path(file).exists() else Text(file, "")
    return with_records(kept, [_record(entry) for entry in entries])


def _record(entry: Entry) -> dict[str, str]:
    """An entry as a file of successions has it."""
    said = entry.values
    return {"new": entry.unit, entry.field: said.pop("id"), **said}


def _on_one_line(entry: Entry) -> str:
    """An entry on one line."""
    from orgcheck.snapshot.writing import on_one_line

    return on_one_line(_record(entry))


def _entries(acceptance: Acceptance, changes: ChangeSet) -> tuple[Entry, ...]:
    from orgcheck.changes.acceptance import NotPossible, accepted_matches, entries_for

    try:
        matches = accepted_matches(acceptance.pairs, changes.possible_matches)
    except NotPossible as wrong:
        message = said("--accept: {pair} is no possible match", pair=wrong.pair)
        if wrong.near:
            message = said(
                "--accept: {pair} is no possible match; did you mean {near}?",
                pair=wrong.pair,
                near=wrong.near,
            )
        fix = said("`orgcheck diff OLD NEW --verbose` lists them")
        if not changes.possible_matches:
            fix = said("nothing that is not applied already looks like the same unit here")
        raise OrgcheckError(message, fix) from None
    day = acceptance.as_of or datetime.now().astimezone().date()
    entries = entries_for(matches, day, acceptance.by)
    for entry in entries:
        _refuse_misfit(entry)
    return entries


def _refuse_misfit(entry: Entry) -> None:
    """Stop where an older snapshot has an id that the format does not allow a newer to name."""
    from orgcheck.core import ValidationError
    from orgcheck.snapshot.model import Accepted

    try:
        Accepted.model_validate(entry.values)
    except ValidationError:
        raise OrgcheckError(
            said('--accept: "{id}" is not an id that an entry can name', id=entry.id),
            said("mend the id in the older snapshot"),
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
                said(
                    "{place}: an entry cannot be added here without changing anything else",
                    place=where,
                ),
                said("write by hand: {text}", text=lines),
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
        raise OrgcheckError(
            said("{file} was changed meanwhile; nothing was written", file=name),
            said("run it again"),
        )
    return mark + amended.text.encode()
