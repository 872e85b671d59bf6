"""What of a stage ``lift undeploy`` deletes, in order, and what it leaves on purpose. Reads only.

First goes what sends requests, then the function, last what the function needs. Only what is ours
is listed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from .aws import (
    function,
    function_url,
    http_api,
    layer,
    log_group,
    network,
    repository,
    role,
    rule,
    storage,
)
from .aws import snapshot as snapshots
from .aws.errors import doing
from .aws.snapshot import Snapshot
from .observe import is_ours, observe
from .plan.actual import Actual
from .resources.function_url import FunctionUrl
from .resources.role import Role

if TYPE_CHECKING:
    from .aws.session import Aws


@dataclass(frozen=True)
class Deletion:
    """``after`` is the key of what uses it: it stays as long as that is there."""

    key: str
    title: str
    run: Callable[[], object]
    after: str = ""


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
        "role": "AWS removes the network interfaces with it" if interfaces else "",
    }
    kept = {key: reason for key, reason in why.items() if reason and key in actual.found}
    titles = [f"{actual.found[key].resource.title} ({reason})" for key, reason in kept.items()]
    deletions = [each for each in _deletions(aws, snapshot, actual) if each.key not in kept]
    return Listing(tuple(deletions), (*titles, *_not_ours(aws, actual)), interfaces)


def _not_ours(aws: "Aws", actual: Actual) -> Iterator[str]:
    bucket = aws.target.stage.s3_bucket
    for title in (*actual.foreign, *([f"bucket {bucket}"] if bucket else ())):
        yield f"{title} (not ours)"


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
    names, found = aws.target.names, actual.found
    if "rule" in found:
        title = found["rule"].resource.title
        yield Deletion("rule", title, partial(rule.delete, aws, names.rule))
    yield from _doors(aws, actual)
    if "function" in found:
        title = found["function"].resource.title
        yield Deletion("function", title, partial(function.delete, aws, names.function))
    yield from _of_the_other_package(aws, actual)
    for version in snapshot.layers:
        if version.belongs_to(aws.target.stage):
            title = f"layer {version.name}:{version.number}"
            delete = partial(layer.delete, aws, version.name, version.number)
            yield Deletion(title, title, delete)
    yield from _archives(aws, actual)
    if "log-group" in found:
        title = f"log group {names.log_group}"
        delete = partial(log_group.delete, aws, names.log_group)
        yield Deletion("log-group", title, delete, after="function")
    if "role" in found:
        delete = partial(role.delete, aws, names.role)
        yield Deletion("role", f"role {names.role}", delete, after="function")


def _doors(aws: "Aws", actual: Actual) -> Iterator[Deletion]:
    """APIs, also doubles, and the function URL.

    Lambda deletes a URL some time after its function; a function that gets the same name before
    that would inherit it (AWS, "Creating and managing Lambda function URLs").
    """
    for key, door in actual.found.items():
        match door.resource:
            case FunctionUrl():
                yield Deletion(
                    key, door.resource.title, partial(function_url.delete, aws, door.resource)
                )
            case _ if key.startswith("http-api"):
                delete = partial(http_api.delete, aws, door.attributes["id"])
                yield Deletion(key, door.resource.title, delete)


def _of_the_other_package(aws: "Aws", actual: Actual) -> Iterator[Deletion]:
    """What a stage has from before its package changed, and the images of either."""
    names, found = aws.target.names, actual.found
    if "former" in found:
        title = found["former"].resource.title
        yield Deletion("function", title, partial(function.delete, aws, names.other_function))
    if "repository" in found:
        title = found["repository"].resource.title
        delete = partial(repository.delete, aws, names.repository)
        yield Deletion("repository", title, delete, after="function")
    with doing(f"read log group {names.other_log_group}"):
        group = log_group.read(aws, names.other_log_group)
    if group and is_ours(group, aws.target):
        delete = partial(log_group.delete, aws, names.other_log_group)
        yield Deletion("log-group", group.resource.title, delete, after="function")


def _archives(aws: "Aws", actual: Actual) -> Iterator[Deletion]:
    """Our bucket; in one that the settings name, what a run left that was cut short."""
    ours, named = aws.target.names.bucket, aws.target.stage.s3_bucket
    if "bucket" in actual.found:
        yield Deletion("bucket", f"bucket {ours}", partial(storage.delete, aws, ours))
    if named and storage.leftovers(aws, named):
        title = f"what lies under {storage.prefix(aws)} in bucket {named}"
        yield Deletion(title, title, partial(storage.empty, aws, named, storage.prefix(aws)))
