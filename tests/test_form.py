"""One verdict on form: what the reader calls ORG002, the JSON Schema does not let in either."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from orgcheck.schemas import schema
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.text import SourceText

# Every key of the format stands here once, with a value that fits.
WHOLE: dict[str, Any] = {
    "orgcheck": 1,
    "organisation": {"en": "Trade", "fi": "Kauppa"},
    "version": "2024",
    "valid_from": "2024-01",
    "valid_to": 2024,
    "status": "draft",
    "decision": {"body": "board", "date": "1920-06", "reference": "minute 7", "basis": "an act"},
    "source": ["a register"],
    "languages": ["en", "fi"],
    "kinds": {"house": {"top": True}, "team": {"parents": ["house"]}, "cell": None},
    "responsibilities_complete": False,
    "reorganisation": {
        "title": "One house",
        "proposal": "https://example.org",
        "measures": [
            {
                "id": "M1",
                "statement": {"en": "One house."},
                "expects": [{"kind": "merge", "old": "a", "new": ["b", "c"]}],
                "effective": "2024-01-01",
                "transition_until": "2024-06",
                "owner": "a",
                "decision": {"date": 2023},
                "consultation": {"body": "council", "status": "concluded", "date": "2023-11-02"},
                "open_questions": ["the archive"],
            }
        ],
    },
    "bodies": [{"id": "board", "name": "Board", "type": "organ", "acronym": "B"}],
    "posts": [{"id": "chief", "name": "Chief", "unit": "a", "reports_to": "board", "vacant": True}],
    "units": [
        {
            "id": "a",
            "name": "Alpha",
            "top": True,
            "kind": "house",
            "head": "chief",
            "lines": [{"to": "board", "type": "functional", "basis": "charter"}],
            "responsibilities": ["advice", {"id": "pay", "name": {"en": "pay"}}],
            "sites": ["Oulu"],
            "tags": ["new"],
            "figures": {"fte": 1.5, "posts": 3},
            "links": [{"type": "partner", "to": "chief"}],
            "previously": ["old-a", {"id": "a0", "accepted": "2020", "by": "me", "evidence": "it"}],
            "replaces": ["x"],
            "split_from": ["y"],
            "winding_down": False,
            "legal_basis": "an act",
            "source": "a register",
            "valid_from": 1920,
            "valid_to": "2030-12",
            "attributes": {"grade": 3, "open": True, "note": "text"},
            "units": [{"id": "b", "name": "Beta", "parent": "a", "units": []}],
        }
    ],
    "responsibilities": [{"id": "pay", "name": "pay", "basis": "an act", "statutory": True}],
}

NESTED = {"id": "b", "name": "B", "parent": ["a"]}
MEASURE = {"id": "M", "statement": "S", "expects": [{"kind": "merge", "old": [], "new": None}]}


def containers(value: Any) -> Iterator[Any]:
    """Every mapping and list of some data, the outer before the inner."""
    if isinstance(value, (dict, list)):
        yield value
        for item in value.values() if isinstance(value, dict) else value:
            yield from containers(item)


KEYS = sorted({key for one in containers(WHOLE) if isinstance(one, dict) for key in one})
keys = st.sampled_from(KEYS) | st.sampled_from(
    ["haed", "manager", "title", "Industry and Regions", "<<", "klingon", "sv", "label", "a b"]
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-3, 3000)
    | st.floats(-10, 10, allow_nan=False).filter(lambda number: not number.is_integer())
    | st.sampled_from(
        ("", "a", "en", "x y", "_a", "-a", "2024", "2024-13", "2024-02-30", "920", "1920-06-01")
    )
    | st.sampled_from(("1920-06", "organ", "draft", "merge", "true", "matrix", "Ä", "~", "null"))
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=2),
    max_leaves=4,
)


@st.composite
def snapshots(draw: st.DrawFn) -> Any:
    """The whole snapshot with up to three keys or values added, replaced, misplaced or removed."""
    data = copy.deepcopy(WHOLE)
    for _ in range(draw(st.integers(0, 3))):
        within = draw(st.sampled_from(list(containers(data))))
        if isinstance(within, list):
            at = draw(st.integers(0, len(within)))
            within[at : at + draw(st.integers(0, 1))] = [draw(values)]
        elif within and draw(st.booleans()):
            key = draw(st.sampled_from(sorted(within)))
            if draw(st.booleans()):
                del within[key]
            else:
                within[key] = draw(values)
        else:
            within[draw(keys)] = draw(values)
    return data


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(schema("snapshot"), format_checker=FormatChecker())


def read_complaints(data: Any) -> list[str]:
    """What the reader says of the form."""
    reading = load([SourceText("a.json", json.dumps(data))], "a")
    return [found.message for found in reading.findings if found.rule == "ORG002"]


def schema_complaints(data: Any) -> list[str]:
    """What the schema says: of a file that stands alone, so that it names its organisation."""
    missing = [] if data.get("organisation") is not None else ["no organisation"]
    return missing + [error.message for error in validator().iter_errors(data)]


def test_the_whole_format_is_accepted_by_both() -> None:
    assert read_complaints(WHOLE) == []
    assert schema_complaints(WHOLE) == []


@settings(deadline=None, max_examples=250)
@example({"organisation": "T", "units": [{"id": "a", "name": "A", "top": True, "haed": None}]})
@example({"organisation": {"en": None}})
@example({"organisation": "T", "units": [{"id": -1, "name": "A", "top": True}]})
@example({"organisation": "T", "valid_from": 920})
@example({"organisation": "T", "languages": [257]})
@example({"organisation": "T", "units": [{"id": "a", "name": "A", "units": [NESTED]}]})
@example({"organisation": "T", "reorganisation": {"title": "R", "measures": [MEASURE]}})
@given(data=snapshots())
def test_reader_and_schema_agree_on_what_has_the_form_of_a_snapshot(data: Any) -> None:
    said_by_reader, said_by_schema = read_complaints(data), schema_complaints(data)
    assert bool(said_by_reader) == bool(said_by_schema), (said_by_reader, said_by_schema)
