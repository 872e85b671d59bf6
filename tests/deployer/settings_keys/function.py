"""Keys of the function's configuration, and of its logs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3

from ..bench import archive
from .case import BARE, Case, Group, Make
from .opened import Deployed, deployed

LAYERS = "arn:aws:lambda:eu-west-1:123456789012:layer"
QUEUE = "arn:aws:sqs:eu-west-1:123456789012:failed"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:failed"
KEYS = "arn:aws:kms:eu-west-1:123456789012:key"


def dead_letters(there: Deployed) -> object:
    """Where they go, and whether the role may send them there."""
    target = there.live.get("DeadLetterConfig", {}).get("TargetArn") or None
    return target, there.may("sqs:SendMessage", target) or there.may("sns:Publish", target)


def key(there: Deployed) -> object:
    """The environment's, and whether the role may decrypt with it."""
    arn = there.live.get("KMSKeyArn")
    return arn, there.may("kms:Decrypt", arn)


def snap_start(there: Deployed) -> object:
    """Whether it is wanted of versions, and on in the one that is live."""
    found = there.live["SnapStart"]
    return found["ApplyOn"], found["OptimizationStatus"]


def tracing(there: Deployed) -> object:
    """Whether Lambda traces, and the role lets it."""
    active = there.live["TracingConfig"]["Mode"] == "Active"
    return active and there.may("xray:PutTraceSegments", "*")


def reserved(there: Deployed) -> object:
    """How many executions, since no version freezes that."""
    client = there.bench.client("lambda")
    found = client.get_function_concurrency(FunctionName=there.name)
    return found.get("ReservedConcurrentExecutions")


def provisioned(there: Deployed) -> object:
    """How many the live version has ready, and the bounds of who changes that."""
    held = there.bench.connect().lambda_.list_provisioned_concurrency_configs(
        FunctionName=there.name
    )["ProvisionedConcurrencyConfigs"]
    targets = there.bench.client("application-autoscaling").describe_scalable_targets(
        ServiceNamespace="lambda"
    )["ScalableTargets"]
    return (
        [each["RequestedProvisionedConcurrentExecutions"] for each in held],
        [(target["MinCapacity"], target["MaxCapacity"]) for target in targets],
    )


def retention(there: Deployed) -> object:
    name = f"/aws/lambda/{there.name}"
    found = there.bench.client("logs").describe_log_groups(logGroupNamePrefix=name)
    return found["logGroups"][0]["retentionInDays"]


def levels(there: Deployed) -> object:
    logging = there.live["LoggingConfig"]
    return logging.get("ApplicationLogLevel"), logging.get("SystemLogLevel")


def of_others(there: Deployed) -> list[str]:
    """Their layers, which come before that of the dependencies."""
    *others, ours = [layer["Arn"] for layer in there.live["Layers"]]
    assert ours == f"{LAYERS}:shop-production:1"
    return others


def variables(there: Deployed) -> dict[str, str]:
    """Those that lift does not set itself."""
    found = there.live["Environment"]["Variables"]
    return {name: value for name, value in found.items() if not name.startswith("LIFT_")}


@contextmanager
def with_layers(folder: Path) -> Iterator[Make[Deployed]]:
    """Somebody has made two layers."""
    with deployed(folder) as make:
        client = boto3.client("lambda", region_name="eu-west-1")
        content = archive(folder, "theirs", "").path.read_bytes()
        for name in ("fonts", "tools"):
            client.publish_layer_version(LayerName=name, Content={"ZipFile": content})
        yield make


CASES: tuple[Case[Deployed], ...] = (
    Case(
        "runtime",
        "python3.11",
        "python3.12",
        lambda there: there.live["Runtime"],
        ("python3.13", "python3.11", "python3.12"),
    ),
    Case(
        "architecture",
        "arm64",
        "x86_64",
        lambda there: there.live["Architectures"],
        (["x86_64"], ["arm64"], ["x86_64"]),
    ),
    Case("memory_size", 1024, 2048, lambda there: there.live["MemorySize"], (512, 1024, 2048)),
    Case("timeout_seconds", 10, 20, lambda there: there.live["Timeout"], (30, 10, 20)),
    Case(
        "ephemeral_storage",
        1024,
        2048,
        lambda there: there.live["EphemeralStorage"]["Size"],
        (512, 1024, 2048),
    ),
    Case(
        "layers",
        [f"{LAYERS}:fonts:1"],
        [f"{LAYERS}:tools:1", f"{LAYERS}:fonts:1"],
        of_others,
        ([], [f"{LAYERS}:fonts:1"], [f"{LAYERS}:tools:1", f"{LAYERS}:fonts:1"]),
    ),
    Case(
        "dead_letter_arn", QUEUE, TOPIC, dead_letters, ((None, False), (QUEUE, True), (TOPIC, True))
    ),
    Case(
        "aws_kms_key_arn",
        f"{KEYS}/1",
        f"{KEYS}/2",
        key,
        ((None, False), (f"{KEYS}/1", True), (f"{KEYS}/2", True)),
    ),
    Case("xray_tracing", True, False, tracing, (False, True, False)),
    Case("reserved_concurrency", 5, 7, reserved, (None, 5, 7)),
    Case(
        "provisioned_concurrency",
        2,
        {"minimum": 1, "maximum": 3, "utilization": 0.5},
        provisioned,
        (([], []), ([2], []), ([2], [(1, 3)])),
    ),
    Case("log_retention_days", 1, 90, retention, (30, 1, 90)),
    Case(
        "log_levels",
        {"application": "WARN"},
        {"system": "DEBUG"},
        levels,
        (("INFO", "INFO"), ("WARN", "INFO"), ("INFO", "DEBUG")),
    ),
    Case(
        "environment_variables",
        {"MODE": "a", "HOST": "b"},
        {"MODE": "c"},
        variables,
        ({}, {"MODE": "a", "HOST": "b"}, {"MODE": "c"}),
    ),
)

LOG_FORMAT: Case[Deployed] = Case(
    "log_format",
    "json",
    "text",
    lambda there: there.live["LoggingConfig"]["LogFormat"],
    ("Text", "JSON", "Text"),
)

SNAP_START: Case[Deployed] = Case(
    "snap_start",
    True,
    {"lifespan": "kept"},
    snap_start,
    (("None", "Off"), ("PublishedVersions", "On"), ("PublishedVersions", "On")),
)

GROUPS = (
    Group("function", with_layers, CASES, BARE | {"log_format": "json"}),
    Group("log format", deployed, (LOG_FORMAT,)),
    Group("snap start", deployed, (SNAP_START,)),
)
