"""What a format of reports is: its name, its readers, and what it can write a report of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from orgcheck.records import dataclass

if TYPE_CHECKING:
    from orgcheck.descent.crosswalk import Crosswalk
    from orgcheck.descent.duties import Duties
    from orgcheck.descent.history import History
    from orgcheck.descent.lineage import Lineage
    from orgcheck.descent.restatement import Restatement
    from orgcheck.merging.branches import Collisions
    from orgcheck.merging.merge import Merge
    from orgcheck.results import CheckResult, DiffResult, Scenarios

# What a report may be on: each is a field of a format.
Subject = Literal[
    "findings",
    "changes",
    "merges",
    "collisions",
    "scenarios",
    "lineages",
    "histories",
    "duties",
    "crosswalks",
    "restatements",
]


@dataclass(frozen=True)
class Screen:
    """What a text is read on.

    Parameters
    ----------
    width
        How many columns there are; 100 where no terminal says so.
    colour
        Whether colours help there.
    folds
        Whether long lists are cut short: on a terminal, where nobody scrolls back through them.
    """

    width: int = 100
    colour: bool = False
    folds: bool = False


# What a file is, and a pipe.
PLAIN = Screen()


@dataclass(frozen=True, kw_only=True)
class Options:
    """How a report is wanted; a format heeds what it has a way to show.

    Parameters
    ----------
    language
        In which language to write, where people read the format, and whose names to use; English
        where left out.
    screen
        What a text is read on.
    quiet
        Whether what does not fail the check is left out.
    verbose
        Whether all evidence is wanted, and what is waived.
    with_people
        Whether people are named where they are counted otherwise: see `Format.names_people`.
    statistics
        Whether how many findings each rule has is wanted in place of them.
    """

    language: str | None = None
    screen: Screen = PLAIN
    quiet: bool = False
    verbose: bool = False
    with_people: bool = False
    statistics: bool = False


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format of reports.

    Parameters
    ----------
    name
        What `--format` calls it.
    readers
        Who or what reads it, for the documentation.
    endings
        The endings of files that are in this format.
    findings, changes, merges, collisions, scenarios, lineages, histories
        Write a report on snapshots that were checked, on a change, on a merge, on a branch held
        against others, on scenarios side by side, on the lineage of a unit and on a history; None
        where it has no such report. See `written_by`.
    duties, crosswalks, restatements
        The same on who held a duty, on a crosswalk and on a figure in another structure.
    beside_code
        Whether its readers show findings beside the code, by paths from the repository's root.
    names_people
        Whether people are named without being asked for: where who reads it is at the snapshot.
    speaks
        Whether people read it, in the language that they ask for; else it is written in English.
    in_diff
        Whether `orgcheck diff` writes the findings that a change brings in a format that has no
        report on changes.
    in_changed
        Whether `orgcheck changed` writes the review of several snapshots in it.
    """

    name: str
    readers: str
    endings: tuple[str, ...] = ()
    findings: Callable[[Sequence[CheckResult], Options], str] | None = None
    changes: Callable[[DiffResult, Options], str | bytes] | None = None
    merges: Callable[[Merge, Options], str] | None = None
    collisions: Callable[[Collisions, Options], str] | None = None
    scenarios: Callable[[Scenarios, Options], str | bytes] | None = None
    lineages: Callable[[Lineage, Options], str] | None = None
    histories: Callable[[History, Options], str] | None = None
    duties: Callable[[Duties, Options], str] | None = None
    crosswalks: Callable[[Crosswalk, Options], str | bytes] | None = None
    restatements: Callable[[Restatement, Options], str | bytes] | None = None
    beside_code: bool = False
    names_people: bool = False
    speaks: bool = False
    in_diff: bool = False
    in_changed: bool = True


def written_by(
    module: str, *heeded: Literal["language", "screen", "quiet", "verbose", "statistics"]
) -> Callable[[Any, Options], str]:
    """The function `report` of a module that is imported when a report is asked for.

    The formats are listed wherever a command says what it offers, and most write nothing then.

    Parameters
    ----------
    module
        The full name of the module.
    heeded
        Which of the options the function takes, by name, beside what it reports on.
    """
    return partial(_written, module, heeded)


def _written(module: str, heeded: Sequence[str], subject: Any, options: Options) -> str:
    wanted = {name: getattr(options, name) for name in heeded}
    text: str = import_module(module).report(subject, **wanted)
    return text
