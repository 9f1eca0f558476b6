"""From what a user names to a snapshot, and from a snapshot to another format."""

from __future__ import annotations

from orgcheck.convert.columns import ColumnMap
from orgcheck.convert.format import Exported, Format, Given, Imported
from orgcheck.convert.formats import format_of, formats, readable, writable
from orgcheck.errors import InvalidSnapshot, NoSnapshot, OrgcheckError
from orgcheck.snapshot.model import Snapshot
from orgcheck.snapshot.sources import MOST_MIB, SourceError, content_of


def import_source(
    source: str,
    *,
    format: str | None = None,
    map: ColumnMap | None = None,
    most_mib: int | None = None,
) -> Imported:
    """The snapshot that a file in another format holds.

    Raises
    ------
    InvalidSnapshot
        Where it cannot be read, or no structure can be told.
    OrgcheckError
        Where its format is not known.
    """
    try:
        content = content_of(source, most_mib=most_mib or MOST_MIB)
    except SourceError as error:
        kind = InvalidSnapshot if error.unreadable else NoSnapshot
        raise kind(error.problems) from None
    found = _chosen(format) if format else format_of(source, content.data)
    if found is None or found.read is None:
        fix = f"name its format with --format: {', '.join(readable())}"
        raise OrgcheckError(f"the format of {source} cannot be told", fix)
    return found.read(Given(content.name, content.label, content.data, map))


def export_snapshot(snapshot: Snapshot, format: str) -> Exported:
    """A snapshot in another format, and what that cannot hold.

    Raises
    ------
    OrgcheckError
        Where there is no such format to write.
    """
    write = _chosen(format).write
    if write is None:
        fix = f"name one of {', '.join(writable())}"
        raise OrgcheckError(f"{format} is read, and not written", fix)
    return write(snapshot)


def _chosen(name: str) -> Format:
    if name not in formats():
        fix = f"name one of {', '.join(formats())}"
        raise OrgcheckError(f'there is no format "{name}"', fix)
    return formats()[name]
