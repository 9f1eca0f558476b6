"""Comparisons of two versions as they are kept from one run to the next.

What is kept of two versions is what they are compared by, and what that said: the change set, and
what the newer version says otherwise than the older one. So the newer one need not be read again.
It is data as JSON has it, and held against the models when it is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from decimal import Decimal
from functools import cache, cached_property
from json import loads
from pathlib import Path
from typing import Any, Protocol, TypeVar

from orgcheck.changes.changeset import ChangeSet, Event, Match, Succession
from orgcheck.collector import collector_paused
from orgcheck.core import ValidationError
from orgcheck.descent.versions import Version
from orgcheck.language import said_as, spoken
from orgcheck.numbers import json_of
from orgcheck.organisation import Organisation
from orgcheck.parts import validator_of
from orgcheck.records import NamedTuple, dataclass, replace
from orgcheck.snapshot.model import LISTS, Header, Part, Snapshot
from orgcheck.version import __version__

R = TypeVar("R", Match, Succession, Event)
_HEADER = set(Header.model_fields)
# How many comparisons are kept together at most, and how many bytes of several.
_IN_A_ROW = 64
_LARGE = 2**20


class Store(Protocol):
    """Where data is kept under the digest of what it was made from."""

    def get(self, digest: str) -> bytes | None:
        """What is kept under a digest; None where nothing is, or it is not to be trusted."""

    def put(self, digest: str, data: bytes) -> None:
        """Keep data under a digest."""


@dataclass(frozen=True)
class Kept:
    """What is kept of two versions: the change set, and the newer one where it is kept too."""

    changes: ChangeSet
    organisation: Organisation | None = None


@dataclass
class _Run:
    """Comparisons one after another that are kept as one entry, which the first digest names.

    A comparison is a digest of what it was made from, and what is kept of it.
    """

    comparisons: list[tuple[str, bytes]]
    is_written: bool = True

    @classmethod
    def of(cls, entry: bytes) -> _Run:
        """The run that an entry holds, a line each."""
        lines = (line.partition(b" ") for line in entry.split(b"\n"))
        return cls([(digest.decode("ascii"), data) for digest, _, data in lines])

    @property
    def entry(self) -> bytes:
        """The run as it is kept."""
        return b"\n".join(b"%s %s" % (digest.encode(), data) for digest, data in self.comparisons)

    def has_room(self, data: bytes) -> bool:
        """Whether a comparison goes into this entry, and does not begin another one."""
        size = sum(len(kept) for _, kept in self.comparisons)
        return len(self.comparisons) < _IN_A_ROW and size + len(data) < _LARGE


class _Place(NamedTuple):
    """A run, and which comparison of it, from 0."""

    run: _Run
    number: int

    @property
    def digest(self) -> str:
        """What the comparison was made from."""
        return self.run.comparisons[self.number][0]

    @property
    def data(self) -> bytes:
        """What is kept of it."""
        return self.run.comparisons[self.number][1]

    @property
    def following(self) -> _Place | None:
        """The next comparison of the run."""
        further = self.number + 1
        return _Place(self.run, further) if further < len(self.run.comparisons) else None


@dataclass
class Comparisons:
    """The comparisons of neighbouring versions that are kept, and those that are made now.

    They are asked for, and told, in the order of the versions, and `write` comes last. What follows
    one another is kept together, since to open and verify a file for each takes longer than to
    read it.

    Parameters
    ----------
    store
        Where they are kept; None where they are not.
    how
        What else than the versions a comparison depends on.
    """

    store: Store | None = None
    how: tuple[object, ...] = ()
    _known: dict[tuple[str, ...], tuple[_Place, ChangeSet]] = field(default_factory=dict)
    _last: _Place | None = None

    def between(self, old: Version, source: str, content: str) -> Kept | None:
        """What is kept of a version and the next one, which is named so and has that content."""
        digest = self._digest(old, source, content)
        for place in self._places(digest) if digest is not None else ():
            kept = read(place.data, old.organisation)
            if kept is not None:
                self._known[_names(old, source, content)] = place, kept.changes
                self._go_on_from(place)
                return kept
        return None

    def _places(self, digest: str) -> Iterator[_Place]:
        """Where a comparison may be kept: behind the last one, or as the first of an entry."""
        following = self._last.following if self._last is not None else None
        if following is not None and following.digest == digest:
            yield following
        entry = self.store.get(digest) if self.store is not None else None
        if entry is not None:
            with suppress(ValueError):
                yield _Place(_Run.of(entry), 0)

    def known(self, old: Version, new: Version) -> ChangeSet | None:
        """What a comparison of two versions said; None where that is not kept."""
        names = _names(old, new.source, new.content)
        if names not in self._known and self.between(old, new.source, new.content) is None:
            return None
        place, changes = self._known[names]
        self._go_on_from(place)
        return changes

    def keep(self, old: Version, new: Version, changes: ChangeSet) -> None:
        """Keep what a comparison of two versions said: behind the last one, where there is room."""
        digest = self._digest(old, new.source, new.content)
        if self.store is None or digest is None:
            return
        data = written(old.organisation, new.organisation, changes)
        last = self._last
        if last is None or last.following is not None or not last.run.has_room(data):
            last = _Place(_Run([]), -1)
        last.run.comparisons.append((digest, data))
        last.run.is_written = False
        self._go_on_from(_Place(last.run, last.number + 1))

    def _go_on_from(self, place: _Place) -> None:
        if self._last is not None and self._last.run is not place.run:
            self.write()
        self._last = place

    def write(self) -> None:
        """Write the run to which comparisons were added last."""
        run = self._last.run if self._last is not None else None
        if self.store is not None and run is not None and not run.is_written:
            self.store.put(run.comparisons[0][0], run.entry)
            run.is_written = True

    def _digest(self, old: Version, source: str, content: str) -> str | None:
        if not (old.content and content):
            return None
        # Evidence names the place where it stands, so that the names count too.
        return digest_of((self._settings, *_names(old, source, content)))

    @cached_property
    def _settings(self) -> str:
        return digest_of(self.how)


def _names(old: Version, source: str, content: str) -> tuple[str, ...]:
    """What names two versions, and tells their texts from any other."""
    return old.source, old.content, source, content


@cache
def program() -> tuple[str, str]:
    """What tells this program from any other: its version, and when it was written.

    Of a checkout that somebody works on, the version says too little.
    """
    modules = Path(__file__).parents[1].rglob("*.py")
    return __version__, str(max((module.stat().st_mtime_ns for module in modules), default=0))


def digest_of(parts: Sequence[object]) -> str:
    """The digest of what a comparison is made from, part by part."""
    return hashlib.sha256(json_of([str(part) for part in parts]).encode()).hexdigest()


def written(old: Organisation, new: Organisation, changes: ChangeSet) -> bytes:
    """What is kept of two versions."""
    record: dict[str, Any] = {"changes": changes.data()}
    words = {text: again for text in _evidence(changes) if (again := spoken(text)) != text}
    if words:
        record["spoken"] = words
    if is_plain(old) and is_plain(new):
        record["snapshot"] = {
            "label": new.snapshot.label,
            "header": new.snapshot.data(include=_HEADER),
            **{
                name: list(_otherwise(getattr(old.snapshot, name), getattr(new.snapshot, name)))
                for name in LISTS
            },
        }
    return json_of(record, ensure_ascii=False, separators=(",", ":")).encode()


def read(data: bytes, old: Organisation) -> Kept | None:
    """What is kept; None where it has another form, as no version of this program writes it.

    `old` is the older of the two versions.
    """
    try:
        with collector_paused():
            record = loads(data, parse_float=Decimal)
            changes = validator_of(ChangeSet).validate_python(record["changes"])
            if words := record.get("spoken"):
                changes = _said_again(changes, validator_of(dict[str, str]).validate_python(words))
            told = record.get("snapshot")
            organisation = None
            if told is not None:
                organisation = Organisation(_snapshot(told, old.snapshot), like=old)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError, ValidationError):
        return None
    return Kept(changes, organisation)


# -- what is said in the language that is spoken --------------------------------------------------


def _evidence(changes: ChangeSet) -> Iterator[str]:
    """The texts of a change set that are said in another language than English too."""
    told = changes.correspondence
    for one in (*told.units, *told.posts, *told.bodies):
        yield from one.evidence
    for link in told.successions:
        yield from link.evidence
    for event in changes.events:
        yield from event.evidence
    yield from (match.because for match in changes.possible_matches)
    yield from changes.notes


def _said_again(changes: ChangeSet, words: Mapping[str, str]) -> ChangeSet:
    """A change set whose texts are said as they were when it was made."""

    def texts(of: Iterable[str]) -> tuple[str, ...]:
        return tuple(said_as(text, words[text]) if text in words else text for text in of)

    def resting(parts: Iterable[R]) -> tuple[R, ...]:
        return tuple(
            replace(one, evidence=texts(one.evidence)) if one.evidence else one for one in parts
        )

    told = changes.correspondence
    return replace(
        changes,
        correspondence=replace(
            told,
            units=resting(told.units),
            posts=resting(told.posts),
            bodies=resting(told.bodies),
            successions=resting(told.successions),
        ),
        events=resting(changes.events),
        possible_matches=tuple(
            replace(one, because=texts((one.because,))[0]) for one in changes.possible_matches
        ),
        notes=texts(changes.notes),
    )


# -- versions -------------------------------------------------------------------------------------


def is_plain(organisation: Organisation) -> bool:
    """Whether an organisation is what its snapshot says, and nothing else is known of its text."""
    return not (
        organisation.findings
        or organisation.incomplete
        or organisation.faults
        or organisation.lost
        or organisation.possible
        or organisation.declared
        or organisation.slice is not None
        or organisation.scope is not None
    )


# A row of parts of the older version, from and to which number; or a part of the newer one alone.
_Item = list[int] | dict[str, Any]


def _otherwise(old: Sequence[Part], new: Sequence[Part]) -> Iterator[_Item]:
    """The parts of a list, those that the older version has too by their numbers there."""
    places: dict[str, int] = {}
    for number, part in enumerate(old):
        places.setdefault(part.__dict__["id"], number)
    begin = end = -1
    for part in new:
        number = places.get(part.__dict__["id"], -1)
        same = number >= 0 and (old[number] is part or old[number] == part)
        if same and number == end:
            end += 1
            continue
        if begin >= 0:
            yield [begin, end]
        begin, end = (number, number + 1) if same else (-1, -1)
        if not same:
            yield part.data()
    if begin >= 0:
        yield [begin, end]


def _snapshot(told: dict[str, Any], old: Snapshot) -> Snapshot:
    """The newer snapshot, from what it says otherwise than the older one."""
    lists: dict[str, Any] = {
        name: _parts(model, told[name], getattr(old, name)) for name, model in LISTS.items()
    }
    header = Header.model_validate(told["header"])
    if not isinstance(told["label"], str):
        raise TypeError("a label is a text")
    return Snapshot.model_construct(**dict(header), **lists, label=told["label"])


def _parts(model: type[Part], items: Sequence[_Item], old: Sequence[Part]) -> tuple[Part, ...]:
    parts: list[Part] = []
    for item in items:
        if isinstance(item, dict):
            parts.append(model.model_validate(item))
            continue
        begin, end = item
        if not 0 <= begin < end <= len(old):
            raise IndexError(begin)
        parts += old[begin:end]
    return tuple(parts)
