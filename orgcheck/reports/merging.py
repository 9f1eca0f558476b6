"""A merge in words: what collides, what stands behind it, what the result is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from orgcheck.changes.changeset import EntityType, Event
from orgcheck.changes.entities import REGISTERS
from orgcheck.changes.kinds import sentence
from orgcheck.changes.kinds.words import opening, quoted
from orgcheck.changes.names import Names
from orgcheck.counting import counted, is_or_are, listed
from orgcheck.findings import Finding
from orgcheck.merging.branches import Beside, Collisions
from orgcheck.merging.conflicts import Clash, Collision, Conflict, Inferred, Told
from orgcheck.merging.merge import Merge
from orgcheck.merging.rows import RowClash
from orgcheck.merging.sides import SNAPSHOT, Branch, Member, Slot
from orgcheck.records import dataclass
from orgcheck.reports.people import Redaction
from orgcheck.snapshot.model import Decision, display
from orgcheck.snapshot.timeline import in_words

_NOUNS = {
    "reports_to": "superior",
    "parent": "parent",
    "head": "head",
    "heads": "heads",
    "unit": "unit",
    "valid_from": "first day",
    "valid_to": "last day",
    "legal_basis": "legal basis",
    "winding_down": "mark of winding down",
    "responsibilities": "duties",
    "lines": "further line",
    "links": "link",
    "split_from": "origin",
    "replaces": "predecessor",
    "previously": "earlier ids",
    "decision": "decision",
}
_WITH_PARTS = {"figures": "figure", "attributes": "attribute", "name": "name", "acronym": "acronym"}
# Of whom a reference makes what it names a part, where that is not what the field is called.
_PARTS = {
    "responsibilities": "a duty of",
    "lines": "the end of a further line of",
    "links": "the end of a link of",
    "split_from": "an origin of",
    "replaces": "a predecessor of",
    "decision": "the body that decided on",
}
# Fields that name a unit, a post or a body.
_NAMING = frozenset(("parent", "head", "heads", "reports_to", "unit"))
# What mends it that a unit was ended which others succeed.
_INSTEAD = {
    Collision.ENDED_CHANGED: "make the change to {} where it still holds",
    Collision.ENDED_REFERENCED: "name {} instead",
}
# Beyond so many points of one pair of events the rest is counted.
_MOST_POINTS = 4
_LONGEST = 120
# So many of the findings that a side has already are told one by one.
_MOST_FINDINGS = 3


@dataclass(frozen=True, slots=True)
class ConflictWords:
    """A conflict in sentences: both events with their places, why they collide, what mends it."""

    ours: str
    theirs: str
    why: tuple[str, ...]
    mends: tuple[str, ...]


@dataclass(frozen=True)
class MergeWords:
    """What is said of one merge, in the language asked for."""

    merge: Merge
    language: str | None = None

    @cached_property
    def _names(self) -> dict[str, Names]:
        return {
            branch.name: Names(branch.base, branch.organisation, branch.changes, self.language)
            for branch in self.merge.branches
        }

    # -- the whole --------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """What was merged."""
        return display(self.merge.base.snapshot.organisation, self.language)

    @property
    def verdict(self) -> str:
        """In one sentence, how it went."""
        merge = self.merge
        reasons = [
            counted(len(merge.conflicts), "conflict"),
            counted(len(merge.brought), "finding")
            and f"{counted(len(merge.brought), 'finding')} of integrity that theirs brings",
        ]
        told = " and ".join(reason for reason in reasons if reason)
        if told:
            return f"Not merged: {told}."
        return "Merged: the two reorganisations do not collide."

    @property
    def counts(self) -> str:
        """How many events there are on either side, and what becomes of those of theirs."""
        merge = self.merge
        parts = [f"{len(merge.made):,} made to ours"]
        if merge.shared:
            parts.append(f"{len(merge.shared):,} made by both")
        if merge.left_out:
            parts.append(f"{len(merge.left_out):,} left out")
        ours, theirs = len(merge.ours.events), len(merge.theirs.events)
        return f"Events: ours {ours:,}; theirs {theirs:,}, of which {', '.join(parts)}."

    def conflicts(self) -> Iterator[ConflictWords]:
        """Every conflict."""
        return map(self._conflict, self.merge.conflicts)

    def noted(self) -> Iterator[ConflictWords]:
        """What both together break, and does not stand in the way."""
        return map(self._conflict, self.merge.noted)

    def brought(self) -> Iterator[str]:
        """The findings of integrity that theirs has and ours has not."""
        for finding in self.merge.brought:
            place = f"{finding.location} " if finding.location else ""
            yield f"{place}{finding.rule} {finding.message}"

    def still_there(self) -> Iterator[str]:
        """What is found in the result and stands in nobody's way: a side has it already."""
        if self.merge.existing:
            found = counted(len(self.merge.existing), "finding")
            yield f"Still there: {found} that ours has already: {_first(self.merge.existing)}."
        if self.merge.carried:
            found = counted(len(self.merge.carried), "finding")
            said = _first(self.merge.carried)
            yield f"Carried over: {found} that theirs has and ours has not: {said}."

    def made(self) -> Iterator[str]:
        """The events of theirs that are made to ours."""
        return (self._sentence(self.merge.theirs, event) for event in self.merge.made)

    def standing(self) -> Iterator[str]:
        """Status and decision: what the result has, where the sides differ."""
        merge = self.merge
        sides = [merge.ours.organisation.snapshot, merge.theirs.organisation.snapshot]
        statuses = [side.status for side in sides]
        if statuses[0] != statuses[1] and merge.status is not None:
            ours, theirs = (status or "without one" for status in statuses)
            yield f"Status: {merge.status} (ours is {ours}, theirs {theirs})."
        decisions = [side.decision for side in sides]
        # A body that one side gave another id is the same body.
        taken = [(branch.values(SNAPSHOT) or {}).get("decision") for branch in merge.branches]
        if taken[0] != taken[1]:
            for branch, decision in zip(merge.branches, decisions, strict=True):
                if decision is not None:
                    words = self._decided(branch, decision)
                    yield f"Decision of {branch.name}, for its events alone: {words}."
            if merge.organisation.snapshot.decision is None:
                yield "The result has no decision: none was taken on both."

    def _decided(self, branch: Branch, decision: Decision) -> str:
        body = decision.body and branch.organisation.name(decision.body, self.language)
        said = [body, decision.date and decision.date.isoformat(), decision.reference]
        return ", ".join(str(one) for one in (*said, decision.basis) if one)

    # -- one conflict -----------------------------------------------------------------------

    def _conflict(self, conflict: Conflict) -> ConflictWords:
        if conflict.row is not None:
            return self._of_row(conflict.row)
        if conflict.days and self.merge.by_day:
            words = MergeWords(self.merge.by_day[conflict.days[0][0]], self.language)
            told = words._conflict(conflict)
            return replace(told, why=(*told.why, f"So it is {in_words(conflict.days)}."))
        why = [self._why(clash) for clash in conflict.clashes]
        if conflict.finding is not None:
            finding = conflict.finding
            why.append(f"Neither side alone has this finding: {finding.rule} {finding.message}.")
        why = list(dict.fromkeys(why))
        if len(why) > _MOST_POINTS + 1:
            why = [*why[:_MOST_POINTS], f"And {len(why) - _MOST_POINTS:,} further points."]
        mends = [mend for clash in conflict.clashes for mend in self._mends(clash)]
        if conflict.finding is not None and conflict.finding.fix:
            mends.append(conflict.finding.fix)
        return ConflictWords(
            self._told(self.merge.ours, conflict.ours),
            self._told(self.merge.theirs, conflict.theirs),
            tuple(why),
            tuple(dict.fromkeys(mends)),
        )

    def _told(self, branch: Branch, told: Told | None) -> str:
        if told is None:
            return "none of its events is behind this"
        place = f" ({told.place.file}:{told.place.line})" if told.place else ""
        return f"{self._sentence(branch, told.event)}{place}"

    def _of_row(self, clash: RowClash) -> ConflictWords:
        """What both changed in a row, in the words of both rows."""
        where = f'entry "{clash.id}"' if clash.id else "what the register says of itself"
        if clash.row is not None:
            key, when = clash.row
            where = f"the row {'until' if key == 'earlier' else 'from'} {when} of {where}"
        what = f"{_noun(Slot(clash.field))} of {where}" if clash.field else where
        told = []
        for value, place in zip(clash.values[1:], clash.places, strict=True):
            at = f" ({place.file}:{place.line})" if place else ""
            told.append(f"{opening(what)}: {self._value(None, value)}{at}")
        before = self._value(None, clash.values[0])
        why = f"Both change the {what.removeprefix('the ')}: before {before}."
        return ConflictWords(told[0], told[1], (why,), ("say the same in both",))

    def _sentence(self, branch: Branch, event: Event) -> str:
        if days := self.merge.days.get(id(event)):
            words = MergeWords(self.merge.by_day[days[0][0]], self.language)
            side = next(one for one in words.merge.branches if one.name == branch.name)
            return f"{words._sentence(side, event)} ({in_words(days)})"
        return opening(sentence(event, self._names[branch.name]))

    def _why(self, clash: Clash) -> str:
        why = _WHY[clash.collision](self, clash)
        if clash.inferred and clash.collision is not Collision.INFERRED:
            matches = "; ".join(map(self._match, clash.inferred))
            why += f" Nothing is declared of it: {matches}."
        return why

    def called(self, key: str) -> str:
        """The name of what a key stands for, in the version that knows it."""
        merge = self.merge
        for branch in merge.branches:
            id = branch.renamed.get(key, key).rstrip("\0")
            if id in branch.organisation:
                return branch.organisation.name(id, self.language)
        return merge.base.name(key, self.language)

    def member(self, member: Member) -> str:
        """A member by its name; an entry of the register in quotes."""
        if member == SNAPSHOT:
            return "the snapshot"
        if member.entity_type is EntityType.PERSON:
            return "an entry of the register of people"
        if member.entity_type in REGISTERS:
            return f'register entry "{member.key}"'
        name = self.merge.base.name(member.key, self.language)
        return name if name != member.key else self.called(member.key)

    def _ender(self, clash: Clash) -> tuple[str, str]:
        """Who ends the member that a clash is about, and who does not."""
        ours = clash.member in self.merge.ours.ended
        return ("ours", "theirs") if ours else ("theirs", "ours")

    def _two_ends(self, clash: Clash) -> str:
        ends = [self._end(branch, clash.member.key) for branch in self.merge.branches]
        return f"Ours ends {self.member(clash.member)} {ends[0]}, theirs {ends[1]}."

    def _end(self, branch: Branch, key: str) -> str:
        successors = listed(map(self.called, branch.successors(key)))
        return f"in favour of {successors}" if successors else "without a successor"

    def _inferred(self, clash: Clash) -> str:
        told = "; ".join(map(self._match, clash.inferred))
        return f"Both end {self.member(clash.member)}, and nothing is declared of it: {told}."

    def _match(self, inferred: Inferred) -> str:
        because = f" ({inferred.because})" if inferred.because else ""
        name = self.called(inferred.new)
        return f"in {inferred.side} it may be {name} ({inferred.new}) now{because}"

    def _ended_changed(self, clash: Clash) -> str:
        ender, keeper = self._ender(clash)
        what = _noun(clash.slot)
        return (
            f"{ender.capitalize()} ends {self.member(clash.member)}; {keeper} changes its {what}."
        )

    def _ended_referenced(self, clash: Clash) -> str:
        ender, keeper = self._ender(clash)
        assert clash.referring is not None, "somebody refers to it"
        field = clash.slot.field if clash.slot is not None else ""
        by = f"{_PARTS.get(field, f'{_noun(clash.slot)} of')} {self.member(clash.referring)}"
        return f"{ender.capitalize()} ends {self.member(clash.member)}; {keeper} names it as {by}."

    def _same_id(self, clash: Clash) -> str:
        if clash.member.entity_type is EntityType.PERSON:
            return "Both add one person to the register, and say different things of them."
        ours, theirs = (
            self._name_on(branch, member)
            for branch, member in (
                (self.merge.ours, clash.referring or clash.member),
                (self.merge.theirs, clash.member),
            )
        )
        id = self._id_of(clash)
        if ours == theirs:
            return f'Both add "{id}", {ours}, and say different things of it.'
        return f'Both give the id "{id}": ours to {ours}, theirs to {theirs}.'

    def _id_of(self, clash: Clash) -> str:
        part = self.merge.theirs.part(clash.member)
        return str(part.__dict__["id"]) if part is not None else clash.member.key

    def _name_on(self, branch: Branch, member: Member) -> str:
        part = branch.part(member)
        return display(part.__dict__["name"], self.language) if part is not None else member.key

    def _two_owners(self, clash: Clash) -> str:
        assert clash.slot is not None, "it is about an item of a list"
        item = self._names["ours"].item(str(clash.slot.part), clash.slot.field)
        _, one, other = clash.values
        ends = [self._gains(side) for side in (one, other)]
        sides = f"ours {ends[0]}, theirs {ends[1]}"
        return f"Both take {item} from {self.member(clash.member)}: {sides}."

    def _gains(self, keys: Sequence[str]) -> str:
        if not keys:
            return "drops it"
        known = [
            key
            for key in keys
            if Member(EntityType.UNIT, key) in self.merge.ours.touched
            or Member(EntityType.UNIT, key) in self.merge.theirs.touched
        ]
        if len(known) == len(keys):
            return f"hands it to {listed(map(self.called, keys))}"
        quoted = [f'"{key}"' for key in keys]
        return f"lists {listed(quoted)} instead"

    def _register(self, clash: Clash) -> str:
        return f"Both change the {self.member(clash.member)}."

    def _two_values(self, clash: Clash) -> str:
        what = _noun(clash.slot)
        base, ours, theirs = (self._value(clash.slot, value) for value in clash.values)
        return (
            f"The {what} of {self.member(clash.member)}: before {base}, ours {ours}, "
            f"theirs {theirs}."
        )

    def _value(self, slot: Slot | None, value: Any) -> str:
        if value in (None, []):
            return "not stated"
        if isinstance(value, list) and len(value) == 1:
            (value,) = value
        if isinstance(value, str) and slot is not None and slot.field in _NAMING:
            return self.called(value)
        if isinstance(value, list) and slot is not None and slot.field in _NAMING:
            return listed(map(self.called, value))
        if isinstance(value, dict) and "to" in value:
            more = {name: one for name, one in value.items() if name not in ("type", "to")}
            words = f"{value.get('type', 'other')} to {self.called(value['to'])}"
            words += f" ({quoted(more)})" if more else ""
        else:
            words = quoted(value)
        return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"

    def _mends(self, clash: Clash) -> Iterator[str]:
        if clash.member == SNAPSHOT and clash.slot == Slot("version"):
            yield "say in both which version the result is"
        if clash.member == SNAPSHOT and clash.slot == Slot("valid_from"):
            yield "say in both from when the result is in force, or merge one after the other"
        if clash.mends and clash.collision in _INSTEAD:
            several = len(clash.mends) > 1
            heirs = (
                f"{listed(map(self.called, clash.mends))} {'succeed' if several else 'succeeds'}"
            )
            heir = "one of them" if several else self.called(clash.mends[0])
            yield f"{heirs} {self.member(clash.member)}: {_INSTEAD[clash.collision].format(heir)}"
        for inferred in clash.inferred:
            yield f"if it is, write in {inferred.new} of {inferred.side}: {inferred.paste}"


def _first(findings: Sequence[Finding]) -> str:
    """The first few findings, the weightiest before others, and how many more there are."""
    ordered = sorted(findings, key=lambda finding: finding.severity.rank)
    told = [f"{one.severity} {one.rule} {one.message}" for one in ordered[:_MOST_FINDINGS]]
    left = len(ordered) - len(told)
    return "; ".join([*told, *([f"and {left:,} more"] if left else [])])


def _noun(slot: Slot | None) -> str:
    if slot is None:
        return "entry"
    if slot.part is not None and slot.field in _WITH_PARTS:
        return f"{_WITH_PARTS[slot.field]} {slot.part}"
    if slot.part is not None and slot.field == "kinds":
        return f"kind {slot.part}"
    return _NOUNS.get(slot.field, slot.field.replace("_", " "))


_WHY = {
    Collision.TWO_ENDS: MergeWords._two_ends,
    Collision.INFERRED: MergeWords._inferred,
    Collision.ENDED_CHANGED: MergeWords._ended_changed,
    Collision.ENDED_REFERENCED: MergeWords._ended_referenced,
    Collision.SAME_ID: MergeWords._same_id,
    Collision.TWO_OWNERS: MergeWords._two_owners,
    Collision.REGISTER: MergeWords._register,
    Collision.TWO_VALUES: MergeWords._two_values,
}


def collisions_verdict(collisions: Collisions) -> str:
    """In one sentence, with which of the other branches anything collides."""
    others = counted(len(collisions.branches), "other branch", "other branches")
    names = dict.fromkeys(one.branch for one in collisions.colliding)
    if not names:
        return f"Nothing collides with {others}."
    return f"Of {others}, {len(names):,} {is_or_are(len(names))} in conflict: {listed(names)}."


def beside_title(beside: Beside) -> str:
    """Which snapshot is held against which branch."""
    paths = dict.fromkeys((beside.ours, beside.theirs))
    return f"{beside.branch}, {' and '.join(paths)}"


# -- people -----------------------------------------------------------------------------------


def unnamed(subject: Merge | Collisions) -> Merge | Collisions:
    """A merge, or a branch held against others, without the people whom findings name."""
    if isinstance(subject, Merge):
        return _unnamed_merge(subject)
    merges = (replace(one, merge=_unnamed_merge(one.merge)) for one in subject.merges)
    return replace(subject, merges=tuple(merges))


def _unnamed_merge(merge: Merge) -> Merge:
    merges = (merge, *merge.by_day.values())
    sides = [
        side
        for one in merges
        for side in (one.base, one.organisation, *(branch.organisation for branch in one.branches))
    ]
    redaction = Redaction.of(sides)
    if not redaction.names:
        return merge

    def without(conflicts: Sequence[Conflict]) -> tuple[Conflict, ...]:
        return tuple(
            one if one.finding is None else replace(one, finding=redaction.finding(one.finding))
            for one in conflicts
        )

    findings: dict[str, Any] = {
        name: tuple(map(redaction.finding, getattr(merge, name)))
        for name in ("brought", "unheld", "existing", "carried")
    }
    conflicts, noted = without(merge.conflicts), without(merge.noted)
    return replace(merge, conflicts=conflicts, noted=noted, **findings)
