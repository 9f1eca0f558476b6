"""What must hold of others than the member itself: of its head, of its parent, of its members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from orgcheck.json_schema import reference
from orgcheck.language import msg, said
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass, replace
from orgcheck.rules.arguments import Argument, Subject, Whom
from orgcheck.rules.assertions.assertion import (
    Assertion,
    Failure,
    Path,
    Spot,
    at_id,
    at_parent,
    withheld,
)
from orgcheck.rules.assertions.verb import UNITS, Example, StructureVerb
from orgcheck.rules.doubt import Ground, Reads, own
from orgcheck.rules.indexes import Target, called, individuals
from orgcheck.rules.pack_text import Node
from orgcheck.snapshot.model import Post, Unit

Read = Callable[[Node, Subject], Assertion | None]


@dataclass(frozen=True)
class Reach:
    """Those whom a member leads to: how they are found, and where.

    `of` is a message about one of them, `the` what one is called, and `demand` what is asked of
    them. `without` is what is wrong with a member that leads to nobody; nothing where that is in
    order.
    """

    of: str
    the: str
    reads: Reads
    find: Callable[[Organisation, Any], Iterable[tuple[Target, Path]]]
    demand: str
    without: str = ""


def _heads(organisation: Organisation, unit: Unit) -> Iterator[tuple[Target, Path]]:
    for index, id in enumerate(unit.headed_by):
        post = organisation.posts.get(id)
        if post is not None:
            yield post, ("head",) if unit.head is not None else ("heads", index)


def _parent(organisation: Organisation, unit: Unit) -> Iterator[tuple[Target, Path]]:
    parent = organisation.units.get(unit.parent or "")
    if parent is not None:
        yield parent, ("parent",)


def _people(organisation: Organisation, member: Unit | Post) -> Iterator[tuple[Target, Path]]:
    field = "members" if isinstance(member, Unit) else "holders"
    known, seen = individuals(organisation), set[str]()
    for index, id in enumerate(getattr(member, field)):
        if id not in seen:
            seen.add(id)
            yield known[id], (field, index)


_HEAD = Reach(
    msg("head of {member}: {what}"),
    msg("the head"),
    own("head", "heads"),
    _heads,
    msg("be headed by posts that each must {demand}"),
)
_ABOVE = Reach(
    msg("parent of {member}: {what}"),
    msg("the parent"),
    own("parent", "top"),
    _parent,
    msg("have a parent that must {demand}"),
    msg("{unit} has no parent"),
)
_EACH = Reach(
    msg("member of {member}: {what}"),
    msg("the member"),
    own("members", "holders"),
    _people,
    msg("have members who each must {demand}"),
)


def reaching(part: Assertion, reach: Reach) -> Assertion:
    """What an assertion demands of those whom the members lead to."""

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        asked: dict[str, Target] = {}
        leading: defaultdict[str, list[tuple[Target, Path]]] = defaultdict(list)
        for member in members:
            for other, path in reach.find(organisation, member):
                asked.setdefault(other.id, other)
                leading[other.id].append((member, path))
            if reach.without and not any(reach.find(organisation, member)):
                message = said(reach.without, unit=called(member))
                yield Failure(member, message, at_parent(organisation, member))
        # Of whom it is not known whether the rule selects them does not matter to the others.
        there = replace(ground, doubtful={}, taken=len(asked))
        for failure in part.judged(there, list(asked.values())):
            if failure.member is None:
                yield failure
                continue
            for member, path in leading[failure.member.id]:
                yield _of_member(member, path, failure, reach)

    demand = said(reach.demand, demand=part.demand) if part.demand else ""
    return Assertion(
        demand,
        failures,
        reach.reads,
        at_parent if reach is _ABOVE else at_id,
        part.ids,
        on_selection=False,
        others=part.others,
        asks=said(reach.demand, demand=part.words),
    )


def _of_member(member: Target, path: Path, failure: Failure, reach: Reach) -> Failure:
    """What falls short of somebody whom a member leads to, as a failure of the member."""
    assert failure.member is not None, "it is somebody's"
    if failure.because is not None:
        return withheld(member, failure.because)
    inner = failure.spot
    message = said(reach.of, member=called(member), what=failure.message) if failure.message else ""
    value = f"{failure.member.id} {inner.value or ''}".strip()
    spot = Spot(f"{path[0]}.{inner.about}", path, value, inner.chain, measure=inner.measure)
    part, there = _place_of(failure)
    others = (*failure.others, (part, there, said(reach.the)))
    return replace(failure, member=member, message=message, spot=spot, others=others, shared=())


def _place_of(failure: Failure) -> tuple[object | None, Path]:
    """Where that which falls short stands."""
    if failure.spot.part is not None:
        return failure.spot.part, failure.spot.path
    member = failure.member
    place = getattr(member, "place", None)
    return place if place is not None else (member, failure.spot.path)


def _asked_of(read: Read, of: str) -> Argument[Assertion]:
    """An assertion about members of a sort, whatever the rule is about."""

    def inner(node: Node, subject: Subject) -> Assertion | None:
        deeper = node.deeper()
        return None if deeper is None else read(deeper, subject._replace(of=of))

    return Argument(inner, reference("Assertion"))


_LED = "units: [{id: a, name: A, kind: team, top: true, head: lead, members: [p1]}]\n"
_POST = "posts: [{id: lead, name: Lead, unit: a, holders: [p1]}]\n"
_VACANT = "posts: [{id: lead, name: Lead, unit: a}]\n"
_BELOW = "units: [{{id: a, name: A, kind: {kind}, top: true}}, {{id: b, name: B, parent: a}}]"


def verbs_of(read: Read) -> tuple[StructureVerb[Assertion], ...]:
    """The verbs that hold an assertion of others; `read` reads one."""
    return (
        StructureVerb(
            name="head",
            usage="ASSERTION",
            statement=msg("This holds of the post that heads it, of several of each."),
            argument=_asked_of(read, "posts"),
            of=UNITS,
            check=lambda part, _: reaching(part, _HEAD),
            example=Example("{must_have: holders}", _POST + _LED, _VACANT + _LED),
        ),
        StructureVerb(
            name="parent_is",
            usage="ASSERTION",
            statement=msg("This holds of the unit's parent, and it has one."),
            argument=_asked_of(read, "units"),
            of=UNITS,
            check=lambda part, _: reaching(part, _ABOVE),
            example=Example(
                "{one_of: {kind: [agency, office]}}",
                _BELOW.format(kind="agency"),
                _BELOW.format(kind="team"),
                "{id: b}",
            ),
        ),
        StructureVerb(
            name="each_member",
            usage="ASSERTION",
            statement=msg("This holds of each member of the unit, or of each who holds the post."),
            argument=_asked_of(read, "people"),
            of=Whom(
                ("units", "posts"),
                msg("{of} have no members, and nobody holds them"),
                msg("ask it of units or posts"),
            ),
            check=lambda part, _: reaching(part, _EACH),
            example=Example(
                "{must_have: attributes.email}",
                _LED + "people: [{id: p1, attributes: {email: true}}]",
                _LED + "people: [{id: p1}]",
            ),
        ),
    )
