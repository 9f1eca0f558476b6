"""Write every workflow that the pages show into a folder, for what checks workflows.

Called with the folder and the pages. A workflow is a block fenced as `yaml` with a job for GitHub.
"""

from __future__ import annotations

import re
import sys
import textwrap
from pathlib import Path

# Stands for the hash of a release, which a page cannot know before there is one.
RELEASE = "COMMIT"


def workflows(page: str) -> list[str]:
    """The workflows of a page, with a hash in place of the word that stands for one."""
    blocks = re.findall(r"^ *```yaml\n(.*?)^ *```", page, flags=re.MULTILINE | re.DOTALL)
    found = [textwrap.dedent(block) for block in blocks if "runs-on:" in block]
    return [block.replace(f"@{RELEASE}", f"@{'0' * 40}") for block in found]


def main(folder: Path, pages: list[Path]) -> None:
    """Write them, each into a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for page in pages:
        for number, workflow in enumerate(workflows(page.read_text(encoding="utf-8")), 1):
            (folder / f"{page.stem}-{number}.yml").write_text(workflow, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
