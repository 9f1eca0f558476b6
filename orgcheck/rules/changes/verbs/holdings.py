"""What no reorganisation may lose: responsibilities_kept, sites_kept."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from orgcheck.changes.changeset import Event
from orgcheck.changes.holdings import RESPONSIBILITIES, SITES
from orgcheck.changes.kinds import type_of
from orgcheck.changes.kinds.event_type import lost
from orgcheck.changes.kinds.words import MOST_NAMED, several
from orgcheck.rules.changes.case import Case, ChangeFailure, Scene
from orgcheck.rules.changes.ground import ChangeGround
from orgcheck.rules.model import ChangeVerb
from orgcheck.snapshot.model import Holding, Named, display

# A duty is told apart by its wording, which may be a sentence.
_LONGEST = 120


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
    return event.item if event is not None and type_of(event.kind).holding == field else None


def loss(ground: ChangeGround, field: str, key: str, unit: str) -> ChangeFailure:
    """A duty that no unit holds any more, or a site that is closed, as a failure of a holder."""
    holders = ground.lost(field)[key]
    index, wording = _listed(ground, field, key, unit)
    # One duty may have as many holders as there are units, and each of them loses it.
    others = (holder for holder in holders if holder != unit)
    was = several([unit, *islice(others, MOST_NAMED)], len(holders))
    were = "was" if len(holders) == 1 else "were"
    message = (
        f'the duty "{wording}" is dropped: {was} held it, and no unit does now'
        if field == RESPONSIBILITIES
        else f'the site "{wording}" is closed: {was} {were} there, and no unit is now'
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
