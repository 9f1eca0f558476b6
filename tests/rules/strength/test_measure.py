"""A mutant is caught where a finding appears that the structure does not have."""

from __future__ import annotations

from orgcheck.rules.model import Pack
from orgcheck.rules.strength import Strength, measured, plan
from tests.building import organisation
from tests.rules.ruling import pack

AGENCY = """
units:
  - {id: agency, name: Agency, kind: agency, top: true}
  - {id: audit, name: Audit, kind: office, parent: agency}
  - {id: services, name: Services, kind: office, parent: agency, sites: [Turku]}
"""


def strength(*packs: Pack, text: str = AGENCY) -> Strength:
    """The strength of some rules for an organisation."""
    agency = organisation(text)
    tried = plan(agency, 5_000)
    rules = tuple(rule.id for pack in packs for rule in pack.rules)
    return Strength(tried, tuple(measured(agency, packs, tried)), rules)


def rules(text: str) -> Pack:
    """A pack of those rules."""
    return pack(f"pack: p\nrules:\n{text}")


def test_without_rules_every_mutant_survives() -> None:
    bare = strength()
    assert (bare.caught, bare.share) == (0, 0.0)
    assert bare.unprotected == ("audit", "services", "agency")


def test_a_rule_catches_what_breaks_it_and_what_makes_it_say_nothing() -> None:
    placed = strength(
        rules("  - {id: R1, statement: s, for: {id: audit}, assert: {parent: agency}}")
    )
    caught = {
        (outcome.mutant.kind, outcome.mutant.member)
        for outcome in placed.outcomes
        if outcome.caught_by == ("R1",)
    }
    assert caught == {
        ("moved", "audit"),
        ("top", "audit"),
        ("removed", "audit"),
        ("removed", "agency"),
    }
    assert placed.by_rule["R1"] == (4, 4)


def test_shares_are_by_kind_of_mistake() -> None:
    sites = strength(
        rules("  - {id: R1, statement: s, for: {id: services}, assert: {must_have: sites}}")
    )
    assert sites.by_kind["site"] == (1, 1)
    assert sites.by_kind["renamed"] == (3, 0)


def test_alone_counts_what_no_other_rule_catches() -> None:
    both = strength(
        rules(
            "  - {id: R1, statement: s, for: {id: audit}, assert: {parent: agency}}\n"
            "  - {id: R2, statement: s, for: {kind: office}, assert: {count: {exactly: 2}}}"
        )
    )
    removal = next(
        o for o in both.outcomes if (o.mutant.kind, o.mutant.member) == ("removed", "audit")
    )
    assert removal.caught_by == ("R1", "R2")
    assert both.by_rule["R1"] == (4, 3)


def test_what_the_structure_breaks_already_catches_nothing() -> None:
    broken = strength(rules("  - {id: R1, statement: s, assert: {must_have: acronym}}"))
    assert broken.caught == 0


def test_the_survivors_are_by_member_and_kind() -> None:
    survivors = strength().survivors
    assert [mutant.what for mutant in survivors["audit"]["moved"]] == ["under services"]
    assert set(survivors["services"]) == {
        *("moved", "top", "reporting", "removed", "added", "renamed", "retyped", "site"),
    }
