"""Whom a front door let in, and what the event says of it.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Token:
    """Who showed a token: its claims, and which of the scopes that the door wants it grants."""

    claims: Mapping[str, object] = field(default_factory=dict)
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signer:
    """Who signed the request with AWS credentials; ``user`` is IAM's id of them."""

    access_key: str = ""
    account: str = ""
    user: str = ""
    arn: str = ""


@dataclass(frozen=True)
class Approved:
    """Whom a function let in, and what it said; ``principal`` only where it gave a policy."""

    context: Mapping[str, object] = field(default_factory=dict)
    principal: str = ""


Visitor = Token | Signer | Approved


def format_2(visitor: Visitor) -> dict[str, object]:
    """``requestContext.authorizer`` of payload format 2.0."""
    match visitor:
        case Token(claims, scopes):
            texts = {name: _text(value) for name, value in claims.items()}
            return {"jwt": {"claims": texts, "scopes": list(scopes) or None}}
        case Signer():
            return {"iam": _iam(visitor)}
        case Approved(context):
            return {"lambda": dict(context)}


def format_1(visitor: Visitor | None) -> tuple[dict[str, object] | None, dict[str, object]]:
    """``requestContext.authorizer`` of format 1.0, and what goes into its ``identity``."""
    match visitor:
        case None:
            return None, {}
        case Token(claims):
            return {"claims": {name: _text(value) for name, value in claims.items()}}, {}
        case Signer():
            about = {
                "accessKey": visitor.access_key,
                "accountId": visitor.account,
                "caller": visitor.user,
                "user": visitor.user,
                "userArn": visitor.arn,
            }
            return None, {key: value or None for key, value in about.items()}
        case Approved(context, principal):
            texts = {name: _text(value) for name, value in context.items()}
            return {"principalId": principal, **texts}, {}


def _iam(signer: Signer) -> dict[str, object]:
    return {
        "accessKey": signer.access_key or None,
        "accountId": signer.account or None,
        "callerId": signer.user or None,
        "cognitoIdentity": None,
        "principalOrgId": None,
        "userArn": signer.arn or None,
        "userId": signer.user or None,
    }


def _text(value: object) -> str:
    """A claim as API Gateway writes it: "true", "1700000000", "[admin staff]"."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{' '.join(map(_text, value))}]"
    return str(value)
