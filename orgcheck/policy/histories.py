"""Many versions of one organisation, read and compared as the settings say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from orgcheck.changes.side_file import beside, unknown_of
from orgcheck.changes.thresholds import Thresholds, ThresholdSettings, thresholds_of
from orgcheck.counting import listed
from orgcheck.descent.history import History, history_of
from orgcheck.descent.kept import Comparisons, Store, digest_of, program
from orgcheck.descent.versions import Version
from orgcheck.descent.versions import in_order as versions_in_order
from orgcheck.errors import Diagnostic, InvalidSnapshot, OrgcheckError, Unreadable, Unusable
from orgcheck.language import asked_language, msg, said, said_later, said_n, tr, tr_n
from orgcheck.organisation import Organisation
from orgcheck.policy.choice import Asked
from orgcheck.policy.days import organisation_on, stretches
from orgcheck.policy.policy import Policies, Policy
from orgcheck.policy.reading import Steps, compared_versions, organisation_of, silently
from orgcheck.records import dataclass, replace
from orgcheck.snapshot import day_budget
from orgcheck.snapshot.day_budget import DayBudget
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.reading import Reading, Slice
from orgcheck.snapshot.recorded import Record, RecordedText, record_of, recorded_texts
from orgcheck.snapshot.registering import register_yaml
from orgcheck.snapshot.scalars import PartialDate
from orgcheck.snapshot.slicing import Slices
from orgcheck.snapshot.sources import without_day

# Of fewer versions nothing is kept: two are compared sooner than they are looked up.
_KEPT_FROM = 3
# So many versions share with one that was read whole: each has less in common with it.
_ON_ONE_BASE = 32
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
    store: Store | None = None,
) -> History:
    """Put versions of an organisation in order and compare each two neighbours.

    See `orgcheck.history`. The settings are those of the last snapshot that is named. `store` is
    where comparisons are kept.
    """
    named = [source for source in sources if isinstance(source, str)]
    policy = _policy(asked, named[-1] if named else "-")
    as_read = compared_versions(sources, most_mib, step)
    contents = [
        _content(one) if store is not None and isinstance(source, str) else ""
        for source, one in zip(sources, as_read, strict=True)
    ]
    organisations = [beside(one, policy.claims) for one in as_read]
    labels = [s if isinstance(s, str) else s.snapshot.label for s in sources]
    versions = [
        Version(label, organisation, content=content)
        for label, organisation, content in zip(labels, organisations, contents, strict=True)
    ]
    remarks: tuple[str, ...] = ()
    if len(organisations) == 1 and (slice := organisations[0].slice) is not None:
        versions, remarks = _of_register(without_day(labels[0]), slice)
        versions = _declaring(versions, policy)
    measures = thresholds_of(policy.settings.thresholds, thresholds)
    kept = _comparisons(store, len(sources), policy, inference, measures, most_mib)
    history = history_of(
        versions,
        thresholds=measures,
        inference=inference,
        language=language,
        begun=step,
        remarks=remarks,
        known=kept.known,
        made=kept.keep,
    )
    kept.write()
    return _ruled(_with_unknown(history, policy), policy)


def _declaring(versions: Iterable[Version], policy: Policy) -> list[Version]:
    """Versions that declare what the files beside the snapshots declare of them."""
    return [replace(one, organisation=beside(one.organisation, policy.claims)) for one in versions]


def _with_unknown(history: History, policy: Policy) -> History:
    """The history with what declarations beside the snapshots name and no version has."""
    unknown = unknown_of(policy.claims, *(one.organisation for one in history.versions))
    return replace(history, remarks=(*history.remarks, *unknown))


def _policy(asked: Asked, argument: str) -> Policy:
    policies = Policies(asked)
    policy = policies.of(argument)
    policies.check_options()
    return policy


def _ruled(history: History, policy: Policy, *, is_whole: bool = True) -> History:
    """The history with what the rules over all versions that are in force find in it.

    `is_whole` says whether every version could be read.
    """
    if not any(pack.history_rules for pack in policy.in_force):
        return history
    # Few histories are held against rules, and these take a hundred modules.
    from orgcheck.policy.history_review import reviewed

    return reviewed(history, policy, is_whole=is_whole)


def _comparisons(
    store: Store | None,
    versions: int,
    policy: Policy,
    inference: bool,
    thresholds: Thresholds,
    most_mib: int | None,
) -> Comparisons:
    """The comparisons that were made as they are asked for now, by this very program."""
    if store is None or versions < _KEPT_FROM:
        return Comparisons()
    # What a comparison rests on is kept as it is said in the language that is spoken.
    how = (inference, thresholds, policy.claims, most_mib, asked_language())
    return Comparisons(store, (*program(), *how))


def _content(organisation: Organisation) -> str:
    """What tells the text of a snapshot from any other; empty where it takes more than its text."""
    if organisation.slice is not None or organisation.scope is not None:
        return ""
    texts = organisation.places.texts
    return digest_of([part for text in texts for part in (text.name, text.text)])


def _of_register(name: str, slice: Slice) -> tuple[list[Version], tuple[str, ...]]:
    """What a register says of each day on which something changed, up to the day that is asked."""
    register = slice.register.settled
    days = [date.fromordinal(begin or (end or 2) - 1) for begin, end in stretches(register)]
    come = [day for day in days if day <= slice.day] or days[:1]
    slices = Slices(register)
    budget, versions = DayBudget(register, len(come), day_budget.OF_ALL), []
    for day in come:
        organisation = organisation_on(slices, day)
        versions.append(Version(f"{name}@{day}", organisation))
        budget.spend(day, [organisation.places])
    if len(come) == len(days):
        return versions, ()
    whole = f"{name}@{days[-1]}"
    remark = said_n(
        "{number} later day, from {day} on, not told: {all} tells up to the last.",
        "{number} later days, from {day} on, not told: {all} tells up to the last.",
        len(days) - len(come),
        day=days[len(come)],
        all=whole,
    )
    return versions, (remark,)


def as_register(
    sources: Sequence[str | Organisation],
    *,
    most_mib: int | None = None,
    step: Steps = silently,
) -> str:
    """The register that gives dated snapshots back; see `orgcheck.register`."""
    organisations = compared_versions(sources, most_mib, step)
    labels = (s if isinstance(s, str) else s.snapshot.label for s in sources)
    versions = versions_in_order(map(Version, labels, organisations))
    days = [_first_day(version) for version in versions]
    problems = [
        Diagnostic(
            None,
            said("{file} does not say from which day on it holds", file=version.source),
            said(_DATED),
        )
        for version, day in zip(versions, days, strict=True)
        if day is None
    ]
    if problems:
        raise Unusable(problems)
    return register_yaml(
        [day for day in days if day is not None],
        [version.organisation.snapshot for version in versions],
    )


_DATED = msg("give it a `valid_from:` with the day, or a day as its `version:`")


def _first_day(version: Version) -> date | None:
    """The day from which on a version holds: as it says, or as its label is one."""
    if version.day is not None:
        return None if isinstance(version.day, PartialDate) else version.day
    try:
        return date.fromisoformat(version.label)
    except ValueError:
        return None


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
    store: Store | None = None,
) -> History:
    """Compare a snapshot with itself at each commit that changed it, in their order.

    See `orgcheck.history`. The settings are those of the snapshot as it is now. A commit at which
    it cannot be read is left out, and named in the remarks. `planned` is told how many steps the
    work has; `store` is where comparisons are kept.
    """
    policy = _policy(asked, path)
    record = record_of(path)
    planned(2 * len(record.revisions) - 1)
    measures = thresholds_of(policy.settings.thresholds, thresholds)
    many = len(record.revisions)
    kept = _comparisons(store, many, policy, inference, measures, most_mib)
    versions, unread = _recorded(record, kept, most_mib, step)
    if not versions:
        raise next(
            (error for _, error in unread), OrgcheckError(said("no commit has {file}", file=path))
        )
    history = history_of(
        _declaring(versions, policy),
        thresholds=measures,
        inference=inference,
        language=language,
        begun=step,
        remarks=tuple(_remarks(record, unread)),
        known=kept.known,
        made=kept.keep,
    )
    kept.write()
    return _ruled(_with_unknown(history, policy), policy, is_whole=not unread)


Unread = tuple[RecordedText, OrgcheckError]


def _recorded(
    record: Record, comparisons: Comparisons, most_mib: int | None, step: Steps
) -> tuple[list[Version], list[Unread]]:
    """The version at each commit, what it has in common with the one before shared with that.

    The last one is read in any case: findings name places in it.
    """
    versions: list[Version] = []
    unread: list[Unread] = []
    base = _Base()
    for text in recorded_texts(record):
        step(tr("{file}: reading", file=text.name))
        organisation: Organisation | None = None
        if versions and text.revision is not record.revisions[-1]:
            kept = comparisons.between(versions[-1], text.name, text.content)
            organisation = kept.organisation if kept is not None else None
        if organisation is None:
            try:
                organisation = base.read(text, most_mib)
            except (InvalidSnapshot, Unreadable) as error:
                unread.append((text, InvalidSnapshot(error.problems)))
                continue
        content = text.content if organisation.slice is None else ""
        versions.append(Version(text.name, organisation, text.revision, content))
    return versions, unread


@dataclass
class _Base:
    """The version that was read whole last: those after it share with it what they have of it.

    One that shares its text with another cannot be shared from.
    """

    organisation: Organisation | None = None
    since: int = 0

    def read(self, text: RecordedText, most_mib: int | None) -> Organisation:
        """Read a version, a new base where it has little in common with this one."""
        like = self.organisation if self.since < _ON_ONE_BASE else None
        read = organisation_of(text.name, partial(_read, text, most_mib, like), like)
        self.since += 1
        if not any(document.shared for document in read.places.documents):
            self.organisation, self.since = read, 0
        return read


def _read(text: RecordedText, most_mib: int | None, like: Organisation | None) -> Reading:
    given = text.read(most_mib)
    return load(given.texts, given.label, like.places if like else None)


def _remarks(record: Record, unread: Sequence[Unread]) -> Iterable[str]:
    if unread:
        commits = [f"{one.revision.commit[:7]} ({one.revision.day})" for one, _ in unread]
        yield said_later(lambda: _left_out(commits))
    if record.is_cut:
        yield said("The clone is shallow: what was recorded before is not there.")


def _left_out(commits: Sequence[str]) -> str:
    return tr_n(
        "{number} commit is left out, where it cannot be read: {commits}.",
        "{number} commits are left out, where it cannot be read: {commits}.",
        len(commits),
        commits=listed(commits, most=_NAMED),
    )
