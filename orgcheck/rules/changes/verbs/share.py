"""How far a change may reach before its measures have to be declared: max_share."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.measures import Bounds, Measure
from orgcheck.numbers import exact
from orgcheck.rules.changes.case import Case, ChangeFailure, Scene
from orgcheck.rules.changes.manifest import open_measures
from orgcheck.rules.model import ChangeVerb


def max_share(scene: Scene, _: Case, verb: ChangeVerb) -> Iterator[ChangeFailure]:
    """Such events touch no more than a share of the units, unless a manifest declares them."""
    touched, total, when = _widest(scene)
    if not total or touched <= verb.argument * total or open_measures(scene.ground):
        return
    which = "of the selected units" if scene.selected is not None else "of the units"
    yield ChangeFailure(
        message=(
            f"this touches {touched / total:.0%} {which} ({touched:,} of {total:,} {when}), "
            f"more than {verb.argument:.0%}, and no `reorganisation:` declares its measures"
        ),
        about="share",
        measure=Measure(exact(touched / total), Bounds(most=exact(verb.argument))),
    )


def _widest(scene: Scene) -> tuple[int, int, str]:
    """How many units are touched of how many: before the change or after it, whichever is more."""
    ground = scene.ground
    chosen = scene.selected or (ground.old.units.keys(), ground.new.units.keys())
    before: set[str] = set()
    after: set[str] = set()
    begun = set(ground.comparison.begun)
    for event in scene.events:
        old, new = ground.units_of(event)
        before.update(old, ground.carried(event))
        after.update(new, (id for id in event.new if id in begun))
    shares = (
        (len(before & chosen[0]), len(chosen[0]), "there were"),
        (len(after & chosen[1] & begun), len(chosen[1]), "there are now"),
    )
    return max(shares, key=lambda share: share[0] / share[1] if share[1] else 0.0)
