"""ORG011: what a unit replaces or was before is really gone, and one line of succession is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from orgcheck.findings import Finding
from orgcheck.language import msg, said
from orgcheck.measures import Bounds, Measure
from orgcheck.organisation import Member, Organisation
from orgcheck.paths import cycles_of
from orgcheck.rules.builtin_rule import IntegrityRule, example, related
from orgcheck.rules.phrases import members_listed, path_of_members
from orgcheck.snapshot.model import Unit, predecessor_id


def check(organisation: Organisation) -> Iterator[Finding]:
    """Findings for successions that contradict each other or the living units."""
    claims: defaultdict[str, list[tuple[Member, int]]] = defaultdict(list)
    for member in organisation.descended:
        yield from _predecessors(organisation, member, "previously")
        for index, entry in enumerate(member.previously):
            claims[predecessor_id(entry)].append((member, index))
    for id, claiming in claims.items():
        yield from _claimed_twice(organisation, id, claiming)
    for unit in _units(organisation):
        yield from _predecessors(organisation, unit, "replaces")
        yield from _split_from_itself(organisation, unit)
    yield from _circular(organisation)


def _units(organisation: Organisation) -> Iterator[Unit]:
    """The units that name earlier ones."""
    return (member for member in organisation.descended if isinstance(member, Unit))


def _claimed_twice(
    organisation: Organisation, id: str, claims: Sequence[tuple[Member, int]]
) -> Iterator[Finding]:
    """A finding where several members were previously the same one, at the last of them."""
    last, index = claims[-1]
    others = {member.id: member for member, _ in claims if member.id != last.id}
    if not others:
        return
    names = members_listed(organisation, [*others, last.id], "and")
    earlier = organisation.mention(id)
    yield RULE.fault(
        organisation,
        last,
        "previously",
        said("both {units} were previously {id}", units=names, id=earlier)
        if len(others) == 1
        else said("{units} were previously {id}", units=names, id=earlier),
        said("keep it with the one that went on; the other `replaces` it or was `split_from` it"),
        path=("previously", index),
        value=id,
        shared=(*others, last.id),
        measure=Measure(len(others) + 1, Bounds(most=1)),
        related=tuple(
            place
            for other in others.values()
            for place in related(
                organisation.locate(other, "previously"),
                said("{unit} says so here", unit=organisation.mention(other.id)),
            )
        ),
    )


# What a field says of a member and an earlier one that is still there, and of itself.
_STILL_THERE = {
    "previously": msg("{unit} was previously {earlier}, which is still there"),
    "replaces": msg("{unit} replaces {earlier}, which is still there"),
}
_ITSELF = {
    "previously": msg("{unit} was previously itself"),
    "replaces": msg("{unit} replaces itself"),
    "split_from": msg("{unit} was split from itself"),
}


def _predecessors(organisation: Organisation, member: Member, field: str) -> Iterator[Finding]:
    for index, entry in enumerate(getattr(member, field)):
        id = predecessor_id(entry)
        if id == member.id:
            yield _itself(organisation, member, field, index)
            continue
        living = organisation.member(id)
        if living is None or (isinstance(living, Unit) and _is_no_bar(living)):
            continue
        earlier = organisation.mention(id)
        yield RULE.fault(
            organisation,
            member,
            field,
            said(_STILL_THERE[field], unit=organisation.mention(member.id), earlier=earlier),
            said(
                "remove {earlier} from the snapshot, or say `winding_down: true` there, or "
                "`revives: false` where another unit has the id now; "
                "a unit carved out of one that goes on was `split_from` it",
                earlier=id,
            ),
            path=(field, index),
            value=id,
            related=related(organisation.locate(living), said("{unit} is here", unit=earlier)),
        )


def _is_no_bar(living: Unit) -> bool:
    """Whether others may succeed a unit of that id: it runs off its cases, or is another one."""
    return living.winding_down or living.revives is False


def _split_from_itself(organisation: Organisation, unit: Unit) -> Iterator[Finding]:
    for index, entry in enumerate(unit.split_from):
        if predecessor_id(entry) == unit.id:
            yield _itself(organisation, unit, "split_from", index)


def _itself(organisation: Organisation, member: Member, field: str, index: int) -> Finding:
    return RULE.fault(
        organisation,
        member,
        field,
        said(_ITSELF[field], unit=organisation.mention(member.id)),
        said("remove it from `{field}`", field=field),
        path=(field, index),
        value=member.id,
    )


def _circular(organisation: Organisation) -> Iterator[Finding]:
    """Cycles among units that wind down: the only living ones that may be replaced."""
    follows = {
        unit.id: predecessor
        for unit in _units(organisation)
        if unit.winding_down and organisation.units[unit.id] is unit
        for predecessor in map(predecessor_id, unit.replaces)
        if predecessor != unit.id and predecessor in organisation.units
    }
    for cycle in cycles_of(follows):
        yield RULE.fault(
            organisation,
            organisation.units[cycle[0]],
            "replaces",
            said(
                "units replace each other in a circle: {path}",
                path=path_of_members(organisation, (*cycle, cycle[0])),
            ),
            said("remove one of these `replaces`"),
            shared=cycle,
            chain=(*cycle, cycle[0]),
        )


RULE = IntegrityRule(
    id="ORG011",
    statement=said(
        "Succession makes sense: what a unit replaces has ended, and nothing succeeds itself."
    ),
    why=said(
        "Comparisons carry duties along these declarations; one that contradicts itself would "
        "carry them to the wrong unit."
    ),
    fix=said(
        "Correct `previously` or `replaces`, or say `winding_down: true` of the unit that ends."
    ),
    passes=example(
        """
        - {id: old-service, name: Old Service, parent: agency, winding_down: true}
        - {id: service, name: Service, parent: agency, replaces: [old-service]}
        """
    ),
    fails=example(
        """
        - {id: old-service, name: Old Service, parent: agency}
        - {id: service, name: Service, parent: agency, replaces: [old-service]}
        """
    ),
    check=check,
)
