"""The example of a custom rule, installed for real into an environment of its own."""

from __future__ import annotations

import json
import os
import shutil
import site
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "custom-rule"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the example package; everything else is the tests' own."""
    pytest.importorskip("pip")
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("environment")
    home, source = folder / "venv", folder / "custom-rule"
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(home)}))
    # What orgcheck needs is there already, in the environment that runs the tests: no download.
    borrowed = [str(ROOT), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    borrowed += site.getsitepackages()
    (packages / "borrowed.pth").write_text("\n".join(dict.fromkeys(borrowed)), encoding="utf-8")
    shutil.copytree(EXAMPLE, source)
    install = (
        *(sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"),
        *("--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"),
    )
    subprocess.run([*install, str(source)], check=True, cwd=folder)
    return python


def orgcheck(python: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run orgcheck in the environment, beside the example's files."""
    return subprocess.run(
        [str(python), "-m", "orgcheck", *arguments],
        cwd=EXAMPLE,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


CHECK = ("validate", "snapshot.yaml", "--rules", "rules.yaml", "--isolated")
MESSAGE = "southern-office has a headcount of 55, more than 4 times the 12 of northern-office"


def test_its_finding_shows_in_the_terminal(environment: Path) -> None:
    ended = orgcheck(environment, *CHECK)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("snapshot.yaml:12:18 warning BAL001 No office has more than")
    assert MESSAGE in " ".join(ended.stdout.split())
    assert "basis: Staffing plan, section 2" in ended.stdout


def test_its_finding_shows_as_json_and_sarif(environment: Path) -> None:
    (found,) = json.loads(orgcheck(environment, *CHECK, "--format", "json").stdout)["findings"]
    assert (found["rule"], found["unit"], found["severity"]) == (
        "BAL001",
        "southern-office",
        "warning",
    )
    assert MESSAGE in found["message"]
    assert found["location"]["line"] == 12
    (run,) = json.loads(orgcheck(environment, *CHECK, "--format", "sarif").stdout)["runs"]
    (result,) = run["results"]
    assert result["ruleId"] == "BAL001"
    assert "southern-office" in result["message"]["text"]


def test_its_own_tests_run(environment: Path) -> None:
    ended = orgcheck(environment, "rules", "test", "rules.yaml", "--strict")
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_without_the_package_the_pack_says_what_is_missing() -> None:
    ended = orgcheck(Path(sys.executable), *CHECK)
    assert ended.returncode == 2
    assert (
        "rules.yaml:11:15: assert.custom.rule: no installed package has a custom rule"
        in ended.stderr
    )
