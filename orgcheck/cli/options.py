"""Options that several commands share, each with one meaning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property, wraps
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from orgcheck.errors import Diagnostic, OrgcheckError, Unusable
from orgcheck.language import code_of, has_catalogue, languages, said, speak
from orgcheck.patterns import pattern
from orgcheck.policy.choice import Asked
from orgcheck.records import fields

if TYPE_CHECKING:
    from orgcheck.changes.thresholds import ThresholdSettings
    from orgcheck.snapshot.form import Complaint

F = TypeVar("F", bound=Callable[..., Any])

SEVERITIES = ("error", "warning", "info")
_CODE = pattern(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_WHOLE = pattern(r"[0-9]{1,9}")
_DECIMAL = pattern(r"[0-9]{0,9}\.[0-9]{1,9}|[0-9]{1,9}\.")
# What opens a file that ends so takes it for a document that no command writes.
_NO_FORM = ".pdf"
# For shell completion only: what an argument names is settled when it is read.
A_FILE = click.Path(allow_dash=True)


# The heading that stands last.
_LAST = "Settings and limits"
# Under which heading the help of a command lists an option; any other stands before these.
_HEADINGS = {
    "Rules": ("packs", "select", "ignore", "fail_on", "waivers", "no_waivers", "as_of"),
    "Which unit is which": ("no_inference", "thresholds", "successions"),
    "Report": (
        *("format_", "reports", "output", "statistics", "lang", "with_people", "exit_code"),
        *("quiet", "verbose"),
    ),
    _LAST: ("config", "isolated", "no_cache", "most_mib"),
}
_HEADING_OF = {name: heading for heading, names in _HEADINGS.items() for name in names}
# Fewer options than these are found without headings.
_FEW = 8


class Command(click.Command):
    """A command whose help lists its many options by what they are for."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        if len(options) < _FEW:
            super().format_options(ctx, formatter)
            return
        sections: dict[str, list[tuple[str, str]]] = {"Options": [], **{h: [] for h in _HEADINGS}}
        for option in options:
            if (record := option.get_help_record(ctx)) is not None:
                asks_help = "--help" in option.opts
                heading = _LAST if asks_help else _HEADING_OF.get(option.name or "", "Options")
                sections[heading].append(record)
        for heading, records in sections.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)


def together(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Several options as one decorator, in the order in which help lists them."""

    def decorate(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def asking(command: F) -> F:
    """Hand a command all that its options say about rules, settings and waivers as `asked`."""

    @wraps(command)
    def with_asked(**values: Any) -> Any:
        names = [field.name for field in fields(Asked) if field.name in values]
        asked = Asked(**{name: values.pop(name) for name in names})
        _refuse_contradiction(asked)
        return command(asked=asked, **values)

    return cast("F", with_asked)


def _refuse_contradiction(asked: Asked) -> None:
    """Stop where two options exclude each other."""
    if asked.isolated and asked.config is not None:
        raise OrgcheckError(
            said("{one} and {other} exclude each other", one="--isolated", other="--config"),
            said("leave one of them out"),
        )
    if asked.no_waivers and asked.waivers:
        message = said(
            "{one} and {other} exclude each other", one="--waivers", other="--no-waivers"
        )
        raise OrgcheckError(message, said("leave one of them out"))


recorded = click.option(
    "--git",
    metavar="PATH",
    type=click.Path(),
    help="In place of SNAPSHOTS: a file or folder at each commit that changed it.",
)

configured = together(
    click.option(
        "--config",
        metavar="FILE",
        type=A_FILE,
        help="Settings from this file, not from the nearest orgcheck.toml or pyproject.toml.",
    ),
    click.option("--isolated", is_flag=True, help="Read no file of settings."),
)

with_rules = click.option(
    "--rules",
    "packs",
    metavar="PACK",
    multiple=True,
    type=A_FILE,
    help="A rule pack, or builtin:NAME; may be repeated. In place of the configured ones.",
)

choosing = together(
    click.option(
        "--select",
        metavar="RULES",
        multiple=True,
        help="Apply these rules only: ids or beginnings of ids, with commas. Integrity stays on.",
    ),
    click.option(
        "--ignore",
        metavar="RULES",
        multiple=True,
        help="Leave these rules out: ids or beginnings of ids, with commas.",
    ),
)


def day(_: click.Context, __: click.Parameter, word: str | None) -> date | None:
    """The value of an option that names a day."""
    return day_of(word) if word is not None else None


def day_of(word: str) -> date:
    """The day of the calendar that a word names."""
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise click.BadParameter(
            said("expected a date such as 2024-01-31, found {word}", word=word)
        ) from None


waiving = together(
    click.option(
        "--waivers",
        metavar="FILE",
        multiple=True,
        type=A_FILE,
        help="A file of waivers; may be repeated. In place of the configured ones.",
    ),
    click.option("--no-waivers", is_flag=True, help="Apply no waiver: every finding counts."),
    click.option(
        "--as-of",
        metavar="DATE",
        callback=day,
        help="The day on which waivers are judged, such as 2024-01-31; today where left out.",
    ),
)

failing = click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help="From which severity on a finding makes the exit status 1.  [default: error]",
)


def _language(_: click.Context, __: click.Parameter, word: str | None) -> str | None:
    """The code that is asked for; from here on the program speaks the language, if it can."""
    if word is None:
        return None
    code = code_of(word)
    if not _CODE.fullmatch(code):
        raise click.BadParameter(
            said("expected a code of a language such as fi, sv or fi-FI, found {word}", word=word)
        )
    speak(code)
    return code


def _spoken(context: click.Context, parameter: click.Parameter, word: str | None) -> None:
    """Speak the language that is asked for, which is one of the program's own."""
    code = _language(context, parameter, word)
    if code is not None and not has_catalogue(code):
        raise click.BadParameter(
            said("expected one of {names}, found {code}", names=", ".join(languages()), code=code)
        )


# Of what has no names of an organisation in it; eager, so that complaints are in it, too.
speaking = click.option(
    "--lang",
    metavar="CODE",
    callback=_spoken,
    expose_value=False,
    is_eager=True,
    help=f"The language of what is said: {', '.join(languages()[1:])}; else English.",
)

in_language = click.option(
    "--lang",
    metavar="CODE",
    callback=_language,
    is_eager=True,
    help=f"The language of the report and of names: {', '.join(languages()[1:])}, or one "
    "that names are given in; else English.",
)

naming_people = click.option(
    "--with-people",
    is_flag=True,
    help="Name people also in forms of reports that count them, all but text.",
)

inferring = together(
    click.option(
        "--no-inference",
        is_flag=True,
        help="Take ids and declarations only; infer nothing from names and structure.",
    ),
    click.option(
        "--threshold",
        "thresholds",
        metavar="NAME=VALUE",
        multiple=True,
        help="From which measure on something is inferred, such as likeness=0.4; may be repeated.",
    ),
    click.option(
        "--successions",
        metavar="FILE",
        multiple=True,
        type=A_FILE,
        help="Declared successions that stand beside generated snapshots; may be repeated.",
    ),
)

sized = click.option(
    "--max-size",
    "most_mib",
    metavar="MIB",
    type=click.IntRange(min=1),
    help="How large a file may be, in MiB; 512 where left out.",
)

to_file = click.option(
    "--output", "-o", metavar="FILE", type=A_FILE, help="Write to this file instead of the screen."
)


def text_or_json(command: F) -> F:
    """In which of two forms an answer is written, as `format_`, and the file, as `output`."""
    forms = ("text", "json")

    @wraps(command)
    def with_form(*, format_: str | None, output: str | None, **values: Any) -> Any:
        form = format_ or form_of(output, lambda: forms) or forms[0]
        return command(format_=form, output=output, **values)

    return together(
        click.option(
            "--format",
            "format_",
            type=click.Choice(forms),
            help=f"The form of the answer; {_ELSE}",
        ),
        to_file,
    )(cast("F", with_form))


class _Form(click.Choice[str]):
    """One of the forms that are offered, which are found when a word is held against them."""

    def __init__(self, offered: Callable[[], Sequence[str]]) -> None:
        self._offered = offered
        self.case_sensitive = True

    @cached_property
    def choices(self) -> Sequence[str]:  # type: ignore[override]
        """The words."""
        return tuple(self._offered())


class _FormOption(click.Option):
    """The option that names the form: its help, alone, says which there are."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        assert isinstance(self.type, _Form), "no other option is made of this"
        self.help = f"The form of the report: {', '.join(self.type.choices)}; {_ELSE}"
        return super().get_help_record(ctx)


_ELSE = "where left out, as the ending of the file says, else text."


def formatted(offered: Callable[[], Sequence[str]]) -> Callable[[F], F]:
    """In which form a report is written, and where to; as text where none is named.

    What is `offered` is not asked before a form is: each is a module to import. The command gets
    form and place as one, `reports`: the format and the file of each, the one that goes to
    standard output where no file is named last.
    """

    def with_all_reports(command: F) -> F:
        @wraps(command)
        def with_reports(
            *, format_: str | None, output: str | None, reports: tuple[str, ...], **values: Any
        ) -> Any:
            from orgcheck.reports.formats import TEXT

            further = (_further_report(report, offered()) for report in reports)
            form = format_ or form_of(output, offered) or TEXT
            return command(reports=(*further, (form, output)), **values)

        return cast("F", with_reports)

    return together(
        click.option(
            "--format",
            "format_",
            metavar="FORMAT",
            cls=_FormOption,
            type=_Form(offered),
        ),
        to_file,
        click.option(
            "--report",
            "reports",
            metavar="FORMAT:FILE",
            multiple=True,
            help="A further report of the same run; may be repeated.",
        ),
        with_all_reports,
    )


def _further_report(report: str, formats: Sequence[str]) -> tuple[str, str]:
    """The format and the file of a `--report`."""
    format, _, file = report.partition(":")
    if format not in formats or not file:
        raise click.BadParameter(
            said(
                "expected FORMAT:FILE with one of {names}, found {report}",
                names=", ".join(formats),
                report=report,
            ),
            param_hint="--report",
        )
    return format, file


def form_of(file: str | None, offered: Callable[[], Sequence[str]]) -> str | None:
    """The form that a file's name asks for; None where it asks for none.

    Raises
    ------
    click.BadParameter
        Where it asks for one that the command does not have: whoever opens the file would find
        something else in it.
    """
    if file is None:
        return None
    endings, formats = _endings(), offered()
    ending = PurePath(file).suffix.lower()
    if ending not in endings and ending != _NO_FORM:
        return None
    found = next((form for form in endings.get(ending, ()) if form in formats), None)
    if found is None:
        fitting = sorted(end for end, forms in endings.items() if set(forms) & set(formats))
        raise click.BadParameter(
            said(
                "no report of this command is of the form that {file} asks for; end it in "
                "{names}, or name the form with --format",
                file=file,
                names=", ".join(fitting),
            ),
            param_hint="--output",
        )
    return found


def _endings() -> Mapping[str, list[str]]:
    """The forms of reports and pictures that an ending may mean; a command has one or none."""
    from orgcheck.charts.formats import PICTURES
    from orgcheck.reports.formats import formats

    endings: defaultdict[str, list[str]] = defaultdict(list)
    named = {
        **{name: form.endings for name, form in PICTURES.items()},
        **{name: form.endings for name, form in formats().items()},
    }
    for name, some in named.items():
        for ending in some:
            endings[ending].append(name)
    return endings


# -- thresholds -------------------------------------------------------------------------------


def asked_thresholds(words: Sequence[str]) -> ThresholdSettings:
    """The thresholds that options set; of two for the same one the later stands.

    Raises
    ------
    OrgcheckError
        Where a word is not NAME=VALUE, or names no threshold or a value that it cannot have;
        with all that is wrong.
    """
    from orgcheck.changes.thresholds import ThresholdSettings
    from orgcheck.core import ValidationError
    from orgcheck.snapshot.form import complaints

    values = dict(_named(word) for word in words)
    try:
        return ThresholdSettings.model_validate(values)
    except ValidationError as error:
        raise Unusable(
            Diagnostic(
                None, said("--threshold: {message}", message=complaint.message), _fix(complaint)
            )
            for complaint in complaints(error, ThresholdSettings, values)
        ) from None


def _named(word: str) -> tuple[str, int | float | str]:
    name, equals, value = (part.strip() for part in word.partition("="))
    if not name or not equals:
        raise OrgcheckError(
            said("--threshold: expected NAME=VALUE, found {word}", word=word),
            said("write `--threshold likeness=0.4`"),
        )
    return name, _number(value)


def _number(word: str) -> int | float | str:
    """A number where the word is one; else the word, which no threshold takes."""
    if _WHOLE.fullmatch(word):
        return int(word)
    return float(word) if _DECIMAL.fullmatch(word) else word


def _fix(complaint: Complaint) -> str | None:
    """What to do, as an option writes it."""
    field = complaint.field
    return f"write `--threshold {field}=...`" if field else complaint.fix
