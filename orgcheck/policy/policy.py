"""The rules that hold for each snapshot of a run: those asked for, else those of its settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from orgcheck.errors import Diagnostic, OrgcheckError, Unusable
from orgcheck.findings import Finding, Severity
from orgcheck.language import said
from orgcheck.organisation import Organisation
from orgcheck.packs import PREFIX, bundled
from orgcheck.policy.choice import Asked, Choice, check_words, words_of
from orgcheck.policy.configuration import Configuration, Settings, configuration_for
from orgcheck.records import dataclass, replace
from orgcheck.results import CheckResult
from orgcheck.rules.builtin import BUILTIN
from orgcheck.rules.builtin_rule import Tier
from orgcheck.rules.model import ChangeRule, HistoryRule, Pack, Rule
from orgcheck.rules.parameters import misfits
from orgcheck.rules.waivers.model import (
    Waived,
    Waiver,
    apply_waivers,
    unwaivable_rules,
)
from orgcheck.snapshot.sources import SourceError, path_from
from orgcheck.snapshot.suggestions import nearest
from orgcheck.snapshot.text import SourceText
from orgcheck.snapshot.view import View

if TYPE_CHECKING:
    from orgcheck.changes.side_file import Claim
    from orgcheck.policy.baseline import Known

R = TypeVar("R", Rule, ChangeRule, HistoryRule)


@dataclass(frozen=True)
class Force:
    """Which rules are in force on one side.

    `known` are the ids of all rules that there are, `severities` those that are asked, each with
    its severity, and `fail_on` is the one from which on a finding fails.
    """

    known: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: Severity = Severity.ERROR


@dataclass(frozen=True)
class Policy:
    """The packs, the choice of rules, the threshold and the waivers that hold for one snapshot.

    `configured` says whether any pack was named, `day` is the one on which waivers are judged.
    `texts` are those of the packs; `files` are the packs, waivers and settings as they were named,
    `waiver_files` the waivers among them, and `file` is that of the settings. `claims` are what
    `succession_files` declare beside snapshots. `baseline` is what was wrong when the rules came.
    """

    packs: tuple[Pack, ...]
    configured: bool
    choice: Choice
    fail_on: Severity
    waivers: tuple[Waiver, ...]
    day: date
    settings: Settings
    texts: tuple[SourceText, ...] = ()
    files: tuple[str, ...] = ()
    waiver_files: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    succession_files: tuple[str, ...] = ()
    baseline: tuple[Known, ...] = ()
    baseline_file: str | None = None
    file: Path | None = None

    @cached_property
    def known(self) -> frozenset[str]:
        """The ids of all rules: those that come with the program and those of the packs."""
        own = (rule.id for pack in self.packs for rule in pack.every_rule)
        return frozenset(BUILTIN).union(own)

    @cached_property
    def in_force(self) -> tuple[Pack, ...]:
        """The packs, with those of their rules that the choice takes."""
        if not (self.choice.select or self.choice.ignore):
            return self.packs
        return tuple(
            replace(
                pack,
                rules=self._taken(pack.rules),
                change_rules=self._taken(pack.change_rules),
                history_rules=self._taken(pack.history_rules),
            )
            for pack in self.packs
        )

    @property
    def is_ruled(self) -> bool:
        """Whether any rule of a pack is in force."""
        return any(pack.every_rule for pack in self.in_force)

    @cached_property
    def force(self) -> Force:
        """Which rules are in force, and how much each weighs."""
        severities = {id: rule.severity for id, rule in BUILTIN.items()}
        for pack in self.packs:
            severities |= pack.severities
            severities |= {rule.id: rule.severity for rule in pack.every_rule}
        asked = {id: severity for id, severity in severities.items() if self._counts(id)}
        return Force(self.known, asked, self.fail_on)

    def _counts(self, rule: str) -> bool:
        """Whether what a rule finds counts: of those that are always asked unless it is ignored."""
        built_in = BUILTIN.get(rule)
        if built_in is None or built_in.tier is Tier.CHANGE:
            return self.applies(rule)
        return built_in.fixed or Choice(ignore=self.choice.ignore).takes(rule, self.known)

    def _taken(self, rules: tuple[R, ...]) -> tuple[R, ...]:
        return tuple(rule for rule in rules if self.choice.takes(rule.id, self.known))

    def rules_for(self, organisation: Organisation) -> tuple[str, ...] | None:
        """The ids of the rules that hold for a snapshot; None where no pack was named at all."""
        return tuple(rule.id for rule in self.applying(organisation)) if self.configured else None

    def applying(self, organisation: Organisation) -> tuple[Rule, ...]:
        """The rules of packs that hold for a snapshot."""
        return tuple(
            rule
            for pack in self.in_force
            for rule in pack.rules
            if rule.applies_to.covers(organisation)
        )

    def reported(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """The findings without those that `ignore` leaves out."""
        if not self.choice.ignore:
            return tuple(findings)
        left = Choice(ignore=self.choice.ignore)
        return tuple(finding for finding in findings if left.takes(finding.rule, self.known))

    def apply_waivers(
        self, findings: Sequence[Finding]
    ) -> tuple[tuple[Finding, ...], tuple[Waived, ...]]:
        """The findings that count, and those that waivers excuse."""
        if not self.waivers:
            return tuple(findings), ()
        applied = apply_waivers(findings, self.waivers, self.day, unwaivable_rules(self.packs))
        return applied.findings, applied.waived

    def checked(
        self,
        source: str,
        organisation: Organisation,
        findings: tuple[Finding, ...],
        waived: tuple[Waived, ...],
        *,
        language: str | None,
    ) -> CheckResult:
        """What reports on findings are made from, of a snapshot that was held against the policy.

        Parameters
        ----------
        source
            The snapshot as it was named.
        organisation
            What it says.
        findings, waived
            What counts of what was found, and what waivers excuse.
        language
            Which language's names to use.
        """
        snapshot = organisation.snapshot
        return CheckResult(
            source=source,
            findings=findings,
            organisation=organisation.title(language),
            version=snapshot.label,
            units=len(organisation.units),
            uncertain=organisation.slice.uncertain if organisation.slice is not None else None,
            rules=self.rules_for(organisation),
            fail_on=self.fail_on,
            waived=waived,
            structure=organisation,
        )

    def known_findings(self) -> tuple[Finding, ...]:
        """What the baseline names, in whichever snapshot."""
        return tuple(one.finding for one in self.baseline)

    def path_from_baseline(self, argument: str) -> str:
        """The path of a snapshot from the folder of the baseline, as entries name it."""
        assert self.baseline_file is not None, "asked where there is a baseline"
        path = View().path_from_root(argument)
        folder = Path(View().path_from_root(self.baseline_file)).parent
        return Path(path_from(path, folder)).as_posix()

    def applies(self, rule: str) -> bool:
        """Whether a rule is among those chosen."""
        return self.choice.takes(rule, self.known)

    def fails(self, findings: Sequence[Finding]) -> bool:
        """Whether any finding weighs enough to make the exit status 1."""
        return any(finding.severity.at_least(self.fail_on) for finding in findings)


@dataclass
class Policies:
    """The policy of each snapshot of a run; every pack and every file of settings is read once.

    `view` is the standpoint from which all of them are read. What options name and a revision
    does not have yet says nothing there.
    """

    asked: Asked
    view: View = field(default_factory=View)
    _shelf: dict[tuple[str, Path | None], list[tuple[Pack, SourceText]]] = field(
        default_factory=dict
    )
    _by_settings: dict[object, Policy] = field(default_factory=dict)

    def of(self, argument: str) -> Policy:
        """The policy that holds for what an argument names."""
        asked = self.asked
        configuration = configuration_for(
            argument, config=asked.config, isolated=asked.isolated, view=self.view
        )
        if configuration.file not in self._by_settings:
            self._by_settings[configuration.file] = self._made(configuration)
        return self._by_settings[configuration.file]

    @property
    def known(self) -> frozenset[str]:
        """The ids of all rules that any snapshot of the run is held against."""
        return frozenset().union(*(policy.known for policy in self._by_settings.values()))

    def check_options(self, *others: Policies) -> None:
        """Stop where an option names a rule that none of the snapshots is held against."""
        asked = Choice(words_of(self.asked.select), words_of(self.asked.ignore))
        if asked.select or asked.ignore:
            known = self.known.union(*(other.known for other in others))
            check_words(asked, known, integrity_rules())

    def _made(self, configuration: Configuration) -> Policy:
        settings, asked = configuration.settings, self.asked
        names = self._there(asked.packs)
        if not names and not asked.given:
            names = configuration.paths(settings.rules or ())
        waivers = self._there(asked.waivers) or configuration.paths(settings.waivers or ())
        successions = self._there(asked.successions)
        successions = successions or configuration.paths(settings.successions or ())
        configured_baseline = configuration.paths(
            (settings.baseline,) if settings.baseline is not None else ()
        )
        baseline = () if asked.no_baseline else configured_baseline
        own = Choice(settings.select or (), settings.ignore or ())
        read = [pair for name in names for pair in self._packs(name, configuration)]
        policy = Policy(
            packs=(*asked.given, *(pack for pack, _ in read)),
            configured=bool(names or asked.given),
            choice=Choice(
                words_of(asked.select) or own.select, words_of(asked.ignore) or own.ignore
            ),
            fail_on=Severity(asked.fail_on or settings.fail_on or Severity.ERROR),
            waivers=self._waivers(waivers),
            day=asked.as_of or _today(),
            settings=settings,
            texts=tuple(text for _, text in read),
            waiver_files=tuple(waivers),
            claims=self._claims(successions),
            succession_files=tuple(successions),
            baseline=self._baseline(baseline),
            baseline_file=next(iter(configured_baseline), None),
            files=(
                *names,
                *waivers,
                *successions,
                *baseline,
                *([str(configuration.file)] if configuration.file else ()),
            ),
            file=configuration.file,
        )
        _refuse_shared_ids(policy.packs)
        if not asked.packs and not asked.given:
            _refuse_unknown_parameters(configuration, policy.packs)
        if own.select or own.ignore:
            check_words(own, policy.known, integrity_rules(), str(configuration.file))
        return policy

    def _there(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """What is named, without what a revision does not have yet."""
        view = self.view
        return tuple(name for name in names if view.argument(name) is None or view.has(name))

    def _waivers(self, names: Sequence[str]) -> tuple[Waiver, ...]:
        if self.asked.no_waivers or not names:
            return ()
        from orgcheck.rules.waivers.files import read_waivers

        try:
            return read_waivers([text for name in names for text in self.view.texts(name)])
        except SourceError as error:
            raise OrgcheckError(
                said("waiver file: {message}", message=error.message), error.fix
            ) from None

    def _claims(self, names: Sequence[str]) -> tuple[Claim, ...]:
        """What files declare beside snapshots."""
        if not names:
            return ()
        from orgcheck.changes.side_file import read_claims

        try:
            texts = [text for name in names for text in self.view.texts(name)]
            return tuple(claim for text in texts for claim in read_claims(text))
        except SourceError as error:
            raise OrgcheckError(
                said("file of successions: {message}", message=error.message), error.fix
            ) from None

    def _baseline(self, names: Sequence[str]) -> tuple[Known, ...]:
        if not names:
            return ()
        from orgcheck.policy.baseline import read_baseline

        try:
            texts = (text for name in self._there(tuple(names)) for text in self.view.texts(name))
            return tuple(known for text in texts for known in read_baseline(text))
        except SourceError as error:
            fix = said("`orgcheck baseline SNAPSHOT...` writes it")
            raise OrgcheckError(said("baseline: {message}", message=error.message), fix) from None

    def _packs(self, name: str, configuration: Configuration) -> list[tuple[Pack, SourceText]]:
        # With parameters, one text gives each file of settings a pack of its own.
        key = (name, configuration.file if configuration.settings.parameters else None)
        if key not in self._shelf:
            self._shelf[key] = read_packs(name, configuration, self.view)
        return self._shelf[key]


def integrity_rules() -> frozenset[str]:
    """The ids of the rules that nothing switches off."""
    return frozenset(id for id, rule in BUILTIN.items() if rule.fixed)


def packs_of(asked: Asked, *, own_parameters: bool = False) -> list[tuple[Pack, SourceText]]:
    """The packs that options name, or the settings of the current folder, with their texts.

    `own_parameters` leaves out those that the settings give.
    """
    configuration = configuration_for("-", config=asked.config, isolated=asked.isolated)
    names = asked.packs or configuration.paths(configuration.settings.rules or ())
    if own_parameters:
        settings = configuration.settings.model_copy(update={"parameters": None})
        configuration = replace(configuration, settings=settings)
    read = [pair for name in names for pair in read_packs(name, configuration)]
    _refuse_shared_ids([pack for pack, _ in read])
    return read


def _today() -> date:
    return datetime.now().astimezone().date()


def _refuse_shared_ids(packs: Sequence[Pack]) -> None:
    homes: dict[str, Pack] = {}
    for pack in packs:
        for rule in pack.every_rule:
            if homes.setdefault(rule.id, pack) is not pack:
                raise OrgcheckError(
                    said("two packs have a rule {id}", id=rule.id),
                    said("give one of them another id"),
                )


def read_packs(
    name: str, configuration: Configuration, view: View | None = None
) -> list[tuple[Pack, SourceText]]:
    """The packs of a file, a folder, standard input or REV:path, or a `builtin:` one.

    Parameters
    ----------
    name
        What is named.
    configuration
        The settings, whose `parameters` take the place of the packs' own.
    view
        The standpoint from which files are read: the working tree where it is left out.

    Raises
    ------
    OrgcheckError
        Where there is none, or it has errors.
    """
    try:
        texts = (bundled(name),) if name.startswith(PREFIX) else (view or View()).texts(name)
    except SourceError as error:
        raise OrgcheckError(
            said("rule pack: {message}", message=error.message), error.fix
        ) from None
    return [(_read_pack(text, configuration), text) for text in texts]


def _read_pack(text: SourceText, configuration: Configuration) -> Pack:
    from orgcheck.rules.packs import read_pack

    pack = read_pack(text)
    given = (configuration.settings.parameters or {}).get(pack.name)
    if not given:
        return pack
    problems = [
        Diagnostic(
            None,
            said(
                "{file}: {key}: {message}",
                file=configuration.file,
                key=f"parameters.{pack.name}.{key}",
                message=message,
            ),
            fix,
        )
        for key, message, fix in misfits(pack.parameters, given)
    ]
    if problems:
        raise Unusable(problems)
    return read_pack(text, given)


def _refuse_unknown_parameters(configuration: Configuration, packs: Iterable[Pack]) -> None:
    """Stop where settings give parameters to a pack that they do not name."""
    known = [pack.name for pack in packs]
    problems = []
    for name in configuration.settings.parameters or {}:
        if name not in known:
            near = nearest(name, known)
            message = (
                said('no pack is called "{name}"; did you mean "{near}"?', name=name, near=near)
                if near
                else said('no pack is called "{name}"', name=name)
            )
            message = said(
                "{file}: {key}: {message}",
                file=configuration.file,
                key=f"parameters.{name}",
                message=message,
            )
            fix = said("the name is what the pack says after `pack:`")
            problems.append(Diagnostic(None, message, fix))
    if problems:
        raise Unusable(problems)
