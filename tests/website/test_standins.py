"""The stand-in for CEL gives what the engine gives, or refuses what it does not know."""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgcheck.rules.expressions.expression import binding
from tests.regenerate import ROOT

pytest.importorskip("lark", reason="`pip install '.[docs]'` brings what the stand-in is made of")


def _loaded(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("cel_for_the_browser", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


STAND_IN = _loaded(ROOT / "website/standins/cel.py")
SCOPE = {
    "a": 1,
    "f": 1.5,
    "s": "x",
    "å": "no name of the language",
    "l": [1, 2],
    "ls": ["p", "q"],
    "m": {"b": 1, "n": None},
    "t": True,
    "n": None,
}
EXPRESSIONS = """\
a · s == n · n == n · n < 1 · s < a · l == [1, 2] · m == {'b': 1} · l == ls · a in l · 'b' in m
s in 'xy' · a in n · a in m · l.exists(x, x > 1) · l.exists(x, s) · l.exists(x, x == 1 || x.q)
l.all(x, x.q || x == 1) · l.existsOne(x, x == 1) · l.exists_one(x, x == 1) · m.exists(k, k == 'b')
n.exists(x, true) · s.exists(x, true) · l.filter(x, x > 1) · l.map(x, x + 1)
size(l) · l.size() · m.size() · s.size() · size(n) · size(a) · size('Å𝒳') · s.contains('x')
s.contains(a) · n.contains('x') · ls.contains('p') · string(a) · string(s) · string(f) · string(n)
string(t) · string(2.0) · int('7') · int('x') · int(f) · int('1.5') · double(a) · double('x')
1 + 2 · 1 + 2.0 · 'a' + 'b' · l + l · 1 - 2 · 2 * 3 · 7 / 2 · -7 / 2 · 7 % 3 · -7 % 3 · 7 % -3
1.5 / 0.0 · 1 / 0 · 1 % 0 · -a · -s · !t · !a · !n · t ? 1 : 2 · n ? 1 : 2 · a && t · t && a
false && a · a && false · t || a · a || t · false || a · n || t · t && n · l[0] · l[2] · l[-1]
l['x'] · m['b'] · m.b · m.zz · m['zz'] · n.b · s.b · a.b · l.b · n['b'] · s[0] · has(m.b)
has(m.zz) · has(m.n) · has(n.b) · has(s.b) · has(m.b.c) · f == 1.5 · f > a · a > f · f == a
a <= f · [1, 2.0] == [1.0, 2] · t == 1 · t < false · 'a' < 'b' · l < l · n != 1 · dyn(a) == 1
zz · zz(1) · s.zz() · '\\u00e5' == 'å' · 9223372036854775807 + 1 · s.startsWith('x')
s.endsWith('x') · [1, [2]] · {'a': l} · m.b > 0 && m.zz > 0 · m.zz > 0 || true · m.zz > 0 && false
l.all(x, x > 0 && m.zz > x) · {1: 2}[1] · r'\\d' == '\\\\d' · '''a''' == 'a' · 0x10 == 16
[] == [] · {} == {} · !(a in l) · (a + 1) * 2 == 4 · l.map(x, l.filter(y, y > x)) · 1 in [1.0]
"""


def outcome(engine: ModuleType, text: str, scope: dict[str, Any]) -> Any:
    """What an expression comes to there: its value with its type, or the sort of its error."""
    program = engine.compile(text)
    try:
        value = program.execute(scope)
    except Exception as error:
        return type(error).__name__, error.args[0] if isinstance(error, KeyError) else None
    return type(value).__name__, "nan" if isinstance(value, float) and math.isnan(value) else value


@pytest.mark.parametrize(
    "text", [one for line in EXPRESSIONS.splitlines() for one in line.split(" · ")]
)
def test_an_expression_comes_to_the_same(text: str) -> None:
    assert outcome(STAND_IN, text, SCOPE) == outcome(binding(), text, SCOPE)


@pytest.mark.parametrize(
    "text",
    ["timestamp('2024-01-01T00:00:00Z')", "duration('1h')", "1u", "b'x'", "type(a)", "a.getDate()"],
)
def test_what_it_does_not_know_is_refused_before_it_runs(text: str) -> None:
    with pytest.raises(ValueError, match="is not available in the browser"):
        STAND_IN.compile(text)


LEAVES = ["a", "f", "s", "l", "ls", "m", "t", "n", "m.b", "m.n", "m.zz", "1", "2.5", "'x'", "null"]
OPERATORS = ["==", "!=", "<", "<=", ">", ">=", "&&", "||", "+", "-", "*", "in"]
WRAPS = ["!({0})", "-({0})", "({0}) ? 1 : 's'", "size({0})", "[{0}]", "({0}).size()", "string({0})"]
LOOPS = ["l.all(x, {0})", "ls.exists(x, {0})", "l.filter(x, {0})", "l.map(x, {0})"]


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Expressions that have others in them."""
    pairs = st.tuples(inner, st.sampled_from(OPERATORS), inner)
    wrapped = st.tuples(st.sampled_from([*WRAPS, *LOOPS]), inner)
    return pairs.map(lambda pair: f"({pair[0]}) {pair[1]} ({pair[2]})") | wrapped.map(
        lambda both: both[0].format(both[1])
    )


@given(st.recursive(st.sampled_from(LEAVES), grown, max_leaves=6))
def test_any_expression_of_these_comes_to_the_same(text: str) -> None:
    assert outcome(STAND_IN, text, SCOPE) == outcome(binding(), text, SCOPE)
