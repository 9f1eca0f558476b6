"""Demands of demands: all, any, not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from orgcheck.changes.kinds.words import several
from orgcheck.rules.changes.case import Case, ChangeFailure, Scene, Verb
from orgcheck.rules.changes.verbs.events import of_event
from orgcheck.rules.model import ChangeVerb


def all_of(
    scene: Scene, case: Case, demands: Iterable[ChangeVerb], ask: Verb
) -> Iterator[ChangeFailure]:
    """All hold."""
    for demand in demands:
        yield from ask(scene, case, demand)


def any_of(
    scene: Scene, case: Case, choices: Iterable[Iterable[ChangeVerb]], ask: Verb
) -> Iterator[ChangeFailure]:
    """At least one of several choices holds, each of which may join demands."""
    short: list[ChangeFailure] = []
    for choice in choices:
        failures = list(all_of(scene, case, choice, ask))
        if not failures:
            return
        short += failures
    message = "; and ".join(dict.fromkeys(failure.message for failure in short))
    topics = frozenset[tuple[str, str]]().union(*(failure.topics for failure in short))
    yield replace(
        short[0],
        message=message,
        others=tuple(other for failure in short for other in failure.others),
        topics=topics,
        unanswerable=next((f.unanswerable for f in short if f.unanswerable is not None), None),
    )


def none_of(
    scene: Scene, case: Case, demands: Iterable[ChangeVerb], ask: Verb
) -> Iterator[ChangeFailure]:
    """Not all of the demands hold."""
    demands = tuple(demands)
    failures = list(all_of(scene, case, demands, ask))
    yield from (failure for failure in failures if failure.unanswerable is not None)
    if failures or not (case.old or case.new or case.event is not None):
        return
    verbs = several(demand.verb for demand in demands)
    if case.event is not None:
        message = f"{scene.ground.said(case.event)}, which must not hold of it: {verbs}"
        yield of_event(scene, case, case.event, message, "not")
        return
    unit = case.old[0]
    yield ChangeFailure(
        message=f"of {unit} must not hold: {verbs}",
        about="not",
        value=verbs,
        unit=scene.ground.now(unit),
        location=scene.ground.place(unit, "id"),
    )
