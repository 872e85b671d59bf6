"""What a command came to for one of several stages."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..errors import LiftError
from .side_by_side import Ended


@dataclass(frozen=True)
class Outcome:
    """``document`` is what ``--json`` prints for the stage alone, ``said`` the same for a table.

    ``error`` is empty when it went well.
    """

    stage: str
    said: str = ""
    error: str = ""
    document: Mapping[str, object] = field(default_factory=dict)


def of(stage: str, ended: Ended) -> Outcome:
    """What a command printed that ran for ``stage`` in a process of its own."""
    try:
        document = json.loads(ended.stdout)
    except ValueError:  # text, or nothing
        return Outcome(stage, ended.stdout.rstrip(), ended.error)
    return Outcome(stage, _said(document), ended.error, document)


def document(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """What ``--json`` prints for all of them; those that failed have the key ``error``."""
    return {"stages": [_one(outcome) for outcome in outcomes]}


def rows(outcomes: Sequence[Outcome]) -> list[tuple[str, str]]:
    """Stage and result, for a table."""
    return [(each.stage, f"failed: {each.error}" if each.error else each.said) for each in outcomes]


def check(outcomes: Sequence[Outcome]) -> None:
    """Raise ``LiftError`` when one failed."""
    failed = [outcome.stage for outcome in outcomes if outcome.error]
    if failed:
        raise LiftError(f"{len(failed)} of {len(outcomes)} stages failed: {', '.join(failed)}")


def _one(outcome: Outcome) -> dict[str, object]:
    error = {"error": outcome.error} if outcome.error else {}
    return {"stage": outcome.stage, **outcome.document, **error}


def _said(deployed: Mapping[str, Any]) -> str:
    if "version" not in deployed:
        return ""
    parts = [f"version {deployed['version']}", deployed["url"], f"{deployed['seconds']:g} s"]
    return ", ".join(filter(None, [*parts, "" if deployed["changed"] else "unchanged"]))
