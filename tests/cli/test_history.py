"""`orgcheck history`: an organisation through all its versions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orgcheck.reports.formats import formats_of
from tests.cli.runs import Run, written

HEAD = 'organisation: Kela\nversion: "{}"\nunits:\n- {{id: kela, name: Kela, top: true}}\n'
AUDIT = "- {id: audit, name: Audit, parent: kela, figures: {headcount: 12.5}}\n"
ICT = "- {id: ict, name: ICT Services, parent: kela, responsibilities: [networks]}\n"
DIGITAL = (
    "- {id: digital, name: Digital, parent: kela, replaces: [ict], responsibilities: [networks]}\n"
)
VERSIONS = {"2021": AUDIT + ICT, "2022": AUDIT + DIGITAL, "2023": DIGITAL, "2024": AUDIT + DIGITAL}


@pytest.fixture
def versions(folder: Path) -> tuple[str, ...]:
    for label, units in VERSIONS.items():
        written(folder / f"{label}.yaml", HEAD.format(label) + units)
    return tuple(f"{label}.yaml" for label in VERSIONS)


def test_a_history_tells_each_step_then_figures_and_what_versions_leave_out(
    run: Run, versions: tuple[str, ...]
) -> None:
    ended = run("history", *versions)
    assert (ended.status, ended.err) == (0, "")
    assert (
        ended.out
        == """\
Kela: 4 versions, 2021 to 2024

2022: 1 replacement
  Digital replaced ICT Services.

2023: no change
  Not recorded here, and again later: Audit.

2024: no change

      units  duties  headcount
2021      3       1       12.5
2022      3       1       12.5
2023      2       1          -
2024      3       1       12.5

Left out by versions in between:
  audit is recorded again in 2024: missing from 2023.
"""
    )


def test_who_held_a_duty_is_told_by_the_versions_in_which_that_changes(
    run: Run, versions: tuple[str, ...]
) -> None:
    ended = run("history", *versions, "--duty", "Networks")
    assert (ended.status, ended.err) == (0, "")
    assert (
        ended.out
        == """\
Kela: 4 versions, 2021 to 2024

networks
  2021  ICT Services (ict)
  2022  Digital (digital)
"""
    )
    data = json.loads(run("history", *versions, "--duty", "networks", "--format", "json").out)
    (duty,) = data["duties"]
    units = [one["units"] for one in duty["held"]]
    assert (data["schema"], units) == ("orgcheck.duties/1", [["ict"], *[["digital"]] * 3])


def test_a_duty_has_no_picture(run: Run, versions: tuple[str, ...]) -> None:
    ended = run("history", *versions, "--duty", "networks", "-o", "duty.svg")
    assert (ended.status, ended.out) == (2, "")
    assert "there is no report on a duty as svg" in ended.err


@pytest.mark.parametrize("format", formats_of("histories"))
def test_every_format_says_the_same_whatever_the_order_of_the_snapshots(
    run: Run, versions: tuple[str, ...], format: str
) -> None:
    ended = run("history", *versions, "--format", format)
    turned = run("history", *reversed(versions), "--format", format)
    assert (ended.status, turned.status) == (0, 0)
    assert ended.out == turned.out
    # A picture has the kind of event beside the names.
    assert (">replace<" if format == "svg" else "Digital replaced ICT Services.") in ended.out


def test_json_has_every_event_and_the_exact_figures(run: Run, versions: tuple[str, ...]) -> None:
    data = json.loads(run("history", *versions, "--format", "json").out)
    assert [step["summary"] for step in data["steps"]] == [
        {"replace": 1},
        {},
        {},
    ]
    assert [one["figures"].get("headcount") for one in data["versions"]] == [12.5, 12.5, None, 12.5]
    assert data["returns"] == [{"unit": "audit", "last": "2022", "again": "2024", "joined": True}]


def test_versions_that_cannot_be_told_apart_are_refused(
    run: Run, versions: tuple[str, ...]
) -> None:
    ended = run("history", *versions, versions[0])
    assert (ended.status, ended.out) == (2, "")
    assert '2021.yaml and 2021.yaml both are version "2021"' in ended.err


OVER_ALL = """\
pack: over-all
change_rules:
- id: H1
  statement: Nothing ends that comes back.
  over: all
  assert: {stays_ended: true}
"""
COMES_BACK = {"2021": AUDIT + ICT, "2022": ICT, "2023": ICT, "2024": AUDIT + ICT}


@pytest.fixture
def coming_back(folder: Path) -> tuple[str, ...]:
    for label, units in COMES_BACK.items():
        written(folder / f"{label}.yaml", HEAD.format(label) + units)
    written(folder / "over-all.yaml", OVER_ALL)
    return (*(f"{label}.yaml" for label in COMES_BACK), "--rules", "over-all.yaml")


def test_rules_over_all_versions_decide_the_exit_status(
    run: Run, coming_back: tuple[str, ...]
) -> None:
    ended = run("history", *coming_back)
    assert ended.status == 1
    assert (
        "2024.yaml:5:8 error H1 Nothing ends that comes back.\n  Audit (audit) ended in 2022"
        in ended.out
    )
    assert run("history", *coming_back, "--ignore", "H1").status == 0
    unknown = run("history", *coming_back, "--select", "H7")
    assert (unknown.status, "H7" in unknown.err) == (2, True)


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
def test_every_form_tells_what_rules_over_all_versions_find(
    run: Run, coming_back: tuple[str, ...], form: str
) -> None:
    out = run("history", *coming_back, "--format", form).out
    assert "H1" in out
    assert ("audit ended in 2022" if form == "json" else "Audit (audit) ended in 2022") in out
    told = run("history", *coming_back, "--format", form, "--lang", "fi").out
    assert ("ended in 2022" in told) is (form == "json")


def test_a_finding_over_all_versions_has_its_places_in_json(
    run: Run, coming_back: tuple[str, ...]
) -> None:
    told = json.loads(run("history", *coming_back, "--format", "json").out)
    (finding,) = (one for one in told["findings"] if one["rule"] == "H1")
    assert (finding["unit"], finding["location"]["file"]) == ("audit", "2024.yaml")
    assert finding["related"][0]["file"] == "2021.yaml"


def test_a_waiver_excuses_what_a_rule_over_all_versions_finds(
    run: Run, folder: Path, coming_back: tuple[str, ...]
) -> None:
    waiver = "{rule: H1, unit: audit, reason: r, approved_by: Board, permanent: true}"
    written(folder / "waivers.yaml", f"waivers:\n- {waiver}\n")
    ended = run("history", *coming_back, "--waivers", "waivers.yaml")
    assert ended.status == 0
    assert "1 finding is waived." in ended.out


def test_a_waiver_of_such_a_rule_is_unused_where_nothing_breaks_it(
    run: Run, folder: Path, coming_back: tuple[str, ...]
) -> None:
    waiver = "{rule: %s, unit: %s, reason: r, approved_by: Board, permanent: true}"
    rows = (("H1", "audit"), ("H1", "ict"), ("H1", "press"), ("ORG005", "audit"))
    lines = "".join(f"- {waiver % row}\n" for row in rows)
    written(folder / "waivers.yaml", f"waivers:\n{lines}")
    found = json.loads(
        run("history", *coming_back, "--waivers", "waivers.yaml", "--format", "json").out
    )["findings"]
    assert [(one["unit"], one["message"]) for one in found if one["rule"] == "ORG902"] == [
        ("ict", "the waiver of H1 for ict is unused: nothing there breaks the rule"),
        ("press", "the waiver of H1 for press is for a unit that is gone"),
    ]


def test_diff_does_not_ask_rules_over_all_versions(run: Run, coming_back: tuple[str, ...]) -> None:
    ended = run("diff", "2023.yaml", "2024.yaml", *coming_back[4:])
    assert (ended.status, "H1" in ended.out) == (0, False)
