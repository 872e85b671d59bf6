"""Custom domains and their certificates to test against."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .aws import Aws

if TYPE_CHECKING:
    from types_boto3_acm import ACMClient
    from types_boto3_route53 import Route53Client


@dataclass
class Domains:
    """Custom domains in the sandbox ``aws``, and the clients that make them."""

    aws: Aws

    def __post_init__(self) -> None:
        self.acm: ACMClient = self.aws.client("acm")
        self.route53: Route53Client = self.aws.client("route53")

    def certificate(self, name: str) -> str:
        """A certificate for ``name``, issued by its record in a hosted zone; its ARN."""
        arn = self.acm.request_certificate(DomainName=name, ValidationMethod="DNS")[
            "CertificateArn"
        ]
        zone = self.route53.create_hosted_zone(Name=name, CallerReference=arn)["HostedZone"]["Id"]
        self.validate(arn, zone)
        return arn

    def validate(self, certificate: str, zone: str) -> None:
        """Put the records in the zone that validate the certificate."""
        found = self.acm.describe_certificate(CertificateArn=certificate)["Certificate"]
        for option in found["DomainValidationOptions"]:
            record: Any = {
                "Name": option["ResourceRecord"]["Name"],
                "Type": "CNAME",
                "TTL": 60,
                "ResourceRecords": [{"Value": option["ResourceRecord"]["Value"]}],
            }
            self.route53.change_resource_record_sets(
                HostedZoneId=zone,
                ChangeBatch={"Changes": [{"Action": "UPSERT", "ResourceRecordSet": record}]},
            )

    def make(self, name: str) -> str:
        """The custom domain ``name``; the address where it is served."""
        made = self.aws.apis.create_domain_name(
            DomainName=name,
            DomainNameConfigurations=[
                {
                    "CertificateArn": self.certificate(name),
                    "EndpointType": "REGIONAL",
                    "SecurityPolicy": "TLS_1_2",
                }
            ],
            Tags={"lift:project": "site"},
        )
        return f"http://{made['DomainNameConfigurations'][0]['ApiGatewayDomainName']}"

    def map(self, domain: str, api_id: str, stage: str = "$default", key: str = "") -> str:
        """Lead the domain to the API; the mapping's id."""
        made = self.aws.apis.create_api_mapping(
            DomainName=domain, ApiId=api_id, Stage=stage, ApiMappingKey=key
        )
        return made["ApiMappingId"]
