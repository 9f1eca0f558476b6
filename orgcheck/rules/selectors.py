"""Selectors: which units, posts, bodies or responsibilities a rule is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from orgcheck.findings import Fault
from orgcheck.language import Said, said, said_later, spoken, tr
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.rules.doubt import NOTHING, Ground, Reads
from orgcheck.rules.indexes import (
    Target,
    population,
)
from orgcheck.rules.pack_text import TooLong, Unanswerable
from orgcheck.rules.phrases import sort_words

Test = Callable[[Target], bool]
Judge = Callable[[Target], "bool | Fault"]
Lookup = Callable[[Organisation], Sequence[Target]]


@dataclass(frozen=True)
class Criterion:
    """One condition of a selector.

    `test` gives, for an organisation, what tells whether a member fits; `lookup`, where there is
    one, the members that fit, in the order of the text. `ids` are those that it names, and
    `words` end the sentence "those ...". `judge` tells where the answer passes through a faulty
    value; left out, wherever any of what it `reads` is faulty.
    """

    test: Callable[[Organisation], Test]
    reads: Reads
    words: str
    ids: frozenset[str] = frozenset()
    lookup: Lookup | None = None
    judge: Callable[[Ground], Judge] | None = None

    def judged(self, ground: Ground) -> Judge:
        """What tells whether a member fits, or for which faulty value that is not known."""
        if self.judge is not None:
            return self.judge(ground)
        fits = self.test(ground.organisation)
        return lambda member: ground.doubts(member.id, self.reads) or fits(member)


@dataclass(frozen=True)
class Selection:
    """Those whom a selector takes for sure, and those of whom it is not known, each with why.

    `taken` are all whom it takes as the snapshot stands.
    """

    taken: Sequence[Target]
    known: Sequence[Target]
    unsure: Mapping[str, Fault]


@dataclass(frozen=True)
class Selector:
    """Those of one sort that fit every criterion; all of them where there is none."""

    of: str = "units"
    criteria: tuple[Criterion, ...] = ()

    def members(self, organisation: Organisation) -> Sequence[Target]:
        """Those that it selects, in the order of the text.

        Raises
        ------
        Unanswerable
            Where an expression has no answer for one of them.
        """
        first = next((c for c in self.criteria if c.lookup is not None), None)
        if first is not None and first.lookup is not None:
            chosen = first.lookup(organisation)
        else:
            chosen = list(population(organisation, self.of).values())
        for criterion in self.criteria:
            if criterion is not first:
                chosen = list(filter(criterion.test(organisation), chosen))
        return chosen

    def matches(self, organisation: Organisation, member: Target) -> bool:
        """Whether it selects a member of its sort."""
        return self.test(organisation)(member)

    def test(self, organisation: Organisation) -> Test:
        """What tells whether a member of its sort is selected."""
        tests = [criterion.test(organisation) for criterion in self.criteria]
        if len(tests) == 1:
            return tests[0]
        return lambda member: all(fits(member) for fits in tests)

    def without_answer(self, organisation: Organisation) -> Iterator[tuple[Target, Unanswerable]]:
        """Those about whom an expression of it has no answer, each with why."""
        ordered = sorted(self.criteria, key=lambda criterion: criterion.lookup is None)
        tests = [criterion.test(organisation) for criterion in ordered]
        for member in population(organisation, self.of).values():
            try:
                all(fits(member) for fits in tests)
            except TooLong:
                return
            except Unanswerable as why:
                yield member, why

    def selection(self, ground: Ground) -> Selection:
        """Those that it selects, told apart from those of whom that is not known."""
        taken = self.members(ground.organisation)
        if ground.doubt is None:
            return Selection(taken, taken, {})
        judge = self.judged(ground)
        verdicts = {
            member.id: judge(member)
            for member in population(ground.organisation, self.of).values()
            if ground.doubts(member.id, self.reads)
        }
        unsure = {id: why for id, why in verdicts.items() if not isinstance(why, bool)}
        return Selection(taken, [member for member in taken if member.id not in unsure], unsure)

    def judged(self, ground: Ground) -> Judge:
        """What tells whether a member is selected, or for which faulty value nobody knows."""
        judges = [criterion.judged(ground) for criterion in self.criteria]
        return lambda member: whether_all([judge(member) for judge in judges])

    @property
    def reads(self) -> Reads:
        """What the selection of a member rests on."""
        reads = NOTHING
        for criterion in self.criteria:
            reads |= criterion.reads
        return reads

    @property
    def ids(self) -> frozenset[str]:
        """The ids that it names."""
        return frozenset().union(*(criterion.ids for criterion in self.criteria))

    @property
    def words(self) -> Said:
        """What it selects, in words: "units of kind regional-unit within kela"."""
        return said_later(lambda: _of_criteria(sort_words(self.of), self.criteria))


def criteria_words(criteria: Sequence[Criterion]) -> Said:
    """What some criteria ask, without the sort of whom they ask it."""
    if not criteria:
        return said("at all")
    return said_later(lambda: _of_criteria(criteria[0].words, criteria[1:]))


def _of_criteria(those: str, criteria: Sequence[Criterion]) -> str:
    words = spoken(those)
    for criterion in criteria:
        words = tr("{those} {criterion}", those=words, criterion=criterion.words)
    return words


def whether_all(verdicts: Sequence[bool | Fault]) -> bool | Fault:
    """Whether all hold, or for which faulty value nobody knows: not where one is known not to."""
    if False in verdicts:
        return False
    return next((why for why in verdicts if not isinstance(why, bool)), True)
