"""`orgcheck compare`: three scenarios of the ministry on one sheet."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from orgcheck.merging.behind import with_only
from orgcheck.merging.sides import Branch
from orgcheck.reports.formats import formats_of
from orgcheck.snapshot.writing import yaml_of
from tests import ministry
from tests.cli.runs import Run, written
from tests.reports.pdfs import Pdf

# What is no text is looked into by tests of its own.
TEXTS = [name for name in formats_of("scenarios") if name != "paper-pdf"]
SCENARIOS = ("whole.yaml", "land.yaml", "moves.yaml")


@pytest.fixture(autouse=True)
def versions(folder: Path) -> None:
    """The ministry, its reorganisation, and two that do less."""
    branch = Branch.of("whole", ministry.before(), ministry.after())
    written(folder / "before.yaml", (ministry.FOLDER / "before.yaml").read_text("utf-8"))
    written(folder / "whole.yaml", (ministry.FOLDER / "after.yaml").read_text("utf-8"))
    written(folder / "rules.yaml", (ministry.FOLDER / "rules.yaml").read_text("utf-8"))
    for name, kinds in (("land", ("split", "move")), ("moves", ("move",))):
        chosen = [event for event in branch.events if event.kind in kinds]
        events = [event for event in chosen if not {"5110", "5120", "5130"} & {*event.old}]
        done = with_only(branch, events).organisation.snapshot
        written(folder / f"{name}.yaml", yaml_of(done.model_copy(update={"version": name})))


def test_each_scenario_has_a_column_and_the_structure_that_there_is_one_too(run: Run) -> None:
    ended = run("compare", "before.yaml", *SCENARIOS, "--rules", "rules.yaml", "--format", "json")
    assert (ended.status, ended.err) == (0, "")
    record = json.loads(ended.out)
    measures = {one["measure"]: [one["base"], *one["options"]] for one in record["measures"]}
    assert measures["Units"] == ["117", "112", "118", "117"]
    assert measures["Duties dropped"][1:] == ["2", "0", "0"]
    assert measures["Headcount"][1] == "923 (-32)"
    assert [one["title"] for one in record["options"]] == [
        "A: Reorganisation of the ministry in 2026",
        "B: land",
        "C: moves",
    ]
    assert record["options"][0]["summary"]["merge"] == 1


@pytest.mark.parametrize("format", TEXTS)
def test_every_format_says_what_happens_in_each(run: Run, format: str) -> None:
    ended = run("compare", "before.yaml", *SCENARIOS, "--format", format)
    assert ended.status == 0
    for words in ("Reorganisation of the ministry in 2026", "land", "moves"):
        assert words in ended.out
    if format in ("text", "html", "markdown"):
        assert "Land and Forestry Directorate was split into" in " ".join(ended.out.split())
        assert "B: land" in ended.out


def test_the_paper_has_a_column_for_each_option(run: Run) -> None:
    asked = ("before.yaml", *SCENARIOS, "--rules", "rules.yaml", "--format", "paper-markdown")
    ended = run("compare", *asked)
    rows = [line.replace("<b>", "").replace("</b>", "") for line in ended.out.splitlines()]

    assert "| Reservoirs moves from Dams to Water Economy. | yes | yes | yes |" in rows
    assert (
        "| advice on peat extraction | – | Peat Extraction | nobody | unchanged | unchanged |"
        in rows
    )
    assert "| “No site is closed.” | Warning: Peatland Development Agency | – | – |" in rows
    assert "- the words of the resolution (B and C)" in rows
    assert "- who decides" in rows


def test_of_ids_files_and_rules_the_paper_has_no_word_but_in_its_sources(run: Run) -> None:
    asked = ("before.yaml", *SCENARIOS, "--rules", "rules.yaml", "--format", "paper-markdown")
    text, _, sources = run("compare", *asked).out.partition(": Sources\n")

    assert re.findall(r"\b[1-8]\d{3}\b(?<!202\d)|CHG\d+|\.yaml", text) == []
    assert [name for name in ("before.yaml", *SCENARIOS) if name not in sources] == []


def test_all_forms_of_the_paper_are_of_one_content(run: Run, folder: Path) -> None:
    asked = ("before.yaml", *SCENARIOS, "--rules", "rules.yaml", "--lang", "fi")
    run("compare", *asked, "--report", "paper:paper.html", "-o", "paper.pdf")
    page = (folder / "paper.html").read_text(encoding="utf-8")
    first, *_ = Pdf((folder / "paper.pdf").read_bytes()).pages

    for words in ("Vaihtoehdot rinnakkain", "Ei ilmoitettu", "Ministeriön uudistus 2026"):
        assert words in page
        assert words in first


def test_the_table_fits_a_terminal_however_many_options_there_are(run: Run) -> None:
    for options in (SCENARIOS, (*SCENARIOS, *SCENARIOS, *SCENARIOS)):
        ended = run("compare", "before.yaml", *options, "--rules", "rules.yaml")
        lines = ended.out.splitlines()
        assert max(map(len, lines)) <= 100
        heads = [line.split()[1:] for line in lines if line.lstrip().startswith("2025 ")]
        assert [letter for head in heads for letter in head] == list("ABCDEFGHI"[: len(options)])


def test_what_tells_no_option_from_another_stands_apart(run: Run) -> None:
    ended = run("compare", "before.yaml", *SCENARIOS, "--rules", "rules.yaml")
    assert "\nThe same in all: Findings it mends: 0; Status: in force; Layers: 4.\n" in ended.out
    assert not re.search("^Layers", ended.out, re.M)


def test_what_happens_in_other_options_too_is_said(run: Run) -> None:
    ended = run("compare", "before.yaml", *SCENARIOS)
    said = " ".join(ended.out.split())
    assert said.count("Reservoirs moved from Dams to Water Economy (in B and C too)") == 1
    assert "Reservoirs moved from Dams to Water Economy (in A and B too)" in said
    assert "merged into Water Directorate Land" in said


@pytest.mark.parametrize("format", TEXTS)
def test_a_name_drives_neither_a_terminal_nor_a_runner_nor_a_page(
    run: Run, folder: Path, format: str
) -> None:
    hostile = "\x1b[31m</script><b>\n::error::x ##[group]y"
    for name in ("a", "b"):
        unit = f"{{id: top, name: {json.dumps(hostile + name)}, top: true}}"
        written(folder / f"{name}.yaml", f"organisation: {json.dumps(hostile)}\nunits: [{unit}]\n")
    ended = run("compare", "a.yaml", "b.yaml", "a.yaml", "--format", format)
    assert ended.status == 0
    assert "\x1b" not in ended.out
    assert "##[" not in ended.out
    assert not any(line.lstrip().startswith("::") for line in ended.out.splitlines())
    if format not in ("json", "text"):
        assert "</script><b>" not in ended.out


def test_a_scenario_that_cannot_be_read_stops_the_comparison(run: Run, folder: Path) -> None:
    written(folder / "broken.yaml", "units: [")
    ended = run("compare", "before.yaml", "whole.yaml", "broken.yaml")
    assert (ended.status, ended.out) == (3, "")
    assert "broken.yaml:1:" in ended.err
