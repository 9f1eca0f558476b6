"""The steps of a GitHub workflow or composite action, run by a shell as a runner would."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.repositories import Ended, Repository

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


def steps_of(file: Path, job: str = "structure") -> list[dict[str, Any]]:
    """The steps of an action, or those of a job of a workflow."""
    whole = yaml.safe_load(file.read_text("utf-8"))
    return list((whole["runs"] if "runs" in whole else whole["jobs"][job])["steps"])


def put_program(scratch: Path) -> None:
    """Put the program under test where the action installs its own."""
    place = scratch / "orgcheck/bin"
    place.mkdir(parents=True)
    (place / "orgcheck").symlink_to(Path(sys.executable).parent / "orgcheck")


@dataclass
class Runner:
    """Runs steps in a repository, given what every expression that they use comes to."""

    repository: Repository
    scratch: Path
    expressions: dict[str, str]
    variables: Mapping[str, str] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)

    def run(self, steps: list[dict[str, Any]]) -> Ended:
        """Run steps until one fails; all that they printed."""
        out = err = ""
        for step in steps:
            if "run" not in step or not self._wanted(step):
                continue
            ended = self._step(step)
            self.ran.append(step["name"])
            out, err = out + ended.out, err + ended.err
            if ended.status:
                return Ended(ended.status, out, err)
        return Ended(0, out, err)

    @property
    def summary(self) -> str:
        """What the steps wrote into the summary of the job."""
        file = self.scratch / "summary"
        return file.read_text("utf-8") if file.exists() else ""

    def _wanted(self, step: dict[str, Any]) -> bool:
        return "if" not in step or self.expressions[step["if"]] == "true"

    def _step(self, step: dict[str, Any]) -> Ended:
        assert step["shell"] == "bash"
        self.scratch.mkdir(exist_ok=True)
        script = self.scratch / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        outputs = self.scratch / "output"
        outputs.write_text("", encoding="utf-8")
        ended = self.repository.run(
            *("bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)),
            RUNNER_TEMP=str(self.scratch),
            GITHUB_OUTPUT=str(outputs),
            GITHUB_STEP_SUMMARY=str(self.scratch / "summary"),
            **self.variables,
            **{name: self._valued(str(value)) for name, value in step.get("env", {}).items()},
        )
        for line in outputs.read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            self.expressions[f"steps.{step['id']}.outputs.{name}"] = value
        return ended

    def _valued(self, text: str) -> str:
        return _EXPRESSION.sub(lambda match: self.expressions[match[1]], text)
