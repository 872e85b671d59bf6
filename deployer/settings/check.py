"""Hold a settings file against the schema and say what is wrong, where, and what was meant.

jsonschema finds the mistakes; this module words them. A part of the schema that carries
``errorMessage`` (the keyword that editors show too) words its own.
"""

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..cache import cache_dir
from ..errors import SettingsError
from ..suggest import nearest
from .file import SettingsFile
from .schema import schema

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


def check(settings: SettingsFile) -> None:
    """Raise ``SettingsError`` for the first mistake, with the others as its details.

    Settings without one are remembered by a hash, because jsonschema alone takes as long to import
    as lift does.
    """
    with suppress(OSError):  # no place for a cache
        if _mark(settings).exists():
            return
    _check(settings)
    with suppress(OSError):
        _mark(settings).touch()


def _mark(settings: SettingsFile) -> Path:
    """The file that says that ``settings`` have passed, by what they are and the rules."""
    rules_and_content = json.dumps([schema(), settings.content])
    return cache_dir("settings") / hashlib.sha256(rules_and_content.encode()).hexdigest()


def _check(settings: SettingsFile) -> None:
    from jsonschema import Draft202012Validator

    found = Draft202012Validator(schema()).iter_errors(settings.content)
    mistakes = sorted(map(_mistake, found), key=lambda mistake: mistake.where)
    problems = [problem for mistake in mistakes for problem in _problems(mistake)]
    if problems:
        (first, hint), *others = problems
        raise SettingsError(
            f"{settings.path}: {first}",
            hint=hint,
            details="\n".join(f"also: {message}" for message, _ in others),
        )


@dataclass(frozen=True)
class _Mistake:
    """What jsonschema found: the value at ``where`` breaks ``rule`` of the schema's ``part``."""

    where: str
    value: Any
    rule: str
    demand: Any
    part: dict[str, Any]
    said: str


def _mistake(error: "ValidationError") -> _Mistake:
    where = ".".join(str(step) for step in error.absolute_path)
    part = dict(error.schema) if isinstance(error.schema, dict) else {}
    return _Mistake(
        where, error.instance, str(error.validator), error.validator_value, part, error.message
    )


def _problems(mistake: _Mistake) -> Iterable[tuple[str, str]]:
    """(message, hint) of one mistake; several unknown keys in one object are several."""
    if mistake.rule == "additionalProperties":
        known = mistake.part["properties"]
        for key in mistake.value:
            if key not in known:
                yield f'{_below(mistake.where, key)}: there is no key "{key}"', _meant(key, known)
    elif "errorMessage" in mistake.part:
        value = f"{_json(mistake.value)} is not accepted"
        yield f"{_place(mistake.where)}{value}", mistake.part["errorMessage"]
    else:
        yield f"{_place(mistake.where)}{_worded(mistake)}", _hint(mistake)


def _meant(key: str, known: Iterable[str]) -> str:
    close = nearest(key, known)
    return f'did you mean "{close}"?' if close else "settings_schema.json describes every key"


def _worded(mistake: _Mistake) -> str:
    match mistake.rule:
        case "type":
            return f"{_kind(mistake.demand)} is expected, not {_json(mistake.value)}"
        case "enum":
            choices = ", ".join(_json(choice) for choice in mistake.demand)
            return f"{_json(mistake.value)} is none of {choices}"
        case "required":
            missing = [key for key in mistake.demand if key not in mistake.value]
            return f"{' and '.join(missing)} missing"
        case "minimum" | "maximum" as bound:
            side = "at least" if bound == "minimum" else "at most"
            return f"{mistake.value} is out of range, {side} {mistake.demand}"
        case _:
            return mistake.said


def _hint(mistake: _Mistake) -> str:
    if mistake.rule == "enum" and isinstance(mistake.value, str):
        close = nearest(mistake.value, map(str, mistake.demand))
        return f'did you mean "{close}"?' if close else ""
    examples = mistake.part.get("examples")
    return f"for example {_json(examples[0])}" if examples else ""


def _place(where: str) -> str:
    return f"{where}: " if where else ""


def _below(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _kind(kind: str) -> str:
    names = {"integer": "a whole number", "string": "text in quotes", "boolean": "true or false"}
    return names.get(kind, f"an {kind}")


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "…"
