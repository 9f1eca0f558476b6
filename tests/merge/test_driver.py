"""What git does with the driver: merge, rebase, cherry-pick, revert, folders, renamed files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orgcheck.merging.merge import merge
from tests.merge.merging import read
from tests.repositories import Repository

BASE = """\
organisation: Agency
version: "2024"

units:
  - id: agency
    name: Agency
    top: true

  # Talks to the press.
  - id: press
    name: Press Office   # two people
    parent: agency

  - id: digital
    name: Digital Services
    parent: agency
    figures: {headcount: 12}

  - {id: audit, name: Internal Audit, parent: agency}
"""
ATTRIBUTES = "*.yaml merge=orgcheck\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with the driver and one snapshot."""
    made = Repository.made(tmp_path / "repository")
    made.git("config", "merge.orgcheck.driver", "orgcheck merge-driver %O %A %B %L %P")
    made.write(".gitattributes", ATTRIBUTES)
    made.write("org.yaml", BASE)
    made.commit("base")
    return made


def branch(repository: Repository, name: str, *replacements: tuple[str, str]) -> None:
    """A branch from main in which passages of the snapshot are others, each in a commit."""
    repository.git("checkout", "--quiet", "-b", name, "main")
    for old, new in replacements:
        repository.replace("org.yaml", old, new)
        repository.commit(f"{name}: {new}")


def said(repository: Repository, name: str = "org.yaml") -> str:
    """What a file says."""
    return (repository.folder / name).read_text("utf-8")


NEIGHBOURS = (
    ("name: Press Office   # two people", "name: Media Office   # two people"),
    ("    parent: agency\n\n  - id: digital", "    parent: digital\n\n  - id: digital"),
)


def test_what_does_not_collide_is_merged_where_lines_would_conflict(
    repository: Repository,
) -> None:
    branch(repository, "ours", NEIGHBOURS[0])
    branch(repository, "theirs", NEIGHBOURS[1])
    repository.git("checkout", "--quiet", "ours")
    repository.git("merge", "--quiet", "-m", "merge", "theirs")
    text = said(repository)
    assert "name: Media Office   # two people\n    parent: digital\n" in text
    assert text.startswith(BASE[: BASE.index("  - id: press")])


def test_what_collides_is_marked_and_told_by_its_two_events(repository: Repository) -> None:
    branch(repository, "ours", (NEIGHBOURS[0][0], "name: Media Office"))
    branch(repository, "theirs", (NEIGHBOURS[0][0], "name: News Desk"))
    ended = repository.run("git", "merge", "ours")
    assert ended.status == 1
    assert "Press Office is now called Media Office" in ended.err + ended.out
    text = said(repository)
    marked = "<<<<<<< ours\n    name: News Desk\n=======\n    name: Media Office\n>>>>>>> theirs\n"
    assert marked in text
    assert "UU org.yaml" in repository.git("status", "--porcelain")


def test_a_collision_that_lines_would_merge_is_no_merge(repository: Repository) -> None:
    press = BASE[BASE.index("  # Talks") : BASE.index("  - id: digital")]
    branch(repository, "ours", (press, ""))
    branch(
        repository,
        "theirs",
        (
            "audit, name: Internal Audit, parent: agency",
            "audit, name: Internal Audit, parent: press",
        ),
    )
    ended = repository.run("git", "merge", "ours")
    assert ended.status == 1
    assert "names it as parent of Internal Audit" in " ".join((ended.err + ended.out).split())


def test_a_report_of_several_lines_is_told_in_lines(repository: Repository) -> None:
    branch(repository, "ours", (NEIGHBOURS[0][0], "name: Media Office"))
    branch(repository, "theirs", (NEIGHBOURS[0][0], "name: News Desk"))
    ended = repository.run("git", "merge", "ours")
    assert "Not merged: 1 conflict.\n" in ended.err + ended.out


def test_comments_of_both_sides_stand_where_their_lines_merge(repository: Repository) -> None:
    branch(repository, "ours", ("headcount: 12", "headcount: 13"))
    branch(repository, "theirs", ("# Talks to the press.", "# Talks to the papers."))
    repository.git("checkout", "--quiet", "ours")
    repository.git("merge", "--quiet", "-m", "merge", "theirs")
    expected = BASE.replace("the press.", "the papers.").replace("12", "13")
    assert said(repository) == expected


def test_what_lines_would_say_twice_is_said_once(repository: Repository) -> None:
    unit = "  - {id: web, name: Web, parent: agency}\n"
    branch(repository, "ours", ("  # Talks", unit + "  # Talks"))
    branch(repository, "theirs", ("  - {id: audit", unit + "  - {id: audit"))
    repository.git("merge", "--quiet", "-m", "merge", "ours")
    assert said(repository).count("id: web") == 1


def test_what_no_organisation_can_hold_is_merged_line_by_line(repository: Repository) -> None:
    branch(repository, "ours", ("headcount: 12", "headcount: 13"))
    branch(
        repository,
        "theirs",
        ("name: Internal Audit", "name: Internal Audit, colour: red"),
        ("name: Agency", "name: The Agency"),
    )
    repository.git("checkout", "--quiet", "ours")
    ended = repository.run("git", "merge", "-m", "merge", "theirs")
    assert 'unknown key "colour"; merged line by line instead' in ended.err + ended.out
    assert "colour: red" in said(repository)


def test_three_commits_are_rebased(repository: Repository) -> None:
    branch(
        repository,
        "theirs",
        ("headcount: 12", "headcount: 14"),
        ("name: Digital Services", "name: Digital and Data"),
        NEIGHBOURS[1],
    )
    branch(repository, "ours", NEIGHBOURS[0], ("{headcount: 12}", "{headcount: 12, fte: 11}"))
    repository.git("checkout", "--quiet", "theirs")
    repository.git("rebase", "--quiet", "ours")
    text = said(repository)
    for words in (
        "Media Office",
        "fte: 11",
        "headcount: 14",
        "Digital and Data",
        "parent: digital",
    ):
        assert words in text
    assert repository.git("log", "--format=%s", "ours..theirs").count("theirs:") == 3


def test_one_commit_is_picked_and_another_one_reverted(repository: Repository) -> None:
    branch(repository, "theirs", NEIGHBOURS[1], ("headcount: 12", "headcount: 14"))
    picked = repository.git("rev-parse", "theirs~1").strip()
    branch(repository, "ours", NEIGHBOURS[0])
    repository.git("cherry-pick", picked)
    assert "Media Office   # two people\n    parent: digital" in said(repository)
    assert "headcount: 12" in said(repository)
    repository.git("revert", "--no-edit", "HEAD~1")
    assert "Press Office   # two people\n    parent: digital" in said(repository)


def test_each_file_of_a_folder_is_merged(repository: Repository) -> None:
    head = "organisation: Agency\nunits:\n  - {id: agency, name: Agency, top: true}\n"
    fees = "units:\n  - id: fees\n    name: Fees\n    parent: agency\n"
    part = f"{fees}  - id: dues\n    name: Dues\n    parent: fees\n"
    repository.git("checkout", "--quiet", "main")
    repository.write("org/a.yaml", head)
    repository.write("org/fees.yaml", part)
    repository.commit("folder")
    repository.git("checkout", "--quiet", "-b", "one")
    repository.replace("org/fees.yaml", "name: Dues", "name: Harbour Dues")
    repository.commit("one")
    repository.git("checkout", "--quiet", "-b", "two", "main")
    repository.replace("org/fees.yaml", "parent: fees", "parent: agency")
    repository.commit("two")
    repository.git("merge", "--quiet", "-m", "merge", "one")
    assert "name: Harbour Dues\n    parent: agency\n" in said(repository, "org/fees.yaml")


def test_that_only_one_file_of_a_folder_is_seen_is_said_where_a_unit_seems_to_end(
    repository: Repository,
) -> None:
    repository.git("checkout", "--quiet", "main")
    head = "organisation: Agency\nunits:\n  - {id: agency, name: Agency, top: true}\n"
    unit = "  - {id: fees, name: Fees, parent: agency}\n"
    repository.write("org/a.yaml", head)
    repository.write("org/b.yaml", f"units:\n{unit}  - {{id: dues, name: Dues, parent: agency}}\n")
    repository.commit("folder")
    repository.git("checkout", "--quiet", "-b", "one")
    repository.replace("org/b.yaml", unit, "")
    repository.write("org/a.yaml", head + unit)
    repository.commit("one")
    repository.git("checkout", "--quiet", "-b", "two", "main")
    repository.replace("org/b.yaml", "name: Fees", "name: Charges")
    repository.commit("two")
    ended = repository.run("git", "merge", "-m", "merge", "one")
    assert ended.status == 1
    assert "a unit that went to another file looks ended" in ended.err + ended.out


def test_a_renamed_file_is_merged(repository: Repository) -> None:
    branch(repository, "ours", NEIGHBOURS[0])
    repository.git("mv", "org.yaml", "agency.yaml")
    repository.commit("renamed")
    branch(repository, "theirs", NEIGHBOURS[1])
    repository.git("merge", "--quiet", "-m", "merge", "ours")
    text = said(repository, "agency.yaml")
    assert "name: Media Office   # two people\n    parent: digital\n" in text


def test_a_file_that_both_sides_add_has_nothing_as_its_base(repository: Repository) -> None:
    added = "organisation: Harbour\nunits:\n  - {id: harbour, name: Harbour, top: true}\n"
    for name, line in (("one", "fees"), ("two", "dues")):
        repository.git("checkout", "--quiet", "-b", name, "main")
        repository.write("new.yaml", f"{added}  - {{id: {line}, name: {line}, parent: harbour}}\n")
        repository.commit(name)
    repository.git("merge", "--quiet", "-m", "merge", "one")
    assert {"harbour", "fees", "dues"} == set(read(said(repository, "new.yaml")).units)


def test_of_a_file_that_both_sides_add_only_what_differs_is_marked(repository: Repository) -> None:
    for name in ("one", "two"):
        repository.git("checkout", "--quiet", "-b", name, "main")
        added = BASE.replace("Digital Services", f"Digital {name}")
        repository.write("new.yaml", f"{added}  - {{id: {name}, name: {name}, parent: agency}}\n")
        repository.commit(name)
    assert repository.run("git", "merge", "-m", "merge", "one").status == 1
    marked = re.findall(r"^<<<<<<<.*?^>>>>>>>", said(repository, "new.yaml"), re.M | re.S)
    assert [re.findall(r"\bid: (\w+)", block) for block in marked] == [
        *(["digital", "digital"], ["one"]),
    ]


def test_files_that_both_sides_add_are_merged_against_the_one_before_as_the_driver_says(
    repository: Repository,
) -> None:
    for name, old in (("ours", "Press Office"), ("theirs", "Internal Audit")):
        repository.git("checkout", "--quiet", "-b", name, "main")
        repository.write("2025.yaml", BASE.replace(old, f"{old} now"))
        repository.commit(name)
    ended = repository.run("git", "merge", "ours")
    (line,) = [line for line in ended.err.splitlines() if "MERGE_HEAD" in line]
    again = repository.run(*line.replace("BEFORE", "org.yaml").split())
    assert again.status == 0
    assert said(repository, "2025.yaml") == BASE.replace("Office", "Office now").replace(
        "Internal Audit", "Internal Audit now"
    )


def test_what_becomes_of_status_and_decisions_is_said_where_all_else_merges(
    repository: Repository,
) -> None:
    for name, status, day in (("ours", "in-force", "05-02"), ("theirs", "draft", "06-06")):
        repository.git("checkout", "--quiet", "-b", name, "main")
        decided = f"status: {status}\ndecision: {{date: 2024-{day}}}\n"
        repository.write("org.yaml", f"{decided}{BASE}  - {{id: {name}, name: A, parent: press}}\n")
        repository.commit(name)
    ended = repository.run("git", "merge", "-m", "merge", "ours")
    assert ended.status == 0
    assert "org.yaml: Status: draft (ours is draft, theirs in force)." in ended.err
    for day in ("05-02", "06-06"):
        assert f"for its events alone: 2024-{day}." in ended.err


def test_a_side_that_is_withdrawn_is_not_merged_without_a_person(repository: Repository) -> None:
    branch(repository, "ours", NEIGHBOURS[0])
    branch(repository, "theirs", ("organisation:", "status: withdrawn\norganisation:"))
    repository.git("checkout", "--quiet", "ours")
    ended = repository.run("git", "merge", "-m", "merge", "theirs")
    assert ended.status == 1
    assert "theirs is withdrawn" in ended.err + ended.out
    text = said(repository)
    assert "status: withdrawn" in text
    assert "Media Office" in text


def register(repository: Repository, *later: str) -> None:
    """Make the snapshot a register, and branches that each add a row to one entry."""
    repository.git("checkout", "--quiet", "main")
    repository.write("org.yaml", f"register: true\n{BASE}")
    repository.commit("register")
    for name, rows in zip(("ours", "theirs"), later, strict=True):
        branch(repository, name, ("parent: agency}\n", f"parent: agency, later: [{rows}]}}\n"))
    repository.git("checkout", "--quiet", "ours")


def test_rows_that_both_add_to_a_register_stand_where_lines_would_conflict(
    repository: Repository,
) -> None:
    register(repository, "{from: 2030-01-01, name: Audit}", "{from: 2031-01-01, parent: digital}")
    repository.git("merge", "--quiet", "-m", "merge", "theirs")
    rows = "[{from: 2030-01-01, name: Audit}, {from: 2031-01-01, parent: digital}]"
    assert f"later: {rows}}}\n" in said(repository)


def test_one_row_of_a_register_that_both_add_is_told_and_marked_line_by_line(
    repository: Repository,
) -> None:
    register(repository, "{from: 2030-01-01, name: Audit}", "{from: 2030-01-01, name: Revision}")
    ended = repository.run("git", "merge", "-m", "merge", "theirs")
    assert ended.status == 1
    assert "So it is from 2030-01-01 on." in ended.err + ended.out
    assert {"name: Audit}]}", "name: Revision}]}"} <= set(
        re.findall(r"name: \w+}]}", said(repository))
    )
    assert "<<<<<<< ours" in said(repository)


def test_what_cannot_be_read_is_merged_line_by_line(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "main")
    repository.write("broken.yaml", "units: [\na\nb\nc\nd\ne\n")
    repository.commit("broken")
    for name, old, new in (("one", "a\n", "A\n"), ("two", "e\n", "E\n")):
        repository.git("checkout", "--quiet", "-b", name, "main")
        repository.replace("broken.yaml", old, new)
        repository.commit(name)
    ended = repository.run("git", "merge", "-m", "merge", "one")
    assert ended.status == 0
    assert "merged line by line instead" in ended.err + ended.out
    assert said(repository, "broken.yaml") == "units: [\nA\nb\nc\nd\nE\n"


@pytest.mark.parametrize("markers", [7, 11])
def test_the_driver_exits_with_0_or_1_and_makes_the_markers_that_git_asks_for(
    repository: Repository, markers: int
) -> None:
    for name, text in (
        ("o", BASE),
        ("a", BASE.replace("Press Office", "Media Office")),
        ("b", BASE.replace("Press Office", "News Desk")),
    ):
        repository.write(name, text)
    ended = repository.run("orgcheck", "merge-driver", "o", "a", "b", str(markers), "org.yaml")
    assert ended.status == 1
    assert f"\n{'<' * markers} ours\n" in said(repository, "a")


@pytest.mark.parametrize("base", ["", "<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n", "\0"])
def test_a_base_that_is_none_loses_nothing_of_either_side(
    repository: Repository, base: str
) -> None:
    ours = BASE.replace("Press Office", "Media Office")
    theirs = BASE.replace("headcount: 12", "headcount: 13")
    for name, text in (("o", base), ("a", ours), ("b", theirs)):
        repository.write(name, text)
    ended = repository.run("orgcheck", "merge-driver", "o", "a", "b", "7", "org.yaml")
    assert ended.status == 1
    assert "Media Office" in said(repository, "a")
    assert "headcount: 13" in said(repository, "a")


def test_a_conflict_that_is_resolved_by_hand_is_a_snapshot_that_lost_nothing() -> None:
    from orgcheck.merging.marking import marked
    from orgcheck.rules.integrity import check

    base = read(BASE, "base.yaml")
    ours = read(
        BASE.replace("Press Office", "Media Office").replace("12}", "13}"), "ours.yaml", base
    )
    theirs = read(
        BASE.replace("Press Office", "News Desk").replace("12}", "15}")
        + "  - {id: legal, name: Legal, parent: press}\n",
        "theirs.yaml",
        base,
    )
    (text,) = marked(merge(base, ours, theirs))
    for side, name, headcount in ((0, "Media Office", 13), (1, "News Desk", 15)):
        resolved = read(_resolved(text.text, side))
        assert not check(resolved)
        assert resolved.name("press") == name
        assert resolved.units["digital"].figures["headcount"] == headcount
        assert "legal" in resolved.units


def _resolved(text: str, side: int) -> str:
    """The text where of each conflict the one or the other side is taken."""
    lines: list[str] = []
    taking = None
    for line in text.splitlines(keepends=True):
        if line.startswith("<<<<<<<"):
            taking = 0
        elif line.startswith("=======") and taking is not None:
            taking = 1
        elif line.startswith(">>>>>>>"):
            taking = None
        elif taking is None or taking == side:
            lines.append(line)
    return "".join(lines)
