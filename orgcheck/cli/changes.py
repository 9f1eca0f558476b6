"""Change sets that commands read: as files, from standard input, or as git has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgcheck.cli.failure import Failure

if TYPE_CHECKING:
    from orgcheck.changes.changeset import ChangeSet


def read_change_set(argument: str) -> ChangeSet:
    """The change set that an argument names.

    Raises
    ------
    Failure
        Where it names nothing, several files, or what is no change set; status 2.
    """
    from orgcheck.changes.reading import read_changes
    from orgcheck.snapshot.reader import Unreadable
    from orgcheck.snapshot.sources import SourceError, texts_of

    try:
        texts = texts_of(argument).texts
        if len(texts) != 1:
            raise Failure(f"{argument} is a folder, not a change set", "name one file")
        return read_changes(texts[0])
    except SourceError as error:
        raise Failure(error.message, error.fix) from None
    except Unreadable as unreadable:
        raise Failure.of_problems(unreadable.problems) from None
