"""What a type knows: the keys of its mappings, and the types of what they and its lists hold.

Read off the models' own annotations, so that a key is known or not in one place only.
"""

from __future__ import annotations

import collections.abc
import types
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

_LISTS = (tuple, list)
_MAPPINGS = (dict, collections.abc.Mapping)


class Shape:
    """The form of the values that an annotation allows; none of those of an unknown one."""

    def __init__(self, annotation: Any = None) -> None:
        self._arms = _arms(annotation)

    @cached_property
    def fields(self) -> Mapping[str, Shape]:
        """The keys that the format gives a mapping, in the order in which it lists them."""
        return {key: shape for arm in self._arms for key, shape in _fields_of(arm).items()}

    @cached_property
    def items(self) -> Shape:
        """The form of a list's items."""
        return next((Shape(get_args(a)[0]) for a in self._arms if get_origin(a) in _LISTS), NONE)

    @cached_property
    def _own(self) -> tuple[TypeAdapter[Any], Shape] | None:
        """The form of the keys that a writer chooses, and of their values."""
        mapping = next((arm for arm in self._arms if get_origin(arm) in _MAPPINGS), None)
        if mapping is None:
            return None
        key, value = get_args(mapping)
        return TypeAdapter(key), Shape(value)

    def knows(self, key: str) -> bool:
        """Whether a mapping may have a key."""
        return key in self.fields or (self._own is not None and _fits(self._own[0], key))

    def of(self, step: str | int) -> Shape:
        """The form of the value of a key, or of a list's item."""
        if isinstance(step, int):
            return self.items
        own = self._own[1] if self._own is not None else NONE
        return self.fields.get(step, own)


def shape_at(model: type[BaseModel], path: Sequence[str | int]) -> Shape:
    """The form of what a path leads to in what a model reads."""
    shape = shape_of(model)
    for step in path:
        shape = shape.of(step)
    return shape


@lru_cache(maxsize=64)
def shape_of(model: type[BaseModel]) -> Shape:
    """The form of what a model reads."""
    return Shape(model)


def without_nulls(value: Any, shape: Shape) -> Any:
    """A copy in which a known key without a value is left out: it says as much as no key.

    A key that is not known stays, whatever its value.
    """
    if isinstance(value, dict):
        return {
            key: without_nulls(item, shape.of(key)) if isinstance(item, (dict, list)) else item
            for key, item in value.items()
            if item is not None or not shape.knows(key)
        }
    if isinstance(value, list):
        return [without_nulls(item, shape.items) for item in value]
    return value


@lru_cache(maxsize=64)
def _fields_of(arm: Any) -> Mapping[str, Shape]:
    if not isinstance(arm, type) or not issubclass(arm, BaseModel):
        return {}
    return {
        field.alias or name: Shape(field.annotation) for name, field in arm.model_fields.items()
    }


def _arms(annotation: Any) -> list[Any]:
    if get_origin(annotation) is Annotated:
        return _arms(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return [arm for choice in get_args(annotation) for arm in _arms(choice)]
    return [annotation]


def _fits(keys: TypeAdapter[Any], key: str) -> bool:
    try:
        keys.validate_python(key)
    except ValidationError:
        return False
    return True


NONE = Shape()
