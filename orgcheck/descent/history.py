"""The versions of an organisation and what happened between them: each two neighbours compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from orgcheck.certain_ground import as_before
from orgcheck.changes.changeset import ChangeSet, EntityType, Event, Op
from orgcheck.changes.compare import compare
from orgcheck.changes.identity import DEFAULTS
from orgcheck.changes.kinds import type_of
from orgcheck.changes.names import Names
from orgcheck.changes.thresholds import Thresholds
from orgcheck.descent.graph import Bond, Descent, Edge, Node, descent_of
from orgcheck.descent.versions import Version, in_order
from orgcheck.event_kinds import EventKind
from orgcheck.findings import Finding, Severity
from orgcheck.language import tr
from orgcheck.records import dataclass, replace


@dataclass(frozen=True)
class Step:
    """What happened between two neighbouring versions.

    Parameters
    ----------
    old, new
        The two versions.
    changes
        What `compare` says of them.
    language
        Which language's names to use; English where left out.
    """

    old: Version
    new: Version
    changes: ChangeSet
    language: str | None = None

    @cached_property
    def names(self) -> Names:
        """What units, duties and sites are called in either version."""
        return Names(self.old.organisation, self.new.organisation, self.changes, self.language)

    def events_before(self, id: str) -> tuple[Event, ...]:
        """The events that a unit of the older version takes part in."""
        return tuple(self._by_old.get(id, ()))

    def events_since(self, id: str) -> tuple[Event, ...]:
        """The events that a unit of the newer version takes part in."""
        return tuple(self._by_new.get(id, ()))

    @cached_property
    def _by_old(self) -> Mapping[str, list[Event]]:
        return _by_unit(
            (id, event)
            for event in self.changes.events
            for id in (*type_of(event.kind).units(event)[0], *_whole(event, Op.REMOVE))
        )

    @cached_property
    def _by_new(self) -> Mapping[str, list[Event]]:
        return _by_unit(
            (id, event)
            for event in self.changes.events
            for id in (*type_of(event.kind).units(event)[1], *_whole(event, Op.ADD))
        )


_key = id
# The fields of a unit that say what it came from.
DESCENT_FIELDS = frozenset(("previously", "replaces", "split_from", "revives"))
# The fields of a snapshot that say since when it holds, and where it is from.
_OF_THE_TEXT = frozenset(("source", "valid_from", "valid_to"))


def _whole(event: Event, op: Op) -> tuple[str, ...]:
    """The units that come or go with an event."""
    return event.wholes(EntityType.UNIT, op)


def _by_unit(pairs: Iterable[tuple[str, Event]]) -> Mapping[str, list[Event]]:
    """Events by the units that take part in them, each once."""
    found: defaultdict[str, dict[int, Event]] = defaultdict(dict)
    for id, event in pairs:
        # By identity: a unit may stand on both sides of an event.
        found[id][_key(event)] = event
    return {id: list(events.values()) for id, events in found.items()}


@dataclass(frozen=True)
class History:
    """An organisation through all its versions.

    Parameters
    ----------
    versions
        The versions, the first one first.
    steps
        What happened between each two neighbours: one less than there are versions.
    language
        Which language's names to use; English where left out.
    thresholds, inference
        How versions are compared: from which measure on, and whether, something is inferred.
    remarks
        What keeps the versions from being all that there are.
    findings
        What rules over all versions found; without what a waiver excuses.
    waived
        How many findings waivers excuse.
    fail_on
        From which severity on a finding fails.

    Examples
    --------
    >>> import orgcheck
    >>> kela = orgcheck.history("snapshots/2023.yaml", "snapshots/2024.yaml")
    >>> [version.label for version in kela.versions], len(kela.steps)
    (['2023', '2024'], 1)
    """

    versions: tuple[Version, ...]
    steps: tuple[Step, ...]
    language: str | None = None
    thresholds: Thresholds = DEFAULTS
    inference: bool = True
    remarks: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    waived: int = 0
    fail_on: Severity = Severity.ERROR

    @property
    def failed(self) -> bool:
        """Whether any finding weighs enough to make the exit status 1."""
        return any(finding.severity.at_least(self.fail_on) for finding in self.findings)

    @property
    def is_of_record(self) -> bool:
        """Whether it is told by commits: of the record, and not of the organisation itself."""
        return self.versions[-1].recorded is not None

    @cached_property
    def is_of_register(self) -> bool:
        """Whether its versions are all the days on which something changed in one register."""
        slices = [version.organisation.slice for version in self.versions]
        first = slices[0]
        return first is not None and all(
            one is not None and one.register is first.register for one in slices
        )

    def until(self, version: int) -> str | date:
        """What says until when a version held, by its number: its label, of a register a day."""
        if not self.is_of_register:
            return self.versions[version].label
        return self._day(version + 1) - timedelta(1)

    def since(self, version: int) -> str | date:
        """What says since when a version holds: its label, of a register the day."""
        return self._day(version) if self.is_of_register else self.versions[version].label

    def between(self, first: int, end: int) -> tuple[date, date]:
        """The first and the last day of versions of a register: from one up to another."""
        return self._day(first), self._day(end) - timedelta(1)

    def _day(self, version: int) -> date:
        slice = self.versions[version].organisation.slice
        assert slice is not None, "it is of a register"
        return slice.day

    @property
    def organisation(self) -> str:
        """The organisation's name, as its last version has it."""
        return self.versions[-1].organisation.title(self.language)

    def number_of(self, source: str) -> int:
        """The number, from 0, of the version that was named so."""
        return next(n for n, version in enumerate(self.versions) if version.source == source)

    @cached_property
    def descent(self) -> Descent:
        """Who descends from whom."""
        organisations = [version.organisation for version in self.versions]
        return descent_of(organisations, [step.changes for step in self.steps])

    def told(self, number: int) -> ChangeSet:
        """What happened in a step, by its number from 0.

        Without what is said of the snapshot and not of the organisation; and without the end and
        the beginning of units that a version in between leaves out: these are what a comparison of
        neighbours must take a gap for.
        """
        changes = self.steps[number].changes
        absent, back = self._absent[number], self._back[number + 1]
        events = tuple(
            event
            for event in changes.events
            if not _is_of_the_text(event) and not _is_apparent(event, absent, back)
        )
        return replace(changes, events=events) if len(events) < len(changes.events) else changes

    def absent(self, version: int) -> tuple[str, ...]:
        """The units, by their ids before, that are left out from a version on and come back."""
        return tuple(sorted(self._left_out[version - 1]))

    def back(self, version: int) -> tuple[str, ...]:
        """The units that are there again from a version on, after versions that left them out."""
        return tuple(sorted(self._come_back[version]))

    def again(self, version: int) -> tuple[Edge, ...]:
        """The units that have an earlier id again from a version on."""
        return self._again.get(version, ())

    @cached_property
    def _again(self) -> Mapping[int, tuple[Edge, ...]]:
        found: defaultdict[int, tuple[Edge, ...]] = defaultdict(tuple)
        for edge in self.descent.notable:
            if edge.bond is Bond.AGAIN:
                found[edge.new.version] += (edge,)
        return found

    @cached_property
    def _left_out(self) -> Mapping[int, frozenset[str]]:
        return _by_version(edge.old for edge in self.descent.notable if edge.bond.leaves_out)

    @cached_property
    def _come_back(self) -> Mapping[int, frozenset[str]]:
        return _by_version(edge.new for edge in self.descent.notable if edge.bond.leaves_out)

    @cached_property
    def _absent(self) -> Mapping[int, frozenset[str]]:
        return _by_version(edge.old for edge in self.descent.notable if edge.bond.is_return)

    @cached_property
    def _back(self) -> Mapping[int, frozenset[str]]:
        return _by_version(edge.new for edge in self.descent.notable if edge.bond.is_return)


def _by_version(nodes: Iterable[Node]) -> Mapping[int, frozenset[str]]:
    """The units of nodes by version; of a version that has none, none."""
    found: defaultdict[int, frozenset[str]] = defaultdict(frozenset)
    for node in nodes:
        found[node.version] |= {node.unit}
    return found


def _is_of_the_text(event: Event) -> bool:
    """Whether an event changes what a snapshot says of descent, of its days or its sources.

    Descent is told where it takes place, and a later version need not say it again.
    """
    if event.kind is EventKind.SNAPSHOT:
        return event.field in _OF_THE_TEXT
    return event.kind is EventKind.ATTRIBUTE and event.field in DESCENT_FIELDS


def _is_apparent(event: Event, absent: frozenset[str], back: frozenset[str]) -> bool:
    """Whether nothing comes or goes with an event but units that one version leaves out."""
    gone, come = set(_whole(event, Op.REMOVE)), set(_whole(event, Op.ADD))
    return bool(gone or come) and gone <= absent and come <= back


def history_of(
    versions: Iterable[Version],
    *,
    thresholds: Thresholds = DEFAULTS,
    inference: bool = True,
    language: str | None = None,
    begun: Callable[[str], None] = lambda _: None,
    remarks: tuple[str, ...] = (),
    known: Callable[[Version, Version], ChangeSet | None] = lambda _, __: None,
    made: Callable[[Version, Version, ChangeSet], None] = lambda _, __, ___: None,
) -> History:
    """Put versions in order and compare each two neighbours, once.

    Parameters
    ----------
    versions
        The versions, in any order: see `in_order`. Of git they are in order as they are given.
    thresholds
        From which measure on something is inferred.
    inference
        Whether to find units again whose ids have changed, and what is not declared.
    language
        The language of the organisation's names.
    begun
        Told of each comparison when it begins.
    remarks
        What keeps the versions from being all that there are.
    known
        What a comparison of two versions said, where that is known already.
    made
        Told of each comparison that was made.

    Raises
    ------
    OrgcheckError
        As `in_order` does.
    """
    ordered = _certain(in_order(versions))
    steps = []
    for old, new in pairwise(ordered):
        begun(tr("comparing {old} and {new}", old=old.label, new=new.label))
        changes = known(old, new)
        if changes is None:
            changes = compare(
                old.organisation,
                new.organisation,
                inference=inference,
                thresholds=thresholds,
                sources=(old.source, new.source),
            )
            made(old, new, changes)
        steps.append(Step(old, new, changes, language))
    return History(ordered, tuple(steps), language, thresholds, inference, remarks)


def _certain(versions: Iterable[Version]) -> tuple[Version, ...]:
    """Versions in which what the day of a register leaves open is as in the one before.

    It is told of the first version in which it is certain.
    """
    certain: list[Version] = []
    for version in versions:
        if certain:
            organisation = as_before(version.organisation, certain[-1].organisation)
            if organisation is not version.organisation:
                version = replace(version, organisation=organisation)
        certain.append(version)
    return tuple(certain)
