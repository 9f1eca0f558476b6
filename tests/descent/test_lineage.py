"""The lineage of one unit."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

from orgcheck.descent.history import History, history_of
from orgcheck.descent.lineage import lineage_of
from orgcheck.descent.versions import Version
from orgcheck.errors import OrgcheckError
from orgcheck.language import speaking
from orgcheck.reports.formats.text import lineage as text
from tests.descent.histories import history, of_units
from tests.ministry import after, before

ICT = "id: ict, name: ICT, replaces: [data, network]"
CODE = "id: software, name: Software, split_from: [ict]"


def merged() -> History:
    return of_units(["data", "network", "post"], [ICT, "post"], [ICT, CODE, "post"])


def test_a_lineage_holds_ancestors_and_descendants_and_nobody_else() -> None:
    related = lineage_of(merged(), "ict").related
    assert [lifetime[0].unit for lifetime in related] == ["data", "network", "ict", "software"]


def test_of_an_ancestor_the_other_ancestors_of_its_descendants_are_no_relatives() -> None:
    related = lineage_of(merged(), "data").related
    assert [lifetime[0].unit for lifetime in related] == ["data", "ict", "software"]


def test_the_nearest_relatives_come_first() -> None:
    lineage = lineage_of(merged(), "data")
    assert [lifetime[0].unit for lifetime in lineage.nearest(2)] == ["data", "ict"]


def test_what_a_unit_went_through_is_told_by_the_later_version() -> None:
    lineage = lineage_of(merged(), "data")
    (passage,) = lineage.passages(lineage.subjects[0])
    assert (passage.version, [str(event.kind) for event in passage.events]) == (1, ["merge"])


def test_each_ancestor_has_a_history_and_what_they_did_together_is_said_once() -> None:
    assert (
        text.report(lineage_of(merged(), "ict"))
        == """\
ICT (ict), Test
3 versions, 1 to 3

2  Data and Network merged into ICT.
     declared: replaces in 2.yaml:4
   ├── Data (data)
   │   1  First recorded as part of Agency.
   └── Network (network)
       1  First recorded as part of Agency.
3  Software was carved out of ICT.
     declared: split_from in 3.yaml:5
   It is part of Agency.
   └── Software (software)
       3  It is part of Agency.
"""
    )


def test_a_gap_is_no_end_and_no_beginning() -> None:
    lineage = lineage_of(of_units(["audit"], [], ["audit"]), "audit")
    (passage,) = lineage.passages(lineage.subjects[0])
    assert passage.events == ()
    assert lineage.end_of(lineage.subjects[0]) is None


def test_the_whereabouts_of_all_that_an_ended_unit_had_are_told() -> None:
    old = """\
units:
- {id: top, name: Agency, top: true}
- {id: other, name: Other, parent: top}
- {id: data, name: Data, parent: top, responsibilities: [records, statistics], sites: [Turku]}
- {id: archive, name: Archive, parent: data}
- {id: press, name: Press, parent: data}
- {id: court, name: Court, parent: data}
"""
    new = """\
units:
- {id: top, name: Agency, top: true}
- {id: other, name: Other, parent: top, responsibilities: [records], sites: [Turku]}
- {id: archive, name: Archive, parent: other}
- {id: court, name: Court, top: true}
"""
    lineage = lineage_of(history({"1": old, "2": new}), "data")
    found = lineage.whereabouts(lineage.subjects[0])
    assert [
        (where.holders, where.is_gone, where.children, where.duties, where.sites) for where in found
    ] == [
        ((), False, ("court",), (), ()),
        (("other",), False, ("archive",), ("records",), ("turku",)),
        ((), True, ("press",), ("statistics",), ()),
    ]


def test_a_duty_that_others_held_all_along_went_to_who_took_over() -> None:
    held = "responsibilities: [records]"
    before = [f"id: data, name: Data, {held}", f"id: other, name: Other, {held}"]
    after = [f"id: ict, name: ICT, {held}, replaces: [data]", before[1]]
    lineage = lineage_of(of_units(before, after), "data")
    (where,) = lineage.whereabouts(lineage.subjects[0])
    assert (where.holders, where.duties) == (("ict",), ("records",))


def test_the_measure_that_declares_an_event_is_known() -> None:
    before = "units: [{id: top, name: Agency, top: true}, {id: data, name: Data, parent: top}]"
    after = """\
units: [{id: top, name: Agency, top: true}]
decision: {date: 2024-02-01}
reorganisation:
  title: Reform
  measures: [{id: M1, statement: Data ends, expects: [{kind: abolish, old: data}]}]
"""
    lineage = lineage_of(history({"1": before, "2": after}), "data")
    (passage,) = lineage.passages(lineage.subjects[0])
    assert [one.id for one in passage.measures(passage.events[0])] == ["M1"]
    assert passage.decision is not None


@pytest.mark.parametrize(
    ("id", "message"),
    [
        ("netwerk", 'no version has a unit "netwerk"; did you mean "network"?'),
        ("Network", '"Network" is a name, not an id'),
    ],
)
def test_an_id_that_no_version_has_is_refused_with_the_nearest(id: str, message: str) -> None:
    with pytest.raises(OrgcheckError) as refused:
        lineage_of(merged(), id)
    assert str(refused.value) == message


def test_a_decision_is_said_with_what_was_decided_and_not_without() -> None:
    found = history_of((Version("before.yaml", before()), Version("after.yaml", after())))
    told = text.report(lineage_of(found, "4000"))
    _, land, forestry = re.split("[├└]── ", told)
    assert "Decided on" not in land
    # It took on a duty of a third unit as well, which is told nowhere else.
    assert forestry.index("passed from Peatland Restoration") < forestry.index("Decided on")


def test_in_finnish_one_holder_and_several_are_told_in_their_numbers() -> None:
    lineage = lineage_of(
        of_units(
            ["id: land, name: Maa, responsibilities: [a, b]"],
            ["id: soil, name: Multa, replaces: [land], responsibilities: [a, b]"],
        ),
        "land",
    )
    with speaking("fi"):
        assert "2 tehtävää on nyt yksiköllä Multa." in text.report(lineage)
    lineage = lineage_of(
        of_units(
            ["id: land, name: Maa, responsibilities: [a]"],
            [
                "id: soil, name: Multa, replaces: [land], responsibilities: [a]",
                "id: wood, name: Puu, replaces: [land], responsibilities: [a]",
            ],
        ),
        "land",
    )
    with speaking("fi"):
        assert "1 tehtävä on nyt yksiköillä Multa ja Puu." in text.report(lineage)


GOVERNMENT = {
    "2006": """
        units:
        - {id: gov, name: Government, top: true}
        - {id: trade, name: Ministry of Trade, parent: gov, responsibilities: [energy, trade]}
        - {id: labour, name: Ministry of Labour, parent: gov, responsibilities: [work, migration]}
        - {id: interior, name: Ministry of the Interior, parent: gov, responsibilities: [police]}
        - {id: migrants, name: Migration Department, parent: labour}
        """,
    "2008": """
        units:
        - {id: gov, name: Government, top: true}
        - {id: economy, name: Ministry of the Economy, parent: gov, replaces: [trade, labour],
           responsibilities: [energy, trade, work]}
        - {id: interior, name: Ministry of the Interior, parent: gov,
           responsibilities: [police, migration]}
        - {id: migrants, name: Migration Department, parent: interior}
        """,
}


def government() -> History:
    return history({label: dedent(told) for label, told in GOVERNMENT.items()})


def test_of_a_reorganisation_each_handover_is_told_on_its_own_ground() -> None:
    told = text.report(lineage_of(government(), "economy"))
    assert "reorganised" not in told
    assert told.index("Ministry of the Economy took over from Ministry of Trade.") < told.index(
        "Ministry of the Economy took over part of Ministry of Labour."
    )
    assert told.count("declared: replaces in 2008.yaml:5") == 2
    assert "Ministry of the Interior" not in told


def test_who_took_over_part_of_a_unit_is_told_of_it_in_every_language() -> None:
    lineage = lineage_of(government(), "labour")
    assert "Ministry of the Interior took over part of Ministry of Labour." in text.report(lineage)
    with speaking("fi"):
        told = " ".join(text.report(lineage).split())
    assert "Ministry of the Interior jatkoi osaa yksikön Ministry of Labour toiminnasta." in told
    assert "päätelty siitä, mikä niille on yhteistä: 1/1 alayksikköä; 1/2 tehtävää" in told
