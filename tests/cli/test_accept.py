"""`orgcheck diff --accept`: a possible match that is right, written into the newer snapshot."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.runs import Run, written

PROJECT = Path(__file__).parents[2]
OLD = """\
organisation: Kela
version: "1"
units:
  - {id: kela, name: Kela, top: true}
  - {id: ict, name: Information and Communication Technology Services, parent: kela,
     responsibilities: [networks]}
"""
NEW = """\
# Decided in spring.
organisation:   Kela    # aligned by hand
version: '2'
status: proposed
units:
  - {id: kela,   name: "Kela", top: true}
  - id: digital   # a new code
    name: Information and Communication Security Services
    parent: kela
    # what it does
    responsibilities: [data, 'screens']
"""
BECAUSE = (
    r'"name only: \"Information and Communication Technolog…\" and '
    r'\"Information and Communication Security …\""'
)
ENTRY = f"previously: [{{id: ict, accepted: 2024-05-01, by: Planning, evidence: {BECAUSE}}}]"
ACCEPT = ("diff", "old.yaml", "new.yaml", "--accept", "ict=digital", "--as-of", "2024-05-01")


@pytest.fixture
def new(folder: Path) -> Path:
    """A newer snapshot with a unit named like an older one, one word put for another."""
    written(folder / "old.yaml", OLD)
    return written(folder / "new.yaml", NEW)


def with_entry(text: str = NEW) -> str:
    return text.replace("    parent: kela\n", f"    parent: kela\n    {ENTRY}\n")


class TestWriting:
    def test_one_line_comes_and_is_shown_with_its_place(self, run: Run, new: Path) -> None:
        ended = run(*ACCEPT, "--by", "Planning", "--yes")

        assert ended.status == 0
        assert ended.out == f"new.yaml:10: {ENTRY}\n1 entry written\n"
        assert new.read_text(encoding="utf-8") == with_entry()

    def test_all_accepts_every_possible_match(self, run: Run, new: Path) -> None:
        ended = run("diff", "old.yaml", "new.yaml", "--accept", "all", "--yes")

        assert ended.status == 0
        assert "    previously: [{id: ict, accepted: 2" in new.read_text(encoding="utf-8")

    def test_the_next_comparison_calls_it_accepted(self, run: Run, new: Path) -> None:
        run(*ACCEPT, "--yes")

        changes = json.loads(run("diff", "old.yaml", new.name, "--format", "json").out)

        (rename,) = (event for event in changes["events"] if event["kind"] == "rename")
        assert (rename["old"], rename["new"]) == (["ict"], ["digital"])
        assert rename["certainty"] == "accepted"
        assert changes["possible_matches"] == []

    def test_in_a_folder_only_the_file_of_the_unit_changes(self, run: Run, folder: Path) -> None:
        head, _, unit = NEW.partition("  - id: digital")
        written(folder / "old.yaml", OLD)
        written(folder / "new" / "a.yaml", head)
        part = written(folder / "new" / "b.yaml", f"units:\n  - id: digital{unit}")

        ended = run("diff", "old.yaml", "new", "--accept", "ict=digital", "--yes")

        assert ended.out.startswith("new/b.yaml:5: previously: [{id: ict,")
        assert len(part.read_text(encoding="utf-8").splitlines()) == 7
        assert (folder / "new" / "a.yaml").read_text(encoding="utf-8") == head

    def test_json_stays_json(self, run: Run, folder: Path, new: Path) -> None:
        names = ("Kela", "Information and Communication Security Services")
        units = [
            {"id": "kela", "name": names[0], "top": True},
            {"id": "digital", "name": names[1], "parent": "kela"},
        ]
        written(new, "")
        file = written(
            folder / "new.json", json.dumps({"organisation": "Kela", "units": units}, indent=2)
        )

        run("diff", "old.yaml", "new.json", "--accept", "ict=digital", "--yes")

        unit = json.loads(file.read_text(encoding="utf-8"))["units"][1]
        assert unit["previously"][0]["id"] == "ict"

    def test_a_byte_order_mark_stays(self, run: Run, new: Path) -> None:
        new.write_bytes(b"\xef\xbb\xbf" + NEW.encode())

        run(*ACCEPT, "--by", "Planning", "--yes")

        assert new.read_bytes() == b"\xef\xbb\xbf" + with_entry().encode()

    def test_nothing_possible_is_nothing_to_write(self, run: Run, new: Path) -> None:
        ended = run("diff", "new.yaml", "new.yaml", "--accept", "all")

        assert (ended.status, ended.out) == (0, "no possible match: nothing to write\n")
        assert new.read_text(encoding="utf-8") == NEW


class TestRefusing:
    def refused(self, run: Run, new: Path, *arguments: str) -> str:
        before = new.read_bytes()
        ended = run(*arguments)

        assert ended.status == 2
        assert new.read_bytes() == before
        return ended.err

    def test_without_a_terminal_it_is_shown_and_not_written(self, run: Run, new: Path) -> None:
        assert "there is no terminal to ask on" in self.refused(run, new, *ACCEPT)
        assert run(*ACCEPT).out.startswith("new.yaml:10: previously: [{id: ict")

    @pytest.mark.parametrize("status", ["approved", "in-force"])
    def test_what_was_decided_is_amended_by_force_only(
        self, run: Run, new: Path, status: str
    ) -> None:
        text = NEW.replace("proposed", status)
        written(new, text)

        assert f"new.yaml is {status}" in self.refused(run, new, *ACCEPT, "--yes")
        assert run(*ACCEPT, "--by", "Planning", "--yes", "--force").status == 0
        assert new.read_text(encoding="utf-8") == with_entry(text)

    @pytest.mark.parametrize("pair", ["itc=digital", "ict=digtal", "ict"])
    def test_an_unknown_pair_offers_the_nearest(self, run: Run, new: Path, pair: str) -> None:
        arguments = ("diff", "old.yaml", "new.yaml", "--accept", pair, "--yes")

        expected = f"{pair} is no possible match; did you mean ict=digital?"
        assert expected in self.refused(run, new, *arguments)

    @pytest.mark.parametrize("elsewhere", ["-", "HEAD:new.yaml", ":new.yaml"])
    def test_only_the_working_tree_is_written_to(self, run: Run, new: Path, elsewhere: str) -> None:
        arguments = ("diff", "old.yaml", elsewhere, "--accept", "all", "--yes")

        assert "is no file of the working tree" in self.refused(run, new, *arguments)

    @pytest.mark.parametrize("option", [("--yes",), ("--force",), ("--by", "Planning")])
    def test_how_without_what(self, run: Run, new: Path, option: tuple[str, ...]) -> None:
        arguments = ("diff", "old.yaml", "new.yaml", *option)

        assert f"{option[0]} is for --accept" in self.refused(run, new, *arguments)

    def test_an_id_that_no_entry_can_name(self, run: Run, folder: Path, new: Path) -> None:
        written(folder / "old.yaml", OLD.replace("id: ict,", "id: i=t,"))
        arguments = ("diff", "old.yaml", "new.yaml", "--accept", "i=t=digital", "--yes")

        assert '"i=t" is not an id that an entry can name' in self.refused(run, new, *arguments)

    def test_a_report_beside_it(self, run: Run, new: Path) -> None:
        assert "--accept writes no report" in self.refused(run, new, *ACCEPT, "--format", "json")


@pytest.mark.parametrize(("answer", "status"), [("y", 0), ("n", 1)])
def test_a_terminal_is_asked(new: Path, answer: str, status: int) -> None:
    keyboard, terminal = pty.openpty()
    os.write(keyboard, f"{answer}\n".encode())
    ended = subprocess.run(
        [sys.executable, "-m", "orgcheck", *ACCEPT, "--by", "Planning"],
        stdin=terminal,
        capture_output=True,
        cwd=new.parent,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        check=False,
    )
    os.close(keyboard)
    os.close(terminal)

    assert ended.returncode == status
    assert b"Write 1 entry?" in ended.stderr
    assert new.read_text(encoding="utf-8") == (with_entry() if status == 0 else NEW)
