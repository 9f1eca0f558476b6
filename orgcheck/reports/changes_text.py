"""What a reorganisation did, as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from orgcheck.changes.model import ChangeSet, Event, EventKind, Ledger, Net, Tally
from orgcheck.findings import Finding, in_order
from orgcheck.organisation import Organisation
from orgcheck.reports.bulk import bulk_sentence, grouped
from orgcheck.reports.escaping import visible
from orgcheck.reports.grounds import evidence, grounds
from orgcheck.reports.names import Names, listed
from orgcheck.reports.sentences import sentence
from orgcheck.reports.wrapping import columns, counted, wrapped

_INDENT = "  "
_COUNTED = {
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


def report(
    changes: ChangeSet,
    old: Organisation,
    new: Organisation,
    *,
    language: str | None = None,
    verbose: bool = False,
    findings: Sequence[Finding] = (),
    introduced: Sequence[Finding] = (),
    fixed: Sequence[Finding] = (),
) -> str:
    """What happened, for a terminal of 80 columns.

    Parameters
    ----------
    changes
        What `compare` says of the two organisations.
    old, new
        The organisations that were compared: the names come from them.
    language
        Which language's names to use.
    verbose
        Whether to tell each of many like events, and every piece of evidence.
    findings
        What the change rules say.
    introduced, fixed
        The findings of either snapshot alone that the change brings, and that it mends.
    """
    names = Names(old, new, language)
    sections = [
        _counts(changes),
        _cautions(changes, names),
        _findings("Findings on the change", findings),
        _findings("Findings that the change introduces", introduced),
        _findings("Findings that the change mends", fixed),
        *_events(changes, names, verbose=verbose),
        _ledger(changes.ledger, names),
        _possible(changes, names),
    ]
    text = "\n\n".join("\n".join(lines) for lines in map(list, sections) if lines)
    return f"{text}\n"


# -- counts first -----------------------------------------------------------------------------


def _counts(changes: ChangeSet) -> Iterator[str]:
    old, new = changes.old, changes.new
    before, after = visible(old.organisation), visible(new.organisation)
    now = "" if before == after else f"{after} "
    units = f"{old.units:,} units before, {new.units:,} now"
    yield from wrapped(f"{before} {visible(old.version)} -> {now}{visible(new.version)}: {units}")
    if not changes.events:
        yield "no changes"
        return
    parts = [counted(number, *_COUNTED[kind]) for kind, number in changes.summary.items()]
    yield from wrapped(", ".join(parts))


def _cautions(changes: ChangeSet, names: Names) -> Iterator[str]:
    for id in changes.reused:
        yield from wrapped(
            f"{visible(id)} may name another unit than before: {names.was(id)}, now "
            f"{names.now(id)}, and no unit below both. If so, give the new one an id of its own."
        )
    for note in changes.notes:
        yield from wrapped(visible(note))


def _findings(title: str, findings: Sequence[Finding]) -> Iterator[str]:
    if not findings:
        return
    yield f"{title}:"
    for finding in in_order(findings):
        place = f"{finding.location} " if finding.location else ""
        words = f"{place}{finding.severity} {finding.rule} {finding.message}"
        yield from wrapped(visible(words), rest=_INDENT)
        if finding.fix:
            yield from wrapped(visible(f"fix: {finding.fix}"), first=_INDENT, rest=_INDENT * 2)


# -- events -----------------------------------------------------------------------------------


def _events(changes: ChangeSet, names: Names, *, verbose: bool) -> Iterator[Iterable[str]]:
    """Weighty events as paragraphs of their own; the light ones below each other."""
    lines: list[str] = []
    for group in grouped(changes.events, names):
        if len(group) > 1:
            told = _bulk(group, names, verbose=verbose)
        else:
            told = _single(group[0], changes, names)
        paragraph = list(told)
        if len(paragraph) > 1 or group[0].kind.rank <= EventKind.CREATE.rank:
            if lines:
                yield lines
                lines = []
            yield paragraph
        else:
            lines += paragraph
    if lines:
        yield lines


def _single(event: Event, changes: ChangeSet, names: Names) -> Iterator[str]:
    yield from wrapped(_opening(sentence(event, names)), rest=_INDENT)
    for line in grounds(event, changes, names):
        yield from wrapped(line, first=_INDENT, rest=_INDENT * 2)


def _bulk(events: Sequence[Event], names: Names, *, verbose: bool) -> Iterator[str]:
    words = _opening(bulk_sentence(events, names))
    if not verbose:
        yield from wrapped(words, rest=_INDENT)
        return
    yield from wrapped(words.partition(":")[0] + ":")
    for event in events:
        yield from wrapped(sentence(event, names), first=_INDENT, rest=_INDENT * 2)
        for line in evidence(event):
            yield from wrapped(line, first=_INDENT * 2, rest=_INDENT * 3)


def _opening(words: str) -> str:
    """A sentence begins with a capital, unless it begins with a name."""
    for start in ("the ", "register "):
        if words.startswith(start):
            return words[0].upper() + words[1:]
    return words


# -- the ledger -------------------------------------------------------------------------------


def _ledger(ledger: Ledger, names: Names) -> Iterator[str]:
    duties, sites = ledger.responsibilities, ledger.sites
    if not (duties.before or duties.after or sites.before or sites.after or ledger.figures):
        return
    if not ledger.complete:
        yield "Ledger (recorded duties only: does not show that none was lost)"
    else:
        yield "Ledger"
    rows = [("duties", duties), ("sites", sites)]
    yield from _table(
        ("", "before", "kept", "transferred", "dropped", "created", "after"),
        [(name, *_tally(tally)) for name, tally in rows if tally.before or tally.after],
    )
    if duties.before and not duties.dropped:
        yield f"{_INDENT}no recorded duty was dropped"
    for words, keys, field in (
        ("duties dropped", duties.dropped, "responsibilities"),
        ("duties transferred", duties.transferred, "responsibilities"),
        ("sites closed", sites.dropped, "sites"),
    ):
        if keys:
            what = listed((names.item(key, field) for key in keys), most=5)
            yield from wrapped(f"{words}: {what}", first=_INDENT, rest=_INDENT * 2)
    if ledger.figures:
        yield from _table(
            ("", "before", "after", "net"),
            [(visible(name), *_net(figure)) for name, figure in sorted(ledger.figures.items())],
        )


def _tally(tally: Tally) -> tuple[str, ...]:
    counts = (
        tally.before,
        tally.kept,
        len(tally.transferred),
        len(tally.dropped),
        len(tally.created),
        tally.after,
    )
    return tuple(f"{count:,}" for count in counts)


def _net(figure: Net) -> tuple[str, ...]:
    return (f"{figure.before:,}", f"{figure.after:,}", f"{figure.net:+,}" if figure.net else "0")


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns, the first to the left and the others to the right; nothing without rows."""
    if not rows:
        return
    widths = [max(columns(row[number]) for row in (head, *rows)) for number in range(len(head))]
    for row in (head, *rows):
        first = row[0] + " " * (widths[0] - columns(row[0]))
        cells = (f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
        yield f"{_INDENT}{first}  {'  '.join(cells)}".rstrip()


# -- what was not applied ---------------------------------------------------------------------


def _possible(changes: ChangeSet, names: Names) -> Iterator[str]:
    if not changes.possible_matches:
        return
    yield "Possible matches, not applied:"
    for match in changes.possible_matches:
        rival = f"; next best {visible(match.runner_up)}" if match.runner_up else ""
        words = f"{names.was(match.old)} -> {names.now(match.new)}: {visible(match.because)}{rival}"
        yield from wrapped(words, first=_INDENT, rest=_INDENT * 2)
        paste = f"if it is right, write in {visible(match.new)}: {visible(match.paste)}"
        yield from wrapped(paste, first=_INDENT * 2, rest=_INDENT * 3)
