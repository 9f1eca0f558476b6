"""What a format is that snapshots are made of, or written in; and what came of either."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from orgcheck.findings import Fault, Location, Origin
from orgcheck.language import spoken
from orgcheck.records import dataclass

if TYPE_CHECKING:
    from orgcheck.changes.changeset import ChangeSet
    from orgcheck.convert.columns import ColumnMap
    from orgcheck.snapshot.model import Snapshot
    from orgcheck.snapshot.scope import Scope

Place = Location | Origin | str


@dataclass(frozen=True, slots=True)
class Remark:
    """What there is to say of a place of what was imported.

    `place` is a line, a cell or, of the whole, a name. It is written as readers of the format
    write it: `units!C17` in a workbook. A defect is what somebody has to mend; another remark says
    what was read how, or left out.

    Examples
    --------
    >>> place = Origin("hr.xlsx", cell="units!C17")
    >>> print(Remark(place, 'parent "2100 Trade" is a name; 2100 meant?'))
    units!C17: parent "2100 Trade" is a name; 2100 meant?
    """

    place: Place
    message: str
    fix: str | None = None
    is_defect: bool = True

    def __str__(self) -> str:
        return f"{self._where}: {self.message}"

    @property
    def words(self) -> str:
        """The same in the language that is spoken."""
        return f"{self._where}: {spoken(self.message)}"

    @property
    def _where(self) -> str:
        cell = self.place.cell if isinstance(self.place, Origin) else None
        return cell if cell is not None and "!" in cell else str(self.place)

    @property
    def location(self) -> Location | None:
        """The place as one in a text; None where it is not that of a line or a cell."""
        if isinstance(self.place, Origin):
            return self.place.location
        return self.place if isinstance(self.place, Location) else None


@dataclass(frozen=True)
class Given:
    """What is to be imported: its name, the label of the version, the bytes, and a map of it.

    Of a folder there are the bytes of each of its `files`, by their names, in order. `with_people`
    says that who belongs to what is read, where the format has that.
    """

    name: str
    label: str
    data: bytes
    map: ColumnMap | None = None
    files: tuple[tuple[str, bytes], ...] = ()
    with_people: bool = False


@dataclass(frozen=True)
class Imported:
    """A snapshot made of another format.

    Parameters
    ----------
    snapshot
        What could be used; each unit, post and body has its `origin`.
    remarks
        What is wrong there, and what was left out, in the order of the source.
    map
        How columns were read and which ids were made, for the next import; None where the format
        has ids of its own.
    scope
        What the source has a place for; None where that is all that a snapshot can say.
    incomplete, unread
        Whether some part could not be used at all, and values that could not.

    Examples
    --------
    >>> import orgcheck
    >>> imported = orgcheck.import_snapshot("tests/data/import/virasto.csv")
    >>> len(imported.snapshot.units), len(imported.defects)
    (5, 4)
    >>> print(imported.snapshot.units[3].origin)
    tests/data/import/virasto.csv!A7
    """

    snapshot: Snapshot
    remarks: tuple[Remark, ...] = ()
    map: ColumnMap | None = None
    scope: Scope | None = None
    incomplete: bool = False
    unread: frozenset[Fault] = frozenset()

    @property
    def defects(self) -> tuple[Remark, ...]:
        """The remarks that somebody has to mend."""
        return tuple(remark for remark in self.remarks if remark.is_defect)


@dataclass(frozen=True)
class Exported:
    """A snapshot written in another format, and what that cannot hold: `3 links`, `12 figures`.

    Examples
    --------
    >>> import orgcheck
    >>> exported = orgcheck.export_snapshot("snapshots/2024.yaml", "csv")
    >>> exported.content[:22], exported.not_written
    ('entity,organisation.en', ())
    """

    content: str | bytes
    not_written: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format of others.

    Parameters
    ----------
    name
        What `--format` calls it.
    what
        What it is, for the documentation.
    endings
        The endings of files that are in this format.
    read, write
        Make a snapshot of it, write one in it; None where it goes one way only. They import what
        they need when they are called: the formats are listed wherever a command offers them.
    write_as
        Write one in files with these endings otherwise than in others.
    write_changes
        Write a change set, by the ending of the file; the first where none is named.
    template
        Write an empty file to fill in, with the words of a snapshot where one is given.
    recognises
        Whether the content of a file with such an ending is in this format, where others share it.
    is_folder
        Whether it is a folder of files with such endings.
    """

    name: str
    what: str
    endings: tuple[str, ...] = ()
    read: Callable[[Given], Imported] | None = None
    write: Callable[[Snapshot], Exported] | None = None
    write_as: Mapping[str, Callable[[Snapshot], Exported]] = field(default_factory=dict)
    write_changes: Mapping[str, Callable[[ChangeSet], Exported]] = field(default_factory=dict)
    template: Callable[[Snapshot | None], Exported] | None = None
    recognises: Callable[[bytes], bool] | None = None
    is_folder: bool = False
