"""The lineage of a unit in words: version by version, what it went through and where it went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from orgcheck.changes.changeset import Certainty, Event
from orgcheck.changes.kinds import grouped, sentence, sentence_of_many, type_of
from orgcheck.changes.kinds.event_type import SuccessionType
from orgcheck.changes.kinds.words import Group, before_in, now_in, opening, what_differs
from orgcheck.changes.names import Names
from orgcheck.counting import listed
from orgcheck.descent.graph import Bond, Edge, Lifetime, Node
from orgcheck.descent.history import DESCENT_FIELDS, History
from orgcheck.descent.lineage import Lineage, Passage, Whereabouts
from orgcheck.event_kinds import EventKind
from orgcheck.language import day, msg, msg_n, spoken, tr, tr_n
from orgcheck.organisation import Organisation
from orgcheck.records import NamedTuple, dataclass
from orgcheck.reports.grounds import common_grounds, evidence_line, evidence_lines, grounds
from orgcheck.snapshot.model import Decision

# Fields that a unit carries along: that they changed is said, and not how.
_SLIGHT = frozenset((EventKind.FIGURE, EventKind.ATTRIBUTE))
# How many names a sentence gives where there are more.
_NAMED = 4
# How many places are told apart to which the rest of an ended unit went.
_PLACES = 3


class Sentence(NamedTuple):
    """What is said, and below it what it rests on.

    `is_shared` is so of what happened to several units at once: said of one, it is said of all.
    `is_of_others` is so of what says more of the sentences before it, and nothing without them.
    """

    words: str
    grounds: tuple[str, ...] = ()
    is_shared: bool = False
    is_of_others: bool = False


class Entry(NamedTuple):
    """What is said of one version; `version` is its number, from 0."""

    version: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class LineageWords:
    """What is said of a lineage; `verbose` tells how each field changed, and all evidence."""

    lineage: Lineage
    verbose: bool = False

    # -- names --------------------------------------------------------------------------------

    def label(self, version: int) -> str:
        """What a version is called."""
        return self.lineage.history.versions[version].label

    def name(self, node: Node) -> str:
        """What a unit is called in a version."""
        return self._organisation(node.version).name(node.unit, self.lineage.history.language)

    def title_of(self, lifetime: Lifetime) -> str:
        """A unit's last name, with the last of its ids."""
        return self.called(lifetime[-1])

    def called(self, node: Node) -> str:
        """The name that a unit has in a version, with its id where that is another word."""
        name = self.name(node)
        return name if name == node.unit else f"{name} ({node.unit})"

    @property
    def title(self) -> str:
        """Whose lineage it is."""
        return f"{self.title_of(self.lineage.subjects[-1])}, {self.lineage.history.organisation}"

    @property
    def span(self) -> str:
        """Through which versions it is told."""
        return span_of(self.lineage.history)

    def _organisation(self, version: int) -> Organisation:
        return self.lineage.history.versions[version].organisation

    # -- one unit -----------------------------------------------------------------------------

    def entries(self, lifetime: Lifetime) -> Iterator[Entry]:
        """What a unit went through, in the order of time; then where the last version has it."""
        first, last = lifetime[0], lifetime[-1]
        if first.version == 0:
            yield Entry(0, (Sentence(self._at_first(first)),))
        for passage in self.lineage.passages(lifetime):
            yield Entry(passage.version, tuple(self._passage(lifetime, passage)))
        if last.version == len(self.lineage.history.steps):
            yield Entry(last.version, (Sentence(self._at_last(last)),))

    def _at_first(self, node: Node) -> str:
        """Where a unit stands in the first version."""
        parent = self._parent(node)
        if parent is None:
            return tr("First recorded at the top of the organisation.")
        return tr("First recorded as part of {parent}.", parent=parent)

    def _at_last(self, node: Node) -> str:
        """Where a unit stands in the last version, and with how many below it."""
        parent = self._parent(node)
        below = sum(1 for _ in self._organisation(node.version).descendants(node.unit))
        if parent is None and not below:
            return tr("It is at the top of the organisation.")
        if parent is None:
            return tr_n(
                "It is at the top of the organisation, with {number} unit below it.",
                "It is at the top of the organisation, with {number} units below it.",
                below,
            )
        if not below:
            return tr("It is part of {parent}.", parent=parent)
        return tr_n(
            "It is part of {parent}, with {number} unit below it.",
            "It is part of {parent}, with {number} units below it.",
            below,
            parent=parent,
        )

    def _parent(self, node: Node) -> str | None:
        """What the unit above another is called in its version."""
        parent = self._organisation(node.version).parent_of(node.unit)
        return None if parent is None else self.name(Node(node.version, parent))

    def _passage(self, lifetime: Lifetime, passage: Passage) -> Iterator[Sentence]:
        edge = passage.edge
        if edge is not None and edge.bond is not Bond.SAME:
            yield Sentence(self._return(edge.old, edge.new, edge.bond), edge.basis)
        reuse = self.lineage.reuse(lifetime)
        if reuse is not None and reuse.new.version == passage.version and edge is None:
            yield Sentence(self._used_again(reuse.old, reuse.new))
        yield from self._events(lifetime, passage)
        yield from self._decided(passage)
        if passage.version > lifetime[-1].version:
            places = _folded(self.lineage.whereabouts(lifetime))
            if went := "; ".join(map(self._went, places)):
                yield Sentence(tr("Of what it had, {places}.", places=went))

    def _return(self, old: Node, new: Node, bond: Bond) -> str:
        """That versions in between leave a unit out, or that it has an earlier id again."""
        missing = self._labels(old.version + 1, new.version)
        same, renamed = _RETURNS[bond]
        if bond.leaves_out and self.lineage.history.is_of_register:
            first, last = self.lineage.history.between(old.version + 1, new.version)
            words = _IN_FORCE_AGAIN[self.name(old) != self.name(new)]
            return tr(words, first=first, last=last, name=self.name(new))
        if self.name(old) == self.name(new):
            return tr(same, id=new.unit, versions=missing)
        return tr(renamed, id=new.unit, versions=missing, name=self.name(new))

    def _used_again(self, old: Node, new: Node) -> str:
        """That an id names what need not be the unit that had it before."""
        followed = self.lineage.history.descent.goes_on(old)
        if followed is not None:
            return tr(
                "The id {id} is used again for another unit: the one that had it until {version} "
                "goes on as {name} ({other}).",
                id=new.unit,
                version=self.lineage.history.until(old.version),
                name=self.name(followed.new),
                other=followed.new.unit,
            )
        history = self.lineage.history
        same, renamed = _PERHAPS_REVIVED
        if history.is_of_register:
            same, renamed = _IN_USE_BEFORE
        elif self._organisation(new.version).units[new.unit].revives is False:
            same, renamed = _ANOTHER
        words = same if self.name(old) == self.name(new) else renamed
        return tr(words, id=new.unit, version=history.until(old.version), name=self.name(old))

    def _labels(self, first: int, end: int) -> str:
        return listed((self.label(number) for number in range(first, end)), most=_NAMED)

    # -- what happened ------------------------------------------------------------------------

    def _events(self, lifetime: Lifetime, passage: Passage) -> Iterator[Sentence]:
        unit = next((n.unit for n in lifetime if n.version == passage.version), lifetime[-1].unit)
        names = passage.step.names
        slight = [event for event in passage.events if event.kind in _SLIGHT and not self.verbose]
        telling = [event for event in passage.events if event not in slight]
        for group in grouped(telling, names):
            if group.events[0].kind is EventKind.REORGANISE:
                handovers = tuple(self._handovers(lifetime, passage, group))
                yield from handovers
                if handovers:
                    continue
            words = _along(group.events[0], unit, told(group, names))
            yield Sentence(words, tuple(self._grounds(group, passage, names)), is_shared=True)
        fields = dict.fromkeys(map(what_differs, filter(_is_of_the_unit, slight)))
        if fields:
            words = listed(fields, most=_NAMED)
            also, alone = msg("Also changed: {fields}."), msg("What changed: {fields}.")
            yield Sentence(tr(also if telling else alone, fields=words))

    def _handovers(self, lifetime: Lifetime, passage: Passage, group: Group) -> Iterator[Sentence]:
        """Who took over from a unit in a reorganisation, and from whom it did.

        Others in it may have had nothing to do with the unit. Those are told of together who took
        over on the same ground, and all of what each had or a part of it.
        """
        descent = self.lineage.history.descent
        by_ground: defaultdict[tuple[bool, bool, Certainty], list[Edge]] = defaultdict(list)
        for node in lifetime:
            taken = descent.successions_to(node) if node.version == passage.version else ()
            given = descent.successions_from(node) if node.version + 1 == passage.version else ()
            for edge in (*taken, *given):
                stays = descent.goes_on(edge.old) is not None
                is_part = stays or len(descent.successions_from(edge.old)) > 1
                by_ground[edge in given, is_part, edge.certainty].append(edge)
        more = tuple(self._grounds(group, passage, passage.step.names))
        for ground in sorted(by_ground, key=lambda one: (*one[:2], one[2].rank)):
            (_, is_part, certainty), edges = ground, by_ground[ground]
            words = _taking_over(edges, passage.step.names, is_part=is_part)
            evidence = "; ".join(dict.fromkeys(spoken(one) for edge in edges for one in edge.basis))
            yield Sentence(words, (evidence_line(certainty, evidence), *more), is_shared=True)
            more = ()

    def _grounds(self, group: Group, passage: Passage, names: Names) -> Iterator[str]:
        changes = passage.step.changes
        for event in group.events:
            for measure in passage.measures(event):
                statement = passage.step.names.new.displayed(
                    measure.statement, self.lineage.history.language
                )
                yield tr("measure {id}: {statement}", id=measure.id, statement=statement)
        if len(group.events) > 1:
            yield from common_grounds(group.events, changes, names) if self.verbose else ()
            return
        (event,) = group.events
        evidence = tuple(evidence_lines(event, names)) if _rests_on_evidence(event) else ()
        # Of a reorganisation each handover rests on ground of its own.
        yield from evidence if event.kind is not EventKind.REORGANISE else ()
        if self.verbose:
            yield from (line for line in grounds(event, changes, names) if line not in evidence)

    def sentence(self, passage: Passage, event: Event) -> str:
        """What happened, in one sentence with its full stop."""
        return whole(sentence(event, passage.step.names))

    def _decided(self, passage: Passage) -> Iterator[Sentence]:
        decision = passage.decision
        if decision is not None:
            language = self.lineage.history.language
            words = _decided(decision, passage.step.new.organisation, language)
            yield Sentence(words, is_of_others=True)

    def _went(self, where: Whereabouts) -> str:
        """Where some of what an ended unit had is now."""
        held = (where.children, where.duties, where.sites)
        amounts = zip(_HELD, map(len, held), strict=True)
        amount = listed(tr_n(*words, number) for words, number in amounts if number)
        if where.is_gone:
            return tr("{amount} ended with it", amount=amount)
        number = _amount(where)
        if where.at_top:
            return tr_n(
                "{amount} is now at the top", "{amount} are now at the top", number, amount=amount
            )
        version = self.lineage.history.versions[where.version]
        language = self.lineage.history.language
        names = [version.organisation.name(id, language) for id in where.holders]
        if len(names) == 1:
            return tr_n(
                "{amount} is now with {unit}",
                "{amount} are now with {unit}",
                number,
                amount=amount,
                unit=names[0],
            )
        return tr_n(
            "{amount} is now with {units}",
            "{amount} are now with {units}",
            number,
            amount=amount,
            units=listed(names, most=_NAMED),
        )


_RETURNS: Mapping[Bond, tuple[str, str]] = {
    Bond.AGAIN: (
        msg("Again under the id {id}."),
        msg("Again under the id {id}, now called {name}."),
    ),
    Bond.GAP: (
        msg("Recorded again: {versions} alone leaves it out."),
        msg("Recorded again, now called {name}: {versions} alone leaves it out."),
    ),
    Bond.REVIVED: (
        msg("Revived: it is missing from {versions}."),
        msg("Revived, now called {name}: it is missing from {versions}."),
    ),
}
# Of a register the days are known: by whether the unit has another name then.
_IN_FORCE_AGAIN = (
    msg("In force again, after a break from {first} to {last}."),
    msg("In force again, now called {name}, after a break from {first} to {last}."),
)
# That an id is used again: where nothing says for whom, where it is for another unit, and in a
# register, of which another entry is another unit and the days are known.
_PERHAPS_REVIVED = (
    msg(
        "The id {id} is used again, possibly for the same unit revived: it was last recorded "
        "in {version}."
    ),
    msg(
        "The id {id} is used again, possibly for the same unit revived: it was last recorded "
        "in {version}, and called {name}."
    ),
)
_ANOTHER = (
    msg("The id {id} is used again, for another unit: it was last recorded in {version}."),
    msg(
        "The id {id} is used again, for another unit: the one that was last recorded in {version} "
        "was called {name}."
    ),
)
_IN_USE_BEFORE = (
    msg("The id {id} is used again, for another unit: it was in use until {version}."),
    msg("The id {id} is used again, for another unit: until {version} it was that of {name}."),
)
# What a unit had: units directly below it, duties and sites.
_HELD = (
    msg_n("{number} unit directly below it", "{number} units directly below it"),
    msg_n("{number} duty", "{number} duties"),
    msg_n("{number} site", "{number} sites"),
)


def span_of(history: History) -> str:
    """How many versions there are, and from which to which."""
    first, last = history.versions[0].label, history.versions[-1].label
    number = len(history.versions)
    if number == 1 and history.is_of_record:
        return tr("1 version, recorded on {day}", day=day(last))
    if number == 1:
        return tr("1 version, {last}", last=last)
    if history.is_of_record:
        return tr(
            "{number} versions of the record, recorded on {first} to {last}",
            number=number,
            first=day(first),
            last=day(last),
        )
    return tr("{number} versions, {first} to {last}", number=number, first=first, last=last)


def _along(event: Event, unit: str, sentence: str) -> str:
    """What an event says; of a unit that came or went with one above it, that it did so."""
    if unit in event.old or unit in event.new:
        return sentence
    if event.new:
        return tr("Created along with what is above it: {event}", event=sentence)
    return tr("Ended along with what is above it: {event}", event=sentence)


def _folded(places: Sequence[Whereabouts]) -> Iterator[Whereabouts]:
    """Where things are, the most in one place first; beyond a few places the rest as one."""
    held = sorted((place for place in places if place.holders), key=_amount, reverse=True)
    yield from held[:_PLACES]
    if rest := held[_PLACES:]:
        yield Whereabouts(
            rest[0].version,
            tuple(dict.fromkeys(id for place in rest for id in place.holders)),
            children=tuple(id for place in rest for id in place.children),
            duties=tuple(key for place in rest for key in place.duties),
            sites=tuple(key for place in rest for key in place.sites),
        )
    yield from (place for place in places if not place.holders)


def _amount(place: Whereabouts) -> int:
    """How much is in a place."""
    return len(place.children) + len(place.duties) + len(place.sites)


def _taking_over(edges: Sequence[Edge], names: Names, *, is_part: bool) -> str:
    """That units took over from others, all of what each had or a part of it."""
    olds = list(dict.fromkeys(edge.old.unit for edge in edges))
    news = list(dict.fromkeys(edge.new.unit for edge in edges))
    return opening(
        tr_n(
            *(_TOOK_OVER_PART if is_part else _TOOK_OVER),
            len(news),
            new=now_in("who", news, names),
            old=before_in("whose", olds, names),
        )
    )


_TOOK_OVER = msg_n("{new} took over from {old}.", "{new} took over from {old}.")
_TOOK_OVER_PART = msg_n("{new} took over part of {old}.", "{new} took over part of {old}.")


def _is_of_the_unit(event: Event) -> bool:
    """Whether an event changes more than what a snapshot still says of descent."""
    return event.field not in DESCENT_FIELDS


def _rests_on_evidence(event: Event) -> bool:
    """Whether an event says which unit is which: others of the unit rest on the same ground."""
    event_type = type_of(event.kind)
    return event_type.identifies or isinstance(event_type, SuccessionType)


def told(group: Group, names: Names) -> str:
    """What happened, as a sentence with its full stop."""
    many = len(group.events) > 1
    return whole(sentence_of_many(group, names) if many else sentence(group.events[0], names))


def whole(words: str) -> str:
    """What an event says of itself, with a capital and a full stop.

    Examples
    --------
    >>> whole('Audit took on "advice."')
    'Audit took on "advice."'
    """
    return opening(words) + ("" if words.endswith((".", '."')) else ".")


def _decided(decision: Decision, organisation: Organisation, language: str | None) -> str:
    """Who decided, when and on what ground, as far as it is said."""
    body = organisation.name(decision.body, language) if decision.body else None
    if body is not None and decision.date:
        words = tr("Decided on {day} by {body}", day=decision.date, body=body)
    elif body is not None:
        words = tr("Decided by {body}", body=body)
    else:
        words = tr("Decided on {day}", day=decision.date) if decision.date else tr("Decided")
    more = [one for one in (decision.reference, decision.basis) if one]
    return f"{words} ({listed(more)})." if more else f"{words}."
