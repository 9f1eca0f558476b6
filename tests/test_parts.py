"""Parts of a format say by annotations what a mapping may hold, and pydantic knows them."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

import pytest
from pydantic import BaseModel, TypeAdapter
from pydantic_core import PydanticCustomError, ValidationError

from orgcheck.parts import (
    AfterValidator,
    BeforeValidator,
    Constraints,
    Field,
    Part,
    PlainValidator,
    aliased,
    part_class,
)


def _half(number: Any) -> int:
    return int(number) // 2


def _not_above_the_first(number: int, at: Any) -> int:
    if number > at.data["first"]:
        raise PydanticCustomError("late", "is above the first")
    return number


Word = Annotated[str, Constraints(min_length=1, pattern="^[a-z]+$")]


class Place(Part):
    """Where."""

    file: Word
    from_: int = aliased("from", default=1)


class Share(Part):
    """How much, and since when."""

    of: Annotated[Decimal, PlainValidator(Decimal)]
    since: date


class Row(Place):
    """What is told, and where."""

    sort: Literal["unit", "post"] = "unit"
    words: Annotated[
        tuple[Word, ...], BeforeValidator(lambda given: given.split() if given else ())
    ] = ()
    figures: dict[Word, int | None] | None = None
    first: Annotated[int, PlainValidator(_half)] = 0
    second: Annotated[int | None, AfterValidator(_not_above_the_first, beside=True)] = None
    within: Place | None = None

    def _validated(self) -> Self:
        if self.file == "nowhere":
            raise PydanticCustomError("nowhere", "is nowhere")
        return self


ROW = {"file": "kela", "words": "a b", "first": 8, "second": 4, "within": {"file": "x", "from": 2}}


def test_values_become_what_the_annotations_say() -> None:
    row = Row.model_validate(ROW)

    assert row.words == ("a", "b")
    assert (row.first, row.second) == (4, 4)
    assert row.within == Place.model_validate({"file": "x", "from": 2})
    assert (row.from_, row.sort, row.figures) == (1, "unit", None)


@pytest.mark.parametrize(
    ("values", "kinds"),
    [
        ({"file": ""}, ["string_too_short"]),
        ({"file": "A"}, ["string_pattern_mismatch"]),
        ({}, ["missing"]),
        ({**ROW, "line": 1}, ["extra_forbidden"]),
        ({**ROW, "from_": 1}, ["extra_forbidden"]),
        ({**ROW, "sort": "body"}, ["literal_error"]),
        ({**ROW, "second": 5}, ["late"]),
        ({**ROW, "figures": {"": 1}}, ["string_too_short"]),
        ({"file": "nowhere"}, ["nowhere"]),
        ({**ROW, "within": {"file": 1}}, ["string_type"]),
        ("kela", ["model_type"]),
    ],
)
def test_what_does_not_fit_is_refused(values: Any, kinds: list[str]) -> None:
    with pytest.raises(ValidationError) as caught:
        Row.model_validate(values)

    assert [error["type"] for error in caught.value.errors()] == kinds


def test_a_part_is_made_by_keywords_too_and_cannot_be_changed() -> None:
    place = Place(file="kela")

    with pytest.raises(AttributeError, match=r"Place\.file cannot be changed"):
        place.file = "other"  # type: ignore[misc]
    with pytest.raises(AttributeError, match=r"Place\.file cannot be changed"):
        del place.file
    with pytest.raises(ValidationError):
        Place(line=1)


def test_parts_are_equal_by_class_and_values_and_hash_alike() -> None:
    one, same, other = (Place(file=file) for file in ("a", "a", "b"))

    assert one == same != other
    assert hash(one) == hash(same)
    assert one != Row(file="a")
    assert one != "a"


def test_a_copy_has_other_values_and_says_so() -> None:
    place = Place(file="a").model_copy(update={"from_": 3})

    assert dict(place) == {"file": "a", "from_": 3}
    assert place.model_fields_set == {"file", "from_"}
    assert repr(place) == "Place(file='a', from_=3)"
    assert Place.model_construct(file="a", from_=3) == place


def test_a_part_is_copied_and_pickled() -> None:
    place = Place(file="a")

    for other in (copy.copy(place), copy.deepcopy(place), pickle.loads(pickle.dumps(place))):
        assert other == place
        assert other.model_fields_set == {"file"}


def test_a_part_is_written_as_plain_data() -> None:
    row = Row.model_validate(ROW)

    written = row.model_dump(exclude_defaults=True, by_alias=True)
    assert written == {**ROW, "words": ["a", "b"], "first": 4}
    assert row.model_dump(include={"first"}) == {"first": 4}
    assert Place(file="a").model_dump() == {"file": "a", "from_": 1}
    assert Place.model_validate({"file": "a", "from": 1}).model_dump(exclude_unset=True) == {
        "file": "a",
        "from_": 1,
    }
    assert "second" not in Row(file="a").model_dump(exclude_none=True)


def test_days_are_written_as_texts_and_numbers_stay_as_they_are() -> None:
    share = Share.model_validate({"of": Decimal("0.50"), "since": date(2024, 1, 31)})

    assert share.model_dump() == {"of": Decimal("0.50"), "since": "2024-01-31"}


def test_a_class_is_made_of_fields_beside_those_of_others() -> None:
    made = part_class("Later", (Place,), "Later.", {"until": Field(Word, alias="to")})

    assert list(made.model_fields) == ["file", "from_", "until"]
    assert made.model_validate({"file": "a", "to": "b"}).until == "b"  # type: ignore[attr-defined]
    assert made.model_fields["until"].is_required


def test_pydantic_reads_and_describes_models_that_hold_parts() -> None:
    class Report(BaseModel):
        places: list[Place]
        row: Row | None = None

    report = Report.model_validate({"places": [{"file": "a"}], "row": ROW})
    assert report.places == [Place(file="a")]
    assert report.row == Row.model_validate(ROW)

    described = TypeAdapter(Row).json_schema()
    assert described["properties"]["from"] == {"default": 1, "title": "From", "type": "integer"}
    assert described["additionalProperties"] is False
    assert described["required"] == ["file"]
    assert described["$defs"]["Place"]["description"] == "Where."


def test_declaring_and_reading_parts_imports_no_pydantic() -> None:
    lines = (
        "import sys, orgcheck.snapshot.entries as entries",
        "entries.entry_model(entries.Unit).model_validate({'id': 'a', 'name': 'A'})",
        "print('pydantic' in sys.modules)",
    )
    ended = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True
    )

    assert ended.stdout == "False\n"
