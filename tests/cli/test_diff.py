"""`orgcheck diff`, `apply` and `invert`: exit statuses, findings of the change, replay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.runs import Outcome, Run, written

OLD = """\
organisation: Kela
version: "1"
units:
  - {id: kela, name: Kela, top: true}
  - {id: audit, name: Internal Audit, parent: kela, kind: staff}
  - {id: ict, name: ICT, parent: kela}
"""
NEW = """\
organisation: Kela
version: "2"
units:
  - {id: kela, name: Kela, top: true}
  - {id: audit, name: Internal Audit, parent: services, kind: staff}
  - {id: services, name: Services, parent: kela, replaces: [ict]}
"""
RULES = """\
pack: kela
rules:
  - id: K1
    statement: Internal Audit is part of no business unit.
    for: {id: audit}
    assert: {parent: kela}
  - id: K2
    statement: Every unit below Kela has a kind.
    severity: warning
    for: {top: false}
    assert: {must_have: [kind]}
"""


@pytest.fixture
def versions(folder: Path) -> None:
    """An older and a newer snapshot; the newer breaks a rule of the pack."""
    written(folder / "old.yaml", OLD)
    written(folder / "new.yaml", NEW)
    written(folder / "rules.yaml", RULES)


@pytest.mark.usefixtures("versions")
class TestExitStatus:
    def test_changes_alone_are_no_failure(self, run: Run) -> None:
        ended = run("diff", "old.yaml", "new.yaml")

        assert ended.status == 0
        assert "Services replaced ICT" in ended.out

    def test_with_exit_code_any_difference_is(self, run: Run) -> None:
        assert run("diff", "old.yaml", "new.yaml", "--exit-code").status == 1
        assert run("diff", "old.yaml", "old.yaml", "--exit-code").status == 0

    def test_a_finding_that_the_change_introduces_is_a_failure(self, run: Run) -> None:
        ended = run("diff", "old.yaml", "new.yaml", "--rules", "rules.yaml")

        assert ended.status == 1
        assert "new.yaml:5:47 error K1" in ended.out

    def test_a_finding_that_was_there_before_is_none(self, run: Run) -> None:
        ended = run("diff", "new.yaml", "new.yaml", "--rules", "rules.yaml")

        assert ended.status == 0
        assert "Findings that were there before: 2\n  new.yaml:5:47 error K1 " in ended.out

    def test_fail_on_is_the_least_severity_that_fails(self, run: Run) -> None:
        arguments = ("diff", "old.yaml", "new.yaml", "--rules", "rules.yaml", "--select", "K2")

        assert run(*arguments).status == 0
        assert run(*arguments, "--fail-on", "warning").status == 1

    def test_integrity_that_the_change_breaks_is_a_failure_without_any_pack(
        self, run: Run, folder: Path
    ) -> None:
        written(folder / "broken.yaml", NEW.replace("parent: services", "parent: nowhere"))

        assert run("diff", "old.yaml", "broken.yaml").status == 1

    @pytest.mark.parametrize("sides", [("old.yaml", "no.yaml"), ("no.yaml", "old.yaml")])
    def test_a_side_that_cannot_be_parsed_is_never_no_changes(
        self, run: Run, folder: Path, sides: tuple[str, str]
    ) -> None:
        written(folder / "no.yaml", "organisation: [\n")
        ended = run("diff", *sides)

        assert (ended.status, ended.out) == (3, "")
        assert "Error: no.yaml:2:1: " in ended.err
        assert "nothing was compared" in ended.err

    def test_a_side_that_does_not_exist_is_usage(self, run: Run) -> None:
        ended = run("diff", "missing.yaml", "new.yaml")

        assert (ended.status, ended.out) == (2, "")
        assert "missing.yaml does not exist" in ended.err

    def test_standard_input_can_be_one_side_only(self, run: Run) -> None:
        assert run("diff", "-", "new.yaml", stdin=OLD).status == 0
        assert run("diff", "-", "-", stdin=OLD).status == 2


@pytest.mark.usefixtures("versions")
class TestReports:
    def changes(self, run: Run, *arguments: str) -> dict[str, object]:
        ended: Outcome = run("diff", *arguments, "--format", "json")
        changes: dict[str, object] = json.loads(ended.out)
        return changes

    def test_json_has_the_findings_that_come_and_go(self, run: Run) -> None:
        changes = self.changes(run, "old.yaml", "new.yaml", "--rules", "rules.yaml")

        assert changes["schema"] == "orgcheck.changes/1"
        assert [f["rule"] for f in changes["findings"]] == ["K1", "K2"]
        assert [f["unit"] for f in changes["fixed"]] == ["ict"]

    def test_sources_are_what_the_user_named(self, run: Run) -> None:
        changes = self.changes(run, "old.yaml", "./new.yaml")

        assert (changes["old"]["source"], changes["new"]["source"]) == ("old.yaml", "./new.yaml")

    def test_without_inference_a_new_id_is_another_unit(self, run: Run, folder: Path) -> None:
        written(folder / "recoded.yaml", OLD.replace("id: ict", "id: it"))

        assert self.changes(run, "old.yaml", "recoded.yaml")["summary"] == {"recode": 1}
        assert self.changes(run, "old.yaml", "recoded.yaml", "--no-inference")["summary"] == {
            "abolish": 1,
            "create": 1,
        }

    def test_further_reports_of_the_same_run(self, run: Run, folder: Path) -> None:
        ended = run("diff", "old.yaml", "new.yaml", "--report", "json:changes.json")

        assert "Services replaced ICT" in ended.out
        assert json.loads((folder / "changes.json").read_text(encoding="utf-8"))["events"]


@pytest.mark.usefixtures("versions")
class TestReplay:
    @pytest.fixture(autouse=True)
    def compared(self, run: Run, versions: None) -> None:  # noqa: ARG002 (its files are needed)
        assert run("diff", "old.yaml", "new.yaml", "--format", "json", "-o", "c.json").status == 0

    def test_applying_gives_the_newer_snapshot(self, run: Run, folder: Path) -> None:
        written(folder / "again.yaml", run("apply", "c.json", "old.yaml").out)

        assert run("diff", "again.yaml", "new.yaml", "--exit-code").status == 0

    def test_applying_the_inverse_gives_the_older_snapshot(self, run: Run, folder: Path) -> None:
        written(folder / "undo.json", run("invert", "c.json").out)
        written(folder / "again.yaml", run("apply", "undo.json", "new.yaml").out)

        assert run("diff", "again.yaml", "old.yaml", "--exit-code").status == 0

    def test_inverting_twice_gives_the_same_bytes(self, run: Run, folder: Path) -> None:
        written(folder / "undo.json", run("invert", "c.json").out)

        assert run("invert", "undo.json").out == (folder / "c.json").read_text(encoding="utf-8")

    def test_a_change_set_may_come_from_standard_input(self, run: Run, folder: Path) -> None:
        text = (folder / "c.json").read_text(encoding="utf-8")

        assert run("apply", "-", "old.yaml", stdin=text).status == 0

    def test_a_result_with_a_finding_that_the_old_one_has_not_is_written_and_told(
        self, run: Run, folder: Path
    ) -> None:
        text = (folder / "new.yaml").read_text(encoding="utf-8")
        written(folder / "bad.yaml", text + "posts: [{id: p, name: P, unit: nowhere}]\n")
        run("diff", "old.yaml", "bad.yaml", "--format", "json", "-o", "bad.json")
        ended = run("apply", "bad.json", "old.yaml", "-o", "made.yaml")

        assert ended.status == 1
        assert "ORG004" in ended.err
        assert run("diff", "made.yaml", "bad.yaml", "--exit-code").status == 0

    def test_a_snapshot_that_it_does_not_fit_is_refused_with_where(self, run: Run) -> None:
        ended = run("apply", "c.json", "new.yaml")

        assert (ended.status, ended.out) == (2, "")
        assert "Error: new.yaml:" in ended.err
        assert "fix: apply it to Kela, version 1" in ended.err

    def test_a_snapshot_that_cannot_be_parsed_exits_3(self, run: Run, folder: Path) -> None:
        written(folder / "no.yaml", "organisation: [\n")

        assert run("apply", "c.json", "no.yaml").status == 3

    @pytest.mark.parametrize("command", [("invert",), ("apply", "old.yaml")])
    @pytest.mark.parametrize("text", ["", "{", '{"schema": "x"}', "a: b"])
    def test_a_text_that_is_no_change_set_is_usage(
        self, run: Run, folder: Path, command: tuple[str, ...], text: str
    ) -> None:
        written(folder / "bad.json", text)
        name, *more = command
        ended = run(name, "bad.json", *more)

        assert (ended.status, ended.out) == (2, "")
        assert ended.err.startswith("Error: bad.json:")

    def test_the_result_never_replaces_what_it_came_from(self, run: Run, folder: Path) -> None:
        assert run("apply", "c.json", "old.yaml", "-o", "old.yaml").status == 2
        assert (folder / "old.yaml").read_text(encoding="utf-8") == OLD
