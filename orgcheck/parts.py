"""Parts of a format: what a mapping may hold, stated by annotations and checked by pydantic's core.

`pydantic.BaseModel` does as much, and each start of the program would pay for it with a third of
its time: for importing what makes models, for making each class, for its schema. Here a class costs
nothing until values are held against it. Pydantic itself is imported by what describes parts as
JSON Schema; it knows them, and the marks of their annotations, by their
`__get_pydantic_core_schema__`. Names are those that pydantic has for the same.
"""

from __future__ import annotations

import dataclasses
import sys
import types
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from functools import cache, partial
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Literal,
    Self,
    Union,
    cast,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from orgcheck.core import PydanticUndefined, SchemaSerializer, SchemaValidator
from orgcheck.records import NamedTuple

Schema = dict[str, Any]

# -- marks: what an annotation says beside the type ---------------------------------------------


class Mark:
    """What holds of a value beside its type: stands after it within `Annotated`."""

    __slots__ = ()

    def around(self, inner: Callable[[], Schema]) -> Schema:
        """The schema of what stands before the mark, with what the mark says."""
        raise NotImplementedError

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        return self.around(partial(handler, source))


class Constraints(Mark):
    """Bounds of a text or a mapping: `min_length`, `max_length`, `pattern`."""

    __slots__ = ("_bounds",)

    def __init__(self, **bounds: int | str) -> None:
        self._bounds = bounds

    def around(self, inner: Callable[[], Schema]) -> Schema:
        return {**inner(), **self._bounds}


class _Calling(Mark):
    __slots__ = ("_call", "_function")

    def __init__(self, function: Callable[..., Any], *, beside: bool = False) -> None:
        self._function = function
        kind = "with-info" if beside else "no-info"
        self._call = {"type": kind, "function": function}


class BeforeValidator(_Calling):
    """A function of the value as it is given."""

    __slots__ = ()

    def around(self, inner: Callable[[], Schema]) -> Schema:
        return {"type": "function-before", "function": self._call, "schema": inner()}


class AfterValidator(_Calling):
    """A function of the value that fits; `beside` the earlier fields, it takes these as well."""

    __slots__ = ()

    def around(self, inner: Callable[[], Schema]) -> Schema:
        return {"type": "function-after", "function": self._call, "schema": inner()}


class PlainValidator(_Calling):
    """A function that does all of it, whatever the type says."""

    __slots__ = ()

    def around(self, inner: Callable[[], Schema]) -> Schema:  # noqa: ARG002
        described = {"json_schema_input_schema": {"type": "any"}}
        return {"type": "function-plain", "function": self._call, **described}


class PlainSerializer(_Calling):
    """A function by which pydantic writes the value, in what it describes itself."""

    __slots__ = ()

    def around(self, inner: Callable[[], Schema]) -> Schema:
        written = {"type": "function-plain", "function": self._function}
        return {**inner(), "serialization": written}


# -- parts --------------------------------------------------------------------------------------


class Field(NamedTuple):
    """What a part says of one of its fields; `alias` is the key, where it is not the name."""

    annotation: Any
    default: Any = PydanticUndefined
    alias: str | None = None

    @property
    def is_required(self) -> bool:
        """Whether there has to be a value."""
        return self.default is PydanticUndefined

    @property
    def key(self) -> dict[str, str]:
        """The key, as a schema has it."""
        return {f"{way}_alias": self.alias for way in ("validation", "serialization") if self.alias}


class _Aliased(NamedTuple):
    alias: str
    default: Any


def aliased(alias: str, *, default: Any = PydanticUndefined) -> Any:
    """The value, in a class, of a field whose key is no name that Python lets it have."""
    return _Aliased(alias, default)


class PartClass(type):
    """A class of parts."""

    @property
    def model_fields(cls) -> Mapping[str, Field]:
        """Its fields, those of the classes above it first."""
        return _fields_of(cls)


@dataclass_transform(
    kw_only_default=True, frozen_default=True, eq_default=False, field_specifiers=(aliased,)
)
class Part(metaclass=PartClass):
    """A mapping of a format: immutable, and without any key that the format does not know.

    A subclass states its fields by annotations; a method `_validated`, where it has one, is asked
    of the whole, and gives it back.

    Examples
    --------
    >>> class Place(Part):
    ...     file: Annotated[str, Constraints(min_length=1)]
    ...     line: int | None = None
    >>> Place(file="kela.yaml")
    Place(file='kela.yaml', line=None)
    >>> Place.model_validate({"file": ""})
    Traceback (most recent call last):
    pydantic_core._pydantic_core.ValidationError: 1 validation error for Place
    file
      String should have at least 1 character ...
    """

    # What pydantic's core sets.
    __slots__ = (
        "__dict__",
        "__pydantic_extra__",
        "__pydantic_fields_set__",
        "__pydantic_private__",
    )
    if TYPE_CHECKING:
        __pydantic_fields_set__: set[str]
    model_config: ClassVar[Mapping[str, Any]] = {"extra": "forbid"}

    def __init__(self, **values: Any) -> None:
        """Hold values against the annotations; `ValidationError` where they do not fit."""
        validator_of(type(self)).validate_python(values, self_instance=self)

    @classmethod
    def model_validate(cls, values: Any) -> Self:
        """A part made of a mapping; `ValidationError` where it does not fit."""
        return cast("Self", validator_of(cls).validate_python(values))

    @classmethod
    def model_construct(cls, **values: Any) -> Self:
        """A part made of values that fit: nothing is checked."""
        filled = {name: field.default for name, field in cls.model_fields.items()}
        return cls._holding({**filled, **values}, set(values))

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """The part with other values in fields that it has, which are not checked."""
        said = self.__pydantic_fields_set__ | update.keys()
        return self._holding({**self.__dict__, **update}, said)

    def model_dump(self, *, include: Collection[str] | None = None, **how: bool) -> dict[str, Any]:
        """The part as JSON has it, numbers as they are; the options are those of pydantic.

        These are `by_alias`, `exclude_unset`, `exclude_defaults` and `exclude_none`; `include`
        names the fields, if not all.
        """
        return _Writing(**how).part(self, include)

    @property
    def model_fields_set(self) -> set[str]:
        """The fields that were given."""
        return self.__pydantic_fields_set__

    @classmethod
    def _holding(cls, values: dict[str, Any], said: set[str]) -> Self:
        part = object.__new__(cls)
        part.__setstate__((values, said))
        return part

    def __getstate__(self) -> tuple[dict[str, Any], set[str]]:
        return self.__dict__, self.__pydantic_fields_set__

    def __setstate__(self, state: tuple[dict[str, Any], set[str]]) -> None:
        put = object.__setattr__
        put(self, "__dict__", state[0])
        put(self, "__pydantic_fields_set__", state[1])
        put(self, "__pydantic_extra__", None)
        put(self, "__pydantic_private__", None)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *self.__dict__.values()))

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return iter(self.__dict__.items())

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self)
        return f"{type(self).__name__}({values})"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        return _referred_to(cls, _part(cls, handler.generate_schema))


class _Writing(NamedTuple):
    """Parts as JSON has them: what of them, and under which names."""

    by_alias: bool = False
    exclude_unset: bool = False
    exclude_defaults: bool = False
    exclude_none: bool = False

    def part(self, part: Part, include: Collection[str] | None = None) -> dict[str, Any]:
        """The mapping that a part is written as."""
        fields, said = _fields_of(type(part)), part.__pydantic_fields_set__
        values: Iterable[tuple[str, Any]] = part.__dict__.items()
        if self.exclude_defaults:
            # Most fields say no more than their absence.
            values = [item for item in values if item[1] != fields[item[0]].default]
        return {
            (self.by_alias and fields[name].alias) or name: self.value(value)
            for name, value in values
            if (include is None or name in include)
            and not (self.exclude_none and value is None)
            and not (self.exclude_unset and name not in said)
        }

    def value(self, value: Any) -> Any:
        """What a value of a field is written as."""
        if isinstance(value, (tuple, list)):
            return [self.value(item) for item in value]
        if isinstance(value, dict):
            return {key: self.value(item) for key, item in value.items()}
        if isinstance(value, date):
            return value.isoformat()
        return self.part(value) if isinstance(value, Part) else value


@cache
def _fields_of(cls: PartClass) -> Mapping[str, Field]:
    found: dict[str, Field] = {}
    for one in reversed(cls.__mro__):
        if not issubclass(one, Part) or one is Part:
            continue
        names = vars(sys.modules[one.__module__])
        for name, said in one.__annotations__.items():
            annotation = eval(said, names) if isinstance(said, str) else said
            default = vars(one).get(name, PydanticUndefined)
            aliased = default if isinstance(default, _Aliased) else _Aliased("", default)
            found[name] = Field(annotation, aliased.default, aliased.alias or None)
    return found


def part_class(
    name: str, bases: tuple[type[Part], ...], words: str | None, fields: Mapping[str, Field]
) -> type[Part]:
    """A class of parts with fields of its own beside those of other classes."""
    stated: dict[str, Any] = {
        name: _Aliased(field.alias, field.default) if field.alias else field.default
        for name, field in fields.items()
        if field.alias or not field.is_required
    }
    annotations = {name: field.annotation for name, field in fields.items()}
    said = {"__doc__": words, "__module__": bases[0].__module__, "__annotations__": annotations}
    return cast("type[Part]", PartClass(name, bases, {**said, **stated}))


# -- data classes -------------------------------------------------------------------------------


class Written:
    """A data class as JSON has it: an object with a key for each field, and no others.

    A key that has no value is left out, and so are those that are `spare`, where they are empty.
    `derived` are keys, with their types, that are written for those who read the JSON: a text that
    is read may have them, and nothing is concluded from them. `key_order` is the order of the keys
    where it is not that of the fields with the derived ones after them.
    """

    __slots__ = ()
    derived: ClassVar[Mapping[str, Any]] = {}
    spare: ClassVar[frozenset[str]] = frozenset()
    key_order: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        return _referred_to(cls, _written(cls, handler.generate_schema))

    @classmethod
    def in_form(cls, values: dict[str, Any]) -> dict[str, Any]:
        """What `data_of` wrote, without what is spare and empty, and in order."""
        for key in cls.spare:
            if not values[key]:
                del values[key]
        if cls.key_order:
            return {key: values[key] for key in cls.key_order if key in values}
        return values


def data_of(value: Written) -> dict[str, Any]:
    """The fields of a data class, and of all within it, that have a value, as JSON has them."""
    written: dict[str, Any] = _serializer_of(cast("Any", type(value))).to_python(
        value, exclude_none=True
    )
    return written


# -- schemas for pydantic's core ----------------------------------------------------------------


@cache
def validator_of(annotation: Any) -> SchemaValidator:
    """What holds values against an annotation; made once, since that takes a millisecond."""
    return SchemaValidator(cast("Any", _schema(annotation)))


@cache
def _serializer_of(cls: Any) -> SchemaSerializer:
    return SchemaSerializer(cast("Any", _schema(cls)))


_PLAIN: Mapping[Any, str] = {
    Any: "any",
    str: "str",
    bool: "bool",
    int: "int",
    float: "float",
    date: "date",
}


@cache
def _schema(annotation: Any) -> Schema:
    """What an annotation allows, as pydantic's core takes it; made once: most fields are alike."""
    if annotation in _PLAIN:
        return {"type": _PLAIN[annotation]}
    if isinstance(annotation, type):
        if issubclass(annotation, Part):
            return _part(annotation, _schema)
        if issubclass(annotation, Written):
            return _written(annotation, _schema)
        if issubclass(annotation, Enum):
            return {"type": "enum", "cls": annotation, "members": [*annotation], "sub_type": "str"}
    within = get_args(annotation)
    match get_origin(annotation):
        case origin if origin is Annotated:
            return _marked(*within)
        case origin if origin is Union or origin is types.UnionType:
            return _union(within)
        case origin if origin is Literal:
            return {"type": "literal", "expected": list(within)}
        case origin if origin is tuple:
            return {"type": "tuple", "items_schema": [_schema(within[0])], "variadic_item_index": 0}
        case origin if origin is list:
            return {"type": "list", "items_schema": _schema(within[0])}
        case origin if origin is dict or origin is Mapping:
            keys, values = map(_schema, within)
            return {"type": "dict", "keys_schema": keys, "values_schema": values}
    raise TypeError(f"a part cannot hold {annotation}")


def _marked(inner: Any, *marks: Mark) -> Schema:
    made = partial(_schema, inner)
    for mark in marks:
        made = partial(mark.around, made)
    return made()


def _union(choices: tuple[Any, ...]) -> Schema:
    schemas = [_schema(choice) for choice in choices if choice is not types.NoneType]
    schema = schemas[0] if len(schemas) == 1 else {"type": "union", "choices": schemas}
    return {"type": "nullable", "schema": schema} if types.NoneType in choices else schema


def _part(cls: type[Part], schema_of: Callable[[Any], Any]) -> Schema:
    fields = {
        name: {"type": "model-field", "schema": _with_default(field, schema_of), **field.key}
        for name, field in cls.model_fields.items()
    }
    within = {"type": "model-fields", "fields": fields, "extra_behavior": "forbid"}
    whole = {"type": "model", "cls": cls, "schema": within, "config": {"title": cls.__name__}}
    check = getattr(cls, "_validated", None)
    return AfterValidator(check).around(lambda: whole) if check else whole


def _written(cls: type[Written], schema_of: Callable[[Any], Any]) -> Schema:
    hints = get_type_hints(cls, include_extras=True)
    stated = dataclasses.fields(cast("Any", cls))
    fields = [_data_field(one, schema_of(hints[one.name])) for one in stated]
    fields += [_derived_field(key, schema_of(said)) for key, said in cls.derived.items()]
    if cls.key_order:
        fields.sort(key=lambda field: cls.key_order.index(field["name"]))
    written = [
        {"type": "computed-field", "property_name": key, "return_schema": {"type": "any"}}
        for key in cls.derived
    ]
    within = {"type": "dataclass-args", "dataclass_name": cls.__name__, "fields": fields}
    return {
        "type": "dataclass",
        "cls": cls,
        "schema": {**within, "computed_fields": written},
        "fields": [one.name for one in stated],
        "slots": "__slots__" in vars(cls),
        "config": {"title": cls.__name__, "extra_fields_behavior": "forbid"},
    }


def _data_field(field: dataclasses.Field[Any], schema: Schema) -> Schema:
    absent = dataclasses.MISSING
    if field.default is not absent:
        schema = {"type": "default", "schema": schema, "default": field.default}
    elif field.default_factory is not absent:
        schema = {"type": "default", "schema": schema, "default_factory": field.default_factory}
    return {
        "type": "dataclass-field",
        "name": field.name,
        "schema": schema,
        "kw_only": field.kw_only,
    }


def _derived_field(key: str, schema: Schema) -> Schema:
    if schema["type"] == "nullable":
        schema = {"type": "default", "schema": schema, "default": None}
    told = {"type": "dataclass-field", "name": key, "schema": schema}
    return {**told, "kw_only": True, "init_only": True}


def _referred_to(cls: type, schema: Schema) -> Schema:
    """The schema of a class as pydantic takes it: it describes each class once."""
    return {**schema, "ref": f"{cls.__qualname__}:{id(cls)}"}


def _with_default(field: Field, schema_of: Callable[[Any], Any]) -> Schema:
    schema: Schema = schema_of(field.annotation)
    if field.is_required:
        return schema
    return {"type": "default", "schema": schema, "default": field.default}
