"""What a register says of the past otherwise than it did."""

from __future__ import annotations

from datetime import date, timedelta

from orgcheck.snapshot.corrections import Correction, corrections
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.register import Register
from orgcheck.snapshot.text import SourceText
from tests.work import calls

TODAY = date(2026, 1, 1)
BEGUN = date(1990, 1, 1)


def register(parent: str, terms: int, reason: str) -> Register:
    """A register in which one id occurs in so many periods, a month apart."""
    begins = [BEGUN + timedelta(days=40 * number) for number in range(terms)]
    lines = [
        f"- {{id: task, name: Task Force, parent: {parent}, reason: {reason} {number}, "
        f"valid_from: {begin}, valid_to: {begin + timedelta(days=9)}}}"
        for number, begin in enumerate(begins)
    ]
    text = "\n".join(
        [
            "register: true",
            "organisation: Agency",
            "units:",
            "- {id: agency, name: Agency, top: true}",
            "- {id: trade, name: Trade, parent: agency}",
            *lines,
            "",
        ]
    )
    slice = load([SourceText("r.yaml", text)], "r", today=TODAY).slice
    assert slice is not None
    return slice.register


def found(terms: int) -> tuple[list[Correction], int]:
    """The corrections of all periods, and how many functions were called to find them."""
    old, new = register("agency", terms, "founded"), register("trade", terms, "mistyped")
    told: list[Correction] = []
    return told, calls(lambda: told.extend(corrections(old, new, TODAY)))


def test_each_period_of_an_id_is_corrected_with_the_reason_that_its_entry_gives() -> None:
    told, _ = found(3)

    assert [(one.field, one.said, one.says, one.reason, one.when) for one in told] == [
        ("parent", "agency", "trade", "mistyped 0", "1990-01-01 to 1990-01-10"),
        ("parent", "agency", "trade", "mistyped 1", "1990-02-10 to 1990-02-19"),
        ("parent", "agency", "trade", "mistyped 2", "1990-03-22 to 1990-03-31"),
    ]


def test_the_work_grows_with_the_entries_that_share_an_id() -> None:
    (_, few), (_, many) = found(20), found(200)

    assert many / few < 1.3 * 200 / 20
