"""A merge as Markdown for a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.merging.merge import Merge
from orgcheck.reports.formats.markdown.writing import begun, details, markdown_text
from orgcheck.reports.merging import ConflictWords, MergeWords

# A comment on a forge holds 65,536 characters.
_ROOM = 55_000
_WORDS = 600


def report(merge: Merge, *, language: str | None = None) -> str:
    """The verdict, the conflicts, and folded what is made; cut at whole conflicts."""
    words = MergeWords(merge, language)
    text = f"## {_text(words.title)}\n\n**{_text(words.verdict)}** {_text(words.counts)}\n"
    left = len(merge.conflicts)
    for number, conflict in enumerate(words.conflicts(), 1):
        paragraph = "".join(_conflict(f"Conflict {number}", conflict))
        if len(text) + len(paragraph) > _ROOM:
            text += f"\nAnd {left:,} more conflicts.\n"
            break
        text += paragraph
        left -= 1
    for finding in words.brought():
        text += f"\n- Theirs brings {_text(finding)}\n"
    for note in words.noted():
        text += "".join(_conflict("Note", note))
    for standing in words.standing():
        text += f"\n{begun(_text(standing))}\n"
    made = [f"- {_text(event)}\n" for event in words.made()]
    if made and len(text) < _ROOM:
        text += details("Made to ours", "".join(made)[: _ROOM - len(text)].rpartition("\n")[0])
    return text


def _conflict(title: str, conflict: ConflictWords) -> Iterator[str]:
    yield f"\n### {title}\n\n"
    yield f"- **ours** {_text(conflict.ours)}\n- **theirs** {_text(conflict.theirs)}\n\n"
    for why in conflict.why:
        yield f"{begun(_text(why))}\n"
    for mend in conflict.mends:
        yield f"\nFix: {_text(mend)}\n"


def _text(words: str) -> str:
    return markdown_text(words, _WORDS)
