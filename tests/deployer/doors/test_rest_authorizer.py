"""Who may come through a REST API: made, left alone, changed, removed, and put right."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest

from lift.deployer.engine.undeploy import undeploy
from lift.deployer.settings.authorizer import Authorizer, Cognito, Iam, Lambda

from ..bench import ACCOUNT, REGION, Bench
from ..bench import bench as opened
from ..test_authorizer import GATE, POOL, make_gate, statements
from .rest import ok, the_api, the_stage
from .test_rest_api import deployments, methods

ASK = Lambda(GATE, answer="policy")
OTHER = Lambda(f"{GATE[:-4]}other", answer="policy")
TOKENS = Cognito(POOL, scopes=("orders/read",))
KINDS: dict[str, Authorizer] = {"iam": Iam(), "cognito": TOKENS, "lambda": ASK}


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with opened(tmp_path, ok, api="rest") as made:
        make_gate(made)
        yield made


def authorizers(stage: Bench) -> Any:
    return stage.client("apigateway").get_authorizers(restApiId=the_api(stage)["id"])["items"]


def asks(stage: Bench) -> set[tuple[str, str]]:
    """Each method's authorization, and the name of the authorizer that it asks."""
    names = {each["id"]: each["name"] for each in authorizers(stage)}
    return {
        (each["authorizationType"], names.get(each.get("authorizerId", ""), ""))
        for each in methods(stage).values()
    }


class TestMade:
    def test_a_user_pool(self, stage: Bench) -> None:
        stage.deploy(authorizer=TOKENS)
        (made,) = authorizers(stage)
        assert (made["type"], made["providerARNs"]) == ("COGNITO_USER_POOLS", [POOL])
        assert made["identitySource"] == "method.request.header.Authorization"
        assert asks(stage) == {("COGNITO_USER_POOLS", made["name"])}
        assert {tuple(each["authorizationScopes"]) for each in methods(stage).values()} == {
            ("orders/read",)
        }

    def test_a_function_that_may_then_be_asked(self, stage: Bench) -> None:
        wanted = Lambda(GATE, ("X-Tenant", "Authorization"), 60, "policy")
        shown = stage.preview(authorizer=wanted)
        assert any(f"{GATE} gets a statement" in note for note in shown.plan.notes)
        stage.deploy()
        (made,) = authorizers(stage)
        assert (made["type"], made["authorizerResultTtlInSeconds"]) == ("REQUEST", 60)
        assert f"/functions/{GATE}/invocations" in made["authorizerUri"]
        assert made["identitySource"] == (
            "method.request.header.Authorization,method.request.header.X-Tenant"
        )
        assert asks(stage) == {("CUSTOM", made["name"])}
        (statement,) = statements(stage)
        source = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{the_api(stage)['id']}/authorizers/*"
        assert statement["Condition"] == {"ArnLike": {"AWS:SourceArn": source}}

    def test_no_method_is_ever_open(self, stage: Bench) -> None:
        stage.deploy(authorizer=ASK)
        made = stage.rules.called("PutMethod")
        assert [each["authorizationType"] for each in made] == ["CUSTOM", "CUSTOM"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_as_it_should_be_is_left_alone(stage: Bench, kind: str) -> None:
    stage.deploy(authorizer=KINDS[kind])
    assert stage.deploy().changed == ()
    assert stage.rules.writes == []


class TestChanged:
    def test_from_one_to_another(self, stage: Bench) -> None:
        expected = {
            "iam": "AWS_IAM",
            "none": "NONE",
            "lambda": "CUSTOM",
            "cognito": "COGNITO_USER_POOLS",
        }
        for kind in ("none", "cognito", "lambda", "iam", "lambda", "none"):
            stage.deploy(authorizer=KINDS.get(kind))
            assert {each for each, _ in asks(stage)} == {expected[kind]}
            assert len(authorizers(stage)) == (1 if kind in ("lambda", "cognito") else 0)
            assert len(statements(stage)) == (1 if kind == "lambda" else 0)
            assert deployments(stage) == [the_stage(stage)["deploymentId"]]
            assert stage.preview().plan.work == ()

    def test_another_time_changes_in_place_and_is_deployed(self, stage: Bench) -> None:
        stage.deploy(authorizer=ASK)
        (before,), deployed = authorizers(stage), deployments(stage)
        stage.deploy(authorizer=Lambda(GATE, cache_seconds=0, answer="policy"))
        (after,) = authorizers(stage)
        assert (after["id"], after["authorizerResultTtlInSeconds"]) == (before["id"], 0)
        assert deployments(stage) == [the_stage(stage)["deploymentId"]] != deployed

    def test_another_function_is_asked_before_the_former_one_may_no_more(
        self, stage: Bench
    ) -> None:
        make_gate(stage, "other")
        stage.deploy(authorizer=ASK)
        shown = stage.preview(authorizer=OTHER)
        assert any(f"{GATE} loses" in note for note in shown.plan.notes)
        stage.deploy()
        assert (statements(stage), len(statements(stage, "other"))) == ([], 1)
        order = ["CreateAuthorizer", "UpdateStage", "RemovePermission", "DeleteAuthorizer"]
        assert [each for each in stage.rules.writes if each in order] == order


def patch(stage: Bench, op: Literal["add", "replace"], path: str, value: str) -> None:
    (made,) = authorizers(stage)
    stage.connect().rest_apis.update_authorizer(
        restApiId=the_api(stage)["id"],
        authorizerId=made["id"],
        patchOperations=[{"op": op, "path": path, "value": value}],
    )


def remember_longer(stage: Bench) -> None:
    patch(stage, "replace", "/authorizerResultTtlInSeconds", "3600")


def let_others_in(stage: Bench) -> None:
    patch(stage, "add", "/providerARNs", POOL.replace("AbCdEf", "Others"))


def forget(stage: Bench) -> None:
    """The function's policy no longer lets the API ask it."""
    (statement,) = statements(stage)
    stage.connect().lambda_.remove_permission(FunctionName="gate", StatementId=statement["Sid"])


def leave_one(stage: Bench) -> None:
    """As a run leaves it that was killed."""
    client = stage.client("apigateway")
    client.create_authorizer(
        restApiId=the_api(stage)["id"],
        name="lift-left",
        type="COGNITO_USER_POOLS",
        providerARNs=[POOL],
        identitySource="method.request.header.Authorization",
    )


@pytest.mark.parametrize(
    ("kind", "change", "reason"),
    [
        ("lambda", remember_longer, "cache_seconds 3600 -> 300"),
        ("lambda", forget, "the API may not invoke the authorizer's function"),
        ("cognito", let_others_in, "user_pool"),
        ("cognito", leave_one, "authorizer is left that nothing uses"),
    ],
)
def test_what_somebody_changed_is_in_the_plan_and_put_right(
    stage: Bench, kind: str, change: Callable[[Bench], None], reason: str
) -> None:
    stage.deploy(authorizer=KINDS[kind])
    before = authorizers(stage)
    change(stage)
    (step,) = stage.preview().plan.work
    assert reason in step.reason
    stage.deploy()
    assert stage.preview().plan.work == ()
    assert authorizers(stage) == before
    assert len(statements(stage)) == (1 if kind == "lambda" else 0)


def test_an_authorizer_of_somebody_else_stays(stage: Bench) -> None:
    stage.deploy(authorizer=TOKENS)
    stage.client("apigateway").create_authorizer(
        restApiId=the_api(stage)["id"], name="theirs", type="COGNITO_USER_POOLS"
    )
    assert any("authorizer theirs" in note for note in stage.preview().plan.notes)
    stage.deploy(authorizer=None)
    assert [each["name"] for each in authorizers(stage)] == ["theirs"]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    "operation",
    ["CreateAuthorizer", "AddPermission", "PutMethod", "RemovePermission", "DeleteAuthorizer"],
)
def test_stopped_at_any_call_it_goes_on(stage: Bench, operation: str, after: bool) -> None:
    make_gate(stage, "other")
    stage.deploy(authorizer=ASK)
    stage.rules.fail(operation, KeyboardInterrupt(), after=after)
    with pytest.raises(KeyboardInterrupt):
        stage.deploy(authorizer=OTHER)
    stage.deploy(authorizer=TOKENS)
    (made,) = authorizers(stage)
    assert asks(stage) == {("COGNITO_USER_POOLS", made["name"])}
    assert statements(stage) == statements(stage, "other") == []
    assert stage.preview().plan.work == ()


def test_undeploy_takes_back_what_the_function_got(stage: Bench) -> None:
    stage.deploy(authorizer=ASK)
    undeploy(stage.connect(), stage.ui, yes=True)
    assert statements(stage) == []
