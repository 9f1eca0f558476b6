"""Of a register with very many rows each is judged as often as if there were few.

What is counted is the calls that are made on all of its days: they grow with the rows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from benchmarks.lists.forms import REGISTER_LISTS, LongList, State, text_of
from orgcheck.api import check, history, merge, review
from tests.work import calls

NONE, FEW, MANY = 5, 40, 160
# Sorting, and searching what is sorted, takes a little more for each of many.
MOST_GROWTH = 1.15 * (MANY - NONE) / (FEW - NONE)
# Rows, and entries, each of which begins on a day of its own that is yet to come.
LISTS = [
    one for one in REGISTER_LISTS if one.name.endswith(("to come", "of one id", "valid of units"))
]

WORK: dict[str, Callable[[str, str], object]] = {
    "review": lambda old, new: review(old, new, isolated=True),
    "check": lambda _, new: check(new, isolated=True, all_dates=True),
    "history": lambda _, new: history(f"{new}@9999-12-31", isolated=True),
    "merge": lambda old, new: merge(old, new, old, isolated=True),
}


def work_on(
    folder: Path, listed: LongList, state: State, name: str, length: int
) -> Callable[[], object]:
    """What is made of a register, and of an older one, on all of their days."""
    old, new = (folder / f"{length}-{number}.yaml" for number in range(2))
    old.write_text(text_of(listed.written(length, State.RIGHT)))
    new.write_text(text_of(listed.written(length, state)))
    return partial(WORK[name], str(old), str(new))


@pytest.mark.parametrize("name", WORK)
@pytest.mark.parametrize("state", [State.CHANGED, State.WRONG])
@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.name)
def test_the_work_on_all_days_grows_with_the_rows(
    listed: LongList, state: State, name: str, tmp_path: Path
) -> None:
    work_on(tmp_path, listed, state, name, NONE)()
    none, few, many = (
        calls(work_on(tmp_path, listed, state, name, length)) for length in (NONE, FEW, MANY)
    )

    assert (many - none) / (few - none) < MOST_GROWTH
