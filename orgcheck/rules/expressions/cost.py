"""What an expression costs, told from its loops and from the sizes of what they go over.

The engine cannot be interrupted, and copies more than one would think: a field each time that it
is named, and in `map` and `filter` all that was found so far for each value more. So the cost of
an evaluation is reckoned before it is begun, in steps of about a tenth of a microsecond.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from typing import Any

from orgcheck.language import said
from orgcheck.records import NamedTuple, dataclass
from orgcheck.rules.expressions.functions import GROWTH
from orgcheck.rules.expressions.language import Token, opens_loop
from orgcheck.rules.expressions.reading import flat_name

# A field of a variable; `*` for the variable as a whole.
Mention = tuple[str, str]


@dataclass
class Loop:
    """A loop of an expression: all that its cost depends on, save the sizes of the values.

    Of what it goes over: `alone` where that is a field and nothing else, `source` where it is what
    another loop makes; else the fields, the loops whose variables, the loops that make lists and
    the number of literals in it. `outer` is the loop in whose body it stands. Of its body: the
    fields, the number of signs and of commas, how often it names its own variable, and the loops
    around it whose variables it names.
    """

    variable: str
    outer: int | None
    word: str
    alone: Mention | None = None
    source: int | None = None
    over: list[Mention] = field(default_factory=list)
    over_loops: list[int] = field(default_factory=list)
    over_made: list[int] = field(default_factory=list)
    literals: int = 1
    within: list[Mention] = field(default_factory=list)
    signs: int = 0
    commas: int = -1
    repeats: int = 0
    around: list[int] = field(default_factory=list)

    @property
    def makes_list(self) -> bool:
        """Whether a list comes of it, and not true or false."""
        return self.word in ("map", "filter")


@dataclass(frozen=True)
class Loops:
    """What the cost of an expression depends on, save the sizes of the values.

    `mentions` are the fields that it names, each with the loop in whose body that is; `splits` says
    that texts are split, and so many items as they have characters may be gone over.
    """

    loops: Sequence[Loop]
    mentions: Sequence[tuple[Mention, int | None]]
    splits: bool


def loops_of(tokens: Sequence[Token], variables: Collection[str], *, splits: bool = False) -> Loops:
    """The loops of an expression that the engine has accepted."""
    reading = _Reading(tokens, variables, splits)
    reading.read()
    return Loops(reading.loops, reading.mentions, splits)


def _words(mention: Mention) -> int:
    """How many tokens a field takes, named as it is."""
    return 1 if mention[1] == "*" else 3


class _Reading:
    """One pass over the tokens of an expression."""

    def __init__(self, tokens: Sequence[Token], variables: Collection[str], splits: bool) -> None:
        self.tokens = tokens
        self._splits = splits
        self.variables = variables
        self.loops: list[Loop] = []
        self.mentions: list[tuple[Mention, int | None]] = []
        # For each token what it names: a field, or the loop whose variable it is.
        self._named: dict[int, Mention | int] = {}
        self._opened_by: dict[int, int] = {}
        self._open: list[tuple[int, int | None]] = []
        self._loop_at: dict[int, int] = {}

    def read(self) -> None:
        for index, token in enumerate(self.tokens):
            if token.kind == "sign" and token.text in "([{":
                loop = self._begin(index) if opens_loop(self.tokens, index) else None
                self._open.append((index, loop))
            elif token.kind == "sign" and token.text in ")]}" and self._open:
                self._opened_by[index] = self._open.pop()[0]
            self._take(index, token)

    @property
    def _inside(self) -> list[int]:
        """The loops in whose bodies the reading is, the innermost last."""
        return [loop for _, loop in self._open if loop is not None]

    def _begin(self, index: int) -> int:
        """Note the loop whose bracket stands at a token."""
        inside = self._inside
        variable = self.tokens[index + 1].text if index + 1 < len(self.tokens) else ""
        loop = Loop(variable, inside[-1] if inside else None, self.tokens[index - 1].text)
        end = index - 2
        start = self._beginning(end - 1)
        before = self._loop_at.get(self._opened_by.get(end - 1, -1))
        if before is not None and self.loops[before].makes_list:
            loop.source = before
        elif isinstance(named := self._named.get(start), tuple) and end - start == _words(named):
            loop.alone = named
        else:
            for at in range(start, end):
                self._go_over(loop, at)
        self.loops.append(loop)
        self._loop_at[index] = len(self.loops) - 1
        return len(self.loops) - 1

    def _go_over(self, loop: Loop, index: int) -> None:
        """Note a token of what a loop goes over."""
        named = self._named.get(index)
        made = self._loop_at.get(index)
        if isinstance(named, int):
            loop.over_loops.append(named)
        elif named is not None:
            loop.over.append(named)
        elif made is not None and self.loops[made].makes_list:
            loop.over_made.append(made)
        token = self.tokens[index]
        if self._splits:
            # A text may be split to its characters, after one of these has made it longer.
            loop.literals += len(token.text) if token.kind == "string" else 0
            loop.literals += GROWTH if token.text in ("join", "replace") else 0
        loop.literals += token.kind in ("string", "number")

    def _beginning(self, end: int) -> int:
        """Where the operand that ends at a token begins: a name with what hangs on it."""
        start = end
        while start > 0:
            start = self._opened_by.get(start, start)
            before = self.tokens[start - 1]
            if self.tokens[start].text in "([" and (before.kind == "name" or before.text in ")]"):
                start -= 1
            elif before.text == "." and start > 1:
                start -= 2
            else:
                break
        return start

    def _take(self, index: int, token: Token) -> None:
        inside = self._inside
        for loop in inside[-1:]:
            self.loops[loop].signs += 1
            self.loops[loop].commas += token.text == ","
        after_point = index > 0 and self.tokens[index - 1].text == "."
        if token.kind != "name":
            return
        if after_point:
            return
        bound = next((one for one in inside[::-1] if self.loops[one].variable == token.text), None)
        if bound is not None:
            self._named[index] = bound
            self.loops[bound].repeats += 1
            if bound != inside[-1]:
                self.loops[inside[-1]].around.append(bound)
        elif token.text in self.variables:
            mention = (token.text, self._field(index))
            self._named[index] = mention
            self.mentions.append((mention, inside[-1] if inside else None))
            for loop in inside:
                self.loops[loop].within.append(mention)

    def _field(self, index: int) -> str:
        following = self.tokens[index + 1 : index + 4]
        is_field = len(following) >= 2 and following[0].text == "." and following[1].kind == "name"
        is_call = len(following) == 3 and following[2].text == "("
        return following[1].text if is_field and not is_call else "*"


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
            raise TooMuch(said("it takes more than {number} steps at once", number=MOST_STEPS))
        self._left -= steps
        if self._left < 0:
            raise TooMuch(said("it takes more than {number} steps in all", number=self._allowed))


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
