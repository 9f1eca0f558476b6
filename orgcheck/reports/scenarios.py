"""Scenarios side by side: what each does, what it brings, what the structure is afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from string import ascii_uppercase

from orgcheck.changes.account import counted_kinds
from orgcheck.changes.changeset import Event
from orgcheck.changes.kinds import grouped, is_by_line, sentence, sentence_of_many
from orgcheck.changes.kinds.words import opening
from orgcheck.changes.marks import unchanged
from orgcheck.changes.names import Names
from orgcheck.counting import listed, signed
from orgcheck.language import day, number_words, own_term, tr, tr_n
from orgcheck.language.collation import rank
from orgcheck.numbers import Number, difference, summed
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.reports.judgement import by_severity
from orgcheck.reports.words import and_more, capital, finding_words
from orgcheck.results import DiffResult, Scenarios
from orgcheck.snapshot.words import status_word

# So many of what happens in an option, and of what it breaks, are told one by one.
MOST_EVENTS = 8
MOST_FINDINGS = 5
MOST_DUTIES = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: of the structure that there is, and of each option."""

    label: str
    base: str
    cells: tuple[str, ...]

    @property
    def alike(self) -> bool:
        """Whether it tells no option from another, nor from what there is."""
        return len(self.cells) > 1 and len({*self.cells, self.base} - {""}) == 1


@dataclass(frozen=True)
class Shape:
    """How deep and how wide a structure is."""

    organisation: Organisation

    @cached_property
    def layers(self) -> int:
        """How many levels there are, the top one counted."""
        depths: dict[str, int] = {}
        for id in self.organisation.units:
            waiting = [one for one in (id, *self.organisation.ancestors(id)) if one not in depths]
            for one in reversed(waiting):
                parent = self.organisation.parent_of(one)
                depths[one] = depths.get(parent, 0) + 1 if parent is not None else 1
        return max(depths.values(), default=0)

    @cached_property
    def _spans(self) -> dict[str, int]:
        spans = {id: self.organisation.span(id) for id in self.organisation.units}
        return {id: span for id, span in spans.items() if span}

    @property
    def mean_span(self) -> str:
        """How many report to a unit that anybody reports to, on average."""
        if not self._spans:
            return "-"
        return number_words(Decimal(sum(self._spans.values())) / len(self._spans), ".1f")

    def widest(self, language: str | None) -> str:
        """The largest span of control, and whose it is."""
        if not self._spans:
            return "-"
        id = min(self._spans, key=lambda one: (-self._spans[one], one))
        return f"{number_words(self._spans[id])} ({self.organisation.name(id, language)})"


@dataclass(frozen=True)
class Option:
    """One scenario in words."""

    letter: str
    source: str
    result: DiffResult
    language: str | None
    # The letters of all options in which an event takes place, by its fingerprint.
    letters: Mapping[str, tuple[str, ...]]

    @cached_property
    def _names(self) -> Names:
        result = self.result
        return Names(result.old, result.new, result.changes, self.language)

    @property
    def name(self) -> str:
        """What it is called: by its manifest, else by its version."""
        new = self.result.new
        manifest = new.snapshot.reorganisation
        return new.label if manifest is None else new.displayed(manifest.title, self.language)

    @property
    def title(self) -> str:
        """Its letter and its name."""
        return f"{self.letter}: {self.name}"

    @property
    def kinds(self) -> str:
        """What happens in it, counted by kind."""
        return ", ".join(counted_kinds(self.result.account)) or tr("nothing happens")

    def events(self) -> Iterator[str]:
        """What happens in it, the weightiest first; then how much more there is."""
        groups = list(grouped(self.result.account.events, self._names))
        for group in groups[:MOST_EVENTS]:
            if len(group.events) == 1 or is_by_line(group):
                for event in group.events:
                    yield f"{opening(sentence(event, self._names))}{self._elsewhere(event)}"
            else:
                yield opening(sentence_of_many(group, self._names))
        left = sum(len(group.events) for group in groups[MOST_EVENTS:])
        if left:
            yield tr_n("and {number} further event", "and {number} further events", left)

    def _elsewhere(self, event: Event) -> str:
        """In which other options the same happens, in brackets; nothing where in none."""
        others = [one for one in self.letters[event.fingerprint] if one != self.letter]
        return " " + tr("(in {options} too)", options=listed(others)) if others else ""

    def findings(self) -> Iterator[str]:
        """What it breaks, the gravest first; `findings_left` says how many there are beyond."""
        brought = sorted(self.result.brought, key=lambda finding: finding.severity.rank)
        for finding in brought[:MOST_FINDINGS]:
            yield finding_words(finding)

    def findings_left(self) -> Iterator[str]:
        """The line that counts the findings which are not told; none where all are."""
        left = len(self.result.brought) - MOST_FINDINGS
        if left > 0:
            yield and_more(left)

    def dropped(self) -> Iterator[str]:
        """The duties that nobody would hold any more."""
        keys = self.result.changes.ledger.responsibilities.items.dropped
        for key in keys[:MOST_DUTIES]:
            yield self._names.item(key, "responsibilities")

    def dropped_left(self) -> Iterator[str]:
        """The line that counts the dropped duties which are not told; none where all are."""
        left = len(self.result.changes.ledger.responsibilities.items.dropped) - MOST_DUTIES
        if left > 0:
            yield and_more(left)


@dataclass(frozen=True)
class Sheet:
    """Everything that a sheet with all options says."""

    scenarios: Scenarios

    @property
    def organisation(self) -> str:
        """Whose structure it is."""
        return self.scenarios.old.title(self.scenarios.language)

    @property
    def title(self) -> str:
        """What the sheet is about."""
        return tr("{organisation}: options", organisation=self.organisation)

    @property
    def version(self) -> str:
        """Which version of it there is."""
        return self.scenarios.old.snapshot.label

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The options, each with a letter."""
        letters: dict[str, tuple[str, ...]] = {}
        for number, result in enumerate(self._results):
            for event in result.account.events:
                known = letters.get(event.fingerprint, ())
                letters[event.fingerprint] = (*known, _letter(number))
        return tuple(
            Option(_letter(number), source, result, self.scenarios.language, letters)
            for number, (source, result) in enumerate(
                zip(self.scenarios.sources, self._results, strict=True)
            )
        )

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The measures, in the order in which one asks for them."""
        return (*self._of_change(), *self._of_structure(), *self._of_figures())

    @property
    def telling(self) -> tuple[Row, ...]:
        """The measures by which one can choose."""
        return tuple(row for row in self.rows if not row.alike)

    @property
    def alike(self) -> str:
        """The other measures, in a sentence; empty where there are none."""
        same = [f"{row.label}: {row.cells[0]}" for row in self.rows if row.alike]
        return tr("The same in all: {measures}.", measures="; ".join(same)) if same else ""

    def _of_change(self) -> Iterator[Row]:
        results = self._results
        yield _of_options(tr("Events"), [_number(len(one.account.events)) for one in results])
        yield _of_options(tr("Units touched"), map(_touched, results))
        yield _of_options(tr("Duties dropped"), [_number(one.account.dropped) for one in results])
        owners = [_number(one.account.changing_owner) for one in results]
        yield _of_options(tr("Duties that change owner"), owners)
        found = [by_severity(one.brought, tr("none")) for one in results]
        yield _of_options(tr("Findings it brings"), found)
        mended = [_number(len(one.verdict.fixed)) for one in results]
        yield _of_options(tr("Findings it mends"), mended)

    def _of_structure(self) -> Iterator[Row]:
        sides = [self.scenarios.old, *(one.new for one in self._results)]
        statuses = [side.snapshot.status for side in sides]
        if any(statuses):
            said = [status_word(status) if status else "-" for status in statuses]
            yield _row(tr("Status"), said)
        days = [side.snapshot.valid_from for side in sides]
        if any(days):
            yield _row(tr("In force from"), [day(first) if first else "-" for first in days])
        shapes, language = list(map(Shape, sides)), self.scenarios.language
        yield _row(tr("Units"), [_number(len(side.units)) for side in sides])
        yield _row(tr("Layers"), [_number(shape.layers) for shape in shapes])
        yield _row(tr("Span of control, mean"), [shape.mean_span for shape in shapes])
        widest = [shape.widest(language) for shape in shapes]
        yield _row(tr("Span of control, largest"), widest)

    def _of_figures(self) -> Iterator[Row]:
        sides = [self.scenarios.old, *(one.new for one in self._results)]
        totals = list(map(_figures, sides))
        names = {name for total in totals for name in total}
        for name in sorted(names, key=lambda name: rank(own_term(name))):
            before, *after = (total.get(name) for total in totals)
            cells = [_against(one, before) for one in after]
            yield Row(capital(own_term(name)), _number(before), tuple(cells))

    @property
    def _results(self) -> tuple[DiffResult, ...]:
        return self.scenarios.options


def _of_options(label: str, cells: Iterable[str]) -> Row:
    """A row of what is said of options alone."""
    return Row(label, "", tuple(cells))


def _row(label: str, cells: Sequence[str]) -> Row:
    base, *others = cells
    return Row(label, base, tuple(others))


def _letter(number: int) -> str:
    """A, B, C, and so on; beyond Z with a number."""
    turn, place = divmod(number, len(ascii_uppercase))
    return f"{ascii_uppercase[place]}{turn + 1 if turn else ''}"


def _touched(result: DiffResult) -> str:
    """How many of the units that there are do not stay as they are."""
    names = Names(result.old, result.new, result.changes)
    units = len(result.old.units)
    touched = units - len(unchanged(names.comparison, result.changes))
    if not units:
        return "-"
    percent = round(100 * touched / units)
    return tr("{number} of {total} ({percent}%)", number=touched, total=units, percent=percent)


def _figures(organisation: Organisation) -> dict[str, Number]:
    values: dict[str, list[Number]] = {}
    for unit in organisation.units.values():
        for name, number in unit.figures.items():
            values.setdefault(name, []).append(number)
    return {name: summed(numbers) for name, numbers in values.items()}


def _number(number: Number | None) -> str:
    return "-" if number is None else number_words(number)


def _against(number: Number | None, before: Number | None) -> str:
    """A total, and how far it is from what it was."""
    if number is None or before is None or number == before:
        return _number(number)
    return f"{number_words(number)} ({signed(difference(number, before))})"
