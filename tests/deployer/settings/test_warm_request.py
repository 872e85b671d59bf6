"""``warm_requests`` are paths, or objects with a method and headers."""

import json
from pathlib import Path

import pytest

from lift.deployer.errors import SettingsError
from lift.deployer.settings import load
from lift.deployer.settings.warm_request import WarmRequest


def loaded(folder: Path, *requests: object) -> tuple[WarmRequest, ...]:
    file = folder / "lift_settings.json"
    file.write_text(json.dumps({"live": {"app": "shop:app", "warm_requests": requests}}))
    return load(file, None).warm_requests


def test_a_path_or_an_object(tmp_path: Path) -> None:
    whole = {"path": "/a?b=c", "method": "HEAD", "headers": {"Accept": "text/html"}}
    assert loaded(tmp_path, "/", {"path": "/b"}, whole) == (
        WarmRequest("/"),
        WarmRequest("/b", "GET", {}),
        WarmRequest("/a?b=c", "HEAD", {"Accept": "text/html"}),
    )


@pytest.mark.parametrize(
    "value",
    [
        "healthz",
        "/a%2Fb",
        {"method": "GET"},
        {"path": "/", "method": "get"},
        {"path": "/", "headers": {"Accept:": "text/html"}},
        {"path": "/", "headers": {"Accept": 1}},
        {"path": "/", "headers": {"Accept": "text/html\r\nHost: a"}},
        {"path": "/", "body": "a"},
    ],
)
def test_anything_else_is_refused(value: object, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"live\.warm_requests\.1") as caught:
        loaded(tmp_path, "/", value)
    assert "a slash at its start" in caught.value.hint
