"""Names, folded."""

from __future__ import annotations

import pytest

from orgcheck.changes.identity.names import folded_name, folded_names, same_name
from orgcheck.snapshot.model import Unit


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Legal  Affairs", "legal affairs"),
        ("legal-affairs", "legal affairs"),
        ("Straße", "strasse"),
        ("Ｌｅｇａｌ", "legal"),
        ("ﬁnance", "finance"),
        ("Le\u0301gal", "légal"),
        ("le\u00adgal", "legal"),
        ("C++", "c++"),
        ("C#", "c#"),
        ("हिन्दी", "हिन्दी"),
        ("***", "***"),
    ],
)
def test_a_name_is_folded(text: str, folded: str) -> None:
    assert folded_name(text) == folded


def test_many_names_are_folded_as_each_alone_is() -> None:
    names = ["Legal-Affairs", " a  b ", "Äänekoski", "two\nlines", "***", "R & D", "\ttab"]
    units = {f"u{number}": Unit(id=f"u{number}", name=name) for number, name in enumerate(names)}
    assert folded_names(units) == {id: (folded_name(str(unit.name)),) for id, unit in units.items()}


def test_a_unit_that_is_the_same_in_both_snapshots_has_the_names_it_had() -> None:
    stays, was, now = (Unit(id=id, name=name) for id, name in ("aA", "bB", "bC"))
    units = {"a": stays, "b": was}
    before = folded_names(units)
    after = folded_names({"a": stays, "b": now}, units, before)
    assert after == {"a": ("a",), "b": ("c",)}
    assert after["a"] is before["a"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Audit", "AUDIT", True),
        ("Audit", {"en": "Audit", "fi": "Tarkastus"}, True),
        ({"en": "Audit", "fi": "Tarkastus"}, {"en": "Audit"}, True),
        ({"en": "Audit", "fi": "Tarkastus"}, {"en": "Audit", "fi": "Valvonta"}, False),
        ({"en": "Audit"}, {"fi": "Audit"}, True),
        ("Audit", {"fi": "Tarkastus"}, False),
    ],
)
def test_names_in_several_languages(
    one: str | dict[str, str], other: str | dict[str, str], same: bool
) -> None:
    assert same_name(one, other) is same
