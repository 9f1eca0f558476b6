"""Whose answers rest on a faulty value: about those, policy rules are silent.

Every selector and assertion declares what it reads. A member is in doubt for it where any of
that is faulty, so that one cause gives one finding: that of the check that found the fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from orgcheck.organisation import Fault, Organisation
from orgcheck.rules.indexes import Target
from orgcheck.snapshot.model import Post, Unit

T = TypeVar("T", bound=Target)

# A fault in any of these puts a unit's own place in doubt.
_PLACE = frozenset(("id", "parent", "top", "units"))


@dataclass(frozen=True, slots=True)
class Reads:
    """What an answer about a member rests on.

    `fields` are its own; `ancestry` its parent and theirs; `command` its superior and theirs;
    `below` everything below it in the structure; `reports` everyone who reports to it; `anything`
    whatever there is, so that any faulty value puts it in doubt.
    """

    fields: frozenset[str] = frozenset()
    ancestry: bool = False
    command: bool = False
    below: bool = False
    reports: bool = False
    anything: bool = False

    def __or__(self, other: Reads) -> Reads:
        return Reads(
            self.fields | other.fields,
            self.ancestry or other.ancestry,
            self.command or other.command,
            self.below or other.below,
            self.reports or other.reports,
            self.anything or other.anything,
        )


def own(*fields: str) -> Reads:
    """Reads of the member's own fields, of which only the part before a dot counts."""
    return Reads(frozenset(field.partition(".")[0] for field in fields))


NOTHING = Reads()
ANCESTRY = Reads(ancestry=True)
COMMAND = Reads(command=True)
BELOW = Reads(below=True)
REPORTS = Reads(reports=True)
ANYTHING = Reads(anything=True)


class Doubt:
    """What is in doubt in one organisation, given its faulty values."""

    def __init__(self, organisation: Organisation, faults: Iterable[Fault]) -> None:
        self._organisation = organisation
        self.fields: dict[str, set[str]] = {}
        for fault in faults:
            name = fault.field.partition(".")[0].partition("[")[0]
            self.fields.setdefault(fault.id, set()).add(name)
        for cycle in organisation.parent_cycles:
            for id in cycle:
                self.fields.setdefault(id, set()).add("parent")
        if organisation.incomplete:
            self._doubt_loose_ends()

    def _doubt_loose_ends(self) -> None:
        """Whatever a reference to nothing names may be among the parts that could not be read."""
        organisation = self._organisation
        for id, unit in organisation.units.items():
            if unit.parent is not None and unit.parent not in organisation.units:
                self.fields.setdefault(id, set()).add("parent")
            if unit.head is not None and unit.head not in organisation.posts:
                self.fields.setdefault(id, set()).add("head")
        for members in (organisation.units, organisation.posts, organisation.bodies):
            for id, member in members.items():
                if member.reports_to is not None and member.reports_to not in organisation:
                    self.fields.setdefault(id, set()).add("reports_to")

    def of(self, id: str, reads: Reads) -> bool:
        """Whether the answer about a member, which rests on `reads`, is in doubt."""
        faulty = self.fields.get(id)
        if faulty is not None and ("id" in faulty or not reads.fields.isdisjoint(faulty)):
            return True
        return (
            reads.anything
            or (reads.ancestry and id in self.ancestry)
            or (reads.command and id in self.command)
            or (reads.below and self.below(id))
            or (reads.reports and self.reports)
        )

    @cached_property
    def ancestry(self) -> frozenset[str]:
        """The units whose place, or that of an ancestor, is faulty."""
        faulty = self._faulty_places
        below = [child for id in faulty for child in self._organisation.descendants(id)]
        return faulty.union(below)

    @cached_property
    def _faulty_places(self) -> frozenset[str]:
        units = self._organisation.units
        return frozenset(
            id for id, faulty in self.fields.items() if id in units and faulty & _PLACE
        )

    def below(self, id: str) -> bool:
        """Whether it is in doubt what stands below a unit.

        A unit whose place is unknown may belong below any other; one that stands in a place where
        it may not puts in doubt those above it.
        """
        return self._lost or id in self._above_faulty

    @cached_property
    def _lost(self) -> bool:
        return self._organisation.incomplete or any(map(self._is_lost, self._faulty_places))

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

    @cached_property
    def _above_faulty(self) -> frozenset[str]:
        above = (self._organisation.ancestors(id) for id in self._faulty_places)
        return frozenset(self._faulty_places.union(*above))

    @cached_property
    def command(self) -> frozenset[str]:
        """Those on whose chain of command a faulty value decides who comes next."""
        organisation = self._organisation
        doubted = {id for id in organisation.superiors if self._superior_in_doubt(id)}
        doubted.update(id for cycle in organisation.command_cycles for id in cycle)
        waiting = list(doubted)
        while waiting:
            for below in organisation.reports.get(waiting.pop(), ()):
                if below not in doubted:
                    doubted.add(below)
                    waiting.append(below)
        return frozenset(doubted)

    @cached_property
    def reports(self) -> bool:
        """Whether anyone's superior is unknown: it may be anybody."""
        return self._organisation.incomplete or bool(self.command)

    def _superior_in_doubt(self, id: str) -> bool:
        faulty = self.fields.get(id, set())
        if "id" in faulty or "reports_to" in faulty:
            return True
        member = self._organisation.member(id)
        if member is None or member.reports_to is not None:
            return False
        if isinstance(member, Unit):
            return self._derived_in_doubt(faulty, member.parent)
        return isinstance(member, Post) and self._post_in_doubt(member, faulty)

    def _derived_in_doubt(self, faulty: Iterable[str], parent: str | None) -> bool:
        if not _PLACE.isdisjoint(faulty):
            return True
        return not self.fields.get(parent or "", set()).isdisjoint(("id", "head"))

    def _post_in_doubt(self, post: Post, faulty: Iterable[str]) -> bool:
        if "unit" in faulty:
            return True
        home = self._organisation.unit_of_post(post)
        if home is None:
            return False
        if not self.fields.get(home, set()).isdisjoint(("id", "head")):
            return True
        if self._organisation.units[home].head != post.id:
            return False
        return any(
            self._superior_in_doubt(id) for id in (home, *self._organisation.ancestors(home))
        )


@dataclass(frozen=True)
class Ground:
    """An organisation, and what is in doubt there: None where nothing is."""

    organisation: Organisation
    doubt: Doubt | None = None

    def known(self, members: Sequence[T], reads: Reads) -> Sequence[T]:
        """The members about whom there is no doubt."""
        doubt = self.doubt
        if doubt is None:
            return members
        return [member for member in members if not doubt.of(member.id, reads)]

    def doubts(self, id: str, reads: Reads) -> bool:
        """Whether the answer about a member, which rests on `reads`, is in doubt."""
        return self.doubt is not None and self.doubt.of(id, reads)


def ground_of(organisation: Organisation, faults: Iterable[Fault]) -> Ground:
    """The organisation with its doubts; none need be worked out where nothing is faulty."""
    faulty = frozenset(faults)
    if not faulty and not organisation.incomplete:
        return Ground(organisation)
    return Ground(organisation, Doubt(organisation, faulty))
