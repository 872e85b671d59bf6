"""What of a stage ``lift undeploy`` deletes, in order, and what it leaves on purpose. Reads only.

First goes what sends requests, then the function, last what the function needs. Only what is ours
is listed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from ..aws import layer, network, scaling, storage
from ..aws import snapshot as snapshots
from ..aws.snapshot import Snapshot
from ..plan.actual import Actual
from ..resources.base import Resource
from ..resources.role import Role
from .carriers import CARRIERS
from .observe import observe

if TYPE_CHECKING:
    from ..aws.session import Aws


@dataclass(frozen=True)
class Deletion:
    """``after`` are the keys of what uses it: it stays as long as one of them is there."""

    key: str
    title: str
    run: Callable[[], object]
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listing:
    """``kept`` says what stays and why; ``interfaces`` counts those that AWS removes later."""

    deletions: tuple[Deletion, ...]
    kept: tuple[str, ...]
    interfaces: int


def listing(aws: "Aws", *, keep_logs: bool) -> Listing:
    """What there is now."""
    snapshot = snapshots.take(aws)
    actual = observe(snapshot, aws.target)
    interfaces = _interfaces(aws, actual)
    why = {
        "log-group": "--keep-logs" if keep_logs else "",
        "former log-group": "--keep-logs" if keep_logs else "",
        "access log-group": "--keep-logs" if keep_logs else "",
        "role": "AWS removes the network interfaces with it" if interfaces else "",
    }
    kept = {key: reason for key, reason in why.items() if reason and key in actual.found}
    titles = [f"{actual.found[key].resource.title} ({reason})" for key, reason in kept.items()]
    deletions = [each for each in _deletions(aws, snapshot, actual) if each.key not in kept]
    return Listing(tuple(deletions), (*titles, *_not_ours(aws, actual)), interfaces)


def _not_ours(aws: "Aws", actual: Actual) -> Iterator[str]:
    stage = aws.target.stage
    yield from (f"{title} (not ours)" for title in actual.foreign)
    if stage.s3_bucket:
        yield f"bucket {stage.s3_bucket} (not ours)"
    if stage.role_arn:
        yield f"role {stage.role_arn.rpartition('/')[2]} (not ours)"


def _interfaces(aws: "Aws", actual: Actual) -> int:
    """Those in the VPC. Lambda removes them with the function's role: without it they would stay,
    and nobody could delete the subnets and security groups they are in."""
    found = actual.found.get("role")
    if found is None or not isinstance(found.resource, Role) or not found.resource.network:
        return 0
    names = aws.target.names
    functions = (names.function, names.other_function)
    return sum(network.interfaces(aws, function) for function in functions)


def _deletions(aws: "Aws", snapshot: Snapshot, actual: Actual) -> Iterator[Deletion]:
    """In the order of the carriers from their end: what sends requests, the function, and when all
    is gone that uses it, what the function stood on."""
    yield from _scalings(aws, actual)
    found = [deletion for kind in reversed(CARRIERS) for deletion in _of(kind, aws, actual)]
    yield from (each for each in found if not each.after)
    for version in snapshot.layers:
        if version.belongs_to(aws.target.stage):
            title = f"layer {version.name}:{version.number}"
            delete = partial(layer.delete, aws, version.name, version.number)
            yield Deletion(title, title, delete)
    yield from _leftovers(aws)
    yield from (each for each in found if each.after)


def _scalings(aws: "Aws", actual: Actual) -> Iterator[Deletion]:
    """What changes the concurrency of versions, there or not: it would outlive the function."""
    theirs = {stranger.key for stranger in actual.strangers}
    names = aws.target.names
    for key, function in (("function", names.function), ("former", names.other_function)):
        for version in scaling.versions(aws, function) if key not in theirs else ():
            title = f"scaling of version {version} of {function}"
            yield Deletion(title, title, partial(scaling.deregister, aws, function, version))


def _of(kind: type[Resource], aws: "Aws", actual: Actual) -> Iterator[Deletion]:
    """Those of one kind; what is a part of the function goes with it."""
    delete = CARRIERS[kind].delete
    if delete is None or kind.on_function:
        return
    for found in actual.found.values():
        resource = found.resource
        if type(resource) is kind:
            run = partial(delete, aws, resource)
            yield Deletion(resource.key, resource.title, run, after=kind.used_by)


def _leftovers(aws: "Aws") -> Iterator[Deletion]:
    """What a run that was cut short left in a bucket that the settings name."""
    named = aws.target.stage.s3_bucket
    if named and storage.leftovers(aws, named):
        title = f"what lies under {storage.prefix(aws)} in bucket {named}"
        yield Deletion(title, title, partial(storage.empty, aws, named, storage.prefix(aws)))
