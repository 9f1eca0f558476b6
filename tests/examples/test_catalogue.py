"""The catalogue: a row for each rule, and for each row an example that is run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from orgcheck.rules.examples import never_shown_to_fail, run_examples
from orgcheck.rules.model import Pack
from orgcheck.rules.packs import read_pack
from orgcheck.snapshot.text import SourceText

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs" / "rule-catalogue.md").read_text(encoding="utf-8")


def catalogue() -> Pack:
    """The pack of examples."""
    path = ROOT / "examples" / "catalogue.yaml"
    return read_pack(SourceText("examples/catalogue.yaml", path.read_text(encoding="utf-8")))


def test_every_example_agrees_and_every_rule_is_shown_to_fail() -> None:
    pack = catalogue()
    assert [result for result in run_examples(pack) if not result.agrees] == []
    assert never_shown_to_fail(pack, run_examples(pack)) == []
    shown = {example.rule: set[bool]() for example in pack.shown}
    for example in pack.shown:
        shown[example.rule].add(example.accepts)
    assert [rule for rule, sides in shown.items() if sides != {True, False}] == []


def test_the_table_has_every_row_and_every_row_has_examples() -> None:
    rows = re.findall(r"^\| (\d+) \|.*\| ([^|]+) \|$", TABLE, re.M)
    assert [int(number) for number, _ in rows] == list(range(1, 51))
    pack = catalogue()
    known = {rule.id for rule in pack.every_rule} | {example.rule for example in pack.shown}
    named: set[str] = set()
    for number, cell in rows[:-1]:
        ids = set(re.findall(r"[A-Z]{3}[0-9]{2,3}B?", cell))
        assert ids, number
        assert ids <= known, number
        named |= ids
    assert named == known


def test_an_exemption_that_is_needed_no_longer_is_an_error() -> None:
    files = ("snapshot.yaml", "--rules", "rules.yaml", "--waivers", "waivers.yaml", "--isolated")
    ended = subprocess.run(
        [sys.executable, "-m", "orgcheck", "validate", *files],
        cwd=ROOT / "examples" / "unused-waiver",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stdout.startswith("waivers.yaml:3:5 error ORG902")
