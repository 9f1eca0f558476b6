"""Rules as they are once a pack has been read and found in order."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as MappingOf
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from orgcheck.errors import Unusable
from orgcheck.findings import Location, Severity
from orgcheck.language import Said, said_later, spoken
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass

if TYPE_CHECKING:
    # Whoever reads a pack imports what rules are made of; a run without packs does without.
    from orgcheck.rules.assertions import Assertion
    from orgcheck.rules.assertions.expressions import Telling
    from orgcheck.rules.changes.case import Demand
    from orgcheck.rules.expressions.expression import Expression
    from orgcheck.rules.history.past import HistoryDemand
    from orgcheck.rules.parameters import Value
    from orgcheck.rules.selectors import Selector


class InvalidPack(Unusable):
    """A rule pack that cannot be used, with all that is wrong with it, in the order of its text.

    Examples
    --------
    >>> import orgcheck
    >>> try:
    ...     orgcheck.validate("snapshots/2024.yaml", ["snapshots/2024.yaml"])
    ... except orgcheck.InvalidPack as error:
    ...     print(error.problems[0])
    snapshots/2024.yaml:...
    """


@dataclass(frozen=True)
class Basis:
    """What a rule rests on: a law, rules of procedure, a minute."""

    text: str
    url: str | None = None

    def __str__(self) -> str:
        return f"{self.text} ({self.url})" if self.url else self.text

    @property
    def words(self) -> Said:
        """What it is, and where it is published."""
        return said_later(lambda: str(Basis(spoken(self.text), self.url)))


@dataclass(frozen=True)
class Scope:
    """The snapshots that a rule applies to: by label, or by the day from which they are valid."""

    versions: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None

    def covers(self, organisation: Organisation) -> bool:
        """Whether a snapshot is among them; one without a date is in no period that has bounds."""
        return self.admits(organisation.snapshot.label, organisation.day)

    @property
    def is_bounded(self) -> bool:
        """Whether it says for which versions, or for which time, the rule is."""
        return bool(self.versions) or self.first is not None or self.last is not None

    def admits(self, label: str, day: date | None) -> bool:
        """Whether a snapshot of that label, valid from that day, is among them."""
        if self.versions and label not in self.versions:
            return False
        if self.first is None and self.last is None:
            return True
        if day is None:
            return False
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)


# What puts a small organisation together: whoever reads a pack to check a snapshot asks for none.
Shown = Callable[[], Organisation]


@dataclass(frozen=True)
class Example:
    """A small organisation that a rule accepts or rejects, and where the pack shows it."""

    shown: Shown
    location: Location

    @cached_property
    def organisation(self) -> Organisation:
        """The organisation."""
        return self.shown()


@dataclass(frozen=True)
class ChangeExample:
    """A small change that a rule accepts or rejects, and where the pack shows it."""

    before: Shown
    after: Shown
    location: Location

    @cached_property
    def old(self) -> Organisation:
        """The organisation before the change."""
        return self.before()

    @cached_property
    def new(self) -> Organisation:
        """The organisation after the change."""
        return self.after()


@dataclass(frozen=True)
class HistoryExample:
    """A small history that a rule accepts or rejects, its first version first."""

    shown: tuple[Shown, ...]
    location: Location

    @cached_property
    def versions(self) -> tuple[Organisation, ...]:
        """The versions."""
        return tuple(one() for one in self.shown)


@dataclass(frozen=True)
class IntegrityExample:
    """A small organisation that a rule of integrity accepts or rejects, as a pack shows it.

    `number` counts from 1 among the examples of its sort.
    """

    rule: str
    accepts: bool
    number: int
    shown: Shown
    location: Location

    @cached_property
    def organisation(self) -> Organisation:
        """The organisation."""
        return self.shown()


@dataclass(frozen=True, kw_only=True)
class RuleHead:
    """What rules about a structure and rules about its change have in common.

    `parameters` are those of the pack that the rule names, with their values.
    """

    id: str
    statement: str
    basis: Basis | None
    owner: str | None
    severity: Severity
    selector: Selector
    fix: str | None
    applies_to: Scope
    waivable: bool
    allow_empty: bool
    location: Location
    selector_location: Location | None
    assertion_location: Location
    parameters: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rule(RuleHead):
    """What must hold in a structure."""

    assertion: Assertion
    telling: Telling
    passes: tuple[Example, ...] = ()
    fails: tuple[Example, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChangeRule(RuleHead):
    """What must hold of a change. Of several demands all must hold."""

    on: tuple[str, ...] = ()
    where: Expression | None = None
    demands: tuple[Demand, ...]
    passes: tuple[ChangeExample, ...] = ()
    fails: tuple[ChangeExample, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HistoryRule(RuleHead):
    """What must hold over all versions. Of several demands all must hold."""

    on: tuple[str, ...] = ()
    where: Expression | None = None
    demands: tuple[HistoryDemand, ...]
    passes: tuple[HistoryExample, ...] = ()
    fails: tuple[HistoryExample, ...] = ()


AnyRule = Rule | ChangeRule | HistoryRule


@dataclass(frozen=True)
class Pack:
    """A rule pack.

    `severities` are those that it gives to built-in change rules, `parameters` the values that
    `$name` stands for in its rules, `shown` its examples for rules of integrity.

    Examples
    --------
    >>> from orgcheck.rules.packs import read_pack
    >>> from orgcheck.snapshot.text import SourceText
    >>> text = "pack: p\\nrules: [{id: R1, statement: S., assert: {must_have: kind}}]"
    >>> [rule.id for rule in read_pack(SourceText("p.yaml", text)).rules]
    ['R1']
    """

    name: str
    title: str | None
    rules: tuple[Rule, ...]
    change_rules: tuple[ChangeRule, ...]
    source: str
    location: Location
    severities: MappingOf[str, Severity]
    parameters: MappingOf[str, Value] = field(default_factory=dict)
    shown: tuple[IntegrityExample, ...] = ()
    history_rules: tuple[HistoryRule, ...] = ()

    @property
    def every_rule(self) -> tuple[AnyRule, ...]:
        """Its rules about structures, then those about changes, then those over all versions."""
        return (*self.rules, *self.change_rules, *self.history_rules)
