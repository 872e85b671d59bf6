"""Who may come through the stage's API: from settings to what API Gateway asks. Pure."""

from ..resources.access import EVERYBODY, Access, Authorizer
from ..settings.authorizer import Cognito, Iam, Jwt, Lambda
from ..settings.stage import Stage


def access(stage: Stage) -> Access:
    """Through an HTTP API. A user pool is an issuer of tokens like any other."""
    match stage.authorizer:
        case None:
            return EVERYBODY
        case Iam():
            return Access("AWS_IAM")
        case Jwt(issuer, audiences, scopes):
            return _tokens(issuer, audiences, scopes)
        case Cognito(user_pool_arn, client_ids, scopes):
            return _tokens(_issuer(user_pool_arn), client_ids, scopes)
        case Lambda() as asked:
            authorizer = Authorizer(
                "REQUEST",
                function=asked.function_arn,
                headers=tuple(sorted(asked.headers)),
                cache_seconds=asked.cache_seconds,
                simple=asked.answer == "simple",
            )
            return Access("CUSTOM", authorizer=authorizer)


def _tokens(issuer: str, audiences: tuple[str, ...], scopes: tuple[str, ...]) -> Access:
    authorizer = Authorizer("JWT", issuer=issuer, audiences=tuple(sorted(audiences)))
    return Access("JWT", tuple(sorted(scopes)), authorizer)


def _issuer(user_pool_arn: str) -> str:
    """What the pool's tokens have as "iss" (Cognito, "Verifying JSON web tokens")."""
    _, partition, _, region, _, pool = user_pool_arn.split(":")
    suffix = "amazonaws.com.cn" if partition == "aws-cn" else "amazonaws.com"
    return f"https://cognito-idp.{region}.{suffix}/{pool.removeprefix('userpool/')}"
