"""What checks and comparisons give, and reports render: verdicts, reviews, the two results."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from orgcheck.errors import OrgcheckError
from orgcheck.findings import Finding, Location, Severity, in_order
from orgcheck.measures import Trend
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass, replace
from orgcheck.rules.builtin import UNUSED_WAIVER

if TYPE_CHECKING:
    # What a comparison takes is imported where two versions are compared.
    from orgcheck.changes.account import Account
    from orgcheck.changes.changeset import ChangeSet
    from orgcheck.rules.structure_rules import Withheld
    from orgcheck.rules.waivers.model import Waived
    from orgcheck.snapshot.corrections import Correction
    from orgcheck.snapshot.reading import Slice

# -- how a change is judged --------------------------------------------------------------------


@dataclass(frozen=True)
class Alteration:
    """One thing that a change alters of the control.

    `sort` is `rule`, `waiver`, `setting` or `baseline`, `change` is `added`, `removed`, `changed`
    or `loosened`, and `detail` says more: what a rule states or which of its keys differ, and what
    it lets through now; the ground of a waiver; which rules a setting takes out of force; what an
    entry of a baseline is about.
    """

    sort: str
    name: str
    change: str
    detail: str = ""
    location: Location | None = None


@dataclass(frozen=True)
class Control:
    """By which rules a change is judged, and what it does to them.

    `revision` is where rules, waivers and settings were read; None where they are those of the
    newer side. `independent` says whether the change itself could have altered them.
    """

    revision: str | None = None
    independent: bool = True
    alterations: tuple[Alteration, ...] = ()

    def altered(self, sort: str) -> tuple[Alteration, ...]:
        """What is altered of one sort."""
        return tuple(one for one in self.alterations if one.sort == sort)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Findings told apart by their fingerprints: what a change is judged by, and what not.

    Parameters
    ----------
    on_change
        What the rules about changes found.
    introduced
        The findings about the newer snapshot, or the waivers, that were none before, or whose
        number is further beyond its bounds than before.
    existing
        Those that were found before too; of numbers, as far beyond as before, or nearer.
    fixed
        Those that are found no more, though it could be told.
    waived
        What waivers excuse.
    withheld
        The answers about the newer snapshot that were not given: they pass through faulty values.
    back, fixed_back
        What the way back would introduce and mend: not quite what is fixed and introduced, as a
        number that got better gets worse on that way.
    fail_on
        The severity from which on a finding fails the check.

    Examples
    --------
    >>> import orgcheck
    >>> result = orgcheck.review("snapshots/2023.yaml", "snapshots/2024.yaml")
    >>> {finding.rule for finding in result.verdict.existing}
    {'KELA018'}
    >>> result.verdict.failed
    False
    """

    on_change: tuple[Finding, ...] = ()
    introduced: tuple[Finding, ...] = ()
    existing: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()
    waived: tuple[Waived, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    back: tuple[Finding, ...] = ()
    fixed_back: tuple[Finding, ...] = ()
    fail_on: Severity = Severity.ERROR

    @property
    def new(self) -> tuple[Finding, ...]:
        """All that counts."""
        return (*self.on_change, *self.introduced)

    @property
    def improved(self) -> tuple[Finding, ...]:
        """Those that were found before too and whose number is nearer to its bounds now."""
        return improved(self.existing)

    @property
    def failed(self) -> bool:
        """Whether any of it weighs enough to fail the check."""
        return any(finding.severity.at_least(self.fail_on) for finding in self.new)

    @cached_property
    def present(self) -> frozenset[str]:
        """The fingerprints of all that is found now, whether it counts or not."""
        return frozenset(finding.fingerprint for finding in (*self.new, *self.existing))


def improved(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those of findings whose number is nearer to its bounds than before."""
    return tuple(
        one for one in findings if one.measure is not None and one.measure.trend is Trend.BETTER
    )


@dataclass(frozen=True)
class Review:
    """What is said of a change.

    `own` is the verdict under the rules, waivers and settings of the newer side, where these are
    others than those of the first verdict. Either can fail the change: the first so that nobody
    makes the rules by which they are judged, the second so that what comes in is in order too.

    Examples
    --------
    >>> import orgcheck
    >>> result = orgcheck.review("snapshots/2023.yaml", "snapshots/2024.yaml")
    >>> result.review.control.independent, result.review.failed
    (False, False)
    """

    first: Verdict
    control: Control
    own: Verdict | None = None

    @property
    def further(self) -> tuple[Finding, ...]:
        """What counts under the new side's own rules and does not under the first ones."""
        if self.own is None:
            return ()
        counted = frozenset(finding.fingerprint for finding in self.first.new)
        return tuple(f for f in self.own.new if f.fingerprint not in counted)

    @property
    def lifted(self) -> tuple[Finding, ...]:
        """What the first rules say of the newer side, and its own would not, or less weightily."""
        if self.own is None:
            return ()
        own = {f.fingerprint: f.severity for f in (*self.own.new, *self.own.existing)}
        return tuple(
            f
            for f in (*self.first.new, *self.first.existing)
            if f.fingerprint not in own or not own[f.fingerprint].at_least(f.severity)
        )

    @property
    def counted(self) -> tuple[Finding, ...]:
        """All that counts, under whichever rules."""
        return (*self.first.new, *self.further)

    @property
    def failed(self) -> bool:
        """Whether the change fails."""
        return self.first.failed or (self.own is not None and self.own.failed)


def without_used(review: Review, used: Collection[Location]) -> Review:
    """The same, without what is said of waivers as unused that another snapshot uses.

    `used` are the places of these waivers.
    """
    unused = UNUSED_WAIVER.id
    return counting(review, lambda finding: finding.rule != unused or finding.location not in used)


def counting(review: Review, counts: Callable[[Finding], bool]) -> Review:
    """The same, with those alone of the findings that count which `counts` takes."""
    own = review.own
    return replace(
        review,
        first=_counting(review.first, counts),
        own=_counting(own, counts) if own is not None else None,
    )


def _counting(verdict: Verdict, counts: Callable[[Finding], bool]) -> Verdict:
    return replace(
        verdict,
        on_change=tuple(filter(counts, verdict.on_change)),
        introduced=tuple(filter(counts, verdict.introduced)),
    )


def with_loosened(review: Review) -> Review:
    """The same, each altered rule that lets something through now called `loosened`, with what."""
    let: dict[str, list[Finding]] = {}
    for finding in review.lifted:
        let.setdefault(finding.rule, []).append(finding)
    alterations = tuple(
        _loosened(one, let[one.name]) if one.sort == "rule" and one.name in let else one
        for one in review.control.alterations
    )
    return replace(review, control=replace(review.control, alterations=alterations))


def _loosened(one: Alteration, let: Iterable[Finding]) -> Alteration:
    through = ", ".join(dict.fromkeys(finding.unit or finding.message for finding in let))
    words = f"lets through now: {through}"
    change = "loosened" if one.change == "changed" else one.change
    return replace(one, change=change, detail=f"{one.detail}; {words}" if one.detail else words)


# -- the results ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """One snapshot, what it was checked against and what was found.

    `source` is what the user named. Of a snapshot that could not be read the rest is None.
    `rules` are the ids of the policy rules in force; None where no pack was named at all.
    `fail_on` is the severity from which on a finding fails the check; `waived` stand beside the
    findings and fail nothing. `withheld` are the answers that rules did not give. `structure` is
    for reports that show what stands around a finding. Where the snapshot was held against an
    older one, `against` names that one, `review` tells the findings apart, and `findings` are
    those that count. `of_change` says that they are about a change as a whole, and about no one
    snapshot of it. Where a register was checked on every day, `stretches` is the number of
    stretches of time between the days on which something changes. `uncertain` counts what dates of
    a register leave open that are known to the month or the year only: on the day asked, or on any.

    Examples
    --------
    >>> import orgcheck
    >>> (result,) = orgcheck.check("snapshots/2024.yaml", rules=["rules/kela.yaml"])
    >>> result.version, result.units, result.failed
    ('2024', 22, False)
    """

    source: str
    findings: tuple[Finding, ...]
    organisation: str | None = None
    version: str | None = None
    units: int | None = None
    rules: tuple[str, ...] | None = None
    fail_on: Severity = Severity.ERROR
    waived: tuple[Waived, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    structure: Organisation | None = field(default=None, repr=False, compare=False)
    against: str | None = None
    review: Review | None = None
    of_change: bool = False
    stretches: int | None = None
    uncertain: int | None = None

    @property
    def slice(self) -> Slice | None:
        """Of a register, the day that was asked for; None of what has no time inside."""
        return self.structure.slice if self.structure is not None else None

    @property
    def label(self) -> str | None:
        """The version, and of a register the day too."""
        return self.version if self.structure is None else self.structure.label

    def fails(self, finding: Finding) -> bool:
        """Whether a finding weighs enough to fail the check."""
        return finding.severity.at_least(self.fail_on)

    @property
    def failed(self) -> bool:
        """Whether any finding does; where rules changed too, under either of them."""
        if self.review is not None:
            return self.review.failed
        return any(self.fails(finding) for finding in self.findings)


@dataclass(frozen=True)
class Later:
    """What two versions of a register say otherwise of a day to come, and of no earlier one.

    Parameters
    ----------
    day
        The day.
    compared
        Both sides as of that day.

    Examples
    --------
    >>> import orgcheck
    >>> orgcheck.review("snapshots/2023.yaml", "snapshots/2024.yaml").later
    ()
    """

    day: date
    compared: DiffResult


@dataclass(frozen=True)
class DiffResult:
    """Two organisations, what happened between them, and how the rules judge it.

    Parameters
    ----------
    changes
        What `compare` says of the two organisations.
    old, new
        The organisations that were compared: the names come from them.
    review
        What the rules say of the change, by which rules it was judged, and what it alters of
        them; None where no rules were asked.
    language
        Which language's names to use; English where left out.
    checked
        The same about the newer snapshot, for reports on findings; None where no rules were asked.
    later, corrections
        Of two versions of a register: what is decided for the future, by its days, and what they
        say otherwise of the past.

    Examples
    --------
    >>> import orgcheck
    >>> result = orgcheck.review("snapshots/2023.yaml", "snapshots/2024.yaml")
    >>> [str(event.kind) for event in result.changes.events]
    ['merge', 'spin-off', 'replace', 'snapshot']
    >>> result.failed
    False
    """

    changes: ChangeSet
    old: Organisation
    new: Organisation
    review: Review | None = None
    language: str | None = None
    checked: CheckResult | None = None
    later: tuple[Later, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def of_registers(self) -> bool:
        """Whether both sides are registers, which say something of other days too."""
        slices = [self.old.slice, self.new.slice]
        return all(one is not None and not one.pinned for one in slices)

    @property
    def differs(self) -> bool:
        """Whether anything differs between both sides, on any day."""
        return bool(self.changes.events or self.later or self.corrections)

    @property
    def account(self) -> Account:
        """The events that reports tell, counted."""
        from orgcheck.changes.account import Account

        return Account(self.changes)

    @property
    def verdict(self) -> Verdict:
        """What the rules say that the change is judged by first; nothing where none were asked."""
        return self.review.first if self.review is not None else Verdict()

    @property
    def further(self) -> tuple[Finding, ...]:
        """What counts only under rules that the change itself brings."""
        return self.review.further if self.review is not None else ()

    @property
    def brought(self) -> tuple[Finding, ...]:
        """All that speaks against the change, under whichever rules."""
        return self.review.counted if self.review is not None else ()

    @property
    def failed(self) -> bool:
        """Whether any of it weighs enough for the change to fail."""
        return self.review is not None and self.review.failed


@dataclass(frozen=True)
class Reviewed:
    """One result of the review of a repository's change.

    Parameters
    ----------
    checked
        What is said of the newer snapshot, or of the change as a whole.
    compared
        The comparison, where there were two sides.

    Examples
    --------
    >>> import orgcheck
    >>> (result,) = orgcheck.check("snapshots/2024.yaml", rules=["rules/kela.yaml"])
    >>> Reviewed(result).compared is None
    True
    """

    checked: CheckResult
    compared: DiffResult | None = None

    def under(self, review: Review) -> Reviewed:
        """The same under another review."""
        checked = replace(self.checked, findings=review.counted, review=review)
        compared = self.compared
        if compared is not None:
            compared = replace(compared, review=review, checked=checked)
        return Reviewed(checked, compared)

    def counting(self, fingerprints: Collection[str]) -> Reviewed:
        """The same, with those alone of the findings that count that have such a fingerprint."""

        def counts(finding: Finding) -> bool:
            return finding.fingerprint in fingerprints

        if self.checked.review is not None:
            return self.under(counting(self.checked.review, counts))
        findings = tuple(filter(counts, self.checked.findings))
        return Reviewed(replace(self.checked, findings=findings), self.compared)


@dataclass(frozen=True)
class ChangeResult:
    """What the review of a repository's change came to.

    Parameters
    ----------
    results
        What is said: first of the change as a whole, then of each snapshot.
    notes
        What there is to say beside them: what is new or gone, what was compared with what.
    errors
        What could not be reviewed, which fails the change as well.

    Examples
    --------
    >>> import orgcheck
    >>> (result,) = orgcheck.check("snapshots/2024.yaml", rules=["rules/kela.yaml"])
    >>> ChangeResult((Reviewed(result),), notes=("compared with main",)).failed
    False
    """

    results: tuple[Reviewed, ...]
    notes: tuple[str, ...] = ()
    errors: tuple[OrgcheckError, ...] = ()

    @property
    def checked(self) -> list[CheckResult]:
        """What is said of each snapshot, a finding once though several comparisons came to it."""
        told: set[tuple[str, str]] = set()
        checked: list[CheckResult] = []
        for one in self.results:
            fresh = {(f.fingerprint, str(f.location)): f for f in reversed(one.checked.findings)}
            findings = tuple(f for key, f in reversed(fresh.items()) if key not in told)
            told |= fresh.keys()
            checked.append(replace(one.checked, findings=findings))
        return checked

    @property
    def failed(self) -> bool:
        """Whether the change fails."""
        return bool(self.errors) or any(one.checked.failed for one in self.results)


def all_findings(checked: Sequence[CheckResult]) -> list[Finding]:
    """The findings of all snapshots, in the order of every report."""
    return in_order(finding for snapshot in checked for finding in snapshot.findings)


def all_waived(checked: Sequence[CheckResult]) -> list[Waived]:
    """The waived findings of all snapshots, in the order of every report."""
    waived = (waived for snapshot in checked for waived in snapshot.waived)
    return sorted(waived, key=lambda waived: waived.finding.order)


def all_withheld(checked: Sequence[CheckResult]) -> list[Withheld]:
    """The answers that were withheld of all snapshots."""
    return [withheld for snapshot in checked for withheld in snapshot.withheld]


def all_reviews(checked: Sequence[CheckResult]) -> list[Review]:
    """The reviews of the snapshots that were held against older ones."""
    return [snapshot.review for snapshot in checked if snapshot.review is not None]


@dataclass(frozen=True)
class Scenarios:
    """Several structures as they might be, each compared with the one that there is.

    Parameters
    ----------
    base, sources
        What names the structure that there is, and each scenario.
    options
        What each scenario would do, and how the rules judge it; at least one.
    language
        Which language's names to use; English where left out.

    Examples
    --------
    >>> import orgcheck
    >>> orgcheck.compare("snapshots/2023.yaml", "snapshots/2024.yaml").sources
    ('snapshots/2024.yaml',)
    """

    base: str
    sources: tuple[str, ...]
    options: tuple[DiffResult, ...]
    language: str | None = None

    @property
    def old(self) -> Organisation:
        """The structure that there is."""
        return self.options[0].old
