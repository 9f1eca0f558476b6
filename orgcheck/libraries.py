"""Libraries imported for one command: what they take for later is put off until it is used.

A command imports two hundred modules and uses a part of each. PyYAML compiles a dozen patterns for
a parser that is not used here, which takes longer than reading a rule pack; `dataclasses` and click
import what takes Python's source apart, `pathlib` what knows the addresses of networks, and CEL
what writes logs.
"""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from orgcheck.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

__all__ = ["for_one_command", "is_for_one_command", "put_off"]

_for_one_command = False


def for_one_command() -> None:
    """From now on libraries are imported with what they take for later put off.

    For a process that runs one command and ends: whoever imports this program into another one
    shares the libraries with it, and has them as they are.
    """
    global _for_one_command
    _for_one_command = True


def is_for_one_command() -> bool:
    """Whether this process runs one command and ends, so that its libraries are its own."""
    return _for_one_command


@contextmanager
def put_off(*modules: str, **known: Mapping[str, Callable[..., Any]]) -> Iterator[None]:
    """Import libraries of which a part is used.

    While it lasts, and where that was asked for, `re.compile` gives a `pattern`, which is compiled
    when it is used, and for modules that are not there yet whoever imports them has stand-ins,
    which load the module when something of it is used. What is wrong with either is found out
    later, so nothing but imports belongs within; and nothing is named of which an import needs a
    value, or a class to derive from.

    Parameters
    ----------
    *modules
        The names of modules.
    **known
        The names of further ones, and by name those functions of each for which it need not be
        loaded.

    Examples
    --------
    >>> with put_off("urllib.parse"):
    ...     import pathlib
    >>> pathlib.PurePosixPath("/a b").as_uri()
    'file:///a%20b'
    """
    if not _for_one_command:
        yield
        return
    compiled = re.compile
    stand_ins = {
        name: _StandIn(name, known.get(name, {}))
        for name in (*modules, *known)
        if name not in sys.modules
    }
    sys.modules.update(stand_ins)
    re.compile = pattern
    try:
        yield
    finally:
        re.compile = compiled
        for name, module in stand_ins.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


class _StandIn(ModuleType):
    """What is imported in place of a module, which is loaded when it is used."""

    def __init__(self, name: str, known: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(name)
        self.__dict__.update(known)

    def __getattr__(self, name: str) -> Any:
        # The import system asks whether a module is still being loaded.
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            return _Named(self.__name__, name)
        value = getattr(import_module(self.__name__), name)
        setattr(self, name, value)
        return value


class _Named:
    """What an import takes out of a stand-in: a function, or a class that is only mentioned."""

    def __init__(self, module: str, name: str) -> None:
        self._module = module
        self._name = name

    def __call__(self, *values: Any, **named: Any) -> Any:
        return getattr(import_module(self._module), self._name)(*values, **named)
