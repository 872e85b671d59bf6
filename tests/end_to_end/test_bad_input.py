"""Bad input ends with one line that names the place, before anything is written to AWS."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from lift.deployer.run import Result, run

from ..example import FASTAPI, copied
from ..lift_process import LIFT, SandboxProcess
from .aws import Aws
from .site import Site


@pytest.fixture
def site(sandbox: SandboxProcess, tmp_path: Path) -> Site:
    """A copy of the album that was never deployed."""
    site = Site(copied(FASTAPI, tmp_path / "bad"), sandbox)
    site.set(project="bad")
    return site


def refused(site: Site, *arguments: str, code: int, **environment: str) -> str:
    """The error of a command that must end with ``code`` and leave AWS as it was."""
    before = Aws(site.sandbox.environment).left("bad")
    result = site.run(*(arguments or ("deploy", "--yes")), check=False, **environment)
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr
    assert Aws(site.sandbox.environment).left("bad") == before == {}
    return result.stderr


def test_an_unknown_key(site: Site) -> None:
    site.set(memory_sise=512)
    error = refused(site, code=2)
    assert 'there is no key "memory_sise"' in error
    assert 'did you mean "memory_size"?' in error


def test_a_wrong_type(site: Site) -> None:
    site.set(memory_size="512")
    assert 'production.memory_size: a whole number is expected, not "512"' in refused(site, code=2)


def test_an_application_whose_module_is_not_there(site: Site) -> None:
    site.set(app="albun.app:app")
    assert "albun" in refused(site, code=2)


def test_an_application_whose_attribute_is_not_there(site: Site) -> None:
    site.set(app="album.app:aap")
    assert "aap" in refused(site, code=2)


def test_an_unknown_stage(site: Site) -> None:
    assert 'no stage "prodution"' in refused(site, "deploy", "prodution", code=2)


def test_a_stage_without_an_application(site: Site) -> None:
    site.set(app=None)
    assert "names no application" in refused(site, code=2)


def test_no_credentials(site: Site) -> None:
    nothing = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}
    assert "credentials" in refused(site, code=1, **nothing)


def test_nobody_answers(site: Site) -> None:
    error = refused(site, code=1, AWS_ENDPOINT_URL="http://127.0.0.1:9", AWS_MAX_ATTEMPTS="1")
    assert "cannot be reached" in error


def test_a_dependency_without_a_wheel_for_the_target(site: Site) -> None:
    (site.folder / "requirements.txt").write_text("uwsgi==2.0.28\n")
    assert "uwsgi" in refused(site, code=1)


def test_a_log_group_of_the_same_name_that_is_not_ours(site: Site) -> None:
    aws = Aws(site.sandbox.environment)
    aws.logs.create_log_group(logGroupName="/aws/lambda/bad-production")
    result = site.run("deploy", "--yes", check=False)
    aws.logs.delete_log_group(logGroupName="/aws/lambda/bad-production")
    assert result.returncode == 1
    assert "/aws/lambda/bad-production" in result.stderr
    assert "tags" in result.stderr
    assert Aws(site.sandbox.environment).left("bad") == {}


def test_a_function_of_the_same_name_that_is_not_ours(site: Site) -> None:
    aws = Aws(site.sandbox.environment)
    role = aws.roles.create_role(RoleName="somebody", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    aws.functions.create_function(
        FunctionName="bad-production",
        Role=role,
        Runtime="python3.12",
        Handler="app.handler",
        Code={"ZipFile": _zip()},
    )
    result = site.run("deploy", "--yes", check=False)
    kept = aws.left("bad")
    aws.functions.delete_function(FunctionName="bad-production")
    aws.roles.delete_role(RoleName="somebody")
    assert result.returncode == 1
    assert "function bad-production" in result.stderr
    assert kept == {"functions": ["bad-production"]}


def _zip() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("app.py", "def handler(event, context): return None\n")
    return content.getvalue()


def lift(folder: Path, environment: Mapping[str, str], *arguments: str) -> Result:
    return run([str(LIFT), *arguments], cwd=folder, environment=environment, check=False)


def test_no_settings_file(sandbox: SandboxProcess, tmp_path: Path) -> None:
    result = lift(tmp_path, sandbox.environment, "deploy")
    assert result.returncode == 2
    assert "there is no lift_settings.json" in result.stderr
