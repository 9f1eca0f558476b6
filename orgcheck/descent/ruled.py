"""A history held against rules over all versions, and the examples of such rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise

from orgcheck.changes.compare import compare
from orgcheck.core import PydanticCustomError
from orgcheck.descent.graph import Bond, Descent, Node
from orgcheck.descent.history import History, Step
from orgcheck.descent.versions import Version
from orgcheck.findings import Finding
from orgcheck.rules.change_rules import ground_of
from orgcheck.rules.examples import ExampleResult, results_of
from orgcheck.rules.history.past import Dated, Life, Past, Return
from orgcheck.rules.history_rules import empty_selections, history_findings, rule_findings
from orgcheck.rules.model import HistoryExample, HistoryRule, Pack
from orgcheck.snapshot.scalars import as_date, first_day, last_day


def ruled(history: History, packs: Iterable[Pack], *, is_whole: bool = True) -> tuple[Finding, ...]:
    """What rules over all versions find in a history.

    Parameters
    ----------
    history
        The versions, and what happened between them.
    packs
        The rule packs that it is held against.
    is_whole
        Whether every version could be read: else nothing is said of rules that select nothing.
    """
    given = [pack for pack in packs if pack.history_rules]
    if not given:
        return ()
    past = _past_of(history)
    empty = empty_selections(past, given) if is_whole else ()
    return (*empty, *history_findings(past, given))


def run_history_examples(pack: Pack) -> list[ExampleResult]:
    """Hold every rule over all versions of a pack against its examples."""
    return [
        result
        for rule in pack.history_rules
        for result in results_of(rule, rule.passes, rule.fails, partial(_findings, rule))
    ]


def _findings(rule: HistoryRule, example: HistoryExample) -> Iterator[Finding]:
    versions = [
        Version(f"version {number}", organisation)
        for number, organisation in enumerate(example.versions, start=1)
    ]
    steps = (
        Step(old, new, compare(old.organisation, new.organisation))
        for old, new in pairwise(versions)
    )
    return rule_findings(_past_of(History(tuple(versions), tuple(steps))), rule)


# -- a history as rules ask about it ----------------------------------------------------------


def _past_of(history: History) -> Past:
    descent = history.descent
    return Past(
        tuple(map(_dated, history.versions)),
        tuple(
            ground_of(step.old.organisation, step.new.organisation, step.changes)
            for step in history.steps
        ),
        partial(_life_of, descent),
        tuple(sorted(_returns(history))),
        tuple(_untold(history, number) for number in range(len(history.steps))),
    )


def _dated(version: Version) -> Dated:
    """A version with its day: as it says, else as its label is one; of git the commit's."""
    day = version.recorded.day if version.recorded is not None else version.day
    if day is None:
        try:
            day = as_date(version.label)
        except PydanticCustomError:
            return Dated(version.label, None, None)
    return Dated(version.label, first_day(day), last_day(day))


def _life_of(descent: Descent, version: int, id: str) -> Life:
    lifetime = descent.lifetime_of(Node(version, id))
    return Life(lifetime[0], tuple(dict.fromkeys(node.unit for node in lifetime)))


def _returns(history: History) -> Iterator[Return]:
    """The ids that stand again after the unit ended, but for units that are known to be others."""
    descent = history.descent
    for edge in descent.notable:
        if edge.bond is Bond.REVIVED:
            yield Return(edge.new.unit, edge.old.version, edge.new.version, revived=True)
    for old, new in ((one.old, one.new) for one in descent.reuses):
        unit = history.versions[new.version].organisation.units[new.unit]
        ended = descent.goes_on(old) is None
        if ended and descent.came_from(new) is None and unit.revives is not False:
            yield Return(new.unit, old.version, new.version, revived=False)


def _untold(history: History, number: int) -> frozenset[str]:
    told = {event.fingerprint for event in history.told(number).events}
    every = (event.fingerprint for event in history.steps[number].changes.events)
    return frozenset(every) - told
