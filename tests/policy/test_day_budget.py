"""What the days of a register may take: beyond that it is refused, at the key that makes it one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orgcheck.api import check, history, merge, review, review_branch
from orgcheck.errors import InvalidSnapshot
from orgcheck.snapshot import day_budget
from orgcheck.snapshot.day_budget import Limit
from tests.repositories import Repository

MANY, FEW = 12, 4


def register(folder: Path, name: str, number: int, tag: str) -> str:
    """The units of a register, each of which changes on a day of its own that is yet to come."""
    rows = (
        f"  - {{id: u{n}, name: U, parent: top, "
        f"later: [{{from: 3000-01-{n + 1:02}, tags: [{tag}]}}]}}"
        for n in range(number)
    )
    head = ("organisation: O", "register: true", "units:", "  - {id: top, name: Top, top: true}")
    file = folder / f"{name}.yaml"
    file.write_text("\n".join((*head, *rows)) + "\n")
    return str(file)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test reaches soon."""
    for name in ("TO_COME", "OF_ALL", "MERGED"):
        monkeypatch.setattr(day_budget, name, Limit(steps=1, days=FEW + 1))


ASKED: dict[str, Callable[[str, str], object]] = {
    "review": lambda old, new: review(old, new, isolated=True),
    "history": lambda _, new: history(f"{new}@9999-12-31", isolated=True),
    "merge": lambda old, new: merge(old, new, old, isolated=True),
}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", ASKED)
def test_too_many_days_of_too_much_are_refused(name: str, tmp_path: Path) -> None:
    old, new = (register(tmp_path, tag, MANY, tag) for tag in ("old", "new"))

    with pytest.raises(InvalidSnapshot, match=r"new\.yaml:2:11: .* too many to judge"):
        ASKED[name](old, new)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", ASKED)
def test_few_days_are_judged_whatever_they_take(name: str, tmp_path: Path) -> None:
    old, new = (register(tmp_path, tag, FEW, tag) for tag in ("old", "new"))

    assert ASKED[name](old, new)


@pytest.mark.usefixtures("small")
def test_a_check_of_all_dates_finds_them_too_many(tmp_path: Path) -> None:
    new = register(tmp_path, "new", MANY, "new")

    (result,) = check(new, isolated=True, all_dates=True)

    assert [finding.rule for finding in result.findings] == ["ORG001"]
    assert str(result.findings[0].location) == f"{new}:2:11"


@pytest.mark.usefixtures("small")
def test_a_check_against_an_older_one_finds_them_too_many(tmp_path: Path) -> None:
    old, new = (register(tmp_path, tag, MANY, tag) for tag in ("old", "new"))

    (result,) = check(new, isolated=True, against=old)

    assert [finding.rule for finding in result.findings] == ["ORG001"]


@pytest.mark.usefixtures("small")
def test_the_review_of_a_branch_finds_them_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = Repository.made(tmp_path / "work")
    register(repository.folder, "r", MANY, "old")
    repository.commit()
    repository.git("switch", "--quiet", "--create", "branch")
    register(repository.folder, "r", MANY, "new")
    repository.commit()
    monkeypatch.chdir(repository.folder)

    findings = [finding for one in review_branch("main").checked for finding in one.findings]

    assert [finding.rule for finding in findings] == ["ORG001"]
    assert str(findings[0].location) == "r.yaml:2:11"
