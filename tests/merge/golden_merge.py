"""Pairs of reorganisations that collide, each with all that is said of it, as it shall stay.

In a folder stand `base.yaml`, `ours.yaml` and `theirs.yaml`, and where a rule is broken by the two
together, `pack.yaml`.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from orgcheck.findings import Finding
from orgcheck.merging.merge import Merge, merge
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.text.merge import report
from orgcheck.rules.packs import read_pack
from orgcheck.rules.structure_rules import findings_of
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.text import SourceText
from tests.regenerate import ROOT

FOLDER = Path(__file__).parents[1] / "data" / "merge"
_SHOWN = re.compile(r"^<!-- conflict: begin -->$.*?^<!-- conflict: end -->$", re.M | re.S)
CASES = sorted(path.name for path in FOLDER.iterdir())


def version(case: str, name: str) -> Organisation:
    """One of the three versions of a case."""
    text = (FOLDER / case / f"{name}.yaml").read_text(encoding="utf-8")
    return Organisation.of(load([SourceText(f"{name}.yaml", text)], name))


def merged(case: str, *, swapped: bool = False) -> Merge:
    """The merge of a case; `swapped` has the sides the other way round."""
    base, one, other = (version(case, name) for name in ("base", "ours", "theirs"))
    file = FOLDER / case / "pack.yaml"
    packs = [read_pack(SourceText("pack.yaml", file.read_text("utf-8")))] if file.exists() else []

    def check(organisation: Organisation) -> list[Finding]:
        return findings_of(organisation, packs)

    return merge(base, *((other, one) if swapped else (one, other)), check)


def told(case: str) -> str:
    """What is said of a case now."""
    return report(merged(case))


def page() -> str:
    """The page on merging, with the conflict that it shows as it is told now."""
    text = (ROOT / "docs/merge.md").read_text("utf-8")
    conflict = told("moved-into-merged").split("\n\n")[1]
    shown = f"<!-- conflict: begin -->\n```text\n{conflict.rstrip()}\n```\n<!-- conflict: end -->"
    made, number = _SHOWN.subn(lambda _: shown, text)
    assert number == 1, "the page shows one conflict"
    return made


GENERATED = {
    **{f"tests/data/merge/{case}/told.txt": partial(told, case) for case in CASES},
    "docs/merge.md": page,
}
