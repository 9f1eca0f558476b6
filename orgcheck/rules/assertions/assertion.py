"""What an assertion is: a demand on members, and a pure function that finds who falls short."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter

from orgcheck.findings import Fault, Finding
from orgcheck.measures import Measure
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass, replace
from orgcheck.rules.doubt import Ground, Reads
from orgcheck.rules.indexes import Target, below_any, commanded, within
from orgcheck.rules.pack_text import Unanswerable
from orgcheck.rules.selectors import Selector
from orgcheck.snapshot.model import Unit

# How many findings of one rule are told, and of all of a run together; those beyond are counted. Of
# a rule that comes when the others have used that up, some are told all the same.
MOST_FINDINGS = 10_000
MOST_OF_ALL_RULES = 100_000
LEAST_FINDINGS = 10

RESPONSIBILITIES = "responsibilities"

Path = tuple[str | int, ...]

_ID = attrgetter("id")


@dataclass(frozen=True, slots=True)
class Spot:
    """The value at fault: the field that it is in, the path to it in the text, what it says.

    `part` is the part of the snapshot that the path leads into: the member where left out. Without
    a path the place is that of the part's id. A number at fault is the `measure`, and `value` then
    says no more than what it is the number of.
    """

    about: str
    path: Path = ()
    value: str | None = None
    chain: tuple[str, ...] = ()
    part: object | None = None
    measure: Measure | None = None


_NOWHERE = Spot("")


@dataclass(frozen=True, slots=True)
class Failure:
    """A member that falls short, how, and at which value; the selection as a whole without one.

    Without a message it says no more than that the rule's statement does not hold of the member.
    `unanswerable` is why the assertion could not be judged, where it does not fail to hold.
    `times` is for how many failures this one stands, where there are too many to tell.
    `others` are further places that help to understand it, each with what stands there. `made` is
    the finding of a custom rule that it comes from. `shared` are all members whose values clash:
    each of them that is asked about falls short, and the fault is one.

    `because` names the faulty value that the answer passes through: then it is not known whether
    the member falls short.
    """

    member: Target | None
    message: str
    spot: Spot
    unanswerable: Unanswerable | None = None
    others: tuple[tuple[object, Path, str], ...] = ()
    made: Finding | None = None
    shared: tuple[str, ...] = ()
    times: int = 1
    because: Fault | None = None


def withheld(member: Target | None, because: Fault) -> Failure:
    """That it is not known whether a member falls short."""
    return Failure(member, "", _NOWHERE, because=because)


def one_for_each_fault(failures: Iterable[Failure]) -> Iterator[Failure]:
    """The failures without what several members fall short by together: told at the last of them.

    A fault is the same where those who share it, the property and the value are.
    """
    shared: dict[object, Failure] = {}
    for failure in failures:
        if failure.shared:
            shared[failure.shared, failure.spot.about, failure.spot.value] = failure
        else:
            yield failure
    yield from shared.values()


Failures = Callable[[Ground, Sequence[Target]], Iterator[Failure]]


def standing_below(
    ids: Sequence[str],
    *,
    by_command: bool,
    wanted: bool,
    failing: Callable[[Organisation], Callable[[Target, Spot], Failure]],
) -> Failures:
    """The failures of those that do not stand below any of some members, or must not and do.

    They stand there in the chain of command, or by membership. `failing` is asked once for what
    makes a failure of a member and the value at fault.
    """
    question, spot = (commanded, at_command) if by_command else (within, at_parent)

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        below = below_any(question, ground.organisation, ids)
        unsettled = ground.unsettled(members, ids, command=by_command)
        if wanted and not unsettled and below.issuperset(map(_ID, members)):
            return
        failure = failing(ground.organisation)
        for member in members:
            if member.id in unsettled:
                yield withheld(member, unsettled[member.id])
            elif (member.id in below) is not wanted:
                yield failure(member, spot(ground.organisation, member))

    return failures


@dataclass(frozen=True)
class Assertion:
    """A compiled assertion.

    Parameters
    ----------
    demand
        What it asks, as the end of the sentence "the unit must ..."; empty where only the rule's
        statement says it.
    failures
        Those of the members that fall short, and of whom that is not known. Pure; asked about all
        members at once of whom nothing that it reads is faulty.
    reads
        What the answer for a member rests on, whatever else it looks at.
    spot
        The value by which a member that meets the demand meets it, for where it must not.
    ids
        The ids that it names; each group is one assertion's, of which at least one must exist.
    on_selection
        Whether it is about the selection as a whole, so that an empty one is an answer too.
    parts
        The assertions that must all hold, where it is made of several.
    others
        Whom it binds beside those that the rule selects: a branch that must hold all auditors
        binds every auditor.
    among
        Whether it compares the members with each other.
    asks
        What it asks where no demand says so, for those who read the rule: an expression in it is
        spelled out.
    """

    demand: str
    failures: Failures
    reads: Reads
    spot: Callable[[Organisation, Target], Spot]
    ids: tuple[frozenset[str], ...] = ()
    on_selection: bool = False
    parts: tuple[Assertion, ...] = ()
    others: tuple[Selector, ...] = ()
    among: bool = False
    asks: str = ""

    def judged(self, ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        """Those of the members that fall short, and those of whom that is not known."""
        if ground.doubt is None or self.on_selection:
            yield from self.failures(ground, members)
            return
        known: list[Target] = []
        unsure: dict[str, Fault] = {}
        for member in members:
            fault = ground.doubt.of(member.id, self.reads)
            if fault is None:
                known.append(member)
            else:
                unsure[member.id] = fault
                yield withheld(member, fault)
        doubtful = {**ground.doubtful, **unsure}
        yield from self.failures(replace(ground, doubtful=doubtful), known)
        if self.among and doubtful:
            # With any of those of whom it is not known, a member may clash after all.
            why = next(iter(doubtful.values()))
            yield from (withheld(member, why) for member in known)

    @property
    def words(self) -> str:
        """What it asks, whatever says so."""
        return self.demand or self.asks

    @property
    def each(self) -> tuple[Assertion, ...]:
        """The assertions that must all hold: itself, where it is not made of several."""
        return self.parts or (self,)


def at_id(_: Organisation, __: Target) -> Spot:
    """The member itself, where no single value of it is at fault."""
    return Spot("id")


def at_command(organisation: Organisation, member: Target) -> Spot:
    """The line of command: as stated, else the parent that it follows from."""
    chain = organisation.chain(member.id)
    superior = chain[1] if len(chain) > 1 else None
    if getattr(member, "reports_to", None) is not None:
        return Spot("reports_to", ("reports_to",), superior, chain)
    if isinstance(member, Unit):
        return Spot("parent", ("parent",), superior, chain)
    return Spot("unit", ("unit",), superior, chain)


def at_parent(organisation: Organisation, member: Target) -> Spot:
    """The place in the structure."""
    assert isinstance(member, Unit), "only units have a place in the structure"
    path = (member.id, *organisation.ancestors(member.id))
    if member.parent is None and member.top:
        return Spot("top", ("top",), None, path)
    return Spot("parent", ("parent",), member.parent, path)
