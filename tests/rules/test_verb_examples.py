"""The record of a verb says what the verb does: its example is judged as it claims."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.metadata import EntryPoint, EntryPoints
from pkgutil import iter_modules
from typing import Any

import pytest

from orgcheck.findings import Finding, Severity
from orgcheck.organisation import Organisation
from orgcheck.rules import assertions
from orgcheck.rules.assertions import FAMILIES, VERBS
from orgcheck.rules.changes.examples import run_examples
from tests.rules.ruling import pack, problem
from tests.test_schemas import accepts


def no_empty_branches(organisation: Organisation, _: Mapping[str, Any]) -> Iterable[Finding]:
    """What the example of `custom` names: a top with nothing below it."""
    for unit in organisation.units.values():
        if unit.top and not organisation.children_of(unit.id):
            yield Finding(rule="x", severity=Severity.INFO, message="empty", unit=unit.id)


@pytest.fixture(autouse=True)
def offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The function above as an installed package would offer it."""
    point = EntryPoint("no-empty-branches", f"{__name__}:no_empty_branches", "orgcheck.rules")
    installed = importlib.metadata.entry_points

    def entry_points(**asked: str) -> EntryPoints:
        return EntryPoints([point]) if asked == {"group": "orgcheck.rules"} else installed(**asked)

    monkeypatch.setattr(importlib.metadata, "entry_points", entry_points)


@pytest.mark.parametrize("name", VERBS)
def test_an_example_is_judged_as_it_claims(name: str) -> None:
    results = run_examples(pack(VERBS[name].shown()))

    assert [(result.accepts, result.agrees) for result in results] == [(True, True), (False, True)]
    # It is the verb that rejects, and not a fault of the rule.
    assert {finding.rule for finding in results[1].findings} == {"EXAMPLE"}


@pytest.mark.parametrize("name", VERBS)
def test_the_schema_accepts_an_example(name: str) -> None:
    assert accepts("rules", VERBS[name].shown())


@pytest.mark.parametrize(
    ("name", "of"),
    [
        (name, of)
        for name, verb in VERBS.items()
        for of in ("units", "posts", "bodies", "responsibilities")
        if of not in verb.of.sorts
    ],
)
def test_a_verb_is_refused_where_it_does_not_apply(name: str, of: str) -> None:
    wrong = problem(f"{{{name}: {VERBS[name].example.argument}}}", f"{{of: {of}}}")

    assert wrong.message == f"assert.{name}: {VERBS[name].of.wrong.format(of=of)}"
    assert (wrong.location.line, wrong.fix) == (6, VERBS[name].of.fix)


def test_every_module_with_verbs_is_a_family() -> None:
    modules = (
        import_module(f"{assertions.__name__}.{m.name}") for m in iter_modules(assertions.__path__)
    )
    assert {module for module in modules if hasattr(module, "VERBS")} == {*FAMILIES}


def test_no_two_verbs_have_one_name() -> None:
    names = [verb.name for family in FAMILIES for verb in family.VERBS]
    assert len(set(names)) == len(names)
    assert {*names} < VERBS.keys()
