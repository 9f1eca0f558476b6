"""Dated snapshots -> one register with time inside, as YAML, that gives each of them back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from orgcheck.numbers import json_of
from orgcheck.snapshot.model import LISTS, OWN_TIME, Header, Part, Snapshot
from orgcheck.snapshot.writing import entry_lines, member_lines

Data = Mapping[str, Any]
# What each version says of one member: from the first version on, None where it has none.
Said = Sequence[Data | None]


def register_yaml(days: Sequence[date], snapshots: Sequence[Snapshot]) -> str:
    """The register that gives snapshots back: each on its day, and until that of the next.

    Parameters
    ----------
    days
        From when on each holds, in order.
    snapshots
        As many snapshots. Of members that share an id the first stands.
    """
    return "\n".join(_lines(days, snapshots)) + "\n"


def _lines(days: Sequence[date], snapshots: Sequence[Snapshot]) -> Iterator[str]:
    headers = [snapshot.data(include=set(Header.model_fields)) for snapshot in snapshots]
    latest = {"orgcheck": 1, "register": True, **headers[-1]}
    for key, value in {**latest, **_rows(days, headers, range(len(days)))}.items():
        yield from entry_lines(key, value, "")
    for key in LISTS:
        entries = list(_entries(days, [getattr(snapshot, key) for snapshot in snapshots]))
        if entries:
            yield ""
            yield f"{key}:"
        for number, entry in enumerate(entries):
            if number and key == "units":
                yield ""
            yield from member_lines(entry, "  ")


def _entries(days: Sequence[date], lists: Sequence[Sequence[Part]]) -> Iterator[Data]:
    """The entries of one list: those of the last version first."""
    by_version: list[dict[str, Part]] = [{} for _ in lists]
    for known, parts in zip(by_version, lists, strict=True):
        for part in parts:
            known.setdefault(part.__dict__["id"], part)
    ids = dict.fromkeys(id for known in reversed(by_version) for id in known)
    for id in ids:
        said: list[Data | None] = []
        before: Part | None = None
        for known in by_version:
            now = known.get(id)
            # Versions share what they have in common: it is written out once.
            shared = said[-1] if said and now is before else None
            said.append(shared or (now.data() if now is not None else None))
            before = now
        for versions in _lives(said):
            yield _entry(days, said, versions)


def _lives(said: Said) -> Iterator[Sequence[int]]:
    """The versions of each unit that had an id: a gap of one version parts none."""
    there = [number for number, one in enumerate(said) if one is not None]
    lives: list[list[int]] = []
    for number in there:
        if lives and _goes_on(said, lives[-1][-1], number):
            lives[-1].append(number)
        else:
            lives.append([number])
    yield from lives


def _goes_on(said: Said, last: int, number: int) -> bool:
    now = said[number]
    revives = now.get("revives") if now is not None else None
    if number == last + 1:
        return True
    return bool(revives) or (revives is None and number == last + 2)


def _entry(days: Sequence[date], said: Said, versions: Sequence[int]) -> Data:
    """What is said of a unit last, when it is there, and what differed before."""
    latest = said[versions[-1]]
    assert latest is not None, "it is there"
    rows = _rows(days, said, versions)
    periods = _periods(days, versions)
    if periods == [{}]:
        # Without periods, its own founding and end would say when it is there.
        periods = [{"to": _written(date.max)}] if OWN_TIME & latest.keys() else []
    return {**latest, **({"valid": periods} if periods else {}), **rows}


def _periods(days: Sequence[date], versions: Sequence[int]) -> list[Data]:
    """When something is there that some versions have; what the first has, always was there."""
    periods: list[Data] = []
    for _, run in groupby(enumerate(versions), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        period: dict[str, str] = {}
        if numbers[0]:
            period["from"] = _written(days[numbers[0]])
        if numbers[-1] + 1 < len(days):
            period["to"] = _day_before(days[numbers[-1] + 1])
        periods.append(period)
    return periods


def _rows(days: Sequence[date], said: Said, versions: Sequence[int]) -> Data:
    """The rows of what differed from the last version, where any did: the latest first."""
    latest = said[versions[-1]] or {}
    rows: list[Data] = []
    later: Data | None = {}
    for number in reversed(versions[:-1]):
        differing = _differing(said[number] or {}, latest)
        if differing != later:
            rows.append({"until": _day_before(days[number + 1]), **differing})
        later = differing
    return {"earlier": rows} if rows else {}


def _differing(values: Data, latest: Data) -> Data:
    """What a row says: the fields that differ from those of an entry, and those that it lacks."""
    if values is latest:
        return {}
    said = {
        key: value
        for key, value in values.items()
        if key not in latest or (value is not latest[key] and not _alike(value, latest[key]))
    }
    without = [key for key in latest if key not in values]
    return {**said, **({"without": without} if without else {})}


def _alike(one: Any, other: Any) -> bool:
    """Whether two values say the same: to Python, true equals 1."""
    return bool(one == other) and json_of(one, sort_keys=True) == json_of(other, sort_keys=True)


def _day_before(day: date) -> str:
    return _written(day - timedelta(1))


def _written(day: date) -> str:
    return day.isoformat()
