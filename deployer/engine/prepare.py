"""What comes before the first write: read AWS and check, build the bundle, plan.

Reads only. ``lift plan`` stops here.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..aws import concurrency, layer, repository, role, storage
from ..aws import snapshot as snapshots
from ..desired import Origin, desired
from ..desired.function import network
from ..doctor import budgets
from ..errors import AwsError, NotOurs
from ..plan.actual import Actual
from ..plan.adoption import check_wanted, chosen
from ..plan.gradual import gradual
from ..plan.limited import limited
from ..plan.plan import Plan, plan
from ..plan.prune import prune
from ..resources import environment
from ..resources import role as rights
from ..settings.stage import Stage
from ..ui import Ui
from . import front_doors, provisioning
from .costs import costs
from .door_check import check_door
from .observe import observe, on_aws, published, switch
from .options import Options
from .vpc_check import check_vpc

if TYPE_CHECKING:
    from ..aws.session import Aws
    from ..aws.snapshot import Snapshot
    from ..bundle import Bundle

# The stage's layers or images on AWS, once they are read: bytes by the start of their digest.
OnAws = Callable[[], Mapping[str, int]]
Build = Callable[[Stage, OnAws], "Bundle"]


@dataclass(frozen=True)
class Prepared:
    """The bundle, what there is to do for it, and how many seconds building took."""

    bundle: "Bundle"
    plan: Plan
    building: float


def prepare(aws: "Aws", build: Build, options: Options, ui: Ui) -> Prepared:
    """Everything that can be known and checked before anything is written.

    AWS is read and the bundle built side by side; what is wrong on AWS stops the building as soon
    as that asks what is there.
    """
    stage, start = aws.target.stage, aws.clock.now()

    def known() -> Mapping[str, int]:
        there = on_aws(reading.result()[0], aws.target)
        return {} if stage.budgets.zipped_mb else there  # nobody knows how large that is zipped

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(_read, aws, options)
        bundle = build(stage, known)
        building = aws.clock.now() - start
        snapshot, notes = reading.result()
    budgets.check(stage, bundle, ui)
    whole = planned(aws, snapshot, bundle, options, ui)
    provisioning.check(aws, whole, snapshot.running)
    return Prepared(bundle, replace(whole, notes=(*whole.notes, *notes)), building)


def _read(aws: "Aws", options: Options) -> "tuple[Snapshot, tuple[str, ...]]":
    snapshot = snapshots.take(aws)
    return snapshot, check(aws, snapshot, options)


def planned(aws: "Aws", snapshot: "Snapshot", bundle: "Bundle", options: Options, ui: Ui) -> Plan:
    """What there is to do for ``bundle``, on AWS as ``snapshot`` shows it."""
    stage = aws.target.stage
    adopted = chosen(observe(snapshot, aws.target), options.adopt)
    actual = observe(snapshot, aws.target, bundle, adopted)
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    origin = Origin(options.commit, aws.caller, at)
    former = [] if options.retire else front_doors.former(actual.found, stage)
    wanted = desired(
        aws.target,
        bundle,
        origin,
        earlier=actual.versions,
        bucket="bucket" in actual.found,
        switch=switch(actual),
        former=former,
        sites={key: found.attributes for key, found in actual.found.items()},
    )
    whole = gradual(plan(wanted, actual.found))
    whole = replace(whole, notes=(*whole.notes, *costs(aws.target)))
    if former:
        whole = replace(whole, notes=(*front_doors.notes(actual.found, stage), *whole.notes))
    check_wanted(whole)
    if options.command == "update":
        whole = limited(whole, stage.name, ui)
    return prune(whole, published(snapshot, aws.target, bundle), stage.keep_releases)


def check(aws: "Aws", snapshot: "Snapshot", options: Options) -> tuple[str, ...]:
    """All that can be said beforehand: variables, names that are taken, VPC, door, bucket.

    What is wrong is raised; what may be wanted otherwise comes back as notes.
    """
    stage = aws.target.stage
    environment.check_size(stage.environment_variables)
    rights.check_size(stage.permissions)
    actual = observe(snapshot, aws.target)
    _check_ours(observe(snapshot, aws.target, adopt=chosen(actual, options.adopt)), stage)
    vpc = network(stage)
    notes = check_vpc(aws, vpc) if vpc is not None else ()
    for arn in stage.layers:
        notes += tuple(layer.check(aws, arn, stage.runtime, stage.architecture))
    if stage.reserved_concurrency is not None:
        _check_concurrency(aws, snapshot, stage.reserved_concurrency)
    check_door(aws)
    if stage.s3_bucket:
        storage.check(aws, stage.s3_bucket)
    if stage.role_arn:
        role.check(aws, stage.role_arn)
    if stage.package == "image":
        repository.check(aws)
    if options.command == "update" and snapshot.running.live is None:
        raise AwsError(
            f"stage {stage.name!r} has not been deployed", hint=f"run `lift deploy {stage.name}`"
        )
    return notes


def _check_concurrency(aws: "Aws", snapshot: "Snapshot", wanted: int) -> None:
    latest = snapshot.running.latest
    now = latest.reserved if latest and latest.reserved is not None else 0
    if wanted != now:
        concurrency.check(aws, wanted, now)


def _check_ours(actual: Actual, stage: Stage) -> None:
    if not actual.foreign:
        return
    titles = ", ".join(actual.foreign)
    raise NotOurs(
        f"not ours, because without the tags lift:project={stage.project} and "
        f"lift:stage={stage.name}: {titles}",
        hint="take it over with --adopt NAME, rename or remove it, or choose another "
        '"project" in the settings',
    )
