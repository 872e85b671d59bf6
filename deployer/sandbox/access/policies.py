"""What IAM policies allow, as far as actions and resources go.

A statement with conditions grants nothing here: the sandbox knows too little to weigh them.
"""

import json
from collections.abc import Iterable
from typing import Any

from ..permissions import arn_like, like


def allowed(documents: Iterable[object], action: str, arn: str) -> bool:
    """Whether a statement allows it and none denies it; documents are objects or JSON text."""
    return effects(documents, action, arn) == {"Allow"}


def effects(documents: Iterable[object], action: str, arn: str) -> set[str]:
    """What statements say of it: "Allow", "Deny", or both."""
    return {
        statement["Effect"]
        for document in documents
        for statement in _statements(document)
        if _is_about(statement, action, arn)
    }


def _statements(document: object) -> list[dict[str, Any]]:
    parsed: Any = json.loads(document) if isinstance(document, str) else document
    return _listed(parsed.get("Statement", []))


def _is_about(statement: dict[str, Any], action: str, arn: str) -> bool:
    actions, resources = _listed(statement.get("Action")), _listed(statement.get("Resource"))
    if statement["Effect"] == "Allow" and statement.get("Condition"):
        return False
    return any(like(each.lower(), action.lower()) for each in actions) and any(
        each == "*" or arn_like(each, arn) for each in resources
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []
