"""The least policy under which every command works for one stage. Pure."""

import json

from ..resources.target import Target
from .grants import GRANTS

MANAGED = 6_144
"""Characters of a managed policy, white space aside (IAM and AWS STS quotas)."""

Document = dict[str, object]


def deployer(target: Target) -> Document:
    """An IAM policy document; each statement is named for what it is for."""
    return _document(_statements(target))


def parts(target: Target) -> list[Document]:
    """The same, divided so that each part fits a managed policy."""
    divided: list[list[Document]] = [[]]
    for statement in _statements(target):
        if _size(_document([*divided[-1], statement])) > MANAGED:
            divided.append([])
        divided[-1].append(statement)
    return [_document(statements) for statements in divided]


def _statements(target: Target) -> list[Document]:
    return [grant.statement(target) for grant in GRANTS if grant.wanted(target.stage)]


def _document(statements: list[Document]) -> Document:
    return {"Version": "2012-10-17", "Statement": statements}


def _size(document: Document) -> int:
    return len(json.dumps(document, separators=(",", ":")))
