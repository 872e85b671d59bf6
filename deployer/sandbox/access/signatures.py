"""Requests signed with AWS credentials (Signature Version 4, in the Authorization header).

A signature is made anew with the secret, so only access keys that the sandbox's own IAM or STS
gave out are known here: others could be anybody's.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv4-create-signed-request.html
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ...gateway.request import Request
from ...gateway.visitor import Signer
from ..catalogue import Region
from .policies import allowed

if TYPE_CHECKING:
    from moto.iam.access_control import AssumedRoleAccessKey, IAMUserAccessKey

    Key = IAMUserAccessKey | AssumedRoleAccessKey

_CREDENTIAL = re.compile(r"AWS4-HMAC-SHA256 Credential=([^/]+)/\d{8}/([^/]+)/([^/]+)/aws4_request,")
_SKEW = timedelta(minutes=5)
_PARTITION = "aws"


class Unsigned(Exception):
    """There is no signature."""


class BadSignature(Exception):
    """The signature is nobody's, too old, or not this request's."""


class NotAllowed(Exception):
    """Whoever signed may not: no policy allows it, or one denies it."""


def signer(
    request: Request, region: Region, service: str, actions: tuple[str, ...], arn: str
) -> Signer:
    """Who signed ``request`` for ``service`` and may do all ``actions`` on ``arn``.

    Raises ``Unsigned``, ``BadSignature`` and ``NotAllowed``.
    """
    from moto.iam.access_control import CreateAccessKeyFailure, create_access_key

    match = _CREDENTIAL.match(request.header("authorization"))
    if match is None:
        raise Unsigned
    if (match[2], match[3]) != (region.name, service) or not _is_fresh(request):
        raise BadSignature
    try:
        key = create_access_key(region.account, _PARTITION, match[1], _headers(request))
    except CreateAccessKeyFailure:
        raise BadSignature from None
    _check(request, region)
    documents = list(_documents(key))
    if not all(allowed(documents, action, arn) for action in actions):
        raise NotAllowed(key.arn)
    return Signer(match[1], region.account, _user(key, region), key.arn)


def _check(request: Request, region: Region) -> None:
    """The signature is that of this request."""
    from moto.core.exceptions import InvalidClientTokenIdError, SignatureDoesNotMatchError
    from moto.iam.access_control import IAMRequest

    url = f"http://{request.header('host')}{request.target}"
    try:
        IAMRequest(
            region.account, request.method, url, {}, request.body, _headers(request), "Invoke"
        ).check_signature()
    except (InvalidClientTokenIdError, SignatureDoesNotMatchError, KeyError):
        raise BadSignature from None


def _headers(request: Request) -> dict[str, str]:
    """With the capitals that moto looks for."""
    return {name.title(): value for name, value in request.joined_headers.items()}


def _is_fresh(request: Request) -> bool:
    try:
        signed = datetime.strptime(request.header("x-amz-date"), "%Y%m%dT%H%M%S%z")
    except ValueError:
        return False
    return abs(datetime.now(UTC) - signed) <= _SKEW


def _documents(key: "Key") -> Iterator[object]:
    """moto gives inline policies as text or in an object, managed ones as models."""
    policies: list[Any] = list(key.collect_policies())
    for policy in policies:
        if isinstance(policy, str):
            yield policy
        elif isinstance(policy, dict):
            yield policy["policy_document"]
        else:
            yield next(each.document for each in policy.versions if each.is_default)


def _user(key: "Key", region: Region) -> str:
    """IAM's id of the user, or of the role with the session's name."""
    from moto.iam.models import iam_backends

    iam = iam_backends[region.account][_PARTITION]
    kind, _, name = key.arn.rpartition(":")[2].partition("/")
    if kind == "user":
        return str(iam.get_user(name).id)
    role, _, session = name.partition("/")
    return f"{iam.get_role(role).id}:{session}"
