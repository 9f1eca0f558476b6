"""What a careful reader of the two versions could find, whatever a program makes of them.

A rename is findable by its name where half of its topics are kept, nothing else that ended or began
shares a topic with it, and its place says the same: below the same parent, or below one that took
over from it. A unit that also went elsewhere needs a name that is kept whole and tells something.
It is findable by content where it keeps three items and half of all, and clearly more than any
other unit. A merger or a split is findable where its names say so, or where two items and a tenth
of each ended unit came over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evaluation.corpus.register import Unit
from evaluation.corpus.reorganising import Planted, Reorganised

Items = frozenset[tuple[str, object]]
KEPT = 0.5
SHARED = 3
LIKENESS = 0.5
MARGIN = 0.1


def contents(units: Mapping[int, Unit]) -> dict[int, Items]:
    """What each unit holds: children, duties and posts."""
    held: dict[int, set[tuple[str, object]]] = {key: set() for key in units}
    for unit in units.values():
        held[unit.key] |= {("duty", duty) for duty in unit.duties}
        held[unit.key] |= {("post", post) for post in unit.posts}
        if unit.parent is not None:
            held[unit.parent].add(("unit", unit.key))
    return {key: frozenset(items) for key, items in held.items()}


@dataclass
class Findable:
    """Answers for one pair of versions."""

    case: Reorganised

    def __post_init__(self) -> None:
        self.before, self.after = contents(self.case.old), contents(self.case.new)
        touched = self.case.touched
        self.left_old = {key for key in self.case.old if key in touched}
        self.left_new = {key for key in self.case.new if key in touched}

    def of(self, planted: Planted) -> bool:
        """Whether something planted could be found."""
        if planted.kind == "name against content":
            return False
        if len(planted.old) == len(planted.new) == 1 and planted.old == planted.new:
            (key,) = planted.old
            return self._by_name(key) or self._by_content(key)
        named = "named from" in planted.kind
        return named or all(
            self._flows(old, new)
            for old in planted.old
            for new in planted.new
            if (old, new) in self.case.successions
        )

    def _by_name(self, key: int) -> bool:
        old, new = self.case.old[key], self.case.new[key]
        if old.name.language != new.name.language:
            return False
        was, now = set(old.name.topics), set(new.name.topics)
        kept = len(was & now) / max(len(was), len(now))
        if self._same_place(old, new):
            return kept >= KEPT and not self._rivals(key, same_parent=True)
        telling = any(topic.telling for topic in was & now)
        whole = kept == 1 and not new.name.initials
        return whole and telling and not self._rivals(key, same_parent=False)

    def _same_place(self, old: Unit, new: Unit) -> bool:
        return (old.parent, new.parent) in self.case.successions or old.parent == new.parent

    def _rivals(self, key: int, *, same_parent: bool) -> bool:
        """Whether another unit that ended or began shares a topic, here or anywhere."""
        old, new = self.case.old[key], self.case.new[key]
        topics = set(old.name.topics) | set(new.name.topics)
        others = [
            *(self.case.old[one] for one in self.left_old - {key}),
            *(self.case.new[one] for one in self.left_new - {key}),
        ]
        return any(
            topics & set(other.name.topics)
            for other in others
            if not same_parent or other.parent in (old.parent, new.parent)
        )

    def _by_content(self, key: int) -> bool:
        likeness = self._likeness(key, key)
        rivals = [self._likeness(key, one) for one in self.left_new - {key}]
        rivals += [self._likeness(one, key) for one in self.left_old - {key}]
        shared = len(self.before[key] & self.after[key])
        return (
            shared >= SHARED
            and likeness >= LIKENESS
            and likeness - max(rivals, default=0.0) >= MARGIN
        )

    def _likeness(self, old: int, new: int) -> float:
        union = self.before[old] | self.after[new]
        return len(self.before[old] & self.after[new]) / len(union) if union else 0.0

    def _flows(self, old: int, new: int) -> bool:
        came = self.before[old] & self.after[new] - self.before.get(new, frozenset())
        return len(came) >= 2 and len(came) * 10 >= len(self.before[old])
