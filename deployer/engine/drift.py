"""What happened to a function since lift last deployed it, as far as AWS tells. Pure."""

from collections.abc import Iterator, Mapping

from ..aws import function as functions
from ..aws.snapshot import Running
from ..resources.alias import LIVE
from ..resources.concurrency import TAG
from ..settings.stage import Stage


def remarks(running: Running, codes: Mapping[str, str]) -> Iterator[str]:
    """Why the release may not be as it should be; ``codes`` as ``configuration.spec`` has it."""
    alias, latest = running.alias, running.latest
    if alias is None or latest is None:
        return
    if alias.last not in (None, alias.version):
        yield f"somebody moved the alias from version {alias.last} to {alias.version}"
    if not running.versions:
        return
    newest = running.versions[-1]
    if functions.spec_of(latest, codes) != newest.spec(codes):
        yield (
            f"$LATEST was changed since version {newest.number}: by hand, or by a deployment "
            "that was stopped"
        )
    elif newest.number in alias.history.rolled_back:
        yield f"version {newest.number} was rolled back from"
    elif newest.number not in alias.history.versions:
        yield f"version {newest.number} was published and never went live"


def beside(running: Running, stage: Stage) -> Iterator[str]:
    """What others have put on the function."""
    yield from running.beside
    for alias in running.aliases:
        if alias.name != LIVE:
            yield f"alias {alias.name} at version {alias.version}"
    latest = running.latest
    if latest is None or latest.reserved is None or stage.reserved_concurrency is not None:
        return
    if TAG not in latest.tags:
        yield f"reserved concurrency of {latest.reserved}"
