"""Everything there is of a stage's domains, also of those that its settings name no longer."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..plan.actual import Found
from ..resources.mapping import Mapping
from ..resources.site import Site
from ..resources.tags import are_ours
from . import certificate, domain_name, mapping, records

if TYPE_CHECKING:
    from types_boto3_apigatewayv2.type_defs import DomainNameTypeDef

    from .session import Aws


def read(aws: "Aws") -> Iterator[Found]:
    """In the order in which they are made: certificates, domain names, mappings, records."""
    stage = aws.target.stage
    wanted = {domain.name: domain for domain in stage.domain}
    domains = [
        each
        for each in domain_name.every(aws)
        if each["DomainName"] in wanted or _is_ours(aws, each)
    ]
    names = wanted.keys() | {each["DomainName"] for each in domains}
    ours, others = certificate.read(aws, set(names))
    names |= {each.name for each in ours}
    zones = records.zones(aws) if names else {}
    yield from certificate.founds(ours)
    for each in domains:
        yield from _domain(aws, each)
    for name in sorted(names):
        zone = records.zone_of(name, zones)
        if name in wanted:
            yield Found(Site(name), {"zone": zone, "certificate": others.get(name, "")})
        if zone and (there := records.read(aws, name, zone)):
            managed = name in wanted and wanted[name].route53
            if managed or records.is_ours(aws, zone, name):
                yield there


def _domain(aws: "Aws", answer: "DomainNameTypeDef") -> Iterator[Found]:
    """With its mappings, those that lead elsewhere than to our APIs only named."""
    name = answer["DomainName"]
    places = {domain.base_path for domain in aws.target.stage.domain if domain.name == name}
    every = mapping.every(aws, name)
    apis = _apis(aws) if every else set()
    ours = [
        each
        for each in every
        if isinstance(there := each.resource, Mapping)
        and (there.base_path in places or there.api in apis)
    ]
    beside = tuple(each.resource.title for each in every if each not in ours)
    yield domain_name.as_found(answer, beside)
    yield from ours


def _apis(aws: "Aws") -> set[str]:
    """The ids of our APIs."""
    stage = aws.target.stage
    http = aws.apis.get_paginator("get_apis").paginate()
    rest = aws.rest_apis.get_paginator("get_rest_apis").paginate()
    tags = {api["ApiId"]: api.get("Tags", {}) for page in http for api in page["Items"]}
    tags |= {api["id"]: api.get("tags", {}) for page in rest for api in page["items"]}
    return {id_ for id_, each in tags.items() if are_ours(each, stage.project, stage.name)}


def _is_ours(aws: "Aws", answer: "DomainNameTypeDef") -> bool:
    stage = aws.target.stage
    return are_ours(answer.get("Tags", {}), stage.project, stage.name)
