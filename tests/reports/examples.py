"""Findings for the tests of reports: a readable run, and data that tries to be more than data."""

from __future__ import annotations

from datetime import date

from orgcheck.findings import Fault, Finding, Location, Related, Severity
from orgcheck.results import CheckResult
from orgcheck.rules.structure_rules import Withheld
from orgcheck.rules.waivers.model import Waived

AUDIT = Finding(
    rule="KELA001",
    severity=Severity.ERROR,
    unit="internal-audit",
    message="internal-audit reports to shared-services, not directly to director-general",
    chain=("internal-audit", "shared-services", "director-general"),
    location=Location("snapshots/2024.yaml", 61, 13, 61, 28),
    related=(Related(Location("rules/kela.yaml", 4, 5, 4, 12), "the rule"),),
    statement="Internal Audit reports directly to the Director General.",
    basis="Kela, Business units",
    fix="Give internal-audit `reports_to: director-general`.",
    about="reports_to",
    value="shared-services",
)
PARENT = Finding(
    rule="ORG004",
    severity=Severity.ERROR,
    unit="ict-services",
    message='the parent of ict-services, "kella", does not exist; did you mean "kela"?',
    location=Location("snapshots/2024.yaml", 30, 13, 30, 18),
    fix="write `parent: kela`",
    about="parent",
    value="kella",
)
NAME = Finding(
    rule="KELA018",
    severity=Severity.WARNING,
    unit="kanta-services",
    message="kanta-services has no name.sv",
    location=Location("snapshots/2024.yaml", 181, 11, 181, 12),
    related=(Related(Location("rules/kela.yaml", 438, 5, 438, 12), "the rule"),),
    statement="Every unit has a Swedish name.",
    basis="Constitution of Finland, section 17",
    fix="Add the Swedish name: `name: {en: ..., sv: ...}`.",
    about="name.sv",
)
SPAN = Finding(
    rule="KELA020",
    severity=Severity.INFO,
    unit="director-general",
    message="director-general has 14 direct reports, and must have at most 12",
    location=Location("snapshots/2024.yaml", 52, 9, 52, 25),
    statement="Nobody has more than 12 direct reports.",
    about="span",
    value="14",
)
WAIVED = Waived(
    finding=Finding(
        rule="KELA003",
        severity=Severity.ERROR,
        unit="aland-service-point",
        message="aland-service-point has the parent international-affairs",
        location=Location("snapshots/2024.yaml", 140, 13, 140, 34),
        statement="Every service point belongs to Customer Relations.",
        about="parent",
        value="international-affairs",
    ),
    reason="Åland is served by an agreement of its own until the regional reform.",
    approved_by="Board, 12 March 2024",
    expires=date(2026, 12, 31),
    reference="minute 7/2024",
    location=Location("waivers.yaml", 2, 5, 2, 18),
)
UNREAD = Finding(
    rule="ORG001",
    severity=Severity.ERROR,
    message="the mapping's key is not followed by a colon",
    location=Location("snapshots/2025.yaml", 3, 1, 3, 6),
    fix="write `key: value`",
    about="snapshots/2025.yaml",
)
RUN = (
    CheckResult(
        source="snapshots/2024.yaml",
        findings=(NAME, AUDIT, SPAN, PARENT),
        organisation="Kela",
        version="2024",
        units=24,
        rules=("KELA001", "KELA002", "KELA003", "KELA018", "KELA020"),
        waived=(WAIVED,),
    ),
    CheckResult(source="snapshots/2025.yaml", findings=(UNREAD,)),
)
WITHHELD = (
    Withheld("KELA001", "audit", Fault("press", "parent")),
    Withheld("KELA002", None, Fault("press", "parent")),
)
CLEAN = (
    CheckResult(
        source="snapshots/2024.yaml",
        findings=(),
        organisation="Kela",
        version="2024",
        units=24,
        rules=("KELA001", "KELA002"),
    ),
)

HOSTILE = (
    "<script>alert(1)</script>",
    '"]--x',
    "::error::forged",
    "\n::error file=a,line=1::forged",
    "100%0Aforged%3A%2C",
    "two\nlines\r\nand three",
    "\x1b[31mred\x1b[0m",
    "\u202eevil\u2066",
    "| a | b |",
    "a\\| b \\",
    "# heading #12 GH-12 owner/repo#3 !4",
    "- item",
    "***bold*** _under_ ~~gone~~ `code` ```",
    "[text](http://example.org) ![picture](x.png) www.example.org",
    "@everyone and board@example.org :tada:",
    "<!-- comment --> &lt;b&gt; &amp; $x$",
    "=HYPERLINK(0)",
    "{0} {{1}} {name}",
    "]]> ##[error]forged ##vso[task.complete]",
    "\x00\x08\ufffe\ud800\x85\u2028",
)


def hostile_finding(text: str) -> Finding:
    """A finding that says a text everywhere."""
    # The name of a file is any text but such as no file can have.
    name = text.replace("\0", "").encode("utf-8", "ignore").decode()
    place = Location(f"{name}.yaml", 3, 5, 3, 9)
    return Finding(
        rule="X1",
        severity=Severity.ERROR,
        unit=text,
        message=text,
        chain=(text, "b"),
        location=Location("a.yaml", 3, 5, 3, 9),
        related=(Related(place, text),),
        statement=text,
        basis=text,
        fix=text,
        about=text,
        value=text,
    )


def hostile_run(text: str) -> tuple[CheckResult, ...]:
    """A run in which a text stands wherever data can stand."""
    finding = hostile_finding(text)
    return (
        CheckResult(
            source=text,
            findings=(finding,),
            organisation=text,
            version=text,
            units=1,
            rules=("X1",),
            waived=(Waived(finding=finding, reason=text, approved_by=text, reference=text),),
        ),
    )
