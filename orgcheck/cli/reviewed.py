"""What the review of a change came to, on screen, in reports and as an exit status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from orgcheck.cli.console import say, say_failure
from orgcheck.cli.failure import Failure
from orgcheck.escaping import visible

if TYPE_CHECKING:
    from orgcheck.cli.change_review import ChangeReview, Told
    from orgcheck.findings import Finding
    from orgcheck.reports.checked import Checked


def finish(
    review: ChangeReview,
    results: Sequence[Told],
    reports: Sequence[tuple[str, str | None]],
    *,
    verbose: bool,
) -> int:
    """Write the reports, say what else there is to say, and give the exit status."""
    from orgcheck.cli.delivery import deliver

    if not results and not review.failures:
        review.notes.append("no snapshot changes, nor what it is judged by")
    for note in review.notes:
        say(f"Note: {visible(note)}")
    for format, file in reports:
        deliver(_rendered(format, results, verbose=verbose), file, format)
    for failure in review.failures:
        say_failure(failure)
    failed = any(one.checked.failed for one in results)
    return max((failure.status for failure in review.failures), default=int(failed))


def listing(review: ChangeReview) -> str:
    """The pairs of the review, a line each: OLD and NEW of `orgcheck diff`, a tab between."""
    assert review.head is not None, "there is a newer side"
    pairs = review.pairing.pairs if review.base is not None else ()
    arguments = [
        (review.base.argument(old), review.head.argument(new))
        for old, new in pairs
        if review.base is not None
    ]
    for old, new in arguments:
        if any(character in "\t\n\r" for character in old + new):
            raise Failure(
                f"{new}: a tab or a line break in the name of a snapshot",
                "give it a name without one",
            )
    return "".join(f"{old}\t{new}\n" for old, new in arguments)


def _rendered(format: str, results: Sequence[Told], *, verbose: bool) -> str:
    if format == "text":
        return "\n".join(_in_sentences(format, results, verbose=verbose))
    if format == "markdown":
        return _fitting(list(_in_sentences(format, results, verbose=verbose)))
    from orgcheck.cli.rendering import findings_report

    return findings_report(format, list(_once(one.checked for one in results)))


def _fitting(parts: Sequence[str]) -> str:
    """The reports as one, as many as a comment has room for."""
    from orgcheck.reports.changes_markdown import LONGEST

    shown: list[str] = []
    room = LONGEST
    for part in parts:
        room -= len(part) + 1
        if shown and room < 0:
            left = len(parts) - len(shown)
            shown.append(f"{left:,} more in the reports of the other formats.\n")
            break
        shown.append(part)
    return "\n".join(shown)


def _in_sentences(format: str, results: Sequence[Told], *, verbose: bool) -> Iterator[str]:
    """The findings without a comparison, then each comparison with what happened; worst first."""
    from orgcheck.reports import changes_markdown, changes_text, findings_markdown, findings_text

    alone = [one.checked for one in results if one.compared is None]
    if alone or not results:
        yield (
            findings_text.report(alone, verbose=verbose)
            if format == "text"
            else findings_markdown.report(alone)
        )
    for one in sorted(results, key=lambda one: not one.checked.failed):
        if one.compared is None:
            continue
        old, new = one.compared.changes.old.source, one.compared.changes.new.source
        if format == "text":
            head = f"{visible(new or '')}, compared with {visible(old or '')}\n\n"
            yield head + changes_text.report(one.compared, verbose=verbose)
        else:
            yield changes_markdown.report(one.compared)


def _once(checked: Iterator[Checked]) -> Iterator[Checked]:
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
