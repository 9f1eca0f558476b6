"""What is exported and imported again is the same organisation."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck import load
from orgcheck.convert.converting import export_snapshot
from orgcheck.convert.format import Imported
from orgcheck.snapshot.model import Snapshot
from tests.canonical import canonical
from tests.convert.workbooks import read
from tests.generators.organisations import random_organisation

FORMATS = ("csv", "xlsx")
KELA = Path(__file__).parents[2] / "snapshots"
IDS = st.sampled_from(["a", "b", "0042", "4200", "1.5", "x/y", "true"])
# XML has no place for the two that are no characters.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff"),
    min_size=1,
    max_size=8,
) | st.sampled_from(
    (
        *(
            "=cmd|' /C calc'!A0",
            "-1",
            "+1",
            "@x",
            "'=1",
            '"a"',
            '"',
            "a; b",
            "a\nb",
            " a ",
            "[a] b",
        ),
        *("[a] b", "1,5", "TRUE", "2024-01-01", "_x0041_", "00042", "a\r\nb", "a\rb"),
        *("http://a.fi", "''"),
    )
)
NAMES = TEXTS | st.dictionaries(st.sampled_from(["fi", "en"]), TEXTS, min_size=1)
SCALARS = TEXTS | st.booleans() | st.integers(-(10**20), 10**20) | st.decimals(-9, 9, places=3)
HOLDINGS = st.lists(
    TEXTS | st.fixed_dictionaries({"id": IDS, "name": TEXTS}), max_size=3, unique_by=str
)
PEOPLE = st.lists(st.sampled_from(["p1", "p2", "0017", "true"]), max_size=3, unique=True)
KEYS = st.sampled_from(["a", "b.c", "headcount"])
UNIT = st.fixed_dictionaries(
    {"name": NAMES},
    optional={
        "kind": TEXTS,
        "parent": IDS,
        "top": st.booleans(),
        "acronym": NAMES,
        "responsibilities": HOLDINGS,
        "sites": HOLDINGS,
        "tags": st.lists(TEXTS, max_size=2),
        "figures": st.dictionaries(
            KEYS, st.integers(-(10**20), 10**20) | st.decimals(-9, 9, places=3)
        ),
        "attributes": st.dictionaries(KEYS, SCALARS),
        "lines": st.lists(st.fixed_dictionaries({"to": IDS}, optional={"basis": TEXTS})),
        "links": st.lists(st.fixed_dictionaries({"to": IDS, "type": TEXTS})),
        "replaces": st.lists(IDS, max_size=2),
        "valid_from": st.sampled_from(["2024-01-31", "2024-02", "1920"]),
        "heads": st.lists(IDS, min_size=1, max_size=2),
        "members": PEOPLE,
    },
)
POST = st.fixed_dictionaries(
    {"name": NAMES},
    optional={
        "unit": IDS,
        "vacant": st.booleans(),
        "source": st.lists(TEXTS),
        "holders": PEOPLE,
    },
)
PERSON = st.fixed_dictionaries(
    {}, optional={"name": NAMES, "attributes": st.dictionaries(KEYS, SCALARS)}
)


@st.composite
def snapshots(draw: st.DrawFn) -> dict[str, Any]:
    """Snapshots that tables can hold, with texts of every sort."""
    ids = draw(st.lists(IDS, unique=True, min_size=1))
    cut = draw(st.integers(1, len(ids)))
    called = {"name": NAMES, "plural": NAMES}
    kind = st.fixed_dictionaries({"top": st.booleans()}, optional=called)
    kinds = st.dictionaries(TEXTS, kind, min_size=1)
    term = st.fixed_dictionaries({"name": NAMES}, optional={"plural": NAMES})
    more = st.fixed_dictionaries({}, optional={"version": TEXTS, "source": st.lists(TEXTS)})
    return {
        "organisation": draw(NAMES),
        "units": [{**draw(UNIT), "id": id} for id in ids[:cut]],
        "posts": [{**draw(POST), "id": id} for id in ids[cut:]],
        "kinds": draw(st.none() | kinds),
        "terms": draw(st.dictionaries(TEXTS, term, max_size=2)),
        "people": [{**draw(PERSON), "id": id} for id in draw(PEOPLE)],
        **draw(more),
    }


def there_and_back(snapshot: Snapshot, format: str) -> Imported:
    exported = export_snapshot(snapshot, format, with_people=True)
    assert exported.not_written == ()
    content = exported.content
    return read(content, f"x.{format}", with_people=True)


@pytest.mark.parametrize("format", FORMATS)
@settings(deadline=None, max_examples=25)
@given(data=snapshots())
def test_any_snapshot_comes_back_whole(format: str, data: dict[str, Any]) -> None:
    first = Snapshot.model_validate(data)
    second = there_and_back(first, format)

    assert second.remarks == ()
    assert canonical(second.snapshot) == canonical(first)


def test_values_with_another_separator_are_no_other_table() -> None:
    post = {"id": "b", "name": "0", "unit": "a", "source": [";", ";"]}
    unit = {"id": "a", "name": "0", "parent": "a"}
    first = Snapshot.model_validate(
        {"organisation": "0", "version": ";", "units": [unit], "posts": [post]}
    )

    assert canonical(there_and_back(first, "csv").snapshot) == canonical(first)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("file", sorted(KELA.glob("*.yaml")), ids=lambda file: file.name)
def test_kela_comes_back_whole(file: Path, format: str) -> None:
    first = load(file).snapshot

    assert canonical(there_and_back(first, format).snapshot) == canonical(first)


@pytest.mark.parametrize("format", FORMATS)
def test_made_up_organisations_come_back_but_for_what_was_told(format: str) -> None:
    for seed in range(3):
        first = Snapshot.model_validate(random_organisation(Random(seed), 20))
        exported = export_snapshot(first, format)
        second = read(exported.content, f"x.{format}").snapshot

        assert [unit.id for unit in second.units] == [unit.id for unit in first.units]
        if not exported.not_written:
            assert canonical(second) == canonical(first)


def test_what_a_table_cannot_hold_is_counted() -> None:
    accepted = {"id": "b", "accepted": "2024-01-31"}
    named = {"id": "d", "name": {"fi": "maksut", "en": "payments"}}
    unit = {
        "id": "a",
        "name": "A",
        "top": True,
        "replaces": [accepted],
        "responsibilities": [named],
    }
    long = {"id": "c", "name": "C", "parent": "a", "attributes": {"x": "y" * 40_000}}
    plan = {"title": "T", "measures": []}
    data = {"organisation": "T", "units": [unit, long], "kinds": {}, "reorganisation": plan}

    assert export_snapshot(Snapshot.model_validate(data), "csv").not_written == (
        "1 empty vocabulary of kinds",
        "1 manifest of a reorganisation",
        "1 name per language of a duty or site",
        "1 acceptance of a predecessor",
        "1 text longer than a cell holds",
    )


@pytest.mark.parametrize("format", FORMATS)
def test_an_export_has_the_same_bytes_each_time(format: str) -> None:
    snapshot = load(KELA / "2024.yaml").snapshot

    assert export_snapshot(snapshot, format) == export_snapshot(snapshot, format)


def test_no_cell_of_a_table_begins_as_a_formula() -> None:
    unit = {"id": "a", "name": "=cmd|' /C calc'!A0", "top": True, "tags": ["@SUM(1)"]}
    exported = export_snapshot(
        Snapshot.model_validate({"organisation": "+T", "units": [unit]}), "csv"
    )

    assert exported.content == (
        "entity,organisation,id,name,top,tags\r\n"
        "snapshot,'+T,,,,\r\n"
        "unit,,a,'=cmd|' /C calc'!A0,true,'@SUM(1)\r\n"
    )


TREE = st.lists(st.sampled_from(["a", "b", "0042", "Ö/y", "x/y", "X/Y"]), unique=True, min_size=1)
# What stands in YAML and JSON has a name of its own in each line.
PLAIN = TEXTS.filter(lambda text: text.strip() != "")


@st.composite
def plain_snapshots(draw: st.DrawFn, optional: dict[str, st.SearchStrategy[Any]]) -> Snapshot:
    """A tree of units below one top, with what a catalogue can hold."""
    ids = draw(TREE)
    units = []
    for number, id in enumerate(ids):
        above = {"parent": draw(st.sampled_from(ids[:number]))} if number else {"top": True}
        more = draw(st.fixed_dictionaries({}, optional=optional))
        units.append({"id": id, "name": draw(PLAIN), **above, **more})
    people = [{"id": id, **draw(NAMED)} for id in ("p1", "Zoe.b")] if draw(st.booleans()) else []
    for unit in units if people else ():
        unit["members"] = draw(st.lists(st.sampled_from(["p1", "Zoe.b"]), unique=True))
    data = {"organisation": units[0]["name"], "units": units, "people": people}
    return Snapshot.model_validate(data)


NAMED = st.fixed_dictionaries({}, optional={"name": PLAIN})
KINDS = {"kind": st.sampled_from(["team", "unit", "no"])}
DATES = {"valid_from": st.just("2024-01-31"), "valid_to": st.just("2025-02")}


@settings(deadline=None, max_examples=25)
@given(first=plain_snapshots(KINDS))
def test_units_come_back_from_a_catalogue_of_backstage(first: Snapshot) -> None:
    second = there_and_back(first, "backstage")

    assert second.remarks == ()
    assert canonical(second.snapshot) == canonical(first)


@settings(deadline=None, max_examples=25)
@given(first=plain_snapshots({**KINDS, **DATES}))
def test_units_come_back_from_popolo(first: Snapshot) -> None:
    second = there_and_back(first, "popolo")

    assert second.remarks == ()
    assert canonical(second.snapshot) == canonical(first)
