"""A pattern is a regular expression that is compiled at its first use."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest

import orgcheck
from orgcheck.patterns import pattern


def test_it_has_the_methods_of_the_regular_expression() -> None:
    number = pattern("([a-z])=([0-9]+)", re.IGNORECASE)

    for _ in range(2):
        assert [found.groups() for found in number.finditer("A=1, b=2")] == [("A", "1"), ("b", "2")]
    assert number.sub(r"\2", "A=1") == "1"
    assert number.fullmatch("a=x") is None
    assert number.groups == 2


def test_the_functions_of_re_take_it() -> None:
    number = pattern("[0-9]+")

    assert re.sub(number, "n", "10 of 12") == "n of n"
    assert [found.group() for found in re.finditer(number, "10 of 12")] == ["10", "12"]
    assert isinstance(number, re.Pattern)


def test_one_that_is_wrong_says_so_when_it_is_used() -> None:
    wrong = pattern("(")

    with pytest.raises(re.error):
        wrong.search("")


def test_every_pattern_of_the_program_is_right() -> None:
    """None is compiled before it is needed, so that no start would tell."""
    names = [one.name for one in walk_packages(orgcheck.__path__, "orgcheck.")]
    modules = [import_module(name) for name in names if name != "orgcheck.__main__"]
    patterns = [one for module in modules for one in vars(module).values() if type(one) is pattern]

    assert len(patterns) > 60
    assert all(one.groups >= 0 for one in patterns)
