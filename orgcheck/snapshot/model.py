"""The models of snapshot format 1: what a snapshot says once it has been read.

Texts come from the reader as `str`; a plain scalar that YAML 1.2's core schema would take for
something else comes as `Plain`, so that each field decides what it wants: `id: no` stays text,
`top: true` becomes a truth value, and `top: "true"` is an error.
"""

# No `annotations` from `__future__` here: each would be compiled from its text when it is needed.

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, cast

from orgcheck import parts
from orgcheck.event_kinds import EventKind
from orgcheck.findings import Origin
from orgcheck.language import msg
from orgcheck.parts import AfterValidator, Constraints
from orgcheck.patterns import pattern
from orgcheck.snapshot.scalars import (
    AsDate,
    AsDay,
    AsFlag,
    AsFormat,
    AsLine,
    AsNumber,
    AsScalar,
    OneOrList,
    TextOrList,
    refused,
)

if TYPE_CHECKING:
    from pydantic_core.core_schema import ValidationInfo

ID_PATTERN = r"^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}._:/-]*$"
LANGUAGE_PATTERN = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"

# The length stands beside the pattern: within it, it would take milliseconds to compile.
Id = Annotated[str, Constraints(pattern=ID_PATTERN, max_length=128)]
Text = Annotated[str, Constraints(min_length=1)]
# The id of another member. Its form is not checked: ORG004 finds an id that does not exist.
Reference = Text
Language = Annotated[str, Constraints(pattern=LANGUAGE_PATTERN)]
# Every report repeats names, and rules search them; what is longer is a description.
LONGEST_NAME = 2_000
Wording = Annotated[str, Constraints(min_length=1, max_length=LONGEST_NAME)]
Name = Wording | Annotated[dict[Language, Wording], Constraints(min_length=1)]
Flag = Annotated[bool, AsFlag]
Day = Annotated[date, AsDay]
# Known to the day, or to the month or the year only.
Date = Annotated[date, AsDate]
Number = Annotated[int | Decimal, AsNumber]
Scalar = Annotated[str | bool | int | Decimal, AsScalar]
Texts = Annotated[tuple[Text, ...], TextOrList]


class _Nothing(dict[str, Any]):
    """An empty mapping that all members share: hashable, so that pydantic does not copy it."""

    __slots__ = ()

    def __hash__(self) -> int:  # type: ignore[override]
        return 0

    def __setitem__(self, key: str, value: Any) -> None:
        raise TypeError("members are immutable")


NOTHING = _Nothing()


class Part(parts.Part):
    """A mapping of the format: immutable, and without any key that the format does not know."""

    __slots__ = ()

    def data(self, include: set[str] | None = None) -> dict[str, Any]:
        """The part as JSON has it, decimals as they are; `include` names the fields, if not all.

        Without the fields that say no more than their absence.
        """
        return self.model_dump(exclude_defaults=True, include=include)


class Kind(Part):
    """A word of the vocabulary of kinds, where such units may stand, and what they are called."""

    top: Flag = False
    parents: tuple[Text, ...] = ()
    name: Name | None = None
    plural: Name | None = None


class Term(Part):
    """What the organisation calls something else for which its snapshot has a word.

    Examples
    --------
    >>> Term(name={"en": "staff", "sv": "personal"}).plural is None
    True
    """

    name: Name
    plural: Name | None = None


class Decision(Part):
    """Who decided the structure, when and on what ground."""

    body: Reference | None = None
    date: Date | None = None
    reference: Text | None = None
    basis: Text | None = None


# No measure expects a change of the snapshot itself.
if TYPE_CHECKING:
    ExpectedKind = str
else:
    ExpectedKind = Literal[
        tuple(kind.value for kind in EventKind if kind is not EventKind.SNAPSHOT)
    ]


class Expectation(Part):
    """An event that a measure brings about; a side that is left out may be anything."""

    kind: ExpectedKind
    old: Annotated[tuple[Text, ...], TextOrList] = ()
    new: Annotated[tuple[Text, ...], TextOrList] = ()

    def _validated(self) -> Self:
        if not self.old and not self.new:
            raise refused(msg('says neither "old" nor "new": whom it is about'))
        return self


class Consultation(Part):
    """Who was heard about a measure, and how far that has come."""

    body: Text | None = None
    status: Text | None = None
    date: Date | None = None


class Measure(Part):
    """One measure of a reorganisation: what is decided, and what it brings about."""

    id: Text
    statement: Name
    expects: tuple[Expectation, ...] = ()
    effective: Date | None = None
    transition_until: Date | None = None
    owner: Text | None = None
    decision: Decision | None = None
    consultation: Consultation | None = None
    open_questions: Texts = ()


def _each_once(measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    seen: set[str] = set()
    for measure in measures:
        if measure.id in seen:
            raise refused(msg("two measures have the id {id}"), id=measure.id)
        seen.add(measure.id)
    return measures


class Reorganisation(Part):
    """The manifest of a reorganisation: its measures, against which a comparison is held."""

    title: Name
    resolution: Name | None = None
    presented_by: Text | None = None
    proposal: Text | None = None
    measures: Annotated[tuple[Measure, ...], AfterValidator(_each_once)] = ()


class Line(Part):
    """A line beside the administrative one."""

    to: Reference
    type: Literal["functional", "matrix", "advisory", "other"] = "other"
    basis: Text | None = None


class Link(Part):
    """A lateral relation."""

    type: Text
    to: Reference


class Accepted(Part):
    """An inferred predecessor that a person accepted: told apart from a declaration."""

    id: Id
    accepted: Date
    by: Text | None = None
    evidence: Text | None = None


Predecessor = Id | Accepted


class Named(Part):
    """A responsibility or site that carries an id."""

    id: Id
    name: Name


Holding = Wording | Named


class Duty(Part):
    """An entry in the register of responsibilities."""

    id: Id
    name: Name
    basis: Text | None = None
    statutory: Flag = False
    attributes: dict[Text, Scalar] = NOTHING


class Person(Part):
    """An entry in the register of people: a pseudonym or a handle does, a name is not needed.

    Examples
    --------
    >>> Person(id="p17").name is None
    True
    """

    id: Id
    name: Name | None = None
    attributes: dict[Text, Scalar] = NOTHING


class MadeOf(Part):
    """What a part of a generated snapshot was made of: a line or a cell of another file."""

    file: Text
    line: Annotated[int, AsLine] | None = None
    cell: Text | None = None


# `hr.xlsx!B17`, or with the sheet: `hr.xlsx!Units!B17`.
_CELL = pattern(r"(?P<file>[^!]+\.[A-Za-z0-9]+)!(?P<cell>(?:[^!]+!)?[A-Z]{1,3}[1-9][0-9]*)")


class Sources(tuple[str, ...]):
    """Where the facts of a part come from, and beside that what the part was made of.

    The `origin` is in no comparison: what differs in it alone is the same, and it is no part of
    what a snapshot says of its organisation.
    """

    origin: Origin | None

    def __new__(cls, texts: Iterable[str] = (), origin: Origin | None = None) -> Self:
        """The texts, and the origin."""
        made = super().__new__(cls, texts)
        made.origin = origin
        return made


def _sources(values: tuple[str | MadeOf, ...]) -> tuple[str, ...]:
    """The texts of a source, with the origin that one of its values may be."""
    texts: list[str] = []
    origin: Origin | None = None
    for value in values:
        found = _cell_of(value) if isinstance(value, str) else Origin(**dict(value))
        if found is None:
            texts.append(cast("str", value))
        else:
            origin = origin or found
    return tuple(texts) if origin is None else Sources(texts, origin)


def _cell_of(text: str) -> Origin | None:
    match = _CELL.fullmatch(text)
    return Origin(match["file"], cell=match["cell"]) if match else None


def written_origin(origin: Origin) -> str | dict[str, Any]:
    """An origin as a snapshot has it among its sources.

    Examples
    --------
    >>> written_origin(Origin("hr.xlsx", cell="Units!B17"))
    'hr.xlsx!Units!B17'
    >>> written_origin(Origin("teams/clippy.toml", line=3))
    {'file': 'teams/clippy.toml', 'line': 3}
    """
    if _cell_of(str(origin)) == origin:
        return str(origin)
    values = {"file": origin.file, "line": origin.line, "cell": origin.cell}
    return {key: value for key, value in values.items() if value is not None}


# What it is once it is read: the texts, as `Sources` where there is an origin too.
if TYPE_CHECKING:
    SourceList = tuple[str, ...]
else:
    SourceList = Annotated[tuple[Text | MadeOf, ...], OneOrList, AfterValidator(_sources)]


class Entity(Part):
    """What units, posts and bodies have in common."""

    id: Id
    name: Name
    acronym: Name | None = None
    reports_to: Reference | None = None
    previously: tuple[Predecessor, ...] = ()
    legal_basis: Text | None = None
    source: SourceList = ()
    attributes: dict[Text, Scalar] = NOTHING

    @property
    def origin(self) -> Origin | None:
        """What it was made of, where its snapshot was generated."""
        return self.source.origin if isinstance(self.source, Sources) else None


class Body(Entity):
    """An organ, a committee or an external body: outside the tree of units.

    Examples
    --------
    >>> import orgcheck
    >>> kela = orgcheck.load("snapshots/2024.yaml")
    >>> kela.bodies["board"].type
    'organ'
    """

    type: Literal["organ", "committee", "external"]


class Post(Entity):
    """A position that units report to or are headed by; who holds it is another matter.

    Examples
    --------
    >>> import orgcheck
    >>> kela = orgcheck.load("snapshots/2024.yaml")
    >>> kela.posts["director-general"].unit
    'kela'
    """

    unit: Reference | None = None
    vacant: Flag = False
    holders: tuple[Reference, ...] = ()


def _beside_no_head(heads: tuple[str, ...], at: "ValidationInfo") -> tuple[str, ...]:
    # A validator of the field: one of the model would run for every unit, and few have several.
    if heads and at.data.get("head") is not None:
        raise refused(msg("stands beside `head`, and one of the two is meant"))
    return heads


class Unit(Entity):
    """A unit, its parent filled in where nesting gives it.

    Examples
    --------
    >>> import orgcheck
    >>> kela = orgcheck.load("snapshots/2024.yaml")
    >>> kela.units["internal-audit"].reports_to
    'director-general'
    """

    kind: Text | None = None
    parent: Reference | None = None
    top: Flag = False
    head: Reference | None = None
    heads: Annotated[tuple[Reference, ...], AfterValidator(_beside_no_head, beside=True)] = ()
    lines: tuple[Line, ...] = ()
    responsibilities: tuple[Holding, ...] = ()
    sites: tuple[Holding, ...] = ()
    members: tuple[Reference, ...] = ()
    tags: tuple[Text, ...] = ()
    figures: dict[Text, Number] = NOTHING
    links: tuple[Link, ...] = ()
    replaces: tuple[Predecessor, ...] = ()
    split_from: tuple[Predecessor, ...] = ()
    revives: Flag | None = None
    winding_down: Flag = False
    valid_from: Date | None = None
    valid_to: Date | None = None

    @property
    def headed_by(self) -> tuple[str, ...]:
        """The posts that head it; to the first of them report those below."""
        return (self.head,) if self.head is not None else self.heads

    @property
    def first_head(self) -> str | None:
        """The post that those below report to."""
        return self.head if self.head is not None or not self.heads else self.heads[0]


class Header(Part):
    """What a snapshot says of itself, beside the lists of what it holds."""

    orgcheck: Annotated[int, AsFormat] = 1
    organisation: Name
    version: Text | None = None
    valid_from: Date | None = None
    valid_to: Date | None = None
    status: Literal["draft", "proposed", "approved", "in-force", "withdrawn"] | None = None
    decision: Decision | None = None
    source: Texts = ()
    languages: tuple[Language, ...] = ()
    kinds: dict[Text, Kind] | None = None
    terms: dict[Text, Term] = NOTHING
    responsibilities_complete: Flag = False
    reorganisation: Reorganisation | None = None


class Snapshot(Header):
    """The structure of one organisation at one time.

    `units` are flat, whatever nesting the text had, in the order of the text.
    `label` is the version, or the file's stem or folder's name where the text states none.

    Examples
    --------
    >>> import orgcheck
    >>> kela = orgcheck.load("snapshots/2024.yaml").snapshot
    >>> kela.label, len(kela.units)
    ('2024', 22)
    """

    label: str = ""
    bodies: tuple[Body, ...] = ()
    posts: tuple[Post, ...] = ()
    units: tuple[Unit, ...] = ()
    responsibilities: tuple[Duty, ...] = ()
    people: tuple[Person, ...] = ()


# By these an entry says from when on, and until when, it is there.
OWN_TIME = frozenset(("valid_from", "valid_to"))
# What an entry is called by, in one language or in several.
NAMES = ("name", "acronym")
# What stands in the lists of a snapshot, by their keys; in this order they are written.
LISTS: Mapping[str, type[Part]] = {
    "bodies": Body,
    "posts": Post,
    "units": Unit,
    "responsibilities": Duty,
    "people": Person,
}


def display(
    name: str | Mapping[str, str], language: str | None = None, languages: Sequence[str] = ()
) -> str:
    """The name in the language asked for, or in the nearest that it has.

    Parameters
    ----------
    name
        A text, or one for each language.
    language
        The language asked for, in whichever territory; English where left out.
    languages
        Those in which names are owed: the first that the name has stands in for one that it
        lacks; after these English does, and then the first in which it is given.

    Examples
    --------
    >>> display({"fi": "Viestintä", "en": "Communications"})
    'Communications'
    >>> display({"fi": "Viestintä", "en": "Communications"}, "fi-FI")
    'Viestintä'
    >>> display({"fi": "Viestintä", "en": "Communications"}, "sv", ["sv", "fi", "en"])
    'Viestintä'
    """
    return name if isinstance(name, str) else name[_chosen(name, language, languages)]


def display_language(
    name: str | Mapping[str, str], language: str | None = None, languages: Sequence[str] = ()
) -> str | None:
    """The language of what `display` gives; None where the text says of none.

    Examples
    --------
    >>> display_language({"fi": "Viestintä", "sv": "Kommunikation"}, "en")
    'fi'
    """
    return None if isinstance(name, str) else _chosen(name, language, languages)


def is_given_in(name: str | Mapping[str, str], language: str) -> bool:
    """Whether a name need not be stood in for: a text serves every language.

    Examples
    --------
    >>> is_given_in("Kela", "sv"), is_given_in({"fi": "Viestintä"}, "sv")
    (True, False)
    """
    return isinstance(name, str) or _of_language(name, language) is not None


def _chosen(name: Mapping[str, str], language: str | None, languages: Sequence[str]) -> str:
    if (language or _ENGLISH) in name:
        return language or _ENGLISH
    for code in (language or _ENGLISH, *languages, _ENGLISH):
        found = _of_language(name, code)
        if found is not None:
            return found
    return next(iter(name))


def _of_language(name: Mapping[str, str], language: str) -> str | None:
    """The code under which a name stands in a language: that of the territory before others."""
    if language in name:
        return language
    general = language.partition("-")[0]
    if general in name:
        return general
    codes = islice(name, _MOST_LANGUAGES)
    return next((code for code in codes if code.partition("-")[0] == general), None)


_ENGLISH = "en"
# Nobody names a unit in more languages; what is asked of each name is not to take longer.
_MOST_LANGUAGES = 50


def predecessor_id(entry: str | Accepted) -> str:
    """The id that an entry of `previously`, `replaces` or `split_from` names."""
    return entry if isinstance(entry, str) else entry.id


def folded(text: str) -> str:
    """A text with case and white space folded: the identity of a duty or a site without id."""
    return " ".join(text.split()).casefold()


def holding_key(holding: str | Named) -> str:
    """What identifies a responsibility or a site: its id, else its folded text.

    A text that is the id of a register entry is that id when folded too, unless its case
    differs; `Organisation.duty_of` settles that with the register at hand.
    """
    return holding.id if isinstance(holding, Named) else folded(holding)
