"""Reorganisations whose truth is known: what happened, in the words of the catalogue of changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from . import components, record_events, unit_events
from .draft import Draft, NoRoom, Plan
from .findability import Findability
from .structure import Snapshot, recoded
from .words import Namer


@dataclass(frozen=True, order=True)
class Planted:
    """An event that was planted, with its sorted ids on either side.

    `findable` says whether what the snapshots share would give the event away without any
    declaration; two events are equal whatever it says.
    """

    kind: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    findable: bool = field(default=True, compare=False)


EVENTS: Mapping[str, Callable[[Draft, Random], None]] = {
    "create": components.create,
    "abolish": components.abolish,
    "replace": components.replace,
    "merge": components.merge,
    "split": components.split,
    "absorb": components.absorb,
    "spin-off": components.spin_off,
    "dissolve": components.dissolve,
    "reorganise": components.reorganise_units,
    "recode": unit_events.recode,
    "rename": unit_events.rename,
    "move": unit_events.move,
    "promote": unit_events.promote,
    "demote": unit_events.demote,
    "retype": unit_events.retype,
    "reporting": unit_events.reporting,
    "responsibility": unit_events.responsibility,
    "site": unit_events.site,
    "post": record_events.post,
    "body": record_events.body,
    "figure": unit_events.figure,
    "attribute": unit_events.attribute,
    "snapshot": record_events.snapshot,
}
COMPONENTS = ("replace", "merge", "split", "absorb", "spin-off", "dissolve", "reorganise")
MOVES = ("move", "promote", "demote")
TRIES = 4


def reorganise(
    rng: Random,
    snapshot: Snapshot,
    events: int,
    *,
    declared: bool = True,
    kinds: Sequence[str] = tuple(EVENTS),
) -> tuple[Snapshot, list[Planted]]:
    """Reorganise a copy of a flat snapshot and tell, sorted, all that a comparison should say.

    `events` are drawn from `kinds`, each kind as likely as another. What the snapshot has no
    room for is replaced by another kind, or left out where it has room for none, so fewer may
    come. Some bring a further one along: a child that goes into a unit which was carved out, or
    that leaves an abolished unit, is moved.

    No event touches what another one has changed, but one unit may be in several: renamed, moved
    and retyped at once. With `declared` the new snapshot says `previously`, `replaces` and
    `split_from`; without, nothing.
    """
    draft = Draft.of(snapshot, declared)
    for _ in range(events):
        draft = _with_one_more(rng, draft, kinds)
    return recoded(draft.snapshot(), draft.recodes), _truth(draft)


def erase_ids(rng: Random, snapshot: Snapshot, share: float) -> tuple[Snapshot, dict[str, str]]:
    """Give a share of the units meaningless new ids, as where there are no stable ones.

    Every reference follows. What units say of earlier ids (`previously`, `replaces`,
    `split_from`) stays, since it names units of older snapshots. Returns the snapshot and the new
    id of each unit that got one.
    """
    units = [unit["id"] for unit in snapshot["units"]]
    namer = Namer(snapshot)
    codes = {unit: namer.code(rng) for unit in rng.sample(units, round(share * len(units)))}
    return recoded(snapshot, codes), codes


def _with_one_more(rng: Random, draft: Draft, kinds: Sequence[str]) -> Draft:
    for kind in rng.sample(kinds, len(kinds)):
        for _ in range(TRIES):
            attempt = draft.copy()
            try:
                EVENTS[kind](attempt, rng)
            except NoRoom:
                continue
            if attempt.is_sound():
                return attempt
    return draft


def _truth(draft: Draft) -> list[Planted]:
    findability = Findability(draft)
    return sorted(
        Planted(
            draft.kind_of_move(plan.old[0]) if plan.kind == "move" else plan.kind,
            tuple(sorted(plan.old)),
            tuple(sorted(draft.recodes.get(unit, unit) for unit in plan.new)),
            _is_findable(draft, findability, plan),
        )
        for plan in draft.plans
    )


def _is_findable(draft: Draft, findability: Findability, plan: Plan) -> bool:
    if plan.kind in COMPONENTS:
        ended = [unit for unit in plan.old if unit not in draft.units]
        return findability.of_component(ended, plan.new)
    if plan.kind == "move":
        unit = plan.old[0]
        parents = (draft.old_units[unit].get("parent"), draft.units[unit].get("parent"))
        return all(findability.of_unit(one) for one in (unit, *parents))
    return all(findability.of_unit(unit) for unit in (*plan.old, *plan.new))
