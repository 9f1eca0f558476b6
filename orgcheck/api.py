"""The functions of the public API: load, validate and diff."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from orgcheck.errors import Diagnostic, InvalidSnapshot, NoSnapshot, Unusable
from orgcheck.findings import Finding, in_order
from orgcheck.organisation import Organisation
from orgcheck.snapshot.loading import SeveralSnapshots
from orgcheck.snapshot.loading import load as load_texts
from orgcheck.snapshot.reader import Unreadable
from orgcheck.snapshot.sources import MOST_MIB, SourceError, texts_of

if TYPE_CHECKING:
    from orgcheck.changes.changeset import ChangeSet
    from orgcheck.rules.model import Pack


class InvalidPack(Unusable):
    """A rule pack that is not one; `problems` say what is wrong, and where."""


def load(source: str | os.PathLike[str], *, most_mib: int = MOST_MIB) -> Organisation:
    """Read a snapshot: a file, a folder, or `REV:path` as git has it.

    Parameters
    ----------
    source
        What to read; `-` is standard input.
    most_mib
        How large a file may be, in MiB.

    Returns
    -------
    Organisation
        What the snapshot says. What was wrong with its form is in its `findings`; the rest
        of it can be used.

    Raises
    ------
    InvalidSnapshot
        Where there is nothing to read, or nothing of it can be used (ORG001).

    Examples
    --------
    >>> kela = load("snapshots/2024.yaml")
    >>> kela.superior("internal-audit")
    'director-general'
    """
    return _loaded(source, most_mib)


def _loaded(
    source: str | os.PathLike[str], most_mib: int = MOST_MIB, like: Organisation | None = None
) -> Organisation:
    try:
        given = texts_of(os.fspath(source), most_mib=most_mib)
        reading = load_texts(given.texts, given.label, like.places if like else None)
        return Organisation.of(reading, like)
    except SourceError as error:
        kind = InvalidSnapshot if error.unreadable else NoSnapshot
        raise kind(error.problems) from None
    except SeveralSnapshots as several:
        message = f"{source} holds several snapshots: {several}"
        raise NoSnapshot([Diagnostic(None, message)]) from None
    except Unreadable as unreadable:
        raise InvalidSnapshot(unreadable.problems) from None


def validate(
    organisation: Organisation | str | os.PathLike[str],
    rules: Iterable[Pack | str | os.PathLike[str]] = (),
) -> list[Finding]:
    """Check an organisation for integrity and against rule packs.

    Parameters
    ----------
    organisation
        An organisation, or what `load` takes.
    rules
        Rule packs, or the paths of their files; `builtin:NAME` for one that comes with the
        program.

    Returns
    -------
    list of Finding
        By severity, file, line, column and rule; empty where nothing is wrong.

    Raises
    ------
    InvalidSnapshot
        As `load` does.
    InvalidPack
        Where a pack has errors; with all of them.

    Examples
    --------
    >>> findings = validate("snapshots/2024.yaml", ["rules/kela.yaml"])
    >>> sorted({finding.rule for finding in findings})
    ['KELA018']
    """
    from orgcheck.rules.structure_rules import findings_of

    subject = organisation if isinstance(organisation, Organisation) else load(organisation)
    return in_order(findings_of(subject, [_pack(pack) for pack in rules]))


def diff(
    old: Organisation | str | os.PathLike[str],
    new: Organisation | str | os.PathLike[str],
    *,
    inference: bool = True,
) -> ChangeSet:
    """Say what a reorganisation did.

    Parameters
    ----------
    old, new
        The organisation before and after: organisations, or what `load` takes.
    inference
        Whether to find units again whose ids have changed, and what is not declared.

    Returns
    -------
    ChangeSet
        The events, the ledger of duties, sites and figures, and possible matches.

    Raises
    ------
    InvalidSnapshot
        As `load` does.

    Examples
    --------
    >>> changes = diff("snapshots/2023.yaml", "snapshots/2024.yaml")
    >>> [(event.old, event.new) for event in changes.events if event.kind == "merge"]
    [(('ict-services', 'operational-development'), ('ict-and-operational-development',))]
    """
    from orgcheck.changes.compare import compare

    before = old if isinstance(old, Organisation) else load(old)
    after = new if isinstance(new, Organisation) else _loaded(new, like=before)
    return compare(before, after, inference=inference)


def _pack(pack: Pack | str | os.PathLike[str]) -> Pack:
    from orgcheck.rules.bundled import PREFIX, bundled
    from orgcheck.rules.model import Pack
    from orgcheck.rules.packs import PackError, read_pack
    from orgcheck.snapshot.sources import decoded

    if isinstance(pack, Pack):
        return pack
    name = os.fspath(pack)
    try:
        if name.startswith(PREFIX):
            return read_pack(bundled(name))
        return read_pack(decoded(str(Path(name)), Path(name).read_bytes()))
    except SourceError as error:
        raise FileNotFoundError(error.message) from None
    except (PackError, Unreadable) as error:
        raise InvalidPack(error.problems) from None
