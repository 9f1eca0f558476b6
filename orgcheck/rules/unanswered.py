"""Expressions that have no answer: one finding for each reason, at the expression in the pack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from orgcheck.findings import Finding, Location, Related, Severity
from orgcheck.rules.builtin import NO_ANSWER
from orgcheck.rules.model import RuleHead
from orgcheck.rules.pack_text import Unanswerable


@dataclass(frozen=True)
class _Reason:
    """Why there is no answer: an example, where that stands, and how often it is so."""

    why: Unanswerable
    example: str | None
    place: Location | None
    times: int


@dataclass
class Unanswered:
    """What of one rule has no answer."""

    rule: RuleHead
    _reasons: dict[tuple[str, Location | None], _Reason] = field(default_factory=dict)

    def add(
        self, why: Unanswerable, example: str | None = None, place: Location | None = None
    ) -> None:
        """Note that an expression has no answer, for a member or event where that is known."""
        key = (str(why), why.place)
        known = self._reasons.get(key)
        if known is None:
            self._reasons[key] = _Reason(why, example or why.example, place, 1)
        else:
            times = known.times + 1
            self._reasons[key] = _Reason(known.why, known.example, known.place, times)

    def findings(self) -> Iterator[Finding]:
        """One finding for each reason: a fault of the rule, whatever the rule weighs."""
        rule = self.rule
        for reason in self._reasons.values():
            related = [Related(rule.location, "the rule")] if reason.why.place else []
            if reason.place is not None:
                related.append(Related(reason.place, f"{reason.example}, for which it has none"))
            yield Finding(
                rule=NO_ANSWER.id,
                severity=Severity.ERROR,
                message=f"{rule.id} cannot be evaluated{_whom(reason)}: {reason.why}",
                location=reason.why.place or rule.location,
                related=tuple(related),
                statement=rule.statement,
                basis=str(rule.basis) if rule.basis else None,
                fix="mend the rule; nothing is known of whom it cannot be evaluated for",
                about=rule.id,
                value=str(reason.why),
            )


def _whom(reason: _Reason) -> str:
    if reason.example is None:
        return ""
    if reason.times == 1:
        return f" for {reason.example}"
    return f" for {reason.times:,} of those that it is about, such as {reason.example}"
