"""What an event of each kind is called, one and several, and how many there are of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from orgcheck.changes.account import Account
from orgcheck.changes.changeset import EventKind
from orgcheck.counting import counted

KINDS = {
    EventKind.REORGANISE: ("reorganisation", "reorganisations"),
    EventKind.MERGE: ("merger", "mergers"),
    EventKind.SPLIT: ("split", "splits"),
    EventKind.DISSOLVE: ("dissolution", "dissolutions"),
    EventKind.ABSORB: ("absorption", "absorptions"),
    EventKind.SPIN_OFF: ("spin-off", "spin-offs"),
    EventKind.REPLACE: ("replacement", "replacements"),
    EventKind.ABOLISH: ("abolition", "abolitions"),
    EventKind.CREATE: ("creation", "creations"),
    EventKind.MOVE: ("move", "moves"),
    EventKind.PROMOTE: ("move up", "moves up"),
    EventKind.DEMOTE: ("move down", "moves down"),
    EventKind.REPORTING: ("change of line or head", "changes of line or head"),
    EventKind.RENAME: ("rename", "renames"),
    EventKind.RETYPE: ("change of kind", "changes of kind"),
    EventKind.RESPONSIBILITY: ("change of duties", "changes of duties"),
    EventKind.SITE: ("change of sites", "changes of sites"),
    EventKind.RECODE: ("new id under the same name", "new ids under the same name"),
    EventKind.BODY: ("change of a body", "changes of bodies"),
    EventKind.POST: ("change of a post", "changes of posts"),
    EventKind.FIGURE: ("change of a figure", "changes of figures"),
    EventKind.ATTRIBUTE: ("change of another field", "changes of other fields"),
    EventKind.SNAPSHOT: ("change of the snapshot itself", "changes of the snapshot itself"),
}


def counted_kinds(account: Account) -> Iterator[str]:
    """How many events there are of each kind, the weightiest first.

    Where they stand for more than their own number, that is said with it: the units that come
    or go with others, and the new ids of units that are renamed as well.
    """
    carried = Counter[EventKind]()
    recoded = 0
    for event in account.events:
        carried[event.kind] += event.carried
        recoded += event.kind is EventKind.RENAME and event.old != event.new
    for kind, number in account.kinds.items():
        words = counted(number, *KINDS[kind])
        if kind in (EventKind.ABOLISH, EventKind.CREATE) and carried[kind]:
            words += f" ({number + carried[kind]:,} units)"
        if kind is EventKind.RENAME and recoded:
            some = "" if number == 1 else "all " if recoded == number else f"{recoded:,} "
            words += f" ({some}with a new id)"
        yield words
