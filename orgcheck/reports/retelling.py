"""Results told otherwise: every text in them that people read, changed by the same hand.

What a report leaves unsaid (`people`) and the language that it speaks (`speaking`) reach the same
places of a result; which these are is known here alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import singledispatch
from typing import TYPE_CHECKING, Any, TypeVar

from orgcheck.findings import Fault, Finding
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass, replace
from orgcheck.results import Alteration, CheckResult, DiffResult, Review, Scenarios, Verdict

if TYPE_CHECKING:
    from orgcheck.changes.changeset import ChangeSet

T = TypeVar("T")

_TOLD = ("on_change", "introduced", "existing", "fixed", "back", "fixed_back")


def _same(whole: T) -> T:
    return whole


@dataclass(frozen=True)
class Hand:
    """What becomes of the parts of a result.

    Parameters
    ----------
    finding
        What becomes of a finding.
    text
        What becomes of another text.
    member
        What becomes of the id of a member of whom no answer is given; None hides it.
    changes
        What becomes of what happened.
    cause
        What becomes of the faulty value for which an answer is not given.
    """

    finding: Callable[[Finding], Finding]
    text: Callable[[str], str]
    member: Callable[[str], str | None] = _same
    changes: Callable[[ChangeSet], ChangeSet] = _same
    cause: Callable[[Fault], Fault] = _same


# The hand for a result, by the organisations that it is about.
HandOf = Callable[[Iterable[Organisation | None]], Hand]


@singledispatch
def retold(result: Any, hand_of: HandOf) -> Any:  # noqa: ARG001
    """A result told otherwise; as it is, where it has no such texts."""
    return result


@retold.register
def _(result: CheckResult, hand_of: HandOf) -> CheckResult:
    return _checked(result, hand_of([result.structure]))


@retold.register
def _(result: DiffResult, hand_of: HandOf) -> DiffResult:
    hand = hand_of([result.old, result.new])
    checked = result.checked
    return replace(
        result,
        changes=hand.changes(result.changes),
        review=_reviewed(result.review, hand),
        checked=_checked(checked, hand) if checked is not None else None,
        later=tuple(replace(one, compared=retold(one.compared, hand_of)) for one in result.later),
    )


@retold.register
def _(result: Scenarios, hand_of: HandOf) -> Scenarios:
    return replace(result, options=tuple(retold(one, hand_of) for one in result.options))


@retold.register(list)
@retold.register(tuple)
def _(results: Sequence[Any], hand_of: HandOf) -> list[Any]:
    return [retold(one, hand_of) for one in results]


def _checked(result: CheckResult, hand: Hand) -> CheckResult:
    return replace(
        result,
        source=hand.text(result.source),
        findings=tuple(map(hand.finding, result.findings)),
        waived=_waived(result.waived, hand),
        withheld=_withheld(result.withheld, hand),
        review=_reviewed(result.review, hand),
    )


def _reviewed(review: Review | None, hand: Hand) -> Review | None:
    if review is None:
        return None
    altered = tuple(_altered(one, hand) for one in review.control.alterations)
    return replace(
        review,
        first=_judged(review.first, hand),
        own=_judged(review.own, hand) if review.own is not None else None,
        control=replace(review.control, alterations=altered),
    )


def _altered(one: Alteration, hand: Hand) -> Alteration:
    return replace(one, name=hand.text(one.name), detail=hand.text(one.detail))


def _judged(verdict: Verdict, hand: Hand) -> Verdict:
    findings: dict[str, Any] = {
        name: tuple(map(hand.finding, getattr(verdict, name))) for name in _TOLD
    }
    return replace(
        verdict,
        **findings,
        waived=_waived(verdict.waived, hand),
        withheld=_withheld(verdict.withheld, hand),
    )


def _waived(waived: Sequence[Any], hand: Hand) -> tuple[Any, ...]:
    return tuple(replace(one, finding=hand.finding(one.finding)) for one in waived)


def _withheld(withheld: Sequence[Any], hand: Hand) -> tuple[Any, ...]:
    return tuple(
        replace(
            one,
            member=None if one.member is None else hand.member(one.member),
            because=hand.cause(one.because),
        )
        for one in withheld
    )
