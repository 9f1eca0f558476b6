"""Every file of the repository that is made by a program, and the one command that makes them.

`python -m tests.regenerate` makes them all, and says which have changed; words after it choose
those whose path contains one of them: `python -m tests.regenerate schemas docs/`.

A module below `tests` that makes files names each with the function that gives its text, in
`GENERATED`. The modules are found by that name, so there is no list to keep.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import walk_packages

import tests
from hatch_build import compile_catalogues

ROOT = Path(__file__).parents[1]

# Of each path, counted from the root of the repository, what makes the text of the file. PATH#PART
# is the part of a file that stands between `<!-- PART: begin -->` and `<!-- PART: end -->`.
Generated = Mapping[str, Callable[[], str]]


def modules() -> Iterator[tuple[str, str]]:
    """The name and the text of every module below `tests`."""
    for module in walk_packages(tests.__path__, "tests."):
        spec = find_spec(module.name)
        if spec is not None and spec.origin is not None:
            yield module.name, Path(spec.origin).read_text("utf-8")


def generators() -> list[str]:
    """The names of the modules that make files."""
    named = re.compile(r"^GENERATED\b", re.M)
    return [name for name, text in modules() if ".test_" not in name and named.search(text)]


def generated() -> Generated:
    """Every file that is made."""
    return {
        path: make for name in generators() for path, make in import_module(name).GENERATED.items()
    }


def kept(path: str) -> str:
    """What a file, or the part of it that is meant, says now; empty where there is none."""
    file, before, after = _around(path)
    text = file.read_text("utf-8") if file.exists() else ""
    return text[len(before) : len(text) - len(after)]


def _around(path: str) -> tuple[Path, str, str]:
    """A file, and what stands before and after the part of it that is made."""
    name, _, part = path.partition("#")
    file = ROOT / name
    if not part:
        return file, "", ""
    begin, end = f"<!-- {part}: begin -->\n", f"<!-- {part}: end -->\n"
    before, _, rest = file.read_text("utf-8").partition(begin)
    _, _, after = rest.partition(end)
    return file, f"{before}{begin}", f"{end}{after}"


def regenerate(words: list[str]) -> None:
    """Make the files whose path contains one of some words, or all where there are none."""
    for path, make in generated().items():
        if words and not any(word in path for word in words):
            continue
        text = make()
        if kept(path) != text:
            file, before, after = _around(path)
            file.write_text(f"{before}{text}{after}", encoding="utf-8")
            sys.stdout.write(f"{path}\n")
    compile_catalogues()


if __name__ == "__main__":
    regenerate(sys.argv[1:])
