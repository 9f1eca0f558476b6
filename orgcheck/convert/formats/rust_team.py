"""Teams as rust-lang/team keeps them: a folder of TOML, a file a team."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from orgcheck.convert.format import Format, Given, Imported
from orgcheck.language import said, said_n

if TYPE_CHECKING:
    from orgcheck.convert.draft import Draft
    from orgcheck.convert.people import People
    from orgcheck.snapshot.text import SourceText

_MOST_BYTES = 2**20


def read(given: Given) -> Imported:
    """Each file of a team as a unit, its leads as posts that head it."""
    from orgcheck.convert.draft import Draft
    from orgcheck.convert.people import People
    from orgcheck.errors import Diagnostic, InvalidSnapshot, Unreadable
    from orgcheck.snapshot.scope import Scope
    from orgcheck.snapshot.sources import decoded
    from orgcheck.snapshot.toml import read_toml

    fields = ("kind", "parent", "top", "responsibilities", "head", "heads")
    people_too = ("members",) if given.with_people else ()
    posts = frozenset(("unit", "holders") if given.with_people else ("unit",))
    draft = Draft(given, Scope({"units": frozenset((*fields, *people_too)), "posts": posts}))
    people = People(draft)
    archived = others = 0
    for name, data in given.files:
        if "archive" in PurePosixPath(name).parts:
            archived += 1
            continue
        if len(data) > _MOST_BYTES:
            draft.defect(name, said("is larger than 1 MiB, and was left out"))
            continue
        try:
            source = decoded(name, data)
            values = read_toml(source)
        except Unreadable as unreadable:
            for problem in unreadable.problems:
                draft.defect(problem.location or name, problem.message, problem.fix)
            continue
        if isinstance(values.get("people"), dict) and "name" in values:
            _add_team(draft, people, source, values)
        else:
            others += 1
    if archived:
        message = said_n(
            "{number} file of archived teams left out",
            "{number} files of archived teams left out",
            archived,
        )
        draft.note(given.name, message)
    if others:
        message = said_n(
            "{number} file of no team left out", "{number} files of no team left out", others
        )
        draft.note(given.name, message)
    people.finish()
    if draft.is_empty:
        message = said(
            "{file} holds no file of a team: none has `name` and `[people]`", file=given.name
        )
        raise InvalidSnapshot([Diagnostic(None, message, said("name the folder of teams"))])
    draft.header["organisation"] = given.label or "?"
    return draft.finished()


def _add_team(draft: Draft, people: People, source: SourceText, values: dict[str, Any]) -> None:
    from orgcheck.convert.people import members_of
    from orgcheck.convert.tree import standing_at

    id, who = str(values["name"]), values["people"]
    website = values.get("website")
    site: dict[str, Any] = website if isinstance(website, dict) else {}
    unit: dict[str, Any] = {"id": id, "name": str(site.get("name") or id)}
    unit["kind"] = str(values.get("kind") or "team")
    parent = values.get("subteam-of")
    unit |= {"parent": str(parent)} if parent else {"top": True}
    if text := site.get("description"):
        unit["responsibilities"] = [" ".join(str(text).split())]
    at = source.text.find("name")
    origin, place = standing_at(source.location(max(at, 0)))
    leads = [_handle(one) for one in who.get("leads") or () if _handle(one)]
    people.add_post(unit, f"{id}/lead", "Lead", leads, origin, head=True)
    members = who.get("members")
    handles = [_handle(one) for one in members] if isinstance(members, list) else []
    unit |= members_of(people, [*leads, *(one for one in handles if one)])
    draft.add("units", unit, origin, place)


def _handle(person: Any) -> str:
    """A person of a list: a handle, or a table with one."""
    found = person.get("github") if isinstance(person, dict) else person
    return found if isinstance(found, str) else ""


FORMAT = Format(
    name="rust-team",
    what="a folder of TOML with a file a team, as rust-lang/team keeps them",
    endings=(".toml",),
    read=read,
    is_folder=True,
)
