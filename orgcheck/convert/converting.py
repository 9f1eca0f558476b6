"""From what a user names to a snapshot, and from a snapshot to another format."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from orgcheck.collector import collector_paused
from orgcheck.convert.format import Exported, Format, Given, Imported
from orgcheck.convert.formats import (
    format_of,
    format_of_folder,
    formats,
    readable,
    templates,
    writable,
)
from orgcheck.errors import Diagnostic, InvalidSnapshot, NoSnapshot, OrgcheckError
from orgcheck.findings import Finding, Severity
from orgcheck.language import said
from orgcheck.records import dataclass, replace
from orgcheck.snapshot.model import Snapshot
from orgcheck.snapshot.reading import Reading
from orgcheck.snapshot.sources import (
    MOST_MIB,
    SUFFIXES,
    SourceError,
    content_below,
    content_of,
    names_below,
)
from orgcheck.snapshot.text import OriginPlaces, SourceText

if TYPE_CHECKING:
    from orgcheck.changes.changeset import ChangeSet
    from orgcheck.convert.columns import ColumnMap

_OTHER_WORKBOOKS = frozenset((".xls", ".xlsb", ".ods", ".fods", ".numbers"))
# So much of a text says in which format it is.
_BEGINNING = 100_000


@dataclass(frozen=True)
class ImportOptions:
    """How a source is imported: in which format, by which map, how large, and with whom."""

    format: str | None = None
    map: ColumnMap | None = None
    most_mib: int | None = None
    with_people: bool = False


def import_source(source: str, options: ImportOptions) -> Imported:
    """The snapshot that a file in another format holds.

    Raises
    ------
    InvalidSnapshot
        Where it cannot be read, or no structure can be told.
    OrgcheckError
        Where its format is not known.
    """
    most, format = options.most_mib or MOST_MIB, options.format
    try:
        names = names_below(source)
        if names is not None:
            found = _chosen(format) if format else format_of_folder(names)
            if found is None:
                message = said("{file} is a folder of no format that is known", file=source)
                raise InvalidSnapshot([Diagnostic(None, message, said("name a file"))])
            chosen = [one for one in names if PurePath(one).suffix in found.endings]
            content = content_below(source, chosen, most_mib=most)
        else:
            content = content_of(source, most_mib=most)
            found = _chosen(format) if format else format_of(source, content.data)
    except SourceError as error:
        kind = InvalidSnapshot if error.unreadable else NoSnapshot
        raise kind(error.problems) from None
    if found is None or found.read is None:
        if PurePath(source).suffix.lower() in _OTHER_WORKBOOKS:
            fix = said("save it as .xlsx or .csv, and import that")
            raise OrgcheckError(
                said("{file} is a workbook in a format that is not read", file=source), fix
            )
        fix = said("name its format with --format: {names}", names=", ".join(readable()))
        raise OrgcheckError(said("the format of {file} cannot be told", file=source), fix)
    if found.is_folder != (names is not None):
        raise _of_the_other_kind(found, source)
    given = Given(
        content.name,
        content.label,
        content.data,
        options.map,
        content.files,
        options.with_people,
    )
    with collector_paused():
        return found.read(given)


def _of_the_other_kind(found: Format, source: str) -> OrgcheckError:
    """What is said of a file where a folder is read, and of a folder where a file is."""
    if found.is_folder:
        message = said("{format} is a folder, and {file} is none", format=found.name, file=source)
        return OrgcheckError(message, said("name a folder"))
    message = said("{format} is a file, and {file} is none", format=found.name, file=source)
    return OrgcheckError(message, said("name a file"))


def reading_of(imported: Imported) -> Reading:
    """What was imported, as what is read of a text: its defects are findings about its form."""
    findings = tuple(
        Finding(
            rule="ORG002",
            severity=Severity.ERROR,
            message=remark.message,
            location=remark.location,
            fix=remark.fix,
            value=str(remark),
        )
        for remark in imported.defects
    )
    return Reading(
        imported.snapshot,
        OriginPlaces(),
        findings,
        imported.incomplete,
        imported.unread,
        scope=imported.scope,
    )


def names_other_format(name: str) -> bool:
    """Whether the name of a file, or the files of a folder, say that it is in another format."""
    if format_of(name) is not None:
        return not Path(name).is_dir()
    may_be_folder = Path(name).is_dir() or (":" in name and not PurePath(name).suffix)
    names = names_below(name) if may_be_folder else None
    return (
        names is not None
        and not any(PurePath(one).suffix in SUFFIXES for one in names)
        and format_of_folder(names) is not None
    )


def read_as_other_format(text: SourceText, label: str) -> Reading | None:
    """What a text of YAML or JSON says in another format; None where it is in none."""
    data = text.text[:_BEGINNING].encode()
    found = format_of(text.name, data)
    if found is None or found.read is None or found.recognises is None:
        return None
    return reading_of(found.read(Given(text.name, label, text.text.encode())))


def export_snapshot(
    snapshot: Snapshot, format: str, ending: str | None = None, *, with_people: bool = False
) -> Exported:
    """A snapshot in another format, for a file with an ending, and what that cannot hold.

    Who belongs to what is left out, unless it is asked for.

    Raises
    ------
    OrgcheckError
        Where there is no such format to write.
    """
    found = _chosen(format)
    write = found.write_as.get(ending or "", found.write)
    if write is None:
        fix = said("name one of {names}", names=", ".join(writable()))
        raise OrgcheckError(said("{format} is read, and not written", format=format), fix)
    from orgcheck.convert.people import without_people

    kept, left_out = (snapshot, ()) if with_people else without_people(snapshot)
    exported = write(kept)
    return replace(exported, not_written=(*exported.not_written, *left_out))


def export_template(format: str, snapshot: Snapshot | None = None) -> Exported:
    """An empty file to fill in, with the words of a snapshot where one is given.

    Raises
    ------
    OrgcheckError
        Where the format has none.
    """
    template = _chosen(format).template
    if template is None:
        raise OrgcheckError(
            said("{format} has no template", format=format),
            said("name one of {names}", names=", ".join(templates())),
        )
    return template(snapshot)


def export_changes(changes: ChangeSet, format: str, ending: str | None = None) -> Exported:
    """A change set in another format, for a file with an ending, and what that cannot hold.

    Raises
    ------
    OrgcheckError
        Where there is no such format to write change sets in.
    """
    writers = _chosen(format).write_changes
    if not writers:
        known = ", ".join(name for name, one in formats().items() if one.write_changes)
        raise OrgcheckError(
            said("{format} holds snapshots, not change sets", format=format),
            said("name one of {names}", names=known),
        )
    return (writers.get(ending or "") or next(iter(writers.values())))(changes)


def _chosen(name: str) -> Format:
    if name not in formats():
        fix = said("name one of {names}", names=", ".join(formats()))
        raise OrgcheckError(said('there is no format "{name}"', name=name), fix)
    return formats()[name]
