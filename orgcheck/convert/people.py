"""Who belongs to what, as a source says it: by handle, and only where that is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from orgcheck.convert.draft import Draft
from orgcheck.convert.format import Place
from orgcheck.convert.ids import id_in
from orgcheck.findings import Origin
from orgcheck.language import msg_n, said, said_n
from orgcheck.snapshot.model import Snapshot
from orgcheck.snapshot.text import clipped


class People:
    """The people of a source: put into a draft, or counted where they are not asked for."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._known: dict[str, None] = {}

    def of(self, handles: Any) -> list[str]:
        """The people of a list, by their ids; none where they are not asked for."""
        found = [id_in(str(one)) for one in handles if one] if isinstance(handles, list) else []
        self._known.update(dict.fromkeys(found))
        return list(dict.fromkeys(found)) if self._draft.given.with_people else []

    def add_post(
        self, unit: dict[str, Any], id: str, name: str, holders: Any, origin: Origin, *, head: bool
    ) -> None:
        """The posts that people hold in a unit, one each where they head it together."""
        if not isinstance(holders, list) or not holders:
            return
        held = self.of(holders)
        several = head and len(holders) > 1
        posts = [f"{id}-{n}" for n in range(1, len(holders) + 1)] if several else [id]
        for number, post in enumerate(posts):
            who = held[number : number + 1] if several else held
            values = {"id": post, "name": name, "unit": unit["id"], "holders": who}
            self._draft.add("posts", values, origin)
        if head:
            unit |= {"heads": posts} if several else {"head": posts[0]}

    def finish(self, names: Mapping[str, str | dict[str, str]] | None = None) -> None:
        """Put the register of people into the draft, or say how many were left out.

        `names` are what people are called, by their ids.
        """
        given = self._draft.given
        if given.with_people:
            for handle in sorted(self._known):
                name = (names or {}).get(handle)
                called = {"name": name} if name else {}
                self._draft.add("people", {"id": handle, **called}, Origin(given.name))
        elif self._known:
            message = said_n(
                "{number} person left out: --with-people reads who belongs to what",
                "{number} people left out: --with-people reads who belongs to what",
                len(self._known),
            )
            self._draft.note(given.name, message)


def tell_unknown(draft: Draft, groups: Mapping[str, Place], what: str) -> None:
    """Tell what people belong to that the source does not have, each where it is first named."""
    for group, place in groups.items() if draft.given.with_people else ():
        message = said(
            'people belong to "{group}", which is no {what} here',
            group=clipped(group),
            what=said(what),
        )
        draft.defect(place, message, said("add it, or correct its name"))


def without_people(snapshot: Snapshot) -> tuple[Snapshot, tuple[str, ...]]:
    """A snapshot without who belongs to what, and what that leaves out."""
    members = sum(len(unit.members) for unit in snapshot.units)
    holders = sum(len(post.holders) for post in snapshot.posts)
    found = (
        (msg_n("{number} person", "{number} people"), len(snapshot.people)),
        (msg_n("{number} member", "{number} members"), members),
        (msg_n("{number} holder of a post", "{number} holders of posts"), holders),
    )
    left_out = tuple(said_n(*plural, number) for plural, number in found if number)
    if not left_out:
        return snapshot, ()
    units = tuple(
        unit.model_copy(update={"members": ()}) if unit.members else unit for unit in snapshot.units
    )
    posts = tuple(
        post.model_copy(update={"holders": ()}) if post.holders else post for post in snapshot.posts
    )
    without = snapshot.model_copy(update={"people": (), "units": units, "posts": posts})
    return without, left_out


def members_of(people: People, *lists: Iterable[Any] | None) -> dict[str, list[str]]:
    """The members of a unit, as its field; nothing where there are none."""
    members = [id for one in lists for id in people.of(one)]
    return {"members": list(dict.fromkeys(members))} if members else {}
