"""``lift undeploy``: take everything of a stage down, from whatever state it is in.

    read AWS -> list -> ask -> delete in order, waiting -> read again

Only what is ours goes. What is gone already is no error, so that a second run finishes what a
first one left.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from . import protection
from .aws import function, http_api, layer, log_group, network, role, rule, storage
from .aws import snapshot as snapshots
from .aws.errors import doing
from .aws.snapshot import Snapshot
from .errors import AwsError, LiftError
from .observe import observe
from .plan.actual import Actual
from .resources.role import Role
from .ui import YES, Ui

if TYPE_CHECKING:
    from .aws.session import Aws


@dataclass(frozen=True)
class Undeployed:
    """Titles of what was deleted and of what was left."""

    stage: str
    deleted: tuple[str, ...]
    kept: tuple[str, ...]

    def document(self) -> dict[str, object]:
        """What ``--json`` prints."""
        return {"stage": self.stage, "deleted": list(self.deleted), "kept": list(self.kept)}


@dataclass(frozen=True)
class _Deletion:
    title: str
    run: Callable[[], object]


def undeploy(aws: "Aws", ui: Ui, *, keep_logs: bool = False, yes: bool = False) -> Undeployed:
    """Delete everything that is ours; ``keep_logs`` leaves the log group."""
    stage = aws.target.stage.name
    protection.show(aws, ui)
    snapshot = snapshots.take(aws)
    actual = observe(snapshot, aws.target)
    interfaces = _interfaces(aws, actual)
    kept = tuple(_kept(actual, keep_logs=keep_logs, keep_role=interfaces > 0))
    deletions = [each for each in _deletions(aws, snapshot, actual) if each.title not in kept]
    if interfaces:
        ui.note(
            f"AWS takes up to 20 minutes to remove the function's network interfaces "
            f"({interfaces}), and needs the role for it: run `lift undeploy {stage}` again then"
        )
    if not deletions:
        ui.step(f"stage {stage} has nothing to delete")
        return Undeployed(stage, (), kept)
    _ask(aws, ui, deletions, yes=yes)
    try:
        deleted = tuple(_delete(deletion, ui) for deletion in deletions)
    except KeyboardInterrupt:
        ui.warn(f"stopped; `lift undeploy {stage}` finishes it")
        raise
    _verify(aws, kept)
    return Undeployed(stage, deleted, kept)


def _interfaces(aws: "Aws", actual: Actual) -> int:
    """Those in the VPC. Lambda removes them with the function's role: without it they would stay,
    and nobody could delete the subnets and security groups they are in."""
    found = actual.found.get("role")
    if found is None or not isinstance(found.resource, Role) or not found.resource.network:
        return 0
    return network.interfaces(aws, aws.target.names.function)


def _deletions(aws: "Aws", snapshot: Snapshot, actual: Actual) -> Iterator[_Deletion]:
    """All there is to delete, in order: first what sends requests, last what the function needs."""
    names, found = aws.target.names, actual.found
    if "rule" in found:
        yield _Deletion(found["rule"].resource.title, partial(rule.delete, aws, names.rule))
    for key, api in found.items():
        if key.startswith("http-api"):
            delete = partial(http_api.delete, aws, api.attributes["id"])
            yield _Deletion(api.resource.title, delete)
    if "function" in found:
        title = found["function"].resource.title
        yield _Deletion(title, partial(function.delete, aws, names.function))
    for version in snapshot.layers:
        if version.belongs_to(aws.target.stage):
            delete = partial(layer.delete, aws, version.name, version.number)
            yield _Deletion(f"layer {version.name}:{version.number}", delete)
    yield from _ground(aws, actual)


def _ground(aws: "Aws", actual: Actual) -> Iterator[_Deletion]:
    names, found, bucket = aws.target.names, actual.found, aws.target.stage.s3_bucket
    if "bucket" in found:
        yield _Deletion(f"bucket {names.bucket}", partial(storage.delete, aws, names.bucket))
    if bucket and storage.leftovers(aws, bucket):
        title = f"what lies under {storage.prefix(aws)} in bucket {bucket}"
        yield _Deletion(title, partial(storage.empty, aws, bucket, storage.prefix(aws)))
    if "log-group" in found:
        title = f"log group {names.log_group}"
        yield _Deletion(title, partial(log_group.delete, aws, names.log_group))
    if "role" in found:
        yield _Deletion(f"role {names.role}", partial(role.delete, aws, names.role))


def _kept(actual: Actual, *, keep_logs: bool, keep_role: bool) -> Iterator[str]:
    for key, keep in (("log-group", keep_logs), ("role", keep_role)):
        if keep and key in actual.found:
            yield actual.found[key].resource.title
    yield from (f"{title} (not ours)" for title in actual.foreign)


def _ask(aws: "Aws", ui: Ui, deletions: list[_Deletion], *, yes: bool) -> None:
    stage = aws.target.stage
    for deletion in deletions:
        ui.step(f"to be deleted: {deletion.title}")
    if yes:
        return
    question = f"delete all of stage {stage.name} in {protection.where(aws)}?"
    if not ui.confirm(question, (stage.name,) if stage.protected else YES):
        raise LiftError("nothing was deleted")


def _delete(deletion: _Deletion, ui: Ui) -> str:
    ui.step(f"delete {deletion.title}")
    with doing(f"delete {deletion.title}"):
        deletion.run()
    return deletion.title


def _verify(aws: "Aws", kept: tuple[str, ...]) -> None:
    """Look again: what somebody made in the meantime, or AWS still shows, is named."""
    snapshot = snapshots.take(aws)
    deletions = _deletions(aws, snapshot, observe(snapshot, aws.target))
    left = [each.title for each in deletions if each.title not in kept]
    if left:
        raise AwsError(f"still there: {', '.join(left)}", hint="run the same command again")
