"""What versions of the function use beside Lambda itself, and what the role allows for it. Pure.

The versions that are kept count as well as the new one: going back moves no rights.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .spec import Spec

Statement = dict[str, object]


@dataclass(frozen=True)
class Uses:
    """``network``: whether one stands in a VPC; all else are ARNs, sorted."""

    network: bool = False
    tracing: bool = False
    dead_letters: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    access_points: tuple[str, ...] = ()


def uses(specs: Iterable[Spec]) -> Uses:
    specs = tuple(specs)
    return Uses(
        network=any(spec.network for spec in specs),
        tracing=any(spec.xray_tracing for spec in specs),
        dead_letters=_each(spec.dead_letter_arn for spec in specs),
        keys=_each(spec.aws_kms_key_arn for spec in specs),
        access_points=_each(spec.efs.access_point_arn for spec in specs if spec.efs),
    )


def statements(uses: Uses) -> list[Statement]:
    """What all but the network needs; X-Ray knows no resource to narrow its actions to.

    AWS, "Lambda resource access permissions", and for the file system "Configuring file system
    access for Lambda functions".
    """
    found = [_to_dead_letter(arn) for arn in uses.dead_letters]
    found += [_allow(["kms:Decrypt"], arn) for arn in uses.keys]
    found += [_to_access_point(arn) for arn in uses.access_points]
    if uses.tracing:
        found.append(_allow(["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*"))
    return found


def _to_dead_letter(arn: str) -> Statement:
    is_queue = arn.split(":")[2] == "sqs"
    return _allow(["sqs:SendMessage" if is_queue else "sns:Publish"], arn)


def _to_access_point(arn: str) -> Statement:
    """The ARN does not tell the file system, which the condition does."""
    _, partition, _, region, account, _ = arn.split(":")
    systems = f"arn:{partition}:elasticfilesystem:{region}:{account}:file-system/*"
    actions = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]
    condition = {"StringEquals": {"elasticfilesystem:AccessPointArn": arn}}
    return _allow(actions, systems) | {"Condition": condition}


def _allow(actions: list[str], resource: str) -> Statement:
    return {"Effect": "Allow", "Action": actions, "Resource": resource}


def _each(arns: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({arn for arn in arns if arn}))
