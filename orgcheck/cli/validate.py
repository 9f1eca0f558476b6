"""`orgcheck validate`: whether snapshots obey integrity and the rules of their organisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.cli.console import Progress, screen_of
from orgcheck.cli.delivery import deliver, refuse_overwriting, refuse_second_stdin
from orgcheck.errors import OrgcheckError
from orgcheck.language import said
from orgcheck.reports.format import Options
from orgcheck.reports.formats import findings_report, formats_of

if TYPE_CHECKING:
    from orgcheck.policy.choice import Asked
    from orgcheck.results import CheckResult


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck validate snapshots/2024.yaml
  orgcheck validate snapshots/*.yaml --rules rules/kela.yaml
  orgcheck validate snapshots/2024.yaml --against main
  git show HEAD:org.yaml | orgcheck validate - --format json

\b
Exit status:
  0  no finding at or above --fail-on
  1  such a finding; also a snapshot that cannot be parsed
  2  usage, settings, a rule pack, a waiver file, a path that does not exist
  3  an OLD that cannot be read
""",
)
@click.argument("snapshots", metavar="SNAPSHOT...", nargs=-1, required=True, type=options.A_FILE)
@options.with_rules
@options.choosing
@options.failing
@options.waiving
@click.option(
    "--against",
    metavar="OLD",
    type=options.A_FILE,
    help="Only what is new since OLD fails: a snapshot, REV:path, or REV for the same path.",
)
@click.option(
    "--all-dates", is_flag=True, help="Check registers on every day on which something changes."
)
@options.formatted(lambda: formats_of("findings"))
@options.in_language
@options.configured
@options.sized
@click.option(
    "--statistics", is_flag=True, help="How many findings each rule has, in place of them."
)
@click.option("-q", "--quiet", is_flag=True, help="What fails the check only, and the last line.")
@click.option("-v", "--verbose", is_flag=True, help="Related places too, and timings.")
@options.naming_people
@options.asking
def command(
    snapshots: tuple[str, ...],
    asked: Asked,
    against: str | None,
    all_dates: bool,
    reports: tuple[tuple[str, str | None], ...],
    lang: str | None,
    most_mib: int | None,
    statistics: bool,
    quiet: bool,
    verbose: bool,
    with_people: bool,
) -> int:
    """Check snapshots for integrity and against rule packs.

    A SNAPSHOT is a YAML or JSON file, a folder of files that together are one
    snapshot, `-` for standard input, or REV:path for what git has.

    With --against, findings are told apart: new, there before, mended. Where OLD is
    a revision, rules, waivers and settings are read from it as well: nobody makes
    the rules by which their change is judged.

    A register, a snapshot with time inside, is checked as of today, of --as-of or of
    the day in SNAPSHOT@2018-06-01. With --all-dates a finding is told once, with the
    days on which it holds; what is over by now is held against integrity, and against
    those rules whose `applies_to` says for which time they are.
    """
    if all_dates and against is not None:
        message = said("{one} and {other} exclude each other", one="--all-dates", other="--against")
        raise OrgcheckError(message, said("leave one of them out"))

    inputs = (*snapshots, *asked.packs, *asked.waivers, *([against] if against is not None else ()))
    _refuse_without_words(reports, "--statistics", given=statistics)
    refuse_second_stdin(inputs)
    refuse_overwriting([file for _, file in reports], inputs)
    checked = _checked(
        list(dict.fromkeys(snapshots)), against, asked, lang, most_mib, verbose, all_dates=all_dates
    )
    for format, file in reports:
        wanted = Options(
            language=lang,
            screen=screen_of(file),
            quiet=quiet,
            verbose=verbose,
            statistics=statistics,
            with_people=with_people,
        )
        deliver(findings_report(format, checked, wanted), file)
    return 1 if any(one.failed for one in checked) else 0


def _refuse_without_words(
    reports: Sequence[tuple[str, str | None]], option: str, *, given: bool
) -> None:
    """Stop where an option of the text is given with another format: it would do nothing."""
    others = [format for format, _ in reports if format != "text"]
    if given and others:
        raise OrgcheckError(
            said(
                "{option} is of the format text, and {format} was asked for",
                option=option,
                format=others[0],
            ),
            said("leave {option} out, or ask for --format text alone", option=option),
        )


def _checked(
    snapshots: Sequence[str],
    against: str | None,
    asked: Asked,
    language: str | None,
    most_mib: int | None,
    timed: bool,
    *,
    all_dates: bool,
) -> list[CheckResult]:
    if against is None:
        from orgcheck.policy.check import check_snapshots

        progress = Progress(2 * len(snapshots), timed=timed)
        checked = check_snapshots(
            snapshots,
            asked,
            all_dates=all_dates,
            language=language,
            most_mib=most_mib,
            step=progress.step,
        )
    else:
        from orgcheck.policy.review import check_against, pairs_against

        pairs = pairs_against(against, snapshots)
        progress = Progress(3 * len(pairs), timed=timed)
        checked = check_against(
            pairs, asked, language=language, most_mib=most_mib, step=progress.step
        )
    progress.end()
    return checked
