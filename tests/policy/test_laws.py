"""Laws of the review: a breach is found whatever else a change does; what breaks nothing passes."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.policy.play import (
    AGENCY,
    BEFORE,
    BREACH,
    EARLIER,
    NOW,
    PACK,
    RULE,
    SETTINGS,
    Play,
    copied,
    made,
)
from tests.repositories import Repository

NAMES = ("snapshots/v2024", "structure", "snapshots/Current", "deep/er/2024", "snapshots/2024")
OLDER = ("snapshots/v2023", "archive/2023", "2023")


@dataclass
class Draft:
    """A change in the making: the newest snapshot, the older one, and the files of the rules."""

    newest: str = AGENCY
    at: str = "snapshots/2024"
    split: bool = False
    older: str | None = "snapshots/2023"
    pack: str = PACK
    pack_at: str = "rules/agency.yaml"
    settings: str = SETTINGS
    settings_at: str = "orgcheck.toml"
    others: dict[str, str] = field(default_factory=dict)

    def write(self, play: Play) -> None:
        """Put the change into the working tree, and stage it."""
        play.delete(NOW, BEFORE, "rules/agency.yaml", "orgcheck.toml")
        if self.split:
            head, _, units = self.newest.partition("units:\n")
            first, *rest = units.splitlines(keepends=True)
            play.write(f"{self.at}/head.yaml", f"{head}units:\n{first}")
            play.write(f"{self.at}/parts/rest.yaml", "units:\n" + "".join(rest))
        else:
            play.write(f"{self.at}.yaml", self.newest)
        if self.older is not None:
            play.write(f"{self.older}.yaml", EARLIER)
        if self.pack:
            play.write(self.pack_at, self.pack)
        play.write(self.settings_at, self.settings)
        for name, text in self.others.items():
            play.write(name, text)
        play.git("add", "--all")


Act = Callable[[Draft], None]


def _rename(draft: Draft, name: str) -> None:
    draft.at = name


def _rename_older(draft: Draft, name: str) -> None:
    draft.older = name


def _next_version(draft: Draft) -> None:
    draft.newest = draft.newest.replace("2024", "2025")
    draft.at = draft.at.replace("2024", "2025")


def _rename_unit(draft: Draft) -> None:
    draft.newest = draft.newest.replace("name: Benefits", "name: Family Benefits")


def _respell(draft: Draft) -> None:
    draft.newest = draft.newest.replace("organisation: Agency", "organisation: {en: Agency}")


def _rename_organisation(draft: Draft) -> None:
    draft.newest = re.sub("organisation: .*", "organisation: Institute", draft.newest)


def _move_pack(draft: Draft) -> None:
    draft.pack_at = "policy/all.yaml"
    draft.settings = draft.settings.replace("rules/agency.yaml", "policy/all.yaml")


def _split_pack(draft: Draft) -> None:
    if RULE in draft.pack and draft.pack_at == "rules/agency.yaml":
        draft.pack = draft.pack.replace(RULE, "")
        draft.others["rules/audit.yaml"] = f"pack: audit\nrules:\n{RULE}"
        draft.settings = draft.settings.replace(
            '["rules/agency.yaml"]', '["rules/agency.yaml", "rules/audit.yaml"]'
        )


def _move_settings(draft: Draft) -> None:
    if draft.settings_at == "orgcheck.toml":
        draft.settings_at = "pyproject.toml"
        draft.settings = f"[tool.orgcheck]\n{draft.settings}"


def _drop_rule(draft: Draft) -> None:
    # Settings that ignore a rule that no pack has are refused.
    if "ignore" not in draft.settings:
        draft.pack = draft.pack.replace(RULE, "")


def _narrow(draft: Draft) -> None:
    draft.pack = draft.pack.replace("for: {id: audit}", "for: {kind: none}\n    allow_empty: true")


def _ignore(draft: Draft) -> None:
    if "ignore" not in draft.settings and RULE in draft.pack:
        draft.settings += 'ignore = ["AGY001"]\n'


def _milder_settings_nearby(draft: Draft) -> None:
    draft.others["snapshots/orgcheck.toml"] = "rules = []\n"


def _waive(draft: Draft) -> None:
    waiver = "{rule: AGY001, unit: audit, reason: r, permanent: true}"
    draft.others["rules/waivers.yaml"] = f"waivers:\n  - {waiver}\n"


def _decoy(draft: Draft) -> None:
    draft.others["snapshots/decoy.yaml"] = AGENCY


def _drop_pack(draft: Draft) -> None:
    if "ignore" not in draft.settings:
        draft.pack = ""
        draft.settings = re.sub("rules = .*\n", "", draft.settings)


# What changes nothing that a rule is about.
INNOCENT = st.one_of(
    st.sampled_from(NAMES).map(lambda name: lambda draft: _rename(draft, name)),
    st.sampled_from(OLDER).map(lambda name: lambda draft: _rename_older(draft, name)),
    st.just(lambda draft: setattr(draft, "split", not draft.split)),
    st.just(lambda draft: setattr(draft, "older", None)),
    st.sampled_from(
        (_next_version, _rename_unit, _respell, _move_pack, _split_pack, _move_settings)
    ),
)
SLY = st.sampled_from(
    (
        *(_rename_organisation, _drop_rule, _narrow, _ignore, _milder_settings_nearby),
        *(_waive, _decoy, _drop_pack),
    )
)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return made(tmp_path_factory.mktemp("original") / "repository")


@contextmanager
def played(original: Repository, draft: Draft) -> Iterator[Play]:
    folder = Path(tempfile.mkdtemp())
    try:
        play = copied(original, folder / "repository")
        draft.write(play)
        yield play
    finally:
        shutil.rmtree(folder)


def drafted(acts: list[Act]) -> Draft:
    draft = Draft()
    for act in acts:
        act(draft)
    return draft


QUICKLY = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@QUICKLY
@given(st.lists(st.one_of(INNOCENT, SLY), max_size=7))
def test_a_breach_of_a_rule_of_the_base_fails_whatever_else_is_done(
    original: Repository, acts: list[Act]
) -> None:
    draft = drafted(acts)
    draft.newest = draft.newest.replace(*BREACH)
    with played(original, draft) as play:
        ended = play.run()
    assert ended.status == 1, ended.out + ended.err


@QUICKLY
@given(st.lists(INNOCENT, max_size=7))
def test_what_breaks_no_rule_passes_whatever_it_renames(
    original: Repository, acts: list[Act]
) -> None:
    with played(original, drafted(acts)) as play:
        ended = play.run()
    assert ended.status == 0, ended.out + ended.err
