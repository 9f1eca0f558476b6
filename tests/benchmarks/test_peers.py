"""What peers are asked is what orgcheck is asked: they find the same units."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec

import pytest

from benchmarks.data import Data
from benchmarks.processes import PROJECT

PACK = str(PROJECT / "benchmarks" / "pack3.yaml")


def needs(package: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(
        find_spec(package) is None, reason=f"{package} is not installed: pip install '.[bench]'"
    )


def said(module: str, *arguments: str) -> str:
    """What a program prints, its status being 0 or 1."""
    ended = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode in (0, 1), ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    return Data(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def faulty(data: Data) -> str:
    return data.snapshot(500, "--changed", "0.3")


@pytest.fixture(scope="module")
def breaches(faulty: str) -> set[str]:
    """Rule and unit of each finding, as `orgcheck validate` tells them."""
    report = said("orgcheck", "validate", faulty, "--isolated", "--rules", PACK, "--format", "json")
    found = {f"{one['rule']} {one['unit']}" for one in json.loads(report)["findings"]}
    assert {breach.split()[0] for breach in found} == {"THREE1", "THREE2", "THREE3"}
    return found


@pytest.mark.parametrize(
    "peer",
    [
        pytest.param("shacl", marks=needs("pyshacl")),
        pytest.param("rego", marks=needs("regopy")),
    ],
)
def test_the_same_rules_in_another_language_find_the_same_units(
    peer: str, faulty: str, breaches: set[str]
) -> None:
    assert set(said(f"benchmarks.peers.{peer}", faulty).splitlines()) == breaches


def test_the_checks_that_are_timed_alone_are_those_of_the_command(
    faulty: str, breaches: set[str]
) -> None:
    assert set(said("benchmarks.in_process", "validate", faulty, PACK).splitlines()) == breaches


@pytest.fixture(scope="module")
def versions(data: Data) -> tuple[str, str]:
    return data.snapshot(200), data.snapshot(200, "--changed", "0.2")


@pytest.fixture(scope="module")
def changed(versions: tuple[str, str]) -> set[str]:
    """The units of which `orgcheck diff` says that something is different."""
    report = json.loads(said("orgcheck", "diff", *versions, "--isolated", "--format", "json"))
    assert {"abolish", "create", "merge", "move", "rename"} <= report["summary"].keys()
    return {edit["unit"] for event in report["events"] for edit in event["edits"]}


@pytest.mark.parametrize(
    "peer",
    [
        pytest.param("deep_diff", marks=needs("deepdiff")),
        pytest.param("apted", marks=needs("apted")),
        pytest.param("graphtage", marks=needs("graphtage")),
    ],
)
def test_edits_of_trees_and_dicts_touch_the_units_that_changed(
    peer: str, versions: tuple[str, str], changed: set[str]
) -> None:
    assert set(said(f"benchmarks.peers.{peer}", *versions).split()) == changed


def test_the_comparison_that_is_timed_alone_touches_the_units_of_the_command(
    versions: tuple[str, str], changed: set[str]
) -> None:
    assert set(said("benchmarks.in_process", "diff", *versions).split()) == changed
