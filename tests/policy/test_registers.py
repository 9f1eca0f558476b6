"""Changes of a register, in real repositories: of the present, the future and the past."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orgcheck.api import review
from orgcheck.reports.format import Options
from orgcheck.reports.formats import findings_report, formats, of_changes
from tests.reports.pdfs import Pdf
from tests.repositories import Ended, Repository

REGISTER = """\
register: true
organisation: Ministry
units:
- {id: ministry, name: Ministry, top: true}
- {id: environment, name: Environment, parent: ministry}
- {id: trade, name: Trade, parent: ministry}
- {id: food, name: Food, parent: ministry, valid_from: 2027-01-01}
- id: fish
  name: Fisheries
  parent: environment
  valid_from: 2015-01-01
  earlier:
  - {until: 2019-12-31, parent: trade}
"""
PACK = """\
pack: ministry
rules:
- id: MIN001
  statement: Fisheries is part of no unit for trade.
  for: {id: fish}
  assert: {not: {parent: trade}}
"""
TODAY = ("--as-of", "2026-06-01")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.made(tmp_path / "work")
    made.write("orgcheck.toml", 'rules = ["pack.yaml"]\n')
    made.write("pack.yaml", PACK)
    made.write("r.yaml", REGISTER)
    made.commit()
    made.git("switch", "--quiet", "--create", "branch")
    return made


def changed(repository: Repository, *words: str) -> Ended:
    """The review of what the branch does once it is committed."""
    repository.commit()
    return repository.run("orgcheck", "changed", "--base", "main", *TODAY, *words)


def test_a_later_row_is_reviewed_as_decided_for_the_future(repository: Repository) -> None:
    repository.write("r.yaml", f"{REGISTER}  later: [{{from: 2027-01-01, parent: food}}]\n")
    ended = changed(repository)

    assert ended.status == 0, ended.out
    assert "In force now, 2026-06-01:" in ended.out
    assert "no changes\n" in ended.out
    assert (
        "Decided for the future, from 2027-01-01 on: 1 move.\n\n"
        "Fisheries moved from Environment to Food\n"
    ) in ended.out


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("{from: 2027-01-01, parent: trade}", "MIN001"),
        ("{from: 2026-09-01, parent: food}", "ORG004"),
    ],
)
def test_a_later_row_fails_where_that_day_breaks_a_rule(
    repository: Repository, row: str, rule: str
) -> None:
    repository.write("r.yaml", f"{REGISTER}  later: [{row}]\n")
    ended = changed(repository, "--format", "github")

    (error,) = [line for line in ended.out.splitlines() if line.startswith("::error")]
    assert ended.status == 1
    assert rule in error
    assert f"(as of {row[7:17]})" in error


def test_a_rewritten_earlier_row_is_a_correction_of_the_past(repository: Repository) -> None:
    repository.replace("r.yaml", "until: 2019-12-31", "until: 2018-12-31")
    ended = changed(repository)

    assert ended.status == 0, ended.out
    assert "HIS002" in ended.out
    assert (
        "Corrections of the past:\n"
        "  Fisheries (fish), 2019-01-01 to 2019-12-31: parent was trade, is environment\n"
    ) in ended.out


def test_a_correction_with_a_reason_is_told_with_it(repository: Repository) -> None:
    repository.replace(
        "r.yaml",
        "until: 2019-12-31, parent: trade",
        "until: 2018-12-31, parent: trade, reason: the minute says so",
    )
    ended = changed(repository)

    assert "HIS002" not in ended.out
    assert "is environment: the minute says so" in " ".join(ended.out.split())


def test_the_past_is_held_against_no_rule(repository: Repository) -> None:
    repository.replace("r.yaml", "until: 2019-12-31", "until: 2020-12-31")

    assert changed(repository).status == 0


def test_a_change_that_holds_now_is_one_of_now(repository: Repository) -> None:
    repository.write(
        "r.yaml",
        REGISTER.replace("name: Fisheries", "name: Fish")
        .replace("  earlier:\n", "  earlier:\n  - {until: 2026-05-31, name: Fisheries}\n")
        .replace("parent: trade}", "name: Fisheries, parent: trade}"),
    )
    ended = changed(repository)

    assert "Fisheries is now called Fish" in ended.out
    assert "Decided for the future" not in ended.out
    assert "Corrections of the past" not in ended.out


def test_a_change_without_a_row_for_what_was_rewrites_the_past(repository: Repository) -> None:
    repository.replace("r.yaml", "name: Fisheries", "name: Fish")
    ended = changed(repository)

    told = " ".join(ended.out.split())
    assert "Fisheries is now called Fish" in told
    assert "2015-01-01 to 2026-05-31: name was Fisheries, is Fish" in told


def test_a_member_that_came_or_went_in_the_past_is_told(repository: Repository) -> None:
    repository.replace("r.yaml", "valid_from: 2015-01-01", "valid_from: 2016-01-01")
    ended = changed(repository)

    assert "2015-01-01 to 2015-12-31: was there, and is not" in " ".join(ended.out.split())


def test_what_breaks_only_beside_what_others_decided_is_seen(repository: Repository) -> None:
    repository.git("switch", "--quiet", "main")
    sea = "- {id: sea, name: Sea, parent: ministry, valid_to: 2026-12-31}\n- id: fish"
    repository.replace("r.yaml", "- id: fish", sea)
    repository.commit()
    repository.git("switch", "--quiet", "--force-create", "branch")
    repository.replace("r.yaml", "parent: environment", "parent: sea")
    ended = changed(repository, "--format", "github")

    assert ended.status == 1
    assert (
        "parent of Fisheries (fish) names sea, which does not exist (as of 2027-01-01)" in ended.out
    )


def test_hooks_judge_the_future_too(repository: Repository) -> None:
    repository.write("r.yaml", f"{REGISTER}  later: [{{from: 2099-01-01, parent: trade}}]\n")
    repository.git("add", "--all")

    for hook in ("validate", "diff"):
        assert repository.run("orgcheck", "hook", hook, "r.yaml").status == 1
    told = repository.run("orgcheck", "hook", "validate", "r.yaml").out
    assert "(as of 2099-01-01)" in told


def test_validate_against_a_revision_judges_the_future_too(repository: Repository) -> None:
    repository.write("r.yaml", f"{REGISTER}  later: [{{from: 2099-01-01, parent: trade}}]\n")
    ended = repository.run("orgcheck", "validate", "r.yaml", "--against", "HEAD")

    assert ended.status == 1
    assert "(as of 2099-01-01)" in " ".join(ended.out.split())


def test_a_day_that_is_named_is_compared_alone(repository: Repository) -> None:
    repository.write("r.yaml", f"{REGISTER}  later: [{{from: 2027-01-01, parent: trade}}]\n")
    ended = repository.run("orgcheck", "diff", "HEAD:r.yaml@2026-01-01", "r.yaml@2026-01-01")

    assert (ended.status, "Decided" in ended.out) == (0, False)


def test_exit_code_sees_every_day(repository: Repository) -> None:
    repository.write("r.yaml", f"{REGISTER}  later: [{{from: 2099-01-01, parent: food}}]\n")

    for arguments, status in ((("HEAD:r.yaml", "r.yaml"), 1), (("r.yaml", "r.yaml"), 0)):
        assert repository.run("orgcheck", "diff", *arguments, "--exit-code").status == status


def test_every_format_with_findings_or_events_tells_the_future(tmp_path: Path) -> None:
    old, new = (tmp_path / name for name in ("old.yaml", "new.yaml"))
    old.write_text(REGISTER)
    new.write_text(f"{REGISTER}  later: [{{from: 2099-01-01, parent: ministry, head: nobody}}]\n")
    compared = review(old, new, isolated=True)
    assert compared.checked is not None

    assert compared.failed
    for name in of_changes():
        format = formats()[name]
        if format.changes is not None and name != "mermaid":
            report = format.changes(compared, Options())
            assert "2099-01-01" in (report if isinstance(report, str) else Pdf(report).text)
        elif format.findings is not None:
            assert "2099-01-01" in findings_report(name, [compared.checked], Options())


def test_json_has_the_future_and_the_past(repository: Repository) -> None:
    repository.write(
        "r.yaml",
        REGISTER.replace("2019-12-31", "2018-12-31")
        + "  later: [{from: 2099-01-01, parent: food}]\n",
    )
    ended = repository.run("orgcheck", "diff", "HEAD:r.yaml", "r.yaml", "--format", "json")
    found = json.loads(ended.out)

    assert [(one["day"], [e["kind"] for e in one["events"]]) for one in found["later"]] == [
        ("2099-01-01", ["move"])
    ]
    (one,) = found["corrections"]
    assert (one["field"], one["said"], one["says"]) == ("parent", "trade", "environment")
    assert one["days"] == [{"from": "2019-01-01", "to": "2019-12-31"}]
    repository.write("changes.json", ended.out)
    assert repository.run("orgcheck", "apply", "changes.json", "r.yaml").status == 0


@pytest.mark.parametrize(
    ("end", "told"),
    [("2030", "2031-01-01"), ("2030-06", "2030-07-01"), ("2030-06-15", "2030-06-16")],
)
def test_an_end_to_come_is_told_of_the_day_on_which_it_is_certain(
    end: str, told: str, repository: Repository
) -> None:
    trade = "{id: trade, name: Trade, parent: ministry"
    repository.write("r.yaml", REGISTER.replace(trade, f"{trade}, valid_to: {end}"))
    ended = changed(repository)

    assert f"Decided for the future, from {told} on: 1 abolition." in ended.out
    assert ended.out.count("Decided for the future") == 1
    # What is yet to come corrects nothing of the past.
    assert "Corrections" not in ended.out
    assert "HIS002" not in ended.out


@pytest.mark.parametrize(
    ("row", "rule", "day"),
    [
        ("later: [{from: 2030, name: Customer Care, parent: food}]", "CHG004", "2030-12-31"),
        ("later: [{from: 2030-03, parent: trade}]", "MIN002", "2030-03-31"),
        ("valid_to: 2030", "CHG002", "2031-01-01"),
    ],
)
def test_a_rule_about_changes_tells_the_day_on_which_it_is_certain(
    row: str, rule: str, day: str, repository: Repository
) -> None:
    pack = (
        "change_rules:\n- {id: MIN002, statement: Nothing moves., on: move, "
        "assert: {forbidden: true}}\n"
    )
    repository.write("pack.yaml", PACK + pack)
    repository.git("switch", "--quiet", "main")
    repository.commit()
    repository.git("switch", "--quiet", "--force-create", "branch")
    repository.write("r.yaml", f"{REGISTER}  {row}\n")
    ended = repository.run("orgcheck", "diff", "HEAD:r.yaml", "r.yaml", *TODAY)

    (told,) = [line for line in joined(ended.out) if rule in line and "as of" in line]
    assert f"(as of {day})" in told


def test_an_uncertain_date_takes_no_answer_of_a_rule_away(repository: Repository) -> None:
    repository.write("r.yaml", f"{REGISTER}  later: [{{from: 2030, parent: food}}]\n")
    ended = changed(repository)

    assert ended.status == 0
    assert "ORG914" not in ended.out


def joined(text: str) -> list[str]:
    """The paragraphs of a report, each on one line."""
    return [" ".join(one.split()) for one in text.split("\n\n")]
