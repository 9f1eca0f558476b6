"""Adding an entry to a unit in the text: the line that comes, and nothing else that changes."""

from __future__ import annotations

import difflib

import pytest

from orgcheck.snapshot.loading import load
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.text import SourceText
from orgcheck.snapshot.writing import Addition, NotAmendable, amended

ENTRY = {"id": "b", "accepted": "2024-05-01"}
HEAD = "organisation: O\nunits:\n"


def with_entry(text: str, name: str = "o.yaml") -> str:
    """The text with the entry in its first unit."""
    document = read(SourceText(name, text))
    return amended(document, [Addition(document.root["units"][0], "previously", ENTRY)]).text


def change(text: str, name: str = "o.yaml") -> list[str]:
    """The lines that go and come."""
    lines = difflib.ndiff(text.splitlines(), with_entry(text, name).splitlines())
    return [line for line in lines if line.startswith(("-", "+"))]


ONE_LINE = "previously: [{id: b, accepted: 2024-05-01}]"


@pytest.mark.parametrize(
    ("unit", "lines"),
    [
        ("- id: a\n  name: A  # said\n  # duties\n  tags: [t]\n", [f"+   {ONE_LINE}"]),
        (
            "    -   id:   'a'\n        name: >\n          A\n          B\n",
            [f"+         {ONE_LINE}"],
        ),
        ("- name: {en: A}\n  id: a", [f"+   {ONE_LINE}"]),
        (
            "- id: a\n  name: A\n  previously:  # known\n  # 2019\n  - c  # lost\n\n  tags: [t]\n",
            ["+   - {id: b, accepted: 2024-05-01}"],
        ),
        (
            "- id: a\n  name: A\n  previously:\n      - id: c\n        accepted: 2020-01-01\n",
            ["+       - {id: b, accepted: 2024-05-01}"],
        ),
        (
            "- {id: a,\n   name: A,  # said\n   top: true,\n   tags: [t] }\n",
            [f"+    {ONE_LINE},"],
        ),
        (
            "- {id: a, name:   A }  # end\n",
            ["- - {id: a, name:   A }  # end", "+ - {id: a, name:   A, " + ONE_LINE + " }  # end"],
        ),
        (
            "- id: a\n  name: A\n  previously: [ c, ]  # known\n",
            [
                "-   previously: [ c, ]  # known",
                "+   previously: [ c, {id: b, accepted: 2024-05-01}, ]  # known",
            ],
        ),
        (
            "- id: a\n  name: A\n  previously: []\n",
            ["-   previously: []", f"+   {ONE_LINE}"],
        ),
        (
            "- id: a\n  name: A\n  previously:\n  tags: [t]\n",
            ["-   previously:", f"+   {ONE_LINE}"],
        ),
    ],
    ids=[
        *("block", "deep, folded text", "no last line break", "block list"),
        *("block list of mappings", "flow over lines", "flow", "flow list", "empty list", "null"),
    ],
)
def test_only_the_entry_comes(unit: str, lines: list[str]) -> None:
    assert change(HEAD + unit) == lines


def test_line_ends_stay_what_they_are() -> None:
    text = f"{HEAD}- id: a\n  name: A\n".replace("\n", "\r\n")

    assert with_entry(text) == f"{text}  {ONE_LINE}\r\n"


@pytest.mark.parametrize("name", ["o.json", "o.yaml"])
def test_json_stays_json(name: str) -> None:
    text = '{"organisation": "O", "units": [\n  {\n    "id": "a",\n    "name": "A"\n  }\n]}\n'

    assert change(text, name) == ['+     "previously": [{"id": "b", "accepted": "2024-05-01"}],']


def test_a_nested_unit_gets_its_own() -> None:
    text = f"{HEAD}- id: t\n  name: T\n  units:\n  - id: a\n    name: A\n- {{id: z, name: Z}}\n"
    document = read(SourceText("o.yaml", text))
    inner = document.root["units"][0]["units"][0]

    made = amended(document, [Addition(inner, "previously", ENTRY)])

    assert made.lines == ((8, f"    {ONE_LINE}"),)
    assert made.text == text.replace("name: A\n", f"name: A\n    {ONE_LINE}\n")


def test_behind_pairs_of_surrogates_it_stands_where_it_belongs() -> None:
    text = '{"organisation": "\\ud83c\\udfdb", "units": [{"id": "a", "name": "\\ud83d\\ude00"}]}'
    made = with_entry(text, "o.json")
    unit = load([SourceText("o.json", made)], "o").snapshot.units[0]
    assert (unit.name, len(unit.previously)) == ("😀", 1)
    assert made.startswith(text[:-3])


def test_several_entries_each_know_their_line() -> None:
    text = f"{HEAD}- id: a\n  name: A\n- {{id: c, name: C}}\n"
    document = read(SourceText("o.yaml", text))
    first, second = document.root["units"]
    other = {"id": "d", "accepted": "2024-05-01"}

    made = amended(
        document, [Addition(second, "previously", other), Addition(first, "previously", ENTRY)]
    )

    assert [number for number, _ in made.lines] == [6, 5]
    units = load([SourceText("o.yaml", made.text)], "o").snapshot.units
    assert [len(unit.previously) for unit in units] == [1, 1]


@pytest.mark.parametrize(
    "units",
    [
        "- id: a\n  name: A\n  previously: &p [c]\n- {id: z, name: Z, previously: *p}\n",
        "- id: a\n  name: A\n  previously: c\n",
    ],
    ids=["a list used twice", "no list"],
)
def test_what_would_change_more_is_refused(units: str) -> None:
    document = read(SourceText("o.yaml", HEAD + units))

    with pytest.raises(NotAmendable):
        amended(document, [Addition(document.root["units"][0], "previously", ENTRY)])
