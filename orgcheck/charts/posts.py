"""What the box of a unit says of those of its posts that changed and have no box of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from orgcheck.changes.kinds.event_type import Mark
from orgcheck.changes.marks import Note, Standing
from orgcheck.counting import counted
from orgcheck.records import dataclass

# Of more posts with the same lot a box says how many they are.
_MOST_POSTS = 2


@dataclass
class PostChanges:
    """What became of the posts in the box of a unit.

    A post that follows its unit is counted; one that is new with it goes without saying.
    """

    begun: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    following: int = 0

    def add(self, name: str, standing: Standing, *, along: bool) -> None:
        """Take up one post, under its name, with what is said of it."""
        if Mark.NEW in standing.marks:
            self.begun += [] if along else [name]
        elif Mark.ENDED in standing.marks:
            self.ended.append(name)
        elif set(standing.marks) == {Mark.FOLLOWS}:
            self.following += 1
        elif standing.marks:
            words = ", ".join(note.brief for note in standing.notes if note.brief)
            self.changed.append(f"{name}: {words or standing.marks[0]}")

    @property
    def are_changed(self) -> bool:
        """Whether something happened to them that is more than to follow."""
        return bool(self.begun or self.ended or self.changed)

    def notes(self) -> Iterator[Note]:
        """What the box of the unit says."""
        for names, one, many in (
            (self.begun, "new post: {name}", "{number} new posts"),
            (self.ended, "post ended: {name}", "{number} posts ended"),
            (self.changed, "{name}", "{number} posts changed"),
        ):
            if len(names) <= _MOST_POSTS:
                words = [one.format(name=name) for name in names]
            else:
                words = [many.format(number=f"{len(names):,}")]
            yield from (Note(word, None, word) for word in words)
        if self.following:
            follow = counted(self.following, "post follows", "posts follow")
            yield Note(follow, None, follow)
