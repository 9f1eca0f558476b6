"""What no reorganisation may lose: successors of what ends, duties, sites and members."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from orgcheck.changes.holdings import RESPONSIBILITIES, SITES
from orgcheck.changes.kinds import type_of
from orgcheck.changes.topics import MOST_NAMED, abolished, lost, several
from orgcheck.json_schema import described, mapping
from orgcheck.language import msg, percent, said, said_later, said_n
from orgcheck.measures import Bounds, Measure
from orgcheck.numbers import exact
from orgcheck.rules.arguments import SHARE, TRUE, Argument, Subject
from orgcheck.rules.assertions.verb import Example
from orgcheck.rules.changes.case import OF_UNITS, Case, ChangeFailure, ChangeVerb, Scene
from orgcheck.rules.doubt import own
from orgcheck.rules.pack_text import Node
from orgcheck.snapshot.model import Holding, Named, display
from orgcheck.snapshot.text import found

if TYPE_CHECKING:
    from orgcheck.changes.changeset import Event
    from orgcheck.changes.comparison import Ids
    from orgcheck.rules.changes.ground import ChangeGround

# A duty is told apart by its wording, which may be a sentence.
_LONGEST = 120
# What a successor is asked for: to be there, or to have the duties too.
ANY, DUTIES = "any", "all"


def _requires_successor(scene: Scene, case: Case, of: str) -> Iterator[ChangeFailure]:
    ground = scene.ground
    for unit in case.old:
        if not ground.gone(unit):
            continue
        successors = ground.images(unit)
        if not successors:
            candidates = ground.candidates((unit,), of=unit)
            ended = ground.old.mention(unit)
            yield ChangeFailure(
                message=said("{unit} ends; {candidates}", unit=ended, candidates=candidates)
                if candidates
                else said("{unit} ends, and no unit succeeds it", unit=ended),
                about="successor",
                unit=unit,
                location=ground.place(unit),
                topics=abolished(unit),
            )
        elif of == DUTIES and (left := _left_behind(scene, unit, successors)):
            yield ChangeFailure(
                message=_without(scene, unit, successors, left),
                about="duties of successors",
                value=" · ".join(left),
                unit=unit,
                location=ground.place(unit),
                topics=lost(RESPONSIBILITIES, *left),
            )


def _without(scene: Scene, unit: str, successors: Ids, left: list[str]) -> str:
    holdings = scene.ground.holdings(RESPONSIBILITIES)
    duties = list(map(holdings.wording, left))
    heirs = list(map(scene.ground.new.mention, successors))
    return said_n(
        "{successors} succeeds {unit} without {duties}",
        "{successors} succeed {unit} without {duties}",
        len(successors),
        successors=said_later(lambda: several(heirs)),
        unit=scene.ground.old.mention(unit),
        duties=said_later(lambda: several(duties)),
    )


def _left_behind(scene: Scene, unit: str, successors: Ids) -> list[str]:
    """The duties of an ended unit that none of its successors holds."""
    holdings = scene.ground.holdings(RESPONSIBILITIES)
    return sorted(
        duty
        for duty in holdings.keys_of(unit, before=True)
        if successors.isdisjoint(holdings.held(duty, before=False))
    )


def _successor(node: Node, _: Subject) -> str | None:
    if not isinstance(node.value, dict):
        if not isinstance(node.value, str):
            node.wrong(
                said("expected true, or {{duties: all}}, found {value}", value=found(node.value))
            )
            return None
        return ANY if node.is_asked() else None
    parts = node.mapping(("duties",))
    if parts is None:
        return None
    if not node.value:
        node.wrong(said("is empty"), said("write {text}, or true", text="`{duties: all}`"))
    return parts["duties"].one_of((DUTIES,)) if "duties" in parts else None


def _responsibilities_kept(scene: Scene, case: Case, _: bool) -> Iterator[ChangeFailure]:
    return _kept(scene, case, RESPONSIBILITIES)


def _sites_kept(scene: Scene, case: Case, _: bool) -> Iterator[ChangeFailure]:
    return _kept(scene, case, SITES)


def _kept(scene: Scene, case: Case, field: str) -> Iterator[ChangeFailure]:
    missing = scene.ground.lost(field)
    if not missing:
        return
    holdings = scene.ground.holdings(field)
    only = _item_of(case.event, field)
    for unit in case.old:
        for key in sorted(holdings.keys_of(unit, before=True)):
            if key in missing and (only is None or key == only):
                yield loss(scene.ground, field, key, unit)


def _item_of(event: Event | None, field: str) -> str | None:
    """The one duty or site that an event is about."""
    return event.item if event is not None and type_of(event.kind).holding == field else None


def loss(ground: ChangeGround, field: str, key: str, unit: str) -> ChangeFailure:
    """A duty that no unit holds any more, or a site that is closed, as a failure of a holder."""
    holders = ground.lost(field)[key]
    index, wording = _listed(ground, field, key, unit)
    # One duty may have as many holders as there are units, and each of them loses it.
    others = (holder for holder in holders if holder != unit)
    was = list(map(ground.old.mention, [unit, *islice(others, MOST_NAMED)]))
    named = {"item": wording, "units": said_later(lambda: several(was, len(holders)))}
    message = (
        said('the duty "{item}" is dropped: {units} held it, and no unit does now', **named)
        if field == RESPONSIBILITIES
        else said_n(
            'the site "{item}" is closed: {units} was there, and no unit is now',
            'the site "{item}" is closed: {units} were there, and no unit is now',
            len(holders),
            **named,
        )
    )
    # Where the unit goes on, at what it lists now.
    gone = ground.gone(unit)
    place = ground.old.locate(ground.old.units[unit], field, index) if gone else None
    return ChangeFailure(
        message=message,
        about=field,
        value=key,
        unit=ground.now(unit),
        location=place or ground.place(unit, field),
        topics=lost(field, key),
    )


def _listed(ground: ChangeGround, field: str, key: str, unit: str) -> tuple[int, str]:
    """The number of a duty or site among those of a unit, and how it is worded there."""
    holdings = ground.holdings(field)
    index = holdings.positions(unit, before=True).get(key)
    if index is None:
        return 0, holdings.shortened(key, _LONGEST)
    item: Holding = getattr(ground.old.units[unit], field)[index]
    entry = ground.old.register.get(key) if field == RESPONSIBILITIES else None
    name = item.name if isinstance(item, Named) else entry.name if entry else item
    return index, holdings.shortened(display(name), _LONGEST)


def _members_kept(scene: Scene, case: Case, least: float) -> Iterator[ChangeFailure]:
    ground = scene.ground
    for unit in case.old:
        before = frozenset(ground.old.units[unit].members)
        images = ground.images(unit)
        doubted = any(ground.doubts(unit, image, own("members")) for image in images)
        if not before or doubted or (not images and not ground.gone(unit)):
            continue
        now = (ground.new.units[image].members for image in images)
        kept = len(before.intersection(*[set().union(*now)]))
        if kept >= least * len(before):
            continue
        share = exact(kept / len(before))
        yield ChangeFailure(
            message=said(
                "{unit} keeps {kept} of {number} members, less than {least}",
                unit=ground.mention(unit),
                kept=kept,
                number=len(before),
                least=said_later(lambda: percent(least)),
            ),
            about="members kept",
            measure=Measure(share, Bounds(least=exact(least))),
            unit=ground.now(unit),
            location=ground.place(unit, "members"),
        )


_WITH_DUTIES = mapping(
    {"duties": described({"const": DUTIES}, "Every duty is taken on.")}, ["duties"]
)


def _unit(more: str) -> str:
    return f"{{units: [{{id: a, name: A, top: true}}, {more}]}}"


_HELD = "responsibilities: [advice], sites: [Hanko]"
_BEFORE = _unit(f"{{id: b, name: B, parent: a, {_HELD}}}")
_AFTER = _unit(f"{{id: c, name: C, parent: a, replaces: [b], {_HELD}}}")
_WITHOUT = _unit("{id: c, name: C, parent: a, replaces: [b]}")
_STAFFED = _unit("{id: b, name: B, parent: a, members: [p1, p2, p3, p4]}")
_STAYING = f"old: {_STAFFED}\nnew: {_unit('{id: b, name: B, parent: a, members: [p3, p4, p5]}')}"
_LEAVING = f"old: {_STAFFED}\nnew: {_unit('{id: b, name: B, parent: a, members: [p4]}')}"
_KEPT = f"old: {_BEFORE}\nnew: {_AFTER}"
_LOST = f"old: {_BEFORE}\nnew: {_WITHOUT}"

VERBS = (
    ChangeVerb(
        name="requires_successor",
        usage="true",
        statement=msg("Every unit that ends has a successor."),
        more=msg("With `duties: all`, its successors hold all of its duties between them."),
        argument=Argument(_successor, {"anyOf": [TRUE.schema, _WITH_DUTIES]}),
        of=OF_UNITS,
        on=lambda kind: kind.ends_units,
        elsewhere="in `on`, name a kind in which units end: {kinds}",
        check=_requires_successor,
        example=Example("{duties: all}", _KEPT, _LOST),
    ),
    ChangeVerb(
        name="responsibilities_kept",
        usage="true",
        statement=msg("Every duty of the units is held by some unit afterwards."),
        argument=TRUE,
        of=OF_UNITS,
        check=_responsibilities_kept,
        example=Example("true", _KEPT, _LOST),
    ),
    ChangeVerb(
        name="sites_kept",
        usage="true",
        statement=msg("Every site of the units is some unit's afterwards."),
        argument=TRUE,
        of=OF_UNITS,
        check=_sites_kept,
        example=Example("true", _KEPT, _LOST),
    ),
    ChangeVerb(
        name="members_kept",
        usage="SHARE",
        statement=msg(
            "So large a share of the members of each unit still belongs to it; 0.95 is 95%."
        ),
        more=msg("Where it has ended, to its successors."),
        argument=SHARE,
        of=OF_UNITS,
        check=_members_kept,
        example=Example("0.5", _STAYING, _LEAVING, "{id: b}"),
    ),
)
