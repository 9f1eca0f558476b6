"""What is found is said in the language of a report, and is the same finding in every language."""

from __future__ import annotations

from typing import Any

import pytest

import orgcheck
from orgcheck.descent.ruled import run_history_examples
from orgcheck.language import Said, speaking, spoken
from orgcheck.reports.format import Options
from orgcheck.reports.formats import report_on
from orgcheck.rules.assertions import VERBS
from orgcheck.rules.assertions.verb import Verb
from orgcheck.rules.builtin import BUILTIN
from orgcheck.rules.changes.verbs import CHANGE_VERBS
from orgcheck.rules.examples import run_examples
from orgcheck.rules.history.verbs import HISTORY_VERBS
from orgcheck.rules.integrity import RULES, check
from orgcheck.rules.structure_rules import findings_of
from tests.building import organisation
from tests.rules.ruling import pack, problems

LANGUAGES = ("fi", "sv")
# What a rule's own statement says, in whichever language the pack has it, or a package in Python.
OWN_WORDS = ("cel", "value", "custom")
SPOKEN_OF = [
    pytest.param(verb, id=f"{verb.container}-{name}")
    for verbs in (VERBS, CHANGE_VERBS, HISTORY_VERBS)
    for name, verb in verbs.items()
    if name not in OWN_WORDS
]
PACK = """
pack: named
rules:
  - id: R1
    statement: {en: Each has a head., fi: Jokaisella on johtaja.}
    basis: {text: {en: Act 1, fi: Laki 1}, url: https://example.org}
    fix: {sv: Utse en chef., fi: Nimeä johtaja.}
    assert: {must_have: head}
"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verb", SPOKEN_OF)
def test_a_verb_says_what_falls_short_in_another_language(verb: Verb[Any], language: str) -> None:
    messages = [
        finding.message
        for result in (
            *run_examples(pack(verb.shown())),
            *run_history_examples(pack(verb.shown())),
        )
        for finding in result.findings
    ]
    assert messages
    with speaking(language):
        said = list(map(spoken, messages))
    assert not set(said) & set(messages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_of_integrity_says_what_is_wrong_in_another_language(language: str) -> None:
    for rule in RULES:
        if rule.check is None:
            continue
        for finding in check(organisation(rule.fails)):
            assert isinstance(finding.fix, Said), rule.id
            with speaking(language):
                assert spoken(finding.message) != finding.message, rule.id
                assert spoken(finding.fix) != finding.fix, rule.id


UNFIT = """
organisation: [x]
format: 3
valid_from: yesterday
unit: 1
register: maybe
reorganisation:
  measures:
    - {id: m, statement: x, expects: [{kind: merge}]}
    - {id: m, statement: x}
posts: {a: b}
people: [{id: p}, q]
bodies: [{id: "a b", name: ""}]
units:
  - {id: a, name: A, top: perhaps, figures: {x: many}, sites: here}
  - {id: b, name: {}, head: x, heads: [x], nmae: B, other: 1}
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_does_not_fit_the_format_is_told_in_another_language(language: str) -> None:
    found = organisation(UNFIT).findings
    assert len(found) > 15
    for finding in found:
        with speaking(language):
            assert spoken(finding.message) != finding.message


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_that_comes_with_the_program_states_itself_in_another_language(
    language: str,
) -> None:
    for rule in BUILTIN.values():
        for text in (rule.statement, rule.why, rule.fix):
            with speaking(language):
                assert spoken(text) != text


def test_a_pack_gives_its_texts_by_language() -> None:
    result = orgcheck.CheckResult(source="x", findings=tuple(_found(PACK)), units=1, rules=("R1",))
    finnish = report_on("findings", [result], "text", Options(language="fi"))
    assert "virhe R1 Jokaisella on johtaja." in finnish
    assert "perusta: Laki 1 (https://example.org)     korjaus: Nimeä johtaja." in finnish
    # A text that a language lacks is the English one, or else the first.
    swedish = report_on("findings", [result], "text", Options(language="sv"))
    assert "fel R1 Each has a head." in swedish
    assert "rättelse: Utse en chef." in swedish
    english = report_on("findings", [result], "text", Options())
    assert "fix: Utse en chef." in english


def _found(text: str) -> list[orgcheck.Finding]:
    return findings_of(organisation("units: [{id: a, name: A, top: true}]"), [pack(text)])


@pytest.mark.parametrize("format", ["json", "sarif", "junit", "gitlab"])
def test_what_programs_read_is_the_same_in_every_language(format: str) -> None:
    result = orgcheck.CheckResult(source="x", findings=tuple(_found(PACK)), units=1)
    reports = {
        report_on("findings", [result], format, Options(language=language))
        for language in (None, *LANGUAGES)
    }
    assert len(reports) == 1


@pytest.mark.parametrize("verb", SPOKEN_OF)
def test_a_finding_is_the_same_one_in_every_language(verb: Verb[Any]) -> None:
    def told() -> list[tuple[str, str, str | None]]:
        return [
            (str(finding.message), finding.fingerprint, finding.fix)
            for result in run_examples(pack(verb.shown()))
            for finding in result.findings
        ]

    english = told()
    with speaking("fi"):
        assert told() == english


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ("{}", "statement: is empty"),
        ("{en: []}", "statement.en: expected a text, found a list"),
        ("{in Finnish: x}", 'statement: "in Finnish" is no code of a language'),
    ],
)
def test_a_text_by_language_that_is_none_is_told(texts: str, message: str) -> None:
    told = problems(
        f"pack: p\nrules: [{{id: R1, statement: {texts}, assert: {{must_have: kind}}}}]"
    )
    assert [problem.message for problem in told] == [message]
