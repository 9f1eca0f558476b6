"""Which language is spoken now: none is loaded for English, which the program is written in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import GNUTranslations
    from pathlib import Path

    from babel import Locale

ENGLISH = "en"
# How dates and numbers are written where a language is asked for without a territory.
_TERRITORIES = {"fi": "FI", "sv": "FI"}


class Speech:
    """A language other than English: its sentences, and how it writes numbers, dates and lists.

    Parameters
    ----------
    code
        A code such as `fi` or `sv-SE`, of a language that has a catalogue.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self.language = _language_of(code)

    @cached_property
    def catalogue(self) -> GNUTranslations:
        """The sentences, from the compiled catalogue."""
        from gettext import GNUTranslations

        with (_catalogues() / f"{self.language}.mo").open("rb") as file:
            return GNUTranslations(file)

    @cached_property
    def locale(self) -> Locale:
        """What the Unicode Common Locale Data Repository knows of the language."""
        from babel import Locale, UnknownLocaleError

        territory = _TERRITORIES.get(self.language)
        named = f"{self.code}-{territory}" if territory and self.code == self.language else ""
        for code in (named, self.code):
            try:
                return Locale.parse(code, sep="-")
            except (UnknownLocaleError, ValueError):
                continue
        return Locale.parse(self.language)

    @cached_property
    def signs(self) -> Mapping[int, str]:
        """What stands in a number for the comma, the point and the minus of an English one."""
        symbols = self.locale.number_symbols
        latin = symbols.get("latn", symbols)
        signs = {",": latin["group"], ".": latin["decimal"], "-": latin["minusSign"]}
        return str.maketrans({sign: str(own) for sign, own in signs.items()})


_current: ContextVar[Speech | None] = ContextVar("speech", default=None)
ASKED: ContextVar[str | None] = ContextVar("asked", default=None)


def current() -> Speech | None:
    """The language that is spoken; None for English."""
    return _current.get()


def spoken_language() -> str:
    """The code of the language that is spoken.

    Examples
    --------
    >>> spoken_language()
    'en'
    """
    speech = _current.get()
    return ENGLISH if speech is None else speech.code


def speak(code: str) -> None:
    """Speak a language from here on, within the `speaking` that is around; English as there."""
    _current.set(_speech(code))
    ASKED.set(code)


def asked_language() -> str | None:
    """The code of the language that is asked for, though there may be no catalogue of it.

    Names, terms and the texts of rules may be in it where the sentences are in English.

    Examples
    --------
    >>> with speaking("se"):
    ...     asked_language(), spoken_language()
    ('se', 'en')
    """
    return ASKED.get()


@contextmanager
def speaking(code: str | None) -> Iterator[None]:
    """Speak a language; English where none is named, or one that has no catalogue.

    Examples
    --------
    >>> with speaking("fi-FI"):
    ...     spoken_language()
    'fi-FI'
    """
    spoken = _current.set(_speech(code) if code is not None else None)
    asked = ASKED.set(code)
    try:
        yield
    finally:
        ASKED.reset(asked)
        _current.reset(spoken)


@cache
def _speech(code: str) -> Speech | None:
    language = _language_of(code)
    return Speech(code) if language != ENGLISH and language in languages() else None


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages in which the program speaks, English first.

    Examples
    --------
    >>> languages()
    ('en', 'de', 'fi', 'fr', 'sv')
    """
    files = _catalogues().iterdir()
    return (ENGLISH, *sorted(file.stem for file in files if file.suffix == ".mo"))


def _catalogues() -> Path:
    # `orgcheck --help` says nothing in another language.
    from pathlib import Path

    return Path(__file__).parent / "catalogues"


def has_catalogue(code: str) -> bool:
    """Whether the program speaks a language, in whichever territory."""
    return _language_of(code) in languages()


def code_of(word: str) -> str:
    """A code of a language as snapshots write it, from what systems write.

    Examples
    --------
    >>> code_of("sv_SE"), code_of("FI"), code_of("fi_FI.UTF-8"), code_of("zh-hant")
    ('sv-SE', 'fi', 'fi-FI', 'zh-Hant')
    """
    language, *parts = word.partition(".")[0].replace("_", "-").split("-")
    cased = {2: str.upper, 4: str.title}
    return "-".join([language.lower(), *(cased.get(len(part), str.lower)(part) for part in parts)])


def _language_of(code: str) -> str:
    return code.partition("-")[0].lower()
