"""A branch held against others, as Markdown for a pull request."""

from __future__ import annotations

from orgcheck.language import tr
from orgcheck.merging.branches import Collisions
from orgcheck.reports.formats.markdown.merge import conflict_pieces, more_conflicts
from orgcheck.reports.formats.markdown.writing import begun, markdown_text
from orgcheck.reports.merging import MergeWords, beside_title, collisions_verdict

# A comment on a forge holds 65,536 characters, and is shared with the review.
_ROOM = 20_000
_WORDS = 600


def report(collisions: Collisions, *, language: str | None = None) -> str:
    """Which branches collide with this one, and in which events; cut at whole conflicts."""
    title = markdown_text(tr("Other reorganisations"), _WORDS)
    text = f"## {title}\n\n{markdown_text(collisions_verdict(collisions), _WORDS)}\n"
    for note in collisions.notes:
        text += f"\n{begun(markdown_text(note, _WORDS))}\n"
    left = sum(len(one.merge.conflicts) for one in collisions.colliding)
    for one in collisions.colliding:
        words = MergeWords(one.merge, language)
        for conflict in words.conflicts():
            title = markdown_text(beside_title(one), _WORDS)
            piece = "".join(conflict_pieces(title, conflict))
            if len(text) + len(piece) > _ROOM:
                return f"{text}\n{markdown_text(more_conflicts(left), _WORDS)}\n"
            text += piece
            left -= 1
        for finding in words.brought():
            said = tr("{branch} brings {finding}", branch=one.branch, finding=finding)
            text += f"\n{begun(markdown_text(said, _WORDS))}\n" if len(text) < _ROOM else ""
    return text
