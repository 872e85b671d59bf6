"""AWS Certificate Manager: a certificate for each domain that has none, validated through DNS.

https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import AwsError
from ..plan.actual import Found
from ..resources.certificate import Certificate
from ..resources.ref import Attributes
from ..resources.tags import PROJECT, are_ours
from . import records
from .absent import found
from .errors import code, is_denied
from .wait import retrying, until

if TYPE_CHECKING:
    from types_boto3_acm.type_defs import (
        CertificateDetailTypeDef,
        CertificateSummaryTypeDef,
        ResourceRecordTypeDef,
    )
    from types_boto3_route53.type_defs import ResourceRecordSetTypeDef

    from .session import Aws

ISSUED = "ISSUED"
_PENDING = "PENDING_VALIDATION"
_VALIDATED_WITHIN = 3600  # seconds
_UNUSED_WITHIN = 300  # seconds until a certificate is free of what used it
_SECONDS = 300  # how long the validation record may be remembered


def read(aws: "Aws", names: set[str]) -> tuple[list[Certificate], dict[str, str]]:
    """Those of ours, and somebody else's that are issued: ARN -> the names it covers, by name.

    Who has no right to look and no domain has no certificate either.
    """
    ours: list[Certificate] = []
    others: dict[str, str] = {}
    for summary in sorted(_listed(aws, names), key=lambda each: each["CertificateArn"]):
        covered = {name for name in names if _covers(summary, name)}
        if not covered and summary.get("InUse"):
            continue
        tags = _tags(aws, summary["CertificateArn"])
        stage = aws.target.stage
        if are_ours(tags, stage.project, stage.name):
            ours.append(_ours(summary, tags))
        elif PROJECT not in tags and summary.get("Status") == ISSUED:
            others = dict.fromkeys(covered, summary["CertificateArn"]) | others
    return ours, others


def founds(ours: list[Certificate]) -> Iterator[Found]:
    """The one that serves for each name, issued before others, and the further ones."""
    seen: set[str] = set()
    for each in sorted(ours, key=lambda each: not each.issued):
        resource = replace(each, further=each.name in seen)
        seen.add(each.name)
        yield Found(resource, {"arn": each.identifier})


def create(aws: "Aws", certificate: Certificate) -> Attributes:
    answer = aws.acm.request_certificate(
        DomainName=certificate.name,
        ValidationMethod="DNS",
        IdempotencyToken=_token(aws, certificate.name),
        Tags=[{"Key": key, "Value": value} for key, value in certificate.tags.items()],
    )
    _validate(aws, certificate, answer["CertificateArn"])
    return {"arn": answer["CertificateArn"]}


def update(aws: "Aws", certificate: Certificate, was: Certificate) -> None:
    if missing := {k: v for k, v in certificate.tags.items() if was.tags.get(k) != v}:
        aws.acm.add_tags_to_certificate(
            CertificateArn=was.identifier,
            Tags=[{"Key": key, "Value": value} for key, value in missing.items()],
        )
    if not was.issued:
        _validate(aws, certificate, was.identifier)


def delete(aws: "Aws", certificate: Certificate) -> None:
    """With the record that validated it, if that is ours."""
    detail = found(lambda: _detail(aws, certificate.identifier))
    if detail is None:
        return
    record = _record(detail)
    name = record["Name"].rstrip(".") if record else ""
    if name and (zone := records.zone_of(name, records.zones(aws))):
        records.drop(aws, zone, name)
    retrying(
        lambda: found(lambda: aws.acm.delete_certificate(CertificateArn=certificate.identifier)),
        lambda error: code(error) == "ResourceInUseException",
        aws,
        what=f"AWS to free {certificate.title}",
        usually="a minute",
        timeout=_UNUSED_WITHIN,
    )


def _listed(aws: "Aws", names: set[str]) -> "list[CertificateSummaryTypeDef]":
    from botocore.exceptions import ClientError

    pages = aws.acm.get_paginator("list_certificates").paginate(
        CertificateStatuses=["ISSUED", "PENDING_VALIDATION", "FAILED", "VALIDATION_TIMED_OUT"],
        Includes={
            "keyTypes": ["RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1"]
        },
    )
    try:
        return [each for page in pages for each in page["CertificateSummaryList"]]
    except ClientError as error:
        if is_denied(error) and not names:
            return []
        raise


def _covers(summary: "CertificateSummaryTypeDef", name: str) -> bool:
    """Whether it is for ``name``, or for all names beside it."""
    wildcard = f"*.{name.partition('.')[2]}"
    names = {summary["DomainName"], *summary.get("SubjectAlternativeNameSummaries", ())}
    return bool(names & {name, wildcard})


def _tags(aws: "Aws", arn: str) -> dict[str, str]:
    answer = aws.acm.list_tags_for_certificate(CertificateArn=arn)
    return {tag["Key"]: tag.get("Value", "") for tag in answer["Tags"]}


def _ours(summary: "CertificateSummaryTypeDef", tags: dict[str, str]) -> Certificate:
    issued = summary.get("Status") == ISSUED
    arn = summary["CertificateArn"]
    return Certificate(summary["DomainName"], tags, issued=issued, identifier=arn)


def _token(aws: "Aws", name: str) -> str:
    """The same for an hour is the same certificate: an answer that was lost makes no second."""
    stage = aws.target.stage
    return hashlib.sha256(f"{stage.project} {stage.name} {name}".encode()).hexdigest()[:32]


def _validate(aws: "Aws", certificate: Certificate, arn: str) -> None:
    """Make the record, or say which one is to be made, and wait until AWS has seen it."""
    detail = until(
        lambda: _detail(aws, arn),
        lambda detail: _record(detail) is not None or detail["Status"] != _PENDING,
        aws,
        what=f"AWS to say how {certificate.title} is validated",
        usually="a few seconds",
    )
    if record := _record(detail):
        _publish(aws, certificate, record)
    detail = until(
        lambda: _detail(aws, arn),
        lambda detail: detail["Status"] != _PENDING,
        aws,
        what=f"AWS to issue {certificate.title}",
        usually="a few minutes after its record is there",
        every=5,
        timeout=_VALIDATED_WITHIN,
    )
    if detail["Status"] != ISSUED:
        why = detail.get("FailureReason", detail["Status"])
        raise AwsError(
            f"AWS does not issue {certificate.title}: {why}",
            hint=f"see to that, delete {arn} and run the same command again",
        )


def _publish(aws: "Aws", certificate: Certificate, record: "ResourceRecordTypeDef") -> None:
    name, zone = record["Name"].rstrip("."), certificate.zone
    if not zone:
        aws.ui.note(f"make this record: {name} {record['Type']} {record['Value']}")
    elif not records.is_there(aws, zone, name):  # it is the same for each certificate of a name
        wanted: ResourceRecordSetTypeDef = {
            "Name": f"{name}.",
            "Type": record["Type"],
            "TTL": _SECONDS,
            "ResourceRecords": [{"Value": record["Value"]}],
        }
        records.put(aws, zone, name, certificate.tags, [wanted])


def _record(detail: "CertificateDetailTypeDef") -> "ResourceRecordTypeDef | None":
    """The record that validates it; AWS tells it a little later than it makes the certificate."""
    for option in detail.get("DomainValidationOptions", ()):
        return option.get("ResourceRecord")
    return None


def _detail(aws: "Aws", arn: str) -> "CertificateDetailTypeDef":
    return aws.acm.describe_certificate(CertificateArn=arn)["Certificate"]
