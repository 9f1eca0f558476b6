"""Whose answers rest on a faulty value: about those, policy rules are silent.

Every selector and assertion declares what it reads of a member, and asks here about whatever else
it looks at. An answer that passes through a faulty value is withheld, and the fault named, so that
one cause gives one finding: that of the check that found the fault.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from math import inf
from typing import TypeVar

from orgcheck.findings import Fault
from orgcheck.numbers import Number
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.rules.indexes import Target
from orgcheck.snapshot.model import Post, Unit

T = TypeVar("T", bound=Target)

# A fault in any of these puts a unit's own place in doubt.
_PLACE = frozenset(("id", "parent", "top", "units"))


@dataclass(frozen=True, slots=True)
class Reads:
    """What an answer about a member rests on.

    `fields` are its own; `ancestry` its parent and theirs; `superior` its superior alone, and
    `command` theirs too; `below` everything below it in the structure, and `children` what stands
    directly below; `reports` everyone who reports to it.
    """

    fields: frozenset[str] = frozenset()
    ancestry: bool = False
    superior: bool = False
    command: bool = False
    below: bool = False
    children: bool = False
    reports: bool = False

    def __or__(self, other: Reads) -> Reads:
        return Reads(
            self.fields | other.fields,
            self.ancestry or other.ancestry,
            self.superior or other.superior,
            self.command or other.command,
            self.below or other.below,
            self.children or other.children,
            self.reports or other.reports,
        )


# Who heads a unit is said by one of two fields.
_HEADS = frozenset(("head", "heads"))


def own(*fields: str) -> Reads:
    """Reads of the member's own fields, of which only the part before a dot counts."""
    read = frozenset(field.partition(".")[0] for field in fields)
    return Reads(read if read.isdisjoint(_HEADS) else read | _HEADS)


NOTHING = Reads()
ANCESTRY = Reads(ancestry=True)
SUPERIOR = Reads(superior=True)
COMMAND = Reads(command=True)
BELOW = Reads(below=True)
CHILDREN = Reads(children=True)
REPORTS = Reads(reports=True)

# What stands for all that could not be read of a snapshot, and for whoever may be there or not on
# a day of a register.
UNREAD = Fault("", "unread")
UNCERTAIN = Fault("", "uncertain")


def unknown_of(organisation: Organisation) -> Fault | None:
    """What stands for the members that may be there beside those that are known; None: none may."""
    if not organisation.incomplete:
        return None
    return UNREAD if organisation.is_unread else UNCERTAIN


def is_uncertain(organisation: Organisation, because: Fault) -> bool:
    """Whether a value is not faulty, but left open on a day of a register."""
    return because == UNCERTAIN or because.whole in organisation.uncertain


Test = Callable[[str], bool]


def everyone(_: str) -> bool:
    """Takes whoever it is asked about."""
    return True


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most that a number may be, and the faulty value for which it is a range."""

    least: Number | float
    most: Number | float
    because: Fault | None


class Doubt:
    """What is in doubt in one organisation, given its faulty values: for each, which one is why."""

    def __init__(self, organisation: Organisation, faults: Iterable[Fault]) -> None:
        self._organisation = organisation
        self.unknown = unknown_of(organisation)
        self.fields: dict[str, dict[str, Fault]] = {}
        for fault in sorted(faults):
            self._add(*fault.whole)
        for cycle in organisation.parent_cycles:
            for id in cycle:
                self._add(id, "parent")
        if organisation.incomplete:
            self._doubt_loose_ends()

    def _add(self, id: str, name: str) -> None:
        self.fields.setdefault(id, {}).setdefault(name, Fault(id, name))

    def _doubt_loose_ends(self) -> None:
        """Whatever a reference to nothing names may be among the parts that could not be read."""
        organisation = self._organisation
        for id, unit in organisation.units.items():
            if unit.parent is not None and unit.parent not in organisation.units:
                self._add(id, "parent")
            if unit.head is not None and unit.head not in organisation.posts:
                self._add(id, "head")
            if unit.heads and any(post not in organisation.posts for post in unit.heads):
                self._add(id, "heads")
        for members in (organisation.units, organisation.posts, organisation.bodies):
            for id, member in members.items():
                if member.reports_to is not None and member.reports_to not in organisation:
                    self._add(id, "reports_to")

    def of(self, id: str, reads: Reads) -> Fault | None:
        """The faulty value that the answer about a member passes through; None where none is."""
        faulty = self.fields.get(id)
        if faulty is not None:
            own_fault = faulty.get("id") or _first(faulty, reads.fields)
            if own_fault is not None:
                return own_fault
        return (
            (self.ancestry.get(id) if reads.ancestry else None)
            or (self.superiors.get(id) if reads.superior else None)
            or (self.command.get(id) if reads.command else None)
            or (self.below(id) if reads.below else None)
            or (self.child(id) if reads.children else None)
            or (self.reports if reads.reports else None)
        )

    @cached_property
    def any(self) -> Fault | None:
        """Some faulty value, where there is one."""
        if self.unknown is not None:
            return self.unknown
        return next((fault for faulty in self.fields.values() for fault in faulty.values()), None)

    def unread(self, name: str) -> Fault | None:
        """A member of whom a field could not be read: it may say anything."""
        if self.unknown is not None:
            return self.unknown
        return next((faulty[name] for faulty in self.fields.values() if name in faulty), None)

    # -- the structure --------------------------------------------------------------------------

    @cached_property
    def places(self) -> Mapping[str, Fault]:
        """The units whose own place is faulty, each with the value."""
        units = self._organisation.units
        found = ((id, _first(faulty, _PLACE)) for id, faulty in self.fields.items() if id in units)
        return {id: fault for id, fault in found if fault is not None}

    @cached_property
    def ancestry(self) -> Mapping[str, Fault]:
        """The units whose place, or that of an ancestor, is faulty: the nearest such value."""
        return _spread(self.places, self._organisation.children)

    @cached_property
    def lost(self) -> Mapping[str, Fault]:
        """The units that may belong anywhere, since their place is unknown."""
        return {id: fault for id, fault in self.places.items() if self._is_lost(id)}

    def _is_lost(self, id: str) -> bool:
        unit = self._organisation.units[id]
        if unit.parent is None:
            return not unit.top
        in_cycle = any(id in cycle for cycle in self._organisation.parent_cycles)
        return (
            unit.top
            or in_cycle
            or unit.parent not in self._organisation.units
            or "id" in self.fields[id]
        )

    def stray(self, id: str, among: Collection[str] | None = None) -> Fault | None:
        """Why there may be more below a unit than is known: what could not be read or placed.

        `among` are those of the lost units that matter; all where left out.
        """
        if self.unknown is not None:
            return self.unknown
        lost = self.lost if among is None else among
        above = (id, *self._organisation.ancestors(id)) if id in self.ancestry else ()
        return next((self.lost[one] for one in lost if one not in above), None)

    def below(self, id: str) -> Fault | None:
        """The faulty value for which it is in doubt what stands below a unit.

        A unit whose place is unknown may belong below any other; one that stands in a place where
        it may not puts in doubt those above it.
        """
        return self.above_faulty.get(id) or self.stray(id)

    def child(self, id: str) -> Fault | None:
        """The faulty value for which it is in doubt what stands directly below a unit."""
        children = self._organisation.children.get(id, ())
        known = (self.places[child] for child in children if child in self.places)
        return next(known, None) or self.stray(id)

    def on_chain(self, id: str, among: Collection[str]) -> list[str]:
        """Those of the lost units `among` that a unit is, or is below of."""
        if id not in self.ancestry:
            return []
        return [one for one in (id, *self._organisation.ancestors(id)) if one in among]

    def children(
        self, id: str, lost: Collection[str], surely: Test = everyone, may: Test = everyone
    ) -> Range:
        """How few and how many children a unit may have.

        Parameters
        ----------
        id
            The unit.
        lost
            The lost units that may count.
        surely, may
            Which children count for sure, and which may.
        """
        children = self._organisation.children.get(id, ())
        placed = [child for child in children if child not in self.places]
        least = sum(map(surely, placed))
        most = sum(map(may, placed)) + sum(
            may(child) for child in children if child in self.places and child not in lost
        )
        most += len(lost) - len(self.on_chain(id, lost))
        if self.unknown is not None:
            return Range(least, inf, self.unknown)
        return Range(least, most, self.child(id))

    def spans(self, id: str) -> Range:
        """How few and how many may report to a unit or its head."""
        organisation, unsure = self._organisation, self.superiors
        heads = getattr(organisation.units.get(id), "headed_by", ())
        lead = self._lead_in_doubt(id)
        if lead is not None or self.unknown is not None:
            return Range(0, inf, lead or self.unknown)
        number = organisation.span(id)
        own_line = {id, *heads}
        reports = set().union(*(organisation.reports.get(one, ()) for one in own_line))
        known = sum(one in unsure and one not in own_line for one in reports)
        beyond = len(unsure) - known - sum(one in unsure for one in own_line)
        return Range(max(0, number - known), number + beyond, self.reports)

    @cached_property
    def above_faulty(self) -> Mapping[str, Fault]:
        """The units in a faulty place, and those above them."""
        above: dict[str, Fault] = {}
        for id, fault in self.places.items():
            for one in (id, *self._organisation.ancestors(id)):
                above.setdefault(one, fault)
        return above

    def on_path(self, id: str, wanted: Collection[str], *, command: bool) -> bool | Fault:
        """Whether one of several is above a member; the fault that its path meets before them."""
        organisation = self._organisation
        above = organisation.superior if command else organisation.parent_of
        faulty = self.superiors if command else self.places
        # Nobody is above itself.
        wanted = frozenset(wanted) - {id}
        if not wanted:
            return False
        seen: set[str] = set()
        step: str | None = id
        while step is not None and step not in seen:
            if step in faulty:
                return faulty[step]
            seen.add(step)
            step = above(step)
            if step in wanted:
                return True
        return False

    # -- command --------------------------------------------------------------------------------

    @cached_property
    def superiors(self) -> Mapping[str, Fault]:
        """Those of whom a faulty value decides who their superior is."""
        found = ((id, self._superior_in_doubt(id)) for id in self._organisation.superiors)
        doubted = {id: fault for id, fault in found if fault is not None}
        for cycle in self._organisation.command_cycles:
            for id in cycle:
                doubted.setdefault(id, Fault(id, "reports_to"))
        return doubted

    @cached_property
    def command(self) -> Mapping[str, Fault]:
        """Those on whose chain of command a faulty value decides who comes next."""
        return _spread(self.superiors, self._organisation.reports)

    @cached_property
    def reports(self) -> Fault | None:
        """A faulty value for which someone's superior is unknown: it may be anybody."""
        if self.unknown is not None:
            return self.unknown
        return next(iter(self.superiors.values()), None)

    def _superior_in_doubt(self, id: str) -> Fault | None:
        faulty = self.fields.get(id, {})
        stated = _first(faulty, ("id", "reports_to"))
        if stated is not None:
            return stated
        member = self._organisation.member(id)
        if member is None or member.reports_to is not None:
            return None
        if isinstance(member, Unit):
            return _first(faulty, _PLACE) or self._lead_in_doubt(member.parent)
        return self._post_in_doubt(member, faulty) if isinstance(member, Post) else None

    def _lead_in_doubt(self, unit: str | None) -> Fault | None:
        return _first(self.fields.get(unit or "", {}), ("id", "head", "heads"))

    def _post_in_doubt(self, post: Post, faulty: Mapping[str, Fault]) -> Fault | None:
        if "unit" in faulty:
            return faulty["unit"]
        home = self._organisation.unit_of_post(post)
        if home is None:
            return None
        lead = self._lead_in_doubt(home)
        if lead is not None or post.id not in self._organisation.units[home].headed_by:
            return lead
        above = (home, *self._organisation.ancestors(home))
        return next(filter(None, map(self._superior_in_doubt, above)), None)


def _first(faulty: Mapping[str, Fault], names: Iterable[str]) -> Fault | None:
    """The faulty one of some fields, in a fixed order."""
    return next((faulty[name] for name in sorted(names) if name in faulty), None)


def _spread(causes: Mapping[str, Fault], below: Mapping[str, Sequence[str]]) -> dict[str, Fault]:
    """The causes, and for all below a member with one the nearest above it."""
    spread = dict(causes)
    waiting = list(causes)
    while waiting:
        above = waiting.pop()
        for id in below.get(above, ()):
            if id not in spread:
                spread[id] = spread[above]
                waiting.append(id)
    return spread


@dataclass(frozen=True)
class Ground:
    """An organisation, and what is in doubt there: None where nothing is.

    While a rule is asked, `doubtful` are those of whom it is not known whether the rule selects
    them, or what they would be compared by, each with why, and `taken` how many it selects as the
    snapshot stands.
    """

    organisation: Organisation
    doubt: Doubt | None = None
    doubtful: Mapping[str, Fault] = field(default_factory=dict)
    taken: int = 0

    def known(self, members: Sequence[T], reads: Reads) -> Sequence[T]:
        """The members about whom there is no doubt."""
        doubt = self.doubt
        if doubt is None:
            return members
        return [member for member in members if doubt.of(member.id, reads) is None]

    def doubts(self, id: str, reads: Reads) -> Fault | None:
        """The faulty value that the answer about a member passes through, given what it reads."""
        return self.doubt.of(id, reads) if self.doubt is not None else None

    def unsettled(
        self, members: Sequence[Target], wanted: Collection[str], *, command: bool
    ) -> Mapping[str, Fault]:
        """The members of whom it is not known whether one of several is above them."""
        doubt = self.doubt
        if doubt is None:
            return {}
        doubted = doubt.command if command else doubt.ancestry
        found = (
            (member.id, doubt.on_path(member.id, wanted, command=command))
            for member in members
            if member.id in doubted
        )
        return {id: fault for id, fault in found if not isinstance(fault, bool)}

    def stray(self, id: str, among: Collection[str] | None = None) -> Fault | None:
        """Why there may be more below a unit than is known, of the lost units that matter."""
        return self.doubt.stray(id, among) if self.doubt is not None else None

    def lost(self, matters: Callable[[str], bool]) -> Collection[str]:
        """The units that may belong anywhere and, if they do, matter."""
        return [id for id in self.doubt.lost if matters(id)] if self.doubt is not None else ()

    def in_doubt(self, members: Iterable[Target], reads: Reads) -> Fault | None:
        """A faulty value that the answer about one of several passes through."""
        if self.doubt is None:
            return None
        return next(filter(None, (self.doubt.of(member.id, reads) for member in members)), None)


def ground_of(organisation: Organisation, faults: Iterable[Fault]) -> Ground:
    """The organisation with its doubts; none need be worked out where nothing is faulty."""
    faulty = frozenset(faults)
    if not faulty and not organisation.incomplete:
        return Ground(organisation)
    return Ground(organisation, Doubt(organisation, faulty))
