"""What could be tried out on a stage: settings that may make its cold start or its bundle smaller.

Each is a change of the stage, whose bundle is then built and started in turns with the stage's own.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..engine.health import Probe
from ..settings.stage import Stage
from ..settings.warm_request import WarmRequest
from .subject import Subject

_LANGUAGES = re.compile(r"/LC_MESSAGES/|/babel/locale-data/")
_WORTH_A_TRIAL = 500_000  # bytes


@dataclass(frozen=True)
class Trial:
    """``stage`` as it would be; the rest as in ``Advice``."""

    name: str
    what: str
    why: str
    setting: str
    stage: Stage


def trials(subject: Subject, probe: Probe | None) -> Iterator[Trial]:
    """What is worth trying on ``subject``."""
    stage = subject.stage
    yield from _bytecode(stage)
    if probe and not stage.warm_requests:
        yield _warm_requests(stage)
    if subject.bundle.dependencies:
        if not stage.slim.unused:
            yield _unused(stage)
        if not stage.locales and _size(subject, _LANGUAGES) > _WORTH_A_TRIAL:
            yield _locales(stage)


def _bytecode(stage: Stage) -> Iterator[Trial]:
    if stage.bytecode:
        yield Trial(
            "no-bytecode",
            "leave the bytecode out",
            "the zips are smaller; Python compiles each module at each cold start",
            '"bytecode": false',
            replace(stage, bytecode=False),
        )
    if stage.bytecode is True:
        yield Trial(
            "archive",
            "import from one archive of the bytecode",
            "Python looks for each module in each folder, and opens a file for it",
            '"bytecode": "archive"',
            replace(stage, bytecode="archive"),
        )
    if not stage.bytecode:
        yield Trial(
            "bytecode",
            "bring the bytecode along",
            "Python compiles each module at each cold start",
            '"bytecode": "archive"',
            replace(stage, bytecode="archive"),
        )


def _warm_requests(stage: Stage) -> Trial:
    check = stage.health_check
    path = check.path if check else "/"
    return Trial(
        "warm-requests",
        f"answer {path} once during INIT",
        "what the first request does, INIT does before it, with a whole processor; nobody waits "
        "for it where environments are kept warm, provisioned or started from a snapshot",
        f'"warm_requests": {json.dumps([path])}',
        replace(stage, warm_requests=(WarmRequest(path),)),
    )


def _unused(stage: Stage) -> Trial:
    return Trial(
        "unused",
        "leave out the packages that the application does not reach",
        "nothing imports them, as far as can be read",
        '"slim": {"unused": "drop"}',
        replace(stage, slim=replace(stage.slim, unused="drop")),
    )


def _locales(stage: Stage) -> Trial:
    return Trial(
        "locales",
        "keep only the languages that the application has",
        "packages bring translations into many",
        '"locales": ["en"]',
        replace(stage, locales=("en",)),
    )


def _size(subject: Subject, pattern: re.Pattern[str]) -> int:
    """Bytes of the files whose path has ``pattern``."""
    return sum(file.lstat().st_size for file in subject.files() if pattern.search(str(file)))
