"""What a report on a change tells, in which order: what fails it, what happened, what else to say.

Every format takes the order from here, so that the weightiest stands first in all of them, and a
finding is told once: what fails the change at the top, a warning about an event at that event.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from orgcheck.changes.account import summary_words
from orgcheck.changes.changeset import EntityType, Event, Op
from orgcheck.changes.holdings import RESPONSIBILITIES, SITES
from orgcheck.changes.kinds import grouped, type_of
from orgcheck.changes.kinds.words import Group
from orgcheck.changes.names import Names
from orgcheck.changes.topics import Topic
from orgcheck.findings import Finding, Severity, in_order
from orgcheck.language import number_words, tr
from orgcheck.records import dataclass
from orgcheck.reports.independence import keeping_words, losing_words
from orgcheck.reports.judgement import RuleFacts, by_severity, rules_behind, severity_word
from orgcheck.results import DiffResult
from orgcheck.rules.builtin import NO_SUCCESSOR, RESPONSIBILITY_DROPPED, SITE_CLOSED
from orgcheck.rules.change_rules import in_order_of_weight

# That a unit is no more, with or without a successor.
_ENDED = "ended"


@dataclass(frozen=True)
class Story:
    """A change as it is told."""

    compared: DiffResult
    names: Names

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """What happened, like events together, what touches most units and duties first.

        What a measure about a unit brings along (its attributes, its dates) comes last, however
        many units it touches.
        """
        groups = list(grouped(self.compared.account.events, self.names))
        return tuple(sorted(groups, key=_weight))

    @cached_property
    def summary(self) -> str:
        """What happened, as a person would say it in a few sentences; empty where nothing did.

        The events counted, the weightiest first; what became of duties; who answers to a body, and
        loses or keeps that line.
        """
        told = list(summary_words(self.compared.account))
        if told:
            told += filter(None, (losing_words(self.names), keeping_words(self.names)))
        return " ".join(told)

    @cached_property
    def failing(self) -> tuple[Finding, ...]:
        """What fails the change, the weightiest first."""
        review = self.compared.review
        if review is None:
            return ()
        # Either verdict can fail the change, also by a finding that the other only counts.
        verdicts = filter(None, (review.first, review.own))
        grave = {
            finding.fingerprint
            for verdict in verdicts
            for finding in verdict.new
            if finding.severity.at_least(verdict.fail_on)
        }
        return tuple(in_order_of_weight(f for f in review.counted if f.fingerprint in grave))

    @cached_property
    def _marks(self) -> Mapping[int, Sequence[Finding]]:
        """The findings that stand at an event, by the identity of its object."""
        events: dict[Topic, Event] = {}
        for event in reversed(self.compared.account.events):
            ended = event.wholes(EntityType.UNIT, Op.REMOVE)
            events.update(dict.fromkeys(((_ENDED, unit) for unit in ended), event))
            events.update(dict.fromkeys(type_of(event.kind).topics(event), event))
        marks: defaultdict[int, list[Finding]] = defaultdict(list)
        failing = set(map(id, self.failing))
        for finding in self.compared.verdict.on_change:
            found = (events[topic] for topic in _topics(finding) if topic in events)
            about = next(found, None) if id(finding) not in failing else None
            if about is not None:
                marks[id(about)].append(finding)
        return marks

    @cached_property
    def marked(self) -> tuple[Finding, ...]:
        """The findings that stand at an event."""
        return tuple(finding for findings in self._marks.values() for finding in findings)

    def rules_at(self, events: Sequence[Event]) -> list[tuple[Severity, list[tuple[str, int]]]]:
        """The rules that speak of events, by severity, each with how often it does."""
        marks: defaultdict[Severity, Counter[str]] = defaultdict(Counter)
        for event in events:
            for finding in self._marks.get(id(event), ()):
                marks[finding.severity][finding.rule] += 1
        return [
            (severity, sorted(marks[severity].items()))
            for severity in sorted(marks, key=lambda one: one.rank)
        ]

    def mark(self, events: Sequence[Event]) -> str:
        """What the rules say of events, in a few words that follow them; empty for nothing."""
        return "; ".join(
            f"{severity_word(severity)} {', '.join(times_words(*rule) for rule in rules)}"
            for severity, rules in self.rules_at(events)
        )

    def beside(self, findings: Sequence[Finding]) -> list[Finding]:
        """Those of findings that are told neither at the top nor at an event."""
        told = {id(finding) for finding in (*self.failing, *self.marked)}
        return [finding for finding in in_order_of_weight(findings) if id(finding) not in told]

    def brings(self, found: str) -> str:
        """That the change fails or passes, where anybody asked, and what findings it brings."""
        if self.compared.review is None:
            return tr("The change brings {findings}", findings=found)
        if self.failing:
            return tr("The change fails and brings {findings}", findings=found)
        return tr("The change passes and brings {findings}", findings=found)

    @property
    def marked_rules(self) -> list[tuple[RuleFacts, int]]:
        """The rules whose findings stand at events, each with how many of them do."""
        rules = rules_behind(in_order(self.marked))
        numbers = Counter(finding.rule for finding in self.marked)
        return [(facts, numbers[rule]) for rule, facts in rules.items()]

    @property
    def verdict(self) -> str:
        """Whether the change fails, and how much speaks against it; empty where nobody asked."""
        if self.compared.review is None:
            return ""
        if self.failing:
            return tr("Fails: {findings}", findings=by_severity(self.failing, ""))
        slight = by_severity(self.compared.brought, "")
        return tr("Passes, with {findings}", findings=slight) if slight else tr("Passes")


def times_words(rule: str, number: int) -> str:
    """A rule, and how often it speaks of something where that is more than once."""
    return rule if number == 1 else f"{rule} ({number_words(number)})"


def _topics(finding: Finding) -> Sequence[Topic]:
    """What a finding of a rule that is always on speaks of: the nearest event that says so."""
    unit = finding.unit or ""
    if finding.rule == NO_SUCCESSOR.id:
        return [("abolished", unit)]
    if finding.rule == RESPONSIBILITY_DROPPED.id:
        return [(RESPONSIBILITIES, finding.value or ""), (_ENDED, unit)]
    if finding.rule == SITE_CLOSED.id:
        return [(SITES, finding.value or ""), (_ENDED, unit)]
    return []


def _weight(group: Group) -> tuple[bool, int]:
    """The key by which the heaviest group comes first."""
    return type_of(group.events[0].kind).slight, -sum(map(_reach, group.events))


def _reach(event: Event) -> int:
    """How many units, duties and sites an event touches."""
    units = 1 if type_of(event.kind).of_one else len({*event.old, *event.new})
    passed = sum(
        len(flow.children) + len(flow.responsibilities) + len(flow.sites) for flow in event.flows
    )
    return units + event.carried + passed
