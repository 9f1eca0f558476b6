"""What the review of a change came to, on screen, in reports and as an exit status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgcheck.cli.console import say, say_error, screen_of, status_of
from orgcheck.cli.delivery import deliver
from orgcheck.language import calling, naming_members, tr
from orgcheck.reports.format import Options
from orgcheck.reports.formats import chosen_names, findings_report, spoken_terms
from orgcheck.reports.formats.markdown import review as review_markdown
from orgcheck.reports.formats.text import changes as changes_text
from orgcheck.reports.formats.text import findings as findings_text
from orgcheck.reports.formats.text.lines import Paragraph, written
from orgcheck.reports.people import unnamed
from orgcheck.reports.speaking import in_language
from orgcheck.results import ChangeResult, CheckResult, DiffResult, Reviewed


def finish(
    review: ChangeResult,
    reports: Sequence[tuple[str, str | None]],
    *,
    verbose: bool,
    language: str | None,
    told_by: str = "",
) -> int:
    """Write the reports, say what else there is to say, and give the exit status.

    Where another command tells the findings about structures, `told_by` names it: they are counted.
    """
    for note in review.notes:
        say(tr("Note: {note}", note=note))
    for format, file in reports:
        wanted = Options(language=language, screen=screen_of(file), verbose=verbose)
        deliver(_rendered(format, review, wanted, told_by=told_by), file)
    for error in review.errors:
        say_error(error)
    return max(map(status_of, review.errors), default=int(review.failed))


def _rendered(format: str, review: ChangeResult, wanted: Options, *, told_by: str) -> str:
    if format == "text":
        return "\n".join(_as_text(review.results, wanted, told_by=told_by))
    if format == "markdown":
        parts = [in_language(unnamed(part)) for part in _in_parts(review.results)]
        with calling(spoken_terms(parts)), naming_members(chosen_names(parts)):
            return review_markdown.report(in_language(unnamed(review.checked)), parts)
    return findings_report(format, review.checked, wanted)


def _in_parts(results: Sequence[Reviewed]) -> list[Sequence[CheckResult] | DiffResult]:
    """What is told together: findings without a comparison, and each comparison; worst first."""
    alone = [one.checked for one in results if one.compared is None]
    parts: list[Sequence[CheckResult] | DiffResult] = [alone] if alone or not results else []
    parts += [one.compared for one in results if one.compared is not None]
    return sorted(parts, key=lambda part: not _fails(part))


def _fails(part: Sequence[CheckResult] | DiffResult) -> bool:
    return any(one.failed for one in part) if isinstance(part, Sequence) else part.failed


def _as_text(results: Sequence[Reviewed], wanted: Options, *, told_by: str) -> Iterator[str]:
    for part in map(in_language, _in_parts(results)):
        with calling(spoken_terms(part)), naming_members(chosen_names(part)):
            told = (
                list(_findings_as_text(part, wanted, told_by))
                if isinstance(part, Sequence)
                else [_change_as_text(part, wanted, told_by)]
            )
        yield from told


def _findings_as_text(
    checked: Sequence[CheckResult], wanted: Options, told_by: str
) -> Iterator[str]:
    told = [one for one in checked if one.of_change or not told_by]
    if told or not checked:
        yield findings_text.report(told, screen=wanted.screen, verbose=wanted.verbose)
    for one in checked:
        if told_by and not one.of_change:
            yield changes_text.counted_findings(one.source, one.findings, told_by)


def _change_as_text(compared: DiffResult, wanted: Options, told_by: str) -> str:
    old, new = compared.changes.old.source, compared.changes.new.source
    head = tr("{new}, compared with {old}", new=new or "", old=old or "")
    return written([Paragraph(head, rest="  "), ""], wanted.screen) + changes_text.report(
        compared, screen=wanted.screen, verbose=wanted.verbose, told_by=told_by
    )
