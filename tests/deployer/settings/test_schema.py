"""The schema is right itself, says everything of every key, and agrees with Stage."""

import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from lift.deployer.settings import Stage
from lift.deployer.settings import stage as stage_module
from lift.deployer.settings.access_logs import access_logs
from lift.deployer.settings.budgets import Budgets
from lift.deployer.settings.compression import compression
from lift.deployer.settings.cors import cors
from lift.deployer.settings.docker import docker
from lift.deployer.settings.health_check import health_check
from lift.deployer.settings.keep_warm import keep_warm
from lift.deployer.settings.log_levels import log_levels
from lift.deployer.settings.rest_api import rest_api
from lift.deployer.settings.schema import schema, stage_keys
from lift.deployer.settings.slim import slim
from lift.deployer.settings.snap_start import snap_start

ROOT = Path(__file__).resolve().parents[3]
KEYS = stage_keys()


def _described(properties: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, part in properties.items():
        yield name, part
        for below in (part, *part.get("anyOf", ())):
            for inner, deeper in _described(below.get("properties", {})):
                yield f"{name}.{inner}", deeper


EVERYTHING = list(_described(schema()["properties"] | KEYS))


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


def test_the_packages_copy_is_the_one_at_the_top() -> None:
    assert schema() == json.loads((ROOT / "settings_schema.json").read_text())


@pytest.mark.parametrize(("name", "part"), EVERYTHING, ids=[name for name, _ in EVERYTHING])
def test_each_key_has_a_sentence_a_default_and_an_example(name: str, part: dict[str, Any]) -> None:
    assert part["description"].endswith(".")
    assert "default" in part
    assert part["examples"]


@pytest.mark.parametrize("name", KEYS)
def test_each_example_and_each_default_is_accepted(name: str) -> None:
    values = [*KEYS[name]["examples"], KEYS[name]["default"]]
    for value in values:
        if value is not None:
            Draft202012Validator(schema()).validate({"live": {name: value}})


NOT_FIELDS = {"extends", "binary_support"}
FOUND_BY_THE_LOADER = {"name", "root", "settings_file"}


def test_each_key_is_a_field_of_the_stage() -> None:
    fields = {field.name for field in dataclasses.fields(Stage)}
    assert set(KEYS) - NOT_FIELDS == fields - FOUND_BY_THE_LOADER


@pytest.mark.parametrize("name", sorted(set(KEYS) - NOT_FIELDS - {"project"}))
def test_a_stages_defaults_are_the_schemas(name: str) -> None:
    bare = Stage("live", Path(), "shop", Path("lift_settings.json"))
    value = getattr(bare, name)
    expected = KEYS[name]["default"]
    parsed: dict[str, Callable[[Any], object]] = {
        "docker": docker,
        "keep_warm": keep_warm,
        "slim": slim,
        "health_check": health_check,
        "log_levels": log_levels,
        "cors": cors,
        "access_logs": access_logs,
        "compression": compression,
        "rest_api": rest_api,
        "snap_start": snap_start,
        "budgets": lambda value: Budgets(**value or {}),
    }
    if name in parsed:
        expected = parsed[name](expected)
    assert (list(value) if isinstance(value, tuple) else value) == expected


@pytest.mark.parametrize(
    ("name", "type_name"),
    [
        ("runtime", "Runtime"),
        ("architecture", "Architecture"),
        ("api", "FrontDoor"),
        ("interface", "Interface"),
        ("lifespan", "Lifespan"),
        ("log_format", "LogFormat"),
    ],
)
def test_the_types_choices_are_the_schemas(name: str, type_name: str) -> None:
    assert list(get_args(getattr(stage_module, type_name))) == KEYS[name]["enum"]
