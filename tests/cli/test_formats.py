"""`--format` and `--report`: every form comes from the same run, and decides nothing."""

from __future__ import annotations

import json
from dataclasses import fields
from functools import partial
from importlib import import_module
from inspect import signature
from pathlib import Path
from pkgutil import iter_modules
from xml.etree import ElementTree

import pytest

from orgcheck.reports import formats as packages
from orgcheck.reports.format import Options
from orgcheck.reports.formats import formats_of, of_changes
from tests.cli.runs import Run, written
from tests.repositories import Repository


@pytest.fixture
def moved(kela: Path) -> Path:
    """The organisation before its audit unit moved."""
    text = kela.read_text("utf-8").replace(
        "Internal Audit, parent: shared-services", "Internal Audit, parent: kela"
    )
    return written(kela.parent / "old.yaml", text)


def test_no_two_formats_have_one_name() -> None:
    modules = (
        import_module(f"{packages.__name__}.{m.name}") for m in iter_modules(packages.__path__)
    )
    names = [format.name for module in modules for format in module.FORMATS]
    assert sorted(names) == sorted(packages.formats())


@pytest.mark.parametrize("name", packages.formats())
def test_a_report_in_a_module_of_its_own_is_given_every_option_that_it_takes(name: str) -> None:
    options = {field.name for field in fields(Options)}
    for report in vars(packages.formats()[name]).values():
        if isinstance(report, partial):
            module, heeded = report.args
            taken = signature(import_module(module).report).parameters
            assert options & set(taken) == set(heeded), module


@pytest.mark.usefixtures("kela", "pack")
@pytest.mark.parametrize("format", formats_of("findings"))
def test_the_exit_status_of_validate_is_the_same_in_every_format(run: Run, format: str) -> None:
    broken = run("validate", "kela.yaml", "--rules", "rules.yaml", "--format", format)
    whole = run("validate", "kela.yaml", "--isolated", "--format", format)
    assert (broken.status, whole.status) == (1, 0)
    assert (broken.err, whole.err) == ("", "")


@pytest.mark.usefixtures("moved", "pack")
@pytest.mark.parametrize("format", of_changes())
def test_the_exit_status_of_diff_is_the_same_in_every_format(run: Run, format: str) -> None:
    # A PDF is no text to print.
    wanted = ("--rules", "rules.yaml", "--format", format, "-o", "report")
    worse = run("diff", "old.yaml", "kela.yaml", *wanted)
    better = run("diff", "kela.yaml", "old.yaml", *wanted)
    assert (worse.status, better.status) == (1, 0)


@pytest.mark.usefixtures("moved", "pack")
def test_one_run_writes_several_reports(run: Run, folder: Path) -> None:
    ended = run(
        *("diff", "old.yaml", "kela.yaml", "--rules", "rules.yaml", "--format", "github"),
        *("--report", "markdown:change.md", "--report", "sarif:change.sarif"),
    )
    assert ended.out.startswith("::error file=kela.yaml,line=8,")
    assert (folder / "change.md").read_text("utf-8").startswith("## Kela: 2024")
    results = json.loads((folder / "change.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == ["KELA001"]


@pytest.mark.usefixtures("pack")
@pytest.mark.parametrize(("threshold", "failures"), [("error", 0), ("warning", 1)])
def test_a_test_report_fails_what_the_threshold_says(
    run: Run, kela: Path, threshold: str, failures: int
) -> None:
    written(kela, kela.read_text("utf-8").replace("Shared Services", "Internal Audit"))
    ended = run(
        *("validate", "kela.yaml", "--rules", "rules.yaml", "--select", "KELA002"),
        *("--fail-on", threshold, "--format", "junit"),
    )
    assert (ended.status, f'failures="{failures}"' in ended.out) == (failures, True)


PLACE = {
    "github": lambda text: text.partition("file=")[2].partition(",")[0],
    "gitlab": lambda text: json.loads(text)[0]["location"]["path"],
    "sarif": lambda text: json.loads(text)["runs"][0]["results"][0]["locations"][0][
        "physicalLocation"
    ]["artifactLocation"]["uri"],
    "junit": lambda text: ElementTree.fromstring(text)[0][0].attrib["file"],
}


@pytest.mark.parametrize("format", PLACE)
@pytest.mark.parametrize("spelling", ["kela.yaml", "absolute", "../structure/kela.yaml", "HEAD"])
def test_a_path_beside_the_code_counts_from_the_root_of_the_repository(
    run: Run,
    kela: Path,
    pack: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    format: str,
    spelling: str,
) -> None:
    inner = folder / "structure"
    snapshot = written(inner / "kela.yaml", kela.read_text("utf-8"))
    Repository.made(folder).commit()
    monkeypatch.chdir(inner)
    argument = {"absolute": str(snapshot), "HEAD": "HEAD:./kela.yaml"}.get(spelling, spelling)

    ended = run("validate", argument, "--rules", str(pack), "--isolated", "--format", format)

    assert PLACE[format](ended.out) == "structure/kela.yaml"
