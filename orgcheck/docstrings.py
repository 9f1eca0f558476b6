"""Docstrings, and texts that are written as they are."""

from __future__ import annotations


def cleandoc(text: str) -> str:
    """A text without the indentation that its lines share, and without empty ones around it.

    As `inspect.cleandoc`, whose module takes longer to import than most of this program's.

    Examples
    --------
    >>> cleandoc('''
    ...     One thing.
    ...       And another.
    ... ''')
    'One thing.\\n  And another.'
    """
    first, *others = text.expandtabs().split("\n")
    margin = min((len(one) - len(one.lstrip()) for one in others if one.strip()), default=0)
    lines = [first.lstrip(), *(one[margin:] for one in others)]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)
