"""Route53: the records of domains in public hosted zones.

Records cannot be tagged. Beside each of ours stands a TXT record, ``_lift.NAME``, with the tags
that it would have; both come and go in one call. What has no such record is never changed.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ..plan.actual import Found
from ..resources.records import KINDS, Records
from ..resources.ref import Attributes, text
from ..resources.tags import are_ours

if TYPE_CHECKING:
    from types_boto3_route53.type_defs import (
        AliasTargetTypeDef,
        ChangeTypeDef,
        ResourceRecordSetOutputTypeDef,
        ResourceRecordSetTypeDef,
    )

    from .session import Aws

Zones = Mapping[str, str]
"""Names of public hosted zones, without a dot at the end -> their ids."""

_LEADING = {*KINDS, "CNAME"}  # what says where a name leads
_SECONDS = 300


def zones(aws: "Aws") -> Zones:
    pages = aws.route53.get_paginator("list_hosted_zones").paginate()
    return {
        zone["Name"].rstrip("."): zone["Id"].rpartition("/")[2]
        for page in pages
        for zone in page["HostedZones"]
        if not zone.get("Config", {}).get("PrivateZone")
    }


def zone_of(name: str, zones: Zones) -> str:
    """The id of the zone that ``name`` lies in, the one with the longest name; empty: none."""
    around = [zone for zone in zones if f".{name}".endswith(f".{zone}")]
    return zones[max(around, key=len)] if around else ""


def read(aws: "Aws", name: str, zone: str) -> Found | None:
    """What leads from ``name`` elsewhere, whoever made it."""
    leading = [each for each in _sets(aws, zone, name) if each["Type"] in _LEADING]
    tags = _owner(aws, zone, name)
    if not (leading or tags):
        return None
    targets = {each.get("AliasTarget", {}).get("DNSName", "").rstrip(".") for each in leading}
    records = Records(
        name,
        targets.pop() if len(targets) == 1 else "",
        tags,
        tuple(sorted(each["Type"] for each in leading)),
        zone=zone,
    )
    return Found(records)


def create(aws: "Aws", records: Records) -> Attributes:
    target: AliasTargetTypeDef = {
        "HostedZoneId": text(records.leads_into),
        "DNSName": text(records.target),
        "EvaluateTargetHealth": False,
    }
    name = _dotted(records.name)
    wanted: list[ResourceRecordSetTypeDef] = [
        {"Name": name, "Type": "A", "AliasTarget": target},
        {"Name": name, "Type": "AAAA", "AliasTarget": target},
    ]
    put(aws, records.zone, records.name, records.tags, wanted)
    return {}


def update(aws: "Aws", records: Records, _was: Records) -> None:
    create(aws, records)


def delete(aws: "Aws", records: Records) -> None:
    drop(aws, records.zone, records.name)


def put(
    aws: "Aws",
    zone: str,
    name: str,
    tags: Mapping[str, str],
    wanted: "Iterable[ResourceRecordSetTypeDef]",
) -> None:
    """Let ``name`` lead to ``wanted`` and nowhere else, and say whose that is."""
    sets = [*wanted, _ownership(name, tags)]
    kinds = [each["Type"] for each in sets]
    former = [each for each in _sets(aws, zone, name) if each["Type"] in _LEADING]
    stale = [each for each in former if each["Type"] not in kinds or "SetIdentifier" in each]
    written: list[ChangeTypeDef] = [
        {"Action": "UPSERT", "ResourceRecordSet": each} for each in sets
    ]
    _change(aws, zone, [*_deleted(stale), *written])


def drop(aws: "Aws", zone: str, name: str) -> None:
    """Remove what leads from ``name`` elsewhere, if it is ours."""
    if not is_ours(aws, zone, name):
        return
    there = [each for each in _sets(aws, zone, name) if each["Type"] in _LEADING]
    marks = [each for each in _sets(aws, zone, _beside(name)) if each["Type"] == "TXT"]
    _change(aws, zone, _deleted([*there, *marks]))


def is_ours(aws: "Aws", zone: str, name: str) -> bool:
    stage = aws.target.stage
    return are_ours(_owner(aws, zone, name), stage.project, stage.name)


def is_there(aws: "Aws", zone: str, name: str) -> bool:
    """Whether ``name`` leads anywhere."""
    return any(each["Type"] in _LEADING for each in _sets(aws, zone, name))


def _owner(aws: "Aws", zone: str, name: str) -> dict[str, str]:
    """The tags in the TXT record beside ``name``."""
    for each in _sets(aws, zone, _beside(name)):
        if each["Type"] == "TXT":
            said = "".join(record["Value"] for record in each.get("ResourceRecords", ()))
            pairs = (pair.partition("=") for pair in said.strip('"').split(","))
            return {key: value for key, _, value in pairs}
    return {}


def _ownership(name: str, tags: Mapping[str, str]) -> "ResourceRecordSetTypeDef":
    said = ",".join(f"{key}={value}" for key, value in tags.items() if key.startswith("lift:"))
    return {
        "Name": _dotted(_beside(name)),
        "Type": "TXT",
        "TTL": _SECONDS,
        "ResourceRecords": [{"Value": f'"{said}"'}],
    }


def _beside(name: str) -> str:
    return f"_lift.{name}"


def _sets(aws: "Aws", zone: str, name: str) -> "list[ResourceRecordSetOutputTypeDef]":
    """The record sets of ``name`` itself; Route53 lists from there on, in its own order."""
    answer = aws.route53.list_resource_record_sets(HostedZoneId=zone, StartRecordName=_dotted(name))
    return [each for each in answer["ResourceRecordSets"] if each["Name"] == _dotted(name)]


def _deleted(sets: "Iterable[ResourceRecordSetOutputTypeDef]") -> "list[ChangeTypeDef]":
    return [{"Action": "DELETE", "ResourceRecordSet": each} for each in sets]


def _change(aws: "Aws", zone: str, changes: "list[ChangeTypeDef]") -> None:
    aws.route53.change_resource_record_sets(
        HostedZoneId=zone, ChangeBatch={"Comment": "lift", "Changes": changes}
    )


def _dotted(name: str) -> str:
    return f"{name}."
