"""A register: bodies with directorates and sections, the same generic sections in every body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from evaluation.corpus.naming import Name, Topic
from evaluation.corpus.words import ACTIVITIES, FIELDS, GENERIC, LANGUAGES, PLACES

BODIES = 12


@dataclass(frozen=True)
class Unit:
    """A unit at one time; its key is what it really is, whatever its id and name are."""

    key: int
    name: Name
    kind: str
    parent: int | None
    duties: frozenset[str] = frozenset()
    posts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Style:
    """What a register records, and how stable its ids are."""

    language: str
    duties: float  # share of the units with duties
    posts: float  # share of the units with posts that have ids of their own
    new_ids: float  # share of the ids that mean nothing in the next version

    @classmethod
    def of(cls, seed: int) -> Style:
        """The style of a seed: languages, contents and ids in turn."""
        duties, posts = ((0.0, 0.0), (0.6, 0.0), (0.0, 0.7), (0.5, 0.5))[seed % 4]
        return cls(LANGUAGES[seed % 5], duties, posts, (1.0, 0.3)[seed // 2 % 2])


class Topics:
    """Topics that no unit has yet, so that each telling name is borne by one unit."""

    def __init__(self, rng: Random) -> None:
        every = [Topic(about, activity) for about in FIELDS for activity in ACTIVITIES]
        self._left = rng.sample(every, len(every))

    def fresh(self) -> Topic:
        """The next one."""
        return self._left.pop()

    def alike(self, topic: Topic) -> Topic | None:
        """One with the same field or activity, where there is one left."""
        for one in self._left:
            if one.field == topic.field or one.activity == topic.activity:
                self._left.remove(one)
                return one
        return None


@dataclass
class Register:
    """Units by key, in the order of the file, each after its parent."""

    style: Style
    rng: Random
    topics: Topics
    units: dict[int, Unit] = field(default_factory=dict)
    next_key: int = 0

    def add(self, name: Name, kind: str, parent: int | None) -> int:
        """A further unit, with contents as the style has them."""
        key, self.next_key = self.next_key, self.next_key + 1
        duties, posts = frozenset[str](), tuple[str, ...]()
        if self.rng.random() < self.style.duties:
            duties = frozenset(f"duty {key}.{number}" for number in range(self.rng.randint(2, 5)))
        if self.rng.random() < self.style.posts:
            posts = tuple(f"post-{key}-{number}" for number in range(self.rng.randint(2, 7)))
        self.units[key] = Unit(key, name, kind, parent, duties, posts)
        return key

    def name(self, level: str, topics: int = 1) -> Name:
        """A name of a level that no unit has."""
        chosen = tuple(self.topics.fresh() for _ in range(topics))
        return Name(chosen, level, self.rng.randrange(4), self.style.language)

    def literal(self, text: str) -> Name:
        """A generic or place name, as it stands."""
        return Name((Topic(literal=text),), "section", 0, self.style.language)

    def children(self, key: int) -> list[int]:
        """The units directly below one."""
        return [unit.key for unit in self.units.values() if unit.parent == key]


def register(seed: int) -> Register:
    """The register of a seed: about 350 units below one government."""
    rng = Random(seed)
    built = Register(Style.of(seed), rng, Topics(rng))
    top = built.add(built.literal("Government"), "government", None)
    for _ in range(BODIES):
        _add_body(built, top)
    return built


def _add_body(built: Register, top: int) -> None:
    rng = built.rng
    body = built.add(built.name("body"), "body", top)
    for _ in range(rng.randint(2, 5)):
        directorate = built.add(
            built.name("directorate", rng.choice((1, 1, 2))), "directorate", body
        )
        for _ in range(rng.randint(2, 6)):
            built.add(built.name("section", rng.choice((1, 1, 1, 2))), "section", directorate)
    for text in rng.sample(GENERIC[built.style.language], 7):
        built.add(built.literal(text), "section", body)
    for place in rng.sample(PLACES, 4):
        built.add(built.literal(place), "office", body)


def ids(keys: Mapping[int, Unit], rng: Random, prefix: str) -> dict[int, str]:
    """Ids without a meaning, one a key."""
    numbers = rng.sample(range(10_000, 99_999), len(keys))
    return {key: f"{prefix}{number}" for key, number in zip(keys, numbers, strict=True)}


def as_snapshot(units: Mapping[int, Unit], names: Mapping[int, str], version: str) -> Any:
    """The mapping that a snapshot's file holds."""
    return {
        "organisation": "Government",
        "version": version,
        "units": [_as_entry(unit, names) for unit in _in_tree_order(units)],
        "posts": [
            {"id": post, "name": f"Officer {post}", "unit": names[unit.key]}
            for unit in units.values()
            for post in unit.posts
        ],
    }


def _as_entry(unit: Unit, names: Mapping[int, str]) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": names[unit.key], "name": unit.name.text, "kind": unit.kind}
    if unit.parent is None:
        entry["top"] = True
    else:
        entry["parent"] = names[unit.parent]
    if unit.duties:
        entry["responsibilities"] = sorted(unit.duties)
    return entry


def _in_tree_order(units: Mapping[int, Unit]) -> Iterator[Unit]:
    below: dict[int | None, list[Unit]] = {}
    for unit in units.values():
        below.setdefault(unit.parent, []).append(unit)
    stack = below[None][::-1]
    while stack:
        unit = stack.pop()
        yield unit
        stack.extend(below.get(unit.key, [])[::-1])
