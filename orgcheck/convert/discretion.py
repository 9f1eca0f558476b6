"""What a message of an import does not quote: values that are about a person, wherever they stand.

A workbook of an organisation often has more than its structure, and a column may be taken for
another one. What looks like an e-mail address, an identity code or a pay figure is named as such.
"""

from __future__ import annotations

from orgcheck.patterns import pattern

_MAIL = r"[^\s\"'<>,;:]+@[^\s\"'<>,;:]+\.[A-Za-z]{2,}"
# As in Finland; Sweden and Denmark; Norway; Germany's pension number; France's INSEE number.
_CODES = (
    r"\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]",
    r"(?:\d{2})?\d{6}[-+]\d{4}",
    r"\d{6} ?\d{5}",
    r"\d{8}[A-Z]\d{3}",
    r"[12] ?\d{2} ?\d{2} ?\d{2} ?\d{3} ?\d{3}(?: ?\d{2})?",
)
_AMOUNT = r"\d[\d .,]*\d"
_MONEY = (
    rf"(?:[€$£]|EUR|SEK) ?{_AMOUNT}",
    rf"{_AMOUNT} ?(?:[€$£]|(?:EUR|SEK|kr)\b)",
    r"\d{1,3}(?:[ .,]?\d{3})+[.,]\d{2}",
)
_PRIVATE = (
    (pattern(_MAIL), "an e-mail address"),
    (pattern(rf"(?<!\w)(?:{'|'.join(_CODES)})(?!\w)"), "an identity code"),
    (pattern(rf"(?<![\w.,])(?:{'|'.join(_MONEY)})(?!\w)"), "an amount of money"),
)


def discreet(text: str) -> str:
    """A message with the name of what is private in place of it.

    Examples
    --------
    >>> discreet('"ada@example.org" is no unit here')
    '"(an e-mail address)" is no unit here'
    >>> discreet('parent "010190-123A" is no code; row 4200 has 3 814,50 €')
    'parent "(an identity code)" is no code; row 4200 has (an amount of money)'
    >>> discreet('parent "2100 Trade" is a name; 2100 meant?')
    'parent "2100 Trade" is a name; 2100 meant?'
    """
    for private, words in _PRIVATE:
        text = private.sub(f"({words})", text)
    return text
