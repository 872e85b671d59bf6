"""Who may come in, let in and refused: tokens, signatures, what a function says."""

import time
import uuid
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from botocore.credentials import Credentials

from .aws import ACCOUNT, REGION, Aws
from .issuer import Issuer, other_key
from .rest import Rest
from .signed import allow, send, user
from .test_doors import ECHO

GATE = """
import time
def handler(event, context):
    said = event["headers"]["authorization"]
    if said == "raise":
        raise Exception("Unauthorized")
    if said == "break":
        return 42
    return {
        "isAuthorized": said == "let me in",
        "context": {"principalId": "ada", "asked": time.time_ns(), "type": event["type"]},
    }
"""
POLICY = """
def handler(event, context):
    effect = "Allow" if event["identitySource"] == ["let me in"] else "Deny"
    resource = event["routeArn"].replace("/here", "/*")
    statement = {"Effect": effect, "Action": "execute-api:Invoke", "Resource": resource}
    return {"principalId": "ada", "policyDocument": {"Statement": [statement]}}
"""


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    made = Issuer()
    yield made
    made.close()


def guarded(aws: Aws, **route: Any) -> tuple[str, str]:
    """An HTTP API whose route asks as ``route`` says: (id, address)."""
    name = aws.function(ECHO)
    api, address = aws.api(aws.live(name))
    aws.permit_api(name, api)
    settle(aws, api, **route)
    return api, address


def settle(aws: Aws, api: str, **route: Any) -> None:
    (there,) = aws.apis.get_routes(ApiId=api)["Items"]
    aws.apis.update_route(ApiId=api, RouteId=there["RouteId"], **route)


def asking(
    aws: Aws, source: str, *, seconds: int = 0, simple: bool = True, permitted: bool = True
) -> str:
    """The address of an API that asks the function ``source``."""
    gate = aws.function(source)
    api, address = guarded(aws)
    arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{gate}"
    made = aws.apis.create_authorizer(
        ApiId=api,
        Name="gate",
        AuthorizerType="REQUEST",
        AuthorizerPayloadFormatVersion="2.0",
        AuthorizerResultTtlInSeconds=seconds,
        EnableSimpleResponses=simple,
        IdentitySource=["$request.header.Authorization"],
        AuthorizerUri=(
            f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{arn}/invocations"
        ),
    )
    settle(aws, api, AuthorizationType="CUSTOM", AuthorizerId=made["AuthorizerId"])
    if permitted:
        aws.lambda_.add_permission(
            FunctionName=gate,
            StatementId="api",
            Action="lambda:InvokeFunction",
            Principal="apigateway.amazonaws.com",
            SourceArn=f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api}/authorizers/*",
        )
    return address


def get(address: str, authorization: str | None = None) -> httpx.Response:
    return httpx.get(address, headers={"Authorization": authorization} if authorization else {})


@pytest.fixture(scope="module")
def address(aws: Aws, issuer: Issuer) -> str:
    api, address = guarded(aws)
    made = aws.apis.create_authorizer(
        ApiId=api,
        Name="tokens",
        AuthorizerType="JWT",
        IdentitySource=["$request.header.Authorization"],
        JwtConfiguration={"Issuer": issuer.url, "Audience": ["shop"]},
    )
    settle(
        aws,
        api,
        AuthorizationType="JWT",
        AuthorizerId=made["AuthorizerId"],
        AuthorizationScopes=["orders/read", "orders/drop"],
    )
    return address


class TestTokens:
    def test_a_good_one_is_let_in_and_its_claims_are_told(
        self, address: str, issuer: Issuer
    ) -> None:
        event = get(address, f"Bearer {issuer.token()}").json()
        told = event["requestContext"]["authorizer"]["jwt"]
        assert told["scopes"] == ["orders/read"]
        assert told["claims"]["sub"] == "ada"
        assert told["claims"]["groups"] == "[admin staff]"
        assert told["claims"]["exp"].isdigit()

    def test_it_may_come_without_its_scheme_and_name_its_client(
        self, address: str, issuer: Issuer
    ) -> None:
        assert get(address, issuer.token(aud=None, client_id="shop")).status_code == 200

    @pytest.mark.parametrize(
        ("changes", "why"),
        [
            ({"exp": int(time.time()) - 60}, "expired"),
            ({"exp": None}, "exp"),
            ({"nbf": int(time.time()) + 600}, "not yet valid"),
            ({"iss": "https://elsewhere.example"}, "iss"),
            ({"aud": "other"}, "audience"),
            ({"aud": None}, "audience"),
            ({"key": other_key()}, "signature"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_any_other_is_a_401(
        self, address: str, issuer: Issuer, changes: dict[str, Any], why: str
    ) -> None:
        answer = get(address, f"Bearer {issuer.token(**changes)}")
        assert (answer.status_code, answer.json()) == (401, {"message": "Unauthorized"})
        assert why in answer.headers["www-authenticate"]

    @pytest.mark.parametrize("said", [None, "Bearer", "Bearer a.b.c", "Basic YTpi"])
    def test_none_is_a_401(self, address: str, said: str | None) -> None:
        assert get(address, said).status_code == 401

    def test_without_one_of_the_scopes_it_is_a_403(self, address: str, issuer: Issuer) -> None:
        answer = get(address, f"Bearer {issuer.token(scope='orders/write')}")
        assert (answer.status_code, answer.json()) == (403, {"message": "Forbidden"})


class TestFunctions:
    def test_whom_it_lets_in_comes_with_what_it_said(self, aws: Aws) -> None:
        event = get(asking(aws, GATE), "let me in").json()
        told = event["requestContext"]["authorizer"]["lambda"]
        assert (told["principalId"], told["type"]) == ("ada", "REQUEST")

    @pytest.mark.parametrize(
        ("said", "status"), [("no", 403), (None, 401), ("raise", 401), ("break", 500)]
    )
    def test_whom_it_does_not_stays_outside(self, aws: Aws, said: str | None, status: int) -> None:
        assert get(asking(aws, GATE), said).status_code == status

    def test_what_it_said_is_remembered(self, aws: Aws) -> None:
        address = asking(aws, GATE, seconds=300)

        def asked() -> int:
            event = get(address, "let me in").json()
            return int(event["requestContext"]["authorizer"]["lambda"]["asked"])

        assert asked() == asked()

    def test_a_policy_counts_for_the_path_that_it_names(self, aws: Aws) -> None:
        address = asking(aws, POLICY, simple=False)
        assert get(f"{address}/here", "let me in").status_code == 200
        assert get(f"{address}/here", "no").status_code == 403

    def test_a_function_that_does_not_permit_it_is_a_500(self, aws: Aws) -> None:
        address = asking(aws, GATE, permitted=False)
        assert get(address, "let me in").status_code == 500
        assert any("see its permissions" in text for kind, text in aws.ui.said if kind == "warn")


@pytest.fixture(scope="module")
def ada(aws: Aws) -> Credentials:
    """She may everything that these tests ask for."""
    may = allow("execute-api:Invoke", "lambda:InvokeFunctionUrl", "lambda:InvokeFunction")
    return user(aws, f"ada-{uuid.uuid4().hex[:6]}", may)


@pytest.fixture(scope="module")
def signed(aws: Aws) -> tuple[str, str]:
    return guarded(aws, AuthorizationType="AWS_IAM")


class TestSignatures:
    def test_who_signs_is_told(self, signed: tuple[str, str], ada: Credentials) -> None:
        address = f"{signed[1]}/a%20b?q=%C3%A4&a=1"
        answer = send(ada, address, method="POST", body=b"sent")
        assert answer.status_code == 200
        told = answer.json()["requestContext"]["authorizer"]["iam"]
        assert told["accessKey"] == ada.access_key
        assert told["accountId"] == ACCOUNT
        assert told["userArn"].startswith(f"arn:aws:iam::{ACCOUNT}:user/ada-")

    def test_a_signature_is_for_one_body(self, signed: tuple[str, str], ada: Credentials) -> None:
        answer = send(ada, signed[1], method="POST", body=b"sent", sent=b"other")
        assert (answer.status_code, answer.json()) == (403, {"message": "Forbidden"})

    def test_nobody_comes_in_unsigned_or_with_a_wrong_secret(
        self, signed: tuple[str, str], ada: Credentials
    ) -> None:
        assert get(signed[1]).status_code == 403
        assert send(Credentials(ada.access_key, "wrong"), signed[1]).status_code == 403
        assert send(Credentials("AKIAUNKNOWN", "wrong"), signed[1]).status_code == 403
        assert send(ada, signed[1], service="lambda").status_code == 403

    def test_policies_decide(self, aws: Aws, signed: tuple[str, str]) -> None:
        api, address = signed
        arn = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api}/$default/GET/here"
        limited = user(aws, "limited", allow("execute-api:Invoke", on=arn))
        assert send(limited, f"{address}/here").status_code == 200
        assert send(limited, f"{address}/there").status_code == 403
        assert any(f"{ACCOUNT}:user/limited may not" in text for _, text in aws.ui.said)

    def test_a_url_asks_too(self, aws: Aws, ada: Credentials) -> None:
        name = aws.function(ECHO)
        aws.live(name)
        config = aws.lambda_.create_function_url_config(
            FunctionName=name, Qualifier="live", AuthType="AWS_IAM"
        )
        address = config["FunctionUrl"].rstrip("/")
        about = send(ada, address, service="lambda").json()["requestContext"]
        assert about["authorizer"]["iam"]["accessKey"] == ada.access_key
        assert about["accountId"] == ACCOUNT
        one = user(aws, "one-right", allow("lambda:InvokeFunctionUrl"))
        assert send(one, address, service="lambda").status_code == 403
        assert get(address).status_code == 403

    def test_a_rest_api_asks_too(self, aws: Aws, ada: Credentials) -> None:
        address = Rest(aws).served(ECHO, asks="AWS_IAM")
        about = send(ada, f"{address}/a%20b?q=1").json()["requestContext"]
        assert about["identity"]["accessKey"] == ada.access_key
        assert about["identity"]["userArn"].startswith(f"arn:aws:iam::{ACCOUNT}:user/ada-")
        assert "authorizer" not in about
        nobody = user(aws, "nobody", allow("s3:GetObject"))
        forged = Credentials("AKIAUNKNOWN", "wrong")
        refused = [get(address), send(forged, address), send(nobody, address)]
        assert [answer.status_code for answer in refused] == [403, 403, 403]
        assert refused[0].json() == {"message": "Missing Authentication Token"}
        assert "not authorized to perform: execute-api:Invoke" in refused[2].json()["Message"]
