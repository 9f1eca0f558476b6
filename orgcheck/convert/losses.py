"""What a format cannot hold of a snapshot, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from orgcheck.language import Plural, Said, msg_n, said, said_n
from orgcheck.snapshot.model import Entity, Header, Snapshot
from orgcheck.snapshot.words import said_field

_LISTS = {
    "posts": msg_n("{number} post", "{number} posts"),
    "bodies": msg_n("{number} body", "{number} bodies"),
    "people": msg_n("{number} person", "{number} people"),
    "responsibilities": msg_n(
        "{number} entry in the register of duties", "{number} entries in the register of duties"
    ),
}
_NOUNS = {
    "acronym": msg_n("{number} acronym", "{number} acronyms"),
    "reports_to": msg_n("{number} line of command", "{number} lines of command"),
    "legal_basis": msg_n("{number} legal basis", "{number} legal bases"),
    "source": msg_n("{number} source", "{number} sources"),
    "attributes": msg_n("{number} attribute", "{number} attributes"),
    "previously": msg_n("{number} earlier id", "{number} earlier ids"),
    "kind": msg_n("{number} kind", "{number} kinds"),
    "head": msg_n("{number} head", "{number} heads"),
    "heads": msg_n("{number} head", "{number} heads"),
    "members": msg_n("{number} member", "{number} members"),
    "holders": msg_n("{number} holder of a post", "{number} holders of posts"),
    "lines": msg_n("{number} further line", "{number} further lines"),
    "responsibilities": msg_n("{number} duty", "{number} duties"),
    "sites": msg_n("{number} site", "{number} sites"),
    "tags": msg_n("{number} tag", "{number} tags"),
    "figures": msg_n("{number} figure", "{number} figures"),
    "links": msg_n("{number} link", "{number} links"),
    "replaces": msg_n("{number} predecessor", "{number} predecessors"),
    "split_from": msg_n("{number} origin of a spin-off", "{number} origins of spin-offs"),
    "winding_down": msg_n("{number} unit that winds down", "{number} units that wind down"),
    "valid_from": msg_n("{number} founding date", "{number} founding dates"),
    "valid_to": msg_n("{number} date of an end", "{number} dates of ends"),
    "vacant": msg_n("{number} vacancy", "{number} vacancies"),
    "unit": msg_n("{number} unit of a post", "{number} units of posts"),
}
_ATTRIBUTES = msg_n("{number} attribute of a person", "{number} attributes of people")
_LANGUAGES = msg_n("{number} name in a further language", "{number} names in further languages")


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
    lost: Counter[Plural] = Counter()
    told: list[str] = []
    header = set(snapshot.data(include=set(Header.model_fields))) - {"orgcheck"}
    tops = [one.name for one in snapshot.units if one.parent is None]
    if named or (implied_name and tops == [snapshot.organisation]):
        header.discard("organisation")
    told += [
        said("{field} of the snapshot", field=said_field(field))
        for field in Header.model_fields
        if field in header
    ]
    for key, words in _LISTS.items():
        if key not in lists and getattr(snapshot, key):
            told.append(said_n(*words, len(getattr(snapshot, key))))
    for entities, kept in ((snapshot.units, unit), (snapshot.posts, post), (snapshot.bodies, body)):
        if kept:
            for entity in entities:
                lost.update(_lost_of(entity, kept, languages=languages))
    for one in snapshot.people if "people" in lists else ():
        if one.attributes and "attributes" not in person:
            lost[_ATTRIBUTES] += len(one.attributes)
        if isinstance(one.name, dict) and not languages:
            lost[_LANGUAGES] += max(1, len(one.name) - 1)
    return (*told, *(said_n(*words, number) for words, number in lost.items()))


def _lost_of(entity: Entity, kept: Collection[str], *, languages: bool) -> Counter[Plural]:
    lost: Counter[Plural] = Counter()
    for field, noun in _NOUNS.items():
        value = getattr(entity, field, None)
        if field not in kept and value:
            lost[noun] += len(value) if isinstance(value, (tuple, dict)) else 1
    if isinstance(entity.name, dict) and not languages:
        lost[_LANGUAGES] += max(1, len(entity.name) - 1)
    return lost


def no_xml(number: int) -> Said:
    """So many characters that XML has no place for."""
    return said_n(
        "{number} character that XML has no place for",
        "{number} characters that XML has no place for",
        number,
    )
