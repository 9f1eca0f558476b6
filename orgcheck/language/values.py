"""Numbers, dates and quotations as the language that is spoken writes them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from orgcheck.language.speech import current

if TYPE_CHECKING:
    from orgcheck.numbers import Number


def number_words(number: Number, form: str = ",") -> str:
    """A number with its thousands apart; `form` is a format of Python that says how in English.

    Examples
    --------
    >>> number_words(1200)
    '1,200'
    >>> from orgcheck.language import speaking
    >>> with speaking("de"):
    ...     number_words(1200)
    '1.200'
    """
    words = format(number, form)
    speech = current()
    return words if speech is None else words.translate(dict(speech.signs))


def percent(share: float) -> str:
    """A share in whole percent.

    Examples
    --------
    >>> percent(0.2)
    '20%'
    """
    speech = current()
    if speech is None:
        return f"{share:.0%}"
    from babel.numbers import format_percent

    return format_percent(share, locale=speech.locale)


def day(value: date | str) -> str:
    """A day, or what is known of it: in English as snapshots write it.

    Examples
    --------
    >>> day(date(2024, 1, 5)), day("2024-01")
    ('2024-01-05', '2024-01')
    >>> from orgcheck.language import speaking
    >>> with speaking("sv"):
    ...     day("2024-01-05"), day("2024-01"), day("2024")
    ('5.1.2024', 'januari 2024', '2024')
    """
    return _written(str(value))


# What is known of a date, by how many parts of it: as the Unicode repository calls its forms.
_FORMS = {2: "yMMMM", 3: "yMd"}


def _written(text: str) -> str:
    speech = current()
    parts = text.split("-")
    if speech is None or len(parts) not in _FORMS:
        return text
    from babel.dates import format_skeleton

    try:
        first = date(*map(int, parts), *[1] * (3 - len(parts)))
    except ValueError:
        return text
    return format_skeleton(_FORMS[len(parts)], first, locale=speech.locale)


def in_quotes(text: str) -> str:
    """A text in the quotation marks of the language.

    Examples
    --------
    >>> in_quotes("audit")
    '"audit"'
    """
    speech = current()
    if speech is None:
        return f'"{text}"'
    opening, closing = _QUOTES.get(speech.language, ('"', '"'))
    return f"{opening}{text}{closing}"


# Babel does not hand over the quotation marks of the repository.
_QUOTES = {
    "de": ("\N{DOUBLE LOW-9 QUOTATION MARK}", "\N{LEFT DOUBLE QUOTATION MARK}"),
    "fi": ("\N{RIGHT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"),
    "fr": (
        "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{NARROW NO-BREAK SPACE}",
        "\N{NARROW NO-BREAK SPACE}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}",
    ),
    "sv": ("\N{RIGHT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"),
}


def language_name(code: str) -> str:
    """What a language is called; its code where nobody says.

    Examples
    --------
    >>> language_name("sv"), language_name("xx")
    ('Swedish', 'xx')
    >>> from orgcheck.language import speaking
    >>> with speaking("fi"):
    ...     language_name("sv")
    'ruotsi'
    """
    speech = current()
    if speech is None:
        return _LANGUAGES.get(code, code)
    return str(speech.locale.languages.get(code.replace("-", "_"), code))


# In English, for which nothing is loaded: the official languages of the European Union, and others
# in which authorities of its neighbours have names.
_LANGUAGES = {
    "bg": "Bulgarian",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "fi": "Finnish",
    "fr": "French",
    "ga": "Irish",
    "hr": "Croatian",
    "hu": "Hungarian",
    "is": "Icelandic",
    "it": "Italian",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "mt": "Maltese",
    "nb": "Norwegian Bokmål",
    "nl": "Dutch",
    "nn": "Norwegian Nynorsk",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "se": "Northern Sami",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sv": "Swedish",
    "uk": "Ukrainian",
}
