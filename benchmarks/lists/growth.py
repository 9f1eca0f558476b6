"""What an entry of a list costs among many, against its cost among a tenth of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.commands import orgcheck
from benchmarks.lists.forms import EVERY_LIST, LongList, State, text_of
from benchmarks.processes import Command, Crash, run

CHECKED = ("json", "sarif", "junit", "github", "gitlab", "markdown", "html")
TOLD = ("json", "markdown", "html", "mermaid", "paper", "paper-markdown", "sarif", "junit")
MOST_GROWTH = 1.5
# Less than so much time above that of a list of one entry is not told apart from noise.
NOISE = 0.15


@dataclass(frozen=True)
class Growth:
    """The seconds of one command at each size, and how the cost of an entry grows between them."""

    listed: str
    command: str
    seconds: Mapping[int, float]
    failure: str | None = None

    @property
    def factors(self) -> list[float]:
        """For each size but the first: what an entry costs, against the size before."""
        start, *sizes = sorted(self.seconds)
        above = [(size, max(self.seconds[size] - self.seconds[start], NOISE)) for size in sizes]
        return [
            (more / large) / (few / small)
            for (small, few), (large, more) in itertools.pairwise(above)
        ]

    @property
    def holds(self) -> bool:
        """Whether an entry costs at most half as much again at each step."""
        return self.failure is None and all(factor <= MOST_GROWTH for factor in self.factors)


def growths(folder: Path, sizes: Sequence[int], wanted: str) -> Iterator[Growth]:
    """Measure every command on every list whose name holds a text, at a size of 1 and at these."""
    for sort, lists in EVERY_LIST.items():
        for listed in lists:
            if wanted in listed.name:
                yield from _of_list(folder, sort, listed, (1, *sizes))


def _of_list(folder: Path, sort: str, listed: LongList, sizes: Sequence[int]) -> Iterator[Growth]:
    seconds: dict[str, dict[int, float]] = {}
    failures: dict[str, str] = {}
    for size in sizes:
        files = _written(folder, sort, listed, size)
        for name, command in _commands(sort, files, str(folder)).items():
            if name in failures:
                continue
            try:
                seconds.setdefault(name, {})[size] = run(command).seconds
            except Crash as crash:
                # A change set that does not fit, and a pack that is wrong, are refused.
                if State.WRONG not in name and sort == "snapshot":
                    failures[name] = str(crash)
    for name, own in seconds.items():
        yield Growth(listed.name, name, own, failures.get(name))


def _written(folder: Path, sort: str, listed: LongList, size: int) -> Mapping[str, str]:
    """The files of a list at one size, by what they say, and the snapshot they are held against."""
    texts = {str(state): text_of(listed.written(size, state)) for state in State}
    texts["again"] = texts[State.RIGHT] + "\n"
    members = [{"id": f"m{n}", "name": "M", "parent": "ghost"} for n in range(size)]
    top = {"id": "top", "name": "Top", "top": True}
    units = [top, *(members if sort == "waivers" else ())]
    texts["base"] = text_of({"organisation": "Growth", "units": units})
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return {name: str(folder / f"{name}.yaml") for name in texts}


def _commands(sort: str, files: Mapping[str, str], folder: str) -> Mapping[str, Command]:
    """Every command that reads such a file, each with all its reports at once."""
    right, changed, wrong = (files[state] for state in State)
    checked = _reports(CHECKED, folder)
    if sort == "snapshot":
        told, change = _reports(TOLD, folder), f"{folder}/report.json"
        good = ("--isolated", "--rules", "builtin:good-practice", *checked)
        programs = {
            "validate, right": orgcheck("validate", right, *good),
            "validate, wrong": orgcheck("validate", wrong, *good),
            "diff, unchanged": orgcheck("diff", right, files["again"], "--isolated", *told),
            "diff, wrong": orgcheck("diff", right, wrong, "--isolated", *told),
            "diff, changed": orgcheck("diff", right, changed, "--isolated", *told),
            "apply": orgcheck("apply", change, right),
            "invert": orgcheck("invert", change),
            "show": orgcheck("show", right),
            "chart": orgcheck("chart", right, "--format", "html"),
            "chart, changed": orgcheck("chart", changed, "--against", right, "--format", "mmd"),
        }
    elif sort == "changes":
        programs = {
            f"{verb}, {state}": orgcheck(verb, files[state], *rest)
            for state in State
            for verb, rest in (("invert", ()), ("apply", (files["base"],)))
        }
    else:
        option = "--rules" if sort == "pack" else "--waivers"
        programs = {
            f"validate, {state}": orgcheck(
                "validate", files["base"], "--isolated", option, files[state], *checked
            )
            for state in State
        }
    return {name: program.command for name, program in programs.items()}


def _reports(formats: Sequence[str], folder: str) -> list[str]:
    return [word for one in formats for word in ("--report", f"{one}:{folder}/report.{one}")]
