"""What commands about many versions do first: read and compare them, with progress."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from orgcheck.cli import options
from orgcheck.cli.console import Progress
from orgcheck.cli.delivery import refuse_overwriting, refuse_second_stdin
from orgcheck.policy.histories import read_history

if TYPE_CHECKING:
    from orgcheck.descent.history import History
    from orgcheck.policy.choice import Asked


def compared(
    snapshots: Sequence[str],
    asked: Asked,
    *,
    no_inference: bool,
    thresholds: tuple[str, ...],
    reports: tuple[tuple[str, str | None], ...],
    language: str | None,
    most_mib: int | None,
    timed: bool,
) -> History:
    """The history that snapshots tell; none of them is written over by a report."""
    refuse_second_stdin(snapshots)
    refuse_overwriting([file for _, file in reports], snapshots)
    progress = Progress(2 * len(snapshots) - 1, timed=timed)
    history = read_history(
        snapshots,
        asked,
        inference=not no_inference,
        thresholds=options.asked_thresholds(thresholds),
        language=language,
        most_mib=most_mib,
        step=progress.step,
    )
    progress.end()
    return history
