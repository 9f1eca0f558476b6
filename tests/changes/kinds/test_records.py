"""Each kind of event has whatever reports, pictures, rules and the documentation ask of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

import pytest

from orgcheck.changes import kinds
from orgcheck.changes.changeset import EntityType, Event
from orgcheck.changes.compare import compare
from orgcheck.changes.inversion import invert
from orgcheck.changes.kinds import event_types, grouped, sentence, sentence_of_many, type_of
from orgcheck.changes.kinds.event_type import SuccessionType, UnitType
from orgcheck.changes.kinds.words import ALL, MANY
from orgcheck.changes.marks import marks_of
from orgcheck.changes.names import Names
from orgcheck.charts import dot, mermaid
from orgcheck.charts.change import before_and_after, of_change
from orgcheck.charts.folding import only_changed, to_depth
from orgcheck.charts.style import legend_of
from orgcheck.charts.svg import svg
from orgcheck.event_kinds import EventKind
from orgcheck.language import in_present
from orgcheck.reports.formats.html import changes as html
from orgcheck.reports.formats.markdown import changes as markdown
from orgcheck.reports.formats.mermaid import changes as flowchart
from orgcheck.reports.formats.paper import html as paper_html
from orgcheck.reports.formats.paper.names import NamesWithoutIds
from orgcheck.reports.formats.text import changes as text
from orgcheck.results import DiffResult
from orgcheck.rules.changes.ground import ChangeGround
from orgcheck.schemas import schema
from tests.building import integrity, organisation
from tests.changes.golden_changes import FOLDER, PAIRS
from tests.docs.reference import event_table
from tests.rules.changes.changing import change_pack

# What a paper does not say of what is yet to be decided.
PAST = re.compile(
    r"(?<!is )(?<!are )\b"
    r"(was|were|ended|moved|merged|absorbed|replaced|passed|took|gave|opened|left|changed"
    r"|split|dissolved|carved|came|reported|belonged|vacated|now|formerly)\b"
)
each = pytest.mark.parametrize("kind", EventKind)


class Example(NamedTuple):
    """An event, and the change that it is part of."""

    event: Event
    result: DiffResult

    @property
    def names(self) -> Names:
        return Names(self.result.old, self.result.new, self.result.changes)

    @property
    def ground(self) -> ChangeGround:
        return ChangeGround(self.result.old, self.result.new, self.result.changes)


@cache
def changed(pair: str) -> DiffResult:
    sides = [(FOLDER / f"{pair}.{side}.yaml").read_text("utf-8") for side in ("old", "new")]
    return compared(*sides)


@cache
def shown(kind: EventKind) -> DiffResult:
    """The change that the record of a kind has for an example."""
    return compared(*type_of(kind).example)


def compared(*sides: str) -> DiffResult:
    old, new = map(organisation, sides)
    return DiffResult(compare(old, new, inference=False), old, new)


def examples(kind: EventKind) -> Iterator[Example]:
    """The events of a kind: in the example of its record, and among the golden changes."""
    for result in (shown(kind), *map(changed, PAIRS)):
        for event in result.changes.events:
            # That the version is another stands in the title of every report.
            if event.kind is kind and event.field != "version":
                yield Example(event, result)


def example(kind: EventKind) -> Example:
    return next(examples(kind))


# -- the records ------------------------------------------------------------------------------


def test_every_kind_has_one_record_in_its_module_and_every_record_is_of_a_kind() -> None:
    records = [
        (one.kind, module.name)
        for module in iter_modules(kinds.__path__)
        for one in getattr(import_module(f"{kinds.__name__}.{module.name}"), "TYPES", ())
    ]
    assert sorted(records) == sorted((kind, kind.family) for kind in EventKind)


@each
def test_the_example_of_a_kind_is_one_event_of_it_and_nothing_else(kind: EventKind) -> None:
    assert [event.kind for event in shown(kind).changes.events] == [kind]
    assert [integrity(side) for side in type_of(kind).example] == [[], []]


def test_a_kind_is_counted_by_its_name() -> None:
    for one in event_types().values():
        assert one.counted == tuple(f"{{number}} {noun}" for noun in one.noun)


def test_no_two_kinds_are_called_alike() -> None:
    nouns = [noun for one in event_types().values() for noun in one.noun]
    assert len(set(nouns)) == len(nouns)


@each
def test_what_undoes_a_kind_is_undone_by_it(kind: EventKind) -> None:
    inverse = type_of(kind).inverse
    # A reorganisation alone also undoes what is told by a name of its own.
    assert type_of(inverse).inverse is kind or inverse is EventKind.REORGANISE
    assert all(
        type_of(kind).opposites[word] == key for key, word in type_of(kind).opposites.items()
    )


@each
def test_a_heading_is_its_own(kind: EventKind) -> None:
    heading = type_of(kind).heading
    assert heading is None or type_of(heading).heading in (None, heading)


@each
def test_a_kind_is_known_to_end_units_where_they_end_in_its_events(kind: EventKind) -> None:
    ends = any(one.names.comparison.ended for one in examples(kind) if one.result is shown(kind))
    assert kind.ends_units == ends


def test_what_is_of_one_unit_alone_or_of_no_unit_rests_on_no_inference() -> None:
    plain = {kind for kind in EventKind if not kind.inferable}
    alone = {kind for kind in EventKind if kind.family == "lifecycles"}
    elsewhere = {
        one.kind for one in event_types().values() if one.entity_type is not EntityType.UNIT
    }
    assert plain == alone | elsewhere


# -- in words ---------------------------------------------------------------------------------


def says(words: str, name: str) -> bool:
    """Whether a name stands in some words, and not just its letters in another word."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None


@each
def test_a_sentence_names_whom_an_event_is_of(kind: EventKind) -> None:
    one = example(kind)
    words = sentence(one.event, one.names)

    assert words
    assert not words.endswith(".")
    named = [*map(one.names.was, one.event.old), *map(one.names.now, one.event.new)]
    assert not named or any(says(words, name) for name in named)


@each
def test_a_phrase_names_whom_an_event_is_of(kind: EventKind) -> None:
    one = example(kind)
    words = one.ground.said(one.event)

    assert words
    of_holding = type_of(kind).holding is not None
    ids = (*one.event.old, *one.event.new)
    assert not ids or of_holding or any(says(words, id) for id in ids)


@each
def test_many_alike_are_told_in_one_sentence_with_their_number(kind: EventKind) -> None:
    folding = type_of(kind).folding
    if folding is None:
        return
    one = next(one for one in examples(kind) if folding.likenesses(one.event, one.names))
    (group,) = grouped([one.event] * (ALL + MANY), one.names)

    words = sentence_of_many(group, one.names)
    assert str(len(group.events)) in words


# -- in every format --------------------------------------------------------------------------


def squeezed(words: str) -> str:
    return "".join(words.split())


@each
def test_a_terminal_reads_the_sentence(kind: EventKind) -> None:
    one = example(kind)
    told = sentence(one.event, Names(one.result.old, one.result.new, one.result.changes, full=True))
    assert squeezed(told).lower() in squeezed(text.report(one.result, verbose=True)).lower()


@each
@pytest.mark.parametrize("report", [html.report, markdown.report])
def test_each_report_tells_of_it_under_its_name(
    kind: EventKind, report: Callable[[DiffResult], str]
) -> None:
    written = squeezed(report(example(kind).result)).lower()
    assert any(squeezed(noun) in written for noun in type_of(kind).noun)


def stands_in_papers(kind: EventKind) -> bool:
    return not type_of(kind).of_people and kind not in (EventKind.RECODE, EventKind.SNAPSHOT)


@each
def test_a_paper_tells_it_in_its_sentence(kind: EventKind) -> None:
    """But of people, of ids, and of what is said of the snapshot alone."""
    one = example(kind)
    written = unescape(re.sub("<[^>]*>", "", paper_html.report(one.result)))
    with in_present():
        told = squeezed(sentence(one.event, one.names)).lower()
    assert (told in squeezed(written).lower()) is stands_in_papers(kind)


@each
def test_a_paper_tells_it_in_the_present(kind: EventKind) -> None:
    """Whoever decides on it has it before them."""
    for one in examples(kind) if stands_in_papers(kind) else ():
        names = NamesWithoutIds(one.result.old, one.result.new, one.result.changes)
        several = grouped([one.event] * MANY, names)
        with in_present():
            told = [sentence(one.event, names)]
            told += [sentence_of_many(group, names) for group in several if group.by]
        assert not [words for words in told if PAST.search(words)]


@each
def test_a_picture_in_a_paper_tells_it_in_the_present(kind: EventKind) -> None:
    for one in examples(kind) if stands_in_papers(kind) else ():
        with in_present():
            told = list(pictured(one.result))
        assert told
        assert not [words for words in told if PAST.search(words)]


def pictured(result: DiffResult) -> Iterator[str]:
    """What the pictures of a change say in their boxes and their legends."""
    sides = result.old, result.new, result.changes
    for draw in (of_change, before_and_after):
        drawing = draw(*sides, names=NamesWithoutIds)
        for one in (drawing, only_changed(drawing, 0), to_depth(drawing, 1)) if drawing else ():
            yield from (box.text for box in one.boxes)
            yield from (entry.text for entry in legend_of(one))


@each
def test_a_page_marks_whom_it_is_of(kind: EventKind) -> None:
    one = example(kind)
    marks = marks_of(one.names)

    for side, ids in ((marks.before, one.event.old), (marks.after, one.event.new)):
        assert all(side[id].marks for id in ids)


@each
def test_a_flowchart_draws_what_happens_to_units(kind: EventKind) -> None:
    one = example(kind)
    drawn = flowchart.report(one.result)
    event_type = type_of(kind)

    assert drawn.startswith("flowchart LR")
    if isinstance(event_type, UnitType):
        assert event_type.verb in drawn or event_type.doubt(one.event, one.names)
    if isinstance(event_type, SuccessionType):
        assert event_type.became in drawn


@each
def test_a_chart_is_drawn_of_it(kind: EventKind) -> None:
    one = example(kind)
    old, new = one.result.old, one.result.new
    drawing = of_change(old, new, one.result.changes)

    boxes = [drawing.box[id] for id in one.event.new if id in drawing.box]
    assert all(box.marks for box in boxes)
    assert all(render(drawing) for render in (svg, mermaid.text, dot.text))


# -- in rules, inverted, documented -----------------------------------------------------------


@each
def test_a_rule_may_be_on_it(kind: EventKind) -> None:
    assert change_pack("{forbidden: true}", on=f"[{kind}]").change_rules[0].on == (kind.value,)


@each
def test_every_event_of_it_is_turned_round_into_its_inverse(kind: EventKind) -> None:
    for one in examples(kind):
        changes = one.result.changes
        back = {event.fingerprint: event for event in invert(changes).events}
        (undoing,) = (
            event
            for event in back.values()
            if set(event.old) >= set(one.event.new) - {""} and _undoes(event, one.event)
        )
        assert undoing.kind in (type_of(kind).inverse, EventKind.DISSOLVE)
        assert one.event in invert(invert(changes)).events


def _undoes(event: Event, done: Event) -> bool:
    edits = {(edit.op, edit.field, repr(edit.new), repr(edit.old)) for edit in done.edits}
    turned = {"add": "remove", "remove": "add", "set": "set"}
    return edits == {
        (turned[edit.op], edit.field, repr(edit.old), repr(edit.new)) for edit in event.edits
    }


@each
def test_the_documentation_has_a_row_of_it(kind: EventKind) -> None:
    assert f"| `{kind}` | {type_of(kind).row.what} |" in event_table()


@each
def test_the_schemas_know_it(kind: EventKind) -> None:
    assert kind in schema("changes")["$defs"]["EventKind"]["enum"]
    assert f'"{kind}"' in str(schema("rules")).replace("'", '"')
