"""Which unit is which by ids and declarations alone."""

from __future__ import annotations

from orgcheck.changes.changeset import Certainty, Match
from orgcheck.changes.identity.declared import Identification, declared
from tests.building import organisation

TOP = "units:\n- {id: top, name: Top, top: true}\n"


def between(old: str, new: str) -> Identification:
    return declared(organisation(TOP + old), organisation(TOP + new))


def unit(id: str, fields: str = "") -> str:
    return f"- {{id: {id}, name: {id.upper()}, parent: top{', ' * bool(fields)}{fields}}}\n"


def links(correspondence: Identification) -> list[tuple[str, str, bool]]:
    return [(link.old, link.new, link.spin_off) for link in correspondence.successions]


def test_the_same_id_is_the_same_unit_whatever_else_differs() -> None:
    found = between(unit("a"), "- {id: a, name: Other, top: true, kind: office}\n")
    assert found.matches["a"] == Match("a", "a", Certainty.SAME_ID)


def test_previously_carries_on_a_unit_whose_id_is_gone() -> None:
    found = between(unit("a"), unit("z", "previously: [x, a]"))
    assert found.matches["a"] == Match(
        "a", "z", Certainty.DECLARED, ("previously in snapshot.yaml:3",)
    )
    assert (found.new_of("a"), found.old_of("z")) == ("z", "a")


def test_an_accepted_inference_is_told_apart_from_a_declaration() -> None:
    entry = "{id: a, accepted: 2024-05-01, by: Registry, evidence: 4 of 5 duties}"
    found = between(unit("a"), unit("z", f"previously: [{entry}]"))
    assert found.matches["a"].certainty is Certainty.ACCEPTED
    assert found.matches["a"].evidence == (
        "previously in snapshot.yaml:3, accepted 2024-05-01 by Registry",
        "4 of 5 duties",
    )


def test_two_units_that_swap_their_ids_go_by_their_ids() -> None:
    found = between(
        unit("a") + unit("b"), unit("a", "previously: [b]") + unit("b", "previously: [a]")
    )
    assert {old: match.new for old, match in found.matches.items()} == {
        "top": "top",
        "a": "a",
        "b": "b",
    }
    assert found.successions == ()


def test_a_unit_that_was_previously_two_goes_on_as_one_and_succeeds_the_other() -> None:
    found = between(unit("a") + unit("b"), unit("z", "previously: [b, a]"))
    assert found.new_of("a") == "z"
    assert links(found) == [("b", "z", False)]


def test_replaces_and_split_from_go_by_whether_the_earlier_unit_lives_on() -> None:
    new = unit("n", "replaces: [a, c]") + unit("m", "split_from: [a, c]") + unit("c")
    assert links(between(unit("a") + unit("c"), new)) == [
        ("a", "m", False),
        ("a", "n", False),
        ("c", "m", True),
        ("c", "n", True),
    ]


def test_one_link_declared_twice_is_one_on_its_stronger_ground() -> None:
    entries = "replaces: [{id: a, accepted: 2024-05-01}], split_from: [a]"
    (link,) = between(unit("a"), unit("n", entries)).successions
    assert link.certainty is Certainty.DECLARED
