"""Who may come in: made, left alone, changed, removed, and put right where somebody changed it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.aws.absent import found
from lift.deployer.engine.undeploy import undeploy
from lift.deployer.settings.authorizer import Authorizer, Cognito, Iam, Jwt, Lambda

from .bench import ACCOUNT, FUNCTION, REGION, Bench, archive, bench

GATE = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:gate"
POOL = f"arn:aws:cognito-idp:{REGION}:{ACCOUNT}:userpool/{REGION}_AbCdEf"
JWT = Jwt("https://login.example.com", ("shop", "admin"), ("orders/read",))
ASK = Lambda(GATE)
KINDS: dict[str, Authorizer] = {
    "iam": Iam(),
    "jwt": JWT,
    "cognito": Cognito(POOL, ("app",)),
    "lambda": ASK,
}


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        make_gate(made)
        yield made


def make_gate(stage: Bench, name: str = "gate") -> None:
    """A function that decides; it is not the stage's."""
    iam = stage.client("iam")
    role = iam.create_role(RoleName=f"{name}-role", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    code = archive(stage.folder, "gate", "…").path.read_bytes()
    stage.client("lambda").create_function(
        FunctionName=name, Role=role, Code={"ZipFile": code}, Handler="a.b", Runtime="python3.13"
    )


def api(stage: Bench) -> dict[str, str]:
    (made,) = stage.client("apigatewayv2").get_apis()["Items"]
    return {"ApiId": made["ApiId"]}


def route(stage: Bench) -> Any:
    (made,) = stage.client("apigatewayv2").get_routes(**api(stage))["Items"]
    return made


def authorizers(stage: Bench) -> Any:
    return stage.connect().apis.get_authorizers(**api(stage))["Items"]


def statements(stage: Bench, function: str = "gate") -> list[Any]:
    """The policy of the function that decides."""
    client = stage.connect().lambda_
    there = found(lambda: client.get_policy(FunctionName=function))
    return list(json.loads(there["Policy"])["Statement"]) if there else []


class TestMade:
    def test_a_tokens_issuer(self, stage: Bench) -> None:
        stage.deploy(authorizer=JWT)
        (made,) = authorizers(stage)
        assert (made["Name"], made["AuthorizerType"]) == ("lift-jwt", "JWT")
        assert made["IdentitySource"] == ["$request.header.Authorization"]
        assert made["JwtConfiguration"] == {
            "Issuer": "https://login.example.com",
            "Audience": ["admin", "shop"],
        }
        there = route(stage)
        assert there["AuthorizationType"] == "JWT"
        assert there["AuthorizerId"] == made["AuthorizerId"]
        assert there["AuthorizationScopes"] == ["orders/read"]

    def test_a_user_pool_is_an_issuer(self, stage: Bench) -> None:
        stage.deploy(authorizer=KINDS["cognito"])
        (made,) = authorizers(stage)
        assert made["JwtConfiguration"] == {
            "Issuer": f"https://cognito-idp.{REGION}.amazonaws.com/{REGION}_AbCdEf",
            "Audience": ["app"],
        }

    def test_iam(self, stage: Bench) -> None:
        stage.deploy(authorizer=Iam())
        assert route(stage)["AuthorizationType"] == "AWS_IAM"
        assert authorizers(stage) == []

    def test_a_function_that_may_then_be_asked(self, stage: Bench) -> None:
        shown = stage.preview(authorizer=Lambda(GATE, ("X-Tenant", "Authorization"), 60))
        assert any(f"{GATE} gets a statement" in note for note in shown.plan.notes)
        stage.deploy()
        (made,) = authorizers(stage)
        assert made["AuthorizerUri"] == (
            f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{GATE}/invocations"
        )
        assert made["AuthorizerPayloadFormatVersion"] == "2.0"
        assert made["EnableSimpleResponses"] is True
        assert made["AuthorizerResultTtlInSeconds"] == 60
        assert made["IdentitySource"] == [
            "$request.header.Authorization",
            "$request.header.X-Tenant",
        ]
        assert route(stage)["AuthorizationType"] == "CUSTOM"
        (statement,) = statements(stage)
        identifier = api(stage)["ApiId"]
        assert statement["Sid"] == f"lift-authorizer-{identifier}"
        assert statement["Principal"] == {"Service": "apigateway.amazonaws.com"}
        source = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{identifier}/authorizers/*"
        assert statement["Condition"] == {"ArnLike": {"AWS:SourceArn": source}}

    def test_the_route_is_never_open(self, stage: Bench) -> None:
        stage.deploy(authorizer=ASK)
        (created,) = stage.rules.called("CreateRoute")
        assert created["AuthorizationType"] == "CUSTOM"

    def test_the_function_of_another_account_is_its_owners_matter(self, stage: Bench) -> None:
        theirs = GATE.replace(ACCOUNT, "210987654321")
        stage.deploy(authorizer=Lambda(theirs))
        assert theirs in authorizers(stage)[0]["AuthorizerUri"]
        assert statements(stage) == []
        assert stage.preview().plan.work == ()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_as_it_should_be_is_left_alone(stage: Bench, kind: str) -> None:
    stage.deploy(authorizer=KINDS[kind])
    assert stage.deploy().changed == ()
    assert stage.rules.writes == []


class TestChanged:
    def test_from_one_to_another(self, stage: Bench) -> None:
        expected = {"iam": "AWS_IAM", "none": "NONE", "lambda": "CUSTOM"}
        for kind in ("none", "jwt", "lambda", "cognito", "iam", "lambda", "none"):
            stage.deploy(authorizer=KINDS.get(kind))
            assert route(stage)["AuthorizationType"] == expected.get(kind, "JWT")
            assert len(authorizers(stage)) == (0 if kind in ("iam", "none") else 1)
            assert len(statements(stage)) == (1 if kind == "lambda" else 0)
            assert stage.preview().plan.work == ()

    def test_other_audiences_and_scopes_change_in_place(self, stage: Bench) -> None:
        stage.deploy(authorizer=JWT)
        (before,) = authorizers(stage)
        stage.deploy(authorizer=Jwt(JWT.issuer, ("shop",)))
        (after,) = authorizers(stage)
        assert after["AuthorizerId"] == before["AuthorizerId"]
        assert after["JwtConfiguration"]["Audience"] == ["shop"]
        assert not route(stage).get("AuthorizationScopes")

    def test_another_function_is_asked_before_the_former_one_may_no_more(
        self, stage: Bench
    ) -> None:
        make_gate(stage, "other")
        stage.deploy(authorizer=ASK)
        shown = stage.preview(authorizer=Lambda(f"{GATE[:-4]}other"))
        assert any(f"{GATE} loses" in note for note in shown.plan.notes)
        stage.deploy()
        (made,) = authorizers(stage)
        assert ":function:other/" in made["AuthorizerUri"]
        assert (statements(stage), len(statements(stage, "other"))) == ([], 1)
        order = ["CreateAuthorizer", "UpdateRoute", "RemovePermission", "DeleteAuthorizer"]
        assert [each for each in stage.rules.writes if each in order] == order

    def test_the_plan_says_what_is_to_be(self, stage: Bench) -> None:
        stage.deploy()
        (step,) = stage.preview(authorizer=JWT).plan.work
        assert step.reason == (
            "authorization NONE -> JWT; scopes none -> orders/read; authorizer added"
        )


def open_route(stage: Bench) -> None:
    apis = stage.client("apigatewayv2")
    apis.update_route(**api(stage), RouteId=route(stage)["RouteId"], AuthorizationType="NONE")


def forget(stage: Bench) -> None:
    """The function's policy no longer lets the API ask it."""
    (statement,) = statements(stage)
    stage.connect().lambda_.remove_permission(FunctionName="gate", StatementId=statement["Sid"])


def remember_longer(stage: Bench) -> None:
    (made,) = authorizers(stage)
    stage.client("apigatewayv2").update_authorizer(
        **api(stage), AuthorizerId=made["AuthorizerId"], AuthorizerResultTtlInSeconds=3600
    )


def double(stage: Bench) -> None:
    """As a lost answer leaves it."""
    stage.client("apigatewayv2").create_authorizer(
        **api(stage),
        Name="lift-jwt",
        AuthorizerType="JWT",
        IdentitySource=["$request.header.Authorization"],
        JwtConfiguration={"Issuer": "https://a.example", "Audience": ["a"]},
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (open_route, "authorization NONE -> CUSTOM"),
        (forget, "the API may not invoke the authorizer's function"),
        (remember_longer, "cache_seconds 3600 -> 300"),
        (double, "unused_authorizers removed"),
    ],
)
def test_what_somebody_changed_is_in_the_plan_and_put_right(
    stage: Bench, change: Callable[[Bench], None], reason: str
) -> None:
    stage.deploy(authorizer=ASK)
    change(stage)
    (step,) = stage.preview().plan.work
    assert reason in step.reason
    stage.deploy()
    assert stage.preview().plan.work == ()
    assert route(stage)["AuthorizationType"] == "CUSTOM"
    assert (len(authorizers(stage)), len(statements(stage))) == (1, 1)


def test_an_authorizer_of_somebody_else_stays(stage: Bench) -> None:
    stage.deploy(authorizer=JWT)
    stage.client("apigatewayv2").create_authorizer(
        **api(stage),
        Name="theirs",
        AuthorizerType="REQUEST",
        AuthorizerPayloadFormatVersion="2.0",
        IdentitySource=[],
    )
    assert any("authorizer theirs" in note for note in stage.preview().plan.notes)
    stage.deploy(authorizer=None)
    assert [each["Name"] for each in authorizers(stage)] == ["theirs"]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    "operation",
    [
        "CreateAuthorizer",
        "AddPermission",
        "UpdateRoute",
        "RemovePermission",
        "DeleteAuthorizer",
    ],
)
def test_stopped_at_any_call_it_goes_on(stage: Bench, operation: str, after: bool) -> None:
    make_gate(stage, "other")
    stage.deploy(authorizer=ASK)
    stage.rules.fail(operation, KeyboardInterrupt(), after=after)
    with pytest.raises(KeyboardInterrupt):
        stage.deploy(authorizer=Lambda(f"{GATE[:-4]}other"))
    stage.deploy(authorizer=JWT)
    assert [each["Name"] for each in authorizers(stage)] == ["lift-jwt"]
    assert statements(stage) == statements(stage, "other") == []
    assert stage.preview().plan.work == ()


def test_undeploy_takes_back_what_the_function_got(stage: Bench) -> None:
    stage.deploy(authorizer=ASK)
    undeploy(stage.connect(), stage.ui, yes=True)
    assert statements(stage) == []
    assert stage.client("lambda").get_function(FunctionName="gate")


class TestFunctionUrl:
    def test_iam_lets_nobody_in_by_the_aliass_policy(self, stage: Bench) -> None:
        stage.deploy(api="url", authorizer=Iam())
        url = {"FunctionName": FUNCTION, "Qualifier": "live"}
        assert stage.client("lambda").get_function_url_config(**url)["AuthType"] == "AWS_IAM"
        assert stage.rules.called("AddPermission") == []
        assert stage.preview().plan.work == ()

    def test_it_is_closed_before_it_loses_its_permissions(self, stage: Bench) -> None:
        stage.deploy(api="url")
        stage.deploy(authorizer=Iam())
        closing = ["UpdateFunctionUrlConfig", "RemovePermission", "RemovePermission"]
        assert stage.rules.writes == closing

    def test_it_is_opened_again(self, stage: Bench) -> None:
        stage.deploy(api="url", authorizer=Iam())
        stage.deploy(authorizer=None)
        assert stage.rules.writes == ["UpdateFunctionUrlConfig", "AddPermission", "AddPermission"]

    def test_somebody_opened_it(self, stage: Bench) -> None:
        stage.deploy(api="url", authorizer=Iam())
        stage.client("lambda").update_function_url_config(
            FunctionName=FUNCTION, Qualifier="live", AuthType="NONE"
        )
        (step,) = stage.preview().plan.work
        assert step.reason == "auth_type NONE -> AWS_IAM"
        stage.deploy()
        assert stage.preview().plan.work == ()
