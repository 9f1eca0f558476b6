"""Which post is which: by its id, by declaration, or through its unit, its title and whom it heads.

Many organisations name their posts after the unit: a directorate that gets another code or name
gives its head another id and another title, and the head is the same post all the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from orgcheck.changes.changeset import Certainty, Match
from orgcheck.changes.identity.declared import Identification, matched
from orgcheck.changes.identity.names import folded_name, folded_texts, same_name, texts_of
from orgcheck.grouping import by_first
from orgcheck.language import said
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.snapshot.model import Name, Post, Unit

_Pair = tuple[str, str]


def identify_posts(
    old: Organisation, new: Organisation, units: Identification, inference: bool = True
) -> Mapping[str, Match]:
    """The posts that persist, by their old id.

    Parameters
    ----------
    old, new
        The organisation before and after.
    units
        Which unit of one is which of the other, and which succeeds which.
    inference
        Whether to look beyond ids and declarations.
    """
    known = matched(old.posts, new.posts, new)
    if not inference or len(known) in (len(old.posts), len(new.posts)):
        return known
    return known | _Search(old, new, units, known).found()


def title_follows(before: str, old: Unit, after: str, new: Unit) -> bool:
    """Whether a title changed as its unit's name did, and says the same beside it.

    Examples
    --------
    >>> old, new = Unit(id="a", name="ICT Services"), Unit(id="b", name="Digital Services")
    >>> title_follows("Director, ICT Services", old, "Director, Digital Services", new)
    True
    >>> title_follows("Director, ICT Services", old, "Adviser, Digital Services", new)
    False
    """
    role = _role(before, old)
    return role is not None and role == _role(after, new)


def _role(title: str, unit: Unit) -> list[str] | None:
    """The words of a title beside those of its unit's name; None where it lacks either."""
    names: list[Name] = [unit.name] if unit.acronym is None else [unit.name, unit.acronym]
    of_unit = {word for name in names for text in folded_texts(name) for word in text.split()}
    words = folded_name(title).split()
    role = [word for word in words if word not in of_unit]
    return role if 0 < len(role) < len(words) else None


@dataclass(frozen=True)
class _Search:
    """The posts that neither an id nor a declaration finds again."""

    old: Organisation
    new: Organisation
    units: Identification
    known: Mapping[str, Match]

    def found(self) -> dict[str, Match]:
        """Those that go on, on the strongest ground first; where it fits several, none is taken."""
        found: dict[str, Match] = {}
        for ground, words in (
            (self._is_named_after_its_unit, said("its id follows that of its unit")),
            (self._keeps_its_title, said("the same title in the same unit")),
            (self._has_its_unit_s_title, said("its title follows the name of its unit")),
        ):
            taken = {match.new for match in found.values()}
            pairs = [
                (before, after)
                for before, candidates in self._candidates.items()
                for after in candidates
                if before not in found and after not in taken and ground(before, after)
            ]
            # Posts of one title in one unit are interchangeable; others are not.
            alike = ground == self._keeps_its_title
            for before, after in _settled(pairs, alike=alike):
                found[before] = Match(before, after, self._certainty(before), (words,))
        return found

    @cached_property
    def _candidates(self) -> Mapping[str, list[str]]:
        """For each old post, the new ones where its unit, or a unit that it heads, is now."""
        taken = {match.new for match in self.known.values()}
        posts: defaultdict[str, set[str]] = defaultdict(set)
        for after in self.new.posts.values():
            if after.id not in taken:
                for unit in units_of_post(self.new, after):
                    posts[unit].add(after.id)
        return {
            before.id: sorted(
                {
                    id
                    for unit in units_of_post(self.old, before)
                    for image in self._images(unit)
                    for id in posts.get(image, ())
                }
            )
            for before in self.old.posts.values()
            if before.id not in self.known
        }

    # -- the grounds ----------------------------------------------------------------------------

    def _is_named_after_its_unit(self, before: str, after: str) -> bool:
        here, there = self._places(before, after)
        return (
            here is not None
            and there is not None
            and here != there
            and here in before
            and before.replace(here, there) == after
            and self._is_alone(here, there)
            and self._heads_the_same(before, after)
        )

    def _keeps_its_title(self, before: str, after: str) -> bool:
        if not same_name(self.old.posts[before].name, self.new.posts[after].name):
            return False
        if self._is_unique(before, after):
            return True
        here, there = self._places(before, after)
        if not self._heads_the_same(before, after):
            return False
        # Who headed one of two units that merged is not who heads them both.
        return self._is_alone(here, there) or before not in self.old.heads

    def _has_its_unit_s_title(self, before: str, after: str) -> bool:
        here, there = self._places(before, after)
        if here is None or there is None or not self._is_alone(here, there):
            return False
        old, new = self.old.units[here], self.new.units[there]
        return self._heads_the_same(before, after) and any(
            title_follows(one, old, other, new)
            for one, other in _in_one_language(
                self.old.posts[before].name, self.new.posts[after].name
            )
        )

    def _places(self, before: str, after: str) -> tuple[str | None, str | None]:
        """The units that two posts belong to."""
        here = self.old.unit_of_post(self.old.posts[before])
        return here, self.new.unit_of_post(self.new.posts[after])

    def _is_alone(self, here: str | None, there: str | None) -> bool:
        """Whether a unit is the other, or the one successor of it and of nobody else."""
        if here is None or there is None:
            return here is there
        if here in self.units.matches or there in self.units.by_new:
            return self.units.new_of(here) == there
        return self._successors[here] == [there] and self._predecessors[there] == [here]

    def _heads_the_same(self, before: str, after: str) -> bool:
        headed, heads = self.old.heads.get(before, ()), self.new.heads.get(after, ())
        if not headed or not heads:
            return not headed and not heads
        return any(image in heads for unit in headed for image in self._images(unit))

    def _is_unique(self, before: str, after: str) -> bool:
        """Whether nobody else has the title, on either side."""
        titles = self._titles
        return all(
            titles[0][text] <= 1 and titles[1][text] <= 1
            for name in (self.old.posts[before].name, self.new.posts[after].name)
            for text in folded_texts(name)
        )

    @cached_property
    def _titles(self) -> tuple[Counter[str], Counter[str]]:
        before, after = (
            Counter(text for post in side.posts.values() for text in folded_texts(post.name))
            for side in (self.old, self.new)
        )
        return before, after

    # -- the units --------------------------------------------------------------------------------

    def _images(self, unit: str) -> Iterable[str]:
        now = self.units.new_of(unit)
        return (now,) if now is not None else self._successors[unit]

    @cached_property
    def _successors(self) -> Mapping[str, list[str]]:
        links = self.units.successions
        return by_first((link.old, link.new) for link in links if not link.spin_off)

    @cached_property
    def _predecessors(self) -> Mapping[str, list[str]]:
        return by_first((link.new, link.old) for link in self.units.successions)

    def _certainty(self, before: str) -> Certainty:
        """No more certain than it is which unit its unit is."""
        units = units_of_post(self.old, self.old.posts[before])
        grounds = [match.certainty for unit in units if (match := self.units.matches.get(unit))]
        grounds += [link.certainty for link in self.units.successions if link.old in units]
        return max((Certainty.NAME, *grounds), key=lambda certainty: certainty.rank)


def units_of_post(organisation: Organisation, post: Post) -> set[str]:
    """The unit that a post belongs to, and those that it heads."""
    unit = organisation.unit_of_post(post)
    return {*organisation.heads.get(post.id, ()), *((unit,) if unit is not None else ())}


def _in_one_language(one: Name, other: Name) -> Iterator[_Pair]:
    """The texts of two names, language by language; of names without languages each with each."""
    if isinstance(one, str) or isinstance(other, str):
        yield from ((text, further) for text in texts_of(one) for further in texts_of(other))
        return
    yield from ((one[tag], other[tag]) for tag in one if tag in other)


def _settled(pairs: Iterable[_Pair], *, alike: bool) -> Iterator[_Pair]:
    """The pairs that nothing competes with.

    Where those that compete are `alike`, and as many on both sides, any pairing of them says the
    same, and the order of their ids decides.
    """
    olds: defaultdict[str, set[str]] = defaultdict(set)
    news: defaultdict[str, set[str]] = defaultdict(set)
    for before, after in pairs:
        olds[after].add(before)
        news[before].add(after)
    for before in sorted(news):
        rivals = set().union(*(olds[after] for after in news[before]))
        if all(news[rival] == news[before] for rival in rivals) and len(rivals) == len(
            news[before]
        ):
            number = sorted(rivals).index(before)
            if alike or len(rivals) == 1:
                yield before, sorted(news[before])[number]
