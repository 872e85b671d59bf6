"""Rights that are wider than an application needs: a warning, not an error. Pure."""

import re
from collections.abc import Iterator

from ..settings.permissions import Statement
from .role import Role

_WHOLE = re.compile(r"\*|[a-z0-9-]+:\*")  # every action there is, or a service has
_WIDE_POLICY = re.compile(r".*:policy/(AdministratorAccess|PowerUserAccess|\w+FullAccess)")


def too_wide(role: Role) -> Iterator[str]:
    """A sentence for each right to everything, or to all of a service."""
    for statement in role.statements:
        if actions := _on_everything(statement):
            yield (
                f"permissions allow {actions} on every resource: "
                "name the actions that the application calls, and what it calls them on"
            )
    for arn in filter(_WIDE_POLICY.fullmatch, role.managed_policies):
        yield (
            f"managed_policies: {arn.rpartition('/')[2]} allows far more than an application "
            'needs: name the actions that it calls in "permissions"'
        )


def _on_everything(statement: Statement) -> str:
    """What ``statement`` allows on every resource without naming each action; empty: nothing."""
    if statement.get("Effect") != "Allow":
        return ""
    if "NotResource" not in statement and "*" not in _listed(statement.get("Resource")):
        return ""
    if "NotAction" in statement:
        return f"all but {' and '.join(_listed(statement['NotAction']))}"
    return " and ".join(filter(_WHOLE.fullmatch, _listed(statement.get("Action"))))


def _listed(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else value or []
