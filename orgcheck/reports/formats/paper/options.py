"""Scenarios as the options of one decision paper: what tells them apart, a column each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from orgcheck.changes.changeset import Event
from orgcheck.counting import listed
from orgcheck.grouping import by_first
from orgcheck.language import in_present, spoken_language, tr
from orgcheck.records import dataclass, replace
from orgcheck.reports.formats.paper import changes, duties, missing, objections, sources
from orgcheck.reports.formats.paper.blocks import (
    Block,
    Digests,
    Facts,
    Item,
    Items,
    Paper,
    Section,
    Table,
    Text,
)
from orgcheck.reports.formats.paper.case import Case
from orgcheck.reports.formats.paper.content import numbered
from orgcheck.reports.mentions import SeveralMentions
from orgcheck.reports.scenarios import Sheet
from orgcheck.reports.words import and_more
from orgcheck.results import Scenarios

# So many rows leave room on the page for what else there is to decide on.
_MOST_CHANGES = 12
_MOST_DUTIES = 4
# What an option does not do.
_NOT = "–"


@dataclass(frozen=True)
class _Option:
    """A scenario, under the letter that its column has."""

    letter: str
    name: str
    case: Case


@in_present()
def paper(scenarios: Scenarios) -> Paper:
    """What a board has to know to choose: the options beside each other, by what differs."""
    sheet = Sheet(scenarios)
    options = [_Option(one.letter, one.name, Case.of(one.result)) for one in sheet.options]
    decided = all(one.case.decided for one in options)
    held = _duties(options)
    full = [Section(duties.heading(), (held,))] if len(held.rows) > _MOST_DUTIES else []
    annexes = [*full, *_measures(options), _sources(options)]
    return Paper(
        names=SeveralMentions(tuple(one.case.names for one in options)),
        language=spoken_language(),
        organisation=sheet.organisation,
        sort=tr("Decision paper"),
        title=tr("Options for a reorganisation"),
        mark="" if decided else tr("DRAFT, not decided"),
        facts=Facts(((tr("Before"), sheet.version), *((one.letter, one.name) for one in options))),
        sections=tuple(_first_page(options, sheet, held)),
        annexes=numbered(annexes),
    )


def _first_page(options: Sequence[_Option], sheet: Sheet, held: Table) -> Iterator[Section]:
    yield _side_by_side(options, sheet)
    yield Section(changes.heading(), tuple(_changes(options)))
    yield Section(duties.heading(), tuple(_weightiest(held)))
    if all(one.case.review is not None for one in options):
        yield Section(tr("What the rules object to"), (_objections(options),))
    if items := tuple(_missing(options)):
        yield Section(tr("Not stated"), (Items(items),))


def _letters(options: Iterable[_Option]) -> tuple[str, ...]:
    return tuple(one.letter for one in options)


def _side_by_side(options: Sequence[_Option], sheet: Sheet) -> Section:
    """The measures that tell the options apart, then those that do not."""
    rows = tuple((row.label, row.base or _NOT, *row.cells) for row in sheet.telling)
    blocks: list[Block] = [Table(("", tr("Before"), *_letters(options)), rows)] if rows else []
    if sheet.alike:
        blocks.append(Text(sheet.alike))
    return Section(tr("The options side by side"), tuple(blocks))


# -- what happens, in which option ------------------------------------------------------------


def _changes(options: Sequence[_Option]) -> Iterator[Block]:
    """What merges, ends, begins or moves, told once each, with the options that do it."""
    rows = [
        (item.words, *(tr("yes") if option in some else _NOT for option in options))
        for some, events in _shared(options)
        for item in some[0].case.told(events)
    ]
    if not rows:
        yield Text(tr("No unit merges, ends or begins."))
        return
    yield Table(("", *_letters(options)), tuple(rows[:_MOST_CHANGES]))
    if (left := len(rows) - _MOST_CHANGES) > 0:
        yield Text(and_more(left))


def _shared(options: Sequence[_Option]) -> list[tuple[list[_Option], list[Event]]]:
    """The events by the options in which they take place, those of most options first."""
    doing: defaultdict[str, list[_Option]] = defaultdict(list)
    events: dict[str, Event] = {}
    for option in options:
        for event in changes.weightiest(option.case.account.events):
            doing[event.fingerprint].append(option)
            events.setdefault(event.fingerprint, event)
    groups = by_first((_letters(doing[key]), event) for key, event in events.items())
    found = [([one for one in options if one.letter in key], some) for key, some in groups.items()]
    return sorted(found, key=lambda one: -len(one[0]))


# -- duties -----------------------------------------------------------------------------------


def _weightiest(held: Table) -> Iterator[Block]:
    """As many duties as leave room on the page; all are in the first annex."""
    if not held.rows:
        yield Text(tr("No recorded duty is dropped or changes owner."))
        return
    yield replace(held, rows=held.rows[:_MOST_DUTIES])
    if (left := len(held.rows) - _MOST_DUTIES) > 0:
        see = tr("annex {number}", number=1)
        yield Text(f"{and_more(left)}: {see}.")


def _duties(options: Sequence[_Option]) -> Table:
    """Who holds each duty that any option drops or hands on: before, and in each option."""
    passed = {
        one.letter: {
            duty.key: duty for duty in duties.passed(one.case) if duty.dropped or duty.changes_owner
        }
        for one in options
    }
    first: dict[str, tuple[_Option, duties.Passed]] = {}
    for one in options:
        for key, duty in passed[one.letter].items():
            first.setdefault(key, (one, duty))
    ranked = sorted(first.values(), key=lambda found: found[1].weight)
    rows = [
        (
            *duties.row(option.case, duty)[:-1],
            *(_holder(one, passed[one.letter], duty.key) for one in options),
        )
        for option, duty in ranked
    ]
    head = (tr("Duty"), tr("Legal basis"), tr("Before"), *_letters(options))
    return Table(head, tuple(rows))


def _holder(option: _Option, passed: Mapping[str, duties.Passed], key: str) -> str:
    """Who holds a duty in an option."""
    duty = passed.get(key)
    return tr("unchanged") if duty is None else duties.row(option.case, duty)[-1]


# -- rules, and what is missing ---------------------------------------------------------------


def _objections(options: Sequence[_Option]) -> Block:
    """The rules that an option breaks, how gravely, and by whom."""
    rows: dict[str, dict[str, str]] = {}
    for option in options:
        for rule, severity, who in objections.by_rule(option.case):
            words = tr("{severity}: {who}", severity=severity, who=who) if who else severity
            rows.setdefault(rule, {})[option.letter] = words
    if not rows:
        return Text(tr("Nothing."))
    letters = _letters(options)
    cells = tuple(
        (rule, *(found.get(letter, _NOT) for letter in letters)) for rule, found in rows.items()
    )
    return Table((tr("Rule"), *letters), cells)


def _missing(options: Sequence[_Option]) -> Iterator[Item]:
    """What options lack, once each; behind what not all of them lack, the letters of those."""
    lacking = by_first(
        (words, option.letter) for option in options for words in missing.entries(option.case)
    )
    for words, letters in lacking.items():
        yield Item(words if len(letters) == len(options) else f"{words} ({listed(letters)})")


# -- annexes ----------------------------------------------------------------------------------


def _measures(options: Sequence[_Option]) -> Iterator[Section]:
    """What happens in each option, in full."""
    for one in options:
        section = changes.by_measure(one.case)
        if section is not None:
            yield Section(f"{one.letter}: {section.title}", section.blocks)


def _sources(options: Sequence[_Option]) -> Section:
    """The texts of the structure that there is, and of each option."""
    sides = (options[0].case.old, *(one.case.new for one in options))
    rows = tuple(dict.fromkeys(sources.digests(sides)))
    blocks: list[Block] = [Digests(sources.digests_head(), rows)] if rows else []
    return Section(tr("Sources"), (*blocks, sources.made_by()))
