"""``domain`` in the settings: a name, an object, or a list; and what does not go together."""

import json
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.errors import SettingsError
from lift.deployer.settings import load
from lift.deployer.settings.domain import Domain
from lift.deployer.settings.stage import Stage

NAME = "shop.example.com"


def loaded(folder: Path, **settings: Any) -> Stage:
    file = folder / "lift_settings.json"
    content = {"production": {"app": "app:app", "project": "shop", **settings}}
    file.write_text(json.dumps(content), encoding="utf-8")
    return load(file, None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (NAME, (Domain(NAME),)),
        ({"name": NAME, "route53": False}, (Domain(NAME, route53=False),)),
        ([NAME, {"name": "example.com"}], (Domain(NAME), Domain("example.com"))),
        ([], ()),
    ],
)
def test_it_takes_three_forms(tmp_path: Path, value: Any, expected: tuple[Domain, ...]) -> None:
    assert loaded(tmp_path, domain=value).domain == expected


def test_the_application_is_told_of_the_base_path(tmp_path: Path) -> None:
    assert loaded(tmp_path, domain={"name": NAME, "base_path": "/api"}).base_path == "/api"
    assert loaded(tmp_path, domain=NAME, base_path="/x").base_path == "/x"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"domain": NAME, "api": "url"}, "which a function URL"),
        ({"domain": NAME, "api": "none"}, "without front door"),
        ({"domain": NAME, "api": "rest", "rest_api": {"endpoint": "edge"}}, "REST API is edge"),
        ({"domain": "Shop.example.com"}, "is not accepted"),
        ({"domain": [[NAME]]}, r"domain\.0: \["),
        ({"domain": [NAME, {"name": NAME}]}, "names a domain twice"),
        ({"domain": {"name": NAME, "base_path": "/a"}, "base_path": "/b"}, "several base paths"),
        (
            {"domain": [NAME, {"name": NAME, "base_path": "/a", "route53": False}]},
            "says two things of one domain",
        ),
    ],
)
def test_what_does_not_go_together_is_refused(
    tmp_path: Path, settings: dict[str, Any], said: str
) -> None:
    with pytest.raises(SettingsError, match=said):
        loaded(tmp_path, **settings)
