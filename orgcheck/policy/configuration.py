"""A project's settings: the nearest `orgcheck.toml`, or `[tool.orgcheck]` of `pyproject.toml`.

Options of the command line win over them; this module only reads what the files say.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from orgcheck.changes.thresholds import ThresholdSettings
from orgcheck.core import ValidationError
from orgcheck.errors import Diagnostic, Unreadable, Unusable
from orgcheck.findings import Location
from orgcheck.language import said
from orgcheck.packs import PREFIX
from orgcheck.patterns import pattern
from orgcheck.records import dataclass
from orgcheck.snapshot.form import Complaint, complaints
from orgcheck.snapshot.git import names_revision
from orgcheck.snapshot.model import Part, Scalar, Text, Texts
from orgcheck.snapshot.scalars import MOST_DIGITS
from orgcheck.snapshot.sources import (
    SourceError,
    decoded,
    lies_outside,
    path_from,
    without_day,
)
from orgcheck.snapshot.text import SourceText
from orgcheck.snapshot.toml import read_toml
from orgcheck.snapshot.view import View

OWN_FILE = "orgcheck.toml"
SHARED_FILE = "pyproject.toml"
WORKING_TREE = View()
# A file of settings is a page long; a larger one is something else.
MOST_BYTES = 2**20
MOST_NESTED = 16

_TABLE = pattern(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$")
_KEY = pattern(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")


class Settings(Part):
    """The keys that a project may set; those that are absent leave the choice to the program."""

    rules: Texts | None = None
    waivers: Texts | None = None
    baseline: Text | None = None
    fail_on: Literal["error", "warning", "info"] | None = None
    select: Texts | None = None
    ignore: Texts | None = None
    # By pack, then by the name of the parameter.
    parameters: dict[Text, dict[Text, Scalar | tuple[Scalar, ...]]] | None = None
    thresholds: ThresholdSettings | None = None
    successions: Texts | None = None


@dataclass(frozen=True)
class Configuration:
    """The settings of one file, and that file's path; no file, no settings."""

    settings: Settings = field(default_factory=Settings)
    file: Path | None = None

    def paths(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Paths that the file names, as seen from the current folder; `builtin:` is none."""
        if self.file is None:
            return names
        folder = path_from(self.file.parent)
        return tuple(
            name if name.startswith(PREFIX) else os.path.normpath(os.path.join(folder, name))  # noqa: PTH118
            for name in names
        )


class InvalidSettings(Unusable):
    """A file of settings that cannot be used, with all that is wrong with it.

    Examples
    --------
    >>> import orgcheck
    >>> try:
    ...     orgcheck.check("snapshots/2024.yaml", config="README.md")
    ... except orgcheck.InvalidSettings as error:
    ...     print(error.problems[0])
    README.md:...
    """


def configuration_for(
    argument: str, *, config: str | None, isolated: bool, view: View = WORKING_TREE
) -> Configuration:
    """The settings that hold for what an argument names.

    `view` is the standpoint from which files are read. A file that an option names, and that a
    revision does not have yet, says nothing there.

    Raises
    ------
    InvalidSettings
        As `nearest_file` and `read` do.
    """
    if isolated:
        return Configuration()
    if config is not None:
        if view.argument(config) is not None and not view.has_file(Path(config)):
            return Configuration()
        return read(Path(config), view)
    file = nearest_file(_beginning(argument), view)
    return read(file, view) if file is not None else Configuration()


def _beginning(argument: str) -> Path:
    """Where the search upwards begins: a folder snapshot may hold its own settings."""
    if argument == "-":
        return Path()
    argument = without_day(argument)
    path = Path(argument)
    if path.is_dir():
        return path
    if path.exists() or not names_revision(argument):
        return path.parent
    return _in_working_tree(argument.partition(":")[2])


def _in_working_tree(path: str) -> Path:
    """Where a path of a revision stands in the working tree, whether it is still there or not."""
    if path.startswith("./"):
        return Path(path).parent
    root = next((folder for folder in _upwards() if (folder / ".git").exists()), Path())
    return Path(os.path.normpath(root / path)).parent


def _upwards() -> tuple[Path, ...]:
    here = Path.cwd()
    return (here, *here.parents)


def nearest_file(start: Path, view: View = WORKING_TREE) -> Path | None:
    """The file of settings that holds for a path: the first one met on the way up from it.

    A `pyproject.toml` without `[tool.orgcheck]` is passed by; of two in one folder,
    `orgcheck.toml` stands. `view` says from which standpoint files are looked at.

    Raises
    ------
    InvalidSettings
        Where a `pyproject.toml` on the way cannot be read, or what bears one of the names is a
        folder, a pipe or a link to nothing: to pass it by would check less than was meant.
    """
    here = Path(os.path.abspath(start))  # noqa: PTH100 (a link's own place counts, not its target's)
    for folder in (here, *here.parents):
        for name in (OWN_FILE, SHARED_FILE):
            if view.has_no_file_there(folder / name):
                raise _no_file(folder / name, view)
        if view.has_file(folder / OWN_FILE):
            return folder / OWN_FILE
        shared = folder / SHARED_FILE
        if view.has_file(shared) and _section(*_parsed(shared, view), shared) is not None:
            return shared
    return None


def _no_file(path: Path, view: View) -> InvalidSettings:
    place = SourceText(view.label(path), "").location(0)
    message = (
        said("the settings cannot be read: this is a link to nothing")
        if path.is_symlink() and not path.exists()
        else said("the settings cannot be read: this is not a file")
    )
    fix = said("make it a file of settings or remove it; `--isolated` reads none")
    return InvalidSettings([Diagnostic(place, message, fix)])


def read(file: Path, view: View = WORKING_TREE) -> Configuration:
    """The settings of one file, from one standpoint.

    Raises
    ------
    InvalidSettings
        Where it is no TOML, has no `[tool.orgcheck]` though it is a `pyproject.toml`, holds a key
        or value that is not a setting, or names a file outside of the repository that it lies in;
        with every such place.
    """
    source, data = _parsed(file, view)
    section = _section(source, data, file)
    if section is None:
        place = source.location(0)
        raise InvalidSettings(
            [Diagnostic(place, said("there is no [tool.orgcheck] here"), said("add it"))]
        )
    prefix, values = section
    if endless := [_too_many_digits(source, (*prefix, *path)) for path in _endless(values)]:
        raise InvalidSettings(sorted(endless, key=lambda problem: problem.order))
    try:
        configuration = Configuration(Settings.model_validate(values), file)
    except ValidationError as error:
        problems = [
            Diagnostic(_place(source, prefix, complaint), complaint.message, _fix(complaint))
            for complaint in complaints(error, Settings, values)
        ]
        raise InvalidSettings(sorted(problems, key=lambda problem: problem.order)) from None
    refused = [
        Diagnostic(
            _nearest_line(source, (*prefix, key)),
            said("{key}: {message}", key=key, message=message),
            fix,
        )
        for key, name in _files(configuration.settings)
        for message, fix in _refusals(key, name, configuration, view)
    ]
    if refused:
        raise InvalidSettings(sorted(refused, key=lambda problem: problem.order))
    return configuration


def _files(settings: Settings) -> Iterator[tuple[str, str]]:
    """What settings name of files, each with its key."""
    yield from (("rules", name) for name in settings.rules or ())
    yield from (("waivers", name) for name in settings.waivers or ())
    if settings.baseline is not None:
        yield "baseline", settings.baseline


def _refusals(
    key: str, name: str, configuration: Configuration, view: View
) -> Iterator[tuple[str, str]]:
    """Why a file that settings name is not read, and what to do.

    Settings come with a pull request, from anybody, and messages quote what they name. What git
    has at a revision lies in the repository.
    """
    assert configuration.file is not None, "settings stand in a file"
    if "\0" in name:
        yield (
            said('"{name}" holds a null character, which no path can', name=name),
            said("write the path of a file"),
        )
        return
    (path,) = configuration.paths((name,))
    has_option = key != "baseline"
    if name == "-":
        yield (
            said("settings cannot name standard input"),
            said("name a file, or take it out here and name it with --{key}", key=key)
            if has_option
            else said("name a file"),
        )
    elif (
        not name.startswith(PREFIX)
        and view.argument(path) is None
        and lies_outside(path, configuration.file)
    ):
        yield (
            said(
                '"{name}" leaves the repository that these settings lie in, and is not read',
                name=name,
            ),
            said(
                "put the file itself into the repository, or take it out here and name it with "
                "--{key}",
                key=key,
            )
            if has_option
            else said("put the file itself into the repository"),
        )


def _parsed(file: Path, view: View) -> tuple[SourceText, dict[str, Any]]:
    name = view.label(file)
    nowhere = SourceText(name, "").location(0)
    try:
        data = view.data(file, MOST_BYTES)
    except SourceError as error:
        raise InvalidSettings(
            [Diagnostic(nowhere, said("cannot be read: {reason}", reason=error.message))]
        ) from None
    if len(data) > MOST_BYTES:
        raise InvalidSettings([Diagnostic(nowhere, said("the file is larger than 1 MiB"))])
    try:
        source = decoded(name, data)
    except Unreadable as unreadable:
        raise InvalidSettings(unreadable.problems) from None
    try:
        return source, _values(source.name, source.text)
    except Unreadable as unreadable:
        raise InvalidSettings(unreadable.problems) from None


@lru_cache(maxsize=1)
def _values(name: str, text: str) -> dict[str, Any]:
    # A file is looked into for the table of settings, and then read.
    return read_toml(SourceText(name, text))


def _endless(
    values: Any, path: tuple[str, ...] = (), most: int = MOST_NESTED
) -> Iterator[tuple[str, ...]]:
    """Where whole numbers stand that are too long to be written down in a message.

    Settings are not nested as deep as `most`; what is, is refused without looking into it.
    """
    if isinstance(values, int) and abs(values) >= 10**MOST_DIGITS:
        yield path
    elif most and isinstance(values, dict):
        for key, value in values.items():
            yield from _endless(value, (*path, key), most - 1)
    elif most and isinstance(values, list):
        for value in values:
            yield from _endless(value, path, most - 1)


def _too_many_digits(source: SourceText, path: tuple[str, ...]) -> Diagnostic:
    return Diagnostic(
        _nearest_line(source, path),
        said("a number has more than {most} digits", most=MOST_DIGITS),
        said("shorten it"),
    )


def _section(
    source: SourceText, data: dict[str, Any], file: Path
) -> tuple[tuple[str, ...], Any] | None:
    """The table that holds the settings, and its name; None in a file that has none.

    `orgcheck.toml` needs no table, and may have the one that `pyproject.toml` would have.
    """
    tool = data.get("tool")
    if isinstance(tool, dict) and "orgcheck" in tool:
        others = [key for key in data if key != "tool"]
        if file.name == SHARED_FILE or not others:
            section = tool["orgcheck"]
            if isinstance(section, dict):
                return ("tool", "orgcheck"), section
            place = _line_of(source, ("tool", "orgcheck")) or source.location(0)
            raise InvalidSettings([Diagnostic(place, said("tool.orgcheck: expected a table"))])
    if file.name == SHARED_FILE:
        return None
    return (), data


def _place(source: SourceText, prefix: tuple[str, ...], complaint: Complaint) -> Location:
    path = (*prefix, *(str(step) for step in complaint.path if isinstance(step, str)))
    return _nearest_line(source, path)


def _nearest_line(source: SourceText, path: tuple[str, ...]) -> Location:
    """Where a key stands, or the table that it is in."""
    while path:
        if place := _line_of(source, path):
            return place
        path = path[:-1]
    return source.location(0)


def _fix(complaint: Complaint) -> str | None:
    """What to do, as TOML writes it."""
    if complaint.about_key and complaint.field:
        return said("write {text}", text=f"`{complaint.field} = ...`")
    return complaint.fix


def _line_of(source: SourceText, path: tuple[str, ...]) -> Location | None:
    """Where a key or a table's head stands: TOML's own parser does not tell."""
    table: tuple[str, ...] = ()
    offset = 0
    for line in source.text.splitlines(keepends=True):
        if head := _TABLE.match(line):
            table, match, found = _steps(head.group(1)), head, _steps(head.group(1))
        elif key := _KEY.match(line):
            match, found = key, (*table, *_steps(key.group(1)))
        else:
            match, found = None, ()
        if match is not None and found == path:
            return source.location(offset + match.start(1), offset + match.end(1))
        offset += len(line)
    return None


def _steps(dotted: str) -> tuple[str, ...]:
    return tuple(step.strip().strip("\"'") for step in dotted.split("."))
