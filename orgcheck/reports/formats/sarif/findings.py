"""Findings as SARIF 2.1.0, the format of code scanning: one run, its rules, a result a finding."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from orgcheck.counting import counted, is_or_are
from orgcheck.findings import Finding, Location, Related, Severity, in_order
from orgcheck.records import replace
from orgcheck.reports.file_paths import uri
from orgcheck.reports.formats.json.writing import Lines, json_text, shown
from orgcheck.reports.formats.markdown.writing import markdown, markdown_text
from orgcheck.reports.judgement import (
    RuleFacts,
    day_words,
    own_chain,
    own_fix,
    rules_behind,
    withheld_words,
)
from orgcheck.results import CheckResult, all_findings, all_reviews, all_waived, all_withheld
from orgcheck.rules.waivers.model import Waived
from orgcheck.version import __version__

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# What code scanning takes: of a rule's description, of results in a run, of bytes when packed.
_LONGEST = 1_000
MOST_RESULTS = 25_000
MOST_PACKED = 10_000_000


def report(checked: Sequence[CheckResult]) -> str:
    """The findings in order, those that count first, then those that were there before.

    Waived ones come last, marked as suppressed. What the host would refuse is left out, the
    lightest first, and a notification says how many; another, which answers were withheld.
    """
    counted, waived = all_findings(checked), all_waived(checked)
    existing = in_order(f for review in all_reviews(checked) for f in review.first.existing)
    rules = rules_behind([*counted, *existing, *(one.finding for one in waived)])
    index = {id: number for number, id in enumerate(rules)}
    results = [_result(finding, index) for finding in (*counted, *existing)]
    if any(one.review is not None for one in checked):
        results = [
            {**result, "baselineState": "new" if number < len(counted) else "unchanged"}
            for number, result in enumerate(results)
        ]
    if waived:
        # Where some results say whether they are suppressed, all do.
        results = [{**result, "suppressions": []} for result in results]
        results += [
            {**_result(one.finding, index), "suppressions": [_suppression(one)]} for one in waived
        ]
    driver = {
        "name": "orgcheck",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_descriptor(rule) for rule in rules.values()],
    }
    told = (", ".join(day_words(checked)), withheld_words(all_withheld(checked)))
    return _within_limits(shown(driver), shown(results), shown([one for one in told if one]))


def _within_limits(driver: Mapping[str, Any], results: Sequence[Any], told: Sequence[str]) -> str:
    """As many of the results as the host takes, by their number and by the size of the file."""
    kept = min(len(results), MOST_RESULTS)
    while True:
        text = json_text(_log(driver, results[:kept], _notes(len(results) - kept, told)))
        data = text.encode("utf-8")
        if len(data) <= MOST_PACKED or len(gzip.compress(data, 6)) <= MOST_PACKED or not kept:
            return text
        kept = kept * 3 // 4


def _notes(left_out: int, told: Sequence[str]) -> Iterator[dict[str, Any]]:
    """What is to be known of the run beside its results."""
    if left_out:
        more = f"{counted(left_out, 'more finding')} {is_or_are(left_out)} left out"
        words = f"{more}: the host takes no more than these"
        yield {"level": "warning", "message": {"text": words}}
    for words in told:
        yield {"level": "note", "message": {"text": words}}


def _log(
    driver: Mapping[str, Any], results: Sequence[Any], notes: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "orgcheck/"},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    if told := list(notes):
        run["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": told}]
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _descriptor(rule: RuleFacts) -> dict[str, Any]:
    label = "why" if rule.why else "basis"
    grounds = [(name, text) for name, text in ((label, rule.ground), ("fix", rule.fix)) if text]
    plain = Lines((rule.statement, *(f"{label}: {text}" for label, text in grounds)))
    formatted = [
        markdown_text(rule.statement),
        *(markdown("**{}**: {}", label, text) for label, text in grounds),
    ]
    return {
        "id": rule.id,
        "shortDescription": {"text": _clipped(plain[:1])},
        "fullDescription": {"text": _clipped(plain)},
        "help": {"text": plain, "markdown": Lines("\n\n".join(formatted).split("\n"))},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _clipped(lines: Iterable[str]) -> Lines:
    text: str = shown(Lines(lines))
    return Lines((text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…").split("\n"))


def _result(finding: Finding, index: Mapping[str, int]) -> dict[str, Any]:
    fix = own_fix(finding)
    lines = [finding.message, own_chain(finding), f"fix: {fix}" if fix else None]
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": _message(lines),
        **_present("locations", _locations(finding)),
        **_present("relatedLocations", _related(_beside(finding))),
        "partialFingerprints": {"orgcheck/v1": finding.fingerprint},
    }


def _locations(finding: Finding) -> list[dict[str, Any]]:
    place = {"physicalLocation": _physical(finding.location)} if finding.location else {}
    unit = {"logicalLocations": [_logical(finding.unit)]} if finding.unit else {}
    # A cell is no region of a text: it is named in words.
    origin = finding.location.origin if finding.location else None
    cell = {"message": _message([origin.cell])} if origin and origin.cell else {}
    return [{**place, **unit, **cell}] if place or unit else []


def _beside(finding: Finding) -> Iterable[Related]:
    """The places beside that of a finding: first where it stands, if it was made of another."""
    place = finding.location
    if place is not None and place.is_generated:
        yield Related(replace(place, origin=None), "in the generated snapshot")
    yield from finding.related


def _related(related: Iterable[Related]) -> list[dict[str, Any]]:
    return [
        {
            "id": number,
            "physicalLocation": _physical(place.location),
            "message": _message([place.message]),
        }
        for number, place in enumerate(related, start=1)
    ]


def _physical(place: Location) -> dict[str, Any]:
    if (origin := place.origin) is not None:
        region = {"region": {"startLine": origin.line}} if origin.line is not None else {}
        return {"artifactLocation": {"uri": uri(origin.file)}, **region}
    return {
        "artifactLocation": {"uri": uri(place.file)},
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        },
    }


def _logical(unit: str) -> dict[str, Any]:
    return {"name": unit, "fullyQualifiedName": unit, "kind": "object"}


def _suppression(waived: Waived) -> dict[str, Any]:
    place = (
        {"location": {"physicalLocation": _physical(waived.location)}} if waived.location else {}
    )
    return {
        "kind": "external",
        "status": "accepted",
        "justification": waived.ground,
        **place,
    }


def _message(lines: Iterable[str | None]) -> dict[str, Lines]:
    """A message of plain text, in which braces would be placeholders and `[...](...)` a link."""
    text: str = shown(Lines(line for line in lines if line))
    text = text.replace("{", "{{").replace("}", "}}")
    if "](" in text:
        text = text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return {"text": Lines(text.split("\n"))}


def _present(key: str, items: list[dict[str, Any]]) -> dict[str, Any]:
    return {key: items} if items else {}
