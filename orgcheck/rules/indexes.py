"""What rules ask of an organisation again and again, worked out once for each organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import chain

from orgcheck.language import said_member
from orgcheck.organisation import Organisation, remembered
from orgcheck.records import dataclass
from orgcheck.snapshot.model import Body, Duty, Named, Person, Post, Unit, folded
from orgcheck.snapshot.suggestions import Offers

# A part of the snapshot, and the path to what is meant in it.
Place = tuple[object | None, tuple[str | int, ...]]


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A duty as rules select it: an entry of the register, or what a unit lists beside it."""

    id: str
    name: str | Mapping[str, str]
    entry: Duty | None
    listed_by: Unit | None = None
    position: int = 0

    @property
    def place(self) -> Place:
        """The part of the snapshot that it stands in, and the path to it there."""
        if self.entry is not None:
            return self.entry, ()
        return self.listed_by, ("responsibilities", self.position)


@dataclass(frozen=True, slots=True)
class Individual:
    """A person as rules select them: an entry of the register, or whom a unit or post names."""

    id: str
    name: str | Mapping[str, str] | None
    entry: Person | None
    named_by: Unit | Post | None = None
    path: tuple[str | int, ...] = ()

    @property
    def place(self) -> Place:
        """The part of the snapshot that they stand in, and the path to them there."""
        return (self.entry, ()) if self.entry is not None else (self.named_by, self.path)


# Those whom a register may say more of than who names them.
Registered = Responsibility | Individual
Target = Unit | Post | Body | Responsibility | Individual


def called(member: Target) -> str:
    """What a message calls a member: by its id, and to people by its name too.

    A duty without an id is the text, as it is written. A person is the id alone.
    """
    if isinstance(member, Individual):
        return member.id
    if isinstance(member, Responsibility) and member.entry is None:
        text = member.name
        if isinstance(text, str) and folded(text) == member.id:
            return text
    return said_member(member.id, member.name)


@remembered
def responsibilities(organisation: Organisation) -> Mapping[str, Responsibility]:
    """The duties of the register, then those that units list beside it, by identity."""
    duties = {id: Responsibility(id, duty.name, duty) for id, duty in organisation.register.items()}
    for unit in organisation.units.values():
        for position, holding in enumerate(unit.responsibilities):
            key = organisation.duty_of(holding)
            if key not in duties:
                name = holding.name if isinstance(holding, Named) else holding
                duties[key] = Responsibility(key, name, None, unit, position)
    return duties


@remembered
def individuals(organisation: Organisation) -> Mapping[str, Individual]:
    """The people of the register, then those whom units and posts name beside it."""
    people = {id: Individual(id, person.name, person) for id, person in organisation.people.items()}
    for unit in organisation.units.values():
        for index, id in enumerate(unit.members):
            people.setdefault(id, Individual(id, None, None, unit, ("members", index)))
    for post in organisation.posts.values():
        for index, id in enumerate(post.holders):
            people.setdefault(id, Individual(id, None, None, post, ("holders", index)))
    return people


def population(organisation: Organisation, of: str) -> Mapping[str, Target]:
    """All of a sort that a selector chooses from, by id."""
    if of == "units":
        return organisation.units
    if of == "posts":
        return organisation.posts
    if of == "bodies":
        return organisation.bodies
    return individuals(organisation) if of == "people" else responsibilities(organisation)


def offers_of(organisation: Organisation, of: str) -> Offers:
    """What to offer of those that a selector chooses from, for an id that none of them has."""
    if of in ("units", "posts", "bodies"):
        return organisation.offers(of)
    return Offers(population(organisation, of).values())


@remembered
def units_by_kind(organisation: Organisation) -> Mapping[str | None, list[Unit]]:
    """The units of each kind, in the order of the text."""
    by_kind: defaultdict[str | None, list[Unit]] = defaultdict(list)
    for unit in organisation.units.values():
        by_kind[unit.kind].append(unit)
    return dict(by_kind)


@remembered
def units_by_tag(organisation: Organisation) -> Mapping[str, list[Unit]]:
    """The units with each tag, in the order of the text."""
    by_tag: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in organisation.units.values():
        if unit.tags:
            for tag in dict.fromkeys(unit.tags):
                by_tag[tag].append(unit)
    return dict(by_tag)


@remembered
def within(organisation: Organisation, above: str) -> frozenset[str]:
    """The units that have a unit among their ancestors."""
    return _reached(organisation.children, above)


@remembered
def commanded(organisation: Organisation, above: str) -> frozenset[str]:
    """All that have a unit, post or body on their chain of command, itself left out."""
    return _reached(organisation.reports, above)


def below_any(
    question: Callable[[Organisation, str], frozenset[str]],
    organisation: Organisation,
    ids: Sequence[str],
) -> frozenset[str]:
    """Those that are `within` one of several units, or `commanded` by one of several members."""
    if len(ids) == 1:
        return question(organisation, ids[0])
    return frozenset().union(*(question(organisation, id) for id in ids))


def _reached(below: Mapping[str, Sequence[str]], start: str) -> frozenset[str]:
    """All that edges lead to from a start, level by level; every node has at most one edge in."""
    reached: set[str] = set()
    level = [start]
    while level:
        level = _next(below, level)
        if not reached.isdisjoint(level):
            # A circle leads back.
            level = [id for id in level if id not in reached]
        reached.update(level)
    reached.discard(start)
    return frozenset(reached)


def _next(below: Mapping[str, Sequence[str]], level: Sequence[str]) -> list[str]:
    """All that stand right below some members, of whom most have nobody below them."""
    return list(chain.from_iterable(filter(None, map(below.get, level))))


@remembered
def depths(organisation: Organisation) -> dict[str, int]:
    """The number of ancestors of every unit below one without parent, level by level."""
    depths: dict[str, int] = {}
    children = organisation.children
    parents = organisation.parents
    level = [id for id in organisation.units if id not in parents]
    depth = 0
    while level:
        depths.update(dict.fromkeys(level, depth))
        level = _next(children, level)
        depth += 1
    return depths


def depth(organisation: Organisation, id: str) -> int:
    """The number of ancestors of a unit, units in a cycle included."""
    known = depths(organisation).get(id)
    return organisation.depth(id) if known is None else known


@remembered
def named_by(organisation: Organisation) -> Mapping[str, tuple[str, ...]]:
    """For each member, those that name it: as parent, superior, head, or at the end of a line."""
    named: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for unit in organisation.units.values():
        lines = (line.to for line in unit.lines)
        links = (link.to for link in unit.links)
        for id in (unit.parent, unit.reports_to, *unit.headed_by, *lines, *links):
            if id is not None:
                named[id][unit.id] = None
    for post in organisation.posts.values():
        for id in (post.reports_to, post.unit):
            if id is not None:
                named[id][post.id] = None
    for body in organisation.bodies.values():
        if body.reports_to is not None:
            named[body.reports_to][body.id] = None
    return {id: tuple(names) for id, names in named.items()}
