"""Timing whole processes side by side, as the operating system accounts for them."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

Command = Sequence[str]


@dataclass(frozen=True)
class Sample:
    """One run: wall-clock seconds, and the most memory that it held, in MiB."""

    seconds: float
    mib: float


@dataclass(frozen=True)
class Measured:
    """All runs of one command."""

    samples: tuple[Sample, ...]

    @property
    def seconds(self) -> float:
        """The median of the wall-clock times."""
        return median(sample.seconds for sample in self.samples)

    @property
    def mib(self) -> float:
        """The median of the peaks of memory."""
        return median(sample.mib for sample in self.samples)


def run(command: Command, accepted: tuple[int, ...] = (0, 1)) -> Sample:
    """Run a command once.

    Raises
    ------
    RuntimeError
        Where it ends with another status than the accepted ones: a crash is not a time.
    """
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = code = os.waitstatus_to_exitcode(status)
    if code not in accepted:
        raise RuntimeError(f"{' '.join(command)} ended with {code}: {said.decode()[-400:]}")
    return Sample(seconds, usage.ru_maxrss / 1024)


def side_by_side(commands: Mapping[str, Command], runs: int) -> dict[str, Measured]:
    """Run the commands in turn, so that a drift of the machine's speed meets all of them.

    One round before the counted ones warms the caches.
    """
    samples: dict[str, list[Sample]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            sample = run(command)
            if number:
                samples[name].append(sample)
    return {name: Measured(tuple(taken)) for name, taken in samples.items()}


def ratio(one: Measured, other: Measured) -> float:
    """The median of the ratios of times, run by run: steadier than the ratio of the medians."""
    pairs = zip(one.samples, other.samples, strict=True)
    return median(a.seconds / b.seconds for a, b in pairs)
