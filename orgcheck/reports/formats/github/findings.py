"""Findings as workflow commands of GitHub Actions: each becomes a note at its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from orgcheck.escaping import Commands, escape_controls
from orgcheck.findings import Finding, Location, Severity
from orgcheck.language import tr
from orgcheck.reports.file_paths import relative_path
from orgcheck.reports.formats.text.findings import summary
from orgcheck.reports.formats.text.lines import written
from orgcheck.reports.judgement import facts_of, own_chain
from orgcheck.results import CheckResult, all_findings

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def report(checked: Sequence[CheckResult]) -> Commands:
    """A command for each finding, the worst first: of many, GitHub shows the first few alone.

    The line that sums up is no command, whatever a snapshot's source is called.
    """
    commands = [command(finding) for finding in all_findings(checked)]
    return Commands("".join(f"{line}\n" for line in commands) + written([summary(checked)]))


def command(finding: Finding) -> str:
    """The workflow command for one finding."""
    rule = facts_of(finding)
    origin = finding.location.origin if finding.location else None
    properties = {
        **(_place(finding.location) if finding.location else {}),
        "title": f"{finding.rule} {rule.statement}",
    }
    lines = [
        f"{origin.cell}: {finding.message}" if origin and origin.cell else finding.message,
        own_chain(finding),
        rule.ground_words,
        tr("fix: {text}", text=finding.fix) if finding.fix else None,
        tr("in {place}", place=finding.location.own)
        if finding.location and finding.location.is_generated
        else None,
    ]
    return _command(_COMMANDS[finding.severity], properties, filter(None, lines))


def _place(place: Location) -> dict[str, str]:
    """The lines; columns too where they are in one line, for GitHub takes no others.

    What was made of another file is shown there: a cell, in the message, as it has no line.
    """
    if (origin := place.origin) is not None:
        line = {"line": str(origin.line)} if origin.line is not None else {}
        return {"file": relative_path(origin.file), **line}
    in_line = place.line == place.end_line
    where = {
        "file": relative_path(place.file),
        "line": place.line,
        "col": place.column if in_line else None,
        "endLine": place.end_line,
        "endColumn": place.end_column if in_line else None,
    }
    return {key: str(value) for key, value in where.items() if value is not None}


def _command(name: str, properties: Mapping[str, str], lines: Iterable[str]) -> str:
    """A command in which whatever is said is data."""
    said = ",".join(
        f"{key}={_data(value).replace(':', '%3A').replace(',', '%2C')}"
        for key, value in properties.items()
    )
    return f"::{name} {said}::{'%0A'.join(map(_data, lines))}"


def _data(text: str) -> str:
    return escape_controls(text).replace("%", "%25")
