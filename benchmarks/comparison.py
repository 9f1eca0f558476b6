"""A comparison: programs that answer one question side by side, and the ratios aimed at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from benchmarks.data import Data
from benchmarks.processes import Command, Measured, Sample, ratio, side_by_side

Measurements = Mapping[str, Measured]

# With fewer units it is the start of the program that is measured.
GOALS_FROM = 100_000


@dataclass(frozen=True)
class Program:
    """What is run, and the package that it needs beyond those of orgcheck."""

    command: Command
    needs: str | None = None

    @property
    def missing(self) -> bool:
        """Whether it cannot run here."""
        return self.needs is not None and find_spec(self.needs) is None


@dataclass(frozen=True)
class Goal:
    """A figure that comes of some of the rows, and the most that it should be.

    Without `most`, and with fewer units than `from_units`, the figure is there to be read only.
    """

    text: str
    rows: tuple[str, ...]
    found: Callable[[Measurements], float | None]
    most: float | None = None
    from_units: int = 0


@dataclass(frozen=True)
class Comparison:
    """Programs that answer the same question.

    `programs` takes the number of units. `largest` is how many the slowest of them can bear; 0
    where the data is not generated, and of one size.
    """

    name: str
    question: str
    programs: Callable[[Data, int], Mapping[str, Program]]
    goals: tuple[Goal, ...] = ()
    largest: int | None = None

    def size(self, units: int) -> int:
        """How many units are measured where so many are asked for."""
        return units if self.largest is None else min(units, self.largest)


@dataclass(frozen=True)
class Verdict:
    """What a goal came to; `found` is None where a row that it needs was not measured."""

    text: str
    found: float | None
    most: float | None

    @property
    def word(self) -> str:
        """Say in a word or two whether the goal is reached."""
        if self.found is None:
            return "NOT MEASURED"
        if self.most is None:
            return ""
        return "reached" if self.found <= self.most else "MISSED"


@dataclass(frozen=True)
class Result:
    """A comparison at one size; `missing` says of each row that has no figures why."""

    comparison: Comparison
    units: int
    measured: Measurements
    missing: Mapping[str, str]
    verdicts: tuple[Verdict, ...]

    @property
    def runs(self) -> int:
        """How many runs of each program counted."""
        return max((len(one.samples) for one in self.measured.values()), default=0)


def measure(comparison: Comparison, data: Data, units: int, runs: int, patience: float) -> Result:
    """Run what can be run of a comparison, and hold it against the goals."""
    programs = comparison.programs(data, units)
    able = {name: one.command for name, one in programs.items() if not one.missing}
    measured, crashed = side_by_side(able, runs, patience)
    return judge(comparison, units, measured, absent(programs) | crashed)


def absent(programs: Mapping[str, Program]) -> dict[str, str]:
    """The programs that are not installed, each with what to do about it."""
    return {
        name: f"no package {one.needs}; pip install '.[bench]'"
        for name, one in programs.items()
        if one.missing
    }


def judge(
    comparison: Comparison, units: int, measured: Measurements, missing: Mapping[str, str]
) -> Result:
    """Hold what was measured against the goals."""
    return Result(
        comparison,
        units,
        measured,
        missing,
        tuple(_verdict(goal, measured, units) for goal in comparison.goals),
    )


def _verdict(goal: Goal, measured: Measurements, units: int) -> Verdict:
    complete = all(row in measured for row in goal.rows)
    found = goal.found(measured) if complete else None
    return Verdict(goal.text, found, goal.most if units >= goal.from_units else None)


def time_ratio(one: str, other: str, most: float | None = None, from_units: int = 0) -> Goal:
    """Processor time against processor time."""
    return Goal(
        f"{one} / {other}",
        (one, other),
        lambda found: ratio(found[one], found[other], _seconds),
        most,
        from_units,
    )


def time_of_several(one: str, others: Sequence[str], most: float, from_units: int) -> Goal:
    """Processor time against that of several programs together."""
    return Goal(
        f"{one} / {' + '.join(others)}",
        (one, *others),
        lambda found: found[one].seconds / sum(found[other].seconds for other in others),
        most,
        from_units,
    )


def inner_ratio(
    one: str, other: str, share: str, most: float | None = None, from_units: int = 0
) -> Goal:
    """What each took for its own share, imports, reading and building left out."""
    return Goal(
        f"{one} / {other}, {share} alone",
        (one, other),
        lambda found: ratio(found[one], found[other], lambda sample: sample.inner or 0.0),
        most,
        from_units,
    )


def growth_of_time(one: str, other: str, times: int, most: float, from_units: int) -> Goal:
    """Time a unit against time a unit, where `one` has so many times the units of `other`."""
    return Goal(
        f"{one}: growth of the time a unit",
        (one, other),
        lambda found: ratio(found[one], found[other], _seconds) / times,
        most,
        from_units,
    )


def growth_of_memory(one: str, other: str, times: int, most: float, from_units: int) -> Goal:
    """Memory a unit against memory a unit, where `one` has so many times the units of `other`."""
    return Goal(
        f"{one}: growth of the memory a unit",
        (one, other),
        lambda found: ratio(found[one], found[other], lambda sample: sample.mib) / times,
        most,
        from_units,
    )


def peak(row: str, most: float, from_units: int) -> Goal:
    """The most memory held, in MiB."""
    return Goal(f"{row}: MiB", (row,), lambda found: found[row].mib, most, from_units)


def figure(row: str, what: str, most: float) -> Goal:
    """The figure that a program is run for."""
    return Goal(f"{row}: {what}", (row,), lambda found: found[row].figure, most)


def _seconds(sample: Sample) -> float:
    return sample.seconds
