"""Precision and recall where nothing is declared: `python -m evaluation.undeclared`.

Each seed makes up an organisation and reorganises it without any declaration; then a share of the
units that no event touched get meaningless new ids, their names kept. What `orgcheck.diff` tells
is compared with what was planted: kind, old ids and new ids of an event must all be right.

An event is *findable* where what the two snapshots share shows it by the thresholds, whatever the
comparison makes of it (tests/generators/findability.py). Recall is told of findable events, and of
all. Precision is told of the events that do not follow from one that cannot be found, and of all:
where nobody can know that a unit was replaced, its children are rightly told of as moved.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from evaluation.planted import Told
from orgcheck.changes.changeset import Event
from orgcheck.changes.compare import compare
from orgcheck.event_kinds import EventKind
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import Snapshot
from tests.generators.organisations import random_organisation
from tests.generators.reorganisations import Planted, reorganise
from tests.generators.structure import recoded
from tests.generators.words import Namer

SEEDS = 20
SHARES = (0.1, 0.3, 0.6)
SMALLEST, LARGEST = 100, 600
UNITS_PER_EVENT = 12


@dataclass
class Score:
    """Events planted and told, by kind."""

    planted: Counter[str] = field(default_factory=Counter)
    findable: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    found_findable: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, truth: Iterable[Planted], events: Iterable[Event]) -> None:
        """Compare what was planted with what was told."""
        told, following = Counter[Told](), Counter[Told]()
        planted = Counter((one.kind, one.old, one.new) for one in truth)
        beyond_finding = _ids(one for one in truth if not one.findable)
        for one in events:
            event = (str(one.kind), one.old, one.new)
            told[event] += 1
            following[event] += not beyond_finding.isdisjoint(_mentioned(one))
        open_events = Counter(told)
        for plan in truth:
            event = (plan.kind, plan.old, plan.new)
            found = open_events[event] > 0
            open_events[event] -= found
            self.planted[plan.kind] += 1
            self.found[plan.kind] += found
            if plan.findable:
                self.findable[plan.kind] += 1
                self.found_findable[plan.kind] += found
                if not found:
                    self.wrong.append(f"missed: {_words(event)}")
        for event, number in told.items():
            right = min(number, planted[event])
            made_up = number - right
            self.right[event[0]] += right
            left_out = min(made_up, following[event])
            if made_up > left_out:
                self.wrong.append(f"made up: {_words(event)}")
            self.left_out[event[0]] += left_out
            self.told[event[0]] += number


def _mentioned(event: Event) -> Iterator[str]:
    """The ids that an event tells of, and those to which the references in it point."""
    yield from (*event.old, *event.new)
    for edit in event.edits:
        for value in (edit.old, edit.new):
            if isinstance(value, str):
                yield value
            elif isinstance(value, dict):
                yield from (str(value[key]) for key in ("to", "parent", "unit") if key in value)


def _ids(events: Iterable[Planted]) -> set[str]:
    return {id for one in events for id in (*one.old, *one.new)}


def _words(event: Told) -> str:
    return f"{event[0]} {', '.join(event[1])} -> {', '.join(event[2])}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def erased(
    rng: Random, old: dict[str, Any], new: dict[str, Any], truth: list[Planted], share: float
) -> tuple[dict[str, Any], list[Planted]]:
    """Give a share of the units that no event touched other ids, and tell so."""
    touched = _ids(truth)
    before = {unit["id"] for unit in old["units"]}
    untouched = [u["id"] for u in new["units"] if u["id"] in before and u["id"] not in touched]
    namer = Namer(old, new)
    chosen = rng.sample(untouched, round(share * len(untouched)))
    codes = {unit: namer.code(rng) for unit in chosen}
    recodes = [Planted("recode", (unit,), (code,)) for unit, code in codes.items()]
    return recoded(new, codes), [*truth, *recodes]


def scores(seeds: Iterable[int], share: float, units: int | None = None) -> Score:
    """The score over all seeds, where a share of untouched units lost their ids."""
    total = Score()
    for seed in seeds:
        rng = Random(f"{seed}/{share}")
        size = units or rng.randint(SMALLEST, LARGEST)
        old = random_organisation(rng, size, vocabulary=rng.random() < 0.5)
        new, truth = reorganise(rng, old, max(3, size // UNITS_PER_EVENT), declared=False)
        new, truth = erased(rng, old, new, truth, share)
        changes = compare(_organisation(old), _organisation(new))
        total.add(truth, changes.events)
    return total


def _organisation(snapshot: dict[str, Any]) -> Organisation:
    return Organisation(Snapshot.model_validate(snapshot))


def table(score: Score) -> Iterator[str]:
    """Recall and precision of each kind, and of all; recodings are far the most."""
    heads = ("planted", "findable", "recall", "of all", "told", "precision", "of all")
    yield f"{'kind':<16}" + "".join(f"{head:>11}" for head in heads)
    kinds = [str(kind) for kind in EventKind if score.planted[kind] or score.told[kind]]
    others = [kind for kind in kinds if kind != EventKind.RECODE]
    rows = [(kind, [kind]) for kind in kinds] + [("all but recode", others), ("all", kinds)]
    for label, chosen in rows:
        planted, findable, told, right, left_out = (
            sum(counted[kind] for kind in chosen)
            for counted in (
                score.planted,
                score.findable,
                score.told,
                score.right,
                score.left_out,
            )
        )
        cells = (
            planted,
            findable,
            _share(sum(score.found_findable[kind] for kind in chosen), findable),
            _share(sum(score.found[kind] for kind in chosen), planted),
            told,
            _share(right, told - left_out),
            _share(right, told),
        )
        yield f"{label:<16}" + "".join(f"{cell:>11}" for cell in cells)


def main() -> None:
    """Print a table for each share of ids erased, and what was missed or made up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--units", type=int, help="the same number of units for every seed")
    parser.add_argument("--list", action="store_true", help="list what was missed or made up")
    arguments = parser.parse_args()
    for share in SHARES:
        score = scores(range(arguments.seeds), share, arguments.units)
        if arguments.list:
            print("\n".join(score.wrong))
        print(f"{arguments.seeds} seeds, ids of {share:.0%} of the untouched units erased")
        print("\n".join(table(score)), end="\n\n")


if __name__ == "__main__":
    main()
