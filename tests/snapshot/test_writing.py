"""A snapshot written as YAML says what it said before."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgcheck.organisation import Organisation
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.model import Snapshot
from orgcheck.snapshot.text import SourceText
from orgcheck.snapshot.writing import yaml_of
from tests.building import organisation
from tests.canonical import canonical

KELA = Path(__file__).parents[2] / "snapshots"
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


def again(text: str) -> Organisation:
    return Organisation.of(load([SourceText("again.yaml", text)], "again"))


@pytest.mark.parametrize("file", sorted(KELA.glob("*.yaml")), ids=lambda file: file.name)
def test_kela_comes_back_whole(file: Path) -> None:
    first = Organisation.of(load([SourceText(file.name, file.read_text(encoding="utf-8"))], "x"))
    second = again(yaml_of(first.snapshot))

    assert second.findings == ()
    assert canonical(second.snapshot) == canonical(first.snapshot)


@given(
    st.dictionaries(
        TEXTS,
        st.one_of(
            TEXTS,
            st.booleans(),
            st.integers(-(10**15), 10**15),
            st.floats(allow_nan=False, allow_infinity=False),
        ),
    )
)
def test_any_text_number_and_truth_value_comes_back(attributes: dict[str, object]) -> None:
    unit = {"id": "a", "name": "A", "top": True, "attributes": attributes}
    first = Snapshot.model_validate({"organisation": "X", "units": [unit]})
    second = again(yaml_of(first))

    assert second.findings == ()
    assert second.units["a"].attributes == first.units[0].attributes


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "2024",
        "010",
        "1e3",
        "0o17",
        "~",
        "Null",
        "a: b",
        "a #b",
        "- a",
        "a:",
        "' a",
        "k" * 2000,
    ],
)
def test_a_text_stays_a_text_as_value_and_as_key(text: str) -> None:
    unit = {"id": "a", "name": "A", "top": True, "attributes": {text: text}}
    first = Snapshot.model_validate({"organisation": "X", "units": [unit]})

    assert again(yaml_of(first)).units["a"].attributes == {text: text}


def test_the_text_is_one_that_a_person_would_write() -> None:
    given = organisation("""
        organisation: {fi: Virasto, en: Agency}
        version: "2024"
        valid_from: 2024-01-01
        kinds: {agency: {top: true}, office: {}}
        units:
          - id: a
            name: Agency
            kind: agency
            top: true
            lines: [{to: board, type: advisory}]
            units: [{id: b, name: "Office: \\u202e"}]
        """)

    assert (
        yaml_of(given.snapshot)
        == """\
orgcheck: 1
organisation: {fi: Virasto, en: Agency}
version: "2024"
valid_from: 2024-01-01
kinds:
  agency: {top: true}
  office: {}

units:
  - id: a
    name: Agency
    kind: agency
    top: true
    lines:
      - {to: board, type: advisory}

  - id: b
    name: "Office: \\u202e"
    parent: a
"""
    )


@pytest.mark.parametrize("written", ["1920", "1920-06", "1920-06-01"])
def test_a_date_is_written_as_far_as_it_is_known(written: str) -> None:
    text = f"organisation: T\nunits: [{{id: a, name: A, top: true, valid_from: {written}}}]\n"
    snapshot = load([SourceText("a.yaml", text)], "a").snapshot
    again = load([SourceText("a.yaml", yaml_of(snapshot))], "a").snapshot
    assert str(again.units[0].valid_from) == written
    assert again.units == snapshot.units
