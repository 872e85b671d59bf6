"""ACM certificates are issued by their records in Route53."""

from .aws import Aws


def status(aws: Aws, arn: str) -> str:
    return aws.acm.describe_certificate(CertificateArn=arn)["Certificate"]["Status"]


def test_a_certificate_waits_for_all_its_records(aws: Aws) -> None:
    arn = aws.acm.request_certificate(
        DomainName="waits.example", SubjectAlternativeNames=["www.waits.example"]
    )["CertificateArn"]
    assert status(aws, arn) == "PENDING_VALIDATION"
    zone = aws.route53.create_hosted_zone(Name="waits.example", CallerReference=arn)
    options = aws.acm.describe_certificate(CertificateArn=arn)["Certificate"][
        "DomainValidationOptions"
    ]
    assert {each["ValidationStatus"] for each in options} == {"PENDING_VALIDATION"}
    other = aws.acm.request_certificate(DomainName="www.waits.example")["CertificateArn"]
    aws.validate(other, zone["HostedZone"]["Id"])
    assert status(aws, other) == "ISSUED"
    assert status(aws, arn) == "PENDING_VALIDATION"
    aws.validate(arn, zone["HostedZone"]["Id"])
    assert status(aws, arn) == "ISSUED"
    listed = aws.acm.list_certificates(CertificateStatuses=["ISSUED"])["CertificateSummaryList"]
    assert {arn, other} <= {each["CertificateArn"] for each in listed}


def test_records_of_a_private_zone_do_not_count(aws: Aws) -> None:
    arn = aws.acm.request_certificate(DomainName="private.example")["CertificateArn"]
    vpc = aws.ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    zone = aws.route53.create_hosted_zone(
        Name="private.example",
        CallerReference=arn,
        VPC={"VPCRegion": "eu-west-1", "VPCId": vpc},
        HostedZoneConfig={"PrivateZone": True},
    )
    aws.validate(arn, zone["HostedZone"]["Id"])
    assert status(aws, arn) == "PENDING_VALIDATION"
