"""CEL expressions: held against what they may mention before they run, and bounded.

The engine knows no limit of its own, so an expression that could run for ever or fill the memory
is refused when the pack is read: by its length, its brackets and its loops.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import ModuleType
from typing import Any

from orgcheck.counting import in_a_row
from orgcheck.findings import Location
from orgcheck.language import Said, said, said_later, spoken
from orgcheck.libraries import put_off
from orgcheck.patterns import pattern
from orgcheck.records import dataclass
from orgcheck.rules.expressions.cost import Effort, Loops, TooMuch, loops_of, steps
from orgcheck.rules.expressions.functions import FUNCTIONS, METHODS, Unfit
from orgcheck.rules.expressions.language import Sort, Token, Type, opens_loop, tokens_of
from orgcheck.rules.expressions.reading import Reading, UnknownForm, flat_name, pattern_name, read
from orgcheck.rules.expressions.regex import NoPattern, pattern_of
from orgcheck.rules.pack_text import Node, TooLong, Unanswerable
from orgcheck.snapshot.text import clipped, found

LONGEST = 2_000
MOST_BRACKETS = 24
MOST_LOOPS = 10
MOST_NESTED_LOOPS = 2
# Two of them multiply a list by at most the square of an expression's length.
MOST_MAPS = 2

# What a backslash may stand before in a text that is not raw.
_ESCAPE = pattern(r"(?:^|[^\\])(?:\\\\)*(\\[^abfnrtv\\'\"`?xXuU0-7])")
_HAS_KEY = pattern(r"has\(\s*([\w.]+)\[\s*('[^']*'|\"[^\"]*\")\s*\]\s*\)")
_SYNTAX = pattern(r"ERROR: <input>:(\d+):(\d+): (?:Syntax error: )?([^\n]*)")
# What says nothing of anyone.
_CONSTANTS = ("true", "false")
# The signs on both sides of which a value has to stand.
_RECKONS = frozenset("+-*/%<>")


def binding() -> ModuleType:
    """The binding to CEL, without the command line of its own that it imports.

    That one takes ten times as long to import as all that orgcheck needs for a snapshot.
    """
    if "cel" in sys.modules:
        return sys.modules["cel"]
    stand_in = sys.modules.setdefault("cel.cli", ModuleType("cel.cli"))
    with put_off("logging", "base64"):
        import cel

    if sys.modules.get("cel.cli") is stand_in:
        del sys.modules["cel.cli"]
    engine: ModuleType = cel
    return engine


class Functions:
    """Functions that the engine calls, and what became of them in the evaluation that runs.

    Parameters
    ----------
    made
        What computes each: given what takes note of its cost in steps, then its arguments.
    """

    def __init__(self, made: Mapping[str, Callable[..., Any]]) -> None:
        self._context = binding().Context()
        self._effort = Effort(0)
        self._stopped: BaseException | None = None
        for name, function in made.items():
            self._context.add_function(name, self._guarded(function))

    def run(self, program: Any, context: Mapping[str, Any], effort: Effort) -> Any:
        """Evaluate a program, raising whatever one of the functions raised."""
        self._effort, self._stopped = effort, None
        add = self._context.add_variable
        for name, value in context.items():
            add(name, value)
        try:
            result = program.execute(self._context)
        except Exception:
            if self._stopped is not None:
                raise self._stopped from None
            raise
        if self._stopped is not None:
            raise self._stopped
        return result

    def _guarded(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function that never raises, since the engine would print that and go on.

        Once one has raised, an interrupt included, all give null at once: the evaluation ends as
        fast as the engine can.
        """

        def call(*given: Any) -> Any:
            if self._stopped is not None:
                return None
            try:
                return function(self._effort.spend, *given)
            except BaseException as error:
                self._stopped = error
                return None

        return call


@dataclass(frozen=True)
class Expression:
    """A compiled expression.

    Parameters
    ----------
    text
        As it is written.
    program
        What the engine made of it.
    mentions
        For each of its variables and records the fields that are read; `*` where one is used as a
        whole. Those that it does not name are left out.
    loops
        What its cost depends on.
    place
        Where it stands in the pack.
    asked
        For each key that may be missing, how to ask first whether it is there.
    functions
        What makes the functions in it that the engine does not have.
    flat
        The variables whose fields the engine is given as variables of their own: see `flat_name`.
    light
        Whether all that it names are single values and it has no loops, so that it takes no time
        to speak of.
    """

    text: str
    program: Any
    mentions: Mapping[str, frozenset[str]]
    loops: Loops
    place: Location
    asked: Mapping[str, str]
    functions: Functions | None
    flat: frozenset[str]
    light: bool

    def holds(self, context: Mapping[str, Any], effort: Effort) -> bool:
        """Whether it is true.

        Raises
        ------
        Unanswerable
            Where it has no answer, or one that is neither true nor false.
        TooLong
            Where it takes more effort than there is left.
        """
        result = self.value(context, effort)
        if not isinstance(result, bool):
            what = "null" if result is None else found(result)
            raise Unanswerable(
                said("the expression gives {what}, not true or false", what=what), self.place
            )
        return result

    def value(self, context: Mapping[str, Any], effort: Effort) -> Any:
        """What it comes to.

        Raises
        ------
        Unanswerable
            Where it has no answer.
        TooLong
            Where it takes more effort than there is left.
        """
        try:
            if not self.light:
                effort.spend(steps(self.loops, context))
            if self.functions is None:
                return self.program.execute(context)
            return self.functions.run(self.program, context, effort)
        except TooMuch as much:
            fix = said("let its loops go over less, without map and filter")
            raise TooLong(said("{much}; {fix}", much=much, fix=fix), self.place) from None
        except Unfit as unfit:
            raise Unanswerable(str(unfit), self.place) from None
        except Exception as error:
            raise Unanswerable(self._why(error, context), self.place) from None

    def _why(self, error: Exception, context: Mapping[str, Any]) -> str:
        if isinstance(error, KeyError):
            key = str(error.args[0])
            ask = self.asked.get(key)
            if ask:
                return said("there is no {key} in it; ask {ask} first", key=clipped(key), ask=ask)
            return said("there is no {key} in it", key=clipped(key))
        if isinstance(error, (TypeError, AttributeError)) or "function" in str(error):
            null = self._null_asked_of(context)
            if null is not None:
                return said("{path} is null there; ask {path} != null first", path=null)
        return _why(error)

    def _null_asked_of(self, context: Mapping[str, Any]) -> str | None:
        """What is null although the expression asks something of it, and not first whether it is.

        Only variables and what fields lead to from them: what a loop has in hand is not known.
        """
        tokens = [token.text for token in tokens_of(self.text)]
        for start, name in enumerate(tokens):
            before = tokens[start - 1] if start else ""
            if name not in self.mentions or before == ".":
                continue
            at, path = start, [name]
            while (after := tokens[at + 1] if at + 1 < len(tokens) else "") == ".":
                if self._is_null(path, context):
                    break
                at += 2
                path += tokens[at : at + 1]
            reckons = before in _RECKONS or after in _RECKONS
            if (after == "." or reckons) and self._is_null(path, context):
                return ".".join(path)
        return None

    def _is_null(self, path: Sequence[str], context: Mapping[str, Any]) -> bool:
        said = ".".join(path)
        if re.search(rf"\b{re.escape(said)}\s*[!=]=\s*null\b", self.text):
            return False
        variable, *fields = path
        value: Any = context
        steps = [variable, *fields]
        if variable in self.flat and fields:
            steps = [flat_name(variable, fields[0]), *fields[1:]]
        for step in steps:
            if not isinstance(value, Mapping) or step not in value:
                return False
            value = value[step]
        return value is None


def expression(
    node: Node,
    variables: Mapping[str, Type],
    gives: Collection[Sort] = (Sort.FLAG,),
    never_null: Collection[str] = (),
) -> Expression | None:
    """An expression over variables; None, and the problems, where it cannot be one.

    Parameters
    ----------
    node
        The value that holds its text.
    variables
        The variables that it may name, and what they are. All fields of their records are always
        there, so `has(...)` is made to ask whether they say something.
    gives
        The sorts of value that it may come to; any where empty.
    never_null
        The variables that are always there.
    """
    problems = len(node.problems)
    text = _text(node)
    if text is None:
        return None
    tokens = list(tokens_of(text))
    reading = _read(node, text, tokens, variables, never_null)
    if reading is None or len(node.problems) > problems:
        return None
    _check_value(node, reading.type, gives, variables)
    if len(node.problems) > problems:
        return None
    functions = _functions(node, reading)
    program = _compiled(node, reading.text, text)
    if program is None or len(node.problems) > problems:
        return None
    loops = loops_of(tokens, variables, splits="split" in reading.made)
    return Expression(
        text,
        program,
        {name: frozenset(fields) for name, fields in reading.uses.items()},
        loops,
        node.place,
        reading.asked,
        functions,
        reading.flat,
        _is_light(loops, variables),
    )


def _text(node: Node) -> str | None:
    """The text of an expression that is one to the engine, within the bounds; None if it is not."""
    text = node.text()
    if text is None:
        return None
    if len(text) > LONGEST:
        node.wrong(
            said("the expression is longer than {longest} characters", longest=LONGEST),
            said("say it in two rules"),
        )
        return None
    tokens = list(tokens_of(text))
    problems = len(node.problems)
    _check_bounds(node, tokens)
    _check_escapes(node, tokens)
    if len(node.problems) > problems or _compiled(node, text, text) is None:
        return None
    return text


def _check_value(
    node: Node, given: Type, gives: Collection[Sort], variables: Collection[str]
) -> None:
    """Note where an expression comes to a value of another sort, or to the same for all."""
    text = str(node.value).strip()
    if gives and given.sort not in (*gives, Sort.ANY):
        node.wrong(
            said(
                "the expression gives {words}, not {gives}",
                words=given.words,
                gives=_either([said(sort) for sort in gives]),
            )
        )
    elif gives and text in _CONSTANTS:
        node.wrong(
            said("the expression is {text} for all", text=text),
            said("ask something of {variables}", variables=_either(variables)),
        )


def _is_light(loops: Loops, variables: Mapping[str, Type]) -> bool:
    records = {name: variable.record for name, variable in variables.items()}
    named = [(records[variable], field) for (variable, field), _ in loops.mentions]
    return not loops.loops and all(
        record is not None and field in record.fields and record.fields[field].sort in _SINGLE
        for record, field in named
    )


_SINGLE = (Sort.TEXT, Sort.NUMBER, Sort.FLAG)


def _read(
    node: Node,
    text: str,
    tokens: Sequence[Token],
    variables: Mapping[str, Type],
    never_null: Collection[str],
) -> Reading | None:
    try:
        return read(text, tokens, variables, node.wrong, never_null)
    except UnknownForm as unknown:
        node.wrong(
            said("not a CEL expression that is known here: {unknown}", unknown=unknown.args[0])
        )
        return None


def _functions(node: Node, reading: Reading) -> Functions | None:
    """What makes the functions in an expression that the engine does not have."""
    made = {
        name: function.made
        for name in reading.made
        if (function := METHODS.get(name) or FUNCTIONS.get(name)) and function.made is not None
    }
    for number, literal in enumerate(reading.patterns):
        pattern = str(binding().evaluate(literal))
        try:
            made[pattern_name(number)] = pattern_of(pattern).found
        except NoPattern as why:
            node.wrong(
                said(
                    "{pattern} is not a regular expression: {why}",
                    pattern=clipped(pattern),
                    why=why,
                ),
                why.fix,
            )
    return Functions(made) if made else None


def _check_escapes(node: Node, tokens: Sequence[Token]) -> None:
    """Note texts with a backslash that means nothing there, as in a pattern that is not raw."""
    for token in tokens:
        bad = _ESCAPE.search(token.text) if token.text[:1] in "\"'" else None
        if bad is not None:
            node.wrong(
                said("a text in quotes has no {bad}", bad=clipped(bad[1])),
                said("put an r before it, as patterns need: r{text}", text=clipped(token.text)),
            )
            return


def _check_bounds(node: Node, tokens: Sequence[Token]) -> None:
    open_: list[bool] = []
    loops = maps = 0
    for index, token in enumerate(tokens):
        if token.kind != "sign":
            continue
        if token.text in "([{":
            is_loop = opens_loop(tokens, index)
            loops += is_loop
            maps += is_loop and tokens[index - 1].text == "map"
            open_.append(is_loop)
            if len(open_) > MOST_BRACKETS:
                node.wrong(
                    said(
                        "brackets nested more than {most_brackets} deep",
                        most_brackets=MOST_BRACKETS,
                    ),
                    said("say it in two rules"),
                )
                return
            if sum(open_) > MOST_NESTED_LOOPS:
                node.wrong(
                    said(
                        "loops nested more than {most_nested_loops} deep",
                        most_nested_loops=MOST_NESTED_LOOPS,
                    ),
                    said("nest fewer"),
                )
                return
        elif token.text in ")]}" and open_:
            open_.pop()
    if loops > MOST_LOOPS:
        node.wrong(
            said("more than {most_loops} loops in one expression", most_loops=MOST_LOOPS),
            said("say it in two rules"),
        )
    elif maps > MOST_MAPS:
        node.wrong(
            said("more than {most_maps} uses of map in one expression", most_maps=MOST_MAPS),
            said("say it in two rules"),
        )


def _compiled(node: Node, text: str, written: str) -> Any:
    try:
        return binding().compile(text)
    except Exception as error:
        told = _syntax(str(error), written)
        fix = None
        if "argument to has()" in told and (key := _HAS_KEY.search(written)):
            fix = said("write {key} in {map}", key=key[2], map=key[1])
        node.wrong(said("not a CEL expression: {why}", why=told), fix)
        return None


def _syntax(told: str, text: str) -> str:
    match = _SYNTAX.search(told)
    if match is None:
        return said("it cannot be read")
    reason = match.group(3).partition(" expecting")[0].strip()
    if "ExprContext" in reason:
        # The engine's own words for a part that it has begun and not come to the end of.
        reason = (
            said("it ends too early") if "_?_:_" not in reason else said("a ? has no : after it")
        )
    if "<EOF>" in reason and "extraneous" not in reason:
        return said("it ends too early")
    lines = text.splitlines()
    line = int(match.group(1))
    where = said("character {number}", number=match.group(2))
    if len(lines) > 1:
        where = said("line {line}, {where}", line=str(line), where=where)
    near = re.search(r"input '(.*)'|at: '(.*)'", reason)
    if near:
        reason = said(
            "{what} cannot stand there", what=clipped((near.group(1) or near.group(2)).strip())
        )
    return said("{reason} ({where} of the expression)", reason=reason, where=where)


def _why(error: Exception) -> str:
    if isinstance(error, IndexError):
        return "a list has no item of that number"
    if isinstance(error, ZeroDivisionError):
        return "it divides by zero"
    if isinstance(error, OverflowError):
        return "a number is too large"
    text = str(error)
    called = re.match(r"Undefined variable or function: '(\w+)'", text)
    if called:
        return said(
            "{name} does not fit a value of that type, or there is no value", name=called.group(1)
        )
    if isinstance(error, TypeError):
        return "it compares or joins values of different types"
    return "it does not fit the values"


def _either(words: Iterable[str]) -> Said:
    """Words of which one is meant."""
    several = list(words)
    return said_later(lambda: in_a_row(list(map(spoken, several)), "or"))
