"""What commands about many versions have in common: options, reading and comparing, reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, cast

import click

from orgcheck.cli import options
from orgcheck.errors import OrgcheckError
from orgcheck.language import said
from orgcheck.records import dataclass
from orgcheck.reports.formats import formats_of, report_on

if TYPE_CHECKING:
    from orgcheck.cli.cache import Cache
    from orgcheck.cli.console import Progress
    from orgcheck.descent.history import History
    from orgcheck.policy.choice import Asked
    from orgcheck.reports.format import Subject


@dataclass(frozen=True)
class Telling:
    """What a run about many versions is asked, beside which versions they are.

    Parameters
    ----------
    asked
        What is asked of settings.
    no_inference, thresholds
        From which measure on, and whether, something is inferred.
    no_cache
        Whether comparisons are neither looked for where they are kept nor kept there.
    reports
        The format and the file of each report.
    language
        The language of names; English where left out.
    most_mib
        How large a file may be.
    verbose
        Whether everything is told, and how long each step took.
    """

    asked: Asked
    no_inference: bool
    thresholds: tuple[str, ...]
    no_cache: bool
    reports: tuple[tuple[str, str | None], ...]
    language: str | None
    most_mib: int | None
    verbose: bool

    def history(self, snapshots: Sequence[str], git: str | None = None) -> History:
        """The history that snapshots, or a file in git, tell.

        A report is written over none of them.
        """
        from orgcheck.cli.delivery import refuse_overwriting, refuse_second_stdin
        from orgcheck.policy.histories import read_history, read_recorded_history

        _refuse_neither_or_both(snapshots, git)
        refuse_second_stdin(snapshots)
        files = [file for _, file in self.reports]
        refuse_overwriting(files, [*snapshots, *([git] if git else [])])
        progress = self._progress(2 * len(snapshots) - 1)
        read = (
            partial(read_history, snapshots)
            if git is None
            else partial(read_recorded_history, git, planned=progress.plan)
        )
        cache = self._cache(git)
        history = read(
            self.asked,
            inference=not self.no_inference,
            thresholds=options.asked_thresholds(self.thresholds),
            language=self.language,
            most_mib=self.most_mib,
            step=progress.step,
            store=cache,
        )
        if cache is not None:
            cache.trim()
        progress.end()
        return history

    def register(self, snapshots: Sequence[str], git: str | None) -> str:
        """The register that gives dated snapshots back."""
        from orgcheck.cli.delivery import refuse_overwriting, refuse_second_stdin
        from orgcheck.policy.histories import as_register

        if git is not None:
            raise OrgcheckError(
                said("{one} and {other} exclude each other", one="--git", other="--register"),
                said("what a commit records is no date of the organisation: name dated snapshots"),
            )
        _refuse_neither_or_both(snapshots, git)
        if len(self.reports) > 1 or self.reports[0][0] != "text":
            raise OrgcheckError(said("a register is YAML"), said("leave --format and --report out"))
        refuse_second_stdin(snapshots)
        refuse_overwriting([self.reports[0][1]], snapshots)
        progress = self._progress(len(snapshots))
        text = as_register(snapshots, most_mib=self.most_mib, step=progress.step)
        progress.end()
        return text

    def deliver(self, kind: Subject, result: object) -> None:
        """Bring each report on something to where it was asked for."""
        from orgcheck.cli.console import screen_of
        from orgcheck.cli.delivery import deliver
        from orgcheck.reports.format import Options

        for name, file in self.reports:
            wanted = Options(language=self.language, screen=screen_of(file), verbose=self.verbose)
            deliver(report_on(kind, result, name, wanted), file)

    def _progress(self, steps: int) -> Progress:
        from orgcheck.cli.console import Progress

        return Progress(steps, timed=self.verbose)

    def _cache(self, file: str | None) -> Cache | None:
        from orgcheck.cli.cache import cache_for

        return None if self.no_cache else cache_for(file)


def telling(kind: Subject, verbose: str) -> Callable[[options.F], options.F]:
    """The options of a command about many versions, handed to it as `telling`.

    Parameters
    ----------
    kind
        What its reports are about.
    verbose
        What `--verbose` tells.
    """

    def decorate(command: options.F) -> options.F:
        @wraps(command)
        def with_telling(**values: Any) -> Any:
            said = {name: values.pop(name) for name in _SAID}
            return command(telling=Telling(language=values.pop("lang"), **said), **values)

        return options.together(
            options.inferring,
            click.option(
                "--no-cache",
                is_flag=True,
                help="Compare anew: neither use comparisons of earlier runs nor keep these.",
            ),
            options.formatted(lambda: formats_of(kind)),
            options.in_language,
            options.configured,
            options.sized,
            click.option("-v", "--verbose", is_flag=True, help=verbose),
            options.asking,
        )(cast("options.F", with_telling))

    return decorate


_SAID = ("asked", "no_inference", "thresholds", "no_cache", "reports", "most_mib", "verbose")


def _refuse_neither_or_both(snapshots: Sequence[str], git: str | None) -> None:
    """Stop where neither snapshots are named nor a file in git, or both."""
    if git is not None and snapshots:
        raise OrgcheckError(
            said("{one} and {other} exclude each other", one="--git", other="SNAPSHOTS"),
            said("name snapshots, or one file with --git"),
        )
    if git is None and not snapshots:
        raise OrgcheckError(
            said("no snapshot is named"), said("name the versions, or one file with --git")
        )
