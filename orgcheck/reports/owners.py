"""How duties pass from one owner to another, in words."""

from __future__ import annotations

from orgcheck.changes.changeset import Tally
from orgcheck.counting import counted


def owner_words(duties: Tally) -> str:
    """How many duties change owner, and how many of them to a successor; nothing for none.

    Examples
    --------
    >>> owner_words(Tally(transferred=("audit",), inherited=("advice", "policy")))
    '3 duties change owner: 2 went to a successor of who held them, 1 to another unit'
    """
    change = counted(len(duties.changing_owner), "duty changes", "duties change")
    if not change:
        return ""
    inherited, transferred = len(duties.inherited), len(duties.transferred)
    held = "it" if inherited == 1 else "them"
    succeeded = f"a successor of who held {held}"
    ways = [f"{inherited:,} went to {succeeded}"] if inherited else []
    if transferred:
        ways.append(f"{transferred:,} {'' if inherited else 'went '}to another unit")
    return f"{change} owner: {', '.join(ways)}"
