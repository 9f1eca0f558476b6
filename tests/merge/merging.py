"""Versions of a structure as texts, and what their merge says."""

from __future__ import annotations

from typing import Any

import yaml

from orgcheck.merging.merge import Merge, merge
from orgcheck.organisation import Organisation
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.text import SourceText


def read(text: str, name: str = "snapshot.yaml", like: Organisation | None = None) -> Organisation:
    """The organisation that a text describes."""
    places = like.places if like is not None else None
    return Organisation.of(load([SourceText(name, text)], "snapshot", places), like)


def written(data: Any) -> str:
    """Data as YAML, in the order of its keys."""
    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
    return text


def merged(base: str, ours: str, theirs: str) -> Merge:
    """The merge of three texts."""
    before = read(base, "base.yaml")
    return merge(before, read(ours, "ours.yaml", before), read(theirs, "theirs.yaml", before))


def text_of(merge: Merge) -> str:
    """The text of a merge of single files."""
    (source,) = merge.texts
    return source.text
