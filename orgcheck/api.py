"""The functions of the public API: what the command line does, it does by calling the same."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import TypedDict, Unpack

from orgcheck.changes import inversion, replay
from orgcheck.changes.changeset import ChangeSet
from orgcheck.changes.compare import compare as compared
from orgcheck.changes.thresholds import ThresholdSettings
from orgcheck.convert import converting
from orgcheck.convert.columns import map_at
from orgcheck.convert.format import Exported, Imported
from orgcheck.descent.crosswalk import Crosswalk, crosswalk_of
from orgcheck.descent.history import History
from orgcheck.descent.lineage import Lineage, lineage_of
from orgcheck.descent.restatement import Restatement, restatement_of
from orgcheck.errors import OrgcheckError
from orgcheck.findings import Finding, in_order
from orgcheck.language import said
from orgcheck.merging.branches import Collisions
from orgcheck.merging.merge import Merge
from orgcheck.organisation import Organisation
from orgcheck.policy import importing
from orgcheck.policy.change_review import review_since
from orgcheck.policy.check import check_snapshots
from orgcheck.policy.choice import Asked
from orgcheck.policy.configuration import Configuration
from orgcheck.policy.histories import as_register, read_history, read_recorded_history
from orgcheck.policy.importing import Updated
from orgcheck.policy.merging import collisions_with, merge_snapshots
from orgcheck.policy.policy import read_packs
from orgcheck.policy.reading import load, load_changes, load_either
from orgcheck.policy.review import (
    check_against,
    compare_scenarios,
    pairs_against,
    review_change,
)
from orgcheck.records import replace
from orgcheck.results import ChangeResult, CheckResult, DiffResult, Scenarios
from orgcheck.rules.model import Pack
from orgcheck.rules.structure_rules import findings_of
from orgcheck.snapshot.model import Snapshot

# What names a file, a folder, standard input (`-`), or `REV:path` as git has it.
Source = str | os.PathLike[str]


class Options(TypedDict, total=False):
    """What `check` and `review` are asked about rules; what is left out, the settings say.

    Parameters
    ----------
    rules : iterable of str, path or Pack
        Rule packs; `builtin:NAME` for one that comes with the program.
    select, ignore : iterable of str
        Ids of rules, or beginnings of ids: those to apply, and those to leave out. Integrity
        cannot be left out.
    fail_on : str
        From which severity on a finding fails: `error`, `warning` or `info`.
    waivers : iterable of str or path
        Files of waivers. Empty: none is applied.
    as_of : datetime.date
        The day on which waivers are judged; today where left out.
    baseline : bool
        Whether the baseline is heeded that the settings name.
    config : str or path
        The file of settings, in place of the nearest `orgcheck.toml` or `pyproject.toml`.
    isolated : bool
        Whether no settings are read.

    Examples
    --------
    >>> asked: Options = {"rules": ["rules/kela.yaml"], "waivers": [], "isolated": True}
    >>> [result.failed for result in check("snapshots/2024.yaml", **asked)]
    [False]
    """

    rules: Iterable[Source | Pack]
    select: Iterable[str]
    ignore: Iterable[str]
    fail_on: str
    waivers: Iterable[Source]
    as_of: date
    baseline: bool
    config: Source
    isolated: bool


def check(
    *snapshots: Source | Organisation,
    against: Source | None = None,
    all_dates: bool = False,
    language: str | None = None,
    most_mib: int | None = None,
    **options: Unpack[Options],
) -> list[CheckResult]:
    """Check snapshots for integrity and against the rules that hold for them.

    What `orgcheck validate` does, with the same settings, waivers and baseline.

    Parameters
    ----------
    snapshots
        What names them, as `load` takes it; or organisations, which are under the settings of the
        current folder.
    against
        An older snapshot, or a revision of git that has each of them: only what is new since then
        counts. Where that is read from a revision, so are rules, waivers and settings.
    all_dates
        Whether registers are checked on every day on which something changes.
    language
        The language of the organisations' names; English where left out.
    most_mib
        How large a file may be, in MiB; 512 where left out.
    options
        See `Options`.

    Returns
    -------
    list of CheckResult
        One for each snapshot, in their order. A snapshot that cannot be parsed has findings of
        ORG001.

    Raises
    ------
    OrgcheckError
        Where a rule pack, waivers, a baseline or settings have errors, an option names no rule,
        or a snapshot is not there; with all `problems`.

    Examples
    --------
    >>> (result,) = check("snapshots/2024.yaml", rules=["rules/kela.yaml"])
    >>> result.failed, sorted({finding.rule for finding in result.findings})
    (False, ['KELA018'])
    """
    asked = _asked(options)
    if against is None:
        named = [s if isinstance(s, Organisation) else os.fspath(s) for s in snapshots]
        return check_snapshots(
            named, asked, all_dates=all_dates, language=language, most_mib=most_mib
        )
    if any(isinstance(snapshot, Organisation) for snapshot in snapshots):
        raise OrgcheckError(
            said("an organisation says no place of its own"), said("name the snapshot")
        )
    names = [os.fspath(s) for s in snapshots if not isinstance(s, Organisation)]
    pairs = pairs_against(os.fspath(against), list(dict.fromkeys(names)))
    return check_against(pairs, asked, language=language, most_mib=most_mib)


def review(
    old: Source,
    new: Source,
    *,
    inference: bool = True,
    people: bool = True,
    thresholds: Mapping[str, float] | None = None,
    language: str | None = None,
    most_mib: int | None = None,
    **options: Unpack[Options],
) -> DiffResult:
    """Say what a reorganisation did, and what the rules say of it, as `orgcheck diff` does.

    Parameters
    ----------
    old, new
        What names both snapshots. Rules are read where the older one is: see `orgcheck diff`.
    inference
        Whether to find units again whose ids have changed, and what is not declared.
    people
        Whether members of units and holders of posts are compared too.
    thresholds
        From which measures on something is inferred, by name, such as `{"likeness": 0.4}`.
    language
        The language of the organisations' names; English where left out.
    most_mib
        How large a file may be, in MiB; 512 where left out.
    options
        See `Options`. A baseline excuses nothing in a change.

    Returns
    -------
    DiffResult
        The change set in `changes`, the judgement in `review`, what counts in `brought`.

    Raises
    ------
    InvalidSnapshot
        Where a side cannot be read; with all that keeps both from it.
    OrgcheckError
        As `check` does.

    Examples
    --------
    >>> kela = review("snapshots/2023.yaml", "snapshots/2024.yaml")
    >>> kela.failed, sorted({finding.rule for finding in kela.brought})
    (False, ['KELA018'])
    >>> [str(event.kind) for event in kela.changes.events]
    ['merge', 'spin-off', 'replace', 'snapshot']
    """
    return review_change(
        os.fspath(old),
        os.fspath(new),
        _asked(options),
        inference=inference,
        people=people,
        thresholds=ThresholdSettings.model_validate(thresholds) if thresholds else None,
        language=language,
        most_mib=most_mib,
    )


def review_branch(
    base: str | None = None,
    *paths: Source,
    language: str | None = None,
    most_mib: int | None = None,
    **options: Unpack[Options],
) -> ChangeResult:
    """Review what a branch does to the snapshots of the repository around the current folder.

    What `orgcheck changed` does: each snapshot is compared with what it was where the change left
    its target, and judged by the rules, waivers and settings of the target's newest commit.

    Parameters
    ----------
    base
        The branch that the change is for, or a commit; where left out, the variables of the
        pipeline say it.
    paths
        Files, folders or patterns: what neither lies there nor came from there is left out.
    language
        The language of the organisations' names; English where left out.
    most_mib
        How large a file may be, in MiB; 512 where left out.
    options
        See `Options`.

    Returns
    -------
    ChangeResult
        What is said of each snapshot, what there is to say beside it, and what could not be
        reviewed.

    Raises
    ------
    OrgcheckError
        Where there is no repository, the base cannot be told, no snapshot lies there, or rules or
        settings have errors.

    Examples
    --------
    >>> review_branch("no-such-branch")
    Traceback (most recent call last):
    ...
    orgcheck.snapshot.git.GitError: ...
    """
    named = [os.fspath(path) for path in paths]
    return review_since(base, named, _asked(options), language=language, most_mib=most_mib)


def validate(
    organisation: Organisation | Source, rules: Iterable[Pack | Source] = ()
) -> list[Finding]:
    """Check an organisation for integrity and against rule packs, and nothing else.

    No settings are read, and no waivers: see `check`.

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
    OrgcheckError
        Where a pack is not there or has errors; with all `problems`.

    Examples
    --------
    >>> findings = validate("snapshots/2024.yaml", ["rules/kela.yaml"])
    >>> sorted({finding.rule for finding in findings})
    ['KELA018']
    """
    subject = organisation if isinstance(organisation, Organisation) else load(organisation)
    packs = [
        pack
        for one in rules
        for pack in ([one] if isinstance(one, Pack) else _packs_of(os.fspath(one)))
    ]
    return in_order(findings_of(subject, packs))


def _packs_of(name: str) -> list[Pack]:
    return [pack for pack, _ in read_packs(name, Configuration())]


def diff(
    old: Organisation | Source,
    new: Organisation | Source,
    *,
    inference: bool = True,
    people: bool = True,
) -> ChangeSet:
    """Say what a reorganisation did, and nothing of rules: see `review`.

    Parameters
    ----------
    old, new
        The organisation before and after: organisations, or what `load` takes.
    inference
        Whether to find units again whose ids have changed, and what is not declared.
    people
        Whether members of units and holders of posts are compared too.

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
    before = old if isinstance(old, Organisation) else load(old)
    after = new if isinstance(new, Organisation) else load(new, like=before)
    return compared(before, after, inference=inference, people=people)


def history(
    *snapshots: Organisation | Source,
    git: Source | None = None,
    rules: Iterable[Source | Pack] = (),
    inference: bool = True,
    thresholds: Mapping[str, float] | None = None,
    language: str | None = None,
    most_mib: int | None = None,
    config: Source | None = None,
    isolated: bool = False,
) -> History:
    """Put versions of an organisation in order, and say what happened between them.

    Parameters
    ----------
    snapshots
        The versions, as `load` takes them, or organisations, in any order; or one register.
    git
        In place of these, a file or folder: each commit that changed it is a version.
    rules
        Packs with rules over all versions; those of the settings where left out.
    inference
        Whether to find units again whose ids have changed, and what is not declared.
    thresholds
        From which measures on something is inferred, by name; those of the settings where left out.
    language
        The language of the organisation's names; English where left out.
    most_mib
        How large a file may be, in MiB; 512 where left out.
    config
        The file of settings, in place of the nearest `orgcheck.toml` or `pyproject.toml`.
    isolated
        Whether no settings are read.

    Returns
    -------
    History
        The `versions`, the `steps` between neighbours, the `descent` of units, the `findings`.

    Raises
    ------
    InvalidSnapshot
        As `load` does; with all that keeps any of them from being read.
    OrgcheckError
        Where settings have errors, versions cannot be told apart, or git does not have the file.

    Examples
    --------
    >>> kela = history("snapshots/2024.yaml", "snapshots/2023.yaml")
    >>> [version.label for version in kela.versions]
    ['2023', '2024']
    """
    asked = _asked({"rules": rules, "isolated": isolated})
    return _reading_of_versions(snapshots, git)(
        replace(asked, config=os.fspath(config) if config is not None else None),
        inference=inference,
        thresholds=ThresholdSettings.model_validate(thresholds) if thresholds else None,
        language=language,
        most_mib=most_mib,
    )


def register(*snapshots: Organisation | Source, most_mib: int | None = None) -> str:
    """Write dated snapshots as one register with time inside, which gives each of them back.

    Parameters
    ----------
    snapshots
        What names the versions, as `load` takes it, or organisations; in any order. Each has a
        `valid_from` that is a day, or a day as its version.
    most_mib
        How large a file may be, in MiB; 512 where left out.

    Returns
    -------
    str
        The register, as YAML: of the day of a version, and until that of the next one, it says
        what the version says.

    Raises
    ------
    InvalidSnapshot
        As `load` does; with all that keeps any of them from being read.
    OrgcheckError
        Where a version has no day, or two have the same.

    Examples
    --------
    >>> dated = "snapshots/history/2016-01-01.yaml", "snapshots/history/2022-06-01.yaml"
    >>> text = register(*dated)
    >>> "earlier:" in text
    True
    """
    named = [one if isinstance(one, Organisation) else os.fspath(one) for one in snapshots]
    return as_register(named, most_mib=most_mib)


def _reading_of_versions(
    snapshots: tuple[Organisation | Source, ...], git: Source | None
) -> Callable[..., History]:
    if git is None:
        named = [one if isinstance(one, Organisation) else os.fspath(one) for one in snapshots]
        return partial(read_history, named)
    if snapshots:
        raise OrgcheckError(
            said("git and snapshots exclude each other"), said("name snapshots, or one file")
        )
    return partial(read_recorded_history, os.fspath(git))


def lineage(unit: str, *snapshots: Organisation | Source | History) -> Lineage:
    """Tell what a unit came from and what became of it, through many versions.

    Parameters
    ----------
    unit
        The unit's id in any of the versions.
    snapshots
        The versions, as `history` takes them; or one history, so that it need not be made again.

    Returns
    -------
    Lineage
        The units that have the id (several where it was used again), all that they descend from
        and all that descends from them, and what each went through.

    Raises
    ------
    InvalidSnapshot, OrgcheckError
        As `history` does; also where no version has such a unit.

    Examples
    --------
    >>> audit = lineage("communications-unit", "snapshots/2023.yaml", "snapshots/2024.yaml")
    >>> [(edge.kind, edge.old.unit) for edge in audit.edges() if edge.kind != "same"]
    [('spin-off', 'shared-services')]
    """
    return lineage_of(_one_history(snapshots), unit)


def _one_history(snapshots: tuple[Organisation | Source | History, ...]) -> History:
    histories = [one for one in snapshots if isinstance(one, History)]
    if histories and len(snapshots) > 1:
        raise OrgcheckError(
            said("a history is all its versions"), said("give it alone, or the snapshots")
        )
    named = [one for one in snapshots if not isinstance(one, History)]
    return histories[0] if histories else history(*named)


def crosswalk(*snapshots: Organisation | Source | History) -> Crosswalk:
    """Make a table from the units of the first of some versions to those of the last one.

    Parameters
    ----------
    snapshots
        The versions, as `history` takes them; or one history, so that it need not be made again.

    Returns
    -------
    Crosswalk
        Which unit became which, and how much of it, by what basis.

    Raises
    ------
    InvalidSnapshot, OrgcheckError
        As `history` does; also where there is one version alone.

    Examples
    --------
    >>> kela = crosswalk("snapshots/2023.yaml", "snapshots/2024.yaml")
    >>> [pair.old for pair in kela.pairs if pair.new == "ict-and-operational-development"]
    ['operational-development', 'ict-services']
    """
    return crosswalk_of(_one_history(snapshots))


def restate(
    figure: str,
    stated: Organisation | Source,
    told: Organisation | Source,
    *between: Organisation | Source,
) -> Restatement:
    """Tell a figure of one version in the structure of another.

    Parameters
    ----------
    figure
        The name of the figure.
    stated
        The version that states it.
    told
        The version in whose structure it is told; a later or an earlier one.
    between
        Versions between the two, which are then followed one by one.

    Returns
    -------
    Restatement
        What each unit of the one structure has of the other's figure: a value, or bounds.

    Raises
    ------
    InvalidSnapshot, OrgcheckError
        As `history` does; also where no unit of the version has such a figure.

    Examples
    --------
    >>> ministry = "tests/data/ministry/before.yaml", "tests/data/ministry/after.yaml"
    >>> restated = restate("headcount", *ministry)
    >>> restated.total
    955
    >>> [row.exact for row in restated.rows if row.unit is None]
    [33]
    """
    found = history(stated, told, *between)
    ends = (
        one.snapshot.label if isinstance(one, Organisation) else os.fspath(one)
        for one in (stated, told)
    )
    return restatement_of(found, figure, *map(found.number_of, ends))


def merge(
    base: Organisation | Source,
    ours: Organisation | Source,
    theirs: Organisation | Source,
    *,
    most_mib: int | None = None,
    **options: Unpack[Options],
) -> Merge:
    """Make two reorganisations of one structure one.

    What `orgcheck merge` does, with the same rules, settings and waivers.

    Parameters
    ----------
    base
        What both started from: an organisation, or what `load` takes.
    ours, theirs
        What either made of it. The result is written into the text of ours, and judged by the
        rules that hold for it: what both together break and neither alone is a conflict.
    most_mib
        How large a file may be, in MiB.
    options
        What is asked about rules: see `Options`.

    Returns
    -------
    Merge
        The merged `organisation` with its `texts`, and the `conflicts`, pairs of events that
        cannot both have happened; `merged` says whether nothing stands in the way.

    Raises
    ------
    InvalidSnapshot
        As `load` does.
    OrgcheckError
        Where rules or settings have errors, a side is withdrawn, or the text of ours does not
        allow a change without another one.

    Examples
    --------
    >>> result = merge("snapshots/2023.yaml", "snapshots/2024.yaml", "snapshots/2023.yaml")
    >>> result.merged, len(result.organisation.units), result.made
    (True, 22, ())
    """
    first, one, other = (
        side if isinstance(side, Organisation) else os.fspath(side) for side in (base, ours, theirs)
    )
    return merge_snapshots(first, one, other, _asked(options), most_mib=most_mib)


def conflicts(
    *branches: str,
    paths: Iterable[Source] = (),
    most_mib: int | None = None,
    **options: Unpack[Options],
) -> Collisions:
    """Hold what HEAD does to the snapshots of a repository against what other branches do.

    What `orgcheck conflicts` does: each snapshot that both changed since they parted is merged in
    memory, by the rules, waivers and settings of the commit where they parted. Of other branches
    only the snapshots are read.

    Parameters
    ----------
    branches
        Branches, tags or commits, at least one.
    paths
        Files, folders or patterns from the current folder; all snapshots where left out.
    most_mib
        How large a file may be, in MiB; 512 where left out.
    options
        See `Options`.

    Returns
    -------
    Collisions
        Each snapshot that HEAD and a branch both changed, with what comes of both, in `merges`;
        those in which anything collides in `colliding`; what could not be held against each other
        in `notes`.

    Raises
    ------
    InvalidSnapshot
        Where a snapshot of HEAD, or of where the two parted, cannot be read.
    OrgcheckError
        Where there is no repository, git has no such revision or no commit that both share, or
        rules or settings have errors.

    Examples
    --------
    >>> conflicts("no-such-branch")
    Traceback (most recent call last):
    ...
    orgcheck.snapshot.git.GitError: ...
    """
    if not branches:
        raise OrgcheckError(
            said("no branch is named"), said("name the branches to hold HEAD against")
        )
    named = [os.fspath(path) for path in paths]
    return collisions_with(branches, named, _asked(options), most_mib=most_mib)


def compare(
    base: Source,
    *scenarios: Source,
    language: str | None = None,
    most_mib: int | None = None,
    **options: Unpack[Options],
) -> Scenarios:
    """Put scenarios of one reorganisation side by side, each against the structure that there is.

    What `orgcheck compare` does, with the same rules, settings and waivers.

    Parameters
    ----------
    base, scenarios
        What names the structure that there is, and at least one scenario, as `load` takes it.
    language
        The language of the organisations' names; English where left out.
    most_mib
        How large a file may be, in MiB; 512 where left out.
    options
        See `Options`.

    Returns
    -------
    Scenarios
        In `options`, what each scenario does and how the rules judge it, as `review` gives it.

    Raises
    ------
    InvalidSnapshot, OrgcheckError
        As `review` does; also where no scenario is named.

    Examples
    --------
    >>> old, new = "snapshots/2023.yaml", "snapshots/2024.yaml"
    >>> [len(option.changes.events) for option in compare(old, new, old).options]
    [4, 0]
    """
    if not scenarios:
        raise OrgcheckError(said("no scenario is named"), said("name at least one beside the base"))
    named = [os.fspath(scenario) for scenario in scenarios]
    asked = _asked(options)
    return compare_scenarios(os.fspath(base), named, asked, language=language, most_mib=most_mib)


def apply(changes: ChangeSet | Source, organisation: Organisation | Source) -> Snapshot:
    """Make the changes of a change set to an organisation.

    Parameters
    ----------
    changes
        A change set, or what names the file that `orgcheck diff --format json` wrote.
    organisation
        What to change it in: an organisation, or what `load` takes.

    Returns
    -------
    Snapshot
        What comes of it, equal as an organisation to the newer one that was compared.

    Raises
    ------
    OrgcheckError
        Where the file is no change set, or does not fit the organisation; with all `problems`.
    InvalidSnapshot
        As `load` does.

    Examples
    --------
    >>> changes = diff("snapshots/2023.yaml", "snapshots/2024.yaml")
    >>> apply(changes, "snapshots/2023.yaml").version
    '2024'
    """
    subject = organisation if isinstance(organisation, Organisation) else load(organisation)
    return replay.apply(_changes(changes), subject)


def invert(changes: ChangeSet | Source) -> ChangeSet:
    """Turn a change set round, so that applying it undoes the change.

    Parameters
    ----------
    changes
        A change set, or what names the file that `orgcheck diff --format json` wrote.

    Returns
    -------
    ChangeSet
        The change set that undoes it.

    Raises
    ------
    OrgcheckError
        Where the file is no change set; with all `problems`.

    Examples
    --------
    >>> undo = invert(diff("snapshots/2023.yaml", "snapshots/2024.yaml"))
    >>> apply(undo, "snapshots/2024.yaml").version
    '2023'
    """
    return inversion.invert(_changes(changes))


def import_snapshot(
    source: Source,
    *,
    format: str | None = None,
    map: Source | None = None,
    with_people: bool = False,
    most_mib: int | None = None,
) -> Imported:
    """Make a snapshot of a spreadsheet, a catalogue or another format.

    What `orgcheck import` does.

    Parameters
    ----------
    source
        What names the file; `-` is standard input, `REV:path` what git has.
    format
        The format, as `orgcheck import --format` names it; where left out, as the ending and the
        content of the file say.
    map
        What names the file that says what columns are, and which ids were made.
    with_people
        Whether who belongs to what is read, by handle, where the format has that.
    most_mib
        How large the file may be, in MiB; 512 where left out.

    Returns
    -------
    Imported
        The snapshot, where each part came from, and what is wrong in the source.

    Raises
    ------
    InvalidSnapshot
        Where there is nothing to read, or no structure can be told.
    OrgcheckError
        Where the format is not known, or the map does not fit.

    Examples
    --------
    >>> imported = import_snapshot("tests/data/import/virasto.csv")
    >>> [unit.id for unit in imported.snapshot.units]
    ['0001', '0100', '0200', '0210', '0220']
    >>> print(imported.defects[0])
    tests/data/import/virasto.csv!C6: parent "1" is no code here; 0001 meant?
    """
    known = map_at(os.fspath(map)) if map is not None else None
    wanted = converting.ImportOptions(format, known, most_mib, with_people)
    return converting.import_source(os.fspath(source), wanted)


def import_into(
    snapshot: Source,
    source: Source,
    *,
    format: str | None = None,
    map: Source | None = None,
    with_people: bool = False,
    prune: bool = False,
    most_mib: int | None = None,
) -> Updated:
    """Import a source into a snapshot that people keep, and keep what they wrote there.

    What `orgcheck import --into` does; nothing is written.

    Parameters
    ----------
    snapshot
        What names the snapshot, a file or a folder.
    source, format, map, with_people, most_mib
        As `import_snapshot` takes them.
    prune
        Whether what the source lacks is removed.

    Returns
    -------
    Updated
        The files as they are to be in `texts`, the `changes`, and what the source lacks.

    Raises
    ------
    InvalidSnapshot, OrgcheckError
        As `import_snapshot` does; also where the snapshot cannot be read, or its text does not
        allow a change without another one.

    Examples
    --------
    >>> updated = import_into("snapshots/2024.yaml", "tests/data/import/virasto.csv")
    >>> len(updated.lacking), updated.changes.new.units
    (23, 27)
    """
    known = map_at(os.fspath(map)) if map is not None else None
    return importing.import_into(
        os.fspath(snapshot),
        os.fspath(source),
        converting.ImportOptions(format, known, most_mib, with_people),
        prune=prune,
    )


def export_snapshot(
    snapshot: Source | Organisation | Snapshot | ChangeSet,
    format: str,
    *,
    ending: str | None = None,
    with_people: bool = False,
) -> Exported:
    """Write a snapshot, or a change set, in another format.

    What `orgcheck export` does.

    Parameters
    ----------
    snapshot
        A snapshot, an organisation, a change set, or what names one, as `load` takes it.
    format
        The format, as `orgcheck export --format` names it. A change set can be written as `org`.
    ending
        The ending of the file that it is for, where a format has several forms: `.jsonld` of `org`.
    with_people
        Whether who belongs to what is written, where the format has that.

    Returns
    -------
    Exported
        The content, a text or bytes, and what the format cannot hold.

    Raises
    ------
    InvalidSnapshot
        As `load` does.
    OrgcheckError
        Where there is no such format to write.

    Examples
    --------
    >>> exported = export_snapshot("snapshots/2024.yaml", "popolo")
    >>> exported.not_written[-3:]
    ('1 origin of a spin-off', '2 lines of command', '1 further line')
    """
    subject = (
        snapshot
        if isinstance(snapshot, (Snapshot, Organisation, ChangeSet))
        else (load_either(os.fspath(snapshot)))
    )
    if isinstance(subject, ChangeSet):
        return converting.export_changes(subject, format, ending)
    whole = subject if isinstance(subject, Snapshot) else subject.snapshot
    return converting.export_snapshot(whole, format, ending, with_people=with_people)


def _changes(changes: ChangeSet | Source) -> ChangeSet:
    return changes if isinstance(changes, ChangeSet) else load_changes(changes)


def _asked(options: Options) -> Asked:
    """The options as the policies take them."""
    waivers = options.get("waivers")
    named = tuple(os.fspath(name) for name in waivers or ())
    config = options.get("config")
    rules = list(options.get("rules", ()))
    return Asked(
        packs=tuple(os.fspath(one) for one in rules if not isinstance(one, Pack)),
        given=tuple(one for one in rules if isinstance(one, Pack)),
        select=tuple(options.get("select", ())),
        ignore=tuple(options.get("ignore", ())),
        fail_on=options.get("fail_on"),
        waivers=named,
        no_waivers=waivers is not None and not named,
        no_baseline=not options.get("baseline", True),
        as_of=options.get("as_of"),
        config=os.fspath(config) if config is not None else None,
        isolated=options.get("isolated", False),
    )
