"""A snapshot as graphs, and the questions that one asks of an organisation.

Two graphs, never one: *structure* says which unit is part of which, *command* says who reports
to whom. The plain indexes beside them answer the questions that are asked once per unit; the
NetworkX graphs are built when they are first asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from orgcheck.errors import Diagnostic, Unreadable
from orgcheck.findings import Fault, Finding, Location
from orgcheck.holders import (
    Bearers,
    Difference,
    Earlier,
    Holders,
    bearers_of,
    bearers_since,
    changed_in_place,
    difference_of,
    holders_of,
)
from orgcheck.language import Said, said, said_member
from orgcheck.paths import MOST_LEVELS, cycles_of, too_deep
from orgcheck.snapshot.model import (
    Body,
    Duty,
    Holding,
    Name,
    Named,
    Person,
    Post,
    Snapshot,
    Unit,
    display,
    display_language,
    folded,
    holding_key,
)
from orgcheck.snapshot.reading import Reading, Slice
from orgcheck.snapshot.scope import Scope
from orgcheck.snapshot.suggestions import Offers
from orgcheck.snapshot.text import Places, clipped

if TYPE_CHECKING:
    import networkx as nx

Member = Unit | Post | Body
T = TypeVar("T", Unit, Post, Body, Duty, Person)
P = ParamSpec("P")
R = TypeVar("R")


class Organisation:
    """The structure of one organisation at one time, ready to be asked.

    Of members that share an id the first in the text stands. Parents that form a cycle and
    references to nothing are kept as they are: every walk ends where it would repeat itself.

    Parameters
    ----------
    snapshot
        What the text says.
    places
        Where it says so; left out, nothing has a place.
    findings
        What was wrong with the form of the text (ORG002, ORG008).
    incomplete
        Whether some unit, post or body could not be read at all.
    unread
        Further values that could not be read.
    lost
        The lists of which nothing could be read: `units`, `posts`, `bodies`, `people`.
    like
        Another version, of which units that are the same are shared; it is asked for what is
        known of those.
    scope
        What its source has a place for, where it was made of another format.
    possible
        Ids of members of which nobody knows whether they are there.
    slice
        The register that it is read from, and the day; None where it has no time inside.
    declared
        Where what members came from is declared beside the snapshot, by member, field and
        earlier id.

    Examples
    --------
    >>> from orgcheck.snapshot.model import Snapshot
    >>> kela = Organisation(
    ...     Snapshot.model_validate(
    ...         {
    ...             "organisation": "Kela",
    ...             "units": [
    ...                 {"id": "kela", "name": "Kela", "top": True},
    ...                 {"id": "benefits", "name": "Benefit Services", "parent": "kela"},
    ...                 {"id": "aland", "name": "Åland", "parent": "benefits"},
    ...             ],
    ...         }
    ...     )
    ... )
    >>> kela.chain("aland")
    ('aland', 'benefits', 'kela')
    >>> kela.depth("aland")
    2
    """

    def __init__(
        self,
        snapshot: Snapshot,
        places: Places | None = None,
        findings: Sequence[Finding] = (),
        incomplete: bool = False,
        unread: frozenset[Fault] = frozenset(),
        lost: frozenset[str] = frozenset(),
        like: Organisation | None = None,
        scope: Scope | None = None,
        possible: frozenset[str] = frozenset(),
        slice: Slice | None = None,
        declared: Mapping[tuple[str, str, str], Location] = MappingProxyType({}),
    ) -> None:
        # Where what members came from is declared, if not in the snapshot: by member, field, id.
        self.declared = declared
        self.snapshot = snapshot
        # What its source has a place for, where it was made of another format; None: everything.
        self.scope = scope
        self.places = places or Places.nowhere()
        self.findings = tuple(findings)
        # Whether a unit, post or body could not be read at all, so that counts fall short.
        self.incomplete = incomplete
        # What could not be read: nothing is concluded from its absence.
        told = frozenset(fault for finding in findings for fault in finding.faults)
        # The days of a register share what is faulty on all of them.
        self.faults = unread if told <= unread else unread | told
        self.lost = lost
        self.possible = possible
        self.slice = slice
        self._like = like
        self._offers: dict[tuple[str, ...], Offers] = {}
        self._bearers: dict[str | None, Bearers] = {}
        self.units: Mapping[str, Unit] = _by_id(snapshot.units, like.units if like else None)
        self.posts: Mapping[str, Post] = _by_id(snapshot.posts, like.posts if like else None)
        self.bodies: Mapping[str, Body] = _by_id(snapshot.bodies, like.bodies if like else None)
        self.register: Mapping[str, Duty] = _by_id(
            snapshot.responsibilities, like.register if like else None
        )
        self.people: Mapping[str, Person] = _by_id(snapshot.people, like.people if like else None)

    @classmethod
    def of(cls, reading: Reading, like: Organisation | None = None) -> Organisation:
        """The organisation that a reading is of, and another version that it shares units with.

        Raises
        ------
        Unreadable
            Where it is so deep that asking about all of its members would take for ever.
        """
        organisation = cls(
            reading.snapshot,
            reading.places,
            reading.findings,
            reading.incomplete,
            reading.unread,
            reading.lost,
            like,
            reading.scope,
            reading.possible,
            reading.slice,
        )
        organisation._refuse_depth()
        return organisation

    def retold(
        self,
        snapshot: Snapshot,
        instead: Mapping[int, object],
        declared: Mapping[tuple[str, str, str], Location] | None = None,
        scope: Scope | None = None,
        *,
        incomplete: bool | None = None,
    ) -> Organisation:
        """The organisation that another snapshot of the same text describes.

        Parameters
        ----------
        snapshot
            What is said now.
        instead
            The part that stands for each that was changed, by the identity of that.
        declared, scope, incomplete
            As above; as they are, where left out.
        """
        return Organisation(
            snapshot,
            self.places.with_parts(instead),
            self.findings,
            self.incomplete if incomplete is None else incomplete,
            self.faults,
            self.lost,
            scope=scope or self.scope,
            possible=self.possible,
            slice=self.slice,
            declared=self.declared if declared is None else declared,
        )

    def _refuse_depth(self) -> None:
        """Stop at a line that is too long for questions about everyone in it to be answered."""
        units = self.units
        if len(units) + len(self.posts) + len(self.bodies) <= MOST_LEVELS:
            return
        with_children = dict.fromkeys(unit.parent for unit in units.values())
        deep = too_deep({id: units[id].parent for id in with_children if id and id in units})
        if deep is not None:
            message = said(
                "what is part of {id} is more than {most} levels deep",
                id=clipped(deep),
                most=MOST_LEVELS,
            )
            raise Unreadable([self._problem(deep, "parent", message)])
        superiors = self.superiors
        with_reports = dict.fromkeys(superiors.values())
        deep = too_deep({id: superiors[id] for id in with_reports if id is not None})
        if deep is not None:
            message = said(
                "the chain of command through {id} has more than {most} steps",
                id=clipped(deep),
                most=MOST_LEVELS,
            )
            raise Unreadable([self._problem(deep, "reports_to", message)])

    def _problem(self, id: str, field: str, message: str) -> Diagnostic:
        place = self.locate(self.member(id), field) or Location("snapshot", 1, 1, 1, 1)
        return Diagnostic(place, message, said("correct `{field}:`, here or above", field=field))

    # -- which version it is ------------------------------------------------------------------

    @property
    def label(self) -> str:
        """What reports call it: its version, and of a register the day too."""
        label = self.snapshot.label
        if self.slice is None:
            return label
        return said("{version} as of {day}", version=label, day=self.slice.day)

    @property
    def day(self) -> date | None:
        """The day that it is of: where a register was asked, that day, else its own first one."""
        return self.snapshot.valid_from if self.slice is None else self.slice.day

    @cached_property
    def uncertain(self) -> frozenset[Fault]:
        """The fields of which the day of a register leaves open what they say, as whole fields."""
        if self.slice is None:
            return frozenset()
        return frozenset(fault.whole for fault in self.faults - self.slice.register.unknown)

    @property
    def is_unread(self) -> bool:
        """Whether a member could not be read at all, and is not only uncertain on a day."""
        return self.incomplete and (self.slice is None or self.slice.register.incomplete)

    # -- members ------------------------------------------------------------------------------

    def member(self, id: str) -> Member | None:
        """The unit, post or body of that id."""
        return self.units.get(id) or self.posts.get(id) or self.bodies.get(id)

    def offers(self, *sorts: str) -> Offers:
        """The ids of units, posts and bodies, or of some sorts, to offer for other words."""
        if sorts not in self._offers:
            by_sort: Mapping[str, Mapping[str, Member | Person]] = {
                "units": self.units,
                "posts": self.posts,
                "bodies": self.bodies,
                "people": self.people,
            }
            chosen = [by_sort[sort] for sort in sorts or ("units", "posts", "bodies")]
            self._offers[sorts] = Offers(member for one in chosen for member in one.values())
        return self._offers[sorts]

    def __contains__(self, id: str) -> bool:
        return id in self.units or id in self.posts or id in self.bodies

    @cached_property
    def descended(self) -> tuple[Member, ...]:
        """The members that name earlier ones, as few do: units, posts, then bodies."""
        snapshot = self.snapshot
        units = (
            unit for unit in snapshot.units if unit.previously or unit.replaces or unit.split_from
        )
        posts = (post for post in snapshot.posts if post.previously)
        bodies = (body for body in snapshot.bodies if body.previously)
        return (*units, *posts, *bodies)

    def name(self, id: str, language: str | None = None) -> str:
        """The display name of a member, or the id itself where there is none of that id."""
        member = self.member(id)
        return self.displayed(member.name, language) if member is not None else id

    def name_told_apart(self, id: str, language: str | None = None) -> str:
        """The display name of a member, with the id beside it where others bear the name too."""
        name = self.name(id, language)
        return f"{name} ({id})" if name in self.bearers(language).several else name

    def names_of_heads(self, unit: str, language: str | None = None) -> list[str]:
        """How the heads of a unit are called where they stand beside its name.

        The id of a post of that unit does not stand beside a title that no other head of it has:
        many organisations have one title for the heads of all their units.
        """
        heads = self.units[unit].headed_by
        names = [self.name(post, language) for post in heads]
        own = all(
            post in self.posts and self.unit_of_post(self.posts[post]) == unit for post in heads
        )
        if own and len(set(names)) == len(names):
            return names
        return [self.name_told_apart(post, language) for post in heads]

    def mention(self, id: str) -> Said:
        """A member within a message: by its id, and to people by its name too."""
        member = self.member(id)
        return said_member(id, member.name if member is not None else None)

    def mention_duty(self, id: str) -> Said:
        """A duty of the register within a message, likewise."""
        duty = self.register.get(id)
        return said_member(id, duty.name if duty is not None else None)

    def language_of(self, id: str, language: str | None = None) -> str | None:
        """The language of the display name of a member; None where the text says of none."""
        member = self.member(id)
        languages = self.snapshot.languages
        return display_language(member.name, language, languages) if member is not None else None

    def displayed(self, name: Name, language: str | None = None) -> str:
        """A name in a language, or in the first of those in which names are owed that it has."""
        return name if type(name) is str else display(name, language, self.snapshot.languages)

    def title(self, language: str | None = None) -> str:
        """The name of the organisation."""
        return self.displayed(self.snapshot.organisation, language)

    def locate(self, part: object, *path: str | int) -> Location | None:
        """Where a member, or the value that `path` leads to in it, stands in the text."""
        return self.places.locate(part, *path)

    def file_of(self, part: object) -> str | None:
        """The file of the snapshot that a member stands in."""
        return self.places.file_of(part)

    # -- structure: what is part of what ------------------------------------------------------

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """The parent of each unit that has one, where both exist, in the order of the text."""
        units = self.units
        return {
            id: parent
            for id, unit in units.items()
            if (parent := unit.parent) is not None and parent in units
        }

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of each parent's children, in the order of the text; only of units that exist."""
        children: defaultdict[str, list[str]] = defaultdict(list)
        for id, parent in self.parents.items():
            children[parent].append(id)
        return {parent: tuple(below) for parent, below in children.items()}

    def children_of(self, id: str) -> tuple[str, ...]:
        """The ids of a unit's children, in the order of the text."""
        return self.children.get(id, ())

    def parent_of(self, id: str) -> str | None:
        """The parent of a unit, where both exist."""
        return self.parents.get(id)

    def ancestors(self, id: str) -> tuple[str, ...]:
        """The parent, the parent's parent and so on, nearest first; in a cycle each once."""
        units = self.units
        path: dict[str, None] = {}
        unit = units.get(id)
        while unit is not None and unit.parent is not None and unit.parent in units:
            if unit.parent == id or unit.parent in path:
                break
            path[unit.parent] = None
            unit = units[unit.parent]
        return tuple(path)

    def descendants(self, id: str) -> Iterator[str]:
        """All units below a unit, itself left out, parents first; in a cycle each once."""
        seen = {id}
        waiting = list(reversed(self.children_of(id)))
        while waiting:
            below = waiting.pop()
            if below in seen:
                continue
            seen.add(below)
            yield below
            waiting.extend(reversed(self.children_of(below)))

    def depth(self, id: str) -> int:
        """The number of ancestors: 0 for a top."""
        return len(self.ancestors(id))

    @cached_property
    def parent_cycles(self) -> tuple[tuple[str, ...], ...]:
        """The cycles that parents form, each from its first unit in the text upwards."""
        # Whoever is in a cycle is somebody's parent, as few units are.
        children = self.children
        return cycles_of({id: unit.parent for id, unit in self.units.items() if id in children})

    @cached_property
    def structure(self) -> nx.DiGraph[str]:
        """NetworkX graph of membership: an edge from each parent to each of its children."""
        import networkx as nx

        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(self.units)
        graph.add_edges_from(
            (parent, child) for parent, below in self.children.items() for child in below
        )
        return graph

    # -- command: who reports to whom ---------------------------------------------------------

    @cached_property
    def heads(self) -> Mapping[str, tuple[str, ...]]:
        """The units that each post heads, in the order of the text."""
        heads: defaultdict[str, list[str]] = defaultdict(list)
        posts = self.posts
        for unit in self.units.values():
            if unit.head is not None:
                if unit.head in posts:
                    heads[unit.head].append(unit.id)
            elif unit.heads:
                for post in dict.fromkeys(unit.heads):
                    if post in posts:
                        heads[post].append(unit.id)
        return {post: tuple(units) for post, units in heads.items()}

    @cached_property
    def superiors(self) -> Mapping[str, str | None]:
        """The superior of every unit, post and body; None where there is none."""
        superiors: dict[str, str | None] = {}
        # Whoever states nothing answers to whom all below the same parent answer: found once.
        leads: dict[str | None, str | None] = {None: None}
        for id, unit in self.units.items():
            if unit.reports_to is not None:
                superiors[id] = unit.reports_to if unit.reports_to in self else None
                continue
            parent = unit.parent
            if parent not in leads:
                leads[parent] = self.lead_of(parent)
            lead = leads[parent]
            superiors[id] = lead if lead != id else None
        for id, post in self.posts.items():
            superiors[id] = self._superior_of_post(post, superiors)
        for id, body in self.bodies.items():
            stated = body.reports_to
            superiors[id] = stated if stated is not None and stated in self else None
        return superiors

    def lead_of(self, unit: str | None) -> str | None:
        """Whom the units below a unit report to: its (first) head, or the unit itself."""
        parent = self.units.get(unit or "")
        if parent is None:
            return None
        head = parent.first_head
        return head if head is not None and head in self.posts else parent.id

    def superior(self, id: str) -> str | None:
        """The one that a unit, post or body reports to directly."""
        return self.superiors.get(id)

    def _superior_of_post(self, post: Post, superiors: Mapping[str, str | None]) -> str | None:
        if post.reports_to is not None:
            return post.reports_to if post.reports_to in self else None
        unit = self.units.get(self.unit_of_post(post) or "")
        if unit is None:
            return None
        if unit.id not in self.heads.get(post.id, ()):
            return self.lead_of(unit.id)
        # A post may head its own unit and that unit's parent too: nobody is their own superior,
        # so the line goes on to whomever the next unit up answers to.
        for above in (unit.id, *self.ancestors(unit.id)):
            superior = superiors[above]
            if superior is None:
                return None
            if superior != post.id:
                return superior
        return None

    def unit_of_post(self, post: Post) -> str | None:
        """The unit that a post belongs to: the one stated, else the only one that it heads."""
        if post.unit is not None:
            return post.unit if post.unit in self.units else None
        headed = self.heads.get(post.id, ())
        return headed[0] if len(headed) == 1 else None

    def chain(self, id: str) -> tuple[str, ...]:
        """The chain of command: the id, its superior, and so on; ends before it repeats."""
        superiors = self.superiors
        path = {id: None}
        above = superiors.get(id)
        while above is not None and above not in path:
            path[above] = None
            above = superiors.get(above)
        return tuple(path)

    @cached_property
    def command_cycles(self) -> tuple[tuple[str, ...], ...]:
        """The cycles that lines of command form, each from its first member in the text upwards."""
        if self.parent_cycles:
            return cycles_of(self.superiors)
        # Units that all report to their parents run in no circle unless their parents do, so
        # every cycle holds a post, a body or a unit that states its superior.
        suspects = {
            *self.posts,
            *self.bodies,
            *(id for id, unit in self.units.items() if unit.reports_to is not None),
        }
        return cycles_of(self.superiors, suspects)

    @cached_property
    def reports(self) -> Mapping[str, tuple[str, ...]]:
        """The direct reports of every superior, units before posts before bodies."""
        reports: defaultdict[str, list[str]] = defaultdict(list)
        for id, superior in self.superiors.items():
            if superior is not None:
                reports[superior].append(id)
        return {superior: tuple(below) for superior, below in reports.items()}

    def span(self, id: str) -> int:
        """The span of control: the distinct direct reports of a unit and its heads, or of a post.

        A head is no report of its own unit, and a post is not counted beside a unit that it heads:
        the two are one line.
        """
        return self.spans.get(id, 0)

    @cached_property
    def spans(self) -> Mapping[str, int]:
        """The spans of control of those below whom there may be anybody."""
        headed = (unit for post in self.reports for unit in self.heads.get(post, ()))
        return {id: self._span(id) for id in dict.fromkeys((*self.reports, *headed))}

    def _span(self, id: str) -> int:
        reports, heads = self.reports, self.heads
        unit = self.units.get(id)
        headed_by = unit.headed_by if unit is not None else ()
        line = {id, *(post for post in headed_by if post in self.posts)}
        below = {one for leader in line for one in reports.get(leader, ())}
        counted = below - line
        return len(counted) - sum(
            not below.isdisjoint(heads[one]) for one in counted & heads.keys()
        )

    @cached_property
    def command(self) -> nx.DiGraph[str]:
        """NetworkX graph of command: an edge from each member to its superior.

        Further lines (functional, matrix, advisory) are not in it.
        """
        import networkx as nx

        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(self.superiors)
        graph.add_edges_from((id, to) for id, to in self.superiors.items() if to is not None)
        return graph

    # -- people -------------------------------------------------------------------------------

    @cached_property
    def memberships(self) -> Mapping[str, tuple[str, ...]]:
        """The units that each person belongs to, in the order of the text."""
        return _lists_of((unit.id, unit.members) for unit in self.units.values() if unit.members)

    @cached_property
    def held_posts(self) -> Mapping[str, tuple[str, ...]]:
        """The posts that each person holds, in the order of the text."""
        return _lists_of((post.id, post.holders) for post in self.posts.values() if post.holders)

    @cached_property
    def named_people(self) -> frozenset[str]:
        """The ids of everyone whom the register, a unit or a post names."""
        return frozenset((*self.people, *self.memberships, *self.held_posts))

    # -- duties -------------------------------------------------------------------------------

    def duty_of(self, holding: Holding) -> str:
        """What identifies a duty: its id, the id of its register entry, else its folded text."""
        if isinstance(holding, Named):
            return holding.id
        return holding if holding in self.register else folded(holding)

    @cached_property
    def holders(self) -> Holders:
        """The units that hold each duty, in the order of the text; a unit that repeats it once."""
        like = self._like
        # What is a duty's id and what its text is a matter of the register.
        same_keys = like is not None and like.register.keys() == self.register.keys()
        older = self._older(like, "holders") if same_keys else None
        return holders_of(self.units, "responsibilities", self.duty_of, older)

    @cached_property
    def sites(self) -> Holders:
        """The units at each site, in the order of the text."""
        return holders_of(self.units, "sites", holding_key, self._older(self._like, "sites"))

    def _older(self, like: Organisation | None, index: str) -> Earlier | None:
        """What another version knows in one of its indexes, and how that version differs."""
        if like is None or self._difference is None:
            return None
        # From the first version on, each from the one before: they may be too many to recurse.
        unknown = []
        version: Organisation | None = like
        while version is not None and index not in version.__dict__:
            unknown.append(version)
            version = version._like
        for one in reversed(unknown):
            getattr(one, index)
        return Earlier(getattr(like, index), self._difference)

    @cached_property
    def _difference(self) -> Difference[Unit] | None:
        return difference_of(self.units, self._like.units) if self._like is not None else None

    def difference_from(self, older: Organisation) -> Difference[Unit] | None:
        """The units that tell this version from an older one; None where they share too few."""
        return self._difference if older is self._like else difference_of(self.units, older.units)

    # -- names --------------------------------------------------------------------------------

    def bearers(self, language: str | None) -> Bearers:
        """Which units, posts and bodies have which display name."""
        if language not in self._bearers:
            like = self._like
            known = like._bearers.get(language) if like is not None else None
            told_apart = self._names_told_apart(like, language) if like and known else None
            self._bearers[language] = (
                bearers_since(known, *told_apart)
                if known and told_apart
                else bearers_of(
                    (self.displayed(member.name, language), id)
                    for members in (self.units, self.posts, self.bodies)
                    for id, member in members.items()
                )
            )
        return self._bearers[language]

    def names_otherwise(self, older: Organisation, language: str | None) -> Iterable[str]:
        """The names that others may bear than in an older version: most are none of these."""
        told_apart = self._names_told_apart(older, language)
        if told_apart is None:
            return self.bearers(language).by_name
        return dict.fromkeys(name for members in told_apart for name, _ in members)

    def _names_told_apart(
        self, older: Organisation, language: str | None
    ) -> tuple[list[tuple[str, str]], list[tuple[str, str]]] | None:
        """Name and id of the members that an older version alone has, and of those that come.

        None where the versions share too few.
        """
        if older.snapshot.languages != self.snapshot.languages:
            return None
        gone: list[tuple[str, str]] = []
        come: list[tuple[str, str]] = []
        for one in (
            self.difference_from(older),
            difference_of(self.posts, older.posts),
            difference_of(self.bodies, older.bodies),
        ):
            if one is None:
                return None
            gone += [(self.displayed(member.name, language), member.id) for member in one.gone]
            come += [(self.displayed(member.name, language), member.id) for member in one.come]
        return gone, come


def _lists_of(lists: Iterable[tuple[str, Sequence[str]]]) -> Mapping[str, tuple[str, ...]]:
    """By each item the lists that have it, once each, in their order."""
    having: defaultdict[str, list[str]] = defaultdict(list)
    for id, items in lists:
        for item in dict.fromkeys(items):
            having[item].append(id)
    return {item: tuple(ids) for item, ids in having.items()}


_ID = attrgetter("id")


def _by_id(parts: Sequence[T], older: Mapping[str, T] | None) -> Mapping[str, T]:
    """Parts by their ids, of several that share one the first.

    `older` are those of another version, which shares most of its parts with this one.
    """
    if older and (in_place := changed_in_place(parts, older.values())) is not None:
        _, come = in_place
        return {**older, **{part.id: part for part in come}} if come else older
    by_id: dict[str, T] = dict(zip(map(_ID, parts), parts, strict=True))
    if len(by_id) < len(parts):
        by_id = {}
        for part in parts:
            by_id.setdefault(part.id, part)
    return by_id


Question = Callable[Concatenate[Organisation, P], R]


def remembered(question: Question[P, R]) -> Question[P, R]:
    """Answer a question about an organisation once; forget the answer with the organisation."""
    answers: WeakKeyDictionary[Organisation, dict[Any, R]] = WeakKeyDictionary()

    def answer(organisation: Organisation, /, *args: P.args, **kwargs: P.kwargs) -> R:
        known = answers.setdefault(organisation, {})
        if args not in known:
            known[args] = question(organisation, *args, **kwargs)
        return known[args]

    answer.__doc__ = question.__doc__
    return answer
