"""Data classes that take little time to define: a command needs two hundred before it begins.

`dataclasses.dataclass` writes and compiles the source of up to ten methods for each class, at every
start of the program. Here it finds the fields only, and the methods are functions that go by these.
The classes are data classes all the same, to `dataclasses.replace`, to pydantic and to type
checkers.
"""

from __future__ import annotations

import dataclasses

# For classes of which a run may make a hundred thousand: compiled methods pay there.
from dataclasses import dataclass as numerous
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "numerous"]

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as dataclass
    from inspect import Signature
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False, kw_only=False, eq=True):
        """Make a data class, as `dataclasses.dataclass` does with these of its options.

        Examples
        --------
        >>> @dataclass(frozen=True)
        ... class Place:
        ...     file: str
        ...     line: int = 1
        >>> Place("kela.yaml")
        Place(file='kela.yaml', line=1)
        """

        def define(cls):
            # Where there is no docstring, one would be made of the signature.
            cls.__doc__ = cls.__doc__ or cls.__name__
            cls = dataclasses.dataclass(
                init=False, repr=False, eq=False, slots=slots, kw_only=kw_only
            )(cls)
            methods = {"__init__": _initialiser(cls), "__repr__": _representation}
            if eq:
                methods |= _comparison(cls, frozen)
            if frozen:
                methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
            if frozen and slots:
                methods |= {"__getstate__": _state, "__setstate__": _set_state}
            for name, method in methods.items():
                # A class without `__hash__` of its own has None where it has `__eq__`.
                if cls.__dict__.get(name) is None:
                    setattr(cls, name, method)
            cls.__signature__ = _Signature()
            return cls

        return define if cls is None else define(cls)


_set = object.__setattr__


def _initialiser(cls: Any) -> Callable[..., None]:
    fields = dataclasses.fields(cls)
    positional = [field.name for field in fields if not field.kw_only]
    names = (*positional, *(field.name for field in fields if field.kw_only))
    absent = dataclasses.MISSING
    defaults = {field.name: field.default for field in fields if field.default is not absent}
    made = {f.name: f.default_factory for f in fields if f.default_factory is not absent}
    finish = getattr(cls, "__post_init__", None)

    def initialise(self: Any, *values: Any, **named: Any) -> None:
        for name, value in zip(positional, values, strict=False):
            _set(self, name, value)
        for name in names[len(values) :]:
            if name in named:
                _set(self, name, named.pop(name))
            elif name in defaults:
                _set(self, name, defaults[name])
            elif name in made:
                _set(self, name, made[name]())
            else:
                raise TypeError(f"{cls.__name__} needs a value of {name}")
        if named or len(values) > len(positional):
            extra = ", ".join(named) or f"more than {len(positional)} values"
            raise TypeError(f"{cls.__name__} takes no {extra}")
        if finish is not None:
            finish(self)

    return initialise


def _representation(self: Any) -> str:
    shown = [field.name for field in dataclasses.fields(self) if field.repr]
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
    return f"{type(self).__qualname__}({values})"


def _comparison(cls: Any, frozen: bool) -> dict[str, Any]:
    compared = [field.name for field in dataclasses.fields(cls) if field.compare]
    values = attrgetter(*compared)

    def equal(self: Any, other: object) -> Any:
        alike = other.__class__ is self.__class__
        return values(self) == values(other) if alike else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    return {"__eq__": equal, "__hash__": hashed if frozen else None}


def _refuse(self: Any, name: str, *_: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"{type(self).__name__}.{name} cannot be changed")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        _set(self, field.name, value)


class _Signature:
    """What `inspect.signature` says of a class, worked out when it is asked."""

    def __get__(self, instance: object, cls: Any) -> Signature:
        from inspect import Parameter, Signature

        def parameter(field: dataclasses.Field[Any]) -> Parameter:
            kind = Parameter.KEYWORD_ONLY if field.kw_only else Parameter.POSITIONAL_OR_KEYWORD
            default = field.default
            if default is dataclasses.MISSING:
                made = field.default_factory is not dataclasses.MISSING
                default = ... if made else Parameter.empty
            return Parameter(field.name, kind, default=default, annotation=field.type)

        parameters = map(parameter, dataclasses.fields(cls))
        return Signature(sorted(parameters, key=lambda one: one.kind))
