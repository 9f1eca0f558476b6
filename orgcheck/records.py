"""Data classes and named tuples that take little time to define: a command needs two hundred.

`dataclasses.dataclass` writes and compiles the source of up to ten methods for each class, at every
start of the program. Here the fields are found when they are first needed, and the methods are
functions that go by these; what makes an instance is compiled once there are many. The classes are
data classes all the same, to `dataclasses.replace`, to pydantic and to type checkers; what the
standard library finds out about them it finds when it is asked.

`typing.NamedTuple` compiles as much, and each annotation. Here what makes an instance is compiled
once there are many, too.
"""

from __future__ import annotations

from orgcheck.libraries import put_off

with put_off("inspect", "copy"):
    import dataclasses
from collections import _tuplegetter  # type: ignore[attr-defined]
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple", "dataclass", "fields", "replace"]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from dataclasses import dataclass as dataclass
    from dataclasses import fields as fields
    from dataclasses import replace as replace
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
            _STATED[cls] = stated, kw_only
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

    def fields(of):
        """The fields of a data class or of an instance, as `dataclasses.fields` has them."""
        cls = of if isinstance(of, type) else type(of)
        return _fields(cls) if cls in _STATED else dataclasses.fields(of)

    def replace(instance, /, **values):
        """An instance with other values of some fields, as `dataclasses.replace` makes it.

        Examples
        --------
        >>> @dataclass(frozen=True)
        ... class Place:
        ...     file: str
        ...     line: int = 1
        >>> replace(Place("kela.yaml"), line=3)
        Place(file='kela.yaml', line=3)
        """
        cls = type(instance)
        if cls not in _STATED:
            return dataclasses.replace(instance, **values)
        for field in _fields(cls):
            if field.name not in values:
                values[field.name] = getattr(instance, field.name)
        return cls(**values)

    class _TupleClass(type):
        def __new__(cls, name, bases, own):
            if not bases:
                return super().__new__(cls, name, bases, own)
            fields = tuple(own["__annotations__"])
            defaults = {field: own.pop(field) for field in fields if field in own}
            bases = tuple(tuple if base is NamedTuple else base for base in bases)
            return type(name, bases, {**_tuple_methods(fields, defaults), **own})

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
    names = tuple(_annotated(cls))
    own = {
        name: value
        for name, value in vars(cls).items()
        if name not in (*names, "__dict__", "__weakref__")
    }
    made = type(cls)(cls.__name__, cls.__bases__, {**own, "__slots__": names})
    made.__qualname__ = cls.__qualname__
    return made


def _annotated(cls: Any) -> dict[str, Any]:
    """The annotations of a class, without those of what is the class's own."""
    return {
        name: said
        for name, said in cls.__annotations__.items()
        if "ClassVar" not in str(said).partition("[")[0]
    }


# Each class as it was written, without slots, and whether its fields are given by name alone.
_STATED: dict[type, tuple[Any, bool]] = {}


def _fields(cls: Any) -> tuple[dataclasses.Field[Any], ...]:
    """The fields, as `dataclasses.fields` has them, in a tenth of the time of finding those."""
    found = _FOUND_FIELDS.get(cls)
    if found is None:
        found = _FOUND_FIELDS[cls] = _stated_fields(cls)
    return found


_FOUND_FIELDS: dict[type, tuple[dataclasses.Field[Any], ...]] = {}


def _stated_fields(cls: type) -> tuple[dataclasses.Field[Any], ...]:
    fields: dict[str, dataclasses.Field[Any]] = {}
    for base in reversed(cls.__mro__):
        if base not in _STATED:
            continue
        stated, kw_only = _STATED[base]
        if isinstance(vars(stated).get("__dataclass_fields__"), dict):
            # Found by the standard library, which leaves nothing else to go by.
            fields |= {field.name: field for field in dataclasses.fields(stated)}
        else:
            fields |= {
                name: _field(name, said, vars(stated), kw_only)
                for name, said in _annotated(stated).items()
            }
    return tuple(fields.values())


def _field(
    name: str, annotation: Any, values: Mapping[str, Any], kw_only: bool
) -> dataclasses.Field[Any]:
    said = values.get(name, dataclasses.MISSING)
    field: dataclasses.Field[Any] = (
        said if isinstance(said, dataclasses.Field) else dataclasses.field(default=said)
    )
    field.name = name
    field.type = annotation
    if field.kw_only is dataclasses.MISSING:
        field.kw_only = kw_only
    return field


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
    """The method that the standard library would compile for a frozen class."""
    absent = dataclasses.MISSING
    known: dict[str, Any] = {"_set": _set, "_absent": absent}
    positional: list[str] = []
    named: list[str] = []
    lines: list[str] = []
    for number, field in enumerate(_fields(cls)):
        name = parameter = value = field.name
        if field.default is not absent:
            known[f"_default{number}"] = field.default
            parameter = f"{name}=_default{number}"
        elif field.default_factory is not absent:
            known[f"_make{number}"] = field.default_factory
            parameter = f"{name}=_absent"
            value = f"_make{number}() if {name} is _absent else {name}"
        (named if field.kw_only else positional).append(parameter)
        lines.append(f"_set(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    parameters = ", ".join(["self", *positional, *(["*", *named] if named else [])])
    body = "\n ".join(lines or ["pass"])
    exec(f"def __init__({parameters}):\n {body}", known)
    initialise: Callable[..., None] = known["__init__"]
    initialise.__qualname__ = f"{cls.__qualname__}.__init__"
    return initialise


def _filling(cls: Any) -> Callable[[Any, Sequence[Any], dict[str, Any]], None]:
    """What gives the fields of an instance their values."""
    fields = _fields(cls)
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
    shown = [field.name for field in _fields(type(self)) if field.repr]
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
    return f"{type(self).__qualname__}({values})"


def _comparison(cls: Any, frozen: bool) -> dict[str, Any]:
    @cache
    def compared() -> Callable[[Any], Any]:
        return attrgetter(*(field.name for field in _fields(cls) if field.compare))

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
    return [getattr(self, field.name) for field in _fields(type(self))]


def _set_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(_fields(type(self)), state, strict=True):
        _set(self, field.name, value)


def _tuple_methods(fields: tuple[str, ...], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """What a class of named tuples has besides what it says itself."""
    return {
        "__slots__": (),
        "_fields": fields,
        "_field_defaults": defaults,
        "__match_args__": fields,
        "__new__": _maker(fields, defaults),
        "_make": classmethod(_make),
        "_replace": _replaced,
        "_asdict": _as_dict,
        "__repr__": _tuple_representation,
        "__getnewargs__": _values,
        **{name: _tuplegetter(number, "") for number, name in enumerate(fields)},
    }


def _maker(fields: tuple[str, ...], defaults: Mapping[str, Any]) -> Callable[..., Any]:
    made = 0

    def make(cls: Any, /, *values: Any, **named: Any) -> Any:
        nonlocal made
        made += 1
        if made == _MANY:
            owner = next(one for one in cls.__mro__ if "_fields" in vars(one))
            owner.__new__ = staticmethod(_compiled_maker(fields, defaults))
        if named or len(values) != len(fields):
            rest = fields[len(values) :]
            given = {**defaults, **named}
            if len(values) > len(fields) or not named.keys() <= set(rest) <= given.keys():
                # Which raises what such a call of any function does.
                return _compiled_maker(fields, defaults)(cls, *values, **named)
            values = (*values, *(given[name] for name in rest))
        return tuple.__new__(cls, values)

    return make


def _compiled_maker(fields: tuple[str, ...], defaults: Mapping[str, Any]) -> Callable[..., Any]:
    names = "".join(f"{name}, " for name in fields)
    text = f"lambda _cls, {names}: _new(_cls, ({names}))"
    make: Any = eval(text, {"_new": tuple.__new__})
    make.__name__ = make.__qualname__ = "__new__"
    make.__defaults__ = tuple(defaults.values())
    return make  # type: ignore[no-any-return]


def _make(cls: Any, values: Iterable[Any]) -> Any:
    made = tuple.__new__(cls, values)
    if len(made) != len(cls._fields):
        raise TypeError(f"expected {len(cls._fields)} values, got {len(made)}")
    return made


def _replaced(self: Any, /, **named: Any) -> Any:
    made = tuple.__new__(type(self), map(named.pop, self._fields, self))
    if named:
        raise ValueError(f"{type(self).__name__} has no {', '.join(named)}")
    return made


def _values(self: Any) -> tuple[Any, ...]:
    return tuple(self)


def _as_dict(self: Any) -> dict[str, Any]:
    return dict(zip(self._fields, self, strict=True))


def _tuple_representation(self: Any) -> str:
    values = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
    return f"{type(self).__name__}({values})"


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

        parameters = map(parameter, _fields(cls))
        return Signature(sorted(parameters, key=lambda one: one.kind))
