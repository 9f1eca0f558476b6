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


def two_times(key: str) -> Words:
    """An entry that says both when it is there and in which periods."""
    return (
        said("`{key}` stands beside `valid`, which says when it is there", key=key),
        said("leave out one of them; the periods of `valid` begin and end with their own days"),
    )


def there_before_it_begins(first: date) -> Words:
    """An entry that by its periods is there before its own founding."""
    return (
        said(
            "it begins {beginning}, and is there before that by `valid`",
            beginning=said_later(lambda: when(first)),
        ),
        said("mend `valid_from`, or the first day of `valid`"),
    )


def there_after_it_ends(last: date) -> Words:
    """An entry that by its periods is there after its own end."""
    return (
        said(
            "it ends {end}, and is there after that by `valid`",
            end=said_later(lambda: when(last)),
        ),
        said("mend `valid_to`, or the last day of `valid`"),
    )


def row_ends(row: str, last: date) -> Words:
    """A row to come that says when its entry ends, which goes on all the same."""
    return (
        said(
            "{row} says that it ends {end}, and it is there after that",
            row=row,
            end=said_later(lambda: when(last)),
        ),
        said("write `valid_to` in the entry itself: this says when it is there"),
    )


def about(id: str, message: str) -> str:
    """A message with the entry that it is about."""
    return said("{subject}: {what}", subject=id, what=message)
