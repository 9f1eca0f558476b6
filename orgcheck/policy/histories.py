"""Many versions of one organisation, read and compared as the settings say."""

from __future__ import annotations

from collections.abc import Sequence

from orgcheck.changes.thresholds import ThresholdSettings, thresholds_of
from orgcheck.descent.history import History, history_of
from orgcheck.descent.versions import Version
from orgcheck.errors import Diagnostic, InvalidSnapshot
from orgcheck.organisation import Organisation
from orgcheck.policy.check import Steps, silently
from orgcheck.policy.choice import Asked
from orgcheck.policy.policy import Policies
from orgcheck.policy.reading import load
from orgcheck.policy.review import together


def read_history(
    sources: Sequence[str | Organisation],
    asked: Asked,
    *,
    inference: bool = True,
    thresholds: ThresholdSettings | None = None,
    language: str | None = None,
    most_mib: int | None = None,
    step: Steps = silently,
) -> History:
    """Read versions of an organisation, put them in order and compare each two neighbours.

    Parameters
    ----------
    sources
        What names the snapshots, in any order; or organisations, whose versions are their names.
    asked
        Which settings hold: those of the last snapshot that is named.
    inference
        Whether to find units again whose ids have changed, and what is not declared.
    thresholds
        From which measures on something is inferred; those of the settings where left out.
    language
        The language of the organisation's names.
    most_mib
        How large a file may be, in MiB.
    step
        Told what is done next.

    Raises
    ------
    OrgcheckError
        Where settings have errors, or nobody can tell which version comes first.
    InvalidSnapshot
        Where any snapshot cannot be read; with all that keeps them from it.
    """
    named = [source for source in sources if isinstance(source, str)]
    settings = Policies(asked).of(named[-1] if named else "-").settings
    return history_of(
        _read(sources, most_mib, step),
        thresholds=thresholds_of(settings.thresholds, thresholds),
        inference=inference,
        language=language,
        begun=step,
    )


def _read(
    sources: Sequence[str | Organisation], most_mib: int | None, step: Steps
) -> list[Version]:
    """Every version; or one error that names all that keeps any of them from being read."""
    versions: list[Version] = []
    errors: list[InvalidSnapshot] = []
    for source in sources:
        if isinstance(source, Organisation):
            versions.append(Version(source.snapshot.label, source))
            continue
        step(f"{source}: reading")
        like = versions[-1].organisation if versions else None
        try:
            versions.append(Version(source, load(source, most_mib=most_mib, like=like)))
        except InvalidSnapshot as error:
            errors.append(error)
    if errors:
        whole = together(errors)
        raise type(whole)([*whole.problems, Diagnostic(None, "nothing was compared")])
    return versions
