"""Running the program: in this process for speed, as a process of its own where that matters."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from orgcheck.cli import main
from tests.cli.runs import Outcome, Run, written

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process, in the empty folder."""
    assert folder == Path.cwd()

    def run(*arguments: str, stdin: str = "") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Outcome(ended.value.code, out, err)

    return run


@pytest.fixture
def process(folder: Path) -> Run:
    """Run the command line as a process of its own, in the empty folder."""

    def run(*arguments: str, stdin: str = "", **environment: str) -> Outcome:
        ended = subprocess.run(
            [sys.executable, "-m", "orgcheck", *arguments],
            input=stdin.encode(),
            capture_output=True,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(PROJECT), **environment},
            check=False,
        )
        return Outcome(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    return run


@pytest.fixture
def kela(folder: Path) -> Path:
    """A small organisation, in `kela.yaml`."""
    return written(
        folder / "kela.yaml",
        """\
organisation: Kela
version: "2024"
posts:
  - {id: director-general, name: Director General, unit: kela}
units:
  - {id: kela, name: Kela, top: true, head: director-general}
  - {id: shared-services, name: Shared Services, parent: kela}
  - {id: internal-audit, name: Internal Audit, parent: shared-services}
""",
    )


@pytest.fixture
def pack(folder: Path) -> Path:
    """Two rules, in `rules.yaml`; the small organisation breaks the first."""
    return written(
        folder / "rules.yaml",
        """\
pack: kela
rules:
  - id: KELA001
    statement: Internal Audit reports directly to the Director General.
    basis: Kela, Business units
    for: {id: internal-audit}
    assert: {reports_directly_to: director-general}
    fix: "give internal-audit `reports_to: director-general`"
  - id: KELA002
    statement: Every unit has a name of its own.
    severity: warning
    assert: {unique: name}
""",
    )
