"""A stage and its bundle -> the resources that should exist. Pure."""

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lift.warmers import keep_warm

from ..settings.stage import Stage
from . import permission, repository, role, transfer
from .alias import LIVE, Alias
from .bucket import Bucket
from .description import LayerRecord, ReleaseRecord, short
from .door import KINDS, Door
from .function import Function
from .function_url import FunctionUrl
from .http_api import HttpApi
from .image import Image
from .layer import Layer
from .log_group import LogGroup
from .names import Names, names
from .permission import Permission
from .place import Place
from .published_image import PublishedImage
from .published_layer import PublishedLayer
from .published_version import PublishedVersion
from .ref import Ref, Text
from .release import Release
from .repository import Repository
from .role import Role
from .rule import Rule
from .spec import Network, Spec, Upload
from .switch import Former, Switch, Traffic
from .tags import tags

if TYPE_CHECKING:
    from ..bundle import Archive, Bundle
    from ..bundle.image import Image as Built

Resource = (
    Role | LogGroup | Bucket | Layer | HttpApi | Function | Alias | FunctionUrl | Release
    | Permission | Rule | PublishedVersion | PublishedLayer | PublishedImage | Repository | Image
    | Former | Traffic
)  # fmt: skip


@dataclass(frozen=True)
class Target:
    """A stage at the place where it is deployed: what every name, tag and ARN follows from."""

    stage: Stage
    place: Place

    @property
    def names(self) -> Names:
        stage, place = self.stage, self.place
        return names(
            stage.project,
            stage.name,
            region=place.region,
            account=place.account,
            package=stage.package,
        )

    @property
    def tags(self) -> dict[str, str]:
        return tags(self.stage.project, self.stage.name, self.stage.tags)

    @property
    def alias_arn(self) -> str:
        return self.place.function(self.names.function, LIVE)


@dataclass(frozen=True)
class Origin:
    """Where a release comes from: commit ("none" without one), who and when (UTC, ISO 8601)."""

    commit: str
    by: str
    at: str


def desired(
    target: Target,
    bundle: "Bundle",
    origin: Origin,
    *,
    network: bool,
    bucket: bool = False,
    switch: Switch | None = None,
) -> tuple[Resource, ...]:
    """Everything that ``target`` should consist of.

    ``network``: whether the role needs the rights to stand in a VPC, for this release or for an
    earlier version that is kept. ``bucket``: whether the bucket of ours is there. ``switch``: from
    a function of the other package.
    """
    ours = transfer.bucket(target, (bundle.code, bundle.layer), there=bucket)
    return (
        *_ground(target, network=network, switching=switch is not None),
        *(_image(target, bundle.image) if bundle.image else _archives(target, bundle, ours)),
        *_function(target, bundle, origin, ours),
        *_doors(target, switch),
        *_warmth(target),
    )


def _ground(target: Target, *, network: bool, switching: bool) -> list[Resource]:
    stage, names, tags = target.stage, target.names, target.tags
    functions = {names.function: names.log_group}
    if switching:  # the former one works on
        functions[names.other_function] = names.other_log_group
    rights = role.policy(target.place, functions, network=network)
    return [
        Role(names.role, role.trust(), rights, tags),
        LogGroup(names.log_group, stage.log_retention_days, tags),
    ]


def _archives(target: Target, bundle: "Bundle", ours: Bucket | None) -> list[Resource]:
    """The dependencies, and what archives go through."""
    layer = _layer(target, bundle.layer, ours) if bundle.layer else None
    return [each for each in (ours, layer) if each]


def _layer(target: Target, archive: "Archive", ours: Bucket | None) -> Layer:
    stage = target.stage
    return Layer(
        target.names.layer,
        short(archive.digest),
        record=LayerRecord(stage.project, stage.name, archive.digest, archive.unzipped),
        runtime=stage.runtime,
        architecture=stage.architecture,
        archive=archive.path,
        bucket=transfer.through(target, archive, ours),
    )


def _image(target: Target, image: "Built") -> list[Resource]:
    names = target.names
    pull = repository.pull(target.place, names.function)
    return [
        Repository(names.repository, target.tags, pull),
        Image(names.repository, short(image.digest), image),
    ]


def _upload(target: Target, bundle: "Bundle", ours: Bucket | None) -> Upload:
    code, layer = bundle.code, bundle.layer
    if bundle.image is not None:
        return Upload(code.path, Ref("image", "sha256"), 0, 0, None, Ref("image", "uri"))
    layers = layer.unzipped if layer else 0
    through = transfer.through(target, code, ours)
    return Upload(code.path, code.sha256, code.unzipped, layers, through)


def _function(
    target: Target, bundle: "Bundle", origin: Origin, ours: Bucket | None
) -> list[Resource]:
    names, record = target.names, _record(bundle, origin)
    spec, upload = _spec(target, bundle, record.label), _upload(target, bundle, ours)
    live = Release(
        names.function,
        spec,
        spec,
        record=record,
        upload=upload,
        commands=target.stage.before_switch,
        door=_door(target.stage),
    )
    return [
        Function(names.function, target.tags, _first(spec), upload),
        Alias(names.function),
        live,
    ]


def _record(bundle: "Bundle", origin: Origin) -> ReleaseRecord:
    code = bundle.image or bundle.code
    dependencies = bundle.dependencies if bundle.image else bundle.layer
    return ReleaseRecord(
        code=short(code.digest),
        dependencies=short(dependencies.digest) if dependencies else "none",
        commit=origin.commit,
        by=origin.by,
        at=origin.at,
        unzipped=code.unzipped,
    )


def _first(spec: Spec) -> Spec:
    """What the function is created with: a function URL's host is known only after it."""
    known = {
        key: value
        for key, value in spec.environment.items()
        if not (isinstance(value, Ref) and value.resource == "url")
    }
    return replace(spec, environment=known)


def _spec(target: Target, bundle: "Bundle", label: str) -> Spec:
    stage = target.stage
    return Spec(
        code=short((bundle.image or bundle.code).digest),
        role=Ref("role", "arn"),
        handler=bundle.handler,
        runtime="" if bundle.image else stage.runtime,
        architecture=stage.architecture,
        memory_size=stage.memory_size,
        timeout_seconds=stage.timeout_seconds,
        layers=(Ref("layer", "arn"),) if bundle.layer else (),
        environment=_environment(stage, bundle),
        network=network(stage),
        label=label,
        package=stage.package,
    )


def _environment(stage: Stage, bundle: "Bundle") -> dict[str, Text]:
    """What lift sets, what the settings add, and the hosts of the front door."""
    door = _door(stage)
    hosts: dict[str, Text] = {"LIFT_HOSTS": Ref(door.kind, "host")} if door else {}
    return {**bundle.environment, **stage.environment_variables, **hosts}


def _door(stage: Stage) -> Door | None:
    kind = KINDS.get(stage.api)
    return Door(kind, Ref(kind, "id"), Ref(kind, "url")) if kind else None


def network(stage: Stage) -> Network | None:
    """The stage's place in a VPC."""
    if stage.vpc_config is None:
        return None
    vpc = stage.vpc_config
    return Network(tuple(sorted(vpc.subnet_ids)), tuple(sorted(vpc.security_group_ids)))


def _doors(target: Target, switch: Switch | None) -> list[Resource]:
    names, alias = target.names, target.alias_arn
    match target.stage.api:
        case "http" if switch and switch.leads_to:
            api = HttpApi(names.api, switch.leads_to, target.tags)
            return [api, permission.for_http_api(names.function), Traffic(names.api, alias)]
        case "http":
            api = HttpApi(names.api, alias, target.tags)
            return [api, permission.for_http_api(names.function)]
        case "url":
            return [FunctionUrl(names.function), *permission.for_url(names.function)]
        case "none":
            return []


def _warmth(target: Target) -> list[Resource]:
    schedule = target.stage.keep_warm
    if schedule is None:
        return []
    event = json.dumps(keep_warm.EVENT)
    rule = Rule(target.names.rule, schedule, target.tags, target.alias_arn, event)
    return [rule, permission.for_rule(target.names.function)]
