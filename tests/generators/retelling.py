"""The catalogue of changes read off two snapshots whose declarations are complete.

A second way to the truth that `reorganise` tells: it knows nothing of what was planted, looks at
both snapshots only, and follows the table of events to the letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .reorganisations import Planted
from .structure import Record, Snapshot, ancestors, by_id, holders

OWN_LINES = ("reports_to", "lines", "head")
DESCENT = ("id", "previously", "replaces", "split_from")
ITEMS = {"responsibility": "responsibilities", "site": "sites"}


def retold(old: Snapshot, new: Snapshot) -> list[Planted]:
    """Tell, sorted, what happened between a flat snapshot and the one that followed it."""
    return sorted(_Retelling(old, new).events())


class _Retelling:
    def __init__(self, old: Snapshot, new: Snapshot) -> None:
        self.old, self.new = old, new
        self.before, self.after = by_id(old["units"]), by_id(new["units"])
        self.persists = {unit: unit for unit in self.before if unit in self.after}
        for unit, record in self.after.items():
            for earlier in _ids(record, "previously"):
                if earlier in self.before:
                    self.persists[earlier] = unit
        self.origin = {new: old for old, new in self.persists.items()}
        self.succession: set[tuple[str, str]] = set()
        self.spin_offs: set[tuple[str, str]] = set()
        for unit, record in self.after.items():
            for earlier in (*_ids(record, "replaces"), *_ids(record, "split_from")):
                if earlier in self.persists:
                    self.spin_offs.add((earlier, unit))
                elif earlier in self.before:
                    self.succession.add((earlier, unit))

    def events(self) -> Iterator[Planted]:
        yield from self.components()
        members = {a for a, _ in self.spin_offs}
        members |= {self.origin[b] for _, b in self.succession if b in self.origin}
        for unit in self.persists:
            yield from self.unit_events(unit, unit in members)
        for kind, field in ITEMS.items():
            yield from self.item_events(kind, field, members)
        for kind, sort in (("post", "posts"), ("body", "bodies")):
            yield from self.record_events(kind, sort)
        lists = {"units", "posts", "bodies"}
        for field in sorted((self.old.keys() | self.new.keys()) - lists):
            if self.old.get(field) != self.new.get(field):
                yield Planted("snapshot", (), ())

    # Units that begin, end, or hand over

    def components(self) -> Iterator[Planted]:
        links = {("old", a): set[Any]() for a in self.before if a not in self.persists}
        links |= {("new", b): set() for b in self.after if b not in self.origin}
        for a, b in self.succession | self.spin_offs:
            left = ("kept", a) if a in self.persists else ("old", a)
            right = ("kept", self.origin[b]) if b in self.origin else ("new", b)
            links.setdefault(left, set()).add(right)
            links.setdefault(right, set()).add(left)
        seen: set[tuple[str, str]] = set()
        for start in links:
            if start in seen:
                continue
            component = [start]
            for node in component:
                component.extend(sorted(links[node] - {*component}))
            seen |= {*component}
            yield from self.component(component)

    def component(self, nodes: list[tuple[str, str]]) -> Iterator[Planted]:
        ended = [unit for side, unit in nodes if side == "old"]
        founded = [unit for side, unit in nodes if side == "new"]
        kept = [unit for side, unit in nodes if side == "kept"]
        now = [self.persists[unit] for unit in kept]
        if len(nodes) == 1:
            if founded and self.after[founded[0]].get("parent") not in self.alone_among_new():
                yield _event("create", [], founded)
            if ended and self.before[ended[0]].get("parent") not in self.alone_among_old():
                yield _event("abolish", ended, [])
            return
        shape = (min(len(ended), 2), min(len(founded), 2), min(len(kept), 2))
        simple = {
            (1, 1, 0): "replace",
            (2, 1, 0): "merge",
            (1, 2, 0): "split",
            (1, 0, 1): "absorb",
            (2, 0, 1): "absorb",
            (0, 1, 1): "spin-off",
            (0, 2, 1): "spin-off",
            (1, 0, 2): "dissolve",
        }
        kind = simple.get(shape, "reorganise")
        old = ended if kind == "dissolve" else [*ended, *kept]
        yield _event(kind, old, [*founded, *now])

    def alone_among_old(self) -> set[str]:
        linked = {a for a, _ in self.succession}
        return {unit for unit in self.before if unit not in self.persists and unit not in linked}

    def alone_among_new(self) -> set[str]:
        linked = {b for _, b in self.succession | self.spin_offs}
        return {unit for unit in self.after if unit not in self.origin and unit not in linked}

    # Units that go on

    def unit_events(self, unit: str, member: bool) -> Iterator[Planted]:
        old, new = self.before[unit], self.after[self.persists[unit]]
        pair = ([unit], [new["id"]])
        if self.is_renamed(old, new):
            yield _event("rename", *pair)
        elif old["id"] != new["id"]:
            yield _event("recode", *pair)
        if not self.is_same(old.get("parent"), new.get("parent")):
            yield _event(self.kind_of_move(old.get("parent"), new.get("parent")), *pair)
        if old.get("kind") != new.get("kind"):
            yield _event("retype", *pair)
        if any(not self.is_same(old.get(field), new.get(field)) for field in OWN_LINES):
            yield _event("reporting", *pair)
        if not member and old.get("figures") != new.get("figures"):
            yield _event("figure", *pair)
        told = {"name", "acronym", "parent", "top", "kind", "figures", *OWN_LINES, *DESCENT}
        others = (old.keys() | new.keys()) - told - {*ITEMS.values()}
        changed = [one for one in others if not self.is_same(old.get(one), new.get(one))]
        if changed or (old["name"] != new["name"] and not self.is_renamed(old, new)):
            yield _event("attribute", *pair)

    @staticmethod
    def is_renamed(old: Record, new: Record) -> bool:
        names = (old["name"], new["name"])
        if all(isinstance(name, dict) for name in names):
            shared = names[0].keys() & names[1].keys()
            differs = any(names[0][language] != names[1][language] for language in shared)
        else:
            differs = names[0] != names[1]
        return differs or old.get("acronym") != new.get("acronym")

    def kind_of_move(self, old: str | None, new: str | None) -> str:
        if old is None or new is None:
            return "move"
        sources = {self.origin.get(new), *(a for a, b in self.succession if b == new)}
        if not sources.isdisjoint(ancestors(self.before, old)):
            return "promote"
        targets = {self.persists.get(old), *(b for a, b in self.succession if a == old)}
        if not targets.isdisjoint(ancestors(self.after, new)):
            return "demote"
        return "move"

    def is_same(self, old: Any, new: Any) -> bool:
        """Tell whether a value is the same once ids are followed to what became of them."""
        if isinstance(old, dict) and isinstance(new, dict):
            return old.keys() == new.keys() and all(self.is_same(old[k], new[k]) for k in old)
        if isinstance(old, list) and isinstance(new, list):
            return len(old) == len(new) and all(map(self.is_same, old, new))
        if isinstance(old, str) and old in self.before:
            return self.persists.get(old) == new or (old, new) in self.succession
        return bool(old == new)

    # Duties, sites, posts and bodies

    def item_events(self, kind: str, field: str, members: set[str]) -> Iterator[Planted]:
        before, after = holders(self.before, field), holders(self.after, field)
        for key in sorted(before.keys() | after.keys()):
            lost = {
                unit
                for unit in before.get(key, [])
                if unit in self.persists and self.persists[unit] not in after.get(key, [])
            }
            gained = {
                unit
                for unit in after.get(key, [])
                if unit in self.origin and self.origin[unit] not in before.get(key, [])
            }
            if lost - members or {self.origin[unit] for unit in gained} - members:
                yield _event(kind, sorted(lost), sorted(gained))
        for unit, now in self.persists.items():
            texts = [_texts_by_id(record, field) for record in (self.before[unit], self.after[now])]
            for item in texts[0].keys() & texts[1].keys():
                if texts[0][item] != texts[1][item]:
                    yield _event(kind, [unit], [now])

    def record_events(self, kind: str, sort: str) -> Iterator[Planted]:
        before, after = by_id(self.old.get(sort, [])), by_id(self.new.get(sort, []))
        for name in before.keys() | after.keys():
            if name not in after:
                yield _event(kind, [name], [])
            elif name not in before:
                yield _event(kind, [], [name])
            elif not self.is_same(before[name], after[name]):
                yield _event(kind, [name], [name])


def _event(kind: str, old: list[str], new: list[str]) -> Planted:
    return Planted(kind, tuple(sorted(old)), tuple(sorted(new)))


def _ids(record: Record, field: str) -> list[str]:
    return [one if isinstance(one, str) else one["id"] for one in record.get(field, [])]


def _texts_by_id(record: Record, field: str) -> dict[str, str]:
    return {one["id"]: one["name"] for one in record.get(field, []) if isinstance(one, dict)}
