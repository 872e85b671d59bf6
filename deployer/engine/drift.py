"""What happened to a function since lift last deployed it, as far as AWS tells. Pure."""

from collections.abc import Iterator, Mapping

from ..aws import function as functions
from ..aws.snapshot import Running
from ..resources import concurrency, provisioned_concurrency
from ..resources.alias import LIVE
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
    if latest is None:
        return
    reserves = stage.reserved_concurrency is not None or concurrency.TAG in latest.tags
    if latest.reserved is not None and not reserves:
        yield f"reserved concurrency of {latest.reserved}"
    if stage.provisioned_concurrency is None and provisioned_concurrency.TAG not in latest.tags:
        for qualifier, there in running.held.allocations.items():
            yield f"provisioned concurrency of {there.requested} on {qualifier}"
