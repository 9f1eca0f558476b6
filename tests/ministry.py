"""A ministry before and after its reorganisation, with its rules: `tests/data/ministry`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from orgcheck.organisation import Organisation
from orgcheck.rules.model import Pack
from orgcheck.rules.packs import read_pack
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.text import SourceText

FOLDER = Path(__file__).with_name("data") / "ministry"


@cache
def before() -> Organisation:
    """The ministry as it was."""
    return _organisation("before.yaml")


@cache
def after() -> Organisation:
    """The ministry as it is: with two directorates merged, one divided, an agency abolished."""
    return _organisation("after.yaml")


@cache
def pack() -> Pack:
    """What the ministry demands of its structure and of a change to it."""
    return read_pack(_source("rules.yaml"))


def _organisation(name: str) -> Organisation:
    return Organisation.of(load([_source(name)], Path(name).stem))


def _source(name: str) -> SourceText:
    return SourceText(name, (FOLDER / name).read_text(encoding="utf-8"))
