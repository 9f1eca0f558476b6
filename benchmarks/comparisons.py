"""What is compared with what, and which ratio is the goal."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.processes import Command

HERE = Path(__file__).parent
ORGCHECK = (sys.executable, "-m", "orgcheck")
PACK = str(HERE / "pack12.yaml")


@dataclass
class Data:
    """Generated snapshots, each made when it is first asked for."""

    folder: Path
    units: int
    _made: dict[tuple[str, ...], str] = field(default_factory=dict)

    def snapshot(self, *options: str, units: int | None = None) -> str:
        """The path of a generated snapshot; the options are those of the generator."""
        key = (str(units or self.units), *options)
        if key not in self._made:
            path = str(self.folder / f"{len(self._made)}.yaml")
            subprocess.run(
                [sys.executable, "-m", "benchmarks.generate", "--units", key[0], *options, path],
                check=True,
                stdout=subprocess.DEVNULL,
            )
            self._made[key] = path
        return self._made[key]


@dataclass(frozen=True)
class Comparison:
    """Commands that answer the same question, and the greatest ratios that are aimed at."""

    name: str
    question: str
    commands: Callable[[Data], Mapping[str, Command]]
    goals: tuple[tuple[str, str, float], ...]
    slow: bool = False


def _peer(name: str, *arguments: str) -> Command:
    return (sys.executable, str(HERE / "peers" / f"{name}.py"), *arguments)


def _validate(snapshot: str, *options: str) -> Command:
    return (*ORGCHECK, "validate", snapshot, "--isolated", *options)


def _diff(old: str, new: str, *options: str) -> Command:
    return (*ORGCHECK, "diff", old, new, "--isolated", *options)


def _small(_data: Data) -> Mapping[str, Command]:
    return {
        "orgcheck validate, Kela": _validate("snapshots/2024.yaml", "--rules", "rules/kela.yaml"),
        "the imports alone": _peer("imports"),
    }


def _large(data: Data) -> Mapping[str, Command]:
    snapshot = data.snapshot()
    return {
        "orgcheck validate, 12 rules": _validate(snapshot, "--rules", PACK),
        "bare event scan": _peer("scan", snapshot),
        "yaml.load(CSafeLoader)": _peer("load", snapshot),
    }


def _change(data: Data) -> Mapping[str, Command]:
    old, new = data.snapshot(), data.snapshot("--changed", "0.01")
    return {
        "orgcheck diff, 1% changed": _diff(old, new),
        "orgcheck validate, no rules": _validate(old),
        "DeepDiff of the loaded dicts": _peer("deep_diff", old, new),
    }


def _inference(data: Data) -> Mapping[str, Command]:
    old = data.snapshot()
    return {
        "orgcheck diff, 30% of ids new": _diff(
            old, data.snapshot("--changed", "0.01", "--new-ids", "0.3")
        ),
        "orgcheck diff, ids stable": _diff(old, data.snapshot("--changed", "0.01")),
    }


COMPARISONS = (
    Comparison(
        "small",
        "what a pre-commit hook feels",
        _small,
        (("orgcheck validate, Kela", "the imports alone", 1.5),),
    ),
    Comparison(
        "validate",
        "reading and checking against reading alone",
        _large,
        (
            ("orgcheck validate, 12 rules", "bare event scan", 3),
            ("orgcheck validate, 12 rules", "yaml.load(CSafeLoader)", 0.25),
        ),
    ),
    Comparison(
        "diff",
        "two snapshots against one, and against fields alone",
        _change,
        (
            ("orgcheck diff, 1% changed", "orgcheck validate, no rules", 2.2),
            ("orgcheck diff, 1% changed", "DeepDiff of the loaded dicts", 0.2),
        ),
    ),
    Comparison(
        "inference",
        "finding units again against knowing them by their ids",
        _inference,
        (("orgcheck diff, 30% of ids new", "orgcheck diff, ids stable", 2),),
    ),
)
