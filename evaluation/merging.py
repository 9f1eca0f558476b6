"""Merges of planted pairs, by git and by meaning: `python -m evaluation.merging`.

Each seed makes up an organisation and reorganises it twice, with 1 to 10 events a side. The events
of both come from one reorganisation in which no event touches what another one changed, so that
they fit; what comes of all of them is known. Into a part of the pairs, collisions are planted: two
events about units that nothing else touches, which cannot both have happened. Both versions go
through `git merge-file`, and through `orgcheck.merge` in either order of the sides.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from orgcheck.changes.changeset import ChangeSet, Event
from orgcheck.changes.compare import compare
from orgcheck.changes.fields import HEADER_FIELDS
from orgcheck.changes.replay import DoesNotFit, apply
from orgcheck.merging.behind import touched_keys
from orgcheck.merging.merge import Merge, merge
from orgcheck.merging.sides import Branch
from orgcheck.organisation import Organisation
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.model import Snapshot
from orgcheck.snapshot.text import SourceText
from orgcheck.snapshot.writing import yaml_of
from tests.canonical import canonical
from tests.generators.organisations import random_organisation
from tests.generators.reorganisations import EVENTS, reorganise

PAIRS = 1_000
SMALLEST, LARGEST = 40, 120
MOST_EVENTS = 10
MOST_COLLISIONS = 3
# In so many pairs nothing collides.
_WITHOUT = 0.5
# What a snapshot says of itself is no event about a unit, and has rules of its own.
KINDS = tuple(kind for kind in EVENTS if kind != "snapshot")

_LISTS = ("bodies", "posts", "units", "responsibilities")

Record = dict[str, Any]
# An event as a reader knows it: its kind and the units before and after.
Told = tuple[str, tuple[str, ...], tuple[str, ...]]
Planting = Callable[[Random, "Sides"], tuple[Told, Told]]


class NoRoom(Exception):
    """A collision that these versions have no unit left for."""


@dataclass
class Sides:
    """The two versions of a base as plain data, and the units that nothing has touched yet."""

    base: Record
    ours: Record
    theirs: Record
    free: list[str]

    def take(self, rng: Random) -> str:
        """A unit that nothing has touched."""
        if not self.free:
            raise NoRoom
        return self.free.pop(rng.randrange(len(self.free)))

    def unit(self, side: Record, id: str) -> Record:
        """A unit of one side."""
        return next(unit for unit in side["units"] if unit["id"] == id)

    def end(self, side: Record, id: str) -> None:
        """Take a unit out of a side."""
        side["units"] = [unit for unit in side["units"] if unit["id"] != id]


# -- collisions -------------------------------------------------------------------------------


def two_names(rng: Random, sides: Sides) -> tuple[Told, Told]:
    """One unit gets two names."""
    id = sides.take(rng)
    for side, name in ((sides.ours, "Quarry Works"), (sides.theirs, "Lantern Works")):
        sides.unit(side, id)["name"] = f"{name} {id}"
    return (("rename", (id,), (id,)),) * 2


def two_kinds(rng: Random, sides: Sides) -> tuple[Told, Told]:
    """One unit becomes two kinds of unit."""
    id = sides.take(rng)
    for side, basis in ((sides.ours, "Act 1/2001"), (sides.theirs, "Act 2/2002")):
        sides.unit(side, id)["legal_basis"] = basis
    return (("attribute", (id,), (id,)),) * 2


def two_figures(rng: Random, sides: Sides) -> tuple[Told, Told]:
    """One figure gets two values."""
    id = sides.take(rng)
    for side, number in ((sides.ours, 1_001), (sides.theirs, 1_002)):
        unit = sides.unit(side, id)
        unit["figures"] = {**unit.get("figures", {}), "planted": number}
    return (("figure", (id,), (id,)),) * 2


def two_ids(rng: Random, sides: Sides) -> tuple[Told, Told]:
    """One unit gets two ids."""
    id = sides.take(rng)
    for side, mark in ((sides.ours, "one"), (sides.theirs, "two")):
        unit = sides.unit(side, id)
        unit["id"] = f"{id}-{mark}"
        unit["previously"] = [*unit.get("previously", ()), id]
    return ("recode", (id,), (f"{id}-one",)), ("recode", (id,), (f"{id}-two",))


def ended_and_renamed(rng: Random, sides: Sides) -> tuple[Told, Told]:
    """One side abolishes what the other renames."""
    id = sides.take(rng)
    sides.end(sides.ours, id)
    sides.unit(sides.theirs, id)["name"] = f"Copper Works {id}"
    return ("abolish", (id,), ()), ("rename", (id,), (id,))


def ended_and_filled(rng: Random, sides: Sides) -> tuple[Told, Told]:
    """One side abolishes the unit in which the other creates one."""
    id = sides.take(rng)
    sides.end(sides.theirs, id)
    sides.ours["units"].append({"id": f"{id}-new", "name": f"Cedar Works {id}", "parent": id})
    return ("create", (), (f"{id}-new",)), ("abolish", (id,), ())


def ended_twice(rng: Random, sides: Sides) -> tuple[Told, Told]:
    """One unit goes to two successors that each claim all of it."""
    id, one, other = (sides.take(rng) for _ in range(3))
    for side, heir in ((sides.ours, one), (sides.theirs, other)):
        sides.end(side, id)
        unit = sides.unit(side, heir)
        unit["replaces"] = [*unit.get("replaces", ()), id]
    return (
        ("absorb", tuple(sorted((id, one))), (one,)),
        ("absorb", tuple(sorted((id, other))), (other,)),
    )


def one_new_id(rng: Random, sides: Sides) -> tuple[Told, Told]:
    """Two new units with one id."""
    parent = sides.take(rng)
    id = f"{parent}-both"
    for side, name in ((sides.ours, "Maple Works"), (sides.theirs, "Willow Works")):
        side["units"].append({"id": id, "name": f"{name} {parent}", "parent": parent})
    return (("create", (), (id,)),) * 2


def two_owners(rng: Random, sides: Sides) -> tuple[Told, Told]:
    """One duty handed to two units."""
    id, one, other = (sides.take(rng) for _ in range(3))
    duty = f"planted duty of {id}"
    for version in (sides.base, sides.ours, sides.theirs):
        unit = sides.unit(version, id)
        unit["responsibilities"] = [*unit.get("responsibilities", ()), duty]
    for side, heir in ((sides.ours, one), (sides.theirs, other)):
        sides.unit(side, id)["responsibilities"].remove(duty)
        unit = sides.unit(side, heir)
        unit["responsibilities"] = [*unit.get("responsibilities", ()), duty]
    return ("responsibility", (id,), (one,)), ("responsibility", (id,), (other,))


COLLISIONS: tuple[Planting, ...] = (
    *(two_names, two_kinds, two_figures, two_ids, ended_and_renamed),
    *(ended_and_filled, ended_twice, one_new_id, two_owners),
)


# -- pairs ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pair:
    """Two reorganisations of a base as texts, and the truth about them.

    `whole` is what comes of all events, where nothing collides; `collisions` are the pairs of
    events that do.
    """

    base: str
    ours: str
    theirs: str
    whole: Snapshot
    collisions: Counter[tuple[Told, Told]]
    events: int


def planted_pair(seed: int) -> Pair:
    """The pair of a seed."""
    rng = Random(seed)
    while True:
        data = random_organisation(rng, rng.randint(SMALLEST, LARGEST))
        if data.get("status") == "withdrawn":
            del data["status"]
        new, _ = reorganise(rng, data, rng.randint(2, 2 * MOST_EVENTS), kinds=KINDS)
        try:
            return _pair(rng, data, new)
        except DoesNotFit:
            # What remains of a reorganisation without some of its events need not be one.
            continue


def _pair(rng: Random, data: Record, new: Record) -> Pair:
    base, whole = (Organisation(Snapshot.model_validate(each)) for each in (data, new))
    changes = compare(base, whole, inference=False)
    shares = _shared_out(rng, base, whole, changes.events)
    versions = [_plain(apply(_only(changes, events), base)) for events in shares]
    sides = Sides(_plain(base.snapshot), versions[0], versions[1], _untouched(base, whole, changes))
    collisions: Counter[tuple[Told, Told]] = Counter()
    if rng.random() >= _WITHOUT:
        for _ in range(rng.randint(1, MOST_COLLISIONS)):
            try:
                collisions[rng.choice(COLLISIONS)(rng, sides)] += 1
            except NoRoom:
                break
    texts = [
        yaml_of(Snapshot.model_validate(each)) for each in (sides.base, sides.ours, sides.theirs)
    ]
    return Pair(
        texts[0],
        texts[1],
        texts[2],
        whole.snapshot,
        collisions,
        len(changes.events) + 2 * sum(collisions.values()),
    )


def _shared_out(
    rng: Random, base: Organisation, whole: Organisation, events: Sequence[Event]
) -> tuple[list[Event], list[Event]]:
    """The events dealt out to two sides: what builds on another stays with that one."""
    branch = Branch.of("whole", base, whole)
    ended_or_added = {member.key for member in (*branch.ended, *branch.added)}
    groups: list[tuple[set[str], list[Event]]] = []
    for event in events:
        keys = touched_keys(branch, event) & ended_or_added
        joined = [group for group in groups if group[0] & keys]
        groups = [group for group in groups if not group[0] & keys]
        merged = [one for _, some in joined for one in some]
        groups.append((keys.union(*(some for some, _ in joined)), [*merged, event]))
    sides: tuple[list[Event], list[Event]] = ([], [])
    for _, some in groups:
        sides[rng.random() < 0.5].extend(some)
    return sides


def _only(changes: ChangeSet, events: Sequence[Event]) -> ChangeSet:
    return ChangeSet(
        old=changes.old,
        new=changes.new,
        correspondence=changes.correspondence,
        events=tuple(sorted(events, key=lambda event: event.order)),
    )


def _untouched(base: Organisation, whole: Organisation, changes: ChangeSet) -> list[str]:
    """Leaves that no event touches, and that nothing else refers to."""
    branch = Branch.of("whole", base, whole)
    touched = {key for event in changes.events for key in touched_keys(branch, event)}
    named = {unit.parent for unit in base.units.values()} | {
        end
        for one in (*base.units.values(), *base.posts.values(), *base.bodies.values())
        for end in (one.reports_to, getattr(one, "unit", None))
    }
    named |= {line.to for unit in base.units.values() for line in (*unit.lines, *unit.links)}
    return sorted(
        id
        for id, unit in base.units.items()
        if id not in touched
        and id not in named
        and unit.parent not in touched
        and unit.head is None
    )


def _plain(snapshot: Snapshot) -> Record:
    return {
        **snapshot.data(include=set(HEADER_FIELDS)),
        **{name: [part.data() for part in getattr(snapshot, name)] for name in _LISTS},
    }


# -- scores -----------------------------------------------------------------------------------


@dataclass
class Score:
    """What git and what orgcheck made of pairs without, and of pairs with, a collision."""

    pairs: Counter[str] = field(default_factory=Counter)
    git: Counter[str] = field(default_factory=Counter)
    ours: Counter[str] = field(default_factory=Counter)
    collisions: int = 0
    named: int = 0
    made_up: int = 0
    wrong: list[str] = field(default_factory=list)


def score_of(seeds: Sequence[int]) -> Score:
    """Both merges of every pair, held against the truth."""
    score = Score()
    for seed in seeds:
        pair = planted_pair(seed)
        sort = "with" if pair.collisions else "without"
        score.pairs[sort] += 1
        score.git[f"{sort} {by_git(pair)}"] += 1
        one, other = by_meaning(pair), by_meaning(pair, swapped=True)
        score.ours[f"{sort} {'merged' if one.merged else 'conflict'}"] += 1
        told = told_by(one)
        score.collisions += sum(pair.collisions.values())
        score.named += sum((told & pair.collisions).values())
        score.made_up += sum((told - pair.collisions).values())
        for fault in faults(pair, one, other):
            score.wrong.append(f"seed {seed}: {fault}")
    return score


def faults(pair: Pair, one: Merge, other: Merge) -> Iterator[str]:
    """What is not as it should be in the merges of a pair, in either order of the sides."""
    told = told_by(one)
    if told != pair.collisions:
        yield f"told {sorted(told - pair.collisions)}, not told {sorted(pair.collisions - told)}"
    if told != Counter((ours, theirs) for theirs, ours in told_by(other).elements()):
        yield "the other order tells other collisions"
    if one.merged != other.merged:
        yield "one order merges, and the other does not"
    if one.merged:
        if canonical(one.organisation.snapshot) != canonical(other.organisation.snapshot):
            yield "the two orders differ"
        if canonical(one.organisation.snapshot) != canonical(pair.whole):
            yield "the result is not what comes of all events"
    text = one.texts[0].text
    if any(block not in text for block in _kept(pair)):
        yield "a line that neither side touched is another"


def _kept(pair: Pair) -> set[str]:
    """The units that all three versions write alike, each with all of its lines."""
    versions = [
        {block.rstrip("\n") for block in text.split("\n\n") if block.startswith("  - ")}
        for text in (pair.base, pair.ours, pair.theirs)
    ]
    return set.intersection(*versions)


def told_by(merge: Merge) -> Counter[tuple[Told, Told]]:
    """The pairs of events that a merge names."""
    return Counter(
        (_told(conflict.ours.event), _told(conflict.theirs.event))
        if conflict.ours is not None and conflict.theirs is not None
        else (("", (), ()), ("", (), ()))
        for conflict in merge.conflicts
    )


def _told(event: Event) -> Told:
    return str(event.kind), event.old, event.new


def by_meaning(pair: Pair, *, swapped: bool = False) -> Merge:
    """The merge of a pair by orgcheck."""
    base = _read("base.yaml", pair.base)
    sides = (("ours.yaml", pair.ours), ("theirs.yaml", pair.theirs))
    one, other = (_read(name, text, base) for name, text in (sides[::-1] if swapped else sides))
    return merge(base, one, other)


def _read(name: str, text: str, like: Organisation | None = None) -> Organisation:
    reading = load([SourceText(name, text)], "planted", like.places if like else None)
    return Organisation.of(reading, like)


def by_git(pair: Pair) -> str:
    """What `git merge-file` makes of a pair: `merged` or `conflict`."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, text in (("ours", pair.ours), ("base", pair.base), ("theirs", pair.theirs)):
            file = Path(folder, name)
            file.write_text(text, encoding="utf-8")
            files.append(str(file))
        run = subprocess.run(
            ["git", "merge-file", "-p", "-q", *files], capture_output=True, check=False
        )
    return "merged" if run.returncode == 0 else "conflict"


def table(score: Score) -> Iterator[str]:
    """The scores as a table in Markdown, for the documentation."""
    without, with_ = score.pairs["without"], score.pairs["with"]
    yield "| pairs | number | `git merge-file` | `orgcheck merge` |"
    yield "|---|---:|---:|---:|"
    yield (
        f"| without a collision, merged | {without:,} | {score.git['without merged']:,} "
        f"| {score.ours['without merged']:,} |"
    )
    yield (
        f"| with collisions, merged all the same | {with_:,} | {score.git['with merged']:,} "
        f"| {score.ours['with merged']:,} |"
    )
    yield (
        f"| collisions, named by their two events | {score.collisions:,} | - | {score.named:,} |"
    )
    yield f"| named, and none | - | - | {score.made_up:,} |"


def main() -> None:
    """Print the table, and whatever is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=PAIRS)
    parser.add_argument("--from", dest="first", type=int, default=0)
    arguments = parser.parse_args()
    score = score_of(range(arguments.first, arguments.first + arguments.pairs))
    print("\n".join(table(score)))
    print("\n".join(score.wrong))
    raise SystemExit(1 if score.wrong else 0)


if __name__ == "__main__":
    main()
