import pytest

from lift.deployer.network.services import in_region, service_of, services


@pytest.mark.parametrize(
    ("host", "service"),
    [
        ("sqs.eu-west-1.amazonaws.com", "sqs"),
        ("eu-west-1.queue.amazonaws.com", "sqs"),
        ("shop.s3.amazonaws.com", "s3"),
        ("shop.s3.eu-west-1.amazonaws.com", "s3"),
        ("shop.s3-eu-west-1.amazonaws.com", "s3"),
        ("s3.dualstack.us-gov-west-1.amazonaws.com", "s3"),
        ("kinesis.cn-north-1.amazonaws.com.cn", "kinesis-streams"),
        ("email-smtp.eu-west-1.amazonaws.com", "email-smtp"),
        ("lambda.eu-west-1.api.aws", "lambda"),
        ("shop.abc.eu-west-1.rds.amazonaws.com", None),
        ("master.shop.abc.euw1.cache.amazonaws.com", None),
        ("b-1.shop.abc.c2.kafka.eu-west-1.amazonaws.com", None),
        ("vpce-1.sqs.eu-west-1.vpce.amazonaws.com", None),
        ("ec2-1-2-3-4.eu-west-1.compute.amazonaws.com", None),
        ("sqs.eu-west-1.amazonaws.com.example.com", None),
        ("www.example.com", None),
    ],
)
def test_the_service_stands_in_the_host_name(host: str, service: str | None) -> None:
    assert service_of(host) == service


def test_the_region_stands_there_too() -> None:
    assert in_region("sqs.eu-west-1.amazonaws.com", "eu-west-1")
    assert in_region("shop.s3-eu-west-1.amazonaws.com", "eu-west-1")
    assert not in_region("shop-eu-west-1.s3.us-east-1.amazonaws.com", "eu-west-1")
    assert in_region("shop.s3.amazonaws.com", "eu-west-1")


def test_a_variable_mentions_a_service_by_host_arn_url_or_as_a_bucket() -> None:
    environment = {
        "CELERY_BROKER_URL": "sqs://",
        "TOPIC": "arn:aws:sns:eu-west-1:123456789012:mail",
        "MODELS": "s3://models/latest",
        "AWS_STORAGE_BUCKET_NAME": "media",
        "TABLES": "https://dynamodb.eu-west-1.amazonaws.com,https://sqs.eu-west-1.amazonaws.com",
        "ROLE": "arn:aws:iam::123456789012:role/x",
        "DEBUG": "false",
    }
    assert services(environment) == {
        "sqs": "CELERY_BROKER_URL",
        "sns": "TOPIC",
        "s3": "MODELS",
        "dynamodb": "TABLES",
    }
