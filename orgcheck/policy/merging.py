"""Reorganisations merged, and judged by the rules of what they are merged into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from orgcheck.collector import collector_paused
from orgcheck.convert.overlay import overlaid
from orgcheck.errors import InvalidSnapshot, OrgcheckError
from orgcheck.findings import Finding
from orgcheck.language import said, said_later
from orgcheck.merging.branches import Beside, Collisions
from orgcheck.merging.merge import Merge
from orgcheck.merging.registers import merge_versions
from orgcheck.organisation import Organisation
from orgcheck.policy.change import Change, from_root, repository_here, within
from orgcheck.policy.choice import Asked
from orgcheck.policy.examination import examine
from orgcheck.policy.policy import Policies, Policy
from orgcheck.policy.reading import load, versions
from orgcheck.records import dataclass
from orgcheck.snapshot.git import Repository
from orgcheck.snapshot.tracked import State


@collector_paused()
def merge_snapshots(
    base: str | Organisation,
    ours: str | Organisation,
    theirs: str | Organisation,
    asked: Asked,
    *,
    most_mib: int | None = None,
) -> Merge:
    """Merge what two sides made of a base, by the rules of ours; see `orgcheck.merge`."""
    policies = Policies(asked)
    policy = policies.of(ours if isinstance(ours, str) else "-")
    policies.check_options()
    first, one, other = versions((base, ours, theirs), most_mib)
    return judged(first, _whole(one, first), _whole(other, first), policy)


def _whole(side: Organisation, base: Organisation) -> Organisation:
    """A side in another format, with what that has no place for as the base has it."""
    if side.scope is None:
        return side
    overlay = overlaid(base, side.snapshot, side.scope, unread=side.faults, prune=True)
    return side.retold(overlay.snapshot, {})


def judged(base: Organisation, ours: Organisation, theirs: Organisation, policy: Policy) -> Merge:
    """The merge of three organisations, judged by a policy."""

    def check(organisation: Organisation) -> tuple[Finding, ...]:
        return examine(organisation, policy).findings

    def counts(finding: Finding) -> bool:
        return finding.severity.at_least(policy.fail_on)

    return merge_versions(base, ours, theirs, check, counts)


# -- a branch beside others ------------------------------------------------------------------


def collisions_with(
    branches: Sequence[str],
    paths: Iterable[str],
    asked: Asked,
    *,
    most_mib: int | None = None,
) -> Collisions:
    """Which branches reorganise what the current one reorganises, and where they collide.

    What HEAD has is merged with what each branch has, against the commit where the two parted.
    Rules, waivers and settings are those of that commit: other branches are data, and nobody makes
    the rules by which they are judged.

    Parameters
    ----------
    branches
        Branches, tags or commits.
    paths
        Files, folders and patterns, from the current folder; all where there are none.
    asked
        What is asked about rules.
    most_mib
        How large a file may be, in MiB.

    Raises
    ------
    OrgcheckError
        Where git has no such revision, or no commit that both share.
    InvalidSnapshot
        Where a snapshot of HEAD, or of where it parted, cannot be read.
    """
    repository = repository_here()
    places = from_root(repository, paths)
    counts = within(places) if places else lambda _: True
    search = _Search(repository, counts, asked, most_mib)
    merges: list[Beside] = []
    for branch in dict.fromkeys(branches):
        merges += search.beside(branch)
    return Collisions(tuple(dict.fromkeys(branches)), tuple(merges), tuple(search.notes))


@dataclass
class _Search:
    repository: Repository
    counts: Callable[[str], bool]
    asked: Asked
    most_mib: int | None
    notes: list[str] = field(default_factory=list)

    @cached_property
    def _head(self) -> State:
        return State(self.repository, "HEAD")

    def beside(self, branch: str) -> Iterator[Beside]:
        """Every snapshot that HEAD and a branch both changed since they parted."""
        tip = self.repository.commit(branch)
        parted = self.repository.merge_base(branch)
        if parted is None:
            raise OrgcheckError(
                said("HEAD and {branch} have no commit in common here", branch=branch),
                said("`git fetch --unshallow`: the clone may lack a part of the history"),
            )
        if parted == tip:
            self.notes.append(said("{branch} is a part of HEAD: nothing to compare", branch=branch))
            return
        base = State(self.repository, parted, self._head.known)
        other = State(self.repository, branch, self._head.known)
        ours = Change(base, self._head, parted, self.asked)
        theirs = Change(base, other, parted, self.asked)
        changed_here, changed_there = _newer(ours), _newer(theirs)
        for old in sorted(changed_here.keys() & changed_there.keys()):
            for new in changed_here[old]:
                for third in changed_there[old]:
                    if any(map(self.counts, (old, new, third))):
                        yield from self._merged(branch, ours, theirs, (old, new, third))

    def _merged(
        self, branch: str, ours: Change, theirs: Change, paths: tuple[str, str, str]
    ) -> Iterator[Beside]:
        assert ours.base is not None, "the two parted somewhere"
        old, new, third = paths
        argument = ours.base.argument(old)
        base = load(argument, most_mib=self.most_mib)
        one = load(ours.head.argument(new), most_mib=self.most_mib, like=base)
        other = self._loaded(branch, theirs.head.argument(third), base)
        if other is None:
            return
        policy = ours.revisions.policies(ours.base.revision).of(argument)
        try:
            merge = judged(base, one, other, policy)
        except OrgcheckError as error:
            first = error.problems[0]
            self.notes.append(
                said("{name}: {message}", name=branch, message=said_later(lambda: first.words))
            )
            return
        yield Beside(branch, old, new, third, merge)

    def _loaded(self, branch: str, argument: str, like: Organisation) -> Organisation | None:
        """What another branch has; None, with a note, where that cannot be read."""
        try:
            return load(argument, most_mib=self.most_mib, like=like)
        except InvalidSnapshot as error:
            first = error.problems[0]
            problem = said_later(lambda: first.words)
            self.notes.append(
                said("{branch} cannot be read: {problem}", branch=branch, problem=problem)
            )
            return None


def _newer(change: Change) -> Mapping[str, list[str]]:
    """What each snapshot of the base became, by its path."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for old, new in change.pairing.pairs:
        found[old].append(new)
    return found
