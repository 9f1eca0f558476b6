"""Registers on the command line: `FILE@DAY`, and what reports say of the day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orgcheck.reports.formats import formats_of
from tests.cli.runs import Run, written

REGISTER = """\
register: true
organisation: Ministry
version: "7"
units:
- {id: ministry, name: Ministry, top: true}
- {id: trade, name: Trade, parent: ministry, valid_to: 2019-12-31}
- id: fish
  name: Fisheries
  parent: ministry
  earlier: [{until: 2018-12-31, name: Fish Office, parent: trade}]
"""


@pytest.fixture
def register(folder: Path) -> str:
    return written(folder / "r.yaml", REGISTER).name


def test_a_day_behind_the_name_is_the_day_that_is_asked_for(run: Run, register: str) -> None:
    assert "Fish Office (fish)" in run("show", f"{register}@2018-12-31", "fish").out
    assert "Fisheries (fish)" in run("show", register, "fish").out


def test_the_summary_says_the_day(run: Run, register: str) -> None:
    ended = run("validate", f"{register}@2018-06-01")
    assert ended.out == (
        "no findings · 3 units, as of 2018-06-01, integrity alone: no rule pack is configured\n"
    )


def test_as_of_moves_today(run: Run, register: str) -> None:
    ended = run("validate", register, "--as-of", "2018-06-01")
    assert "as of 2018-06-01" in ended.out


def test_what_is_uncertain_is_counted(run: Run, folder: Path) -> None:
    written(folder / "r.yaml", REGISTER.replace("until: 2018-12-31", "until: 2018"))
    ended = run("validate", "r.yaml@2018-06-01")

    assert ended.status == 0
    assert "as of 2018-06-01, 2 facts uncertain on that day" in " ".join(ended.out.split())


def test_json_has_the_day(run: Run, register: str) -> None:
    ended = run("validate", f"{register}@2018-06-01", "--format", "json")
    (snapshot,) = json.loads(ended.out)["snapshots"]
    assert (snapshot["version"], snapshot["as_of"], snapshot["uncertain"]) == ("7", "2018-06-01", 0)

    ended = run("diff", f"{register}@2018-06-01", f"{register}@2020-01-01", "--format", "json")
    changes = json.loads(ended.out)
    assert [changes[side]["as_of"] for side in ("old", "new")] == ["2018-06-01", "2020-01-01"]


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
@pytest.mark.parametrize("command", ["validate", "diff"])
def test_every_report_for_people_says_the_day(
    run: Run, register: str, command: str, format: str
) -> None:
    days = ("2018-06-01", "2020-01-01") if command == "diff" else ("2018-06-01",)
    ended = run(command, *(f"{register}@{day}" for day in days), "--format", format)

    assert [day for day in days if f"as of {day}" not in ended.out] == []


@pytest.mark.parametrize("format", formats_of("findings"))
def test_every_format_of_findings_takes_a_register(run: Run, register: str, format: str) -> None:
    ended = run("validate", f"{register}@2018-06-01", "--format", format)
    assert (ended.status, ended.err) == (0, "")
    assert "2018-06-01" in ended.out or format in ("concise", "gitlab")


def test_a_comparison_of_two_days_tells_what_happened_between(run: Run, register: str) -> None:
    ended = run("diff", f"{register}@2018-12-31", f"{register}@2020-01-01", "--isolated")
    assert ended.out.startswith("Ministry 7 as of 2018-12-31 to 7 as of 2020-01-01: 3 units before")
    assert "Fish Office is now called Fisheries" in ended.out


def test_a_finding_stands_at_its_row(run: Run, folder: Path) -> None:
    written(folder / "r.yaml", REGISTER.replace("parent: trade}", "parent: trad}"))
    ended = run("validate", "r.yaml@2018-06-01", "--format", "github")

    assert ended.status == 1
    assert "file=r.yaml,line=10,col=60" in ended.out


def test_an_existing_file_of_that_name_wins(run: Run, folder: Path, register: str) -> None:
    name = f"{register}@2018-06-01"
    written(folder / name, "organisation: Other\nunits: [{id: a, name: A, top: true}]\n")

    assert "1 unit, integrity alone" in run("validate", name).out


def test_a_folder_and_standard_input_have_days_too(run: Run, folder: Path) -> None:
    written(folder / "org" / "r.yaml", REGISTER)

    assert "Fish Office" in run("show", "org@2018-06-01", "fish").out
    assert "Fish Office" in run("show", "--", "-@2018-06-01", "fish", stdin=REGISTER).out


def test_settings_of_a_folder_hold_for_its_days(run: Run, folder: Path) -> None:
    written(folder / "org" / "r.yaml", REGISTER)
    written(folder / "org" / "orgcheck.toml", 'rules = ["pack.yaml"]\n')
    written(folder / "org" / "pack.yaml", "pack: p\nrules: []\n").rename(folder / "org/pack.yaml")

    ended = run("validate", "org@2018-06-01")
    assert "no rule pack is configured" not in " ".join(ended.out.split())


@pytest.mark.parametrize("word", ["2018", "2018-06", "2018-13-01", "yesterday"])
def test_what_is_no_day_is_refused(run: Run, register: str, word: str) -> None:
    ended = run("validate", f"{register}@{word}")

    assert ended.status == 3
    assert ended.err.startswith(f'Error: {register}@{word}: "{word}" is no day\n')


def test_a_snapshot_without_time_inside_has_no_days(run: Run, kela: Path) -> None:
    ended = run("validate", f"{kela.name}@2018-06-01")

    assert ended.status == 3
    assert "kela.yaml is no register, so that it says nothing of other days" in ended.err


def test_a_report_does_not_replace_the_register(run: Run, register: str) -> None:
    ended = run("validate", f"{register}@2018-06-01", "--output", register)

    assert ended.status == 2
    assert "is read by this command" in ended.err


def test_an_accepted_match_is_written_into_the_entry(run: Run, folder: Path) -> None:
    old = """\
organisation: Ministry
units:
- {id: ministry, name: Ministry, top: true}
- {id: sea, name: Fish and Seafood, parent: ministry}
"""
    written(folder / "old.yaml", old)
    new = old.replace("organisation", "register: true\norganisation").replace(
        "- {id: sea, name: Fish and Seafood, parent: ministry}",
        "- id: ocean\n  name: Seafood Office\n  parent: ministry\n"
        "  later: [{from: 2000-01-01, tags: [a]}]",
    )
    file = written(folder / "new.yaml", new)
    ended = run("diff", "old.yaml", "new.yaml", "--accept", "sea=ocean", "--yes")

    assert ended.status == 0, ended.err
    assert "previously" in file.read_text()


# -- every day ----------------------------------------------------------------------------------


def test_all_dates_tells_a_cause_once_with_the_days_on_which_it_holds(
    run: Run, folder: Path
) -> None:
    text = REGISTER.replace("valid_to: 2019-12-31", "valid: [{to: 2016-12-31}, {from: 2018-01-01}]")
    written(folder / "r.yaml", text)
    ended = run("validate", "r.yaml", "--all-dates", "--format", "json")

    found = json.loads(ended.out)
    assert ended.status == 1
    assert [(one["rule"], one["message"]) for one in found["findings"]] == [
        (
            "ORG004",
            "parent of fish names trade, which does not exist (2017-01-01 to 2017-12-31)",
        )
    ]
    assert found["snapshots"][0]["stretches"] == 4
    assert run("validate", "r.yaml").status == 0


def test_a_fault_of_two_entries_is_told_of_each_once_with_its_days(run: Run, folder: Path) -> None:
    twice = "- {id: cod, name: Cod, parent: ghost, valid_to: 2019-12-31}\n" * 2
    written(folder / "r.yaml", REGISTER + twice)
    ended = run("validate", "r.yaml", "--all-dates", "--format", "json")

    findings = [one for one in json.loads(ended.out)["findings"] if one["rule"] == "ORG004"]
    assert len({one["location"]["line"] for one in findings}) == len(findings) == 2
    for one in findings:
        assert one["message"].endswith("ghost, which does not exist (until 2019-12-31)")


def test_two_faults_of_one_entry_are_two_on_all_dates_too(run: Run, folder: Path) -> None:
    links = "links: [{type: serves, to: gone}, {type: pays, to: gone}]"
    written(folder / "r.yaml", f"{REGISTER}- {{id: cod, name: Cod, parent: ministry, {links}}}\n")

    for words in ((), ("--all-dates",)):
        ended = run("validate", "r.yaml", *words, "--format", "json")
        columns = [one["location"]["column"] for one in json.loads(ended.out)["findings"]]
        assert len(columns) == len(set(columns)) == 2


def test_what_is_wrong_with_the_form_is_so_on_every_day(run: Run, folder: Path) -> None:
    written(folder / "r.yaml", REGISTER.replace("parent: trade}", "parnt: trade}"))
    ended = run("validate", "r.yaml", "--all-dates", "--format", "github")

    assert ended.out.count("::error") == 1
    assert "(" not in ended.out.splitlines()[0].partition("unknown key")[2]


RULES = """\
pack: p
rules:
- {id: NOW, statement: "It is no office.", for: {id: fish}, assert: {not: {matches: {name: Off}}}}
- id: THEN
  statement: It was no office.
  applies_to: {from: 2012-01-01, to: 2018-12-31}
  for: {id: fish}
  assert: {not: {matches: {name: Off}}}
"""


def test_what_is_over_is_held_against_rules_of_its_time_alone(run: Run, folder: Path) -> None:
    text = REGISTER.replace("earlier:", "valid_from: 2012-01-01\n  earlier:")
    written(folder / "r.yaml", text)
    written(folder / "p.yaml", RULES)
    ended = run("validate", "r.yaml", "--all-dates", "--rules", "p.yaml", "--format", "json")

    found = json.loads(ended.out)["findings"]
    assert [(one["rule"], one["message"][-26:]) for one in found] == [
        ("THEN", "(2012-01-01 to 2018-12-31)")
    ]


def test_all_dates_is_not_asked_against_another_snapshot(run: Run, register: str) -> None:
    ended = run("validate", register, "--all-dates", "--against", register)
    assert (ended.status, ended.out) == (2, "")


# -- as a history -------------------------------------------------------------------------------


def test_a_register_is_a_history_of_its_days(run: Run, register: str) -> None:
    ended = run("history", register)

    assert ended.out.startswith("Ministry: 3 versions, 2018-12-31 to 2020-01-01\n")
    assert "2019-01-01: 1 move up, 1 rename" in ended.out
    assert "2020-01-01: 1 abolition" in ended.out


def test_json_of_a_history_has_the_day_that_was_asked_for(run: Run, register: str) -> None:
    for command in (("history",), ("lineage", "fish")):
        ended = run(*command, register, "--format", "json")
        versions = json.loads(ended.out)["versions"]
        assert [one["as_of"] for one in versions] == ["2018-12-31", "2019-01-01", "2020-01-01"]
        assert all("valid_from" not in one for one in versions)


def test_a_day_is_where_a_history_ends(run: Run, folder: Path) -> None:
    later = REGISTER + "  later: [{from: 2099-01-01, name: Sea}]\n"
    written(folder / "r.yaml", later)

    now, then = run("history", "r.yaml"), run("history", "r.yaml@2099-01-01")
    assert "1 later day, from 2099-01-01 on, not told" in now.out
    assert "2099-01-01: 1 rename" in then.out
    assert "Fisheries is now called Sea" in run("lineage", "fish", "r.yaml@2099-01-01").out


def test_versions_are_written_as_a_register_that_gives_them_back(run: Run, folder: Path) -> None:
    for year, name in (("2020", "Old"), ("2021", "New")):
        written(
            folder / f"{year}.yaml",
            f"organisation: T\nversion: '{year}'\nvalid_from: {year}-01-01\n"
            f"units:\n- {{id: t, name: T, top: true}}\n- {{id: a, name: {name}, parent: t}}\n",
        )
    ended = run("history", "2021.yaml", "2020.yaml", "--register", "-o", "r.yaml")
    assert (ended.status, ended.err) == (0, "")
    assert (
        (folder / "r.yaml").read_text()
        == """\
orgcheck: 1
register: true
organisation: T
version: "2021"
valid_from: 2021-01-01
earlier: [{until: 2020-12-31, version: "2020", valid_from: 2020-01-01}]

units:
  - id: t
    name: T
    top: true

  - id: a
    name: New
    parent: t
    earlier: [{until: 2020-12-31, name: Old}]
"""
    )
    for year in ("2020", "2021"):
        assert run("diff", f"{year}.yaml", f"r.yaml@{year}-06-01", "--exit-code").status == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("kela.yaml", "--register"), "kela.yaml does not say from which day on it holds"),
        (("kela.yaml", "--register", "--format", "json"), "a register is YAML"),
        (("--git", "kela.yaml", "--register"), "--git and --register exclude each other"),
    ],
)
def test_a_register_is_made_of_days(
    run: Run, kela: Path, arguments: tuple[str, ...], message: str
) -> None:
    assert kela.exists()
    ended = run("history", *arguments)

    assert ended.status == 2
    assert message in ended.err


UNCERTAIN = """\
register: true
organisation: Ministry
units:
- {id: ministry, name: Ministry, top: true}
- {id: trade, name: Trade, parent: ministry}
- {id: food, name: Food, parent: ministry, valid_from: 2027}
- {id: fish, name: Fisheries, parent: trade, later: [{from: 2027-03, parent: food}]}
"""
AT_MOST_ONE = """\
pack: p
rules:
- id: P1
  statement: No unit has more than one child.
  for: {}
  assert: {children: {max: 1}}
- id: P2
  statement: Fisheries is within Food in the end.
  for: {id: fish}
  assert: {within: [food, trade]}
"""


@pytest.mark.parametrize("format", ["text", "markdown", "html", "json"])
def test_all_dates_count_what_is_uncertain_on_any_of_them(
    run: Run, folder: Path, format: str
) -> None:
    written(folder / "r.yaml", UNCERTAIN)
    ended = run("validate", "r.yaml", "--all-dates", "--format", format)

    counted = '"uncertain": 2' if format == "json" else "2 facts uncertain on some days"
    assert counted in " ".join(ended.out.split())


@pytest.mark.parametrize("day", ["r.yaml@2027-02-01", "r.yaml@2027-03-15", None])
def test_an_answer_withheld_for_an_uncertain_date_says_so(
    run: Run, folder: Path, day: str | None
) -> None:
    written(folder / "r.yaml", UNCERTAIN)
    written(folder / "p.yaml", AT_MOST_ONE)
    asked = [day] if day else ["r.yaml", "--all-dates"]
    text = " ".join(run("validate", *asked, "--rules", "p.yaml").out.split())
    found = json.loads(run("validate", *asked, "--rules", "p.yaml", "--format", "json").out)

    assert "withheld because of" in text
    assert "could not be read" not in text
    assert "dates that are not known to the day" in text
    assert all(one["uncertain"] for one in found["withheld"])


def test_a_field_that_is_uncertain_is_named_as_such(run: Run, folder: Path) -> None:
    written(folder / "r.yaml", UNCERTAIN.replace(", valid_from: 2027", ""))
    written(folder / "p.yaml", AT_MOST_ONE)
    ended = run("validate", "r.yaml@2027-03-15", "--rules", "p.yaml")

    assert "withheld because of the parent of Fisheries (fish) (uncertain)" in " ".join(
        ended.out.split()
    )


def test_a_rule_that_names_who_may_be_there_names_nobody_unknown(run: Run, folder: Path) -> None:
    written(folder / "r.yaml", UNCERTAIN)
    written(folder / "p.yaml", AT_MOST_ONE.replace("[food, trade]", "food"))
    ended = run("validate", "r.yaml@2027-02-01", "--rules", "p.yaml")

    assert "ORG901" not in ended.out


@pytest.mark.parametrize(
    ("days", "after"),
    [
        # Whether it has ended, whether it has begun, and what it says.
        (("2025-06-01", "2026-06-01"), ", valid_to: 2026"),
        (("2025-06-01", "2026-06-01"), ", valid_from: 2026"),
        (("2026-06-01", "2027-06-01"), ", valid_from: 2026"),
        (("2025-06-01", "2026-06-01"), ", later: [{from: 2026, parent: ministry}]"),
        (("2026-06-01", "2027-06-01"), ", later: [{from: 2026, parent: ministry}]"),
    ],
)
def test_a_comparison_neither_asserts_nor_denies_what_is_uncertain(
    run: Run, folder: Path, days: tuple[str, str], after: str
) -> None:
    fish = "{id: fish, name: Fisheries, parent: trade"
    text = UNCERTAIN.replace(fish, fish + after).replace(LATER, "}")
    written(folder / "r.yaml", text.replace(", valid_from: 2027", ""))
    ended = run("diff", *(f"r.yaml@{day}" for day in days))

    assert "no changes" in ended.out
    assert "1 fact is uncertain on these days" in ended.out


LATER = ", later: [{from: 2027-03, parent: food}]}"


def test_a_unit_ends_with_its_successor_once_that_is_certain(run: Run, folder: Path) -> None:
    fish = "{id: fish, name: Fisheries, parent: trade" + LATER
    both = (
        "{id: fish, name: Fisheries, parent: trade, valid_to: 2026-03-31}\n"
        "- {id: sea, name: Sea and Lakes, parent: trade, valid_from: 2026, replaces: [fish]}"
    )
    written(folder / "r.yaml", UNCERTAIN.replace(fish, both))

    assert "no changes" in run("diff", "r.yaml@2025-06-01", "r.yaml@2026-06-01").out
    later = run("diff", "r.yaml@2025-06-01", "r.yaml@2026-12-31").out
    assert "Sea and Lakes replaced Fisheries" in later


def test_no_version_of_a_history_denies_what_is_uncertain_there(run: Run, folder: Path) -> None:
    fish = "{id: fish, name: Fisheries, parent: trade" + LATER
    written(folder / "r.yaml", UNCERTAIN.replace(fish, fish.replace(LATER, ", valid_to: 2026}")))
    days = ("2025-06-01", "2026-02-01", "2026-06-01", "2027-01-01")
    told = run("history", *(f"r.yaml@{day}" for day in days)).out

    assert told.count("was abolished") == 1
    assert told.index("2027-01-01: 1 abolition") > 0
    assert "again" not in told


def test_show_says_what_a_day_leaves_open(run: Run, folder: Path) -> None:
    written(folder / "r.yaml", UNCERTAIN)
    tree = " ".join(run("show", "r.yaml@2027-03-15").out.split())
    assert "2 facts uncertain on that day" in tree
    assert "its parent is uncertain" in tree
    assert "Uncertain on that day: the parent of fish and whether food is there." in tree

    shown = run("show", "r.yaml@2027-03-15", "fish").out
    assert "uncertain         parent" in shown
    assert "place" not in shown
    ended = run("show", "r.yaml@2027-03-15", "food")
    assert 'whether there is "food" on 2027-03-15 is uncertain' in " ".join(ended.err.split())


def test_the_page_of_a_structure_calls_no_uncertain_parent_missing(run: Run, folder: Path) -> None:
    written(folder / "r.yaml", UNCERTAIN)
    page = run("validate", "r.yaml@2027-03-15", "--format", "html").out

    assert "its parent is uncertain" in page
    assert "its parent does not exist" not in page


def test_why_tells_uncertain_from_faulty(run: Run, folder: Path) -> None:
    written(folder / "r.yaml", UNCERTAIN)
    written(folder / "p.yaml", AT_MOST_ONE)
    told = " ".join(run("why", "fish", "r.yaml@2027-03-15", "--rules", "p.yaml").out.split())

    assert "what it rests on is uncertain on that day" in told
    assert "is faulty" not in told
    assert "chain of command" not in told


def test_a_duty_that_no_unit_holds_is_one_of_the_register_all_the_same(
    run: Run, folder: Path
) -> None:
    duties = "responsibilities: [{id: advice, name: advice to all}]\nunits:"
    written(folder / "r.yaml", UNCERTAIN.replace("units:", duties))
    ended = run("history", "r.yaml", "--duty", "advice", "--as-of", "2028-01-01")

    assert ended.status == 0
    assert "recorded with no unit in any version" in ended.out


def test_corrections_are_told_in_the_language_asked(run: Run, folder: Path) -> None:
    gone = "- {id: gone, name: Gone, parent: trade, valid_from: 2015-01-01, valid_to: 2016-12-31}\n"
    written(folder / "old.yaml", UNCERTAIN)
    written(folder / "new.yaml", UNCERTAIN + gone)
    told = run("diff", "old.yaml", "new.yaml", "--lang", "fi", "--as-of", "2026-01-01").out

    assert "yksikkö gone, 1.1.2015–31.12.2016: ei ollut mukana, nyt on" in told
