"""Changes from two short texts, held against a rule of one line."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import dedent, indent

from orgcheck.changes.compare import compare
from orgcheck.findings import Finding
from orgcheck.rules.change_rules import change_findings, ground_of
from orgcheck.rules.changes.ground import ChangeGround
from orgcheck.rules.integrity import check
from orgcheck.rules.model import Pack
from tests.building import organisation
from tests.rules.ruling import pack


def change_pack(demand: str, *, on: str = "", where: str = "", selector: str = "") -> Pack:
    """A pack of one change rule, R1."""
    lines = ["id: R1", "statement: It holds.", f"assert: {demand}"]
    lines += [f"on: {on}"] if on else []
    lines += [f"where: {where}"] if where else []
    lines += [f"for: {selector}"] if selector else []
    body = indent("\n".join(lines), "    ").strip()
    return pack(f"pack: small\nchange_rules:\n  - {body}\n")


def ground(old: str, new: str, *, inference: bool = True) -> ChangeGround:
    """The change from one text to another, each the lists of a snapshot."""
    before = organisation(old, name="old.yaml")
    after = organisation(new, name="new.yaml")
    changes = compare(before, after, inference=inference)
    return ground_of(before, after, changes, check(before), check(after))


def found(old: str, new: str, packs: Sequence[Pack] = ()) -> list[Finding]:
    """All findings about a change."""
    return change_findings(ground(old, new), packs)


def messages(old: str, new: str, read: Pack) -> list[str]:
    """What the rules of one pack say of a change."""
    own = change_findings(ground(old, new), [read], applies=lambda _: False)
    return [finding.message for finding in own]


def units(*lines: str) -> str:
    """The text of some units below a top, each given by the inside of its mapping."""
    items = "".join(f"\n  - {{{line}}}" for line in ("id: top, name: Top, top: true", *lines))
    return f"units:{items}\n"


def text(value: str) -> str:
    """A text without the indentation of the program that holds it."""
    return dedent(value).lstrip("\n")
