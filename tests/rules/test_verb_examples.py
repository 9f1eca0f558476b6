"""The record of a verb says what the verb does: its example is judged as it claims."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.metadata import EntryPoint, EntryPoints
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import pytest

from orgcheck.descent.ruled import run_history_examples
from orgcheck.errors import Unusable
from orgcheck.event_kinds import EventKind
from orgcheck.findings import Fault, Finding, Severity
from orgcheck.organisation import Organisation
from orgcheck.rules import assertions
from orgcheck.rules.arguments import SORTS
from orgcheck.rules.assertions import FAMILIES, VERBS
from orgcheck.rules.assertions.verb import Verb
from orgcheck.rules.changes import verbs as changes
from orgcheck.rules.changes.verbs import CHANGE_VERBS
from orgcheck.rules.doubt import Ground, ground_of
from orgcheck.rules.examples import run_examples
from orgcheck.rules.history.verbs import HISTORY_VERBS
from orgcheck.rules.model import Pack
from tests.building import organisation
from tests.rules.ruling import found, pack, problem, rule
from tests.test_schemas import accepts

EVERY = [
    pytest.param(verb, id=f"{verb.container}-{name}")
    for verbs in (VERBS, CHANGE_VERBS, HISTORY_VERBS)
    for name, verb in verbs.items()
]


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


@pytest.mark.parametrize("verb", EVERY)
def test_an_example_is_judged_as_it_claims(verb: Verb[Any]) -> None:
    shown = pack(verb.shown())
    results = [*run_examples(shown), *run_history_examples(shown)]

    assert [(result.accepts, result.agrees) for result in results] == [(True, True), (False, True)]
    # It is the verb that rejects, and not a fault of the rule.
    assert {finding.rule for finding in results[1].findings} == {"EXAMPLE"}


@pytest.mark.parametrize("verb", EVERY)
def test_the_schema_accepts_an_example(verb: Verb[Any]) -> None:
    assert accepts("rules", verb.shown())


@pytest.mark.parametrize(
    ("name", "of"),
    [(name, of) for name, verb in VERBS.items() for of in SORTS if of not in verb.of.sorts],
)
def test_a_verb_is_refused_where_it_does_not_apply(name: str, of: str) -> None:
    wrong = problem(f"{{{name}: {VERBS[name].example.argument}}}", f"{{of: {of}}}")

    assert wrong.message == f"assert.{name}: {VERBS[name].of.wrong.format(of=of)}"
    assert (wrong.location.line, wrong.fix) == (6, VERBS[name].of.fix)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (name, kind)
        for name, verb in CHANGE_VERBS.items()
        for kind in EventKind
        if verb.on and not verb.on(kind)
    ],
)
def test_a_verb_is_refused_where_it_can_find_nothing(name: str, kind: str) -> None:
    wrong = problem(f"{{{name}: true}}", more=f"    on: {kind}\n", list="change_rules")

    assert wrong.message == f"assert.{name}: of these kinds of event it always holds: {kind}"


@pytest.mark.parametrize(
    ("verb", "list", "message", "fix"),
    [
        ("forbidden", "rules", 'the verb "forbidden" is about changes', "`change_rules:`"),
        ("within", "change_rules", 'the verb "within" is not about changes', "`rules:`"),
    ],
)
def test_a_verb_of_the_other_sort_of_rules_is_sent_there(
    verb: str, list: str, message: str, fix: str
) -> None:
    wrong = problem(f"{{any: [{{{verb}: true}}]}}", list=list)

    assert (wrong.message, wrong.fix) == (f"assert.any[1]: {message}", f"put the rule under {fix}")
    assert wrong.location.column == 21


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (name, kind)
        for name, verb in HISTORY_VERBS.items()
        for kind in EventKind
        if not verb.on(kind)
    ],
)
def test_a_verb_over_all_versions_is_refused_where_it_can_find_nothing(
    name: str, kind: str
) -> None:
    argument = HISTORY_VERBS[name].example.argument
    more = f"    over: all\n    on: {kind}\n"
    wrong = problem(f"{{{name}: {argument}}}", more=more, list="change_rules")

    assert wrong.message == f"assert.{name}: of these kinds of event it always holds: {kind}"


@pytest.mark.parametrize(
    ("verb", "list", "more", "message", "fix"),
    [
        (
            "stays_ended",
            "rules",
            "",
            "is about all versions",
            "put the rule under `change_rules:`, with `over: all`",
        ),
        ("stays_ended", "change_rules", "", "is about all versions", "write `over: all`"),
        (
            "forbidden",
            "change_rules",
            "    over: all\n",
            "is about one change",
            "leave `over: all` out",
        ),
        (
            "within",
            "change_rules",
            "    over: all\n",
            "is not about changes",
            "put the rule under `rules:`",
        ),
    ],
)
def test_a_verb_is_sent_to_the_versions_that_it_is_about(
    verb: str, list: str, more: str, message: str, fix: str
) -> None:
    wrong = problem(f"{{{verb}: true}}", more=more, list=list)

    assert (wrong.message, wrong.fix) == (f'assert: the verb "{verb}" {message}', fix)


@pytest.mark.parametrize("package", [assertions, changes])
def test_every_module_with_verbs_is_a_family(package: ModuleType) -> None:
    names = [module.name for module in iter_modules(package.__path__)]
    modules = (import_module(f"{package.__name__}.{name}") for name in names)
    assert {module for module in modules if hasattr(module, "VERBS")} == {*package.FAMILIES}


@pytest.mark.parametrize("families", [FAMILIES, changes.FAMILIES])
def test_no_two_verbs_have_one_name(families: Iterable[Any]) -> None:
    names = [verb.name for family in families for verb in family.VERBS]
    assert len(set(names)) == len(names)


EVERYONE = """
organisation: Agency
languages: [en, fi]
responsibilities: [{id: advice, name: advice}]
bodies: [{id: board, name: Board}]
posts: [{id: head, name: Head, unit: a, reports_to: board, holders: [p1, p2]}]
people: [{id: p1, name: One}, {id: p2}]
units:
  - {id: a, name: A, top: true, head: head, kind: team, figures: {headcount: 9}, members: [p1]}
  - {id: b, name: B, parent: a, kind: team, figures: {headcount: 9}, responsibilities: [advice]}
"""


def asking(verb: Verb[Any], of: str) -> list[Pack]:
    """A rule that asks a verb of all of a sort; none where that has not the example's fields."""
    try:
        return [rule(f"{{{verb.name}: {verb.example.argument}}}", f"{{of: {of}}}")]
    except Unusable as error:
        if "field" in error.problems[0].message:
            return []
        raise


@pytest.mark.parametrize(
    ("verb", "of"),
    [
        pytest.param(verb, of, id=f"{name}-{of}")
        for name, verb in VERBS.items()
        for of in verb.of.sorts
    ],
)
def test_a_verb_can_be_asked_of_whomever_it_says(verb: Verb[Any], of: str) -> None:
    findings = found(EVERYONE, *asking(verb, of))

    assert {finding.rule for finding in findings} <= {"R1", "ORG901", "ORG906"}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_a_verb_is_silent_where_the_value_that_it_points_at_is_faulty(verb: Verb[Any]) -> None:
    (asked,) = pack(verb.shown()).rules
    failing = organisation(verb.example.fails)
    members = asked.selector.members(failing)
    for failure in asked.assertion.judged(Ground(failing), members):
        if failure.member is None or failure.spot.part is not None:
            continue
        fault = Fault(failure.member.id, str((*failure.spot.path, "id")[0]))
        again = asked.assertion.judged(ground_of(failing, [fault]), members)
        assert [one for one in again if one.member is failure.member and not one.because] == []
