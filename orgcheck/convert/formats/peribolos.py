"""Peribolos: organisations and teams of GitHub as YAML, as kubernetes/org keeps them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from orgcheck.convert.format import Format, Given, Imported
from orgcheck.language import said
from orgcheck.patterns import pattern

if TYPE_CHECKING:
    from orgcheck.convert.draft import Draft
    from orgcheck.convert.people import People
    from orgcheck.snapshot.text import Document, MappingNode

_ORGS = pattern(rb"^orgs:", re.M)
_MOST_LEVELS = 50


def recognises(data: bytes) -> bool:
    """Whether a YAML text is one of peribolos."""
    return _ORGS.search(data) is not None


def read(given: Given) -> Imported:
    """Each organisation as a top, each team below its organisation or its team."""
    from orgcheck.convert.draft import Draft
    from orgcheck.convert.people import People, members_of
    from orgcheck.convert.tree import documents_of, mapping_in, standing_at
    from orgcheck.snapshot.scope import Scope
    from orgcheck.snapshot.text import MappingNode

    fields = ("kind", "parent", "top", "responsibilities", "previously", "attributes")
    people_too = ("members",) if given.with_people else ()
    draft = Draft(given, Scope({"units": frozenset((*fields, *people_too))}))
    people = People(draft)
    ((document, root),) = documents_of(given)
    orgs = mapping_in(document, root, "orgs")
    for name, org in orgs.items():
        place = document.of_key(orgs, name)
        if not isinstance(org, MappingNode):
            draft.defect(
                place,
                said("{name}: expected a mapping", name=name),
                said("write `name:`, `teams:`"),
            )
            continue
        unit = {"id": name, "name": _text(org, "name") or name, "kind": "github-org", "top": True}
        unit |= members_of(people, org.get("admins"), org.get("members"))
        draft.add("units", unit, *standing_at(place))
        _add_teams(draft, people, document, org, (name, name), _MOST_LEVELS)
    people.finish()
    draft.header["organisation"] = next(iter(orgs)) if len(orgs) == 1 else given.label or "?"
    return draft.finished()


def _add_teams(
    draft: Draft,
    people: People,
    document: Document,
    holder: MappingNode,
    above: tuple[str, str],
    levels: int,
) -> None:
    """The teams of an organisation or of a team, and those below them."""
    from orgcheck.convert.ids import id_in
    from orgcheck.convert.people import members_of
    from orgcheck.convert.tree import standing_at
    from orgcheck.snapshot.text import MappingNode

    org, parent = above
    teams = holder.get("teams")
    if not isinstance(teams, MappingNode) or not levels:
        return
    for name, written in teams.items():
        place = document.of_key(teams, name)
        team = written if isinstance(written, dict) else {}
        id = f"{org}/team/{id_in(name)}"
        unit: dict[str, Any] = {"id": id, "name": name, "kind": "team", "parent": parent}
        if earlier := team.get("previously"):
            names = earlier if isinstance(earlier, list) else [earlier]
            unit["previously"] = [f"{org}/team/{id_in(str(one))}" for one in names]
        if isinstance(repos := team.get("repos"), dict):
            unit["responsibilities"] = [f"{repo}: {right}" for repo, right in repos.items()]
        facts = {key: _text(team, key) for key in ("description", "privacy")}
        if facts := {key: text for key, text in facts.items() if text}:
            unit["attributes"] = facts
        unit |= members_of(people, team.get("maintainers"), team.get("members"))
        draft.add("units", unit, *standing_at(place))
        if isinstance(written, MappingNode):
            _add_teams(draft, people, document, written, (org, id), levels - 1)


def _text(values: dict[str, Any], key: str) -> str:
    value = values.get(key)
    return str(value) if isinstance(value, str) else ""


FORMAT = Format(
    name="peribolos",
    what="organisations and teams of GitHub, as peribolos keeps them",
    endings=(".yaml", ".yml"),
    read=read,
    recognises=recognises,
)
