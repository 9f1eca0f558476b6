"""Lines in which each has at most one above it: cycles in them, and how deep they are.

Parents and superiors are such lines. Following them takes linear time and no graph, where a search
in a graph of NetworkX would first have to build one of every member.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

# How far below its top anything may stand. Questions such as who is above whom cost each member as
# many steps as there are levels above it: with a bound, all take time in proportion to their
# number. Real structures have a dozen levels; a text nested as deep as it may be has a hundred.
MOST_LEVELS = 200


def too_deep(above: Mapping[str, str | None], most: int = MOST_LEVELS) -> str | None:
    """The first member with someone more than `most` levels below the top beneath it, if any.

    Parameters
    ----------
    above
        The one directly above each member that has anyone below it: those without cannot be the
        last but one of a line that is too long. None, or one that is no member, above a top.
    most
        How many levels there may be below a top; a circle counts as many as it has members.

    Examples
    --------
    >>> too_deep({"c": "b", "b": "a", "a": None}, most=3) is None
    True
    >>> too_deep({"c": "b", "b": "a", "a": None}, most=2)
    'c'
    """
    levels: dict[str, int] = {}
    for member, over in above.items():
        if over in levels:
            levels.setdefault(member, levels[over] + 1)
        elif member not in levels:
            _count_up(member, above, levels, most)
        if levels[member] >= most:
            return member
    return None


def _count_up(
    start: str, above: Mapping[str, str | None], levels: dict[str, int], most: int
) -> None:
    """Count the levels above a member, and above those met on the way; a circle once around."""
    path = {start: None}
    over = above[start]
    while over is not None and over in above and over not in levels and over not in path:
        if len(path) > most:
            break
        path[over] = None
        over = above[over]
    top = levels.get(over, -1) if over is not None else -1
    levels.update((id, top + number) for number, id in enumerate(reversed(path), 1))


def cycles_of(
    successor: Mapping[str, str | None], starts: Iterable[str] | None = None
) -> tuple[tuple[str, ...], ...]:
    """The cycles of a graph in which every node has at most one successor.

    Each cycle once, beginning with the node that the mapping lists first. Follows every path
    until it meets a node that was visited before: linear, and no graph need be built.

    Parameters
    ----------
    successor
        The node that follows each node; None, or nothing at all, where none does.
    starts
        Nodes of which every cycle holds at least one; left out, all of them.

    Examples
    --------
    >>> cycles_of({"a": "b", "b": "c", "c": "b"})
    (('b', 'c'),)
    """
    done: set[str] = set()
    cycles: list[tuple[str, ...]] = []
    for start in successor if starts is None else starts:
        follower = successor.get(start)
        if follower is None or follower in done or follower not in successor:
            done.add(start)
            continue
        path: dict[str, int] = {}
        node: str | None = start
        while node is not None and node not in done:
            path[node] = len(path)
            node = successor.get(node)
            if node is not None and node in path:
                cycles.append(tuple(list(path)[path[node] :]))
                break
        done.update(path)
    if not cycles:
        return ()
    rank = {node: number for number, node in enumerate(successor)}
    return tuple(_from_first(cycle, rank) for cycle in cycles)


def cycle_path(cycle: Sequence[str]) -> str:
    """A cycle as a path that ends where it began.

    Examples
    --------
    >>> cycle_path(["b", "c"])
    'b -> c -> b'
    """
    return " -> ".join((*cycle, cycle[0]))


def _from_first(cycle: tuple[str, ...], rank: Mapping[str, int]) -> tuple[str, ...]:
    first = min(range(len(cycle)), key=lambda index: rank[cycle[index]])
    return cycle[first:] + cycle[:first]
