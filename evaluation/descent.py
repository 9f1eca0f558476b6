"""Recall and precision of descent over all versions: `python -m evaluation.descent FOLDER...`.

A folder is as for `evaluation.history`. A row of the truth that changes ids is *recorded* where the
versions have all ids of `from`, and all of `to` in the same version or a later one. Neighbouring
comparisons alone find it where two neighbours show it and one comparison tells it. Descent finds
it where a path leads from each unit of `from` to one of `to`, and to each of `to` from one of
`from`.

Joins are changes of id and handovers between units. One is in the truth where a row tells it; for
descent also where several rows, one after the other, lead from the one id to the other. The truth
of these sources is not complete, so the share of joins that are in it is a lower bound of
precision.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import networkx as nx

from evaluation.history import Row, organisation, truth
from orgcheck.descent.graph import Descent, Node
from orgcheck.descent.history import History, history_of
from orgcheck.descent.versions import Version

Pair = tuple[str, str]


class Score(NamedTuple):
    """How one way of reading the versions did."""

    found: int
    recorded: int
    right: set[Pair]
    joins: set[Pair]


def history(folder: Path) -> History:
    """The history of the versions in a folder."""
    paths = sorted(path for path in folder.glob("*.json") if path.name != "truth.json")
    return history_of(Version(path.name, organisation(path)) for path in paths)


def is_recorded(row: Row, descent: Descent) -> bool:
    """Whether the versions have the ids of a row, the later ones not before the earlier."""
    versions: dict[str, list[int]] = {}
    for node in descent.nodes:
        versions.setdefault(node.unit, []).append(node.version)
    if not row.changes_ids or not all(id in versions for id in (*row.old, *row.new)):
        return False
    return all(versions[old][0] <= versions[new][-1] for old, new in product(row.old, row.new))


def is_told(row: Row, pairs: set[Pair]) -> bool:
    """Whether pairs of ids link each unit of a row with one of the other side."""
    linked = [pair for pair in product(row.old, row.new) if pair in pairs or pair[0] == pair[1]]
    return {old for old, _ in linked} == {*row.old} and {new for _, new in linked} == {*row.new}


def neighbouring(descent: Descent) -> set[Pair]:
    """The joins that comparisons of neighbours tell."""
    return {
        (edge.old.unit, edge.new.unit)
        for edge in descent.edges
        if edge.old.unit != edge.new.unit and edge.new.version == edge.old.version + 1
    }


def reachable(descent: Descent, ids: Iterable[str]) -> set[Pair]:
    """Which id leads to which over all versions."""
    wanted = set(ids)
    starts = [node for node in descent.nodes if node.unit in wanted]
    return {(start.unit, end.unit) for start in starts for end in _below(descent, start)}


def _below(descent: Descent, node: Node) -> set[Node]:
    found: set[Node] = nx.descendants(descent.graph, node)
    return found


def scores(folder: Path) -> tuple[Score, Score]:
    """How neighbouring comparisons alone and descent did."""
    descent, rows = history(folder).descent, truth(folder)
    recorded = [row for row in rows if is_recorded(row, descent)]
    happened: nx.DiGraph[str] = nx.DiGraph()
    happened.add_edges_from(pair for row in rows for pair in product(row.old, row.new))
    direct = {pair for row in rows for pair in product(row.old, row.new)}
    composed = {(one, other) for one in happened for other in nx.descendants(happened, one)}
    near = neighbouring(descent)
    over_all = reachable(descent, (id for row in recorded for id in row.old))
    return (
        Score(sum(is_told(row, near) for row in recorded), len(recorded), near & direct, near),
        Score(
            sum(is_told(row, over_all) for row in recorded), len(recorded), near & composed, near
        ),
    )


def table(folders: Iterable[Path]) -> Iterator[str]:
    """A row for each folder, as Markdown."""
    heads = ("recorded", "found by neighbours", "by descent", "joins one row tells", "or several")
    yield f"| source | {' | '.join(heads)} |"
    yield "|---|---:|---:|---:|---:|---:|"
    for folder in folders:
        both = scores(folder)
        cells = (
            folder.name,
            str(both[0].recorded),
            *(_share(one.found, one.recorded) for one in both),
            *(_share(len(one.right), len(one.joins)) for one in both),
        )
        yield f"| {' | '.join(cells)} |"


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({part / whole:.2f})" if whole else "-"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    print("\n".join(table(parser.parse_args().folders)))


if __name__ == "__main__":
    main()
