"""Recall and precision of descent over all versions: `python -m evaluation.descent FOLDER...`.

A folder is as for `evaluation.history`. Of every unit of every version it is asked which units of
each later version are it, or took over from it. Asked is what the truth answers: units of which
its rows tell something between the two versions, and something that the versions record. An answer
counts by its units: recall is the share of those in the truth that are named, precision the share
of those named that are in the truth.

Three ways to answer are compared: by the comparisons of neighbours alone, each by itself, which
say nothing of versions further apart; by comparing the two versions directly; by descent.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import networkx as nx

from evaluation.history import Row, organisation, truth
from orgcheck.changes.identity import identify
from orgcheck.descent.graph import Descent, Node
from orgcheck.descent.history import History, history_of
from orgcheck.descent.versions import Version
from orgcheck.organisation import Organisation


class Question(NamedTuple):
    """What became of a unit of one version in a later one, and what really did."""

    unit: Node
    later: int
    became: frozenset[str]


@dataclass
class Score:
    """How one way of answering did: right units named, units in the truth, units named."""

    right: int = 0
    true: int = 0
    named: int = 0

    def add(self, answer: frozenset[str], became: frozenset[str]) -> None:
        """Count one answer."""
        self.right += len(answer & became)
        self.true += len(became)
        self.named += len(answer)


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


def scores(folder: Path) -> dict[str, Score]:
    """How each way of answering did."""
    found = history(folder)
    versions = [version.organisation for version in found.versions]
    ways = {way: Score() for way in ("neighbours alone", "direct comparison", "descent")}
    direct: dict[tuple[int, int], dict[str, frozenset[str]]] = {}
    for question in questions(versions, truth(folder)):
        (older, id), later = question.unit, question.later
        both = older, later
        if both not in direct:
            direct[both] = _told(versions[older], versions[later])
        said = direct[both].get(id, frozenset())
        near = said if later == older + 1 else frozenset[str]()
        ways["neighbours alone"].add(near, question.became)
        ways["direct comparison"].add(said, question.became)
        ways["descent"].add(_descended(found.descent, question), question.became)
    return ways


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


def table(folders: Iterable[Path]) -> Iterator[str]:
    """A row for each folder, as Markdown: recall and precision of each way."""
    head: list[str] = []
    for folder in folders:
        ways = scores(folder)
        if not head:
            head = ["source", "true", *(f"{way}: recall | precision" for way in ways)]
            yield f"| {' | '.join(head)} |"
            yield "|---|---:|" + "---:|---:|" * len(ways)
        cells = [
            cell
            for score in ways.values()
            for cell in (_share(score.right, score.true), _share(score.right, score.named))
        ]
        yield f"| {folder.name} | {ways['descent'].true} | {' | '.join(cells)} |"


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({part / whole:.2f})" if whole else "-"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    print("\n".join(table(parser.parse_args().folders)))


if __name__ == "__main__":
    main()
