"""``lift status --all``: every stage of the settings, looked at side by side. Reads only."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from ..aws.session import Aws, connect
from ..errors import LiftError
from ..settings.stage import Stage
from ..ui import Ui
from .outcome import Outcome
from .status import Status, status
from .strays import Strays, look

_AT_ONCE = 8

Connect = Callable[[Stage, Ui], Aws]


def overview(
    stages: Sequence[Stage], ui: Ui, connected: Connect = connect
) -> tuple[list[Outcome], Strays]:
    """What runs of ``stages``, all that the settings have, and what else is where they are."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        looked = list(pool.map(lambda stage: _look(stage, ui, connected), stages))
        places = {aws.place: aws for _, aws in looked if aws}
        found = list(pool.map(lambda aws: look(aws, stages, ui), places.values()))
    return [outcome for outcome, _ in looked], Strays(
        tuple(each for strays in found for each in strays.orphans),
        tuple(each for strays in found for each in strays.others),
    )


def _look(stage: Stage, ui: Ui, connected: Connect) -> tuple[Outcome, Aws | None]:
    aws = None
    try:
        aws = connected(stage, ui)
        found = status(aws)
    except LiftError as error:
        return Outcome(stage.name, error=error.message), aws
    return Outcome(stage.name, _said(found), document=found.document()), aws


def _said(found: Status) -> str:
    version = f"version {found.version}" if found.version else ""
    return ", ".join(filter(None, (found.state, version, found.url)))
