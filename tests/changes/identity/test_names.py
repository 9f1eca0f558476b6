"""How two names relate."""

from __future__ import annotations

import pytest

from orgcheck.changes.identity.likeness import Likeness, relation
from orgcheck.changes.identity.names import FoldedNames, folded_name, same_name, wording
from orgcheck.snapshot.model import Unit


def unit(name: str | dict[str, str], **fields: str) -> Unit:
    return Unit.model_validate({"id": "u", "name": name, **fields})


def likeness(one: str, other: str, *, parent: str = "", **kinds: str) -> Likeness:
    old = wording(unit(one, **({"kind": kinds["kind"]} if "kind" in kinds else {})))
    new = wording(unit(other, **({"kind": kinds["now"]} if "now" in kinds else {})))
    parents = [frozenset(folded_name(parent).split())] if parent else []
    return relation(old, new, parents).likeness


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
    found = FoldedNames(units)
    assert found.of_all == {id: (folded_name(str(unit.name)),) for id, unit in units.items()}
    assert found.of_all == {id: found[id] for id in units}


def test_a_unit_that_is_the_same_in_both_snapshots_has_the_names_it_had() -> None:
    stays, was, now = (Unit(id=id, name=name) for id, name in ("aA", "bB", "bC"))
    before = FoldedNames({"a": stays, "b": was})
    after = FoldedNames({"a": stays, "b": now}, before)
    assert after.of_all == {"a": ("a",), "b": ("c",)}
    assert after.of_all["a"] is before.of_all["a"]


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


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Audit", "audit", Likeness.EQUAL),
        ("PuppetOpenStack", "Puppet OpenStack", Likeness.RESPELT),
        ("Viestintä", "Viestinta", Likeness.RESPELT),
        ("Chef OpenStack", "openstack-chef", Likeness.RESPELT),
        ("Department of Health", "Health", Likeness.RESPELT),
        ("Harbour & Customs", "Harbour and Customs", Likeness.RESPELT),
        ("Department of Health", "Ministry of Health", Likeness.RETITLED),
        ("Release Cycle Management", "Release Management", Likeness.SHORTENED),
        ("Organisation Defence", "Organisation Defense", Likeness.SHORTENED),
        ("Product Management", "PM", Likeness.ABBREVIATED),
        ("Eastern Office", "Western Office", Likeness.UNLIKE),
        ("Office 1", "Office 2", Likeness.UNLIKE),
        ("Harbour Office", "Harbour Office 2", Likeness.UNLIKE),
        ("Unit B", "Unit C", Likeness.UNLIKE),
        ("Legal", "Audit", Likeness.UNLIKE),
    ],
)
def test_how_alike_two_names_are(one: str, other: str, expected: Likeness) -> None:
    assert likeness(one, other) is expected
    assert likeness(other, one) is expected


def test_the_words_of_a_unit_s_own_kind_and_their_initials_are_generic() -> None:
    assert likeness("wg-rustfmt", "rustfmt") is Likeness.RESPELT, "a generic word anyhow"
    assert likeness("cop-rustfmt", "rustfmt") is Likeness.SHORTENED
    kind = "community-of-practice"
    assert likeness("cop-rustfmt", "rustfmt", kind=kind) is Likeness.RESPELT


def test_a_word_of_the_parent_s_name_may_come_or_go() -> None:
    names = ("cloud-provider-azure", "provider-azure")
    assert likeness(*names) is Likeness.SHORTENED
    assert likeness(*names, parent="Cloud Provider") is Likeness.QUALIFIED
    assert likeness("Cloud Provider", "Cloud", parent="Cloud Provider") is not Likeness.QUALIFIED


def test_of_a_path_the_last_step_counts() -> None:
    assert likeness("openstack-infra/bindep", "opendev/bindep") is Likeness.QUALIFIED
    assert likeness("Planning/Statistics", "Research/Statistics") is Likeness.UNLIKE


def test_an_acronym_stands_for_the_name() -> None:
    old, new = wording(unit("City Transit", acronym="CITRA")), wording(unit("Citra"))
    assert relation(old, new).likeness is Likeness.ABBREVIATED


def test_of_several_languages_the_most_alike_decides_unless_another_is_unlike() -> None:
    old = wording(unit({"en": "Legal Affairs", "fi": "Oikeus"}))
    new = wording(unit({"en": "Legal Affairs Team", "fi": "Oikeus"}))
    assert relation(old, new).likeness is Likeness.EQUAL
    unlike = wording(unit({"en": "Legal Affairs", "fi": "Satama"}))
    assert relation(old, unlike).likeness is Likeness.SHORTENED
    assert relation(old, wording(unit("Oikeus"))).likeness is Likeness.EQUAL, "of no language"
