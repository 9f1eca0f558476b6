"""`orgcheck merge`: where the result and the report go, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.runs import Run, written

BASE = """\
organisation: Agency
status: approved
units:
  - {id: agency, name: Agency, top: true}
  - id: press
    name: Press Office   # two people
    parent: agency
"""
OURS = BASE.replace("Press Office", "Media Office")
THEIRS = BASE + "  - {id: legal, name: Legal, parent: agency}\n"
COLLIDING = BASE.replace("Press Office", "News Desk")
FORMATS = ("text", "json", "markdown", "html")


@pytest.fixture(autouse=True)
def versions(folder: Path) -> None:
    """Three versions in the current folder, and one that collides."""
    for name, text in (("base", BASE), ("ours", OURS), ("theirs", THEIRS), ("other", COLLIDING)):
        written(folder / f"{name}.yaml", text)


def arguments(folder: Path, theirs: str = "theirs") -> list[str]:
    """The three versions as words of the command line."""
    return [str(folder / f"{name}.yaml") for name in ("base", "ours", theirs)]


def test_the_merged_snapshot_goes_to_standard_output(run: Run, folder: Path) -> None:
    ended = run("merge", *arguments(folder))
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == OURS + "  - {id: legal, name: Legal, parent: agency}\n"


def test_a_file_gets_the_snapshot_and_the_screen_the_report(run: Run, folder: Path) -> None:
    ended = run("merge", *arguments(folder), "-o", str(folder / "ours.yaml"))
    assert ended.status == 0
    assert ended.out.startswith("Merged: the two reorganisations do not collide.\n")
    assert (folder / "ours.yaml").read_text("utf-8").startswith(OURS)


def test_conflicts_are_told_and_nothing_is_written(run: Run, folder: Path) -> None:
    ended = run("merge", *arguments(folder, "other"), "-o", str(folder / "merged.yaml"))
    assert ended.status == 1
    assert "ours:   Press Office is now called Media Office" in ended.out
    assert not (folder / "merged.yaml").exists()


def test_without_a_file_conflicts_are_told_on_standard_error(run: Run, folder: Path) -> None:
    ended = run("merge", *arguments(folder, "other"))
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("Not merged: 1 conflict.\n")


def test_the_partial_result_is_marked(run: Run, folder: Path) -> None:
    ended = run("merge", *arguments(folder, "other"), "--partial")
    assert ended.status == 1
    assert "<<<<<<< ours\n    name: Media Office   # two people\n=======\n" in ended.out


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_names_both_events(run: Run, folder: Path, format: str) -> None:
    ended = run("merge", *arguments(folder, "other"), "--format", format)
    assert ended.status == 1
    assert "Media Office" in ended.out
    assert "News Desk" in ended.out


def test_json_gives_the_events_with_their_places(run: Run, folder: Path) -> None:
    ended = run("merge", *arguments(folder, "other"), "--format", "json")
    record = json.loads(ended.out)
    (conflict,) = record["conflicts"]
    assert conflict["collision"] == "two-values"
    assert conflict["theirs"]["location"]["line"] == 6
    assert record["merged"] is False


def test_a_withdrawn_side_is_refused(run: Run, folder: Path) -> None:
    written(folder / "theirs.yaml", THEIRS.replace("approved", "withdrawn"))
    ended = run("merge", *arguments(folder))
    assert (ended.status, ended.out) == (2, "")
    assert "theirs is withdrawn" in ended.err


def test_registers_are_merged_and_what_collides_in_them_is_not_marked(
    run: Run, folder: Path
) -> None:
    for side in ("base", "ours", "theirs", "other"):
        text = (folder / f"{side}.yaml").read_text("utf-8")
        written(folder / f"{side}.yaml", f"register: true\n{text}")
    ended = run("merge", *arguments(folder))
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("register: true\n")
    three = [str(folder / f"{side}.yaml") for side in ("base", "ours", "other")]
    ended = run("merge", *three, "--partial")
    assert (ended.status, ended.out) == (2, "")
    assert "of a register what collides is not marked" in ended.err


def test_the_weaker_status_and_no_decision_of_one_side_stand(run: Run, folder: Path) -> None:
    decided = "status: proposed\ndecision: {body: board, reference: minute 7}"
    written(folder / "theirs.yaml", THEIRS.replace("status: approved", decided))
    ended = run("merge", *arguments(folder), "-o", str(folder / "merged.yaml"))
    text = (folder / "merged.yaml").read_text("utf-8")
    assert "status: proposed" in text
    assert "decision" not in text
    assert "Decision of theirs, for its events alone: board, minute 7." in ended.out


PACK = """\
pack: agency
rules:
  - {id: AGY001, statement: Every unit has a head., severity: warning, assert: {must_have: head}}
  - {id: AGY002, statement: No unit has tags., severity: warning, assert: {must_not_have: tags}}
"""


@pytest.mark.parametrize("format", FORMATS)
def test_findings_that_a_side_has_already_are_told_and_stand_in_no_way(
    run: Run, folder: Path, format: str
) -> None:
    written(folder / "pack.yaml", PACK)
    tagged = THEIRS.replace("parent: agency\n", "parent: agency\n    tags: [a]\n", 1)
    written(folder / "theirs.yaml", tagged)
    words = ("--rules", str(folder / "pack.yaml"), "--fail-on", "warning")
    ended = run("merge", *arguments(folder), *words, "--format", format)
    assert ended.status == 0
    if format == "json":
        record = json.loads(ended.out)
        assert {finding["rule"] for finding in record["existing"]} == {"AGY001"}
        assert [finding["rule"] for finding in record["carried"]] == ["AGY001", "AGY002"]
        return
    said = " ".join(ended.out.split())
    assert "findings that ours has already: warning AGY001" in said
    assert "2 findings that theirs has and ours has not: warning AGY001 Legal (legal)" in said


TOP = "organisation: X\nunits:\n- {id: top, name: Top, top: true}\n"
TOP += "- {id: a, name: Alpha, parent: top}\n"


def test_what_two_say_of_one_that_both_add_is_told(run: Run, folder: Path) -> None:
    added = "- {{id: lab, name: Laboratory, parent: {}, figures: {{headcount: {}}}}}\n"
    for name, more in (("b", ""), ("o", added.format("a", 4)), ("t", added.format("top", 7))):
        written(folder / f"{name}.yaml", TOP + more)
    names = [str(folder / f"{name}.yaml") for name in "bot"]
    said = " ".join(run("merge", *names).err.split())
    assert "parent (ours Alpha, theirs Top); headcount (ours 4, theirs 7)." in said
    sagt = " ".join(run("merge", *names, "--lang", "sv").err.split())
    assert "överordnad enhet (egen gren: Alpha, andra grenen: Top)" in sagt


def test_of_a_person_that_both_add_the_fields_alone_are_told(run: Run, folder: Path) -> None:
    added = "people: [{{id: p1, name: {}}}]\n"
    for name, more in (("b", ""), ("o", added.format("Ann")), ("t", added.format("Eve"))):
        written(folder / f"{name}.yaml", TOP + more)
    names = [str(folder / f"{name}.yaml") for name in "bot"]
    said = " ".join(run("merge", *names).err.split())
    assert "say different things of them: name." in said
    assert "Ann" not in said


def test_a_type_of_body_is_told_in_the_language_of_the_report(run: Run, folder: Path) -> None:
    for name, type in (("b", "organ"), ("o", "committee"), ("t", "external")):
        written(
            folder / f"{name}.yaml", f"{TOP}bodies: [{{id: board, name: Board, type: {type}}}]\n"
        )
    names = [str(folder / f"{name}.yaml") for name in "bot"]
    said = " ".join(run("merge", *names, "--lang", "fi").err.split())
    assert "oma haara ”toimikunta”, toinen haara ”ulkopuolinen”" in said
    assert "committee" not in said


def test_one_decision_is_one_though_a_side_recodes_the_body_that_took_it(
    run: Run, folder: Path
) -> None:
    bodies = "bodies:\n  - {id: board, name: Board, type: organ}\n"
    decided = f"decision: {{body: board, date: 2024-05-02}}\n{bodies}{BASE}"
    recoded = decided.replace("body: board", "body: council").replace(
        "{id: board", "{id: council, previously: [board]"
    )
    for name, text in (("base", bodies + BASE), ("ours", recoded), ("theirs", decided)):
        written(folder / f"{name}.yaml", text)
    ended = run("merge", *arguments(folder), "-o", str(folder / "merged.yaml"))
    assert (ended.status, "Decision" in ended.out) == (0, False)
    assert "decision: {body: council, date: 2024-05-02}" in (folder / "merged.yaml").read_text()


def test_a_folder_is_merged_file_by_file(run: Run, folder: Path) -> None:
    head = "organisation: Agency\nunits:\n  - {id: agency, name: Agency, top: true}\n"
    part = "units:\n  - {id: fees, name: Fees, parent: agency}\n"
    for side, name, more in (
        ("base", "Fees", ""),
        ("ours", "Dues", ""),
        ("theirs", "Fees", "  - {id: legal, name: Legal, parent: agency}\n"),
    ):
        written(folder / side / "a.yaml", head)
        written(folder / side / "fees.yaml", part.replace("Fees", name) + more)
    sides = [str(folder / side) for side in ("base", "ours", "theirs")]
    assert run("merge", *sides).status == 2
    ended = run("merge", *sides, "-o", str(folder / "merged"))
    assert ended.status == 0
    assert (folder / "merged" / "a.yaml").read_text("utf-8") == head
    merged = (folder / "merged" / "fees.yaml").read_text("utf-8")
    assert (
        merged == f"{part.replace('Fees', 'Dues')}  - {{id: legal, name: Legal, parent: agency}}\n"
    )


def test_what_an_alias_repeats_is_not_changed_behind_its_back(run: Run, folder: Path) -> None:
    shared = BASE.replace("parent: agency", "parent: agency\n    figures: &f {headcount: 3}")
    more = "  - {id: legal, name: Legal, parent: agency, figures: *f}\n"
    for name in ("base", "ours"):
        written(folder / f"{name}.yaml", shared + more)
    written(
        folder / "theirs.yaml", shared.replace("3}", "4}") + more.replace("*f", "{headcount: 3}")
    )
    ended = run("merge", *arguments(folder))
    assert (ended.status, ended.err) == (0, "")
    assert "figures: {headcount: 3}" in ended.out.splitlines()[-1]


@pytest.mark.parametrize("name", ["\x1b[31mred", "::error::x", "##[group]x", "<b>&", "a|b\nc"])
@pytest.mark.parametrize("format", FORMATS)
def test_a_name_drives_neither_a_terminal_nor_a_runner_nor_a_page(
    run: Run, folder: Path, name: str, format: str
) -> None:
    quoted = json.dumps(name)
    written(folder / "other.yaml", BASE.replace("Press Office   # two people", quoted))
    ended = run("merge", *arguments(folder, "other"), "--format", format)
    assert ended.status == 1
    assert "\x1b" not in ended.out
    assert not any(line.lstrip().startswith("::") for line in ended.out.splitlines())
    assert "##[" not in ended.out
    if format in ("html", "markdown"):
        assert "<b>&" not in ended.out.replace("<b>&lt;", "")
