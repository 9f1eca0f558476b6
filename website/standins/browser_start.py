"""Commands of orgcheck on texts that a page hands over: what is printed, and the exit status."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path

import yaml

FOLDER = Path("/home/pyodide/work")
# libyaml's parser is machine code; the one in Python gives the same events.
if not hasattr(yaml, "CSafeLoader"):
    yaml.CSafeLoader = yaml.SafeLoader
os.environ.update(COLUMNS="100", NO_COLOR="1", PYDANTIC_DISABLE_PLUGINS="1")


def run(files: dict[str, str], arguments: list[str]) -> dict[str, object]:
    """Write the files into an empty folder, run a command there, and give all that it says."""
    from orgcheck.cli.running import run as command

    FOLDER.mkdir(parents=True, exist_ok=True)
    os.chdir(FOLDER)
    for old in FOLDER.iterdir():
        old.unlink()
    for name, text in files.items():
        (FOLDER / name).write_bytes(text.encode("utf-8"))
    out, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
        status = command(arguments)
    sys.stdout.flush()
    return {"status": status, "out": out.getvalue(), "said": said.getvalue()}
