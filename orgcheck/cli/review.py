"""By which rules a change is judged, and the judgement: for `diff` and `validate --against`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from orgcheck.cli.examination import Examination, about_waivers, examine
from orgcheck.cli.policy import Policies, Policy
from orgcheck.snapshot.view import View, revision_of

if TYPE_CHECKING:
    from orgcheck.changes.model import ChangeSet
    from orgcheck.changes.rules.ground import ChangeGround
    from orgcheck.cli.asked import Asked
    from orgcheck.findings import Finding
    from orgcheck.organisation import Organisation
    from orgcheck.review.control import Control
    from orgcheck.review.review import Review
    from orgcheck.review.verdict import Verdict
    from orgcheck.rules.waivers.model import Waived


@dataclass(frozen=True)
class Standards:
    """The policy of the newer side, and where that differs, the one that held before.

    `before` is the policy that the older side had, whether or not it differs; None where the
    older side is no revision with rules of its own.
    """

    own: Policy
    before: Policy | None
    control: Control

    @property
    def first(self) -> Policy:
        """The policy that a change is judged by first: it cannot have made it itself."""
        return self.before if self.before is not None and self.control.alterations else self.own


def standards_of(asked: Asked, pairs: Sequence[tuple[str, str]]) -> list[Standards]:
    """The standards of each pair of an older and a newer snapshot.

    Where the older one is read from a revision, so are its rules, waivers and settings.
    """
    views: dict[str | None, Policies] = {}

    def policies(revision: str | None) -> Policies:
        return views.setdefault(revision, Policies(asked, View(revision)))

    found = []
    for old, new in pairs:
        base, head = revision_of(old), revision_of(new)
        own = policies(head).of(new)
        before = policies(base).of(old) if _is_apart(base, head) else None
        found.append(Standards(own, before, _control(base, policies(head).view, own, before)))
    first, *others = views.values()
    first.check_options(*others)
    return found


def _is_apart(base: str | None, head: str | None) -> bool:
    """Whether the older side is a revision, and another one than the newer side's."""
    if base is None or base == head:
        return False
    if not base or not head:
        return True
    from orgcheck.snapshot.git import GitError, Repository

    try:
        repository = Repository.here()
        return repository.commit(base) != repository.commit(head)
    except GitError:
        # What cannot be read is refused where it is read.
        return True


def _control(base: str | None, view: View, own: Policy, before: Policy | None) -> Control:
    from orgcheck.review.control import Control, alterations

    if before is None:
        return Control(independent=not any(map(view.holds, own.files)))
    altered = alterations(
        (before.texts, own.texts),
        (before.waivers, own.waivers),
        (before.settings, own.settings),
        (before.baseline, own.baseline),
    )
    ruled = bool(before.files or own.files)
    return Control(revision=base if ruled else None, alterations=altered)


# -- the judgement ----------------------------------------------------------------------------


def reviewed(
    standards: Standards,
    old: Organisation,
    new: Organisation,
    changes: ChangeSet | None = None,
) -> Review:
    """Judge a change; with a change set, by the rules about changes too."""
    from orgcheck.review.review import Review

    case = _Case(old, new, changes, standards.first)
    if not standards.control.alterations:
        return Review(case.verdict(standards.own, standards.before), standards.control)
    assert standards.before is not None, "what is altered was there before"
    return Review(
        first=case.verdict_of_others(standards.before),
        own=case.verdict(standards.own, standards.before),
        control=standards.control,
    )


@dataclass(frozen=True)
class _Case:
    """A change before its judges; `first` is the policy whose thresholds tell who is who."""

    old: Organisation
    new: Organisation
    changes: ChangeSet | None
    first: Policy

    @cached_property
    def _renamed(self) -> Mapping[str, str]:
        """The newer ids of members that have another one, by the older."""
        from orgcheck.changes.comparison import Comparison
        from orgcheck.changes.rules.ground import ChangeGround
        from orgcheck.changes.thresholds import thresholds_of

        if self.changes is not None:
            return ChangeGround(self.old, self.new, self.changes).comparison.renamed
        thresholds = thresholds_of(self.first.settings.thresholds)
        return Comparison.of(self.old, self.new, thresholds).renamed

    def verdict_of_others(self, policy: Policy) -> Verdict:
        """Under rules that the change cannot mend: of both snapshots, and of the change alone."""
        from orgcheck.review.verdict import verdict

        before, after = examine(self.old, policy), examine(self.new, policy)
        on_change, waived = _on_change(self._ground(before, after), policy)
        return verdict(
            before.findings,
            after.findings,
            known=policy.known_findings(),
            renamed=lambda: self._renamed,
            on_change=on_change,
            waived=(*after.waived, *waived),
            found_before=before.found,
            fail_on=policy.fail_on,
        )

    def verdict(self, own: Policy, before: Policy | None) -> Verdict:
        """Under the newer side's own rules, against what the older side's said of it.

        What is wrong with waivers, and with rules that select nothing, is held against the same
        of the older side, where that has rules of its own.
        """
        from orgcheck.review.verdict import verdict

        was, now = examine(self.old, before or own), examine(self.new, own)
        ground = self._ground(was, now)
        on_change, waived = _on_change(ground, own)
        every = (*now.waived, *waived)
        compared = self.changes is not None
        earlier: tuple[Finding, ...] = ()
        # What a change adds to the baseline does not count: the older side's holds.
        known = (before or own).known_findings()
        if before is not None:
            earlier = about_waivers(before, [was], was.waived)
            # Where nothing changes, no waiver of a rule about changes is needed.
            known += about_waivers(before, [was], was.waived, compared=compared)
            known += _empty_selections(ground, before)
        later = about_waivers(own, [now], every, before=[was], compared=compared)
        later += _empty_selections(ground, own)
        return verdict(
            (*was.findings, *earlier),
            (*now.findings, *later),
            known=known,
            renamed=lambda: self._renamed,
            on_change=on_change,
            waived=every,
            found_before=was.found,
            fail_on=own.fail_on,
        )

    def _ground(self, was: Examination, now: Examination) -> ChangeGround | None:
        if self.changes is None:
            return None
        from orgcheck.changes.rules.engine import ground_of

        return ground_of(self.old, self.new, self.changes, was.found, now.found)


def _on_change(
    ground: ChangeGround | None, policy: Policy
) -> tuple[Sequence[Finding], Sequence[Waived]]:
    """The findings of the rules about changes that count, and those that waivers excuse."""
    if ground is None:
        return (), ()
    from orgcheck.changes.rules.engine import (
        change_findings,
        in_order_of_weight,
        without_consequences,
    )

    found = policy.reported(change_findings(ground, policy.in_force, policy.applies))
    findings, waived = policy.settled(found)
    return in_order_of_weight(without_consequences(findings)), waived


def _empty_selections(ground: ChangeGround | None, policy: Policy) -> tuple[Finding, ...]:
    if ground is None:
        return ()
    from orgcheck.changes.rules.engine import empty_selections

    return policy.settled(policy.reported(empty_selections(ground, policy.in_force)))[0]
