"""``lift deploy`` and ``lift update``: from a stage to a release, by one engine.

    read AWS and check -> build the bundle -> plan -> apply

Nothing is written before everything that can be checked has been.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from .apply import Applied, apply
from .aws import network as networks
from .aws import snapshot as snapshots
from .aws import storage
from .cloud import Cloud
from .errors import AwsError, LiftError, NotOurs
from .observe import layers, observe
from .plan.actual import Actual
from .plan.limited import limited
from .plan.plan import Plan, plan
from .plan.steps import Delete
from .resources.desired import Origin, desired, network
from .resources.environment import check_size
from .resources.function_url import FunctionUrl
from .resources.http_api import HttpApi
from .settings.stage import Stage
from .ui import Ui

if TYPE_CHECKING:
    from .aws.session import Aws
    from .aws.snapshot import Snapshot
    from .bundle import Bundle

# What builds a stage, given its layers on AWS: bytes unzipped by the start of their digest.
Build = Callable[[Stage, Mapping[str, int]], "Bundle"]


@dataclass(frozen=True)
class Deployed:
    """What a deployment came to; ``url`` is None without a front door."""

    stage: str
    function: str
    version: str
    url: str | None
    changed: tuple[str, ...]
    seconds: float

    def document(self) -> dict[str, object]:
        """What ``--json`` prints."""
        return {
            "stage": self.stage,
            "function": self.function,
            "version": self.version,
            "url": self.url,
            "changed": list(self.changed),
            "seconds": self.seconds,
        }


def deploy(aws: "Aws", build: Build, commit: str, ui: Ui, *, yes: bool = False) -> Deployed:
    """Make the stage what the settings say, from whatever state it is in.

    Asks before it deletes a front door, whose address nobody gets back, unless ``yes``.
    """
    return _run(aws, build, commit, ui, command="deploy", yes=yes)


def update(aws: "Aws", build: Build, commit: str, ui: Ui, *, yes: bool = False) -> Deployed:
    """Only code and configuration; the rest must be there and is left as it is."""
    return _run(aws, build, commit, ui, command="update", yes=yes)


def _run(aws: "Aws", build: Build, commit: str, ui: Ui, *, command: str, yes: bool) -> Deployed:
    start, stage = aws.clock.now(), aws.target.stage
    snapshot = snapshots.take(aws)
    check(aws, snapshot)
    again = f"lift {command} {stage.name}"
    if command == "update" and snapshot.running.live is None:
        raise AwsError(
            f"stage {stage.name!r} has not been deployed", hint=f"run `lift deploy {stage.name}`"
        )
    bundle = build(stage, layers(snapshot, aws.target))
    steps = make_plan(aws, snapshot, bundle, commit)
    if command == "update":
        steps = limited(steps, stage.name, ui)
    if not steps.work:
        ui.step("nothing to change")
    if not yes:
        _ask(steps, ui)
    applied = apply(steps, Cloud(aws, ui), ui, again=again)
    return _deployed(aws, applied, aws.clock.now() - start)


def _ask(steps: Plan, ui: Ui) -> None:
    """A front door's address belongs to it: a plan that deletes one is confirmed."""
    doors = [
        step
        for step in steps.work
        if isinstance(step, Delete) and isinstance(step.resource, HttpApi | FunctionUrl)
    ]
    addresses = [url for step in doors if (url := step.found.attributes.get("url"))]
    for url in addresses:
        if not ui.confirm(f"the front door changes, and {url} goes for good; go on?"):
            raise LiftError("nothing was changed")


def make_plan(aws: "Aws", snapshot: "Snapshot", bundle: "Bundle", commit: str) -> Plan:
    """What there is to do for ``bundle``; reads and writes nothing."""
    actual = observe(snapshot, aws.target, bundle)
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    origin = Origin(commit, aws.caller, at)
    vpc = actual.network or aws.target.stage.vpc_config is not None
    return plan(desired(aws.target, bundle, origin, network=vpc), actual.found)


def check(aws: "Aws", snapshot: "Snapshot") -> None:
    """All that can be said beforehand: variables, names that are taken, the VPC, the bucket."""
    check_size(aws.target.stage.environment_variables)
    _check_ours(observe(snapshot, aws.target), aws.target.stage)
    if (vpc := network(aws.target.stage)) is not None:
        networks.check(aws, vpc)
    if bucket := aws.target.stage.s3_bucket:
        storage.check(aws, bucket)


def _check_ours(actual: Actual, stage: Stage) -> None:
    if not actual.foreign:
        return
    titles = ", ".join(actual.foreign)
    raise NotOurs(
        f"not ours, because without the tags lift:project={stage.project} and "
        f"lift:stage={stage.name}: {titles}",
        hint='rename or remove it, or choose another "project" in the settings',
    )


def _deployed(aws: "Aws", applied: Applied, seconds: float) -> Deployed:
    known, stage = applied.known, aws.target.stage
    door = {"http": "http-api", "url": "url", "none": ""}[stage.api]
    return Deployed(
        stage=stage.name,
        function=aws.target.names.function,
        version=known["release"]["version"],
        url=known.get(door, {}).get("url"),
        changed=tuple(applied.changed),
        seconds=round(seconds, 2),
    )
