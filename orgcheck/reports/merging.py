"""A merge in words: what collides, what stands behind it, what the result is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal

from orgcheck.changes.changeset import EntityType, Event
from orgcheck.changes.entities import REGISTERS
from orgcheck.changes.kinds import sentence
from orgcheck.changes.kinds.words import opening, quoted, valued
from orgcheck.changes.names import Names
from orgcheck.counting import in_a_row, listed, more
from orgcheck.findings import Finding
from orgcheck.language import day, in_quotes, language_name, msg, own_term, spoken, tr, tr_n
from orgcheck.merging.branches import Beside, Collisions
from orgcheck.merging.conflicts import Clash, Collision, Conflict, Inferred, Told
from orgcheck.merging.merge import Merge
from orgcheck.merging.rows import RowClash
from orgcheck.merging.sides import SNAPSHOT, Branch, Member, Slot
from orgcheck.records import dataclass, replace
from orgcheck.reports.people import Redaction
from orgcheck.reports.words import and_more, capital, finding_words
from orgcheck.snapshot.model import NAMES, Decision
from orgcheck.snapshot.timeline import in_words
from orgcheck.snapshot.words import field_name, path_name, relation_word, status_word

Version = Literal["base", "ours", "theirs"]
# The versions in the order in which a clash has their values.
_VERSIONS: tuple[Version, ...] = ("base", "ours", "theirs")
_NOUNS = {
    "reports_to": msg("superior"),
    "parent": msg("parent"),
    "head": msg("head"),
    "heads": msg("heads"),
    "unit": msg("unit"),
    "valid_from": msg("first day"),
    "valid_to": msg("last day"),
    "legal_basis": msg("legal basis"),
    "winding_down": msg("mark of winding down"),
    "responsibilities": msg("duties"),
    "lines": msg("further line"),
    "links": msg("link"),
    "split_from": msg("origin"),
    "replaces": msg("predecessor"),
    "previously": msg("earlier ids"),
    "decision": msg("decision"),
}
_WITH_PARTS = {
    "figures": msg("figure {part}"),
    "attributes": msg("attribute {part}"),
    "name": msg("name in {part}"),
    "acronym": msg("acronym in {part}"),
    "kinds": msg("kind {part}"),
    "terms": msg("term {part}"),
}
# Of whom a reference makes what it names a part, where that is not what the field is called.
_PARTS = {
    "responsibilities": msg("a duty of {member}"),
    "lines": msg("the end of a further line of {member}"),
    "links": msg("the end of a link of {member}"),
    "split_from": msg("an origin of {member}"),
    "replaces": msg("a predecessor of {member}"),
    "decision": msg("the body that decided on {member}"),
}
# Fields that name a unit, a post or a body.
_NAMING = frozenset(("parent", "head", "heads", "reports_to", "unit"))
# What mends it that a unit was ended which another succeeds, or several do.
_INSTEAD = {
    Collision.ENDED_CHANGED: (
        msg("{heirs} succeeds {member}: make the change to {heirs} where it still holds"),
        msg("{heirs} succeed {member}: make the change to one of them where it still holds"),
    ),
    Collision.ENDED_REFERENCED: (
        msg("{heirs} succeeds {member}: name {heirs} instead"),
        msg("{heirs} succeed {member}: name one of them instead"),
    ),
}
# Beyond so many points of one pair of events the rest is counted.
_MOST_POINTS = 4
_LONGEST = 120
# So many of the findings that a side has already are told one by one.
_MOST_FINDINGS = 3
# So many of the values in which two entries differ.
_MOST_VALUES = 3


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
        return self.merge.base.title(self.language)

    @property
    def verdict(self) -> str:
        """In one sentence, how it went."""
        merge = self.merge
        reasons = []
        if number := len(merge.conflicts):
            reasons.append(tr_n("{number} conflict", "{number} conflicts", number))
        if number := len(merge.brought):
            reasons.append(
                tr_n(
                    "{number} finding of integrity that theirs brings",
                    "{number} findings of integrity that theirs brings",
                    number,
                )
            )
        if reasons:
            return tr("Not merged: {reasons}.", reasons=listed(reasons))
        return tr("Merged: the two reorganisations do not collide.")

    @property
    def counts(self) -> str:
        """How many events there are on either side, and what becomes of those of theirs."""
        merge = self.merge
        parts = [tr("{number} made to ours", number=len(merge.made))]
        if merge.shared:
            parts.append(tr("{number} made by both", number=len(merge.shared)))
        if merge.left_out:
            parts.append(tr("{number} left out", number=len(merge.left_out)))
        return tr(
            "Events: ours {ours}; theirs {theirs}, of which {parts}.",
            ours=len(merge.ours.events),
            theirs=len(merge.theirs.events),
            parts=", ".join(parts),
        )

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
            yield f"{place}{finding.rule} {spoken(finding.message)}"

    def still_there(self) -> Iterator[str]:
        """What is found in the result and stands in nobody's way: a side has it already."""
        if found := self.merge.existing:
            yield tr_n(
                "Still there: {number} finding that ours has already: {findings}.",
                "Still there: {number} findings that ours has already: {findings}.",
                len(found),
                findings=_first(found),
            )
        if found := self.merge.carried:
            yield tr_n(
                "Carried over: {number} finding that theirs has and ours has not: {findings}.",
                "Carried over: {number} findings that theirs has and ours has not: {findings}.",
                len(found),
                findings=_first(found),
            )

    def made(self) -> Iterator[str]:
        """The events of theirs that are made to ours."""
        return (self._sentence(self.merge.theirs, event) for event in self.merge.made)

    def standing(self) -> Iterator[str]:
        """Status and decision: what the result has, where the sides differ."""
        merge = self.merge
        sides = [merge.ours.organisation.snapshot, merge.theirs.organisation.snapshot]
        statuses = [side.status for side in sides]
        if statuses[0] != statuses[1] and merge.status is not None:
            ours, theirs = (
                status_word(status) if status else tr("without one") for status in statuses
            )
            yield tr(
                "Status: {status} (ours is {ours}, theirs {theirs}).",
                status=status_word(merge.status),
                ours=ours,
                theirs=theirs,
            )
        decisions = [side.decision for side in sides]
        # A body that one side gave another id is the same body.
        taken = [(branch.values(SNAPSHOT) or {}).get("decision") for branch in merge.branches]
        if taken[0] != taken[1]:
            for branch, decision in zip(merge.branches, decisions, strict=True):
                if decision is not None:
                    words = self._decided(branch, decision)
                    yield tr(_DECISIONS[branch.name], decision=words)
            if merge.organisation.snapshot.decision is None:
                yield tr("The result has no decision: none was taken on both.")

    def _decided(self, branch: Branch, decision: Decision) -> str:
        body = decision.body and branch.organisation.name(decision.body, self.language)
        said = [body, decision.date and day(decision.date), decision.reference]
        return ", ".join(str(one) for one in (*said, decision.basis) if one)

    # -- one conflict -----------------------------------------------------------------------

    def _conflict(self, conflict: Conflict) -> ConflictWords:
        if conflict.row is not None:
            return self._of_row(conflict.row)
        if conflict.days and self.merge.by_day:
            words = MergeWords(self.merge.by_day[conflict.days[0][0]], self.language)
            told = words._conflict(conflict)
            when = tr("So it is {days}.", days=in_words(conflict.days))
            return replace(told, why=(*told.why, when))
        why = list(self._points(conflict.clashes))
        if conflict.finding is not None:
            finding = conflict.finding
            why.append(
                tr(
                    "Neither side alone has this finding: {rule} {message}.",
                    rule=finding.rule,
                    message=finding.message,
                )
            )
        why = list(dict.fromkeys(why))
        if len(why) > _MOST_POINTS + 1:
            further = tr("And {number} further points.", number=len(why) - _MOST_POINTS)
            why = [*why[:_MOST_POINTS], further]
        mends = [mend for clash in conflict.clashes for mend in self._mends(clash)]
        if conflict.finding is not None and conflict.finding.fix:
            mends.append(spoken(conflict.finding.fix))
        return ConflictWords(
            self._told(self.merge.ours, conflict.ours),
            self._told(self.merge.theirs, conflict.theirs),
            tuple(why),
            tuple(dict.fromkeys(mends)),
        )

    def _points(self, clashes: Sequence[Clash]) -> Iterator[str]:
        """Why two events collide; names that differ in several languages are one point."""
        alike: dict[object, list[tuple[bool, Clash]]] = {}
        for number, clash in enumerate(clashes):
            slot = clash.slot
            of_name = clash.collision is Collision.TWO_VALUES and slot and slot.field in NAMES
            key = (clash.member, slot.field) if slot is not None and of_name else number
            shown = slot is not None and slot.part == self._language_of(clash.member)
            alike.setdefault(key, []).append((not shown, clash))
        for some in alike.values():
            (_, first), *others = sorted(some, key=lambda one: one[0])
            names = listed(_noun(one.slot) for _, one in others)
            too = tr("The same is so of the {names}.", names=names) if others else ""
            yield f"{self._why(first)} {too}".rstrip()

    def _told(self, branch: Branch, told: Told | None) -> str:
        if told is None:
            return tr("none of its events is behind this")
        place = f" ({told.place.file}:{told.place.line})" if told.place else ""
        return f"{self._sentence(branch, told.event)}{place}"

    def _of_row(self, clash: RowClash) -> ConflictWords:
        """What both changed in a row, in the words of both rows."""
        entry = in_quotes(clash.id)
        where = tr("entry {id}", id=entry) if clash.id else tr("what the register says of itself")
        if clash.row is not None:
            key, when = clash.row
            until = msg("the row until {day} of {entry}")
            bound = until if key == "earlier" else msg("the row from {day} of {entry}")
            where = tr(bound, day=day(when), entry=where)
        what = where
        if clash.field:
            what = tr("{field} of {entry}", field=_noun(Slot(clash.field)), entry=where)
        told = []
        for value, place in zip(clash.values[1:], clash.places, strict=True):
            at = f" ({place.file}:{place.line})" if place else ""
            told.append(f"{opening(what)}: {self._value(None, value)}{at}")
        before = self._value(None, clash.values[0])
        why = tr("Both change the {what}: before {before}.", what=what, before=before)
        return ConflictWords(told[0], told[1], (why,), (tr("say the same in both"),))

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
            undeclared = tr("Nothing is declared of it: {matches}.", matches=matches)
            why = f"{why} {undeclared}"
        return why

    def called(self, key: str, version: Version = "ours") -> str:
        """The name of what a key stands for: in a version, else in another that knows it."""
        merge = self.merge
        if version == "base" and key in merge.base:
            return merge.base.name(key, self.language)
        for branch in reversed(merge.branches) if version == "theirs" else merge.branches:
            id = branch.renamed.get(key, key).rstrip("\0")
            if id in branch.organisation:
                return branch.organisation.name(id, self.language)
        return merge.base.name(key, self.language)

    def _language_of(self, member: Member) -> str | None:
        """The language in which a member is called by its name."""
        return self.merge.base.language_of(member.key, self.language) or self.language

    def member(self, member: Member) -> str:
        """A member by its name; an entry of the register in quotes."""
        if member == SNAPSHOT:
            return tr("the snapshot")
        if member.entity_type is EntityType.PERSON:
            return tr("an entry of the register of people")
        if member.entity_type in REGISTERS:
            return tr("register entry {id}", id=in_quotes(member.key))
        name = self.merge.base.name(member.key, self.language)
        return name if name != member.key else self.called(member.key)

    def _ours_ends(self, clash: Clash) -> bool:
        """Whether ours ends the member that a clash is about; else theirs does."""
        return clash.member in self.merge.ours.ended

    def _two_ends(self, clash: Clash) -> str:
        ours, theirs = (self._end(branch, clash.member.key) for branch in self.merge.branches)
        return tr(
            "Ours ends {member} {ours}, theirs {theirs}.",
            member=self.member(clash.member),
            ours=ours,
            theirs=theirs,
        )

    def _end(self, branch: Branch, key: str) -> str:
        successors = listed(map(self.called, branch.successors(key)))
        if not successors:
            return tr("without a successor")
        return tr("in favour of {successors}", successors=successors)

    def _inferred(self, clash: Clash) -> str:
        return tr(
            "Both end {member}, and nothing is declared of it: {matches}.",
            member=self.member(clash.member),
            matches="; ".join(map(self._match, clash.inferred)),
        )

    def _match(self, inferred: Inferred) -> str:
        match = tr(_MATCHES[inferred.side], unit=self.called(inferred.new), id=inferred.new)
        return f"{match} ({spoken(inferred.because)})" if inferred.because else match

    def _ended_changed(self, clash: Clash) -> str:
        theirs = msg("Theirs ends {member}; ours changes its {what}.")
        ours = msg("Ours ends {member}; theirs changes its {what}.")
        words = ours if self._ours_ends(clash) else theirs
        return tr(words, member=self.member(clash.member), what=_noun(clash.slot))

    def _ended_referenced(self, clash: Clash) -> str:
        assert clash.referring is not None, "somebody refers to it"
        field = clash.slot.field if clash.slot is not None else ""
        referring = self.member(clash.referring)
        if field in _PARTS:
            part = tr(_PARTS[field], member=referring)
        else:
            part = tr("{field} of {entry}", field=_noun(clash.slot), entry=referring)
        theirs = msg("Theirs ends {member}; ours names it as {part}.")
        ours = msg("Ours ends {member}; theirs names it as {part}.")
        words = ours if self._ours_ends(clash) else theirs
        return tr(words, member=self.member(clash.member), part=part)

    def _same_id(self, clash: Clash) -> str:
        if clash.member.entity_type is EntityType.PERSON:
            what = listed(dict.fromkeys(map(field_name, self._differing(clash))), _MOST_VALUES)
            if not what:
                return tr("Both add one person to the register, and say different things of them.")
            return tr(
                "Both add one person to the register, and say different things of them: {what}.",
                what=what,
            )
        ours, theirs = (
            self._name_on(branch, member)
            for branch, member in (
                (self.merge.ours, clash.referring or clash.member),
                (self.merge.theirs, clash.member),
            )
        )
        id = in_quotes(self._id_of(clash))
        if ours == theirs:
            if values := self._different_values(clash):
                return tr(
                    "Both add {id}, {member}, and say different things of it: {values}.",
                    id=id,
                    member=ours,
                    values=values,
                )
            return tr(
                "Both add {id}, {member}, and say different things of it.", id=id, member=ours
            )
        return tr(
            "Both give the id {id}: ours to {ours}, theirs to {theirs}.",
            id=id,
            ours=ours,
            theirs=theirs,
        )

    def _added(self, clash: Clash) -> tuple[dict[str, Any], dict[str, Any]]:
        """What either side says of the member that both add, languages and figures apart."""
        ours = self.merge.ours.part(clash.referring or clash.member)
        theirs = self.merge.theirs.part(clash.member)
        if ours is None or theirs is None:
            return {}, {}
        return _in_paths(ours.data()), _in_paths(theirs.data())

    def _differing(self, clash: Clash) -> list[str]:
        """The fields that the two sides give otherwise of a member that both add."""
        ours, theirs = self._added(clash)
        return [path for path in {**ours, **theirs} if ours.get(path) != theirs.get(path)]

    def _different_values(self, clash: Clash) -> str:
        """What each side says in these fields, of many the first few."""
        sides = self._added(clash)
        paths = self._differing(clash)
        told = [
            tr(
                "{field} (ours {ours}, theirs {theirs})",
                field=path_name(path),
                ours=self._stated(self.merge.ours, path, sides[0].get(path)),
                theirs=self._stated(self.merge.theirs, path, sides[1].get(path)),
            )
            for path in paths[:_MOST_VALUES]
        ]
        left = len(paths) - len(told)
        return "; ".join((*told, more(left)) if left else told)

    def _stated(self, branch: Branch, path: str, value: Any) -> str:
        """A value of a side; whom it names is called as that side does."""
        if path not in _NAMING or value is None:
            return self._value(Slot(path), value)
        ids = [value] if isinstance(value, str) else value
        return listed(branch.organisation.name(id, self.language) for id in ids)

    def _id_of(self, clash: Clash) -> str:
        part = self.merge.theirs.part(clash.member)
        return str(part.__dict__["id"]) if part is not None else clash.member.key

    def _name_on(self, branch: Branch, member: Member) -> str:
        part = branch.part(member)
        if part is None:
            return member.key
        return branch.organisation.displayed(part.__dict__["name"], self.language)

    def _two_owners(self, clash: Clash) -> str:
        assert clash.slot is not None, "it is about an item of a list"
        item = self._names["ours"].item(str(clash.slot.part), clash.slot.field)
        _, ours, theirs = map(self._gains, clash.values, _VERSIONS)
        return tr(
            "Both take {item} from {member}: ours {ours}, theirs {theirs}.",
            item=item,
            member=self.member(clash.member),
            ours=ours,
            theirs=theirs,
        )

    def _gains(self, keys: Sequence[str], version: Version) -> str:
        if not keys:
            return tr("drops it")
        known = [
            key
            for key in keys
            if Member(EntityType.UNIT, key) in self.merge.ours.touched
            or Member(EntityType.UNIT, key) in self.merge.theirs.touched
        ]
        if len(known) == len(keys):
            units = listed(self.called(key, version) for key in keys)
            return tr("hands it to {units}", units=units)
        return tr("lists {items} instead", items=listed(map(in_quotes, keys)))

    def _register(self, clash: Clash) -> str:
        return tr("Both change the {member}.", member=self.member(clash.member))

    def _two_values(self, clash: Clash) -> str:
        base, ours, theirs = (
            self._value(clash.slot, value, version)
            for value, version in zip(clash.values, _VERSIONS, strict=True)
        )
        words = tr(
            "The {what} of {member}: before {base}, ours {ours}, theirs {theirs}.",
            what=_noun(clash.slot),
            member=self.member(clash.member),
            base=base,
            ours=ours,
            theirs=theirs,
        )
        # A name that begins the sentence stays as it is written.
        return capital(words) if clash.member == SNAPSHOT else words

    def _value(self, slot: Slot | None, value: Any, version: Version = "ours") -> str:
        if value in (None, []):
            return tr("not stated")
        if isinstance(value, list) and len(value) == 1:
            (value,) = value
        if isinstance(value, str) and slot is not None and slot.field in _NAMING:
            return self.called(value, version)
        if isinstance(value, list) and slot is not None and slot.field in _NAMING:
            return listed(self.called(key, version) for key in value)
        if isinstance(value, dict) and "to" in value:
            more = {name: one for name, one in value.items() if name not in ("type", "to")}
            words = tr(
                "{type} to {end}",
                type=relation_word(value.get("type", "other")),
                end=self.called(value["to"], version),
            )
            words += f" ({quoted(more)})" if more else ""
        else:
            words = valued(value, slot.field if slot is not None else None)
        return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"

    def _mends(self, clash: Clash) -> Iterator[str]:
        if clash.member == SNAPSHOT and clash.slot == Slot("version"):
            yield tr("say in both which version the result is")
        if clash.member == SNAPSHOT and clash.slot == Slot("valid_from"):
            yield tr("say in both from when the result is in force, or merge one after the other")
        if clash.mends and clash.collision in _INSTEAD:
            heirs = listed(map(self.called, clash.mends))
            words = _INSTEAD[clash.collision][len(clash.mends) > 1]
            yield tr(words, heirs=heirs, member=self.member(clash.member))
        for inferred in clash.inferred:
            where, paste = _DECLARED[inferred.side], inferred.paste
            yield tr(where, unit=inferred.new, declaration=paste)


def _in_paths(data: Mapping[str, Any]) -> dict[str, Any]:
    """Plain data by field, or with a dot by the part of it: `name.sv`, `figures.headcount`."""
    paths: dict[str, Any] = {}
    for field, value in data.items():
        if isinstance(value, Mapping):
            paths.update({f"{field}.{part}": one for part, one in value.items()})
        else:
            paths[field] = list(value) if isinstance(value, tuple) else value
    return paths


_DECISIONS = {
    "ours": msg("Decision of ours, for its events alone: {decision}."),
    "theirs": msg("Decision of theirs, for its events alone: {decision}."),
}
_MATCHES = {
    "ours": msg("in ours it may be {unit} ({id}) now"),
    "theirs": msg("in theirs it may be {unit} ({id}) now"),
}
_DECLARED = {
    "ours": msg("if it is, write in {unit} of ours: {declaration}"),
    "theirs": msg("if it is, write in {unit} of theirs: {declaration}"),
}


def _first(findings: Sequence[Finding]) -> str:
    """The first few findings, the weightiest before others, and how many more there are."""
    ordered = sorted(findings, key=lambda finding: finding.severity.rank)
    told = list(map(finding_words, ordered[:_MOST_FINDINGS]))
    left = len(ordered) - len(told)
    return "; ".join([*told, *([and_more(left)] if left else [])])


def _noun(slot: Slot | None) -> str:
    if slot is None:
        return tr("entry")
    if slot.part is not None and slot.field in _WITH_PARTS:
        own = slot.field in ("figures", "attributes", "terms")
        part = language_name(slot.part) if slot.field in NAMES else slot.part
        return tr(_WITH_PARTS[slot.field], part=own_term(part) if own else part)
    noun = _NOUNS.get(slot.field)
    return tr(noun) if noun is not None else field_name(slot.field)


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
    others = len(collisions.branches)
    names = list(dict.fromkeys(one.branch for one in collisions.colliding))
    if not names:
        return tr_n(
            "Nothing collides with {number} other branch.",
            "Nothing collides with {number} other branches.",
            others,
        )
    among = tr_n("Of {number} other branch", "Of {number} other branches", others)
    return tr_n(
        "{among}, {number} is in conflict: {branches}.",
        "{among}, {number} are in conflict: {branches}.",
        len(names),
        among=among,
        branches=listed(names),
    )


def beside_title(beside: Beside) -> str:
    """Which snapshot is held against which branch."""
    paths = dict.fromkeys((beside.ours, beside.theirs))
    return f"{beside.branch}, {in_a_row(list(paths))}"


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
