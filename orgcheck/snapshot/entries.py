"""The models of a register with time inside: entries, and the rows that tell what differed when.

They are built of the models of a snapshot: a row may say whatever an entry may, but for its id.
"""

# No `annotations` from `__future__` here: each would be compiled from its text.

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Literal, Protocol, Self, cast

from orgcheck.language import msg
from orgcheck.parts import Field, aliased, part_class
from orgcheck.snapshot.model import (
    Body,
    Date,
    Decision,
    Duty,
    Flag,
    Header,
    Part,
    Person,
    Post,
    Text,
    Unit,
)
from orgcheck.snapshot.scalars import refused

# What happened where a row begins: something of the organisation, or of the record alone.
Nature = Literal["change", "correction", "annulment"]


class Period(Part):
    """Days on which an entry is in force: from the first to the last, both included."""

    from_: Date | None = aliased("from", default=None)
    to: Date | None = None

    def _validated(self) -> Self:
        if self.from_ is None and self.to is None:
            raise refused(msg('says neither "from" nor "to"'))
        return self


class Remarks(Part):
    """What an entry or a row says of how it came to be."""

    decision: Decision | None = None
    recorded: Date | None = None
    reason: Text | None = None
    nature: Nature = "change"


class Row(Protocol):
    """A stretch of time of an entry, and what differs in it.

    Beside these it has the fields of the entry's model.
    """

    until: Date
    from_: Date
    without: tuple[str, ...]
    recorded: date | None
    reason: str | None
    nature: Nature

    @property
    def model_fields_set(self) -> set[str]:
        """The fields that the row says."""


class Entry(Protocol):
    """What a register says of a unit, post, body or duty, or of the snapshot, through time."""

    valid_from: date | None
    valid_to: date | None
    valid: tuple[Period, ...]
    earlier: tuple[Row, ...]
    later: tuple[Row, ...]
    recorded: date | None
    reason: str | None
    nature: Nature


# Which keys belong to time, and not to what is said of a day.
KEYS_OF_TIME = frozenset(("earlier", "later", "valid", "recorded", "reason", "nature"))
# What a row does not say: it is the same in all of time.
_FIXED = frozenset(("id", "orgcheck"))


@cache
def entry_model(model: type[Part]) -> type[Part]:
    """The model of an entry: that of a snapshot, and what it is in other times."""
    fields = {
        "earlier": Field(tuple[_row_model(model, "until"), ...], ()),  # type: ignore[misc]
        "later": Field(tuple[_row_model(model, "from"), ...], ()),  # type: ignore[misc]
    }
    if model is Header:
        fields["register"] = Field(Flag, False)
    else:
        fields["valid"] = Field(tuple[Period, ...], ())
        own = model.model_fields
        fields |= {key: _DATE for key in ("valid_from", "valid_to") if key not in own}
    # The fields of the first stand last.
    return cast("type[Part]", part_class(model.__name__, (Remarks, model), model.__doc__, fields))


_DATE = Field(Date | None, None)


def _row_model(model: type[Part], when: Literal["until", "from"]) -> Any:
    """The model of the rows of `earlier`, which say until when, or of `later`: from when on."""
    said = {
        key: Field(field.annotation, None if field.is_required else field.default)
        for key, field in model.model_fields.items()
        if key not in _FIXED
    }
    optional = tuple(
        key for key, field in model.model_fields.items() if key in said and not field.is_required
    )
    is_earlier = when == "until"
    words = f"What differed until a day from what the {_NAMES[model]} is otherwise."
    if not is_earlier:
        words = f"What differs from a day on from what the {_NAMES[model]} was before."
    fields = {
        "until" if is_earlier else "from_": Field(Date, alias=when),
        "without": Field(tuple[Literal[optional], ...], ()),  # type: ignore[valid-type]
        **said,
    }
    name = f"{'Earlier' if is_earlier else 'Later'}{model.__name__}"
    return part_class(name, (_Row,), words, fields)


class _Row(Remarks):
    """What every row may say, whatever it is about."""

    without: tuple[str, ...] = ()

    def _validated(self) -> Self:
        both = sorted(set(self.without) & self.model_fields_set)
        if both:
            raise refused(msg('says "{field}", and that it is without it'), field=both[0])
        return self


_NAMES: Mapping[type[Part], str] = {
    Unit: "unit",
    Post: "post",
    Body: "body",
    Duty: "duty",
    Person: "person",
    Header: "organisation",
}
