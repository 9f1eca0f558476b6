"""The review of a whole change as one comment: what fails first, nothing cut in the middle."""

from __future__ import annotations

from collections.abc import Sequence

from orgcheck.language import tr_n
from orgcheck.reports.formats.markdown import changes as changes_markdown
from orgcheck.reports.formats.markdown import findings as findings_markdown
from orgcheck.reports.formats.markdown.findings import LONGEST
from orgcheck.reports.formats.markdown.writing import Markdown, joined, markdown, written
from orgcheck.results import CheckResult, DiffResult

# What is kept free for each part that follows, as far as there is room at all.
_BRIEF = 7_000


def report(
    checked: Sequence[CheckResult], parts: Sequence[Sequence[CheckResult] | DiffResult]
) -> str:
    """A verdict on the whole where there are several parts, then each part.

    Parameters
    ----------
    checked
        What the verdict on the whole is about; each finding once.
    parts
        Findings without a comparison, or a comparison; the worst first. A part for which there is
        no room in full is told in brief, and what follows then is counted.
    """
    if len(parts) == 1 and not isinstance(parts[0], DiffResult):
        return findings_markdown.report(parts[0])
    shown = [findings_markdown.overview(checked)] if len(parts) > 1 else []
    room = LONGEST - sum(map(len, shown)) - 100
    for number, part in enumerate(parts):
        kept = min(_BRIEF * (len(parts) - number - 1), room // 2)
        told = _told(part, room - kept, room)
        if told is None:
            left = tr_n(
                "{number} more part of the report without room here.",
                "{number} more parts of the report without room here.",
                len(parts) - number,
            )
            shown.append(markdown("{}\n", left))
            break
        shown.append(told)
        room -= len(told) + 1
    return written([joined(shown, "\n")])


def _told(part: Sequence[CheckResult] | DiffResult, wanted: int, most: int) -> Markdown | None:
    """A part in full where that is short enough, else in brief; None where not even that is."""
    if not isinstance(part, DiffResult):
        text = findings_markdown.beneath(part, wanted)
        return text if len(text) <= most else None
    texts = (changes_markdown.whole(part), changes_markdown.brief(part))
    return next(
        (text for text, room in zip(texts, (wanted, most), strict=True) if len(text) <= room), None
    )
