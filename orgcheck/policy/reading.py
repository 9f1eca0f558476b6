"""From what a user names to organisations, one or several, and to change sets."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, TypeVar

from orgcheck import policy
from orgcheck.counting import in_a_row
from orgcheck.errors import (
    Diagnostic,
    FolderOfSnapshots,
    InvalidSnapshot,
    NoSnapshot,
    OrgcheckError,
    Unreadable,
    Unusable,
)
from orgcheck.findings import Finding, Severity
from orgcheck.language import said, said_later, tr
from orgcheck.numbers import json_of
from orgcheck.organisation import Organisation
from orgcheck.patterns import pattern
from orgcheck.snapshot.loading import NoRegister, SeveralSnapshots
from orgcheck.snapshot.loading import load as load_texts
from orgcheck.snapshot.reading import Reading
from orgcheck.snapshot.sources import (
    MOST_MIB,
    SUFFIXES,
    SourceError,
    name_and_day,
    texts_of,
    without_day,
)
from orgcheck.snapshot.text import SourceText

if TYPE_CHECKING:
    from orgcheck.changes.changeset import ChangeSet

# How a change set begins.
_CHANGE_SET = pattern(r'"schema"\s*:\s*"orgcheck\.changes/')
_BEGINNING = 1_000
# A snapshot names its organisation, most often in its first lines.
_NAMED = pattern(r"""^organisation[ \t]*:|^[{ \t]*"organisation"[ \t]*:""", re.M)
_LONG_BEGINNING = 100_000
Named = TypeVar("Named")
Made = TypeVar("Made")
# Told what is done next, in words.
Steps = Callable[[str], None]


def silently(_: str) -> None:
    """Tell nobody how far the work is."""


def read_organisation(
    argument: str,
    most_mib: int | None = None,
    like: Organisation | None = None,
    today: date | None = None,
) -> Organisation:
    """The organisation that a file, a folder, `-` or REV:path describes.

    Of a register it is what that says of the day behind an `@`, else of today. What it has in
    common with another version, `like`, is shared with that.

    Raises
    ------
    Unreadable
        Where nothing of the text can be used (ORG001).
    InvalidSnapshot
        Where the argument names nothing, or nothing that can be read as one snapshot.
    """

    def read() -> Reading:
        name, day = name_and_day(argument)
        return _read(name, most_mib or MOST_MIB, like, day, today)

    return organisation_of(argument, read, like)


def organisation_of(
    argument: str, read: Callable[[], Reading], like: Organisation | None = None
) -> Organisation:
    """The organisation that is read under a name.

    Raises
    ------
    Unreadable
        Where nothing of its text can be used (ORG001).
    InvalidSnapshot
        Where there is none, or it cannot be read as one snapshot.
    """
    try:
        organisation = Organisation.of(read(), like)
    except SourceError as error:
        kind = InvalidSnapshot if error.unreadable else NoSnapshot
        raise kind(error.problems) from None
    except SeveralSnapshots as several:
        raise NoSnapshot([_refused_folder(argument, several.names)]) from None
    except NoRegister:
        raise InvalidSnapshot([_without_time(argument)]) from None
    if policy.kept is not None:
        policy.kept.append(organisation)
    return organisation


def _read(
    argument: str,
    most_mib: int,
    like: Organisation | None,
    day: date | None,
    today: date | None,
) -> Reading:
    """What a snapshot says, or what is made of another format."""
    if is_in_other_format(argument):
        from orgcheck.convert.converting import ImportOptions, import_source, reading_of

        imported = import_source(argument, ImportOptions(most_mib=most_mib))
        return _timeless(reading_of(imported), argument, day)
    given = texts_of(argument, most_mib=most_mib)
    if len(given.texts) == 1 and not _NAMED.search(given.texts[0].text, 0, _LONG_BEGINNING):
        from orgcheck.convert.converting import read_as_other_format

        other = read_as_other_format(given.texts[0], given.label)
        if other is not None:
            return _timeless(other, argument, day)
    places = like.places if like else None
    return load_texts(given.texts, given.label, places, day=day, today=today)


def is_in_other_format(name: str) -> bool:
    """Whether a name says that it is in another format; those of YAML and JSON say nothing."""
    if PurePath(name).suffix.lower() in SUFFIXES or name == "-":
        return False
    from orgcheck.convert.converting import names_other_format

    return names_other_format(name)


def _timeless(reading: Reading, name: str, day: date | None) -> Reading:
    """What another format says, none of which is a register."""
    if day is not None:
        raise NoRegister(name)
    return reading


def load(
    source: str | os.PathLike[str] | Mapping[str, Any],
    *,
    most_mib: int | None = None,
    like: Organisation | None = None,
    today: date | None = None,
) -> Organisation:
    """Read a snapshot: a file, a folder, or `REV:path` as git has it.

    Parameters
    ----------
    source
        What to read; `-` is standard input. It may be in another format that `orgcheck import`
        knows, such as a workbook; or a mapping, with the keys and values of a snapshot. Of a
        register, `FILE@2018-06-01` is what it says of that day, and without a day of today.
    most_mib
        How large a file may be, in MiB; 512 where left out.
    like
        Another version of it. What both have in common is shared, and read the quicker.
    today
        The day that is taken for today.

    Returns
    -------
    Organisation
        What the snapshot says. What was wrong with its form is in its `findings`; the rest
        of it can be used.

    Raises
    ------
    InvalidSnapshot
        Where there is nothing to read, or nothing of it can be used (ORG001).

    Examples
    --------
    >>> kela = load("snapshots/2024.yaml")
    >>> kela.superior("internal-audit")
    'director-general'
    >>> load({"organisation": "Kela", "units": [{"id": "kela", "name": "Kela", "top": True}]}).units
    {'kela': Unit(id='kela', name='Kela', ...)}
    """
    if isinstance(source, Mapping):
        return _of_mapping(source)
    try:
        return read_organisation(os.fspath(source), most_mib, like, today)
    except Unreadable as unreadable:
        raise InvalidSnapshot(unreadable.problems) from None


def _of_mapping(mapping: Mapping[str, Any]) -> Organisation:
    """The organisation that a mapping describes, read as the text that it is in JSON."""

    def plain(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {str(key): plain(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [plain(item) for item in value]
        return value.isoformat() if isinstance(value, date) else value

    try:
        text = json_of(plain(mapping), ensure_ascii=False, indent=1)
    except (TypeError, RecursionError) as error:
        raise OrgcheckError(
            said("the mapping is no snapshot: {reason}", reason=str(error)),
            said("give texts, numbers, truth values, dates"),
        ) from None
    try:
        return Organisation.of(load_texts([SourceText("mapping", text)], ""))
    except Unreadable as unreadable:
        raise InvalidSnapshot(unreadable.problems) from None


def versions(
    sources: Iterable[str | Organisation],
    most_mib: int | None = None,
    step: Steps = silently,
    today: date | None = None,
) -> list[Organisation]:
    """Several versions of one organisation; those that were read already as they are.

    What one has in common with the one before it is shared.

    Raises
    ------
    InvalidSnapshot
        Where any cannot be read; with all that keeps them from it.
    """
    last: Organisation | None = None

    def read(source: str | Organisation) -> Organisation:
        nonlocal last
        if not isinstance(source, Organisation):
            step(tr("{file}: reading", file=source))
            source = load(source, most_mib=most_mib, like=last, today=today)
        last = source
        return source

    return of_each(read, sources)


def compared_versions(
    sources: Iterable[str | Organisation],
    most_mib: int | None,
    step: Steps,
    today: date | None = None,
) -> list[Organisation]:
    """The same, of versions that are compared: an error says that nothing was."""
    try:
        return versions(sources, most_mib, step, today)
    except InvalidSnapshot as error:
        nothing = Diagnostic(None, said("nothing was compared"))
        raise type(error)([*error.problems, nothing]) from None


def of_each(make: Callable[[Named], Made], named: Iterable[Named]) -> list[Made]:
    """What is made of every one.

    Raises
    ------
    InvalidSnapshot
        Where any cannot be read; with all that keeps them from it. That nothing is there, where
        it is so of any.
    """
    made: list[Made] = []
    errors: list[InvalidSnapshot] = []
    for one in named:
        try:
            made.append(make(one))
        except InvalidSnapshot as error:
            errors.append(error)
    if errors:
        absent = (error for error in errors if isinstance(error, NoSnapshot))
        raise next(absent, errors[0]).together(errors)
    return made


def load_either(source: str, *, most_mib: int | None = None) -> Organisation | ChangeSet:
    """Read a snapshot, or a change set where it is one.

    Raises
    ------
    InvalidSnapshot, OrgcheckError
        As `load` and `load_changes` do.
    """
    if not is_in_other_format(source) and Path(source).suffix.lower() == ".json":
        texts = texts_of(source, most_mib=most_mib or MOST_MIB).texts
        if len(texts) == 1 and _CHANGE_SET.search(texts[0].text, 0, _BEGINNING):
            return load_changes(source)
    return load(source, most_mib=most_mib)


def load_changes(source: str | os.PathLike[str]) -> ChangeSet:
    """Read a change set: what `orgcheck diff --format json` wrote.

    Parameters
    ----------
    source
        What names the file; `-` is standard input, `REV:path` what git has.

    Returns
    -------
    ChangeSet
        The change set.

    Raises
    ------
    OrgcheckError
        Where it names nothing, several files, or what is no change set; with all `problems`.

    Examples
    --------
    >>> from pathlib import Path, PurePath
    >>> from tempfile import TemporaryDirectory
    >>> import orgcheck
    >>> from orgcheck.reports.formats.json import changes as changes_json
    >>> changes = orgcheck.diff("snapshots/2023.yaml", "snapshots/2024.yaml")
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "changes.json")
    ...     _ = file.write_text(changes_json.report(changes), encoding="utf-8")
    ...     load_changes(file).events == changes.events
    True
    """
    # What only reads snapshots takes no model of changes.
    from orgcheck.changes.reading import read_changes

    name = os.fspath(source)
    texts = texts_of(name).texts
    if len(texts) != 1:
        raise OrgcheckError(
            said("{file} is a folder, not a change set", file=name), said("name one file")
        )
    return read_changes(texts[0])


def unreadable_findings(unreadable: Unusable) -> tuple[Finding, ...]:
    """What keeps a text from being a snapshot, as findings: nothing else of it is checked."""
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


def unknown_member(organisation: Organisation, id: str) -> OrgcheckError:
    """The error of asking for what a snapshot does not have, with the nearest that it has."""
    if id in organisation.possible and organisation.slice is not None:
        return OrgcheckError(
            said(
                'whether there is "{id}" on {day} is uncertain: its dates are known to the month '
                "or the year only",
                id=id,
                day=organisation.slice.day,
            ),
            said("ask for a day on which it is certain, or write the day into the register"),
        )
    named = organisation.offers().named(id)
    if named and (len(named) > 1 or organisation.offers().meant(id) in named):
        ids = list(named[:5])
        message = said('"{id}" is a name, not an id', id=id)
        fix = said("write {id}", id=said_later(lambda: in_a_row(ids, "or")))
        return OrgcheckError(message, fix)
    near = organisation.offers().meant(id)
    message = (
        said('there is no unit, post or body "{id}"; did you mean "{near}"?', id=id, near=near)
        if near
        else said('there is no unit, post or body "{id}"', id=id)
    )
    return OrgcheckError(message, said("`orgcheck show SNAPSHOT` lists the ids"))


def _without_time(argument: str) -> Diagnostic:
    name = without_day(argument)
    return Diagnostic(
        None,
        said(
            "{snapshot}: {file} is no register, so that it says nothing of other days",
            snapshot=argument,
            file=name,
        ),
        said("name {file} without a day; a register says `register: true`", file=name),
    )


def _refused_folder(argument: str, names: Sequence[str]) -> FolderOfSnapshots:
    import shlex

    shown = " ".join(shlex.quote(name) for name in names[:3]) + (" ..." if len(names) > 3 else "")
    return FolderOfSnapshots(
        None,
        said(
            "{folder} holds {number} snapshots, not the parts of one: each of them names "
            "its organisation and has units",
            folder=argument,
            number=len(names),
        ),
        said(
            "name them as files: {command}, or compare two: {other}",
            command=f"`orgcheck validate {shown}`",
            other=f"`orgcheck diff {' '.join(map(shlex.quote, names[:2]))}`",
        ),
        argument,
        tuple(names),
    )
