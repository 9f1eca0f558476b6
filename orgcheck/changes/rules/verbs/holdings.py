"""What no reorganisation may lose: responsibilities_kept, sites_kept."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.changes.holdings import RESPONSIBILITIES, SITES
from orgcheck.changes.model import Event, EventKind
from orgcheck.changes.rules.case import Case, ChangeFailure, Scene
from orgcheck.changes.rules.ground import ChangeGround
from orgcheck.changes.rules.topics import lost
from orgcheck.changes.rules.words import several
from orgcheck.findings import Location
from orgcheck.rules.model import ChangeVerb
from orgcheck.snapshot.nodes import clipped

_KINDS = {RESPONSIBILITIES: EventKind.RESPONSIBILITY, SITES: EventKind.SITE}


def responsibilities_kept(scene: Scene, case: Case, _: ChangeVerb) -> Iterator[ChangeFailure]:
    """Every duty of the units is held by some unit afterwards."""
    return _kept(scene, case, RESPONSIBILITIES)


def sites_kept(scene: Scene, case: Case, _: ChangeVerb) -> Iterator[ChangeFailure]:
    """Every site of the units is some unit's afterwards."""
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
    return event.item if event is not None and event.kind is _KINDS[field] else None


def loss(ground: ChangeGround, field: str, key: str, unit: str) -> ChangeFailure:
    """A duty that no unit holds any more, or a site that is closed, as a failure of a holder."""
    holders = ground.lost(field)[key]
    was = several([unit, *(holder for holder in holders if holder != unit)])
    message = (
        f'the duty "{clipped(key)}" is dropped: {was} held it, and no unit does now'
        if field == RESPONSIBILITIES
        else f'the site "{clipped(key)}" is closed: {was} was there, and no unit is now'
    )
    return ChangeFailure(
        message=message,
        about=field,
        value=key,
        unit=ground.now(unit),
        location=_place(ground, field, key, unit),
        topics=lost(field, key),
    )


def _place(ground: ChangeGround, field: str, key: str, unit: str) -> Location | None:
    """What the unit holds now; where it has ended, what it held."""
    if not ground.gone(unit):
        return ground.place(unit, field)
    member = ground.old.units[unit]
    items = getattr(member, field)
    holdings = ground.holdings(field)
    dumped = member.model_dump(mode="json", include={field})[field]
    index = next(
        (i for i, item in enumerate(dumped) if holdings.key_of(item, before=True) == key), 0
    )
    return ground.old.locate(member, field, index) if items else None
