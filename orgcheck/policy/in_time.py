"""Two versions of a register, compared on every day on which either side changes.

What is in force now is compared as two snapshots are. Of the future, what either side decided is
compared as of each of its days, and held against the rules of now. Of the past, what a register
said and says now is told, field by field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from orgcheck.changes.changeset import Event
from orgcheck.findings import Finding, in_order
from orgcheck.language import said
from orgcheck.organisation import Organisation
from orgcheck.policy.days import organisation_on
from orgcheck.policy.policy import Policy
from orgcheck.records import NamedTuple, replace
from orgcheck.results import DiffResult, Later, Review, Reviewed, Verdict
from orgcheck.rules.builtin import CORRECTED_WITHOUT_REASON
from orgcheck.rules.waivers.model import Key, Waived
from orgcheck.snapshot import day_budget
from orgcheck.snapshot.corrections import Correction, corrections
from orgcheck.snapshot.day_budget import DayBudget
from orgcheck.snapshot.reading import Slice
from orgcheck.snapshot.slicing import Slices
from orgcheck.snapshot.words import said_field

# What is said of two organisations under two names: the findings, and what happened.
Judge = Callable[[Organisation, Organisation, tuple[str, str]], Reviewed]


def through_time(
    now: Reviewed,
    before: Organisation | None,
    after: Organisation,
    sources: tuple[str, str],
    judge: Judge,
    policy: Policy,
) -> Reviewed:
    """What is said of the present, and of the future and the past where both sides are registers.

    A side of which a day was named is a snapshot of that day, and no register.

    Parameters
    ----------
    now
        What is said of the present.
    before, after
        Both sides as of today.
    sources
        What names them.
    judge
        What says the same of another day.
    policy
        The policy that a change is judged by first.
    """
    old = before.slice if before is not None else None
    new = after.slice
    if old is None or new is None or old.pinned or new.pinned:
        return now
    later = list(_of_the_future(now, old, new, sources, judge))
    review = now.checked.review
    assert review is not None, "it is held against an older one"
    review = _joined(review, [one.review for one in later])
    corrected: tuple[Correction, ...] = ()
    if now.compared is not None:
        corrected = tuple(corrections(old.register, new.register, new.day))
        review = _with_corrections(review, _without_reason(corrected, after), policy)
    told = now.under(review)
    if told.compared is None:
        return told
    decided = tuple(one.decided for one in later if one.decided is not None)
    return replace(told, compared=replace(told.compared, later=decided, corrections=corrected))


class _OneDay(NamedTuple):
    """What a day of the future adds to what is told of earlier days."""

    review: Review
    decided: Later | None


def _of_the_future(
    now: Reviewed, old: Slice, new: Slice, sources: tuple[str, str], judge: Judge
) -> Iterator[_OneDay]:
    found = {finding.fingerprint for finding in now.checked.findings}
    told = set(_events(now.compared))
    before, after = Slices(old.register), Slices(new.register)
    days = sorted(day for day in {*old.register.days, *new.register.days} if day > new.day)
    budget = DayBudget(new.register, len(days), day_budget.TO_COME)
    for day in days:
        named = (f"{sources[0]}@{day}", f"{sources[1]}@{day}")
        sides = (organisation_on(before, day), organisation_on(after, day))
        one = judge(*sides, named)
        assert one.checked.review is not None, "it is held against an older one"
        review = _dated(one.checked.review, day, found)
        found.update(finding.fingerprint for finding in review.counted)
        events = _events(one.compared)
        compared = _with_events(one.compared, [e for key, e in events.items() if key not in told])
        yield _OneDay(review, Later(day, compared) if compared is not None else None)
        told.update(events)
        found_here = sum(map(len, _findings(one.checked.review)))
        budget.spend(day, [side.places for side in sides], len(events) + found_here)


def _findings(review: Review) -> Iterator[Sequence[Finding]]:
    for one in (review.first, review.own):
        if one is not None:
            yield from (one.on_change, one.introduced, one.existing, one.fixed)


def _events(compared: DiffResult | None) -> Mapping[str, Event]:
    """What happened, each by what tells it from any other."""
    if compared is None:
        return {}
    return {f"{event.fingerprint} {event.edits}": event for event in compared.changes.events}


def _with_events(compared: DiffResult | None, events: Sequence[Event]) -> DiffResult | None:
    """A comparison with some of its events alone; None without any."""
    if compared is None or not events:
        return None
    return replace(compared, changes=replace(compared.changes, events=tuple(events)))


def _dated(review: Review, day: date, told: set[str]) -> Review:
    """What counts and is not told yet, with the day from which on it would be so."""

    def fresh(findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(
            replace(
                finding,
                message=said("{finding} (as of {day})", finding=finding.message, day=day),
            )
            for finding in findings
            if finding.fingerprint not in told
        )

    def verdict(one: Verdict) -> Verdict:
        return replace(one, on_change=fresh(one.on_change), introduced=fresh(one.introduced))

    own = verdict(review.own) if review.own is not None else None
    return replace(review, first=verdict(review.first), own=own)


def _joined(review: Review, later: Sequence[Review]) -> Review:
    """A review with what counts of later days."""

    def all_of(now: Verdict, then: Sequence[Verdict]) -> Verdict:
        every = (now, *then)
        return replace(
            now,
            on_change=tuple(chain.from_iterable(one.on_change for one in every)),
            introduced=tuple(in_order(chain.from_iterable(one.introduced for one in every))),
            waived=tuple(_waived(every)),
        )

    own = review.own
    if own is not None:
        own = all_of(own, [one.own for one in later if one.own is not None])
    return replace(review, first=all_of(review.first, [one.first for one in later]), own=own)


def _waived(verdicts: Iterable[Verdict]) -> Iterator[Waived]:
    """What waivers excuse, told of the first day on which they do."""
    known: set[tuple[str, Key]] = set()
    for verdict in verdicts:
        excused = [((one.finding.fingerprint, one.key), one) for one in verdict.waived]
        yield from (one for key, one in excused if key not in known)
        known.update(key for key, _ in excused)


def _without_reason(
    corrected: Sequence[Correction], organisation: Organisation
) -> Iterator[Finding]:
    """A finding for each correction of which the register does not say why it is made (HIS002)."""
    rule = CORRECTED_WITHOUT_REASON
    for one in corrected:
        if one.reason is None:
            what = said("whether it was there") if one.field is None else said_field(one.field)
            who = _corrected(one, organisation) if one.id else said("the snapshot")
            yield Finding(
                rule=rule.id,
                severity=rule.severity,
                message=said(
                    "{who}: {what} is corrected without a reason ({when})",
                    who=who,
                    what=what,
                    when=one.when,
                ),
                unit=one.id or None,
                location=one.location,
                fix=rule.fix,
                about=one.field or "valid",
                value=f"{one.said} {one.says} {one.when}",
            )


def _corrected(one: Correction, organisation: Organisation) -> str:
    """Whom a correction is about; a person by the id."""
    if one.sort == "duty":
        return organisation.mention_duty(one.id)
    return one.id if one.sort == "person" else organisation.mention(one.id)


def _with_corrections(review: Review, found: Iterable[Finding], policy: Policy) -> Review:
    applied = [one for one in found if policy.applies(one.rule)]
    findings, waived = policy.apply_waivers(policy.reported(applied))
    first = review.first
    first = replace(first, on_change=(*first.on_change, *findings), waived=(*first.waived, *waived))
    return replace(review, first=first)
