"""How much two names share, each word by how much it tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgcheck.changes.identity.likeness import NOTHING, Overlap, overlap, wording
from orgcheck.changes.identity.words import Vocabulary, Weights, kinship
from orgcheck.snapshot.model import Unit

# How much of a name is kept: all, nearly all, enough below the same parent, or too little.
ALL, NEARLY, ENOUGH, LITTLE, NONE = 1.0, 0.8, 0.5, 0.2, 0.0


def unit(name: str | dict[str, str], **fields: str) -> Unit:
    return Unit.model_validate({"id": "u", "name": name, **fields})


def shared(one: str, other: str, *, parent: str = "", weights: Weights | None = None) -> Overlap:
    parents = [frozenset(parent.casefold().split())] if parent else []
    return overlap(wording(unit(one)), wording(unit(other)), weights or Weights(), parents)


def grade(one: str, other: str, parent: str = "") -> float:
    share = shared(one, other, parent=parent).share
    return next(grade for grade in (ALL, NEARLY, ENOUGH, LITTLE, NONE) if share >= grade)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Audit", "audit", ALL),
        ("PuppetOpenStack", "Puppet OpenStack", ALL),
        ("Viestintä", "Viestinta", ALL),
        ("Chef OpenStack", "openstack-chef", ALL),
        ("Harbour & Customs", "Harbour and Customs", ALL),
        ("Department of Health", "Health", NEARLY),
        ("Department of Botanical Gardens", "Department of Botanic Gardens", NEARLY),
        ("Internal Auditing", "Internal Audit", NEARLY),
        ("Naguma Port", "Neguma Port", NEARLY),
        ("Organisation Defence", "Organisation Defense", NEARLY),
        ("SME Development", "Small and Medium Enterprise Development", NEARLY),
        ("Liikennevirasto", "Liikenteen virasto", NEARLY),
        ("Verkehrsministerium", "Ministerium für Verkehr", NEARLY),
        ("Trafikverket", "Verket för trafik", ALL),
        ("Kinderklinik", "Klinik für Kinder", ALL),
        ("Institut für Politische Wissenschaft", "Institut für Politikwissenschaft", NEARLY),
        ("Office of the Prime Minister", "Prime Minister's Office", ALL),
        ("Dezernat II: Personal", "Dezernat 2: Personal", ALL),
        ("Section 3", "Section 03", ALL),
        ("Instituto de Deportes (ID)", "Instituto de Deportes", ALL),
        ("Agency for Innovation (AI)", "Agency for Innovation (AFI)", ALL),
        ("Servicio de Compras", "Servicio de Contratación y Compras", ENOUGH),
        ("Bomberos", "Servicio de Salvamento y Extinción (Bomberos)", ENOUGH),
        ("Direction de l'urbanisme", "Direction de l'urbanisme et de l'habitat", ENOUGH),
        ("Department of Health", "Ministry of Health", ENOUGH),
        ("Release Cycle Management", "Release Management", ENOUGH),
        ("Ministry of Tourism and Lands", "Ministry of Tourism", ENOUGH),
        ("Product Management", "PM", LITTLE),
        ("Health", "Health Data Standards", LITTLE),
        ("Eastern Roads", "Western Roads", LITTLE),
        ("Mental Health", "Dental Health", LITTLE),
        ("Port Policy", "Port Police", LITTLE),
        ("Office 1", "Office 2", NONE),
        ("Harbour Office", "Harbour Office 2", NONE),
        ("Division III", "Division II", NONE),
        ("Unit B", "Unit C", NONE),
        ("Unit A: Registers", "Unit E: Registers", NONE),
        ("Section A", "Section", NONE),
        ("Division I", "Division", NONE),
        ("Legal", "Audit", NONE),
        ("Audit Office", "Legal Office", NONE),
        ("Planning/Statistics", "Research/Statistics", LITTLE),
    ],
)
def test_how_much_two_names_share(one: str, other: str, expected: float) -> None:
    assert grade(one, other) == expected
    assert grade(other, one) == expected


def weights(*names: str) -> Weights:
    vocabulary = Vocabulary({str(number): (name,) for number, name in enumerate(names)})
    return Weights(vocabulary, vocabulary)


def test_words_that_many_bear_come_and_go_at_little_cost() -> None:
    common = weights(*(f"office {n}x of sri lanka" for n in range(50)))
    names = ("Tea Board of Sri Lanka", "Tea Board")
    assert shared(*names).share < 0.5
    assert shared(*names, weights=common).share > 0.75


def test_a_rare_word_costs_no_more_than_what_was_kept() -> None:
    common = weights(*(f"port training {n}x" for n in range(50)))
    assert shared("Port Training", "Integrated Port Training", weights=common).share > 0.6


def test_a_word_that_others_bear_too_is_no_slip() -> None:
    names = ("Harbour Licencing", "Harbour Licensing")
    assert shared(*names, weights=weights(*names)).share > 0.8
    twice = weights(*names, "licencing y", "licensing y")
    assert shared(*names, weights=twice).share < 0.5


def test_what_differs_and_what_is_shared_is_told() -> None:
    assert shared("wg-pilots", "pilots").because() == 'names differ by "wg" only'
    turned = shared("Internal Auditing", "Internal Audit")
    assert turned.because() == 'names differ by "audit" for "auditing" only'
    short = shared("Release Cycle Management", "Release Management")
    assert short.because() == 'names share "management", "release" and differ by "cycle"'
    assert short.words.telling == {"management", "release"}
    assert short.words.gone == {"cycle"}
    assert not short.words.come


def test_the_words_of_a_unit_s_own_kind_and_their_initials_are_generic() -> None:
    plain, of_kind = wording(unit("cop-rustfmt")), wording(unit("cop-rustfmt", kind="co-of-pr"))
    assert plain.telling == {"cop", "rustfmt"}
    assert of_kind.telling == {"rustfmt"}


def test_a_word_of_the_parent_s_name_may_come_or_go() -> None:
    names = ("cloud-provider-azure", "provider-azure")
    assert grade(*names) == ENOUGH
    assert grade(*names, parent="Cloud Provider") == NEARLY
    gone = shared(*names, parent="Cloud Provider").words.gone
    assert gone == {"cloud"}, "it may tell units apart"


def test_of_a_path_the_last_step_counts() -> None:
    moved = shared("openstack-infra/bindep", "opendev/bindep")
    assert moved.share == 1.0
    assert moved.because() == "names differ in the path to its last step only"


def test_an_acronym_stands_for_the_name() -> None:
    old, new = wording(unit("City Transit", acronym="CITRA")), wording(unit("Citra"))
    assert overlap(old, new, Weights()).because() == '"citra" is the acronym of the other'


def test_of_several_languages_the_most_alike_decides_unless_another_is_unlike() -> None:
    old = wording(unit({"en": "Legal Affairs", "fi": "Oikeus"}))
    new = wording(unit({"en": "Legal Affairs Team", "fi": "Oikeus"}))
    assert overlap(old, new, Weights()).share == 1.0
    unlike = wording(unit({"en": "Legal Affairs", "fi": "Satama"}))
    assert overlap(old, unlike, Weights()).share == 0.5
    assert overlap(old, wording(unit("Oikeus")), Weights()).share == 1.0, "of no language"


@pytest.mark.parametrize(
    ("one", "other", "akin"),
    [
        ("hankinta", "hankinnat", True),
        ("forvaltningen", "forvaltning", True),
        ("versicherungen", "versicherung", True),
        ("statistics", "statistical", True),
        ("agriculture", "agricultre", True),
        ("agriculture", "agircutlure", True),
        ("police", "policy", False),
        ("code", "codegen", False),
        ("elintarviketuki", "elintarviketalous", False),
        ("mental", "dental", False),
        ("market", "marker", False),
        ("internal", "international", False),
    ],
)
def test_which_words_are_forms_of_one(one: str, other: str, akin: bool) -> None:
    assert bool(kinship(one, other)) is akin
    assert kinship(one, other) == kinship(other, one)


WORDS = st.lists(
    st.sampled_from(("harbour", "road", "tax", "health", "policy", "team", "of")), min_size=1
)


@given(WORDS, WORDS)
def test_a_share_is_a_share_and_the_same_both_ways(one: list[str], other: list[str]) -> None:
    there, back = shared(" ".join(one), " ".join(other)), shared(" ".join(other), " ".join(one))
    assert 0.0 <= there.share <= 1.0
    assert there.share == pytest.approx(back.share)
    assert (there is NOTHING) == (there.share == 0.0)
