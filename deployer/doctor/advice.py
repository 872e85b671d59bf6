"""What came of trying: each trial with what it gained, the best first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ..errors import LiftError
from ..ui import Recorder, Ui
from .examination import Advice
from .gain import gain
from .series import Series
from .subject import Subjects
from .trials import Trial, trials


@dataclass(frozen=True)
class Tried:
    """A trial, and the starts of its bundle."""

    trial: Trial
    series: Series


def prepared(base: Series, subjects: Subjects, ui: Ui) -> Iterator[Tried]:
    """What is worth trying beside ``base``, built and found to start."""
    for trial in trials(base.subject, base.probe):
        with ui.waiting(f"building to try: {trial.what}"):
            try:
                subject = subjects.make(trial.stage, Recorder())
                series = Series(subject, base.python, base.probe)
                if not subject.same_as(base.subject):
                    series.rehearse()
                    yield Tried(trial, series)
            except LiftError as error:
                ui.note(f"{trial.setting} could not be tried: {error.message}")


def advice(base: Series, tried: Sequence[Tried]) -> tuple[Advice, ...]:
    """What was tried in turns with ``base``, what gains most first."""
    found = [_measured(base, each) for each in tried]
    return tuple(sorted(found, key=lambda each: -(each.gain_ms or 0.0)))


def _measured(base: Series, tried: Tried) -> Advice:
    trial, series = tried.trial, tried.series
    return Advice(
        trial.name,
        trial.what,
        _why(tried),
        trial.setting,
        gain_ms=gain(base.wholes, series.wholes, median(base.wholes)),
        request_gain_ms=gain(base.requests, series.requests, median(base.requests)),
        gain_bytes=base.subject.unzipped - series.subject.unzipped,
    )


def _why(tried: Tried) -> str:
    """The trial's reason, with the names of what was left out."""
    needed = tried.series.subject.bundle.dependencies
    if needed is None or needed.finding is None or not needed.finding.unused:
        return tried.trial.why
    names = ", ".join(each.name for each in needed.finding.unused)
    return f"{names}: {tried.trial.why}"
