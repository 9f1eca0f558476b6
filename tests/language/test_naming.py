"""Members are told by name, with the id beside it once; a finding is the same one all the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from orgcheck.changes.compare import compare
from orgcheck.descent.ruled import run_history_examples
from orgcheck.findings import Finding
from orgcheck.language import naming_members, said, said_member, speaking, spoken
from orgcheck.organisation import Organisation
from orgcheck.policy.examination import verdict
from orgcheck.reports.format import Options
from orgcheck.reports.formats import report_on
from orgcheck.results import CheckResult, Control, DiffResult, Review
from orgcheck.rules.assertions import VERBS
from orgcheck.rules.assertions.verb import Verb
from orgcheck.rules.change_rules import change_findings, ground_of
from orgcheck.rules.changes.verbs import CHANGE_VERBS
from orgcheck.rules.examples import run_examples
from orgcheck.rules.history.verbs import HISTORY_VERBS
from orgcheck.rules.integrity import RULES, check
from orgcheck.rules.structure_rules import findings_of
from orgcheck.snapshot.model import display
from tests.building import organisation
from tests.rules.ruling import pack

# What these find is in the names or the ids themselves; a rule in Python says what it likes.
BY_ID = frozenset(("unique", "unique_among_siblings", "distinguishable", "sorted", "custom"))
INTEGRITY_BY_ID = frozenset(("ORG003", "ORG014"))
# Ids of examples that are words of English too.
WORDS = frozenset(("a", "head"))
TELLING = [
    pytest.param(verb, id=f"{verb.container}-{name}")
    for verbs in (VERBS, CHANGE_VERBS, HISTORY_VERBS)
    for name, verb in verbs.items()
    if name not in BY_ID
]
AUDITED = """
languages: [fi, en]
posts: [{id: dg, name: {fi: Pääjohtaja, en: Director General}, unit: agency}]
units:
  - {id: agency, name: {fi: Virasto, en: Agency}, top: true, head: dg}
  - {id: services, name: {fi: Palvelut, en: Services, sv: Tjänster}, parent: agency}
  - {id: audit, name: {fi: Sisäinen tarkastus, en: Internal Audit}, parent: services}
"""
RULE = """
pack: named
rules:
  - id: R1
    statement: Audit reports to the director.
    for: {id: audit}
    assert: {reports_directly_to: dg}
"""


def ids_in(data: Any) -> Iterator[str]:
    """The ids of all that has a name."""
    if isinstance(data, dict):
        if "id" in data and "name" in data:
            yield str(data["id"])
        for part in data.values():
            yield from ids_in(part)
    elif isinstance(data, list):
        for part in data:
            yield from ids_in(part)


def bare(texts: list[str], ids: set[str]) -> list[str]:
    """The texts in which an id stands without a name before it."""
    return [
        text
        for text in texts
        for id in ids - WORDS
        if re.search(rf"(?<![\w(-]){re.escape(id)}(?![\w-])", text.replace("has the id c now", ""))
    ]


def told(finding: Finding) -> list[str]:
    with naming_members(display):
        return [spoken(finding.message), *(spoken(one.message) for one in finding.related)]


def result(found: Organisation, *packs: str) -> CheckResult:
    findings = tuple(findings_of(found, list(map(pack, packs))))
    return CheckResult(
        source="snapshot.yaml", findings=findings, units=1, rules=(), structure=found
    )


def report(checked: CheckResult, name: str = "text", language: str | None = None) -> str:
    return str(report_on("findings", [checked], name, Options(language=language)))


@pytest.mark.parametrize("verb", TELLING)
def test_a_verb_tells_members_by_name(verb: Verb[Any]) -> None:
    ids = set(ids_in(yaml.safe_load(verb.example.fails)))
    rules = pack(verb.shown())
    texts = [
        text
        for one in (*run_examples(rules), *run_history_examples(rules))
        for finding in one.findings
        for text in told(finding)
    ]
    assert texts
    assert bare(texts, ids) == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.check is not None])
def test_a_rule_of_integrity_tells_members_by_name(rule: Any) -> None:
    found = organisation(rule.fails)
    texts = [text for finding in check(found) for text in told(finding)]
    ids = {*found.units, *found.posts, *found.bodies}
    assert texts
    assert bool(bare(texts, ids)) is (rule.id in INTEGRITY_BY_ID)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (None, "Internal Audit (audit) reports to Services (services), not directly to Director"),
        ("fi", "Sisäinen tarkastus (audit) raportoi"),
        # What has no name in the language asked for has that in the first one owed.
        ("sv", "Sisäinen tarkastus (audit) rapporterar till Tjänster (services)"),
    ],
)
def test_a_report_has_the_names_of_its_language(language: str | None, words: str) -> None:
    assert words in " ".join(report(result(organisation(AUDITED), RULE), language=language).split())


def test_an_id_stands_beside_its_name_once_in_a_finding() -> None:
    told = report(result(organisation(AUDITED), RULE))
    assert told.count("(audit)") == told.count("(services)") == told.count("(dg)") == 1
    assert "Internal Audit -> Services -> Director General" in told


@pytest.mark.parametrize("name", ["json", "sarif", "junit", "gitlab"])
@pytest.mark.parametrize("language", [None, "fi"])
def test_a_program_is_told_ids(name: str, language: str | None) -> None:
    written = report(result(organisation(AUDITED), RULE), name, language)
    assert "audit reports to services, not directly to dg" in written


def test_a_unit_of_another_name_has_the_same_finding() -> None:
    renamed = AUDITED.replace("Internal Audit", "Audit Office")
    (one,), (other,) = (result(organisation(text), RULE).findings for text in (AUDITED, renamed))
    assert (one.fingerprint, one.message) == (other.fingerprint, other.message)
    assert told(one)[0] != told(other)[0]


def test_a_name_that_is_the_id_stands_alone() -> None:
    (finding,) = check(organisation("units: [{id: Trade, name: Trade}]"))
    assert told(finding)[0] == "Trade has no parent"


def test_a_long_name_is_cut() -> None:
    (finding,) = check(organisation(f"units: [{{id: b, name: {'Trade ' * 100}}}]"))
    (words, *_) = told(finding)
    assert len(words) < 200
    assert words.endswith("… (b) has no parent")


def test_no_name_stands_for_another() -> None:
    # What a mention looks like within a message that is not whole yet.
    forged = "\ue0000123456789abcdef:0\ue001"
    (finding,) = check(organisation(f'units: [{{id: b, name: "{forged}"}}]'))
    assert told(finding)[0] == f"{forged} (b) has no parent"


def test_a_message_within_another_tells_an_id_once() -> None:
    audit = said_member("audit", "Internal Audit")
    inner = said("{unit} has no head", unit=audit)
    with speaking("fi"), naming_members(display):
        words = spoken(said("{one} and {other}", one=inner, other=inner))
    assert words.count("(audit)") == 1
    assert words.count("Internal Audit") == 2
    assert str(inner) == "audit has no head"


def changed(old: str, new: str) -> DiffResult:
    before, after = organisation(old, name="old.yaml"), organisation(new, name="new.yaml")
    changes = compare(before, after)
    found = change_findings(ground_of(before, after, changes))
    judged = verdict(findings_of(before, ()), findings_of(after, ()), on_change=found)
    return DiffResult(changes, before, after, Review(judged, Control()))


def test_a_unit_that_ended_has_the_name_that_it_had() -> None:
    top = "{id: top, name: Top, top: true}"
    old = f"units: [{top}, {{id: fin, name: {{en: Finance, fi: Talous}}, parent: top}}]"
    new = f"units: [{top}]"
    case = changed(old, new)
    wanted = Options(language="fi", verbose=True)
    assert "Talous (fin)" in str(report_on("changes", case, "text", wanted))
    written = json.loads(report_on("changes", case, "json", Options(language="fi")))
    assert "fin is abolished, and no unit succeeds it" in json.dumps(written)
