"""The stage's domains: certificate, domain name, mapping to the front door, records."""

from collections.abc import Iterator, Mapping

from ..resources.base import Resource
from ..resources.certificate import Certificate
from ..resources.domain_name import DomainName
from ..resources.door import KINDS
from ..resources.mapping import Mapping as ApiMapping
from ..resources.records import Records
from ..resources.ref import Attributes, Ref, Text
from ..resources.rest_api import STAGE
from ..resources.site import Site
from ..resources.tags import tags as marks
from ..resources.target import Target
from ..settings.domain import AUTO, Domain

_STAGES = {"http-api": "$default", "rest-api": STAGE}


def domains(target: Target, sites: Mapping[str, Attributes]) -> list[Resource]:
    """``sites`` are the attributes of what is found for each domain, by the keys of ``Site``."""
    every = [
        resource
        for domain in target.stage.domain
        for resource in _of(target, domain, sites.get(Site(domain.name).key, {}))
    ]
    return list({resource.key: resource for resource in every}.values())


def _of(target: Target, domain: Domain, site: Attributes) -> Iterator[Resource]:
    name, tags, kind = domain.name, target.tags, KINDS[target.stage.api]
    zone = site.get("zone", "") if domain.route53 else ""
    wanted = Certificate(name, tags, zone=zone)
    certificate = _certificate(domain, site) or Ref(wanted.key, "arn")
    if isinstance(certificate, Ref):
        yield wanted
    served = DomainName(name, certificate, tags, by_hand=not zone)
    yield served
    yield ApiMapping(name, domain.base_path, Ref(kind, "id"), _STAGES[kind], door=kind)
    if zone:
        leads_to, leads_into = Ref(served.key, "target"), Ref(served.key, "zone")
        stage = target.stage
        mark = marks(stage.project, stage.name)
        yield Records(name, leads_to, mark, leads_into=leads_into, zone=zone)


def _certificate(domain: Domain, site: Attributes) -> Text:
    """One that is there and not the stage's."""
    return site.get("certificate", "") if domain.certificate == AUTO else domain.certificate
