"""The catalogues of sentences, with what the program says now: new sentences stand there to be
translated, those that it says no more are gone, and what is translated stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from hatch_build import CATALOGUES, Plain
from tests.regenerate import ROOT, Generated

PACKAGE = ROOT / "orgcheck"
# The functions that take sentences, and which of their arguments these are; `c` is a context.
KEYWORDS = {
    "tr": None,
    "tr_markup": None,
    "tr_p": ((1, "c"), 2),
    "tr_n": (1, 2),
    "tr_np": ((1, "c"), 2, 3),
    "said": None,
    "said_n": (1, 2),
    "msg": None,
    "msg_n": (1, 2),
    "msg_p": ((1, "c"), 2),
    "msg_np": ((1, "c"), 2, 3),
}
# How a module is read that says something.
METHODS = {".py": "python", ".html": "jinja2"}


@cache
def extracted() -> tuple[Message, ...]:
    """Every sentence that the program says, once."""
    found = Catalog()
    for id, context in sorted(set(_messages()), key=str):
        found.add(id, context=context)
    return tuple(message for message in found if message.id)


def _messages() -> Iterator[tuple[str | tuple[str, str], str | None]]:
    for file in sorted(PACKAGE.rglob("*")):
        method = METHODS.get(file.suffix)
        if method is None or PACKAGE / "language" in file.parents:
            continue
        # Reading a module token by token takes long.
        if method == "python" and "orgcheck.language" not in file.read_text("utf-8"):
            continue
        options = {"trimmed": "true"} if method == "jinja2" else {"encoding": "utf-8"}
        for _, id, _, context in extract_from_file(
            method, str(file), keywords=KEYWORDS, options=options, strip_comment_tags=True
        ):
            assert isinstance(id, (str, tuple)), "a message is one text, or one and a plural"
            yield id, context  # type: ignore[misc]


def catalogue(file: Path) -> Catalog:
    """A catalogue as it stands."""
    with file.open("rb") as source:
        return read_po(source, locale=file.stem)


def renewed(file: Path) -> str:
    """A catalogue with the sentences of now, in their order and without where they are said."""
    kept = catalogue(file)
    made = Plain.of(file.stem, [])
    made.header_comment = kept.header_comment
    for message in extracted():
        known = kept.get(message.id, message.context)
        string = known.string if known is not None else ""
        # What has become a plural, or is one no more, is to be translated anew.
        if isinstance(string, str) is message.pluralizable:
            string = ("",) * made.num_plurals if message.pluralizable else ""
        made.add(message.id, string, context=message.context)
    target = BytesIO()
    write_po(target, made, width=0, no_location=True, sort_output=True)
    return target.getvalue().decode("utf-8").rstrip("\n") + "\n"


def shares() -> dict[str, tuple[int, int]]:
    """Of each language how many sentences are translated, and how many there are."""
    found = {}
    for file in sorted(CATALOGUES.glob("*.po")):
        messages = [message for message in catalogue(file) if message.id]
        done = sum(is_translated(message) for message in messages)
        found[file.stem] = done, len(messages)
    return found


def is_translated(message: Message) -> bool:
    """Whether a sentence is translated, in the singular and each plural."""
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(strings)


def _makers() -> Iterator[tuple[str, Callable[[], str]]]:
    for file in sorted(CATALOGUES.glob("*.po")):
        yield file.relative_to(ROOT).as_posix(), partial(renewed, file)


GENERATED: Generated = dict(_makers())
