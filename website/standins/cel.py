"""CEL for the browser: an evaluator behind the names of the binding, for what it knows alone.

The grammar is that of cel-python, and Lark reads it. Each operation gives what the binding gives,
errors too; tests hold the one against the other. What this one does not know (times, spans, bytes,
types as values, unsigned numbers) is refused when a pack is read.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

_LEAST, _MOST = -(2**63), 2**63 - 1
_PARSER = Lark(
    files("celpy").joinpath("cel.lark").read_text("utf-8"),
    parser="lalr",
    start="expr",
    maybe_placeholders=False,
)
_MACROS = frozenset(("all", "exists", "exists_one", "existsOne", "filter", "map"))
# The grammar reads these as names where a name may stand.
_CONSTANTS = {"true": True, "false": False, "null": None}
_UNKNOWN = re.compile(r"timestamp|duration|type|uint|bytes|get[A-Z]\w+")

Scope = Mapping[str, Any]


class Context:
    """The functions and the variables of an evaluation."""

    def __init__(self) -> None:
        self.functions: dict[str, Callable[..., Any]] = {}
        self.variables: dict[str, Any] = {}

    def add_function(self, name: str, function: Callable[..., Any]) -> None:
        """Let an expression call a function of Python."""
        self.functions[name] = function

    def add_variable(self, name: str, value: Any) -> None:
        """Let an expression name a value."""
        self.variables[name] = value


class Program:
    """A compiled expression."""

    def __init__(self, text: str) -> None:
        try:
            self._tree = _PARSER.parse(text)
        except UnexpectedInput as wrong:
            raise _refusal(wrong.line, wrong.column, "it cannot be read there") from None
        for tree in self._tree.iter_subtrees():
            _refuse_unknown(tree)

    def execute(self, context: Context | Scope) -> Any:
        """What it comes to."""
        if isinstance(context, Context):
            return _Evaluation(context.functions).value(self._tree, context.variables)
        return _Evaluation({}).value(self._tree, context)


def compile(text: str) -> Program:
    """An expression that can be evaluated; ValueError where it is none, or not one for here."""
    return Program(text)


def evaluate(text: str) -> Any:
    """What an expression without variables comes to."""
    return Program(text).execute({})


def _refusal(line: int, column: int, words: str) -> ValueError:
    return ValueError(f"ERROR: <input>:{max(line, 1)}:{max(column, 1)}: Syntax error: {words}")


def _refuse_unknown(tree: Tree[Token]) -> None:
    called = tree.data in ("ident_arg", "member_dot_arg")
    for child in tree.children:
        if not isinstance(child, Token):
            continue
        name = called and child.type == "IDENT" and _UNKNOWN.fullmatch(child)
        if name or child.type in ("UINT_LIT", "BYTES_LIT") or tree.data == "member_object":
            words = f"{child} is not available in the browser; the command has it"
            raise _refusal(child.line or 1, child.column or 1, words)


def _no_overload() -> TypeError:
    return TypeError("No such overload")


def _no_function(name: str) -> RuntimeError:
    return RuntimeError(f"Undefined variable or function: '{name}'")


class _Evaluation:
    """One evaluation: what the functions are, and the value of each part of the tree."""

    def __init__(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        self._functions = functions

    def value(self, tree: Tree[Token], scope: Scope) -> Any:
        """The value of a part; those that only hold another one have its value."""
        own = getattr(self, f"_{tree.data}", None)
        if own is not None:
            return own(tree.children, scope)
        (child,) = tree.children
        return self.value(child, scope)

    def _expr(self, parts: list[Any], scope: Scope) -> Any:
        if len(parts) == 1:
            return self.value(parts[0], scope)
        asked = self.value(parts[0], scope)
        if not isinstance(asked, bool):
            raise _no_overload()
        return self.value(parts[1 if asked else 2], scope)

    def _conditionalor(self, parts: list[Any], scope: Scope) -> Any:
        return self._either(parts, scope, decides=True)

    def _conditionaland(self, parts: list[Any], scope: Scope) -> Any:
        return self._either(parts, scope, decides=False)

    def _either(self, parts: list[Any], scope: Scope, *, decides: bool) -> Any:
        """Of two sides one may decide alone, whatever is wrong with the other."""
        if len(parts) == 1:
            return self.value(parts[0], scope)
        wrong: Exception | None = None
        for part in parts:
            try:
                value = self.value(part, scope)
            except (TypeError, LookupError, ArithmeticError, RuntimeError) as error:
                wrong = error
                continue
            if value is decides:
                return decides
            if not isinstance(value, bool):
                wrong = wrong or _no_overload()
        if wrong is not None:
            raise wrong
        return not decides

    def _relation(self, parts: list[Any], scope: Scope) -> Any:
        if len(parts) == 1:
            return self.value(parts[0], scope)
        one, other = self.value(parts[0].children[0], scope), self.value(parts[1], scope)
        if parts[0].data == "relation_in":
            return _contains(other, one)
        if parts[0].data in ("relation_eq", "relation_ne"):
            return _same(one, other) is (parts[0].data == "relation_eq")
        if not (_is_number(one) and _is_number(other)) and (
            type(one) is not type(other) or not isinstance(one, (str, bool))
        ):
            raise _no_overload()
        return _ORDER[parts[0].data](one, other)

    def _addition(self, parts: list[Any], scope: Scope) -> Any:
        return self._reckoned(parts, scope)

    def _multiplication(self, parts: list[Any], scope: Scope) -> Any:
        return self._reckoned(parts, scope)

    def _reckoned(self, parts: list[Any], scope: Scope) -> Any:
        if len(parts) == 1:
            return self.value(parts[0], scope)
        one, other = self.value(parts[0].children[0], scope), self.value(parts[1], scope)
        joins = parts[0].data == "addition_add" and isinstance(one, (str, list))
        if type(one) is not type(other) or not (_is_number(one) or joins):
            raise _no_overload()
        return _bounded(_RECKONING[parts[0].data](one, other))

    def _unary(self, parts: list[Any], scope: Scope) -> Any:
        value = self.value(parts[-1], scope)
        if len(parts) == 1:
            return value
        if isinstance(value, bool):
            return not value  # of a flag, a minus is its opposite too
        if parts[0].data == "unary_not" or not _is_number(value):
            raise _no_overload()
        return _bounded(-value)

    def _member_dot(self, parts: list[Any], scope: Scope) -> Any:
        return _field(self.value(parts[0], scope), str(parts[1]))

    def _member_index(self, parts: list[Any], scope: Scope) -> Any:
        value, key = self.value(parts[0], scope), self.value(parts[1], scope)
        if not isinstance(value, list):
            return _field(value, key)
        if not isinstance(key, int) or isinstance(key, bool):
            raise TypeError("Unexpected type")
        if not 0 <= key < len(value):
            raise IndexError(f"index out of bounds: {key}")
        return value[key]

    def _member_dot_arg(self, parts: list[Any], scope: Scope) -> Any:
        name, given = str(parts[1]), parts[2].children if len(parts) > 2 else []
        value = self.value(parts[0], scope)
        if name in _MACROS and len(given) == 2:
            return self._loop(name, value, given, scope)
        return self._called(name, [value, *(self.value(one, scope) for one in given)])

    def _ident_arg(self, parts: list[Any], scope: Scope) -> Any:
        name, given = str(parts[0]), parts[1].children if len(parts) > 1 else []
        if name == "has":
            dot = next(
                tree for tree in given[0].iter_subtrees_topdown() if tree.data == "member_dot"
            )
            value = self.value(dot.children[0], scope)
            if not isinstance(value, Mapping):
                raise _no_overload()
            return str(dot.children[1]) in value
        return self._called(name, [self.value(one, scope) for one in given])

    def _called(self, name: str, given: list[Any]) -> Any:
        if name in self._functions:
            return self._functions[name](*given)
        known = _FUNCTIONS.get(name)
        if known is None:
            raise _no_function(name)
        return known(*given)

    def _loop(self, name: str, over: Any, given: list[Any], scope: Scope) -> Any:
        if not isinstance(over, (list, Mapping)):
            raise _no_overload()
        variable, body = str(next(given[0].scan_values(lambda token: True))), given[1]
        values = (self.value(body, {**scope, variable: item}) for item in over)
        if name == "map":
            return list(values)
        if name == "filter":
            return [item for item, value in zip(over, values, strict=True) if self._flag(value)]
        if name in ("exists_one", "existsOne"):
            return sum(self._flag(value) for value in values) == 1
        decides = name == "exists"
        for value in values:
            if self._flag(value) is decides:
                return decides
        return not decides

    def _flag(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise _no_overload()
        return value

    def _ident(self, parts: list[Any], scope: Scope) -> Any:
        name = str(parts[0])
        if name in _CONSTANTS:
            return _CONSTANTS[name]
        if name not in scope:
            raise _no_function(name)
        return _listed(scope[name])

    def _list_lit(self, parts: list[Any], scope: Scope) -> Any:
        return [self.value(one, scope) for one in (parts[0].children if parts else [])]

    def _map_lit(self, parts: list[Any], scope: Scope) -> Any:
        values = [self.value(one, scope) for one in (parts[0].children if parts else [])]
        return dict(zip(values[::2], values[1::2], strict=True))

    def _literal(self, parts: list[Any], scope: Scope) -> Any:
        (token,) = parts
        if token.type == "BOOL_LIT":
            return token == "true"
        if token.type == "NULL_LIT":
            return None
        if token.type == "FLOAT_LIT":
            return float(token)
        if token.type == "INT_LIT":
            return _bounded(int(token, 0) if "x" in token else int(token))
        return _text(str(token))


def _text(written: str) -> str:
    """The text that a literal in quotes stands for; with the escapes of Python, and two more."""
    start = 1 if written[0] in "rR" else 0
    quotes = 3 if written[start : start + 3] in ("'''", '"""') else 1
    if start:
        return written[start + quotes : -quotes]
    value = ast.literal_eval(re.sub(r"\\(?=[?`])", "", written))
    assert isinstance(value, str)
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _same(one: Any, other: Any) -> bool:
    if _is_number(one) and _is_number(other):
        return bool(one == other)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    return type(one) is type(other) and bool(one == other)


def _contains(holder: Any, item: Any) -> bool:
    if isinstance(holder, list):
        return any(_same(item, one) for one in holder)
    if isinstance(holder, Mapping) and isinstance(item, (str, int)):
        return any(_same(item, key) for key in holder)
    raise _no_overload()


def _field(value: Any, key: Any) -> Any:
    if isinstance(value, list):
        raise TypeError("Unexpected type")
    if not isinstance(value, Mapping):
        raise _no_overload()
    if key not in value:
        raise KeyError(key)
    return _listed(value[key])


def _listed(value: Any) -> Any:
    """A value as an expression sees it: whatever has items in order is a list."""
    return list(value) if isinstance(value, (tuple, set, frozenset)) else value


def _bounded(value: Any) -> Any:
    if isinstance(value, int) and not _LEAST <= value <= _MOST:
        raise OverflowError("Arithmetic overflow")
    return value


def _divided(one: Any, other: Any) -> Any:
    if isinstance(one, float):
        return one / other if other else float("nan") if not one else one * float("inf")
    return abs(one) // abs(other) * (1 if (one < 0) == (other < 0) else -1)


def _remainder(one: Any, other: Any) -> Any:
    if isinstance(one, float):
        raise _no_overload()
    return one - other * _divided(one, other)


_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "relation_lt": operator.lt,
    "relation_le": operator.le,
    "relation_gt": operator.gt,
    "relation_ge": operator.ge,
}
_RECKONING: Mapping[str, Callable[[Any, Any], Any]] = {
    "addition_add": operator.add,
    "addition_sub": operator.sub,
    "multiplication_mul": operator.mul,
    "multiplication_div": _divided,
    "multiplication_mod": _remainder,
}


def _size(value: Any) -> int:
    if isinstance(value, str):
        return len(value.encode("utf-8", "surrogatepass"))
    if isinstance(value, (list, Mapping)):
        return len(value)
    raise _no_function("size")


def _string(value: Any) -> str:
    if isinstance(value, str):
        return value
    if not _is_number(value):
        raise _no_function("string")
    return str(int(value)) if value == int(value) else repr(value)


def _of_texts(name: str, found: Callable[[str, str], bool]) -> Callable[[Any, Any], bool]:
    def asked(text: Any, part: Any) -> bool:
        if not (isinstance(text, str) and isinstance(part, str)):
            raise _no_function(name)
        return found(text, part)

    return asked


def _number(kind: type[int] | type[float]) -> Callable[[Any], Any]:
    def made(value: Any) -> Any:
        fits = isinstance(value, str) and re.fullmatch(r"[+-]?\d+(\.\d+)?", value)
        if not (_is_number(value) or (fits and not (kind is int and "." in value))):
            raise RuntimeError(f"Function '{kind.__name__}' error: it is no number")
        return _bounded(kind(value))

    return made


_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "size": _size,
    "string": _string,
    "int": _number(int),
    "double": _number(float),
    "dyn": lambda value: value,
    "contains": _of_texts("contains", lambda text, part: part in text),
    "startsWith": _of_texts("startsWith", str.startswith),
    "endsWith": _of_texts("endsWith", str.endswith),
}
