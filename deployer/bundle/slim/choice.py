"""What is to be taken out of a stage's dependencies."""

from dataclasses import dataclass

from ...settings.stage import Stage
from .. import sources
from . import tests


@dataclass(frozen=True)
class Choice:
    """The names of the ``rules`` that are on, and what they need to know.

    ``locales`` are the languages to keep, ``wanted`` the packages of tests that the application
    mentions.
    """

    rules: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()


def choose(stage: Stage) -> Choice:
    """The choice that the settings of ``stage`` make."""
    rules = stage.slim.rules + (("locales",) if stage.locales else ())
    # The boto family is not resolved in the first place.
    here = tuple(rule for rule in rules if rule != "boto")
    return Choice(here, stage.locales, _wanted(stage) if stage.slim.tests else ())


def _wanted(stage: Stage) -> tuple[str, ...]:
    files = sources.files(stage)
    own = {part for path in files for part in path.split("/")[:2]}  # x/…, src/x/…
    modules = (file for file in files.values() if file.suffix == ".py")
    names = {name for file in modules for name in tests.mentioned(file, "")}
    return tuple(sorted(name for name in names if name.partition(".")[0] not in own))
