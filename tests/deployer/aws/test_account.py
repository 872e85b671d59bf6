"""Lambda's limits, as the account has them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from lift.deployer.aws.account import Limits, limits
from lift.deployer.errors import AwsError, TooLarge

from ...aws_rules import refusal
from ..bench import Bench, bench


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def test_the_accounts_own_limits_count(stage: Bench) -> None:
    aws = stage.connect()
    allowed = {"TotalCodeSize": 75, "CodeSizeUnzipped": 250, "CodeSizeZipped": 50}
    said = {"AccountLimit": allowed, "AccountUsage": {"TotalCodeSize": 7, "FunctionCount": 1}}
    with Stubber(aws.lambda_) as stub:
        stub.add_response("get_account_settings", said)
        assert limits(aws) == Limits(unzipped=250, storage=75, used=7)


@pytest.mark.parametrize(
    "refused",
    [
        refusal("AccessDeniedException", "no", "GetAccountSettings", 403),
        refusal("404", "Not yet implemented", "GetAccountSettings", 404),
    ],
)
def test_without_an_answer_the_documented_limits_count(refused: ClientError, stage: Bench) -> None:
    stage.rules.fail("GetAccountSettings", refused)
    assert limits(stage.connect()) is None


def test_another_failure_is_an_error(stage: Bench) -> None:
    stage.rules.fail("GetAccountSettings", refusal("Ill", "no", "GetAccountSettings"), times=9)
    with pytest.raises(AwsError, match="read Lambda's limits in this account: Ill"):
        limits(stage.connect())


def test_a_full_account_is_told_before_the_upload() -> None:
    almost = Limits(unzipped=1, storage=75 * 1024**3, used=75 * 1024**3 - 10)
    almost.check_storage(10)
    with pytest.raises(TooLarge, match=r"and 0\.0 MB more are over its limit of 75\.0 GB"):
        almost.check_storage(11)
