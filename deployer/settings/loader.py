"""From the settings file to a ``Stage``: the pipeline of this folder."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..errors import SettingsError, UsageError
from ..suggest import did_you_mean
from . import abilities, authorizer
from .access_logs import access_logs
from .budgets import Budgets
from .budgets import check as check_budgets
from .check import check
from .compression import compression
from .cors import cors
from .docker import docker
from .domain import base_path, domains
from .domain import check as check_domains
from .efs import Efs
from .extends import resolve
from .file import SettingsFile, find, read
from .function import check_function
from .health_check import health_check
from .keep_warm import check as check_keep_warm
from .keep_warm import keep_warm
from .load_balancer import check as check_load_balancer
from .load_balancer import load_balancer
from .log_levels import log_levels
from .permissions import check_role, permissions
from .provisioned_concurrency import check as check_provisioned_concurrency
from .provisioned_concurrency import provisioned_concurrency
from .rest_api import check as check_rest_api
from .rest_api import rest_api
from .slim import slim
from .snap_start import check as check_snap_start
from .snap_start import snap_start
from .stage import Stage, VpcConfig
from .throttle import throttle
from .warm_request import warm_requests

# Accepted for those who come from Zappa, always as it is in lift: no field of a Stage.
_SAYS_NOTHING = ("binary_support",)
# Keys that mean something for one "package" only, and why.
_ONLY_FOR = {
    "base_image": ("image", "a zip has no base image"),
    "layer": ("zip", "an image has layers of its own"),
    "s3_bucket": ("zip", "an image goes up through Amazon ECR"),
}


def load(file: Path | None, stage: str | None) -> Stage:
    """The stage named ``stage`` of ``file``.

    Without ``file`` the nearest ``lift_settings.json`` upwards is taken; without ``stage`` the
    file's ``default_stage`` or the only one there is. Raises ``SettingsError`` for what is wrong in
    the file and ``UsageError`` for a stage that must be named.
    """
    settings = _checked(file)
    name = stage if stage is not None else _default_stage(settings)
    if name not in settings.stages:
        raise UsageError(
            f'there is no stage "{name}" in {settings.path}',
            hint=did_you_mean(name, settings.stages),
        )
    return _stage(settings, name)


def load_all(file: Path | None) -> list[Stage]:
    """Every stage of ``file`` that names an application; others are there to be extended."""
    settings = _checked(file)
    extended = {stage.get("extends") for stage in settings.stages.values()}
    return [
        _stage(settings, name)
        for name in settings.stages
        if name not in extended or _names_application(resolve(settings, name))
    ]


def stage_names(file: Path | None) -> list[str]:
    """The names of all stages of ``file``."""
    return list(_checked(file).stages)


def _checked(file: Path | None) -> SettingsFile:
    settings = read(find(Path.cwd()) if file is None else file.absolute())
    check(settings)
    if not settings.stages:
        raise SettingsError(
            f"{settings.path}: there is no stage in it",
            hint='write one: {"production": {"app": "module:attribute"}}',
        )
    return settings


def _default_stage(settings: SettingsFile) -> str:
    if "default_stage" in settings.content:
        return str(settings.content["default_stage"])
    if len(settings.stages) == 1:
        return next(iter(settings.stages))
    raise UsageError(
        f"which stage? {settings.path} has {', '.join(settings.stages)}",
        hint='name one after the command, or set "default_stage" in the file',
    )


def _stage(settings: SettingsFile, name: str) -> Stage:
    values = {key: value for key, value in resolve(settings, name).items() if value is not None}
    _check_together(settings.path, name, values)
    for key in _SAYS_NOTHING:
        values.pop(key, None)
    root = settings.path.parent
    values["base_path"] = base_path(values)
    values["project"] = values.get("project") or _project(settings.path, root, values)
    return Stage(
        name=name,
        root=root,
        settings_file=settings.path,
        **{key: _VALUES.get(key, _as_it_is)(value) for key, value in values.items()},
    )


def _check_together(file: Path, name: str, values: dict[str, Any]) -> None:
    """What the schema cannot say: which keys need and which exclude each other."""
    if not _names_application(values):
        raise SettingsError(
            f"{file}: {name} names no application",
            hint='give it "app": "module:attribute", or "django_settings" for a Django project',
        )
    if "app" in values and "django_settings" in values:
        raise SettingsError(
            f'{file}: {name} has both "app" and "django_settings"',
            hint="keep django_settings for a Django project, app for any other",
        )
    if values.get("api") == "none" and values.get("health_check"):
        raise SettingsError(
            f'{file}: {name} has a "health_check", and with "api": "none" no front door '
            "whose request could be sent",
            hint='leave it out, or set "health_check": false; the version is started in any case',
        )
    abilities.check(file, name, values)
    authorizer.check(file, name, values)
    check_rest_api(file, name, values)
    check_load_balancer(file, name, values)
    check_domains(file, name, values)
    _check_package(file, name, values)
    _check_slim(file, name, values.get("slim"))
    check_function(file, name, values)
    check_budgets(file, name, values)
    check_keep_warm(file, name, values)
    check_role(file, name, values)
    check_snap_start(file, name, values)
    check_provisioned_concurrency(file, name, values)


def _check_package(file: Path, name: str, values: dict[str, Any]) -> None:
    package = values.get("package", "zip")
    for key, (only_for, why) in _ONLY_FOR.items():
        if key in values and package != only_for:
            raise SettingsError(
                f'{file}: {name} has "{key}", and "package" is "{package}": {why}',
                hint=f'give "{key}" only to stages whose "package" is "{only_for}"',
            )


def _check_slim(file: Path, name: str, slim: object) -> None:
    switches = slim if isinstance(slim, dict) else {}
    traced = {"trace", "trace_tests"} & switches.keys()
    if traced and not switches.get("unused"):
        raise SettingsError(
            f'{file}: {name} has "slim" with "{min(traced)}", and without "unused" nothing is '
            "looked for",
            hint='add "unused": "report" or "drop"',
        )


def _names_application(values: dict[str, Any]) -> bool:
    return "app" in values or "django_settings" in values


def _project(file: Path, root: Path, values: dict[str, Any]) -> str:
    """pyproject.toml's name, else the application's first package; never the folder's name, which
    differs from one machine to the next."""
    written = (
        _pyproject_name(root / "pyproject.toml")
        or re.split(r"[.:]", values.get("app") or values["django_settings"], maxsplit=1)[0]
    )
    name = re.sub(r"[^a-z0-9]+", "-", written.lower()).strip("-")
    if not name[:1].isalpha():
        raise SettingsError(
            f'{file}: no project name can be made of "{written}"',
            hint='set "project": lower-case letters, digits and -, starting with a letter',
        )
    return name


def _pyproject_name(path: Path) -> str | None:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path} cannot be read: {error}") from error
    name = content.get("project", {}).get("name")
    return name if isinstance(name, str) else None


def _as_it_is(value: Any) -> Any:
    return value


def _vpc_config(value: dict[str, list[str]]) -> VpcConfig:
    return VpcConfig(tuple(value["SubnetIds"]), tuple(value["SecurityGroupIds"]))


def _efs(value: dict[str, str]) -> Efs:
    return Efs(**value)


def _budgets(value: dict[str, float]) -> Budgets:
    return Budgets(**value)


def _requirements(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


_VALUES: dict[str, Callable[[Any], Any]] = {
    "authorizer": authorizer.authorizer,
    "vpc_config": _vpc_config,
    "efs": _efs,
    "budgets": _budgets,
    "layers": tuple,
    "log_levels": log_levels,
    "requirements": _requirements,
    "keep_warm": keep_warm,
    "provisioned_concurrency": provisioned_concurrency,
    "permissions": permissions,
    "managed_policies": tuple,
    "groups": tuple,
    "extras": tuple,
    "exclude": tuple,
    "keep": tuple,
    "docker": docker,
    "slim": slim,
    "locales": tuple,
    "snap_start": snap_start,
    "warm_requests": warm_requests,
    "before_switch": tuple,
    "health_check": health_check,
    "domain": domains,
    "cors": cors,
    "throttle": throttle,
    "access_logs": access_logs,
    "api_keys": tuple,
    "compression": compression,
    "rest_api": rest_api,
    "load_balancer": load_balancer,
}
