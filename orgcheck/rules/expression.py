"""CEL expressions: held against what they may mention before they run, and bounded.

The engine knows no limit of its own, so an expression that could run for ever or fill the memory
is refused when the pack is read: by its length, its brackets and its loops.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from orgcheck.rules.cel_effort import Effort, TooMuch, steps
from orgcheck.rules.cel_loops import Loops, loops_of, unstated_pattern
from orgcheck.rules.cel_tokens import LOOPS, Token, opens_loop, tokens_of
from orgcheck.rules.pack_text import Node
from orgcheck.snapshot.form import nearest
from orgcheck.snapshot.nodes import clipped, found

LONGEST = 2_000
MOST_BRACKETS = 24
MOST_LOOPS = 10
MOST_NESTED_LOOPS = 2
# Two of them multiply a list by at most the square of an expression's length.
MOST_MAPS = 2

_METHODS = (
    *LOOPS,
    *("contains", "endsWith", "matches", "size", "startsWith"),
    *("getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear", "getFullYear", "getHours"),
    *("getMilliseconds", "getMinutes", "getMonth", "getSeconds"),
)
_FUNCTIONS = (
    *("bytes", "double", "duration", "dyn", "has", "int", "size", "string"),
    *("timestamp", "type", "uint"),
)
_CONSTANTS = frozenset(
    (
        *("true", "false", "null", "in", "bool", "bytes", "double", "int", "list", "map"),
        *("string", "null_type", "type", "uint", "duration", "timestamp"),
    )
)
_SYNTAX = re.compile(r"ERROR: <input>:(\d+):(\d+): (?:Syntax error: )?([^\n]*)")


class Unanswerable(Exception):
    """An expression that has no answer for a member, and why."""


class TooLong(Unanswerable):
    """An expression that is asked no more, since its answers take too long."""


@dataclass(frozen=True)
class Expression:
    """A compiled expression, with the fields of its variables that it mentions, and its loops."""

    text: str
    program: Any
    mentions: Mapping[str, frozenset[str]]
    loops: Loops

    def value(self, context: Mapping[str, Any], effort: Effort) -> bool:
        """Whether it holds.

        Raises
        ------
        Unanswerable
            Where it has no answer, or one that is neither true nor false.
        TooLong
            Where it takes more effort than there is left.
        """
        try:
            effort.spend(steps(self.loops, context))
        except TooMuch as much:
            raise TooLong(f"{much}; let its loops go over less, without map and filter") from None
        try:
            result = self.program.execute(dict(context))
        except Exception as error:
            raise Unanswerable(_why(error)) from None
        if not isinstance(result, bool):
            raise Unanswerable(f"the expression gives {found(result)}, not true or false")
        return result


def expression(
    node: Node, variables: Mapping[str, Collection[str] | None], empty_as: Mapping[str, str]
) -> Expression | None:
    """An expression over variables; None, and the problems, where it cannot be one.

    Parameters
    ----------
    node
        The value that holds its text.
    variables
        The variables that it may name, each with the fields that it has; None where any field
        may be asked for.
    empty_as
        For each field of the first variable, and of those with the same fields, what an absent
        one counts as: `null`, `false`, or `empty`. All fields are always there, so `has(...)` is
        made to ask for that.
    """
    text = node.text()
    if text is None:
        return None
    if len(text) > LONGEST:
        node.wrong(f"the expression is longer than {LONGEST:,} characters", "say it in two rules")
        return None
    tokens = list(tokens_of(text))
    before = len(node.problems)
    _check_bounds(node, tokens)
    if len(node.problems) > before:
        return None
    program = _compiled(node, _with_has(text, tokens, _alike(variables), empty_as), text)
    if program is None:
        return None
    _check_names(node, tokens, variables)
    mentions = {name: frozenset(_mentioned(tokens, name)) for name in variables}
    if len(node.problems) > before:
        return None
    return Expression(text, program, mentions, loops_of(tokens, variables))


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
                node.wrong(f"brackets nested more than {MOST_BRACKETS} deep", "say it in two rules")
                return
            if sum(open_) > MOST_NESTED_LOOPS:
                node.wrong(f"loops nested more than {MOST_NESTED_LOOPS} deep", "nest fewer")
                return
        elif token.text in ")]}" and open_:
            open_.pop()
    if unstated_pattern(tokens):
        node.wrong("matches takes its pattern as one text in quotes", "write the pattern itself")
    elif loops > MOST_LOOPS:
        node.wrong(f"more than {MOST_LOOPS} loops in one expression", "say it in two rules")
    elif maps > MOST_MAPS:
        node.wrong(f"more than {MOST_MAPS} uses of map in one expression", "say it in two rules")


def _binding() -> ModuleType:
    """The binding to CEL, without the command line of its own that it imports.

    That one takes ten times as long to import as all that orgcheck needs for a snapshot.
    """
    if "cel" in sys.modules:
        return sys.modules["cel"]
    stand_in = sys.modules.setdefault("cel.cli", ModuleType("cel.cli"))
    import cel

    if sys.modules.get("cel.cli") is stand_in:
        del sys.modules["cel.cli"]
    binding: ModuleType = cel
    return binding


def _compiled(node: Node, text: str, written: str) -> Any:
    cel = _binding()
    try:
        cel.compile(written)
        return cel.compile(text)
    except Exception as error:
        node.wrong(f"not a CEL expression: {_syntax(str(error), written)}")
        return None


def _syntax(said: str, text: str) -> str:
    match = _SYNTAX.search(said)
    if match is None:
        return "it cannot be read"
    reason = match.group(3).partition(" expecting")[0].strip()
    if "<EOF>" in reason and "extraneous" not in reason:
        return "it ends too early"
    lines = text.splitlines()
    line = int(match.group(1))
    where = f"character {match.group(2)}"
    if len(lines) > 1:
        where = f"line {line}, {where}"
    near = re.search(r"input '(.*)'|at: '(.*)'", reason)
    if near:
        reason = f"{clipped((near.group(1) or near.group(2)).strip())} cannot stand there"
    return f"{reason} ({where} of the expression)"


def _check_names(
    node: Node, tokens: Sequence[Token], variables: Mapping[str, Collection[str] | None]
) -> None:
    bound = {
        tokens[index + 1].text
        for index in range(len(tokens) - 2)
        if tokens[index].text == "(" and opens_loop(tokens, index) and tokens[index + 2].text == ","
    }
    for index, token in enumerate(tokens):
        if token.kind != "name":
            continue
        called = index + 1 < len(tokens) and tokens[index + 1].text == "("
        owner = _owner(tokens, index)
        if owner is None:
            known: Collection[str] = _FUNCTIONS if called else (*variables, *bound)
            if token.text not in known and (called or token.text not in _CONSTANTS):
                _unknown(node, "function" if called else "variable", token.text, known)
        elif called:
            if token.text not in _METHODS:
                _unknown(node, "function", token.text, _METHODS)
        elif owner in variables and owner not in bound:
            fields = variables[owner]
            if fields is not None and token.text not in fields:
                _unknown(node, f"field of {owner}", token.text, fields)


def _owner(tokens: Sequence[Token], index: int) -> str | None:
    """The variable that a name is a field of; empty where it is one of something else."""
    if index == 0 or tokens[index - 1].text != ".":
        return None
    before = tokens[index - 2] if index > 1 else None
    is_root = index < 3 or tokens[index - 3].text != "."
    return before.text if before is not None and before.kind == "name" and is_root else ""


def _unknown(node: Node, what: str, word: str, known: Collection[str]) -> None:
    near = nearest(word, known)
    message = f'the expression names an unknown {what} "{clipped(word)}"'
    if near:
        node.wrong(f'{message}; did you mean "{near}"?', f"write {near}")
    else:
        node.wrong(message, f"known here: {', '.join(known)}")


def _mentioned(tokens: Sequence[Token], variable: str) -> Iterator[str]:
    """The fields of a variable that are named; `*` where the variable stands without a field."""
    for index, token in enumerate(tokens):
        if token.text != variable or token.kind != "name" or _owner(tokens, index) is not None:
            continue
        following = tokens[index + 1 : index + 3]
        if len(following) == 2 and following[0].text == "." and following[1].kind == "name":
            yield following[1].text
        else:
            yield "*"


def _alike(variables: Mapping[str, Collection[str] | None]) -> frozenset[str]:
    """The first variable, and those that have the same fields."""
    first, *others = variables
    fields = variables[first]
    return frozenset((first, *(o for o in others if fields and variables[o] == fields)))


def _with_has(
    text: str, tokens: Sequence[Token], variables: Collection[str], empty_as: Mapping[str, str]
) -> str:
    """The expression with `has(unit.field)` made to ask for a field that is there but empty."""
    pieces: list[str] = []
    done = 0
    for index in range(len(tokens) - 5):
        six = tokens[index : index + 6]
        words = [token.text for token in six]
        if words[:2] != ["has", "("] or words[2] not in variables or words[3::2] != [".", ")"]:
            continue
        absent = empty_as.get(words[4])
        if absent is None or (index and tokens[index - 1].text == "."):
            continue
        field = f"{words[2]}.{words[4]}"
        asks = {"null": f"({field} != null)", "false": f"({field})"}
        pieces += [text[done : six[0].start], asks.get(absent, f"(size({field}) > 0)")]
        done = six[-1].end
    return "".join([*pieces, text[done:]])


def _why(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"there is no {clipped(str(error.args[0]))} in it; ask has(...) first"
    if isinstance(error, IndexError):
        return "a list has no item of that number"
    if isinstance(error, ZeroDivisionError):
        return "it divides by zero"
    if isinstance(error, OverflowError):
        return "a number is too large"
    text = str(error)
    called = re.match(r"Undefined variable or function: '(\w+)'", text)
    if called:
        return f"{called.group(1)} does not fit a value of that type, or there is no value"
    if "not a valid regex" in text:
        return "its regular expression is not one"
    if isinstance(error, TypeError):
        return "it compares or joins values of different types"
    return "it does not fit the values"
