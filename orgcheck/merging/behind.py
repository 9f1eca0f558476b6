"""What each side alone would pass and both together break: the two events behind a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from orgcheck.changes.changeset import Event
from orgcheck.changes.replay import DoesNotFit, apply
from orgcheck.findings import Finding
from orgcheck.merging.assembly import assembled
from orgcheck.merging.sides import Branch, references
from orgcheck.merging.three_way import ThreeWay
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass, replace

Check = Callable[[Organisation], Sequence[Finding]]

# Beyond so many units, or trials, events are told by whom they touch and not by trial.
_MOST_UNITS = 20_000
_MOST_TRIALS = 100


@dataclass
class Causes:
    """The search for the events behind findings that neither side has."""

    base: Organisation
    ours: Branch
    theirs: Branch
    check: Check
    trials: int = _MOST_TRIALS

    def of(self, finding: Finding) -> tuple[Event | None, Event | None]:
        """The event of either side without which there would be no such finding."""
        kept = [list(self._by_relevance(branch, finding)) for branch in (self.ours, self.theirs)]
        if len(self.base.units) <= _MOST_UNITS:
            for number in (0, 1):
                self._reduce(finding, kept, number)
        one, other = ((events[0] if events else None) for events in kept)
        return one, other

    def _reduce(self, finding: Finding, kept: list[list[Event]], number: int) -> None:
        """Leave out the events of one side without which the finding is there all the same."""
        for size in _halving(len(kept[number])):
            at = len(kept[number])
            while at > 0 and self.trials > 0 and len(kept[number]) > 1:
                fewer = list(kept[number])
                del fewer[max(0, at - size) : at]
                at -= size
                if not fewer:
                    continue
                attempt = [*kept]
                attempt[number] = fewer
                if self._breaks(finding, attempt):
                    kept[number] = fewer

    def _breaks(self, finding: Finding, kept: Sequence[Sequence[Event]]) -> bool:
        self.trials -= 1
        try:
            one, other = (
                with_only(branch, events)
                for branch, events in zip((self.ours, self.theirs), kept, strict=True)
            )
        except DoesNotFit:
            return False
        found = self.check(assembled(ThreeWay(self.base, one, other)))
        return any(_alike(one, finding) for one in found)

    def _by_relevance(self, branch: Branch, finding: Finding) -> Iterator[Event]:
        """The events that touch those whom a finding is about, and then the others."""
        named = {branch.key(id) for id in _named(finding)}
        touching = [event for event in branch.events if named & touched_keys(branch, event)]
        yield from touching
        yield from (event for event in branch.events if event not in touching)


def with_only(branch: Branch, events: Sequence[Event]) -> Branch:
    """A side with only some of its events.

    Raises
    ------
    DoesNotFit
        Where these events cannot be made without the others.
    """
    kept = tuple(events)
    snapshot = apply(replace(branch.changes, events=kept), branch.base)
    return Branch.made(branch.name, branch.base, Organisation(snapshot, like=branch.base), kept)


def _halving(count: int) -> Iterator[int]:
    """Half of a number, half of that and so on, down to one."""
    size = count // 2
    while size > 1:
        yield size
        size //= 2
    if count > 1:
        yield 1


def _named(finding: Finding) -> set[str]:
    words = (finding.value or "").split()
    return {*finding.members, *finding.chain, *words}


def touched_keys(branch: Branch, event: Event) -> set[str]:
    """The keys of all that an event is of, changes or refers to."""
    keys = {*event.old, *map(branch.key, event.new)}
    for edit in event.edits:
        member = branch.member_of(edit)
        keys.add(member.key)
        for value in (edit.old, edit.new):
            if isinstance(value, str):
                keys.add(branch.key(value))
            elif isinstance(value, dict) and edit.field is None:
                keys.update(branch.key(id) for _, id in references(member, value))
            elif isinstance(value, dict) and "to" in value:
                keys.add(branch.key(value["to"]))
    return keys


def _alike(one: Finding, other: Finding) -> bool:
    """Whether two findings are about the same thing, whatever number they tell."""
    if one.rule != other.rule or one.about != other.about:
        return False
    return not (one.members or other.members) or bool({*one.members} & {*other.members})
