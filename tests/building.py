"""Organisations from a few lines of YAML, through the real reader."""

from __future__ import annotations

from textwrap import dedent

from orgcheck.findings import Finding
from orgcheck.organisation import Organisation
from orgcheck.rules.integrity import check
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.text import SourceText


def organisation(text: str, *, name: str = "snapshot.yaml") -> Organisation:
    """The organisation that a text describes; the line that names it may be left out."""
    body = dedent(text)
    if not body.lstrip().startswith(("organisation:", "{")) and "\norganisation:" not in body:
        body = body.lstrip("\n") + "\norganisation: Test\n"
    return Organisation.of(load([SourceText(name, body)], "snapshot"))


def integrity(text: str) -> list[Finding]:
    """The integrity findings of a text."""
    return check(organisation(text))


def briefly(findings: list[Finding]) -> list[tuple[str, str | None, int, int]]:
    """Rule, unit, line and column of each finding, in order."""
    return [
        (
            f.rule,
            f.unit,
            f.location.line if f.location else 0,
            f.location.column if f.location else 0,
        )
        for f in sorted(findings, key=lambda finding: finding.order)
    ]
