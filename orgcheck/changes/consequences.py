"""What follows from another change, so that nothing happened to it.

A reference follows what it names to its successor or its new id. A post follows its unit: where
the unit has another id, another name or a successor, so have its posts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from typing import Any

from orgcheck.changes.changeset import Consequence, Edit, EntityType, Op
from orgcheck.changes.comparison import NO_IDS, Comparison, Ids, Member, Pool, grouped
from orgcheck.changes.fields import is_another_name, tells_of
from orgcheck.changes.identity.posts import title_follows
from orgcheck.changes.spelling import spelled
from orgcheck.records import dataclass

_REFERENCES = {
    EntityType.UNIT: ("parent", "reports_to", "head", "heads", "lines", "links"),
    EntityType.POST: ("unit", "reports_to"),
    EntityType.BODY: ("reports_to",),
    EntityType.SNAPSHOT: ("decision",),
}

# What is followed: an ended unit to its successor, or a member to its new id.
Cause = Member | str
_Named = tuple[str | None, str | None]


@dataclass
class Followers:
    """The references and posts that follow, by what they follow."""

    _noted: defaultdict[Cause, list[tuple[Edit, _Named]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def note(self, cause: Cause, edit: Edit, named: _Named = (None, None)) -> None:
        """Note an edit that follows, with what was named and what is; nothing where none was."""
        self._noted[cause].append((edit, named))

    def of(self, *causes: Cause) -> tuple[list[Edit], tuple[Consequence, ...]]:
        """The edits and consequences of some causes."""
        noted = [one for cause in causes for one in self._noted.get(cause, ())]
        if not noted:
            return [], ()
        members: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
        for edit, (old, new) in noted:
            if old is not None and new is not None:
                members[edit.field or "", old, new].add(edit.id)
        consequences = (
            Consequence(name, old, new, tuple(sorted(ids)))
            for (name, old, new), ids in sorted(members.items())
        )
        return [edit for edit, _ in noted], tuple(consequences)


def followers(comparison: Comparison, pool: Pool) -> Followers:
    """Claim whatever merely follows: posts their units, and references what they named."""
    found = Followers()
    # Whoever names a post that follows its unit follows that unit too.
    through: dict[Cause, Cause] = {}
    for id in pool.members(EntityType.POST, "id", "name"):
        post = _FollowingPost(comparison, id)
        cause = post.cause(pool)
        if cause is None:
            continue
        for edit in pool.take(EntityType.POST, id, post.follows):
            found.note(cause, edit, post.named(edit))
            if edit.field == "id":
                through[EntityType.POST, id] = cause
    references = _References(comparison)
    following: list[Edit] = []
    for edit in pool:
        if edit.field in _REFERENCES.get(edit.entity_type, ()):
            named = references.named(edit)
            cause = comparison.cause_of(*named)
            if cause is not None:
                following.append(edit)
                found.note(through.get(cause, cause), edit, named)
    pool.claim(following)
    return found


@dataclass
class _FollowingPost:
    """A post that persists, and what of it is another only because its unit is."""

    comparison: Comparison
    old: str

    @cached_property
    def _units(self) -> tuple[str, str] | None:
        """The unit that it belonged to, and the one that it belongs to: that one, or its heir."""
        comparison = self.comparison
        before = comparison.old.unit_of_post(comparison.old.posts[self.old])
        now = comparison.new.posts[comparison.posts[self.old].new]
        after = comparison.new.unit_of_post(now)
        if before is None or after is None or after not in comparison.images(before):
            return None
        return before, after

    def cause(self, pool: Pool) -> Cause | None:
        """What it follows: a unit with another id or name, or one that ended; None otherwise."""
        if self._units is None:
            return None
        before, after = self._units
        if before not in self.comparison.units.matches:
            return before
        renamed = any(is_another_name(edit) for edit in pool.peek(EntityType.UNIT, before))
        return (EntityType.UNIT, before) if before != after or renamed else None

    def follows(self, edit: Edit) -> bool:
        """Whether an edit says no more than that the unit is called otherwise."""
        if self._units is None:
            return False
        before, after = self._units
        if edit.field == "name" and isinstance(edit.old, str) and isinstance(edit.new, str):
            units = self.comparison.old.units[before], self.comparison.new.units[after]
            return title_follows(edit.old, units[0], edit.new, units[1])
        # Where its unit kept its id, a post has another for a reason of its own.
        return before != after and (edit.field == "id" or tells_of(edit, self.old))

    def named(self, edit: Edit) -> _Named:
        """The id or title that it had, and the one that it has."""
        return (edit.old, edit.new) if edit.op is Op.SET else (None, None)


@dataclass
class _References:
    """What members refer to."""

    comparison: Comparison
    _known_items: dict[str, Mapping[tuple[str, bool], Mapping[str, Ids]]] = field(
        default_factory=dict
    )

    def named(self, edit: Edit) -> _Named:
        """What the reference named, and what it names now."""
        if edit.field in ("lines", "links"):
            return self._named_by_item(edit)
        if edit.op is not Op.SET or (edit.field == "decision" and edit.key != "body"):
            return None, None
        return edit.old, edit.new

    def _named_by_item(self, edit: Edit) -> _Named:
        """A line or link that goes and one that comes, alike but for what they name."""
        comes = edit.op is Op.ADD
        item = edit.new if comes else edit.old
        others = self._items(edit.id)[str(edit.field), comes].get(_but_for_its_end(item), NO_IDS)
        comparison = self.comparison
        ends = (comparison.following if comes else comparison.followed).get(item["to"], NO_IDS)
        # Either may be long: the shorter is gone through, the longer looked up.
        few, many = (ends, others) if len(ends) < len(others) else (others, ends)
        other = next((id for id in few if id in many), None)
        if other is None:
            return None, None
        return (other, item["to"]) if comes else (item["to"], other)

    def _items(self, id: str) -> Mapping[tuple[str, bool], Mapping[str, Ids]]:
        """What the lines and links of a unit name, by all else that they say: before, and now."""
        found = self._known_items.get(id)
        if found is None:
            comparison = self.comparison
            now = comparison.units.matches[id].new
            sides = ((True, comparison.old.units[id]), (False, comparison.new.units[now]))
            found = self._known_items[id] = {
                (name, before): grouped(
                    (_but_for_its_end(item), item["to"])
                    for item in (one.data() for one in getattr(unit, name))
                )
                for name in ("lines", "links")
                for before, unit in sides
            }
        return found


def _but_for_its_end(item: Mapping[str, Any]) -> str:
    return spelled({**item, "to": ""})
