"""Who may come through the stage's API: from settings to what API Gateway asks. Pure."""

from ..resources.access import EVERYBODY, Access, Authorizer, pool_issuer
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
            return _tokens(pool_issuer(user_pool_arn), client_ids, scopes)
        case Lambda() as asked:
            return _decided(asked)


def rest_access(stage: Stage) -> Access:
    """Through a REST API, which the settings let ask no other issuer than a user pool."""
    match stage.authorizer:
        case Cognito(user_pool_arn, _, scopes):
            pool = Authorizer(
                "COGNITO_USER_POOLS", user_pool=user_pool_arn, headers=("Authorization",)
            )
            return Access("COGNITO_USER_POOLS", tuple(sorted(scopes)), pool)
        case _:
            return access(stage)


def _decided(asked: Lambda) -> Access:
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
