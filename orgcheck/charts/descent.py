"""From a lineage, or a history, to what is drawn of it: versions as columns, units as bands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from orgcheck.changes.kinds import kind_word
from orgcheck.charts.alluvial import Alluvial, Band, Block, Column, Tie
from orgcheck.descent.graph import Edge, Lifetime, Node
from orgcheck.descent.history import History
from orgcheck.descent.lineage import Lineage
from orgcheck.language import tr, tr_n
from orgcheck.records import dataclass

# So many units can be followed in one picture.
MOST_UNITS = 60
# And through so many columns, beside the first and the last.
MOST_COLUMNS = 38
# After so many columns a name that stays the same is said again.
_FAR = 8


def of_lineage(lineage: Lineage, title: str, subtitle: str) -> Alluvial:
    """What one unit came from and what became of it; beyond many units those that are nearest."""
    drawn = sorted(lineage.nearest(MOST_UNITS))
    left_out = len(lineage.related) - len(drawn)
    remarks = [not_drawn(left_out)] if left_out else []
    subjects = frozenset(drawn.index(one) for one in lineage.subjects)
    return _Picture(lineage.history, drawn).made(title, subtitle, subjects, remarks)


def not_drawn(number: int) -> str:
    """That a picture leaves so many units out."""
    return tr_n("{number} further unit not drawn", "{number} further units not drawn", number)


def of_history(history: History, title: str, subtitle: str) -> Alluvial:
    """The units that took over from others, were renamed or left out; the rest is counted."""
    descent = history.descent
    handed = {
        descent.lifetime_of(node)
        for edge in descent.notable
        if not edge.bond.persists
        for node in (edge.old, edge.new)
    }
    picture = _Picture(history, ())
    changed = [
        one
        for one in descent.lifetimes
        if one in handed
        or len({picture.name(node) for node in one}) > 1
        or picture.is_left_out(one)
    ]
    # Of many, those that handed over or took over come first.
    kept = sorted(sorted(changed, key=lambda one: one not in handed)[:MOST_UNITS])
    rest = len(descent.lifetimes) - len(changed)
    remarks = []
    if len(kept) < len(changed):
        remarks.append(
            tr_n(
                "{number} further unit with another name or left out by a version: not drawn",
                "{number} further units with another name or left out by a version: not drawn",
                len(changed) - len(kept),
            )
        )
    if rest:
        remarks.append(
            tr_n(
                "{number} unit that only began, went on or ended: not drawn",
                "{number} units that only began, went on or ended: not drawn",
                rest,
            )
        )
    return _Picture(history, kept, counts=True).made(title, subtitle, frozenset(), remarks)


@dataclass(frozen=True)
class _Picture:
    """Some units of a history, by their numbers in this order."""

    history: History
    drawn: Sequence[Lifetime]
    counts: bool = False

    def made(
        self, title: str, subtitle: str, subjects: frozenset[int], remarks: Iterable[str]
    ) -> Alluvial:
        """The columns, the blocks in them and the bands between these."""
        return Alluvial(
            title,
            subtitle,
            tuple(self._columns()),
            self._blocks,
            tuple(self._bands()),
            subjects,
            tuple(remarks),
        )

    def name(self, node: Node) -> str:
        """What a unit is called in a version."""
        organisation = self.history.versions[node.version].organisation
        return organisation.name(node.unit, self.history.language)

    def is_left_out(self, lifetime: Lifetime) -> bool:
        """Whether a version between its first and its last does not have a unit."""
        return len(lifetime) <= lifetime[-1].version - lifetime[0].version

    # -- columns ------------------------------------------------------------------------------

    @cached_property
    def _changing(self) -> frozenset[int]:
        """The versions in which a unit begins, has another name, is left out or has ended."""
        last = len(self.history.versions) - 1
        found: set[int] = set()
        for lifetime in self.drawn:
            found |= {lifetime[0].version, min(lifetime[-1].version + 1, last)}
            names = [self.name(node) for node in lifetime]
            found |= {
                node.version
                for node, name, before in zip(lifetime[1:], names[1:], names, strict=False)
                if name != before
            }
            present = {node.version for node in lifetime}
            span = range(lifetime[0].version, lifetime[-1].version + 1)
            absent = {number for number in span if number not in present}
            found |= absent | {number + 1 for number in absent}
        return frozenset(found | {edge.new.version for edge in self._handovers})

    @cached_property
    def _versions(self) -> tuple[int, ...]:
        """The versions that are drawn: the first, the last, and those that show a change.

        Of very many, those in which others take over come first.
        """
        last = len(self.history.versions) - 1
        handing = {edge.new.version for edge in self._handovers}
        inner = self._changing - {0, last}
        kept = sorted(inner, key=lambda number: (number not in handing, number))[:MOST_COLUMNS]
        return tuple(sorted({0, last, *kept}))

    def _column_of(self, version: int) -> int:
        """The number of the column that is the first to show what a version has."""
        return bisect_left(self._versions, version)

    def _columns(self) -> Iterator[Column]:
        before = -1
        for version in self._versions:
            label = self.history.versions[version].label
            yield Column(label, version - before - 1, tuple(self._notes(version)))
            before = version

    def _notes(self, version: int) -> Iterator[str]:
        if self.counts:
            number = len(self.history.versions[version].organisation.units)
            yield tr_n("{number} unit", "{number} units", number)

    # -- blocks -------------------------------------------------------------------------------

    @cached_property
    def _blocks(self) -> tuple[Block, ...]:
        last = len(self.history.versions) - 1
        found: list[Block] = []
        for unit, lifetime in enumerate(self.drawn):
            stands = dict(lifetime)
            columns = [
                number
                for number, version in enumerate(self._versions)
                if lifetime[0].version <= version <= lifetime[-1].version
            ]
            said, since = "", 0
            for column in columns:
                version = self._versions[column]
                id = stands.get(version)
                name = self.name(Node(version, id)) if id is not None else said
                is_last = column == columns[-1]
                is_far = column - since >= _FAR or version == self._versions[-1]
                is_said = id is not None and (name != said or is_far)
                since = column if is_said else since
                absent = tr("{unit}: not recorded", unit=name)
                told = f"{name} ({id})" if id is not None else absent
                found.append(
                    Block(
                        unit,
                        column,
                        name if is_said else "",
                        f"{told}, {self.history.versions[version].label}",
                        begins=column == columns[0] and lifetime[0].version > 0,
                        ends=is_last and lifetime[-1].version < last,
                        is_absent=id is None,
                    )
                )
                said = name
        return tuple(found)

    @cached_property
    def _block_of(self) -> dict[tuple[int, int], int]:
        return {(block.unit, block.column): number for number, block in enumerate(self._blocks)}

    @cached_property
    def _number_of(self) -> dict[Lifetime, int]:
        return {lifetime: number for number, lifetime in enumerate(self.drawn)}

    # -- bands --------------------------------------------------------------------------------

    @cached_property
    def _handovers(self) -> tuple[Edge, ...]:
        """The steps by which one of the units took over from another."""
        descent, drawn = self.history.descent, set(self.drawn)
        return tuple(
            edge
            for edge in descent.notable
            if not edge.bond.persists
            and descent.lifetime_of(edge.old) in drawn
            and descent.lifetime_of(edge.new) in drawn
        )

    def _bands(self) -> Iterator[Band]:
        for (unit, column), number in self._block_of.items():
            following = self._block_of.get((unit, column + 1))
            if following is not None:
                absent = self._blocks[number].is_absent or self._blocks[following].is_absent
                yield Band(number, following, Tie.RETURN if absent else Tie.SAME)
        home = self.history.descent.lifetime_of
        for edge in self._handovers:
            ends = self._number_of[home(edge.old)], self._number_of[home(edge.new)]
            column = self._column_of(edge.new.version)
            start = self._block_of.get((ends[0], column - 1))
            end = self._block_of.get((ends[1], column))
            if start is not None and end is not None:
                yield Band(start, end, Tie.SUCCESSION, kind_word(edge.kind))
