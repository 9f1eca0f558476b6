"""The events of a YAML text, as libyaml finds them: a scalar as a plain tuple.

PyYAML makes an object of a class for every event, with an initialiser in Python: a quarter of what
reading a text takes. What it calls for that is a name in its compiled module, so a process that
runs one command has it call what keeps the values as they come. Other programs share PyYAML with
this one, and have its classes as they are; then a tuple is made of each object here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, cast

from orgcheck.libraries import is_for_one_command, put_off

with put_off("base64", "binascii"):
    from yaml import CSafeLoader, YAMLError
    from yaml.events import (
        AliasEvent,
        DocumentEndEvent,
        MappingStartEvent,
        ScalarEvent,
        SequenceStartEvent,
        StreamEndEvent,
    )

__all__ = [
    "AliasEvent",
    "DocumentEndEvent",
    "MappingStartEvent",
    "SequenceStartEvent",
    "StreamEndEvent",
    "YAMLError",
    "events_of",
]


def events_of(text: str) -> Callable[[], Any]:
    """What gives the next event of a text, each time that it is called.

    A scalar is a tuple: its anchor, its tag, whether its tag is implied where it is plain and where
    it is quoted, its value, the marks of its start and its end, its style. What begins a collection
    and an alias are objects of PyYAML's classes; what ends a collection may be anything else.
    """
    get = cast("Callable[[], Any]", CSafeLoader(text).get_event)
    return get if _GIVES_TUPLES else _with_tuples(get)


def _with_tuples(get: Callable[[], Any]) -> Callable[[], Any]:

    def event() -> Any:
        one = get()
        if type(one) is not ScalarEvent:
            return one
        return (
            one.anchor,
            one.tag,
            one.implicit,
            one.value,
            one.start_mark,
            one.end_mark,
            one.style,
        )

    return event


def _gives_tuples() -> bool:
    """Have PyYAML give tuples, where it is this process's alone; whether it does.

    In the browser there is no libyaml, and PyYAML's own parser stands in for it.
    """
    names: Any = sys.modules.get("yaml._yaml")
    if names is None or not is_for_one_command():
        return False
    names.ScalarEvent = lambda *values: values
    names.MappingEndEvent = names.SequenceEndEvent = lambda *_: None
    get = cast("Callable[[], Any]", CSafeLoader("a").get_event)
    return tuple in (type(get()), type(get()), type(get()))


_GIVES_TUPLES = _gives_tuples()
