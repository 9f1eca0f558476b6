"""Many versions of one organisation, read and compared as the settings say."""

from __future__ import annotations

from collections.abc import Sequence

from orgcheck.changes.thresholds import ThresholdSettings, thresholds_of
from orgcheck.descent.history import History, history_of
from orgcheck.descent.versions import Version
from orgcheck.organisation import Organisation
from orgcheck.policy.choice import Asked
from orgcheck.policy.policy import Policies
from orgcheck.policy.reading import Steps, compared_versions, silently


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
    """Put versions of an organisation in order and compare each two neighbours.

    See `orgcheck.history`. The settings are those of the last snapshot that is named.
    """
    named = [source for source in sources if isinstance(source, str)]
    settings = Policies(asked).of(named[-1] if named else "-").settings
    organisations = compared_versions(sources, most_mib, step)
    labels = (s if isinstance(s, str) else s.snapshot.label for s in sources)
    return history_of(
        map(Version, labels, organisations),
        thresholds=thresholds_of(settings.thresholds, thresholds),
        inference=inference,
        language=language,
        begun=step,
    )
