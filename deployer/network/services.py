"""The AWS services that environment variables mention, as far as that can be seen.

A service counts when a value holds one of its host names, an ARN or a URL of its own (s3://bucket,
sqs://), or when a variable is named for a bucket. What the application calls without naming it
there cannot be known.
"""

import re
from collections.abc import Iterator, Mapping

GATEWAYS = ("s3", "dynamodb")
"""Services that a VPC reaches by routes, at no cost, too."""

# Host name, ARN and URL -> the last part of the endpoint service's name, com.amazonaws.{region}.…
# (AWS, "AWS services that integrate with AWS PrivateLink").
_ENDPOINTS = {
    "athena": "athena",
    "bedrock": "bedrock-runtime",
    "bedrock-runtime": "bedrock-runtime",
    "cognito-idp": "cognito-idp",
    "comprehend": "comprehend",
    "dynamodb": "dynamodb",
    "email": "email",
    "email-smtp": "email-smtp",
    "events": "events",
    "firehose": "kinesis-firehose",
    "kinesis": "kinesis-streams",
    "kms": "kms",
    "lambda": "lambda",
    "logs": "logs",
    "monitoring": "monitoring",
    "queue": "sqs",  # eu-west-1.queue.amazonaws.com
    "rekognition": "rekognition",
    "s3": "s3",
    "scheduler": "scheduler",
    "secretsmanager": "secretsmanager",
    "ses": "email",
    "sns": "sns",
    "sqs": "sqs",
    "ssm": "ssm",
    "states": "states",
    "sts": "sts",
    "textract": "textract",
    "transcribe": "transcribe",
    "translate": "translate",
}
_HOST = re.compile(r"([a-z0-9][a-z0-9.-]*)\.(?:amazonaws\.com(?:\.cn)?|api\.aws)\b")
_REGION = re.compile(r"(?:^|[.-])[a-z]{2,4}(?:-[a-z]+)+-\d$")
_ARN = re.compile(r"\barn:aws[a-z-]*:([a-z0-9-]+):")
_URL = re.compile(r"\b(s3|sqs|dynamodb)://")
_BUCKET = re.compile(r"(?:^|_)(?:BUCKET|BUCKET_NAME)$")


def services(environment: Mapping[str, str]) -> dict[str, str]:
    """Endpoint services ("sqs", "kinesis-streams") -> the first variable that mentions each."""
    found: dict[str, str] = {}
    for name, value in environment.items():
        for word in _mentioned(name, value):
            if word in _ENDPOINTS:
                found.setdefault(_ENDPOINTS[word], name)
    return found


def service_of(host: str) -> str | None:
    """The endpoint service that a host name is of, None for what is no such service's."""
    match = _HOST.fullmatch(host.lower())
    return _ENDPOINTS.get(_word(match[1])) if match else None


def in_region(host: str, region: str) -> bool:
    """Whether a service's host is of that region, or names none."""
    match = _HOST.fullmatch(host.lower())
    named = _REGION.search(match[1]) if match else None
    return named is None or named[0].strip(".-") == region


def _mentioned(name: str, value: str) -> Iterator[str]:
    for match in _HOST.finditer(value.lower()):
        yield _word(match[1])
    for pattern in (_ARN, _URL):
        yield from (match[1] for match in pattern.finditer(value))
    if value and _BUCKET.search(name):
        yield "s3"


def _word(labels: str) -> str:
    """bucket.s3.dualstack.eu-west-1, bucket.s3-eu-west-1 and bucket.s3 -> s3."""
    return _REGION.sub("", labels).removesuffix(".dualstack").rpartition(".")[2]
