"""Registers with time inside: what is said of which day, where that stands, and what is refused."""

from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest

from orgcheck.findings import Fault, Finding
from orgcheck.organisation import Organisation
from orgcheck.rules.integrity import check
from orgcheck.snapshot.loading import NoRegister, load
from orgcheck.snapshot.text import SourceText
from tests.building import integrity

FISHERIES = """\
register: true
organisation: Ministry
units:
- {id: ministry, name: Ministry, top: true}
- {id: environment, name: Environment, parent: ministry}
- {id: agriculture, name: Agriculture, parent: ministry, valid_to: 2019-12-31}
- {id: food, name: Food, parent: ministry, valid_from: 2027-01-01}
- {id: trade, name: Trade, parent: ministry}
- id: fisheries
  name: Fisheries Department
  parent: environment
  head: head
  valid_from: 2015-01-01
  earlier:
  - {until: 2019-12-31, name: Fisheries Office, parent: agriculture}
  - {until: 2017-05-31, name: Fisheries Office, parent: trade, without: [head]}
  later:
  - {from: 2027-01-01, parent: food}
  - {from: 2028-01-01, name: Fish}
posts:
- {id: head, name: Head of Fisheries, valid_from: 2017-06-01}
"""


def on(text: str, day: str, *, name: str = "r.yaml") -> Organisation:
    """What a register says of a day."""
    reading = load([SourceText(name, text)], "r", day=date.fromisoformat(day))
    return Organisation.of(reading)


def register(units: str, *, more: str = "") -> str:
    """A register of a ministry and some units."""
    return (
        f"register: true\norganisation: T\n{dedent(more)}units:\n"
        f"- {{id: top, name: Top, top: true}}\n{dedent(units)}"
    )


def told(text: str, day: str = "2026-01-01") -> list[str]:
    return [f"{f.location}: {f.rule} {f.message}" for f in found(text, day)]


def found(text: str, day: str) -> list[Finding]:
    return sorted(check(on(text, day)), key=lambda finding: finding.order)


# -- what holds when --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "name", "parent", "head"),
    [
        ("2015-01-01", "Fisheries Office", "trade", None),
        ("2017-05-31", "Fisheries Office", "trade", None),
        ("2017-06-01", "Fisheries Office", "agriculture", "head"),
        ("2019-12-31", "Fisheries Office", "agriculture", "head"),
        ("2020-01-01", "Fisheries Department", "environment", "head"),
        ("2026-12-31", "Fisheries Department", "environment", "head"),
        ("2027-01-01", "Fisheries Department", "food", "head"),
        ("2028-01-01", "Fish", "food", "head"),
    ],
)
def test_a_row_holds_from_the_day_after_the_next_older_one(
    day: str, name: str, parent: str, head: str | None
) -> None:
    unit = on(FISHERIES, day).units["fisheries"]

    assert (unit.name, unit.parent, unit.head) == (name, parent, head)
    assert told(FISHERIES, day) == []


def test_an_entry_is_there_from_its_first_to_its_last_day() -> None:
    there = [
        day
        for day in ("2014-12-31", "2015-01-01", "2019-12-31", "2020-01-01")
        if {"fisheries", "agriculture"} <= on(FISHERIES, day).units.keys()
    ]
    assert there == ["2015-01-01", "2019-12-31"]


def test_a_value_stands_where_its_row_stands() -> None:
    office = on(FISHERIES, "2018-01-01")
    unit = office.units["fisheries"]

    places = [str(office.locate(unit, field)) for field in ("name", "parent", "head")]
    assert places == ["r.yaml:15:31", "r.yaml:15:57", "r.yaml:12:9"]


def test_a_reference_to_what_has_ended_is_one_to_nothing() -> None:
    text = FISHERIES.replace("until: 2019-12-31, name", "until: 2020-06-30, name")

    assert told(text, "2020-01-01") == [
        "r.yaml:15:57: ORG004 parent of fisheries names agriculture, which does not exist"
    ]


def test_a_list_in_a_row_replaces_the_list() -> None:
    text = register("""\
        - id: a
          name: A
          parent: top
          sites: [Oulu, Turku]
          earlier: [{until: 2020-12-31, sites: [Vaasa]}]
        """)
    assert on(text, "2020-01-01").units["a"].sites == ("Vaasa",)
    assert on(text, "2021-01-01").units["a"].sites == ("Oulu", "Turku")


def test_periods_part_an_entry_that_was_suspended() -> None:
    text = register("""\
        - id: a
          name: A
          parent: top
          valid: [{from: 2018-01-01, to: 2018-12-31}, {from: 2020-01-01}]
        """)
    days = ("2017-12-31", "2018-12-31", "2019-06-01", "2020-01-01")
    assert ["a" in on(text, day).units for day in days] == [False, True, False, True]


def test_posts_bodies_duties_and_the_snapshot_itself_have_time_too() -> None:
    text = register(
        """\
        posts:
        - {id: p, name: P, unit: top, valid_to: 2019-12-31}
        bodies:
        - {id: b, name: B, type: organ, earlier: [{until: 2019-12-31, type: committee}]}
        responsibilities:
        - {id: d, name: Now, later: [{from: 2030-01-01, name: Then, decision: {date: 2026-01-01}}]}
        """,
        more="""\
        version: new
        earlier: [{until: 2019-12-31, version: old, status: draft}]
        """,
    )
    old, new, then = (on(text, day) for day in ("2019-01-01", "2020-01-01", "2030-01-01"))

    assert (old.snapshot.label, old.snapshot.status, list(old.posts)) == ("old", "draft", ["p"])
    assert (new.snapshot.label, new.snapshot.status, list(new.posts)) == ("new", None, [])
    assert [one.bodies["b"].type for one in (old, new)] == ["committee", "organ"]
    assert [one.register["d"].name for one in (new, then)] == ["Now", "Then"]


def test_nesting_gives_the_parent_where_no_row_names_one() -> None:
    text = register("""\
        - id: a
          name: A
          parent: top
          units:
          - {id: b, name: B, earlier: [{until: 2019-12-31, parent: top}]}
        """)
    assert [on(text, day).units["b"].parent for day in ("2019-01-01", "2020-01-01")] == ["top", "a"]


def test_the_last_day_of_the_calendar_is_no_end_of_the_program() -> None:
    text = register("- {id: a, name: A, parent: top, valid_to: 9999-12-31}\n")
    assert "a" in on(text, "9999-12-31").units


def test_without_a_day_it_is_read_as_of_today() -> None:
    texts = [SourceText("r.yaml", FISHERIES)]
    reading = load(texts, "r", today=date(2019, 1, 1))

    assert reading.slice is not None
    assert (reading.slice.day, reading.slice.pinned) == (date(2019, 1, 1), False)
    assert load(texts, "r").slice is not None


# -- the same id in other times ---------------------------------------------------------------


def test_an_id_may_be_given_again_in_another_time() -> None:
    text = register("""\
        - {id: a, name: Old, parent: top, valid_to: 2018-12-31}
        - {id: a, name: New, parent: top, valid_from: 2020-01-01}
        """)
    names = [
        [unit.name for unit in on(text, day).snapshot.units[1:]]
        for day in ("2018-01-01", "2019-01-01", "2020-01-01")
    ]
    assert names == [["Old"], [], ["New"]]
    assert told(text) == []


def test_an_id_is_unique_on_each_day() -> None:
    text = register("""\
        - {id: a, name: Old, parent: top, valid_to: 2018-12-31}
        - {id: a, name: New, parent: top, valid_from: 2018-12-31}
        """)
    assert [f.rule for f in found(text, "2018-12-31")] == ["ORG003"]
    assert told(text, "2019-01-01") == []


# -- dates that are known to the year or the month ----------------------------------------------


def test_what_a_year_leaves_open_is_neither_said_nor_denied() -> None:
    text = register("""\
        - {id: a, name: A, parent: top}
        - id: b
          name: B
          parent: a
          earlier: [{until: 2017, parent: top}]
        """)
    before, open_, after = (on(text, d) for d in ("2017-01-01", "2017-06-01", "2018-01-01"))

    assert [one.units["b"].parent for one in (before, open_, after)] == ["top", None, "a"]
    assert open_.slice is not None
    assert open_.slice.uncertain == 1
    assert check(open_) == []
    assert ("b", "parent") in open_.faults


def test_what_several_rows_say_alike_is_certain() -> None:
    text = register("- {id: b, name: B, parent: top, earlier: [{until: 2017, name: A}]}\n")
    unit = on(text, "2017-06-01").units["b"]

    assert unit.parent == "top"


def test_a_member_that_may_be_there_is_not_missed() -> None:
    text = register("""\
        - {id: a, name: A, parent: top, valid_from: 2016-03}
        - {id: b, name: B, parent: a}
        """)
    open_ = on(text, "2016-03-15")

    assert "a" not in open_.units
    assert check(open_) == []
    assert open_.incomplete
    assert open_.slice is not None
    assert open_.slice.uncertain == 1
    assert "a" in on(text, "2016-03-31").units
    assert [f.rule for f in found(text, "2016-02-29")] == ["ORG004"]


# -- what is wrong ----------------------------------------------------------------------------


def test_every_row_is_checked_whatever_the_day() -> None:
    text = register("""\
        - id: a
          name: A
          parent: top
          valid_to: 2010-12-31
          earlier: [{until: 2005-12-31, parnt: b}, {until: 2004-12-31, top: maybe}]
          later: [{name: B}]
        """)
    assert told(text) == [
        'r.yaml:9:33: ORG002 a: earlier[1]: unknown key "parnt"; did you mean "parent"?',
        'r.yaml:9:69: ORG002 a: earlier[2].top: expected true or false, found the text "maybe"',
        'r.yaml:10:11: ORG002 a: later[1]: "from" is missing',
    ]


@pytest.mark.parametrize(
    "row",
    [
        "{until: 2019-13-31, name: Lost, parent: top}",
        "{name: Lost, parent: top}",
        "Lost",
        "{until: 2019-12-31, name: Lost, head: b, without: [head]}",
    ],
)
def test_a_row_that_cannot_be_read_takes_no_other_with_it(row: str) -> None:
    text = register(f"""\
- id: a
  name: A
  parent: top
  earlier:
  - {{until: 2020-12-31, name: New}}
  - {row}
  - {{until: 2018-12-31, name: Old}}
  later:
  - {{from: 2030-01-01, name: B}}
  - {row.replace("until", "from")}
  - {{from: 2031-01-01, parent: nobody}}
""")
    faults = found(text, "2026-01-01")
    assert [f.location.line for f in faults if f.location is not None] == [10, 14]
    names = [on(text, day).units["a"].name for day in ("2018-12-31", "2019-01-01", "2030-01-01")]
    assert names == ["Old", "New", "B"]
    # What holds then stands in its own row.
    (dangling,) = (f for f in found(text, "2031-01-01") if f.rule == "ORG004")
    assert str(dangling.location) == "r.yaml:15:32"
    oldest = on(text, "2018-12-31")
    assert str(oldest.locate(oldest.units["a"], "name")) == "r.yaml:11:31"


def test_of_what_a_row_says_the_list_alone_is_left_out_in_which_anything_is_wrong() -> None:
    row = "{until: 2020-12-31, name: Old, head: h, tags: [x, {y: z}], without: [name]}"
    text = register(f"- {{id: a, name: A, parent: top, earlier: [{row}]}}\n")
    unit = on(text, "2020-12-31").units["a"]
    assert (unit.name, unit.head, unit.tags) == ("Old", "h", ())


@pytest.mark.parametrize("key", ["earlier", "later", "valid"])
def test_time_inside_is_for_registers(key: str) -> None:
    (one,) = integrity(f"""
        units: [{{id: a, name: A, top: true, {key}: []}}]
    """)
    assert (one.rule, one.unit) == ("ORG002", "a")
    assert one.fix == "only a register has it: write `register: true` beside `organisation:`"


def test_a_snapshot_may_say_that_it_is_no_register() -> None:
    assert (
        integrity("""
        register: false
        units: [{id: a, name: A, top: true}]
    """)
        == []
    )


def test_what_a_register_says_of_itself_is_true_or_false() -> None:
    (one, *_) = integrity("""
        register: perhaps
        units: [{id: a, name: A, top: true}]
    """)
    assert one.message == 'register: expected true or false, found the text "perhaps"'


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            "valid_from: 2020-01-01, valid_to: 2019-12-31",
            "a ends on 2019-12-31, before it begins on 2020-01-01",
        ),
        (
            "valid: [{from: 2018-01-01, to: 2018-12-31}, {from: 2018-12-31}]",
            "a: valid[2] overlaps another one",
        ),
        ("valid: [{from: 2018-01-01, to: 2017-01-01}]", "a: valid[1] ends before it begins"),
        ("valid_from: 2018-01-01, earlier: [{until: 2017-12-31, name: B}]", "a: earlier[1] holds"),
        (
            "earlier: [{until: 2017-12-31, name: B}, {until: 2017-12-31, name: C}]",
            "a: earlier[2] holds",
        ),
        ("valid_to: 2018-12-31, later: [{from: 2019-01-01, name: B}]", "a: later[1] holds"),
        (
            "earlier: [{until: 2018-12-31, name: B}], later: [{from: 2019-01-01, name: C}]",
            "a: what the entry itself says holds on no day",
        ),
        (
            "valid_from: 2018-01-01, valid: [{from: 2017-06-01}]",
            "a: it begins on 2018-01-01, and is there before that by `valid`",
        ),
        (
            "valid_to: 2018, valid: [{from: 2017-06-01, to: 2019-01-01}]",
            "a: it ends in 2018, and is there after that by `valid`",
        ),
        (
            "later: [{from: 2019-01-01, valid_to: 2019-12-31}]",
            "a: later[1] says that it ends on 2019-12-31, and it is there after that",
        ),
    ],
)
def test_times_run_forward(entry: str, message: str) -> None:
    (one,) = found(register(f"- {{id: a, name: A, parent: top, {entry}}}\n"), "2026-01-01")

    assert one.rule == "ORG010"
    assert one.message.startswith(message)
    assert one.location is not None
    assert one.location.line == 5


@pytest.mark.parametrize("key", ["valid_from", "valid_to"])
def test_what_has_no_founding_of_its_own_says_once_when_it_is_there(key: str) -> None:
    text = register(
        "", more=f"posts: [{{id: p, name: P, {key}: 2018-01-01, valid: [{{from: 2019}}]}}]\n"
    )
    (one,) = found(text, "2026-01-01")

    assert one.message == f"p: `{key}` stands beside `valid`, which says when it is there"
    assert one.location is not None
    assert text.splitlines()[one.location.line - 1][one.location.column - 1 :].startswith("2018")


def test_a_founding_may_lie_before_the_periods_that_a_register_knows() -> None:
    entry = "valid_from: 1990-01-01, valid: [{from: 2017-06-01}]"
    assert found(register(f"- {{id: a, name: A, parent: top, {entry}}}\n"), "2026-01-01") == []


def test_a_row_is_not_without_what_there_has_to_be() -> None:
    text = register("- {id: a, name: A, parent: top, earlier: [{until: 2017, without: [name]}]}\n")
    (one,) = found(text, "2026-01-01")

    assert one.rule == "ORG002"
    assert "earlier[1].without[1]: expected one of" in one.message


def test_a_row_does_not_say_what_it_is_without() -> None:
    row = "{until: 2017, head: b, without: [head]}"
    (one,) = found(register(f"- {{id: a, name: A, parent: top, earlier: [{row}]}}\n"), "2026-01-01")
    assert one.message == 'a: earlier[1]: says "head", and that it is without it'


def test_only_a_register_is_asked_about_a_day() -> None:
    text = FISHERIES.replace("register: true\n", "")
    with pytest.raises(NoRegister):
        on(text, "2020-01-01")


def test_a_folder_may_be_a_register() -> None:
    texts = [
        SourceText("org/head.yaml", "register: true\norganisation: T\n"),
        SourceText(
            "org/units.yaml",
            "units: [{id: a, name: A, top: true, earlier: [{until: 2019-12-31, name: Old}]}]\n",
        ),
    ]
    read = Organisation.of(load(texts, "org", day=date(2019, 1, 1)))

    assert read.units["a"].name == "Old"
    assert str(read.locate(read.units["a"], "name")) == "org/units.yaml:1:73"


@pytest.mark.parametrize(
    "named",
    [
        "- {id: a, name: A, parent: top, heads: [p, q]}\n",
        "- {id: a, name: A, parent: top, members: [anna]}\n",
        "- {id: a, name: A, parent: top, head: p}\n- {id: b, name: B, parent: top, head: p}\n",
    ],
)
def test_a_reference_to_whoever_may_be_there_is_uncertain_and_no_error(named: str) -> None:
    more = (
        "posts: [{id: p, name: P, valid_from: 2027}, {id: q, name: Q, valid_to: 2027}]\n"
        "people: [{id: anna, name: Anna, valid_from: 2027}, {id: bo, name: Bo}]\n"
    )
    text = register(named, more=more)

    assert found(text, "2027-06-01") == []
    (field,) = {"heads", "members", "head"} & set(named.replace(":", " ").split())
    assert Fault("a", field) in on(text, "2027-06-01").uncertain
