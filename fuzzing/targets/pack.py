"""Rule packs: read, held against their own examples and an organisation, and explained."""

from __future__ import annotations

from fuzzing import sample
from fuzzing.outcome import REFUSED, Outcome, check_report, refused, told
from fuzzing.parts import texts_of
from orgcheck.changes.compare import compare
from orgcheck.reports.formats.text import rules as rules_text
from orgcheck.reports.formats.text.rules import Tested, example_results
from orgcheck.rules.change_rules import change_findings, ground_of
from orgcheck.rules.examples import never_shown_to_fail, run_examples
from orgcheck.rules.model import InvalidPack
from orgcheck.rules.packs import read_pack
from orgcheck.rules.structure_rules import findings_of


def run(data: bytes) -> Outcome:
    """Read a pack and put every rule of it to use."""
    texts = texts_of(data, 1)
    if texts is None:
        return Outcome(REFUSED)
    (text,) = texts
    try:
        pack = read_pack(text)
    except InvalidPack as error:
        return refused(error.problems, [text])
    organisation = sample.organisation()
    results = run_examples(pack)
    findings = findings_of(organisation, [pack])
    changes = compare(organisation, organisation)
    findings += change_findings(ground_of(organisation, organisation, changes), [pack])
    findings += [finding for result in results for finding in result.findings]
    outcome = told(findings, [text, sample.TEXT], "read")
    check_report(
        example_results(
            [Tested(pack, tuple(results), tuple(never_shown_to_fail(pack, run_examples(pack))))]
        )
    )
    for rule in pack.every_rule:
        check_report(rules_text.of_pack(rule, pack, text))
    return outcome
