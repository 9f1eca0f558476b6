"""Precision and recall on planted reorganisations: `python -m evaluation.planted`.

Each seed makes up an organisation of 300 to 3,000 units, reorganises it with events of every
kind, and compares what `orgcheck.diff` tells with what was planted: the kind, the old ids and
the new ids of an event must all be right.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random

from orgcheck.changes.changeset import ChangeSet
from orgcheck.changes.compare import compare
from orgcheck.event_kinds import EventKind
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import Snapshot
from tests.generators.organisations import random_organisation
from tests.generators.reorganisations import Planted, reorganise

Told = tuple[str, tuple[str, ...], tuple[str, ...]]

SEEDS = 20
SMALLEST, LARGEST = 300, 3_000
# So many events, and one more for every so many units: each kind twice or more in every seed.
FEWEST_EVENTS, UNITS_PER_EVENT = 50, 60


@dataclass
class Score:
    """What was planted and what was told, event by event."""

    planted: Counter[Told] = field(default_factory=Counter)
    told: Counter[Told] = field(default_factory=Counter)

    def right(self, kind: str | None = None) -> int:
        """How many events were both planted and told."""
        return _count(self.planted & self.told, kind)

    def missed(self) -> list[Told]:
        """What was planted and not told."""
        return sorted((self.planted - self.told).elements())

    def made_up(self) -> list[Told]:
        """What was told and not planted."""
        return sorted((self.told - self.planted).elements())

    def __iadd__(self, other: Score) -> Score:
        self.planted += other.planted
        self.told += other.told
        return self


def score(planted: Iterable[Planted], changes: ChangeSet) -> Score:
    """Compare what was planted with what was told."""
    return Score(
        Counter((one.kind, one.old, one.new) for one in planted),
        Counter((str(event.kind), event.old, event.new) for event in changes.events),
    )


def planted_scores(seeds: Iterable[int], units: int | None = None) -> Iterator[tuple[int, Score]]:
    """The number of units and the score of each seed, all events declared."""
    for seed in seeds:
        rng = Random(seed)
        size = units or rng.randint(SMALLEST, LARGEST)
        old = random_organisation(rng, size, vocabulary=rng.random() < 0.5)
        events = FEWEST_EVENTS + size // UNITS_PER_EVENT
        new, truth = reorganise(rng, old, events, declared=True)
        changes = compare(_organisation(old), _organisation(new), inference=False)
        yield size, score(truth, changes)


def table(total: Score) -> Iterator[str]:
    """Precision and recall of each kind, and of all."""
    yield f"{'kind':<16}{'planted':>9}{'told':>9}{'precision':>11}{'recall':>9}"
    for kind in EventKind:
        if _count(total.planted, kind) or _count(total.told, kind):
            yield _row(kind, total, kind)
    yield _row("all", total, None)


def _row(label: str, total: Score, kind: str | None) -> str:
    planted, told = _count(total.planted, kind), _count(total.told, kind)
    right = total.right(kind)
    return f"{label:<16}{planted:>9,}{told:>9,}{_share(right, told):>11}{_share(right, planted):>9}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.4f}" if whole else "-"


def _count(events: Counter[Told], kind: str | None) -> int:
    return sum(number for event, number in events.items() if kind in (None, event[0]))


def _organisation(snapshot: dict[str, object]) -> Organisation:
    return Organisation(Snapshot.model_validate(snapshot))


def main() -> None:
    """Print the table, and every event that was missed or made up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--units", type=int, help="the same number of units for every seed")
    arguments = parser.parse_args()
    total = Score()
    sizes = []
    for size, one in planted_scores(range(arguments.seeds), arguments.units):
        sizes.append(size)
        total += one
        for words, events in (("missed", one.missed()), ("made up", one.made_up())):
            for kind, old, new in events:
                print(f"{words}: {kind} {', '.join(old)} -> {', '.join(new)}")
    print(f"{len(sizes)} seeds, {min(sizes):,} to {max(sizes):,} units, all events declared")
    print("\n".join(table(total)))


if __name__ == "__main__":
    main()
