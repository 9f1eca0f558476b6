"""By which rules a change is judged: its own, and those that it cannot have made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from orgcheck.policy.baseline import Known, added
from orgcheck.policy.choice import Asked
from orgcheck.policy.control import alterations
from orgcheck.policy.policy import Policies, Policy
from orgcheck.records import dataclass, replace
from orgcheck.results import Alteration, Control
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
