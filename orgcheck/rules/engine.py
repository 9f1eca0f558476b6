"""The engine of rules: what falls short of a rule, and what has no answer, as findings.

Rules over one version and rules over a change are two uses of it. Of each rule it tells so many
failures one by one and counts the others; an expression without an answer is one finding for each
reason, at the expression in the pack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from orgcheck.findings import Finding, Location, Related, Severity
from orgcheck.language import Said, said, said_n
from orgcheck.measures import Bounds, Measure
from orgcheck.records import dataclass, replace
from orgcheck.rules.assertions.assertion import (
    LEAST_FINDINGS,
    MOST_FINDINGS,
    MOST_OF_ALL_RULES,
)
from orgcheck.rules.builtin import EMPTY_SELECTION, NO_ANSWER
from orgcheck.rules.builtin_rule import BuiltInRule
from orgcheck.rules.model import RuleHead
from orgcheck.rules.pack_text import Unanswerable

# How many unknown ids are held against all that are known.
MOST_GUESSED = 20


class Failing(Protocol):
    """What falls short of a rule, or could not be judged."""

    @property
    def unanswerable(self) -> Unanswerable | None:
        """Why it could not be judged, where it does not fall short."""

    @property
    def times(self) -> int:
        """For how many failures it stands."""


F = TypeVar("F", bound=Failing)
T = TypeVar("T")


def most_told(others: int) -> int:
    """How many findings of a rule are told one by one, where other rules have so many."""
    return max(LEAST_FINDINGS, min(MOST_FINDINGS, MOST_OF_ALL_RULES - others))


@dataclass(frozen=True)
class _Reason:
    """Why there is no answer: an example, where that stands, and how often it is so."""

    why: Unanswerable
    example: str | None
    place: Location | None
    times: int


class Telling(Generic[F, T]):
    """What is told of one rule.

    Parameters
    ----------
    rule
        The rule.
    tell
        What makes of a failure what is told of it.
    example
        What a failure that could not be judged is about, and where that stands.
    most
        How many failures are told one by one.
    """

    def __init__(
        self,
        rule: RuleHead,
        tell: Callable[[F], T],
        example: Callable[[F], tuple[str | None, Location | None]],
        most: int = MOST_FINDINGS,
    ) -> None:
        self._rule, self._tell, self._example = rule, tell, example
        self._left = most
        self._beyond = 0
        self._reasons: dict[tuple[str, Location | None], _Reason] = {}

    def of(self, failures: Iterable[F]) -> Iterator[T]:
        """What is told of each of the failures that are told one by one."""
        for failure in failures:
            if failure.unanswerable is not None:
                self.unanswered(failure.unanswerable, *self._example(failure))
            elif self._left > 0:
                self._left -= 1
                yield self._tell(failure)
            else:
                self._beyond += failure.times

    def unanswered(
        self, why: Unanswerable, example: str | None = None, place: Location | None = None
    ) -> None:
        """Note that an expression has no answer, for a member or event where that is known."""
        key = (why.why, why.place)
        known = self._reasons.get(key)
        if known is None:
            self._reasons[key] = _Reason(why, example or why.example, place, 1)
        else:
            self._reasons[key] = replace(known, times=known.times + 1)

    def rest(self) -> Iterator[Finding]:
        """What has no answer, once for each reason, and how many failures were not told."""
        yield from (self._without_answer(reason) for reason in self._reasons.values())
        if self._beyond:
            yield self._beyond_those_told()

    def _without_answer(self, reason: _Reason) -> Finding:
        rule = self._rule
        related = [Related(rule.location, said("the rule"))] if reason.why.place else []
        if reason.place is not None:
            message = said("{example}, for which it has none", example=reason.example)
            related.append(Related(reason.place, message))
        finding = fault_of(
            rule,
            NO_ANSWER,
            _not_evaluated(rule, reason),
            said("mend the rule; nothing is known of whom it cannot be evaluated for"),
            reason.why.why,
            tuple(related),
        )
        return replace(finding, location=reason.why.place or rule.location)

    def _beyond_those_told(self) -> Finding:
        rule, number = self._rule, self._beyond
        return finding_of(
            rule,
            said_n(
                "{number} more finding of {rule} is counted here and not told one by one",
                "{number} more findings of {rule} are counted here and not told one by one",
                number,
                rule=rule.id,
            ),
            location=rule.location,
            fix=said("mend those that are told, or let the rule select fewer"),
            about="findings",
            value="beyond",
            measure=Measure(number, Bounds(most=0)),
        )


def _not_evaluated(rule: RuleHead, reason: _Reason) -> Said:
    named = {"rule": rule.id, "why": reason.why.why}
    if reason.example is None:
        return said("{rule} cannot be evaluated: {why}", **named)
    if reason.times == 1:
        return said(
            "{rule} cannot be evaluated for {example}: {why}", example=reason.example, **named
        )
    return said(
        "{rule} cannot be evaluated for {number} of those that it is about, such as {example}: "
        "{why}",
        number=reason.times,
        example=reason.example,
        **named,
    )


# -- findings -----------------------------------------------------------------------------------


def finding_of(
    rule: RuleHead,
    message: str,
    *,
    location: Location | None,
    about: str,
    value: str | None = None,
    measure: Measure | None = None,
    unit: str | None = None,
    chain: tuple[str, ...] = (),
    related: tuple[Related, ...] = (),
    shared: tuple[str, ...] = (),
    fix: str | None = None,
) -> Finding:
    """A finding of a rule, with what the rule says of itself, and as grave as it says."""
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=message,
        unit=unit,
        location=location,
        chain=chain,
        related=related,
        statement=rule.statement,
        basis=rule.basis.words if rule.basis else None,
        fix=fix or rule.fix,
        about=about,
        value=value,
        measure=measure,
        shared=shared,
    )


def fault_of(
    rule: RuleHead,
    built_in: BuiltInRule,
    message: str,
    fix: str,
    value: str,
    related: tuple[Related, ...] = (),
) -> Finding:
    """A finding about a rule itself, which breaks one that is built in: grave whatever it is."""
    finding = finding_of(
        rule,
        message,
        location=rule.location,
        about=rule.id,
        value=value,
        related=related,
        fix=fix,
    )
    return replace(finding, rule=built_in.id, severity=Severity.ERROR)


def empty_selection(
    rule: RuleHead, message: str, words: str, near: str | None, place: Related | None
) -> Finding:
    """That there is nothing of what a rule is about or names: `near` is what may be meant."""
    fix = (
        said(
            "did you mean {near}? Else mend the rule, or say `allow_empty: true` where that may be",
            near=near,
        )
        if near
        else said("mend the rule, or say `allow_empty: true` where that may be")
    )
    return fault_of(
        rule,
        EMPTY_SELECTION,
        message,
        fix,
        words,
        (place,) if place is not None else (),
    )
