"""Container images are refused in the control plane, before anything is made for them."""

import boto3
import pytest
from botocore.exceptions import ClientError

from .aws import ACCOUNT, REGION, Aws


def test_a_deployment_of_an_image_is_refused_where_it_logs_in(aws: Aws) -> None:
    ecr = boto3.Session("test", "test", region_name=REGION).client(
        "ecr", endpoint_url=aws.sandbox.endpoint
    )
    with pytest.raises(ClientError, match="runs no container images"):
        ecr.get_authorization_token()
    with pytest.raises(ClientError, match="runs no container images"):
        ecr.create_repository(repositoryName="shop")
    assert ecr.describe_repositories()["repositories"] == []


def test_a_function_of_an_image_is_refused(aws: Aws) -> None:
    with pytest.raises(ClientError, match='use "package": "zip"'):
        aws.lambda_.create_function(
            FunctionName="image",
            Role=aws.role["Arn"],
            Code={"ImageUri": f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/shop:1"},
            PackageType="Image",
        )
