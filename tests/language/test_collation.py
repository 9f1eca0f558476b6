"""Names stand in the order that the readers of a language know."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgcheck.language import speaking
from orgcheck.language.collation import alphabetical, rank


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("sv", ["ale", "Muller", "Myller", "Müller", "Zon", "Ål", "Ärende", "Øre", "Öster"]),
        ("fi", ["Sairaala 2", "Sairaala-alue", "Sairaalat", "Viestintä", "Web", "Äiti", "Öljy"]),
        ("de", ["Ofen", "Öfen", "Ofenrohr", "Straße", "Strauß", "Übung", "Zoll"]),
        ("fr", ["cote", "coté", "côte", "côté", "ode", "Œuvre", "of"]),
        ("en", ["Ångström", "Zebra"]),
        ("ru", ["дом", "Елка", "Ёлка", "ящик"]),
    ],
)
def test_names_are_in_the_order_of_a_language(language: str, order: list[str]) -> None:
    backwards = order[::-1]
    assert sorted(backwards, key=lambda name: rank(name, language)) == order


def test_the_order_is_that_of_the_language_of_a_report() -> None:
    names = ["Åland", "Zonen", "Budget"]
    with speaking("sv-SE"):
        assert alphabetical(names) == ["Budget", "Zonen", "Åland"]
    assert alphabetical(names) == ["Åland", "Budget", "Zonen"]


@given(st.lists(st.text(max_size=6)), st.sampled_from(["fi", "de", "en"]))
def test_every_text_has_its_place(names: list[str], language: str) -> None:
    """Whatever the order in which they come."""
    once = sorted(names, key=lambda name: rank(name, language))
    backwards = names[::-1]
    assert sorted(backwards, key=lambda name: rank(name, language)) == once
