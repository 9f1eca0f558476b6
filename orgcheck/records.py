"""Data classes and named tuples that take little time to define: a command needs two hundred.

`dataclasses.dataclass` writes and compiles the source of up to ten methods for each class, at every
start of the program. Here the fields are found when they are first needed, and the methods are
functions that go by these; what makes an instance is compiled once there are many. The classes are
data classes all the same, to `dataclasses.replace`, to pydantic and to type checkers.

`typing.NamedTuple` compiles as much, and each annotation. Here what makes an instance is compiled
for the first one.
"""

from __future__ import annotations

import dataclasses
from collections import namedtuple
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple", "dataclass"]

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from dataclasses import dataclass as dataclass
    from inspect import Signature
    from typing import NamedTuple as NamedTuple
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
            find = dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=kw_only)
            stated = cls
            if slots:
                cls = _with_slots(stated)
            _find_later(cls, lambda: find(stated))
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

    class _TupleClass(type):
        def __new__(cls, name, bases, own):
            if not bases:
                return super().__new__(cls, name, bases, own)
            fields = tuple(own["__annotations__"])
            defaults = {field: own.pop(field) for field in fields if field in own}
            said = {"_fields": fields, "_field_defaults": defaults, "__match_args__": fields}
            bases = tuple(tuple if base is NamedTuple else base for base in bases)
            return type(name, bases, {"__new__": _first, "__slots__": (), **said, **own})

    class NamedTuple(metaclass=_TupleClass):
        """As `typing.NamedTuple`.

        Examples
        --------
        >>> class Stretch(NamedTuple):
        ...     start: int
        ...     end: int = 9
        >>> Stretch(2)._replace(start=3)
        Stretch(start=3, end=9)
        """


_set = object.__setattr__


def _with_slots(cls: Any) -> Any:
    """The class with a slot for each of its fields, and nothing else."""
    names = tuple(
        name for name, said in cls.__annotations__.items() if not str(said).startswith("ClassVar")
    )
    own = {
        name: value
        for name, value in vars(cls).items()
        if name not in (*names, "__dict__", "__weakref__")
    }
    made = type(cls)(cls.__name__, cls.__bases__, {**own, "__slots__": names})
    made.__qualname__ = cls.__qualname__
    return made


def _find_later(cls: Any, find: Callable[[], Any]) -> None:
    """Let what the standard library finds out about a class be found when it is asked for."""

    def found(name: str, asked: Any) -> Any:
        for each in _FOUND:
            delattr(cls, each)
        stated = find()
        for each in _FOUND:
            setattr(cls, each, vars(stated)[each])
        return getattr(asked, name)

    for name in _FOUND:
        setattr(cls, name, _Later(name, found))


_FOUND = ("__dataclass_fields__", "__dataclass_params__", "__match_args__")


class _Later:
    """An attribute of a class that is found when it is asked for."""

    def __init__(self, name: str, found: Callable[[str, Any], Any]) -> None:
        self._name = name
        self._found = found

    def __get__(self, instance: object, cls: Any) -> Any:
        return self._found(self._name, cls)


# Compiling takes as long as making some so many instances without.
_MANY = 100


def _initialiser(cls: Any) -> Callable[..., None]:
    fill: Callable[..., None] | None = None
    made = 0

    def initialise(self: Any, /, *values: Any, **named: Any) -> None:
        nonlocal fill, made
        fill = fill or _filling(cls)
        made += 1
        if made == _MANY:
            cls.__init__ = _compiled_initialiser(cls)
        fill(self, values, named)

    return initialise


def _compiled_initialiser(cls: Any) -> Callable[..., None]:
    """The method that the standard library compiles."""
    absent = dataclasses.MISSING
    fields = [
        (
            field.name,
            field.type,
            dataclasses.field(default_factory=field.default_factory, kw_only=field.kw_only)
            if field.default_factory is not absent
            else dataclasses.field(default=field.default, kw_only=field.kw_only),
        )
        for field in dataclasses.fields(cls)
    ]
    finish = {"__post_init__": True} if hasattr(cls, "__post_init__") else {}
    # Made as if frozen: it sets attributes past what refuses to.
    made = dataclasses.make_dataclass(
        cls.__qualname__, fields, namespace=finish, repr=False, eq=False, frozen=True
    )
    initialise: Callable[..., None] = vars(made)["__init__"]
    return initialise


def _filling(cls: Any) -> Callable[[Any, Sequence[Any], dict[str, Any]], None]:
    """What gives the fields of an instance their values."""
    fields = dataclasses.fields(cls)
    positional = [field.name for field in fields if not field.kw_only]
    names = (*positional, *(field.name for field in fields if field.kw_only))
    absent = dataclasses.MISSING
    defaults = {field.name: field.default for field in fields if field.default is not absent}
    made = {f.name: f.default_factory for f in fields if f.default_factory is not absent}
    finish = getattr(cls, "__post_init__", None)

    def fill(self: Any, values: Sequence[Any], named: dict[str, Any]) -> None:
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

    return fill


def _representation(self: Any) -> str:
    shown = [field.name for field in dataclasses.fields(self) if field.repr]
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
    return f"{type(self).__qualname__}({values})"


def _comparison(cls: Any, frozen: bool) -> dict[str, Any]:
    @cache
    def compared() -> Callable[[Any], Any]:
        return attrgetter(*(field.name for field in dataclasses.fields(cls) if field.compare))

    def equal(self: Any, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        values = compared()
        return values(self) == values(other)

    def hashed(self: Any) -> int:
        return hash(compared()(self))

    return {"__eq__": equal, "__hash__": hashed if frozen else None}


def _refuse(self: Any, name: str, *_: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"{type(self).__name__}.{name} cannot be changed")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        _set(self, field.name, value)


def _first(cls: Any, /, *values: Any, **named: Any) -> Any:
    """The first instance of a class of named tuples, which then has all that they have."""
    owner = next(one for one in cls.__mro__ if "_fields" in vars(one))
    defaults = owner._field_defaults.values()
    made = namedtuple(owner.__name__, owner._fields, defaults=defaults)  # type: ignore[misc]
    for name, value in vars(made).items():
        if name == "__new__" or name not in vars(owner):
            setattr(owner, name, value)
    return cls(*values, **named)


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
