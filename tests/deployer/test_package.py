"""``"package": "image"``: a function of images, and the way between it and one of zips."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.bundle import Bundle
from lift.deployer.bundle.image import Image
from lift.deployer.engine.rollback import rollback
from lift.deployer.engine.undeploy import undeploy
from lift.deployer.errors import AwsError, BundleError, LiftError, ReleaseFailed
from lift.deployer.resources.description import short
from lift.deployer.settings.keep_warm import KeepWarm
from lift.deployer.ui import Recorder, Ui

from ..aws_rules import Answer, refusal
from .bench import ACCOUNT, FUNCTION, REGION, Bench, bench

IMAGE = f"{FUNCTION}-image"
REGISTRY = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com"


@dataclass(frozen=True)
class Pushed(Image):
    """An image that is made of text, and pushed by putting its manifest into the registry."""

    stage: Bench
    error: BundleError | None = None

    def push(self, to: str, user: str, password: str, ui: Ui) -> None:
        assert (user, password) == ("AWS", f"{ACCOUNT}-auth-token")
        if self.error:
            raise self.error
        repository, _, tag = to.removeprefix(f"{REGISTRY}/").partition(":")
        layer = {"digest": f"sha256:{self.digest}"}
        manifest = {"mediaType": "m", "config": {"size": 10}, "layers": [layer]}
        self.stage.client("ecr").put_image(
            repositoryName=repository, imageManifest=json.dumps(manifest), imageTag=tag
        )


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    monkeypatch.setenv("MOTO_LAMBDA_STUB_ECR", "false")
    with bench(tmp_path) as made:

        def rebuild(bundle: Bundle) -> Bundle:
            return as_image(made, bundle) if made.stage.package == "image" else bundle

        made.rebuild = rebuild
        yield made


def as_image(stage: Bench, bundle: Bundle, error: BundleError | None = None) -> Bundle:
    image = Pushed(bundle.code.digest, "lift/shop", 300_000_000, stage, error)
    return replace(bundle, layer=None, image=image)


def function(stage: Bench, name: str, qualifier: str = "live") -> Any:
    return stage.client("lambda").get_function(FunctionName=name, Qualifier=qualifier)


def functions(stage: Bench) -> list[str]:
    return [each["FunctionName"] for each in stage.client("lambda").list_functions()["Functions"]]


def target(stage: Bench) -> str:
    """The function and alias that the HTTP API leads to."""
    apis = stage.client("apigatewayv2")
    (api,) = apis.get_apis()["Items"]
    (integration,) = apis.get_integrations(ApiId=api["ApiId"])["Items"]
    return str(integration["IntegrationUri"]).partition("function:")[2]


def images(stage: Bench) -> list[str]:
    return [
        tag
        for each in stage.client("ecr").describe_images(repositoryName=FUNCTION)["imageDetails"]
        for tag in each["imageTags"]
    ]


def digest(stage: Bench) -> str:
    return short(stage.built[-1].code.digest)


class TestImage:
    def test_is_pushed_and_run_by_its_digest(self, stage: Bench) -> None:
        done = stage.deploy(package="image", runtime="python3.12")
        assert (done.function, done.version) == (IMAGE, "1")
        live = function(stage, IMAGE)
        assert live["Code"]["ImageUri"].startswith(f"{REGISTRY}/{FUNCTION}@sha256:")
        configuration = live["Configuration"]
        assert configuration["PackageType"] == "Image"
        assert configuration["ImageConfigResponse"]["ImageConfig"]["Command"] == [
            "lift_handler.handler"
        ]
        assert images(stage) == [digest(stage)]
        created = stage.rules.called("CreateFunction")[-1]
        assert not {"Runtime", "Handler", "Layers"} & created.keys()

    def test_the_same_again_pushes_and_changes_nothing(self, stage: Bench) -> None:
        stage.deploy(package="image")
        done = stage.deploy()
        assert done.changed == ()
        assert stage.rules.writes == []
        assert list(stage.published) == [digest(stage)]

    def test_other_code_is_another_image_and_version(self, stage: Bench) -> None:
        stage.deploy(package="image")
        stage.code = "v2"
        done = stage.update(memory_size=1024)
        assert done.version == "2"
        assert len(images(stage)) == 2
        assert "CreateFunction" not in stage.rules.writes
        assert function(stage, IMAGE)["Configuration"]["MemorySize"] == 1024

    def test_images_that_no_kept_version_runs_are_removed(self, stage: Bench) -> None:
        tags = []
        for code in ("v1", "v2", "v3", "v4"):
            stage.code = code
            stage.deploy(package="image", keep_releases=2)
            tags.append(digest(stage))
        assert sorted(images(stage)) == sorted(tags[-2:])
        assert stage.deploy().changed == ()

    def test_the_repository_is_tagged_and_lambda_may_pull_from_it(self, stage: Bench) -> None:
        stage.deploy(package="image")
        (created,) = stage.rules.called("CreateRepository")
        assert {"Key": "lift:project", "Value": "shop"} in created["tags"]
        assert created["imageTagMutability"] == "IMMUTABLE"
        ecr = stage.client("ecr")
        policy = json.loads(ecr.get_repository_policy(repositoryName=FUNCTION)["policyText"])
        (statement,) = policy["Statement"]
        assert statement["Principal"] == {"Service": "lambda.amazonaws.com"}
        arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{IMAGE}"
        assert statement["Condition"] == {"ArnLike": {"aws:SourceArn": [arn, f"{arn}:*"]}}

    def test_what_others_wrote_into_the_repositorys_policy_stays(self, stage: Bench) -> None:
        stage.deploy(package="image")
        ecr = stage.client("ecr")
        theirs = {"Sid": "ci", "Effect": "Allow", "Principal": "*", "Action": "ecr:ListImages"}
        policy = {"Version": "2012-10-17", "Statement": [theirs]}
        ecr.set_repository_policy(repositoryName=FUNCTION, policyText=json.dumps(policy))
        assert stage.deploy().changed == (f"update ECR repository {FUNCTION}",)
        found = json.loads(ecr.get_repository_policy(repositoryName=FUNCTION)["policyText"])
        assert [each["Sid"] for each in found["Statement"]] == ["ci", "lift"]

    def test_a_push_that_fails_leaves_no_function(self, stage: Bench) -> None:
        full = BundleError("no room in the registry")
        stage.rebuild = lambda bundle: as_image(stage, bundle, full)
        with pytest.raises(BundleError, match="no room"):
            stage.deploy(package="image")
        assert functions(stage) == []

    def test_without_the_right_to_push_nothing_is_built(self, stage: Bench) -> None:
        stage.rules.fail(
            "GetAuthorizationToken", refusal("AccessDeniedException", "no", "GetAuthorizationToken")
        )
        with pytest.raises(AwsError, match="log in to Amazon ECR"):
            stage.deploy(package="image")
        assert stage.built == []
        assert stage.rules.writes == []

    def test_a_stage_of_zips_needs_no_rights_to_ecr(self, stage: Bench) -> None:
        denied = refusal("AccessDeniedException", "no", "DescribeRepositories")
        stage.rules.fail("DescribeRepositories", denied)
        assert stage.deploy().version == "1"


class TestSwitch:
    def test_the_image_is_made_beside_the_zip_and_takes_its_traffic(self, stage: Bench) -> None:
        before = stage.deploy(keep_warm=KeepWarm("rate(4 minutes)"))
        assert target(stage) == f"{FUNCTION}:live"
        after = stage.deploy(package="image")
        assert after.url == before.url
        assert functions(stage) == [IMAGE]
        assert target(stage) == f"{IMAGE}:live"
        variables = function(stage, IMAGE)["Configuration"]["Environment"]["Variables"]
        assert str(before.url).endswith(variables["LIFT_HOSTS"])
        (rule,) = stage.client("events").list_targets_by_rule(Rule=f"{FUNCTION}-keep-warm")[
            "Targets"
        ]
        assert rule["Arn"].endswith(f"{IMAGE}:live")

    def test_nothing_is_asked_since_the_address_stays(self, stage: Bench) -> None:
        stage.deploy()
        stage.deploy(package="image")
        assert [text for kind, text in stage.ui.said if kind == "confirm"] == []

    def test_the_requests_under_way_have_time_to_end(self, stage: Bench) -> None:
        stage.deploy()
        stage.deploy(package="image")
        order = [call.operation for call in stage.rules.calls if call.writes]
        assert order.index("UpdateAlias") < order.index("UpdateIntegration")
        assert order.index("AddPermission") < order.index("UpdateIntegration")
        assert order.index("UpdateIntegration") < order.index("DeleteFunction")

    def test_a_former_front_door_leads_to_it_too(self, stage: Bench) -> None:
        stage.deploy()
        stage.deploy(api="none")
        done = stage.deploy(package="image")
        assert target(stage) == f"{IMAGE}:live"
        (permission,) = stage.rules.called("AddPermission")
        assert (permission["FunctionName"], permission["StatementId"]) == (IMAGE, "lift-http-api")
        assert len(done.former_urls) == 1
        assert stage.deploy().changed == ()

    def test_and_back_the_repository_goes_too(self, stage: Bench) -> None:
        stage.deploy(package="image")
        stage.deploy(package="zip")
        assert functions(stage) == [FUNCTION]
        assert target(stage) == f"{FUNCTION}:live"
        assert stage.client("ecr").describe_repositories()["repositories"] == []

    @pytest.mark.parametrize("package", ["zip", "image"])
    def test_afterwards_nothing_is_left_to_do(self, stage: Bench, package: str) -> None:
        stage.deploy(package="image" if package == "zip" else "zip")
        stage.deploy(package=package)
        done = stage.deploy()
        assert done.changed == ()

    def test_the_address_of_a_function_url_goes_and_that_is_asked(self, stage: Bench) -> None:
        before = stage.deploy(api="url")
        stage.ui = Recorder(answer=False)
        with pytest.raises(LiftError, match="nothing was changed"):
            stage.deploy(package="image")
        assert ("confirm", f"the front door changes, and {before.url} goes for good; go on?") in (
            stage.ui.said
        )
        assert functions(stage) == [FUNCTION]
        stage.ui = Recorder()
        after = stage.deploy()
        assert after.url != before.url
        assert functions(stage) == [IMAGE]

    def test_an_image_that_does_not_pass_leaves_the_zip_alone(self, tmp_path: Path) -> None:
        def invoke(name: str, version: str, payload: object) -> Answer:
            return Answer({"errorMessage": "no"}, "Unhandled") if name == IMAGE else Answer()

        with bench(tmp_path, invoke) as stage:
            stage.deploy()
            stage.rebuild = lambda bundle: as_image(stage, bundle)
            with pytest.raises(ReleaseFailed):
                stage.deploy(package="image")
            assert target(stage) == f"{FUNCTION}:live"
            assert stage.live() == "1"

    def test_there_is_no_way_back_by_rollback(self, stage: Bench) -> None:
        stage.deploy()
        stage.stage = replace(stage.stage, package="image")
        with pytest.raises(AwsError, match="no way back from one to the other"):
            rollback(stage.connect(), None, stage.ui, yes=True)
        stage.deploy()
        with pytest.raises(AwsError, match="went with the function of that package"):
            rollback(stage.connect(), None, stage.ui, yes=True)

    def test_undeploy_takes_both_functions_their_logs_and_the_images(self, stage: Bench) -> None:
        stage.deploy(package="image")
        stage.rules.fail("DeleteFunction", refusal("AccessDeniedException", "no", "DeleteFunction"))
        with pytest.raises(AwsError):
            stage.deploy(package="zip")
        assert sorted(functions(stage)) == [FUNCTION, IMAGE]
        undeploy(stage.connect(), stage.ui, yes=True)
        assert functions(stage) == []
        assert stage.client("logs").describe_log_groups()["logGroups"] == []
        assert stage.client("ecr").describe_repositories()["repositories"] == []

    def test_update_says_that_it_takes_a_deployment(self, stage: Bench) -> None:
        stage.deploy()
        with pytest.raises(AwsError) as caught:
            stage.update(package="image")
        assert caught.value.hint == "run `lift deploy production`"
        assert functions(stage) == [FUNCTION]

    def test_somebody_elses_function_of_the_other_name_stays(self, stage: Bench) -> None:
        stage.deploy()
        role = stage.client("iam").get_role(RoleName=f"{FUNCTION}-{REGION}")["Role"]["Arn"]
        stage.client("lambda").create_function(
            FunctionName=IMAGE,
            Role=role,
            Code={"ZipFile": b""},
            Runtime="python3.13",
            Handler="a.b",
        )
        assert stage.deploy().changed == ()
        assert functions(stage) == [FUNCTION, IMAGE]

    def test_from_every_write_that_fails_the_next_deployment_goes_on(self, stage: Bench) -> None:
        stage.deploy(keep_warm=KeepWarm("rate(4 minutes)"))
        stage.deploy(package="image")
        operations = list(dict.fromkeys(stage.rules.writes))
        package, failed = "image", 0
        for operation in operations:
            package = "zip" if package == "image" else "image"
            stage.rules.fail(operation, refusal("InternalFailure", "ill", operation, 400))
            try:
                stage.deploy(package=package)
            except AwsError:
                failed += 1
            stage.rules.faults = type(stage.rules.faults)()
            stage.deploy()
            wanted = IMAGE if package == "image" else FUNCTION
            assert functions(stage) == [wanted]
            assert target(stage) == f"{wanted}:live"
        assert failed > len(operations) / 2
