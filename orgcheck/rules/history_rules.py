"""Rules over all versions held against a history: findings, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from orgcheck.findings import Finding
from orgcheck.language import msg
from orgcheck.rules.change_rules import about_nothing, finding_of_change, is_about_nothing
from orgcheck.rules.changes.case import ChangeFailure
from orgcheck.rules.engine import Telling, most_told
from orgcheck.rules.history.past import Past, PastScene
from orgcheck.rules.model import HistoryRule, Pack
from orgcheck.rules.pack_text import Unanswerable


def history_findings(past: Past, packs: Iterable[Pack]) -> list[Finding]:
    """What the packs' rules over all versions find, in the order of the rules."""
    found: list[Finding] = []
    for rule in (rule for pack in packs for rule in pack.history_rules):
        found += rule_findings(past, rule, most_told(len(found)))
    return found


def empty_selections(past: Past, packs: Iterable[Pack]) -> list[Finding]:
    """The rules over all versions whose selector matches no unit of any: they say nothing.

    As of rules about one change, a rule about creations alone is left out.
    """
    versions = past.organisations
    if any(version.incomplete for version in versions):
        return []
    return [
        about_nothing(rule, _IN_NONE, versions)
        for pack in packs
        for rule in pack.history_rules
        if any(map(rule.applies_to.covers, versions)) and is_about_nothing(rule, versions)
    ]


_IN_NONE = msg("{rule} is about {selected}, and there are none in any version")


def rule_findings(past: Past, rule: HistoryRule, most: int = most_told(0)) -> Iterator[Finding]:
    """The findings of one rule over all versions."""
    telling = Telling(
        rule, partial(finding_of_change, rule), lambda one: (one.message, one.location), most
    )
    try:
        yield from telling.of(_failures(past, rule))
    except Unanswerable as why:
        telling.unanswered(why)
    yield from telling.rest()


def _failures(past: Past, rule: HistoryRule) -> Iterator[ChangeFailure]:
    covers = rule.applies_to.covers
    scene = PastScene(past, covers, rule.selector, rule.on, rule.where, rule.statement)
    for demand in rule.demands:
        yield from demand.verb.check(scene, demand.argument)
