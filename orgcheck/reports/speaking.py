"""Results in the language of a report: their findings say what they say in that language."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from functools import singledispatch
from typing import Any

from orgcheck.findings import Finding
from orgcheck.language import spoken
from orgcheck.results import Alteration, CheckResult, DiffResult, Review, Scenarios, Verdict
from orgcheck.rules.waivers.model import Waived


def finding_spoken(finding: Finding) -> Finding:
    """A finding in the language that is spoken; the same one by its fingerprint."""
    # Whatever made it, and whatever it has worked out: only words are others.
    made = copy(finding)
    made.__dict__.update(
        message=spoken(finding.message),
        statement=_maybe(finding.statement),
        basis=_maybe(finding.basis),
        fix=_maybe(finding.fix),
        related=tuple(replace(one, message=spoken(one.message)) for one in finding.related),
    )
    return made


def _maybe(text: str | None) -> str | None:
    return text if text is None else spoken(text)


@singledispatch
def in_language(result: Any) -> Any:
    """A result whose findings are in the language that is spoken: as it is, where it has none."""
    return result


@in_language.register
def _(result: CheckResult) -> CheckResult:
    return replace(
        result,
        findings=tuple(map(finding_spoken, result.findings)),
        waived=tuple(map(_waived, result.waived)),
        review=_reviewed(result.review),
    )


@in_language.register
def _(result: DiffResult) -> DiffResult:
    return replace(
        result,
        review=_reviewed(result.review),
        checked=in_language(result.checked),
        later=tuple(replace(one, compared=in_language(one.compared)) for one in result.later),
    )


@in_language.register
def _(result: Scenarios) -> Scenarios:
    return replace(result, options=tuple(map(in_language, result.options)))


@in_language.register(list)
@in_language.register(tuple)
def _(results: Sequence[Any]) -> list[Any]:
    return [in_language(one) for one in results]


def _reviewed(review: Review | None) -> Review | None:
    if review is None:
        return None
    altered = tuple(map(_altered, review.control.alterations))
    return replace(
        review,
        first=_judged(review.first),
        own=_judged(review.own) if review.own is not None else None,
        control=replace(review.control, alterations=altered),
    )


def _altered(one: Alteration) -> Alteration:
    return replace(one, name=spoken(one.name), detail=spoken(one.detail))


def _judged(verdict: Verdict) -> Verdict:
    told = ("on_change", "introduced", "existing", "fixed", "back", "fixed_back")
    findings: dict[str, Any] = {
        name: tuple(map(finding_spoken, getattr(verdict, name))) for name in told
    }
    return replace(verdict, **findings, waived=tuple(map(_waived, verdict.waived)))


def _waived(waived: Waived) -> Waived:
    return replace(waived, finding=finding_spoken(waived.finding))
