"""Who may come through a REST API: what a function says, and a user pool's tokens."""

import time
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from moto.cognitoidp.models import cognitoidp_backends

from .aws import ACCOUNT, REGION, Aws
from .rest import Rest
from .test_access import get
from .test_doors import ECHO

GATE = """
import time
def handler(event, context):
    said = event["headers"]["Authorization"]
    if said == "raise":
        raise Exception("Unauthorized")
    if said == "break":
        return {"isAuthorized": True}
    effect = "Deny" if said == "no" else "Allow"
    resource = event["methodArn"].replace("/here", "/*") if said != "lost" else "arn:aws:a:b:c:d"
    statement = {"Effect": effect, "Action": "execute-api:Invoke", "Resource": resource}
    return {
        "principalId": "ada",
        "policyDocument": {"Statement": [statement]},
        "context": {"asked": time.time_ns(), "type": event["type"]},
    }
"""
REFUSED = "User is not authorized to access this resource"


def asking(aws: Aws, *, seconds: int = 0, permitted: bool = True) -> str:
    """The address of an API that asks the function."""
    rest = Rest(aws)
    name, arn = aws.shared(ECHO)
    api, address = rest.api(arn)
    rest.permit(name, api)
    gate = aws.function(GATE)
    lambda_ = f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions"
    settings = {
        "type": "REQUEST",
        "authorizerUri": f"{lambda_}/arn:aws:lambda:{REGION}:{ACCOUNT}:function:{gate}/invocations",
        "authorizerResultTtlInSeconds": seconds,
        "identitySource": "method.request.header.Authorization",
    }
    authorizer = rest.guard(api, settings)
    if permitted:
        aws.lambda_.add_permission(
            FunctionName=gate,
            StatementId="api",
            Action="lambda:InvokeFunction",
            Principal="apigateway.amazonaws.com",
            SourceArn=f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api}/authorizers/{authorizer}",
        )
    return address


@pytest.fixture(scope="module")
def address(aws: Aws) -> str:
    return asking(aws)


class TestFunctions:
    def test_whom_it_lets_in_comes_with_what_it_said(self, address: str) -> None:
        told = get(f"{address}/here", "yes").json()["requestContext"]["authorizer"]
        assert (told["principalId"], told["type"]) == ("ada", "REQUEST")
        assert told["asked"].isdigit()

    @pytest.mark.parametrize(
        ("said", "status", "words"),
        [
            (None, 401, {"message": "Unauthorized"}),
            ("raise", 401, {"message": "Unauthorized"}),
            ("no", 403, {"Message": f"{REFUSED} with an explicit deny"}),
            ("lost", 403, {"Message": REFUSED}),
            ("break", 500, {"message": "Internal server error"}),
        ],
    )
    def test_whom_it_does_not_stays_outside(
        self, address: str, said: str | None, status: int, words: object
    ) -> None:
        answer = get(f"{address}/here", said)
        assert (answer.status_code, answer.json()) == (status, words)

    def test_what_it_said_is_remembered(self, aws: Aws) -> None:
        address = asking(aws, seconds=300)

        def asked(path: str) -> str:
            told = get(f"{address}/{path}", "yes").json()["requestContext"]["authorizer"]
            return str(told["asked"])

        assert asked("here") == asked("there")

    def test_a_function_that_does_not_permit_it_is_a_500(self, aws: Aws) -> None:
        assert get(asking(aws, permitted=False), "yes").status_code == 500
        assert any("see its permissions" in text for kind, text in aws.ui.said if kind == "warn")


class Pool:
    """A user pool of the sandbox, which signs what the test wants."""

    def __init__(self, aws: Aws) -> None:
        client = aws.client("cognito-idp")
        self.id = client.create_user_pool(PoolName="users")["UserPool"]["Id"]
        self.arn = f"arn:aws:cognito-idp:{REGION}:{ACCOUNT}:userpool/{self.id}"
        self._key: RSAKey = cognitoidp_backends[ACCOUNT][REGION].user_pools[self.id].json_web_key

    def token(self, **changes: Any) -> str:
        claims = {
            "iss": f"https://cognito-idp.{REGION}.amazonaws.com/{self.id}",
            "sub": "ada",
            "token_use": "id",
            "exp": int(time.time()) + 60,
            **changes,
        }
        return jwt.encode({"alg": "RS256", "kid": "dummy"}, claims, self._key)


def pooled(aws: Aws, pool: Pool, *scopes: str) -> str:
    """The address of an API that takes the pool's tokens."""
    rest = Rest(aws)
    name, arn = aws.shared(ECHO)
    api, address = rest.api(arn)
    rest.permit(name, api)
    settings = {
        "type": "COGNITO_USER_POOLS",
        "providerARNs": [pool.arn],
        "identitySource": "method.request.header.Authorization",
    }
    rest.guard(api, settings, scopes)
    return address


@pytest.fixture(scope="module")
def pool(aws: Aws) -> Pool:
    return Pool(aws)


def status(answer: httpx.Response) -> int:
    return answer.status_code


class TestUserPools:
    def test_an_identity_token_lets_in_and_its_claims_are_told(self, aws: Aws, pool: Pool) -> None:
        address = pooled(aws, pool)
        told = get(address, pool.token(admin=True)).json()["requestContext"]["authorizer"]
        assert (told["claims"]["sub"], told["claims"]["admin"]) == ("ada", "true")
        assert status(get(address, f"Bearer {pool.token()}")) == 200
        late, other = pool.token(exp=1), Pool(aws).token()
        for said in (None, "a.b.c", late, other, pool.token(token_use="access")):
            assert status(get(address, said)) == 401

    def test_with_scopes_it_is_an_access_token_that_grants_one(self, aws: Aws, pool: Pool) -> None:
        address = pooled(aws, pool, "orders/read")
        assert status(get(address, pool.token(token_use="access", scope="orders/read a"))) == 200
        assert status(get(address, pool.token(token_use="access", scope="a"))) == 401
        assert status(get(address, pool.token())) == 401
