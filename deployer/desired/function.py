"""The function, its alias, and the release that is to be live."""

from dataclasses import replace
from typing import TYPE_CHECKING

from ..resources.alias import Alias
from ..resources.base import Resource
from ..resources.bucket import Bucket
from ..resources.description import ReleaseRecord, short
from ..resources.function import Function
from ..resources.ref import Ref, Text, refs
from ..resources.release import Release
from ..resources.spec import Network, Spec, Upload
from ..resources.target import Target
from ..settings.stage import Stage
from . import transfer
from .doors import door
from .origin import Origin
from .provisioned_concurrency import provisioned_concurrency

if TYPE_CHECKING:
    from ..bundle import Bundle


def function(
    target: Target, bundle: "Bundle", spec: Spec, origin: Origin, ours: Bucket | None
) -> list[Resource]:
    names, record = target.names, _record(bundle, origin)
    provisioned = provisioned_concurrency(target, origin)
    spec, upload = replace(spec, label=record.label), _upload(target, bundle, ours)
    live = Release(
        names.function,
        spec,
        spec,
        record=record,
        upload=upload,
        commands=target.stage.before_switch,
        door=door(target.stage),
        provisioned=provisioned,
    )
    return [
        Function(names.function, target.tags, _first(spec), upload),
        Alias(names.function),
        live,
        *([provisioned] if provisioned else []),
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


def _upload(target: Target, bundle: "Bundle", ours: Bucket | None) -> Upload:
    code, layer = bundle.code, bundle.layer
    if bundle.image is not None:
        return Upload(code.path, Ref("image", "sha256"), 0, 0, None, Ref("image", "uri"))
    layers = layer.unzipped if layer else 0
    through = transfer.through(target, code, ours)
    return Upload(code.path, code.sha256, code.unzipped, layers, through)


def _first(spec: Spec) -> Spec:
    """What the function is created with: a function URL's host is known only after it."""
    known = {
        key: value
        for key, value in spec.environment.items()
        if all(ref.resource != "url" for ref in refs(value))
    }
    return replace(spec, environment=known)


def spec(stage: Stage, bundle: "Bundle", hosts: Text | None) -> Spec:
    """Code and configuration of the release; ``hosts`` are the names that its requests come by."""
    return Spec(
        code=short((bundle.image or bundle.code).digest),
        role=stage.role_arn or Ref("role", "arn"),
        handler=bundle.handler,
        runtime="" if bundle.image else stage.runtime,
        architecture=stage.architecture,
        memory_size=stage.memory_size,
        timeout_seconds=stage.timeout_seconds,
        # A later layer hides the files of those before it: what the lock says is what counts.
        layers=(*stage.layers, Ref("layer", "arn")) if bundle.layer else stage.layers,
        environment=_environment(stage, bundle, hosts),
        network=network(stage),
        ephemeral_storage=stage.ephemeral_storage,
        dead_letter_arn=stage.dead_letter_arn,
        xray_tracing=stage.xray_tracing,
        aws_kms_key_arn=stage.aws_kms_key_arn,
        efs=stage.efs,
        log_format=stage.log_format,
        log_levels=stage.log_levels,
        snap_start=stage.snap_start is not None,
        package=stage.package,
    )


def _environment(stage: Stage, bundle: "Bundle", hosts: Text | None) -> dict[str, Text]:
    """What lift sets, what the settings add, and the hosts of the front doors."""
    known: dict[str, Text] = {"LIFT_HOSTS": hosts} if hosts else {}
    return {**bundle.environment, **stage.environment_variables, **known}


def network(stage: Stage) -> Network | None:
    """The stage's place in a VPC."""
    if stage.vpc_config is None:
        return None
    vpc = stage.vpc_config
    return Network(tuple(sorted(vpc.subnet_ids)), tuple(sorted(vpc.security_group_ids)))
