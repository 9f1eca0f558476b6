"""What a reorganisation did to each member, seen from either side: a mark, and a few words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import field

from orgcheck.changes.changeset import ChangeSet, EntityType, Event, Op
from orgcheck.changes.comparison import Comparison
from orgcheck.changes.kinds import type_of
from orgcheck.changes.kinds.event_type import HoldingType, Mark, Told
from orgcheck.changes.kinds.naming import id_now, id_was, now_called, was_called
from orgcheck.changes.kinds.reporting import LINE, UNIT, tie_notes, tie_of
from orgcheck.changes.kinds.words import in_role
from orgcheck.changes.names import Names
from orgcheck.event_kinds import EventKind
from orgcheck.language import Plural, in_tense, msg, msg_p, tr, tr_n, tr_p, tr_t
from orgcheck.records import NamedTuple, dataclass
from orgcheck.snapshot.words import field_name


@dataclass(frozen=True, slots=True)
class Note:
    """A few words on a member, and the event that they come from where there is one.

    `brief` is what a box has room for.
    """

    text: str
    event: Event | None = None
    brief: str = ""


@dataclass
class Standing:
    """What is to be said of one member on one side."""

    marks: list[Mark] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    kinds: list[EventKind] = field(default_factory=list)
    _said: set[tuple[str, int]] = field(default_factory=set)

    @property
    def weighty(self) -> list[Mark]:
        """The marks: that it follows goes without saying beside a weightier one."""
        return [mark for mark in self.marks if mark is not Mark.FOLLOWS] or self.marks

    def say(self, mark: Mark, note: Note | None = None, kind: EventKind | None = None) -> None:
        """Add a mark, a note and a kind of event, each once."""
        add_mark(self.marks, mark)
        # A unit may have as many notes as it has figures; events are told apart as objects.
        if note is not None and (said := (note.text, id(note.event))) not in self._said:
            self._said.add(said)
            self.notes.append(note)
        if kind is not None and kind not in self.kinds:
            self.kinds.append(kind)


@dataclass(frozen=True)
class Marks:
    """What happened to each member, by its id on either side; what did not change is not there."""

    before: dict[str, Standing] = field(default_factory=dict)
    after: dict[str, Standing] = field(default_factory=dict)

    def of(self, id: str, *, before: bool) -> Standing:
        """What is to be said of a member, to be added to."""
        return (self.before if before else self.after).setdefault(id, Standing())


def add_mark(marks: list[Mark], mark: Mark) -> None:
    """Add a mark, once; that something changed goes without saying beside a weightier mark."""
    if mark not in marks:
        marks.append(mark)
    if any(one not in (Mark.CHANGED, Mark.FOLLOWS) for one in marks) and Mark.CHANGED in marks:
        marks.remove(Mark.CHANGED)


def marks_of(names: Names) -> Marks:
    """What the events, and what follows from them, come to for each member."""
    marks = Marks()
    for event in names.changes.events:
        if is_of_id(event) and not names.tells_ids:
            continue
        for one in (*_along(event, names), *type_of(event.kind).told(event, names)):
            brief = one.words if one.brief is None else one.brief
            note = Note(one.words, event, brief) if one.words else None
            marks.of(one.id, before=one.before).say(one.mark, note, event.kind)
    comparison = names.comparison
    _holdings(names, marks)
    _carried(comparison, marks)
    _followers(names, marks)
    _superiors(names, marks)
    _on_both_sides(comparison, marks)
    return marks


def _along(event: Event, names: Names) -> Iterator[Told]:
    """Posts and bodies that end, begin or change along with what an event is of."""
    if type_of(event.kind).entity_type in (EntityType.POST, EntityType.BODY):
        return
    for id in event.wholes(EntityType.POST, Op.REMOVE):
        yield Told(True, id, Mark.ENDED, tr_p("note", in_tense("ended", "ends")), "")
    for id in event.wholes(EntityType.POST, Op.ADD):
        yield Told(False, id, Mark.NEW, tr_p("note", in_tense("created", "is created")), "")
    for (_, old), fields in changed_along(event).items():
        new = names.changes.recoded.get(old, old)
        notes: list[tuple[str, str]] = []
        if "name" in fields:
            notes.append((now_called(names.now(new)), was_called(names.was(old))))
        if "id" in fields and names.tells_ids:
            notes.append((id_now(new), id_was(old)))
        ties = [tie_of(field, old, new, names) for field in (UNIT, LINE) if field in fields]
        notes += [tie_notes(tie, names) for tie in ties if not tie.same]
        for then, since in notes:
            yield Told(True, old, Mark.FOLLOWS, then)
            yield Told(False, new, Mark.FOLLOWS, since)


def is_of_id(event: Event) -> bool:
    """Whether an event says that a member has another id, and nothing else."""
    return event.kind is EventKind.RECODE or event.change == "recoded"


def _holdings(names: Names, marks: Marks) -> None:
    """How many duties and sites units gain and lose, other than with a succession."""
    ended = frozenset(names.comparison.ended)
    found: defaultdict[tuple[bool, str, EventKind, Plural], list[Event]] = defaultdict(list)
    for event in names.changes.events:
        event_type = type_of(event.kind)
        if isinstance(event_type, HoldingType):
            for before, ids in ((True, event.old), (False, event.new)):
                for id in ids:
                    # What else an ended unit had has ended with it.
                    goes = before and id in ended
                    numbered = event_type.goes if goes else event_type.numbered(event, before)
                    found[before, id, event.kind, numbered].append(event)
    for (before, id, kind, numbered), some in found.items():
        words = tr_n(*numbered, len(some))
        marks.of(id, before=before).say(Mark.CHANGED, Note(words, some[0], words), kind)


def _carried(comparison: Comparison, marks: Marks) -> None:
    """Units that end or begin along with the one above them."""
    for id in comparison.old.units:
        if id not in comparison.units.matches:
            marks.of(id, before=True).say(Mark.ENDED)
    for id in comparison.new.units:
        if id not in comparison.units.by_new:
            marks.of(id, before=False).say(Mark.NEW)


def _follows(marks: Marks, ids: tuple[str, str], said: _Said) -> None:
    """That a unit follows, on both sides."""
    then, since = Note(said.then, None, said.brief_then), Note(said.since, None, said.brief_since)
    marks.of(ids[0], before=True).say(Mark.FOLLOWS, then)
    marks.of(ids[1], before=False).say(Mark.FOLLOWS, since)


class _Said(NamedTuple):
    """What is said of a unit that follows, before and since; and what a box has room for."""

    then: str
    since: str
    brief_then: str
    brief_since: str


def _in_full(then: str, since: str) -> _Said:
    """What a box says as reports do."""
    return _Said(then, since, then, since)


def _followers(names: Names, marks: Marks) -> None:
    """Units that did not change themselves: what they name ended, or has another id."""
    for one in following(names.comparison, names.changes):
        if not names.tells_ids and names.changes.recoded.get(one.before) == one.now:
            continue
        new = names.comparison.units.matches[one.unit].new
        _follows(marks, (one.unit, new), _followed(one, names))


def _followed(one: Following, names: Names) -> _Said:
    """What is said before and since of a unit that follows."""
    before, what = names.was(one.before), field_name(one.field)
    if one.now is None:
        return _in_full(
            tr_t(msg("{unit} ended"), msg_p("present", "{unit} ends"), unit=before),
            tr_t(
                msg("was in {unit}, which ended"),
                msg_p("present", "so far in {unit}, which ends"),
                unit=before,
            ),
        )
    now = names.now(one.now)
    if names.changes.recoded.get(one.before) == one.now:
        then = tr("the id of {member} is now {id}", member=before, id=one.now)
        since = tr("the id of {member} was {id}", member=now, id=one.before)
        # That the head has another id is told of the post.
        of_head = one.field in ("head", "heads")
        brief = "" if of_head else tr("{field} with a new id", field=what)
        return _Said(then, since, brief, brief)
    if one.field == "parent":
        return _in_full(
            tr("goes along to {unit}", unit=in_role("to", now)),
            tr_t(
                msg("came along from {unit}"),
                msg_p("present", "comes along from {unit}"),
                unit=in_role("from", before),
            ),
        )
    return _in_full(
        tr("{field}: now {member}", field=what, member=now),
        tr_t(
            msg("{field}: was {member}"),
            msg_p("present", "{field}: so far {member}"),
            field=what,
            member=before,
        ),
    )


def _superiors(names: Names, marks: Marks) -> None:
    """Units under another superior of which nothing else says so."""
    for one in superiors(names.comparison, EntityType.UNIT):
        here = marks.of(one.old, before=True)
        told = any(type_of(kind).tells_superior for kind in here.kinds)
        if told or Mark.FOLLOWS in here.marks:
            continue
        tie = tie_of(LINE, one.old, one.new, names)
        _follows(marks, (one.old, one.new), _in_full(*tie_notes(tie, names)))


def _on_both_sides(comparison: Comparison, marks: Marks) -> None:
    """What is said of a unit on one side alone, on the other too: it is the same unit there."""
    for old, match in comparison.units.matches.items():
        for here, before in (
            (marks.before.get(old), True),
            (marks.after.get(match.new), False),
        ):
            if here is None:
                continue
            there = marks.of(match.new if before else old, before=not before)
            if not there.marks:
                there.marks += here.marks
                there.notes += here.notes
                there.kinds += here.kinds


# -- what reaches units that no event is about ------------------------------------------------


class Following(NamedTuple):
    """A reference of a unit whose end is another or is gone, though the unit itself is the same.

    `unit` and `before` are older ids, `now` is a newer one; None where what was named has ended,
    and the unit still names it.
    """

    unit: str
    field: str
    before: str
    now: str | None


class Superior(NamedTuple):
    """Whom a member that goes on reports to, before and now; None for nobody."""

    entity_type: EntityType
    old: str
    new: str
    before: str | None
    now: str | None


def following(comparison: Comparison, changes: ChangeSet) -> Iterator[Following]:
    """The references of units that go on and that follow what they named."""
    units = comparison.units.matches
    for ended in comparison.ended:
        for id in comparison.old.children_of(ended):
            match = units.get(id)
            if match is not None and comparison.new.units[match.new].parent == ended:
                yield Following(id, "parent", ended, None)
    for event in changes.events:
        for one in event.consequences:
            for id in one.members:
                if id in units and one.field not in _OF_POSTS:
                    yield Following(id, one.field, one.old, one.new)


# Units have no such reference, though a post may share the id of a unit.
_OF_POSTS = frozenset(("unit", "decision"))


def superiors(comparison: Comparison, *entity_types: EntityType) -> Iterator[Superior]:
    """The members that go on and report to someone else than before, whoever said so.

    One that takes over from who ended is someone else; one under another id is not.
    """
    before, now = comparison.old.superiors, comparison.new.superiors
    for entity_type in entity_types:
        for old, match in comparison.matches(entity_type).items():
            one, other = before.get(old), now.get(match.new)
            if one is None if other is None else comparison.origins.get(other, other) == one:
                continue
            yield Superior(entity_type, old, match.new, one, other)


def unchanged(comparison: Comparison, changes: ChangeSet) -> frozenset[str]:
    """The units, by their older ids, that nothing happened to.

    No event is of them or edits them, nothing that they refer to is another or has another id,
    and they report to whom they did.
    """
    units = comparison.units
    touched = {one.unit for one in following(comparison, changes)}
    touched.update(one.old for one in superiors(comparison, EntityType.UNIT))
    for event in changes.events:
        touched.update(edit.id for edit in event.edits if edit.entity_type is EntityType.UNIT)
        if type_of(event.kind).entity_type is EntityType.UNIT:
            touched.update(event.old)
            touched.update(old for id in event.new if (old := units.old_of(id)) is not None)
    return frozenset(id for id in units.matches if id not in touched)


def changed_along(event: Event) -> Mapping[tuple[EntityType, str], Collection[str]]:
    """The members that go on and change with an event of something else, and in which fields.

    They stand by their type and their older id.
    """
    fields: defaultdict[tuple[EntityType, str], list[str]] = defaultdict(list)
    if type_of(event.kind).entity_type not in _FOLLOWING_UNITS:
        for edit in event.edits:
            if edit.entity_type in _FOLLOWING_UNITS and edit.field is not None:
                fields[edit.entity_type, edit.id].append(edit.field)
    return fields


# What may change because it is of a unit.
_FOLLOWING_UNITS = frozenset((EntityType.POST, EntityType.BODY))
