"""What is made from nothing has every field, comes in every form, and ends cleanly."""

from __future__ import annotations

from random import Random

import pytest

from fuzzing.campaign import Failure, attempt
from fuzzing.makers import MAKERS
from fuzzing.making import changed, in_files, nested, snapshot, written
from fuzzing.outcome import REFUSED
from fuzzing.targets import TARGETS
from orgcheck.errors import Unreadable
from orgcheck.organisation import Organisation
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.model import Body, Duty, Header, Post, Unit
from orgcheck.snapshot.text import SourceText
from tests.canonical import canonical

CASES = 80


def test_every_field_is_written() -> None:
    random = Random("fields")
    made = [snapshot(random) for _ in range(200)]

    assert Header.model_fields.keys() <= {key for one in made for key in one}
    for sort, model in (("units", Unit), ("posts", Post), ("bodies", Body)):
        assert model.model_fields.keys() == {
            key for one in made for part in one[sort] for key in part
        }
    assert Duty.model_fields.keys() == {
        key for one in made for part in one["responsibilities"] for key in part
    }


def test_a_snapshot_says_the_same_in_every_form() -> None:
    for number in range(30):
        random = Random(f"forms {number}")
        data = snapshot(random)
        texts = [written(data, Random(f"{number} {form}")) for form in range(6)]
        said = [one for one in map(read, texts) if one is not None]

        assert len(said) > 1
        assert all(one == said[0] for one in said)
        assert len(in_files(data, random)) == 3
        assert len(nested(data, random)["units"]) <= len(data["units"])
        assert changed(data, random) != data


def read(text: str) -> object:
    """What a text says; None where it holds, as it is, a character that no text may."""
    try:
        return canonical(Organisation.of(load([SourceText("a", text)], "x")).snapshot)
    except Unreadable:
        return None


@pytest.mark.parametrize("name", MAKERS)
def test_what_is_made_ends_cleanly_and_is_mostly_used(name: str) -> None:
    random = Random(f"tests {name}")
    ended = [attempt(name, TARGETS[name], MAKERS[name](random)) for _ in range(CASES)]

    assert [one.words for one in ended if isinstance(one, Failure)] == []
    used = [one for one in ended if not isinstance(one, Failure) and one.kind != REFUSED]
    assert len(used) > CASES / 5
