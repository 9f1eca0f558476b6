"""Every way around the review that was tried, and what comes of it: a page lists them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass

from tests.policy import hosts
from tests.policy.play import (
    AGENCY,
    BEFORE,
    BREACH,
    EARLIER,
    FOUNDATION,
    HARMLESS,
    NOW,
    PACK,
    RULE,
    SETTINGS,
    Play,
)
from tests.repositories import Repository

AUDIT_UNIT = "  - {id: audit, name: Audit, kind: office, parent: board, reports_to: director}\n"
DIRECTOR = "posts: [{id: director, name: Director, unit: board}]\n"
FOR = "    for: {id: audit}"
AUDIT = "error AGY001"
GONE = "error ORG910"


@dataclass(frozen=True)
class Scenario:
    """One try: what is done, what comes, the exit status, and words that are said, or are not."""

    tried: str
    comes: str
    status: int
    says: tuple[str, ...]
    act: Callable[[Play], None]
    silent: tuple[str, ...]


SCENARIOS: dict[str, list[Scenario]] = {}
_heading = ""


def heading(text: str) -> None:
    """What the scenarios that follow have in common."""
    global _heading
    _heading = text


def scenario(
    tried: str, comes: str, status: int, *says: str, silent: tuple[str, ...] = ()
) -> Callable[[Callable[[Play], None]], Callable[[Play], None]]:
    """Add a scenario: the function does what is tried."""

    def add(act: Callable[[Play], None]) -> Callable[[Play], None]:
        one = Scenario(tried, comes, status, says, act, silent)
        SCENARIOS.setdefault(_heading, []).append(one)
        return act

    return add


# -- snapshots --------------------------------------------------------------------------------

heading("Names, folders and files of snapshots")


@scenario("a rule is broken, nothing else", "the rule's finding", 1, AUDIT)
def _(play: Play) -> None:
    play.breach()


@scenario("a unit is renamed, no rule is broken", "passes", 0, "Family Benefits", silent=("error",))
def _(play: Play) -> None:
    play.replace(NOW, *HARMLESS)


@scenario("the snapshot is renamed in the same change", "compared with what it was", 1, AUDIT)
def _(play: Play) -> None:
    play.move(NOW, "snapshots/structure.yaml")
    play.breach("snapshots/structure.yaml")


@scenario("two dated snapshots are renamed at once", "each with what it was", 1, AUDIT)
def _(play: Play) -> None:
    play.move(NOW, "snapshots/v2024.yaml")
    play.move(BEFORE, "snapshots/v2023.yaml")
    play.breach("snapshots/v2024.yaml")


@scenario("their folder is renamed", "each with what it was", 1, AUDIT, silent=("2023.yaml:",))
def _(play: Play) -> None:
    play.move("snapshots", "structure/versions")
    play.breach("structure/versions/2024.yaml")


@scenario("their folder is renamed, no rule is broken", "passes", 0, silent=("error",))
def _(play: Play) -> None:
    play.move("snapshots", "structure")


@scenario("a name differs in its case alone", "compared with what it was", 1, AUDIT)
def _(play: Play) -> None:
    play.move(NOW, "Snapshots/2024.yaml")
    play.breach("Snapshots/2024.yaml")


@scenario("2024 is deleted, and 2025 added in its place", "2025 is compared with 2024", 1, AUDIT)
def _(play: Play) -> None:
    play.move(NOW, "snapshots/2025.yaml")
    play.replace("snapshots/2025.yaml", 'version: "2024"', 'version: "2025"')
    play.replace("snapshots/2025.yaml", "2024-01-01", "2025-01-01")
    play.breach("snapshots/2025.yaml")


@scenario(
    "2023 is deleted, and 2025 added as a copy of 2024",
    "2025 is compared with 2024; that 2023 is gone is told",
    0,
    "snapshots/2023.yaml is gone; it was not in force, or a later one replaced it",
    "snapshots/2025.yaml, compared with",
    ":snapshots/2024.yaml",
)
def _(play: Play) -> None:
    play.delete(BEFORE)
    play.write("snapshots/2025.yaml", AGENCY.replace("2024", "2025"))


@scenario("the same, and the copy breaks a rule", "the rule's finding", 1, AUDIT)
def _(play: Play) -> None:
    play.delete(BEFORE)
    play.write("snapshots/2025.yaml", AGENCY.replace("2024", "2025").replace(*BREACH))


@scenario("2023 becomes 2025 by a rename that git sees", "2025 is compared with 2024", 1, "AGY101")
def _(play: Play) -> None:
    play.move(BEFORE, "snapshots/2025.yaml")
    text = play.read("snapshots/2025.yaml")
    play.write("snapshots/2025.yaml", text.replace("2023", "2025"))


@scenario("two new snapshots, the second breaks a rule", "its finding", 1, AUDIT, "2026.yaml")
def _(play: Play) -> None:
    play.write("snapshots/2025.yaml", AGENCY.replace("2024", "2025"))
    play.write("snapshots/2026.yaml", AGENCY.replace("2024", "2026").replace(*BREACH))


@scenario("a new snapshot calls itself an older version", "compared by its path too", 1, "AGY101")
def _(play: Play) -> None:
    without = AGENCY.replace("  - {id: advice, name: Advice, kind: office, parent: services}\n", "")
    play.write("snapshots/2025.yaml", without.replace("2024", "2023"))


@scenario("a file is split into a folder", "the folder is compared with the file", 1, AUDIT)
def _(play: Play) -> None:
    head, _, units = AGENCY.replace(*BREACH).partition("units:\n")
    first, *rest = units.splitlines(keepends=True)
    play.delete(NOW)
    play.write("snapshots/2024/head.yaml", f"{head}units:\n{first}")
    play.write("snapshots/2024/more.yaml", "units:\n" + "".join(rest))


@scenario("a folder is joined into a file", "the file is compared with the folder", 1, AUDIT)
def _(play: Play) -> None:
    with play.on("main"):
        head, _, units = AGENCY.partition("units:\n")
        first, *rest = units.splitlines(keepends=True)
        play.delete(NOW)
        play.write("snapshots/2024/head.yaml", f"{head}units:\n{first}")
        play.write("snapshots/2024/more.yaml", "units:\n" + "".join(rest))
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")
    play.delete("snapshots/2024")
    play.write("snapshots/all.yaml", AGENCY.replace(*BREACH))


@scenario("the organisation gets another name, the file too", "compared", 1, AUDIT)
def _(play: Play) -> None:
    play.move(NOW, "snapshots/current.yaml")
    play.replace("snapshots/current.yaml", "organisation: Agency", "organisation: Institute")
    play.breach("snapshots/current.yaml")


@scenario(
    "the file is renamed, `organisation: Agency` respelt `{en: Agency}`", "compared", 1, AUDIT
)
def _(play: Play) -> None:
    play.move(NOW, "snapshots/current.yaml")
    play.replace("snapshots/current.yaml", "organisation: Agency", "organisation: {en: Agency}")
    play.breach("snapshots/current.yaml")


@scenario("a new snapshot, in which the organisation is renamed", "compared with 2024", 1, AUDIT)
def _(play: Play) -> None:
    text = AGENCY.replace("2024", "2025").replace("organisation: Agency", "organisation: Institute")
    play.write("snapshots/2025.yaml", text.replace(*BREACH))


@scenario("the same, and every unit gets another id and name", "compared by its path", 1, "AGY101")
def _(play: Play) -> None:
    text = re.sub(r"id: (\w+), name: ([\w ]+)", r"id: \1-x, name: New \2", AGENCY)
    text = re.sub(r"(parent|head|unit): (\w+)", r"\1: \2-x", text)
    text = text.replace("organisation: Agency", "organisation: Institute")
    play.write("snapshots/2025.yaml", text.replace("2024", "2025"))


@scenario(
    "a text goes on at the left margin with what looks like a key", "read as a snapshot", 1, AUDIT
)
def _(play: Play) -> None:
    play.move(NOW, "snapshots/current.yaml")
    play.replace("snapshots/current.yaml", "posts:\n", 'source: "x\npack: y"\nposts:\n')
    play.breach("snapshots/current.yaml")


@scenario("a key is written with an escape", "read as a snapshot", 1, AUDIT)
def _(play: Play) -> None:
    play.move(NOW, "snapshots/current.yaml")
    text = play.read("snapshots/current.yaml")
    text = text.replace("organisation: Agency", '"org\\u0061nisation": Agency')
    play.write("snapshots/current.yaml", text.replace(*BREACH))


@scenario(
    "a renamed snapshot gets a key of a rule pack",
    "read as a snapshot, with a wrong key",
    1,
    "ORG002",
)
def _(play: Play) -> None:
    play.move(NOW, "snapshots/current.yaml")
    play.replace("snapshots/current.yaml", "posts:\n", "pack: agency\nposts:\n")


@scenario("a rule pack is put in the place of the snapshot", "refused", 1, "error ORG001")
def _(play: Play) -> None:
    play.write(NOW, "pack: decoy\nrules: []\n")


@scenario("the snapshot becomes unreadable", "refused", 1, "error ORG001")
def _(play: Play) -> None:
    play.write(NOW, "organisation: [\n")


@scenario("the snapshot becomes UTF-16", "refused", 1, "error ORG001", "UTF-16")
def _(play: Play) -> None:
    (play.folder / NOW).write_bytes(AGENCY.encode("utf-16"))


@scenario("the old snapshot was unreadable", "all of the new one is checked", 1, AUDIT)
def _(play: Play) -> None:
    with play.on("main"):
        play.write(NOW, "organisation: [\n")
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")
    play.write(NOW, AGENCY.replace(*BREACH))


@scenario(
    "an untouched copy is left under another name, and the original changed", "compared", 1, AUDIT
)
def _(play: Play) -> None:
    play.write("snapshots/copy.yaml", AGENCY)
    play.breach()


# -- out of sight -----------------------------------------------------------------------------

heading("Out of sight")


@scenario(
    "the newest snapshot is deleted", "fails", 1, GONE, "snapshots/2024.yaml of the base is gone"
)
def _(play: Play) -> None:
    play.delete(NOW)


@scenario("all snapshots are deleted", "fails", 1, GONE)
def _(play: Play) -> None:
    play.delete("snapshots")


@scenario(
    "an older snapshot is deleted, the newest stays",
    "passes, and is told",
    0,
    "snapshots/2023.yaml is gone",
)
def _(play: Play) -> None:
    play.delete(BEFORE)


@scenario("what stays is a draft", "fails", 1, GONE)
def _(play: Play) -> None:
    with play.on("main"):
        play.write("snapshots/2025.yaml", AGENCY.replace("2024", "2025") + "status: draft\n")
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")
    play.delete(NOW)


@scenario("the snapshot is moved to a name that is no snapshot's", "fails", 1, GONE)
def _(play: Play) -> None:
    play.move(NOW, "snapshots/2024.txt")
    play.breach("snapshots/2024.txt")


@scenario("the snapshot is moved into a hidden folder", "fails", 1, GONE)
def _(play: Play) -> None:
    play.move(NOW, "snapshots/.old/2024.yaml")


@scenario(
    "the snapshot is moved out of the patterns that are checked", "compared all the same", 1, AUDIT
)
def _(play: Play) -> None:
    play.words = (*play.words, "snapshots/*.yaml")
    play.move(NOW, "elsewhere/2024.yaml")
    play.breach("elsewhere/2024.yaml")


@scenario("the patterns fit no snapshot", "refused", 2, "no snapshot lies there")
def _(play: Play) -> None:
    play.words = (*play.words, "elsewhere/*.yaml")
    play.breach()


@scenario(
    "a link to another file of the branch takes its place",
    "fails",
    1,
    GONE,
    "is a symbolic link now",
)
def _(play: Play) -> None:
    play.write("snapshots/good.yaml", AGENCY)
    play.link(NOW, "good.yaml")


@scenario("a link takes the place of an older snapshot", "fails", 1, GONE, "is a symbolic link now")
def _(play: Play) -> None:
    play.link(BEFORE, "2024.yaml")


@scenario("a repository within the repository takes its place", "fails", 1, GONE)
def _(play: Play) -> None:
    play.delete(NOW)
    inner = Repository.made(play.folder / NOW)
    inner.write("a.yaml", AGENCY)
    inner.commit()
    play.git("add", NOW)


@scenario(
    "a version that a rule names gets another label", "fails", 1, "error ORG911", "for version 2023"
)
def _(play: Play) -> None:
    with play.on("main"):
        play.replace(
            "rules/agency.yaml",
            FOR,
            '    for: {id: audit}\n    applies_to: {versions: ["2023"]}',
        )
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")
    play.replace(BEFORE, 'version: "2023"', 'version: "old"')


@scenario(
    "a new organisation comes, in order", "all of it is checked", 0, "foundation/2025.yaml is new"
)
def _(play: Play) -> None:
    with play.on("main"):
        play.write("foundation/orgcheck.toml", 'rules = ["../rules/kinds.yaml"]\n')
        kinds = PACK[PACK.index("  - id: AGY002") : PACK.index("change_rules")]
        play.write("rules/kinds.yaml", f"pack: kinds\nrules:\n{kinds}")
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")
    play.write("foundation/2025.yaml", FOUNDATION)


@scenario(
    "a new organisation comes, and breaks a rule of the base",
    "all of it is checked",
    1,
    "error AGY002",
)
def _(play: Play) -> None:
    play.write("snapshots/foundation.yaml", FOUNDATION.replace(", kind: office", ""))


FROM = f"    applies_to: {{from: 2024-01-01}}\n{FOR}"
FOR_2024 = f'    applies_to: {{versions: ["2024"]}}\n{FOR}'


def _with_rule_for(play: Play, scope: str) -> None:
    """A rule of the base that is for some versions alone."""
    with play.on("main"):
        play.replace("rules/agency.yaml", FOR, scope)
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")


@scenario(
    "a snapshot gets another label, another organisation's has the one that a rule names",
    "fails",
    1,
    "error ORG911",
    "AGY001 applies to snapshots/2024.yaml no more",
)
def _(play: Play) -> None:
    _with_rule_for(play, FOR_2024)
    play.replace(NOW, 'version: "2024"', 'version: "2024b"')
    play.breach()
    foundation = FOUNDATION.replace("units:", 'version: "2024"\nunits:')
    play.write("foundation/f.yaml", f"{foundation}{AUDIT_UNIT}{DIRECTOR}")


@scenario(
    "the same, and an untouched copy keeps the label", "the same", 1, "error ORG911", "2024b now"
)
def _(play: Play) -> None:
    _with_rule_for(play, FOR_2024)
    play.write("snapshots/copy.yaml", AGENCY)
    play.replace(NOW, 'version: "2024"', 'version: "2024b"')
    play.breach()


@scenario(
    "the next version is begun in its file, and the one that a rule names kept in another",
    "passes",
    0,
    silent=("error",),
)
def _(play: Play) -> None:
    _with_rule_for(play, FOR_2024)
    play.write("archive/2024.yaml", AGENCY)
    play.write(NOW, AGENCY.replace("2024", "2025"))


@scenario(
    "a snapshot loses its date and its label, and a rule is for a time",
    "fails",
    1,
    "error ORG911",
    "its valid_from is left out",
)
def _(play: Play) -> None:
    _with_rule_for(play, FROM)
    play.replace(NOW, 'version: "2024"\nvalid_from: 2024-01-01\n', 'version: "2024b"\n')
    play.breach()


@scenario("a new version without a date, beside such a rule", "the same", 1, "error ORG911")
def _(play: Play) -> None:
    _with_rule_for(play, FROM)
    text = AGENCY.replace("valid_from: 2024-01-01\n", "").replace("2024", "2025")
    play.write("snapshots/2025.yaml", text.replace(*BREACH))


@scenario("the same, and the version before it is deleted", "the same", 1, "error ORG911")
def _(play: Play) -> None:
    _with_rule_for(play, FROM)
    text = AGENCY.replace("valid_from: 2024-01-01\n", "").replace("2024", "2025")
    play.write("snapshots/2025.yaml", text.replace(*BREACH))
    play.delete(NOW)


@scenario("a new version with its date, beside such a rule", "passes", 0, silent=("error",))
def _(play: Play) -> None:
    _with_rule_for(play, FROM)
    play.write("snapshots/2025.yaml", AGENCY.replace("2024", "2025"))


def _with_strict_folder(play: Play, *, milder: str = "") -> None:
    """Settings for one folder of snapshots alone, and milder ones, or none, for another."""
    with play.on("main"):
        play.move(NOW, "strict/2024.yaml")
        play.delete(BEFORE)
        play.move("orgcheck.toml", "strict/orgcheck.toml")
        play.write("strict/orgcheck.toml", SETTINGS.replace("rules/", "../rules/"))
        if milder:
            play.write("free/orgcheck.toml", 'rules = ["../rules/mild.yaml"]\n')
            play.write("rules/mild.yaml", milder)
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")


@scenario(
    "the next version is begun where no settings hold", "fails", 1, "error ORG912", "free/2025.yaml"
)
def _(play: Play) -> None:
    _with_strict_folder(play)
    play.write("free/2025.yaml", AGENCY.replace("2024", "2025"))


@scenario(
    "the last snapshot under strict settings is deleted, one under milder ones is left",
    "fails",
    1,
    "error ORG912",
    "strict/2024.yaml is gone",
    "is held against AGY001, AGY101",
)
def _(play: Play) -> None:
    mild = f"pack: mild\nrules:\n{PACK[PACK.index('  - id: AGY002') : PACK.index('change_rules')]}"
    _with_strict_folder(play, milder=mild)
    with play.on("main"):
        play.write("free/2025.yaml", AGENCY.replace("2024", "2025"))
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")
    play.delete("strict/2024.yaml")


heading("What git merges, and what lies there")


def _checked_out_anew(play: Play, attributes: str) -> None:
    """Commit, and let git write the snapshot as these attributes ask for."""
    play.commit()
    play.write(".gitattributes", f"{NOW} {attributes}\n")
    play.git("add", ".gitattributes")
    play.git("commit", "--quiet", "--message", "attributes")
    (play.folder / NOW).unlink()
    play.git("checkout", "--", NOW)
    # Adding the file again would commit what lies there now.
    play.clone = play.repository


@scenario(
    "an encoding that the repository asks for turns a breach into another text",
    "what git has is judged as well",
    1,
    f"HEAD has 1 file otherwise than the working tree ({NOW})",
    f"HEAD:{NOW}",
    AUDIT,
)
def _(play: Play) -> None:
    audit = (
        "  - id: audit\n    name: Internal Audit\n    kind: office\n    parent: agency\n"
        '    source: "a\u00a5"\n    reports_to: services\n    legal_basis: "\n'
        '      reports_to: director\n      acronym: \u00a5"\n'
    )
    line = "  - {id: audit, name: Internal Audit, kind: office, parent: agency}\n"
    play.replace(NOW, line, audit)
    _checked_out_anew(play, "working-tree-encoding=ISO646-JP")


@scenario(
    "the attribute `ident` leaves a breach out of the checkout",
    "the same",
    1,
    f"HEAD:{NOW}",
    AUDIT,
)
def _(play: Play) -> None:
    hidden = '"legal_basis":"$Id: x","reports_to":"services","source":"$"'
    old = "Audit, kind: office, parent: agency}"
    play.replace(NOW, old, f"Audit, kind: office, parent: agency, {hidden}}}")
    _checked_out_anew(play, "ident")


@scenario(
    "a breach is committed, and mended in the working tree alone",
    "the same",
    1,
    f"HEAD:{NOW}",
    AUDIT,
)
def _(play: Play) -> None:
    play.breach()
    play.commit()
    play.replace(NOW, *reversed(BREACH))


@scenario(
    "a breach is committed, and the file left out of the working tree",
    "the same",
    1,
    f"HEAD:{NOW}",
    AUDIT,
)
def _(play: Play) -> None:
    play.breach()
    play.commit()
    play.git("update-index", "--skip-worktree", NOW)
    (play.folder / NOW).unlink()
    play.clone = play.repository


@scenario(
    "a breach is committed, and more changed in the working tree",
    "the finding, once",
    1,
    AUDIT,
    silent=(f"HEAD:{NOW}",),
)
def _(play: Play) -> None:
    play.breach()
    play.commit()
    play.replace(NOW, *HARMLESS)


@scenario(
    "lines end otherwise in the checkout, as on Windows",
    "passes: that is no difference",
    0,
    "Family Benefits",
    silent=("otherwise than the working tree",),
)
def _(play: Play) -> None:
    play.replace(NOW, *HARMLESS)
    _checked_out_anew(play, "text eol=crlf")
    assert b"\r\n" in (play.folder / NOW).read_bytes()


# -- rules ------------------------------------------------------------------------------------

heading("Rules, waivers and configuration")


@scenario(
    "the rule is removed",
    "the rule of the base counts, and that is told",
    1,
    AUDIT,
    "rule AGY001 removed",
)
def _(play: Play) -> None:
    play.breach()
    play.replace("rules/agency.yaml", RULE, "")


@scenario(
    "the rule's `for` is narrowed",
    "the same; it is called loosened",
    1,
    AUDIT,
    "rule AGY001 loosened: for",
)
def _(play: Play) -> None:
    play.breach()
    play.replace("rules/agency.yaml", "for: {id: audit}", "for: {id: finance}")
    play.replace(
        "rules/agency.yaml",
        "for: {id: finance}",
        "for: {id: audit, kind: none}\n    allow_empty: true",
    )


@scenario("the rule becomes a warning", "the same", 1, AUDIT, "rule AGY001 loosened: severity")
def _(play: Play) -> None:
    play.breach()
    play.replace("rules/agency.yaml", FOR, "    severity: warning\n    for: {id: audit}")


@scenario(
    "the rule applies to other versions alone",
    "the same",
    1,
    AUDIT,
    "rule AGY001 loosened: applies_to",
)
def _(play: Play) -> None:
    play.breach()
    play.replace(
        "rules/agency.yaml",
        FOR,
        "    applies_to: {versions: [none]}\n    for: {id: audit}",
    )


@scenario("the pack is renamed, without the rule", "the same", 1, AUDIT, "rule AGY001 removed")
def _(play: Play) -> None:
    play.breach()
    play.move("rules/agency.yaml", "policy/all.yaml")
    play.replace("policy/all.yaml", RULE, "")
    play.replace("orgcheck.toml", "rules/agency.yaml", "policy/all.yaml")


@scenario(
    "a rule moves from one pack to another",
    "passes: no rule is altered",
    0,
    silent=("rule AGY", "error"),
)
def _(play: Play) -> None:
    play.replace(NOW, *HARMLESS)
    play.replace("rules/agency.yaml", RULE, "")
    play.write("rules/audit.yaml", f"pack: audit\nrules:\n{RULE}")
    play.replace(
        "orgcheck.toml", '["rules/agency.yaml"]', '["rules/agency.yaml", "rules/audit.yaml"]'
    )


@scenario(
    "the configuration moves to another file, and ignores the rule",
    "the same",
    1,
    AUDIT,
    "configuration: ignore added",
)
def _(play: Play) -> None:
    play.breach()
    play.delete("orgcheck.toml")
    play.write("pyproject.toml", f'[tool.orgcheck]\n{SETTINGS}ignore = ["AGY001"]\n')


@scenario(
    "a nearer configuration is added", "that of the base counts", 1, AUDIT, "rule AGY001 removed"
)
def _(play: Play) -> None:
    play.breach()
    play.write("snapshots/orgcheck.toml", 'rules = ["mild.yaml"]\n')
    play.write("snapshots/mild.yaml", f"pack: mild\nrules:\n{PACK[PACK.index('  - id: AGY002') :]}")


@scenario(
    "the snapshot moves beside a milder configuration", "that of its old place counts", 1, AUDIT
)
def _(play: Play) -> None:
    with play.on("main"):
        play.write("drafts/orgcheck.toml", 'rules = ["../rules/mild.yaml"]\n')
        play.write("rules/mild.yaml", f"pack: mild\nrules:\n{PACK[PACK.index('  - id: AGY002') :]}")
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")
    play.move(NOW, "drafts/2024.yaml")
    play.breach("drafts/2024.yaml")


@scenario(
    "all rules of the packs are ignored, nothing else",
    "each is named, and that none is in force any more fails",
    1,
    "configuration: ignore added: AGY001, AGY002, AGY101 no longer count",
    "error ORG912 no rule of a pack is in force any more",
)
def _(play: Play) -> None:
    play.write("orgcheck.toml", f'{SETTINGS}ignore = ["AGY"]\n')


@scenario(
    "some rules are left out by `select`, nothing else",
    "passes; each is named",
    0,
    "configuration: select added: AGY001, AGY101 no longer count",
    silent=("ORG912",),
)
def _(play: Play) -> None:
    play.write("orgcheck.toml", f'{SETTINGS}select = ["AGY002", "CHG"]\n')


@scenario(
    "warnings fail no longer",
    "passes; each rule is named",
    0,
    "configuration: fail_on removed: AGY003,",
    "no longer fail",
)
def _(play: Play) -> None:
    with play.on("main"):
        play.write("orgcheck.toml", f'{SETTINGS}fail_on = "warning"\n')
        rule = "  - {id: AGY003, statement: S., severity: warning, assert: {must_have: name}}\n"
        play.replace("rules/agency.yaml", "change_rules:", f"{rule}change_rules:")
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")
    play.write("orgcheck.toml", SETTINGS)


@scenario("no pack is named any more", "fails", 1, "error ORG912")
def _(play: Play) -> None:
    play.write("orgcheck.toml", "")


@scenario(
    "the configuration is deleted", "fails", 1, "error ORG912", "orgcheck.toml is out of sight"
)
def _(play: Play) -> None:
    play.delete("orgcheck.toml")


@scenario(
    "a waiver is added for the breach",
    "that counts in a later change",
    1,
    AUDIT,
    "waiver of AGY001 for audit added",
)
def _(play: Play) -> None:
    play.breach()
    play.write(
        "rules/waivers.yaml",
        "waivers:\n  - {rule: AGY001, unit: audit, reason: r, permanent: true}\n",
    )


@scenario(
    "a waiver is granted for what was there before, in one of several snapshots",
    "passes: no other snapshot needs to use it",
    0,
    "waiver of AGY002 for benefits added",
    silent=("ORG902",),
)
def _(play: Play) -> None:
    with play.on("main"):
        play.replace(BEFORE, "Benefits, kind: office", "Benefits")
        play.write("snapshots/foundation.yaml", FOUNDATION + f"{AUDIT_UNIT}{DIRECTOR}")
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")
    waiver = "{rule: AGY002, unit: benefits, reason: r, permanent: true}"
    play.write("rules/waivers.yaml", f"waivers:\n  - {waiver}\n")
    play.replace("snapshots/foundation.yaml", "name: Grants", "name: Funds")


@scenario("a new snapshot beside waivers of another one", "passes", 0, silent=("ORG902",))
def _(play: Play) -> None:
    with play.on("main"):
        play.replace(NOW, "Benefits, kind: office", "Benefits")
        waiver = "{rule: AGY002, unit: benefits, reason: r, permanent: true}"
        play.write("rules/waivers.yaml", f"waivers:\n  - {waiver}\n")
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")
    play.write("snapshots/foundation.yaml", FOUNDATION + f"{AUDIT_UNIT}{DIRECTOR}")


@scenario("a waiver that no snapshot uses is added", "counts", 1, "error ORG902")
def _(play: Play) -> None:
    waiver = "{rule: AGY002, unit: benefits, reason: r, permanent: true}"
    play.write("rules/waivers.yaml", f"waivers:\n  - {waiver}\n")


@scenario(
    "a rule is loosened, no snapshot changes",
    "told, with what it lets through",
    0,
    "rule AGY001 loosened",
    "lets through now: audit",
)
def _(play: Play) -> None:
    with play.on("main"):
        play.breach()
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")
    play.replace("rules/agency.yaml", "{reports_directly_to: director}", "{within: agency}")


@scenario(
    "a new rule that the structure breaks already",
    "counts: what comes in is in order",
    1,
    "error AGY003",
)
def _(play: Play) -> None:
    rule = "  - {id: AGY003, statement: One unit., assert: {count: {max: 1}}}\n"
    play.replace("rules/agency.yaml", "change_rules:\n", f"{rule}change_rules:\n")


@scenario("a link takes the place of the pack", "the pack of the base counts", 1, AUDIT)
def _(play: Play) -> None:
    play.breach()
    play.write("rules/mild.yaml", PACK.replace(RULE, ""))
    play.link("rules/agency.yaml", "mild.yaml")


@scenario("the pack becomes unusable", "refused", 2, "rules/agency.yaml:")
def _(play: Play) -> None:
    play.write("rules/agency.yaml", "pack: agency\nrules: [{}]\n")


@scenario(
    "the workflow names other rules",
    "told",
    0,
    "warning ORG913",
    "its rules are mild.yaml, and were strict.yaml",
)
def _(play: Play) -> None:
    play.replace(".github/workflows/check.yml", "--rules strict.yaml", "--rules mild.yaml")


# -- ids that rules name ----------------------------------------------------------------------

heading("Ids that rules name")


def _naming(play: Play, was: str, now: str) -> None:
    """The base has another rule, which names several ids."""
    with play.on("main"):
        play.replace("rules/agency.yaml", was, now)
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")


def _recoded(play: Play, old: str, new: str) -> None:
    play.replace(NOW, f"{{id: {old},", f"{{id: {new}, previously: [{old}],")


@scenario(
    "one of several units that a rule is about gets another id, and breaks it",
    "the id fails by itself (ORG916)",
    1,
    "error ORG916 AGY001 names audit, which has the id internal-audit now",
)
def _(play: Play) -> None:
    _naming(play, "for: {id: audit}", "for: {id: [audit, finance]}")
    _recoded(play, "audit", "internal-audit")
    play.breach()


@scenario(
    "one of several units in which a rule forbids others gets another id, and takes one in",
    "the same",
    1,
    "error ORG916 AGY001 names services, which has the id works now",
)
def _(play: Play) -> None:
    _naming(play, "{reports_directly_to: director}", "{not_within: [services, people]}")
    text = play.read(NOW).replace("parent: services", "parent: works")
    play.write(NOW, text)
    _recoded(play, "services", "works")
    play.replace(NOW, BREACH[0], BREACH[1].replace("services", "works"))


@scenario(
    "one of several units that a rule is about is gone",
    "the same",
    1,
    "error ORG916 AGY001 names finance, which is gone",
)
def _(play: Play) -> None:
    _naming(play, "for: {id: audit}", "for: {id: [audit, finance]}")
    play.replace(NOW, "  - {id: finance, name: Finance, kind: office, parent: agency}\n", "")


@scenario("the rule names the new id already", "passes", 0, silent=("ORG916",))
def _(play: Play) -> None:
    _naming(play, "for: {id: audit}", "for: {id: [audit, internal-audit]}")
    _recoded(play, "audit", "internal-audit")


@scenario(
    "the same, and the unit breaks the rule", "its finding", 1, "error AGY001", silent=("ORG916",)
)
def _(play: Play) -> None:
    _naming(play, "for: {id: audit}", "for: {id: [audit, internal-audit]}")
    _recoded(play, "audit", "internal-audit")
    play.breach()


# -- old faults -------------------------------------------------------------------------------

heading("Rules that an old fault would silence")

LINE = "  - {id: AGY003, statement: Offices are of the agency., assert: {within: agency}}\n"
CANTEEN = "  - {id: canteen, name: Canteen, kind: place, parent: nowhere}\n"
BELOW_CANTEEN = ("Audit, kind: office, parent: agency", "Audit, kind: office, parent: canteen")


def _with_canteen(play: Play, canteen: str = CANTEEN) -> None:
    """The base has a rule about where offices are, and a unit whose own place is faulty."""
    rule = LINE.replace("assert:", "for: {kind: office}, assert:")
    with play.on("main"):
        play.write(NOW, AGENCY + canteen)
        play.replace("rules/agency.yaml", "change_rules:", f"{rule}change_rules:")
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")


@scenario(
    "a unit is put below one whose parent did not exist before either",
    "that the rule can no longer be told (ORG914)",
    1,
    "error ORG914 whether AGY003 holds of audit can no longer be told, because of the parent of "
    "canteen",
)
def _(play: Play) -> None:
    _with_canteen(play)
    play.replace(NOW, *BELOW_CANTEEN)


@scenario("the same below a unit of an old cycle", "the same", 1, "AGY003 holds of audit can no")
def _(play: Play) -> None:
    kiosk = "  - {id: kiosk, name: Kiosk, kind: place, parent: canteen}\n"
    _with_canteen(play, CANTEEN.replace("nowhere", "kiosk") + kiosk)
    play.replace(NOW, *BELOW_CANTEEN)


@scenario(
    "the same, and the unit gets another id", "the same", 1, "AGY003 holds of internal-audit can"
)
def _(play: Play) -> None:
    _with_canteen(play)
    play.replace(NOW, *BELOW_CANTEEN)
    play.replace(NOW, "{id: audit,", "{id: internal-audit,")


@scenario(
    "a new unit comes below it, out of reach of the rule", "the same", 1, "AGY003 holds of web can"
)
def _(play: Play) -> None:
    _with_canteen(play)
    web = "  - {id: web, name: Web, kind: office, parent: canteen}\n"
    play.write(NOW, AGENCY + CANTEEN + web)


@scenario(
    "the id of a unit was there twice, and one of both breaks a rule",
    "the same",
    1,
    "AGY001 holds of audit can no longer be told, because of the id of audit",
)
def _(play: Play) -> None:
    _with_canteen(play, "  - {id: audit, name: Audit, kind: office, parent: agency}\n")
    play.replace(NOW, *BREACH)


@scenario("an old fault stays, and nothing rests on it anew", "passes", 0, silent=("ORG914",))
def _(play: Play) -> None:
    _with_canteen(play)
    play.replace(NOW, *HARMLESS)


# -- base -------------------------------------------------------------------------------------

heading("The base")


@scenario(
    "the target has moved on",
    "only what the branch does is told",
    0,
    "Family Benefits",
    silent=("Treasury", "error"),
)
def _(play: Play) -> None:
    with play.on("main"):
        play.replace(NOW, "name: Finance", "name: Treasury")
        play.commit()
    play.replace(NOW, *HARMLESS)


@scenario(
    "the target has got a rule meanwhile, that the branch breaks",
    "its finding",
    1,
    "error AGY003",
    silent=("removed",),
)
def _(play: Play) -> None:
    with play.on("main"):
        demand = "{not: {matches: {name: Treasury}}}"
        rule = f"  - {{id: AGY003, statement: No Treasury., assert: {demand}}}\n"
        play.replace("rules/agency.yaml", "change_rules:\n", f"{rule}change_rules:\n")
        play.commit()
    play.replace(NOW, "name: Finance", "name: Treasury")


@scenario(
    "the target has got its first rules meanwhile",
    "they hold, and nothing is called lost",
    0,
    "Family Benefits",
    silent=("ORG912", "removed"),
)
def _(play: Play) -> None:
    play.git("switch", "--quiet", "main")
    play.delete("orgcheck.toml")
    play.commit()
    play.git("switch", "--quiet", "--force-create", "change")
    with play.on("main"):
        play.write("orgcheck.toml", SETTINGS)
        play.commit()
    play.replace(NOW, *HARMLESS)


@scenario("a history of several versions is added", "the newest is judged by the rules", 1, AUDIT)
def _(play: Play) -> None:
    with play.on("main"):
        play.delete("snapshots")
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")
    play.write(BEFORE, EARLIER.replace(", kind: office", ""))
    play.write(NOW, AGENCY.replace(*BREACH))


@scenario("a breach is followed by a merge of the target", "found", 1, AUDIT)
def _(play: Play) -> None:
    play.breach()
    play.commit()
    with play.on("main"):
        play.replace(NOW, *HARMLESS)
        play.commit()
    play.merge("main")


@scenario("the target's mend is merged, and overruled (`-s ours`)", "found", 1, AUDIT)
def _(play: Play) -> None:
    with play.on("main"):
        play.breach()
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")
    with play.on("main"):
        play.replace(NOW, *reversed(BREACH))
        play.commit()
    play.replace(NOW, *HARMLESS)
    play.commit()
    play.merge("--strategy=ours", "main")


@scenario("HEAD is no branch", "compared all the same", 1, AUDIT)
def _(play: Play) -> None:
    play.breach()
    play.commit()
    play.git("switch", "--quiet", "--detach")


@scenario("the change is in a linked working tree", "compared all the same", 1, AUDIT)
def _(play: Play) -> None:
    play.breach()
    play.commit()
    play.git("switch", "--quiet", "main")
    play.git("worktree", "add", "--quiet", "../linked", "change")
    play.clone = Repository(play.folder.parent / "linked")


@scenario("branch and target share no commit", "refused", 2, "git fetch --unshallow")
def _(play: Play) -> None:
    play.git("switch", "--quiet", "--orphan", "apart")
    play.write(NOW, AGENCY)
    play.commit()


@scenario("no host is known, and no base named", "refused", 2, "--base main")
def _(play: Play) -> None:
    play.words = ("changed",)
    play.breach()


@scenario("a file is called like the base", "refused", 2, "would be read in place of what git has")
def _(play: Play) -> None:
    play.breach()
    play.write(f"{play.git('rev-parse', 'main')}:{NOW}", AGENCY)


@scenario(
    "a tag is called like the branch that is the base",
    "refused, with the full names",
    2,
    "main is the name of several branches or tags: refs/heads/main, refs/tags/main",
)
def _(play: Play) -> None:
    play.breach()
    play.git("tag", "main", play.commit())


@scenario(
    "the same, and the full name of the branch is given",
    "compared",
    1,
    AUDIT,
)
def _(play: Play) -> None:
    play.breach()
    play.git("tag", "main", play.commit())
    play.words = ("changed", "--base", "refs/heads/main")


@scenario(
    "a tag is called like the remote's branch",
    "refused, with the full names",
    2,
    "refs/remotes/origin/main, refs/tags/origin/main",
)
def _(play: Play) -> None:
    play.breach()
    play.git("update-ref", "refs/remotes/origin/main", "main")
    play.git("tag", "origin/main", play.commit())
    play.words = ("changed", "--base", "origin/main")


@scenario(
    "the same in a clone that lacks the branch",
    "refused: it is a tag",
    2,
    "origin/main is a tag, and the clone has no branch of that name",
)
def _(play: Play) -> None:
    play.breach()
    play.git("remote", "add", "origin", "https://example.org/name")
    play.git("tag", "origin/main", play.commit())
    play.words = ("changed", "--base", "origin/main")


@scenario(
    "the branch of the change is called like the remote's branch",
    "refused, with the full names",
    2,
    "refs/heads/origin/main, refs/remotes/origin/main",
)
def _(play: Play) -> None:
    play.breach()
    play.commit()
    play.git("update-ref", "refs/remotes/origin/main", "main")
    play.git("branch", "origin/main")
    play.words = ("changed", "--base", "origin/main")


@scenario(
    "a tag has the full name of the remote's branch, which is missing",
    "refused: no tag counts",
    2,
    "git knows no revision refs/remotes/origin/main",
)
def _(play: Play) -> None:
    play.breach()
    play.git("tag", "refs/remotes/origin/main", play.commit())
    play.words = ("changed", "--base", "refs/remotes/origin/main")


@scenario(
    "a tag is called like the base of a comparison of two files",
    "refused, with the full names",
    2,
    "refs/heads/main, refs/tags/main",
)
def _(play: Play) -> None:
    play.breach()
    play.git("tag", "main", play.commit())
    play.words = ("diff", f"main:{NOW}", NOW)


# -- hosts ------------------------------------------------------------------------------------

heading("Hosts")


@scenario(
    "GitHub: a request from a branch",
    "compared with the target's side of the test merge",
    1,
    AUDIT,
    "that GitHub merged it with",
)
def _(play: Play) -> None:
    play.breach()
    hosts.github(play)


@scenario("GitHub: a request from a fork, two commits deep", "the same", 1, AUDIT)
def _(play: Play) -> None:
    play.breach()
    hosts.github(play, fork=True, depth=2)


@scenario(
    "GitHub: the base lags, the target has moved on",
    "only what the branch does is told",
    0,
    "Family Benefits",
    silent=("Treasury", "error"),
)
def _(play: Play) -> None:
    play.replace(NOW, *HARMLESS)
    with_target_ahead(play)
    hosts.github(play)


@scenario(
    "GitHub: a clone one commit deep",
    "refused, with what to fetch",
    2,
    "git fetch --deepen=1",
    "fetch-depth: 2",
)
def _(play: Play) -> None:
    play.breach()
    hosts.github(play, depth=1)


@scenario(
    "GitHub: the branch itself is checked out",
    "compared with where it left the target",
    1,
    AUDIT,
    "where the change left main",
)
def _(play: Play) -> None:
    play.breach()
    hosts.github(play, checkout="head")


@scenario(
    "GitHub: the same, without the target",
    "refused, with what to fetch",
    2,
    "git fetch origin +refs/heads/main",
)
def _(play: Play) -> None:
    play.breach()
    hosts.github(play, checkout="head", depth=50)


@scenario(
    "GitHub: a breach, and then a merge of the branch's own",
    "no test merge: found",
    1,
    AUDIT,
    "where the change left main",
)
def _(play: Play) -> None:
    play.breach()
    play.commit()
    with_target_ahead(play)
    play.merge("main")
    hosts.github(play, checkout="head")


@scenario(
    "GitHub: the target is checked out (`pull_request_target`)",
    "refused: that is not the change",
    2,
    "is checked out, and the change is",
)
def _(play: Play) -> None:
    play.breach()
    hosts.github(play, checkout="main", event="pull_request_target")


@scenario(
    "GitHub: the fork itself is cloned, with its own milder target",
    "refused",
    2,
    "the change is for another repository",
)
def _(play: Play) -> None:
    play.breach()
    hosts.github(play, checkout="head")
    assert play.clone is not None
    play.clone.git("remote", "set-url", "origin", "https://github.com/someone/name")


@scenario(
    "GitHub: the clone's target is older than what GitHub says",
    "the rules of what GitHub says",
    1,
    "error AGY003",
)
def _(play: Play) -> None:
    play.replace(NOW, "name: Finance", "name: Treasury")
    play.commit()
    left = play.git("rev-parse", "main")
    with play.on("main"):
        demand = "{not: {matches: {name: Treasury}}}"
        rule = f"  - {{id: AGY003, statement: No Treasury., assert: {demand}}}\n"
        play.replace("rules/agency.yaml", "change_rules:\n", f"{rule}change_rules:\n")
        play.commit()
    hosts.github(play, checkout="head")
    assert play.clone is not None
    play.clone.git("update-ref", "refs/remotes/origin/main", left)


@scenario(
    "GitHub: the clone's target never had what GitHub says",
    "refused, with what to fetch",
    2,
    "which GitHub says that it has",
    "git fetch origin +refs/heads/main",
)
def _(play: Play) -> None:
    play.breach()
    hosts.github(play, checkout="head")
    assert play.clone is not None
    tree = play.clone.git("rev-parse", "HEAD^{tree}").strip()
    apart = play.clone.git("commit-tree", "-m", "apart", tree).strip()
    play.clone.git("update-ref", "refs/remotes/origin/main", apart)


@scenario(
    "GitHub: a merge group, behind another change",
    "compared with the group's base",
    1,
    AUDIT,
    "as GitHub says",
    silent=("Treasury",),
)
def _(play: Play) -> None:
    play.breach()
    hosts.merge_queue(play)


@scenario("GitHub: a push to the default branch", "compared with what that was", 1, AUDIT)
def _(play: Play) -> None:
    before = play.git("rev-parse", "main")
    play.breach()
    hosts.pushed(play, before=before)


@scenario("GitHub: a push to another branch", "compared with the default branch", 1, AUDIT)
def _(play: Play) -> None:
    play.breach()
    play.commit()
    play.replace(NOW, *HARMLESS)
    hosts.pushed(play, before=play.git("rev-parse", "HEAD"), branch="change")


@scenario(
    "GitHub: the first push of all", "everything is checked", 1, AUDIT, "Nothing was there before"
)
def _(play: Play) -> None:
    play.breach()
    hosts.pushed(play, before=None)


@scenario(
    "GitHub: an event without a change", "refused", 2, "the event schedule of GitHub has no base"
)
def _(play: Play) -> None:
    play.breach()
    play.words = ("changed",)
    play.variables = {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "schedule"}


@scenario(
    "GitLab: a pipeline of a merge request",
    "compared with where it left the target",
    1,
    AUDIT,
    "where the change left main",
)
def _(play: Play) -> None:
    play.breach()
    hosts.gitlab(play)


@scenario(
    "GitLab: the same, the target was not fetched",
    "refused, with what to fetch",
    2,
    "git fetch origin +refs/heads/main",
)
def _(play: Play) -> None:
    play.breach()
    hosts.gitlab(play, fetched=False)


@scenario(
    "GitLab: the same, and a tag has the target's full name",
    "refused, with what to fetch",
    2,
    "git fetch origin +refs/heads/main",
)
def _(play: Play) -> None:
    play.breach()
    hosts.gitlab(play, fetched=False)
    assert play.clone is not None
    play.clone.git("tag", "refs/remotes/origin/main", "HEAD")


@scenario(
    "GitLab: merged results",
    "compared with the target's side",
    1,
    AUDIT,
    "that GitLab merged it with",
)
def _(play: Play) -> None:
    play.breach()
    hosts.gitlab(play, kind="merged_result")


@scenario(
    "GitLab: a merge train, behind another change",
    "only this change is told",
    1,
    AUDIT,
    silent=("Treasury",),
)
def _(play: Play) -> None:
    play.breach()
    hosts.gitlab(play, kind="merge_train")


@scenario(
    "GitLab: a pipeline in a fork", "refused, with what to fetch", 2, "the clone is of a fork"
)
def _(play: Play) -> None:
    play.breach()
    hosts.gitlab(play, fork=True)


@scenario(
    "Jenkins, Azure, Bitbucket: a request", "compared with where it left the target", 1, AUDIT
)
def _(play: Play) -> None:
    play.breach()
    hosts.github(play, checkout="head")
    play.variables = {"JENKINS_URL": "https://ci.example.org", "CHANGE_TARGET": "main"}


heading("Old faults")

FAULTY = AGENCY + "".join(
    f"  - {{id: old{n}, name: Old {n}, kind: office, parent: gone{n}}}\n" for n in range(6)
)


def _with_old_faults(play: Play) -> None:
    """Six errors on both sides."""
    with play.on("main"):
        play.write(NOW, FAULTY)
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")


@scenario(
    "a unit is renamed in a structure with six old errors",
    "passes; the six are counted",
    0,
    "Family Benefits",
    "Findings that were there before: 6",
)
def _(play: Play) -> None:
    _with_old_faults(play)
    play.replace(NOW, *HARMLESS)


@scenario(
    "the same, and a rule is broken",
    "its finding, and none of the six",
    1,
    AUDIT,
    "Findings that were there before: 6",
    silent=("error ORG004 old1 names",),
)
def _(play: Play) -> None:
    _with_old_faults(play)
    play.breach()


@scenario(
    "the next version is begun as a copy of it",
    "passes; the six are counted",
    0,
    "Findings that were there before: 6",
)
def _(play: Play) -> None:
    _with_old_faults(play)
    play.write("snapshots/2025.yaml", FAULTY.replace("2024", "2025"))


def _ended(text: str) -> str:
    return text.replace("valid_from: 2023-01-01", "valid_from: 2023-01-01\nvalid_to: 2023-12-31")


@scenario(
    "a version that ended long ago is corrected, against a rule of today",
    "its integrity is checked; that the rules are not asked is told",
    0,
    "snapshots/2023.yaml had ended before a later one began",
    "Internal Audit",
)
def _(play: Play) -> None:
    with play.on("main"):
        play.write(BEFORE, _ended(EARLIER))
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")
    play.breach(BEFORE)


@scenario("the same, and a unit loses its parent", "fails: that is integrity", 1, "ORG004")
def _(play: Play) -> None:
    with play.on("main"):
        play.write(BEFORE, _ended(EARLIER))
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")
    play.replace(BEFORE, "office, parent: services", "office, parent: nowhere")


@scenario(
    "a version is ended in the change that breaks a rule in it", "the rule's finding", 1, AUDIT
)
def _(play: Play) -> None:
    play.write(BEFORE, _ended(EARLIER))
    play.breach(BEFORE)


@scenario(
    "the current version is ended, and the next one added in order",
    "the rule's finding",
    1,
    AUDIT,
)
def _(play: Play) -> None:
    text = play.read(NOW)
    play.write("snapshots/2025.yaml", text.replace("2024", "2025"))
    play.replace(NOW, "valid_from: 2024-01-01", "valid_from: 2024-01-01\nvalid_to: 2024-12-31")
    play.breach()


@scenario(
    "a rule comes that an older version breaks and the current one does not",
    "passes; that the older one is not asked is told",
    0,
    "the altered rules are not asked of 1 snapshot that others replaced",
)
def _(play: Play) -> None:
    rule = "  - {id: AGY003, statement: There is advice., assert: {count: {min: 8}}}\n"
    play.replace("rules/agency.yaml", "change_rules:", f"{rule}change_rules:")


@scenario(
    "an ended version, in which a rule was broken, becomes the one in force",
    "compared with the one whose place it takes",
    1,
    AUDIT,
)
def _(play: Play) -> None:
    with play.on("main"):
        play.write(BEFORE, _ended(EARLIER).replace(*BREACH))
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")
    text = play.read(BEFORE).replace("valid_to: 2023-12-31\n", "")
    play.write(BEFORE, text.replace('"2023"', '"2025"').replace("2023-01-01", "2025-01-01"))


@scenario("the same, by dating back the one in force", "the same", 1, AUDIT)
def _(play: Play) -> None:
    with play.on("main"):
        play.write(BEFORE, _ended(EARLIER).replace(*BREACH))
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")
    play.replace(NOW, "valid_from: 2024-01-01", "valid_from: 2022-01-01")


@scenario("the same, by making the one in force a draft", "the same", 1, AUDIT)
def _(play: Play) -> None:
    with play.on("main"):
        play.write(BEFORE, _ended(EARLIER).replace(*BREACH))
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")
    play.replace(NOW, "posts:\n", "status: draft\nposts:\n")


BASELINE = "orgcheck-baseline.json"


def _with_baseline(play: Play) -> None:
    """The first day of a structure with old faults: rules and baseline come together."""
    with play.on("main"):
        play.write(NOW, FAULTY)
        play.write("orgcheck.toml", f'{SETTINGS}baseline = "{BASELINE}"\n')
        ended = play.repository.run("orgcheck", "baseline", NOW)
        assert ended.status == 0, ended.err
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")


@scenario(
    "a first day: the whole structure is checked beside its baseline",
    "passes; the six are counted",
    0,
    "existing: 6",
)
def _(play: Play) -> None:
    _with_baseline(play)
    play.clone = play.repository
    play.words = ("validate", NOW)


@scenario("the same, and a rule is broken", "its finding", 1, AUDIT, "existing: 6")
def _(play: Play) -> None:
    _with_baseline(play)
    play.breach()
    play.clone = play.repository
    play.words = ("validate", NOW)


@scenario(
    "a change breaks a rule, and enlarges the baseline by that",
    "the rule's finding; the entry is told",
    1,
    AUDIT,
    "baseline: AGY001 for audit added: snapshots/2024.yaml: audit reports to services",
)
def _(play: Play) -> None:
    _with_baseline(play)
    play.breach()
    ended = play.repository.run("orgcheck", "baseline", NOW, "--update")
    assert ended.status == 0, ended.err


_ENTRY = {
    "snapshot": NOW,
    "rule": "AGY001",
    "severity": "error",
    "message": "audit reports to services, not directly to director",
    "unit": "audit",
    "about": "parent",
    "value": "services",
}


def _named(play: Play, *snapshots: str) -> None:
    """Name in the baseline what breaking the rule would be, in some snapshots."""
    text = json.loads(play.read(BASELINE))
    text["findings"] += [{**_ENTRY, "snapshot": snapshot} for snapshot in snapshots]
    play.write(BASELINE, json.dumps(text, indent=2))


@scenario(
    "a rule is broken that the baseline names, and that was obeyed meanwhile",
    "the rule's finding: what was there is what the older side has",
    1,
    AUDIT,
    silent=("existing: 7",),
)
def _(play: Play) -> None:
    _with_baseline(play)
    with play.on("main"):
        _named(play, NOW)
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")
    play.breach()


@scenario(
    "a change enlarges the baseline by what nobody broke, for a later one",
    "the entry fails by itself (ORG915)",
    1,
    "baseline: AGY001 for audit added: snapshots/2024.yaml: audit reports to services",
    "error ORG915 the baseline names AGY001 for audit in snapshots/2024.yaml, and that is not",
)
def _(play: Play) -> None:
    _with_baseline(play)
    _named(play, NOW)


@scenario("the same for a snapshot that is not there yet", "the same", 1, "in snapshots/2025.yaml")
def _(play: Play) -> None:
    _with_baseline(play)
    _named(play, "snapshots/2025.yaml")


@scenario("the same, compared by `diff` alone", "the same", 1, "error ORG915")
def _(play: Play) -> None:
    _with_baseline(play)
    _named(play, NOW)
    play.words = ("diff", f"main:{NOW}", NOW)


@scenario("a baseline is updated when something was mended", "passes", 0, silent=("ORG915",))
def _(play: Play) -> None:
    _with_baseline(play)
    play.write(NOW, re.sub("parent: gone[0-9]", "parent: agency", FAULTY))
    ended = play.repository.run("orgcheck", "baseline", NOW, "--update")
    assert ended.status == 0, ended.err


heading("Hooks")


@scenario("a commit renames a snapshot, and breaks a rule", "its finding", 1, AUDIT)
def _(play: Play) -> None:
    play.move(NOW, "snapshots/current.yaml")
    play.breach("snapshots/current.yaml")
    play.words = ("hook", "validate", "snapshots/current.yaml")


@scenario("a commit renames the folder, and drops the rule", "its finding", 1, AUDIT)
def _(play: Play) -> None:
    play.move("snapshots", "structure")
    play.breach("structure/2024.yaml")
    play.replace("rules/agency.yaml", RULE, "")
    play.words = ("hook", "validate", "structure/2023.yaml", "structure/2024.yaml")


@scenario("a commit puts a link in place of a snapshot", "refused", 1, GONE)
def _(play: Play) -> None:
    play.write("snapshots/good.yaml", AGENCY)
    play.link(NOW, "good.yaml")
    play.words = ("hook", "diff", "snapshots/good.yaml")


@scenario("what is staged differs from the working tree", "what is staged counts", 1, AUDIT)
def _(play: Play) -> None:
    play.breach()
    play.git("add", "--all")
    play.replace(NOW, *reversed(BREACH))
    play.clone = play.repository
    play.words = ("hook", "validate", NOW)


@scenario(
    "the same, and only the hook that tells what happens is set up",
    "refused: the finding is counted",
    1,
    "The structure gets 1 error",
)
def _(play: Play) -> None:
    play.breach()
    play.git("add", "--all")
    play.clone = play.repository
    play.words = ("hook", "diff", NOW)


def _merging(play: Play) -> None:
    """A merge of the target, not committed yet; that has loosened a rule, and then used it."""
    play.replace(BEFORE, *HARMLESS)
    play.commit()
    with play.on("main"):
        play.replace("rules/agency.yaml", "{reports_directly_to: director}", "{within: agency}")
        play.commit()
        play.breach()
        play.commit()
    play.git("merge", "--quiet", "--no-commit", "--no-ff", "main")
    play.clone = play.repository


@scenario(
    "a merge brings what the target has, by rules that it loosened",
    "passes: the target has it",
    0,
    silent=("AGY001", "loosened"),
)
def _(play: Play) -> None:
    _merging(play)
    play.words = ("hook", "validate", NOW)


@scenario(
    "the same, and only the hook that tells what happens is set up",
    "the same",
    0,
    "Internal Audit",
    silent=("AGY001", "loosened", "gets 1 error"),
)
def _(play: Play) -> None:
    _merging(play)
    play.words = ("hook", "diff", NOW)


@scenario(
    "the same merge, and its author breaks a rule of both",
    "the rule's finding",
    1,
    "error AGY002",
    silent=("AGY001",),
)
def _(play: Play) -> None:
    _merging(play)
    play.replace(NOW, "name: Benefits, kind: office", "name: Benefits")
    play.git("add", "--all")
    play.words = ("hook", "validate", NOW)


heading("Outside of the repository, and git itself")


@scenario(
    "a snapshot is a link out of the repository",
    "not followed, nothing of it quoted",
    2,
    "leaves the repository",
    silent=("SECRET",),
)
def _(play: Play) -> None:
    outside(play, NOW)
    play.words = ("validate", NOW)


@scenario(
    "a snapshot is a link to git's own settings",
    "the same",
    2,
    "leaves the repository",
    silent=("repositoryformatversion",),
)
def _(play: Play) -> None:
    play.link(NOW, "../.git/config")
    play.words = ("validate", NOW)


@scenario(
    "a folder of snapshots is a link out",
    "the same",
    2,
    "leaves the repository",
    silent=("SECRET",),
)
def _(play: Play) -> None:
    outside(play, NOW)
    (play.folder.parent / "2024.yaml").write_text("SECRET: [", "utf-8")
    shutil.rmtree(play.folder / "snapshots")
    play.link("snapshots", "..")
    play.words = ("validate", NOW)


@scenario("a pack is a link out", "the same", 2, "leaves the repository", silent=("SECRET",))
def _(play: Play) -> None:
    outside(play, "rules/agency.yaml")
    play.words = ("validate", NOW)


@scenario("a waiver file is a link out", "the same", 2, "leaves the repository", silent=("SECRET",))
def _(play: Play) -> None:
    outside(play, "rules/waivers.yaml")
    play.words = ("validate", NOW)


@scenario(
    "the configuration is a link out", "the same", 2, "leaves the repository", silent=("SECRET",)
)
def _(play: Play) -> None:
    outside(play, "orgcheck.toml")
    play.words = ("validate", NOW)


@scenario(
    "the configuration names a pack outside of the repository",
    "not read, nothing of it quoted",
    2,
    'orgcheck.toml:1:1: rules: "../secret.yaml" leaves the repository',
    "or take it out here and name it with --rules",
    silent=("SECRET",),
)
def _(play: Play) -> None:
    naming_outside(play, 'rules = ["../secret.yaml"]\n')


@scenario(
    "the same of waivers, by an absolute path, in `validate --against`",
    "the same",
    2,
    "orgcheck.toml:1:1: waivers: ",
    "leaves the repository",
    silent=("SECRET",),
)
def _(play: Play) -> None:
    naming_outside(play, f'waivers = "{play.folder.parent}/secret.yaml"\n')
    play.words = ("validate", NOW, "--against", "main")


@scenario(
    "the same of a baseline, in a hook",
    "the same",
    2,
    "orgcheck.toml:1:1: baseline: ",
    "leaves the repository",
    silent=("SECRET",),
)
def _(play: Play) -> None:
    naming_outside(play, 'baseline = "../secret.yaml"\n')
    play.git("add", "--all")
    play.clone = play.repository
    play.words = ("hook", "diff", NOW)


@scenario(
    "the configuration names what git keeps for itself",
    "the same",
    2,
    "leaves the repository",
    silent=("repositoryformatversion",),
)
def _(play: Play) -> None:
    play.write("orgcheck.toml", 'rules = [".git/config"]\n')
    play.words = ("validate", NOW)


@scenario(
    "the configuration names a file of secrets that lies among the files",
    "refused, nothing of it quoted",
    2,
    "token:1:1: this is not a rule pack",
    silent=("SECRET",),
)
def _(play: Play) -> None:
    play.write("token", "SECRET=1234567\n")
    play.write("orgcheck.toml", 'rules = ["token"]\n')
    play.words = ("validate", NOW)


@scenario(
    "an option names a pack outside of the repository", "read: whoever calls says so", 1, AUDIT
)
def _(play: Play) -> None:
    (play.folder.parent / "strict.yaml").write_text(PACK, "utf-8")
    play.write("orgcheck.toml", "")
    play.breach()
    play.words = ("validate", NOW, "--rules", "../strict.yaml")


@scenario("`REV:path` is a link", "not followed", 2, "is a symbolic link")
def _(play: Play) -> None:
    outside(play, NOW)
    play.commit()
    play.words = ("validate", f"HEAD:{NOW}")


@scenario(
    "a bare repository lies among the files, with settings that run a program",
    "not entered",
    2,
    "bare repository",
)
def _(play: Play) -> None:
    inner = play.folder / "inner"
    play.git("clone", "--quiet", "--bare", ".", "inner")
    play.git("--git-dir", "inner", "config", "core.fsmonitor", f"touch {play.folder.parent}/ran")
    play.clone = Repository(inner)
    play.words = ("validate", f"main:{NOW}")


@scenario("settings of the repository run a program at every look", "it is not run", 1, AUDIT)
def _(play: Play) -> None:
    play.breach()
    play.write(".gitattributes", "*.yaml diff=x\n")
    play.clone = Repository(play.folder)
    play.commit()
    play.replace(NOW, *HARMLESS)
    for key in ("core.fsmonitor", "diff.external", "diff.x.textconv"):
        play.git("config", key, f"touch {play.folder.parent}/ran")


@scenario(
    "the folder belongs to another user, as in a container",
    "refused, with the mend",
    2,
    "dubious ownership",
    "safe.directory",
)
def _(play: Play) -> None:
    play.breach()
    play.variables = {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}


@scenario(
    "a bare repository, as in a hook of a server",
    "refused, with the mend",
    2,
    "is a bare repository",
    "git worktree add",
)
def _(play: Play) -> None:
    play.git("clone", "--quiet", "--bare", ".", "../bare.git")
    play.clone = Repository(play.folder.parent / "bare.git")
    play.variables = {"GIT_DIR": "."}


@scenario(
    "`validate . --against main` at the root of a folder that is one snapshot",
    "compared",
    1,
    "error ORG004",
)
def _(play: Play) -> None:
    bare = Repository.made(play.folder.parent / "whole")
    bare.write("head.yaml", AGENCY)
    bare.write("more.yaml", "units:\n  - {id: x, name: X, kind: office, parent: agency}\n")
    bare.commit()
    bare.replace("more.yaml", "parent: agency", "parent: nowhere")
    play.clone = bare
    play.words = ("validate", ".", "--against", "main")


def with_target_ahead(play: Play) -> None:
    """Let somebody else change the target meanwhile."""
    play.commit()
    with play.on("main"):
        play.replace(NOW, "name: Finance", "name: Treasury")
        play.commit()


def outside(play: Play, name: str) -> None:
    """Put a link in place of a file that leads to one beside the repository."""
    (play.folder.parent / "secret").write_text("SECRET: [\n", encoding="utf-8")
    play.link(name, "../../secret" if "/" in name else "../secret")


def naming_outside(play: Play, settings: str) -> None:
    """Write settings that name a file beside the repository, and change a snapshot."""
    (play.folder.parent / "secret.yaml").write_text("SECRET: [\n", encoding="utf-8")
    play.write("orgcheck.toml", settings)
    play.replace(NOW, *HARMLESS)


# -- the page ---------------------------------------------------------------------------------


def tables() -> str:
    """All scenarios as they stand in the page."""
    parts = []
    for title, scenarios in SCENARIOS.items():
        rows = [f"| {one.tried} | {one.comes} | {one.status} |" for one in scenarios]
        head = "| what is tried | what comes | status |\n|---|---|---|"
        parts.append("\n".join((f"### {title}\n", head, *rows, "")))
    return "\n".join(parts)


GENERATED = {"docs/security.md#scenarios": tables}
