"""A merge as Markdown for a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.language import tr, tr_n
from orgcheck.merging.merge import Merge
from orgcheck.reports.formats.markdown.findings import missing_note
from orgcheck.reports.formats.markdown.writing import (
    Markdown,
    begun,
    details,
    fitting,
    joined,
    markdown,
    markdown_text,
    with_code,
    written,
)
from orgcheck.reports.merging import ConflictWords, MergeWords
from orgcheck.reports.missing_names import missing_names_of

# A comment on a forge holds 65,536 characters.
_ROOM = 55_000
_WORDS = 600


def report(merge: Merge, *, language: str | None = None) -> str:
    """The verdict, the conflicts, and folded what is made; cut at whole conflicts."""
    words = MergeWords(merge, language)
    title, verdict, counts = map(_text, (words.title, words.verdict, words.counts))
    parts = [markdown("## {}\n\n**{}** {}\n", title, verdict, counts)]

    def room() -> int:
        return _ROOM - sum(map(len, parts))

    left = len(merge.conflicts)
    for number, conflict in enumerate(words.conflicts(), 1):
        heading = tr("Conflict {number}", number=number)
        paragraph = joined(conflict_pieces(heading, conflict))
        if len(paragraph) > room():
            parts.append(markdown("\n{}\n", _text(more_conflicts(left))))
            break
        parts.append(paragraph)
        left -= 1
    parts += [
        markdown("\n- {}\n", _text(tr("Theirs brings {finding}", finding=finding)))
        for finding in words.brought()
    ]
    for note in words.noted():
        parts += conflict_pieces(tr("Note"), note)
    parts += [
        markdown("\n{}\n", begun(_text(standing)))
        for standing in (*words.still_there(), *words.standing())
    ]
    made = (markdown("- {}", _text(event)) for event in words.made())
    if shown := fitting(made, room()):
        parts.append(details(_text(tr("Made to ours")), joined(shown, "\n")))
    parts.append(missing_note(missing_names_of(merge)))
    return written(parts)


def conflict_pieces(title: str, conflict: ConflictWords) -> Iterator[Markdown]:
    yield markdown("\n### {}\n\n", title)
    sides = (tr("ours"), conflict.ours, tr("theirs"), conflict.theirs)
    yield markdown("- **{}** {}\n- **{}** {}\n\n", *map(_text, sides))
    for why in conflict.why:
        yield markdown("{}\n", begun(_text(why)))
    for mend in conflict.mends:
        yield markdown("\n{}\n", with_code(tr("Fix: {fix}", fix=mend), _WORDS))


def more_conflicts(number: int) -> str:
    """The last line of a report that has no room for so many."""
    return tr_n("And {number} more conflict.", "And {number} more conflicts.", number)


def _text(words: str) -> Markdown:
    return markdown_text(words, _WORDS)
