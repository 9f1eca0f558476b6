"""LDIF: organizational units and groups of a directory, as text (RFC 2849)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from orgcheck.convert.format import Format, Given, Imported
from orgcheck.errors import Diagnostic, InvalidSnapshot
from orgcheck.language import said, said_n
from orgcheck.patterns import pattern
from orgcheck.records import dataclass

if TYPE_CHECKING:
    from orgcheck.convert.draft import Draft
    from orgcheck.convert.people import People

_UNITS = {"organization": "organization", "organizationalunit": "organizational-unit"}
_GROUPS = frozenset(("groupofnames", "groupofuniquenames", "posixgroup", "group"))
_PERSONS = frozenset(("person", "inetorgperson", "organizationalperson", "user", "posixaccount"))
_MEMBERS = ("member", "uniquemember", "memberuid")
_LINE = pattern(r"([A-Za-z][\w.-]*)(?:;[\w;-]+)?:(:|<)?[ \t]*(.*)")
# The parts of a distinguished name; a comma behind a backslash parts nothing.
_RDN = pattern(r"((?:[^,\\]|\\.)+)(?:,|$)")
_MOST_LEVELS = 200
_LONGEST = 1_000_000


@dataclass
class _Entry:
    """An entry: its line, its name in parts as it stands, and its values by attribute."""

    line: int
    parts: tuple[str, ...]
    values: dict[str, list[str]]

    @property
    def name(self) -> tuple[str, ...]:
        return _folded(self.parts)

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(one.lower() for one in self.values.get("objectclass", ()))


def read(given: Given) -> Imported:
    """Each organization, organizational unit and group as a unit, below the nearest one."""
    from orgcheck.convert.draft import Draft
    from orgcheck.convert.people import People
    from orgcheck.snapshot.scope import Scope

    people_too = ("members",) if given.with_people else ()
    fields = frozenset(("kind", "parent", "top", "links", "attributes", *people_too))
    draft = Draft(given, Scope({"units": fields}))
    people = People(draft)
    units: dict[tuple[str, ...], _Entry] = {}
    others = 0
    for entry in _entries(given, draft):
        if not (entry.classes & (_UNITS.keys() | _GROUPS)):
            others += not entry.classes & _PERSONS
        elif entry.name in units:
            draft.defect(_place(draft, entry), said("an entry of that name stands above already"))
        else:
            units[entry.name] = entry
    if not units:
        message = said("{file} has no organizational unit and no group", file=given.name)
        raise InvalidSnapshot([Diagnostic(None, message)])
    ids = _ids(units)
    for name, entry in units.items():
        _add(draft, people, units, ids, name, entry)
    if others:
        message = said_n(
            "{number} entry of another kind left out",
            "{number} entries of other kinds left out",
            others,
        )
        draft.note(given.name, message)
    people.finish()
    draft.header["organisation"] = given.label or "?"
    return draft.finished()


def _place(draft: Draft, entry: _Entry) -> Any:
    from orgcheck.findings import Origin

    return Origin(draft.given.name, line=entry.line)


def _add(
    draft: Draft,
    people: People,
    units: dict[tuple[str, ...], _Entry],
    ids: dict[tuple[str, ...], str],
    name: tuple[str, ...],
    entry: _Entry,
) -> None:
    from orgcheck.convert.people import members_of

    kind = next((_UNITS[one] for one in sorted(entry.classes & _UNITS.keys())), "group")
    unit: dict[str, Any] = {"id": ids[name], "name": _called(entry.parts[0]), "kind": kind}
    above = next((name[n:] for n in range(1, len(name)) if name[n:] in units), None)
    unit |= {"top": True} if above is None else {"parent": ids[above]}
    if text := next(iter(entry.values.get("description", ())), ""):
        unit["attributes"] = {"description": text}
    members = [one for key in _MEMBERS for one in entry.values.get(key, ())]
    named = [parts for parts in map(_parts, members) if parts]
    within = [ids[_folded(parts)] for parts in named if _folded(parts) in ids]
    if within:
        unit["links"] = [{"type": "member", "to": id} for id in within]
    handles = [_called(parts[0]) for parts in named if _folded(parts) not in ids]
    unit |= members_of(people, handles)
    draft.add("units", unit, _place(draft, entry))


def _ids(units: dict[tuple[str, ...], _Entry]) -> dict[tuple[str, ...], str]:
    """An id for each: its own part of the name, with those above it where others have the same."""
    from orgcheck.convert.ids import LONGEST_ID, id_in

    ids: dict[tuple[str, ...], str] = {}
    taken: set[str] = set()
    for name, entry in units.items():
        parts = [id_in(_called(part)) for part in entry.parts]
        found = (("/".join(reversed(parts[:n])))[-LONGEST_ID:] for n in range(1, len(parts) + 1))
        ids[name] = next((one for one in found if one not in taken), "/".join(reversed(parts)))
        taken.add(ids[name])
    return ids


def _called(part: str) -> str:
    """The value in one part of a name: Finance in ou=Finance."""
    return part.partition("=")[2].replace("\\", "").strip() or part


def _parts(name: str) -> tuple[str, ...]:
    """A distinguished name, the nearest part first, without blanks around signs."""
    found: list[str] = []
    for match in _RDN.finditer(name):
        attribute, _, value = match[1].partition("=")
        found.append(f"{attribute.strip().lower()}={value.strip()}" if value else match[1].strip())
        if len(found) > _MOST_LEVELS:
            break
    return tuple(found)


def _folded(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The name by which an entry is known: case means nothing to a directory."""
    return tuple(part.casefold() for part in parts)


# -- text -----------------------------------------------------------------------------------------


def _entries(given: Given, draft: Draft) -> Iterator[_Entry]:
    """The entries of a text, in its order."""
    from orgcheck.errors import Unreadable
    from orgcheck.snapshot.sources import decoded

    try:
        text = decoded(given.name, given.data).text
    except Unreadable as unreadable:
        raise InvalidSnapshot(unreadable.problems) from None
    entry: _Entry | None = None
    for number, line in _unfolded(text):
        if not line:
            if entry is not None:
                yield entry
            entry = None
            continue
        read = _value(line, number, draft)
        if read is None:
            continue
        attribute, value = read
        if attribute == "dn":
            entry = _Entry(number, _parts(value), {})
        elif entry is not None:
            entry.values.setdefault(attribute, []).append(value)
    if entry is not None:
        yield entry


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """The lines with what goes on below them, comments left out, each with its number."""
    pieces: list[str] = []
    begun = size = 0
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.startswith(" ") and pieces:
            size += len(line)
            if size > _LONGEST:
                message = said(
                    "line {line}: a value has more than {most} characters",
                    line=begun,
                    most=_LONGEST,
                )
                raise InvalidSnapshot([Diagnostic(None, message)])
            pieces.append(line[1:])
            continue
        if pieces and not pieces[0].startswith("#"):
            yield begun, "".join(pieces)
        if not line:
            yield number, ""
        pieces, begun, size = ([line] if line else []), number, len(line)


def _value(line: str, number: int, draft: Draft) -> tuple[str, str] | None:
    """The attribute and the value of a line; None, with a remark, where it is none."""
    from orgcheck.findings import Origin

    place = Origin(draft.given.name, line=number)
    match = _LINE.fullmatch(line)
    if match is None:
        draft.defect(place, said("expected ATTRIBUTE: VALUE"), said("fold long lines with a blank"))
        return None
    attribute, sign, value = match[1].lower(), match[2], match[3]
    if sign == "<":
        draft.defect(
            place,
            said("{attribute}: a value that stands elsewhere is not fetched", attribute=attribute),
        )
        return None
    if sign == ":":
        try:
            value = base64.b64decode(value, validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            draft.defect(place, said("{attribute}: is no text in base64", attribute=attribute))
            return None
    return attribute, value


FORMAT = Format(
    name="ldif",
    what="organizational units and groups of a directory, as LDIF",
    endings=(".ldif",),
    read=read,
)
