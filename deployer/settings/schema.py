"""``settings_schema.json`` as data: the one description of every key.

The schema is read by editors (completion), by ``check`` (validation) and by the documentation.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def schema() -> dict[str, Any]:
    """The whole schema, JSON Schema 2020-12."""
    text = Path(__file__).with_name("settings_schema.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


def stage_keys() -> dict[str, dict[str, Any]]:
    """The keys of a stage: name -> its part of the schema."""
    keys: dict[str, dict[str, Any]] = schema()["$defs"]["stage"]["properties"]
    return keys
