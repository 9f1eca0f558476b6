"""Versions of an organisation as far as each of them is certain, so that they can be compared.

A date that is known to the year or the month only leaves open, on the days in question, whether a
member of a register is there or what it says. That is neither asserted nor denied: what one version
leaves open is as another one has it, so that nothing happens there. It is told of the first day on
which it is certain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from orgcheck.findings import Fault
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import LISTS, OWN_TIME, Part, Snapshot, predecessor_id
from orgcheck.snapshot.register import Recorded
from orgcheck.snapshot.scope import DESCENT

# The fields of a member that name others.
_REFERENCES = ("parent", "head", "reports_to", "unit")


def on_certain_ground(first: Organisation, *others: Organisation) -> tuple[Organisation, ...]:
    """Versions of which none leaves open what another says; as they are, if all is certain.

    What the first one leaves open is as the next one has it that is certain of it, and what
    another one leaves open is as the first has it.
    """
    if not any(_leaves_open(version) for version in (first, *others)):
        return (first, *others)
    known = _as_in(first, others)
    return (known, *(as_before(other, known) for other in others))


def as_before(version: Organisation, before: Organisation) -> Organisation:
    """A version in which what its day leaves open is as an earlier version has it.

    Parameters
    ----------
    version
        The version.
    before
        The earlier one, whatever its own day leaves open.
    """
    return _as_in(version, (before,), doubted=False)


def with_open_ends(before: Organisation, version: Organisation) -> Organisation:
    """A version in which nobody has ended whom a successor may follow that is not certain.

    That a unit ended is told with what became of it, as soon as that is certain.
    """
    if not _leaves_open(version):
        return version
    claimed = {
        predecessor_id(one)
        for entries in _possible(version).get("units", {}).values()
        for entry in entries
        for field in DESCENT
        for one in getattr(_on_day(entry, version), field)
    }
    back = [before.units[id] for id in sorted(claimed - version.units.keys() & before.units.keys())]
    return _with(version, {}, {"units": back}) if back else version


def _possible(version: Organisation) -> Mapping[str, Mapping[str, Sequence[Recorded]]]:
    """The entries that may hold on the day of a version: by list and id."""
    assert version.slice is not None, "it leaves something open"
    day = version.slice.day.toordinal()
    found: defaultdict[str, dict[str, list[Recorded]]] = defaultdict(dict)
    if version.possible:
        for key, entry in version.slice.register.entries():
            if entry.id in version.possible and entry.timeline.possibly_on(day):
                found[key].setdefault(entry.id, []).append(entry)
    return found


def _on_day(entry: Recorded, version: Organisation) -> Part:
    """What an entry would say on the day of a version."""
    assert version.slice is not None, "it is a register"
    return entry.part_of(entry.numbers_on(version.slice.day.toordinal())[-1])


def _own_time(entry: Recorded, version: Organisation, part: Part) -> Mapping[str, Any]:
    """When a part is there, as an entry says that began before the day of a version."""
    assert version.slice is not None, "it is a register"
    if min(entry.spans).begins.last > version.slice.day.toordinal():
        return {}
    own = _on_day(entry, version).__dict__
    return {field: own[field] for field in OWN_TIME if field in part.__dict__}


def _leaves_open(version: Organisation) -> bool:
    return version.slice is not None and bool(version.slice.open)


def _as_in(
    version: Organisation, sources: Sequence[Organisation], *, doubted: bool = True
) -> Organisation:
    """A version in which what it leaves open is as the first source that knows it has it.

    `doubted` says whether a source knows nothing of what its own day leaves open.
    """
    if not _leaves_open(version):
        return version
    said, come = dict[str, dict[str, Any]](), defaultdict[str, list[Part]](list)
    for key, part in _come(version, sources, doubted=doubted):
        come[key].append(part)
    there = {part.__dict__["id"] for parts in come.values() for part in parts}
    for id, fields in _open_fields(version, there).items():
        known = _known(sources, id, fields, doubted=doubted)
        if known:
            said[id] = known
    return _with(version, said, come, _header(version, sources, doubted=doubted))


def _come(
    version: Organisation, sources: Sequence[Organisation], *, doubted: bool
) -> Iterator[tuple[str, Part]]:
    """The members of whom it is open whether they are there, and whom a source has, by lists.

    An entry that has begun says itself when it is there: it is open whether it has ended.
    """
    for key, members in _possible(version).items():
        here = _members(version, key)
        for id, entries in members.items():
            if id in here:
                continue
            for source in sources:
                part = _members(source, key).get(id)
                if part is not None:
                    yield key, part.model_copy(update=_own_time(entries[0], version, part))
                if part is not None or not (doubted and id in source.possible):
                    break


def _open_fields(version: Organisation, there: Collection[str]) -> Mapping[str, set[str]]:
    """The fields that are open, by member; without references to those that are there after all."""
    assert version.slice is not None, "it leaves something open"
    found: defaultdict[str, set[str]] = defaultdict(set)
    for fault in version.uncertain:
        if fault in version.slice.open or not _leads_to(version, fault, there):
            found[fault.id].add(fault.field)
    return found


def _leads_to(version: Organisation, fault: Fault, there: Collection[str]) -> bool:
    """Whether a field names one member, which is there."""
    member = version.member(fault.id)
    if member is None or fault.field not in _REFERENCES:
        return False
    return getattr(member, fault.field, None) in there


def _known(
    sources: Sequence[Organisation],
    id: str,
    fields: Collection[str],
    *,
    doubted: bool,
) -> dict[str, Any]:
    """What sources say of fields of a member."""
    said: dict[str, Any] = {}
    for field in sorted(fields):
        for source in sources:
            member = _member(source, id)
            if member is None or (doubted and Fault(id, field) in source.uncertain):
                continue
            if field in type(member).model_fields:
                said[field] = member.__dict__[field]
                if field == "parent":
                    said["top"] = member.__dict__["top"]
            break
    return said


def _header(
    version: Organisation, sources: Sequence[Organisation], *, doubted: bool
) -> dict[str, Any]:
    """What sources say of the snapshot itself, where its day leaves it open."""
    assert version.slice is not None, "it leaves something open"
    said: dict[str, Any] = {}
    for fault in sorted(version.slice.open):
        if fault.id:
            continue
        for source in sources:
            if doubted and source.slice is not None and fault in source.slice.open:
                continue
            said[fault.field] = getattr(source.snapshot, fault.field)
            break
    return said


def _with(
    version: Organisation,
    said: Mapping[str, Mapping[str, Any]],
    come: Mapping[str, Sequence[Part]],
    header: Mapping[str, Any] | None = None,
) -> Organisation:
    """A version in which members say something else, and some are there besides."""
    snapshot = version.snapshot
    lists: dict[str, tuple[Part, ...]] = {}
    instead: dict[int, object] = {}
    for key in LISTS:
        parts = getattr(snapshot, key)
        own = {part.__dict__["id"] for part in parts if part.__dict__["id"] in said}
        if own:
            told = [
                part.model_copy(update=said[part.__dict__["id"]])
                if part.__dict__["id"] in own
                else part
                for part in parts
            ]
            pairs = zip(parts, told, strict=True)
            instead |= {id(old): new for old, new in pairs if old is not new}
            parts = tuple(told)
        lists[key] = (*parts, *come.get(key, ()))
    now = Snapshot.model_construct(**{**dict(snapshot), **(header or {}), **lists})
    unknown = version.possible - {part.__dict__["id"] for some in lists.values() for part in some}
    return version.retold(now, instead, incomplete=version.is_unread or bool(unknown))


def _members(version: Organisation, key: str) -> Mapping[str, Part]:
    members: Mapping[str, Mapping[str, Part]] = {
        "units": version.units,
        "posts": version.posts,
        "bodies": version.bodies,
        "responsibilities": version.register,
        "people": version.people,
    }
    return members[key]


def _member(version: Organisation, id: str) -> Part | None:
    return version.member(id) or version.register.get(id) or version.people.get(id)
