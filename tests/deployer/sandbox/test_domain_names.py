"""Custom domain names in the control plane."""

import httpx
import pytest
from botocore.exceptions import ClientError

from .aws import REGION, Aws
from .domains import Domains
from .rest import Rest

NOWHERE = "arn:aws:lambda:eu-west-1:123456789012:function:any"


def test_a_domain_name_tells_where_it_is_served(aws: Aws, domains: Domains) -> None:
    address = domains.make("told.example")
    assert address.startswith("http://127.0.0.1:")
    found = aws.apis.get_domain_name(DomainName="told.example")
    configuration = found["DomainNameConfigurations"][0]
    assert f"http://{configuration['ApiGatewayDomainName']}" == address
    assert configuration["DomainNameStatus"] == "AVAILABLE"
    assert configuration["HostedZoneId"]


def test_a_domain_name_wants_a_certificate_that_is_issued(aws: Aws, domains: Domains) -> None:
    pending = domains.acm.request_certificate(DomainName="pending.example")["CertificateArn"]
    for arn in (pending, "arn:aws:acm:eu-west-1:123456789012:certificate/nothing"):
        with pytest.raises(ClientError, match="not issued"):
            aws.apis.create_domain_name(
                DomainName="pending.example", DomainNameConfigurations=[{"CertificateArn": arn}]
            )


def test_an_update_keeps_the_address(aws: Aws, domains: Domains) -> None:
    address = domains.make("updated.example")
    other = domains.certificate("updated.example")
    updated = aws.apis.update_domain_name(
        DomainName="updated.example", DomainNameConfigurations=[{"CertificateArn": other}]
    )
    configuration = updated["DomainNameConfigurations"][0]
    assert configuration["CertificateArn"] == other
    assert f"http://{configuration['ApiGatewayDomainName']}" == address
    with pytest.raises(aws.apis.exceptions.NotFoundException):
        aws.apis.update_domain_name(DomainName="nothing.example")


def test_tags_of_a_domain_name(aws: Aws, domains: Domains) -> None:
    domains.make("tagged.example")
    arn = f"arn:aws:apigateway:{REGION}::/domainnames/tagged.example"
    aws.apis.tag_resource(ResourceArn=arn, Tags={"a": "1", "b": "2"})
    aws.apis.untag_resource(ResourceArn=arn, TagKeys=["a"])
    wanted = {"lift:project": "site", "b": "2"}
    assert aws.apis.get_tags(ResourceArn=arn)["Tags"] == wanted
    assert aws.apis.get_domain_name(DomainName="tagged.example")["Tags"] == wanted


def test_a_mapping_wants_an_api_a_stage_and_a_key_of_its_own(
    aws: Aws, rest: Rest, domains: Domains
) -> None:
    domains.make("mapped.example")
    api_id, _ = aws.api(NOWHERE)
    rest_id, _ = rest.api(NOWHERE)
    domains.map("mapped.example", api_id)
    other = domains.map("mapped.example", rest_id, "live", "rest")
    with pytest.raises(aws.apis.exceptions.ConflictException):
        domains.map("mapped.example", rest_id, "live")
    with pytest.raises(aws.apis.exceptions.ConflictException):
        aws.apis.update_api_mapping(
            DomainName="mapped.example", ApiMappingId=other, ApiId=rest_id, ApiMappingKey=""
        )
    with pytest.raises(aws.apis.exceptions.BadRequestException, match="stage"):
        domains.map("mapped.example", api_id, "other", "key")
    with pytest.raises(aws.apis.exceptions.NotFoundException, match="API"):
        domains.map("mapped.example", "nothing", key="key")
    with pytest.raises(aws.apis.exceptions.NotFoundException, match="domain"):
        domains.map("nothing.example", api_id)
    with pytest.raises(aws.apis.exceptions.NotFoundException):
        aws.apis.update_api_mapping(
            DomainName="mapped.example", ApiMappingId="nothing", ApiId=api_id
        )
    keys = [
        each["ApiMappingKey"]
        for each in aws.apis.get_api_mappings(DomainName="mapped.example")["Items"]
    ]
    assert sorted(keys) == ["", "rest"]


def test_deleting_a_domain_name_takes_its_mappings_and_its_port(aws: Aws, domains: Domains) -> None:
    address = domains.make("gone.example")
    api_id, _ = aws.api(NOWHERE)
    domains.map("gone.example", api_id)
    assert httpx.get(address).status_code == 500
    aws.apis.delete_domain_name(DomainName="gone.example")
    with pytest.raises(httpx.ConnectError):
        httpx.get(address)
    with pytest.raises(aws.apis.exceptions.NotFoundException):
        aws.apis.get_domain_name(DomainName="gone.example")
    with pytest.raises(aws.apis.exceptions.NotFoundException):
        aws.apis.delete_domain_name(DomainName="gone.example")


def test_an_api_that_a_domain_leads_to_cannot_be_deleted(
    aws: Aws, rest: Rest, domains: Domains
) -> None:
    domains.make("leading.example")
    api_id, _ = aws.api(NOWHERE)
    rest_id, _ = rest.api(NOWHERE)
    mappings = [
        domains.map("leading.example", api_id),
        domains.map("leading.example", rest_id, "live", "rest"),
    ]
    with pytest.raises(aws.apis.exceptions.BadRequestException, match="remove all API mappings"):
        aws.apis.delete_api(ApiId=api_id)
    with pytest.raises(rest.client.exceptions.BadRequestException, match="in your domains"):
        rest.client.delete_rest_api(restApiId=rest_id)
    for mapping in mappings:
        aws.apis.delete_api_mapping(DomainName="leading.example", ApiMappingId=mapping)
    aws.apis.delete_api(ApiId=api_id)
    rest.client.delete_rest_api(restApiId=rest_id)
