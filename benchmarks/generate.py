"""Write a large snapshot to measure with: ``python -m benchmarks.generate --units 9000 OUT.yaml``.

The units form a tree with eight children each, in block style as a person would write it, about
136 bytes a unit. With ``--changed`` or ``--new-ids`` the same command writes a later version of
the same organisation, for comparisons:

``--changed 0.01``
    of 1% of the units: 40% renamed, 24% moved, 20% with another duty, 10% merged in pairs (and
    declared), 3% abolished, and as many founded as 3%
``--new-ids 0.3``
    30% of the units under a new id, undeclared, the one at the top excepted

Either version has no integrity finding and obeys ``pack12.yaml``, from 1,000 units upwards.
"""

from __future__ import annotations

import argparse
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from pathlib import Path
from random import Random

CHILDREN = 8
KINDS = ("organisation", "department", "division", "office", "section", "team", "group", "cell")
LEVEL_STARTS = list(accumulate((CHILDREN**level for level in range(len(KINDS))), initial=0))
STATUTORY = ("archives", "audit", "data-protection", "procurement", "statistics")
# The first units carry statutory duties and nearly all posts; they stay as they are: four levels,
# or three in a small organisation.
STABLE, STABLE_OF_FEW = LEVEL_STARTS[4], LEVEL_STARTS[3]


@dataclass(frozen=True)
class Changes:
    """What is different in the later version; units by their number."""

    renamed: frozenset[int] = frozenset()
    moved: Mapping[int, int] = field(default_factory=dict)
    other_duty: frozenset[int] = frozenset()
    merged: Mapping[int, int] = field(default_factory=dict)
    abolished: frozenset[int] = frozenset()
    founded: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    parents_of_founded: Mapping[int, int] = field(default_factory=dict)
    new_ids: Mapping[int, str] = field(default_factory=dict)

    def unit_id(self, number: int) -> str:
        """Give the id under which a unit, or the one that it was merged into, goes on."""
        number = self.merged.get(number, number)
        return self.new_ids.get(number) or f"u{number:06}"


def parent_of(number: int) -> int:
    """Give the number of a unit's parent in the first version."""
    return (number - 1) // CHILDREN


def level_of(number: int) -> int:
    """Give a unit's distance from the top."""
    return bisect_right(LEVEL_STARTS, number) - 1


def has_head(number: int) -> bool:
    """Tell whether a unit has a head of its own."""
    return number < 9 or number % 50 == 0


def plan_changes(rng: Random, units: int, changed: float, new_ids: float) -> Changes:
    """Draw who changes how, so that no unit changes twice and all stays whole."""
    stable = STABLE if units > STABLE else STABLE_OF_FEW
    movable = [number for number in range(stable, units) if not has_head(number)]
    numbers = rng.sample(movable, min(len(movable), round(units * changed)))
    renamed, moving, other_duty, merging, ending, founding = _shares(
        numbers, (0.40, 0.24, 0.20, 0.10, 0.03, 0.03)
    )
    ending = [number for number in ending if number * CHILDREN + 1 >= units]  # leaves only
    stays = set(merging) | set(ending)
    moved = {number: _parent_elsewhere(rng, number, units, stays) for number in moving}
    merged: dict[int, int] = {}
    founded: dict[int, tuple[int, ...]] = {}
    parents: dict[int, int] = {}
    for first, second in _pairs_on_a_level(merging):
        number = units + len(founded)
        merged |= {first: number, second: number}
        founded[number] = (first, second)
        parents[number] = parent_of(first)
    for neighbour in founding:
        number = units + len(founded)
        founded[number] = ()
        parents[number] = parent_of(neighbour)
    recoded = rng.sample(range(1, units), round((units - 1) * new_ids))
    return Changes(
        renamed=frozenset(renamed),
        moved=moved,
        other_duty=frozenset(other_duty),
        merged=merged,
        abolished=frozenset(ending),
        founded=founded,
        parents_of_founded=parents,
        new_ids={number: f"v{place:06}" for place, number in enumerate(recoded)},
    )


def _shares(numbers: list[int], shares: tuple[float, ...]) -> list[list[int]]:
    ends = [round(len(numbers) * end) for end in accumulate(shares, initial=0.0)]
    return [numbers[start:end] for start, end in pairwise(ends)]


def _parent_elsewhere(rng: Random, number: int, units: int, avoided: set[int]) -> int:
    """Choose another parent on the level of the old one, so that kinds still fit."""
    level = level_of(parent_of(number))
    while True:
        parent = rng.randrange(LEVEL_STARTS[level], min(LEVEL_STARTS[level + 1], units))
        if parent != parent_of(number) and parent not in avoided:
            return parent


def _pairs_on_a_level(numbers: list[int]) -> Iterator[tuple[int, int]]:
    ordered = sorted(numbers)
    while len(ordered) >= 2:
        first, second = ordered.pop(), ordered.pop()
        if level_of(first) == level_of(second):
            yield first, second
        else:
            ordered.append(second)


def snapshot_text(units: int, changes: Changes) -> Iterator[str]:
    """Yield the snapshot's text, a record at a time."""
    yield from _header()
    yield "posts:\n"
    for number in range(units):
        if has_head(number):
            yield _post_text(number, changes)
    yield "units:\n"
    for number in range(units):
        if number not in changes.merged and number not in changes.abolished:
            yield _unit_text(number, changes)
    for number in changes.founded:
        yield _founded_text(number, changes)


def _header() -> Iterator[str]:
    yield "orgcheck: 1\norganisation: Something\nversion: generated\nstatus: in-force\nkinds:\n"
    for level, kind in enumerate(KINDS):
        place = f"parents:\n      - {KINDS[level - 1]}" if level else "top: true"
        yield f"  {kind}:\n    {place}\n"
    yield "responsibilities:\n"
    for duty in STATUTORY:
        yield f"  - id: {duty}\n    name: statutory {duty}\n    statutory: true\n"
    yield "bodies:\n  - id: board\n    name: Board\n    type: organ\n"


def _post_text(number: int, changes: Changes) -> str:
    post = f"  - id: p{number:06}\n    name: Head of Unit {number:06}\n"
    line = "    reports_to: board\n" if number == 0 else ""
    return f"{post}    unit: {changes.unit_id(number)}\n{line}"


def _unit_text(number: int, changes: Changes) -> str:
    renamed = " and More" if number in changes.renamed else ""
    parent = changes.moved.get(number, parent_of(number))
    text = _lead(number, level_of(number), parent, changes, renamed)
    if has_head(number):
        text += f"    head: p{number:06}\n"
    duties, sites = _duties(number), _sites(number)
    if number in changes.other_duty:
        duties = [*duties[:1], f"new duty {number:06} of public service"]
    text += _list_text("responsibilities", duties) + _list_text("sites", sites)
    return text + _list_text("tags", ["field"] if number % 7 == 0 else [])


def _founded_text(number: int, changes: Changes) -> str:
    parent, earlier = changes.parents_of_founded[number], changes.founded[number]
    text = _lead(number, level_of(parent) + 1, parent, changes, "")
    text += _list_text("replaces", [f"u{one:06}" for one in earlier])
    duties = [duty for one in earlier for duty in _duties(one)] or _two_duties(number)
    sites = dict.fromkeys(site for one in earlier for site in _sites(one))
    return text + _list_text("responsibilities", duties) + _list_text("sites", list(sites))


def _lead(number: int, level: int, parent: int, changes: Changes, suffix: str) -> str:
    place = "top: true" if number == 0 else f"parent: {changes.unit_id(parent)}"
    return (
        f"  - id: {changes.unit_id(number)}\n    name: Unit {number:06} of Something{suffix}\n"
        f"    kind: {KINDS[level]}\n    {place}\n"
    )


def _duties(number: int) -> list[str]:
    if 1 <= number <= len(STATUTORY):
        return [STATUTORY[number - 1]]
    return [] if number % 3 else _two_duties(number)


def _two_duties(number: int) -> list[str]:
    return [f"duty {number:06} of public service", f"duty {number:06} of advice to clients"]


def _sites(number: int) -> list[str]:
    return [] if number % 5 else [f"Harbour Street {number}", "Turku"]


def _list_text(name: str, values: list[str]) -> str:
    if not values:
        return ""
    return f"    {name}:\n" + "".join(f"      - {value}\n" for value in values)


def main() -> None:
    """Write the snapshot that the command line asks for."""
    parser = argparse.ArgumentParser(description="Write a large snapshot to measure with.")
    parser.add_argument("--units", type=int, default=100_000, help="up to 2,000,000")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--changed", type=float, default=0.0, help="share of units changed")
    parser.add_argument("--new-ids", type=float, default=0.0, help="share of units with a new id")
    parser.add_argument("out", type=Path)
    wanted = parser.parse_args()
    changes = plan_changes(Random(wanted.seed), wanted.units, wanted.changed, wanted.new_ids)
    with wanted.out.open("w", encoding="utf-8") as out:
        out.writelines(snapshot_text(wanted.units, changes))


if __name__ == "__main__":
    main()
