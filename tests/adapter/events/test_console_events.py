"""Test events: the templates of the Lambda console, and what API Gateway's own "Test" button sends.

They lack what real events have, or have null there.
"""

from __future__ import annotations

from typing import Any

import pytest

from ..serving import environ_for, scope_for

NOBODY = dict.fromkeys(("cognitoIdentityPoolId", "accountId", "caller", "user", "userArn"))

# "API Gateway AWS Proxy"
API_GATEWAY_PROXY: dict[str, Any] = {
    "body": "eyJ0ZXN0IjoiYm9keSJ9",
    "resource": "/{proxy+}",
    "path": "/path/to/resource",
    "httpMethod": "POST",
    "isBase64Encoded": True,
    "queryStringParameters": {"foo": "bar"},
    "multiValueQueryStringParameters": {"foo": ["bar"]},
    "pathParameters": {"proxy": "/path/to/resource"},
    "stageVariables": {"baz": "qux"},
    "headers": {
        "Host": "1234567890.execute-api.us-east-1.amazonaws.com",
        "X-Forwarded-For": "127.0.0.1, 127.0.0.2",
        "X-Forwarded-Port": "443",
        "X-Forwarded-Proto": "https",
    },
    "requestContext": {
        "accountId": "123456789012",
        "resourceId": "123456",
        "stage": "prod",
        "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
        "identity": NOBODY | {"sourceIp": "127.0.0.1"},
        "path": "/prod/path/to/resource",
        "resourcePath": "/{proxy+}",
        "httpMethod": "POST",
        "apiId": "1234567890",
        "protocol": "HTTP/1.1",
    },
}

# The "Test" button of a REST API's method
TEST_INVOKE: dict[str, Any] = {
    "resource": "/path/{proxy+}",
    "path": "/path/to/resource",
    "httpMethod": "POST",
    "headers": None,
    "multiValueHeaders": None,
    "queryStringParameters": None,
    "multiValueQueryStringParameters": None,
    "pathParameters": {"proxy": "to/resource"},
    "stageVariables": None,
    "requestContext": {
        "resourcePath": "/path/{proxy+}",
        "httpMethod": "POST",
        "path": "/path/{proxy+}",
        "protocol": "HTTP/1.1",
        "stage": "test-invoke-stage",
        "domainPrefix": "testPrefix",
        "domainName": "testPrefix.testDomainName",
        "identity": NOBODY | {"sourceIp": "test-invoke-source-ip", "userAgent": "aws-internal/3"},
        "apiId": "1234567890",
    },
    "body": '{"test":"body"}',
    "isBase64Encoded": False,
}

# "Application Load Balancer"
LOAD_BALANCER: dict[str, Any] = {
    "requestContext": {"elb": {"targetGroupArn": "arn:aws:elasticloadbalancing:us-east-2:1:a/b/c"}},
    "httpMethod": "POST",
    "path": "/path/to/resource",
    "queryStringParameters": {"foo": "bar"},
    "headers": {"host": "lambda-alb-123578498.us-east-2.elb.amazonaws.com"},
    "body": '{"test":"body"}',
    "isBase64Encoded": False,
}

# "CloudFront Simple Remote Call", with a body
CLOUDFRONT: dict[str, Any] = {
    "Records": [
        {
            "cf": {
                "config": {"distributionId": "EXAMPLE"},
                "request": {
                    "uri": "/path/to/resource",
                    "method": "POST",
                    "clientIp": "2001:cdba::3257:9652",
                    "headers": {"host": [{"key": "Host", "value": "d123.cf.net"}]},
                    "body": {"data": "eyJ0ZXN0IjoiYm9keSJ9", "encoding": "base64"},
                },
            }
        }
    ]
}


@pytest.mark.parametrize("event", [API_GATEWAY_PROXY, TEST_INVOKE, LOAD_BALANCER, CLOUDFRONT])
def test_a_test_event_is_served(event: dict[str, Any]) -> None:
    environ = environ_for(event)
    assert environ["REQUEST_METHOD"] == "POST"
    assert environ["PATH_INFO"] == "/path/to/resource"
    assert environ["body"] == b'{"test":"body"}'
    assert scope_for(event)["body"] == b'{"test":"body"}'


def test_a_template_has_its_stage() -> None:
    environ = environ_for(API_GATEWAY_PROXY)
    assert environ["SCRIPT_NAME"] == "/prod"
    assert environ["QUERY_STRING"] == "foo=bar"
    assert environ["SERVER_NAME"] == "1234567890.execute-api.us-east-1.amazonaws.com"


def test_the_test_button_has_a_host_and_no_stage_in_the_path() -> None:
    environ = environ_for(TEST_INVOKE)
    assert environ["SCRIPT_NAME"] == ""
    assert environ["SERVER_NAME"] == "testPrefix.testDomainName"
    assert environ["REMOTE_ADDR"] == "test-invoke-source-ip"
