"""How a change set is written: a key for each field, values as JSON has them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from orgcheck.language import msg
from orgcheck.parts import BeforeValidator, PlainSerializer
from orgcheck.snapshot.scalars import AsDay, AsSum, as_scalar, expected
from orgcheck.snapshot.text import NO_COLON, Plain


def as_data(value: Any) -> Any:
    """Plain data: what the core schema makes of every scalar."""
    if isinstance(value, dict):
        return {str(key): as_data(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_data(item) for item in value]
    if value is NO_COLON:
        raise expected(msg("a value"), value)
    return as_scalar(value) if isinstance(value, Plain) else value


def as_record(value: Any) -> dict[str, Any]:
    """Plain data about one thing, key by key."""
    if not isinstance(value, dict):
        raise expected(msg("a mapping"), value)
    record: dict[str, Any] = as_data(value)
    return record


def as_count(value: Any) -> int:
    """A whole number, not below zero."""
    number = as_scalar(value) if isinstance(value, Plain) else value
    if isinstance(number, int) and not isinstance(number, bool) and number >= 0:
        return number
    raise expected(msg("a whole number"), value)


Data = Annotated[Any, BeforeValidator(as_data)]
Record = Annotated[dict[str, Any], BeforeValidator(as_record)]
Count = Annotated[int, BeforeValidator(as_count)]
Sum = Annotated[int | Decimal, AsSum]
Day = Annotated[date, AsDay, PlainSerializer(date.isoformat)]


class Written:
    """Part of a change set as JSON has it: an object with a key for each field, and no others.

    A key that has no value is left out, and so are those that are `spare`, where they are empty.
    `derived` are keys, with their types, that are written for those who read the JSON: a text that
    is read may have them, and nothing is concluded from them. `key_order` is the order of the keys
    where it is not that of the fields with the derived ones after them.
    """

    __slots__ = ()
    __pydantic_config__: ClassVar[Mapping[str, Any]] = {"extra": "forbid"}
    derived: ClassVar[Mapping[str, Any]] = {}
    spare: ClassVar[frozenset[str]] = frozenset()
    key_order: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        schema: Any = handler(source)
        keys: Any = handler.resolve_ref_schema(schema)["schema"]
        for key, annotation in cls.derived.items():
            value = handler.generate_schema(annotation)
            if value["type"] == "nullable":
                value = core_schema.with_default_schema(value, default=None)
            keys["fields"].append(
                core_schema.dataclass_field(key, value, kw_only=True, init_only=True)
            )
            written = core_schema.computed_field(key, core_schema.any_schema())
            keys.setdefault("computed_fields", []).append(written)
        if cls.key_order:
            keys["fields"].sort(key=lambda field: cls.key_order.index(field["name"]))
        return schema

    @classmethod
    def in_form(cls, values: dict[str, Any]) -> dict[str, Any]:
        """What pydantic wrote, without what is spare and empty, and in order."""
        for key in cls.spare:
            if not values[key]:
                del values[key]
        if cls.key_order:
            return {key: values[key] for key in cls.key_order if key in values}
        return values
