"""One self-contained page from a template: style and script within it, nothing else allowed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from orgcheck.escaping import IN_MARKUP, escape_controls, without_commands
from orgcheck.language import number_words, spoken_language, tr, tr_n, tr_p
from orgcheck.patterns import pattern
from orgcheck.records import dataclass
from orgcheck.reports.judgement import severity_word
from orgcheck.reports.mentions import Mention, Parting
from orgcheck.reports.words import TO_WRITE, capital

if TYPE_CHECKING:
    import re

    from jinja2 import Environment
    from markupsafe import Markup


def page(
    template: str,
    *,
    styles: Sequence[str],
    scripts: Sequence[str] = (),
    rules: str = "",
    **values: Any,
) -> str:
    """Fill a template, every value of it escaped, unseen characters too.

    The page may use its own style and script, known by their hashes, and pictures that it holds
    itself. Whatever else a name might smuggle in, a browser neither runs nor fetches.

    Parameters
    ----------
    template
        The file in `templates/`.
    styles, scripts
        Files in `assets/`, put together in this order.
    rules
        What is added to the style: nothing that data says, save as `css_string`.
    values
        What the template shows.
    """
    from markupsafe import Markup

    style = "\n".join((*map(_asset, styles), rules))
    script = "\n".join(map(_asset, scripts))
    rendered: str = (
        _environment()
        .get_template(template)
        .render(
            style=Markup(style),
            script=Markup(script),
            policy=_policy(style, script),
            **values,
        )
    )
    return without_commands(rendered, IN_MARKUP)


def _policy(style: str, script: str) -> str:
    """The content security policy: nothing but this style and this script."""
    directives = [
        "default-src 'none'",
        f"style-src '{_digest(style)}'",
        f"script-src '{_digest(script)}'" if script else "script-src 'none'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(directives)


def css_string(text: str) -> str:
    """A text as a string of a style sheet.

    Examples
    --------
    >>> css_string('A"<')
    '"A\\\\22 \\\\3c "'
    """
    characters = (one if one.isascii() and one.isalnum() else f"\\{ord(one):x} " for one in text)
    return f'"{"".join(characters)}"'


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _seen(value: Any) -> Any:
    """What a template shows of a value; what is markup already consists of such."""
    # Asked of every value of a page, of which nearly all are numbers or printable.
    if not isinstance(value, str) or value.isprintable() or hasattr(value, "__html__"):
        return value
    return escape_controls(value)


@cache
def _asset(name: str) -> str:
    return (files(__package__) / "assets" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(__package__, "templates"),
        autoescape=True,
        finalize=_seen,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["number"] = number_words
    environment.globals.update(
        tr=tr, tr_n=tr_n, tr_p=tr_p, tr_markup=_tr_markup, page_language=spoken_language
    )
    environment.filters["severity"] = severity_word
    environment.filters["whole"] = unbroken
    environment.filters["with_code"] = with_code
    environment.filters["capital"] = capital
    return environment


def _tr_markup(message: str, **values: Any) -> Markup:
    """A message as markup; of its values what is no markup is escaped."""
    from markupsafe import Markup, escape

    return Markup(escape(tr(message))).format(**{name: _seen(one) for name, one in values.items()})


# -- words within a text -----------------------------------------------------------------------

# A day: a browser breaks the line at any hyphen.
_WHOLE = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def unbroken(text: str) -> Markup:
    """A text in which no line ends within a day.

    Examples
    --------
    >>> str(unbroken("from 2025-01-01"))
    'from <span class="whole">2025-01-01</span>'
    """
    return _set_apart(text, _WHOLE, '<span class="whole">{}</span>', escape_controls)


def with_code(text: str) -> Markup:
    """A text of a rule: what stands in backticks as code, and no line ends within a day.

    Examples
    --------
    >>> str(with_code("Set `top: true`."))
    'Set <code>top: true</code>.'
    """
    return _set_apart(text, TO_WRITE, "<code>{}</code>", unbroken)


def _set_apart(
    text: str, apart: re.Pattern[str], form: str, otherwise: Callable[[str], str]
) -> Markup:
    """A text as markup: what a pattern finds in a form of its own, the rest done otherwise."""
    from markupsafe import Markup

    told, end = Markup(), 0
    for found in apart.finditer(text):
        told += otherwise(text[end : found.start()])
        told += Markup(form).format(escape_controls(found[found.lastindex or 0]))
        end = found.end()
    return told + otherwise(text[end:])


# -- sentences in pieces ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a sentence; `is_name` sets a name apart, `link` leads to where it stands.

    `lang` is the language of a name, where it is stated in one.
    """

    text: str
    is_name: bool = False
    link: str | None = None
    lang: str | None = None

    @property
    def is_spaced(self) -> bool:
        """Whether its spaces are to be seen as they are: more of them than stand between words."""
        return self.text != " ".join(self.text.split())


Pieces = tuple[Piece, ...]


@dataclass(frozen=True)
class SentenceCutter:
    """How sentences are cut: by the names in them, each with the place that it leads to."""

    names: Parting
    anchor: Callable[[Mention], str | None]

    def __call__(self, sentence: str) -> Pieces:
        """The pieces of one sentence."""
        return tuple(
            Piece(part.name, True, self.anchor(part), part.language)
            if isinstance(part, Mention)
            else Piece(part)
            for part in self.names.parts(sentence)
        )

    def all(self, sentences: Iterable[str]) -> tuple[Pieces, ...]:
        """The pieces of several sentences."""
        return tuple(map(self, sentences))
