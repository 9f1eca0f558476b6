"""What an expression costs, told from its loops and from the sizes of what they go over.

The engine cannot be interrupted, and copies more than one would think: a field each time that it
is named, and in `map` and `filter` all that was found so far for each value more. So the cost of
an evaluation is reckoned before it is begun, in steps of about a tenth of a microsecond.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from orgcheck.rules.cel_loops import Loop, Loops, Mention
from orgcheck.rules.cel_reading import flat_name

# What one evaluation may cost, and those of one rule together; these so much more for each member
# that is asked about.
MOST_STEPS = 20_000_000
MORE_EACH = 5_000

# Handing a value over to the engine costs so many steps.
_HANDED_OVER = 30
# So many characters of a text are worth one value.
_CHARACTERS = 500


class TooMuch(Exception):
    """What a rule would take more effort for than it may; the message says so."""


class Effort:
    """How many steps the expressions of one rule may still take.

    Parameters
    ----------
    times
        How often they will be asked.
    """

    def __init__(self, times: int) -> None:
        self._allowed = self._left = MOST_STEPS + MORE_EACH * times

    def spend(self, steps: int) -> None:
        """Take what one evaluation costs.

        Raises
        ------
        TooMuch
            Where that is more than there is.
        """
        if steps > MOST_STEPS:
            raise TooMuch(f"it takes more than {MOST_STEPS:,} steps at once")
        self._left -= steps
        if self._left < 0:
            raise TooMuch(f"it takes more than {self._allowed:,} steps in all")


class _Run(NamedTuple):
    """What a loop comes to.

    The length and the size of what it goes over at a time, the size of the largest value there
    and of what is made of all of them, and how often its body is evaluated in all.
    """

    length: int
    size: int
    largest: int
    made: int
    times: int


def steps(expression: Loops, context: Mapping[str, Any]) -> int:
    """About how many steps it takes to evaluate an expression; rather too many."""
    if not expression.loops:
        return sum(_HANDED_OVER * _size(_value_of(one, context)) for one, _ in expression.mentions)
    values = {mention: _value_of(mention, context) for mention, _ in expression.mentions}
    sizes = {mention: _size(value) for mention, value in values.items()}
    total = _HANDED_OVER * sum(sizes.values())
    if expression.splits:
        sizes = {mention: _letters(value) for mention, value in values.items()}
    runs: list[_Run] = []
    for loop in expression.loops:
        runs.append(_run(loop, expression.loops, runs, values, sizes))
        each = loop.signs + (runs[-1].made if loop.makes_list else 0)
        each += sum(runs[one].largest for one in loop.around)
        total += runs[-1].times * each
    for mention, inside in expression.mentions:
        total += sizes[mention] * _times(inside, runs)
    return total


def _times(loop: int | None, runs: Sequence[_Run]) -> int:
    """How often the body of a loop, or what stands in none, is evaluated."""
    return 1 if loop is None else runs[loop].times


def _run(
    loop: Loop,
    loops: Sequence[Loop],
    runs: Sequence[_Run],
    values: Mapping[Mention, Any],
    sizes: Mapping[Mention, int],
) -> _Run:
    started = _times(loop.outer, runs)
    if loop.source is not None:
        length, size = runs[loop.source].length, runs[loop.source].made
        largest, times = size, started * length
    elif loop.alone is not None:
        value = values[loop.alone]
        items = value if isinstance(value, (list, tuple, Mapping)) else [value]
        length, size = len(items), sizes[loop.alone]
        largest, times = max(map(_size, items), default=0), started * length
    else:
        own = loop.literals + sum(sizes[one] for one in loop.over)
        own += sum(runs[one].made for one in loop.over_made)
        length = size = largest = own + sum(runs[one].size for one in loop.over_loops)
        times = started * own
        for one in loop.over_loops:
            # Over all that the outer loop goes over, its parts are no more than the whole.
            often = _times(loops[one].outer, runs) if one == loop.outer else started
            times += often * runs[one].size
    made = size
    if loop.word == "map":
        each = max(0, loop.commas) + sum(sizes[one] for one in loop.within)
        made = size * max(1, loop.repeats) + length * each
    return _Run(length, size, largest, made, times)


def _value_of(mention: Mention, context: Mapping[str, Any]) -> Any:
    variable, name = mention
    value = context.get(variable)
    if name == "*":
        return value
    if value is None:
        return context.get(flat_name(variable, name))
    return value.get(name) if isinstance(value, Mapping) else None


def _size(value: Any) -> int:
    """How many values there are in one, itself counted, and long texts as several."""
    if isinstance(value, str):
        return 1 + len(value) // _CHARACTERS
    if value is None:
        return 1
    if isinstance(value, Mapping):
        return 1 + sum(1 + _size(item) for item in value.values())
    if isinstance(value, (list, tuple)):
        return 1 + sum(map(_size, value))
    return 1


def _letters(value: Any) -> int:
    """How many values there are in one, itself counted, and its characters."""
    if isinstance(value, str):
        return 1 + len(value)
    if isinstance(value, Mapping):
        return 1 + sum(1 + _letters(item) for item in value.values())
    if isinstance(value, (list, tuple)):
        return 1 + sum(map(_letters, value))
    return 1
