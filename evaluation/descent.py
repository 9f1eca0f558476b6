"""Recall and precision of descent over all versions: `python -m evaluation.descent FOLDER...`.

A folder is as for `evaluation.history`. Of every unit of every version it is asked which units of
each later version are it, or took over from it. Asked is what the truth answers: units of which
its rows tell something between the two versions, and something that the versions record. An answer
counts by its units: recall is the share of those in the truth that are named, precision the share
of those named that are in the truth.

Two counts are told. By the first, each answer counts: what is said of a unit counts once for every
later version that says it, so that one join in an early version outweighs many in late ones. By
the second, each statement counts once, whatever the number of versions that show it: that what had
one id is, or was taken over by, what has another one. It is right where it is so in all versions
that are asked.

Four ways to answer are compared: by the comparisons of neighbours alone, each by itself, which
say nothing of versions further apart; by the events of these, read one after the other; by
comparing the two versions directly; by descent.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import networkx as nx

from evaluation.history import Row, organisation, truth
from orgcheck.changes.identity import identify
from orgcheck.changes.kinds import type_of
from orgcheck.changes.kinds.event_type import SuccessionType
from orgcheck.descent.graph import Descent, Node
from orgcheck.descent.history import History, Step, history_of
from orgcheck.descent.versions import Version
from orgcheck.organisation import Organisation

WAYS = ("neighbours alone", "neighbours in a row", "direct comparison", "descent")


class Question(NamedTuple):
    """What became of a unit of one version in a later one, and what really did."""

    unit: Node
    later: int
    became: frozenset[str]


# The old id, and the new one of what it is or what took over from it.
Statement = tuple[str, str]


@dataclass
class Score:
    """How one way of answering did: right units named, units in the truth, units named."""

    right: int = 0
    true: int = 0
    named: int = 0


@dataclass
class Answers:
    """What one way of answering says of every question."""

    score: Score = field(default_factory=Score)
    _true: set[Statement] = field(default_factory=set)
    _named: dict[Statement, bool] = field(default_factory=dict)

    def add(self, question: Question, answer: Iterable[str]) -> None:
        """Take one answer."""
        units, id = frozenset(answer), question.unit.unit
        self.score.right += len(units & question.became)
        self.score.true += len(question.became)
        self.score.named += len(units)
        self._true.update((id, new) for new in question.became)
        for new in units:
            said = id, new
            self._named[said] = self._named.get(said, True) and new in question.became

    @property
    def statements(self) -> Score:
        """The score where each statement counts once."""
        return Score(sum(self._named.values()), len(self._true), len(self._named))


def history(folder: Path) -> History:
    """The history of the versions in a folder."""
    paths = sorted(path for path in folder.glob("*.json") if path.name != "truth.json")
    return history_of(Version(path.name, organisation(path)) for path in paths)


def dated(rows: Iterable[Row], versions: Sequence[Organisation]) -> list[tuple[int, Row]]:
    """Each row with the number of the version that is the first to show it, in that order.

    The first one on or after its date; the one after that, where that still has what ended.
    """
    labels = [version.snapshot.label for version in versions]
    found = []
    for row in sorted(rows, key=lambda row: row.date):
        first = sum(label < row.date for label in labels)
        ended = set(row.old) - set(row.new)
        lags = 0 < first < len(versions) and ended & set(versions[first].units)
        found.append((first + bool(lags), row))
    return found


def questions(versions: Sequence[Organisation], rows: Iterable[Row]) -> Iterator[Question]:
    """What the truth answers."""
    happened = [(first, row) for first, row in dated(rows, versions) if _is_succession(row)]
    for older, later in combinations(range(len(versions)), 2):
        between = [row for first, row in happened if older < first <= later]
        concerned = {id for row in between for id in row.old}
        for id in sorted(concerned & set(versions[older].units)):
            all_of_it = _followed(id, between)
            became = frozenset(all_of_it & set(versions[later].units))
            if became != {id} and bool(became) == bool(all_of_it):
                yield Question(Node(older, id), later, became)


def _is_succession(row: Row) -> bool:
    """Whether a row changes who is who: several units that move keep their ids."""
    return set(row.old) != set(row.new)


def _followed(id: str, rows: Iterable[Row]) -> set[str]:
    """What a unit became by rows in the order of time."""
    current = {id}
    for row in rows:
        if current & set(row.old):
            current = (current - set(row.old)) | set(row.new)
    return current


def answers(folder: Path) -> dict[str, Answers]:
    """What each way of answering says."""
    found = history(folder)
    versions = [version.organisation for version in found.versions]
    steps = [_events(step) for step in found.steps]
    ways = {way: Answers() for way in WAYS}
    direct: dict[tuple[int, int], dict[str, frozenset[str]]] = {}
    for question in questions(versions, truth(folder)):
        (older, id), later = question.unit, question.later
        both = older, later
        if both not in direct:
            direct[both] = _told(versions[older], versions[later])
        said = direct[both].get(id, frozenset())
        one_after_the_other = {id}
        for step in steps[older:later]:
            one_after_the_other = {new for old in one_after_the_other for new in step[old]}
        by_way = (
            said if later == older + 1 else (),
            one_after_the_other,
            said,
            _descended(found.descent, question),
        )
        for way, answer in zip(WAYS, by_way, strict=True):
            ways[way].add(question, answer)
    return ways


def _events(step: Step) -> dict[str, set[str]]:
    """What the events between two neighbours say became of each unit."""
    units = step.names.comparison.units
    went = {id: {now} if (now := units.new_of(id)) else set() for id in step.old.organisation.units}
    for event in step.changes.events:
        if isinstance(type_of(event.kind), SuccessionType):
            for old in event.old:
                went[old].update(event.new)
    return went


def _told(old: Organisation, new: Organisation) -> dict[str, frozenset[str]]:
    """What a comparison says became of each unit."""
    found = identify(old, new)
    went = {id: {now} for id in old.units if (now := found.new_of(id)) is not None}
    for link in found.successions:
        went.setdefault(link.old, set()).add(link.new)
    return {id: frozenset(units) for id, units in went.items()}


def _descended(descent: Descent, question: Question) -> frozenset[str]:
    later = nx.descendants(descent.graph, question.unit)
    return frozenset(node.unit for node in later if node.version == question.later)


def tables(folders: Iterable[Path]) -> Iterator[str]:
    """A row for each folder, as Markdown: recall and precision of each way, by both counts."""
    found = [(folder.name, answers(folder)) for folder in folders]
    yield from _table(found, "by version", lambda one: one.score)
    yield ""
    yield from _table(found, "by statement", lambda one: one.statements)


def _table(
    found: Iterable[tuple[str, Mapping[str, Answers]]],
    title: str,
    count: Callable[[Answers], Score],
) -> Iterator[str]:
    head = [title, "true", *(f"{way}: recall | precision" for way in WAYS)]
    yield f"| {' | '.join(head)} |"
    yield "|---|---:|" + "---:|---:|" * len(WAYS)
    for name, ways in found:
        scores = [count(one) for one in ways.values()]
        cells = [
            cell
            for score in scores
            for cell in (_share(score.right, score.true), _share(score.right, score.named))
        ]
        yield f"| {name} | {scores[0].true} | {' | '.join(cells)} |"


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({part / whole:.2f})" if whole else "-"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    print("\n".join(tables(parser.parse_args().folders)))


if __name__ == "__main__":
    main()
