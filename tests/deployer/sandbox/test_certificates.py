"""ACM certificates are issued by their records in Route53."""

from .domains import Domains


def status(domains: Domains, arn: str) -> str:
    return domains.acm.describe_certificate(CertificateArn=arn)["Certificate"]["Status"]


def test_a_certificate_waits_for_all_its_records(domains: Domains) -> None:
    arn = domains.acm.request_certificate(
        DomainName="waits.example", SubjectAlternativeNames=["www.waits.example"]
    )["CertificateArn"]
    assert status(domains, arn) == "PENDING_VALIDATION"
    zone = domains.route53.create_hosted_zone(Name="waits.example", CallerReference=arn)
    options = domains.acm.describe_certificate(CertificateArn=arn)["Certificate"][
        "DomainValidationOptions"
    ]
    assert {each["ValidationStatus"] for each in options} == {"PENDING_VALIDATION"}
    other = domains.acm.request_certificate(DomainName="www.waits.example")["CertificateArn"]
    domains.validate(other, zone["HostedZone"]["Id"])
    assert status(domains, other) == "ISSUED"
    assert status(domains, arn) == "PENDING_VALIDATION"
    domains.validate(arn, zone["HostedZone"]["Id"])
    assert status(domains, arn) == "ISSUED"
    listed = domains.acm.list_certificates(CertificateStatuses=["ISSUED"])["CertificateSummaryList"]
    assert {arn, other} <= {each["CertificateArn"] for each in listed}


def test_records_of_a_private_zone_do_not_count(domains: Domains) -> None:
    arn = domains.acm.request_certificate(DomainName="private.example")["CertificateArn"]
    vpc = domains.aws.client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
    zone = domains.route53.create_hosted_zone(
        Name="private.example",
        CallerReference=arn,
        VPC={"VPCRegion": "eu-west-1", "VPCId": vpc},
        HostedZoneConfig={"PrivateZone": True},
    )
    domains.validate(arn, zone["HostedZone"]["Id"])
    assert status(domains, arn) == "PENDING_VALIDATION"
