"""Snapshots held against their policies: what `validate` gives."""

from __future__ import annotations

from collections.abc import Sequence

from orgcheck.errors import InvalidSnapshot, Unreadable, Unusable
from orgcheck.language import tr
from orgcheck.organisation import Organisation
from orgcheck.policy.choice import Asked
from orgcheck.policy.examination import Examination, about_waivers, examine, verdict
from orgcheck.policy.policy import Policies, Policy
from orgcheck.policy.reading import Steps, of_each, read_organisation, silently, unreadable_findings
from orgcheck.records import dataclass, replace
from orgcheck.results import CheckResult, Control, Review


def check_snapshots(
    snapshots: Sequence[str | Organisation],
    asked: Asked,
    *,
    all_dates: bool = False,
    language: str | None = None,
    most_mib: int | None = None,
    step: Steps = silently,
) -> list[CheckResult]:
    """What is found in each snapshot, each looked at once; see `orgcheck.check`."""
    policies = Policies(asked)
    subjects = list(dict.fromkeys(map(_Subject.of, snapshots)))
    policy_of = {subject: policies.of(subject.name) for subject in subjects}
    policies.check_options()

    def checked(subject: _Subject) -> _Checked:
        checking = _Checking(policy_of[subject], all_dates, language, most_mib, step)
        return checking.checked(subject)

    return _with_waivers(of_each(checked, subjects))


@dataclass(frozen=True)
class _Subject:
    """A snapshot by what names it; or the organisation itself, whose settings are those here."""

    name: str
    organisation: Organisation | None = None

    @classmethod
    def of(cls, snapshot: str | Organisation) -> _Subject:
        if isinstance(snapshot, Organisation):
            return cls("-", snapshot)
        return cls(snapshot)

    @property
    def label(self) -> str:
        """What results call it."""
        organisation = self.organisation
        return self.name if organisation is None else organisation.snapshot.label


@dataclass(frozen=True)
class _Checked:
    """What is to be reported of a snapshot; no examination where it could not be read."""

    result: CheckResult
    policy: Policy
    examination: Examination | None = None


@dataclass(frozen=True)
class _Checking:
    """How a snapshot is checked; `all_dates` says whether a register is on every day."""

    policy: Policy
    all_dates: bool
    language: str | None
    most_mib: int | None
    step: Steps

    def checked(self, subject: _Subject) -> _Checked:
        """What is to be reported of a snapshot."""
        policy, organisation = self.policy, subject.organisation
        if organisation is None:
            self.step(tr("{file}: reading", file=subject.name))
            try:
                organisation = read_organisation(subject.name, self.most_mib, today=policy.day)
            except Unreadable as unreadable:
                return _Checked(unread(subject.name, unreadable, policy), policy)
        self.step(tr("{file}: checking", file=subject.label))
        try:
            examination, stretches = self._examined(organisation)
        except InvalidSnapshot as refused:
            return _Checked(unread(subject.name, refused, policy), policy)
        findings, waived = examination.findings, examination.waived
        review = _since_baseline(subject.name, policy, examination) if policy.baseline else None
        if review is not None:
            findings = review.counted
        result = policy.checked(
            subject.label, organisation, findings, waived, language=self.language
        )
        result = replace(result, withheld=examination.withheld, review=review, stretches=stretches)
        if stretches is not None:
            result = replace(result, uncertain=len(examination.open))
        return _Checked(result, policy, examination)

    def _examined(self, organisation: Organisation) -> tuple[Examination, int | None]:
        """What is found, and in how many stretches of time, where that is asked."""
        if not self.all_dates or organisation.slice is None:
            return examine(organisation, self.policy), None
        # What checks one day takes nothing of it.
        from orgcheck.policy.all_dates import examine_all_dates

        return examine_all_dates(organisation, self.policy)


def unread(source: str, unreadable: Unusable, policy: Policy) -> CheckResult:
    """The result for a text that is no snapshot: a finding for each reason."""
    findings = unreadable_findings(unreadable)
    return CheckResult(source=source, findings=findings, fail_on=policy.fail_on)


def _since_baseline(name: str, policy: Policy, examination: Examination) -> Review:
    """What is told apart from what the baseline names, and what of it is mended here."""
    here = policy.path_from_baseline(name)
    first = verdict(
        [one.finding for one in policy.baseline if one.snapshot == here],
        examination.findings,
        known=policy.known_findings(),
        waived=examination.waived,
        found_before=examination.found,
        fail_on=policy.fail_on,
    )
    return Review(first, Control())


def _with_waivers(checked: Sequence[_Checked]) -> list[CheckResult]:
    """The findings about waivers too, told once: with the first snapshot that they are for."""
    results: list[CheckResult] = []
    told: set[int] = set()
    for one in checked:
        result, policy = one.result, one.policy
        if id(policy) not in told:
            told.add(id(policy))
            alike = [other for other in checked if other.policy is policy]
            found = about_waivers(
                policy,
                [other.examination for other in alike if other.examination is not None],
                [waived for other in alike for waived in other.result.waived],
                complete=all(other.examination is not None for other in alike),
            )
            result = replace(result, findings=(*result.findings, *found))
        results.append(result)
    return results
