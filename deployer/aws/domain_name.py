"""API Gateway: custom domain names. One serves HTTP APIs and REST APIs alike.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from ..plan.actual import Found
from ..resources.domain_name import DomainName
from ..resources.ref import Attributes, text
from .absent import found, gone
from .errors import code
from .wait import retrying

if TYPE_CHECKING:
    from types_boto3_apigatewayv2.type_defs import (
        DomainNameConfigurationOutputTypeDef,
        DomainNameConfigurationTypeDef,
        GetDomainNameResponseTypeDef,
    )
    from types_boto3_apigatewayv2.type_defs import DomainNameTypeDef as Answer

    from .session import Aws

T = TypeVar("T")

_ALLOWED_AGAIN = 180  # seconds; AWS lets one domain name be made or deleted each 30 s


def every(aws: "Aws") -> "list[Answer]":
    pages = aws.apis.get_paginator("get_domain_names").paginate()
    return [each for page in pages for each in page["Items"]]


def as_found(
    answer: "Answer | GetDomainNameResponseTypeDef", beside: tuple[str, ...] = ()
) -> Found:
    """``beside`` are mappings that others have made."""
    configuration = _configuration(answer)
    resource = DomainName(
        answer["DomainName"],
        configuration.get("CertificateArn", ""),
        answer.get("Tags", {}),
        configuration.get("SecurityPolicy", ""),
        configuration.get("EndpointType", ""),
    )
    return Found(resource, _attributes(answer), beside=beside)


def find(aws: "Aws", domain: DomainName) -> Found | None:
    answer = found(lambda: aws.apis.get_domain_name(DomainName=domain.name))
    return as_found(answer) if answer else None


def create(aws: "Aws", domain: DomainName) -> Attributes:
    answer = _allowed(
        aws,
        lambda: aws.apis.create_domain_name(
            DomainName=domain.name,
            DomainNameConfigurations=[_wanted(domain)],
            Tags=dict(domain.tags),
        ),
    )
    attributes = _attributes(answer)
    if domain.by_hand:
        leads_to = attributes["target"]
        aws.ui.note(f"make this record: {domain.name} CNAME {leads_to} (or an alias record to it)")
    return attributes


def update(aws: "Aws", domain: DomainName, was: DomainName) -> None:
    if missing := {k: v for k, v in domain.tags.items() if was.tags.get(k) != v}:
        aws.apis.tag_resource(ResourceArn=_arn(aws, domain.name), Tags=missing)
    if (domain.certificate, domain.security_policy) != (was.certificate, was.security_policy):
        _allowed(
            aws,
            lambda: aws.apis.update_domain_name(
                DomainName=domain.name, DomainNameConfigurations=[_wanted(domain)]
            ),
        )


def delete(aws: "Aws", domain: DomainName) -> None:
    """With its mappings."""
    _allowed(aws, lambda: gone(lambda: aws.apis.delete_domain_name(DomainName=domain.name)))


def _wanted(domain: DomainName) -> "DomainNameConfigurationTypeDef":
    return {
        "CertificateArn": text(domain.certificate),
        "EndpointType": "REGIONAL",
        "SecurityPolicy": "TLS_1_2",
    }


def _attributes(answer: "Answer | GetDomainNameResponseTypeDef") -> Attributes:
    """``target`` is what records lead to, ``zone`` the hosted zone that it lies in."""
    configuration = _configuration(answer)
    return {
        "target": configuration.get("ApiGatewayDomainName", ""),
        "zone": configuration.get("HostedZoneId", ""),
    }


def _configuration(
    answer: "Answer | GetDomainNameResponseTypeDef",
) -> "DomainNameConfigurationOutputTypeDef":
    configurations = answer.get("DomainNameConfigurations") or [{}]
    return configurations[0]


def _arn(aws: "Aws", name: str) -> str:
    place = aws.place
    return f"arn:{place.partition}:apigateway:{place.region}::/domainnames/{name}"


def _allowed(aws: "Aws", call: Callable[[], T]) -> T:
    """``call``, again and again while there have been too many."""
    return retrying(
        call,
        lambda error: code(error) == "TooManyRequestsException",
        aws,
        what="AWS to allow another change of a domain name",
        usually="half a minute",
        timeout=_ALLOWED_AGAIN,
        longest=15,
    )
