"""A register on each of its days: when something changes, and what it says then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orgcheck.organisation import Organisation
from orgcheck.snapshot.register import Register
from orgcheck.snapshot.slicing import Slices, sliced
from orgcheck.snapshot.timeline import Stretch


def organisation_on(slices: Slices, day: date) -> Organisation:
    """What a register says of one of many days.

    What is wrong with its form, as it is on every day, is said of the register alone.
    """
    return Organisation.of(slices.on(day, of_form=False))


def stretches(register: Register) -> Iterator[Stretch]:
    """The stretches of days in which nothing changes.

    From the day on from which on the register says that it holds; else from the first that has any
    unit on.
    """
    days = [day.toordinal() for day in register.days]
    if first := register.first_day:
        days = [first.toordinal(), *(day for day in days if day > first.toordinal())]
    elif not days:
        yield 0, None
        return
    elif days[0] > 1 and sliced(register, date.fromordinal(days[0] - 1)).snapshot.units:
        yield 0, days[0]
    for number, day in enumerate(days):
        yield day, days[number + 1] if number + 1 < len(days) else None
