"""Where units stand: their parent, what is above them, what a branch or a file holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from orgcheck.findings import Fault
from orgcheck.language import Said, msg, said
from orgcheck.measures import Bounds, Measure
from orgcheck.organisation import Organisation
from orgcheck.rules.arguments import TEXTS, TRUE, Subject
from orgcheck.rules.assertions.assertion import (
    MOST_FINDINGS,
    Assertion,
    Failure,
    Failures,
    Spot,
    at_id,
    at_parent,
    standing_below,
    withheld,
)
from orgcheck.rules.assertions.verb import UNITS, Example, StructureVerb
from orgcheck.rules.doubt import NOTHING, Ground, own
from orgcheck.rules.fields import kinds_listed, listed
from orgcheck.rules.indexes import Target, called, within
from orgcheck.rules.pack_text import Texts
from orgcheck.rules.phrases import members_listed
from orgcheck.rules.selector_keys import UNITS_MATCHING, parent_of
from orgcheck.rules.selectors import Selection, Selector
from orgcheck.snapshot.model import Unit
from orgcheck.snapshot.words import said_kind

_PARENT = own("parent", "top")


def _parent(ids: Texts, _: Subject) -> Assertion:
    wanted = ids.as_set

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        those = members_listed(organisation, ids)
        for unit in members:
            if parent_of(unit) not in wanted:
                spot = at_parent(organisation, unit)
                message = said(
                    "{stands}, and its parent must be {wanted}",
                    stands=_stands(organisation, unit, spot),
                    wanted=those,
                )
                yield Failure(unit, message, spot)

    demand = said("have {wanted} as parent", wanted=listed(ids))
    return Assertion(demand, failures, _PARENT, at_parent, (wanted,))


def _within(ids: Texts, _: Subject) -> Assertion:
    def failing(organisation: Organisation) -> Callable[[Target, Spot], Failure]:
        wanted = members_listed(organisation, ids)

        def failure(unit: Target, spot: Spot) -> Failure:
            stands = _stands(organisation, unit, spot)
            message = said("{stands}, and not within {wanted}", stands=stands, wanted=wanted)
            return Failure(unit, message, spot)

        return failure

    failures = standing_below(ids, by_command=False, wanted=True, failing=failing)
    demand = said("be within {wanted}", wanted=listed(ids))
    return Assertion(demand, failures, NOTHING, at_parent, (ids.as_set,))


def _not_within(ids: Texts, _: Subject) -> Assertion:
    def failing(organisation: Organisation) -> Callable[[Target, Spot], Failure]:
        def failure(unit: Target, spot: Spot) -> Failure:
            above = next(id for id in spot.chain[1:] if id in ids)
            message = said(
                "{unit} is within {above}, and must not be",
                unit=called(unit),
                above=organisation.mention(above),
            )
            return Failure(unit, message, spot)

        return failure

    failures = standing_below(ids, by_command=False, wanted=False, failing=failing)
    demand = said("not be within {wanted}", wanted=listed(ids))
    return Assertion(demand, failures, NOTHING, at_parent, (ids.as_set,))


def _parent_kind(kinds: Texts, _: Subject) -> Assertion:
    wanted = kinds.as_set

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        units = ground.organisation.units
        for unit in members:
            above = units.get(parent_of(unit) or "")
            if above is not None and above.kind in wanted:
                continue
            if above is not None and (fault := ground.doubts(above.id, own("kind"))):
                yield withheld(unit, fault)
                continue
            spot = at_parent(ground.organisation, unit)
            yield Failure(
                unit, _wrong_kind(_stands(ground.organisation, unit, spot), above, kinds), spot
            )

    demand = said("have a parent of kind {kinds}", kinds=kinds_listed(kinds))
    return Assertion(demand, failures, _PARENT, at_parent)


def _child_kinds(kinds: Texts, _: Subject) -> Assertion:
    wanted = kinds.as_set

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        children, units = ground.organisation.children, ground.organisation.units

        def astray(id: str) -> bool:
            return units[id].kind not in wanted or ground.doubts(id, own("kind")) is not None

        lost = ground.lost(astray)
        for unit in members:
            for id in children.get(unit.id, ()):
                child = units[id]
                if fault := ground.doubts(id, own("kind", "parent", "top")):
                    yield withheld(unit, fault)
                    continue
                if child.kind in wanted:
                    continue
                named = {
                    "child": called(child),
                    "unit": called(unit),
                    "kinds": kinds_listed(kinds),
                }
                message = (
                    said(
                        "{child}, a child of {unit}, is of kind {kind}, not {kinds}",
                        kind=said_kind(child.kind),
                        **named,
                    )
                    if child.kind
                    else said("{child}, a child of {unit}, has no kind, not {kinds}", **named)
                )
                value = f"{id} {child.kind or ''}".strip()
                spot = Spot("child_kinds", ("kind",), value, part=child)
                yield Failure(unit, message, spot)
            if fault := ground.stray(unit.id, lost):
                yield withheld(unit, fault)

    demand = said("have children of kind {kinds} only", kinds=kinds_listed(kinds))
    return Assertion(demand, failures, NOTHING, at_id)


def _stands(organisation: Organisation, unit: Target, spot: Spot) -> Said:
    """Where a unit stands, as the beginning of a sentence."""
    if spot.value is not None:
        parent = organisation.mention(spot.value)
        return said("{unit} has the parent {parent}", unit=called(unit), parent=parent)
    if spot.about == "top":
        return said("{unit} is at the top", unit=called(unit))
    return said("{unit} has no parent", unit=called(unit))


def _wrong_kind(stands: Said, parent: Unit | None, kinds: Texts) -> Said:
    """That a unit stands where it may not, for the kind of what is above it."""
    wanted = kinds_listed(kinds)
    if parent is None:
        return said("{stands}, and needs a parent of kind {kinds}", stands=stands, kinds=wanted)
    if parent.kind:
        return said(
            "{stands}, which is of kind {kind}, not {kinds}",
            stands=stands,
            kind=said_kind(parent.kind),
            kinds=wanted,
        )
    return said("{stands}, which has no kind, not {kinds}", stands=stands, kinds=wanted)


def _contains_all(wanted: Selector, _: Subject) -> Assertion:
    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        selection = wanted.selection(ground)
        ids = {other.id for other in selection.known}
        asked = [*selection.known, *(organisation.units[id] for id in selection.unsure)]
        told = 0
        for unit in members:
            below = within(organisation, unit.id)
            unsettled = ground.unsettled(asked, (unit.id,), command=False)
            yield from _undecided(unit, selection, unsettled, below)
            if told >= MOST_FINDINGS:
                # Of every unit for every other there are too many to make, and too many to read.
                beyond = len(ids - below - unsettled.keys() - {unit.id})
                if beyond:
                    yield Failure(unit, "", Spot("units"), times=beyond)
                continue
            for other in selection.known:
                if other.id in below or other.id == unit.id or other.id in unsettled:
                    continue
                told += 1
                message = said(
                    "{other} is not within {unit}, which must hold all {selected}",
                    other=called(other),
                    unit=called(unit),
                    selected=wanted.words,
                )
                yield Failure(unit, message, _of(other))

    return _of_branch(said("hold all {selected}", selected=wanted.words), failures, wanted)


def _undecided(
    unit: Target, selection: Selection, unsettled: Mapping[str, Fault], below: Collection[str]
) -> Iterator[Failure]:
    """That it is not known of some others whether a unit must hold them, or does."""
    for id, fault in {**selection.unsure, **unsettled}.items():
        # What is held for sure speaks for the unit, whether it has to be held or not.
        if id != unit.id and (id in unsettled or id not in below):
            yield withheld(unit, fault)


def _contains_only(wanted: Selector, _: Subject) -> Assertion:
    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        fits = wanted.judged(ground)

        def astray(id: str) -> bool:
            branch = (id, *organisation.descendants(id))
            return any(fits(organisation.units[one]) is not True for one in branch)

        lost = ground.lost(astray)
        for unit in members:
            stray = ground.stray(unit.id, lost)
            below = [organisation.units[id] for id in organisation.descendants(unit.id)]
            unsettled = ground.unsettled(below, (unit.id,), command=False)
            for other in below:
                verdict = fits(other)
                if verdict is True:
                    continue
                if fault := unsettled.get(other.id) or verdict:
                    stray = stray or fault
                else:
                    message = said(
                        "{other} is within {unit}, which may hold only {selected}",
                        other=called(other),
                        unit=called(unit),
                        selected=wanted.words,
                    )
                    yield Failure(unit, message, _of(other))
            if stray is not None:
                yield withheld(unit, stray)

    return _of_branch(said("hold only {selected}", selected=wanted.words), failures, wanted)


def _of_branch(demand: str, failures: Failures, wanted: Selector) -> Assertion:
    """The assertion that looks from a unit at those that a selector matches."""
    ids = (wanted.ids,) if wanted.ids else ()
    return Assertion(demand, failures, NOTHING, at_id, ids, others=(wanted,))


def _of(other: Target) -> Spot:
    parent = other.parent if isinstance(other, Unit) else None
    return Spot("units", ("parent",), f"{other.id} {parent or ''}".strip(), (), other)


def _one_top_per_file(_: bool, __: Subject) -> Assertion:
    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        tops: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in members:
            assert isinstance(unit, Unit), "only units have a place in the structure"
            file = organisation.file_of(unit)
            parent = organisation.units.get(unit.parent or "")
            if file is not None and (parent is None or organisation.file_of(parent) != file):
                tops[file].append(unit)
        for file, several in tops.items():
            if len(several) > 1:
                yield from _tops(organisation, file, several)

    demand = said("have the one top of its file above it")
    return Assertion(demand, failures, own("parent", "top"), at_id, among=True)


def _tops(organisation: Organisation, file: str, tops: Sequence[Unit]) -> Iterator[Failure]:
    ids = tuple(unit.id for unit in tops)
    measure = Measure(len(ids), Bounds(most=1))
    for unit in tops:
        other = next(one for one in tops if one is not unit)
        message = said(
            "{unit} is a second top of its file, beside {other}",
            unit=called(unit),
            other=called(other),
        )
        there = (other, (), said("another top of {file}", file=file))
        at = at_parent(organisation, unit)
        spot = Spot("parent", at.path, file, at.chain, measure=measure)
        yield Failure(unit, message, spot, others=(there,), shared=ids)


_TREE = "units: [{id: a, name: A, kind: agency, top: true}, {id: b, name: B, parent: a}, "
_BELOW_A = _TREE + "{id: c, name: C, kind: team, parent: a}]"
_BELOW_B = _TREE + "{id: c, name: C, kind: team, parent: b}]"
_OFFICE_BELOW_B = _TREE + "{id: c, name: C, kind: office, parent: b}]"

VERBS = (
    StructureVerb(
        name="parent",
        usage="X",
        statement=msg("The parent is X, or one of them."),
        argument=TEXTS,
        of=UNITS,
        check=_parent,
        example=Example("a", _BELOW_A, _BELOW_B, "{id: c}"),
    ),
    StructureVerb(
        name="within",
        usage="X",
        statement=msg("X, or one of them, is an ancestor."),
        argument=TEXTS,
        of=UNITS,
        check=_within,
        example=Example("b", _BELOW_B, _BELOW_A, "{id: c}"),
    ),
    StructureVerb(
        name="not_within",
        usage="X",
        statement=msg("X is no ancestor."),
        argument=TEXTS,
        of=UNITS,
        check=_not_within,
        example=Example("b", _BELOW_A, _BELOW_B, "{id: c}"),
    ),
    StructureVerb(
        name="parent_kind",
        usage="K",
        statement=msg("The parent is of kind K, or of one of them."),
        argument=TEXTS,
        of=UNITS,
        check=_parent_kind,
        example=Example("agency", _BELOW_A, _BELOW_B, "{id: c}"),
    ),
    StructureVerb(
        name="child_kinds",
        usage="[K]",
        statement=msg("Every child is of kind K, or of one of them."),
        argument=TEXTS,
        of=UNITS,
        check=_child_kinds,
        example=Example("[team]", _BELOW_B, _OFFICE_BELOW_B, "{id: b}"),
    ),
    StructureVerb(
        name="contains_all",
        usage="SELECTOR",
        statement=msg("Every unit that matches lies below the selected one."),
        argument=UNITS_MATCHING,
        of=UNITS,
        check=_contains_all,
        example=Example("{kind: team}", _BELOW_B, _BELOW_A, "{id: b}"),
    ),
    StructureVerb(
        name="contains_only",
        usage="SELECTOR",
        statement=msg("Nothing that does not match lies below the selected one."),
        argument=UNITS_MATCHING,
        of=UNITS,
        check=_contains_only,
        example=Example("{kind: team}", _BELOW_B, _OFFICE_BELOW_B, "{id: b}"),
    ),
    StructureVerb(
        name="one_top_per_file",
        usage="true",
        statement=msg(
            "In each file of a folder, one unit at most has its parent outside of the file."
        ),
        argument=TRUE,
        of=UNITS,
        check=_one_top_per_file,
        example=Example(
            "true", _BELOW_A, "units: [{id: a, name: A, top: true}, {id: b, name: B, top: true}]"
        ),
    ),
)
