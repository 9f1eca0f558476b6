"""Two reorganisations of one register with time inside: merged on every day, written as rows.

On each day a register is an organisation, and is merged as such; what comes of it is written into
the entries of ours. So a merge means the same on every day, whatever rows tell it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from typing import Any

from orgcheck.certain_ground import on_certain_ground
from orgcheck.changes.changeset import Event
from orgcheck.changes.entities import LIST_OF, entities_of
from orgcheck.collector import collector_paused
from orgcheck.errors import OrgcheckError
from orgcheck.findings import Fault, Finding
from orgcheck.language import said
from orgcheck.merging.behind import Check
from orgcheck.merging.conflicts import Collision, Conflict
from orgcheck.merging.merge import (
    Findings,
    Merge,
    combinations,
    is_integrity,
    merge,
    refuse_withdrawn,
    unheld_of,
)
from orgcheck.merging.register_text import RegisterText
from orgcheck.merging.rows import (
    CannotSay,
    Completing,
    Data,
    Target,
    differing,
    entry_data,
    merged_entry,
    of_data,
    of_day,
    without_period,
)
from orgcheck.merging.sides import header_values
from orgcheck.merging.text import NotWritable
from orgcheck.merging.three_way import ThreeWay
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass, replace
from orgcheck.rules.integrity import check as integrity
from orgcheck.snapshot import day_budget
from orgcheck.snapshot.day_budget import DayBudget
from orgcheck.snapshot.model import LISTS
from orgcheck.snapshot.register import Recorded, Register
from orgcheck.snapshot.slicing import Slices, sliced
from orgcheck.snapshot.timeline import Bound, Stretch, Timeline

Triple = tuple[Recorded | None, Recorded | None, Recorded | None]
# What a snapshot says of itself as a whole, and no register of one day.
_OF_SNAPSHOTS = ("version", "valid_from", "valid_to", "status", "decision", "source")
_TYPES = {key: entity_type for entity_type, key in LIST_OF.items()}


def merge_versions(
    base: Organisation,
    ours: Organisation,
    theirs: Organisation,
    check: Check = integrity,
    counts: Callable[[Finding], bool] = lambda _: True,
) -> Merge:
    """Merge two reorganisations of one base: snapshots, or registers on all of their days.

    Into a register a reorganisation of snapshots is merged too: it holds from its first day on.
    The parameters, and what is raised, are those of `merge`.
    """
    sides = (base, ours, theirs)
    if all(side.slice is None for side in sides):
        return merge(base, ours, theirs, check, counts)
    _refuse_days(sides)
    refuse_withdrawn(ours, theirs)
    with collector_paused():
        if base.slice is None and theirs.slice is None:
            return _Merging(_Decided.of(base, ours, theirs), sides).merged(check, counts)
        return _Merging(_Registers.of(sides), sides).merged(check, counts)


def _refuse_days(sides: Sequence[Organisation]) -> None:
    """Refuse one day of a register, and a register beside snapshots into which it does not go."""
    for name, side in zip(("base", "ours", "theirs"), sides, strict=True):
        if side.slice is not None and side.slice.pinned:
            raise OrgcheckError(
                said(
                    "{side} is a register as it is on {day}: a merge would lose other days",
                    side=name,
                    day=side.slice.day,
                ),
                said("name the register without a day"),
            )
    are = [side.slice is not None for side in sides]
    if not all(are) and are != [False, True, False]:
        kinds = [said("a register") if one else said("a snapshot") for one in are]
        raise OrgcheckError(
            said(
                "registers and snapshots are merged into a register alone: base, ours and theirs "
                "are {base}, {ours}, {theirs}",
                **dict(zip(("base", "ours", "theirs"), kinds, strict=True)),
            ),
            said("merge three registers, or two snapshots into a register as ours"),
        )


# -- the three versions of each day -----------------------------------------------------------


class _Registers:
    """Three registers."""

    def __init__(self, base: Register, ours: Register, theirs: Register) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.remarks: Data = {}
        self._slices = [Slices(one) for one in (base, ours, theirs)]

    @classmethod
    def of(cls, sides: Sequence[Organisation]) -> _Registers:
        return cls(*(_register_of(side) for side in sides))

    @property
    def days(self) -> Iterable[date]:
        """The days on which anything changes in any of them."""
        return (day for one in (self.base, self.ours, self.theirs) for day in one.days)

    def on(self, day: date, *, of_form: bool) -> tuple[Organisation, Organisation, Organisation]:
        """What they say of a day."""
        base, *sides = (slices.on(day, of_form=of_form) for slices in self._slices)
        before = Organisation.of(base)
        one, other = (Organisation.of(side, before) for side in sides)
        return before, one, other

    def headers(self) -> Triple:
        """What each says of itself."""
        return self.base.header, self.ours.header, self.theirs.header

    def entries(self) -> Iterator[tuple[str, Triple]]:
        """The entries of one another in all three, with their lists."""
        sides = [_by_id(one) for one in (self.base, self.ours, self.theirs)]
        for key, id in dict.fromkeys(name for side in sides for name in side):
            for triple in _triples(*(side.get((key, id), []) for side in sides)):
                yield key, triple


@dataclass(frozen=True)
class _Decided:
    """A register, and what becomes of it by a reorganisation that holds from one day on."""

    base: Organisation
    ours: Register
    theirs: Organisation
    first: date

    @classmethod
    def of(cls, base: Organisation, ours: Organisation, theirs: Organisation) -> _Decided:
        first = theirs.snapshot.valid_from
        if type(first) is not date:
            raise OrgcheckError(
                said(
                    "theirs does not say from which day on it holds: its changes would be rows "
                    "from that day on"
                ),
                said("write `valid_from:` with a day beside `organisation:`"),
            )
        return cls(base, _register_of(ours), theirs, first)

    @cached_property
    def _slices(self) -> Slices:
        return Slices(self.ours)

    @property
    def remarks(self) -> Data:
        decision = header_values(self.theirs.snapshot).get("decision")
        return {"decision": decision} if decision else {}

    @property
    def days(self) -> Iterable[date]:
        return (*self.ours.days, self.first)

    def on(self, day: date, *, of_form: bool) -> tuple[Organisation, Organisation, Organisation]:
        ours = Organisation.of(self._slices.on(day, of_form=of_form))
        base = _within(self.base, ours)
        return base, ours, _within(self.theirs, ours) if day >= self.first else base

    def headers(self) -> Triple:
        return None, self.ours.header, None

    def entries(self) -> Iterator[tuple[str, Triple]]:
        for key, entry in self.ours.entries():
            yield key, (None, entry, None)


def _within(snapshot: Organisation, register: Organisation) -> Organisation:
    """A snapshot that says of itself as a whole what a register does on a day."""
    said = {name: getattr(register.snapshot, name) for name in _OF_SNAPSHOTS}
    return snapshot.retold(snapshot.snapshot.model_copy(update=said), {})


def _register_of(organisation: Organisation) -> Register:
    assert organisation.slice is not None, "others are refused, or merged on their own"
    return organisation.slice.register


def _by_id(register: Register) -> Mapping[tuple[str, str], list[Recorded]]:
    found: defaultdict[tuple[str, str], list[Recorded]] = defaultdict(list)
    for key, entry in register.entries():
        found[key, entry.id].append(entry)
    return found


def _triples(
    base: Sequence[Recorded], ours: Sequence[Recorded], theirs: Sequence[Recorded]
) -> Iterator[Triple]:
    """The entries of one id that are one another: by when they begin, else in their order."""
    (one, new), (other, fresh) = _paired(base, ours), _paired(base, theirs)
    yield from ((entry, one.get(id(entry)), other.get(id(entry))) for entry in base)
    both, only = _paired(new, fresh, in_order=False)
    yield from ((None, entry, both.get(id(entry))) for entry in new)
    yield from ((None, None, entry) for entry in only)


def _paired(
    known: Sequence[Recorded], entries: Sequence[Recorded], *, in_order: bool = True
) -> tuple[dict[int, Recorded], Sequence[Recorded]]:
    """The counterpart of each known entry, by its identity; and what has none."""
    left: defaultdict[Bound, deque[Recorded]] = defaultdict(deque)
    for entry in entries:
        left[min(entry.spans).begins].append(entry)
    pairs: dict[int, Recorded] = {}
    for entry in known:
        if same := left[min(entry.spans).begins]:
            pairs[id(entry)] = same.popleft()
    paired = {id(entry) for entry in pairs.values()}
    others = [entry for entry in entries if id(entry) not in paired]
    if not in_order:
        return pairs, others
    unpaired = [entry for entry in known if id(entry) not in pairs]
    pairs |= {id(entry): other for entry, other in zip(unpaired, others, strict=False)}
    return pairs, others[len(unpaired) :]


# -- the merge --------------------------------------------------------------------------------


class _Merging:
    """The state of one merge."""

    def __init__(self, versions: _Registers | _Decided, sides: Sequence[Organisation]) -> None:
        self.versions = versions
        self.base, self.ours, self.theirs = sides
        # Nearly all days share what is in doubt: it is looked through once.
        self._ids_in_doubt = cache(_ids_in_doubt)
        # Both sides on those days that leave anything open, by the first day of a stretch.
        self._as_said: dict[int, tuple[Organisation, Organisation]] = {}

    @cached_property
    def by_day(self) -> Mapping[Stretch, Merge]:
        """What is merged on the days of each stretch in which nothing changes."""
        days = sorted({day.toordinal() for day in self.versions.days} | {0})
        assert self.ours.slice is not None, "it is a register"
        limit = day_budget.MERGED
        budget, merges = DayBudget(self.ours.slice.register, len(days), limit), {}
        for begin, end in zip(days, (*days[1:], None), strict=True):
            # What is wrong with the form is so on every day: it is judged on the first.
            day = date.fromordinal(max(begin, 1))
            three = self.versions.on(day, of_form=begin == 0)
            # What a day leaves open no side has changed there.
            base, ours, theirs = on_certain_ground(*three)
            if (base, ours, theirs) != three:
                self._as_said[begin] = three[1:]
            merges[begin, end] = one = merge(base, ours, theirs, check=lambda _: (), in_text=False)
            events = sum(len(branch.events) for branch in one.branches)
            budget.spend(day, [side.places for side in three], events + len(one.conflicts))
        return merges

    def merged(self, check: Check, counts: Callable[[Finding], bool]) -> Merge:
        """What comes of it."""
        rows, entries = self._of_rows()
        conflicts = (*self._colliding(), *rows)
        if conflicts:
            return self._told(self.ours, conflicts=conflicts)
        register = self._written(entries)
        written = Organisation.of(sliced(register, self._today))
        return self._judged(written, register, check, counts)

    # -- what collides ----------------------------------------------------------------------

    def _of_rows(self) -> tuple[list[Conflict], list[tuple[str, Triple, Data | None]]]:
        """What comes of each entry, row by row, and what both sides changed there."""
        conflicts, entries = [], []
        for key, triple in (("", self.versions.headers()), *self.versions.entries()):
            data, clashes = merged_entry(triple)
            entries.append((key, triple, data))
            conflicts += [Conflict(Collision.REGISTER, None, None, row=one) for one in clashes]
        return conflicts, entries

    def _colliding(self) -> list[Conflict]:
        """The conflicts of all days, each once with its days."""
        return _once((days, one) for days, day in self.by_day.items() for one in day.conflicts)

    # -- what is written --------------------------------------------------------------------

    @property
    def _today(self) -> date:
        assert self.ours.slice is not None, "it is a register"
        return self.ours.slice.day

    def _written(self, entries: Sequence[tuple[str, Triple, Data | None]]) -> Register:
        """The register of ours with what is merged, read again."""
        text = RegisterText(self.versions.ours, self.ours.snapshot.label)
        for key, triple, data in entries:
            _, ours, theirs = triple
            if data is not None:
                data = self._completed(key, ours or theirs, data, ours)
            if ours is None:
                if data is not None:
                    text.add(key, data, theirs)
            elif data is None:
                text.remove(ours)
            elif data != entry_data(ours):
                text.change(ours, data)
        for key, id, targets in self._unknown(entries):
            text.add(key, self._new(key, id, targets), None)
        register = text.written()
        self._check_days(register)
        return register

    def _completed(
        self, key: str, like: Recorded | None, data: Data, ours: Recorded | None
    ) -> Data:
        """An entry that says what holds on each day, in its time."""
        assert like is not None, "a side has it"

        def read(values: Data) -> Recorded:
            return of_data(like.model, values, like)

        try:
            timeline = read(data).timeline
            periods = ours.timeline if ours is not None else timeline
            targets = list(self._targets(key, like.id, [timeline, periods]))
            return Completing(
                data, read, targets, self._today.toordinal(), self.versions.remarks
            ).completed()
        except CannotSay:
            place = ours.document.locate(ours.node, ()) if ours is not None else None
            raise _cannot_say(key, like.id, place) from None

    def _targets(self, key: str, id: str, timelines: Sequence[Timeline]) -> Iterator[Target]:
        """What is said of an entry on the days on which it may be there; not where that is open."""
        for begin, end in self._stretches_of(timelines):
            if id not in self._uncertain[begin]:
                day = self.by_day[begin, end]
                yield Target(begin, end, _values(day.organisation, key, id))

    def _stretches_of(self, timelines: Iterable[Timeline]) -> Sequence[Stretch]:
        """The stretches of days on which something may be there, by any of its timelines."""
        numbers: set[int] = set()
        for bounds in (bounds for timeline in timelines for bounds in timeline.possible):
            numbers.update(range(*(bisect_left(self._days, day) for day in bounds)))
        return [self._stretches[number] for number in sorted(numbers)]

    @cached_property
    def _stretches(self) -> Sequence[Stretch]:
        return tuple(self.by_day)

    @cached_property
    def _days(self) -> Sequence[int]:
        """The first day of each stretch."""
        return [max(begin, 1) for begin, _ in self._stretches]

    @cached_property
    def _uncertain(self) -> Mapping[int, frozenset[str]]:
        """The ids of what is not certain on the days of each stretch, on any side."""
        sides = (
            (begin, (one.base, one.ours.organisation, one.theirs.organisation))
            for (begin, _), one in self.by_day.items()
        )
        return {begin: self._unsure(*three) for begin, three in sides}

    def _unsure(self, *sides: Organisation) -> frozenset[str]:
        """The ids of what is not certain on a day, or could not be read."""
        return self._ids_in_doubt(*((side.possible, side.faults) for side in sides))

    def _unknown(
        self, entries: Sequence[tuple[str, Triple, Data | None]]
    ) -> Iterator[tuple[str, str, Sequence[Target]]]:
        """What is there on some days, and that no entry tells of."""
        known: defaultdict[tuple[str, str], list[Recorded]] = defaultdict(list)
        for key, (_, ours, theirs), data in entries:
            like = ours or theirs
            if like is not None and data is not None:
                known[key, like.id].append(of_data(like.model, data, like))
        told = {
            name: {*self._stretches_of(one.timeline for one in entries)}
            for name, entries in known.items()
        }
        for key, entity_type in _TYPES.items():
            found: defaultdict[str, list[Target]] = defaultdict(list)
            for (begin, end), day in self.by_day.items():
                for id, part in entities_of(day.organisation, entity_type).items():
                    if (begin, end) not in told.get((key, id), ()):
                        found[id].append(Target(begin, end, of_day(part)))
            yield from ((key, id, targets) for id, targets in found.items())

    def _new(self, key: str, id: str, targets: Sequence[Target]) -> Data:
        """An entry of what is there from a day on."""
        first, last = targets[0], targets[-1]
        data: Data = dict(first.values or {})
        if first.begin > 0:
            data["valid_from"] = date.fromordinal(first.begin).isoformat()
        if last.end is not None:
            data["valid_to"] = date.fromordinal(last.end - 1).isoformat()
        data |= self.versions.remarks
        header = self.versions.ours.header

        def read(values: Data) -> Recorded:
            return of_data(LISTS[key], values, header)

        try:
            return Completing(
                data, read, targets, self._today.toordinal(), self.versions.remarks
            ).completed()
        except CannotSay:
            raise _cannot_say(key, id, None) from None

    def _check_days(self, register: Register) -> None:
        """Whether what was written says on each day what is merged there."""
        slices = Slices(register)
        for (begin, _), one in self.by_day.items():
            day = date.fromordinal(max(begin, 1))
            found = Organisation.of(slices.on(day, of_form=False))
            unsure = self._unsure(found)
            for key in ("", *_TYPES):
                ids = {*_ids(one.organisation, key), *_ids(found, key)}
                for id in sorted(ids - unsure - self._uncertain[begin]):
                    wanted, said = (_values(side, key, id) for side in (one.organisation, found))
                    if wanted is None or said is None or any(differing(wanted, said)):
                        raise _cannot_say(key, id, None)

    # -- what is found ----------------------------------------------------------------------

    def _judged(
        self,
        written: Organisation,
        register: Register,
        check: Check,
        counts: Callable[[Finding], bool],
    ) -> Merge:
        """Check every day: what neither side has is a conflict."""
        slices = Slices(register)
        broken: list[tuple[Stretch, Conflict]] = []
        ours: dict[str, Finding] = {}
        theirs: dict[str, Finding] = {}
        for days, one in self.by_day.items():
            whole = ThreeWay(one.base, one.ours, one.theirs)
            day = date.fromordinal(max(days[0], 1))
            on_day = Organisation.of(slices.on(day, of_form=days[0] == 0))
            found = Findings.of(whole, on_day, check, self._as_said.get(days[0], ()))
            broken += [(days, two) for two in combinations(one.base, whole, found.fresh, check)]
            ours |= {finding.fingerprint: finding for finding in found.of_ours}
            theirs |= {finding.fingerprint: finding for finding in found.of_theirs}
        of_form = {finding.fingerprint for finding in register.findings}
        conflicts: list[Conflict] = []
        noted: list[Conflict] = []
        for conflict in _once(broken):
            finding = conflict.finding
            assert finding is not None, "it is told of a finding"
            always = tuple(self.by_day) if finding.fingerprint in of_form else conflict.days
            weighs = counts(finding) or is_integrity(finding)
            (conflicts if weighs else noted).append(replace(conflict, days=always))
        unheld = tuple(unheld_of(self.base, self.ours, self.theirs))
        brought = tuple(finding for finding in theirs.values() if is_integrity(finding))
        return self._told(
            written,
            conflicts=tuple(conflicts),
            noted=tuple(noted),
            unheld=unheld,
            brought=tuple({one.fingerprint: one for one in (*unheld, *brought)}.values()),
            existing=tuple(ours.values()),
            carried=tuple(one for one in theirs.values() if one not in brought),
        )

    # -- what is told -----------------------------------------------------------------------

    def _told(self, organisation: Organisation, **found: Any) -> Merge:
        """The merge of all days as one: each event once, with its days."""
        one, other = (self._events(name) for name in ("ours", "theirs"))
        made = {_known_by(event) for day in self.by_day.values() for event in day.made}
        events = [event for event, _ in other.values()]
        collide = any(conflict.finding is None for conflict in found["conflicts"])
        today = self._today.toordinal()
        some = next(
            one
            for (begin, end), one in self.by_day.items()
            if begin <= today and (end is None or today < end)
        )
        return Merge(
            self.base,
            replace(some.ours, events=tuple(event for event, _ in one.values())),
            replace(some.theirs, events=tuple(events)),
            organisation,
            left_out=tuple(events) if collide else (),
            shared=()
            if collide
            else tuple(event for event in events if _known_by(event) not in made),
            by_day={days[0]: day for days, day in self.by_day.items()},
            days={id(event): tuple(days) for event, days in (*one.values(), *other.values())},
            **found,
        )

    def _events(self, side: str) -> Mapping[str, tuple[Event, list[Stretch]]]:
        events: dict[str, tuple[Event, list[Stretch]]] = {}
        for days, day in self.by_day.items():
            for event in getattr(day, side).events:
                events.setdefault(_known_by(event), (event, []))[1].append(days)
        return events


def _known_by(event: Event) -> str:
    """What an event is known by on all days; members that come and go, by their ids alone."""
    edits = (
        edit if edit.field is not None else (edit.op, edit.entity_type, edit.id)
        for edit in event.edits
    )
    return f"{event.fingerprint} {list(edits)!r}"


def _once(found: Iterable[tuple[Stretch, Conflict]]) -> list[Conflict]:
    """Each conflict once, with the days on which it holds."""
    days: defaultdict[tuple[Any, ...], list[Stretch]] = defaultdict(list)
    first: dict[tuple[Any, ...], Conflict] = {}
    for stretch, conflict in found:
        events = (told and _known_by(told.event) for told in (conflict.ours, conflict.theirs))
        finding = conflict.finding and conflict.finding.fingerprint
        key = (conflict.collision, *events, finding)
        first.setdefault(key, conflict)
        days[key].append(stretch)
    return [replace(conflict, days=tuple(days[key])) for key, conflict in first.items()]


def _values(organisation: Organisation, key: str, id: str) -> Data | None:
    """What a day shows of an entry; with an empty id, of what the register says of itself."""
    if not key:
        return without_period(header_values(organisation.snapshot))
    part = entities_of(organisation, _TYPES[key]).get(id)
    return of_day(part) if part is not None else None


def _ids(organisation: Organisation, key: str) -> Iterable[str]:
    return entities_of(organisation, _TYPES[key]) if key else ("",)


def _ids_in_doubt(*sides: tuple[frozenset[str], frozenset[Fault]]) -> frozenset[str]:
    ids: set[str] = set()
    for possible, faults in sides:
        ids.update(possible, (fault.id for fault in faults))
    return frozenset(ids)


def _cannot_say(key: str, id: str, place: Any) -> NotWritable:
    message = (
        said(
            'entry "{id}" of {key} cannot be written so that it says on each day what comes of '
            "both sides",
            id=id,
            key=key,
        )
        if key
        else said(
            "what the register says of itself cannot be written so that it says on each day what "
            "comes of both sides"
        )
    )
    return NotWritable(
        place,
        message,
        said("make the change to it by hand in either side, and merge again"),
    )
