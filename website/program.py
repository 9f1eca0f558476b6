"""orgcheck for the browser: itself, the libraries that it needs, and stand-ins for two of them.

Python runs there as WebAssembly (Pyodide). Of a library's machine code nothing can be used but what
is built for it: pydantic's core is. PyYAML, rapidfuzz and MarkupSafe have the same functions in
Python as well, and use them where the others are missing. What is left has stand-ins.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

HERE = Path(__file__).parent
ROOT = HERE.parent
MODULES = HERE / "node_modules"
# What the commands import that the page runs; what reads workbooks and draws PNG is left out.
LIBRARIES = (
    "annotated-types",
    "click",
    "jinja2",
    "lark",
    "markupsafe",
    "networkx",
    "pydantic",
    "pyyaml",
    "rapidfuzz",
    "typing-extensions",
    "typing-inspection",
)
COMPILED = "pydantic-core"
_PYODIDE = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "pyodide-lock.json",
    "python_stdlib.zip",
)
_LEFT_OUT = re.compile(r"\.(so|pyd|pyx|pxd|c|h|pyi)$|/tests/|__pycache__|\.dist-info/|^\.\.")


def put_program(folder: Path) -> None:
    """Write all that the page loads into a folder.

    Raises
    ------
    FileNotFoundError
        Where npm has not brought Pyodide yet.
    """
    folder.mkdir(parents=True)
    for name in _PYODIDE:
        (folder / name).write_bytes((MODULES / "pyodide" / name).read_bytes())
    (folder / "re2.js").write_bytes((MODULES / "re2js/build/index.js").read_bytes())
    with ZipFile(folder / "orgcheck.zip", "w", ZIP_DEFLATED) as archive:
        for name, content in sorted(_files()):
            # Without a time of their own, so that the same files give the same archive.
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)


def _files() -> Iterator[tuple[str, bytes]]:
    for file in sorted((ROOT / "orgcheck").rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.relative_to(ROOT).as_posix(), file.read_bytes()
    for name in LIBRARIES:
        for path in distribution(name).files or []:
            if not _LEFT_OUT.search(str(path)):
                yield path.as_posix(), Path(str(path.locate())).read_bytes()
    for file in sorted((HERE / "standins").glob("*.py")):
        yield file.name, file.read_bytes()
    grammar = distribution("cel-python").locate_file("celpy/cel.lark")
    yield "celpy/cel.lark", Path(str(grammar)).read_bytes()
    yield "celpy/__init__.py", b""
    yield from _compiled()


def _compiled() -> Iterator[tuple[str, bytes]]:
    """The files of the library that is built for this platform, from the package index."""
    info = json.loads((MODULES / "pyodide/pyodide-lock.json").read_text("utf-8"))["info"]
    major, minor, *_ = info["python"].split(".")
    with TemporaryDirectory() as folder:
        subprocess.run(
            [
                *(sys.executable, "-I", "-m", "pip", "download", "--quiet", "--no-deps"),
                *("--only-binary", ":all:", "--implementation", "cp", "--dest", folder),
                *("--platform", f"pyemscripten_{info['abi_version']}_wasm32"),
                *("--python-version", f"{major}.{minor}", "--abi", f"cp{major}{minor}"),
                f"{COMPILED}=={distribution(COMPILED).version}",
            ],
            check=True,
        )
        (wheel,) = Path(folder).glob("*.whl")
        with ZipFile(wheel) as archive:
            for name in archive.namelist():
                if ".dist-info/" not in name:
                    yield name, archive.read(name)
