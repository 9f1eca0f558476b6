"""What an event of each kind is called, one and several; and how duties pass."""

from __future__ import annotations

from orgcheck.changes.model import EventKind, Tally
from orgcheck.counting import counted
from orgcheck.reports.names import listed

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
    EventKind.RECODE: ("new id", "new ids"),
    EventKind.BODY: ("change of a body", "changes of bodies"),
    EventKind.POST: ("change of a post", "changes of posts"),
    EventKind.FIGURE: ("change of a figure", "changes of figures"),
    EventKind.ATTRIBUTE: ("change of another field", "changes of other fields"),
    EventKind.SNAPSHOT: ("change of the snapshot itself", "changes of the snapshot itself"),
}


def owner_words(duties: Tally) -> str:
    """How many duties change owner, and in which way; nothing where none does."""
    change = counted(len(duties.changing_owner), "duty changes", "duties change")
    ways = [
        f"{len(keys):,} {words}"
        for keys, words in (
            (duties.transferred, "transferred"),
            (duties.inherited, "taken over"),
        )
        if keys
    ]
    return f"{change} owner: {listed(ways)}" if change else ""
