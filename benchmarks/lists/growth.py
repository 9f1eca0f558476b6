"""What an entry of a list costs among many, against its cost among a tenth of them."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.commands import history, merge, orgcheck
from benchmarks.lists.forms import EVERY_LIST, LongList, State, text_of
from benchmarks.processes import Command, Crash, run

CHECKED = ("json", "sarif", "junit", "github", "gitlab", "markdown", "html")
TOLD = ("json", "markdown", "html", "mermaid", "paper", "paper-markdown", "sarif", "junit")
# What the commands about snapshots read.
SNAPSHOTS = ("snapshot", "register")
MOST_GROWTH = 1.5
# Less than so much time above that of a list of one entry is not told apart from noise.
NOISE = 0.15
# Every list is measured at the two smallest sizes, and at a larger one where that will take no more
# than about so many seconds.
PATIENCE = 3.0
# How often what looks bad is measured again; the least of a time is what the work takes.
REPEATS = 2


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
    """Measure every command on every list whose name holds a text, at these sizes.

    As many lists at once as the machine has processors: it is their time that counts.
    """
    chosen = [
        (sort, listed)
        for sort, lists in EVERY_LIST.items()
        for listed in lists
        if wanted in listed.name
    ]
    # A list of one entry takes the same time, whichever it is.
    alone = {sort: _alone(folder / sort, sort) for sort in dict(chosen)}

    def of_list(number: int) -> list[Growth]:
        sort, listed = chosen[number]
        return list(_of_list(folder / str(number), sort, listed, sizes, alone[sort]))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for own in pool.map(of_list, range(len(chosen))):
            yield from own


def _alone(folder: Path, sort: str) -> Mapping[str, float]:
    """What each command takes for a list of one entry."""
    commands = _commands(sort, _written(folder, sort, EVERY_LIST[sort][0], 1), str(folder))
    return {
        name: min(_seconds(sort, name, command) for _ in range(3))
        for name, command in commands.items()
    }


def _seconds(sort: str, name: str, command: Command) -> float:
    """The seconds of one run; what is wrong, or does not fit, may be refused."""
    refused = (2, 3) if sort not in SNAPSHOTS or State.WRONG in name else ()
    return run(command, (0, 1, *refused)).seconds


def _of_list(
    folder: Path, sort: str, listed: LongList, sizes: Sequence[int], alone: Mapping[str, float]
) -> Iterator[Growth]:
    commands = {
        size: _commands(sort, _written(folder / str(size), sort, listed, size), f"{folder}/{size}")
        for size in sizes
    }
    told: Mapping[int, float] = {}
    for name, start in alone.items():
        seconds, failure = {1: start}, None
        try:
            for size in sizes:
                # What is applied is what the comparison has written.
                if name in ("apply", "invert") and sort in SNAPSHOTS and size not in told:
                    break
                if len(seconds) > 2 and size * _of_an_entry(seconds) > PATIENCE:
                    break
                seconds[size] = _seconds(sort, name, commands[size][name])
                for few in _to_repeat(seconds):
                    again = _seconds(sort, name, commands[few][name])
                    seconds[few] = min(seconds[few], again)
        except Crash as crash:
            failure = str(crash)
        if name == "diff, changed":
            told = seconds
        yield Growth(listed.name, name, seconds, failure)


def _of_an_entry(seconds: Mapping[int, float]) -> float:
    """The seconds that each entry of the longest list took."""
    longest = max(seconds)
    return (seconds[longest] - seconds[1]) / longest


def _to_repeat(seconds: Mapping[int, float]) -> Iterator[int]:
    """The last two sizes, as long as the cost of an entry seems to grow too much."""
    for _ in range(REPEATS):
        if not Growth("", "", seconds).holds:
            yield from sorted(seconds)[-2:]


def _written(folder: Path, sort: str, listed: LongList, size: int) -> Mapping[str, str]:
    """The files of a list at one size, by what they say, and the snapshot they are held against."""
    folder.mkdir(parents=True)
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
    if sort in SNAPSHOTS:
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
        if sort == "register":
            programs |= {
                "validate, all dates": orgcheck("validate", right, "--all-dates", *good),
                "history": history(f"{right}@9999-12-31"),
                "merge": merge(right, changed, right),
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
