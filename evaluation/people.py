"""What members add to identity, on versions of one register: `python -m evaluation.people FOLDER`.

The folder has a snapshot for each version, named so that their names sort in time, and may have a
`truth.json`: a list of `{type, from, to, old_last_in, ...}`, of which the renames are looked for.
Every version is compared with the next one twice, heeding members and not. What is printed is how
many of the renames are found either way, and every join that members add, to be read by eye: with
both names, how many members the two have, and how many of them are the same people.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from orgcheck.api import load
from orgcheck.changes.compare import compare
from orgcheck.changes.comparison import Comparison
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import display

TRUTH = "truth.json"
# What says that one unit goes on under another id, or that another one took its place.
RENAMES = ("rename", "recode", "replace")


Pair = tuple[str, str]
Pairs = set[Pair]


class Join(NamedTuple):
    """An old unit and the new one that it is said to be, or to have been replaced by."""

    old: str
    new: str
    how: str


def joins(old: Organisation, new: Organisation, *, people: bool) -> dict[Pair, Join]:
    """The joins of units with other ids, by both ids: those that persist, and those replaced."""
    comparison = Comparison.of(old, new, people=people)
    found = {
        (match.old, match.new): Join(match.old, match.new, str(match.certainty))
        for match in comparison.units.matches.values()
        if match.old != match.new
    }
    for event in compare(old, new, people=people).events:
        for one in event.old if event.kind.family == "successions" else ():
            for other in event.new:
                if one != other:
                    found.setdefault((one, other), Join(one, other, str(event.kind)))
    return found


def renames(folder: Path) -> list[Pair]:
    """The renames that truly happened, each an old and a new id; none where nobody says."""
    file = folder / TRUTH
    if not file.exists():
        return []
    rows = json.loads(file.read_text("utf-8"))
    return [
        (row["from"][0], row["to"][0])
        for row in rows
        if row["type"] == "rename" and row["from"] and row["to"]
    ]


def versions(folder: Path) -> list[Organisation]:
    """The snapshots of a folder, in the order of their names."""
    return [load(file) for file in sorted(folder.iterdir()) if file.name != TRUTH]


def told(join: Join, old: Organisation, new: Organisation) -> str:
    """A join for a reader: both names and ids, and what the two have in common."""
    one, other = old.units[join.old], new.units[join.new]
    both = len(set(one.members) & set(other.members))
    return (
        f"{old.snapshot.label} -> {new.snapshot.label}  {join.how}: "
        f"{display(one.name)} ({one.id}) -> {display(other.name)} ({other.id}); "
        f"{both} people in common of {len(one.members)} and {len(other.members)}"
    )


class Found(NamedTuple):
    """What some comparisons of one register tell: joins, and pairs to be looked at."""

    joined: Pairs
    possible: Pairs


def report(organisations: Sequence[Organisation], truth: Sequence[Pair]) -> Iterator[str]:
    """The lines that the command prints."""
    found = {people: Found(set(), set()) for people in (False, True)}
    added: list[str] = []
    ended = 0
    for old, new in pairwise(organisations):
        sides = {people: joins(old, new, people=people) for people in found}
        for people, told_of in found.items():
            told_of.joined.update(sides[people])
            possible = compare(old, new, people=people).possible_matches
            told_of.possible.update((one.old, one.new) for one in possible)
        ended += len(old.units.keys() - new.units.keys())
        without, with_people = sides[False], sides[True]
        added += [told(with_people[key], old, new) for key in with_people if key not in without]
        lost = without.keys() - with_people.keys()
        added += [f"no more: {told(without[key], old, new)}" for key in lost]
    yield from _renames_found(found, truth, organisations)
    yield f"units that ended: {ended}; joins that members add or take away: {len(added)}"
    yield from (f"  {line}" for line in added)


def _renames_found(
    found: Mapping[bool, Found], truth: Sequence[Pair], organisations: Sequence[Organisation]
) -> Iterator[str]:
    findable = [pair for pair in truth if _is_findable(pair, organisations)]
    for people, words in ((False, "without members"), (True, "with members")):
        joined = {pair for pair in findable if pair in found[people].joined}
        shown = {pair for pair in findable if pair in found[people].possible} - joined
        yield (
            f"renames found {words}: {len(joined)} joined, {len(shown)} shown as possible, "
            f"of {len(findable)}"
        )
        for old, new in sorted(set(findable) - joined):
            how = "possible" if (old, new) in shown else "not found"
            yield f"  {how}: {old} -> {new}"
    yield f"renames of which no two versions have both ids: {len(truth) - len(findable)}"


def _is_findable(pair: Pair, organisations: Sequence[Organisation]) -> bool:
    """Whether two versions in a row have the older id alone, and then the newer."""
    before, after = pair
    return any(
        before in old.units and after in new.units and before not in new.units
        for old, new in pairwise(organisations)
    )


def main() -> None:
    """Print what members add."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m evaluation.people")
    parser.add_argument("folder", type=Path, help="the versions, a file each, and truth.json")
    folder = parser.parse_args().folder
    print("\n".join(report(versions(folder), renames(folder))))


if __name__ == "__main__":
    main()
