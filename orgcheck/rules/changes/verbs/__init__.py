"""The verbs of change rules: one file per family, and which of them ask about what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from orgcheck.rules.changes.case import Case, ChangeFailure, Scene, Verb
from orgcheck.rules.changes.verbs import (
    command,
    events,
    expressions,
    fields,
    holdings,
    logic,
    share,
    succession,
)
from orgcheck.rules.model import ChangeVerb

# What is asked of units, whether or not any event is about them.
OF_UNITS: Mapping[str, Verb] = {
    "requires_successor": succession.requires_successor,
    "responsibilities_kept": holdings.responsibilities_kept,
    "sites_kept": holdings.sites_kept,
    "unchanged": fields.unchanged,
    "command_unchanged": command.command_unchanged,
}
OF_EVENTS: Mapping[str, Verb] = {
    "forbidden": events.forbidden,
    "declared": events.declared,
    "cel": expressions.cel,
}
# What is asked of all that happened at once.
OF_THE_WHOLE: Mapping[str, Verb] = {"max_share": share.max_share}
_VERBS = {**OF_UNITS, **OF_EVENTS, **OF_THE_WHOLE}


def failures_of(scene: Scene, demand: ChangeVerb) -> Iterator[ChangeFailure]:
    """All that falls short of one demand of a rule."""
    if demand.verb == "all":
        for inner in (inner for group in demand.argument for inner in group):
            yield from failures_of(scene, inner)
        return
    for case in _cases(scene, demand):
        yield from _failures(scene, case, demand)


def _cases(scene: Scene, demand: ChangeVerb) -> Sequence[Case]:
    """What a demand is asked of.

    A rule that names neither kinds of event nor a condition asks what only concerns units of all
    those that it selects, since what happens elsewhere may change it too.
    """
    verbs = set(_verbs(demand))
    if verbs <= OF_THE_WHOLE.keys():
        return (Case(None),)
    rule = scene.rule
    if not rule.on and rule.where is None and verbs <= OF_UNITS.keys():
        return scene.of_units
    return scene.of_events


def _verbs(demand: ChangeVerb) -> Iterator[str]:
    """The verbs that a demand comes down to."""
    if demand.verb == "not":
        groups: Sequence[Sequence[ChangeVerb]] = (demand.argument,)
    elif demand.verb in ("all", "any"):
        groups = demand.argument
    else:
        yield demand.verb
        return
    for group in groups:
        for inner in group:
            yield from _verbs(inner)


def _failures(scene: Scene, case: Case, demand: ChangeVerb) -> Iterator[ChangeFailure]:
    if demand.verb == "all":
        demands = (inner for group in demand.argument for inner in group)
        return logic.all_of(scene, case, demands, _failures)
    if demand.verb == "any":
        return logic.any_of(scene, case, demand.argument, _failures)
    if demand.verb == "not":
        return logic.none_of(scene, case, demand.argument, _failures)
    return _VERBS[demand.verb](scene, case, demand)
