"""Certificates are issued once their records are there; domain names, and what uses what.

https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
"""

import uuid
from typing import Any

from moto import settings
from moto.apigatewayv2.models import ApiMapping
from moto.backends import get_backend

from .call import Parameters, refusal
from .concern import Concern, after, before

ACCOUNT = "123456789012"
REGION = "eu-west-1"
ISSUED_AFTER = 90  # seconds
FREE_AFTER = 20  # seconds until AWS has seen that a certificate is unused

settings.ACM_VALIDATION_WAIT = 10**9  # never by itself


class Domains(Concern):
    @before("acm DescribeCertificate", "acm ListCertificates", "apigatewayv2 CreateDomainName")
    def _issue(self, params: Parameters) -> None:
        there = _cnames()
        for certificate in list(_acm().list_certificates(["PENDING_VALIDATION"], {})):
            options = certificate.describe()["Certificate"]["DomainValidationOptions"]
            names = {option["ResourceRecord"]["Name"].rstrip(".") for option in options}
            if names <= there:
                due = self.memory.issued.setdefault(
                    certificate.arn, self.memory.clock.now() + ISSUED_AFTER
                )
                if self.memory.clock.now() >= due:
                    certificate.status = "ISSUED"

    @before("acm DeleteCertificate")
    def _unused(self, params: Parameters) -> None:
        arn = params["CertificateArn"]
        users = [each for each in _apis().domain_names.values() if _certificate(each) == arn]
        if users or self.memory.clock.now() < self.memory.freed.get(arn, 0):
            message = f"Certificate {arn} in account {ACCOUNT} is in use."
            raise refusal("ResourceInUseException", message, "DeleteCertificate")

    @before("apigatewayv2 CreateDomainName", "apigatewayv2 UpdateDomainName")
    def _usable(self, params: Parameters) -> None:
        (configuration,) = params["DomainNameConfigurations"]
        issued = [each.arn for each in _acm().list_certificates(["ISSUED"], {})]
        if configuration["CertificateArn"] not in issued:
            raise refusal("BadRequestException", "The certificate is not issued", "domain name")

    @before("apigatewayv2 UpdateDomainName")
    def _update(self, params: Parameters) -> Any:
        domain = _apis().get_domain_name(params["DomainName"])
        self._free(domain)
        (wanted,) = params["DomainNameConfigurations"]
        (configuration,) = domain.domain_name_configurations
        for key, value in wanted.items():
            configuration[key[0].lower() + key[1:]] = value
        return {"DomainName": domain.domain_name}

    @before("apigatewayv2 DeleteDomainName")
    def _delete(self, params: Parameters) -> None:
        backend = _apis()
        if domain := backend.domain_names.get(params["DomainName"]):
            self._free(domain)
        for id_, each in list(backend.api_mappings.items()):
            if each.domain_name == params["DomainName"]:
                del backend.api_mappings[id_]

    @after("apigatewayv2 CreateDomainName", "apigatewayv2 GetDomainName")
    def _describe(self, params: Parameters, parsed: Any) -> None:
        for configuration in parsed["DomainNameConfigurations"]:
            name = parsed["DomainName"].replace(".", "-")
            host = f"d-{name}.execute-api.{REGION}.amazonaws.com"
            configuration |= {"ApiGatewayDomainName": host, "HostedZoneId": "ZAPI"}

    @after("apigatewayv2 GetDomainNames")
    def _describe_all(self, params: Parameters, parsed: Any) -> None:
        for each in parsed["Items"]:
            self._describe(params, each)

    @before("apigatewayv2 UpdateApiMapping")
    def _map(self, params: Parameters) -> Any:
        mapping = _apis().get_api_mapping(params["ApiMappingId"], params["DomainName"])
        mapping.api_id, mapping.stage = params["ApiId"], params["Stage"]
        mapping.api_mapping_key = params["ApiMappingKey"]
        return {"ApiMappingId": mapping.api_mapping_id}

    @before("apigatewayv2 CreateApiMapping")
    def _create_mapping(self, params: Parameters) -> Any:
        """HTTP APIs and REST APIs alike."""
        name, key = params["DomainName"], params["ApiMappingKey"]
        for each in _apis().get_api_mappings(name):
            if each.api_mapping_key == key:
                message = "ApiMapping key already exists for this domain name"
                raise refusal("ConflictException", message, "CreateApiMapping", 409)
        made = ApiMapping(params["ApiId"], key, uuid.uuid4().hex[:6], name, params["Stage"])
        _apis().api_mappings[made.api_mapping_id] = made
        return {"ApiMappingId": made.api_mapping_id}

    @before("apigatewayv2 DeleteApi", "apigateway DeleteRestApi")
    def _mapped(self, params: Parameters) -> None:
        mapped = [each.api_id for each in _apis().api_mappings.values()]
        if params.get("ApiId", params.get("restApiId")) in mapped:
            message = "Deleting API failed. Please remove all base path mappings first"
            raise refusal("BadRequestException", message, "DeleteApi")

    @before("apigatewayv2 TagResource")
    def _tag(self, params: Parameters) -> Any:
        _, is_domain, name = params["ResourceArn"].partition("/domainnames/")
        if not is_domain:
            return None
        _apis().get_domain_name(name).tags.update(params["Tags"])
        return {}

    def _free(self, domain: Any) -> None:
        self.memory.freed[_certificate(domain)] = self.memory.clock.now() + FREE_AFTER


def _apis() -> Any:
    return get_backend("apigatewayv2")[ACCOUNT][REGION]


def _acm() -> Any:
    return get_backend("acm")[ACCOUNT][REGION]


def _certificate(domain: Any) -> str:
    return str(domain.domain_name_configurations[0]["certificateArn"])


def _cnames() -> set[str]:
    zones = get_backend("route53")[ACCOUNT]["aws"].zones.values()
    records = (record for zone in zones if not zone.private_zone for record in zone.rrsets)
    return {record.name.rstrip(".") for record in records if record.type == "CNAME"}
