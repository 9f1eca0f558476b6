"""Which unit is which by what the snapshots say: the same id, or a declaration of descent."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import product
from typing import TypeVar

from orgcheck.changes.changeset import Certainty, Match, PossibleMatch, Succession
from orgcheck.changes.fields import unchanged
from orgcheck.language import said
from orgcheck.organisation import Organisation
from orgcheck.records import NamedTuple, dataclass
from orgcheck.snapshot.model import Accepted, Body, Post, Unit, predecessor_id

M = TypeVar("M", Unit, Post, Body)


@dataclass(frozen=True)
class Identification:
    """Which old unit is which new one, and which new ones succeed which old ones.

    `matches` is keyed by the old id. `changed` are the ids that both sides have for one unit that
    differs. `parted` are those whose newer unit says that it is another one, and `reused` all that
    seem to name another unit than before. `notes` are sentences about how the search went, such as
    that a cap was hit.
    """

    matches: Mapping[str, Match]
    successions: tuple[Succession, ...] = ()
    changed: tuple[str, ...] = ()
    parted: tuple[str, ...] = ()
    possible: tuple[PossibleMatch, ...] = ()
    reused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def by_new(self) -> Mapping[str, Match]:
        """The matches by the new id."""
        return {match.new: match for match in self.matches.values()}

    def new_of(self, old: str) -> str | None:
        """The id under which an old unit goes on; None where it ended."""
        match = self.matches.get(old)
        return match.new if match is not None else None

    def old_of(self, new: str) -> str | None:
        """The id that a new unit had before; None where it is new."""
        match = self.by_new.get(new)
        return match.old if match is not None else None


class _Claim(NamedTuple):
    """An entry that names an earlier id: who makes it, and on what ground."""

    old: str
    new: str
    certainty: Certainty
    evidence: tuple[str, ...]


def declared(old: Organisation, new: Organisation) -> Identification:
    """The units that persist and the successions that ids and declarations settle.

    Only declarations count whose ids the older snapshot has: the others are history. The same
    id wins over `previously`, unless the newer unit says that it is another one. A unit that names
    one which lives on was carved out of it; one that was `previously` an ended unit, and is known
    to be another, succeeds it.
    """
    # What no versions are compared for, such as reading rules, takes no likeness of names.
    from orgcheck.changes.identity.reuse import is_another, reused_ids

    differing = [
        id
        for id, unit in old.units.items()
        if (now := new.units.get(id)) is not None and not unchanged(unit, now)
    ]
    parted = frozenset(id for id in differing if is_another(old.units[id], new.units[id]))
    matches = matched(old.units, new.units, new, parted)
    changed = [id for id in differing if id not in parted]
    return Identification(
        matches=matches,
        successions=tuple(_successions(old, new, matches)),
        changed=tuple(changed),
        parted=tuple(sorted(parted)),
        reused=tuple(sorted((*parted, *reused_ids(old, new, changed)))),
    )


def matched(
    old: Mapping[str, M],
    new: Mapping[str, M],
    organisation: Organisation,
    parted: Container[str] = (),
) -> dict[str, Match]:
    """The members of one sort that persist, by their old id.

    Of several that claim to have been the same one, and of several that one claims to have
    been, the first id in alphabetical order stands. `parted` are ids that are another's now.
    """
    same = Certainty.SAME_ID
    matches = {id: Match(id, id, same) for id in old if id in new and id not in parted}
    taken = set(matches)
    for claim in sorted(_claims(organisation, new, ("previously",), old)):
        if claim.old not in matches and claim.new not in taken:
            matches[claim.old] = Match(*claim)
            taken.add(claim.new)
    return matches


def _claims(
    organisation: Organisation,
    members: Mapping[str, M],
    fields: Iterable[str],
    known: Container[str],
) -> Iterator[_Claim]:
    """What these members of an organisation say, field by field, of members that are known."""
    claiming = [one for one in organisation.descended if members.get(one.id) is one]
    for field, member in product(fields, claiming):
        entries: tuple[str | Accepted, ...] = getattr(member, field)
        for number, entry in enumerate(entries):
            earlier = predecessor_id(entry)
            if earlier in known and earlier != member.id:
                place = organisation.declared.get((member.id, field, earlier))
                place = place or organisation.locate(member, field, number)
                words = field
                if place is not None:
                    at = f"{place.file}:{place.line}"
                    words = said("{key} in {place}", key=field, place=at)
                yield _claim(earlier, member.id, entry, words)


def _claim(old: str, new: str, entry: str | Accepted, words: str) -> _Claim:
    if isinstance(entry, str):
        return _Claim(old, new, Certainty.DECLARED, (words,))
    accepted: str = (
        said("{claim}, accepted {day} by {name}", claim=words, day=entry.accepted, name=entry.by)
        if entry.by
        else said("{claim}, accepted {day}", claim=words, day=entry.accepted)
    )
    evidence = (accepted, entry.evidence) if entry.evidence else (accepted,)
    return _Claim(old, new, Certainty.ACCEPTED, evidence)


def _successions(
    old: Organisation, new: Organisation, matches: Mapping[str, Match]
) -> list[Succession]:
    """Every link to or from a unit that ended or began, once, on its strongest ground."""
    before: Mapping[str, str] | None = None
    links: dict[tuple[str, str], Succession] = {}
    for claim in _claims(new, new.units, ("replaces", "split_from", "previously"), old.units):
        if before is None:
            before = {match.new: id for id, match in matches.items()}
        persists = claim.old in matches
        if before.get(claim.new) == claim.old or (persists and claim.new in before):
            continue
        link = Succession(*claim, spin_off=persists)
        known = links.setdefault((claim.old, claim.new), link)
        if link.certainty.rank < known.certainty.rank:
            links[claim.old, claim.new] = link
    return [links[pair] for pair in sorted(links)]
