"""API Gateway: which API a custom domain leads to. A change takes effect at once and whole."""

from typing import TYPE_CHECKING

from ..plan.actual import Found
from ..resources.mapping import Mapping
from ..resources.ref import Attributes, text
from .absent import gone

if TYPE_CHECKING:
    from types_boto3_apigatewayv2.type_defs import ApiMappingTypeDef

    from .session import Aws


def every(aws: "Aws", domain: str) -> list[Found]:
    """All of ``domain``, whoever made them."""
    answer = aws.apis.get_api_mappings(DomainName=domain)
    items = [*answer["Items"]]
    while token := answer.get("NextToken"):
        answer = aws.apis.get_api_mappings(DomainName=domain, NextToken=token)
        items += answer["Items"]
    return [_as_found(domain, each) for each in items]


def find(aws: "Aws", mapping: Mapping) -> Found | None:
    listed = every(aws, mapping.domain)
    return next((each for each in listed if each.resource.key == mapping.key), None)


def create(aws: "Aws", mapping: Mapping) -> Attributes:
    aws.apis.create_api_mapping(
        DomainName=mapping.domain,
        ApiId=text(mapping.api),
        Stage=mapping.stage,
        ApiMappingKey=_key(mapping),
    )
    return {}


def update(aws: "Aws", mapping: Mapping, was: Mapping) -> None:
    aws.apis.update_api_mapping(
        DomainName=mapping.domain,
        ApiMappingId=was.identifier,
        ApiId=text(mapping.api),
        Stage=mapping.stage,
        ApiMappingKey=_key(mapping),
    )


def delete(aws: "Aws", mapping: Mapping) -> None:
    gone(
        lambda: aws.apis.delete_api_mapping(
            DomainName=mapping.domain, ApiMappingId=mapping.identifier
        )
    )


def _key(mapping: Mapping) -> str:
    return mapping.base_path.removeprefix("/")


def _as_found(domain: str, answer: "ApiMappingTypeDef") -> Found:
    key = answer.get("ApiMappingKey") or ""
    return Found(
        Mapping(
            domain,
            f"/{key}" if key and key != "(none)" else "",
            answer["ApiId"],
            answer["Stage"],
            identifier=answer.get("ApiMappingId", ""),
        )
    )
