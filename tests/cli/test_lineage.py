"""`orgcheck lineage`: the lineage of a unit, as it is asked for on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orgcheck.reports.formats import formats_of
from tests.cli.runs import Run, written

KELA = """\
organisation: Kela
version: "{version}"
units:
- {{id: kela, name: Kela, top: true}}
{units}
"""
VERSIONS = {
    "2021": [
        "{id: ict, name: ICT Services, parent: kela}",
        "{id: audit, name: Audit, parent: kela}",
    ],
    "2022": ["{id: digital, name: Digital Services, parent: kela, replaces: [ict]}"],
    "2023": [
        "{id: digital, name: Digital Services, parent: kela}",
        "{id: audit, name: Internal Audit, parent: kela}",
    ],
}


@pytest.fixture
def versions(folder: Path) -> tuple[str, ...]:
    for label, units in VERSIONS.items():
        listed = "\n".join(f"- {unit}" for unit in units)
        written(folder / f"{label}.yaml", KELA.format(version=label, units=listed))
    return tuple(f"{label}.yaml" for label in VERSIONS)


def test_the_lineage_is_a_history_whose_branches_are_those_who_took_over(
    run: Run, versions: tuple[str, ...]
) -> None:
    ended = run("lineage", "ict", *versions)
    assert (ended.status, ended.err) == (0, "")
    assert (
        ended.out
        == """\
ICT Services (ict), Kela
3 versions, 2021 to 2023

2021  First recorded as part of Kela.
2022  Digital Services replaced ICT Services.
        declared: replaces in 2022.yaml:5
      └── Digital Services (digital)
          2023  It is part of Kela.
"""
    )


def test_a_version_that_leaves_a_unit_out_is_named(run: Run, versions: tuple[str, ...]) -> None:
    assert (
        run("lineage", "audit", *versions).out
        == """\
Internal Audit (audit), Kela
3 versions, 2021 to 2023

2021  First recorded as part of Kela.
2023  Recorded again, now called Internal Audit: 2022 alone leaves it out.
      It is part of Kela.
"""
    )


@pytest.mark.parametrize("format", formats_of("lineages"))
def test_every_format_says_the_same_whatever_the_order_of_the_snapshots(
    run: Run, versions: tuple[str, ...], format: str
) -> None:
    ended = run("lineage", "digital", *versions, "--format", format)
    turned = run("lineage", "digital", *reversed(versions), "--format", format)
    assert (ended.status, turned.status) == (0, 0)
    assert ended.out == turned.out
    assert "ICT Services" in ended.out


def test_a_flowchart_has_each_version_on_a_line_of_its_own(
    run: Run, versions: tuple[str, ...]
) -> None:
    drawn = run("lineage", "digital", *versions, "--format", "mermaid").out.splitlines()

    # Mermaid would part a date where a line of its own width ends.
    (handover,) = (line.strip() for line in drawn if "-->" in line)
    assert handover == 'u0 -->|"replace<br/>2022"| u1'
    assert '  u0["ICT Services<br/>recorded in 2021"]:::ended' in drawn
    assert any("wrappingWidth" in line for line in drawn[: drawn.index("flowchart LR")])


def test_the_ending_of_the_file_chooses_the_form(
    run: Run, folder: Path, versions: tuple[str, ...]
) -> None:
    assert run("lineage", "ict", *versions, "-o", "ict.json").out == ""
    data = json.loads((folder / "ict.json").read_text("utf-8"))
    assert data["schema"] == "orgcheck.lineage/1"


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("digitl", "2021.yaml", "2022.yaml"), 2, 'did you mean "digital"?'),
        (("ict", "2021.yaml", "2021.yaml"), 2, 'both are version "2021"'),
        (("ict", "2021.yaml", "absent.yaml"), 2, "absent.yaml"),
        (("ict", "2021.yaml", "broken.yaml"), 3, "broken.yaml:1:1"),
        (("ict",), 2, "no snapshot is named"),
    ],
)
def test_what_keeps_a_lineage_from_being_told_is_said(
    run: Run,
    folder: Path,
    versions: tuple[str, ...],
    arguments: tuple[str, ...],
    status: int,
    words: str,
) -> None:
    written(folder / "broken.yaml", "[]\n")
    ended = run("lineage", *arguments)
    assert (ended.status, ended.out) == (status, "")
    assert words in ended.err
    assert versions


@pytest.mark.parametrize("form", ["text", "html"])
def test_the_names_that_a_language_lacks_are_told(run: Run, folder: Path, form: str) -> None:
    text = "organisation: X\nversion: '{}'\nunits: [{{id: a, name: {{fi: Virasto}}, top: true}}]\n"
    for version in ("2023", "2024"):
        written(folder / f"n{version}.yaml", text.format(version))
    sides = [str(folder / f"n{version}.yaml") for version in ("2023", "2024")]
    told = run("lineage", "a", *sides, "--lang", "sv", "--format", form).out
    assert "1 namn saknas på detta språk (sv)" in " ".join(told.split())
    assert "saknas på detta språk" not in run("lineage", "a", *sides, "--lang", "fi").out
