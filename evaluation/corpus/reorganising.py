"""What happens to a register between two versions, and what only looks as if it did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import TypeVar

from evaluation.corpus.naming import CHANGES, Name
from evaluation.corpus.register import Register, Unit, register

Item = TypeVar("Item")

RENAMES_OF_A_KIND = 3
GENERIC_DECOYS = 30
PLACE_DECOYS = 10
WORD_DECOYS = 12
NEIGHBOUR_DECOYS = 6
CONTRADICTIONS = 2
ENDS = BEGINNINGS = 6


@dataclass(frozen=True)
class Planted:
    """Something that happened, by the keys of the units before and after."""

    kind: str
    old: tuple[int, ...]
    new: tuple[int, ...]


@dataclass
class Reorganised:
    """Two versions of a register, and the truth about them.

    A unit that goes on has one key in both; `successions` are the pairs of an ended unit and one
    that took over from it; a pair of `decoys` looks alike and is not the same unit.
    """

    old: dict[int, Unit]
    new: dict[int, Unit]
    style_new_ids: float
    planted: list[Planted] = field(default_factory=list)
    successions: set[tuple[int, int]] = field(default_factory=set)
    decoys: list[tuple[str, int, int]] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)

    def is_true(self, old: int, new: int) -> bool:
        """Whether a join of two units is right."""
        return old == new or (old, new) in self.successions

    def goes_somewhere(self, old: int) -> bool:
        """Whether a unit goes on, or another one took over from it."""
        return old in self.new or any(giver == old for giver, _ in self.successions)


class _Planting:
    """Plants one thing after another, each on units that nothing has touched yet."""

    def __init__(self, before: Register) -> None:
        self.register, self.rng = before, before.rng
        self.result = Reorganised(dict(before.units), before.units, before.style.new_ids)

    @property
    def units(self) -> dict[int, Unit]:
        """The newer version, as far as it is made."""
        return self.register.units

    def free(self, kind: str | None = None, *, telling: bool = True) -> Iterator[Unit]:
        """Untouched units below the bodies, in no order; of a kind, with telling names or not."""
        units = [self.units[key] for key in self.result.old if key in self.units]
        self.rng.shuffle(units)
        for unit in units:
            if unit.kind in ("government", "body") or unit.key in self.result.touched:
                continue
            if unit.parent != self.result.old[unit.key].parent:
                continue  # it came here with what its parent gave away
            if kind not in (None, unit.kind) or unit.name.topics[0].telling is not telling:
                continue
            yield unit

    def touch(self, keys: Iterable[int]) -> None:
        self.result.touched.update(keys)

    def plant(self, kind: str, old: tuple[int, ...], new: tuple[int, ...]) -> None:
        self.touch((*old, *new))
        self.result.planted.append(Planted(kind, old, new))

    def end(self, key: int) -> None:
        """End a unit that has nothing below it."""
        del self.units[key]
        self.touch([key])

    def begin(self, name: Name, kind: str, parent: int | None) -> int:
        key = self.register.add(name, kind, parent)
        self.touch([key])
        return key

    def body_of(self, unit: Unit) -> int:
        while unit.kind != "body":
            assert unit.parent is not None
            unit = self.result.old.get(unit.parent) or self.units[unit.parent]
        return unit.key

    # Renames

    def rename(self, kind: str, *, moved: bool) -> None:
        telling = not (kind == "word added" and not moved and self.rng.random() < 0.3)
        for unit in self.free(telling=telling):
            name = CHANGES[kind](unit.name, self.rng, self.register.topics.fresh)
            if name is None or name.text == unit.name.text:
                continue
            if not telling and len(name.topics) < 2:
                continue
            parent = self.another_parent(unit) if moved else unit.parent
            self.units[unit.key] = replace(unit, name=name, parent=parent)
            self.plant(f"{kind}, moved" if moved else kind, (unit.key,), (unit.key,))
            return

    def rename_body(self, kind: str) -> None:
        bodies = [unit for unit in self.units.values() if unit.kind == "body"]
        unit = self.rng.choice([one for one in bodies if one.key not in self.result.touched])
        name = CHANGES[kind](unit.name, self.rng, self.register.topics.fresh)
        assert name is not None
        self.units[unit.key] = replace(unit, name=name)
        self.plant(f"{kind}, a whole body", (unit.key,), (unit.key,))

    def rename_with_parent(self, kind: str) -> None:
        """A directorate gets another name, and so does a section of it."""
        for parent in self.directorates():
            child = self.units[self.register.children(parent.key)[0]]
            for unit in (parent, child):
                name = CHANGES[kind](unit.name, self.rng, self.register.topics.fresh)
                assert name is not None
                self.units[unit.key] = replace(unit, name=name)
                self.plant(f"{kind}, with its parent", (unit.key,), (unit.key,))
            return

    def another_parent(self, unit: Unit) -> int | None:
        """A parent of the same kind that nothing has touched."""
        assert unit.parent is not None
        kind = self.result.old[unit.parent].kind
        others = (u.key for u in self.units.values() if u.kind == kind and u.key != unit.parent)
        return self.rng.choice([key for key in others if key not in self.result.touched])

    def move(self) -> None:
        unit = next(self.free("section"))
        self.units[unit.key] = replace(unit, parent=self.another_parent(unit))
        self.plant("moved, name kept", (unit.key,), (unit.key,))

    # Mergers, splits, absorptions

    def directorates(self, names: int | None = None) -> Iterator[Unit]:
        for unit in self.free("directorate"):
            children = self.register.children(unit.key)
            if len(children) < 2 or any(child in self.result.touched for child in children):
                continue
            if names is None or len(unit.name.topics) == names:
                yield unit

    def merge(self, *, named: bool, unequal: bool) -> None:
        for first in self.directorates(1):
            for second in self.directorates(1):
                if second.key == first.key or second.parent != first.parent:
                    continue
                name = replace(first.name, topics=(*first.name.topics, *second.name.topics))
                if not named:
                    name = self.register.name("directorate")
                new = self.begin(name, "directorate", first.parent)
                self.hand_over(first.key, {new: 1.0})
                elsewhere = self.another_parent(self.units[self.register.children(second.key)[0]])
                assert elsewhere is not None
                kept = 1.0 if not unequal else 0.5
                self.hand_over(second.key, {new: kept, elsewhere: 1.0 - kept})
                shares = "unequal parts" if unequal else "equal parts"
                how = "named from its parts" if named else "named anew"
                self.plant(f"merger {how}, {shares}", (first.key, second.key), (new,))
                return

    def split(self, *, named: bool, unequal: bool) -> None:
        for unit in self.directorates(2 if named else None):
            parts = [replace(unit.name, topics=(topic,)) for topic in unit.name.topics]
            if not named:
                parts = [self.register.name("directorate") for _ in range(2)]
            new = [self.begin(part, "directorate", unit.parent) for part in parts]
            share = 0.75 if unequal else 0.5
            self.hand_over(unit.key, {new[0]: share, new[1]: 1.0 - share})
            shares = "unequal parts" if unequal else "equal parts"
            how = "named from the whole" if named else "named anew"
            self.plant(f"split {how}, {shares}", (unit.key,), tuple(new))
            return

    def absorb(self) -> None:
        for unit in self.directorates():
            for other in self.directorates():
                if other.key != unit.key and other.parent == unit.parent:
                    self.hand_over(unit.key, {other.key: 1.0})
                    self.plant("absorption", (unit.key,), (other.key,))
                    return

    def hand_over(self, key: int, shares: dict[int, float]) -> None:
        """End a unit and give its children, duties and posts to others, by share."""
        unit = self.units.pop(key)
        self.touch([key])
        for child, receiver in _shared_out(self.register.children(key), shares):
            self.units[child] = replace(self.units[child], parent=receiver)
        for duty, receiver in _shared_out(sorted(unit.duties), shares):
            heir = self.units[receiver]
            self.units[receiver] = replace(heir, duties=heir.duties | {duty})
        for post, receiver in _shared_out(unit.posts, shares):
            heir = self.units[receiver]
            self.units[receiver] = replace(heir, posts=(*heir.posts, post))
        self.result.successions |= {(key, receiver) for receiver, share in shares.items() if share}

    # What only looks like something

    def generic_decoy(self, kind: str) -> None:
        """A section ends in one body, and one with the same generic name begins in another."""
        for unit in self.free(kind, telling=False):
            bearers = {
                self.body_of(one)
                for one in (*self.result.old.values(), *self.units.values())
                if one.name.text == unit.name.text
            }
            bodies = [u.key for u in self.units.values() if u.kind == "body"]
            free = [body for body in bodies if body not in bearers]
            if free:
                self.end(unit.key)
                new = self.begin(unit.name, unit.kind, self.rng.choice(free))
                self.result.decoys.append((f"same generic name ({kind})", unit.key, new))
                return

    def word_decoy(self) -> None:
        """A section ends, and one that shares a word of its name begins in another body."""
        for unit in self.free("section"):
            alike = self.register.topics.alike(unit.name.topics[0])
            if len(unit.name.topics) > 1 or alike is None:
                continue
            parent = self.another_parent(unit)
            self.end(unit.key)
            new = self.begin(replace(unit.name, topics=(alike,)), "section", parent)
            self.result.decoys.append(("one word in common, elsewhere", unit.key, new))
            return

    def neighbour_decoy(self) -> None:
        """A section ends, and another one begins below the same parent."""
        unit = next(self.free("section"))
        self.end(unit.key)
        new = self.begin(self.register.name("section"), "section", unit.parent)
        self.result.decoys.append(("another one in its place", unit.key, new))

    def contradiction(self) -> None:
        """A unit goes on under another name, while a new one elsewhere has nearly its old name."""
        for unit in self.directorates():
            if len(self.register.children(unit.key)) < 3:
                continue
            self.units[unit.key] = replace(unit, name=self.register.name("directorate"))
            self.plant("name against content", (unit.key,), (unit.key,))
            nearly = replace(unit.name, slip=self.rng.randrange(1_000))
            new = self.begin(nearly, "directorate", self.another_parent(unit))
            self.result.decoys.append(("its name, without its content", unit.key, new))
            return

    def end_alone(self) -> None:
        unit = next(self.free("section"))
        self.end(unit.key)

    def begin_alone(self) -> None:
        parent = next(self.free("directorate")).key
        self.begin(self.register.name("section"), "section", parent)


def reorganised(seed: int) -> Reorganised:
    """The register of a seed, before and after."""
    planting = _Planting(register(seed))
    for kind in CHANGES:
        for number in range(RENAMES_OF_A_KIND):
            planting.rename(kind, moved=number == RENAMES_OF_A_KIND - 1)
    for named in (True, False):
        for unequal in (True, False):
            planting.merge(named=named, unequal=unequal)
            planting.split(named=named, unequal=unequal)
    for kind in ("word added", "word replaced"):
        planting.rename_body(kind)
    for kind in ("word replaced", "inflected"):
        planting.rename_with_parent(kind)
    for plant, times in (
        (planting.absorb, 1),
        (planting.move, 3),
        (planting.contradiction, CONTRADICTIONS),
        (planting.word_decoy, WORD_DECOYS),
        (planting.neighbour_decoy, NEIGHBOUR_DECOYS),
        (planting.end_alone, ENDS),
        (planting.begin_alone, BEGINNINGS),
    ):
        for _ in range(times):
            plant()
    for kind, times in (("section", GENERIC_DECOYS), ("office", PLACE_DECOYS)):
        for _ in range(times):
            planting.generic_decoy(kind)
    return planting.result


def _shared_out(items: Sequence[Item], shares: Mapping[int, float]) -> Iterator[tuple[Item, int]]:
    """Each item with who gets it: whole stretches of the list, by share."""
    start = 0.0
    for receiver, share in shares.items():
        low, high = round(start * len(items)), round((start + share) * len(items))
        yield from ((item, receiver) for item in items[low:high])
        start += share


def truncated(seed: int, rng: Random) -> tuple[dict[int, Unit], int]:
    """The register of a seed, and after how many of its units the newer file breaks off."""
    units = register(seed).units
    return units, rng.randrange(len(units) // 2, len(units) * 97 // 100)
