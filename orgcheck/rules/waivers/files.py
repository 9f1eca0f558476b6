"""Waiver files: read, with all that is wrong at once, and written, keeping what stands there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from orgcheck.errors import Diagnostic, OrgcheckError, Unreadable
from orgcheck.findings import Location
from orgcheck.language import msg, said
from orgcheck.patterns import pattern
from orgcheck.records import replace
from orgcheck.rules.waivers.model import InvalidWaivers, Key, Waiver
from orgcheck.snapshot.form import check
from orgcheck.snapshot.model import Day, Flag, Number, Part, Text
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.recognition import WAIVERS, in_place_of
from orgcheck.snapshot.text import Document, ListNode, MappingNode, SourceText, found
from orgcheck.snapshot.writing import scalar

# For each thing that a record says in one of two ways: the two, and what to write.
_CHOICES = (
    ("unit", "snapshot", msg("write `unit:`, or `snapshot: true` for findings without a unit")),
    ("expires", "permanent", msg("write `expires:`, the last day on which it holds")),
)

# A list that is written out and empty.
_EMPTY = pattern(r"^\[\s*\]")


class WaiverRecord(Part):
    """One waiver, as a file writes it."""

    rule: Text
    unit: Text | None = None
    snapshot: Flag = False
    reason: Text
    approved_by: Text | None = None
    expires: Day | None = None
    permanent: Flag = False
    reference: Text | None = None
    fingerprint: Text | None = None
    value: Number | None = None


class WaiverFile(Part):
    """A waiver file."""

    waivers: tuple[WaiverRecord, ...]


class _Frame(Part):
    """A waiver file whose records are read one by one, so that each has all its problems told."""

    waivers: tuple[Any, ...]


def read_waivers(sources: Iterable[SourceText]) -> tuple[Waiver, ...]:
    """Read waiver files, which hold one waiver at most for the same rule, unit and finding.

    Parameters
    ----------
    sources
        The texts of the files, under the names that messages call them by.

    Raises
    ------
    InvalidWaivers
        With every problem of every file, each at its place.

    Examples
    --------
    >>> text = "waivers: [{rule: R1, unit: a, reason: agreed, expires: 2026-12-31}]"
    >>> [waiver.words for waiver in read_waivers([SourceText("waivers.yaml", text)])]
    ['R1 for a']
    """
    waivers: list[Waiver] = []
    problems: list[Diagnostic] = []
    for source in sources:
        try:
            document = read(source)
        except Unreadable as unreadable:
            problems += unreadable.problems
            continue
        if other := in_place_of(WAIVERS, document.root, document.start()):
            problems.append(other)
            continue
        frame, wrong = check(_Frame, document, document.root)
        problems += wrong
        if frame is None:
            continue
        items = document.root["waivers"]
        for index, node in enumerate(items):
            place = document.of_value(items, index)
            waiver, wrong = _waiver(document, node, place, f"waivers[{index + 1}]")
            problems += sorted(wrong, key=lambda problem: problem.order)
            if waiver is not None:
                waivers.append(waiver)
    problems += _repeated(waivers)
    if problems:
        raise InvalidWaivers(problems)
    return tuple(waivers)


def _waiver(
    document: Document, node: Any, place: Location, name: str
) -> tuple[Waiver | None, list[Diagnostic]]:
    if not isinstance(node, MappingNode):
        message = said("{name}: expected a mapping, found {found}", name=name, found=found(node))
        return None, [
            Diagnostic(
                place,
                message,
                said("write {text}", text="`- {rule: ..., unit: ..., reason: ...}`"),
            )
        ]
    if node:
        place = document.of_key(node, next(iter(node)))
    record, problems = check(WaiverRecord, document, node)
    problems += _unchosen(document, node, place)
    if record is None or problems:
        return None, problems
    waiver = Waiver(
        rule=record.rule,
        unit=record.unit,
        reason=record.reason,
        approved_by=record.approved_by,
        expires=record.expires,
        reference=record.reference,
        fingerprint=record.fingerprint,
        value=record.value,
        location=place,
    )
    return waiver, []


def _unchosen(document: Document, node: MappingNode, place: Location) -> Iterator[Diagnostic]:
    """Where a record says neither of two things of which it has to say one, or both."""
    for one, flag, fix in _CHOICES:
        flagged = node.get(flag) is not None and str(node[flag]).lower() != "false"
        if node.get(one) is not None and flagged:
            message = said(
                "{one} and {other} exclude each other", one=f'"{one}"', other=f'"{flag}"'
            )
            yield Diagnostic(
                document.of_key(node, flag),
                message,
                said("remove `{flag}:`, or `{one}:`", flag=flag, one=one),
            )
        elif node.get(one) is None and not flagged:
            yield Diagnostic(
                place, said('"{one}" is missing, or "{flag}: true"', one=one, flag=flag), said(fix)
            )


def _repeated(waivers: Iterable[Waiver]) -> Iterator[Diagnostic]:
    seen: dict[Key, Waiver] = {}
    for waiver in waivers:
        first = seen.setdefault(waiver.key, waiver)
        if first is not waiver and waiver.location is not None:
            message = said(
                "a second waiver of {finding}; the first is at {place}",
                finding=waiver.words,
                place=first.location,
            )
            yield Diagnostic(waiver.location, message, said("remove one of the two"))


# -- writing --------------------------------------------------------------------------------------


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
    InvalidWaivers
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
    except InvalidWaivers as error:
        raise NotWritable(error.message) from None
    if [_unplaced(one) for one in after] != [_unplaced(one) for one in (*before, waiver)]:
        raise NotWritable(said("{file} would not say the same and the waiver", file=source.name))
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
    if not isinstance(items, ListNode) or not items:
        kept = _without(lines, place)
        return f"{kept.rstrip()}\n{_record(waiver)}"
    if lines[place.line - 1][place.column - 1] != "-":
        raise NotWritable(said("the waivers of {file} stand in brackets", file=source.name))
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
