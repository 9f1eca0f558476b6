"""A waiver written into the text of a waiver file: what stands there stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from orgcheck.findings import Location, OrgcheckError
from orgcheck.rules.waivers.model import Waiver, WaiverError
from orgcheck.rules.waivers.reading import read_waivers
from orgcheck.snapshot.nodes import Sequence
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.text import SourceText
from orgcheck.snapshot.writing import scalar

_EMPTY = re.compile(r"^\[\s*\]")


class NotWritable(OrgcheckError):
    """A file into which a waiver cannot be put without changing what else it says."""


def with_waiver(source: SourceText, waiver: Waiver) -> str:
    """The text of a waiver file with one more waiver, below the others.

    Parameters
    ----------
    source
        The file as it is; an empty text for one that does not exist yet.
    waiver
        What to add; its location is not looked at.

    Raises
    ------
    WaiverError
        Where the file has errors.
    NotWritable
        Where its list is written in brackets, or the same waiver stands there already.

    Examples
    --------
    >>> agreed = Waiver(rule="R1", unit="a", reason="Agreed.", fingerprint="0a1b")
    >>> print(with_waiver(SourceText("waivers.yaml", ""), agreed), end="")
    waivers:
      - rule: R1
        unit: a
        reason: Agreed.
        permanent: true
        fingerprint: "0a1b"
    """
    before = read_waivers([source]) if source.text.strip() else ()
    text = _appended(source, waiver)
    try:
        after = read_waivers([SourceText(source.name, text)])
    except WaiverError as error:
        raise NotWritable(str(error)) from None
    if [_unplaced(one) for one in after] != [_unplaced(one) for one in (*before, waiver)]:
        raise NotWritable(f"{source.name} would not say the same and the waiver")
    return text


def on_one_line(waiver: Waiver) -> str:
    """A waiver as an entry of a list in brackets."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in _entries(waiver)) + "}"


def _record(waiver: Waiver, indent: str = "  ") -> str:
    """A waiver as an entry of a list, a key a line."""
    first, *rest = (f"{key}: {value}\n" for key, value in _entries(waiver))
    return f"{indent}- {first}" + "".join(f"{indent}  {line}" for line in rest)


def _appended(source: SourceText, waiver: Waiver) -> str:
    if not source.text.strip():
        return f"waivers:\n{_record(waiver)}"
    document = read(source)
    items = document.root["waivers"]
    place = document.of_value(document.root, "waivers")
    lines = source.text.splitlines(keepends=True)
    if not isinstance(items, Sequence) or not items:
        kept = _without(lines, place)
        return f"{kept.rstrip()}\n{_record(waiver)}"
    if lines[place.line - 1][place.column - 1] != "-":
        raise NotWritable(f"the waivers of {source.name} stand in brackets")
    text = source.text if source.text.endswith("\n") else f"{source.text}\n"
    return text + _record(waiver, " " * (place.column - 1))


def _without(lines: list[str], place: Location) -> str:
    """The text without an empty list, if it is written as one and not left out."""
    number, start = place.line - 1, place.column - 1
    line = lines[number]
    shorter = line[:start].rstrip() + _EMPTY.sub("", line[start:])
    return "".join((*lines[:number], shorter, *lines[number + 1 :]))


def _entries(waiver: Waiver) -> Iterator[tuple[str, str]]:
    yield "rule", scalar(waiver.rule, bracketed=True)
    yield from (
        (("snapshot", "true"),)
        if waiver.unit is None
        else (("unit", scalar(waiver.unit, bracketed=True)),)
    )
    yield "reason", scalar(waiver.reason, bracketed=True)
    if waiver.approved_by:
        yield "approved_by", scalar(waiver.approved_by, bracketed=True)
    if waiver.expires is None:
        yield "permanent", "true"
    else:
        yield "expires", waiver.expires.isoformat()
    if waiver.reference:
        yield "reference", scalar(waiver.reference, bracketed=True)
    if waiver.fingerprint:
        yield "fingerprint", scalar(waiver.fingerprint)
    if waiver.value is not None:
        yield "value", scalar(waiver.value)


def _unplaced(waiver: Waiver) -> Waiver:
    return replace(waiver, location=None)
