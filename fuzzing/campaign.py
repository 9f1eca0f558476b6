"""Many cases one after the other, and what came of them."""

from __future__ import annotations

import hashlib
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from fuzzing.guard import OverLimit, limits
from fuzzing.mutation import mutant
from fuzzing.outcome import REFUSED, Outcome
from fuzzing.targets import Target

# Cases that said something new, kept as seeds of others.
MOST_KEPT = 1_000
LONGEST_KEPT = 3_000
# The share of inputs that are made from nothing, where a target has a maker of them.
MADE = 0.4


@dataclass(frozen=True)
class Failure:
    """A case that ended as no case may: its input, what happened, and where."""

    target: str
    data: bytes
    words: str
    place: str

    @property
    def name(self) -> str:
        """The name of a file for the input."""
        return f"{self.target}-{hashlib.sha256(self.data).hexdigest()[:12]}"


@dataclass
class Tally:
    """What came of the cases of one target."""

    kinds: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    slowest: float = 0.0
    failures: dict[str, Failure] = field(default_factory=dict)

    @property
    def cases(self) -> int:
        """How many there were."""
        return self.kinds.total()


def attempt(name: str, target: Target, data: bytes) -> Outcome | Failure:
    """Give an input to a target, and see how it ends."""
    try:
        with limits():
            return target(data)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        words = f"{type(error).__name__}: {error}"[:500]
        return Failure(name, data, words, _place(error))


def _place(error: BaseException) -> str:
    """The innermost place that is not in a library: failures at one place have one cause."""
    if isinstance(error, OverLimit):
        return str(error)
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "site-packages" not in frame.filename]
    frame = (own or list(frames))[-1]
    return f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}"


@dataclass
class Campaign:
    """One target, its seeds, and what came of the cases so far."""

    name: str
    target: Target
    seeds: Sequence[bytes]
    random: Random
    make: Callable[[Random], bytes] | None = None
    tally: Tally = field(default_factory=Tally)
    _kept: list[bytes] = field(default_factory=list)
    _known: set[str] = field(default_factory=set)

    def inputs(self) -> Iterator[bytes]:
        """The seeds as they are, then without end mutants, and what is made from nothing."""
        yield from self.seeds
        while True:
            if self.make is not None and self.random.random() < MADE:
                yield self.make(self.random)
            else:
                yield mutant(self._seed(), self._seed(), self.random)

    def _seed(self) -> bytes:
        pool = self._kept if self._kept and self.random.random() < 0.5 else self.seeds
        return self.random.choice(pool)

    def take(self, data: bytes) -> Failure | None:
        """Try an input and count how it ended; a failure where it is the first at its place."""
        begun = time.process_time()
        ended = attempt(self.name, self.target, data)
        took = time.process_time() - begun
        tally = self.tally
        tally.seconds += took
        tally.slowest = max(tally.slowest, took)
        if isinstance(ended, Failure):
            tally.kinds["FAILED"] += 1
            return None if tally.failures.setdefault(ended.place, ended) is not ended else ended
        tally.kinds[ended.kind] += 1
        if ended.kind != REFUSED and not ended.traits <= self._known:
            self._known |= ended.traits
            if len(data) <= LONGEST_KEPT and len(self._kept) < MOST_KEPT:
                self._kept.append(data)
        return None


def run(
    campaigns: Sequence[Campaign],
    cases: int,
    on_case: Callable[[str, bytes], None] = lambda _, __: None,
    on_failure: Callable[[Failure], None] = lambda _: None,
) -> Mapping[str, Tally]:
    """Try so many cases in all, of each target in turn.

    `on_case` is told of each case before it is tried, `on_failure` of the first failure at each
    place.
    """
    waiting = [(campaign, campaign.inputs()) for campaign in campaigns]
    for number in range(cases):
        campaign, inputs = waiting[number % len(waiting)]
        data = next(inputs)
        on_case(campaign.name, data)
        if (failure := campaign.take(data)) is not None:
            on_failure(failure)
    return {campaign.name: campaign.tally for campaign in campaigns}
