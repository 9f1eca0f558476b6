"""Many versions as a history: against validating each, and against what was kept of it."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.commands import history, history_of_record, validate
from benchmarks.comparison import GOALS_FROM, Comparison, Program, time_ratio
from benchmarks.data import Data

_VERSIONS = 13
_COMMITS = (100, 200, 500)
# Half a minute for the most commits; with fewer units the start of the program is most of a run.
_LARGEST = 1_000


def _history(data: Data, units: int) -> Mapping[str, Program]:
    versions = data.versions(units, _VERSIONS)
    return {
        "orgcheck history, 13 versions": history(*versions),
        "orgcheck validate, all 13": validate(*versions),
    }


HISTORY = Comparison(
    "history",
    "what became of everything through 13 versions against checking each",
    _history,
    (time_ratio("orgcheck history, 13 versions", "orgcheck validate, all 13", 3, GOALS_FROM),),
)


def _record(data: Data, units: int) -> Mapping[str, Program]:
    # A run from what was kept comes behind the one that keeps it.
    return {
        _run(commits, first=first): history_of_record(data.recorded(units, commits), first=first)
        for commits in _COMMITS
        for first in (True, False)
    }


def _run(commits: int, *, first: bool) -> str:
    return f"history --git, {commits} commits, {'first' if first else 'again'}"


RECORD = Comparison(
    "record",
    "a file in git through its commits, the first time and again",
    _record,
    (
        *(
            time_ratio(
                _run(commits, first=True), _run(_COMMITS[0], first=True), commits / _COMMITS[0]
            )
            for commits in _COMMITS[1:]
        ),
        time_ratio(_run(_COMMITS[-1], first=False), _run(_COMMITS[-1], first=True), 0.1),
    ),
    largest=_LARGEST,
)
