"""The verbs of rules about changes: what a change must not do; one module for each family."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from orgcheck.changes.topics import several as in_a_row
from orgcheck.language import msg, said, said_later
from orgcheck.records import replace
from orgcheck.rules.arguments import Subject, Whom, nested, read_verbs, several
from orgcheck.rules.assertions.verb import Example
from orgcheck.rules.changes.case import (
    OF_THE_WHOLE,
    OF_UNITS,
    Case,
    ChangeFailure,
    ChangeVerb,
    Demand,
    Scene,
)
from orgcheck.rules.changes.verbs import events, kept, unchanged
from orgcheck.rules.changes.verbs.events import of_event
from orgcheck.rules.pack_text import Node
from orgcheck.rules.phrases import reasons

FAMILIES = (events, kept, unchanged)
# Of several demands all must hold.
Demands = tuple[Demand, ...]


def demands(node: Node, subject: Subject) -> Demands | None:
    """What a rule about changes demands; None, and the problems, where that is wrong.

    Parameters
    ----------
    node
        The value that holds it.
    subject
        What the rule is about.
    """
    read = read_verbs(node, CHANGE_VERBS, subject)
    return None if read is None else tuple(Demand(verb, argument) for verb, argument in read)


def failures_of(scene: Scene, demand: Demand) -> Iterator[ChangeFailure]:
    """All that falls short of one demand of a rule."""
    if demand.verb is _ALL:
        for inner in _joined(demand.argument):
            yield from failures_of(scene, inner)
        return
    for case in _cases(scene, demand):
        yield from demand.failures(scene, case)


def _cases(scene: Scene, demand: Demand) -> Sequence[Case]:
    """What a demand is asked of.

    A rule that names neither kinds of event nor a condition asks what only concerns units of all
    those that it selects, since what happens elsewhere may change it too.
    """
    about = {leaf.verb.of for leaf in demand.leaves}
    if about == {OF_THE_WHOLE}:
        return (Case(None),)
    return scene.of_units if scene.asks_units and about == {OF_UNITS} else scene.of_events


# -- demands of demands -------------------------------------------------------------------------


def _joined(choices: Sequence[Demands]) -> Iterator[Demand]:
    return (demand for choice in choices for demand in choice)


def _all_of(scene: Scene, case: Case, choices: Sequence[Demands]) -> Iterator[ChangeFailure]:
    for demand in _joined(choices):
        yield from demand.failures(scene, case)


def _any_of(scene: Scene, case: Case, choices: Sequence[Demands]) -> Iterator[ChangeFailure]:
    short: list[ChangeFailure] = []
    for choice in choices:
        failures = list(_all_of(scene, case, (choice,)))
        if not failures:
            return
        short += failures
    message = reasons(list(dict.fromkeys(failure.message for failure in short)))
    topics = frozenset[tuple[str, str]]().union(*(failure.topics for failure in short))
    yield replace(
        short[0],
        message=message,
        others=tuple(other for failure in short for other in failure.others),
        topics=topics,
        unanswerable=next((f.unanswerable for f in short if f.unanswerable is not None), None),
    )


def _none_of(scene: Scene, case: Case, together: Demands) -> Iterator[ChangeFailure]:
    """Not all of the demands hold."""
    failures = list(_all_of(scene, case, (together,)))
    yield from (failure for failure in failures if failure.unanswerable is not None)
    if failures or not (case.old or case.new or case.event is not None):
        return
    names = [demand.verb.name for demand in together]
    verbs = said_later(lambda: in_a_row(names))
    if case.event is not None:
        message = said(
            "{event}, which must not hold of it: {verbs}",
            event=scene.ground.said(case.event),
            verbs=verbs,
        )
        yield of_event(scene, case, case.event, message, "not")
        return
    unit = case.old[0]
    yield ChangeFailure(
        message=said(
            "of {unit} must not hold: {verbs}", unit=scene.ground.old.mention(unit), verbs=verbs
        ),
        about="not",
        value=verbs,
        unit=scene.ground.now(unit),
        location=scene.ground.place(unit, "id"),
    )


_OF_WHAT_IT_JOINS = Whom(("what it joins",))
_SEVERAL = several(demands, "ChangeAssertion")
_OLD = "old: {units: [{id: a, name: A, top: true, kind: team, tags: [x]}]}"
_NEITHER = f"{_OLD}\nnew: {{units: [{{id: a, name: B, top: true, kind: team, tags: [x]}}]}}"
_ONE = f"{_OLD}\nnew: {{units: [{{id: a, name: A, top: true, kind: team}}]}}"
_BOTH = f"{_OLD}\nnew: {{units: [{{id: a, name: A, top: true, kind: office}}]}}"
_ALL = ChangeVerb(
    name="all",
    usage="[ASSERTION]",
    statement=msg("All of these hold."),
    argument=_SEVERAL,
    of=_OF_WHAT_IT_JOINS,
    check=_all_of,
    inner=_joined,
    example=Example("[{unchanged: kind}, {unchanged: tags}]", _NEITHER, _ONE),
)
_JOINING = (
    _ALL,
    ChangeVerb(
        name="any",
        usage="[ASSERTION]",
        statement=msg("One of these holds."),
        argument=_SEVERAL,
        of=_OF_WHAT_IT_JOINS,
        check=_any_of,
        inner=_joined,
        example=Example("[{unchanged: kind}, {unchanged: tags}]", _ONE, _BOTH),
    ),
    ChangeVerb(
        name="not",
        usage="ASSERTION",
        statement=msg("This does not hold."),
        argument=nested(demands, "ChangeAssertion"),
        of=_OF_WHAT_IT_JOINS,
        check=_none_of,
        inner=iter,
        example=Example("{unchanged: kind}", _BOTH, _ONE),
    ),
)
CHANGE_VERBS: Mapping[str, ChangeVerb[Any]] = {
    verb.name: verb for verb in (*(v for f in FAMILIES for v in f.VERBS), *_JOINING)
}
