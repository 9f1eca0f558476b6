"""By which rules a change is judged, and the judgement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from orgcheck.changes.changeset import ChangeSet
from orgcheck.changes.comparison import Comparison
from orgcheck.changes.thresholds import thresholds_of
from orgcheck.findings import Finding
from orgcheck.organisation import Organisation
from orgcheck.policy.baseline import Known, added, unmatched
from orgcheck.policy.choice import Asked
from orgcheck.policy.control import alterations
from orgcheck.policy.examination import Examination, about_waivers, examine, verdict
from orgcheck.policy.policy import Policies, Policy
from orgcheck.policy.silence import Looked, Silenced, taken_away
from orgcheck.results import Alteration, Control, Review, Verdict, with_loosened
from orgcheck.rules.change_rules import (
    change_findings,
    empty_selections,
    ground_of,
    in_order_of_weight,
    without_consequences,
    without_dangling,
)
from orgcheck.rules.changes.ground import ChangeGround
from orgcheck.rules.waivers.model import Waived
from orgcheck.snapshot.git import GitError, Repository
from orgcheck.snapshot.view import View, revision_of


@dataclass(frozen=True)
class Standards:
    """The policy of the newer side, and those that the change cannot have made itself.

    `before` is the policy that the older side had, whether or not it differs; None where the
    older side is no revision with rules of its own. `target` is the one that holds meanwhile
    where the change is for; None where that is no other than `before`. `entries` are those for
    the snapshot that the change adds to the baseline.
    """

    own: Policy
    before: Policy | None
    control: Control
    target: Policy | None = None
    entries: tuple[Known, ...] = ()

    @property
    def first(self) -> Policy:
        """The policy that a change is judged by first: it cannot have made it itself."""
        if self.target is not None:
            return self.target
        return self.before if self.before is not None and self.control.alterations else self.own

    def of_integrity(self) -> Standards:
        """The same without packs and waivers."""
        return Standards(replace(self.first, packs=(), waivers=()), None, Control())


@dataclass
class Revisions:
    """Where the policies of both sides of a change are read from; each is read once.

    Parameters
    ----------
    asked
        What options say about rules.
    older
        The revision of the older side; None where there was nothing before.
    target
        The one whose rules judge the change.
    newer
        That of the newer side: empty for what is staged, None for the working tree.
    """

    asked: Asked
    older: str | None
    target: str | None
    newer: str | None
    _policies: dict[str | None, Policies] = field(default_factory=dict)
    _altered: dict[tuple[int, int], tuple[Alteration, ...]] = field(default_factory=dict)

    def standards(self, old: str | None, new: str) -> Standards:
        """What a pair of snapshots is judged by; without an older one, by the rules of its place.

        Both are arguments of the command line.
        """
        own = self.policies(self.newer).of(new)
        if self.older is None:
            return Standards(own, None, _control(None, View(self.newer), own, ()))
        before, target = (self.policies(one).of(old or new) for one in (self.older, self.target))
        control = _control(self.target, View(self.newer), own, self._alterations(before, own))
        differs = bool(self._alterations(before, target))
        return Standards(own, before, control, target if differs else None)

    def policies(self, revision: str | None) -> Policies:
        """The policies as a revision has them."""
        if revision not in self._policies:
            self._policies[revision] = Policies(self.asked, View(revision))
        return self._policies[revision]

    def check_options(self) -> None:
        """Stop where an option names a rule that no snapshot is held against."""
        if self._policies:
            first, *others = self._policies.values()
            first.check_options(*others)

    def _alterations(self, before: Policy, after: Policy) -> tuple[Alteration, ...]:
        key = (id(before), id(after))
        if key not in self._altered:
            self._altered[key] = _alterations(before, after)
        return self._altered[key]


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
        altered = _alterations(before, own) if before is not None else None
        control = _control(base, policies(head).view, own, altered)
        entries = _entries(before, own, new) if before is not None else ()
        found.append(Standards(own, before, control, entries=entries))
    first, *others = views.values()
    first.check_options(*others)
    return found


def _entries(before: Policy, own: Policy, new: str) -> tuple[Known, ...]:
    """Those for a snapshot that a change adds to the baseline."""
    entries = added(before.baseline, own.baseline)
    return tuple(one for one in entries if one.snapshot == own.path_from_baseline(new))


def _is_apart(base: str | None, head: str | None) -> bool:
    """Whether the older side is a revision, and another one than the newer side's."""
    if base is None or base == head:
        return False
    if not base or not head:
        return True
    try:
        repository = Repository.here()
        return repository.commit(base) != repository.commit(head)
    except GitError:
        # What cannot be read is refused where it is read.
        return True


def _control(
    base: str | None, view: View, own: Policy, altered: tuple[Alteration, ...] | None
) -> Control:
    if base is None or altered is None:
        return Control(independent=not any(map(view.holds, own.files)))
    ruled = bool(altered or own.files)
    return Control(revision=base if ruled else None, alterations=altered)


def _alterations(before: Policy, after: Policy) -> tuple[Alteration, ...]:
    return alterations(
        (before.texts, after.texts),
        (before.waivers, after.waivers),
        (before.settings, after.settings),
        (before.baseline, after.baseline),
        (before.force, after.force),
    )


# -- the judgement ----------------------------------------------------------------------------


def reviewed(
    standards: Standards,
    old: Organisation | None,
    new: Organisation,
    changes: ChangeSet | None = None,
) -> Review:
    """Judge a change; with a change set, by the rules about changes too.

    Of a snapshot that nothing comes before, all counts that is found in it.
    """
    case = _Case(old, new, changes, standards.first)
    if not standards.control.alterations:
        if standards.target is not None:
            return Review(case.verdict_of_others(standards.target), standards.control)
        before = standards.before if old is not None else None
        return Review(case.verdict(standards.own, before), standards.control)
    assert standards.before is not None, "what is altered was there before"
    return with_loosened(
        Review(
            first=case.verdict_of_others(standards.target or standards.before),
            own=case.verdict(standards.own, standards.before, standards.entries),
            control=standards.control,
        )
    )


@dataclass(frozen=True)
class _Case:
    """A change before its judges; `first` is the policy whose thresholds tell who is who.

    `old` is None where nothing was there before.
    """

    old: Organisation | None
    new: Organisation
    changes: ChangeSet | None
    first: Policy

    @cached_property
    def _renamed(self) -> Mapping[str, str]:
        """The newer ids of members that have another one, by the older."""
        if self.old is None:
            return {}
        if self.changes is not None:
            return self.changes.recoded

        thresholds = thresholds_of(self.first.settings.thresholds)
        return Comparison.of(self.old, self.new, thresholds).recoded

    def verdict_of_others(self, policy: Policy) -> Verdict:
        """Under rules that the change cannot mend: of both snapshots, and of the change alone."""
        before, after = self._examined(policy), examine(self.new, policy)
        ground = self._ground(before, after)
        on_change, waived = _on_change(ground, policy)
        return verdict(
            before.findings if before is not None else (),
            (
                *without_dangling(after.findings, ground, on_change),
                *self._silenced(before, after, policy),
                *self._taken_away(after, policy),
            ),
            known=self._known(policy),
            renamed=lambda: self._renamed,
            on_change=on_change,
            waived=(*after.waived, *waived),
            withheld=after.withheld,
            found_before=before.found if before is not None else (),
            fail_on=policy.fail_on,
        )

    def verdict(self, own: Policy, before: Policy | None, entries: Sequence[Known] = ()) -> Verdict:
        """Under the newer side's own rules, against what the older side's said of it.

        What is wrong with waivers, and with rules that select nothing, is held against the same
        of the older side, where that has rules of its own. `entries` are those that the change
        adds to the baseline.
        """
        was, now = self._examined(before or own), examine(self.new, own)
        ground = self._ground(was, now)
        on_change, waived = _on_change(ground, own)
        every = (*now.waived, *waived)
        compared = self.changes is not None
        earlier: tuple[Finding, ...] = ()
        # What a change adds to the baseline does not count: the older side's holds.
        known = self._known(before or own)
        if was is not None and before is not None:
            earlier = about_waivers(before, [was], was.waived)
            # Where nothing changes, no waiver of a rule about changes is needed.
            known += about_waivers(before, [was], was.waived, compared=compared)
            known += _empty_selections(ground, before)
        earlier_ones = [was] if was is not None else []
        later = about_waivers(own, [now], every, before=earlier_ones, compared=compared)
        later += _empty_selections(ground, own)
        guarded = (
            *self._silenced(was, now, own),
            *self._taken_away(now, own),
            *unmatched(entries, lambda _: now.found),
        )
        return verdict(
            (*(was.findings if was is not None else ()), *earlier),
            (*without_dangling(now.findings, ground, on_change), *later, *guarded),
            known=known,
            renamed=lambda: self._renamed,
            on_change=on_change,
            waived=every,
            withheld=now.withheld,
            found_before=was.found if was is not None else (),
            fail_on=own.fail_on,
        )

    def _known(self, policy: Policy) -> tuple[Finding, ...]:
        """What the baseline names, where there is no older side: else that says what was there."""
        return policy.known_findings() if self.old is None else ()

    def _examined(self, policy: Policy) -> Examination | None:
        return examine(self.old, policy) if self.old is not None else None

    def _taken_away(self, now: Examination, policy: Policy) -> Sequence[Finding]:
        """The ids that rules name and the change takes away."""
        if self.old is None:
            return ()
        rules = policy.applying(now.organisation)
        of_changes = [
            rule
            for pack in policy.in_force
            for rule in pack.change_rules
            if rule.applies_to.covers(now.organisation)
        ]
        return tuple(
            taken_away((*rules, *of_changes), self.old, self.new, now.found, lambda: self._renamed)
        )

    def _silenced(
        self, was: Examination | None, now: Examination, policy: Policy
    ) -> Sequence[Finding]:
        """The answers that the change takes away: told before, and withheld now."""
        if was is None or not now.withheld:
            return ()
        before, after = (Looked(one.organisation, one.found) for one in (was, now))
        silenced = Silenced(before, after, self._renamed)
        return silenced.findings(policy.applying(now.organisation), now.withheld)

    def _ground(self, was: Examination | None, now: Examination) -> ChangeGround | None:
        if self.changes is None or self.old is None or was is None:
            return None
        return ground_of(self.old, self.new, self.changes, was.found, now.found)


def _on_change(
    ground: ChangeGround | None, policy: Policy
) -> tuple[Sequence[Finding], Sequence[Waived]]:
    """The findings of the rules about changes that count, and those that waivers excuse."""
    if ground is None:
        return (), ()
    found = policy.reported(change_findings(ground, policy.in_force, policy.applies))
    findings, waived = policy.apply_waivers(found)
    return in_order_of_weight(without_consequences(findings)), waived


def _empty_selections(ground: ChangeGround | None, policy: Policy) -> tuple[Finding, ...]:
    if ground is None:
        return ()
    return policy.apply_waivers(policy.reported(empty_selections(ground, policy.in_force)))[0]
