"""Rules from a line of YAML, held against organisations from a few."""

from __future__ import annotations

from textwrap import dedent

import pytest

from orgcheck.errors import Diagnostic
from orgcheck.findings import Finding
from orgcheck.rules.model import InvalidPack, Pack
from orgcheck.rules.packs import read_pack
from orgcheck.rules.structure_rules import findings_of
from orgcheck.snapshot.text import SourceText
from tests.building import organisation


def pack(text: str) -> Pack:
    """A pack from its text."""
    return read_pack(SourceText("pack.yaml", dedent(text).lstrip("\n")))


def rule(demand: str, selector: str = "{}", more: str = "", list: str = "rules") -> Pack:
    """A pack of one rule, R1, that demands something of those selected."""
    lines = f"pack: small\n{list}:\n  - id: R1\n    statement: It holds.\n    for: {selector}\n"
    return pack(f"{lines}    assert: {demand}\n{more}")


def problems(text: str) -> list[Diagnostic]:
    """What is wrong with the text of a pack."""
    with pytest.raises(InvalidPack) as caught:
        pack(text)
    return caught.value.problems


def problem(demand: str, selector: str = "{}", more: str = "", list: str = "rules") -> Diagnostic:
    """The one thing that is wrong with a rule of that selector and that demand."""
    with pytest.raises(InvalidPack) as caught:
        rule(demand, selector, more, list)
    (only,) = caught.value.problems
    return only


def found(text: str, *packs: Pack) -> list[Finding]:
    """The findings of the rules about an organisation, those of integrity left out."""
    findings = findings_of(organisation(text), packs)
    return [f for f in findings if not f.rule.startswith("ORG0")]


def messages(text: str, demand: str, selector: str = "{}") -> list[str]:
    """What one rule says of an organisation."""
    return [finding.message for finding in found(text, rule(demand, selector))]


def spot(finding: Finding) -> tuple[int, int]:
    """Line and column of a finding."""
    assert finding.location is not None
    return finding.location.line, finding.location.column
