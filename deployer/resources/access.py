"""Who may come through an API, as API Gateway has it."""

from dataclasses import dataclass, field
from typing import Literal

from .base import OPAQUE


@dataclass(frozen=True)
class Authorizer:
    """What API Gateway asks before a request goes on: ``JWT`` an issuer's keys,
    ``COGNITO_USER_POOLS`` a user pool's, ``REQUEST`` a function.

    ``permitted``: whether the function's policy lets the API ask it.
    """

    kind: Literal["JWT", "COGNITO_USER_POOLS", "REQUEST"]
    issuer: str = ""
    audiences: tuple[str, ...] = ()
    user_pool: str = ""  # ARN
    function: str = ""  # ARN
    headers: tuple[str, ...] = ()
    cache_seconds: int = 0
    simple: bool = False  # the function answers {"isAuthorized": …}, else an IAM policy
    permitted: bool = field(
        metadata={"absent": "the API may not invoke the authorizer's function"}, default=True
    )


@dataclass(frozen=True)
class Access:
    """What each request must pass. ``scopes``: one of them must be granted by a token.

    ``unused_authorizers`` are ids of ours that nothing uses, as found.
    """

    authorization: str = "NONE"  # in AWS's words; here the application knows its users
    scopes: tuple[str, ...] = ()
    authorizer: Authorizer | None = None
    unused_authorizers: tuple[str, ...] = field(metadata=OPAQUE, default=())


EVERYBODY = Access()


def pool_issuer(user_pool_arn: str) -> str:
    """What the pool's tokens have as "iss" (Cognito, "Verifying JSON web tokens")."""
    _, partition, _, region, _, pool = user_pool_arn.split(":")
    suffix = "amazonaws.com.cn" if partition == "aws-cn" else "amazonaws.com"
    return f"https://cognito-idp.{region}.{suffix}/{pool.removeprefix('userpool/')}"
