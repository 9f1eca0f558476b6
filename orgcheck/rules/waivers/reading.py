"""Waiver files: text -> waivers, or all that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from orgcheck.findings import Diagnostic, Location
from orgcheck.rules.waivers.model import Key, Waiver, WaiverError
from orgcheck.snapshot.form import check
from orgcheck.snapshot.model import Day, Flag, Number, Part, Text
from orgcheck.snapshot.nodes import Document, Mapping, found
from orgcheck.snapshot.reader import Unreadable, read
from orgcheck.snapshot.recognition import WAIVERS, in_place_of
from orgcheck.snapshot.text import SourceText

# For each thing that a record says in one of two ways: the two, and what to write.
_CHOICES = (
    ("unit", "snapshot", "write `unit:`, or `snapshot: true` for findings without a unit"),
    ("expires", "permanent", "write `expires:`, the last day on which it holds"),
)


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
    WaiverError
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
        raise WaiverError(problems)
    return tuple(waivers)


def _waiver(
    document: Document, node: Any, place: Location, name: str
) -> tuple[Waiver | None, list[Diagnostic]]:
    if not isinstance(node, Mapping):
        message = f"{name}: expected a mapping, found {found(node)}"
        return None, [Diagnostic(place, message, "write `- {rule: ..., unit: ..., reason: ...}`")]
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


def _unchosen(document: Document, node: Mapping, place: Location) -> Iterator[Diagnostic]:
    """Where a record says neither of two things of which it has to say one, or both."""
    for one, flag, fix in _CHOICES:
        flagged = node.get(flag) is not None and str(node[flag]).lower() != "false"
        if node.get(one) is not None and flagged:
            message = f'"{one}" and "{flag}" exclude each other'
            yield Diagnostic(document.of_key(node, flag), message, f"remove `{flag}:`, or `{one}:`")
        elif node.get(one) is None and not flagged:
            yield Diagnostic(place, f'"{one}" is missing, or "{flag}: true"', fix)


def _repeated(waivers: Iterable[Waiver]) -> Iterator[Diagnostic]:
    seen: dict[Key, Waiver] = {}
    for waiver in waivers:
        first = seen.setdefault(waiver.key, waiver)
        if first is not waiver and waiver.location is not None:
            message = f"a second waiver of {waiver.words}; the first is at {first.location}"
            yield Diagnostic(waiver.location, message, "remove one of the two")
