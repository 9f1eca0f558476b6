"""Timing whole processes side by side, as the operating system accounts for them.

A child's peak of memory counts from that of its parent at the fork, so that this process has to
stay smaller than what it measures: it generates and reads nothing itself.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.own_share import said_figure, said_share

Command = Sequence[str]

PROJECT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Sample:
    """One run.

    Parameters
    ----------
    seconds
        Of processor time, user and system: waiting for a busy machine is not in it.
    elapsed
        Seconds of wall-clock time.
    mib
        The most memory that it held.
    inner
        Seconds of processor time that the program says its own share took.
    figure
        The figure that the program says it is run for, where that is no time of its own.
    """

    seconds: float
    elapsed: float
    mib: float
    inner: float | None = None
    figure: float | None = None


@dataclass(frozen=True)
class Measured:
    """All counted runs of one command."""

    samples: tuple[Sample, ...]

    @property
    def seconds(self) -> float:
        """The median of the processor times."""
        return median(sample.seconds for sample in self.samples)

    @property
    def elapsed(self) -> float:
        """The median of the wall-clock times."""
        return median(sample.elapsed for sample in self.samples)

    @property
    def mib(self) -> float:
        """The median of the peaks of memory."""
        return median(sample.mib for sample in self.samples)

    @property
    def inner(self) -> float | None:
        """The median of the seconds that the program itself took for its own share, if it says."""
        said = [sample.inner for sample in self.samples if sample.inner is not None]
        return median(said) if said else None

    @property
    def figure(self) -> float | None:
        """The median of the figures that the program said, if it says any."""
        said = [sample.figure for sample in self.samples if sample.figure is not None]
        return median(said) if said else None


class Crash(Exception):
    """A program ended otherwise than one that has done its work: that is not a time."""


def run(command: Command, expected: Collection[int] = (0, 1)) -> Sample:
    """Run a command once.

    Raises
    ------
    Crash
        Where its status is not expected; 1 says that there are findings.
    """
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=PROJECT, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    with process.stderr as stream:
        said = stream.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - begun
    process.returncode = code = os.waitstatus_to_exitcode(status)
    if code not in expected:
        raise Crash(f"ended with {code}: {' '.join(said.split())[-400:]}")
    seconds = usage.ru_utime + usage.ru_stime
    return Sample(seconds, elapsed, usage.ru_maxrss / 1024, said_share(said), said_figure(said))


def _environment() -> dict[str, str]:
    """The environment of a program that is installed: its modules are compiled once, and kept."""
    return {name: said for name, said in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def side_by_side(
    commands: Mapping[str, Command], runs: int, patience: float
) -> tuple[dict[str, Measured], dict[str, str]]:
    """Run the commands in turn, so that a drift of the machine's speed meets all of them.

    One round before the counted ones warms the caches. No round begins once the rounds have taken
    longer than the patience, in seconds; where that leaves the first round only, it counts.

    Returns
    -------
    tuple of dict
        What was measured, and of those that crashed what they said.
    """
    begun = time.perf_counter()
    crashed: dict[str, str] = {}
    rounds = [_round(commands, crashed)]
    while len(rounds) <= runs and time.perf_counter() - begun < patience:
        rounds.append(_round(commands, crashed))
    counted = rounds[1:] or rounds
    whole = [name for name in commands if name not in crashed]
    return {name: Measured(tuple(one[name] for one in counted)) for name in whole}, crashed


def _round(commands: Mapping[str, Command], crashed: dict[str, str]) -> dict[str, Sample]:
    samples = {}
    for name, command in commands.items():
        if name not in crashed:
            try:
                samples[name] = run(command)
            except Crash as crash:
                crashed[name] = str(crash)
    return samples


def ratio(one: Measured, other: Measured, of: Callable[[Sample], float]) -> float:
    """The median of the ratios, run by run: steadier than the ratio of the medians."""
    pairs = zip(one.samples, other.samples, strict=True)
    return median(of(a) / of(b) for a, b in pairs)


def imported(command: Command) -> set[str]:
    """The packages that a run of Python imports."""
    python, *rest = command
    ended = subprocess.run(
        [python, "-X", "importtime", *rest], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    timed = [line for line in ended.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in timed}
