"""What the review of a change came to, on screen, in reports and as an exit status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from orgcheck.cli.console import say, say_error, status_of
from orgcheck.errors import OrgcheckError

if TYPE_CHECKING:
    from orgcheck.findings import Finding
    from orgcheck.policy.change import Change
    from orgcheck.policy.change_review import ChangeReview, Told
    from orgcheck.results import CheckResult, DiffResult


def finish(
    review: ChangeReview,
    results: Sequence[Told],
    reports: Sequence[tuple[str, str | None]],
    *,
    verbose: bool,
    told_by: str = "",
) -> int:
    """Write the reports, say what else there is to say, and give the exit status.

    Where another command tells the findings about structures, `told_by` names it: they are counted.
    """
    from orgcheck.cli.delivery import deliver

    if not results and not review.errors:
        review.notes.append("no snapshot changes, nor what it is judged by")
    for note in review.notes:
        say(f"Note: {note}")
    for format, file in reports:
        text = _rendered(format, results, verbose=verbose, told_by=told_by)
        deliver(text, file)
    for error in review.errors:
        say_error(error)
    failed = any(one.checked.failed for one in results)
    return max(map(status_of, review.errors), default=int(failed))


def listing(change: Change) -> str:
    """The pairs of a change, a line each: OLD and NEW of `orgcheck diff`, a tab between."""
    base = change.base
    pairs = change.pairing.pairs if base is not None else ()
    arguments = [
        (base.argument(old), change.head.argument(new)) for old, new in pairs if base is not None
    ]
    for old, new in arguments:
        if any(character in "\t\n\r" for character in old + new):
            raise OrgcheckError(
                f"{new}: a tab or a line break in the name of a snapshot",
                "give it a name without one",
            )
    return "".join(f"{old}\t{new}\n" for old, new in arguments)


def _rendered(format: str, results: Sequence[Told], *, verbose: bool, told_by: str) -> str:
    if format == "text":
        return "\n".join(_as_text(results, verbose=verbose, told_by=told_by))
    if format == "markdown":
        return _as_markdown(results)
    from orgcheck.cli.rendering import findings_report
    from orgcheck.reports.format import Options

    checked = list(_once(one.checked for one in results))
    return findings_report(format, checked, Options(verbose=verbose))


def _in_parts(results: Sequence[Told]) -> list[Sequence[CheckResult] | DiffResult]:
    """What is told together: findings without a comparison, and each comparison; worst first."""
    alone = [one.checked for one in results if one.compared is None]
    parts: list[Sequence[CheckResult] | DiffResult] = [alone] if alone or not results else []
    parts += [one.compared for one in results if one.compared is not None]
    return sorted(parts, key=lambda part: not _fails(part))


def _fails(part: Sequence[CheckResult] | DiffResult) -> bool:
    return any(one.failed for one in part) if isinstance(part, Sequence) else part.failed


def _as_text(results: Sequence[Told], *, verbose: bool, told_by: str) -> Iterator[str]:
    from orgcheck.reports.formats.text import changes as changes_text
    from orgcheck.reports.formats.text import findings as findings_text
    from orgcheck.reports.formats.text.lines import written

    for part in _in_parts(results):
        if isinstance(part, Sequence):
            told = [one for one in part if one.of_change or not told_by]
            if told or not part:
                yield findings_text.report(told, verbose=verbose)
            for one in part:
                if told_by and not one.of_change:
                    yield changes_text.counted_findings(one.source, one.findings, told_by)
        else:
            old, new = part.changes.old.source, part.changes.new.source
            head = written([f"{new or ''}, compared with {old or ''}", ""])
            yield head + changes_text.report(part, verbose=verbose, told_by=told_by)


def _as_markdown(results: Sequence[Told]) -> str:
    """All of it as one comment: a verdict on the whole, then each part, in full or in brief."""
    from orgcheck.reports.formats.markdown import review as review_markdown

    checked = list(_once(one.checked for one in results))
    return review_markdown.report(checked, _in_parts(results))


def _once(checked: Iterator[CheckResult]) -> Iterator[CheckResult]:
    """The same, each finding told once though several comparisons came to it."""
    from dataclasses import replace

    told: set[tuple[str, str]] = set()
    for one in checked:
        fresh: list[Finding] = []
        for finding in one.findings:
            key = (finding.fingerprint, str(finding.location))
            if key not in told:
                told.add(key)
                fresh.append(finding)
        yield replace(one, findings=tuple(fresh))
