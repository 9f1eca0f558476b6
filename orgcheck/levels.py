"""How far below its top anything may stand.

Questions such as who is above whom cost each member as many steps as there are levels above it.
With a bound on those, what is asked of all members takes time in proportion to their number.
"""

from __future__ import annotations

from collections.abc import Mapping

# Real structures have a dozen levels; a text nested as deep as it may be has a hundred.
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
