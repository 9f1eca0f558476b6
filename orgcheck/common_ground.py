"""Versions of an organisation within what the sources of all of them have a place for.

A spreadsheet has no column for duties, and a catalogue none for posts: that a version made of it
has none of them says nothing about the organisation. What is compared is what both can say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import reduce
from typing import TypeVar

from orgcheck.findings import Fault
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import LISTS, Name, Post, Snapshot, Unit, predecessor_id
from orgcheck.snapshot.scope import DESCENT, Scope

E = TypeVar("E", Unit, Post)


def on_common_ground(*versions: Organisation) -> tuple[Organisation, ...]:
    """The versions without what any of their sources has no place for; as they are, if all have.

    The heads of units that a source names by their titles alone are those that another has, and a
    name in one language is that of another that has it in several.
    """
    scopes = [version.scope for version in versions if version.scope is not None]
    if not scopes:
        return versions
    scope = reduce(Scope.both, scopes)
    home = next((version for version in versions if version.scope is None), versions[0])
    if all(version.scope == scope for version in versions):
        return versions
    *older, newest = (_within(version, scope, home) for version in versions)
    known = frozenset().union(*(version.units for version in older))
    return (*(_without_claims(one, scope) for one in older), _without_claims(newest, scope, known))


def _without_claims(
    version: Organisation, scope: Scope, known: Collection[str] = ()
) -> Organisation:
    """A version without the declarations of descent that its sources have no place for.

    The newest keeps those of units that an older one has: they say which unit is which.
    """
    fields = [field for field in DESCENT if field not in scope.fields.get("units", ())]
    units = []
    for unit in version.snapshot.units:
        claims = {
            field: tuple(one for one in getattr(unit, field) if predecessor_id(one) in known)
            for field in fields
            if getattr(unit, field)
        }
        units.append(unit.model_copy(update=claims) if claims else unit)
    return _with_units(version, tuple(units))


def _with_units(version: Organisation, units: tuple[Unit, ...]) -> Organisation:
    pairs = zip(version.snapshot.units, units, strict=True)
    instead = {id(old): new for old, new in pairs if old is not new}
    if not instead:
        return version
    return version.retold(version.snapshot.model_copy(update={"units": units}), instead)


def _within(version: Organisation, scope: Scope, home: Organisation) -> Organisation:
    snapshot = version.snapshot
    if version.scope is not None and version is not home:
        snapshot = as_known(snapshot, home, version.faults, version.scope)
    lists = {key: scope.parts(key, snapshot) for key in LISTS}
    said = {
        **dict(snapshot),
        **scope.header(snapshot),
        "organisation": home.snapshot.organisation,
        **{key: tuple(part for _, part in pairs) for key, pairs in lists.items()},
    }
    instead = {id(old): new for pairs in lists.values() for old, new in pairs}
    return version.retold(Snapshot.model_construct(**said), instead, scope=scope)


def as_known(
    snapshot: Snapshot,
    known: Organisation,
    unread: Collection[Fault] = (),
    scope: Scope | None = None,
) -> Snapshot:
    """A snapshot of a source with what another version has of the same in more words.

    Heads have the ids, and units and posts the names in several languages, that it has. `unread`
    are values of the source that could not be read, as a defect tells: what
    they would have said is not known, so that they are as in the other version, and not gone.
    """
    fields: defaultdict[str, set[str]] = defaultdict(set)
    for id, field in unread:
        fields[id].add(field)
    snapshot = _with_known_heads(snapshot, known, fields)
    held = scope.fields.get("units", ()) if scope is not None else ()
    languages = {field.removeprefix("name.") for field in held if field.startswith("name.")}
    units = tuple(
        _named(_filled(unit, there, fields.get(unit.id, ())), there, languages)
        for unit in snapshot.units
        for there in (known.units.get(unit.id),)
    )
    posts = tuple(_named(post, known.posts.get(post.id)) for post in snapshot.posts)
    return snapshot.model_copy(update={"units": units, "posts": posts})


def _filled(unit: Unit, known: Unit | None, unread: Collection[str]) -> Unit:
    """A unit in which the fields that could not be read are those that are known."""
    if known is None or not unread:
        return unit
    said = {field: getattr(known, field) for field in unread if field in Unit.model_fields}
    if "parent" in unread:
        said |= {"parent": known.parent, "top": known.top}
    single = [field.partition(".")[2] for field in unread if field.startswith("figures.")]
    if single:
        told = {name: known.figures[name] for name in single if name in known.figures}
        said["figures"] = {**unit.figures, **told}
    said.pop("id", None)
    return unit.model_copy(update=said)


def _named(entity: E, known: E | None, languages: Collection[str] = ()) -> E:
    """A unit or post with the names that its source, which has `languages`, has no place for."""
    if known is not None and languages and isinstance(entity.name, dict):
        there = known.name if isinstance(known.name, dict) else {}
        others = {one: name for one, name in there.items() if one not in languages}
        return entity.model_copy(update={"name": {**others, **entity.name}})
    if known is None or isinstance(entity.name, dict) or not isinstance(known.name, dict):
        return entity
    if entity.name not in known.name.values():
        return entity
    return entity.model_copy(update={"name": known.name})


def _with_known_heads(
    snapshot: Snapshot, known: Organisation, unread: Mapping[str, Collection[str]]
) -> Snapshot:
    """A snapshot in which the heads of units have the ids that another version gives them.

    Only those whose ids were made of their units': `4200/head`. Where several head a unit there,
    they do here: a title is that of one of them, and says nothing about the others.
    """
    titles = {post.id: post.name for post in snapshot.posts}
    ids: dict[str, str] = {}
    beside: list[Post] = []
    units: list[Unit] = []
    for unit in snapshot.units:
        there = known.units.get(unit.id)
        heads = [id for id in there.headed_by if id in known.posts] if there is not None else []
        is_unread = unit.head is None and "head" in unread.get(unit.id, ())
        if there is None or not heads or not (is_unread or unit.head == made_head(unit.id)):
            units.append(unit)
            continue
        beside += (known.posts[id] for id in heads)
        if unit.head is not None:
            ids[unit.head] = _of_title(titles.get(unit.head), heads, known)
        units.append(unit.model_copy(update={"head": there.head, "heads": there.heads}))
    if not beside:
        return snapshot
    posts: dict[str, Post] = {}
    for post in snapshot.posts:
        id = ids.get(post.id, post.id)
        posts.setdefault(id, post if id == post.id else _instead_of(post, known.posts[id]))
    for post in beside:
        posts.setdefault(post.id, post)
    return snapshot.model_copy(update={"posts": tuple(posts.values()), "units": tuple(units)})


def _of_title(title: Name | None, heads: Sequence[str], known: Organisation) -> str:
    """The post that a title is of among those that head a unit, else the first of them."""
    for id in heads:
        name = known.posts[id].name
        if title == name or (isinstance(name, dict) and title in name.values()):
            return id
    return heads[0]


def _instead_of(post: Post, known: Post) -> Post:
    """What a source says of the post of a head that is known: its title, and no more."""
    return post.model_copy(update={"id": known.id, "unit": known.unit})


def made_head(unit: str) -> str:
    """The id that is made for the post of whoever heads a unit.

    Examples
    --------
    >>> made_head("4200")
    '4200/head'
    """
    return f"{unit}/head"
