"""One execution environment: what a handler finds around it, and how it ends."""

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import httpx
import pytest

from lift.deployer.sandbox.environment import Environment
from lift.deployer.sandbox.function import Archive
from lift.deployer.sandbox.interpreter import Interpreters
from lift.deployer.sandbox.invocation import Invocation
from lift.deployer.sandbox.workspace import Workspace

from .aws import ACCOUNT, REGION, RUNTIME, Aws, zipped
from .test_pool import FUNCTION

LOOK = """
import json, os, sys, tempfile

def handler(event, context):
    return {
        "environ": dict(os.environ),
        "path": sys.path,
        "cwd": os.getcwd(),
        "version": "%d.%d" % sys.version_info[:2],
        "temporary": tempfile.gettempdir(),
        "file": __file__,
        "remaining": context.get_remaining_time_in_millis(),
        "context": [
            context.function_name, context.function_version, context.memory_limit_in_mb,
            context.invoked_function_arn, context.log_group_name, context.log_stream_name,
        ],
    }
"""

WRITE = """
import os

def attempt(path):
    try:
        open(path, "w").close()
    except OSError as error:
        return type(error).__name__
    return "written"

def handler(event, context):
    root = os.environ["LAMBDA_TASK_ROOT"]
    return [attempt(path) for path in (
        __file__, root + "/new.py", root + "/sub/new.py", os.environ["TMPDIR"] + "/new"
    )]
"""

COUNT = """
n = 0

def handler(event, context):
    global n
    n += 1
    return n
"""


@pytest.fixture(scope="module")
def seen(aws: Aws) -> dict[str, object]:
    name = aws.function(
        LOOK,
        Environment={"Variables": {"COLOUR": "blue", "PYTHONPATH": "/var/task/src"}},
        MemorySize=256,
        Timeout=7,
    )
    answer: dict[str, object] = aws.invoke(name)
    return answer | {"name": name}


def test_it_has_the_variables_that_lambda_sets(seen: dict[str, object]) -> None:
    environ = seen["environ"]
    assert isinstance(environ, dict)
    assert environ["COLOUR"] == "blue"
    assert environ["AWS_REGION"] == environ["AWS_DEFAULT_REGION"] == REGION
    assert environ["AWS_EXECUTION_ENV"] == f"AWS_Lambda_{RUNTIME}"
    assert environ["AWS_LAMBDA_FUNCTION_NAME"] == seen["name"]
    assert environ["AWS_LAMBDA_FUNCTION_VERSION"] == "$LATEST"
    assert environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] == "256"
    assert environ["AWS_LAMBDA_LOG_GROUP_NAME"] == f"/aws/lambda/{seen['name']}"
    assert environ["AWS_LAMBDA_INITIALIZATION_TYPE"] == "on-demand"
    assert environ["_HANDLER"] == "app.handler"
    assert environ["LAMBDA_TASK_ROOT"] == seen["cwd"]
    assert environ["TZ"] == ":UTC"
    assert environ["_X_AMZN_TRACE_ID"].startswith("Root=1-")


def test_nothing_of_the_developers_shell_leaks_in(seen: dict[str, object]) -> None:
    environ = seen["environ"]
    assert isinstance(environ, dict)
    assert "HOME" not in environ
    assert not [name for name in environ if name.startswith(("PYTEST", "VIRTUAL_ENV"))]


def test_what_the_function_calls_is_the_sandbox_too(aws: Aws, seen: dict[str, object]) -> None:
    environ = seen["environ"]
    assert isinstance(environ, dict)
    assert environ["AWS_ENDPOINT_URL"] == aws.sandbox.endpoint


def test_the_code_comes_first_in_sys_path_then_layers_then_pythonpath(
    seen: dict[str, object],
) -> None:
    path, cwd = seen["path"], seen["cwd"]
    assert isinstance(path, list)
    assert path[0] == cwd
    assert path[1].endswith(f"/python/lib/{RUNTIME}/site-packages")
    assert path[2].endswith("/python")
    assert path[3] == f"{cwd}/src"


def test_the_context_tells_what_was_invoked(seen: dict[str, object]) -> None:
    context = seen["context"]
    assert isinstance(context, list)
    arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{seen['name']}"
    assert context[:4] == [seen["name"], "$LATEST", "256", arn]
    assert "[$LATEST]" in context[5]
    assert 5000 < int(str(seen["remaining"])) <= 7000


def test_the_developers_packages_are_not_importable(aws: Aws) -> None:
    name = aws.function("import django\ndef handler(event, context): pass")
    assert "No module named 'django'" in aws.invoke(name)["errorMessage"]


def test_boto3_is_there_as_on_lambda_and_talks_to_the_sandbox(aws: Aws) -> None:
    name = aws.function(
        "import boto3\n"
        "def handler(event, context):\n"
        "    return boto3.client('lambda').get_account_settings()['AccountLimit']\n",
        Timeout=30,
    )
    assert aws.invoke(name)["ConcurrentExecutions"] == 1000


def test_the_code_is_not_writable_and_the_temporary_folder_is(aws: Aws) -> None:
    files = {"app.py": WRITE, "sub/empty.txt": ""}
    name = aws.function("", zip=zipped(files))
    assert aws.invoke(name) == ["PermissionError"] * 3 + ["written"]


def test_what_others_may_not_read_in_the_zip_cannot_be_imported(aws: Aws) -> None:
    name = aws.function("", zip=zipped({"app.py": COUNT}, mode=0o600))
    assert "Permission denied" in aws.invoke(name)["errorMessage"]


def test_environments_of_one_function_share_the_temporary_folder(aws: Aws) -> None:
    name = aws.function(LOOK)
    first = aws.invoke(name)["temporary"]
    aws.lambda_.update_function_configuration(FunctionName=name, MemorySize=512)
    assert aws.invoke(name)["temporary"] == first
    assert aws.invoke(aws.function(LOOK))["temporary"] != first


def test_it_stays_warm(aws: Aws) -> None:
    name = aws.function(COUNT)
    assert [aws.invoke(name) for _ in range(3)] == [1, 2, 3]


def test_a_new_configuration_or_new_code_gets_a_new_one(aws: Aws) -> None:
    name = aws.function(COUNT)
    assert [aws.invoke(name), aws.invoke(name)] == [1, 2]
    aws.lambda_.update_function_configuration(FunctionName=name, Timeout=20)
    assert [aws.invoke(name), aws.invoke(name)] == [1, 2]
    code = zipped({"app.py": COUNT.replace("n = 0", "n = 10")})
    aws.lambda_.update_function_code(FunctionName=name, ZipFile=code)
    assert aws.invoke(name) == 11


def test_a_handler_that_raises_leaves_it_alive(aws: Aws) -> None:
    source = (
        "n = 0\ndef handler(event, context):\n    global n\n    n += 1\n    return 1 / (n - 2)\n"
    )
    name = aws.function(source)
    assert aws.invoke(name) == -1.0
    answer = aws.lambda_.invoke(FunctionName=name, Payload=b"{}")
    assert answer["FunctionError"] == "Unhandled"
    failed = json.loads(answer["Payload"].read())
    assert failed["errorType"] == "ZeroDivisionError"
    assert failed["stackTrace"]
    assert aws.invoke(name) == 1.0


def test_a_time_out_ends_it(aws: Aws) -> None:
    name = aws.function(
        COUNT.replace(
            "    return n", "    import time; time.sleep(event.get('s', 0))\n    return n"
        ),
        Timeout=1,
    )
    assert aws.invoke(name) == 1
    failed = aws.invoke(name, {"s": 30})
    assert failed["errorType"] == "Sandbox.Timedout"
    assert failed["errorMessage"].endswith("Task timed out after 1.00 seconds")
    assert any("Task timed out after 1.00 seconds" in line for line in aws.log(name))
    assert aws.invoke(name) == 1


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("os._exit(3)", "Runtime exited with error: exit status 3"),
        ("os._exit(0)", "Runtime exited without providing a reason"),
        ("os.kill(os.getpid(), 9)", "Runtime exited with error: signal: killed"),
    ],
)
def test_a_crash_ends_it(aws: Aws, end: str, words: str) -> None:
    name = aws.function(f"import os\ndef handler(event, context):\n    {end}\n")
    for _ in range(2):
        failed = aws.invoke(name)
        assert failed["errorType"] == "Runtime.ExitError"
        assert failed["errorMessage"].endswith(words)


def test_an_import_error_is_told_with_the_handlers_words(aws: Aws) -> None:
    name = aws.function("import nothing_of_that_name")
    failed = aws.invoke(name)
    assert failed["errorType"] == "Runtime.ImportModuleError"
    assert "nothing_of_that_name" in failed["errorMessage"]
    assert any("INIT_REPORT" in line and "Status: error" in line for line in aws.log(name))


def test_a_process_that_ends_during_init_is_told(aws: Aws) -> None:
    name = aws.function("import os; os._exit(7)")
    assert aws.invoke(name)["errorMessage"].endswith("exit status 7")


def test_an_answer_over_six_megabytes_is_an_error(aws: Aws) -> None:
    name = aws.function("def handler(event, context): return 'x' * event['n']")
    assert len(aws.invoke(name, {"n": 6 * 1024 * 1024 - 10})) == 6 * 1024 * 1024 - 10
    assert aws.invoke(name, {"n": 6_300_000})["errorType"] == "Function.ResponseSizeTooLarge"


def test_a_layer_lies_in_opt_and_is_importable(aws: Aws) -> None:
    layer = aws.lambda_.publish_layer_version(
        LayerName="layer",
        Content={"ZipFile": zipped({"python/inlayer.py": "X = 5", "data.txt": "hello"})},
    )
    name = aws.function(
        "import inlayer, os\n"
        "def handler(event, context):\n"
        "    opt = os.path.dirname(os.path.dirname(inlayer.__file__))\n"
        "    return [inlayer.X, open(opt + '/data.txt').read(), os.access(opt, os.W_OK)]\n",
        Layers=[layer["LayerVersionArn"]],
    )
    aws.lambda_.delete_layer_version(LayerName="layer", VersionNumber=layer["Version"])
    assert aws.invoke(name) == [5, "hello", False]


def test_requests_that_overlap_get_an_environment_each(aws: Aws) -> None:
    source = (
        "import os, time\n"
        "def handler(event, context):\n"
        "    folder = os.environ['TMPDIR'] + '/here'\n"
        "    os.makedirs(folder, exist_ok=True)\n"
        "    open(f'{folder}/{os.getpid()}', 'w').close()\n"
        "    while len(os.listdir(folder)) < 2:\n"
        "        time.sleep(0.01)\n"
        "    return {'statusCode': 200, 'body': str(os.getpid())}\n"
    )
    address = aws.served(source)
    with httpx.Client(timeout=20) as one, httpx.Client(timeout=20) as other:
        bodies: list[str] = []
        thread = threading.Thread(target=lambda: bodies.append(other.get(address).text))
        thread.start()
        bodies.append(one.get(address).text)
        thread.join()
    assert len(set(bodies)) == 2


def test_the_process_is_not_ours(aws: Aws) -> None:
    name = aws.function("import os\ndef handler(event, context): return os.getpid()")
    pid = aws.invoke(name)
    assert pid != os.getpid()
    aws.lambda_.delete_function(FunctionName=name)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


class TestInit:
    """INIT's own time, made short."""

    @pytest.fixture
    def environment(self, aws: Aws) -> Iterator[Callable[[str, int], Environment]]:
        workspace = Workspace()
        made: list[Environment] = []

        def make(source: str, timeout: int) -> Environment:
            function = replace(
                FUNCTION, code=Archive(source, zipped({"app.py": source})), timeout=timeout
            )
            python = Interpreters().get(RUNTIME.removeprefix("python"))
            made.append(Environment(function, workspace, python, "http://x", init_seconds=0.4))
            return made[-1]

        yield make
        for each in made:
            each.stop()
        workspace.close()

    def test_one_that_takes_too_long_is_run_again_on_the_invocations_time(
        self, environment: Callable[[str, int], Environment]
    ) -> None:
        source = (
            "import os, time\n"
            "marker = os.environ['TMPDIR'] + '/second'\n"
            "if not os.path.exists(marker):\n"
            "    open(marker, 'w').close()\n"
            "    time.sleep(60)\n"
            "def handler(event, context): return 'late'\n"
        )
        one = environment(source, 20)
        outcome = one.invoke(Invocation("id", b"{}", "arn"))
        assert (outcome.payload, outcome.error) == (b'"late"', "")
        assert outcome.log.count("INIT_START") == 2
        assert "Phase: init\tStatus: timeout" in outcome.log
        assert not one.invoke(Invocation("id-2", b"{}", "arn")).cold

    def test_one_that_never_ends_is_a_time_out(
        self, environment: Callable[[str, int], Environment]
    ) -> None:
        outcome = environment("import time; time.sleep(60)", 1).invoke(
            Invocation("id", b"{}", "arn")
        )
        assert b"Task timed out after 1.00 seconds" in outcome.payload

    def test_one_that_ended_while_idle_is_a_crash_not_a_wait(
        self, environment: Callable[[str, int], Environment]
    ) -> None:
        source = (
            "import os, threading, time\n"
            "def end():\n"
            "    time.sleep(0.2)\n"
            "    os._exit(4)\n"
            "def handler(event, context): threading.Thread(target=end).start()\n"
        )
        one = environment(source, 30)
        assert one.invoke(Invocation("id", b"{}", "arn")).payload == b"null"
        deadline = time.monotonic() + 5
        while one.alive and time.monotonic() < deadline:
            time.sleep(0.01)
        outcome = one.invoke(Invocation("id-2", b"{}", "arn"))
        assert b"exit status 4" in outcome.payload
