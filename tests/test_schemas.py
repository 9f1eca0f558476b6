"""The schemas: they let in what the program reads and writes, and name every key."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from ruamel.yaml import YAML

from orgcheck.api import crosswalk, diff, history, lineage, load, restate
from orgcheck.descent.duties import duties_of
from orgcheck.errors import Unreadable
from orgcheck.findings import Finding
from orgcheck.reports.formats.json import changes as changes_json
from orgcheck.reports.formats.json import crosswalk as crosswalk_json
from orgcheck.reports.formats.json import duties as duties_json
from orgcheck.reports.formats.json import findings as findings_json
from orgcheck.reports.formats.json import history as history_json
from orgcheck.reports.formats.json import lineage as lineage_json
from orgcheck.reports.formats.json import restatement as restatement_json
from orgcheck.reports.formats.json.findings import with_findings
from orgcheck.results import Control, DiffResult, Review, Verdict
from orgcheck.rules import packs, selector_keys
from orgcheck.rules.assertions import VERBS
from orgcheck.rules.changes.verbs import CHANGE_VERBS
from orgcheck.rules.history.verbs import HISTORY_VERBS
from orgcheck.rules.packs import read_pack
from orgcheck.rules.waivers.files import read_waivers
from orgcheck.rules.waivers.model import InvalidWaivers
from orgcheck.schemas import SCHEMAS, schema
from orgcheck.snapshot.text import SourceText
from tests.building import organisation
from tests.reports.examples import CLEAN, HOSTILE, RUN, hostile_run

PROJECT = Path(__file__).parent.parent


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name), format_checker=FormatChecker())


def complaints(name: str, data: Any) -> list[str]:
    """What the schema says against data."""
    return [error.message for error in validator(name).iter_errors(data)]


def loaded(text: str) -> Any:
    """A YAML text as any other program reads it."""
    yaml = YAML(typ="safe", pure=True)
    data = yaml.load(text)
    return json.loads(json.dumps(data, default=str))


def accepts(name: str, text: str) -> bool:
    return not complaints(name, loaded(text))


# -- all of them ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    found = schema(name)

    Draft202012Validator.check_schema(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["description"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_says_what_it_is_for(name: str) -> None:
    silent = [path for path, value in keys_of(schema(name)) if not value.get("description")]

    assert silent == []


def keys_of(found: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The keys that the schema and each of its definitions know."""
    forms = {"": found, **found.get("$defs", {})}
    for name, form in forms.items():
        for key, value in form.get("properties", {}).items():
            yield f"{name}.{key}", value


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_reference_leads_to_a_definition(name: str) -> None:
    found = schema(name)
    named = {part.partition('"')[0] for part in json.dumps(found).split('"#/$defs/')[1:]}

    assert named <= found.get("$defs", {}).keys()


def test_patterns_are_of_a_kind_that_every_engine_knows() -> None:
    assert "\\\\p{" not in json.dumps([schema(name) for name in SCHEMAS])


@pytest.mark.parametrize(
    ("name", "files"), [("snapshot", "snapshots/*.yaml"), ("rules", "rules/*.yaml")]
)
def test_files_of_this_repository_pass_check_jsonschema(
    name: str, files: str, tmp_path: Path
) -> None:
    file = tmp_path / "schema.json"
    file.write_text(json.dumps(schema(name)), encoding="utf-8")
    instances = sorted(str(path) for path in PROJECT.glob(files))

    ended = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--schemafile", str(file), *instances],
        capture_output=True,
        text=True,
        check=False,
    )

    assert instances
    assert ended.returncode == 0, ended.stdout


# -- snapshots --------------------------------------------------------------------------------

READ = (
    "{organisation: T, units: []}",
    "{organisation: 2024, version: 010, valid_from: 2024-01-01, status: , posts: }",
    "{organisation: T, units: [{id: no, name: true, top: true, tags: [1, yes]}]}",
    "{organisation: T, units: [{id: Å-1.b_c/d, name: {fi: x, en: }, top: true}]}",
    "{organisation: T, units: [{id: a, name: A, top: true, units: [{id: b, name: B, parent: a}]}]}",
    "{organisation: T, source: a, units: [{id: a, name: A, top: true, source: [a, b]}]}",
    "{organisation: T, units: [{id: a, name: A, top: true, figures: {fte: 0.5, seats: 12}}]}",
    "{organisation: T, units: [{id: a, name: A, top: true, attributes: {x: 1, y: yes, z: t}}]}",
    "{organisation: T, units: [{id: a, name: A, top: true, previously: "
    "[b, {id: c, accepted: 2024-05-01}]}]}",
    "{organisation: T, kinds: {unit: {top: true}, team: {parents: [unit]}}}",
    "{organisation: T, orgcheck: 1, decision: {date: 2024-05-01, reference: minute 7}}",
    "{units: [{id: a, name: A, top: true}]}",
    "{organisation: T, register: true, earlier: [{until: 2020, version: 1}], units: []}",
    "{organisation: T, register: true, units: [{id: a, name: A, top: true, "
    "earlier: [{until: 2020, name: B}], units: [{id: b, name: B, valid: [{from: 2020}]}]}]}",
    "{organisation: T, register: true, posts: [{id: p, name: P, valid_from: 2020-01}]}",
    "{units: [{id: a, name: A, top: true, earlier: [{until: 2020, name: B}]}]}",
)
REFUSED = (
    "{organisation: T, unit: []}",
    "{organisation: T, orgcheck: 2}",
    "{organisation: T, status: planned}",
    "{organisation: T, valid_from: 1 January 2024}",
    "{organisation: {}}",
    "{organisation: {klingon: T}}",
    "{version: '1', units: []}",
    "{organisation: T, units: [{id: a}]}",
    "{organisation: T, units: [{id: a b, name: A}]}",
    "{organisation: T, units: [{id: _a, name: A}]}",
    "{organisation: T, units: [{id: a, name: A, top: 'true'}]}",
    "{organisation: T, units: [{id: a, name: A, top: yes}]}",
    "{organisation: T, units: [{id: a, name: A, top: true, label: x}]}",
    "{organisation: T, units: [{id: a, name: A, figures: {fte: '1'}}]}",
    "{organisation: T, units: [{id: a, name: A, units: [{id: b, nme: B}]}]}",
    "{organisation: T, units: [{id: a, name: A, lines: [{type: matrix}]}]}",
    "{organisation: T, bodies: [{id: a, name: A, type: board}]}",
    "{organisation: T, posts: [{id: a, name: A, head: b}]}",
    "{organisation: T, label: x}",
    "{organisation: T, units: [{id: a, name: A, top: true, earlier: []}]}",
    "{organisation: T, units: [{id: a, name: A, top: true, later: [{from: 2027, name: B}]}]}",
    "{organisation: T, register: false, units: [{id: a, name: A, top: true, valid: []}]}",
    "{organisation: T, units: [{id: a, name: A, top: true, units: "
    "[{id: b, name: B, nature: change}]}]}",
    "{organisation: T, posts: [{id: p, name: P, valid_from: 2020-01-01}]}",
    "{organisation: T, responsibilities: [{id: d, name: D, recorded: 2020-01-01}]}",
    "{organisation: T, earlier: [{until: 2020, version: 1}]}",
)


def form_findings(text: str) -> list[Finding]:
    return [found for found in organisation(text).findings if found.rule == "ORG002"]


@pytest.mark.parametrize("text", READ)
def test_a_snapshot_that_the_program_reads_is_let_in(text: str) -> None:
    assert form_findings(text) == [] or "organisation" not in text
    assert complaints("snapshot", loaded(text)) == []


@pytest.mark.parametrize("text", REFUSED)
def test_a_snapshot_whose_form_is_wrong_is_not(text: str) -> None:
    assert form_findings(text) or "version: '1'" in text
    assert not accepts("snapshot", text)


# -- rule packs -------------------------------------------------------------------------------


def pack(rule: str) -> str:
    return f"pack: p\nrules:\n- {{id: R1, statement: S., {rule}}}\n"


def change_pack(rule: str) -> str:
    return f"pack: p\nchange_rules:\n- {{id: R1, statement: S., {rule}}}\n"


PACKS = (
    pack("for: {file: north}, assert: {children: {kind: office, min: 2}, sorted: name}"),
    pack("assert: {links: {type: partner, kind: [a, b], min: 1}, owed_languages: true}"),
    pack("assert: {usual: {fields: [children, head], share: 0.8, least: 3}}"),
    pack("assert: {agree: {by: name, on: [kind]}, distinct: tags, not_inherited: [sites]}"),
    pack("assert: {distinguishable: name, one_top_per_file: true}"),
    pack("assert: {depth: {max: $most}}").replace("rules:", "parameters: {most: 3}\nrules:"),
    "pack: p\nrules: [{id: ORG005, fail: [{units: [{id: a, name: A, parent: a}]}]}]\n",
    *(
        pack(f"assert: {{{verb}}}")
        for verb in (
            "reports_directly_to: a",
            "reports_to: [a, b]",
            "within: a, not_within: b",
            "parent_kind: k, child_kinds: [k, l]",
            "contains_all: {kind: k}",
            "must_have: [name.sv, acronym]",
            "matches: {name: '^A', attributes.x: [a, b]}",
            "one_of: {kind: [a, b], top: true}",
            "count: {exactly: 3}",
            "children: {min: 1, max: 3}",
            "unique: name",
            "line_to: {to: a, type: functional}",
            "separate_from: {units: {tag: t}, below: a}",
            "sum: {figure: headcount, max: 100}",
            "cel: 'unit.depth < 3'",
            "any: [{parent: a}, {not: {within: b}}]",
        )
    ),
    pack("for: {of: responsibilities, name: x}, assert: {one_owner: true}, allow_empty: true"),
    pack("for: {any: [{top: true}, {not: {leaf: true}}], has: acronym}, assert: {must_have: id}"),
    pack("basis: {text: t, url: u}, severity: warning, waivable: false, assert: {parent: 12}"),
    pack("applies_to: {versions: [2024], from: 2024-01-01}, assert: {parent: a}"),
    pack("assert: {parent: a}, pass: [{units: [{id: a, name: A, top: true}]}], fail: [{}]"),
    change_pack("on: merge, assert: {forbidden: true}"),
    change_pack("on: [split, spin-off], for: {kind: k}, assert: {requires_successor: true}"),
    change_pack("where: 'size(change.old) > 0', assert: {requires_successor: {duties: all}}"),
    change_pack("assert: {unchanged: [name], max_share: 0.2, any: [{declared: true}]}"),
    change_pack(
        "assert: {sites_kept: true}, pass: [{old: {units: []}, new: {units: []}}], severity: info"
    ),
    "pack: p\nchange_rules: [{id: CHG001, severity: error}]\n",
)
NO_PACKS = (
    pack("assert: {links: {type: partner}}"),
    pack("assert: {usual: {share: 0.9}}"),
    pack("assert: {custom: {parameters: {a: 1}}}"),
    pack("assert: {agree: {by: name}}"),
    pack("assert: {children: {kind: office}}"),
    "{rules: []}",
    "{pack: p}",
    "{pack: p, rules: []}",
    "{pack: p, rules: [], change_rules: []}",
    "{pack: p, rule: [], rules: []}",
    pack("assert: {parnt: a}"),
    pack("assert: {}"),
    pack("severity: fatal, assert: {parent: a}"),
    pack("for: {kin: k}, assert: {parent: a}"),
    pack("for: {of: persons}, assert: {parent: a}"),
    pack("assert: {must_have: [nme]}"),
    pack("assert: {matches: {nme: x}}"),
    pack("assert: {children: {}}"),
    pack("assert: {children: {exactly: 1, min: 1}}"),
    pack("assert: {sum: {figure: fte}}"),
    pack("assert: {line_to: {type: functional}}"),
    pack("assert: {one_owner: false}, for: {of: responsibilities}"),
    pack("assert: {any: []}"),
    pack("applies_to: {}, assert: {parent: a}"),
    pack("assert: {parent: a}, fail: [{units: [{id: a, nme: A}]}]"),
    pack("assert: {parent: a}, fail: [{units: [{id: a, name: A, earlier: []}]}]"),
    pack("assert: {parent: a}").replace("R1", "ORG001"),
    change_pack("on: fusion, assert: {forbidden: true}"),
    change_pack("assert: {parent: a}"),
    change_pack("assert: {max_share: 20}"),
    change_pack("assert: {forbidden: true}, pass: [{old: {units: []}}]"),
    "pack: p\nchange_rules: [{id: CHG001, severity: fatal}]\n",
)


def is_pack(text: str) -> bool:
    try:
        read_pack(SourceText("p.yaml", text))
    except packs.InvalidPack:
        return False
    return True


@pytest.mark.parametrize("text", PACKS)
def test_a_pack_that_the_program_reads_is_let_in(text: str) -> None:
    assert is_pack(text)
    assert complaints("rules", loaded(text)) == []


@pytest.mark.parametrize("text", NO_PACKS)
def test_a_pack_that_it_refuses_for_its_form_is_not(text: str) -> None:
    assert not is_pack(text)
    assert not accepts("rules", text)


def test_the_schema_of_packs_knows_every_key_verb_and_kind() -> None:
    known = schema("rules")["$defs"]

    assert known["Assertion"]["properties"].keys() == {*VERBS}
    assert known["ChangeAssertion"]["properties"].keys() == {*CHANGE_VERBS}
    assert known["Selector"]["properties"].keys() == {"of", *selector_keys.KEYS}
    assert known["Rule"]["properties"].keys() == {*packs._RULE_KEYS, *packs._TELLING_KEYS}
    assert known["HistoryAssertion"]["properties"].keys() == {*HISTORY_VERBS}
    of_changes = {*packs._RULE_KEYS, *packs._CHANGE_KEYS}
    assert known["HistoryRule"]["properties"].keys() == of_changes
    assert known["ChangeRule"]["properties"].keys() == of_changes - {"over"}
    assert schema("rules")["properties"].keys() == {*packs._PACK_KEYS}


# -- waivers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "fits"),
    [
        ("rule: R1, unit: a, reason: r, expires: 2026-12-31", True),
        ("rule: R1, snapshot: true, reason: r, permanent: true, reference: minute 7", True),
        ("rule: R1, unit: a, snapshot: false, reason: r, expires: 2026-12-31", True),
        ("rule: R1, unit: a, reason: r", False),
        ("rule: R1, reason: r, expires: 2026-12-31", False),
        ("rule: R1, unit: a, expires: 2026-12-31", False),
        ("rule: R1, unit: a, snapshot: true, reason: r, expires: 2026-12-31", False),
        ("rule: R1, unit: a, reason: r, expires: 2026-12-31, permanent: true", False),
        ("rule: R1, unit: a, reason: r, expires: 31.12.2026", False),
        ("rule: R1, unit: a, reason: r, expires: 2026-12-31, until: x", False),
    ],
)
def test_a_waiver_has_a_reason_an_end_and_one_to_excuse(record: str, fits: bool) -> None:
    text = f"waivers: [{{{record}}}]"

    assert accepts("waivers", text) is fits
    assert is_waiver_file(text) is fits


def is_waiver_file(text: str) -> bool:
    try:
        read_waivers([SourceText("w.yaml", text)])
    except (InvalidWaivers, Unreadable):
        return False
    return True


# -- what the program writes ------------------------------------------------------------------


@pytest.mark.parametrize("checked", [RUN, CLEAN, (), *map(hostile_run, HOSTILE)])
def test_a_report_of_findings_fits(checked: Any) -> None:
    assert complaints("findings", json.loads(findings_json.report(checked))) == []


def test_a_report_of_findings_with_an_unknown_key_does_not() -> None:
    data = json.loads(findings_json.report(RUN))
    data["findings"][0]["colour"] = "red"

    assert complaints("findings", data)


def test_a_history_and_a_lineage_fit() -> None:
    kela = history(*(PROJECT / f"snapshots/{year}.yaml" for year in (2023, 2024)))
    written = lineage_json.report(lineage("ict-services", kela))
    assert complaints("lineage", json.loads(written)) == []
    assert complaints("history", json.loads(history_json.report(kela))) == []
    held = duties_json.report(duties_of(kela, "communications"))
    assert complaints("duties", json.loads(held)) == []
    assert complaints("crosswalk", json.loads(crosswalk_json.report(crosswalk(kela)))) == []


def test_a_figure_in_another_structure_fits() -> None:
    ministry = (PROJECT / f"tests/data/ministry/{name}.yaml" for name in ("before", "after"))
    written = restatement_json.report(restate("budget", *ministry))
    assert complaints("restatement", json.loads(written)) == []


def test_a_change_set_fits() -> None:
    old, new = (load(PROJECT / f"snapshots/{year}.yaml") for year in (2023, 2024))
    findings = tuple(finding for checked in RUN for finding in checked.findings)
    review = Review(Verdict(introduced=findings, fixed=findings), Control())

    compared = DiffResult(diff(old, new), old, new, review)
    data = json.loads(changes_json.report(with_findings(compared)))

    assert data["events"]
    assert data["fixed"]
    assert complaints("changes", data) == []


@pytest.mark.parametrize(
    "edit",
    [
        {"op": "set", "field": "name", "old": "A", "new": "B"},
        {"op": "set", "unit": "a", "post": "b", "field": "name"},
        {"op": "put", "unit": "a", "field": "name"},
    ],
)
def test_an_edit_says_what_is_done_and_to_whom(edit: dict[str, Any]) -> None:
    changes = diff(PROJECT / "snapshots/2023.yaml", PROJECT / "snapshots/2024.yaml")
    data = json.loads(changes_json.report(changes))
    data["events"][0]["edits"] = [edit]

    assert complaints("changes", data)
