"""Options about people: to name them in reports for others, to compare without them."""

from __future__ import annotations

from pathlib import Path

from tests.cli.runs import Run, written
from tests.reports.test_people import NEW, OLD, named_in


def test_a_change_set_names_people_where_it_is_asked_to(run: Run, folder: Path) -> None:
    written(folder / "old.yaml", OLD)
    written(folder / "new.yaml", NEW)
    words = ("diff", "old.yaml", "new.yaml", "--format", "json")
    plain, named, without = (
        run(*words, *more).out for more in ((), ("--with-people",), ("--no-people",))
    )
    assert named_in(plain) == named_in(without) == []
    assert "zz099" in named_in(named)
    assert '"membership"' in plain
    assert '"membership"' not in without


def test_a_person_is_shown_with_what_they_belong_to_hold_and_head(run: Run, folder: Path) -> None:
    written(
        folder / "org.yaml",
        """\
organisation: T
people:
  - {id: p1, name: Ada, attributes: {remote: true}}
posts:
  - {id: a/lead, name: Lead, unit: a, holders: [p1]}
units:
  - {id: a, name: Agency, top: true, head: a/lead}
  - {id: b, name: Board office, parent: a, members: [p1, p2]}
""",
    )
    assert (
        run("show", "org.yaml", "p1").out
        == """\
Ada (p1)
  member of         Board office (b)
  holds             Lead (a/lead) in Agency (a)
  heads             Agency (a)
  attributes        remote: true
  in                org.yaml:3:10
"""
    )
    assert run("show", "org.yaml", "p2").out == "p2\n  member of         Board office (b)\n"
    assert run("show", "org.yaml", "p3").status == 2


def test_a_check_names_people_where_it_is_asked_to(run: Run, folder: Path) -> None:
    written(folder / "new.yaml", NEW.replace("members: [zz017]}", "members: [zz018]}"))
    words = ("validate", "new.yaml", "--format", "github")
    assert "zz018" not in run(*words).out
    assert "zz018" in run(*words, "--with-people").out


def test_what_is_applied_without_people_leaves_them_as_they_are(run: Run, folder: Path) -> None:
    written(folder / "old.yaml", OLD)
    written(folder / "new.yaml", NEW)
    run("diff", "old.yaml", "new.yaml", "--format", "json", "--output", "changes.json")
    applied = run("apply", "changes.json", "old.yaml").out
    assert "members: [zz017, zz020]" in applied
    assert "zz099" not in applied
