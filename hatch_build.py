"""Compiles the catalogues of sentences, which git has as text, when the package is built."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = Path(__file__).parent / "orgcheck" / "language" / "catalogues"


class Plain(Catalog):
    """A catalogue whose header has nothing that changes while the sentences do not."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What reading it takes."""
        return [
            ("Language", str(self.locale)),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]

    @classmethod
    def of(cls, locale: str, messages: Iterable[Message]) -> Plain:
        """The catalogue of a language with some messages."""
        made = cls(locale=locale, charset="utf-8", fuzzy=False)
        for message in messages:
            if message.id:
                made[message.id] = message
        return made


def compiled(file: Path) -> bytes:
    """What the compiled catalogue of a language has in it; what is not translated is left out."""
    with file.open("rb") as source:
        catalogue = read_po(source, locale=file.stem)
    target = BytesIO()
    write_mo(target, Plain.of(file.stem, catalogue))
    return target.getvalue()


def compile_catalogues() -> list[Path]:
    """Compile each catalogue whose compiled form is not what it says; which those were."""
    changed = []
    for file in sorted(CATALOGUES.glob("*.po")):
        made, content = file.with_suffix(".mo"), compiled(file)
        if not made.exists() or made.read_bytes() != content:
            # Another process that compiles the same must not read half a file.
            beside = made.with_suffix(f".{id(content)}")
            beside.write_bytes(content)
            beside.replace(made)
            changed.append(made)
    return changed


class CompileCatalogues(BuildHookInterface[Any]):
    """Compile before anything is packed or installed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile, and pack what git does not have."""
        compile_catalogues()
        if self.target_name == "wheel":
            build_data["artifacts"].append("orgcheck/language/catalogues/*.mo")
