"""The language of sentences: English, or that of a catalogue, in which a report is asked for.

What a report says is written in English where it is said, as the argument of one of these
functions; a catalogue (`catalogues/LANGUAGE.po`) has the same in another language. Whole
sentences are messages, with the values named in braces: other languages order them otherwise.
"""

from __future__ import annotations

from orgcheck.language.messages import (
    NumberTenses,
    Plural,
    Said,
    Tenses,
    in_present,
    in_tense,
    is_said_again,
    msg,
    msg_n,
    msg_np,
    msg_p,
    said,
    said_as,
    said_later,
    said_n,
    spoken,
    tr,
    tr_n,
    tr_np,
    tr_p,
    tr_t,
    tr_tn,
)
from orgcheck.language.speech import (
    asked_language,
    code_of,
    current,
    has_catalogue,
    languages,
    speak,
    speaking,
    spoken_language,
)
from orgcheck.language.terms import (
    Terms,
    calling,
    kind_language,
    kind_term,
    kinds_term,
    own_term,
    terms,
)
from orgcheck.language.values import day, in_quotes, language_name, number_words, percent

__all__ = [
    "NumberTenses",
    "Plural",
    "Said",
    "Tenses",
    "Terms",
    "asked_language",
    "calling",
    "code_of",
    "current",
    "day",
    "has_catalogue",
    "in_present",
    "in_quotes",
    "in_tense",
    "is_said_again",
    "kind_language",
    "kind_term",
    "kinds_term",
    "language_name",
    "languages",
    "msg",
    "msg_n",
    "msg_np",
    "msg_p",
    "number_words",
    "own_term",
    "percent",
    "said",
    "said_as",
    "said_later",
    "said_n",
    "speak",
    "speaking",
    "spoken",
    "spoken_language",
    "terms",
    "tr",
    "tr_n",
    "tr_np",
    "tr_p",
    "tr_t",
    "tr_tn",
]
