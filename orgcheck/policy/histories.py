"""Many versions of one organisation, read and compared as the settings say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from orgcheck.changes.thresholds import ThresholdSettings, thresholds_of
from orgcheck.counting import counted, is_or_are, listed
from orgcheck.descent.history import History, history_of
from orgcheck.descent.versions import Version
from orgcheck.errors import InvalidSnapshot, OrgcheckError, Unreadable
from orgcheck.organisation import Organisation
from orgcheck.policy.choice import Asked
from orgcheck.policy.policy import Policies
from orgcheck.policy.reading import Steps, compared_versions, organisation_of, silently
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.reading import Reading
from orgcheck.snapshot.recorded import Record, RecordedText, record_of, recorded_texts

# How many commits a remark names that cannot be read.
_NAMED = 5


def read_history(
    sources: Sequence[str | Organisation],
    asked: Asked,
    *,
    inference: bool = True,
    thresholds: ThresholdSettings | None = None,
    language: str | None = None,
    most_mib: int | None = None,
    step: Steps = silently,
) -> History:
    """Put versions of an organisation in order and compare each two neighbours.

    See `orgcheck.history`. The settings are those of the last snapshot that is named.
    """
    named = [source for source in sources if isinstance(source, str)]
    settings = Policies(asked).of(named[-1] if named else "-").settings
    organisations = compared_versions(sources, most_mib, step)
    labels = (s if isinstance(s, str) else s.snapshot.label for s in sources)
    return history_of(
        map(Version, labels, organisations),
        thresholds=thresholds_of(settings.thresholds, thresholds),
        inference=inference,
        language=language,
        begun=step,
    )


def read_recorded_history(
    path: str,
    asked: Asked,
    *,
    inference: bool = True,
    thresholds: ThresholdSettings | None = None,
    language: str | None = None,
    most_mib: int | None = None,
    step: Steps = silently,
    planned: Callable[[int], None] = lambda _: None,
) -> History:
    """Compare a snapshot with itself at each commit that changed it, in their order.

    See `orgcheck.history`. The settings are those of the snapshot as it is now. A commit at which
    it cannot be read is left out, and named in the remarks. `planned` is told how many steps the
    work has.
    """
    settings = Policies(asked).of(path).settings
    record = record_of(path)
    planned(2 * len(record.revisions) - 1)
    versions, unread = _recorded(record, most_mib, step)
    if not versions:
        raise next((error for _, error in unread), OrgcheckError(f"no commit has {path}"))
    return history_of(
        versions,
        thresholds=thresholds_of(settings.thresholds, thresholds),
        inference=inference,
        language=language,
        begun=step,
        remarks=tuple(_remarks(record, unread)),
    )


Unread = tuple[RecordedText, OrgcheckError]


def _recorded(
    record: Record, most_mib: int | None, step: Steps
) -> tuple[list[Version], list[Unread]]:
    """The version at each commit, what it has in common with the one before shared with that."""
    versions: list[Version] = []
    unread: list[Unread] = []
    for text in recorded_texts(record):
        step(f"{text.name}: reading")
        like = versions[-1].organisation if versions else None
        try:
            organisation = organisation_of(text.name, partial(_read, text, most_mib, like), like)
        except (InvalidSnapshot, Unreadable) as error:
            unread.append((text, InvalidSnapshot(error.problems)))
            continue
        versions.append(Version(text.name, organisation, text.revision))
    return versions, unread


def _read(text: RecordedText, most_mib: int | None, like: Organisation | None) -> Reading:
    given = text.read(most_mib)
    return load(given.texts, given.label, like.places if like else None)


def _remarks(record: Record, unread: Sequence[Unread]) -> Iterable[str]:
    if unread:
        commits = listed(
            (f"{one.revision.commit[:7]} ({one.revision.day})" for one, _ in unread), most=_NAMED
        )
        many = f"{counted(len(unread), 'commit')} {is_or_are(len(unread))}"
        yield f"{many} left out, where it cannot be read: {commits}."
    if record.is_cut:
        yield "The clone is shallow: what was recorded before is not there."
