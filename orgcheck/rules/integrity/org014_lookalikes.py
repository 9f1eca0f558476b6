"""ORG014: what looks alike is the same, and what looks like quotes around a text is no part of it.

Warnings: the snapshot means what it says, and hardly what its writer meant.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from itertools import chain

from orgcheck.findings import Finding, Location, Severity
from orgcheck.language import said
from orgcheck.organisation import Member, Organisation
from orgcheck.rules.builtin_rule import IntegrityRule, example, related
from orgcheck.snapshot.model import Duty, Named, Unit
from orgcheck.snapshot.suggestions import TYPOGRAPHIC_QUOTES, skeleton

Path = tuple[str | int, ...]

# Quotes that a word processor puts around a text.
_PAIRS = frozenset(("“”", "„“", "„”", "””", "‘’", "‚‘", "‚’", "’’", "«»", "»«", "‹›", "›‹"))


def check(organisation: Organisation) -> Iterator[Finding]:
    """Findings for ids that only look the same, and for quotes that became part of a text."""
    yield from _alike(organisation, organisation.bodies, organisation.posts, organisation.units)
    yield from _alike(organisation, organisation.register)
    yield from _quoted(organisation)


def _alike(
    organisation: Organisation, *groups: Mapping[str, Member] | Mapping[str, Duty]
) -> Iterator[Finding]:
    # Of ids in ASCII no two look alike, and most snapshots have no others.
    if all(map(str.isascii, chain(*groups))):
        return
    by_id: dict[str, Member | Duty] = dict(chain(*(group.items() for group in groups)))
    looks = {skeleton(id) for id in by_id if not id.isascii()}
    first: dict[str, str] = {}
    for id, part in by_id.items():
        look = skeleton(id)
        if look not in looks:
            continue
        other = first.setdefault(look, id)
        if other != id:
            here, there = difference(id, other)
            yield _warning(
                said(
                    "the id {id} only looks like {other}: it has {here}, and the other {there}",
                    id=id,
                    other=other,
                    here=here or said("nothing"),
                    there=there or said("nothing"),
                ),
                said(
                    "write both alike where they mean the same; else give one an id that looks "
                    "another"
                ),
                part,
                organisation.locate(part, "id"),
                value=" ".join(sorted((id, other))),
                earlier=organisation.locate(by_id[other], "id"),
                shared=() if isinstance(part, Duty) else tuple(sorted((id, other))),
            )


def _quoted(organisation: Organisation) -> Iterator[Finding]:
    texts = organisation.places.texts
    if not any(quote in text.text for quote in TYPOGRAPHIC_QUOTES for text in texts):
        return
    snapshot = organisation.snapshot
    for path, text in _name(("organisation",), snapshot.organisation):
        yield from _in_quotes(path, text, None, organisation.places.locate_header(*path))
    members: tuple[Member | Duty, ...] = (*snapshot.bodies, *snapshot.posts, *snapshot.units)
    for part in (*members, *snapshot.responsibilities):
        for path, text in _texts(part):
            # Few texts are in quotes, and a place takes time to find.
            if in_quotes(text) is not None:
                yield from _in_quotes(path, text, part, organisation.locate(part, *path))


def _in_quotes(
    path: Path, text: str, part: Member | Duty | None, place: Location | None
) -> Iterator[Finding]:
    inner = in_quotes(text)
    if inner is None or place is None or not _is_bare(place, text):
        return
    named = {"field": str(path[0]), "text": text}
    yield _warning(
        said(
            "{field} of {part} is {text} with the quotes: to YAML they are letters",
            part=part.id,
            **named,
        )
        if part is not None
        else said("{field} is {text} with the quotes: to YAML they are letters", **named),
        said(
            'write {inner}, or "{inner}" with straight quotes; if they are meant, write "{text}"',
            inner=inner,
            text=text,
        ),
        part,
        place,
        value=text,
    )


def _texts(part: Member | Duty) -> Iterator[tuple[Path, str]]:
    """The texts of a part that people read, with their paths."""
    yield from _name(("name",), part.name)
    if isinstance(part, Duty):
        return
    yield from _name(("acronym",), part.acronym)
    if isinstance(part, Unit):
        for field in ("responsibilities", "sites", "tags"):
            for index, item in enumerate(getattr(part, field)):
                if isinstance(item, Named):
                    yield from _name((field, index, "name"), item.name)
                else:
                    yield (field, index), item
        if part.kind is not None:
            yield ("kind",), part.kind


def _name(path: Path, name: object) -> Iterator[tuple[Path, str]]:
    if isinstance(name, str):
        yield path, name
    elif isinstance(name, dict):
        for language, text in name.items():
            yield (*path, language), text


def _is_bare(place: Location, text: str) -> bool:
    """Whether a text stands in the file without quotes of YAML's around it."""
    return place.line == place.end_line and place.end_column - place.column == len(text)


def _warning(
    message: str,
    fix: str,
    part: Member | Duty | None,
    place: Location | None,
    *,
    value: str,
    earlier: Location | None = None,
    shared: tuple[str, ...] = (),
) -> Finding:
    # About no field: the value is read as it stands, and rules judge by it.
    return Finding(
        rule=RULE.id,
        severity=RULE.severity,
        message=message,
        unit=part.id if isinstance(part, Member) else None,
        location=place,
        related=related(earlier, said("the other")),
        fix=fix,
        value=value,
        shared=shared,
    )


def difference(one: str, other: str) -> tuple[str, str]:
    """The code points in which two texts differ, from the first to the last, of either.

    Examples
    --------
    >>> difference("b\\u0430nk", "bank")
    ('U+0430 CYRILLIC SMALL LETTER A', 'U+0061 LATIN SMALL LETTER A')
    """
    before = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    after = 0
    most = min(len(one), len(other)) - before
    while after < most and one[-1 - after] == other[-1 - after]:
        after += 1
    parts = (text[before : len(text) - after] for text in (one, other))
    first, second = (" ".join(map(_called, part)) for part in parts)
    return first, second


def _called(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'without a name')}"


def in_quotes(text: str) -> str | None:
    """What stands within typographic quotes that begin and end a text.

    Examples
    --------
    >>> in_quotes("“Trade”"), in_quotes("“Trade” and “Industry”")
    ('Trade', None)
    """
    inner = text[1:-1]
    if text[:1] + text[-1:] not in _PAIRS or not inner.strip():
        return None
    return None if any(quote in inner for quote in TYPOGRAPHIC_QUOTES.replace("’", "")) else inner


RULE = IntegrityRule(
    id="ORG014",
    severity=Severity.WARNING,
    statement=said(
        "Ids that differ look different, and no text stands in quotes that are none to YAML."
    ),
    why=said(
        "Two ids that differ by a Cyrillic letter, or by the way in which Unicode composes one, "
        "are two units to a computer and one to a reader; the quotes of a word processor become "
        "part of a name, and make it another one."
    ),
    fix=said(
        "Write both ids alike, or one so that it can be told apart; write straight quotes, or none."
    ),
    passes=example(
        """
        - {id: service, name: Service, parent: agency}
        """
    ),
    fails=example(
        """
        - {id: service, name: “Service”, parent: agency}
        """
    ),
    check=check,
)
