"""A log line that is a JSON object, as the text that Lambda would have written. Pure.

With "log_format": "json" Lambda's own lines and those of Python's ``logging`` are objects, while
what is printed stays as it is:
https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

_METRICS = {  # of a report
    "durationMs": ("Duration", "ms"),
    "billedDurationMs": ("Billed Duration", "ms"),
    "memorySizeMB": ("Memory Size", "MB"),
    "maxMemoryUsedMB": ("Max Memory Used", "MB"),
    "initDurationMs": ("Init Duration", "ms"),
    "restoreDurationMs": ("Restore Duration", "ms"),
}
_TOLD_OTHERWISE = {"timestamp", "level", "message", "requestId", "logger", "location"}
_ERROR = {"errorType", "errorMessage", "stackTrace"}


def as_text(message: str) -> str:
    """``message`` itself, unless it is such an object; without a line end."""
    message = message.rstrip("\n")
    content = _object(message)
    kind, record = str(content.get("type", "")), content.get("record")
    if kind.startswith("platform.") and isinstance(record, dict):
        return _LAMBDAS.get(kind, _other)(kind, record)
    if {"level", "timestamp"} <= content.keys():
        return "\n".join([f"[{content['level']}] {_said(content)}".rstrip(), *_trace(content)])
    return message


def _object(message: str) -> dict[str, Any]:
    """What ``message`` holds; nothing when it is no JSON object."""
    try:
        content = json.loads(message) if message.startswith("{") else None
    except ValueError:
        content = None
    return content if isinstance(content, dict) else {}


def _said(content: Mapping[str, Any]) -> str:
    """The message, with what was added to it."""
    error = ": ".join(str(content[key]) for key in ("errorType", "errorMessage") if key in content)
    message = content.get("message", error)
    more = {key: value for key, value in content.items() if key not in _TOLD_OTHERWISE | _ERROR}
    parts = [message if isinstance(message, str) else _json(message)]
    return " ".join([*parts, *([_json(more)] if more else [])])


def _trace(content: Mapping[str, Any]) -> Iterator[str]:
    """As Python shows it: each frame is two lines of one string."""
    if frames := content.get("stackTrace"):
        yield "Traceback (most recent call last):"
        yield from (str(frame).rstrip("\n") for frame in frames)
        if "message" in content:
            yield f"{content.get('errorType', '')}: {content.get('errorMessage', '')}"


def _init_start(_: str, record: Mapping[str, Any]) -> str:
    return f"INIT_START Runtime Version: {record.get('runtimeVersion', '')}"


def _init_report(_: str, record: Mapping[str, Any]) -> str:
    took = record.get("metrics", {}).get("durationMs")
    phase, status = record.get("phase"), record.get("status")
    return f"INIT_REPORT Init Duration: {took} ms\tPhase: {phase}\tStatus: {status}"


def _start(_: str, record: Mapping[str, Any]) -> str:
    return f"START RequestId: {record.get('requestId')} Version: {record.get('version')}"


def _report(_: str, record: Mapping[str, Any]) -> str:
    metrics = record.get("metrics", {})
    parts = [f"REPORT RequestId: {record.get('requestId')}"]
    parts += [
        f"{name}: {metrics[key]} {unit}" for key, (name, unit) in _METRICS.items() if key in metrics
    ]
    status = record.get("status", "success")
    return "\t".join([*parts, *([f"Status: {status}"] if status != "success" else [])])


def _other(kind: str, record: Mapping[str, Any]) -> str:
    return f"{kind} {_json(record)}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


_LAMBDAS: Mapping[str, Callable[[str, Mapping[str, Any]], str]] = {
    "platform.initStart": _init_start,
    "platform.initReport": _init_report,
    "platform.start": _start,
    "platform.report": _report,
}
