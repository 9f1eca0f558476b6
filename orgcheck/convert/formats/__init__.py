"""The formats of others: a module each, found by being here, with what it offers in `FORMAT`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from pathlib import PurePath

from orgcheck.convert.format import Format
from orgcheck.packages import module_names


@cache
def formats() -> Mapping[str, Format]:
    """Every format by its name.

    Examples
    --------
    >>> formats()["xlsx"].endings
    ('.xlsx', '.xlsm')
    """
    found = [import_module(f"{__name__}.{name}").FORMAT for name in module_names(__path__)]
    return {format.name: format for format in found}


def readable() -> tuple[str, ...]:
    """The names of the formats that can be imported."""
    return tuple(name for name, format in formats().items() if format.read is not None)


def writable() -> tuple[str, ...]:
    """The names of the formats that a snapshot can be exported to."""
    return tuple(name for name, format in formats().items() if format.write is not None)


def templates() -> tuple[str, ...]:
    """The names of the formats that have an empty file to fill in."""
    return tuple(name for name, format in formats().items() if format.template is not None)


def format_of(name: str, data: bytes | None = None) -> Format | None:
    """The format that a file is read in, by its ending and, where several share it, its content."""
    sharing = [one for one in _ending_as(name) if one.read is not None and not one.is_folder]
    told = [one for one in sharing if data and one.recognises and one.recognises(data)]
    sharing = told or [one for one in sharing if one.recognises is None]
    return sharing[0] if len(sharing) == 1 else None


def format_for(name: str) -> Format | None:
    """The format that a file is written in, by its ending; None where several share that."""
    sharing = [one for one in _ending_as(name) if one.write is not None]
    return sharing[0] if len(sharing) == 1 else None


def _ending_as(name: str) -> list[Format]:
    ending = PurePath(name).suffix.lower()
    return [one for one in formats().values() if ending in one.endings]


def format_of_folder(names: Iterable[str]) -> Format | None:
    """The format of a folder, by the endings of the files below it."""
    endings = {PurePath(name).suffix.lower() for name in names}
    found = (one for one in formats().values() if one.is_folder and endings & {*one.endings})
    return next(found, None)
