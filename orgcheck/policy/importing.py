"""A source imported into a snapshot that people keep: in its text, where only that changes."""

from __future__ import annotations

from orgcheck.changes.changeset import ChangeSet
from orgcheck.changes.compare import compare
from orgcheck.common_ground import on_common_ground
from orgcheck.convert.converting import ImportOptions, import_source, reading_of
from orgcheck.convert.format import Imported
from orgcheck.convert.overlay import overlaid
from orgcheck.errors import OrgcheckError
from orgcheck.language import said
from orgcheck.merging.merge import merge
from orgcheck.merging.spots import Texts
from orgcheck.organisation import Organisation
from orgcheck.policy.reading import load
from orgcheck.records import dataclass
from orgcheck.snapshot.model import Entity, Snapshot, written_origin
from orgcheck.snapshot.text import SourceText


@dataclass(frozen=True)
class Updated:
    """A snapshot with what a source says.

    Parameters
    ----------
    imported
        What was made of the source alone, with its defects.
    changes
        What the source changed of the snapshot.
    lacking
        The units, posts and bodies that the source lacks; kept, unless they were pruned.
    likely
        Pairs of a lacking unit and a new one that may be the same, by their ids.
    texts
        The files of the snapshot as they are to be.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> import orgcheck
    >>> with TemporaryDirectory() as folder:
    ...     kept, table = Path(folder, "org.yaml"), Path(folder, "hr.csv")
    ...     text = "organisation: A\\nunits:\\n- {id: a, name: A, top: true} # ours\\n"
    ...     _ = kept.write_text(text, encoding="utf-8")
    ...     _ = table.write_text("Code,Name,Parent\\na,Agency,\\n", encoding="utf-8")
    ...     updated = orgcheck.import_into(kept, table)
    >>> [str(event.kind) for event in updated.changes.events]
    ['rename']
    >>> print(updated.texts[0].text.splitlines()[2])
    - {id: a, name: Agency, top: true, source: ...} # ours
    """

    imported: Imported
    changes: ChangeSet
    lacking: tuple[Entity, ...]
    likely: tuple[tuple[str, str], ...]
    texts: tuple[SourceText, ...]
    before: Organisation
    after: Organisation


def import_into(
    snapshot: str,
    source: str,
    options: ImportOptions,
    *,
    prune: bool = False,
) -> Updated:
    """What a snapshot is to say once a source was imported into it; see `orgcheck.import_into`."""
    known = load(snapshot, most_mib=options.most_mib)
    if not known.places.documents:
        raise OrgcheckError(
            said("{file} is no snapshot that can be written to", file=snapshot),
            said("name one in YAML"),
        )
    if known.slice is not None:
        fix = said("name a snapshot of one day")
        raise OrgcheckError(said("{file} is a register with time inside", file=snapshot), fix)
    imported = import_source(source, options)
    overlay = overlaid(
        known, imported.snapshot, imported.scope, unread=imported.unread, prune=prune
    )
    target = Organisation(overlay.snapshot)
    written = merge(known, known, target).organisation
    return Updated(
        imported,
        compare(known, target, inference=False),
        overlay.lacking,
        tuple(_likely(known, imported)),
        _with_origins(written, overlay.snapshot),
        known,
        target,
    )


def _likely(known: Organisation, imported: Imported) -> list[tuple[str, str]]:
    """Which units that the source lacks may be which that it has under ids of its own."""
    source = Organisation.of(reading_of(imported))
    changes = compare(*on_common_ground(known, source))
    pairs = [(one.old, one.new) for one in changes.correspondence.units]
    return [*pairs, *((one.old, one.new) for one in changes.possible_matches)]


def _with_origins(written: Organisation, snapshot: Snapshot) -> tuple[SourceText, ...]:
    """The files in which each unit, post and body says what it was made of."""
    origins = {one.id: one.origin for one in _entities(snapshot)}
    texts = Texts(written.places.documents)
    for entity in _entities(written.snapshot):
        origin = origins.get(entity.id)
        place = written.places.origin(entity)
        if origin is None or origin == entity.origin or place is None:
            continue
        document, node = place
        said = written_origin(origin)
        source = [*entity.source, said] if entity.source else said
        before = {"source": node["source"]} if "source" in node else {}
        texts.patch(document).change(node, before, {**before, "source": source})
    return tuple(texts.sources())


def _entities(snapshot: Snapshot) -> tuple[Entity, ...]:
    return (*snapshot.units, *snapshot.posts, *snapshot.bodies)
