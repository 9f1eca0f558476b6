"""`orgcheck diff`: what a reorganisation does, and whether it breaks a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.cli.console import Progress, screen_of
from orgcheck.cli.delivery import deliver, refuse_overwriting, refuse_second_stdin
from orgcheck.records import replace
from orgcheck.reports.format import Options
from orgcheck.reports.formats import TEXT, findings_report, format_named, of_changes, report_on

if TYPE_CHECKING:
    from orgcheck.policy.choice import Asked
    from orgcheck.results import DiffResult


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck diff snapshots/2023.yaml snapshots/2024.yaml
  orgcheck diff main:snapshots/2024.yaml snapshots/2024.yaml
  orgcheck diff HEAD~1:org.yaml org.yaml --format json --output changes.json
  orgcheck diff 2023.yaml 2024.yaml --accept ict=digital --by "Planning"

\b
Exit status:
  0  no finding at or above --fail-on, whatever has changed
  1  such a finding that the change brings; with --exit-code any difference;
     with --accept, the answer was no
  2  usage, settings, a rule pack, a waiver file, a revision or path that does
     not exist
  3  a snapshot that cannot be read
""",
)
@click.argument("old", metavar="OLD", type=options.A_FILE)
@click.argument("new", metavar="NEW", type=options.A_FILE)
@options.with_rules
@options.choosing
@options.failing
@options.waiving
@options.inferring
@click.option(
    "--accept",
    "accepted",
    metavar="OLD_ID=NEW_ID",
    multiple=True,
    help="Write this possible match into NEW, or into --successions where NEW is generated, "
    "in place of a report; may be repeated; all: each.",
)
@click.option("--by", metavar="NAME", help="With --accept: who accepts.")
@click.option("--yes", is_flag=True, help="With --accept: write without asking.")
@click.option(
    "--force", is_flag=True, help="With --accept: also where NEW is approved or in force."
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 where there is any difference.")
@options.formatted(of_changes)
@options.in_language
@options.configured
@options.sized
@click.option(
    "--no-people", is_flag=True, help="Compare without people: members and who holds posts."
)
@options.naming_people
@click.option("-v", "--verbose", is_flag=True, help="Every event and all evidence; timings.")
@options.asking
def command(
    old: str,
    new: str,
    asked: Asked,
    no_inference: bool,
    thresholds: tuple[str, ...],
    accepted: tuple[str, ...],
    by: str | None,
    yes: bool,
    force: bool,
    exit_code: bool,
    reports: tuple[tuple[str, str | None], ...],
    lang: str | None,
    most_mib: int | None,
    no_people: bool,
    with_people: bool,
    verbose: bool,
) -> int:
    """Say what a reorganisation does: from OLD, a snapshot, to NEW.

    Both are a file, a folder of files that together are one snapshot, `-` for
    standard input, or REV:path for what git has. Where OLD is a revision, rules,
    waivers and settings are read from it, and those of NEW are asked second.

    The formats github, sarif and junit hold the findings that the change brings;
    the others hold the change.
    """
    from orgcheck.cli.accept import Acceptance, accept, successions
    from orgcheck.policy.review import review_change

    inputs = (old, new, *asked.packs, *asked.waivers)
    refuse_second_stdin(inputs)
    refuse_overwriting([file for _, file in reports], inputs)
    acceptance = Acceptance(pairs=accepted, by=by, yes=yes, force=force, as_of=asked.as_of)
    reporting = reports != ((TEXT, None),) or exit_code
    acceptance.refuse_misuse(new, beside=reporting or no_inference)
    progress = Progress(4, timed=verbose)
    compared = review_change(
        old,
        new,
        acceptance.asking(asked),
        inference=not no_inference,
        people=not no_people,
        thresholds=options.asked_thresholds(thresholds),
        language=lang,
        most_mib=most_mib,
        step=progress.step,
    )
    progress.end()
    if accepted:
        return accept(acceptance, compared.changes, compared.new, successions(new, asked))
    wanted = Options(language=compared.language, verbose=verbose, with_people=with_people)
    for format, file in reports:
        wanted = replace(wanted, screen=screen_of(file))
        deliver(_rendered(format, compared, wanted), file)
    if exit_code and compared.differs:
        return 1
    return 1 if compared.failed else 0


def _rendered(name: str, compared: DiffResult, wanted: Options) -> str | bytes:
    """The change in a format; in one that has no report on changes, the findings that it brings."""
    if format_named(name).changes is not None:
        return report_on("changes", compared, name, wanted)
    assert compared.checked is not None, "rules were asked"
    return findings_report(name, [compared.checked], wanted)
