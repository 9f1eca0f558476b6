"""What commands about many versions do first: read and compare them, with progress."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from orgcheck.cli import options
from orgcheck.cli.console import Progress
from orgcheck.cli.delivery import refuse_overwriting, refuse_second_stdin
from orgcheck.errors import OrgcheckError
from orgcheck.policy.histories import as_register, read_history, read_recorded_history

if TYPE_CHECKING:
    from orgcheck.descent.history import History
    from orgcheck.policy.choice import Asked


def _refuse_neither_or_both(snapshots: Sequence[str], git: str | None) -> None:
    """Stop where neither snapshots are named nor a file in git, or both."""
    if git is not None and snapshots:
        raise OrgcheckError(
            "--git and SNAPSHOTS exclude each other", "name snapshots, or one file with --git"
        )
    if git is None and not snapshots:
        raise OrgcheckError("no snapshot is named", "name the versions, or one file with --git")


def register_of(
    snapshots: Sequence[str],
    git: str | None,
    reports: tuple[tuple[str, str | None], ...],
    *,
    most_mib: int | None,
    timed: bool,
) -> str:
    """The register that gives dated snapshots back."""
    if git is not None:
        raise OrgcheckError(
            "--git and --register exclude each other",
            "what a commit records is no date of the organisation: name dated snapshots",
        )
    _refuse_neither_or_both(snapshots, git)
    if len(reports) > 1 or reports[0][0] != "text":
        raise OrgcheckError("a register is YAML", "leave --format and --report out")
    refuse_second_stdin(snapshots)
    refuse_overwriting([reports[0][1]], snapshots)
    progress = Progress(len(snapshots), timed=timed)
    text = as_register(snapshots, most_mib=most_mib, step=progress.step)
    progress.end()
    return text


def compared(
    snapshots: Sequence[str],
    git: str | None,
    asked: Asked,
    *,
    no_inference: bool,
    thresholds: tuple[str, ...],
    reports: tuple[tuple[str, str | None], ...],
    language: str | None,
    most_mib: int | None,
    timed: bool,
) -> History:
    """The history that snapshots, or a file in git, tell; a report is written over none of them."""
    _refuse_neither_or_both(snapshots, git)
    refuse_second_stdin(snapshots)
    refuse_overwriting([file for _, file in reports], [*snapshots, *([git] if git else [])])
    progress = Progress(2 * len(snapshots) - 1, timed=timed)
    read = (
        partial(read_history, snapshots)
        if git is None
        else partial(read_recorded_history, git, planned=progress.plan)
    )
    history = read(
        asked,
        inference=not no_inference,
        thresholds=options.asked_thresholds(thresholds),
        language=language,
        most_mib=most_mib,
        step=progress.step,
    )
    progress.end()
    return history
