"""Requests signed with AWS credentials, as any client of AWS signs them."""

import json
from typing import Any

import httpx
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from .aws import REGION, Aws


def user(aws: Aws, name: str, *statements: dict[str, Any]) -> Credentials:
    """A new user of the sandbox with one policy; the credentials of the user."""
    aws.iam.create_user(UserName=name)
    document = {"Version": "2012-10-17", "Statement": list(statements)}
    aws.iam.put_user_policy(UserName=name, PolicyName="may", PolicyDocument=json.dumps(document))
    key = aws.iam.create_access_key(UserName=name)["AccessKey"]
    return Credentials(key["AccessKeyId"], key["SecretAccessKey"])


def allow(*actions: str, on: str = "*") -> dict[str, Any]:
    return {"Effect": "Allow", "Action": list(actions), "Resource": on}


def send(
    credentials: Credentials,
    url: str,
    *,
    service: str = "execute-api",
    method: str = "GET",
    body: bytes = b"",
    sent: bytes | None = None,
) -> httpx.Response:
    """Sign the request with ``body``, and send it, or with the body ``sent`` in its place."""
    request = AWSRequest(method, url, data=body)
    SigV4Auth(credentials, service, REGION).add_auth(request)
    headers = dict(request.headers.items())
    return httpx.request(method, url, headers=headers, content=body if sent is None else sent)
