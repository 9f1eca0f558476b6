"""What a format cannot hold of a snapshot, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from orgcheck.counting import counted
from orgcheck.snapshot.model import Entity, Header, Snapshot

_LISTS = {
    "posts": ("post", "posts"),
    "bodies": ("body", "bodies"),
    "people": ("person", "people"),
    "responsibilities": ("entry in the register of duties", "entries in the register of duties"),
}
_NOUNS = {
    "acronym": "acronym",
    "reports_to": "line of command",
    "legal_basis": "legal basis",
    "source": "source",
    "attributes": "attribute",
    "previously": "earlier id",
    "kind": "kind",
    "head": "head",
    "heads": "head",
    "members": "member",
    "holders": "holder of a post",
    "lines": "further line",
    "responsibilities": "duty",
    "sites": "site",
    "tags": "tag",
    "figures": "figure",
    "links": "link",
    "replaces": "predecessor",
    "split_from": "origin of a spin-off",
    "winding_down": "unit that winds down",
    "valid_from": "founding date",
    "valid_to": "date of an end",
    "vacant": "vacancy",
    "unit": "unit of a post",
}
_PLURALS = {
    "line of command": "lines of command",
    "legal basis": "legal bases",
    "duty": "duties",
    "origin of a spin-off": "origins of spin-offs",
    "unit that winds down": "units that wind down",
    "date of an end": "dates of ends",
    "vacancy": "vacancies",
    "holder of a post": "holders of posts",
    "unit of a post": "units of posts",
    "attribute of a person": "attributes of people",
    "name in a further language": "names in further languages",
}


def losses(
    snapshot: Snapshot,
    *,
    unit: Collection[str],
    lists: Collection[str] = (),
    post: Collection[str] = (),
    body: Collection[str] = (),
    person: Collection[str] = (),
    implied_name: bool = False,
    named: bool = False,
    languages: bool = False,
) -> tuple[str, ...]:
    """What is lost where units, posts and others keep these fields, and only these lists are kept.

    `implied_name` says that the organisation's name is that of its only top, `named` that it is
    kept, `languages` that names are, in each language.
    """
    lost: Counter[str] = Counter()
    told: list[str] = []
    header = set(snapshot.data(include=set(Header.model_fields))) - {"orgcheck"}
    tops = [one.name for one in snapshot.units if one.parent is None]
    if named or (implied_name and tops == [snapshot.organisation]):
        header.discard("organisation")
    told += [f"{field} of the snapshot" for field in Header.model_fields if field in header]
    for key, words in _LISTS.items():
        if key not in lists and getattr(snapshot, key):
            told.append(counted(len(getattr(snapshot, key)), *words))
    for entities, kept in ((snapshot.units, unit), (snapshot.posts, post), (snapshot.bodies, body)):
        if kept:
            for entity in entities:
                lost.update(_lost_of(entity, kept, languages=languages))
    for one in snapshot.people if "people" in lists else ():
        if one.attributes and "attributes" not in person:
            lost["attribute of a person"] += len(one.attributes)
        if isinstance(one.name, dict) and not languages:
            lost["name in a further language"] += max(1, len(one.name) - 1)
    return (*told, *(counted(number, what, _PLURALS.get(what)) for what, number in lost.items()))


def _lost_of(entity: Entity, kept: Collection[str], *, languages: bool) -> Counter[str]:
    lost: Counter[str] = Counter()
    for field, noun in _NOUNS.items():
        value = getattr(entity, field, None)
        if field not in kept and value:
            lost[noun] += len(value) if isinstance(value, (tuple, dict)) else 1
    if isinstance(entity.name, dict) and not languages:
        lost["name in a further language"] += max(1, len(entity.name) - 1)
    return lost
