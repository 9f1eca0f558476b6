"""ORG011: what a unit replaces or was before is really gone, and one line of succession is left."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.findings import Finding
from orgcheck.organisation import Member, Organisation, cycles_of
from orgcheck.rules.integrity.finding import fault, related
from orgcheck.snapshot.model import Unit, predecessor_id


def makes_sense(organisation: Organisation) -> Iterator[Finding]:
    """Findings for successions that contradict each other or the living units."""
    earlier: dict[str, Member] = {}
    for member in organisation.descended:
        yield from _previously(organisation, member, earlier)
    for unit in _units(organisation):
        yield from _predecessors(organisation, unit, "replaces", "replaces")
        yield from _split_from_itself(organisation, unit)
    yield from _circular(organisation)


def _units(organisation: Organisation) -> Iterator[Unit]:
    """The units that name earlier ones."""
    return (member for member in organisation.descended if isinstance(member, Unit))


def _previously(
    organisation: Organisation, member: Member, earlier: dict[str, Member]
) -> Iterator[Finding]:
    yield from _predecessors(organisation, member, "previously", "was previously")
    for index, entry in enumerate(member.previously):
        id = predecessor_id(entry)
        if id in earlier and earlier[id] is not member:
            other = earlier[id]
            yield fault(
                organisation,
                "ORG011",
                member,
                "previously",
                f"both {other.id} and {member.id} were previously {id}",
                "keep it with the one that went on; the other `replaces` it or was `split_from` it",
                path=("previously", index),
                value=id,
                related=related(
                    organisation.locate(other, "previously"), f"{other.id} says so here"
                ),
            )
        earlier.setdefault(id, member)


def _predecessors(
    organisation: Organisation, member: Member, field: str, verb: str
) -> Iterator[Finding]:
    for index, entry in enumerate(getattr(member, field)):
        id = predecessor_id(entry)
        if id == member.id:
            yield _itself(organisation, member, field, index, verb)
            continue
        living = organisation.member(id)
        if living is None or (isinstance(living, Unit) and living.winding_down):
            continue
        yield fault(
            organisation,
            "ORG011",
            member,
            field,
            f"{member.id} {verb} {id}, which is still there",
            f"remove {id} from the snapshot, or say `winding_down: true` there; "
            f"a unit carved out of one that goes on was `split_from` it",
            path=(field, index),
            value=id,
            related=related(organisation.locate(living), f"{id} is here"),
        )


def _split_from_itself(organisation: Organisation, unit: Unit) -> Iterator[Finding]:
    for index, entry in enumerate(unit.split_from):
        if predecessor_id(entry) == unit.id:
            yield _itself(organisation, unit, "split_from", index, "was split from")


def _itself(
    organisation: Organisation, member: Member, field: str, index: int, verb: str
) -> Finding:
    return fault(
        organisation,
        "ORG011",
        member,
        field,
        f"{member.id} {verb} itself",
        f"remove it from `{field}`",
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
        path = " -> ".join((*cycle, cycle[0]))
        yield fault(
            organisation,
            "ORG011",
            organisation.units[cycle[0]],
            "replaces",
            f"units replace each other in a circle: {path}",
            "remove one of these `replaces`",
            value=" ".join(sorted(cycle)),
            chain=(*cycle, cycle[0]),
        )
