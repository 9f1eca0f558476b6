"""From what the command line names to organisations, with the exit statuses that belong to it."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from orgcheck.cli.failure import UNREADABLE, USAGE, Failure

if TYPE_CHECKING:
    from orgcheck.findings import Finding
    from orgcheck.organisation import Organisation
    from orgcheck.snapshot.reader import Unreadable


# Whatever was read lives as long as the process, which ends without taking it apart: one by one,
# giving back millions of values takes longer than checking them.
_READ: list[Organisation] = []


def read_organisation(
    argument: str, most_mib: int | None = None, like: Organisation | None = None
) -> Organisation:
    """The organisation that a file, a folder, `-` or REV:path describes.

    What it has in common with another version, `like`, is shared with that.

    Raises
    ------
    Unreadable
        Where nothing of the text can be used (ORG001).
    Failure
        Where the argument names nothing, or nothing that can be read as one snapshot.
    """
    from orgcheck.organisation import Organisation
    from orgcheck.snapshot.loading import SeveralSnapshots, load
    from orgcheck.snapshot.sources import MOST_MIB, SourceError, texts_of

    try:
        given = texts_of(argument, most_mib=most_mib or MOST_MIB)
        reading = load(given.texts, given.label, like.places if like else None)
        organisation = Organisation.of(reading, like)
    except SourceError as error:
        raise Failure(
            error.message, error.fix, status=UNREADABLE if error.unreadable else USAGE
        ) from None
    except SeveralSnapshots as several:
        raise _refused_folder(argument, several.names) from None
    _READ.append(organisation)
    return organisation


def needed_organisation(
    argument: str, most_mib: int | None = None, like: Organisation | None = None
) -> Organisation:
    """The organisation of a snapshot that the command cannot do without.

    What it has in common with another version, `like`, is shared with that.

    Raises
    ------
    Failure
        Where it cannot be read: with status 3, since no answer would be true.
    """
    from orgcheck.snapshot.reader import Unreadable

    try:
        return read_organisation(argument, most_mib, like)
    except Unreadable as unreadable:
        raise Failure.of_problems(unreadable.problems, status=UNREADABLE) from None


def unreadable_findings(unreadable: Unreadable) -> tuple[Finding, ...]:
    """What keeps a text from being a snapshot, as findings: nothing else of it is checked."""
    from orgcheck.findings import Finding, Severity

    return tuple(
        Finding(
            rule="ORG001",
            severity=Severity.ERROR,
            message=problem.message,
            location=problem.location,
            fix=problem.fix,
            about=problem.location.file if problem.location else None,
            value=problem.message,
        )
        for problem in unreadable.problems
    )


def unknown_member(organisation: Organisation, id: str) -> Failure:
    """The failure of asking for what a snapshot does not have, with the nearest that it has."""
    named = organisation.offers().named(id)
    if named and (len(named) > 1 or organisation.offers().meant(id) in named):
        return Failure(f'"{id}" is a name, not an id', f"write {' or '.join(named[:5])}")
    near = organisation.offers().meant(id)
    return Failure(
        f'there is no unit, post or body "{id}"' + (f'; did you mean "{near}"?' if near else ""),
        "`orgcheck show SNAPSHOT` lists the ids",
    )


def refuse_second_stdin(arguments: Sequence[str]) -> None:
    """Standard input can be read once."""
    if list(arguments).count("-") > 1:
        raise Failure("standard input, `-`, is named twice and can be read once")


def _refused_folder(argument: str, names: Sequence[str]) -> Failure:
    shown = " ".join(shlex.quote(name) for name in names[:3]) + (" ..." if len(names) > 3 else "")
    return Failure(
        f"{argument} holds {len(names)} snapshots, not the parts of one: "
        "each of them names its organisation and has units",
        f"name them as files: `orgcheck validate {shown}`, "
        f"or compare two: `orgcheck diff {' '.join(shlex.quote(name) for name in names[:2])}`",
    )
