"""What mutants begin from: real files in small pieces, sorted by the target that reads them.

Small, since a mutant costs as much time as it is long, and since a mistake in a long text seldom
hits the place that matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from fuzzing.parts import joined
from orgcheck.changes.compare import compare
from orgcheck.errors import Unreadable
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.json import changes as changes_json
from orgcheck.snapshot.loading import SeveralSnapshots, load
from orgcheck.snapshot.model import Snapshot
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.recognition import Role, role_of
from orgcheck.snapshot.text import SourceText
from orgcheck.snapshot.writing import yaml_of

ROOT = Path(__file__).parents[1]
FOLDERS = tuple(
    ROOT / name for name in ("snapshots", "rules", "examples", "docs", "orgcheck/packs")
)
SUFFIXES = (".yaml", ".yml", ".json", ".toml", ".md")
# A file that is longer than this is taken in pieces only.
LONGEST = 2_500
MOST_PIECES = 40
# How many members a piece of a snapshot has beside those above it.
MOST_BELOW = 4

_FENCED = re.compile(r"^```(yaml|toml|json)\n(.*?)^```", re.M | re.S)
_ITEM = re.compile(r"^ *- ", re.M)
_SETTINGS = re.compile(r"^\[tool\.orgcheck.*?(?=^\[(?!tool\.orgcheck)|\Z)", re.M | re.S)


def seeds(folders: Iterable[Path]) -> Mapping[str, Sequence[bytes]]:
    """The seeds of every target, from the files of some folders; the same ones every time."""
    random = Random(0)
    texts = [text for folder in folders for text in _texts(folder)]
    settings = [text for suffix, text in texts if suffix == ".toml"]
    yaml = [text for suffix, text in texts if suffix != ".toml"]
    of_key = {key: [text for text in yaml if _has_key(text, key)] for key in ("pack", "waivers")}
    organisations = list(_organisations(yaml))
    alone = [piece for one in organisations for piece in _branches(one, random)]
    pairs = list(_pairs(organisations, random))
    return {
        "snapshot": [joined(text) for text in (*_short(_snapshots(yaml)), *alone)],
        "pack": [joined(text) for text in _in_pieces(of_key["pack"], random)],
        "waivers": [joined(text) for text in _in_pieces(of_key["waivers"], random)],
        "changes": [joined(_change_set(old, new), old) for old, new in pairs],
        "diff": [joined(old, new) for old, new in pairs],
        "configuration": [joined(text) for text in settings],
    }


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """The texts of a folder, or of one file, each with the suffix that says what it is."""
    files = [folder] if folder.is_file() else sorted(folder.rglob("*"))
    for file in files:
        if not file.is_file() or file.suffix not in SUFFIXES:
            continue
        text = file.read_text("utf-8", errors="replace")
        if file.name == "pyproject.toml":
            yield from ((".toml", table) for table in _SETTINGS.findall(text))
        elif file.suffix == ".md":
            yield from ((f".{language}", block) for language, block in _FENCED.findall(text))
        else:
            yield file.suffix, text


def _has_key(text: str, key: str) -> bool:
    return re.search(rf'^{{?\s*"?{key}"?\s*:', text, re.M) is not None


def _snapshots(texts: Iterable[str]) -> Iterator[str]:
    return (text for text in texts if role_of(text) in (Role.HEAD, Role.PART))


def _short(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if len(text) <= LONGEST]


# -- pieces of packs and waiver files ---------------------------------------------------------


def _in_pieces(texts: Iterable[str], random: Random) -> list[str]:
    """Short texts as they are, and of long ones each item of their lists alone."""
    found: list[str] = []
    for text in texts:
        pieces = list(_pieces(text))
        found += [text] if len(text) <= LONGEST else []
        found += random.sample(pieces, min(len(pieces), MOST_PIECES))
    return found


def _pieces(text: str) -> Iterator[str]:
    """A text of one item of one of its lists, with all that is no list of items."""
    blocks = re.split(r"^(?=[\w\"])", text, flags=re.M)
    items = {block: _items(block) for block in blocks}
    frame = [block for block in blocks if len(items[block]) < 2 and len(block) < LONGEST]
    for block, own in items.items():
        if len(own) >= 2:
            head = block[: _ITEM.search(block).start()]  # type: ignore[union-attr]
            yield from ("".join((*frame, head, item)) for item in own if len(item) < LONGEST)


def _items(block: str) -> list[str]:
    """The items of the list that a key holds, as they stand in the text."""
    first = _ITEM.search(block)
    if first is None:
        return []
    mark = re.escape(first.group())
    return re.split(rf"^(?={mark})", block[first.start() :], flags=re.M)[1:]


# -- pieces of snapshots ----------------------------------------------------------------------


def _organisations(texts: Iterable[str]) -> Iterator[Organisation]:
    for text in _snapshots(texts):
        try:
            organisation = Organisation.of(load([SourceText("seed", text)], "seed"))
        except (Unreadable, SeveralSnapshots):
            continue
        if organisation.units:
            yield organisation


def _branches(organisation: Organisation, random: Random) -> list[str]:
    """Some units with those above them and a few below, each as a snapshot of its own."""
    ids = list(organisation.units)
    chosen = random.sample(ids, min(len(ids), 12))
    return _short(yaml_of(_around(organisation, id)) for id in chosen)


def _around(organisation: Organisation, *ids: str) -> Snapshot:
    """A snapshot of nothing but a few units, and of what their fields name."""
    units = {
        near
        for id in ids
        for near in (id, *organisation.ancestors(id), *organisation.children_of(id)[:MOST_BELOW])
    }
    kept = [unit for unit in organisation.snapshot.units if unit.id in units]
    named = {id for unit in kept for id in (unit.head, unit.reports_to, *_lines_of(unit))}
    return organisation.snapshot.model_copy(
        update={
            "units": tuple(kept),
            "posts": tuple(p for p in organisation.snapshot.posts if p.id in named),
            "bodies": organisation.snapshot.bodies[:3],
            "responsibilities": organisation.snapshot.responsibilities[:3],
        }
    )


def _lines_of(unit: object) -> Iterator[str]:
    return (line.to for line in getattr(unit, "lines", ()))


def _pairs(organisations: Sequence[Organisation], random: Random) -> Iterator[tuple[str, str]]:
    """The same units in an older and a newer snapshot, where there are two, and in one twice."""
    for old, new in zip(organisations, (*organisations[1:], organisations[-1]), strict=True):
        shared = [id for id in old.units if id in new.units]
        other = new if shared else old
        ids = shared or list(old.units)
        for _ in range(min(len(ids), 8)):
            chosen = random.sample(ids, min(len(ids), 2))
            pair = yaml_of(_around(old, *chosen)), yaml_of(_around(other, *chosen))
            if all(len(side) <= LONGEST for side in pair):
                yield pair


def _change_set(old: str, new: str) -> str:
    sides = (Organisation.of(load([SourceText("seed", side)], "seed")) for side in (old, new))
    changes = changes_json.report(compare(*sides))
    return changes if read(SourceText("seed", changes)) else ""
