"""What is wrong with the times of an entry of a register, and how to mend it, in words."""

from __future__ import annotations

from datetime import date

from orgcheck.language import Said, said, said_later
from orgcheck.snapshot.scalars import when

Words = tuple[Said, Said]


def row_on_no_day(row: str) -> Words:
    """A row that never holds."""
    return (
        said(
            "{row} holds on no day: its time is over before it begins, or taken by another row",
            row=row,
        ),
        said("mend its date, or remove the row"),
    )


def entry_on_no_day() -> Words:
    """An entry of which only the rows ever hold."""
    return (
        said("what the entry itself says holds on no day: its rows take all of its time"),
        said("write the state that holds now, or held last, into the entry itself"),
    )


def ends_first(id: str, first: date, last: date) -> Words:
    """An entry that ends before it begins."""
    return (
        said(
            "{who} ends {end}, before it begins {beginning}",
            who=id,
            end=said_later(lambda: when(last)),
            beginning=said_later(lambda: when(first)),
        ),
        said("exchange the two dates, or mend one"),
    )


def period(number: int, *, is_empty: bool) -> Words:
    """A period of an entry that ends before it begins, or else overlaps another one."""
    message = (
        said("valid[{number}] ends before it begins", number=number)
        if is_empty
        else said("valid[{number}] overlaps another one", number=number)
    )
    return message, said("mend its dates; the periods of an entry follow one another")


def about(id: str, message: str) -> str:
    """A message with the entry that it is about."""
    return said("{subject}: {what}", subject=id, what=message)
