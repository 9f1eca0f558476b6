"""Pydantic's models as JSON Schema, with what their validators know and pydantic does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from orgcheck.json_schema import (
    COUNT,
    DATE,
    DAY,
    FLAG,
    ID,
    NUMBER,
    SCALAR,
    TEXT,
    Schema,
    or_null,
)
from orgcheck.snapshot import scalars
from orgcheck.snapshot.model import ID_PATTERN, LANGUAGE_PATTERN

if TYPE_CHECKING:
    from pydantic_core import core_schema

_BY_VALIDATOR: Mapping[Callable[..., Any], Schema] = {
    scalars.as_flag: FLAG,
    scalars.as_day: DAY,
    scalars.as_date: DATE,
    scalars.as_number: NUMBER,
    scalars.as_sum: NUMBER,
    scalars.as_scalar: SCALAR,
    scalars.as_format: {"const": 1},
    scalars.as_line: {"type": "integer", "minimum": 1},
}

# A key without a value says as much as no key.
_OF_SOMETHING: Schema = {"minProperties": 1, "not": {"additionalProperties": {"type": "null"}}}

_ANY_SCALAR: Schema = {"type": TEXT["type"]}


class WrittenForm(GenerateJsonSchema):
    """The form of what people write in YAML: scalars without quotes, a text for a list of one."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        """No titles: they repeat the keys."""
        return False

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """A text, which may look like something else; ids by a pattern that any engine knows."""
        if schema.get("pattern") == ID_PATTERN:
            return dict(ID)
        known: Schema = super().str_schema(schema)
        # No number is a language code.
        return known if schema.get("pattern") == LANGUAGE_PATTERN else {**known, **_ANY_SCALAR}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """A mapping of the writer's own keys, all of them of one form."""
        keys = schema.get("keys_schema")
        form: Schema = self.generate_inner(keys) if keys is not None else {}
        names = {key: form[key] for key in ("pattern", "minLength") if key in form}
        values = schema.get("values_schema")
        return {
            "type": "object",
            "additionalProperties": or_null(self.generate_inner(values)) if values else True,
            **({"propertyNames": names} if names else {}),
            **(_OF_SOMETHING if "min_length" in schema else {}),
        }

    def function_before_schema(
        self, schema: core_schema.BeforeValidatorFunctionSchema
    ) -> JsonSchemaValue:
        """What a validator of the formats' own lets in."""
        validator = schema["function"]["function"]
        if validator in _BY_VALIDATOR:
            return dict(_BY_VALIDATOR[validator])
        inner: Schema = self.generate_inner(schema["schema"])
        if validator in (scalars.text_or_list, scalars.one_or_list):
            return {"anyOf": [inner["items"], inner]}
        return inner

    def function_plain_schema(
        self, schema: core_schema.PlainValidatorFunctionSchema
    ) -> JsonSchemaValue:
        """What a validator that leaves nothing to others lets in."""
        return dict(_BY_VALIDATOR[schema["function"]["function"]])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """The default where it tells a writer something."""
        inner: Schema = self.generate_inner(schema["schema"])
        default = schema.get("default")
        return {**inner, "default": default} if isinstance(default, (bool, int, str)) else inner

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """The value itself: that a key may be without a value holds for all alike."""
        return self.generate_inner(schema["schema"])

    def normalize_name(self, name: str) -> str:
        """The name of a definition, whether its model is of use to others or not."""
        return super().normalize_name(name).lstrip("_")


class DataForm(WrittenForm):
    """The form of what programs write in JSON: a text is a text."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """A text."""
        return {**super().str_schema(schema), "type": "string"}

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:  # noqa: ARG002
        """A number of something."""
        return dict(COUNT)


# Where the examples of a docstring begin.
_EXAMPLES = "\n\nExamples\n"


def form_of(
    model: type[Any],
    descriptions: Mapping[str, str],
    generator: type[WrittenForm] = WrittenForm,
) -> Schema:
    """The schema of a model and of those within it, each key with what it is for.

    `descriptions` are looked up by `Model.key`, then by `key`; a model's own stands under its
    name, where its docstring speaks to programmers.
    """
    schema: Schema = TypeAdapter(model).json_schema(schema_generator=generator)
    definitions: dict[str, Schema] = schema.pop("$defs", {})
    for name, definition in ((model.__name__, schema), *definitions.items()):
        definition.pop("title", None)
        if name in descriptions:
            definition["description"] = descriptions[name]
        elif "description" in definition:
            # The examples of a docstring are for those who program.
            definition["description"] = definition["description"].partition(_EXAMPLES)[0]
        if "properties" in definition:
            definition["properties"] = _told(name.lstrip("_"), definition, descriptions)
    schema.pop("description", None)
    return {**schema, "$defs": definitions}


def _told(name: str, definition: Schema, descriptions: Mapping[str, str]) -> Schema:
    required = definition.get("required", ())
    told = {}
    for key, value in definition["properties"].items():
        words = descriptions.get(f"{name}.{key}") or descriptions.get(key)
        admitted = value if key in required else or_null(value)
        told[key] = {"description": words, **admitted} if words else admitted
    return told
