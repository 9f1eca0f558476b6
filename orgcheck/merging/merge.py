"""Two reorganisations of one base -> what comes of both, and what keeps them apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from orgcheck.changes.changeset import Event
from orgcheck.changes.replay import DoesNotFit
from orgcheck.errors import OrgcheckError
from orgcheck.findings import Finding
from orgcheck.language import said
from orgcheck.merging.across import check_across
from orgcheck.merging.assembly import assembled
from orgcheck.merging.behind import Causes, Check, touched_keys, with_only
from orgcheck.merging.conflicts import Collision, Conflict, Told, told
from orgcheck.merging.sides import Branch, Member, Origin
from orgcheck.merging.text import NotWritable, Writing, without_aliases
from orgcheck.merging.three_way import ThreeWay
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.rules.builtin import BUILTIN
from orgcheck.rules.integrity import check as integrity
from orgcheck.rules.integrity import org003_unique_ids
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.text import SourceText
from orgcheck.snapshot.timeline import Stretch


@dataclass(frozen=True)
class Merge:
    """What comes of two reorganisations of one base.

    Parameters
    ----------
    base
        What both started from.
    ours, theirs
        What either did.
    organisation
        What comes of all events that do not collide: all of ours, and of theirs those that are
        not `left_out`.
    conflicts
        The pairs of events that cannot both have happened, and what they break together.
    left_out
        The events of theirs that are not in `organisation`.
    shared
        The events of theirs that ours has made too.
    brought
        Findings of integrity that the merge would bring to ours from theirs alone.
    unheld
        Those of them that tell of what no organisation can hold, such as an unknown key.
    noted
        What both together break, and what does not weigh enough to stand in the way.
    existing, carried
        Findings in the result that ours, and theirs alone, has already.
    by_day
        Of registers, what is merged on each day on which something changes, by its ordinal; 0 for
        the time before. There `ours` and `theirs` have the events of all days.
    days
        Of registers, the days on which each event is one, by the event's identity.

    Examples
    --------
    >>> import orgcheck
    >>> old, new = "snapshots/2023.yaml", "snapshots/2024.yaml"
    >>> orgcheck.merge(old, new, old).conflicts
    ()
    """

    base: Organisation
    ours: Branch
    theirs: Branch
    organisation: Organisation
    conflicts: tuple[Conflict, ...] = ()
    left_out: tuple[Event, ...] = ()
    shared: tuple[Event, ...] = ()
    brought: tuple[Finding, ...] = ()
    unheld: tuple[Finding, ...] = ()
    noted: tuple[Conflict, ...] = ()
    existing: tuple[Finding, ...] = ()
    carried: tuple[Finding, ...] = ()
    by_day: Mapping[int, Merge] = field(default_factory=dict)
    days: Mapping[int, tuple[Stretch, ...]] = field(default_factory=dict)

    @property
    def branches(self) -> tuple[Branch, Branch]:
        """Both sides."""
        return self.ours, self.theirs

    @property
    def merged(self) -> bool:
        """Whether everything fits, and nothing is broken by it."""
        return not self.conflicts and not self.brought

    @property
    def made(self) -> tuple[Event, ...]:
        """The events of theirs that the merge makes to ours."""
        others = {id(event) for event in (*self.left_out, *self.shared)}
        return tuple(event for event in self.theirs.events if id(event) not in others)

    @property
    def texts(self) -> tuple[SourceText, ...]:
        """The files of ours with what is merged."""
        return self.organisation.places.texts

    @cached_property
    def status(self) -> str | None:
        """The status that the result has: the weaker one."""
        return self.organisation.snapshot.status


class Withdrawn(OrgcheckError):
    """A reorganisation that was withdrawn, and is not merged."""


def merge(
    base: Organisation,
    ours: Organisation,
    theirs: Organisation,
    check: Check = integrity,
    counts: Callable[[Finding], bool] = lambda _: True,
    *,
    in_text: bool = True,
) -> Merge:
    """Merge two reorganisations of one base, each as it is on one day.

    Parameters
    ----------
    base
        What both started from.
    ours, theirs
        What either made of it. The text of ours is what the result is written into.
    check
        What is found in an organisation; integrity alone where it is left out.
    counts
        Whether a finding weighs enough to stand in the way; one of integrity always does.
    in_text
        Whether to write the result into the text of ours.

    Raises
    ------
    Withdrawn
        Where either side says that it is withdrawn.
    NotWritable
        Where the text of ours does not allow a change without another one.
    """
    refuse_withdrawn(ours, theirs)
    one, other = Branch.of("ours", base, ours), Branch.of("theirs", base, theirs)
    whole = ThreeWay(base, one, other)
    check_across(whole)
    conflicts = whole.clashes.conflicts()
    left_out = _with_dependents(other, _colliding(conflicts, "theirs"))
    fitting, left_out = _without(left_out, whole) if left_out else (whole, [])
    written = _written(fitting, theirs) if in_text else assembled(fitting)
    found = Findings() if conflicts else Findings.of(whole, written, check)
    broken = _broken(whole, fitting, None if conflicts else found, check)
    noted = tuple(one for one in broken if not (counts(_of(one)) or is_integrity(_of(one))))
    unheld = tuple(unheld_of(base, ours, theirs))
    brought = tuple(finding for finding in found.of_theirs if is_integrity(finding))
    return Merge(
        base,
        one,
        other,
        written,
        (*conflicts, *(one for one in broken if one not in noted)),
        tuple(left_out),
        tuple(_shared(whole, left_out)),
        unheld + brought,
        unheld,
        noted,
        found.of_ours,
        tuple(finding for finding in found.of_theirs if finding not in brought),
    )


def _without(left_out: Sequence[Event], whole: ThreeWay) -> tuple[ThreeWay, list[Event]]:
    """The merge without some events of theirs, or without any; and what is left out."""
    base, one, other = whole.base, whole.ours, whole.theirs
    fitting = _fitting(base, one, _fewer(other, left_out))
    if fitting is not None:
        return fitting, list(left_out)
    return ThreeWay(base, one, Branch.of("theirs", base, base)), list(other.events)


def refuse_withdrawn(ours: Organisation, theirs: Organisation) -> None:
    for name, side in (("ours", ours), ("theirs", theirs)):
        if side.snapshot.status == "withdrawn":
            raise Withdrawn(
                said("{name} is withdrawn: what is not to happen is not merged", name=name),
                said("merge the other side alone, or correct its `status:`"),
            )


def _of(conflict: Conflict) -> Finding:
    assert conflict.finding is not None, "it is told of a finding"
    return conflict.finding


def is_integrity(finding: Finding) -> bool:
    rule = BUILTIN.get(finding.rule)
    return rule is not None and rule.fixed


def _colliding(conflicts: Sequence[Conflict], side: str) -> list[Event]:
    told = (getattr(conflict, side) for conflict in conflicts)
    events = {id(one.event): one.event for one in told if one is not None}
    return list(events.values())


def _with_dependents(branch: Branch, events: Sequence[Event]) -> list[Event]:
    """Events, and the others of the side that refer to what these would have added."""
    left_out = list(events)
    gone = {id(event) for event in left_out}
    while True:
        added = {member.key for member, origin in branch.added.items() if id(origin.event) in gone}
        further = [
            event
            for event in branch.events
            if id(event) not in gone and added & touched_keys(branch, event)
        ]
        if not further:
            return left_out
        left_out += further
        gone |= {id(event) for event in further}


def _fewer(branch: Branch, left_out: Sequence[Event]) -> Branch | None:
    """A side without some of its events; None where the others cannot be without them."""
    gone = {id(event) for event in left_out}
    kept = [event for event in branch.events if id(event) not in gone]
    try:
        return with_only(branch, kept)
    except DoesNotFit:
        return None


def _fitting(base: Organisation, ours: Branch | None, theirs: Branch | None) -> ThreeWay | None:
    """The merge of what does not collide; none where it cannot be told apart."""
    return ThreeWay(base, ours, theirs) if ours is not None and theirs is not None else None


def _written(merge: ThreeWay, theirs: Organisation) -> Organisation:
    ours = merge.ours.organisation
    if not ours.places.documents:
        return assembled(merge)
    try:
        return Writing.of(merge, theirs).written()
    except NotWritable:
        # What aliases repeat can be changed in one place once they are written out.
        sources = without_aliases(merge)
        if sources is None:
            raise
    plain = Organisation.of(load(sources, ours.snapshot.label))
    again = ThreeWay(merge.base, Branch.of("ours", merge.base, plain), merge.theirs)
    return Writing.of(again, theirs).written()


@dataclass(frozen=True)
class Findings:
    """What is found in what comes of both, by who has it already."""

    fresh: tuple[Finding, ...] = ()
    of_ours: tuple[Finding, ...] = ()
    of_theirs: tuple[Finding, ...] = ()

    @classmethod
    def of(
        cls,
        merge: ThreeWay,
        merged: Organisation,
        check: Check,
        sides: Sequence[Organisation] = (),
    ) -> Findings:
        """Check what is merged, and both sides where anything is found in it.

        What theirs alone has is told as theirs says it, where it is to be mended. `sides` are
        ours and theirs as they are checked, where that is not as they are merged.
        """
        found = check(merged)
        if not found:
            return cls()
        ours, theirs = (
            _known(merge, branch, side, check)
            for branch, side in zip(
                merge.branches,
                sides or [branch.organisation for branch in merge.branches],
                strict=True,
            )
        )
        alone = [one for one in found if one.fingerprint not in ours]
        return cls(
            tuple(one for one in alone if one.fingerprint not in theirs),
            tuple(one for one in found if one.fingerprint in ours),
            tuple(theirs[one.fingerprint] for one in alone if one.fingerprint in theirs),
        )


def _known(
    merge: ThreeWay, branch: Branch, side: Organisation, check: Check
) -> Mapping[str, Finding]:
    """What a side has, by the fingerprints under the ids that its units have in the end."""
    names = {id: merge.id_of(branch.key(id)) for id in branch.organisation.units}
    names = {id: now for id, now in names.items() if id != now}
    return {one.fingerprint_under(names): one for one in check(side)}


def _broken(
    whole: ThreeWay, fitting: ThreeWay, found: Findings | None, check: Check
) -> list[Conflict]:
    """What both sides together break; what is found of them is None where something collides."""
    if found is not None:
        return combinations(whole.base, whole, found.fresh, check)
    return _broken_by_the_rest(whole.base, whole, fitting.theirs, check)


def _broken_by_the_rest(
    base: Organisation, merge: ThreeWay, theirs: Branch, check: Check
) -> list[Conflict]:
    """What the events of both sides break together that do not collide."""
    colliding = _colliding(merge.clashes.conflicts(), "ours")
    rest = _fitting(base, _fewer(merge.ours, _with_dependents(merge.ours, colliding)), theirs)
    if rest is None:
        return []
    return combinations(base, rest, Findings.of(rest, assembled(rest), check).fresh, check)


def combinations(
    base: Organisation, merge: ThreeWay, fresh: Sequence[Finding], check: Check
) -> list[Conflict]:
    """What both sides together break, and neither breaks alone."""
    causes = Causes(base, *merge.branches, check)
    conflicts = []
    for finding in fresh:
        one, other = causes.of(finding)
        conflicts.append(
            Conflict(
                Collision.COMBINATION,
                _told(merge.ours, one),
                _told(merge.theirs, other),
                finding=finding,
            )
        )
    return conflicts


def _told(branch: Branch, event: Event | None) -> Told | None:
    return told(branch, Origin(event, event.edits[0])) if event is not None else None


def unheld_of(base: Organisation, ours: Organisation, theirs: Organisation) -> Iterator[Finding]:
    """What theirs alone says and no organisation can hold: it would be lost without a word."""
    found = [*_unreadable(theirs)]
    if found:
        known = {one.fingerprint for side in (base, ours) for one in _unreadable(side)}
        yield from (one for one in found if one.fingerprint not in known)


def _unreadable(organisation: Organisation) -> Iterator[Finding]:
    """What the reading of a text left out: faulty values, and members with an id given before."""
    yield from organisation.findings
    yield from org003_unique_ids.check(organisation)


def _shared(merge: ThreeWay, left_out: Sequence[Event]) -> Iterator[Event]:
    """The events of theirs that ours has made too."""
    gone = {id(event) for event in left_out}
    for event in merge.theirs.events:
        if id(event) not in gone and _is_shared(merge, event):
            yield event


def _is_shared(merge: ThreeWay, event: Event) -> bool:
    """Whether ours says the same wherever an event of theirs changes anything."""
    branch = merge.theirs
    members: set[Member] = {branch.member_of(edit) for edit in event.edits}
    return all(
        member in merge.ours.touched and merge.ours.values(member) == branch.values(member)
        for member in members
    )
