"""A history in words and numbers: its versions, what happened between them, what is uncertain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from orgcheck.changes.account import Account, counted_kinds
from orgcheck.changes.kinds import grouped
from orgcheck.changes.kinds.words import Group
from orgcheck.counting import listed
from orgcheck.descent.discrepancies import discrepancies
from orgcheck.descent.graph import Bond, Edge, Reuse
from orgcheck.descent.history import History, Step
from orgcheck.descent.totals import Totals, totals_of
from orgcheck.descent.versions import Version
from orgcheck.event_kinds import EventKind
from orgcheck.findings import Finding
from orgcheck.language import day, msg, msg_n, own_term, tr, tr_n
from orgcheck.language.collation import rank
from orgcheck.records import dataclass
from orgcheck.reports.judgement import place_words
from orgcheck.reports.lineage import span_of, told
from orgcheck.reports.words import finding_words

# How much of what happened between two versions is told of each kind; the rest is counted.
_OF_A_KIND = 2
# How many units a sentence names that left versions out.
_NAMED = 5


@dataclass(frozen=True)
class StepWords:
    """What is said of one step: how many events of each kind, then the weightiest in sentences."""

    step: Step
    title: str
    counts: str
    sentences: tuple[str, ...]
    untold: int


@dataclass(frozen=True)
class HistoryWords:
    """What is said of a history; `verbose` tells every event."""

    history: History
    verbose: bool = False

    @property
    def title(self) -> str:
        """Whose history it is, and through which versions."""
        return f"{self.history.organisation}: {span_of(self.history)}"

    def steps(self) -> Iterator[StepWords]:
        """What happened between each two neighbours."""
        return map(self._step, range(len(self.history.steps)))

    def _step(self, number: int) -> StepWords:
        step = self.history.steps[number]
        account = Account(self.history.told(number))
        names = step.names
        groups = list(grouped(account.events, names))
        shown = groups if self.verbose else _heaviest(groups)
        untold = len(account.events) - sum(len(group.events) for group in shown)
        sentences = [told(group, names) for group in shown]
        of_register = self.history.is_of_register
        if absent := self.history.absent(number + 1):
            left_out = listed(map(names.was, absent), most=_NAMED)
            words = (
                msg("Not in force from here on, and again later: {units}.")
                if of_register
                else msg("Not recorded here, and again later: {units}.")
            )
            sentences.append(tr(words, units=left_out))
        back = self.history.back(number + 1) if of_register else ()
        if back:
            there = listed(map(names.now, back), most=_NAMED)
            sentences.append(tr("In force again: {units}.", units=there))
        sentences += (
            tr("{unit} has the id {id} again.", unit=names.was(edge.old.unit), id=edge.new.unit)
            for edge in self.history.again(number + 1)
        )
        kinds = list(counted_kinds(account))
        if of_register and absent:
            kinds.append(tr_n("{number} suspension", "{number} suspensions", len(absent)))
        if back:
            kinds.append(
                tr_n("{number} unit in force again", "{number} units in force again", len(back))
            )
        counts = ", ".join(kinds) or tr("no change")
        label = step.new.label
        title = tr("Recorded on {day}", day=day(label)) if step.new.recorded else label
        return StepWords(step, title, counts, tuple(sentences), untold)

    # -- rules ----------------------------------------------------------------------------------

    def findings(self) -> Iterator[str]:
        """What rules over all versions found, and how much waivers excuse."""
        for finding in self.history.findings:
            yield f"{place_words(finding.location)} {finding_words(finding)}"
        if self.history.waived:
            yield self.waived

    @property
    def waived(self) -> str:
        """How many findings waivers excuse."""
        number = self.history.waived
        return tr_n("{number} finding is waived.", "{number} findings are waived.", number)

    # -- figures over time --------------------------------------------------------------------

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the figures that any version has: units, duties, sites, then its own."""
        own = sorted(
            {name for one in self._added_up.values() for name in one},
            key=lambda name: rank(own_term(name)),
        )
        found = dict.fromkeys(("units", "duties", "sites", *own))
        return tuple(
            name
            for name in found
            if name == "units" or any(self.figures(v).get(name) for v in self.history.versions)
        )

    def figures(self, version: Version) -> Totals:
        """The figures of a version, by name; what it does not state is left out."""
        return self._added_up[id(version)]

    @cached_property
    def _added_up(self) -> dict[int, Totals]:
        """The figures of each version, by its identity: they are asked for again and again."""
        versions = self.history.versions
        totals = totals_of(version.organisation for version in versions)
        return {id(version): one for version, one in zip(versions, totals, strict=True)}

    # -- who is who ---------------------------------------------------------------------------

    @property
    def gaps_title(self) -> str:
        """What heads the units that are not there for a while."""
        if self.history.is_of_register:
            return tr("Not in force for a time")
        return tr("Left out by versions in between")

    def gaps(self) -> Iterator[str]:
        """The units that versions leave out, or that have an earlier id again, and are the same."""
        missing: dict[tuple[Bond, int, int], list[Edge]] = {}
        for edge in self.history.descent.notable:
            if edge.bond is Bond.AGAIN:
                yield tr(
                    "{old} is {new} again in {version}: it had that id before.",
                    old=edge.old.unit,
                    new=edge.new.unit,
                    version=self._label(edge.new.version),
                )
            elif edge.bond.is_return:
                key = (edge.bond, edge.old.version, edge.new.version)
                missing.setdefault(key, []).append(edge)
        for (bond, old, new), edges in missing.items():
            if self.history.is_of_register:
                first, last = self.history.between(old + 1, new)
                units = listed((edge.new.unit for edge in edges), most=_NAMED)
                yield tr_n(*_OUT_OF_FORCE, len(edges), units=units, first=first, last=last)
                continue
            yield tr_n(
                *(_AGAIN if bond is Bond.GAP else _REVIVED),
                len(edges),
                units=listed((edge.new.unit for edge in edges), most=_NAMED),
                version=self._label(new),
                between=listed(self._labels(old + 1, new), most=_NAMED),
            )

    def reuses(self) -> Iterator[str]:
        """The ids that are used again, so that it is open whether the unit is revived."""
        return map(self._reuse, self.history.descent.reuses)

    def _reuse(self, reuse: Reuse) -> str:
        old, new = self.history.until(reuse.old.version), self.history.since(reuse.new.version)
        followed = self.history.descent.goes_on(reuse.old)
        if followed is not None:
            return tr(
                "{id}, an id until {old}, is used again in {new} for another unit: "
                "the earlier one goes on as {unit}.",
                id=reuse.new.unit,
                old=old,
                new=new,
                unit=followed.new.unit,
            )
        new_one = self.history.versions[reuse.new.version].organisation.units[reuse.new.unit]
        words = _PERHAPS_REVIVED
        if self.history.is_of_register:
            words = _IN_USE_BEFORE
        elif new_one.revives is False:
            words = _ANOTHER
        return tr(words, id=reuse.new.unit, old=old, new=new)

    @cached_property
    def discrepancies(self) -> tuple[Finding, ...]:
        """Where a comparison of first and last says something else."""
        return discrepancies(self.history)

    def _label(self, number: int) -> str:
        return self.history.versions[number].label

    def _labels(self, first: int, end: int) -> Sequence[str]:
        return [self._label(number) for number in range(first, end)]


_OUT_OF_FORCE = msg_n(
    "{units} was not in force from {first} to {last}.",
    "{units} were not in force from {first} to {last}.",
)
# That an id is used again, as the lineage says it.
_PERHAPS_REVIVED = msg(
    "{id}, last recorded in {old}, is an id again in {new}: possibly the unit revived."
)
_ANOTHER = msg("{id}, last recorded in {old}, is the id of another unit in {new}.")
_IN_USE_BEFORE = msg("{id}, an id until {old}, is that of another unit from {new} on.")
_AGAIN = msg_n(
    "{units} is recorded again in {version}: missing from {between}.",
    "{units} are recorded again in {version}: missing from {between}.",
)
_REVIVED = msg_n(
    "{units} is revived in {version}: missing from {between}.",
    "{units} are revived in {version}: missing from {between}.",
)


def _heaviest(groups: Sequence[Group]) -> list[Group]:
    """The first groups of each kind of event: the weightiest, and those of the most events."""
    by_kind: dict[EventKind, list[Group]] = {}
    for group in groups:
        by_kind.setdefault(group.events[0].kind, []).append(group)
    kept = [
        group
        for some in by_kind.values()
        for group in sorted(some, key=lambda group: -len(group.events))[:_OF_A_KIND]
    ]
    return sorted(kept, key=lambda group: groups.index(group))


# What those figures are called that every version has; the others are the organisation's own.
_COUNTS = {"units": msg("units"), "duties": msg("duties"), "sites": msg("sites")}


def figure_words(name: str) -> str:
    """What the column of a figure is called.

    Examples
    --------
    >>> figure_words("units"), figure_words("headcount")
    ('units', 'headcount')
    """
    return tr(_COUNTS[name]) if name in _COUNTS else own_term(name)


def further_changes(number: int) -> str:
    """That so many changes are not told."""
    return tr_n("and {number} further change", "and {number} further changes", number)
