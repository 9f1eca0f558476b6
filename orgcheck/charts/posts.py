"""What the box of a unit says of those of its posts that changed and have no box of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from orgcheck.changes.kinds.event_type import Mark, mark_word
from orgcheck.changes.marks import Note, Standing
from orgcheck.language import msg, msg_n, msg_np, msg_p, tr, tr_n, tr_t, tr_tn
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
            self.changed.append(f"{name}: {words or mark_word(standing.marks[0])}")

    @property
    def are_changed(self) -> bool:
        """Whether something happened to them that is more than to follow."""
        return bool(self.begun or self.ended or self.changed)

    def notes(self) -> Iterator[Note]:
        """What the box of the unit says."""
        for words in (*self._begun(), *self._ended(), *self._changed()):
            yield Note(words, None, words)
        if self.following:
            words = tr_n("{number} post follows", "{number} posts follow", self.following)
            yield Note(words, None, words)

    def _begun(self) -> list[str]:
        if len(self.begun) > _MOST_POSTS:
            return [tr_n("{number} new post", "{number} new posts", len(self.begun))]
        return [tr("new post: {post}", post=name) for name in self.begun]

    def _ended(self) -> list[str]:
        if len(self.ended) > _MOST_POSTS:
            return [
                tr_tn(
                    msg_n("{number} post ended", "{number} posts ended"),
                    msg_np("present", "{number} post ends", "{number} posts end"),
                    len(self.ended),
                )
            ]
        return [
            tr_t(msg("post ended: {post}"), msg_p("present", "post ends: {post}"), post=name)
            for name in self.ended
        ]

    def _changed(self) -> list[str]:
        if len(self.changed) > _MOST_POSTS:
            return [
                tr_tn(
                    msg_n("{number} post changed", "{number} posts changed"),
                    msg_np("present", "{number} post changes", "{number} posts change"),
                    len(self.changed),
                )
            ]
        return self.changed
